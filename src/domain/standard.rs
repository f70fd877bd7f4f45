//! What a shop asks of its records: pick-lists with other spellings for some texts, the form that texts must have, and what must be filled
//! in, of everyone or of a stage or tier only. Read from the shop's settings; a shop that has set nothing asks for a name alone. The one place that judges it, for
//! form, line, command line and import alike. Pure.

pub mod pattern;
pub mod pick_list;

use super::contact::Method;
use super::custom::{Custom, Filled, named};
use super::customer::{About, Draft, Stage, Tier, line};
use super::filter::custom::filled;
use super::filter::field::{self, Facet};
use super::filter::{Expr, Filter, Test};
use super::id::FieldId;
use super::name::Lang;
pub use pattern::{Pattern, patterns};
pub use pick_list::{Listed, PickList};

/// What parts entries where they are typed.
const BARS: [char; 7] = ['|', '｜', '、', ',', '，', ';', '；'];
/// What stands before the stage or tier of which something is asked.
const OF: [char; 2] = ['@', '＠'];

/// Of whom something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whom {
    Everyone,
    Stage(Stage),
    Tier(Tier),
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Part(Facet),
    Own(Box<Custom>),
}

impl Asked {
    /// What it is, in words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Part(facet) => field::facet_word(*facet, lang).to_owned(),
            Self::Own(own) => own.shape.name.clone(),
        }
    }
}

/// Something that must be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    pub asked: Asked,
    pub whom: Whom,
}

/// The parts of a record that can be asked for.
const PARTS: [Facet; 12] = [
    Facet::Phone,
    Facet::WeChat,
    Facet::Email,
    Facet::Gender,
    Facet::Birthday,
    Facet::Source,
    Facet::Company,
    Facet::City,
    Facet::Address,
    Facet::Owner,
    Facet::Tag,
    Facet::Note,
];

impl Requirement {
    /// Reads `生日@VIP`.
    fn parse(text: &str, fields: &[Custom]) -> Option<Self> {
        let (what, whom) = text.split_once(OF).unwrap_or((text, ""));
        let (what, whom) = (line(what), line(whom));
        let whom = match whom.as_str() {
            "" => Whom::Everyone,
            word => field::stage_named(word)
                .map(Whom::Stage)
                .or_else(|| field::tier_named(word).map(Whom::Tier))?,
        };
        let part = field::facet_named(&what).filter(|facet| PARTS.contains(facet));
        let asked = match part {
            Some(facet) => Asked::Part(facet),
            None => named(fields, &what).map(|own| Asked::Own(Box::new(own.clone())))?,
        };
        Some(Self { asked, whom })
    }

    /// What it asks for, in words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        self.asked.name(lang)
    }

    /// Of whom, in words; empty for everyone.
    #[must_use]
    pub fn whom(&self, lang: Lang) -> &'static str {
        match self.whom {
            Whom::Everyone => "",
            Whom::Stage(stage) => field::stage_word(stage, lang),
            Whom::Tier(tier) => field::tier_word(tier, lang),
        }
    }

    /// Whether it asks for this own field.
    #[must_use]
    pub fn is_of(&self, field: FieldId) -> bool {
        matches!(&self.asked, Asked::Own(own) if own.id == field)
    }

    /// The line it is read from.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        match (self.name(lang), self.whom(lang)) {
            (name, "") => name,
            (name, whom) => format!("{name}@{whom}"),
        }
    }

    /// Who lacks it.
    fn lacking(&self) -> Option<Expr> {
        let has = match &self.asked {
            Asked::Part(facet) => Expr::Is(Test::Has(*facet)),
            Asked::Own(own) => filled(own),
        };
        let whom = match self.whom {
            Whom::Everyone => None,
            Whom::Stage(stage) => Some(Expr::Is(Test::Stage(stage))),
            Whom::Tier(tier) => Some(Expr::Is(Test::Tier(tier))),
        };
        Expr::all(whom.into_iter().chain([Expr::not(has)]))
    }

    /// Whether a record has what is asked for; `held` are the own fields that hold something already.
    #[must_use]
    pub fn is_met(&self, draft: &Draft, held: &[FieldId]) -> bool {
        let about = &draft.about;
        let reached = |method| {
            let mut contacts = draft.contacts.iter();
            contacts.any(|one| one.method == method && !one.value.trim().is_empty())
        };
        let says = |text: &str| !text.trim().is_empty();
        match &self.asked {
            Asked::Part(Facet::Phone) => reached(Method::Phone),
            Asked::Part(Facet::WeChat) => reached(Method::WeChat),
            Asked::Part(Facet::Email) => reached(Method::Email),
            Asked::Part(Facet::Gender) => about.gender.is_some(),
            Asked::Part(Facet::Birthday) => about.birthday.is_some(),
            Asked::Part(Facet::Source) => says(&about.source),
            Asked::Part(Facet::Company) => says(&about.company),
            Asked::Part(Facet::City) => says(&about.city),
            Asked::Part(Facet::Address) => says(&about.address),
            Asked::Part(Facet::Owner) => says(&about.owner),
            Asked::Part(Facet::Tag) => draft.tags.iter().any(|tag| says(tag)),
            Asked::Part(Facet::Note) => says(&about.note),
            // Nothing else can be asked for.
            Asked::Part(_) => true,
            Asked::Own(own) => {
                let said = draft.custom.iter().find(|filled| filled.field == own.id);
                said.map_or(held.contains(&own.id), |Filled { text, .. }| says(text))
            }
        }
    }
}

