//! quick_add
