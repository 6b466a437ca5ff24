//! Builds the site: what Trunk would build, from the same `index.html` and `Trunk.toml`, without
//! Trunk.
//!
//! Trunk and wasm-bindgen's command line are 560 crates to compile; the library behind the latter
//! is 43, and is compiled with this program. So a fresh machine shows its first page in minutes.
//! `cargo xtask trunk` has Trunk build the site as well, and compares both file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use anyhow::{Context, Result, bail, ensure};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use crate::dist::{bundled, stories};
use crate::files::read;
use crate::shell::{command, root, run, succeeds, text};
use crate::tools;

/// The purpose of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Development: compiled quickly.
    Development,
    /// Release: compiled for size, which takes minutes.
    Release,
}

/// The settings of Trunk.toml that are used here.
#[derive(Deserialize)]
struct Settings {
    build: BuildSettings,
}

#[derive(Deserialize)]
struct BuildSettings {
    dist: PathBuf,
    filehash: bool,
}

/// The attributes of a `<link data-trunk>` in index.html: one thing to build or to copy.
struct Asset(BTreeMap<String, String>);

impl Asset {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn need(&self, name: &str) -> Result<&str> {
        let link = self.0.values().cloned().collect::<Vec<_>>().join(" ");
        self.get(name)
            .with_context(|| format!("a <link data-trunk> in index.html lacks {name}: {link}"))
    }

    /// The folder in the site for the result.
    fn folder(&self, site: &Path) -> PathBuf {
        site.join(self.get("data-target-path").unwrap_or_default())
    }
}

/// The folder in which the site is built (`dist` in Trunk.toml).
pub(crate) fn folder() -> Result<PathBuf> {
    let settings: Settings =
        toml::from_str(&read(&root().join("Trunk.toml"))?).context("Trunk.toml")?;
    ensure!(
        !settings.build.filehash,
        "Trunk.toml: `filehash = true` is not supported; `cargo xtask dist` puts hashes into names"
    );
    Ok(root().join(settings.build.dist))
}

/// Builds the site and returns its folder.
pub(crate) fn build(purpose: Purpose) -> Result<PathBuf> {
    let site = without_stories(purpose)?;
    stories(&site, &bundled()?)?;
    Ok(site)
}

/// Builds the site without its stories and returns its folder.
pub(crate) fn without_stories(purpose: Purpose) -> Result<PathBuf> {
    let site = folder()?;
    let (html, assets) = links(&read(&root().join("index.html"))?)?;
    if site.exists() {
        fs::remove_dir_all(&site)
            .with_context(|| format!("{} cannot be removed", site.display()))?;
    }
    fs::create_dir_all(&site)?;
    fs::write(site.join("index.html"), html)?;
    // The authors' command and the programs are compiled at the same time: their folders differ.
    let mut authors = command(EXPLAINER)
        .spawn()
        .context("cargo cannot be started")?;
    let built = assets
        .iter()
        .try_for_each(|asset| match asset.need("rel")? {
            "rust" => program(asset, purpose, &site),
            "copy-file" => copy(asset, &site),
            other => bail!("index.html: <link data-trunk rel=\"{other}\"> is not supported"),
        });
    finish(&mut authors)?;
    built?;
    Ok(site)
}

/// Builds the command that checks and renders stories; of the same packages as the tests, so that
/// what they have in common is compiled once.
pub(crate) const EXPLAINER: &str = "cargo build --workspace --exclude explainer-fuzz \
                                    --features explainer/cli --bin explainer";

fn finish(child: &mut Child) -> Result<()> {
    ensure!(child.wait()?.success(), "{EXPLAINER} failed");
    Ok(())
}

