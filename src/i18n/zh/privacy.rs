//! Chinese: personal information.

use crate::domain::consent::Purpose;
use crate::domain::retention::Category;
use crate::i18n::privacy::{Certified, Policy, PrivacyWords, percent};

pub(super) const WORDS: PrivacyWords = PrivacyWords {
    title: "隐私",
    register: "同意登记",
    purpose: "目的",
    basis: "依据",
    notice: "告知书版本",
    evidence: "凭证",
    guardian: "监护人",
    withdrawn_at: "撤回时间",
    restricted_at: "限制处理",
    category: "记录类别",
    days: "天数",
    month: "月份",
    purchases: "笔数",
    since: "起算",
    history: "操作记录",
    every_channel: "各种方式",
    of_purpose: |purpose| match purpose {
        Purpose::Service => "服务",
        Purpose::Marketing => "营销",
        Purpose::Sharing => "提供给他人",
        Purpose::Sensitive => "敏感信息",
    },
    of_category: |category| match category {
        Category::Prospect => "潜在客户",
        Category::Trade => "消费过的客户",
        Category::Binned => "回收站",
        Category::Marketing => "营销同意",
    },
    trigger: |category| match category {
        Category::Prospect | Category::Marketing => "最后联系之后",
        Category::Trade => "最后消费或联系之后",
        Category::Binned => "放进去之后",
    },
    withdrawn: "已撤回同意",
    not_to_be_planned: |name| {
        format!("{name}要求不再联系，所以没有安排。如果客户改了主意，请先取消“请勿联系”。")
    },
    no_offers: |name| {
        format!(
            "{name}已撤回营销同意，所以没有安排这条跟进。请先登记新的同意，或者改成与营销无关的事。"
        )
    },
    keeps_its_pages: "已删除，文件里腾出的地方已清零；但没能重写整个文件。请腾出磁盘空间、关闭其他窗口，下次删除时会再试。",
    erased_already: "这一步关于的人已被彻底删除，没有可撤销的内容。",
    reason_names: "理由会长期保留，不能写姓名或号码。请换个说法。",
    set_aside: "这份资料已限制处理，只能保存。请先解除限制。",
    minor: "未满14岁要由监护人同意（请写明是谁），也不能用于营销。",
    clock_jumped: "时钟离上一笔记录超过30天，没有销毁任何资料。请核对电脑日期；日期没错的话，先记一笔别的再来。",
    ask_erase: |name| format!("彻底删除“{name}”？撤销和备份都不能恢复。"),
    ask_restrict: |name| format!("限制处理“{name}”？只保存，列表、搜索、报表里都看不到。"),
    at_request: "本人要求",
    yes_erase: "彻底删除",
    yes_restrict: "限制处理",
    no: "不动",
    say_yes: "彻底删除不能恢复。确定请加 --yes。",
    certificate,
    saved: |path| format!("已保存：{path}。"),
    share: |part, whole| format!("{}（{whole} 人中 {part} 人）", percent(part, whole)),
    customers: |n| format!("客户 {n} 人"),
    without_basis: |n| format!("没有处理依据 {n} 人"),
    minors: |n, unguarded| format!("未满14岁 {n} 人，缺监护人同意 {unguarded} 人"),
    due: |n| format!("保存到期 {n} 人"),
    restricted: |n| format!("限制处理 {n} 人"),
    erased: |n| format!("已彻底删除 {n} 人"),
    none: "无",
    purge_step: |n, code| {
        format!("到期 {n} 人。要彻底删除这些人：shuke retention purge --code {code}")
    },
    other_list: "名单在给出编号之后变过。请重新查看。",
    policy,
};

