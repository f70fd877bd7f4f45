//! The help in the reader's language. The English stands beside each argument; another language comes from the words of i18n.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::domain::name::Lang;
use crate::i18n::{Strings, strings};

/// The tree with its help in this language.
#[must_use]
pub fn command(tree: clap::Command, lang: Lang) -> clap::Command {
    match lang {
        Lang::En => tree,
        Lang::Zh => translated(tree.disable_help_subcommand(true), "", strings(lang)),
    }
}

fn translated(mut tree: clap::Command, path: &str, s: &'static Strings) -> clap::Command {
    let words = &s.cli.help;
    if let Some(about) = (words.command)(path) {
        tree = tree.about(about);
    }
    let here = path.to_owned();
    // Under a heading of our own, arguments would otherwise stand in the order of the alphabet.
    let mut place = 0;
    tree = tree
        .subcommand_help_heading(words.commands)
        .subcommand_value_name(words.command_word)
        .help_template(words.template)
        .mut_args(move |arg| {
            let heading = if arg.is_positional() {
                words.arguments
            } else if arg.get_help_heading().is_some() {
                words.everywhere
            } else {
                words.options
            };
            let id = arg.get_id().as_str().to_owned();
            place += 1;
            let arg = arg.help_heading(heading).display_order(place);
            match (words.arg)(&here, &id) {
                Some(help) => arg.help(help),
                None => arg,
            }
        })
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words.help)
                .help_heading(words.options),
        );
    if path.is_empty() {
        tree = tree.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(words.version)
                .help_heading(words.options),
        );
    }
    let names: Vec<String> = tree
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        let below = format!("{path} {name}").trim().to_owned();
        tree = tree.mut_subcommand(&name, |sub| translated(sub, &below, s));
    }
    tree
}

/// What was wrong with the words typed, in one sentence; `None` where clap says it itself: help, version, or English.
#[must_use]
pub fn usage(error: &clap::Error, lang: Lang) -> Option<String> {
    let s = strings(lang);
    if lang == Lang::En
        || matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        )
    {
        return None;
    }
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(list)) => Some(list.join(s.list_comma)),
        _ => None,
    };
    let about = said(ContextKind::InvalidArg).or_else(|| said(ContextKind::InvalidSubcommand));
    let value = said(ContextKind::InvalidValue);
    let words = &s.cli.usage;
    Some(match (error.kind(), about) {
        (ErrorKind::MissingRequiredArgument, Some(names)) => (words.missing)(&names),
        (ErrorKind::InvalidSubcommand, Some(name)) => (words.no_command)(&name),
        (ErrorKind::UnknownArgument, Some(name)) => (words.unknown)(&name),
        (ErrorKind::ArgumentConflict, Some(name)) => (words.conflict)(&name),
        (_, Some(name)) => (words.value)(&name, &value.unwrap_or_default()),
        (_, None) => words.other.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn untranslated(
        command: &clap::Command,
        path: &str,
        words: &Strings,
        missing: &mut Vec<String>,
    ) {
        if (words.cli.help.command)(path).is_none() {
            missing.push(format!("command {path:?}"));
        }
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            if !matches!(id, "help" | "version") && (words.cli.help.arg)(path, id).is_none() {
                missing.push(format!("{path}: {id}"));
            }
        }
        // What only the harnesses call needs no other language.
        let told = |sub: &&clap::Command| !sub.is_hide_set();
        for sub in command.get_subcommands().filter(told) {
            let below = format!("{path} {}", sub.get_name()).trim().to_owned();
            untranslated(sub, &below, words, missing);
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_chinese() {
        let mut missing = Vec::new();
        untranslated(
            &super::super::Cli::command(),
            "",
            strings(Lang::Zh),
            &mut missing,
        );
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_command_and_argument_is_explained_in_english() {
        fn bare(command: &clap::Command, missing: &mut Vec<String>) {
            if command.get_about().is_none() {
                missing.push(command.get_name().to_owned());
            }
            let args = command
                .get_arguments()
                .filter(|arg| arg.get_help().is_none());
            missing.extend(args.map(|arg| arg.get_id().to_string()));
            let told = command.get_subcommands().filter(|sub| !sub.is_hide_set());
            told.for_each(|sub| bare(sub, missing));
        }
        let mut missing = Vec::new();
        bare(&super::super::Cli::command(), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
