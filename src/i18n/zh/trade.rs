//! Chinese: sales, points, levels, coupons, wants.

use crate::domain::points::Cause;
use crate::i18n::trade::TradeWords;

pub(super) const TRADE: TradeWords = TradeWords {
    refunds: "所退的消费",
    category: "品类",
    alias: "简称",
    price: "常卖价",
    rebuy_days: "通常用几天",
    lot: "批次",
    points: "积分",
    cause_label: "缘由",
    cause: |cause| match cause {
        Cause::Earned => "消费",
        Cause::Opening => "期初",
        Cause::Adjusted => "手动",
        Cause::Spent => "使用",
        Cause::Refunded => "退款",
        Cause::Referral => "转介绍",
        Cause::TakenBack => "撤销",
    },
    expired: "到期",
    until: "有效至",
    cancels: "冲销",
    level: "会员级别",
    at_least: "起点",
    discount: "折扣%",
    benefits: "权益",
    since: "起",
    short_since: "不足自",
    card: "会员卡",
    code: "券码",
    good_for: "用途",
    budget: "预算",
    balance: "余额",
    holders: "人数",
    title: "积分和券",
    has_points: |n| format!("{n} 分"),
    will_expire: |n, day| format!("{n} 分 {day} 到期"),
    to_next: |level, gap| format!("差 {gap} 到{level}"),
    coupons: |n| format!("{n} 张券"),
    wants: "想要",
    want_ended: "已过期",
    adjust_row: "加减积分…",
    issue_row: "发券…",
    redeem_row: |code, what, until| format!("核销 {code}：{what}，{until} 前有效"),
    met_row: |item| format!("不再等：{item}"),
    used: "已核销",
    over: "已过期",
    buy: "记一笔消费",
    buy_hint: "商品 [数量] 金额 [付款方式] [日子]；几样用 ; 隔开，负数是退款",
    known_as: |names| format!("卖过：{names}"),
    refund: "退款",
    refund_hint: "退多少；留空就是全退",
    adjust: "积分",
    adjust_hint: "+50 生日，或 -200 换礼品",
    issue: "发券",
    issue_hint: "用途和最后一天：满100减20 3个月；不写日子就是一个月",
    choose_purchase: "请先在往来里选一笔消费。",
    no_item: |part| format!("“{part}”里没有商品。先写商品，再写金额。"),
    no_amount: |item| format!("{item}多少钱？在后面写上金额。"),
    too_many_parts: |n| format!("一行最多 {n} 样。请先保存这些。"),
    bad_points: "请写带 + 或 - 的数和原因，如：+50 生日。",
    bad_amount: "这不是金额。写一个数，如 58；全退就留空。",
    no_until: "那天已经过了。请写晚一点的日子。",
    scanned: |name| format!("扫到：{name}"),
    unknown_scan: |digits| {
        format!("没有人用 {digits} 这个号码。写上姓名添加，或按 ‹prompt.back›。")
    },
    over_refund: |item, left| format!("{item}只剩 {left} 可以退。请退不超过这个数。"),
    nothing_bought: |item| format!("没有可以退的{item}。请在往来里看看买过什么。"),
    short: |have| format!("只有 {have} 分。请少用一些。"),
    spent: |name| format!("{name}已经用掉了其中的积分，所以没有撤销。请先退回积分，或按退款处理。"),
    no_coupon: "没有这张券。请逐个核对券码。",
    coupon_used: |day| format!("这张券 {day} 已核销。一券只能用一次，需要的话另发一张。"),
    coupon_over: |day| format!("券的有效期到 {day}，已经过了。换一个晚些的日子，或另发一张。"),
    alias_taken: |alias| format!("已经有商品简称 {alias}。请换一个简称。"),
    level_clash: |name| format!("{name}已经从这个数起。请换一个数。"),
    upgraded: |level, benefits| {
        if benefits.is_empty() {
            format!("升为{level}：告诉客户，道声谢")
        } else {
            format!("升为{level}：告诉客户，现在享有{benefits}")
        }
    },
    rebuy: |item, days| format!("{item}可能快用完了（约 {days} 天一次）"),
    waiting: |n, item| format!("有 {n} 位客户在等{item}"),
    what_if: |least, would, now| {
        let more =
            i64::try_from(would).unwrap_or(i64::MAX) - i64::try_from(now).unwrap_or(i64::MAX);
        let than = match more {
            0 => "和现在一样多".to_owned(),
            n if n > 0 => format!("比现在多 {n} 位"),
            n => format!("比现在少 {} 位", -n),
        };
        format!("从 {least} 起：{would} 位，{than}")
    },
    due: "预计",
    every: "间隔",
};
