//! Header cells: comparing them as the contract says, and deciding what each column is for. `find` says where they are.

pub mod find;

use super::preset::{Content, Field, OrderField, Preset, Presets, Role};
use super::value::cell;
use crate::domain::clean::{clean_line, is_cjk};
use unicode_normalization::UnicodeNormalization;

/// A header cell longer than this is data.
const LONGEST_HEADER: usize = 200;
/// Words before a field that say whose it is: 客户手机, Contact email.
const OWNERS: [&str; 21] = [
    "客户",
    "顾客",
    "会员",
    "买家",
    "联系人",
    "用户",
    "学员",
    "患者",
    "家长",
    "收货人",
    "车主",
    "业主",
    "粉丝",
    "客戶",
    "會員",
    "顧客",
    "customer",
    "contact",
    "client",
    "member",
    "primary",
];
/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub header: String,
    pub role: Role,
}

/// The normalised form in which header cells are compared.
pub fn key(header: &str) -> String {
    let folded: String = header.nfkc().collect::<String>().to_lowercase();
    let mut text: String = folded
        .chars()
        .filter(|&c| {
            !(c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '\u{200b}'..='\u{200f}' | '\u{feff}' | '_' | '-' | '\'' | '’' | '"'
                ))
        })
        .collect();
    loop {
        let bare = ["*", "(必填)", "(选填)", "(required)", "(optional)", ":"]
            .iter()
            .find_map(|mark| text.strip_suffix(mark));
        match bare.map(str::to_owned) {
            Some(shorter) => text = shorter,
            None => return text.trim_start_matches('*').to_owned(),
        }
    }
}

/// What a header means for a customer without a preset: by its words, then by ever looser readings of them.
pub fn generic_role(presets: &Presets, header: &str) -> Option<Role> {
    loose_role(&presets.generic, header)
}

fn loose_role(words: &Preset, header: &str) -> Option<Role> {
    if header.len() > LONGEST_HEADER {
        return None;
    }
    let key = key(header);
    if key.is_empty() || key.len() > LONGEST_HEADER {
        return None;
    }
    readings(&key)
        .iter()
        .find_map(|reading| words.role(reading))
}

/// The key itself, without brackets, either side of a slash, either language of a bilingual cell; each also without number and owner.
fn readings(key: &str) -> Vec<String> {
    let bare = key
        .split('(')
        .next()
        .unwrap_or_default()
        .trim_end_matches('*');
    let cjk: String = bare.chars().filter(|&c| is_cjk(c)).collect();
    let latin: String = bare.chars().filter(char::is_ascii_alphabetic).collect();
    let mut bases = vec![key.to_owned(), bare.to_owned()];
    bases.extend(bare.split(['/', '、', '|']).map(str::to_owned));
    if !cjk.is_empty() && latin.len() > 1 {
        bases.extend([cjk, latin]);
    }
    let mut out = Vec::new();
    for base in bases {
        let plain: String = base.chars().filter(|c| !c.is_ascii_digit()).collect();
        let owned = OWNERS
            .iter()
            .find_map(|o| plain.strip_prefix(o))
            .map(str::to_owned);
        out.extend(
            [Some(base), Some(plain), owned]
                .into_iter()
                .flatten()
                .filter(|r| !r.is_empty()),
        );
    }
    out
}

/// Decides what each column is for; `chosen` are the user's own decisions by header.
pub fn bind(
    presets: &Presets,
    preset: &Preset,
    cells: &[String],
    chosen: &[(String, Field)],
) -> Vec<Column> {
    let last = cells
        .iter()
        .rposition(|c| !c.trim().is_empty())
        .map_or(0, |at| at + 1);
    // A header may end in unnamed columns (a trailing comma); their values are kept, so the columns stay.
    let headers: Vec<String> = cells
        .iter()
        .map(|c| clean_line(&cell::content(c).unwrap_or_default()))
        .collect();
    let own: Vec<Option<Role>> = headers
        .iter()
        .map(|h| own_role(preset, h, chosen))
        .collect();
    let mut columns: Vec<Column> = headers
        .into_iter()
        .zip(&own)
        .map(|(header, role)| Column {
            role: role.unwrap_or_else(|| fallback_role(presets, preset, &header, &own)),
            header,
        })
        .collect();
    if preset.content == Content::Customers {
        tell_apart(columns.get_mut(..last).unwrap_or_default());
    }
    columns
}

fn own_role(preset: &Preset, header: &str, chosen: &[(String, Field)]) -> Option<Role> {
    let wanted = key(header);
    chosen
        .iter()
        .find(|(h, _)| key(h) == wanted)
        .map(|(_, f)| Role::Field(*f))
        .or_else(|| preset.role(&wanted))
}

