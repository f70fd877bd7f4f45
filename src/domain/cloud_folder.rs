//! Folders that another program carries to a cloud, known by their names. A desk file in one may be copied while it is being written.

/// Names in lower case; one matches as a whole or up to a blank, a dash or a bracket, and the program it belongs to.
const KNOWN: [(&str, &str); 12] = [
    ("onedrive", "OneDrive"),
    ("icloud drive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("nutstore", "坚果云 Nutstore"),
    ("nutstore files", "坚果云 Nutstore"),
    ("我的坚果云", "坚果云 Nutstore"),
    ("baidusyncdisk", "百度网盘 BaiduNetdisk"),
    ("baidunetdisk", "百度网盘 BaiduNetdisk"),
    ("百度网盘同步空间", "百度网盘 BaiduNetdisk"),
];

/// The program whose folder this is, by the folder's name.
#[must_use]
pub fn owner(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let is_it = |known: &str| {
        name.strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']))
    };
    KNOWN
        .iter()
        .find(|(known, _)| is_it(known))
        .map(|(_, owner)| *owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synced_folder_is_known_by_its_name() {
        for (name, want) in [
            ("OneDrive", Some("OneDrive")),
            ("OneDrive - Shop Ltd", Some("OneDrive")),
            ("Dropbox (Team)", Some("Dropbox")),
            ("我的坚果云", Some("坚果云 Nutstore")),
            ("BaiduSyncdisk", Some("百度网盘 BaiduNetdisk")),
            ("onedriver", None),
            ("dropbox.old", None),
            ("share", None),
        ] {
            assert_eq!(owner(name), want, "{name}");
        }
    }
}
