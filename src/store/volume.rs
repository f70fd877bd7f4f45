//! The disk under a file: what kind it is, how much room it has, and who may read what lies on it. Asks the system, decides nothing.

use std::path::Path;

use crate::domain::cloud_folder;

/// What a file lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A disk of this computer, as far as can be told.
    Local,
    /// A network drive: locks and syncs may not be what they promise.
    Network,
    /// A folder that another program carries to a cloud, file by file.
    Cloud(&'static str),
}

/// What the file lies on.
#[must_use]
pub fn ground(path: &Path) -> Ground {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folders = whole.parent().into_iter().flat_map(Path::components);
    for folder in folders {
        if let Some(owner) = cloud_folder::owner(&folder.as_os_str().to_string_lossy()) {
            return Ground::Cloud(owner);
        }
    }
    if is_network(&whole) {
        Ground::Network
    } else {
        Ground::Local
    }
}

/// Magic numbers of file systems that lie on another computer: NFS, SMB, SMB2, CIFS, AFS, Coda, 9P, Ceph (linux/magic.h).
#[cfg(target_os = "linux")]
const NETWORKS: [i64; 8] = [
    0x6969,
    0x517b,
    0xfe53_4d42,
    0xff53_4d42,
    0x5346_414f,
    0x7375_7245,
    0x0102_1997,
    0x00c3_6400,
];

#[cfg(target_os = "linux")]
fn is_network(path: &Path) -> bool {
    let Ok(found) = rustix::fs::statfs(super::file::folder_of(path)) else {
        return false;
    };
    #[expect(
        clippy::useless_conversion,
        reason = "the number's type differs between processors"
    )]
    NETWORKS.contains(&i64::from(found.f_type))
}

#[cfg(not(target_os = "linux"))]
fn is_network(path: &Path) -> bool {
    // Windows: a path such as \\server\share.
    path.to_string_lossy().starts_with(r"\\")
}

/// Whether a file can be made beside this one: without that no write can be kept safe.
#[cfg(unix)]
#[must_use]
pub fn may_be_written(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(super::file::folder_of(path), Access::WRITE_OK).is_ok()
}

/// Elsewhere the first write says so.
#[cfg(not(unix))]
#[must_use]
pub fn may_be_written(_: &Path) -> bool {
    true
}

/// Bytes that may still be written where the path lies; `None` where the system does not say.
#[must_use]
pub fn free_bytes(path: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(super::file::folder_of(path)).ok()?;
        Some(found.f_bavail.saturating_mul(found.f_frsize))
    }
    #[cfg(not(unix))]
    {
        drop(path.to_owned());
        None
    }
}

/// Whether somebody else on this computer may read the file or look into the folder; unknown counts as no.
#[must_use]
pub fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        drop(path.to_owned());
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_a_synced_folder_lies_in_a_cloud() {
        for (path, want) in [
            ("/home/a/OneDrive/shop/shuke.db", Ground::Cloud("OneDrive")),
            ("/home/a/Dropbox.db", Ground::Local),
        ] {
            assert_eq!(ground(Path::new(path)), want, "{path}");
        }
    }

    #[test]
    fn this_disk_has_room_and_is_no_network() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        assert_eq!(ground(&path), Ground::Local);
        #[cfg(unix)]
        assert!(free_bytes(&path).is_some_and(|bytes| bytes > 0));
    }
}
