//! The pictures of the README are what the program draws now. After a change on purpose: `cargo bench --profile dev --bench picture`.

#[path = "picture/desk.rs"]
mod desk;
#[path = "picture/svg.rs"]
mod svg;

#[test]
fn the_pictures_of_the_readme_are_the_programs_own_frames() {
    for (path, fresh) in desk::pictures() {
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == fresh,
            "{} is old: renew it with `cargo bench --profile dev --bench picture`",
            path.display()
        );
    }
}

#[test]
fn the_readme_shows_every_picture() {
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("the README");
    for (path, _) in desk::pictures() {
        let name = path.file_name().expect("a name").display().to_string();
        assert!(
            readme.contains(&format!("assets/pictures/{name}")),
            "{name}"
        );
    }
}
