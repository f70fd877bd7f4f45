//! The columns of the customer list: which fit, how wide each is in cells, and what stands in it.

use ratatui::text::Span;

use crate::domain::customer::{Stage, Tier};
use crate::domain::listing::ListRow;
use crate::domain::view::Column as Field;
use crate::i18n::{Strings, label};
use crate::tui::layer::Cx;
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::text::{Align, cells_u16, highlight, width};

/// Cells a name has at least.
const NAME_CELLS: usize = 10;
/// Cells a text of the shop's own has at most.
const TEXT_CELLS: usize = 16;
/// What is shown where no view says it, the least important first to go.
const USUAL: [Field; 4] = [Field::Tier, Field::Stage, Field::LastContact, Field::Next];
const LEAVING: [Field; 3] = [Field::Stage, Field::LastContact, Field::Tier];

/// The columns to show beside the name: those chosen, or as many of the usual ones as a width has room for.
pub fn shown(chosen: Option<&[Field]>, cells: u16, rows: &[ListRow], cx: &Cx) -> Vec<Field> {
    if let Some(chosen) = chosen {
        return chosen.to_vec();
    }
    let mut shown = USUAL.to_vec();
    for least in LEAVING {
        let beside: u16 = shown
            .iter()
            .map(|field| cells_of(*field, rows, cx) + 1)
            .sum();
        if beside + cells_u16(NAME_CELLS) + 2 > cells {
            shown.retain(|field| *field != least);
        }
    }
    shown
}

/// The name first, then these.
pub fn columns<'a>(fields: &[Field], rows: &[ListRow], cx: &Cx<'a>) -> Vec<Column<'a>> {
    let name = Column {
        title: cx.s.field.name,
        width: Width::Flex {
            min: cells_u16(NAME_CELLS),
            share: 1,
        },
        align: Align::Left,
    };
    let of = |field: &Field| Column {
        title: label::column(cx.s, *field),
        width: Width::Fixed(cells_of(*field, rows, cx)),
        align: match field {
            Field::LastContact
            | Field::Next
            | Field::LastPurchase
            | Field::Spend
            | Field::Orders
            | Field::Created => Align::Right,
            _ => Align::Left,
        },
    };
    std::iter::once(name).chain(fields.iter().map(of)).collect()
}

/// As wide as its title and everything that may stand in it; a text of the shop's own, as what does stand in it.
fn cells_of(field: Field, rows: &[ListRow], cx: &Cx) -> u16 {
    let s = cx.s;
    let widest = |texts: &[&str]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let inside = match field {
        Field::Tier => widest(&[s.tier.vip, s.tier.regular, s.tier.potential]),
        Field::Stage => {
            let w = &s.stage;
            widest(&[w.potential, w.new, w.active, w.silent, w.lost])
        }
        Field::LastContact | Field::LastPurchase => widest(&[&(s.desk.ago)(999), s.time.never]),
        Field::Next => widest(&[&(s.desk.overdue_by)(99), s.time.today]),
        _ => rows
            .iter()
            .map(|row| width(&text(field, row, s, cx)))
            .max()
            .unwrap_or(0)
            .min(TEXT_CELLS),
    };
    cells_u16(inside.max(width(label::column(s, field))))
}

