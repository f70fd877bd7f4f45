//! Draws the pictures of the README anew from the program's own frames: `cargo bench --profile dev --bench picture`.

#[path = "../tests/picture/desk.rs"]
mod desk;
#[path = "../tests/picture/svg.rs"]
mod svg;

fn main() {
    for (path, fresh) in desk::pictures() {
        std::fs::write(&path, fresh).expect("a picture");
        println!("{}", path.display());
    }
}
