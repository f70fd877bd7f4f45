fn main() {
    let path = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    if !path.exists() {
        shuke::app::App::create(&path, &shuke::app::clock::Clock::System).unwrap();
    }
    let r = shuke::tui::run(&shuke::tui::Start {
        path,
        lang: shuke::domain::name::Lang::Zh,
        read_only: false,
        theme: Default::default(),
        glyphs: Default::default(),
        mouse: shuke::tui::terminal::Mouse::On,
    });
    println!("{r:?}");
}
