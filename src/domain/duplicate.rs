//! Who may be one person twice: comparing two customers, with reasons, and choosing which are worth comparing. Never compares all with
//! all: only customers that share a key meet. Reads no pinyin and no file; a sketch brings both along.

mod alike;
mod scan;

pub use scan::{Found, Scan};

use crate::domain::birthday::Birthday;
use crate::domain::contact::Method;
use crate::domain::id::CustomerId;
use crate::domain::name::Gender;

/// From so many points on, a pair is worth a look.
pub const SUSPECT: u8 = 50;
/// Points never reach certainty: a person decides.
const MOST: i32 = 99;

/// What is compared of one customer: texts folded (case, width, diacritics), contact values as stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    pub id: CustomerId,
    pub name: String,
    /// The name in pinyin, one word a syllable; a Latin name reads as itself.
    pub sound: String,
    pub nickname: String,
    pub gender: Option<Gender>,
    pub birthday: Option<Birthday>,
    pub company: String,
    pub city: String,
    pub address: String,
    pub contacts: Vec<(Method, String)>,
}

/// Why two customers may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    SamePhone,
    SameWeChat,
    SameEmail,
    SameName,
    /// Written differently, read alike: 张伟 and 張偉, 王芳 and Wang Fang.
    SameSound,
    /// One letter or character apart, or an initial for a name.
    SimilarName,
    /// The nickname of one is the nickname or the name of the other.
    SameNickname,
    SameBirthday,
    SameAddress,
    SameCompany,
    SameCity,
    /// One of them has no contact at all, so that nothing speaks against it.
    NothingKnown,
}

impl Reason {
    pub const ALL: [Self; 12] = [
        Self::SamePhone,
        Self::SameWeChat,
        Self::SameEmail,
        Self::SameName,
        Self::SameSound,
        Self::SimilarName,
        Self::SameNickname,
        Self::SameBirthday,
        Self::SameAddress,
        Self::SameCompany,
        Self::SameCity,
        Self::NothingKnown,
    ];

    /// The word that scripts and the history see.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SamePhone => "same_phone",
            Self::SameWeChat => "same_wechat",
            Self::SameEmail => "same_email",
            Self::SameName => "same_name",
            Self::SameSound => "same_sound",
            Self::SimilarName => "similar_name",
            Self::SameNickname => "same_nickname",
            Self::SameBirthday => "same_birthday",
            Self::SameAddress => "same_address",
            Self::SameCompany => "same_company",
            Self::SameCity => "same_city",
            Self::NothingKnown => "nothing_known",
        }
    }

    /// The reason two customers who share this kind of contact have.
    #[must_use]
    pub fn of_method(method: Method) -> Self {
        match method {
            Method::Phone => Self::SamePhone,
            Method::WeChat => Self::SameWeChat,
            Method::Email => Self::SameEmail,
        }
    }

    fn points(self) -> i32 {
        match self {
            Self::SameWeChat => 75,
            Self::SamePhone => 70,
            Self::SameEmail => 65,
            Self::SameAddress => 40,
            Self::SameName | Self::SameBirthday => 30,
            Self::NothingKnown => 25,
            Self::SameSound => 22,
            Self::SameNickname | Self::SameCompany => 20,
            Self::SimilarName => 15,
            Self::SameCity => 8,
        }
    }
}

/// How sure it is that two customers are one, in points of at most 99, and why, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    pub points: u8,
    pub reasons: Vec<Reason>,
}

/// Compares two customers; `None` where nothing speaks for one person.
#[must_use]
pub fn compare(one: &Sketch, other: &Sketch) -> Option<Likeness> {
    let mut reasons: Vec<Reason> = Vec::new();
    for (method, value) in &one.contacts {
        let reason = Reason::of_method(*method);
        let shared = other
            .contacts
            .iter()
            .any(|(also, same)| also == method && same == value);
        if shared && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let by_name = alike::names(one, other);
    reasons.extend(by_name);
    if alike::nicknames(one, other) {
        reasons.push(Reason::SameNickname);
    }
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let shares = [
        (
            one.birthday.is_some() && one.birthday == other.birthday,
            Reason::SameBirthday,
        ),
        (same(&one.address, &other.address), Reason::SameAddress),
        (same(&one.company, &other.company), Reason::SameCompany),
        (same(&one.city, &other.city), Reason::SameCity),
        (
            by_name == Some(Reason::SameName)
                && (one.contacts.is_empty() || other.contacts.is_empty()),
            Reason::NothingKnown,
        ),
    ];
    reasons.extend(shares.into_iter().filter(|(is, _)| *is).map(|(_, why)| why));
    let points = reasons.iter().map(|reason| reason.points()).sum::<i32>() - against(one, other);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points()));
    let points = u8::try_from(points.clamp(0, MOST)).unwrap_or(0);
    (points > 0).then_some(Likeness { points, reasons })
}

