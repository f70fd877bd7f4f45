//! Search: pinyin and the type-ahead index.
pub mod fold;
pub mod pinyin;
