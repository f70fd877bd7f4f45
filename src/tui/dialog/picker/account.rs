//! The rows of a customer's points and coupons: what can be done comes first, what happened stands below it.

use chrono::NaiveDate;

use crate::app::op::Op;
use crate::app::trade::Account;
use crate::app::{coupon, offer, want};
use crate::domain::id::{CustomerId, WantId};
use crate::domain::offer::Put;
use crate::i18n::{Strings, label, offer as words};
use crate::tui::dialog::Dialog;
use crate::tui::dialog::prompt::{Prompt, Purpose};
use crate::tui::layer::{Turn, Wish};
use crate::tui::widget::menu::Item;

/// So many things that somebody may need again are offered at once.
const REBUYS: usize = 5;

/// What is planned: on which day, and what.
type Steps = Vec<(NaiveDate, String)>;

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Redeem(String),
    Adjust,
    Issue,
    Met(WantId),
    /// Something put to them: what comes of it if they take it, none if they do not; and what is told of it.
    Offer {
        put: Put,
        steps: Option<Steps>,
        told: String,
    },
    /// Something to read.
    Told(String),
}

impl Row {
    /// Does what the row offers.
    pub(super) fn chosen(&self, customer: CustomerId, turn: &mut Turn) {
        match self {
            Self::Adjust => turn.open(Dialog::Prompt(Prompt::new(Purpose::Points { customer }))),
            Self::Issue => turn.open(Dialog::Prompt(Prompt::new(Purpose::Coupon { customer }))),
            Self::Redeem(code) => {
                let op = coupon::Op::Redeem { code: code.clone() };
                turn.wishes.push(Wish::Run(Box::new(Op::Coupon(op))));
            }
            Self::Met(id) => {
                let op = want::Op::Remove(*id);
                turn.wishes.push(Wish::Run(Box::new(Op::Want(op))));
            }
            Self::Offer { put, steps, .. } => {
                let put = put.clone();
                let op = match steps.clone() {
                    Some(steps) => offer::Op::Take {
                        customer,
                        put,
                        steps,
                    },
                    None => offer::Op::Decline { customer, put },
                };
                turn.wishes.push(Wish::Run(Box::new(Op::Offer(op))));
            }
            Self::Told(_) => {}
        }
    }
}

/// What can be put to them: what goes with what they have, what they need again, and ways to win them back. With what the line says.
fn offers(account: &Account, s: &Strings, today: NaiveDate) -> Vec<(Row, String)> {
    let w = &s.offer;
    let mut all = Vec::new();
    let mut add = |put: &Put, steps: Option<Steps>, told: String, text: String| {
        let put = put.clone();
        all.push((Row::Offer { put, steps, told }, text));
    };
    if let Some((put, hits)) = &account.law {
        let (bought, other) = (&put.about, &put.what);
        let taken = format!("{}/{}", hits.hits, hits.n);
        let steps = words::law_steps(s, put, today);
        add(put, Some(steps), taken, (w.take_law)(bought, other));
        add(put, None, String::new(), (w.decline_law)(bought, other));
    }
    for rebuy in account.rebuys.iter().take(REBUYS) {
        let put = Put::rebuy(&rebuy.item, rebuy.last);
        let due = label::distance(s, rebuy.due, today);
        let steps = words::rebuy_steps(s, rebuy, today);
        add(&put, Some(steps), due, (w.take_rebuy)(&rebuy.item));
        add(&put, None, String::new(), (w.decline_rebuy)(&rebuy.item));
    }
    for (play, hits) in &account.plays {
        let steps = words::play_steps(s, *play, today);
        let text = (w.start_play)((w.play)(*play));
        add(&Put::play(*play), Some(steps), words::league(s, hits), text);
    }
    all
}

/// Who it is, and what they have.
pub(super) fn title(account: &Account, s: &Strings) -> String {
    let points = (s.trade.has_points)(&label::count(account.trade.points));
    let level = &account.trade.level;
    let next = account.trade.to_next.as_ref();
    let next = next.map(|(level, gap)| (s.trade.to_next)(level, &label::count(*gap)));
    [
        account.name.clone(),
        points,
        level.clone(),
        next.unwrap_or_default(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" | ")
}

/// Every row with its item.
pub(super) fn rows(account: &Account, s: &Strings, today: NaiveDate) -> (Vec<Row>, Vec<Item>) {
    let w = &s.trade;
    let item = |label: String, hint: String| Item {
        label,
        hint,
        disabled: None,
    };
    let day = |day: NaiveDate| label::date(day, today);
    let mut all: Vec<(Row, Item)> = Vec::new();
    for coupon in account
        .coupons
        .iter()
        .filter(|coupon| coupon.is_good(today))
    {
        let text = (w.redeem_row)(&coupon.code, &coupon.what, &day(coupon.until));
        let left = label::distance(s, coupon.until, today);
        all.push((Row::Redeem(coupon.code.clone()), item(text, left)));
    }
    all.push((Row::Issue, item(w.issue_row.to_owned(), String::new())));
    all.push((Row::Adjust, item(w.adjust_row.to_owned(), String::new())));
    for want in &account.trade.wants {
        all.push((
            Row::Met(want.id),
            item((w.met_row)(&want.wish.item), day(want.day)),
        ));
    }
    for (row, text) in offers(account, s, today) {
        let told = match &row {
            Row::Offer { told, .. } => told.clone(),
            _ => String::new(),
        };
        all.push((row, item(text, told)));
    }
    for line in account.ledger.statement(today).iter().rev() {
        let cause = line.cause.map_or(w.expired, w.cause);
        let text = format!(
            "{} {:+} {cause} {}",
            day(line.day),
            line.points,
            line.reason
        );
        let text = text.trim_end().to_owned();
        let hint = format!("= {}", label::count(line.balance));
        all.push((Row::Told(text.clone()), item(text, hint)));
    }
    for coupon in account
        .coupons
        .iter()
        .filter(|coupon| !coupon.is_good(today))
    {
        let (word, on) = match coupon.used {
            Some(used) => (w.used, used),
            None => (w.over, coupon.until),
        };
        let text = format!("{} {} {word}", coupon.code, coupon.what);
        all.push((Row::Told(text.clone()), item(text, day(on))));
    }
    all.into_iter().unzip()
}
