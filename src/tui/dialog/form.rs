//! The form of one customer: every field of the record, a name alone is enough.

mod draft;
mod fork;
mod own;
pub mod paste;
mod standard;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::choice::Choice;
use super::picker::Picker;
use crate::app::answer::{Answer, Card, Lists, Twin};
use crate::app::customer;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::custom::Holding;
use crate::domain::customer::{About, Draft, Stage, Tier};
use crate::domain::draft::Unsaved;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::log_line::Channel;
use crate::domain::name::Gender;
use crate::domain::past::Field as Past;
use crate::domain::phone::{self, Parsed, Region};
use crate::domain::standard::{Listed, Whom};
use crate::i18n::{Strings, label};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::form::{Field, Form, FormAction, Formed};
use crate::tui::widget::input::Edit;
use crate::tui::widget::popup;
use crate::tui::widget::text::{Align, paint};

/// The widest form, in cells.
const CELLS: u16 = 78;
/// Rows of the note.
const NOTE_ROWS: u16 = 3;

/// The fields in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slots {
    Name,
    Phones,
    WeChat,
    Nickname,
    Gender,
    Birthday,
    Emails,
    Tags,
    Source,
    Company,
    Title,
    City,
    Address,
    Owner,
    Hobbies,
    Preferred,
    Note,
}

impl Slots {
    const ALL: [Self; 17] = [
        Self::Name,
        Self::Phones,
        Self::WeChat,
        Self::Nickname,
        Self::Gender,
        Self::Birthday,
        Self::Emails,
        Self::Tags,
        Self::Source,
        Self::Company,
        Self::Title,
        Self::City,
        Self::Address,
        Self::Owner,
        Self::Hobbies,
        Self::Preferred,
        Self::Note,
    ];
}

pub use fork::Fork;
use standard::Picks;

/// A customer being written.
#[derive(Clone)]
pub struct CustomerForm {
    /// The customer and the version the editor looked at; `None` for a new one.
    of: Option<(CustomerId, OpId)>,
    /// What the form does not show, kept as it was.
    kept: About,
    /// The shop's own fields, behind those of every record.
    own: Vec<Holding>,
    /// What the shop asks of the record, and what its lists offer.
    picks: Picks,
    form: Form,
    notice: Option<String>,
    /// What a paste has filled, until something is typed.
    told: Option<String>,
}

/// The derived `Debug` would print what is being typed.
impl std::fmt::Debug for CustomerForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CustomerForm")
    }
}

impl CustomerForm {
    /// An empty form.
    #[must_use]
    pub fn new(lists: &Lists, s: &Strings) -> Self {
        let about = About::default();
        let own = own::blank(&lists.fields);
        let whom = vec![
            Whom::Everyone,
            Whom::Stage(Stage::default()),
            Whom::Tier(Tier::default()),
        ];
        let picks = Picks::new(lists, &about, whom, s);
        Self {
            of: None,
            form: Form::new(all(&about, &[], &[], &picks, &own, s)),
            own,
            picks,
            kept: about,
            notice: None,
            told: None,
        }
    }

    /// A form with everything that is known; contact values as they are shown, which may be masked.
    #[must_use]
    pub fn edit(card: &Card, lists: &Lists, s: &Strings) -> Self {
        let contacts: Vec<(Method, String)> = card
            .contacts
            .iter()
            .map(|shown| (shown.method, shown.text.clone()))
            .collect();
        let about = &card.customer.about;
        let whom = vec![
            Whom::Everyone,
            Whom::Stage(card.stage),
            Whom::Tier(card.tier),
        ];
        let picks = Picks::new(lists, about, whom, s);
        Self {
            of: Some((card.customer.id, card.version)),
            form: Form::new(all(about, &contacts, &card.tags, &picks, &card.own, s)),
            own: card.own.clone(),
            picks,
            kept: card.customer.about.clone(),
            notice: None,
            told: None,
        }
    }

    /// Says the fields in another language; what was typed stays.
    pub fn speak(&mut self, s: &Strings) {
        self.notice = None;
        let words = all(&About::default(), &[], &[], &self.picks, &self.own, s);
        self.form.reword(words);
    }

