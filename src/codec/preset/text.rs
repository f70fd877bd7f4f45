//! Presets as they are written in TOML, and as they are looked up. A name that ends in `*` stands for all that begin so.

use super::{
    Content, Field, MessageField, NUMBERS_PER_GROUP, OrderField, Preset, PresetError, Role,
    TaskField,
};
use crate::codec::header::key;
use crate::codec::report::Kind;
use crate::codec::value::address::Part;
use crate::codec::value::date::Order;
use crate::codec::value::zone::Zone;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PresetFile {
    preset: Vec<PresetText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PresetText {
    id: String,
    content: Content,
    #[serde(default)]
    entity: Kind,
    #[serde(default)]
    dates: Order,
    zone: Option<String>,
    id_prefix: Option<String>,
    #[serde(default)]
    signatures: Vec<Vec<String>>,
    currency: Option<String>,
    #[serde(default)]
    item_signs: String,
    rest: Option<Field>,
    #[serde(default)]
    columns: BTreeMap<Field, Vec<String>>,
    #[serde(default)]
    order: BTreeMap<OrderField, Vec<String>>,
    #[serde(default)]
    message: BTreeMap<MessageField, Vec<String>>,
    #[serde(default)]
    task: BTreeMap<TaskField, Vec<String>>,
    #[serde(default)]
    addresses: Vec<BTreeMap<Part, Vec<String>>>,
    #[serde(default)]
    pairs: Vec<Pair>,
}

/// Two columns of which the first says what the second holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    label: String,
    value: String,
}

/// Reads a file of presets.
pub fn parse(text: &str) -> Result<Vec<Preset>, PresetError> {
    let file: PresetFile = toml::from_str(text).map_err(|e| PresetError(e.to_string()))?;
    file.preset.into_iter().map(compile).collect()
}

fn compile(text: PresetText) -> Result<Preset, PresetError> {
    let zone = match &text.zone {
        Some(name) => Some(
            Zone::parse(name).ok_or_else(|| PresetError(format!("{}: zone {name}", text.id)))?,
        ),
        None => None,
    };
    let mut preset = Preset {
        id: text.id,
        content: text.content,
        entity: text.entity,
        dates: text.dates,
        zone,
        id_prefix: text.id_prefix,
        currency: text.currency,
        item_signs: text.item_signs,
        rest: text.rest.unwrap_or(Field::Extra),
        signatures: text
            .signatures
            .iter()
            .map(|s| s.iter().map(|h| key(h)).collect())
            .collect(),
        roles: HashMap::new(),
        prefixes: Vec::new(),
    };
    let columns = named(&text.columns, Role::Field)
        .chain(named(&text.order, |f| Role::Order(0, f)))
        .chain(named(&text.message, Role::Message))
        .chain(named(&text.task, Role::Task));
    let groups = (0_u32..).step_by(NUMBERS_PER_GROUP as usize);
    let addresses = groups
        .clone()
        .zip(&text.addresses)
        .flat_map(|(group, parts)| {
            parts.iter().flat_map(move |(part, names)| {
                names.iter().map(move |n| (n, Role::Address(group, *part)))
            })
        });
    let pairs = groups.zip(&text.pairs).flat_map(|(group, p)| {
        [
            (&p.label, Role::Label(group)),
            (&p.value, Role::Value(group)),
        ]
    });
    for (name, role) in columns.chain(addresses).chain(pairs) {
        match name.strip_suffix('*') {
            Some(prefix) => preset.prefixes.push((key(prefix), role)),
            None => {
                preset.roles.insert(key(name), role);
            }
        }
    }
    Ok(preset)
}

fn named<F: Copy>(
    columns: &BTreeMap<F, Vec<String>>,
    role: impl Fn(F) -> Role,
) -> impl Iterator<Item = (&String, Role)> {
    columns.iter().flat_map(move |(field, names)| {
        let role = role(*field);
        names.iter().map(move |name| (name, role))
    })
}
