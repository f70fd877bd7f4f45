//! Widgets: they know cells, not customers.
