//! The lines of a customer's page below the banner, in the order they are read.

use super::{Item, Line, Styles, own, trade};
use crate::app::answer::Card;
use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::contact::Reach;
use crate::domain::customer::Stage;
use crate::domain::fact::{Fact, Leaning};
use crate::domain::tag::{Colour, Worn};
use crate::i18n::{Strings, label, report};
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{width, width_of as width_of_spans};
use ratatui::style::Style;
use ratatui::text::Span;

/// Open follow-ups shown.
const OPEN_SHOWN: usize = 3;

pub(super) fn body<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    cells: usize,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let mut lines = headline(card, s, cells, styles);
    let about = &card.customer.about;
    let text = |label: &'static str, value: &'a str| {
        (!value.is_empty()).then(|| {
            let rows = wrap(value, cells.saturating_sub(label_cells(s) + 1).max(8));
            rows.into_iter()
                .enumerate()
                .map(|(n, row)| Line {
                    label: if n == 0 { label } else { "" },
                    spans: vec![Span::raw(row)],
                    item: None,
                })
                .collect::<Vec<_>>()
        })
    };
    let pick = |list: Option<Vec<Line<'a>>>| list.unwrap_or_default();
    let mut place = pick(text(s.field.company, &about.company));
    for line in &mut place {
        line.item = Some(Item::Company);
    }
    let address = pick(text(s.field.address, &about.address));
    let city = pick(text(s.field.city, &about.city));
    let source = pick(text(s.field.source, &about.source));
    let owner = pick(text(s.field.owner, &about.owner));
    let hobbies = pick(text(s.field.hobbies, &about.hobbies));
    let note = pick(text(s.field.note, &about.note));
    lines.extend(place);
    lines.extend(contacts(card, s, styles));
    lines.extend(open(card, s, now, styles));
    lines.extend(spending(card, s, now, styles));
    lines.extend(hints(card, s, styles));
    lines.extend(trade::lines(card, s, now.today(), styles));
    lines.extend(about.birthday.map(|day| birthday(day, s, now, styles)));
    if !card.worn.is_empty() {
        lines.push(Line {
            label: s.field.tags,
            spans: tags(&card.worn, s, styles),
            item: None,
        });
    }
    if let Some(channel) = about.preferred {
        let spans = vec![Span::raw(label::channel(s, channel))];
        lines.push(Line {
            label: s.field.preferred_short,
            spans,
            item: None,
        });
    }
    lines.extend(facts(card, s, cells, styles));
    lines.extend(own::lines(card, s, styles));
    lines.extend(
        city.into_iter()
            .chain(address)
            .chain(source)
            .chain(owner)
            .chain(hobbies)
            .chain(note),
    );
    lines.push(freshness(card, s, now, styles));
    lines
}

/// What is worth a word: that they are late, and what they have not bought yet. A line each.
fn hints<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Line<'a>> {
    let hint = |label: &'static str, text: String| Line {
        label,
        spans: vec![Span::styled(text, styles.muted)],
        item: None,
    };
    let advice = &card.advice;
    let late = (!advice.late.is_empty())
        .then(|| hint(s.report.late, report::sheet::reasons(s, &advice.late)));
    let offer = advice.offer.as_ref().map(|law| {
        let share = report::share(law.k, law.n);
        let text = (s.report.offer_why)(&law.bought, &law.not_yet, &share);
        hint(s.report.offer_label, text)
    });
    late.into_iter().chain(offer).collect()
}

/// When the record was last verified, and how complete it is.
fn freshness<'a>(
    card: &Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Line<'a> {
    let w = &s.order.quality;
    let verified = card.verified.map_or_else(
        || s.time.never.to_owned(),
        |day| label::day(s, day, now.today()),
    );
    let mut spans = vec![Span::styled(verified, styles.muted)];
    if card.is_stale {
        spans.push(Span::styled(
            format!(" {}", told(w.stale, s, styles)),
            styles.warn,
        ));
    }
    let complete = (w.complete)(card.completeness);
    spans.push(Span::styled(format!("  {complete}"), styles.muted));
    Line {
        label: w.verified,
        spans,
        item: None,
    }
}