/// Returns the page without its `<link data-trunk>` elements, and these elements.
fn links(html: &str) -> Result<(String, Vec<Asset>)> {
    let mut assets = Vec::new();
    let take = element!("link[data-trunk]", |link| {
        let attributes = link.attributes().iter();
        assets.push(Asset(
            attributes.map(|one| (one.name(), one.value())).collect(),
        ));
        link.remove();
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(take);
    let html = rewrite_str(html, settings).context("index.html cannot be read")?;
    ensure!(
        !assets.is_empty(),
        "index.html has no <link data-trunk>: there is nothing to build"
    );
    Ok((html, assets))
}

fn copy(asset: &Asset, site: &Path) -> Result<()> {
    let source = root().join(asset.need("href")?);
    let name = source.file_name().context("a file to copy has no name")?;
    let folder = asset.folder(site);
    fs::create_dir_all(&folder)?;
    fs::copy(&source, folder.join(name))
        .with_context(|| format!("{} cannot be copied", source.display()))?;
    Ok(())
}

/// Compiles a program, writes the script that starts it and, for a release, reduces its size.
fn program(asset: &Asset, purpose: Purpose, site: &Path) -> Result<()> {
    let (bin, features) = (asset.need("data-bin")?, asset.need("data-cargo-features")?);
    let profile = match purpose {
        Purpose::Development => asset.need("data-cargo-profile-dev")?,
        Purpose::Release => asset.get("data-cargo-profile-release").unwrap_or("release"),
    };
    let mut cargo = command(&format!(
        "cargo build --target {TARGET} --profile {profile} --bin {bin} --features {features}"
    ));
    if purpose == Purpose::Release {
        compile_for_size(&mut cargo)?;
    }
    run(&mut cargo)?;
    let wasm = root().join(format!("target/{TARGET}/{profile}/{bin}.wasm"));
    let folder = asset.folder(site);
    bind(&wasm, bin, &folder)?;
    if purpose == Purpose::Release
        && let Some(level) = asset.get("data-wasm-opt")
    {
        let wasm = folder.join(format!("{bin}_bg.wasm"));
        let parameters = asset.get("data-wasm-opt-params").unwrap_or_default();
        run(command(&format!("wasm-opt -O{level} {parameters}"))
            .arg(&wasm)
            .arg("-o")
            .arg(&wasm))?;
    }
    Ok(())
}

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Has wasm-bindgen write a program and the module that starts it into a folder, as `--target web`
/// does.
pub(crate) fn bind(wasm: &Path, name: &str, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen refused {}", wasm.display()))
}

/// The end of `cargo rustc …` for a program with a stack of 1 MiB: importers and the parser of
/// arguments need more than the widget has. Only the linker is told, so that everything else is
/// compiled once for all programs of a profile.
pub(crate) const LARGE_STACK: [&str; 2] = ["--", "-Clink-arg=-zstack-size=1048576"];

/// Gives Cargo flags of the compiler for the programs of the browser alone, besides those of
/// `.cargo/config.toml`. A flag may contain spaces, as a path does.
pub(crate) fn add_flags(cargo: &mut Command, flags: &[String]) -> Result<()> {
    let flags = serde_json::to_string(flags)?;
    cargo
        .arg("--config")
        .arg(format!("target.{TARGET}.rustflags={flags}"));
    Ok(())
}

/// Builds the standard library along, for size, and has a panic stop the program at once: its
/// messages are a twelfth of the program, and say little where functions have no names. These
/// options of Rust are not stable. So they are used only for a release, and left out if a compiler
/// does not have them any more.
const OWN_LIBRARY: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
const STOP_AT_ONCE: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// Prepares a compilation for size.
pub(crate) fn compile_for_size(cargo: &mut Command) -> Result<()> {
    let mut flags = path_flags()?;
    match own_library() {
        Ok(()) => {
            cargo.envs(OWN_LIBRARY);
            flags.extend(STOP_AT_ONCE.split(' ').map(str::to_owned));
        }
        Err(why) => println!("The programs will be an eighth larger: {why:#}."),
    }
    add_flags(cargo, &flags)
}

/// Checks that Rust's library can be built along, and installs its sources.
pub(crate) fn own_library() -> Result<()> {
    let ask = format!("rustc --print cfg {STOP_AT_ONCE}");
    ensure!(
        succeeds(command(&ask).envs(OWN_LIBRARY)),
        "this Rust does not build its library in the way we know"
    );
    tools::library_sources()
}

/// Flags that remove the machine's folders from the names of files in panic messages, so that every
/// build of the same commit gives the same bytes.
pub(crate) fn path_flags() -> Result<Vec<String>> {
    let homes = [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")].map(|(variable, folder)| {
        let usual = || std::env::home_dir().unwrap_or_default().join(folder);
        std::env::var_os(variable).map_or_else(usual, PathBuf::from)
    });
    // Where the sources of the standard library are installed, the compiler names their paths
    // instead of those of the machine that built Rust.
    let library = tools::rust_library()?;
    let version = text(&mut command("rustc --verbose --version"))?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or_default();
    let makers = format!("/rustc/{commit}");
    let hidden = homes
        .iter()
        .map(|home| (home.as_path(), ""))
        .chain([(root(), ""), (&library, &makers)]);
    let hide =
        |(folder, name): (&Path, &str)| format!("--remap-path-prefix={}={name}", folder.display());
    Ok(hidden.map(hide).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_for_trunk_are_taken_out_of_the_page() -> Result<()> {
        let page = "<head><!-- <link data-trunk> -->\
                    <link data-trunk rel=\"copy-file\" href=\"a\"\n data-target-path=\"b\">\
                    <link rel=\"icon\"></head>";
        let (html, assets) = links(page)?;
        assert_eq!(
            html,
            "<head><!-- <link data-trunk> --><link rel=\"icon\"></head>"
        );
        let [asset] = assets.as_slice() else {
            bail!("{} links", assets.len())
        };
        assert_eq!(asset.need("href")?, "a");
        assert_eq!(asset.folder(Path::new("site")), Path::new("site/b"));
        assert!(asset.need("data-bin").is_err());
        assert!(links("<head></head>").is_err());
        Ok(())
    }

    #[test]
    fn the_library_of_wasm_bindgen_has_the_version_of_the_programs() -> Result<()> {
        assert_eq!(
            tools::locked_version("wasm-bindgen")?,
            tools::locked_version("wasm-bindgen-cli-support")?
        );
        Ok(())
    }
}
