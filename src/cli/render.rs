//! `explainer render` and `explainer pack`: print a story as HTML, as a picture, for oEmbed, and as
//! the browser loads it.

use std::path::PathBuf;
use std::rc::Rc;

use clap::{Args, ValueEnum};

use crate::export::oembed;
use crate::picture;
use crate::render::{self, Page, line_breaks};
use crate::story::{Address, Chart, Lang, Story};
use crate::view::Part;

use super::host;
use super::report::printable;
use super::terminal::{Failure, Outcome, print, print_bytes, refused, say, story};

/// The arguments of `explainer render`.
#[derive(Args, Debug)]
pub struct Render {
    /// The story file; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The language; the story's first if omitted.
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// The output format.
    #[arg(long, value_enum, default_value_t = Form::Html)]
    format: Form,
    /// The size of a picture, for svg and png.
    #[arg(long, value_enum, default_value_t = Size::Card)]
    size: Size,
    /// The id of the chart in a picture, for svg and png; the story's first if omitted.
    #[arg(long, value_name = "ID")]
    chart: Option<String>,
    /// Begin with the key events alone, and a control that shows all, for html and fragment.
    #[arg(long)]
    fold: bool,
    /// The level of the headline, 1 to 6, for html and fragment.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 2,
        value_parser = clap::value_parser!(u8).range(1..=6)
    )]
    heading_level: u8,
    /// The address of the story in its other languages, with {lang} for the language, for html.
    #[arg(long, value_name = "ADDRESS")]
    languages_at: Option<String>,
    /// The address of a release that has the story; it ends with /; for oembed.
    #[arg(long, value_name = "ADDRESS", required_if_eq("format", "oembed"))]
    at: Option<String>,
}

/// The forms of a rendered story.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// An HTML element for a page with the widget's style sheet.
    Html,
    /// HTML for content systems that allow only plain elements.
    Fragment,
    /// A vector picture.
    Svg,
    /// A pixel picture, with the fonts of this machine.
    Png,
    /// An oEmbed response.
    Oembed,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Size {
    /// 1200 by 630 pixels, for social sites.
    Card,
    /// 720 wide and as high as needed, for articles, newsletters and print; twice the pixels in
    /// png.
    Article,
}

impl Render {
    /// Prints the story in the chosen form.
    pub fn run(&self) -> Outcome {
        let at = self.at.as_deref().map(release).transpose()?;
        let Some((story, lang)) = story(&self.file, self.lang)? else {
            return Ok(false);
        };
        let story = Rc::new(line_breaks::marked(story));
        let page = Page {
            lang,
            part: Part::All,
            fold: self.fold,
            heading_level: self.heading_level,
            languages_at: self.languages_at.as_deref(),
        };
        let (size, scale) = match self.size {
            Size::Card => (picture::Size::Card, 1),
            Size::Article => (picture::Size::Article, 2),
        };
        let chart = self.chart(&story)?;
        let svg = || picture::chart_svg(&story, lang, size, chart);
        match (self.format, at) {
            (Form::Html, _) => print(&render::html(story, &page)),
            (Form::Fragment, _) => print(&render::fragment(story, &page)),
            (Form::Svg, _) => print(&svg()),
            (Form::Png, _) => {
                let png = host::png(&svg(), lang, scale)?;
                if let Some(note) = png.left_out {
                    say(&format!("{}\n", printable(&note)));
                }
                print_bytes(&png.bytes)
            }
            (Form::Oembed, Some(at)) => print(&format!("{:#}\n", oembed(&story, lang, &at))),
            (Form::Oembed, None) => Err("oembed needs --at".to_owned()),
        }
        .map(|()| true)
    }

    /// Returns the chart of a picture; `None` if the story has no charts.
    fn chart<'s>(&self, story: &'s Story) -> Result<Option<&'s Chart>, Failure> {
        let charts = &story.document().charts;
        let Some(id) = &self.chart else {
            return Ok(charts.first());
        };
        let chart = charts.iter().find(|chart| chart.id.to_string() == *id);
        chart.map(Some).ok_or_else(|| {
            let ids: Vec<_> = charts.iter().map(|chart| chart.id.to_string()).collect();
            match &*ids {
                [] => format!("--chart {id}: the story has no charts"),
                _ => format!("--chart {id}: the story has the charts {}", ids.join(", ")),
            }
        })
    }
}

/// Returns the address of a release, below which its files are.
pub(super) fn release(text: &str) -> Result<Address, Failure> {
    let address: Address = text.parse().map_err(refused)?;
    if text.ends_with('/') && !text.contains(['?', '#']) {
        Ok(address)
    } else {
        Err(format!(
            "`{text}` is not the address of a release: it must end with /"
        ))
    }
}

/// The arguments of `explainer pack`.
#[derive(Args, Debug)]
pub struct Pack {
    /// The story file; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Pack {
    /// Prints the story's packed form.
    pub fn run(&self) -> Outcome {
        let Some((story, _)) = story(&self.file, None)? else {
            return Ok(false);
        };
        print_bytes(&line_breaks::marked(story).pack()).map(|()| true)
    }
}
