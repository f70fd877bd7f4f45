//! The words of the data dictionary: who may see a field, and how long it stays.

/// Who may see a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Whoever sits at the desk.
    Everyone,
    /// The same, and never in a log or the operation record.
    Personal,
    /// Masked, until it is revealed with a reason that goes on record.
    Masked,
}

/// How long a field stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// As long as the shop keeps the customer; goes with them.
    WithCustomer,
    /// Until the shop changes it.
    WithShop,
}