/// What the generic words say of a column; `own` are the roles the preset gave, which they may not give again.
fn fallback_role(presets: &Presets, preset: &Preset, header: &str, own: &[Option<Role>]) -> Role {
    let person = generic_role(presets, header);
    match preset.content {
        Content::Customers => person.unwrap_or(Role::Field(preset.rest)),
        Content::Orders => order_role(presets, preset, header, own)
            .or(person.filter(|role| is_of_buyers(*role)))
            .unwrap_or(Role::Field(preset.rest)),
        Content::Events => presets
            .generic_for(Content::Events)
            .and_then(|words| loose_role(words, header))
            .unwrap_or(Role::Field(preset.rest)),
        content => presets
            .generic_for(content)
            .and_then(|words| loose_role(words, header))
            .filter(|role| !matches!(role, Role::Field(_)) && !own.contains(&Some(*role)))
            .unwrap_or(Role::Field(Field::Ignored)),
    }
}

fn order_role(
    presets: &Presets,
    preset: &Preset,
    header: &str,
    own: &[Option<Role>],
) -> Option<Role> {
    use OrderField::{Amount, ItemName, Items, LineAmount, Packed};
    // Exporters say the same in several columns; what the preset settled is not doubled.
    let rivals: &[&[OrderField]] = &[&[Amount, LineAmount], &[Items, ItemName, Packed]];
    let is_settled = |field: OrderField| {
        own.iter().flatten().any(|role| match role {
            Role::Order(_, settled) => {
                *settled == field
                    || rivals
                        .iter()
                        .any(|r| r.contains(settled) && r.contains(&field))
            }
            _ => false,
        })
    };
    let role = loose_role(presets.generic_for(Content::Orders)?, header)?;
    let doubled = matches!(role, Role::Order(_, field) if is_settled(field));
    (preset.id == GENERIC_ORDERS || !doubled).then_some(role)
}

/// The preset made of words alone.
const GENERIC_ORDERS: &str = "generic_orders";

/// What a word may say of the buyer; words like 类型 or 来源 are about the order there.
fn is_of_buyers(role: Role) -> bool {
    use Field::{Email, Family, Given, Name, Nickname, Phone, Wechat};
    match role {
        Role::Address(..) => true,
        Role::Field(field) => matches!(
            field,
            Email | Family | Given | Name | Nickname | Phone | Wechat
        ),
        _ => false,
    }
}

/// Columns whose meaning depends on their neighbours: a nickname is no second name, 客户名称 beside 姓名 is the company.
fn tell_apart(columns: &mut [Column]) {
    let has = |field: Field| columns.iter().any(|c| c.role == Role::Field(field));
    let title_is_salutation = columns
        .iter()
        .filter(|c| c.role == Role::Field(Field::Title))
        .count()
        > 1
        && columns.iter().any(|c| key(&c.header) == "jobtitle");
    let person_named = columns
        .iter()
        .any(|c| matches!(key(&c.header).as_str(), "姓名" | "客户姓名" | "联系人姓名"));
    let name_is_company = person_named && !has(Field::Company);
    for column in columns {
        let bare = key(&column.header);
        match bare.as_str() {
            "title" if title_is_salutation => column.role = Role::Field(Field::Salutation),
            "客户名称" | "客戶名稱" | "accountname"
                if name_is_company && column.role == Role::Field(Field::Name) =>
            {
                column.role = Role::Field(Field::Company);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_cells_are_compared_without_their_decoration() {
        for (raw, want) in [
            ("客户姓名*", "客户姓名"),
            (" 联系电话 ", "联系电话"),
            ("出生\n日期", "出生日期"),
            ("姓 名（必填）", "姓名"),
            ("\u{feff}Ｎａｍｅ", "name"),
            ("First_Name", "firstname"),
            ("E-mail 1 - Value", "email1value"),
            ("手机(选填)*", "手机"),
        ] {
            assert_eq!(key(raw), want, "{raw:?}");
        }
    }

    #[test]
    fn headers_are_understood_in_many_words() {
        let presets = Presets::builtin().unwrap();
        for (header, want) in [
            ("客户姓名", Field::Name),
            ("手机2", Field::Phone),
            ("手机/电话", Field::Phone),
            ("姓名 Name", Field::Name),
            ("Phone (Home)", Field::Phone),
            ("联系人邮箱", Field::Email),
            ("微信号", Field::Wechat),
            ("Customer Name", Field::Name),
            ("e-mail address", Field::Email),
            ("行動電話", Field::Phone),
            ("會員生日", Field::Birthday),
            (
                "Birthday (customer.metafields.facts.birth_date)",
                Field::Birthday,
            ),
            ("创建时间", Field::Created),
            ("备注（选填）", Field::Notes),
        ] {
            assert_eq!(
                generic_role(&presets, header),
                Some(Role::Field(want)),
                "{header}"
            );
        }
        for header in [
            "消费金额",
            "客户积分",
            "",
            "Contact Owner.id",
            "上次消费时间",
        ] {
            assert_eq!(generic_role(&presets, header), None, "{header}");
        }
    }
}
