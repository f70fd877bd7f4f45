//! `shuke want`, `product` and `rebuy`: what customers wait for, what the shop sells, and who may need something again.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{told, who};
use crate::app::{App, Error, op::Op, product, want};
use crate::domain::id::WantId;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::want::wish;
use crate::i18n::label;

/// What customers wait for
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Note a wish: `shuke want add 王芳 '儿童安全座椅 <2000 10月'`
    Add {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// What, at most for how much, and until when
        line: String,
    },
    /// It was met, or is not wanted any more
    Remove {
        /// The wish's id, as `want list` prints it
        id: WantId,
    },
    /// List who waits for something like this
    List {
        /// A product or a part of its name
        item: String,
    },
}

/// What the shop sells: names, short names, usual prices
#[derive(Debug, clap::Subcommand)]
pub enum ProductCommand {
    /// List what was sold or noted
    List,
    /// Note a product, or say something about one
    Put {
        /// What it is called
        name: String,
        /// A kind of products
        #[arg(long, value_name = "TEXT")]
        category: Option<String>,
        /// What it is called in a hurry
        #[arg(long, value_name = "TEXT")]
        alias: Option<String>,
        /// What one usually costs
        #[arg(long, value_name = "AMOUNT")]
        price: Option<String>,
        /// After how many days it is usually used up
        #[arg(long, value_name = "DAYS")]
        lasts: Option<u16>,
    },
}

/// List what a customer may need again, and when
#[derive(Debug, clap::Args)]
pub struct RebuyArgs {
    /// Id, name, phone, or a text that finds one customer
    who: String,
}

/// Runs one of the commands about wishes.
///
/// # Errors
/// Nobody is meant, nothing is said, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List { item } => return waiting(app, item, out),
        Command::Add { who, line } => want::Op::Add {
            wish: wish(line, out.now.today()).ok_or(Stop::App(Error::NothingSaid))?,
            customer: who::one(app, who)?,
        },
        Command::Remove { id } => want::Op::Remove(*id),
    };
    let changed = app.run(&Op::Want(op))?;
    told::done(out, &changed)
}

fn waiting(app: &App, item: &str, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, &out.s.trade);
    let rows = app
        .waiting_for(item, None)?
        .into_iter()
        .map(|(want, name)| {
            let budget = want.wish.budget_cents;
            let until = want.wish.until.map(|day| day.to_string());
            Row {
                json: json!({
                    "id": want.id, "customer": want.customer, "name": name, "item": want.wish.item,
                    "budget": budget.map(|cents| Cents(cents).to_plain_string()), "until": until, "day": want.day.to_string(),
                }),
                cells: vec![
                    want.id.to_string(),
                    name,
                    want.wish.item.clone(),
                    budget.map(|cents| label::money(s, cents)).unwrap_or_default(),
                    until.clone().unwrap_or_default(),
                ],
            }
        })
        .collect();
    let header = [s.cli.id, s.field.name, w.wants, w.budget, w.until];
    out.table("wants", &header, rows)
}

/// Runs one of the commands about products.
///
/// # Errors
/// A price cannot be read, or the app refuses.
pub fn product(app: &mut App, command: &ProductCommand, out: &mut Out) -> Result<()> {
    let ProductCommand::Put {
        name,
        category,
        alias,
        price,
        lasts,
    } = command
    else {
        return products(app, out);
    };
    let price_cents = match price {
        Some(text) => Some(
            Cents::parse(text, DecimalSign::Point)
                .filter(|cents| cents.0 >= 0)
                .ok_or_else(|| Stop::Bad(Bad::Amount, text.clone()))?
                .0,
        ),
        None => None,
    };
    let changed = app.run(&Op::Product(product::Op::Put {
        name: name.clone(),
        category: category.clone(),
        alias: alias.clone(),
        price_cents,
        rebuy_days: lasts.map(i64::from),
    }))?;
    let waiting = app.waiting_for(name, price_cents)?.len();
    if waiting > 0 {
        let text = (out.s.trade.waiting)(waiting, name);
        out.talk(&text);
    }
    told::done(out, &changed)
}

fn products(app: &App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, &out.s.trade);
    let rows = app
        .products()?
        .into_iter()
        .map(|product| Row {
            json: json!({
                "name": product.name, "category": product.category, "alias": product.alias,
                "price": product.price_cents.map(|cents| Cents(cents).to_plain_string()), "lasts_days": product.rebuy_days,
            }),
            cells: vec![
                product.name,
                product.alias,
                product.price_cents.map(|cents| label::money(s, cents)).unwrap_or_default(),
                product.rebuy_days.map(|days| days.to_string()).unwrap_or_default(),
                product.category,
            ],
        })
        .collect();
    let header = [s.field.item, w.alias, w.price, w.rebuy_days, w.category];
    out.table("products", &header, rows)
}

/// Lists what a customer may need again.
///
/// # Errors
/// Nobody is meant, or only what the store says.
pub fn rebuy(app: &mut App, args: &RebuyArgs, out: &mut Out) -> Result<()> {
    let id = who::one(app, &args.who)?;
    let (s, w) = (out.s, &out.s.trade);
    let today = out.now.today();
    let rows = app
        .rebuys(id)?
        .into_iter()
        .map(|rebuy| Row {
            json: json!({
                "item": rebuy.item, "last": rebuy.last.to_string(), "every_days": rebuy.every_days, "due": rebuy.due.to_string(),
            }),
            cells: vec![
                rebuy.item,
                rebuy.last.to_string(),
                rebuy.every_days.to_string(),
                rebuy.due.to_string(),
                label::distance(s, rebuy.due, today),
            ],
        })
        .collect();
    let header = [s.field.item, s.desk.last_purchase, w.every, w.due, ""];
    out.table("rebuys", &header, rows)
}
