//! The register of consents: who agreed to what, and who no longer does. Withdrawing stops what was planned for that purpose at once.

use chrono::NaiveDate;

use super::{App, Done, Error, Result, Work, customer, filter};
use crate::domain::clean;
use crate::domain::consent::{Agreed, Purpose, is_minor};
use crate::domain::customer::{Basis, Consent, NOTE_MAX, line};
use crate::domain::filter::field::Facet;
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::follow_up::Progress;
use crate::domain::id::CustomerId;
use crate::domain::log_line::Channel;
use crate::domain::name::Lang;
use crate::domain::retention::{Category, DAY_MS, DAYS_MAX, Due};
use crate::domain::role::Capability;
use crate::domain::time::Millis;
use crate::i18n::{self, privacy::Policy};
use crate::store::filter::Where;
use crate::store::{self, Db};

/// How many are listed as due for deletion.
pub const DUE: usize = 5_000;

/// What somebody agreed to, as it is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub purpose: Purpose,
    /// `None` for every channel.
    pub channel: Option<Channel>,
    pub basis: Basis,
    /// How it can be shown.
    pub evidence: String,
    /// For somebody under 14: who agreed for them.
    pub guardian: String,
}

/// A write to the register.
#[derive(Debug, Clone)]
pub enum Op {
    Record {
        id: CustomerId,
        given: Given,
    },
    Withdraw {
        ids: Vec<CustomerId>,
        purpose: Purpose,
    },
    /// How many days a kind of record is kept.
    Keep {
        category: Category,
        days: i64,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Record { .. } => "consent.record",
            Self::Withdraw { .. } => "consent.withdraw",
            Self::Keep { .. } => "retention.set",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Record { id, given } => record(work, *id, given),
            Self::Withdraw { ids, purpose } => {
                for id in ids {
                    customer::require(work, *id)?;
                    withdraw(work, *id, *purpose)?;
                }
                Ok(match ids.as_slice() {
                    [id] => Done::about(*id),
                    ids => Done::several(ids.len()),
                })
            }
            Self::Keep { category, days } => {
                if !(1..=DAYS_MAX).contains(days) {
                    return Err(Error::TooMany {
                        limit: usize::try_from(DAYS_MAX).unwrap_or(usize::MAX),
                    });
                }
                let row = work.id();
                store::retention::set(work.db, row, *category, *days)?;
                Ok(Done::several(1))
            }
        }
    }
}

fn record(work: &mut Work, id: CustomerId, given: &Given) -> Result<Done> {
    customer::require(work, id)?;
    let evidence = clean::clean_text(&given.evidence).trim().to_owned();
    if evidence.chars().count() > NOTE_MAX {
        return Err(Error::TooLong { limit: NOTE_MAX });
    }
    let guardian = line(&given.guardian);
    let found = store::customer::get(work.db, id)?;
    let birthday = found.and_then(|customer| customer.about.birthday);
    let is_child = birthday.is_some_and(|birthday| is_minor(birthday, work.now.today()));
    if is_child && (guardian.is_empty() || given.purpose == Purpose::Marketing) {
        return Err(Error::Minor);
    }
    store::consent::withdraw_for(work.db, id, given.purpose, given.channel, work.now.at)?;
    let row = Agreed {
        id: work.id(),
        customer: id,
        purpose: given.purpose,
        channel: given.channel,
        basis: given.basis.code().to_owned(),
        notice: notice(work.db)?,
        at: work.now.at,
        author: work.author.clone(),
        evidence,
        guardian,
        withdrawn_at: None,
    };
    store::consent::insert(work.db, &row)?;
    Ok(Done::about(id))
}

