//! `shuke import`: files in, a report out, and every record in one step that one undo takes back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::out::{Form, Out};
use super::stop::{Bad, Result, Stop};
use super::told;
use crate::app::answer::Lists;
use crate::app::changed::Changed;
use crate::app::export::shop;
use crate::app::import::enrich::Blanks;
use crate::app::import::known::Key;
use crate::app::import::{Mode, Op, Tally, incoming, record, rejects, summary};
use crate::app::pace::Pace;
use crate::app::{self, App, op};
use crate::codec::preset::Presets;
use crate::codec::report::{Reject, Report};
use crate::codec::value::zone::Zone;
use crate::codec::{Options, decode};
use crate::config::Settings;
use crate::domain::contact::Method;
use crate::domain::customer::{About, line};
use crate::domain::phone::Region;

/// How often progress is told.
const PACE: Duration = Duration::from_millis(200);

/// Import customers from files of other programs; several files or a folder are one import
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, or folders of files
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only say what would come in
    #[arg(long)]
    pub dry_run: bool,
    /// The format, instead of recognising it
    #[arg(long, value_name = "ID")]
    format: Option<String>,
    /// The encoding, instead of recognising it: gb18030, big5, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Where numbers without a country code belong: CN, HK, US …
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// Where times without an offset were written: Asia/Shanghai, +08:00 …
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
    /// Only new customers, only known ones, or both
    #[arg(long, value_enum, default_value = "upsert")]
    mode: ModeArg,
    /// By what records meet customers, in this order
    #[arg(long = "match", value_enum, value_delimiter = ',', value_name = "KEYS")]
    keys: Vec<KeyArg>,
    /// Let blank cells erase what is there, in columns that the file fills at least once
    #[arg(long)]
    blank_erases: bool,
    /// Where customers came from of whom neither file nor shop says it: 小红书, walk-in …
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Where refused rows go, with the reason; mended, the file can be imported as it is
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// What meets customers that are already there, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ModeArg {
    Create,
    Update,
    Upsert,
}

impl From<ModeArg> for Mode {
    fn from(arg: ModeArg) -> Self {
        match arg {
            ModeArg::Create => Self::Create,
            ModeArg::Update => Self::Update,
            ModeArg::Upsert => Self::Upsert,
        }
    }
}

/// By what a record and a customer are the same, as a flag.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KeyArg {
    Id,
    Phone,
    Wechat,
    Email,
    Name,
}

/// All keys in their usual order, unless some are named.
fn keys(named: &[KeyArg]) -> Vec<Key> {
    if named.is_empty() {
        return Key::ALL.to_vec();
    }
    let key = |arg: &KeyArg| match arg {
        KeyArg::Id => Key::SourceId,
        KeyArg::Phone => Key::Contact(Method::Phone),
        KeyArg::Wechat => Key::Contact(Method::WeChat),
        KeyArg::Email => Key::Contact(Method::Email),
        KeyArg::Name => Key::Name,
    };
    named.iter().map(key).collect()
}

/// Files that were read and can be brought in.
pub struct Read {
    report: Report,
    /// What is in the report and belongs to nobody.
    homeless: Vec<Reject>,
    op: Op,
}

/// Reads the files; no desk is opened or made for files that cannot be read.
///
/// # Errors
/// A path, a file or a flag cannot be read.
pub fn read(args: &Args, settings: &Settings, lists: &Lists, out: &mut Out) -> Result<Read> {
    let presets = incoming::presets(settings.presets.as_deref())?;
    let options = incoming::with_lists(options(args, settings, &presets, out)?, lists);
    let found = incoming::read_all(&args.paths, &options, &presets, (lists, out.now))?;
    for name in &found.left_out {
        out.talk(&(out.s.cli.import.left_out)(name));
    }
    let mut report = found.report;
    let gathered = record::gather_with(&report, out.now, lists);
    report.warnings.extend(gathered.warnings);
    let blanks = match args.blank_erases {
        true => Blanks::erase(&gathered.records),
        false => Blanks::Keep,
    };
    let op = Op {
        mode: args.mode.into(),
        keys: keys(&args.keys),
        blanks,
        source: source(args, lists)?,
        records: gathered.records,
        events: gathered.events,
        large: found.large,
        ..Op::default()
    };
    Ok(Read {
        report,
        homeless: gathered.homeless,
        op,
    })
}