/// Who it is, and what they are to the shop; below the name where both do not fit beside each other.
fn headline<'a>(
    card: &'a Card,
    s: &'static Strings,
    cells: usize,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let name = Span::styled(card.customer.about.name.as_str(), styles.title);
    let standing = standing(card, s, styles);
    let line = |spans| Line {
        label: "",
        spans,
        item: None,
    };
    // The first cell is the pointer's.
    let room = cells.saturating_sub(1);
    if name.width() + width_of_spans(&standing) <= room {
        return vec![line(std::iter::once(name).chain(standing).collect())];
    }
    vec![line(vec![name]), line(standing)]
}

fn standing<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Span<'a>> {
    let about = &card.customer.about;
    let mut spans = Vec::new();
    if !about.nickname.is_empty() && about.nickname != about.name {
        spans.push(Span::styled(format!(" ({})", about.nickname), styles.muted));
    }
    if let Some(gender) = about.gender {
        spans.push(Span::styled(
            format!(" {}", label::gender(s, gender)),
            styles.muted,
        ));
    }
    spans.push(Span::styled(
        format!("  [{}]", label::tier(s, card.tier)),
        styles.tier,
    ));
    // A prospect's stage is the same word as their tier.
    if card.stage != Stage::Potential {
        spans.push(Span::styled(
            format!(" {}", label::stage(s, card.stage)),
            styles.stage,
        ));
    }
    if let Some(pin) = &card.stage_pin {
        spans.push(Span::styled(
            format!(" ({})", (s.report.stage_pinned)(&pin.why)),
            styles.muted,
        ));
    }
    if card.customer.deleted_at.is_some() {
        spans.push(Span::styled(format!(" {}", s.desk.in_bin), styles.danger));
    }
    if !about.title.is_empty() {
        spans.push(Span::styled(format!("  {}", about.title), styles.muted));
    }
    spans
}

fn contacts<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Line<'a>> {
    let mut before = None;
    card.contacts
        .iter()
        .map(|shown| {
            let label = if before.replace(shown.method) == Some(shown.method) {
                ""
            } else {
                label::method(s, shown.method)
            };
            let bad = shown.reach == Reach::Bad;
            let mut spans = vec![Span::styled(
                shown.text.as_str(),
                if bad { styles.muted } else { Style::new() },
            )];
            if !shown.label.is_empty() {
                spans.push(Span::styled(format!(" {}", shown.label), styles.muted));
            }
            if bad {
                spans.push(Span::styled(
                    format!(" {}", s.desk.bad_number),
                    styles.danger,
                ));
            }
            Line {
                label,
                spans,
                item: Some(Item::Contact(shown.contact, shown.reach)),
            }
        })
        .collect()
}

fn open<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let today = now.today();
    let mut lines: Vec<Line> = card
        .open
        .iter()
        .take(OPEN_SHOWN)
        .enumerate()
        .map(|(n, follow_up)| {
            let style = if follow_up.due < today {
                styles.danger
            } else {
                styles.warn
            };
            let due = format!(
                "{} {} ",
                label::month_day(follow_up.due, today),
                label::distance(s, follow_up.due, today)
            );
            Line {
                label: if n == 0 { s.field.next } else { "" },
                spans: vec![Span::styled(due, style), Span::raw(follow_up.note.as_str())],
                item: None,
            }
        })
        .collect();
    if card.open.is_empty() {
        lines.push(Line {
            label: s.field.next,
            spans: vec![Span::styled(
                told(s.desk.nothing_promised, s, styles),
                styles.muted,
            )],
            item: None,
        });
    } else if card.open.len() > OPEN_SHOWN {
        lines.push(Line {
            label: "",
            spans: vec![Span::styled(
                (s.desk.and_more)(card.open.len() - OPEN_SHOWN),
                styles.muted,
            )],
            item: None,
        });
    }
    lines
}

fn spending<'a>(
    card: &'a Card,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let today = now.today();
    let mut lines = Vec::new();
    if let Some(at) = card.last_contact {
        let day = at.day(now.offset);
        let text = format!(
            "{} {}",
            label::month_day(day, today),
            label::distance(s, day, today)
        );
        lines.push(Line {
            label: s.field.last_contact,
            spans: vec![Span::raw(text)],
            item: None,
        });
    }
    if let Some(last) = &card.last_purchase {
        let (day, bought) = (last.bought.day, &last.bought);
        let text = format!("{} {} ", bought.item, label::money(s, bought.amount_cents));
        let when = label::distance(s, day, today);
        lines.push(Line {
            label: s.desk.last_purchase,
            spans: vec![Span::raw(text), Span::styled(when, styles.muted)],
            item: None,
        });
        let total = (s.desk.spent)(
            card.purchase_days,
            &label::money(s, card.spend_cents),
            &label::money(s, card.year_cents),
        );
        lines.push(Line {
            label: s.desk.spending,
            spans: vec![Span::raw(total)],
            item: None,
        });
    }
    lines
}

