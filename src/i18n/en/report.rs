//! English: the reports and the dashboard.

use crate::domain::customer::{Stage, Tier};
use crate::i18n::label;
use crate::i18n::report::{ReportWords, chance, times};
use crate::insight::call::Reason;
use crate::insight::churn::{Band, Evidence};
use crate::insight::period::Period;
use crate::insight::rfm::class::Class;
use crate::insight::rfm::segment::Segment;
use crate::insight::shop::Group;

pub(super) static REPORT: ReportWords = ReportWords {
    title: "Dashboard",
    sections: [
        "Overview",
        "Who to call",
        "Segments",
        "Cohorts",
        "Baskets",
        "Check",
    ],
    reading: "Counting…",
    empty: "Nothing has been sold yet.",
    none_behind: "Nobody.",
    listed: |title, shown, n| {
        if shown < n {
            format!("{title} ({n}, the first {shown} listed)")
        } else {
            format!("{title} ({n})")
        }
    },
    period: |period| match period {
        Period::Week => "last 7 days",
        Period::Month => "last 30 days",
        Period::Quarter => "last 90 days",
        Period::Year => "last 365 days",
        Period::All => "all time",
    },
    until: |day| format!("up to {day}"),
    between: |from, to| format!("{from} to {to}"),
    evidence: |evidence, n| match evidence {
        Evidence::NotEnough => {
            format!("Not enough data ({n} repeat customers): days only, no chances.")
        }
        Evidence::Indicative => format!("Indicative: chances estimated from {n} repeat customers."),
        Evidence::Enough => format!("Chances estimated from {n} repeat customers."),
    },
    segment: |segment| match segment {
        Segment::Champions => "Champions",
        Segment::Loyal => "Loyal",
        Segment::PotentialLoyalist => "Potential loyal",
        Segment::New => "New",
        Segment::Promising => "Promising",
        Segment::NeedAttention => "Need attention",
        Segment::AboutToSleep => "About to sleep",
        Segment::CantLose => "Can't lose",
        Segment::AtRisk => "At risk",
        Segment::Hibernating => "Hibernating",
    },
    class: |class| match class {
        Class::KeyValue => "Key: value",
        Class::KeyHold => "Key: hold",
        Class::KeyGrow => "Key: grow",
        Class::KeyRegain => "Key: regain",
        Class::PlainValue => "Plain: value",
        Class::PlainHold => "Plain: hold",
        Class::PlainGrow => "Plain: grow",
        Class::PlainRegain => "Plain: regain",
    },
    band: |band| match band {
        Band::Normal => "normal",
        Band::Warning => "warning",
        Band::High => "high risk",
    },
    reason: |s, reason| match reason {
        Reason::Overdue {
            days,
            usual_days,
            times: late,
        } => format!(
            "{days} days without a purchase, usually every {} ({} times)",
            usual_days.round(),
            times(*late)
        ),
        Reason::Once { days } => format!("bought once, {days} days ago"),
        Reason::Unlikely {
            active,
            within_days,
        } => format!(
            "{} likely to buy within {within_days} days",
            chance(*active)
        ),
        Reason::BigSpender { net_cents } => {
            format!("top fifth by spend, {} in all", label::money(s, *net_cents))
        }
        Reason::Frequent { visits } => format!("came on {visits} days"),
    },
    group: |s, group| match group {
        Group::Bought => "Bought in the period".to_owned(),
        Group::Newcomers => "First purchase in the period".to_owned(),
        Group::Returned => "Came back in the period".to_owned(),
        Group::Stage(stage) => label::stage(s, *stage).to_owned(),
        Group::Band(band) => (s.report.band)(*band).to_owned(),
        Group::Segment(segment) => (s.report.segment)(*segment).to_owned(),
        Group::Class(class) => (s.report.class)(*class).to_owned(),
        Group::Field { r, f } => format!("R{r} F{f}"),
        Group::Cohort { first, later } => {
            format!("First bought {}, again {later} months later", first.code())
        }
        Group::Month(month) => format!("Bought in {}", month.code()),
        Group::NotYet { bought, not_yet } => format!("Has {bought}, not yet {not_yet}"),
        Group::Due => "Due today".to_owned(),
    },
    law: |law| format!("{} > {} within 30 days", law.a, law.b),
    offer: |a, b| {
        format!(
            "Say: \"How is the {a}? Many of our customers take {b} next. Shall I keep one for you?\""
        )
    },
    in_time: |n| format!("({n} just now)"),
    overview: "Overview",
    calls: "Who to call this week",
    calls_none: "No regular is overdue.",
    calls_note: "Most at stake first; whoever was spoken to within seven days or must not be contacted is left out.",
    stages: "Stages",
    months: "Months",
    months_note: "Revenue less refunds; * month not over.",
    segments: "Ten RFM segments",
    classes: "Eight RFM classes",
    grid: "RFM grid: recency x frequency",
    grid_note: "Rows: R5 bought last. Columns: F5 came most often. Each field holds a number of customers.",
    too_few: "Fewer than 5 have bought: nobody is scored.",
    cohorts: "Cohorts by month of first purchase",
    cohorts_note: "Each field: how many bought again in that month; n: how many first bought then; * month not over.",
    bands: "Risk of losing",
    bands_note: |days, watch, high| {
        format!(
            "By the chance of buying within {days} days: below {watch}% warning, below {high}% high risk."
        )
    },
    laws: "What is bought after what",
    laws_none: "No rule holds yet: it takes 8 buyers of the first, 5 who took the second, and clearly more than usual.",
    laws_note: "Lower: end of the 95% interval. Usual: share that buys it within 30 days of a first purchase.",
    backtest: "Would the warnings have been right?",
    backtest_none: "The history is too short to check.",
    backtest_note: |n, cuts, least, most| {
        let days = if least == most {
            format!("{least}")
        } else {
            format!("{least}-{most}")
        };
        format!(
            "Foretold {n} times on {cuts} days of the last year from what was known then; lost: no purchase in the next {days} days."
        )
    },
    by_model: "chance below 50%",
    by_rule: "silent longer than usual (80% line)",
    caught: "Caught",
    missed: "Missed",
    false_alarms: "False alarms",
    right_of_warned: "Warnings right",
    workers: "People",
    workers_none: "Nothing was written down in the period.",
    nobody_named: "(no name)",
    said: "Contacts",
    with_outcome: "With outcome",
    done: "Follow-ups done",
    in_time_col: "In time",
    revenue: "Revenue",
    visits: "Purchase days",
    bought: "Buyers",
    newcomers: "New",
    returned: "Came back",
    due: "Follow-ups due",
    late_of: |n| format!("{n} late"),
    customers: "Customers",
    name: "Name",
    number: "Number",
    share: "Share",
    spent: "Spent",
    stake: "At stake",
    year_value: "Year's value",
    why: "Why",
    month: "Month",
    first_month: "First month",
    partial: "*",
    recency: "Recency",
    of_all: "Of all",
    lower_bound: "Lower",
    anyway: "Usual",
    not_yet: "Not yet",
    rule: "Rule",
    way: "Way",
    stage_why: |days, silent, lost| {
        let rule = format!(
            "eight of ten regulars are back within {silent} days, longer is silent; over {lost} days is lost"
        );
        if days < 0 {
            format!("Of the shop's own gaps: {rule}.")
        } else {
            format!("{days} days without a purchase; {rule}")
        }
    },
    stage_turned: |s, turn| {
        let stage = label::stage(s, turn.stage);
        let (silent, lost) = (turn.cuts.silent_days, turn.cuts.lost_days);
        match (turn.stage, turn.gap) {
            (Stage::Silent, Some(gap)) => format!(
                "stage > {stage}: {gap} days without a purchase, eight of ten regulars are back within {silent}"
            ),
            (Stage::Lost, Some(gap)) => format!(
                "stage > {stage}: {gap} days without a purchase, hardly anybody comes after {lost}"
            ),
            (_, Some(gap)) => format!("stage > {stage}: bought again after {gap} days"),
            (_, None) => format!("stage > {stage}: first purchase"),
        }
    },
    stage_pinned: |why| format!("Set by hand: {why}"),
    stage_reason: "Reason of the stage",
    stage_by_rhythm: "By the shop's rhythm",
    stage_ask: "Why? The reason is kept with the record.",
    cuts: "Cuts",
    cut: |code| match code {
        "vip_cut" => "Where a VIP begins (net spend of 12 months)",
        "silent_days" => "Silent after so many days",
        "lost_days" => "Lost after so many days",
        "risk_cut" => "Risk of losing: below which chance of buying",
        "rfm_steps" => "What divides the five RFM steps",
        "rfm_cut" => "What divides the eight classes",
        _ => "",
    },
    cut_hint: |code| match code {
        "vip_cut" => "A share or an amount, such as 20% or 3000; empty is the top 20%.",
        "risk_cut" => {
            "Two percentages, such as 50,25: below the first warning, below the second high risk; empty is so."
        }
        "rfm_steps" => {
            "fifths, or four bounds each of days/purchases/amount: 7,30,60,120/2,3,5,8/100,300,800,2000; empty is fifths."
        }
        "rfm_cut" => "means, halves, or 90,3,500 (days, purchases, amount); empty is means.",
        _ => "Days from 1 to 3650, such as 60; empty is measured from the shop's own rhythm.",
    },
    cut_measured: "measured",
    cut_set: |text| format!("set to {text}"),
    would: |now, would| match would.cmp(&now) {
        std::cmp::Ordering::Equal => format!("{now}, no change"),
        std::cmp::Ordering::Greater => format!("{now} > {would} ({} more)", would - now),
        std::cmp::Ordering::Less => format!("{now} > {would} ({} fewer)", now - would),
    },
    level_reached: "Reach it",
    level_hint: "From how many points, or how much spent, such as 800.",
    late: "Late",
    offer_label: "Offer",
    offer_why: |a, b, share| format!("has {a}, not yet {b} ({share} take it next)"),
    tier_pinned: "Set by hand; the rule leaves it alone.",
    tier_never: "Has not bought yet.",
    tier_by_spend: |year, cut, is_vip| {
        let verb = if is_vip { "reaches" } else { "is below" };
        format!("Net spend of the last year, {year}, {verb} the top fifth's {cut}.")
    },
    tier_no_cut: "The shop has no sales to measure by.",
    policy: |tier| match tier {
        Tier::Vip => "Call back first, tell of news first, think of the birthday.",
        Tier::Regular => "Call as promised, remember what they like.",
        Tier::Potential => "Get to know them; do not press.",
    },
    policy_label: "Service",
    definitions_title: "What the numbers mean",
    definitions: &[
        "Revenue: amounts of the period less refunds. Purchase days: several orders of one day count once, refunds do not.",
        "New: first purchase in the period. Came back: of those who bought in the period, those who have bought on more than one day.",
        "Stages: never bought is potential; beyond 95% of the shop's gaps is lost, beyond 80% silent; else one day is new, more is active.",
        "At stake: chance of being gone x purchases they would have made x usual spend, over the horizon (30 days or more).",
        "Year's value: expected revenue of twelve times 30 days, 1% a month off.",
        "RFM: five steps by the share that is strictly worse; equals share. The classes are cut at the mean.",
        "Baskets: of those who bought the first, the share that buys the second within 30 days; open windows are left out, and so is what chance would bring.",
        "Check: foretold from what was known on the day, beside the plain rule.",
    ],
};
