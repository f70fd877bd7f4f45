//! What a shop's word for the state of an order means. Words only; which of several words counts is decided in `draft`.

use crate::codec::report::OrderStatus;
use unicode_normalization::UnicodeNormalization;

/// Words found anywhere in a Chinese status, in the order they are tried: 等待买家付款 is no payment, 待签收 no receipt.
const CHINESE: [(OrderStatus, &[&str]); 10] = [
    (
        OrderStatus::PartiallyRefunded,
        &["部分退款", "部份退款", "部分退货"],
    ),
    (
        OrderStatus::Refunded,
        &["已退款", "退款成功", "退款完成", "全额退款", "已全部退款"],
    ),
    (
        OrderStatus::Cancelled,
        &[
            "关闭", "取消", "作废", "失效", "失败", "關閉", "撤单", "拒收",
        ],
    ),
    (
        OrderStatus::Pending,
        &[
            "等待买家付款",
            "等待付款",
            "待付款",
            "未付款",
            "待支付",
            "未支付",
            "待确认付款",
            "付款确认",
            "待下单",
            "付款中",
        ],
    ),
    (
        OrderStatus::Shipped,
        &[
            "等待买家确认",
            "待签收",
            "待收货",
            "等待确认收货",
            "待确认收货",
            "部分发货",
        ],
    ),
    (
        OrderStatus::Paid,
        &[
            "待发货",
            "等待卖家发货",
            "等待发货",
            "等待出库",
            "待出库",
            "未发货",
            "备货",
            "待配货",
            "配货中",
            "待揽收",
            "待接单",
            "待成团",
            "待处理",
            "待核销",
            "待自提",
            "待提货",
            "待分享",
            "处理中",
            "拣货",
        ],
    ),
    (
        OrderStatus::Completed,
        &[
            "成功",
            "完成",
            "已收货",
            "已签收",
            "已评价",
            "待评价",
            "已核销",
            "已自提",
            "已提货",
            "妥投",
            "已送达",
            "已结束",
            "结单",
        ],
    ),
    (
        OrderStatus::Shipped,
        &[
            "已发货",
            "已出库",
            "运输",
            "配送中",
            "派送中",
            "在途",
            "已揽收",
            "已揽件",
            "发货",
        ],
    ),
    (
        OrderStatus::Paid,
        &["已付款", "已支付", "已付", "已收款", "已接单", "已下单"],
    ),
    (
        OrderStatus::Pending,
        &["待审核", "挂起", "新订单", "待确认"],
    ),
];

/// Whole English words, spaces and dashes removed.
const ENGLISH: [(OrderStatus, &[&str]); 7] = [
    (
        OrderStatus::PartiallyRefunded,
        &["partiallyrefunded", "partialrefund", "partrefunded"],
    ),
    (
        OrderStatus::Refunded,
        &[
            "refunded",
            "fullyrefunded",
            "refund",
            "chargedback",
            "returned",
        ],
    ),
    (
        OrderStatus::Cancelled,
        &[
            "cancelled",
            "canceled",
            "voided",
            "void",
            "failed",
            "expired",
            "declined",
            "abandoned",
            "trash",
            "rejected",
        ],
    ),
    (
        OrderStatus::Completed,
        &[
            "completed",
            "complete",
            "delivered",
            "done",
            "closed",
            "pickedup",
            "received",
        ],
    ),
    (
        OrderStatus::Shipped,
        &[
            "fulfilled",
            "shipped",
            "intransit",
            "outfordelivery",
            "dispatched",
            "partiallyshipped",
            "sent",
        ],
    ),
    (
        OrderStatus::Paid,
        &[
            "paid",
            "processing",
            "unfulfilled",
            "partiallyfulfilled",
            "awaitingshipment",
            "awaitingfulfillment",
            "readytoship",
            "partiallypaid",
            "confirmed",
            "inprogress",
            "preparing",
            "captured",
            "succeeded",
            "packed",
        ],
    ),
    (
        OrderStatus::Pending,
        &[
            "pending",
            "onhold",
            "unpaid",
            "authorized",
            "awaitingpayment",
            "pendingpayment",
            "draft",
            "open",
            "new",
            "checkoutdraft",
            "paymentpending",
            "due",
            "placed",
        ],
    ),
];

/// Reads a status; None for words not known here.
pub fn parse(raw: &str) -> Option<OrderStatus> {
    let folded = raw.nfkc().collect::<String>().to_lowercase();
    let word: String = folded
        .trim()
        .trim_start_matches("wc-")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let english = ENGLISH
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()));
    let chinese = || {
        CHINESE
            .iter()
            .find(|(_, words)| words.iter().any(|w| word.contains(w)))
    };
    english.or_else(chinese).map(|(status, _)| *status)
}

/// What became of a return: whether money went back, and whether all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterSale {
    Whole,
    Part,
    Nothing,
}

/// Reads an after-sale status (`退款成功`, `refunded`); what is under way or was withdrawn gave nothing back.
pub fn after_sale(raw: &str) -> AfterSale {
    let folded = raw.nfkc().collect::<String>().to_lowercase();
    if ["无", "取消", "关闭", "拒绝", "失败", "中", "待", "未"]
        .iter()
        .any(|w| folded.contains(w))
    {
        return AfterSale::Nothing;
    }
    match parse(&folded) {
        Some(OrderStatus::PartiallyRefunded) => AfterSale::Part,
        Some(OrderStatus::Refunded) => AfterSale::Whole,
        _ if folded.contains("退款") && (folded.contains("成功") || folded.contains("完成")) => {
            AfterSale::Whole
        }
        _ => AfterSale::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderStatus::*;

    #[test]
    fn the_words_of_the_shops_are_understood() {
        for (raw, want) in [
            ("等待买家付款", Some(Pending)),
            ("待付款", Some(Pending)),
            ("wc-on-hold", Some(Pending)),
            ("pending", Some(Pending)),
            ("买家已付款，等待卖家发货", Some(Paid)),
            ("待发货", Some(Paid)),
            ("等待出库", Some(Paid)),
            ("备货中", Some(Paid)),
            ("wc-processing", Some(Paid)),
            ("Unfulfilled", Some(Paid)),
            ("卖家已发货，等待买家确认", Some(Shipped)),
            ("已发货，待签收", Some(Shipped)),
            ("fulfilled", Some(Shipped)),
            ("交易成功", Some(Completed)),
            ("交易完成", Some(Completed)),
            ("已收货", Some(Completed)),
            ("完成", Some(Completed)),
            ("交易关闭", Some(Cancelled)),
            ("已取消", Some(Cancelled)),
            ("voided", Some(Cancelled)),
            ("Failed", Some(Cancelled)),
            ("wc-refunded", Some(Refunded)),
            ("partially_refunded", Some(PartiallyRefunded)),
            ("在吗", None),
        ] {
            assert_eq!(parse(raw), want, "{raw}");
        }
    }

    #[test]
    fn only_money_that_went_back_is_a_refund() {
        for (raw, want) in [
            ("退款成功", AfterSale::Whole),
            ("已全额退款", AfterSale::Whole),
            ("售后完成，退款成功", AfterSale::Whole),
            ("部分退款成功", AfterSale::Part),
            ("无售后或售后取消", AfterSale::Nothing),
            ("退款中", AfterSale::Nothing),
            ("退款关闭", AfterSale::Nothing),
            ("待商家处理", AfterSale::Nothing),
        ] {
            assert_eq!(after_sale(raw), want, "{raw}");
        }
    }
}
