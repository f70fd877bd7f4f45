//! Fields of the shop's own, ties, companies and sources, by keys.

use shuke::tui::state::Focus;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

fn three() -> Desk {
    Desk::at(DAY)
        .with_customers(&[
            "王芳 13866668000 公司=大禹建材",
            "李雷 13900139000 公司=大禹建材",
            "韩梅 13700137000 来源=小红书",
        ])
        .keys("2gg")
}

/// The list stands on this customer.
fn on(desk: Desk, name: &str) -> Desk {
    desk.keys("/").types(name).keys("<Enter>")
}

#[test]
fn a_field_is_typed_where_commands_are_and_stands_in_form_and_profile_at_once() {
    on(three(), "王芳")
        .keys(":")
        .types("field add 皮肤类型 list 干|油|敏感")
        .keys("<Enter>")
        .sees("收集“皮肤类型”做什么用")
        .types("选护肤品")
        .keys("<Enter>")
        .sees("已新增字段")
        .keys("F")
        .sees("皮肤类型")
        .keys("<Enter>")
        .types("油")
        .keys("<Enter>")
        .sees("已填写字段：王芳")
        .sees_in(Focus::Profile, "皮肤类型")
        .sees_in(Focus::Profile, "油")
        .keys("e<Up>")
        .sees("皮肤类型")
        .keys("<Right><Ctrl-s>")
        .sees_in(Focus::Profile, "敏感")
        .keys(":")
        .types("field remove 皮肤类型")
        .keys("<Enter>y")
        .sees("已删除字段")
        .not_sees("敏感")
        .keys("u")
        .sees_in(Focus::Profile, "敏感");
}

#[test]
fn a_value_that_does_not_fit_stays_to_be_mended() {
    on(three(), "王芳")
        .keys(":")
        .types("字段 新增 尺码 数字 试鞋")
        .keys("<Enter>F<Enter>")
        .types("大")
        .keys("<Enter>")
        .sees("“尺码”要填数字")
        .keys("<Backspace>")
        .types("38.5")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "38.5")
        .keys("e<Up><Ctrl-u>")
        .types("很大")
        .keys("<Ctrl-s>")
        .sees("“尺码”要填数字");
}

#[test]
fn two_customers_are_tied_in_three_keys_and_enter_goes_to_the_other() {
    on(three(), "王芳")
        .keys("R1<Enter>")
        .sees("已关联客户：王芳")
        .sees_in(Focus::Profile, "李雷 配偶")
        .keys("3Gk<Enter>")
        .sees_in(Focus::Profile, "王芳 配偶")
        .keys("3Gk-")
        .sees("已去掉关系")
        .not_sees("王芳 配偶");
}

#[test]
fn a_tie_says_the_right_word_from_each_side() {
    on(three(), "韩梅")
        .keys("R")
        .sees("推荐人")
        .keys("7")
        .types("王芳")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "王芳 推荐人")
        .keys("3Gkk<Enter>")
        .sees_in(Focus::Profile, "韩梅 介绍来的人")
        .keys(":")
        .types("报表 转介绍")
        .keys("<Enter>")
        .sees("介绍人数 1");
}

#[test]
fn a_marked_customer_is_tied_without_being_asked_for() {
    let desk = three().keys("<Space>j");
    let text = desk.screen();
    assert!(text.contains("1"), "{text}");
    desk.keys("R5")
        .sees("已关联客户")
        .sees_in(Focus::Profile, "同事");
}

#[test]
fn a_company_page_shows_who_belongs_to_it_and_renames_everyone() {
    on(three().with_follow_up("李雷", "2026-03-05", "送货"), "王芳")
        .keys("O")
        .sees("公司：大禹建材")
        .sees("2 位联系人")
        .sees("送货")
        .types("改名")
        .keys("<Enter><Ctrl-u>")
        .types("大禹集团")
        .keys("<Enter>")
        .sees("已给公司改名")
        .sees_in(Focus::Profile, "大禹集团")
        .keys("O")
        .types("李雷")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "李雷")
        .sees_in(Focus::Profile, "大禹集团")
        .keys("u")
        .sees_in(Focus::Profile, "大禹建材");
}

#[test]
fn a_company_renamed_to_another_becomes_one_with_it() {
    let desk = three().with_customers(&["赵敏 13600136000 公司=大禹"]);
    on(desk, "赵敏")
        .keys("O")
        .types("改名")
        .keys("<Enter><Ctrl-u>")
        .types("大禹建材")
        .keys("<Enter>")
        .sees("已合并公司")
        .keys("O")
        .sees("3 位联系人");
}

#[test]
fn the_source_is_picked_and_the_page_of_sources_counts_it() {
    on(three(), "王芳")
        .keys("e<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Right><Ctrl-s>")
        .sees_in(Focus::Profile, "门店")
        .keys("go")
        .sees("客户来源")
        .sees("小红书")
        .sees("门店")
        .sees("（未知）");
}

#[test]
fn a_quick_line_names_who_brought_them_and_asks_where_two_have_the_name() {
    three()
        .with_customers(&["王芳 13500135999"])
        .keys("A")
        .types("赵敏 13600136000 推荐人=王芳")
        .keys("<Enter>")
        .sees("王芳8000")
        .sees("王芳5999")
        .types("8000")
        .keys("<Enter>")
        .sees("已新建客户：赵敏")
        .sees_in(Focus::Profile, "王芳 (8000) 推荐人");
}

