//! log_line