/// The version of the notice: it changes with what the notice says, which is the shop's name and the times things are kept.
fn notice(db: &Db) -> Result<String> {
    let mut text =
        store::setting::get(db, super::setting::Key::ShopName.code())?.unwrap_or_default();
    for category in Category::ALL {
        text.push_str(&format!(
            " {}={}",
            category.code(),
            store::retention::days(db, category)?
        ));
    }
    let digest = crate::vault::digest(text.as_bytes());
    Ok(digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Takes back what stands for a purpose, and closes what was planned for it.
pub(super) fn withdraw(work: &mut Work, id: CustomerId, purpose: Purpose) -> Result<()> {
    store::consent::withdraw(work.db, id, purpose, work.now.at)?;
    stop_plans(work, id, |note| Purpose::of_plan(note) == purpose)
}

/// Whether lists for marketing leave out whoever has not agreed to it.
pub(super) fn gate_is_shut(db: &Db) -> Result<bool> {
    let set = store::setting::get(db, super::setting::Key::ConsentGate.code())?;
    Ok(set.as_deref() != Some("off"))
}

/// The condition of having agreed to marketing.
pub(super) fn agreed() -> Expr {
    Expr::Is(Test::Has(Facet::Consent))
}

/// Whether a plan may be made for somebody without asking a person: one about an offer only where they have agreed to that.
pub(super) fn may_plan(work: &Work, id: CustomerId, note: &str) -> Result<bool> {
    if Purpose::of_plan(note) != Purpose::Marketing || !gate_is_shut(work.db)? {
        return Ok(true);
    }
    let only = Where::of(&Filter(Some(agreed())), filter::scene(work.db, work.now)?);
    Ok(store::filter::holds(work.db, &only, id)?)
}

/// Refuses a plan that a person makes: with whoever must not be contacted, and about an offer with whoever took their consent to that
/// back or is under 14. Whoever was never asked may be asked.
pub(super) fn check_plan(work: &Work, id: CustomerId, note: &str) -> Result<()> {
    let Some(customer) = store::customer::get(work.db, id)? else {
        return Ok(());
    };
    if customer.consent == Consent::Withdrawn {
        return Err(Error::NotToBePlanned(customer.about.name));
    }
    if Purpose::of_plan(note) != Purpose::Marketing || !gate_is_shut(work.db)? {
        return Ok(());
    }
    let birthday = customer.about.birthday;
    if birthday.is_some_and(|birthday| is_minor(birthday, work.now.today())) {
        return Err(Error::Minor);
    }
    let mut asked = store::consent::of_customer(work.db, id)?;
    asked.retain(|agreed| agreed.purpose == Purpose::Marketing);
    let stands = asked.iter().any(|agreed| agreed.withdrawn_at.is_none());
    match asked.is_empty() || stands {
        true => Ok(()),
        false => Err(Error::NoOffers(customer.about.name)),
    }
}

/// Closes what is planned with somebody, where its words say that it is meant.
pub(super) fn stop_plans(
    work: &mut Work,
    id: CustomerId,
    is_meant: impl Fn(&str) -> bool,
) -> Result<()> {
    let lang = store::setting::get(work.db, super::setting::Key::Language.code())?;
    let lang = lang
        .and_then(|code| i18n::lang_of(&code))
        .unwrap_or(Lang::Zh);
    let reason = i18n::strings(lang).privacy.withdrawn;
    for plan in store::follow_up::open_of(work.db, id)? {
        if is_meant(&plan.note) {
            store::follow_up::close(work.db, plan.id, Progress::Cancelled, work.now.at, reason)?;
        }
    }
    Ok(())
}

/// Six characters that stand for exactly these people: the second step of a purge names what the first one showed.
#[must_use]
pub fn code_of(due: &[Due]) -> String {
    let ids: Vec<u8> = due
        .iter()
        .flat_map(|due| due.customer.0.to_be_bytes())
        .collect();
    crate::vault::digest(&ids)[..3]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Where the shop stands with personal information.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    pub shop: String,
    pub customers: i64,
    /// By purpose, in the order of `Purpose::ALL`: how many have agreed and still do.
    pub agreed: [i64; 4],
    pub without_basis: i64,
    /// Under 14, and of them those for whom no guardian has agreed.
    pub minors: [i64; 2],
    /// Days, in the order of `Category::ALL`.
    pub days: [i64; 4],
    /// Whose time is over, longest first, at most `DUE`.
    pub due: Vec<Due>,
    /// Who is set aside.
    pub restricted: Vec<(CustomerId, String)>,
    /// How many were erased so far.
    pub erased: usize,
    pub is_encrypted: bool,
    pub users: i64,
    pub backups: usize,
    /// Seen contacts and copies of the last thirty days.
    pub reveals: i64,
}

impl Standing {
    /// What the policy document tells.
    #[must_use]
    pub fn policy(&self, today: NaiveDate) -> Policy {
        Policy {
            shop: self.shop.clone(),
            day: today.to_string(),
            customers: self.customers,
            agreed: self.agreed,
            days: self.days,
            past_retention: self.due.len(),
            without_basis: self.without_basis,
            minors: self.minors,
            restricted: self.restricted.len(),
            erased: self.erased,
            is_encrypted: self.is_encrypted,
            users: self.users,
            backups: self.backups,
            reveals: self.reveals,
        }
    }
}

impl App {
    /// Where the shop stands with personal information.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn standing(&self) -> Result<Standing> {
        let (db, now) = (&self.db, self.now());
        let mut agreed = [0; 4];
        for (count, purpose) in agreed.iter_mut().zip(Purpose::ALL) {
            let since = match purpose {
                Purpose::Marketing => {
                    now.at.0
                        - store::retention::days(db, Category::Marketing)?.saturating_mul(DAY_MS)
                }
                _ => 0,
            };
            *count = store::consent::count_valid(db, purpose, Millis(since))?;
        }
        let mut days = [0; 4];
        for (days, category) in days.iter_mut().zip(Category::ALL) {
            *days = store::retention::days(db, category)?;
        }
        let mut minors = [0; 2];
        for (_, birthday, is_guarded) in store::consent::birthdays(db)? {
            if birthday
                .parse()
                .is_ok_and(|birthday| is_minor(birthday, now.today()))
            {
                minors[0] += 1;
                minors[1] += i64::from(!is_guarded);
            }
        }
        let restricted = match self.require(Capability::Restrict) {
            Ok(()) => store::customer::restricted(db)?,
            Err(_) => Vec::new(),
        };
        Ok(Standing {
            shop: store::setting::get(db, super::setting::Key::ShopName.code())?
                .unwrap_or_default(),
            customers: store::customer::count(db)?,
            agreed,
            without_basis: store::consent::count_without_basis(db)?,
            minors,
            days,
            due: store::retention::due(db, now.at, DUE)?,
            restricted,
            erased: store::erasure::ledger(db)?.len(),
            is_encrypted: self.is_encrypted,
            // A plain file has one owner, who may never have said their name.
            users: store::setting::agents(db)?.max(1),
            backups: self
                .path()
                .map_or(0, |path| super::backup::Shelf::of(path).backups.len()),
            reveals: store::history::count_of(
                db,
                ["customer.reveal", "contact.copy"],
                Millis(now.at.0 - 30 * DAY_MS),
            )?,
        })
    }
}