fn certificate(c: &Certified) -> String {
    format!(
        "删除证明\n\n{}时间：{}\n操作编号：{}\n经办：{}\n理由：{}\n删除的行和旧值：{}\n删除登记标记：{}\n\n\
         此人的资料、往来、历史旧值、搜索索引和草稿已从客户文件删除并覆盖，搜索不到任何内容。消费合计按月保留，不关联任何人。\
         旧备份按计划过期；恢复备份时，开店之前会再次删除此人。在 shuke 之外另存的副本不在此列。标记是带密钥的摘要，不能认出任何人。\n",
        of_shop(&c.shop),
        c.at,
        c.op,
        c.agent,
        c.reason,
        c.gone,
        c.marks.join("、")
    )
}

/// A heading, with the shop's name where it has one.
fn headed(what: &str, shop: &str) -> String {
    match shop.is_empty() {
        true => what.to_owned(),
        false => format!("{what}：{shop}"),
    }
}

/// The line that names the shop; none where it has no name.
fn of_shop(shop: &str) -> String {
    match shop.is_empty() {
        true => String::new(),
        false => format!("店铺：{shop}\n"),
    }
}

fn policy(p: &Policy) -> Vec<String> {
    let days = |n: usize| p.days[n];
    let mut lines = vec![
        headed("客户信息管理制度", &p.shop),
        format!("{}按当前设置生成。用来帮助守法，不是法律意见。", p.day),
        String::new(),
        "一、收集范围和目的".to_owned(),
        "姓名和联系方式，往来、约定和消费：为了服务客户。服务以外的用途要有针对该目的的同意。"
            .to_owned(),
        format!(
            "有效同意：服务 {}，营销 {}，提供给他人 {}，敏感信息 {}；客户共 {} 人。",
            p.agreed[0], p.agreed[1], p.agreed[2], p.agreed[3], p.customers
        ),
        "未满14岁由监护人同意，不用于营销。一个键（D）撤回，已安排的事随即停止。".to_owned(),
        String::new(),
        "二、存放".to_owned(),
        match p.is_encrypted {
            true => "本机一个文件，已加密，备份也加密；不联网发送任何内容。".to_owned(),
            false => "本机一个文件，没有加密；不联网发送任何内容。".to_owned(),
        },
        format!("现有备份 {} 份。", p.backups),
        String::new(),
        "三、访问".to_owned(),
        format!(
            "用户 {} 人。联系方式默认遮住，查看和复制要写理由并留记录（近30天 {} 次）。每处改动都进入链式操作记录。",
            p.users, p.reveals
        ),
        String::new(),
        "四、更新".to_owned(),
        "客户可以查阅（shuke person export）、更正、要求限制处理或彻底删除。".to_owned(),
        String::new(),
        "五、保存期限和销毁".to_owned(),
        format!(
            "潜在客户：最后联系后 {} 天。消费过的客户：最后消费或联系后 {} 天。",
            days(0),
            days(1)
        ),
        format!(
            "回收站：{} 天。营销同意：没有联系满 {} 天失效。",
            days(2),
            days(3)
        ),
        "每月查看到期名单，销毁分两步，销毁记录不含个人信息。".to_owned(),
        format!("已彻底删除 {} 人，限制处理 {} 人。", p.erased, p.restricted),
        String::new(),
        "六、目前与制度不符之处".to_owned(),
    ];
    let told = lines.len();
    let past = i64::try_from(p.past_retention).unwrap_or(i64::MAX);
    let counts = [
        (past, "份资料超过保存期限"),
        (p.without_basis, "位客户没有处理依据"),
        (
            p.customers - p.agreed[1],
            "位客户没有营销同意：不要对他们营销",
        ),
        (p.minors[1], "位未满14岁的客户缺监护人同意"),
    ];
    lines.extend(
        counts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("- {n} {what}")),
    );
    if !p.is_encrypted {
        lines.push("- 文件没有加密（shuke encrypt）".to_owned());
    }
    if p.backups == 0 {
        lines.push("- 没有备份（shuke backup）".to_owned());
    }
    if lines.len() == told {
        lines.push("shuke 没有看到不符之处。".to_owned());
    }
    lines
}
