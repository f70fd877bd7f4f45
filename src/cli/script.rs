//! `shuke script`: the library of ready-made texts, and filling one for a customer.

use serde_json::{Value, json};

use super::fields::ChannelArg;
use super::out::{Form, Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{told, who};
use crate::app::answer::{Answer, Pulse};
use crate::app::query::Query;
use crate::app::{App, Error, op::Op, script};
use crate::domain::customer::Consent;
use crate::domain::id::{CustomerId, ScriptId};
use crate::domain::kind::Kind;
use crate::domain::log_line::Channel;
use crate::domain::name::{Lang, honorific};
use crate::domain::script::{Filled, Known, Told, Words, fill, join};
use crate::i18n::label;

/// Keep ready-made texts and fill them for a customer
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the scripts and how often each was used
    List,
    /// Print a script with its texts
    Show {
        /// The script's code
        code: String,
    },
    /// Add a script: `shuke script add hi --title Hello --en 'Hello {honorific}, {offer}'`
    Add(Said),
    /// Change what is named of a script
    Edit(Said),
    /// Delete a script
    Remove {
        /// The script's code
        code: String,
    },
    /// Add those of the usual set that are not there yet
    Starter,
    /// Print scripts filled for a customer, joined; counts as sent
    Fill(FillArgs),
}

/// What a script says.
#[derive(Debug, clap::Args)]
pub struct Said {
    /// The script's code
    code: String,
    /// What it is called
    #[arg(long)]
    title: Option<String>,
    /// The folder it lies in
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// How it is meant to be sent
    #[arg(long, value_enum)]
    via: Option<ChannelArg>,
    /// The Chinese text; blanks in braces
    #[arg(long, value_name = "TEXT")]
    zh: Option<String>,
    /// The English text; blanks in braces
    #[arg(long, value_name = "TEXT")]
    en: Option<String>,
}

/// Which scripts, for whom, with what.
#[derive(Debug, clap::Args)]
pub struct FillArgs {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// The scripts' codes, in the order they are joined
    #[arg(required = true)]
    codes: Vec<String>,
    /// What a blank is filled with: --set points=300; several times
    #[arg(long, value_name = "BLANK=TEXT")]
    set: Vec<String>,
    /// The language of the text: zh or en
    #[arg(long, value_name = "LANG")]
    text: Option<String>,
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such script or customer, a blank is not filled, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Show { code } => return show(app, code, out),
        Command::Fill(args) => return fill_in(app, args, out),
        Command::Add(said) => script::Op::Add(said.over(Words {
            code: said.code.clone(),
            headline: said.code.clone(),
            ..Words::default()
        })),
        Command::Edit(said) => {
            let found = coded(app, &said.code, None)?.script;
            script::Op::Edit {
                id: found.id,
                words: said.over(found.words),
            }
        }
        Command::Remove { code } => script::Op::Delete(coded(app, code, None)?.script.id),
        Command::Starter => script::Op::Starter(out.s.lang),
    };
    let changed = app.run(&Op::Script(op))?;
    told::done(out, &changed)
}

impl Said {
    /// The words with what was said put over them.
    fn over(&self, words: Words) -> Words {
        let or = |said: &Option<String>, kept: String| said.clone().unwrap_or(kept);
        Words {
            code: words.code,
            folder: or(&self.group, words.folder),
            headline: or(&self.title, words.headline),
            channel: self.via.map(Channel::from).or(words.channel),
            text_zh: or(&self.zh, words.text_zh),
            text_en: or(&self.en, words.text_en),
        }
    }
}

fn all(app: &mut App, customer: Option<CustomerId>) -> Result<Vec<Told>> {
    match app.ask(&Query::Scripts { customer })? {
        Answer::Scripts(told) => Ok(told),
        _ => Ok(Vec::new()),
    }
}

fn coded(app: &mut App, code: &str, customer: Option<CustomerId>) -> Result<Told> {
    all(app, customer)?
        .into_iter()
        .find(|told| told.script.words.code == code)
        .ok_or_else(|| super::stop::missing(Kind::Script))
}