/// Where customers came from of whom nobody says it, as the shop writes it.
fn source(args: &Args, lists: &Lists) -> Result<String> {
    let mut about = About {
        source: line(args.source.as_deref().unwrap_or_default()),
        ..About::default()
    };
    lists.standard.tidy(&mut about);
    let checked = lists.standard.check_lists(&about, None);
    checked.map_err(|refusal| Stop::App(refusal.into()))?;
    Ok(about.source)
}

/// Tells what comes in, and brings it in unless only that was asked.
///
/// # Errors
/// The file of rejects cannot be written, or the app refuses; nothing was brought in then.
pub fn run(app: &mut App, args: &Args, read: Read, out: &mut Out) -> Result<()> {
    let Read {
        mut report,
        homeless,
        mut op,
    } = read;
    app.refuse_lacking(&mut op, &mut report)?;
    let tally = app.foresee(&op)?;
    // The contract's report says what the file holds; that something of it has no place here is ours to tell.
    let mut document = json_of(&report, tally, homeless.len());
    report.rejects.extend(homeless);
    // Before anything is written: a refused row must not be lost because its file could not be made.
    let rejects = written_rejects(args, &report, out)?;
    let changed = if args.dry_run {
        None
    } else {
        Some(bring_in(app, op, out)?)
    };
    if out.form == Form::Json {
        settle(&mut document, changed.as_ref(), &rejects);
        out.json(document)?;
    } else {
        for line in summary::lines(out.s, &report, tally) {
            out.line(&line)?;
        }
    }
    for path in &rejects {
        out.talk(&(out.s.cli.import.rejects_file)(
            &path.display().to_string(),
        ));
    }
    match &changed {
        Some(changed) => told::talk(out, changed),
        None => out.talk(out.s.cli.import.dry_run),
    }
    Ok(())
}

/// Without a name the file lies in the current folder; a dry run then writes none.
fn written_rejects(args: &Args, report: &Report, out: &Out) -> Result<Vec<PathBuf>> {
    if report.rejects.is_empty() || (args.rejects.is_none() && args.dry_run) {
        return Ok(Vec::new());
    }
    let first = args.rejects.clone();
    let first = first.unwrap_or_else(|| rejects::usual_name(out.now));
    rejects::write(&first, &args.paths, report, out.s).map_err(|fault| match fault {
        rejects::Fault::Same(path) => Stop::SameFile(path),
        rejects::Fault::Io(path, error) => Stop::Unwritten(path, error),
    })
}

/// The document of a whole shop, if that is what the one path names.
pub fn shop(args: &Args) -> Option<&PathBuf> {
    match args.paths.as_slice() {
        [path] if shop::is_ours(path) => Some(path),
        _ => None,
    }
}

/// Counts what a document of a whole shop holds.
///
/// # Errors
/// It is broken, or of a newer shape.
pub fn rehearse(path: &Path, out: &mut Out) -> Result<()> {
    let rows = shop::count(path)?;
    told_shop(rows, None, (out.s.export.would_come_in)(rows), out)
}

/// Brings a document of a whole shop into an empty desk.
///
/// # Errors
/// It is broken, or the desk is not empty; nothing came in then.
pub fn whole(app: &mut App, path: &Path, out: &mut Out) -> Result<()> {
    let pace = Arc::new(Pace::default());
    let op = shop::Op {
        from: shop::Origin::File(path.to_owned()),
        pace: Arc::clone(&pace),
    };
    let op = op::Op::Shop(Box::new(op));
    let changed = with_progress(&pace, out, || app.run(&op))?;
    told::talk(out, &changed);
    let rows = pace.done.load(Ordering::Relaxed);
    told_shop(rows, Some(&changed), (out.s.export.came_in)(rows), out)
}

