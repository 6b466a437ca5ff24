//! The authors' command.
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(path).unwrap_or_default();
    let reading = explainer::story::Story::read(&bytes);
    for p in reading.problems { eprintln!("{:?} {p}", p.severity); }
    #[cfg(feature = "render")]
    if let (Some(story), Some(lang)) = (reading.story, std::env::args().nth(2)) {
        let page = explainer::render::Page { lang: lang.parse().unwrap(), part: Default::default(), heading_level: 1, languages_at: None };
        println!("{}", explainer::render::html(std::rc::Rc::new(story), &page));
    }
}