/// What stands in a cell, without its colour.
fn text(field: Field, row: &ListRow, s: &Strings, cx: &Cx) -> String {
    let today = cx.now.today();
    let ago = |day: chrono::NaiveDate| match (today - day).num_days() {
        ..=0 => s.time.today.to_owned(),
        days => (s.desk.ago)(days),
    };
    let never = || s.time.never.to_owned();
    match field {
        Field::Phone => row.phone.clone(),
        Field::City => row.city.clone(),
        Field::Company => row.company.clone(),
        Field::Tier => label::tier(s, row.tier).to_owned(),
        Field::Stage => label::stage(s, row.stage).to_owned(),
        Field::LastContact => row
            .last_contact
            .map_or_else(never, |at| ago(at.day(cx.now.offset))),
        Field::Next => match row.next_due {
            None => "-".to_owned(),
            Some(day) if day < today => (s.desk.overdue_by)((today - day).num_days()),
            Some(day) if day == today => s.time.today.to_owned(),
            Some(day) => label::month_day(day, today),
        },
        Field::LastPurchase => row.last_purchase.map_or_else(never, ago),
        Field::Spend => label::money(s, row.spend_cents),
        Field::Orders => row.purchase_days.to_string(),
        Field::Tags => row.tags.join(" "),
        Field::Source => row.source.clone(),
        Field::Owner => row.owner.clone(),
        Field::Created => label::date(row.created_at.day(cx.now.offset), today),
    }
}

/// A cell.
pub fn cell<'a>(field: Field, row: &'a ListRow, cx: &Cx<'a>) -> Vec<Span<'a>> {
    let (theme, today) = (cx.look.theme, cx.now.today());
    let style = match field {
        Field::Tier => tier_style(row.tier, cx),
        Field::Stage => stage_style(row.stage, cx),
        Field::Next => match row.next_due {
            None => theme.muted,
            Some(day) if day < today => theme.danger,
            Some(day) if day == today => theme.warn,
            Some(_) => theme.text,
        },
        Field::LastContact
        | Field::LastPurchase
        | Field::Created
        | Field::Source
        | Field::Owner => theme.muted,
        Field::Phone
        | Field::City
        | Field::Company
        | Field::Spend
        | Field::Orders
        | Field::Tags => theme.text,
    };
    vec![Span::styled(text(field, row, cx.s, cx), style)]
}

/// The name, with where else a search matched or what tells two people of one name apart, else where they work if there is room.
pub fn name<'a>(row: &'a ListRow, fields: &[Field], cx: &Cx<'a>) -> Vec<Span<'a>> {
    let theme = cx.look.theme;
    let has_room = width(&row.name) < 16 && !fields.contains(&Field::Company);
    let mut name = highlight(&row.name, &row.marks, theme.text, theme.matched);
    if !row.beside.is_empty() {
        name.push(Span::styled(format!(" {}", row.beside), theme.muted));
    }
    if let Some(found) = &row.found_in {
        name.push(Span::raw(" "));
        name.extend(highlight(
            &found.text,
            &found.marks,
            theme.muted,
            theme.matched,
        ));
    } else if row.beside.is_empty() && !row.company.is_empty() && has_room {
        name.push(Span::styled(format!(" {}", row.company), theme.muted));
    }
    name
}

/// The second line of a customer, where the list has room for one: what no column shows.
pub fn second<'a>(row: &'a ListRow, fields: &[Field], cx: &Cx<'a>) -> Vec<Span<'a>> {
    let rest = [Field::Phone, Field::City, Field::Company, Field::Tags];
    let parts: Vec<String> = rest
        .into_iter()
        .filter(|field| !fields.contains(field))
        .map(|field| text(field, row, cx.s, cx))
        .filter(|text| !text.is_empty())
        .collect();
    vec![Span::styled(
        format!("  {}", parts.join("  ")),
        cx.look.theme.muted,
    )]
}

pub fn tier_style(tier: Tier, cx: &Cx) -> ratatui::style::Style {
    match tier {
        Tier::Vip => cx.look.theme.accent,
        Tier::Regular => cx.look.theme.text,
        Tier::Potential => cx.look.theme.muted,
    }
}

pub fn stage_style(stage: Stage, cx: &Cx) -> ratatui::style::Style {
    match stage {
        Stage::New | Stage::Active => cx.look.theme.ok,
        Stage::Silent => cx.look.theme.warn,
        Stage::Lost => cx.look.theme.danger,
        Stage::Potential => cx.look.theme.muted,
    }
}
