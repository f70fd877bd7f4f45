//! What an op did, told to people and to programs, and how to take it back.

use serde_json::{Value, json};

use super::out::{Form, Out};
use super::shape;
use super::stop::Result;
use crate::app::answer::Twin;
use crate::app::changed::Changed;
use crate::app::op::FINAL;
use crate::domain::history::Way;
use crate::i18n::{Strings, label};

/// Tells what was done. With `--json` it is the command's document.
///
/// # Errors
/// The output cannot be written.
pub fn done(out: &mut Out, changed: &Changed) -> Result<()> {
    talk(out, changed);
    if out.form == Form::Json {
        out.document("done", vec![json(changed)])?;
    }
    Ok(())
}

/// Tells people what was done.
pub fn talk(out: &mut Out, changed: &Changed) {
    let s = out.s;
    let Some(op) = changed.op else {
        return out.talk(s.cli.unchanged);
    };
    out.talk(&label::told(s, &changed.step));
    if changed.keeps_its_pages {
        out.talk(s.privacy.keeps_its_pages);
    }
    if changed.step.way == Way::Did && !FINAL.contains(&changed.step.kind.as_str()) {
        out.talk(&(s.cli.take_back)(&op.to_string()));
    }
}

fn json(changed: &Changed) -> Value {
    json!({
        "op": changed.op,
        "step": shape::step(&changed.step),
        "customers": changed.customers,
    })
}

/// That somebody may be there already.
#[must_use]
pub fn twin(s: &Strings, twin: &Twin) -> String {
    label::twin(s, &twin.row, &twin.likeness)
}
