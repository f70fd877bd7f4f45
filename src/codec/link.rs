//! Records of one file by the ids that other files name them with. Ids are compared as they are, case and all.

use super::report::{Customer, Place};
use std::collections::HashMap;

/// Salesforce writes the same id with 15 characters or with a check of 3 more.
const SHORT_ID: usize = 15;
const LONG_ID: usize = 18;

/// The customers read so far, by id.
#[derive(Debug, Default)]
pub struct Links {
    by_id: HashMap<String, Linked>,
}

/// A customer another record points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What the customer is called in the report.
    pub label: String,
    pub at: Place,
}

impl Links {
    /// Remembers a customer that has an id.
    pub fn remember(&mut self, customer: &Customer) {
        let Some(id) = &customer.source_id else {
            return;
        };
        let linked = Linked {
            label: label(customer).unwrap_or_default(),
            at: customer.at,
        };
        self.by_id.entry(short(id).to_owned()).or_insert(linked);
    }

    /// The customer with this id.
    pub fn find(&self, id: &str) -> Option<&Linked> {
        self.by_id.get(short(id.trim()))
    }
}

/// Name, company, phone, e-mail or WeChat: what orders and messages call a customer by.
pub fn label(customer: &Customer) -> Option<String> {
    [&customer.name, &customer.company]
        .into_iter()
        .flatten()
        .chain(customer.phones.first())
        .chain(customer.emails.first())
        .chain(&customer.wechat)
        .next()
        .cloned()
}

fn short(id: &str) -> &str {
    let long = id.len() == LONG_ID && id.bytes().all(|b| b.is_ascii_alphanumeric());
    id.get(..SHORT_ID).filter(|_| long).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_both_its_lengths_and_in_its_own_case_only() {
        let mut links = Links::default();
        links.remember(&Customer {
            name: Some("孔一".into()),
            source_id: Some("003000000000BBbXYZ".into()),
            ..Customer::default()
        });
        assert_eq!(
            links.find("003000000000BBb").map(|l| l.label.as_str()),
            Some("孔一")
        );
        assert!(links.find("003000000000BBbXYZ").is_some());
        assert_eq!(links.find("003000000000BBB"), None);
    }
}