/// Why a record or a setting was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Lacking(Requirement),
    /// So many of so many customers lack it.
    LackingAmong {
        one: Requirement,
        count: usize,
        of: usize,
    },
    /// The text is not on its closed list, which has these.
    OffList {
        of: Listed,
        text: String,
        values: Vec<String>,
    },
    /// The text has not the form that the shop asks for: what it wants.
    Unlike {
        of: Asked,
        text: String,
        wants: String,
    },
    /// Nothing that can have a pattern is called so.
    Unshapable(String),
    /// The expression cannot be read, or is too large.
    Unread {
        name: String,
        pattern: String,
    },
    /// The part says no pattern.
    NoPattern(String),
    /// Nothing that can be asked for, or have a list, is called so.
    Unknown(String),
    /// A list that is empty cannot be closed.
    EmptyList(Listed),
}

/// All that a shop asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standard {
    source: PickList,
    city: PickList,
    title: PickList,
    pub required: Vec<Requirement>,
    pub patterns: Vec<Pattern>,
}

/// What the settings say of it, each as a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lines<'a> {
    pub sources: &'a str,
    pub cities: &'a str,
    pub titles: &'a str,
    pub closed: &'a str,
    pub required: &'a str,
    pub patterns: &'a str,
}

impl Standard {
    /// Reads the settings; what means nothing any more, such as a field that was removed, asks for nothing.
    #[must_use]
    pub fn read(lines: &Lines, fields: &[Custom]) -> Self {
        let parts = |text: &str| -> Vec<String> { text.split(BARS).map(line).collect() };
        let mut standard = Self {
            source: PickList::parse(lines.sources),
            city: PickList::parse(lines.cities),
            title: PickList::parse(lines.titles),
            required: parts(lines.required)
                .iter()
                .filter_map(|part| Requirement::parse(part, fields))
                .collect(),
            patterns: pattern::known(lines.patterns, fields),
        };
        for of in parts(lines.closed)
            .iter()
            .filter_map(|word| Listed::from_word(word))
        {
            let list = standard.list_mut(of);
            list.is_closed = !list.is_empty();
        }
        standard
    }

    #[must_use]
    pub fn list(&self, of: Listed) -> &PickList {
        match of {
            Listed::Source => &self.source,
            Listed::City => &self.city,
            Listed::Title => &self.title,
        }
    }

    fn list_mut(&mut self, of: Listed) -> &mut PickList {
        match of {
            Listed::Source => &mut self.source,
            Listed::City => &mut self.city,
            Listed::Title => &mut self.title,
        }
    }

    /// Writes listed texts as the shop does.
    pub fn tidy(&self, about: &mut About) {
        for of in Listed::ALL {
            if let Some(value) = self.list(of).find(of, of.of(about)) {
                value.clone_into(of.of_mut(about));
            }
        }
    }

    /// The first text that is not on its closed list; what stood there before may stay.
    ///
    /// # Errors
    /// Which, and what is on the list.
    pub fn check_lists(&self, about: &About, before: Option<&About>) -> Result<(), Refusal> {
        for of in Listed::ALL {
            let (list, text) = (self.list(of), of.of(about).trim());
            let stood = before.is_some_and(|before| of.of(before) == text);
            if list.is_closed && !text.is_empty() && !stood && list.find(of, text).is_none() {
                return Err(Refusal::OffList {
                    of,
                    text: text.to_owned(),
                    values: list.values(),
                });
            }
        }
        Ok(())
    }

