//! The authors' command.
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(path).unwrap_or_default();
    let reading = explainer::story::Story::read(&bytes);
    for p in reading.problems {
        println!("{:?} {p}", p.severity);
    }
    println!("{}", reading.story.is_some());
}
