//! The lines of a profile about points, level, coupons and what the customer waits for. A customer without any has none.

use chrono::NaiveDate;
use ratatui::text::Span;

use super::{Line, Styles};
use crate::app::answer::Card;
use crate::domain::want::Want;
use crate::i18n::{Strings, label};

pub(super) fn lines<'a>(
    card: &'a Card,
    s: &'static Strings,
    today: NaiveDate,
    styles: &Styles,
) -> Vec<Line<'a>> {
    let trade = &card.trade;
    let mut lines = Vec::new();
    if trade.points > 0 || !trade.level.is_empty() || !trade.coupons.is_empty() {
        lines.push(Line {
            label: s.trade.points,
            spans: account(card, s, today, styles),
            item: None,
        });
    }
    for (n, want) in trade.wants.iter().enumerate() {
        lines.push(Line {
            label: if n == 0 { s.trade.wants } else { "" },
            spans: wish(want, s, today, styles),
            item: None,
        });
    }
    lines
}

fn account<'a>(
    card: &'a Card,
    s: &'static Strings,
    today: NaiveDate,
    styles: &Styles,
) -> Vec<Span<'a>> {
    let trade = &card.trade;
    let mut spans = vec![Span::raw((s.trade.has_points)(&label::count(trade.points)))];
    if !trade.level.is_empty() {
        spans.push(Span::styled(format!("  [{}]", trade.level), styles.accent));
    }
    if !trade.coupons.is_empty() {
        let text = format!("  {}", (s.trade.coupons)(trade.coupons.len()));
        spans.push(Span::styled(text, styles.ok));
    }
    if let Some((points, day)) = trade.expiring {
        let day = label::month_day(day, today);
        let text = (s.trade.will_expire)(&label::count(points), &day);
        spans.push(Span::styled(format!("  {text}"), styles.warn));
    } else if let Some((level, gap)) = &trade.to_next {
        let text = (s.trade.to_next)(level, &label::count(*gap));
        spans.push(Span::styled(format!("  {text}"), styles.muted));
    }
    spans
}

fn wish<'a>(
    want: &'a Want,
    s: &'static Strings,
    today: NaiveDate,
    styles: &Styles,
) -> Vec<Span<'a>> {
    let open = want.is_open(today);
    let style = if open { styles.accent } else { styles.muted };
    let mut spans = vec![Span::styled(want.wish.item.as_str(), style)];
    if let Some(cents) = want.wish.budget_cents {
        let text = format!(" <{}", label::money(s, cents));
        spans.push(Span::styled(text, styles.muted));
    }
    match want.wish.until {
        Some(_) if !open => {
            let text = format!(" ({})", s.trade.want_ended);
            spans.push(Span::styled(text, styles.muted));
        }
        Some(day) => {
            let text = format!(" {} {}", s.trade.until, label::month_day(day, today));
            spans.push(Span::styled(text, styles.muted));
        }
        None => {}
    }
    spans
}
