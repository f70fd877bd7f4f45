//! Sheets: a report as parts, rows and cells, whoever shows it. Which numbers belong together is decided here, how they look is not.

use std::collections::BTreeMap;

use super::{chance, share};
use crate::domain::customer::Stage;
use crate::domain::id::CustomerId;
use crate::i18n::{Strings, label};
use crate::insight::backtest::{Backtest, Outcome};
use crate::insight::call::Reason;
use crate::insight::churn::Band;
use crate::insight::figures::{Caller, Figures, Members, Sum};
use crate::insight::interval::count;
use crate::insight::law::Law;
use crate::insight::period::Span;
use crate::insight::rfm::class::Class;
use crate::insight::rfm::segment::Segment;
use crate::insight::shop::Group;

/// How a part is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Labels and numbers.
    Figures,
    /// A bar behind each number.
    Bars,
    /// Bars in the middle, each for what is left of the one before.
    Funnel,
    /// Fields shaded by their number; the first cell of a row names it.
    Grid,
    /// A table.
    List,
}

/// What a cell leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    Group(Group),
    Customer(CustomerId),
}

/// One text, with its number where it is one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub text: String,
    pub number: Option<f64>,
    /// From 0 to 1: how full a bar or how dark a field is.
    pub fill: Option<f64>,
    pub opens: Option<Opens>,
}

/// One row; its code is the same in every language.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub code: String,
    pub cells: Vec<Cell>,
    /// A sentence below it.
    pub note: String,
}

/// One table or chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub code: &'static str,
    pub title: String,
    pub form: Form,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub title: String,
    pub parts: Vec<Part>,
}

impl Part {
    /// A plain table.
    #[must_use]
    pub fn plain<'t>(
        code: &'static str,
        title: &str,
        columns: impl IntoIterator<Item = &'t str>,
        rows: impl Iterator<Item = (String, Vec<Cell>)>,
    ) -> Self {
        let row = |(code, cells)| Row {
            code,
            cells,
            note: String::new(),
        };
        Self {
            code,
            title: title.to_owned(),
            form: Form::List,
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: rows.map(row).collect(),
            notes: Vec::new(),
        }
    }
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::text(text)
    }

    /// A whole number.
    #[must_use]
    pub fn number(n: i64) -> Self {
        Self {
            text: n.to_string(),
            number: Some(n as f64),
            ..Self::default()
        }
    }

    fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn count(n: usize) -> Self {
        Self {
            text: label::count(i64::try_from(n).unwrap_or(i64::MAX)),
            number: Some(n as f64),
            ..Self::default()
        }
    }

    fn money(s: &Strings, cents: i64) -> Self {
        Self {
            text: label::money(s, cents / 100 * 100),
            number: Some(cents as f64 / 100.0),
            ..Self::default()
        }
    }

    fn share(k: usize, n: usize) -> Self {
        Self {
            text: share(k, n),
            number: (n > 0).then(|| k as f64 / n as f64),
            ..Self::default()
        }
    }

    fn behind(mut self, group: Group) -> Self {
        self.opens = Some(Opens::Group(group));
        self
    }

    fn filled(mut self, part: f64, whole: f64) -> Self {
        self.fill = Some(if whole > 0.0 {
            (part / whole).clamp(0.0, 1.0)
        } else {
            0.0
        });
        self
    }
}

impl Row {
    fn of(code: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            code: code.into(),
            cells,
            note: String::new(),
        }
    }
}

