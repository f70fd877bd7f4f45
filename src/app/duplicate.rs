//! Looking for duplicates: among the whole shop in slices, and around one customer while they are typed.

use super::answer::{Suspect, Suspects, Twin};
use super::{App, Result};
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::Draft;
use crate::domain::duplicate::{Reason, Scan, Sketch, compare};
use crate::domain::id::CustomerId;
use crate::domain::{email, phone};
use crate::search::fold::fold;
use crate::search::pinyin;
use crate::store;

/// Customers read, or pairs compared, in one slice: a few milliseconds, for which a key may have to wait.
const SLICE: usize = 500;
const PAIRS: usize = 5_000;
/// Characters of a text that are compared.
const CHARS: usize = 200;
/// Namesakes looked at while somebody is typed.
const NAMESAKES: usize = 300;
/// So many digits of a number are enough to look whose it may become.
const BEGUN: usize = 7;
/// Warnings shown.
const TWINS: usize = 5;

/// A search for duplicates under way.
#[derive(Debug, Default)]
pub struct Sweep {
    read: Vec<Sketch>,
    after: CustomerId,
    scan: Option<Scan>,
}

impl Sweep {
    /// How far it is, in parts of a thousand: half of it is reading, half comparing.
    #[must_use]
    pub fn permille(&self, customers: i64) -> u16 {
        let part = |done: usize, of: usize| (done * 500 / of.max(1)).min(500);
        let done = match &self.scan {
            None => part(self.read.len(), usize::try_from(customers).unwrap_or(0)),
            Some(scan) => 500 + part(scan.progress().0, scan.progress().1),
        };
        u16::try_from(done).unwrap_or(1_000)
    }
}

impl App {
    /// Does one slice of a search for duplicates; true when it is through. The reader calls it while nothing else waits.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn sweep(&mut self, sweep: &mut Sweep) -> Result<bool> {
        if let Some(scan) = &mut sweep.scan {
            return Ok(scan.step(PAIRS));
        }
        let rows = store::duplicate::sketches_after(&self.db, sweep.after, SLICE)?;
        match rows.last() {
            Some(last) => {
                sweep.after = last.id;
                sweep.read.extend(rows.into_iter().map(folded));
            }
            None => {
                let distinct = store::duplicate::distinct(&self.db)?;
                sweep.scan = Some(Scan::over(std::mem::take(&mut sweep.read), &distinct));
            }
        }
        Ok(false)
    }

    /// What the search has found, or how far it is.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn suspects(&mut self, sweep: Sweep, limit: usize) -> Result<Suspects> {
        let found = sweep.scan.map(Scan::found).unwrap_or_default();
        let mut pairs = Vec::new();
        for (one, other, likeness) in found.pairs.iter().take(limit) {
            if let [one, other] = self.rows(&[*one, *other])?.as_slice() {
                pairs.push(Suspect {
                    one: one.clone(),
                    other: other.clone(),
                    likeness: likeness.clone(),
                });
            }
        }
        Ok(Suspects {
            total: found.pairs.len(),
            capped: found.capped,
            pairs,
            permille: None,
        })
    }

    /// How far a search is, as an answer.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn underway(&self, sweep: &Sweep) -> Result<Suspects> {
        let customers = store::customer::count(&self.db)?;
        Ok(Suspects {
            permille: Some(sweep.permille(customers)),
            ..Suspects::default()
        })
    }

    /// The whole search in one go: for the command line and tests.
    pub(super) fn duplicates(&mut self, limit: usize) -> Result<Suspects> {
        let mut sweep = Sweep::default();
        while !self.sweep(&mut sweep)? {}
        self.suspects(sweep, limit)
    }

    /// One customer as they are compared.
    pub(super) fn sketch(&self, id: CustomerId) -> Result<Sketch> {
        let before = CustomerId(id.0 - 1);
        let mut found = store::duplicate::sketches_after(&self.db, before, 1)?;
        Ok(found
            .pop()
            .filter(|sketch| sketch.id == id)
            .map(folded)
            .unwrap_or_default())
    }

    /// Who is there already that may be the one being typed, the surest first. Asks by key only, never through the whole shop.
    pub(super) fn twins(&mut self, typed: &Draft, own: Option<CustomerId>) -> Result<Vec<Twin>> {
        let mut typed = typed_sketch(typed);
        for (method, value) in &mut typed.contacts {
            if *method == Method::Phone
                && let Some(whole) = self.begun(value)?
            {
                *value = whole;
            }
        }
        let mut met: Vec<CustomerId> = Vec::new();
        for (method, value) in &typed.contacts {
            met.extend(store::contact::owners(&self.db, *method, value)?);
        }
        met.extend(self.namesakes(&typed)?);
        met.sort_unstable();
        met.dedup();
        let mut found = Vec::new();
        for id in met.into_iter().filter(|id| Some(*id) != own) {
            let known = self.sketch(id)?;
            if let Some(likeness) = compare(&typed, &known).filter(|like| warns(&like.reasons)) {
                found.push((likeness, id));
            }
        }
        found.sort_by_key(|(likeness, id)| (std::cmp::Reverse(likeness.points), *id));
        found.truncate(TWINS);
        let mut twins = Vec::new();
        for (likeness, id) in found {
            twins.extend(self.rows(&[id])?.pop().map(|row| Twin { row, likeness }));
        }
        Ok(twins)
    }

    /// The number that a number still being typed can only become, if it is in the book.
    fn begun(&self, typed: &str) -> Result<Option<String>> {
        let digits = phone::digits(typed);
        if typed.starts_with('+') || digits.len() < BEGUN {
            return Ok(None);
        }
        let mut known = store::contact::starting(&self.db, &format!("+86{digits}"), 2)?;
        Ok(known.pop().filter(|_| known.is_empty()))
    }

    /// Customers of this name, or whose name is read alike, from the indexes.
    fn namesakes(&mut self, typed: &Sketch) -> Result<Vec<CustomerId>> {
        if typed.name.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let mut met = store::customer::named(&self.db, &typed.name)?;
        met.truncate(NAMESAKES);
        met.extend(self.sounding_like(&typed.sound, NAMESAKES)?);
        Ok(met)
    }
}

