//! `shuke howto`: answers to "how do I ...?", all of them or those that fit some words.

use serde_json::json;

use super::out::{Form, Out};
use super::stop::{Result, Stop};
use crate::i18n::howto;
use crate::search::words;

/// Answer "how do I ...?"
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words of the question; none lists every question
    words: Vec<String>,
}

/// Prints the answers that fit best, or every question; `told` writes the keys into an answer.
///
/// # Errors
/// Nothing fits, or the output cannot be written.
pub fn run(args: &Args, told: impl Fn(&str) -> String, out: &mut Out) -> Result<()> {
    let all = howto::all(out.s);
    let asked = args.words.join(" ");
    let texts: Vec<String> = all
        .iter()
        .map(|how| format!("{} {}", how.question, how.answer))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = words::rank(&asked, &texts);
    if found.is_empty() {
        return Err(Stop::NoAnswer(asked));
    }
    if out.form == Form::Json {
        let rows: Vec<_> = found
            .iter()
            .map(|n| json!({ "question": all[*n].question, "answer": told(all[*n].answer) }))
            .collect();
        return out.json(json!({ "shuke": super::out::SHAPE, "kind": "howto", "rows": rows }));
    }
    let few = if asked.is_empty() { found.len() } else { 3 };
    for n in found.into_iter().take(few) {
        out.line(all[n].question)?;
        if !asked.is_empty() {
            out.line(&format!("  {}", told(all[n].answer)))?;
        }
    }
    Ok(())
}
