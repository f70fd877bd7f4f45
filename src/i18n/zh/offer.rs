//! Chinese: offers.

use crate::domain::offer::Play;
use crate::i18n::offer::OfferWords;

pub(super) static OFFER: OfferWords = OfferWords {
    one: "推荐",
    matter: "类别",
    what: "推荐什么",
    about: "依据",
    reply: "答复",
    suggested: "可能再买",
    miss: |days, n| format!("误差 {days} 天 n={n}"),
    every: |item, days| format!("{item}，约 {days} 天一次"),
    take_rebuy: |item| format!("提醒再买{item}"),
    decline_rebuy: |item| format!("这次不提{item}"),
    take_law: |bought, other| format!("推荐{other}：要了（买过{bought}）"),
    decline_law: |bought, other| format!("推荐{other}：不要（买过{bought}）"),
    rebuy_note: |item| format!("{item}可能快用完了，问要不要再带"),
    play: |play| match play {
        Play::Forgotten => "好久不见",
        Play::Wronged => "得罪过",
        Play::Price => "嫌贵",
        Play::Taste => "口味变了",
        Play::Service => "服务没做好",
        Play::Distance => "离得远了",
    },
    start_play: |name| format!("挽回：{name}"),
    steps: |play| match play {
        Play::Forgotten => [
            "留一份常买的，到店就送小样",
            "道一声许久没联系，问近况",
            "请来坐坐，当面聊聊",
        ],
        Play::Wronged => [
            "补偿上次的不周：退差价或换新，由本人选",
            "先认错道歉，不辩解，听完再说",
            "补偿给了没有，满意不满意，登门或当面问",
        ],
        Play::Price => [
            "按常买的配一份实惠装，给老客价",
            "抱歉涨价没先打招呼，说清为什么",
            "请来店里对比着试，不催着买",
        ],
        Play::Taste => [
            "按新口味挑两样小样送去",
            "抱歉一直推旧的，问现在喜欢什么",
            "约来试新品，记下喜好",
        ],
        Play::Service => [
            "专人接待，免排队，下次优先",
            "为怠慢道歉，说清改了什么",
            "当面再接待一次，问改得够不够",
        ],
        Play::Distance => [
            "包邮寄到新住处，头一单免运费",
            "抱歉没早想到，问搬去哪里方便收货",
            "顺路上门送一次，看看能不能长期送",
        ],
    },
    won: |hits| format!("60天回来 {}/{}，试过{}位", hits.hits, hits.judged, hits.n),
    never_tried: "还没试过",
    plays: "挽回办法",
    tried: "试过",
    judged: "有结果",
    won_label: "回来",
    taken: "要了",
    put: "推荐过",
    none: "现在没有谁可能要再买。",
    not_now: "这位客户可能再要的东西，用 shuke rebuy 看看",
    answered: "这一次已经问过了：等下次买了再说。",
    no_such: "挽回办法，用 shuke offer plays 看看有哪些",
};