    /// Who is there already that may be the one typed: a warning before there are two of one person.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        let telling = [Slots::Name, Slots::Phones, Slots::WeChat, Slots::Emails];
        let is_changed = |slot: &Slots| {
            self.form
                .fields
                .get(index(*slot))
                .is_some_and(Field::is_changed)
        };
        if !telling.iter().any(is_changed) {
            return None;
        }
        let mut typed = self.draft(Birthday::parse(self.value(Slots::Birthday)));
        // A shared place matters, what else is written does not: the warning would be asked for anew at every key.
        typed.about.note.clear();
        typed.about.hobbies.clear();
        typed.tags.clear();
        Some(Query::Twins {
            typed: Box::new(typed),
            own: self.of.map(|(id, _)| id),
        })
    }

    /// The field under the cursor whose past can be told.
    fn field(&self) -> Option<Past> {
        Some(match Slots::ALL.get(self.form.focus())? {
            Slots::Name => Past::Column("name"),
            Slots::Phones => Past::Contact(Method::Phone),
            Slots::WeChat => Past::Contact(Method::WeChat),
            Slots::Nickname => Past::Column("nickname"),
            Slots::Gender => Past::Column("gender"),
            Slots::Birthday => Past::Column("birthday"),
            Slots::Emails => Past::Contact(Method::Email),
            Slots::Tags => Past::Tags,
            Slots::Source => Past::Column("source"),
            Slots::Company => Past::Column("company"),
            Slots::Title => Past::Column("title"),
            Slots::City => Past::Column("city"),
            Slots::Address => Past::Column("address"),
            Slots::Owner => Past::Column("owner"),
            Slots::Hobbies => Past::Column("hobbies"),
            Slots::Preferred => Past::Column("preferred"),
            Slots::Note => Past::Column("note"),
        })
    }

    fn value(&self, slot: Slots) -> &str {
        self.form
            .fields
            .get(index(slot))
            .map_or("", |field| field.value().trim())
    }

    fn chosen(&self, slot: Slots) -> usize {
        self.form
            .fields
            .get(index(slot))
            .and_then(Field::chosen)
            .unwrap_or(0)
    }

    /// Saves what is typed, or says what is wrong with it.
    pub(super) fn save(&mut self, turn: &mut Turn) {
        let s = turn.s;
        if self.value(Slots::Name).is_empty() {
            self.form.complain(index(Slots::Name), s.error.name_missing);
            return;
        }
        let birthday = match self.value(Slots::Birthday) {
            "" => None,
            text => match Birthday::parse(text).filter(|day| day.is_plausible(turn.now.today())) {
                Some(day) => Some(day),
                None => {
                    let complaint = (s.desk.prompt.bad_birthday)(text);
                    self.form.complain(index(Slots::Birthday), &complaint);
                    return;
                }
            },
        };
        let custom = match self.custom() {
            Ok(custom) => custom,
            Err((field, refusal)) => {
                let complaint = crate::app::Error::from(refusal).message(s);
                self.form.complain(field, &complaint);
                return;
            }
        };
        let draft = Draft {
            custom,
            ..self.draft(birthday)
        };
        if let Some((field, refusal)) = self.refused(&draft) {
            let complaint = crate::app::Error::from(refusal).message(s);
            self.form.complain(field, &complaint);
            return;
        }
        let op = Op::Customer(match self.of {
            Some((id, seen)) => customer::Op::Edit { id, seen, draft },
            None => customer::Op::Add(draft),
        });
        let op = match self.twin(turn.feed) {
            Some(twin) => op.despite(twin),
            None => op,
        };
        turn.close();
        turn.run(op);
    }

    fn draft(&self, birthday: Option<Birthday>) -> Draft {
        let text = |slot| self.value(slot).to_owned();
        let about = About {
            name: text(Slots::Name),
            nickname: text(Slots::Nickname),
            gender: match self.chosen(Slots::Gender) {
                1 => Some(Gender::Female),
                2 => Some(Gender::Male),
                _ => None,
            },
            birthday,
            company: text(Slots::Company),
            title: self.listed(Listed::Title),
            city: self.listed(Listed::City),
            address: text(Slots::Address),
            source: self.listed(Listed::Source),
            owner: text(Slots::Owner),
            hobbies: text(Slots::Hobbies),
            preferred: self
                .chosen(Slots::Preferred)
                .checked_sub(1)
                .and_then(|n| Channel::ALL.get(n))
                .copied(),
            note: text(Slots::Note),
            ..self.kept.clone()
        };
        let parts = |slot, marks: &[char]| split(self.value(slot), marks);
        let phones = parts(Slots::Phones, &['、', '，', ',', ';', '；', '/', '\n'])
            .into_iter()
            .map(|text| ContactDraft::new(Method::Phone, text));
        let emails = parts(Slots::Emails, &['、', '，', ',', ';', '；', ' '])
            .into_iter()
            .map(|text| ContactDraft::new(Method::Email, text));
        let wechats = parts(Slots::WeChat, &['、', '，', ',', ';', '；'])
            .into_iter()
            .map(|text| ContactDraft::new(Method::WeChat, text));
        Draft {
            about,
            contacts: phones.chain(emails).chain(wechats).collect(),
            tags: parts(Slots::Tags, &['、', '，', ',', ';', '；', ' ', '#']),
            ..Draft::default()
        }
    }

    fn inner(&self, area: Rect) -> (Rect, Rect) {
        let wanted: u16 =
            u16::try_from(Slots::ALL.len() + self.own.len()).unwrap_or(u16::MAX) + NOTE_ROWS + 4;
        let outer = popup::centred(area, CELLS, wanted);
        let inner = crate::tui::widget::frame::inner(outer);
        (
            outer,
            Rect {
                height: inner.height.saturating_sub(1),
                ..inner
            },
        )
    }
}

