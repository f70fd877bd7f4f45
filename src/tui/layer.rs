//! What can hold the focus, and what it may wish for. `Layer` is the only trait of the interface.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::dialog::Dialog;
use super::feed::Feed;
use super::keymap::{Action, Keymap, Scope};
use super::msg::Secret;
use super::state::Focus;
use super::state::copy::Sending;
use super::widget::input::Edit;
use super::widget::list::state::ListAction;
use super::widget::menu::{Menu, MenuAction, Menued};
use super::widget::toast::Level;
use super::widget::{Look, frame};
use super::worker::Chore;
use crate::app::import::incoming::{Choices, Incoming};
use crate::app::op::Op;
use crate::domain::draft::{Kept, Unsaved};
use crate::domain::full_text::Field;
use crate::domain::id::CustomerId;
use crate::domain::time::Now;
use crate::domain::view::View;
use crate::domain::view::name::Name;
use crate::i18n::Strings;

/// Whether a layer knew what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    Yes,
    /// The next outer scope may try.
    Ignored,
}

/// What a layer wants to happen outside itself.
#[derive(Debug)]
pub enum Wish {
    Run(Box<Op>),
    Open(Box<Dialog>),
    Close,
    Toast(Level, String),
    /// Read files and tell what would come in.
    Import(Vec<PathBuf>, Choices),
    /// Write the refused rows of an import beside the file they came from.
    KeepRejects(Box<Incoming>),
    /// Copy a filled text once this op, which records it, is written.
    Send(Box<Sending>, Box<Op>),
    /// Let the user write a text in an editor.
    Edit(String),
    /// Go on with a text that an earlier window left unsaved.
    Resume(Box<Kept>),
    /// Drop such a text.
    Forget(i64),
    /// Encrypt the file.
    Encrypt(Secret),
    /// Leave for the demo shop.
    Demo,
    Focus(Focus),
    /// Goes to a customer, closing whatever lies over the list.
    Show(CustomerId),
    /// Does what a key would have done; menus use it.
    Act(Action),
    /// The same for what was chosen by its name, which is remembered.
    Command(Action),
    /// Lets go of every marked customer.
    Unmark,
    /// Work for the keeper.
    Chore(Chore),
    /// Shows the customer list as a view says, under its name.
    Look(Option<Name>, Box<View>),
    /// The view on screen has this name from now on.
    Call(Name),
    /// Lays the customer list out anew, and keeps that.
    LayOut(Box<View>),
    /// Goes to a customer, and to the row of theirs that a text stands in.
    Visit {
        customer: CustomerId,
        row: i64,
        field: Field,
    },
    /// Copies a text in which nothing is personal, and says so.
    Share(String, String),
}

/// What a layer sees while it handles one action, and where it leaves its wishes.
pub struct Turn<'a> {
    pub now: Now,
    pub s: &'static Strings,
    pub feed: &'a Feed,
    /// The room the layer is drawn in.
    pub area: Rect,
    /// The customer everything else on screen is about.
    pub current: Option<CustomerId>,
    pub wishes: Vec<Wish>,
}

impl Turn<'_> {
    pub fn run(&mut self, op: Op) {
        self.wishes.push(Wish::Run(Box::new(op)));
    }

    pub fn open(&mut self, dialog: Dialog) {
        self.wishes.push(Wish::Open(Box::new(dialog)));
    }

    pub fn close(&mut self) {
        self.wishes.push(Wish::Close);
    }

    /// Tells which step comes first.
    pub fn hint(&mut self, text: &str) {
        self.say(Level::Info, text);
    }

    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        self.wishes.push(Wish::Toast(level, text.into()));
    }
}

/// What a layer sees while it is drawn.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub now: Now,
    pub s: &'static Strings,
    pub feed: &'a Feed,
    pub look: Look,
    pub keys: &'a Keymap,
    pub focused: bool,
    pub current: Option<CustomerId>,
    /// Seconds until revealed contacts are hidden again.
    pub reveal_left: Option<i64>,
}

impl Cx<'_> {
    /// A text with the keys it names as they are here.
    #[must_use]
    pub fn told(&self, text: &str) -> String {
        self.keys.told(text, &self.s.desk.action)
    }

    /// How the frame around the layer is drawn.
    #[must_use]
    pub fn focus(&self) -> frame::Focus {
        if self.focused {
            frame::Focus::Here
        } else {
            frame::Focus::Elsewhere
        }
    }
}

/// A pane or a dialog.
pub trait Layer {
    /// Where its keys hold, the innermost first; what says nothing is a menu.
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Global]
    }

    /// Does an action.
    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        self.in_menu(action, turn)
    }

    /// Takes typed text or an editing key, where it has a field.
    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        self.menued(MenuAction::Edit(edit), turn)
    }

    /// Takes a key that the table does not name: an option of a question.
    fn key(&mut self, _key: KeyEvent, _turn: &mut Turn) -> Handled {
        Handled::Ignored
    }

    /// Takes a click, where something under it can be chosen.
    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let area = self.menu_area(turn.area);
        match self.menu().and_then(|menu| menu.row_at(area, at)) {
            Some(row) => {
                self.menued(MenuAction::Move(ListAction::To(row)), turn);
                self.menued(MenuAction::Choose, turn)
            }
            None => Handled::Ignored,
        }
    }

    /// The menu it shows, where it shows one: whatever a layer does not do itself, its menu does.
    fn menu(&self) -> Option<&Menu> {
        None
    }

    /// The same menu.
    fn menu_mut(&mut self) -> Option<&mut Menu> {
        None
    }

    /// The room that menu is drawn in.
    fn menu_area(&self, area: Rect) -> Rect {
        area
    }

    /// Does what an action in its menu came to.
    fn heard(&mut self, _menued: Menued, _turn: &mut Turn) {}

    /// Gives its menu something to do.
    fn menued(&mut self, action: MenuAction, turn: &mut Turn) -> Handled {
        let area = self.menu_area(turn.area);
        match self.menu_mut().map(|menu| menu.on(action, area)) {
            None | Some(Menued::Ignored) => Handled::Ignored,
            Some(menued) => {
                self.heard(menued, turn);
                Handled::Yes
            }
        }
    }

    /// Does an action of the table as its menu means it.
    fn in_menu(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match (action, MenuAction::of(action)) {
            _ if self.menu().is_none() => return Handled::Ignored,
            (Action::Back, _) => turn.close(),
            (_, Some(action)) => {
                self.menued(action, turn);
            }
            (_, None) => return Handled::Ignored,
        }
        Handled::Yes
    }

    /// Whether something has been typed that leaving would lose.
    fn has_unsaved(&self) -> bool {
        false
    }

    /// What has been typed and must survive a crash.
    fn draft(&self) -> Option<Unsaved> {
        None
    }

    /// Takes what came back from an editor.
    fn edited(&mut self, _text: &str) {}

    /// Paints; decides nothing.
    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        if let Some(menu) = self.menu() {
            menu.draw(self.menu_area(area), buf, &cx.look, |text| cx.told(text));
        }
    }

    /// Where the hardware cursor stands; input methods open their window there.
    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.menu()?.caret(self.menu_area(area), &cx.look)
    }
}
