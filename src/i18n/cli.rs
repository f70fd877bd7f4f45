//! What the command line says, as a struct of texts.

/// Texts of the command line.
pub struct CliWords {}
