//! Chinese: the reports and the dashboard.

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
    title: "看板",
    sections: ["总览", "该联系谁", "分群", "留存", "连带", "回测"],
    reading: "正在统计…",
    empty: "还没有购买记录。",
    none_behind: "没有人。",
    listed: |title, shown, n| {
        if shown < n {
            format!("{title}（{n} 位，列出前 {shown} 位）")
        } else {
            format!("{title}（{n} 位）")
        }
    },
    period: |period| match period {
        Period::Week => "近 7 天",
        Period::Month => "近 30 天",
        Period::Quarter => "近 90 天",
        Period::Year => "近 365 天",
        Period::All => "全部",
    },
    until: |day| format!("截至 {day}"),
    between: |from, to| format!("{from} 至 {to}"),
    evidence: |evidence, n| match evidence {
        Evidence::NotEnough => format!("数据不足（回头客 {n} 位）：只列未购天数，不估概率。"),
        Evidence::Indicative => format!("参考：概率按 {n} 位回头客的节奏估算。"),
        Evidence::Enough => format!("概率按 {n} 位回头客的节奏估算。"),
    },
    segment: |segment| match segment {
        Segment::Champions => "铁杆客",
        Segment::Loyal => "忠诚客",
        Segment::PotentialLoyalist => "潜在忠诚",
        Segment::New => "新客",
        Segment::Promising => "有苗头",
        Segment::NeedAttention => "要留意",
        Segment::AboutToSleep => "快沉睡",
        Segment::CantLose => "不能丢",
        Segment::AtRisk => "有风险",
        Segment::Hibernating => "已沉睡",
    },
    class: |class| match class {
        Class::KeyValue => "重要价值",
        Class::KeyHold => "重要保持",
        Class::KeyGrow => "重要发展",
        Class::KeyRegain => "重要挽留",
        Class::PlainValue => "一般价值",
        Class::PlainHold => "一般保持",
        Class::PlainGrow => "一般发展",
        Class::PlainRegain => "一般挽留",
    },
    band: |band| match band {
        Band::Normal => "正常",
        Band::Warning => "预警",
        Band::High => "高风险",
    },
    reason: |s, reason| match reason {
        Reason::Overdue {
            days,
            usual_days,
            times: late,
        } => format!(
            "{days} 天未购，平时约 {} 天一次（{} 倍）",
            usual_days.round(),
            times(*late)
        ),
        Reason::Once { days } => format!("只买过一次，{days} 天前"),
        Reason::Unlikely {
            active,
            within_days,
        } => format!("{within_days} 天内再来的可能 {}", chance(*active)),
        Reason::BigSpender { net_cents } => {
            format!("消费前二成，共 {}", label::money(s, *net_cents))
        }
        Reason::Frequent { visits } => format!("来过 {visits} 天"),
    },
    group: |s, group| match group {
        Group::Bought => "本期买过".to_owned(),
        Group::Newcomers => "本期首购".to_owned(),
        Group::Returned => "本期回头".to_owned(),
        Group::Stage(stage) => label::stage(s, *stage).to_owned(),
        Group::Band(band) => (s.report.band)(*band).to_owned(),
        Group::Segment(segment) => (s.report.segment)(*segment).to_owned(),
        Group::Class(class) => (s.report.class)(*class).to_owned(),
        Group::Field { r, f } => format!("R{r} F{f}"),
        Group::Cohort { first, later } => format!("{} 首购，第 {later} 个月又买", first.code()),
        Group::Month(month) => format!("{} 买过", month.code()),
        Group::NotYet { bought, not_yet } => format!("买了{bought}，还没买{not_yet}"),
        Group::Due => "今天到期的跟进".to_owned(),
    },
    law: |law| format!("买了{}，30 天内买{}", law.a, law.b),
    offer: |a, b| format!("可以说：“上次的{a}还合用吗？不少客人接着会配{b}，要不要给您留一份？”"),
    in_time: |n| format!("（{n} 位正当时）"),
    overview: "总览",
    calls: "本周该联系谁",
    calls_none: "没有该来没来的老客。",
    calls_note: "按可能损失的金额排序；七天内联系过的和不可联系的不列。",
    stages: "客户阶段",
    months: "月度走势",
    months_note: "销售额已减退款；* 当月未完。",
    segments: "RFM 十类",
    classes: "RFM 八类",
    grid: "RFM 网格：近度 x 频度",
    grid_note: "行：R5 最近买过；列：F5 来得最勤。格内是人数。",
    too_few: "买过的不到 5 位，不打分。",
    cohorts: "首购月份留存",
    cohorts_note: "格内是当月又买的人数，n 是当月首购人数；* 当月未完。",
    bands: "流失风险",
    bands_note: |days, watch, high| {
        format!("按 {days} 天内再买的可能分档：不到 {watch}% 预警，不到 {high}% 高风险。")
    },
    laws: "本店的连带规律",
    laws_none: "还没有站得住的规律：每条至少要 8 位买过前者、5 位接着买后者，并且明显高于平常。",
    laws_note: "下限是 95% 区间的下端；平常是首次购买后 30 天内就买的比例。",
    backtest: "预警回测",
    backtest_none: "历史太短，还不能回测。",
    backtest_note: |n, cuts, least, most| {
        let days = if least == most {
            format!("{least}")
        } else {
            format!("{least}-{most}")
        };
        format!(
            "站在过去一年的 {cuts} 个日子上预测 {n} 人次，只用当天以前的数据；之后 {days} 天没来算流失。"
        )
    },
    by_model: "概率不到 50%",
    by_rule: "超过平常间隔（八成线）",
    caught: "抓到",
    missed: "漏掉",
    false_alarms: "误报",
    right_of_warned: "预警命中",
    workers: "员工",
    workers_none: "本期没有记录。",
    nobody_named: "（未署名）",
    said: "联系",
    with_outcome: "有结果",
    done: "完成跟进",
    in_time_col: "按时",
    revenue: "销售额",
    visits: "购买天数",
    bought: "买过",
    newcomers: "首购",
    returned: "回头",
    due: "到期跟进",
    late_of: |n| format!("逾期 {n}"),
    customers: "客户",
    name: "名称",
    number: "数",
    share: "占比",
    spent: "消费",
    stake: "可能损失",
    year_value: "一年价值",
    why: "为什么",
    month: "月份",
    first_month: "首购月",
    partial: "*",
    recency: "近度",
    of_all: "占全部",
    lower_bound: "下限",
    anyway: "平常",
    not_yet: "还没买",
    rule: "规律",
    way: "办法",
    stage_why: |days, silent, lost| {
        let rule = format!("八成老客 {silent} 天内会回来，超过算沉默；超过 {lost} 天算流失");
        if days < 0 {
            format!("{rule}。")
        } else {
            format!("{days} 天未购；{rule}")
        }
    },
    stage_turned: |s, turn| {
        let stage = label::stage(s, turn.stage);
        let (silent, lost) = (turn.cuts.silent_days, turn.cuts.lost_days);
        match (turn.stage, turn.gap) {
            (Stage::Silent, Some(gap)) => {
                format!("阶段 > {stage}：{gap} 天未购，八成老客 {silent} 天内会回来")
            }
            (Stage::Lost, Some(gap)) => {
                format!("阶段 > {stage}：{gap} 天未购，超过 {lost} 天很少再来")
            }
            (_, Some(gap)) => format!("阶段 > {stage}：隔 {gap} 天又来买"),
            (_, None) => format!("阶段 > {stage}：第一次购买"),
        }
    },
    stage_pinned: |why| format!("手工指定：{why}"),
    stage_reason: "阶段原因",
    stage_by_rhythm: "按本店节奏",
    stage_ask: "为什么这样定？原因会记在档案里。",
    cuts: "分界线",
    cut: |code| match code {
        "vip_cut" => "VIP 门槛（近 12 个月净消费）",
        "silent_days" => "沉默：多少天未购",
        "lost_days" => "流失：多少天未购",
        "risk_cut" => "流失风险分档（再买的可能）",
        "rfm_steps" => "RFM 五档的分界",
        "rfm_cut" => "八类客户的分界",
        _ => "",
    },
    cut_hint: |code| match code {
        "vip_cut" => "写占比或金额，例如 20% 或 3000；留空按前 20%。",
        "risk_cut" => "写两个百分数，例如 50,25：低于 50% 预警，低于 25% 高风险；留空就按这样。",
        "rfm_steps" => {
            "写 fifths（五等分）或 天数/次数/金额 各四个界，例如 7,30,60,120/2,3,5,8/100,300,800,2000；留空按五等分。"
        }
        "rfm_cut" => {
            "写 means（均值）、halves（各取一半）或 90,3,500（天数,次数,金额）；留空按均值。"
        }
        _ => "写 1 到 3650 的天数，例如 60；留空按本店节奏测算。",
    },
    cut_measured: "按本店测算",
    cut_set: |text| format!("已设为 {text}"),
    would: |now, would| match would.cmp(&now) {
        std::cmp::Ordering::Equal => format!("{now} 不变"),
        std::cmp::Ordering::Greater => format!("{now} > {would}（多 {}）", would - now),
        std::cmp::Ordering::Less => format!("{now} > {would}（少 {}）", now - would),
    },
    level_reached: "够得上",
    level_hint: "从多少分（或多少消费）起，例如 800。",
    late: "提醒",
    offer_label: "可荐",
    offer_why: |a, b, share| format!("买过{a}，还没买{b}（{share} 的人接着买）"),
    tier_pinned: "手工指定，规则不改。",
    tier_never: "还没买过，算潜在。",
    tier_by_spend: |year, cut, is_vip| {
        let verb = if is_vip { "达到" } else { "不到" };
        format!("近一年净消费 {year}，{verb}前二成的门槛 {cut}。")
    },
    tier_no_cut: "店里还没有足够的消费，没有门槛。",
    policy: |tier| match tier {
        Tier::Vip => "优先回电，新品先知道，生日有心意。",
        Tier::Regular => "按时回访，记住偏好。",
        Tier::Potential => "先认识，不催单。",
    },
    policy_label: "服务",
    definitions_title: "说明",
    definitions: &[
        "销售额：时段内的金额减去退款。购买天数：同一天的几单算一次，退款不算。",
        "首购：第一次购买在时段内。回头：时段内买过、并且不止买过一天的，占时段内买过的人。",
        "阶段：没买过是潜在；超过本店间隔的九成五算流失，超过八成算沉默；其余买过一天是新客，两天以上是活跃。",
        "可能损失：已不再来的可能 x 本该有的购买次数 x 平均每次金额，看未来一段时间（至少 30 天）。",
        "一年价值：未来十二个 30 天的期望金额，每月折 1%。",
        "RFM：比你差的人数占比分五档；同值同分。八类以平均数为界。",
        "连带：买了前者的人里，30 天内买后者的比例；窗口未满的人不计。随机也会出现的不算规律。",
        "回测：只用当天以前的数据预测，和“超过平常间隔”的老办法比。",
    ],
};
