//! From paths to the bytes the readers want: several files or a folder are one import. Looks at no content.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::codec::{LARGEST_FILE, Source};

/// Files read in one import.
const FILES_MAX: usize = 1_000;

/// How the names of tables and address books end; what else lies in a folder was not meant.
const ENDINGS: [&str; 12] = [
    "csv", "tsv", "tab", "txt", "xls", "xlsx", "xlsm", "ods", "vcf", "vcard", "htm", "html",
];

/// Why a path gives no file.
#[derive(Debug)]
pub enum Unread {
    /// Longer than a reader takes.
    TooLarge(PathBuf),
    /// More files than one import takes.
    TooMany {
        limit: usize,
    },
    Io(PathBuf, Error),
}

/// A file to read.
#[derive(Debug)]
pub struct Picked {
    pub source: Source,
    /// It was named itself; a file that only lies in a folder may be of another kind.
    pub is_named: bool,
}

impl Picked {
    /// Whether the file was named, or at least is called what tables are called.
    #[must_use]
    pub fn is_meant(&self) -> bool {
        let ending = Path::new(&self.source.name)
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        self.is_named || ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    }
}

/// The files named, and those of the folders named in the order of their names; one folder down as well, as chat
/// exports keep a folder for every person. Hidden files and deeper folders are left out.
///
/// # Errors
/// The first path that cannot be read; nothing is read in part.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Picked>, Unread> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = inside(path).map_err(|error| Unread::Io(path.clone(), error))?;
            files.extend(found.into_iter().map(|path| (path, false)));
        } else {
            files.push((path.clone(), true));
        }
    }
    if files.len() > FILES_MAX {
        return Err(Unread::TooMany { limit: FILES_MAX });
    }
    files
        .iter()
        .map(|(path, is_named)| {
            Ok(Picked {
                source: read(path)?,
                is_named: *is_named,
            })
        })
        .collect()
}

/// The files of a folder, then those of its folders, in the order of their names.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let (mut files, folders) = listed(folder)?;
    for below in folders {
        files.extend(listed(&below)?.0);
        // The reader of the paths says how many are too many; it need not wait for all of them.
        if files.len() > FILES_MAX {
            break;
        }
    }
    Ok(files)
}

/// Files and folders that lie in a folder and are not hidden. Links to folders are not followed: they may lead back.
fn listed(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if is_hidden {
            continue;
        }
        if path.is_file() {
            files.push(path);
        } else if entry.file_type()?.is_dir() {
            folders.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn read(path: &Path) -> Result<Source, Unread> {
    let io = |error| Unread::Io(path.to_owned(), error);
    let meta = std::fs::metadata(path).map_err(io)?;
    // A pipe or a device may never end.
    if !meta.is_file() {
        return Err(io(Error::from(ErrorKind::InvalidInput)));
    }
    if usize::try_from(meta.len()).map_or(true, |length| length > LARGEST_FILE) {
        return Err(Unread::TooLarge(path.to_owned()));
    }
    Ok(Source {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        bytes: std::fs::read(path).map_err(io)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_files_and_those_one_folder_down_without_the_hidden_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.csv", "a.csv", ".secret.csv"] {
            std::fs::write(folder.path().join(name), name).expect("writes");
        }
        for path in ["sub", "sub/deeper"] {
            std::fs::create_dir(folder.path().join(path)).expect("makes");
            let file = folder.path().join(path).join("c.csv");
            std::fs::write(file, path).expect("writes");
        }
        let names: Vec<String> = gather(&[folder.path().to_owned()])
            .expect("reads")
            .into_iter()
            .map(|picked| picked.source.name)
            .collect();
        assert_eq!(names, ["a.csv", "b.csv", "c.csv"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let path = PathBuf::from("/no/such/file.csv");
        assert!(
            matches!(gather(std::slice::from_ref(&path)), Err(Unread::Io(named, _)) if named == path)
        );
    }
}
