//! English: sales, points, levels, coupons, wants.

use crate::domain::points::Cause;
use crate::i18n::trade::TradeWords;

pub(super) const TRADE: TradeWords = TradeWords {
    refunds: "refund of",
    category: "category",
    alias: "short name",
    price: "usual price",
    rebuy_days: "lasts (days)",
    lot: "lot",
    points: "points",
    cause_label: "cause",
    cause: |cause| match cause {
        Cause::Earned => "purchase",
        Cause::Opening => "opening balance",
        Cause::Adjusted => "by hand",
        Cause::Spent => "spent",
        Cause::Refunded => "refund",
        Cause::Referral => "referral",
        Cause::TakenBack => "undone",
    },
    expired: "expired",
    until: "until",
    cancels: "settles",
    level: "level",
    at_least: "from",
    discount: "discount %",
    benefits: "benefits",
    since: "since",
    short_since: "below since",
    card: "card",
    code: "code",
    good_for: "good for",
    budget: "budget",
    balance: "balance",
    holders: "holders",
    title: "points and coupons",
    has_points: |n| format!("{n} points"),
    will_expire: |n, day| format!("{n} end {day}"),
    to_next: |level, gap| format!("{gap} to {level}"),
    coupons: |n| {
        if n == 1 {
            "1 coupon".to_owned()
        } else {
            format!("{n} coupons")
        }
    },
    wants: "waits for",
    want_ended: "time is over",
    adjust_row: "Give or take points ...",
    issue_row: "Issue a coupon ...",
    redeem_row: |code, what, until| format!("Redeem {code}: {what}, until {until}"),
    met_row: |item| format!("No longer waits for: {item}"),
    used: "redeemed",
    over: "over",
    buy: "Sale",
    buy_hint: "item [how many] amount [paid how] [day]; several with ; in between, a minus gives money back",
    known_as: |names| format!("Sold before: {names}"),
    refund: "Give money back",
    refund_hint: "The amount; empty gives back all that is left",
    adjust: "Points",
    adjust_hint: "+50 birthday, or -200 gift",
    issue: "Issue a coupon",
    issue_hint: "What it is good for and its last day: 20 off 3 months; without a day it is good for a month",
    choose_purchase: "Choose a purchase in the log first.",
    no_item: |part| format!("\"{part}\" names no item. Write the item first, then the amount."),
    no_amount: |item| format!("For how much was {item}? Write the amount after it."),
    too_many_parts: |n| format!("At most {n} items on one line. Save these first."),
    bad_points: "Write a number with + or -, and a reason: +50 birthday.",
    bad_amount: "That is no amount. Write a number such as 58, or nothing for all.",
    no_until: "That day is over. Name a later one.",
    scanned: |name| format!("Scanned: {name}"),
    unknown_scan: |digits| {
        format!("Nobody has the number {digits}. Add them with a name, or press ‹prompt.back›.")
    },
    over_refund: |item, left| {
        format!("Of {item} {left} is left to give back. Choose an amount up to that.")
    },
    nothing_bought: |item| {
        format!("Nothing of {item} is left to give back. Look at the purchases in the log.")
    },
    short: |have| format!("There are only {have} points. Take fewer."),
    spent: |name| {
        format!(
            "{name} has spent points of this already, so it was not undone. Give the points back first, or refund the purchase."
        )
    },
    no_coupon: "There is no such coupon. Check the code sign by sign.",
    coupon_used: |day| {
        format!("That coupon was redeemed on {day}. It is good once; issue another if you want to.")
    },
    coupon_over: |day| {
        format!(
            "A coupon was good until {day}, which is over. Choose a later day, or issue another."
        )
    },
    alias_taken: |alias| {
        format!("Another product is called {alias} already. Choose another short name.")
    },
    level_clash: |name| format!("The level {name} begins there already. Choose another number."),
    upgraded: |level, benefits| {
        if benefits.is_empty() {
            format!("Reached {level}: tell them and say thank you")
        } else {
            format!("Reached {level}: tell them, they now have {benefits}")
        }
    },
    rebuy: |item, days| format!("May need {item} again (every {days} days)"),
    waiting: |n, item| {
        if n == 1 {
            format!("1 customer waits for {item}")
        } else {
            format!("{n} customers wait for {item}")
        }
    },
    what_if: |least, would, now| {
        let more =
            i64::try_from(would).unwrap_or(i64::MAX) - i64::try_from(now).unwrap_or(i64::MAX);
        let than = match more {
            0 => "as many as now".to_owned(),
            n if n > 0 => format!("{n} more than now"),
            n => format!("{} fewer than now", -n),
        };
        format!("From {least}: {would} customers, {than}")
    },
    due: "due",
    every: "every",
};
