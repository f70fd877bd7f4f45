//! Presets: what each exporter calls its columns, as TOML under `assets/presets` that users can read and extend. Data only.

mod text;

use super::header::key;
use super::report::Kind;
use super::value::address::Part;
use super::value::date::Order;
use super::value::zone::Zone;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use text::parse;

/// What a column can mean for a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Family,
    Given,
    Middle,
    FileAs,
    Nickname,
    /// The person inside a company's row; the name where no other is.
    Contact,
    /// A word before the name: used for the gender only.
    Salutation,
    Company,
    Title,
    Gender,
    Birthday,
    BirthYear,
    BirthMonth,
    BirthDay,
    Phone,
    Email,
    Wechat,
    Source,
    Owner,
    Tags,
    Notes,
    Created,
    SourceId,
    /// The id of the company, which is a record of its own.
    CompanyId,
    Kind,
    /// Marks rows that were deleted in the source.
    Deleted,
    /// Kept under its header.
    Extra,
    /// Left out, and listed once in the report.
    Ignored,
}

/// What a column can mean for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderField {
    Number,
    Date,
    /// The time of day, where the date has its own column.
    Time,
    /// The time zone of this row.
    Zone,
    /// The total of the order, in the first row that has it.
    Amount,
    /// A part of the total: summed over all rows.
    LineAmount,
    Refunded,
    Currency,
    PayMethod,
    Status,
    Fulfilment,
    /// When it was cancelled: the order is, if this says anything.
    CancelledAt,
    /// What became of a return or refund.
    AfterSale,
    /// Whether the row is a sale or takes one back.
    Event,
    Qty,
    /// The names of all items in one cell.
    Items,
    /// One item as `name:…|sku:…|quantity:…`.
    Packed,
    ItemName,
    ItemVariant,
    ItemSku,
    ItemQty,
    ItemPrice,
    ItemTotal,
}

/// What a column can mean for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageField {
    Time,
    Body,
    /// A number or a word for what kind of message it is.
    Type,
    /// Whether the shop sent it: 1 or 0, 发 or 收.
    IsSender,
    /// Who sent it: an id, and a name.
    Sender,
    SenderName,
    /// Whom the conversation is with: an id, and a name. Without either, the file is called after them.
    Talker,
    TalkerName,
    Channel,
}

/// What a column can mean for a task or a note about a record of another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskField {
    Id,
    /// The id of whom it is about; the first column that names a known record counts.
    Parent,
    Subject,
    Body,
    Due,
    Time,
    Status,
    Owner,
    Channel,
    Deleted,
}

/// What one column of a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Field(Field),
    /// A part of the address of this group.
    Address(u32, Part),
    /// Says what the value column of the same group holds.
    Label(u32),
    Value(u32),
    /// A value of an order, or of the item of this group in it.
    Order(u32, OrderField),
    Message(MessageField),
    Task(TaskField),
}

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    Customers,
    Orders,
    Messages,
    Tasks,
    Notes,
    /// What visitors did elsewhere.
    Events,
    Payments,
}

/// One format of one exporter.
#[derive(Debug, Clone)]
pub struct Preset {
    pub id: String,
    pub content: Content,
    pub entity: Kind,
    pub dates: Order,
    /// The zone the exporter is known to write, whatever the shop's is.
    pub zone: Option<Zone>,
    /// Stands before some ids of the exporter and is no part of them.
    pub id_prefix: Option<String>,
    /// What the exporter's money is in where no column says so; ISO 4217.
    pub currency: Option<String>,
    /// Signs that part the items named in one cell.
    pub item_signs: String,
    /// What becomes of columns the preset does not name.
    pub rest: Field,
    signatures: Vec<BTreeSet<String>>,
    roles: HashMap<String, Role>,
    prefixes: Vec<(String, Role)>,
}

/// The generic words for columns and the formats known.
#[derive(Debug, Clone)]
pub struct Presets {
    pub generic: Preset,
    /// The generic words for the columns of orders, of messages and of tasks.
    pub others: Vec<Preset>,
    pub formats: Vec<Preset>,
}

/// A preset file that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetError(pub String);

const BUILTIN: [&str; 21] = [
    include_str!("../../assets/presets/shuke.toml"),
    include_str!("../../assets/presets/google.toml"),
    include_str!("../../assets/presets/outlook.toml"),
    include_str!("../../assets/presets/thunderbird.toml"),
    include_str!("../../assets/presets/hubspot.toml"),
    include_str!("../../assets/presets/zoho.toml"),
    include_str!("../../assets/presets/salesforce.toml"),
    include_str!("../../assets/presets/shopify.toml"),
    include_str!("../../assets/presets/square.toml"),
    include_str!("../../assets/presets/youzan.toml"),
    include_str!("../../assets/presets/china_crm.toml"),
    include_str!("../../assets/presets/taobao.toml"),
    include_str!("../../assets/presets/pinduoduo.toml"),
    include_str!("../../assets/presets/douyin.toml"),
    include_str!("../../assets/presets/jd.toml"),
    include_str!("../../assets/presets/xiaohongshu.toml"),
    include_str!("../../assets/presets/woocommerce.toml"),
    include_str!("../../assets/presets/wechat.toml"),
    include_str!("../../assets/presets/address_book.toml"),
    include_str!("../../assets/presets/monica.toml"),
    include_str!("../../assets/presets/recognised.toml"),
];
/// Groups of one numbered column family (`Address 1 …`, `Address 2 …`) lie so far apart.
const NUMBERS_PER_GROUP: u32 = 1_000;

