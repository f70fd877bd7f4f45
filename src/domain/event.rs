//! What visitors did elsewhere: looked at, put aside, asked for. Until somebody knows them, it waits under the name the file gave them.

use crate::domain::contact::{Method, mask};
use crate::domain::email;
use crate::domain::id::{CustomerId, EventId};
use crate::domain::interaction::Said;
use crate::domain::time::Millis;

/// One thing a visitor did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// How the file names the visitor: a phone as it is dialled, an address, an id, a name.
    pub who: String,
    pub said: Said,
}

/// One event on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: EventId,
    /// Nobody, while it waits.
    pub customer: Option<CustomerId>,
    pub event: Event,
}

/// A visitor nobody knows, and what waits for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The newest of their events; it stands for all of them.
    pub newest: EventId,
    /// As it may be shown.
    pub who: String,
    pub events: i64,
    pub last: Millis,
    pub note: String,
}

/// What kind of contact names a visitor; an id or a name is none.
#[must_use]
pub fn method(who: &str) -> Option<Method> {
    let is_phone = who.strip_prefix('+').is_some_and(|rest| {
        rest.bytes()
            .all(|byte| byte.is_ascii_digit() || b";ext=".contains(&byte))
    });
    if is_phone {
        Some(Method::Phone)
    } else if email::is_address(who) {
        Some(Method::Email)
    } else {
        None
    }
}

/// The visitor's name as it may be shown: numbers and addresses masked.
#[must_use]
pub fn shown(who: &str) -> String {
    method(who).map_or_else(|| who.to_owned(), |method| mask(method, who))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_is_shown_without_their_number() {
        for (who, of, seen) in [
            ("+8613800138000", Some(Method::Phone), "138****8000"),
            ("wang@x.cn", Some(Method::Email), "w***@x.cn"),
            ("openid-7f", None, "openid-7f"),
            ("小鱼", None, "小鱼"),
        ] {
            assert_eq!((method(who), shown(who).as_str()), (of, seen));
        }
    }
}