    /// The first text of the record that has not its form; what stood there before may stay.
    ///
    /// # Errors
    /// Which, and what is wanted.
    pub fn check_forms(&self, about: &About, before: Option<&About>) -> Result<(), Refusal> {
        let text = |about: &About, of: &Asked| match of {
            Asked::Part(Facet::Source) => about.source.clone(),
            Asked::Part(Facet::Company) => about.company.clone(),
            Asked::Part(Facet::City) => about.city.clone(),
            Asked::Part(Facet::Address) => about.address.clone(),
            Asked::Part(Facet::Owner) => about.owner.clone(),
            _ => String::new(),
        };
        self.patterns.iter().try_for_each(|pattern| {
            let now = text(about, &pattern.of);
            let stood = before.is_some_and(|before| text(before, &pattern.of) == now);
            match stood || pattern.fits(&now) {
                true => Ok(()),
                false => Err(unlike(pattern, &now)),
            }
        })
    }

    /// Whether a value has the form of its kind of contact.
    ///
    /// # Errors
    /// It has not.
    pub fn check_contact(&self, method: Method, value: &str) -> Result<(), Refusal> {
        let facet = match method {
            Method::Phone => return Ok(()),
            Method::WeChat => Facet::WeChat,
            Method::Email => Facet::Email,
        };
        let mut patterns = self.patterns.iter();
        let kept = match method {
            Method::Email => value.to_lowercase(),
            _ => value.to_owned(),
        };
        match patterns.find(|one| one.of == Asked::Part(facet)) {
            Some(pattern) if !pattern.fits(&kept) => Err(unlike(pattern, value)),
            _ => Ok(()),
        }
    }

    /// Whether a value has the form of an own field.
    ///
    /// # Errors
    /// It has not.
    pub fn check_own(&self, field: FieldId, value: &str) -> Result<(), Refusal> {
        let found = self.patterns.iter().find(|one| one.is_of(field));
        let Some((pattern, Asked::Own(own))) = found.map(|pattern| (pattern, &pattern.of)) else {
            return Ok(());
        };
        // What is no value of its type is refused for that.
        match own.shape.of.read(value) {
            Ok(Some(kept)) if !pattern.fits(kept.text()) => Err(unlike(pattern, value)),
            _ => Ok(()),
        }
    }

    /// What must be filled in and is not; `held` are the own fields that hold something already, `is` says what the customer is.
    ///
    /// # Errors
    /// The first that is lacking.
    pub fn check_required(
        &self,
        draft: &Draft,
        held: &[FieldId],
        is: impl Fn(Whom) -> bool,
    ) -> Result<(), Refusal> {
        let missing = self
            .required
            .iter()
            .find(|one| is(one.whom) && !one.is_met(draft, held));
        missing.map_or(Ok(()), |one| Err(Refusal::Lacking(one.clone())))
    }

    /// A record as a new customer's: nobody has bought or been met.
    ///
    /// # Errors
    /// The first thing that the shop would not take.
    pub fn check_new(&self, draft: &Draft) -> Result<(), Refusal> {
        self.check_lists(&draft.about, None)?;
        self.check_typed(draft, None)?;
        self.check_required(draft, &[], is_new)
    }

    /// As `check_forms`, of everything that was typed; what is hidden is judged where it is known.
    ///
    /// # Errors
    /// Which, and what is wanted.
    pub fn check_typed(&self, draft: &Draft, before: Option<&About>) -> Result<(), Refusal> {
        self.check_forms(&draft.about, before)?;
        let is_hidden = |text: &str| text.contains('*');
        for one in draft.contacts.iter().filter(|one| !is_hidden(&one.value)) {
            self.check_contact(one.method, one.value.trim())?;
        }
        for one in draft.custom.iter().filter(|one| !is_hidden(&one.text)) {
            self.check_own(one.field, one.text.trim())?;
        }
        Ok(())
    }

    /// What must be filled in, with own fields as they are called now; those that are gone are asked for no more.
    #[must_use]
    pub fn renamed(&self, fields: &[Custom]) -> Vec<Requirement> {
        let now = |one: &Requirement| match &one.asked {
            Asked::Part(_) => Some(one.clone()),
            Asked::Own(own) => {
                let field = fields.iter().find(|field| field.id == own.id)?;
                let asked = Asked::Own(Box::new(field.clone()));
                Some(Requirement {
                    asked,
                    whom: one.whom,
                })
            }
        };
        self.required.iter().filter_map(now).collect()
    }

