//! What the shop sells: a product is made when it is sold first, and can be told more about.

use super::{Done, Error, Result, Work};
use crate::domain::customer::line;
use crate::domain::id::ProductId;
use crate::domain::product::Product;
use crate::domain::purchase::Bought;
use crate::search::pinyin;
use crate::store;

/// The longest name, category or alias, in characters.
const NAME_MAX: usize = 100;

/// A write to the products.
#[derive(Debug, Clone)]
pub enum Op {
    /// Adds a product, or says what is given about one of that name.
    Put {
        name: String,
        category: Option<String>,
        alias: Option<String>,
        price_cents: Option<i64>,
        rebuy_days: Option<i64>,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Put { .. } => "product.put",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let Self::Put {
            name,
            category,
            alias,
            price_cents,
            rebuy_days,
        } = self;
        let name = checked(name)?;
        if name.is_empty() {
            return Err(Error::NothingSaid);
        }
        let known = store::product::named(work.db, &name)?;
        let is_new = known.is_none();
        let mut product = match known {
            Some(product) => product,
            None => fresh(work, &name, None)?,
        };
        if let Some(category) = category {
            product.category = checked(category)?;
        }
        if let Some(alias) = alias {
            product.alias = checked(alias)?;
            if !product.alias.is_empty()
                && store::product::alias_is_taken(work.db, &product.alias, &name)?
            {
                return Err(Error::AliasTaken(product.alias));
            }
        }
        product.price_cents = price_cents.or(product.price_cents);
        product.rebuy_days = rebuy_days.or(product.rebuy_days);
        if is_new {
            store::product::insert(work.db, &product)?;
        } else {
            store::product::update(work.db, &product)?;
        }
        Ok(Done::several(1))
    }
}

fn checked(text: &str) -> Result<String> {
    let text = line(text);
    match text.chars().count() > NAME_MAX {
        true => Err(Error::TooLong { limit: NAME_MAX }),
        false => Ok(text),
    }
}

/// A product nobody has told anything about: called by its initials where no other is.
fn fresh(work: &mut Work, name: &str, price_cents: Option<i64>) -> Result<Product> {
    let initials = pinyin::readings(name).initials();
    let is_free = initials.chars().all(|c| c.is_ascii_alphanumeric())
        && initials.chars().any(|c| c.is_ascii_alphabetic())
        && initials.len() > 1
        && !store::product::alias_is_taken(work.db, &initials, name)?;
    Ok(Product {
        id: ProductId(work.id()),
        name: name.to_owned(),
        alias: if is_free { initials } else { String::new() },
        price_cents,
        ..Product::default()
    })
}

/// Puts what was sold on the shelf, so that it can be named in short next time.
pub(super) fn on_the_shelf(work: &mut Work, bought: &Bought) -> Result<()> {
    if bought.item.chars().count() > NAME_MAX
        || store::product::named(work.db, &bought.item)?.is_some()
    {
        return Ok(());
    }
    let each = i128::from(bought.amount_cents) * 1_000 / i128::from(bought.quantity_milli.max(1));
    let each = i64::try_from(each).ok().filter(|cents| *cents > 0);
    let product = fresh(work, &bought.item, each)?;
    Ok(store::product::insert(work.db, &product)?)
}
