//! `explainer render` and `explainer pack`: print a story as HTML, as a picture, for oEmbed, and as
//! the browser loads it.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};

use crate::export::oembed;
#[cfg(not(target_arch = "wasm32"))]
use crate::images::Made;
use crate::picture;
use crate::render::{self, Page, line_breaks};
use crate::story::{Address, Chart, Lang, Story};
use crate::view::Part;

use super::host;
#[cfg(not(target_arch = "wasm32"))]
use super::host::Images;
#[cfg(not(target_arch = "wasm32"))]
use super::pretty_json;
use super::report::{self, printable};
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
    /// The address of the folder of the images, which ends with /, for html and fragment; the
    /// page's own folder if omitted.
    #[arg(long, value_name = "ADDRESS", default_value = "", value_parser = folder)]
    images_at: String,
    /// Makes the images of the story ready in this folder, whose address is `--images-at`; for html
    /// and fragment.
    #[arg(long, value_name = "FOLDER")]
    images: Option<PathBuf>,
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
        let pages = matches!(self.format, Form::Html | Form::Fragment);
        let story = match &self.images {
            Some(folder) => prepared(&self.file, story, folder)?,
            None if pages => ready(&self.file, story)?,
            None => story,
        };
        let story = Rc::new(line_breaks::marked(story));
        let page = Page {
            lang,
            part: Part::All,
            fold: self.fold,
            heading_level: self.heading_level,
            languages_at: self.languages_at.as_deref(),
            images_at: &self.images_at,
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

/// Returns the address of a folder for images; several parts of an attribute are made of it.
fn folder(text: &str) -> Result<String, String> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | ',');
    if (text.is_empty() || text.ends_with('/')) && !text.contains(odd) {
        Ok(text.to_owned())
    } else {
        Err("a folder ends with / and has neither spaces nor commas".to_owned())
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
    /// The folder for the texts, a file for each language, if the story has several: a page loads
    /// only what its reader needs. Put the packed story into the same folder.
    #[arg(long, value_name = "FOLDER")]
    texts_in: Option<PathBuf>,
}

impl Pack {
    /// Prints the story's packed form.
    pub fn run(&self) -> Outcome {
        let Some((story, _)) = story(&self.file, None)? else {
            return Ok(false);
        };
        let story = line_breaks::marked(ready(&self.file, story)?);
        let document = story.document();
        let folder = self.texts_in.as_ref();
        let folder = folder.filter(|_| document.languages.len() > 1);
        let name = |lang| format!("{}.{lang}.texts.txt", document.id.as_str());
        let (packed, texts) = story.pack_apart(&|lang| folder.map(|_| name(lang)));
        if let Some(folder) = folder {
            for (lang, texts) in texts {
                let file = folder.join(name(lang));
                host::write(&file, &texts)
                    .map_err(|error| format!("{}: {error}", file.display()))?;
            }
        }
        print_bytes(&packed).map(|()| true)
    }
}

/// The arguments of `explainer prepare`.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Args, Debug)]
pub struct Prepare {
    /// The story file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder for the prepared story and its images; another one than that of the story.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

#[cfg(not(target_arch = "wasm32"))]
impl Prepare {
    /// Writes the story and the files of its images.
    pub fn run(&self) -> Outcome {
        let Some((story, _)) = story(&self.file, None)? else {
            return Ok(false);
        };
        let name = self.file.file_name();
        let file = self
            .to
            .join(name.ok_or("prepare needs the name of a file")?);
        let same = |a: &Path, b: &Path| match (a.canonicalize(), b.canonicalize()) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        };
        if same(&file, &self.file) {
            let file = file.display();
            return Err(format!(
                "{file} would be replaced; name another folder with --to"
            ));
        }
        let story = prepared(&self.file, story, &self.to)?;
        let text = pretty_json::json(story.document());
        host::write(&file, text.as_bytes())
            .map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(true)
    }
}

/// Returns the story if all its images are ready: Node.js cannot make them ready.
#[cfg(target_arch = "wasm32")]
pub(super) fn prepared(path: &Path, story: Story, _: &Path) -> Result<Story, Failure> {
    ready(path, story)
}

/// Makes the images of a story ready in a folder, and prints a line for each of them.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn prepared(path: &Path, story: Story, to: &Path) -> Result<Story, Failure> {
    let (story, made) = Images::beside(path).prepare(story, to)?;
    for Made {
        file,
        files,
        remarks,
    } in made
    {
        let files = files
            .iter()
            .map(|(path, bytes)| format!("{path} ({bytes} bytes)"));
        let files = files.collect::<Vec<_>>().join(", ");
        say(&format!("{}\n", printable(&format!("{file}: {files}"))));
        for (_, remark) in remarks {
            say(&format!(
                "warning: {}\n",
                printable(&format!("{file}: {remark}"))
            ));
        }
    }
    Ok(story)
}

/// Returns the story if all its images are ready.
fn ready(path: &Path, story: Story) -> Result<Story, Failure> {
    let unprepared = story
        .media()
        .filter(|it| it.file.is_some() && it.ready.is_none());
    match unprepared.count() {
        0 => Ok(story),
        count => {
            let count = report::plural(count, "image");
            let file = path.display();
            Err(format!(
                "{file}: {count} not ready; run `explainer prepare {file} --to FOLDER` and take \
                 the story in that folder"
            ))
        }
    }
}