    /// Who lacks something that must be filled in; `None` where nothing must.
    #[must_use]
    pub fn lacking(&self) -> Option<Filter> {
        let parts = self.required.iter().filter_map(Requirement::lacking);
        Expr::any(parts).map(|expr| Filter(Some(expr)))
    }
}

fn unlike(pattern: &Pattern, text: &str) -> Refusal {
    Refusal::Unlike {
        of: pattern.of.clone(),
        text: text.to_owned(),
        wants: pattern.wants(),
    }
}

/// What somebody is who was just added.
#[must_use]
pub fn is_new(whom: Whom) -> bool {
    matches!(
        whom,
        Whom::Everyone | Whom::Stage(Stage::Potential) | Whom::Tier(Tier::Potential)
    )
}

/// A line that names lists to be closed, as the settings keep it.
///
/// # Errors
/// The word that names none.
pub fn closed(text: &str) -> Result<Vec<Listed>, Refusal> {
    let mut kept = Vec::new();
    for word in text.split(BARS).map(line).filter(|word| !word.is_empty()) {
        let of = Listed::from_word(&word).ok_or(Refusal::Unknown(word))?;
        if !kept.contains(&of) {
            kept.push(of);
        }
    }
    Ok(kept)
}

/// A line that says what must be filled in.
///
/// # Errors
/// The part that says nothing.
pub fn required(text: &str, fields: &[Custom]) -> Result<Vec<Requirement>, Refusal> {
    let mut kept = Vec::new();
    for part in text.split(BARS).map(line).filter(|part| !part.is_empty()) {
        let one = Requirement::parse(&part, fields).ok_or(Refusal::Unknown(part))?;
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    Ok(kept)
}

/// The line of several.
#[must_use]
pub fn print(required: &[Requirement], lang: Lang) -> String {
    let parts = required.iter().map(|one| one.print(lang));
    parts.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::ContactDraft;
    use crate::domain::custom::{Secrecy, Shape, Type};

    fn size() -> Custom {
        Custom {
            id: FieldId(7),
            shape: Shape {
                name: "Shoe size".to_owned(),
                of: Type::Number,
                secrecy: Secrecy::Open,
                purpose: "fitting".to_owned(),
            },
        }
    }

    fn standard(lines: &Lines) -> Standard {
        Standard::read(lines, &[size()])
    }

    fn from(city: &str) -> About {
        About {
            city: city.to_owned(),
            ..About::default()
        }
    }

    #[test]
    fn a_listed_text_is_written_as_the_shop_writes_it() {
        let standard = standard(&Lines {
            cities: "杭州=杭城=HZ|宁波",
            ..Lines::default()
        });
        for (typed, kept) in [
            ("杭城", "杭州"),
            ("杭州市", "杭州"),
            ("ｈｚ", "杭州"),
            ("宁波", "宁波"),
            ("温州", "温州"),
            ("", ""),
        ] {
            let mut about = from(typed);
            standard.tidy(&mut about);
            assert_eq!(about.city, kept, "{typed}");
            assert_eq!(standard.check_lists(&about, None), Ok(()), "open");
        }
    }

    #[test]
    fn a_closed_list_takes_nothing_else_but_leaves_what_stood_there() {
        let standard = standard(&Lines {
            cities: "杭州|宁波",
            closed: "城市|source",
            ..Lines::default()
        });
        let refused = Refusal::OffList {
            of: Listed::City,
            text: "温州".to_owned(),
            values: vec!["杭州".to_owned(), "宁波".to_owned()],
        };
        assert_eq!(standard.check_lists(&from("温州"), None), Err(refused));
        let stood = from("温州");
        assert_eq!(standard.check_lists(&from("温州"), Some(&stood)), Ok(()));
        assert_eq!(standard.check_lists(&from(""), None), Ok(()), "blank");
        let mut about = from("");
        about.source = "抖音".to_owned();
        let empty = "a list with nothing on it closes nothing";
        assert_eq!(standard.check_lists(&about, None), Ok(()), "{empty}");
    }

    #[test]
    fn texts_have_the_form_that_is_asked_for_but_what_stood_there_may_stay() {
        let card = Custom {
            id: FieldId(8),
            shape: Shape {
                name: "Card".to_owned(),
                of: Type::Text,
                ..size().shape
            },
        };
        let lines = Lines {
            patterns: "city=/.*州/\nemail=/.+@shop\\.cn/ a work address\nCard=/[A-Z]\\d+/\nShoe size=/4./",
            ..Lines::default()
        };
        let standard = Standard::read(&lines, &[size(), card]);
        assert_eq!(standard.patterns.len(), 3, "a number has no pattern");
        let told = |checked: Result<(), Refusal>| match checked {
            Err(Refusal::Unlike { of, text, wants }) => {
                format!("{} {text}: {wants}", of.name(Lang::En))
            }
            _ => String::new(),
        };
        let forms =
            |about: &About, before: Option<&About>| told(standard.check_forms(about, before));
        assert_eq!(forms(&from("杭州"), None), "");
        assert_eq!(forms(&from(""), None), "");
        assert_eq!(forms(&from("宁波"), None), "city 宁波: /.*州/");
        assert_eq!(forms(&from("宁波"), Some(&from("宁波"))), "");
        let mut draft = Draft::named("王芳");
        draft.contacts = vec![
            ContactDraft::new(Method::Phone, "x"),
            ContactDraft::new(Method::Email, "W***@a.cn"),
            ContactDraft::new(Method::Email, "WANG@SHOP.CN"),
        ];
        let typed = |draft: &Draft| told(standard.check_typed(draft, None));
        assert_eq!(typed(&draft), "", "what is hidden is judged elsewhere");
        draft.custom.push(Filled {
            field: FieldId(8),
            text: " B12 ".to_owned(),
        });
        assert_eq!(typed(&draft), "");
        draft.custom[0].text = "12B".to_owned();
        assert_eq!(typed(&draft), "Card 12B: /[A-Z]\\d+/");
        draft.contacts[1].value = "w@a.cn".to_owned();
        assert_eq!(typed(&draft), "email w@a.cn: a work address");
    }

    #[test]
    fn what_must_be_filled_in_is_asked_of_whom_it_is_asked() {
        let standard = standard(&Lines {
            required: "电话|birthday@VIP|shoe_size@活跃|nonsense",
            ..Lines::default()
        });
        assert_eq!(standard.required.len(), 3);
        let mut draft = Draft::named("王芳");
        let lacks = |draft: &Draft, held: &[FieldId], whom| {
            let is = |asked| asked == Whom::Everyone || asked == whom;
            match standard.check_required(draft, held, is) {
                Err(Refusal::Lacking(one)) => one.print(Lang::En),
                _ => String::new(),
            }
        };
        assert_eq!(lacks(&draft, &[], Whom::Everyone), "phone");
        draft
            .contacts
            .push(ContactDraft::new(Method::Phone, "138****8000"));
        assert_eq!(lacks(&draft, &[], Whom::Everyone), "");
        assert_eq!(standard.check_new(&draft), Ok(()));
        assert_eq!(lacks(&draft, &[], Whom::Tier(Tier::Vip)), "birthday@vip");
        let active = Whom::Stage(Stage::Active);
        assert_eq!(lacks(&draft, &[], active), "Shoe size@active");
        assert_eq!(lacks(&draft, &[FieldId(7)], active), "", "held");
        draft.custom.push(Filled {
            field: FieldId(7),
            text: String::new(),
        });
        let emptied = "what is emptied is lacking";
        assert_eq!(
            lacks(&draft, &[FieldId(7)], active),
            "Shoe size@active",
            "{emptied}"
        );
    }

    #[test]
    fn lines_read_back_in_either_language_and_slips_are_named() {
        let fields = [size()];
        let read = required("电话、生日@vip；Shoe size@新客", &fields).expect("reads");
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(required(&print(&read, lang), &fields), Ok(read.clone()));
        }
        let slip = |text: &str| required(text, &fields).err();
        assert_eq!(slip("电话|星座"), Some(Refusal::Unknown("星座".to_owned())));
        let whom = Some(Refusal::Unknown("phone@nobody".to_owned()));
        assert_eq!(slip("phone@nobody"), whom);
        assert_eq!(closed("城市,来源"), Ok(vec![Listed::City, Listed::Source]));
        assert_eq!(closed("名"), Err(Refusal::Unknown("名".to_owned())));
        let list = PickList::parse("杭州 = 杭城|宁波||杭州");
        assert_eq!(list.print(), "杭州=杭城|宁波");
    }

    #[test]
    fn who_lacks_something_is_a_list_that_can_be_typed() {
        let standard = standard(&Lines {
            required: "phone|birthday@vip|shoe_size",
            ..Lines::default()
        });
        let filter = standard.lacking().expect("asks");
        for lang in [Lang::Zh, Lang::En] {
            let line = filter.print(lang);
            assert_eq!(
                Filter::parse_with(&line, &[size()]),
                Ok(filter.clone()),
                "{line}"
            );
        }
        assert_eq!(Standard::default().lacking(), None);
    }
}
