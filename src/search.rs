//! Search: pinyin and the type-ahead index.