/// Whether a person should be warned: a shared contact or nickname, the same name, or one read alike with a place or a firm in common.
fn warns(reasons: &[Reason]) -> bool {
    let has = |reason| reasons.contains(&reason);
    let place = has(Reason::SameCity) || has(Reason::SameCompany) || has(Reason::SameAddress);
    has(Reason::SamePhone)
        || has(Reason::SameWeChat)
        || has(Reason::SameEmail)
        || has(Reason::SameName)
        || ((has(Reason::SameSound) || has(Reason::SimilarName))
            && (place || has(Reason::SameBirthday)))
}

fn typed_sketch(draft: &Draft) -> Sketch {
    let about = &draft.about;
    let whole = |contact: &ContactDraft| match contact.method {
        _ if contact.value.contains('*') => false,
        Method::Email => email::is_address(contact.value.trim()),
        Method::Phone | Method::WeChat => true,
    };
    let contacts = draft.contacts.iter().filter(|contact| whole(contact));
    folded(Sketch {
        id: CustomerId(0),
        name: about.name.trim().to_owned(),
        nickname: about.nickname.clone(),
        gender: about.gender,
        birthday: about.birthday,
        company: about.company.clone(),
        city: about.city.clone(),
        address: about.address.clone(),
        contacts: contacts
            .filter_map(super::contact::checked)
            .map(|contact| (contact.method, contact.value))
            .collect(),
        ..Sketch::default()
    })
}

/// The sketch with its texts as they are compared.
fn folded(mut sketch: Sketch) -> Sketch {
    let syllables = pinyin::readings(&sketch.name).syllables;
    let sounds: Vec<&str> = syllables.iter().map(|one| one.reading.as_str()).collect();
    sketch.sound = sounds.join(" ");
    for text in [
        &mut sketch.name,
        &mut sketch.nickname,
        &mut sketch.company,
        &mut sketch.city,
        &mut sketch.address,
    ] {
        *text = fold(text, CHARS).text().trim().to_owned();
    }
    sketch
}
