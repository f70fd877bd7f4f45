//! The native file of the address book abook: sections of `name=value` lines. Every section is one card.

use super::card::Card;
use super::header::generic_role;
use super::preset::{Field, Presets, Role};

/// The first line of every such file.
pub const OPENING: &str = "# abook addressbook file";

/// The cards of a file, in its order.
pub fn cards<'a>(text: &'a str, presets: &'a Presets) -> impl Iterator<Item = Card> + 'a {
    let mut lines = text.lines().zip(1..).peekable();
    std::iter::from_fn(move || {
        let start = lines
            .by_ref()
            .find(|(line, _)| section(line).is_some_and(|name| name != "format"))?;
        let mut card = Card::at(start.1);
        while let Some((line, _)) = lines.next_if(|(line, _)| section(line).is_none()) {
            let Some((name, value)) = line.split_once('=') else {
                continue;
            };
            let name = name.trim();
            let role = presets
                .find("abook")
                .and_then(|preset| preset.role(&super::header::key(name)))
                .or_else(|| generic_role(presets, name));
            card.add_as(
                name,
                role.unwrap_or(Role::Field(Field::Extra)),
                value.trim().to_owned(),
            );
        }
        Some(card)
    })
}

fn section(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_but_the_format_is_a_card() {
        let presets = Presets::builtin().unwrap();
        let text = "# abook addressbook file\n\n[format]\nprogram=abook\n\n[0]\nname=孔一\nmobile=1\n\n[1]\nnick=x=y\n";
        let found: Vec<(u64, Vec<String>)> = cards(text, &presets)
            .map(|c| (c.row.line, c.row.cells))
            .collect();
        assert_eq!(
            found,
            [
                (6, vec!["孔一".to_owned(), "1".to_owned()]),
                (10, vec!["x=y".to_owned()])
            ]
        );
    }
}
