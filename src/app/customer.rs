//! What can be done to a customer's record.

use super::standard::Touch;
use super::{Done, Error, Result, Work, consent, contact, field, hidden, relation, standard, tag};
use crate::domain::clean;
use crate::domain::consent::Purpose;
use crate::domain::customer::{
    About, Basis, Consent, Draft, NOTE_MAX, PINNED_MAX, StagePin, Tier, line,
};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::Kind;
use crate::domain::standard::Whom;
use crate::store;

/// A write to a customer's record.
#[derive(Debug, Clone)]
pub enum Op {
    Add(Draft),
    /// `seen` is the version the editor looked at.
    Edit {
        id: CustomerId,
        seen: OpId,
        draft: Draft,
    },
    /// Into the recycle bin, with everything that belongs to them.
    Bin(Vec<CustomerId>),
    Restore(Vec<CustomerId>),
    Pin {
        id: CustomerId,
        text: String,
    },
    /// Pins the tier by hand; `None` lets the rule decide again.
    SetTier {
        ids: Vec<CustomerId>,
        tier: Option<Tier>,
    },
    /// Sets the stage by hand, with why; `None` lets the shop's rhythm decide again.
    SetStage {
        ids: Vec<CustomerId>,
        pin: Option<StagePin>,
    },
    /// Whether these customers may be contacted.
    SetConsent {
        ids: Vec<CustomerId>,
        consent: Consent,
    },
    /// Who looks after them; an empty name is nobody.
    SetOwner {
        ids: Vec<CustomerId>,
        owner: String,
    },
    /// Somebody has looked at these records today and says that they are right.
    Verify(Vec<CustomerId>),
    /// Shows one customer's contact values for thirty seconds.
    Reveal {
        id: CustomerId,
        purpose: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "customer.add",
            Self::Edit { .. } => "customer.edit",
            Self::Bin(_) => "customer.bin",
            Self::Restore(_) => "customer.restore",
            Self::Pin { .. } => "customer.pin",
            Self::SetTier { .. } => "customer.tier",
            Self::SetStage { .. } => "customer.stage",
            Self::SetConsent { .. } => "customer.consent",
            Self::SetOwner { .. } => "customer.owner",
            Self::Verify(_) => "customer.verify",
            Self::Reveal { .. } => "customer.reveal",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add(draft) => {
                let id = add(work, draft)?;
                // Whoever types a record in has just asked the customer; an import has asked nobody.
                store::customer::set_verified(work.db, id, work.now.today())?;
                Ok(Done::about(id))
            }
            Self::Edit { id, seen, draft } => edit(work, *id, *seen, draft),
            Self::Bin(ids) => set_deleted(work, ids, true),
            Self::Restore(ids) => set_deleted(work, ids, false),
            Self::Pin { id, text } => pin(work, *id, text),
            Self::SetTier { ids, tier } => set_tier(work, ids, *tier),
            Self::SetStage { ids, pin } => set_stage(work, ids, pin.as_ref()),
            Self::SetConsent { ids, consent } => set_consent(work, ids, *consent),
            Self::SetOwner { ids, owner } => set_owner(work, ids, owner),
            Self::Verify(ids) => verify(work, ids),
            Self::Reveal { id, .. } => require(work, *id).map(|()| Done::about(*id)),
        }
    }
}

/// The customer exists and is not in the bin.
pub(super) fn require(work: &Work, id: CustomerId) -> Result<()> {
    match store::customer::get(work.db, id)? {
        Some(customer) if customer.deleted_at.is_none() => Ok(()),
        _ => Err(Error::NotFound(Kind::Customer)),
    }
}

/// Adds a customer with contacts and tags; the import uses it too.
pub(super) fn add(work: &mut Work, draft: &Draft) -> Result<CustomerId> {
    let about = standard::new(work, checked(&draft.about)?, draft)?;
    let id = CustomerId(work.id());
    let basis = store::setting::get(work.db, "legal_basis")?
        .unwrap_or_else(|| Basis::default().code().to_owned());
    store::customer::insert(
        work.db,
        id,
        &about,
        &basis,
        draft.created_at.unwrap_or(work.now.at),
    )?;
    contact::put(work, id, Vec::new(), &draft.contacts)?;
    for tag in &draft.tags {
        tag::put_on(work, id, tag)?;
    }
    field::fill(work, id, &draft.custom)?;
    if let Some(typed) = &draft.referrer {
        relation::refer(work, id, typed)?;
    }
    Ok(id)
}

fn edit(work: &mut Work, id: CustomerId, seen: OpId, draft: &Draft) -> Result<Done> {
    require(work, id)?;
    let version = store::history::version(work.db, id)?;
    if version != seen {
        return Err(Error::Stale { id });
    }
    let kept = store::customer::get(work.db, id)?.ok_or(Error::NotFound(Kind::Customer))?;
    let about = hidden::meant_about(work, &kept, &draft.about)?;
    let about = standard::changed(work, id, checked(&about)?, draft)?;
    store::customer::update(work.db, id, &about)?;
    contact::replace(work, id, &draft.contacts)?;
    tag::replace(work, id, &draft.tags)?;
    field::fill(work, id, &draft.custom)?;
    Ok(Done::about(id))
}