impl Presets {
    /// The presets that come with the program.
    pub fn builtin() -> Result<Self, PresetError> {
        let mut generic = parse(include_str!("../../assets/presets/generic.toml"))?;
        let generic = generic
            .pop()
            .ok_or_else(|| PresetError("generic.toml".to_owned()))?;
        let mut presets = Self {
            generic,
            others: parse(include_str!("../../assets/presets/generic_others.toml"))?,
            formats: Vec::new(),
        };
        for text in BUILTIN {
            presets.formats.extend(parse(text)?);
        }
        Ok(presets)
    }

    /// The shipped file that holds the preset with this id, to be copied and edited.
    #[must_use]
    pub fn shipped(id: &str) -> Option<&'static str> {
        BUILTIN.into_iter().find(|text| {
            parse(text).is_ok_and(|presets| presets.iter().any(|preset| preset.id == id))
        })
    }

    /// Adds a user's own presets; one with the id of a known format replaces it.
    pub fn extend(&mut self, toml: &str) -> Result<(), PresetError> {
        for preset in parse(toml)? {
            self.formats.retain(|known| known.id != preset.id);
            self.formats.push(preset);
        }
        Ok(())
    }

    /// The format with this id.
    pub fn find(&self, id: &str) -> Option<&Preset> {
        std::iter::once(&self.generic)
            .chain(&self.others)
            .chain(&self.formats)
            .find(|p| p.id == id)
    }

    /// The generic words for what is not customers.
    pub fn generic_for(&self, content: Content) -> Option<&Preset> {
        self.others.iter().find(|p| p.content == content)
    }

    /// Of the formats whose signature a header has, the one that knows most of its columns.
    pub fn recognise(&self, header: &[String]) -> Option<&Preset> {
        let keys: BTreeSet<String> = header.iter().map(|h| key(h)).collect();
        let mut best = None;
        for preset in self.formats.iter().filter(|p| p.is_signed(&keys)) {
            let score = preset.fit(&keys);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, preset));
            }
        }
        best.map(|(_, preset)| preset)
    }
}

impl Preset {
    fn is_signed(&self, keys: &BTreeSet<String>) -> bool {
        self.signatures.iter().any(|s| s.is_subset(keys))
    }

    /// Orders and payments name customers too, so being one of those outranks any number of known columns.
    fn fit(&self, keys: &BTreeSet<String>) -> (bool, usize) {
        let known = keys.iter().filter(|k| self.role(k).is_some()).count();
        (self.content != Content::Customers, known)
    }

    /// What a column is for, by the normalised key of its header.
    pub fn role(&self, key: &str) -> Option<Role> {
        if let Some(role) = self.roles.get(key) {
            return Some(*role);
        }
        let (general, number) = numbered(key);
        let prefix = || {
            self.prefixes
                .iter()
                .find(|(p, _)| general.starts_with(p.as_str()))
                .map(|(_, r)| r)
        };
        let role = *self.roles.get(&general).or_else(prefix)?;
        Some(match role {
            Role::Address(group, part) => Role::Address(group + number, part),
            Role::Label(group) => Role::Label(group + number),
            Role::Value(group) => Role::Value(group + number),
            Role::Order(group, field) => Role::Order(group + number, field),
            plain => plain,
        })
    }
}

/// The key with every run of digits as `#`, and the first of the numbers.
fn numbered(key: &str) -> (String, u32) {
    let mut general = String::with_capacity(key.len());
    let mut digits = String::new();
    for c in key.chars() {
        if !c.is_ascii_digit() {
            general.push(c);
        } else if !general.ends_with('#') {
            general.push('#');
        }
        if c.is_ascii_digit() && general.matches('#').count() == 1 {
            digits.push(c);
        }
    }
    (
        general,
        digits.parse::<u32>().unwrap_or(0) % NUMBERS_PER_GROUP,
    )
}

impl fmt::Display for PresetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PresetError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_preset_can_be_read_and_has_its_own_id() {
        let presets = Presets::builtin().unwrap();
        let ids: BTreeSet<&str> = presets.formats.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids.len(), presets.formats.len());
        assert!(
            presets.formats.iter().all(|p| !p.signatures.is_empty()),
            "a format without a signature is never found"
        );
    }

    #[test]
    fn a_numbered_column_belongs_to_the_group_of_its_number() {
        let presets = Presets::builtin().unwrap();
        let google = presets.find("google_contacts_csv").unwrap();
        assert_eq!(
            google.role(&key("Phone 17 - Value")),
            Some(Role::Field(Field::Phone))
        );
        let of = |h: &str| google.role(&key(h)).unwrap();
        assert_eq!(
            of("Custom Field 2 - Label"),
            Role::Label(match of("Custom Field 2 - Value") {
                Role::Value(g) => g,
                _ => 0,
            })
        );
        assert_ne!(of("Address 1 - Street"), of("Address 2 - Street"));
    }

    #[test]
    fn a_users_preset_replaces_the_one_it_names() {
        let mut presets = Presets::builtin().unwrap();
        let before = presets.formats.len();
        let mine = "[[preset]]\nid='youzan_customers'\ncontent='customers'\nsignatures=[['甲']]\n[preset.columns]\nname=['甲']\n";
        presets.extend(mine).unwrap();
        assert_eq!(presets.formats.len(), before);
        assert_eq!(
            presets.recognise(&["甲".to_owned()]).unwrap().id,
            "youzan_customers"
        );
        assert!(presets.extend("nonsense").is_err());
    }
}