#[test]
fn it_all_speaks_english() {
    on(three().in_english(), "王芳")
        .keys("R5<Enter>")
        .sees_in(Focus::Profile, "colleague")
        .keys("O")
        .sees("Company: 大禹建材")
        .sees("2 contacts")
        .keys("<Esc>go")
        .sees("Sources")
        .sees("(unknown)")
        .keys("<Esc>F")
        .sees("Add a field");
}

#[test]
fn what_the_shop_asks_for_is_asked_in_the_line_and_in_the_form() {
    three()
        .keys(":")
        .types("设置 城市 杭州=杭城|宁波")
        .keys("<Enter>")
        .sees("已修改设置")
        .keys(":")
        .types("set closed_lists city")
        .keys("<Enter>:")
        .types("set required 城市")
        .keys("<Enter>A")
        .types("张三 13600136000")
        .keys("<Enter>")
        .sees("本店要求每位客户都填“城市”")
        .keys("<Esc>a")
        .types("张三")
        .keys("<Ctrl-s>")
        .sees("本店要求每位客户都填“城市”")
        .keys("<Right>")
        .sees("杭州")
        .keys("<Ctrl-s>")
        .sees("已新建客户：张三")
        .keys("gu")
        .sees("缺必填项")
        .types("必填")
        .keys("<Enter>")
        .sees("无:城市")
        .sees_in(Focus::Customers, "王芳")
        .not_sees_in(Focus::Customers, "张三")
        .keys("gs")
        .types("customer.city")
        .sees("杭州 宁波")
        .sees("必填");
}

#[test]
fn the_form_and_the_line_say_what_a_text_must_be_like() {
    three()
        .keys(":")
        .types("field add 会员号 text 用途=积分")
        .keys("<Enter>:")
        .types(r"设置 格式 会员号=/[A-Z]{2}\d{4}/ 两个字母加四位数字|微信=/[a-z]{6,}/")
        .keys("<Enter>")
        .sees("已修改设置")
        .keys("A")
        .types("张三 微信=ab")
        .keys("<Enter>")
        .sees("“微信”写的“ab”不合本店的格式：/[a-z]{6,}/")
        .keys("<Esc>a")
        .types("张三")
        .keys("<Shift-Tab>")
        .sees("两个字母加四位数字")
        .types("12")
        .keys("<Ctrl-s>")
        .sees("“会员号”写的“12”不合本店的格式")
        .keys("<Ctrl-u>")
        .types("HZ1234")
        .keys("<Ctrl-s>")
        .sees("已新建客户：张三");
}

#[test]
fn a_preview_tells_who_is_left_out_for_want_of_what_must_be_filled_in() {
    three()
        .keys(":")
        .types("set required birthday@vip")
        .keys("<Enter>*T1")
        .sees("将修改 3 位客户中的 0 位")
        .sees("另有 3 位不动：会缺VIP必填的“生日”")
        .keys("y")
        .sees("另有 3 位不动：会缺VIP必填的“生日”");
}

#[test]
fn a_merge_says_what_the_shop_would_not_take() {
    three()
        .keys(":")
        .types("set required 地址")
        .keys("<Enter>gg<Space><Space>M")
        .sees("合并客户")
        .sees("本店要求每位客户都填“地址”")
        .keys("<Enter>")
        .sees("合并客户");
}

#[test]
fn a_setting_that_is_none_is_told() {
    three()
        .keys(":")
        .types("set colour red")
        .keys("<Enter>")
        .sees("没有“colour”这项设置");
}

#[test]
fn nobodys_customers_are_claimed_and_given_back_by_keys_once_the_shop_uses_the_pool() {
    let desk = on(three(), "王芳")
        .keys("K")
        .sees("公海没有开启")
        .keys(":")
        .types("设置 公海 on")
        .keys("<Enter>:")
        .types("set pool_claims 2")
        .keys("<Enter>K")
        .sees("还没有设定客服姓名")
        .keys(":")
        .types("设置 客服 小李")
        .keys("<Enter>gn")
        .sees_in(Focus::Customers, "王芳")
        .sees_in(Focus::Customers, "公海")
        .keys("K")
        .not_sees_in(Focus::Customers, "王芳")
        .keys("<Space>j<Space>K")
        .sees("2");
    let desk = desk.keys("y").sees("今天领取的已经到上限：每人每天 2 位");
    on(desk.keys("<Esc><Esc>"), "王芳")
        .keys("K")
        .sees("正在负责这位客户")
        .keys("Zgn")
        .sees_in(Focus::Customers, "王芳")
        .keys("u<Esc>")
        .keys("gn")
        .not_sees_in(Focus::Customers, "王芳");
}

#[test]
fn what_changed_this_month_is_a_list_that_leads_to_the_customer() {
    let mut desk = on(three(), "王芳");
    for day in [
        "2025-10-01",
        "2025-10-12",
        "2025-11-05",
        "2025-11-20",
        "2026-02-01",
    ] {
        desk.buys("李雷", day, "砖", 10_000);
    }
    desk.keys("e")
        .keys("<Ctrl-s>")
        .keys(":")
        .types("报表 变化")
        .keys("<Enter>")
        .sees("2026-03 的变化")
        .sees("来得少了：90 天内消费 4 天 -> 1 天")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "李雷")
        .keys("gm")
        .sees("2026-02 的变化");
}