/// What may be stored: clean text of bounded length, and a name.
pub(super) fn checked(about: &About) -> Result<About> {
    let name = line(&about.name);
    if name.is_empty() {
        return Err(Error::NameMissing);
    }
    if about.note.chars().count() > NOTE_MAX {
        return Err(Error::TooLong { limit: NOTE_MAX });
    }
    Ok(About {
        name,
        nickname: line(&about.nickname),
        company: line(&about.company),
        title: line(&about.title),
        city: line(&about.city),
        address: line(&about.address),
        source: line(&about.source),
        owner: line(&about.owner),
        hobbies: line(&about.hobbies),
        note: clean::clean_text(&about.note).trim().to_owned(),
        source_id: line(&about.source_id),
        party: about.party,
        gender: about.gender,
        birthday: about.birthday,
        preferred: about.preferred,
    })
}

fn set_deleted(work: &mut Work, ids: &[CustomerId], binned: bool) -> Result<Done> {
    for id in ids {
        work.step()?;
        let customer =
            store::customer::get(work.db, *id)?.ok_or(Error::NotFound(Kind::Customer))?;
        if store::customer::is_restricted(work.db, *id)? {
            return Err(Error::SetAside);
        }
        if customer.deleted_at.is_some() != binned {
            store::customer::set_deleted(work.db, *id, binned.then_some(work.now.at))?;
        }
    }
    Ok(match ids {
        [id] => Done {
            show: (!binned).then_some(*id),
            ..Done::about(*id)
        },
        ids => Done::several(ids.len()),
    })
}

fn pin(work: &mut Work, id: CustomerId, text: &str) -> Result<Done> {
    let kept = store::customer::get(work.db, id)?.filter(|kept| kept.deleted_at.is_none());
    let kept = kept.ok_or(Error::NotFound(Kind::Customer))?.pinned;
    let text = hidden::meant(work, id, ("customer", "pinned"), text, &kept)?;
    let text = clean::clean_text(&text);
    if text.chars().count() > PINNED_MAX {
        return Err(Error::TooLong { limit: PINNED_MAX });
    }
    store::customer::set_pinned(work.db, id, text.trim())?;
    Ok(Done::about(id))
}

fn set_tier(work: &mut Work, ids: &[CustomerId], tier: Option<Tier>) -> Result<Done> {
    if let Some(tier) = tier {
        standard::touched(work, ids, &Touch::Becomes(Whom::Tier(tier)))?;
    }
    for id in ids {
        work.step()?;
        require(work, *id)?;
        store::customer::set_tier_pin(work.db, *id, tier)?;
    }
    Ok(match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    })
}

fn set_stage(work: &mut Work, ids: &[CustomerId], pin: Option<&StagePin>) -> Result<Done> {
    let pin = match pin {
        None => None,
        Some(pin) => {
            let (stage, why) = (pin.stage, line(&pin.why));
            if why.is_empty() {
                return Err(Error::ReasonMissing);
            }
            Some(StagePin { stage, why })
        }
    };
    if let Some(pin) = &pin {
        standard::touched(work, ids, &Touch::Becomes(Whom::Stage(pin.stage)))?;
    }
    for id in ids {
        work.step()?;
        require(work, *id)?;
        store::customer::set_stage_pin(work.db, *id, pin.as_ref())?;
    }
    Ok(match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    })
}

fn set_consent(work: &mut Work, ids: &[CustomerId], to: Consent) -> Result<Done> {
    for id in ids {
        work.step()?;
        require(work, *id)?;
        store::customer::set_consent(work.db, *id, to)?;
        if to == Consent::Withdrawn {
            // Whoever must not be contacted is told of no offers either, and nothing that was planned goes on.
            for purpose in [Purpose::Marketing, Purpose::Sharing] {
                consent::withdraw(work, *id, purpose)?;
            }
            consent::stop_plans(work, *id, |_| true)?;
        }
    }
    Ok(match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    })
}

fn verify(work: &mut Work, ids: &[CustomerId]) -> Result<Done> {
    for id in ids {
        work.step()?;
        require(work, *id)?;
        store::customer::set_verified(work.db, *id, work.now.today())?;
    }
    Ok(match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    })
}

fn set_owner(work: &mut Work, ids: &[CustomerId], owner: &str) -> Result<Done> {
    let owner = line(owner);
    standard::owner(work, &owner)?;
    standard::touched(work, ids, &Touch::Owner(&owner))?;
    for id in ids {
        work.step()?;
        require(work, *id)?;
        store::pool::set_owner(work.db, *id, &owner, None)?;
    }
    Ok(match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    })
}