fn shape(told: &Told) -> Value {
    let words = &told.script.words;
    json!({
        "id": told.script.id, "code": words.code, "folder": words.folder, "title": words.headline,
        "channel": words.channel.map(Channel::code), "zh": words.text_zh, "en": words.text_en, "uses": told.uses,
        "answered": told.answered, "judged": told.judged,
    })
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let s = out.s;
    let rows = all(app, None)?
        .iter()
        .map(|told| {
            let words = &told.script.words;
            let channel = words
                .channel
                .map_or("", |channel| label::channel(s, channel));
            Row {
                cells: vec![
                    words.code.clone(),
                    words.folder.clone(),
                    words.headline.clone(),
                    channel.to_owned(),
                    told.uses.to_string(),
                ],
                json: shape(told),
            }
        })
        .collect();
    let f = &s.field;
    let header = [f.code, f.folder, f.headline, f.channel, s.cli.uses];
    out.table("scripts", &header, rows)
}

fn show(app: &mut App, code: &str, out: &mut Out) -> Result<()> {
    let told = coded(app, code, None)?;
    let (s, words) = (out.s, &told.script.words);
    let channel = words
        .channel
        .map_or("", |channel| label::channel(s, channel));
    let pairs = vec![
        (s.field.code, words.code.clone()),
        (s.field.folder, words.folder.clone()),
        (s.field.headline, words.headline.clone()),
        (s.field.channel, channel.to_owned()),
        (s.cli.uses, told.uses.to_string()),
        (s.field.text_zh, words.text_zh.clone()),
        (s.field.text_en, words.text_en.clone()),
    ];
    out.card("script", pairs, shape(&told))
}

/// Prints the text only when every blank is filled, the customer may be contacted, and the use is on record.
fn fill_in(app: &mut App, args: &FillArgs, out: &mut Out) -> Result<()> {
    let customer = who::one(app, &args.who)?;
    let lang = match &args.text {
        None => out.s.lang,
        Some(text) => {
            crate::i18n::lang_of(text).ok_or_else(|| Stop::Bad(Bad::Language, text.clone()))?
        }
    };
    let (filled, ids) = filled(app, args, customer, lang)?;
    if !filled.missing.is_empty() {
        return Err(Stop::Unfilled(filled.missing));
    }
    let changed = app.run(&Op::Script(script::Op::Use { ids, customer }))?;
    match out.form {
        Form::Json => out.document("text", vec![json!({ "text": filled.text })])?,
        Form::Tabs | Form::Columns => out.raw(format!("{}\n", filled.text).as_bytes())?,
    }
    told::talk(out, &changed);
    Ok(())
}

fn filled(
    app: &mut App,
    args: &FillArgs,
    customer: CustomerId,
    lang: Lang,
) -> Result<(Filled, Vec<ScriptId>)> {
    let card = who::card(app, customer, None)?;
    if card.customer.consent == Consent::Withdrawn {
        return Err(Error::DoNotContact.into());
    }
    let (about, trade) = (card.customer.about, card.trade);
    let pulse = match app.ask(&Query::Pulse)? {
        Answer::Pulse(pulse) => pulse,
        _ => Pulse::default(),
    };
    let said = |name: &str| {
        let pairs = args.set.iter().filter_map(|pair| pair.split_once('='));
        let mut said = pairs.filter(|(blank, _)| blank.trim() == name);
        said.next().map(|(_, text)| text.to_owned())
    };
    let (mut parts, mut ids) = (Vec::new(), Vec::new());
    for code in &args.codes {
        let script = coded(app, code, Some(customer))?.script;
        let (text, lang) = script.words.text(lang);
        parts.push(fill(text, |name| {
            said(name).or_else(|| match Known::of(name)? {
                Known::Honorific => Some(honorific(&about.name, about.gender, lang)),
                Known::Name => Some(about.name.clone()),
                Known::Shop => Some(pulse.shop.clone()),
                Known::Agent => Some(pulse.agent.clone()),
                Known::Points => Some(trade.points.to_string()),
                Known::Coupon => trade.coupons.first().map(|coupon| coupon.code.clone()),
            })
        }));
        ids.push(script.id);
    }
    Ok((join(parts), ids))
}