/// What speaks for two people: a family shares a phone and an address, not a birthday or a given name.
fn against(one: &Sketch, other: &Sketch) -> i32 {
    let differ = |is: bool, points: i32| if is { points } else { 0 };
    let both = one.birthday.is_some() && other.birthday.is_some();
    let genders = one.gender.is_some() && other.gender.is_some();
    let names = alike::names(one, other).is_none() && !alike::nicknames(one, other);
    differ(both && one.birthday != other.birthday, 25)
        + differ(genders && one.gender != other.gender, 20)
        + differ(names, 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(id: i64, name: &str, sound: &str) -> Sketch {
        Sketch {
            id: CustomerId(id),
            name: name.to_owned(),
            sound: sound.to_owned(),
            contacts: vec![(Method::WeChat, format!("id{id}"))],
            ..Sketch::default()
        }
    }

    fn judged(one: &Sketch, other: &Sketch) -> (bool, Vec<Reason>) {
        let found = compare(one, other);
        assert_eq!(found, compare(other, one), "the order says nothing");
        found.map_or((false, Vec::new()), |found| {
            (found.points >= SUSPECT, found.reasons)
        })
    }

    #[test]
    fn each_reason_weighs_as_it_should() {
        let fang = || sketch(1, "王芳", "wang fang");
        let also = || sketch(2, "王芳", "wang fang");
        let phone = |mut one: Sketch| {
            one.contacts = vec![(Method::Phone, "+8613800138000".into())];
            one
        };
        let at = |mut one: Sketch| {
            one.address = "文三路1号".into();
            one
        };
        let born = |mut one: Sketch, day: &str| {
            one.birthday = Birthday::parse(day);
            one
        };
        let cases: Vec<(&str, Sketch, Sketch, bool, &[Reason])> = vec![
            (
                "a common name alone",
                fang(),
                also(),
                false,
                &[Reason::SameName],
            ),
            (
                "name and birthday",
                born(fang(), "1990-05-01"),
                born(also(), "1990-05-01"),
                true,
                &[Reason::SameName, Reason::SameBirthday],
            ),
            (
                "another birthday speaks against the name",
                born(at(fang()), "1990-05-01"),
                born(at(also()), "1991-06-02"),
                false,
                &[Reason::SameAddress, Reason::SameName],
            ),
            (
                "the same sound at the same address",
                at(sketch(1, "張偉", "zhang wei")),
                at(sketch(2, "张伟", "zhang wei")),
                true,
                &[Reason::SameAddress, Reason::SameSound],
            ),
            (
                "a husband's phone is a hint, not more",
                phone(fang()),
                phone(sketch(2, "李雷", "li lei")),
                true,
                &[Reason::SamePhone],
            ),
            (
                "a similar Latin name at the same address",
                at(sketch(1, "jon smith", "jon smith")),
                at(sketch(2, "john smith", "john smith")),
                true,
                &[Reason::SameAddress, Reason::SimilarName],
            ),
            (
                "family name first or last",
                phone(sketch(1, "fang wang", "fang wang")),
                phone(sketch(2, "王芳", "wang fang")),
                true,
                &[Reason::SamePhone, Reason::SameSound],
            ),
            ("strangers", fang(), sketch(2, "李雷", "li lei"), false, &[]),
        ];
        for (what, one, other, suspect, reasons) in cases {
            assert_eq!(judged(&one, &other), (suspect, reasons.to_vec()), "{what}");
        }
    }

    #[test]
    fn a_name_without_any_contact_may_be_anyone_of_that_name() {
        let (fang, mut bare) = (
            sketch(1, "王芳", "wang fang"),
            sketch(2, "王芳", "wang fang"),
        );
        bare.contacts.clear();
        assert_eq!(
            judged(&fang, &bare),
            (true, vec![Reason::SameName, Reason::NothingKnown])
        );
    }
}
