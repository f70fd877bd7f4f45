//! File formats: bytes in, a report out.
