//! What is said about sales, points, levels, coupons and wants.

use crate::domain::points::Cause;

/// Texts about what is sold and what comes of it.
pub struct TradeWords {
    pub refunds: &'static str,
    pub category: &'static str,
    pub alias: &'static str,
    pub price: &'static str,
    pub rebuy_days: &'static str,
    pub lot: &'static str,
    pub points: &'static str,
    pub cause_label: &'static str,
    pub cause: fn(Cause) -> &'static str,
    pub expired: &'static str,
    pub until: &'static str,
    pub cancels: &'static str,
    pub level: &'static str,
    pub at_least: &'static str,
    pub discount: &'static str,
    pub benefits: &'static str,
    pub since: &'static str,
    pub short_since: &'static str,
    pub card: &'static str,
    pub code: &'static str,
    pub good_for: &'static str,
    pub budget: &'static str,
    pub balance: &'static str,
    pub holders: &'static str,

    // The profile and the page of one customer.
    pub title: &'static str,
    /// Points at the end of a line.
    pub has_points: fn(&str) -> String,
    /// So many points end on a day.
    pub will_expire: fn(&str, &str) -> String,
    pub to_next: fn(&str, &str) -> String,
    pub coupons: fn(usize) -> String,
    pub wants: &'static str,
    pub want_ended: &'static str,
    pub adjust_row: &'static str,
    pub issue_row: &'static str,
    pub redeem_row: fn(&str, &str, &str) -> String,
    pub met_row: fn(&str) -> String,
    pub used: &'static str,
    pub over: &'static str,

    // Prompts.
    pub buy: &'static str,
    pub buy_hint: &'static str,
    pub known_as: fn(&str) -> String,
    pub refund: &'static str,
    pub refund_hint: &'static str,
    pub adjust: &'static str,
    pub adjust_hint: &'static str,
    pub issue: &'static str,
    pub issue_hint: &'static str,
    pub choose_purchase: &'static str,
    pub no_item: fn(&str) -> String,
    pub no_amount: fn(&str) -> String,
    pub too_many_parts: fn(usize) -> String,
    pub bad_points: &'static str,
    pub bad_amount: &'static str,
    pub no_until: &'static str,

    // Scans.
    pub scanned: fn(&str) -> String,
    pub unknown_scan: fn(&str) -> String,

    // Refusals.
    pub over_refund: fn(&str, &str) -> String,
    pub nothing_bought: fn(&str) -> String,
    pub short: fn(i64) -> String,
    pub spent: fn(&str) -> String,
    pub no_coupon: &'static str,
    pub coupon_used: fn(&str) -> String,
    pub coupon_over: fn(&str) -> String,
    pub alias_taken: fn(&str) -> String,
    pub level_clash: fn(&str) -> String,

    // Follow-ups and tellings.
    pub upgraded: fn(&str, &str) -> String,
    pub rebuy: fn(&str, i64) -> String,
    pub waiting: fn(usize, &str) -> String,
    pub what_if: fn(i64, usize, usize) -> String,
    pub due: &'static str,
    pub every: &'static str,
}
