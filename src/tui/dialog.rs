//! What can lie over the panes: a closed set. The stack of dialogs is the only thing that says what is open.

pub mod board;
pub mod bulk;
pub mod choice;
pub mod chord;
pub mod columns;
pub mod conflict;
pub mod dashboard;
pub mod export;
pub mod form;
pub mod import;
pub mod merge;
pub mod page;
pub mod picker;
pub mod prompt;
pub mod quick_tags;
pub mod recovery;
pub mod rules;
pub mod safe;
pub mod script_form;
pub mod scripts;
pub mod setup;
pub mod tags;
pub mod taking_back;
pub mod texts;
pub mod view_line;
pub mod views;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::feed::{Feed, Slot};
use super::keymap::{Action, Scope};
use super::layer::{Cx, Handled, Layer, Turn};
use super::widget::input::Edit;
use crate::app::query::Query;
use crate::domain::draft::Unsaved;
use crate::i18n::Strings;

/// A dialog.
pub enum Dialog {
    Prompt(prompt::Prompt),
    Choice(choice::Choice),
    Form(Box<form::CustomerForm>),
    Picker(picker::Picker),
    Setup(setup::Setup),
    Import(import::Import),
    Page(page::Page),
    Scripts(Box<scripts::Scripts>),
    Script(Box<script_form::ScriptForm>),
    Chord(chord::Chord),
    Bulk(bulk::Bulk),
    TakingBack(taking_back::TakingBack),
    Recovery(Box<recovery::Recovery>),
    Merge(merge::Merge),
    Conflict(conflict::Conflict),
    Safe(Box<safe::Safe>),
    Dashboard(Box<dashboard::Dashboard>),
    Views(views::Views),
    ViewLine(view_line::ViewLine),
    Columns(Box<columns::Columns>),
    Texts(texts::Texts),
    Tags(Box<tags::Tags>),
    QuickTags(quick_tags::QuickTags),
    Rules(Box<rules::Rules>),
    RulePreview(rules::RulePreview),
    Board(Box<board::Board>),
    Export(Box<export::Export>),
}

impl Dialog {
    fn layer(&self) -> &dyn Layer {
        match self {
            Self::Prompt(layer) => layer,
            Self::Choice(layer) => layer,
            Self::Form(layer) => layer.as_ref(),
            Self::Picker(layer) => layer,
            Self::Setup(layer) => layer,
            Self::Import(layer) => layer,
            Self::Page(layer) => layer,
            Self::Scripts(layer) => layer.as_ref(),
            Self::Script(layer) => layer.as_ref(),
            Self::Chord(layer) => layer,
            Self::Bulk(layer) => layer,
            Self::TakingBack(layer) => layer,
            Self::Recovery(layer) => layer.as_ref(),
            Self::Merge(layer) => layer,
            Self::Conflict(layer) => layer,
            Self::Safe(layer) => layer.as_ref(),
            Self::Dashboard(layer) => layer.as_ref(),
            Self::Views(layer) => layer,
            Self::ViewLine(layer) => layer,
            Self::Columns(layer) => layer.as_ref(),
            Self::Texts(layer) => layer,
            Self::Board(layer) => layer.as_ref(),
            Self::Rules(layer) => layer.as_ref(),
            Self::RulePreview(layer) => layer,
            Self::Tags(layer) => layer.as_ref(),
            Self::QuickTags(layer) => layer,
            Self::Export(layer) => layer.as_ref(),
        }
    }

    fn layer_mut(&mut self) -> &mut dyn Layer {
        match self {
            Self::Prompt(layer) => layer,
            Self::Choice(layer) => layer,
            Self::Form(layer) => layer.as_mut(),
            Self::Picker(layer) => layer,
            Self::Setup(layer) => layer,
            Self::Import(layer) => layer,
            Self::Page(layer) => layer,
            Self::Scripts(layer) => layer.as_mut(),
            Self::Script(layer) => layer.as_mut(),
            Self::Chord(layer) => layer,
            Self::Bulk(layer) => layer,
            Self::TakingBack(layer) => layer,
            Self::Export(layer) => layer.as_mut(),
            Self::Views(layer) => layer,
            Self::ViewLine(layer) => layer,
            Self::Columns(layer) => layer.as_mut(),
            Self::Texts(layer) => layer,
            Self::Board(layer) => layer.as_mut(),
            Self::Rules(layer) => layer.as_mut(),
            Self::RulePreview(layer) => layer,
            Self::Tags(layer) => layer.as_mut(),
            Self::QuickTags(layer) => layer,
            Self::Safe(layer) => layer.as_mut(),
            Self::Dashboard(layer) => layer.as_mut(),
            Self::Recovery(layer) => layer.as_mut(),
            Self::Merge(layer) => layer,
            Self::Conflict(layer) => layer,
        }
    }

