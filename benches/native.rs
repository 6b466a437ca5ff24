//! Measures how fast a story is checked and rendered natively.
//!
//! Without arguments, prints stories per second. With `check` or `render`, does that once, for a
//! program that counts the instructions in the functions [`counted_check`] and [`counted_render`].

use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use explainer::render::{self, Page};
use explainer::story::Story;

const STORY: &[u8] = include_bytes!("../static/stories/ai-rivalry.json");

/// Long enough for a steady figure.
const LONG: Duration = Duration::from_secs(3);

#[inline(never)]
fn counted_check(bytes: &[u8]) -> Option<Story> {
    Story::read(bytes).story
}

#[inline(never)]
fn counted_render(story: &Rc<Story>) -> String {
    let lang = story.first_language();
    render::html(Rc::clone(story), &Page::new(lang))
}

fn main() {
    let Some(story) = counted_check(black_box(STORY)).map(Rc::new) else {
        eprintln!("the bundled story has errors; `explainer check` tells more");
        std::process::exit(1);
    };
    match std::env::args().nth(1).as_deref() {
        Some("check") => {}
        Some("render") => drop(black_box(counted_render(&story))),
        _ => {
            println!(
                "check {:.1}",
                per_second(|| drop(black_box(counted_check(black_box(STORY)))))
            );
            println!(
                "render {:.1}",
                per_second(|| drop(black_box(counted_render(&story))))
            );
        }
    }
}

fn per_second(work: impl Fn()) -> f64 {
    let (begun, mut times) = (Instant::now(), 0.0);
    while begun.elapsed() < LONG {
        work();
        times += 1.0;
    }
    times / begun.elapsed().as_secs_f64()
}