fn split(text: &str, marks: &[char]) -> Vec<String> {
    text.split(|c| marks.contains(&c))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn index(slot: Slots) -> usize {
    Slots::ALL
        .iter()
        .position(|other| *other == slot)
        .unwrap_or(0)
}

/// Every field: those of the record, then the shop's own.
fn all(
    about: &About,
    contacts: &[(Method, String)],
    tags: &[String],
    picks: &Picks,
    own: &[Holding],
    s: &Strings,
) -> Vec<Field> {
    let mut all = fields(about, contacts, tags, picks, s);
    all.extend(own.iter().map(|holding| own::field(holding, s)));
    standard::marked(all, picks, own)
}

fn fields(
    about: &About,
    contacts: &[(Method, String)],
    tags: &[String],
    picks: &Picks,
    s: &Strings,
) -> Vec<Field> {
    let (f, h) = (&s.field, &s.desk.form);
    let of = |method| {
        let values: Vec<&str> = contacts
            .iter()
            .filter(|(other, _)| *other == method)
            .map(|(_, text)| text.as_str())
            .collect();
        values.join(s.list_comma)
    };
    let unset = || h.unset.to_owned();
    let genders = vec![unset(), s.talk.female.to_owned(), s.talk.male.to_owned()];
    let gender = match about.gender {
        None => 0,
        Some(Gender::Female) => 1,
        Some(Gender::Male) => 2,
    };
    let channels: Vec<String> = std::iter::once(unset())
        .chain(
            Channel::ALL
                .into_iter()
                .map(|channel| label::channel(s, channel).to_owned()),
        )
        .collect();
    let preferred = about
        .preferred
        .and_then(|channel| Channel::ALL.iter().position(|other| *other == channel))
        .map_or(0, |n| n + 1);
    Slots::ALL
        .into_iter()
        .map(|slot| match slot {
            Slots::Name => Field::line(f.name, &about.name).required(),
            Slots::Phones => Field::line(f.phone, &of(Method::Phone)).hint(h.phones),
            Slots::WeChat => Field::line(f.wechat, &of(Method::WeChat)),
            Slots::Nickname => Field::line(f.nickname, &about.nickname),
            Slots::Gender => Field::choice(f.gender, genders.clone(), gender),
            Slots::Birthday => Field::line(
                f.birthday,
                &about
                    .birthday
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            )
            .hint(h.birthday),
            Slots::Emails => Field::line(f.email, &of(Method::Email)),
            Slots::Tags => Field::line(f.tags, &tags.join(s.list_comma)).hint(h.tags),
            Slots::Source => standard::listed(picks, Listed::Source, &about.source, s),
            Slots::Company => Field::line(f.company, &about.company),
            Slots::Title => standard::listed(picks, Listed::Title, &about.title, s),
            Slots::City => standard::listed(picks, Listed::City, &about.city, s),
            Slots::Address => Field::line(f.address, &about.address),
            Slots::Owner => Field::line(f.owner, &about.owner),
            Slots::Hobbies => Field::line(f.hobbies, &about.hobbies),
            Slots::Preferred => Field::choice(f.preferred, channels.clone(), preferred),
            Slots::Note => Field::text(f.note, &about.note, NOTE_ROWS),
        })
        .collect()
}

impl Layer for CustomerForm {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let (_, area) = self.inner(turn.area);
        match action {
            Action::Save => self.save(turn),
            Action::NextField => {
                self.form.on(FormAction::Next, area);
            }
            Action::PreviousField => {
                self.form.on(FormAction::Previous, area);
            }
            Action::Submit => {
                if self.form.on(FormAction::Enter, area) == Formed::Submitted {
                    self.save(turn);
                }
            }
            Action::Editor => {
                self.form.on(FormAction::To(index(Slots::Note)), area);
                turn.wishes
                    .push(Wish::Edit(self.value(Slots::Note).to_owned()));
            }
            Action::Twin => match self.twin(turn.feed) {
                Some(twin) => {
                    let id = twin.row.id;
                    turn.close();
                    turn.wishes.push(Wish::Show(id));
                }
                None => turn.hint(turn.s.desk.no_hits),
            },
            Action::Past => {
                if let (Some((id, _)), Some(field)) = (self.of, self.field()) {
                    turn.open(Dialog::Picker(Picker::past(id, field, turn.s)));
                }
            }
            Action::Back if self.form.changed() => turn.open(Dialog::Choice(Choice::discard())),
            Action::Back => turn.close(),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        let (_, area) = self.inner(turn.area);
        if let Edit::Paste(text) = &edit
            && self.take_paste(text, turn.s)
        {
            return Handled::Yes;
        }
        match self.form.on(FormAction::Edit(edit), area) {
            Formed::Ignored => Handled::Ignored,
            Formed::Full => {
                self.notice = Some((turn.s.error.too_long)(
                    crate::tui::widget::input::LINE_CHARS,
                ));
                Handled::Yes
            }
            Formed::Moved | Formed::Changed | Formed::Submitted => {
                self.notice = None;
                self.told = None;
                Handled::Yes
            }
        }
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let area = self.inner(turn.area).1;
        match self.form.field_at(area, at) {
            Some(field) => {
                self.form.on(FormAction::To(field), area);
                Handled::Yes
            }
            None => Handled::Ignored,
        }
    }

    fn has_unsaved(&self) -> bool {
        self.form.changed()
    }

    fn draft(&self) -> Option<Unsaved> {
        self.unsaved()
    }

    fn edited(&mut self, text: &str) {
        self.set(index(Slots::Note), text);
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let h = &cx.s.desk.form;
        let title = if self.of.is_some() {
            h.edit_title
        } else {
            h.new_title
        };
        let (outer, fields) = self.inner(area);
        popup::draw(outer, buf, &cx.look, title);
        self.form.draw(fields, buf, &cx.look);
        let at = Position::new(fields.x, fields.bottom());
        let theme = cx.look.theme;
        let twin = self
            .twin(cx.feed)
            .map(|twin| cx.told(&told(cx.s, twin)))
            .or_else(|| self.odd_phone(cx));
        let keys = cx.told(h.keys);
        let (text, style) = match (&self.notice, &twin, &self.told) {
            (Some(notice), _, _) => (notice.as_str(), theme.danger),
            (None, Some(twin), _) => (twin.as_str(), theme.warn),
            (None, None, Some(told)) => (told.as_str(), theme.accent),
            (None, None, None) => (keys.as_str(), theme.muted),
        };
        paint(
            buf,
            at,
            fields.width,
            &[Span::styled(text, style)],
            Align::Left,
            style,
            cx.look.glyphs,
        );
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.form.caret(self.inner(area).1, &cx.look)
    }
}

impl CustomerForm {
    /// The warning that a typed number is none that can be called; it is kept as typed all the same.
    fn odd_phone(&self, cx: &Cx) -> Option<String> {
        let field = self
            .form
            .fields
            .get(index(Slots::Phones))
            .filter(|field| field.is_changed())?;
        phone::parse_cell(field.value(), Region::default())
            .into_iter()
            .find_map(|parsed| match parsed {
                Parsed::Unparsed(text) => Some((cx.s.desk.form.odd_phone)(&text)),
                _ => None,
            })
    }

    /// Who may be the one typed, the surest.
    fn twin<'a>(&self, feed: &'a Feed) -> Option<&'a Twin> {
        twin_of(feed, &self.query()?)
    }

    /// The customer being edited; `None` for a new one.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        self.of.map(|(id, _)| id)
    }
}

/// The surest of those who may be the one typed, once they have come.
pub(super) fn twin_of<'a>(feed: &'a Feed, wanted: &Query) -> Option<&'a Twin> {
    match feed.get(Slot::Dialog) {
        Some((query, Answer::Twins(twins))) if query == wanted => twins.first(),
        _ => None,
    }
}

/// The warning, and the key that goes there.
pub(super) fn told(s: &Strings, twin: &Twin) -> String {
    let text = label::twin(s, &twin.row, &twin.likeness);
    format!("{text} {}", s.merge.twin_key)
}
