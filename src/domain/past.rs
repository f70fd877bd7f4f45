//! What a field of a customer was before: one line a change, newest first. Reads no file.

use crate::domain::contact::Method;
use crate::domain::history::OpRow;

/// A field whose past can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// A column of the customer's own row.
    Column(&'static str),
    Contact(Method),
    Tags,
    Facts,
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub op: OpRow,
    /// Who did it.
    pub agent: String,
    /// The table and the column that changed.
    pub table: &'static str,
    pub column: String,
    /// The number, tag or preference it was about, where the change is another column's, such as its order.
    pub about: Option<String>,
    /// `None` where there was nothing before.
    pub old: Option<String>,
    /// `None` where nothing is left.
    pub new: Option<String>,
}