impl Part {
    fn new(code: &'static str, title: &str, form: Form, columns: &[&str]) -> Self {
        Self {
            code,
            title: title.to_owned(),
            form,
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// A period in words: `2026-02-01 – 2026-03-02`.
#[must_use]
pub fn span(s: &Strings, span: Span) -> String {
    match span.from {
        None => (s.report.until)(&span.to.to_string()),
        Some(from) => (s.report.between)(&from.to_string(), &span.to.to_string()),
    }
}

fn sheet(s: &Strings, name: &str, about: Span, parts: Vec<Part>) -> Sheet {
    Sheet {
        title: format!("{name}  {}", span(s, about)),
        parts,
    }
}

/// The numbers on top, the stages, the months.
#[must_use]
pub fn overview(s: &Strings, f: &Figures) -> Sheet {
    let parts = vec![numbers(s, f), stages(s, f), months(s, f)];
    sheet(s, s.report.overview, f.span, parts)
}

fn numbers(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let mut part = Part::new("numbers", w.overview, Form::Figures, &[w.name, w.number]);
    let mut add = |code: &str, name: &str, cell: Cell| {
        part.rows.push(Row::of(code, vec![Cell::text(name), cell]));
    };
    add(
        "revenue",
        w.revenue,
        Cell::money(s, f.net_cents).behind(Group::Bought),
    );
    add(
        "visits",
        w.visits,
        Cell::count(f.visits).behind(Group::Bought),
    );
    add(
        "bought",
        w.bought,
        Cell::count(f.returned.n).behind(Group::Bought),
    );
    add(
        "new",
        w.newcomers,
        Cell::count(f.newcomers).behind(Group::Newcomers),
    );
    add(
        "returned",
        w.returned,
        Cell::share(f.returned.k, f.returned.n).behind(Group::Returned),
    );
    let mut due = Cell::count(f.known.due.n).behind(Group::Due);
    if f.known.due.k > 0 {
        due.text = format!("{}  {}", due.text, (w.late_of)(f.known.due.k));
    }
    add("due", w.due, due);
    part.noted((w.evidence)(f.rhythm.evidence, f.rhythm.repeaters))
}

fn stages(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let mut part = Part::new("stages", w.stages, Form::Funnel, &[w.name, w.share]);
    let n: usize = f.stages.iter().map(|(_, n)| n).sum();
    for (stage, k) in f.stages {
        let cell = Cell::share(k, n)
            .filled(k as f64, n as f64)
            .behind(Group::Stage(stage));
        part.rows.push(Row::of(
            stage.code(),
            vec![Cell::text(label::stage(s, stage)), cell],
        ));
    }
    let cuts = f.rhythm.cuts;
    part.noted((w.stage_why)(-1, cuts.silent_days, cuts.lost_days))
}

/// The stages alone.
#[must_use]
pub fn funnel(s: &Strings, f: &Figures) -> Sheet {
    sheet(s, s.report.stages, f.span, vec![stages(s, f)])
}

fn months(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let columns = [w.month, w.revenue, w.bought, w.newcomers];
    let mut part = Part::new("months", w.months, Form::Bars, &columns);
    let most = f.months.iter().map(|m| m.net_cents).max().unwrap_or(0);
    for one in &f.months {
        let name = if one.is_partial {
            format!("{}{}", one.month.code(), w.partial)
        } else {
            one.month.code()
        };
        let behind = Group::Month(one.month);
        part.rows.push(Row::of(
            one.month.code(),
            vec![
                Cell::text(name),
                Cell::money(s, one.net_cents)
                    .filled(one.net_cents.max(0) as f64, most as f64)
                    .behind(behind.clone()),
                Cell::count(one.buyers).behind(behind),
                Cell::count(one.newcomers),
            ],
        ));
    }
    if part.rows.is_empty() {
        return part.noted(w.empty);
    }
    part.noted(w.months_note)
}

/// Who is worth calling this week, and why.
#[must_use]
pub fn calls(s: &Strings, f: &Figures) -> Sheet {
    let w = s.report;
    let columns = [w.name, w.stake, w.year_value, w.why];
    let title = (w.listed)(w.calls, f.calls.len(), f.calls_n);
    let mut part = Part::new("calls", &title, Form::List, &columns);
    for one in &f.calls {
        part.rows.push(caller(s, one));
    }
    part = if part.rows.is_empty() {
        part.noted(w.calls_none)
    } else {
        part.noted(w.calls_note)
    };
    part = part.noted((w.evidence)(f.rhythm.evidence, f.rhythm.repeaters));
    sheet(s, w.calls, f.span, vec![part])
}

fn caller(s: &Strings, one: &Caller) -> Row {
    let mut name = Cell::text(one.row.name.clone());
    name.opens = Some(Opens::Customer(one.row.id));
    let value = one
        .value_cents
        .map_or_else(Cell::default, |cents| Cell::money(s, cents));
    Row::of(
        one.row.id.to_string(),
        vec![
            name,
            Cell::money(s, one.call.stake_cents),
            value,
            Cell::text(reasons(s, &one.call.reasons)),
        ],
    )
}

/// Reasons, one after the other.
#[must_use]
pub fn reasons(s: &Strings, reasons: &[Reason]) -> String {
    let told: Vec<String> = reasons
        .iter()
        .map(|one| (s.report.reason)(s, one))
        .collect();
    told.join(s.list_comma)
}

/// The ten segments and the eight classes.
#[must_use]
pub fn segments(s: &Strings, f: &Figures) -> Sheet {
    sheet(
        s,
        s.report.segments,
        f.span,
        vec![segment_bars(s, f), class_bars(s, f)],
    )
}

fn segment_bars(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let rows = f.segments.iter().map(|(one, sum)| {
        let behind = Group::Segment(*one);
        (Segment::code(*one), (w.segment)(*one), *sum, behind)
    });
    let part = bars(s, ("segments", w.segments), rows.collect(), f.buyers);
    if part.rows.is_empty() {
        part.noted(w.too_few)
    } else {
        part
    }
}

fn class_bars(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let rows = f.classes.iter().map(|(one, sum)| {
        let behind = Group::Class(*one);
        (Class::code(*one), (w.class)(*one), *sum, behind)
    });
    bars(s, ("classes", w.classes), rows.collect(), f.buyers)
}

fn bars(
    s: &Strings,
    (code, title): (&'static str, &str),
    rows: Vec<(&str, &str, Sum, Group)>,
    n: usize,
) -> Part {
    let w = s.report;
    let mut part = Part::new(code, title, Form::Bars, &[w.name, w.share, w.spent]);
    let most = rows.iter().map(|row| row.2.n).max().unwrap_or(0);
    for (code, name, sum, behind) in rows {
        part.rows.push(Row::of(
            code,
            vec![
                Cell::text(name),
                Cell::share(sum.n, n)
                    .filled(sum.n as f64, most as f64)
                    .behind(behind),
                Cell::money(s, sum.net_cents),
            ],
        ));
    }
    part
}

/// The grid of recency and frequency.
#[must_use]
pub fn rfm(s: &Strings, f: &Figures) -> Sheet {
    sheet(s, s.report.grid, f.span, vec![grid(s, f)])
}

/// The grid as a part of its own.
#[must_use]
pub fn grid(s: &Strings, f: &Figures) -> Part {
    let w = s.report;
    let columns = [w.recency, "F1", "F2", "F3", "F4", "F5"];
    let mut part = Part::new("grid", w.grid, Form::Grid, &columns);
    let Some(grid) = f.grid else {
        return part.noted(w.too_few);
    };
    let most = grid.iter().flatten().max().copied().unwrap_or(0);
    for (r, fields) in (1..=5).rev().zip(grid) {
        let mut cells = vec![Cell::text(format!("R{r}"))];
        for (field, n) in (1..=5).zip(fields) {
            let behind = Group::Field { r, f: field };
            cells.push(Cell::count(n).filled(n as f64, most as f64).behind(behind));
        }
        part.rows.push(Row::of(format!("r{r}"), cells));
    }
    part.noted(w.grid_note)
}

/// The cohort triangle.
#[must_use]
pub fn cohorts(s: &Strings, f: &Figures) -> Sheet {
    let w = s.report;
    let mut rows: BTreeMap<_, Vec<&crate::insight::cohort::Cell>> = BTreeMap::new();
    for cell in &f.cohorts {
        rows.entry(cell.cohort).or_default().push(cell);
    }
    let widest = rows.values().map(Vec::len).max().unwrap_or(0);
    let mut part = Part::new("cohorts", w.cohorts, Form::Grid, &[w.first_month]);
    part.columns.extend((0..widest).map(|n| format!("+{n}")));
    for (month, cells) in rows {
        let size = cells.first().map_or(0, |cell| cell.size);
        let mut line = vec![Cell::text(format!("{} n={size}", month.code()))];
        for cell in cells {
            let mut told = Cell::count(cell.active)
                .filled(cell.active as f64, size as f64)
                .behind(Group::Cohort {
                    first: month,
                    later: cell.later,
                });
            if cell.is_partial {
                told.text.push_str(w.partial);
            }
            line.push(told);
        }
        part.rows.push(Row::of(month.code(), line));
    }
    let note = if part.rows.is_empty() {
        w.empty
    } else {
        w.cohorts_note
    };
    sheet(s, w.cohorts, f.span, vec![part.noted(note), months(s, f)])
}

/// The bands of chances, then whom to call.
#[must_use]
pub fn churn(s: &Strings, f: &Figures) -> Sheet {
    let w = s.report;
    let mut part = Part::new("bands", w.bands, Form::Bars, &[w.name, w.share]);
    let n: usize = f.bands.iter().map(|(_, n)| n).sum();
    let code = |band| match band {
        Band::Normal => "normal",
        Band::Warning => "warning",
        Band::High => "high",
    };
    if n > 0 {
        for (band, k) in f.bands {
            let cell = Cell::share(k, n)
                .filled(k as f64, n as f64)
                .behind(Group::Band(band));
            part.rows
                .push(Row::of(code(band), vec![Cell::text((w.band)(band)), cell]));
        }
    }
    let mut parts = vec![part.noted((w.bands_note)(
        f.rhythm.horizon_days,
        f.rhythm.bands.watch,
        f.rhythm.bands.high,
    ))];
    parts.extend(calls(s, f).parts);
    sheet(s, w.bands, f.span, parts)
}

/// What is bought after what, and who has not bought it yet.
#[must_use]
pub fn laws(s: &Strings, about: Span, laws: &[Law]) -> Sheet {
    let w = s.report;
    let columns = [w.rule, w.share, w.lower_bound, w.anyway, w.not_yet];
    let mut part = Part::new("laws", w.laws, Form::List, &columns);
    for law in laws {
        let usize_of = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let mut not_yet = Cell::count(law.not_yet.len()).behind(Group::NotYet {
            bought: law.a.clone(),
            not_yet: law.b.clone(),
        });
        if law.in_time > 0 {
            not_yet.text = format!("{} {}", not_yet.text, (w.in_time)(law.in_time));
        }
        let mut row = Row::of(
            format!("{}>{}", law.a, law.b),
            vec![
                Cell::text((w.law)(law)),
                Cell::share(usize_of(law.k), usize_of(law.n)).filled(count(law.k), count(law.n)),
                Cell {
                    number: Some(law.interval.lo),
                    ..Cell::text(chance(law.interval.lo))
                },
                Cell::share(usize_of(law.base_k), usize_of(law.base_n)),
                not_yet,
            ],
        );
        row.note = (w.offer)(&law.a, &law.b);
        part.rows.push(row);
    }
    let note = if part.rows.is_empty() {
        w.laws_none
    } else {
        w.laws_note
    };
    sheet(s, w.laws, about, vec![part.noted(note)])
}

/// Whether the warnings would have been right.
#[must_use]
pub fn backtest(s: &Strings, about: Span, told: &Backtest) -> Sheet {
    let w = s.report;
    let columns = [w.way, w.caught, w.missed, w.false_alarms, w.right_of_warned];
    let mut part = Part::new("backtest", w.backtest, Form::List, &columns);
    let note = match told.horizon_days {
        None => w.backtest_none.to_owned(),
        Some((least, most)) => {
            part.rows.push(outcome("model", w.by_model, &told.model));
            part.rows.push(outcome("plain", w.by_rule, &told.plain));
            (w.backtest_note)(told.n(), told.cuts.len(), least, most)
        }
    };
    sheet(s, w.backtest, about, vec![part.noted(note)])
}

fn outcome(code: &str, name: &str, one: &Outcome) -> Row {
    let gone = one.caught + one.missed;
    let warned = one.caught + one.false_alarms;
    let stayed = one.false_alarms + one.rightly_quiet;
    Row::of(
        code,
        vec![
            Cell::text(name),
            Cell::share(one.caught, gone),
            Cell::share(one.missed, gone),
            Cell::share(one.false_alarms, stayed),
            Cell::share(one.caught, warned),
        ],
    )
}

/// What each of the shop's people did.
#[must_use]
pub fn workers(s: &Strings, f: &Figures) -> Sheet {
    let w = s.report;
    let columns = [w.name, w.said, w.with_outcome, w.done, w.in_time_col];
    let mut part = Part::new("agents", w.workers, Form::List, &columns);
    for one in &f.workers {
        let name = if one.name.is_empty() {
            w.nobody_named
        } else {
            &one.name
        };
        part.rows.push(Row::of(
            one.name.clone(),
            vec![
                Cell::text(name),
                Cell::count(one.said),
                Cell::share(one.with_outcome, one.said),
                Cell::count(one.done),
                Cell::share(one.in_time, one.done),
            ],
        ));
    }
    if part.rows.is_empty() {
        part = part.noted(w.workers_none);
    }
    sheet(s, w.workers, f.span, vec![part])
}

/// Those behind a figure.
#[must_use]
pub fn members(s: &Strings, group: &Group, told: &Members) -> Part {
    let w = s.report;
    let title = (w.listed)(&(w.group)(s, group), told.rows.len(), told.n);
    let mut part = Part::new(
        "members",
        &title,
        Form::List,
        &[w.name, w.visits, w.spent, w.why],
    );
    for one in &told.rows {
        let mut name = Cell::text(one.row.name.clone());
        name.opens = Some(Opens::Customer(one.row.id));
        let stage = label::stage(s, one.row.stage).to_owned();
        let why = if one.reasons.is_empty() || one.row.stage == Stage::Potential {
            stage
        } else {
            format!("{stage}{}{}", s.list_comma, reasons(s, &one.reasons))
        };
        let cells = vec![
            name,
            Cell::count(one.visits),
            Cell::money(s, one.net_cents),
            Cell::text(why),
        ];
        part.rows.push(Row::of(one.row.id.to_string(), cells));
    }
    if part.rows.is_empty() {
        part.noted(w.none_behind)
    } else {
        part
    }
}
