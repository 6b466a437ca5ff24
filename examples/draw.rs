//! Draws the images of the example story `examples/lighthouse.json`:
//! `cargo run --features cli --example draw`. They show nothing real and are free of rights of
//! others.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use image::{DynamicImage, ImageFormat};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// A scene in which the coast is the same and the tower grows.
struct Scene {
    sky: [&'static str; 2],
    sea: &'static str,
    /// The height of the tower, from 0 to 100.
    tower: f64,
    /// True if the lamp burns.
    light: bool,
}

impl Scene {
    fn svg(&self, width: f64, height: f64) -> String {
        let horizon = height * 0.62;
        let mut svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
             <defs><linearGradient id='s' x2='0' y2='1'><stop stop-color='{}'/>\
             <stop offset='1' stop-color='{}'/></linearGradient></defs>\
             <rect width='100%' height='100%' fill='url(#s)'/>\
             <rect y='{horizon}' width='100%' height='100%' fill='{}'/>",
            self.sky[0], self.sky[1], self.sea
        );
        // Waves: the same on every machine, without random numbers.
        for row in 0..14_u8 {
            let y = horizon + 8.0 + f64::from(row) * f64::from(row) * height / 520.0;
            let mut x = f64::from(row % 3) * 37.0 - 60.0;
            let length = 40.0 + f64::from(row) * 9.0;
            while x < width {
                let _ = write!(
                    svg,
                    "<path d='M{x} {y}q{} -7 {length} 0' fill='none' stroke='#fff' opacity='.35' \
                     stroke-width='{}'/>",
                    length / 2.0,
                    1.0 + f64::from(row) / 5.0
                );
                x += length * 2.1;
            }
        }
        let (x, foot) = (width * 0.7, horizon + height * 0.05);
        let _ = write!(
            svg,
            "<path d='M{} {}q{} {} {} 0z' fill='#4a4a44'/>",
            x - width * 0.2,
            foot + height * 0.03,
            width * 0.2,
            -height * 0.14,
            width * 0.4
        );
        let tall = height * 0.42 * self.tower / 100.0;
        let (low, high) = (height * 0.05, height * 0.033);
        let _ = write!(
            svg,
            "<path d='M{} {foot}L{} {top}H{}L{} {foot}z' \
             fill='#e9e4d8' stroke='#333' stroke-width='2'/>",
            x - low,
            x - high,
            x + high,
            x + low,
            top = foot - tall
        );
        if self.tower >= 100.0 {
            let top = foot - tall;
            let glass = if self.light { "#ffe9a0" } else { "#9fb4bd" };
            if self.light {
                let _ = write!(
                    svg,
                    "<path d='M{x} {}L0 {}V{}z' fill='#ffe9a0' opacity='.4'/>",
                    top - 12.0,
                    top - height * 0.16,
                    top + height * 0.08
                );
            }
            let _ = write!(
                svg,
                "<rect x='{}' y='{}' width='{}' height='26' fill='{glass}' stroke='#333'/>\
                 <path d='M{} {}h{}l{} -22z' fill='#8c2f2a'/>",
                x - high * 0.7,
                top - 26.0,
                high * 1.4,
                x - high,
                top - 26.0,
                high * 2.0,
                -high
            );
        }
        svg + "</svg>"
    }
}

fn drawn(svg: &str) -> Result<DynamicImage, Box<dyn Error>> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("no pixels")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(image::load_from_memory(&pixels.encode_png()?)?)
}

/// The lamp from its side, on transparent ground.
const LAMP: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='700'>\
    <g fill='none' stroke='#17181b' stroke-width='7'>\
    <path d='M300 640h300M330 640l30-110h180l30 110'/>\
    <path d='M450 120q150 205 0 410q-150-205 0-410z' fill='#ffe9a0'/>\
    <path d='M405 200h90M380 270h140M375 340h150M385 410h130M415 480h70'/>\
    <circle cx='450' cy='325' r='26' fill='#b9480f'/>\
    </g></svg>";

/// The plan, with words.
const PLAN: &str = concat!(
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400">"#,
    r##"
  <rect width="640" height="400" fill="#fefdfa"/>
  <path d="M90 350L130 90h60l40 260z" fill="#e9e4d8" stroke="#17181b" stroke-width="3"/>
  <path d="M300 90v260M290 90h20M290 350h20" stroke="#17181b" stroke-width="2"/>
  <text x="320" y="230" font-family="sans-serif" font-size="28" fill="#17181b">24 m</text>
  <text x="100" y="385" font-family="sans-serif" font-size="22" fill="#17181b">Stone tower</text>
</svg>
"##
);

/// The logo of the harbour board: an anchor, on transparent ground.
const BOARD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240">
  <g fill="none" stroke="#0f4a7a" stroke-width="18" stroke-linecap="round">
    <circle cx="160" cy="46" r="22"/>
    <path d="M160 68v142M110 104h100M70 140q10 70 90 72q80-2 90-72"/>
  </g>
</svg>
"##;

/// The keeper of the lamp: a person without features, with a cap, whose face is above the middle.
const KEEPER: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='480' height='720'>\
    <rect width='480' height='720' fill='#b9cdd6'/>\
    <path d='M60 720q0-270 180-270t180 270z' fill='#27394d'/>\
    <path d='M205 380h70v90q-35 30-70 0z' fill='#c9966f'/>\
    <ellipse cx='240' cy='300' rx='98' ry='120' fill='#dcab84'/>\
    <path d='M142 330q12 120 98 122t98-122q-20 60-98 60t-98-60z' fill='#e8e6e0'/>\
    <path d='M132 262q-6-122 108-122t108 122z' fill='#17263a'/>\
    <path d='M120 262h240v26q-120-30-240 0z' fill='#0d1826'/>\
    </svg>";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/lighthouse");
    fs::create_dir_all(&folder)?;
    let day = |tower| Scene {
        sky: ["#9cc3e0", "#e8eef0"],
        sea: "#3d6f8c",
        tower,
        light: false,
    };
    let night = Scene {
        sky: ["#101a33", "#3a4668"],
        sea: "#182540",
        tower: 100.0,
        light: true,
    };
    let save = |name: &str, svg: &str, format| -> Result<(), Box<dyn Error>> {
        let image = drawn(svg)?;
        let image = match format {
            ImageFormat::Jpeg => DynamicImage::ImageRgb8(image.into_rgb8()),
            _ => image,
        };
        Ok(image.save_with_format(folder.join(name), format)?)
    };
    save(
        "coast.jpg",
        &day(0.0).svg(1800.0, 1200.0),
        ImageFormat::Jpeg,
    )?;
    save(
        "building.webp",
        &day(60.0).svg(1400.0, 900.0),
        ImageFormat::WebP,
    )?;
    save(
        "tower.jpg",
        &day(100.0).svg(1000.0, 1400.0),
        ImageFormat::Jpeg,
    )?;
    save("lamp.png", LAMP, ImageFormat::Png)?;
    save("night.jpg", &night.svg(1800.0, 1200.0), ImageFormat::Jpeg)?;
    fs::write(folder.join("plan.svg"), PLAN)?;
    fs::write(folder.join("board.svg"), BOARD)?;
    save("keeper.jpg", KEEPER, ImageFormat::Jpeg)?;
    Ok(())
}