fn told_shop(rows: u64, changed: Option<&Changed>, text: String, out: &mut Out) -> Result<()> {
    if out.form == Form::Json {
        return out.json(json!({
            "shuke": super::out::SHAPE, "kind": "import", "format": "shuke_json", "error": null, "rows": rows,
            "dry_run": changed.is_none(), "op": changed.and_then(|changed| changed.op),
        }));
    }
    out.line(&text)
}

fn bad_format(args: &Args) -> Stop {
    Stop::Bad(Bad::Format, args.format.clone().unwrap_or_default())
}

fn options(args: &Args, settings: &Settings, presets: &Presets, out: &Out) -> Result<Options> {
    let mut options = incoming::usual(out.now.today());
    options.region = match &args.region {
        Some(code) => Region::parse(code).ok_or_else(|| Stop::Bad(Bad::Region, code.clone()))?,
        None => settings.region,
    };
    if let Some(name) = args.tz.as_ref().or(settings.timezone.as_ref()) {
        let zone = Zone::parse(name).ok_or_else(|| Stop::Bad(Bad::Timezone, name.clone()))?;
        options.zone = Some(zone);
    }
    if let Some(label) = &args.encoding {
        let encoding =
            decode::encoding(label).ok_or_else(|| Stop::Bad(Bad::Encoding, label.clone()))?;
        options.encoding = Some(encoding);
    }
    if args
        .format
        .as_ref()
        .is_some_and(|id| presets.find(id).is_none())
    {
        return Err(bad_format(args));
    }
    options.format.clone_from(&args.format);
    Ok(options)
}

/// Runs the op; on a terminal, another thread tells how far it is.
fn bring_in(app: &mut App, op: Op, out: &mut Out) -> Result<Changed> {
    let pace = Arc::clone(&op.pace);
    let op = op::Op::Import(Box::new(op));
    Ok(with_progress(&pace, out, || app.run(&op))?)
}

/// Does long work; on a terminal, another thread tells how far it is.
pub fn with_progress<T>(
    pace: &Pace,
    out: &Out,
    work: impl FnOnce() -> app::Result<T>,
) -> app::Result<T> {
    with_pace(pace, out, out.s.cli.import.progress, work)
}

/// The same, told in other words.
pub fn with_pace<T>(
    pace: &Pace,
    out: &Out,
    words: fn(u64, u64) -> String,
    work: impl FnOnce() -> app::Result<T>,
) -> app::Result<T> {
    if !out.shows_progress() {
        return work();
    }
    let done = std::thread::scope(|scope| {
        let (over, wait) = channel::<()>();
        scope.spawn(move || {
            while wait.recv_timeout(PACE) == Err(RecvTimeoutError::Timeout) {
                tell(pace, words);
            }
        });
        let done = work();
        drop(over);
        done
    });
    super::out::progress("");
    done
}

fn tell(pace: &Pace, words: fn(u64, u64) -> String) {
    let (done, total) = (
        pace.done.load(Ordering::Relaxed),
        pace.total.load(Ordering::Relaxed),
    );
    super::out::progress(&words(done, total));
}

/// The report of the contract, and beside it what becomes of it here.
fn json_of(report: &Report, tally: Tally, homeless: usize) -> Value {
    let mut document = serde_json::to_value(report).unwrap_or_default();
    if let Value::Object(map) = &mut document {
        map.insert("shuke".to_owned(), json!(super::out::SHAPE));
        map.insert("kind".to_owned(), json!("import"));
        let result = json!({
            "created": tally.created, "updated": tally.updated, "skipped": tally.skipped,
            "purchases": tally.bought, "interactions": tally.said, "follow_ups": tally.promised, "held": tally.held, "unknown_parent": homeless,
        });
        map.insert("result".to_owned(), result);
    }
    document
}

/// Says in the document what was done.
fn settle(document: &mut Value, changed: Option<&Changed>, rejects: &[PathBuf]) {
    document["dry_run"] = json!(changed.is_none());
    let result = &mut document["result"];
    result["op"] = json!(changed.and_then(|changed| changed.op));
    let paths = rejects.iter().map(|path| path.display().to_string());
    result["rejects_files"] = json!(paths.collect::<Vec<_>>());
}
