//! Products in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Result;
use crate::domain::product::Product;

/// How many products are offered while a sale is typed.
const SHELF: i64 = 5_000;

fn row_to_product(row: &Row) -> Result<Product> {
    Ok(Product {
        id: row.get("id")?,
        name: row.get("name")?,
        category: row.get("category")?,
        alias: row.get("alias")?,
        price_cents: row.get("price_cents")?,
        rebuy_days: row.get("rebuy_days")?,
    })
}

/// Everything the shop sells, by name.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<Product>> {
    db.prepare_cached(
        "SELECT id, name, category, alias, price_cents, rebuy_days FROM product ORDER BY name LIMIT ?1",
    )?
    .query_and_then([SHELF], row_to_product)?
    .collect()
}

/// The product of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Option<Product>> {
    let mut statement = db.prepare_cached(
        "SELECT id, name, category, alias, price_cents, rebuy_days FROM product WHERE name = ?1",
    )?;
    let mut rows = statement.query_and_then([name], row_to_product)?;
    rows.next().transpose()
}

/// Whether another product is called so in a hurry.
///
/// # Errors
/// Only what SQLite says.
pub fn alias_is_taken(db: &Connection, alias: &str, own: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM product WHERE alias = ?1 AND name <> ?2 LIMIT 1")?
        .query_row([alias, own], |_| Ok(()))
        .optional()?
        .is_some())
}

/// Adds a product.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert(db: &Connection, product: &Product) -> Result<()> {
    put(
        db,
        product,
        "INSERT INTO product (id, name, category, alias, price_cents, rebuy_days) VALUES (:id, :name, :category, :alias, :price, :days)",
    )
}

/// Says everything about a product anew.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn update(db: &Connection, product: &Product) -> Result<()> {
    put(
        db,
        product,
        "UPDATE product SET name = :name, category = :category, alias = :alias, price_cents = :price, rebuy_days = :days WHERE id = :id",
    )
}

fn put(db: &Connection, product: &Product, sql: &str) -> Result<()> {
    db.prepare_cached(sql)?.execute(named_params! {
        ":id": product.id, ":name": product.name, ":category": product.category, ":alias": product.alias,
        ":price": product.price_cents, ":days": product.rebuy_days,
    })?;
    Ok(())
}
