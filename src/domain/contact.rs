//! Ways to reach a customer: phones, e-mails and handles, each with a label and a "bad number" state.

use crate::domain::id::{ContactId, CustomerId};
use crate::domain::{email, phone};

/// How a contact method is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Phone,
    Email,
    WeChat,
}

impl Method {
    pub const ALL: [Self; 3] = [Self::Phone, Self::Email, Self::WeChat];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::WeChat => "wechat",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }
}

/// Whether a contact method still works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    Good,
    Bad,
}

/// One way to reach one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub customer: CustomerId,
    pub method: Method,
    /// E.164 for phones that could be read, else as typed.
    pub value: String,
    pub label: String,
    /// 0 is the primary one.
    pub rank: i64,
    pub reach: Reach,
}

impl Contact {
    /// The value as a shoulder-surfer may see it.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(self.method, &self.value)
    }

    /// The value as a person reads it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.method {
            Method::Phone => phone::display(&self.value),
            Method::Email | Method::WeChat => self.value.clone(),
        }
    }
}

/// A contact value with its middle hidden. WeChat ids are names people give out and stay readable.
#[must_use]
pub fn mask(method: Method, value: &str) -> String {
    match method {
        Method::Phone => phone::mask(value),
        Method::Email => email::mask(value),
        Method::WeChat => value.to_owned(),
    }
}

/// A contact method as typed or imported, before it has a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDraft {
    pub method: Method,
    pub value: String,
    pub label: String,
}

impl ContactDraft {
    #[must_use]
    pub fn new(method: Method, value: impl Into<String>) -> Self {
        Self {
            method,
            value: value.into(),
            label: String::new(),
        }
    }
}

/// What of a customer's record can be copied out of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Copyable {
    Contact(ContactId),
    Name,
    Address,
}

impl Copyable {
    /// How the history names what was copied: by its id, never by its value.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Contact(id) => format!("contact {id}"),
            Self::Name => "name".to_owned(),
            Self::Address => "address".to_owned(),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "name" => Some(Self::Name),
            "address" => Some(Self::Address),
            _ => code
                .strip_prefix("contact ")?
                .parse()
                .ok()
                .map(Self::Contact),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_copied_is_named_without_its_value() {
        for what in [
            Copyable::Contact(ContactId(7)),
            Copyable::Name,
            Copyable::Address,
        ] {
            assert_eq!(Copyable::from_code(&what.code()), Some(what));
        }
        assert_eq!(Copyable::from_code("contact x"), None);
    }
}
