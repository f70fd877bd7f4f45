//! `shuke completions`, `man` and `keys`: what the program can say about itself.

use std::path::PathBuf;

use serde_json::json;

use super::KeyLine;
use super::out::{Out, Row};
use super::stop::{Result, Stop};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Write the manual pages into a folder
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder; it is made if it is not there
    folder: PathBuf,
}

/// Prints the completion script.
///
/// # Errors
/// The output cannot be written.
pub fn completions(args: &CompletionsArgs, out: &mut Out) -> Result<()> {
    let mut tree = super::command(out.s.lang);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut tree, "shuke", &mut script);
    out.raw(&script)
}

/// Writes a page for each command.
///
/// # Errors
/// The folder cannot be written.
pub fn man(args: &ManArgs, out: &mut Out) -> Result<()> {
    let tree = super::command(out.s.lang);
    std::fs::create_dir_all(&args.folder)
        .and_then(|()| clap_mangen::generate_to(tree, &args.folder))
        .map_err(|error| Stop::Unwritten(args.folder.clone(), error))?;
    out.talk(&(out.s.cli.man_written)(&args.folder.display().to_string()));
    Ok(())
}

/// Prints the keys of the desk.
///
/// # Errors
/// The output cannot be written.
pub fn keys(lines: Vec<KeyLine>, out: &mut Out) -> Result<()> {
    let rows = lines
        .into_iter()
        .map(|(scope, key, action)| Row {
            json: json!({ "scope": scope, "key": key, "action": action }),
            cells: vec![scope, key, action],
        })
        .collect();
    let c = &out.s.cli;
    let header = [c.key_scope, c.key, c.key_action];
    out.table("keys", &header, rows)
}
