//! `shuke preset`: the formats an import recognises, as files that can be copied and edited.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Bad, Result, Stop};
use crate::app::import::incoming;
use crate::codec::preset::{Content, Presets};
use crate::config::Settings;

/// Formats of files to import
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the formats an import recognises, your own among them
    List,
    /// Print the file of a shipped format, to be edited in the folder presets beside the settings file
    Show {
        /// The format's id
        id: String,
    },
}

/// Lists the formats or prints one.
///
/// # Errors
/// A file of the user's cannot be read, or no shipped format has the id.
pub fn run(command: &Command, settings: &Settings, out: &mut Out) -> Result<()> {
    match command {
        Command::List => list(settings, out),
        Command::Show { id } => {
            let text = Presets::shipped(id).ok_or_else(|| Stop::Bad(Bad::Format, id.clone()))?;
            if let Some(folder) = &settings.presets {
                out.talk(&(out.s.cli.import.preset_folder)(
                    &folder.display().to_string(),
                ));
            }
            out.raw(text.as_bytes())
        }
    }
}

fn list(settings: &Settings, out: &mut Out) -> Result<()> {
    let presets = incoming::presets(settings.presets.as_deref())?;
    let all = std::iter::once(&presets.generic)
        .chain(&presets.others)
        .chain(&presets.formats);
    let rows = all.map(|preset| {
        let content = code(preset.content);
        Row {
            cells: vec![preset.id.clone(), content.to_owned()],
            json: json!({ "id": preset.id, "content": content }),
        }
    });
    let header = [out.s.field.code, out.s.cli.import.preset_content];
    out.table("presets", &header, rows.collect())
}

fn code(content: Content) -> &'static str {
    match content {
        Content::Customers => "customers",
        Content::Orders => "orders",
        Content::Messages => "messages",
        Content::Tasks => "tasks",
        Content::Notes => "notes",
        Content::Events => "events",
        Content::Payments => "payments",
    }
}
