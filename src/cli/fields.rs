//! The fields of a customer as flags, shared by `add` and `edit`.

use super::field;
use super::stop::{Bad, Result, Stop, missing};
use crate::app::App;
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::custom::{self, Filled};
use crate::domain::customer::{About, Party};
use crate::domain::kind::Kind;
use crate::domain::log_line::Channel;
use crate::domain::name::Gender;

/// What can be said about a customer in flags.
#[derive(Debug, Default, clap::Args)]
pub struct Fields {
    /// Full name
    #[arg(long)]
    pub name: Option<String>,
    /// What the desk calls them
    #[arg(long)]
    pub nickname: Option<String>,
    /// A person or a company
    #[arg(long, value_enum)]
    pub party: Option<PartyArg>,
    /// male, female, 男, 女
    #[arg(long)]
    pub gender: Option<String>,
    /// 1990-01-02, 3月15日, 农历八月十五
    #[arg(long)]
    pub birthday: Option<String>,
    /// Phone; repeat for several
    #[arg(long)]
    pub phone: Vec<String>,
    /// E-mail; repeat for several
    #[arg(long)]
    pub email: Vec<String>,
    /// WeChat id; repeat for several
    #[arg(long)]
    pub wechat: Vec<String>,
    /// Company
    #[arg(long)]
    pub company: Option<String>,
    /// Job title
    #[arg(long)]
    pub title: Option<String>,
    /// City
    #[arg(long)]
    pub city: Option<String>,
    /// Address
    #[arg(long)]
    pub address: Option<String>,
    /// Where the customer came from
    #[arg(long)]
    pub source: Option<String>,
    /// Who looks after them
    #[arg(long)]
    pub owner: Option<String>,
    /// Hobbies
    #[arg(long)]
    pub hobbies: Option<String>,
    /// Preferred channel
    #[arg(long, value_enum)]
    pub preferred: Option<ChannelArg>,
    /// Note
    #[arg(long)]
    pub note: Option<String>,
    /// Tag; repeat for several
    #[arg(long)]
    pub tag: Vec<String>,
    /// A field of your own, such as 皮肤类型=干; repeat for several, leave the value out to empty it
    #[arg(long, value_name = "NAME=VALUE")]
    pub field: Vec<String>,
}

/// Who a customer is, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum PartyArg {
    Person,
    Company,
}

/// A channel, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ChannelArg {
    Call,
    Wechat,
    Sms,
    Email,
    Visit,
    Store,
    Video,
    Social,
    Other,
}

impl From<ChannelArg> for Channel {
    fn from(arg: ChannelArg) -> Self {
        match arg {
            ChannelArg::Call => Self::Call,
            ChannelArg::Wechat => Self::WeChat,
            ChannelArg::Sms => Self::Sms,
            ChannelArg::Email => Self::Email,
            ChannelArg::Visit => Self::Visit,
            ChannelArg::Store => Self::Store,
            ChannelArg::Video => Self::Video,
            ChannelArg::Social => Self::Social,
            ChannelArg::Other => Self::Other,
        }
    }
}

impl Fields {
    /// Writes what was said into a customer's record; what was not said stays.
    ///
    /// # Errors
    /// A birthday or gender that cannot be read.
    pub fn write(&self, about: &mut About) -> Result<()> {
        let set = |slot: &mut String, said: &Option<String>| {
            if let Some(text) = said {
                slot.clone_from(text);
            }
        };
        set(&mut about.name, &self.name);
        set(&mut about.nickname, &self.nickname);
        set(&mut about.company, &self.company);
        set(&mut about.title, &self.title);
        set(&mut about.city, &self.city);
        set(&mut about.address, &self.address);
        set(&mut about.source, &self.source);
        set(&mut about.owner, &self.owner);
        set(&mut about.hobbies, &self.hobbies);
        set(&mut about.note, &self.note);
        if let Some(party) = self.party {
            about.party = match party {
                PartyArg::Person => Party::Person,
                PartyArg::Company => Party::Company,
            };
        }
        if let Some(channel) = self.preferred {
            about.preferred = Some(channel.into());
        }
        if let Some(text) = &self.gender {
            let gender = Gender::parse(text).ok_or(Stop::Bad(Bad::Gender, text.clone()))?;
            about.gender = Some(gender);
        }
        if let Some(text) = &self.birthday {
            let birthday = Birthday::parse(text).ok_or(Stop::Bad(Bad::Birthday, text.clone()))?;
            about.birthday = Some(birthday);
        }
        Ok(())
    }

    /// What was said of the shop's own fields.
    ///
    /// # Errors
    /// There is no such field.
    pub fn custom(&self, app: &mut App) -> Result<Vec<Filled>> {
        if self.field.is_empty() {
            return Ok(Vec::new());
        }
        let fields = field::all(app)?;
        let filled = |said: &String| {
            let (name, text) = said.split_once(['=', '＝']).unwrap_or((said, ""));
            let field = custom::named(&fields, name).ok_or_else(|| missing(Kind::Field))?;
            Ok(Filled {
                field: field.id,
                text: text.to_owned(),
            })
        };
        self.field.iter().map(filled).collect()
    }

    /// The contact methods said.
    #[must_use]
    pub fn contacts(&self) -> Vec<ContactDraft> {
        [
            (Method::Phone, &self.phone),
            (Method::Email, &self.email),
            (Method::WeChat, &self.wechat),
        ]
        .into_iter()
        .flat_map(|(method, values)| {
            values
                .iter()
                .map(move |value| ContactDraft::new(method, value))
        })
        .collect()
    }
}