fn birthday<'a>(
    day: Birthday,
    s: &'static Strings,
    now: crate::domain::time::Now,
    styles: &Styles,
) -> Line<'a> {
    let today = now.today();
    let mut text = match day.calendar() {
        Calendar::Solar => day.to_string().trim_start_matches("--").to_owned(),
        Calendar::Lunar => format!(
            "{} {}",
            s.desk.lunar,
            day.lunar_zh().unwrap_or_else(|| day.to_string())
        ),
    };
    let mut spans = Vec::new();
    if let Some(next) = day.next_on_or_after(today) {
        let left = (next - today).num_days();
        if day.calendar() == Calendar::Lunar {
            text = format!("{text} = {}", label::month_day(next, today));
        }
        let age = day
            .age_on_next(today)
            .map(|age| (s.desk.turns)(age))
            .unwrap_or_default();
        let style = if left <= 7 { styles.warn } else { styles.muted };
        spans.push(Span::styled(
            format!(" {}{age}", label::distance(s, next, today)),
            style,
        ));
    }
    spans.insert(0, Span::raw(text));
    Line {
        label: s.field.birthday,
        spans,
        item: None,
    }
}

fn facts<'a>(card: &'a Card, s: &'static Strings, cells: usize, styles: &Styles) -> Vec<Line<'a>> {
    let room = cells.saturating_sub(label_cells(s) + 3).max(8);
    let told = |fact: &'a Fact| {
        let style = match fact.leaning {
            Leaning::Avoids => styles.danger,
            Leaning::Needs => styles.warn,
            Leaning::Likes => styles.ok,
        };
        let item = Some(Item::Fact(fact.id));
        let mut lines: Vec<Line> = wrap(&fact.text, room)
            .into_iter()
            .enumerate()
            .map(|(n, row)| {
                let sign = if n == 0 { fact.leaning.sign() } else { ' ' };
                let spans = vec![Span::styled(format!("{sign} "), style), Span::raw(row)];
                let label = if n == 0 {
                    label::leaning(s, fact.leaning)
                } else {
                    ""
                };
                Line { label, spans, item }
            })
            .collect();
        let from = format!("  {} {}", fact.day.format("%Y-%m-%d"), fact.source);
        if let Some(last) = lines.last_mut()
            && width_of_spans(&last.spans) + width(&from) <= room
        {
            last.spans.push(Span::styled(from, styles.muted));
        }
        lines
    };
    card.facts.iter().flat_map(told).collect()
}

/// Each tag by its word; one that a rule has put on says so.
fn tags<'a>(worn: &'a [Worn], s: &Strings, styles: &Styles) -> Vec<Span<'a>> {
    let mut spans = Vec::with_capacity(worn.len() * 2);
    for worn in worn {
        let auto = match worn.rule {
            Some(_) => format!("({})", s.order.tag.auto),
            None => String::new(),
        };
        if !spans.is_empty() {
            spans.push(Span::raw(" "));
        }
        let style = match (worn.colour, styles.theme) {
            (Colour::Plain, _) | (_, None) => styles.accent,
            (colour, Some(theme)) => theme.tag(colour),
        };
        spans.push(Span::styled(format!("#{}{auto}", worn.name), style));
    }
    spans
}

/// A text with the keys it names as they are here.
fn told(text: &str, s: &Strings, styles: &Styles) -> String {
    match styles.keys {
        Some(keys) => keys.told(text, &s.desk.action),
        None => text.to_owned(),
    }
}

/// Cells of the labels on the left: as wide as the widest word of the language, and a blank.
pub(super) fn label_cells(s: &Strings) -> usize {
    let f = &s.field;
    let labels = [
        f.phone,
        f.email,
        f.wechat,
        f.next,
        f.last_contact,
        s.desk.last_purchase,
        s.desk.spending,
        s.trade.points,
        s.trade.wants,
        f.birthday,
        f.tags,
        f.company,
        f.city,
        f.address,
        f.source,
        f.owner,
        f.hobbies,
        f.note,
        s.order.quality.verified,
        s.leaning.likes,
        s.leaning.avoids,
        s.leaning.needs,
    ];
    labels.iter().map(|label| width(label)).max().unwrap_or(0) + 1
}