    /// Whether it lists what can be done here.
    #[must_use]
    pub fn is_help(&self) -> bool {
        matches!(self, Self::Picker(picker) if picker.is_help())
    }

    /// Whether it shows how far a long op is.
    #[must_use]
    pub fn is_running(&self) -> bool {
        match self {
            Self::Import(import) => import.is_running(),
            Self::Bulk(bulk) => bulk.is_running(),
            Self::TakingBack(_) => true,
            Self::Safe(safe) => safe.is_at_work(),
            Self::Export(export) => export.is_running(),
            _ => false,
        }
    }

    /// What it shows of the file, if anything.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        match self {
            Self::Picker(picker) => picker.query(),
            Self::Form(form) => form.query(),
            Self::Scripts(scripts) => Some(scripts.query()),
            Self::Bulk(bulk) => Some(bulk.query()),
            Self::Merge(merge) => Some(merge.query()),
            Self::Conflict(conflict) => Some(conflict.query()),
            Self::Safe(safe) => safe.query(),
            Self::Dashboard(dashboard) => Some(dashboard.query()),
            Self::Texts(texts) => Some(texts.query()),
            Self::Tags(tags) => Some(tags.query()),
            Self::QuickTags(tags) => Some(tags.query()),
            Self::Rules(rules) => Some(rules.query()),
            Self::Board(board) => board.query(),
            Self::RulePreview(preview) => Some(preview.query()),
            Self::Prompt(prompt) => prompt.query(),
            Self::Choice(_)
            | Self::Setup(_)
            | Self::Script(_)
            | Self::Import(_)
            | Self::Page(_)
            | Self::Export(_)
            | Self::Recovery(_)
            | Self::Chord(_)
            | Self::TakingBack(_)
            | Self::Views(_)
            | Self::ViewLine(_)
            | Self::Columns(_) => None,
        }
    }

    /// What else it wants counted while it is open.
    #[must_use]
    pub fn counts(&self, feed: &Feed) -> Vec<(Slot, Query)> {
        match self {
            Self::Views(views) => views.wants(feed),
            Self::Chord(chord) => chord.wants(feed),
            _ => Vec::new(),
        }
    }

    /// Says in another language whatever it keeps as words.
    pub fn speak(&mut self, s: &'static Strings) {
        match self {
            Self::Prompt(prompt) => prompt.forget_error(),
            Self::Form(form) => form.speak(s),
            Self::Setup(setup) => setup.speak(s),
            Self::Script(form) => form.speak(s),
            Self::Picker(picker) => picker.speak(s),
            Self::Conflict(conflict) => conflict.speak(s),
            Self::Safe(safe) => safe.speak(s),
            Self::Export(export) => export.speak(s),
            // The library rewords itself when it settles.
            Self::Scripts(_)
            | Self::Choice(_)
            | Self::Import(_)
            | Self::Page(_)
            | Self::Recovery(_)
            | Self::Chord(_)
            | Self::Merge(_)
            | Self::Dashboard(_)
            | Self::Tags(_)
            | Self::QuickTags(_)
            | Self::Rules(_)
            | Self::Board(_)
            | Self::RulePreview(_)
            | Self::Bulk(_)
            | Self::TakingBack(_)
            | Self::Views(_)
            | Self::ViewLine(_)
            | Self::Columns(_)
            | Self::Texts(_) => {}
        }
    }

    /// Takes over a new answer.
    pub fn settle(&mut self, turn: &Turn) {
        match self {
            Self::Picker(picker) => picker.settle(turn),
            Self::Scripts(scripts) => scripts.settle(turn),
            Self::Safe(safe) => safe.settle(turn),
            Self::Dashboard(dashboard) => dashboard.settle(turn),
            Self::Texts(texts) => texts.settle(turn),
            Self::Tags(tags) => tags.settle(turn),
            Self::Rules(rules) => rules.settle(turn),
            Self::Board(board) => board.settle(turn),
            _ => {}
        }
    }
}

/// The derived `Debug` would print what is being typed.
impl std::fmt::Debug for Dialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dialog")
    }
}

impl Layer for Dialog {
    fn scopes(&self) -> &'static [Scope] {
        self.layer().scopes()
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        self.layer_mut().on(action, turn)
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        self.layer_mut().edit(edit, turn)
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        self.layer_mut().key(key, turn)
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        self.layer_mut().click(at, turn)
    }

    fn has_unsaved(&self) -> bool {
        self.layer().has_unsaved()
    }

    fn draft(&self) -> Option<Unsaved> {
        self.layer().draft()
    }

    fn edited(&mut self, text: &str) {
        self.layer_mut().edited(text);
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.layer().draw(area, buf, cx);
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.layer().caret(area, cx)
    }
}
