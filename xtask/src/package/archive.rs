//! The native command for installation: an archive with its manual, completions and licences, its
//! checksum, and a package for Debian. All are reproducible: the same files give the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::licences;
use crate::files::{children, descendants, sha256};
use crate::release::VERSION;
use crate::shell::{command, program_at, root, run, text, which};

/// The name of the Debian package.
const PACKAGE: &str = "explainer-widget";

const MAINTAINER: &str = "The maintainers of explainer <explainer@example.org>";

/// The file of completions for each shell, and its path in Debian.
const COMPLETIONS: [(&str, &str); 3] = [
    (
        "explainer.bash",
        "usr/share/bash-completion/completions/explainer",
    ),
    ("_explainer", "usr/share/zsh/vendor-completions/_explainer"),
    (
        "explainer.fish",
        "usr/share/fish/vendor_completions.d/explainer.fish",
    ),
];

/// `cargo xtask package archive [--profile NAME]`: writes both to `target/archives/`.
pub(crate) fn archive_command(profile: &str) -> Result<()> {
    let target = host()?;
    let name = format!("explainer-{VERSION}-{target}");
    let archives = root().join("target/archives");
    if archives.exists() {
        fs::remove_dir_all(&archives).context("the old archives stay")?;
    }
    let folder = archives.join(&name);
    fs::create_dir_all(&folder)?;
    fill(&folder, profile, &target)?;

    let archive = archives.join(format!("{name}.tar.gz"));
    tar(&archives, &name, &archive)?;
    let mut made = vec![archive];
    if which("dpkg-deb").is_some() {
        made.push(debian(&archives, &folder)?);
    } else {
        eprintln!("No .deb: dpkg-deb is not installed");
    }
    for file in made {
        let bytes = fs::read(&file)?;
        let name = file.file_name().context("no name")?.to_string_lossy();
        let sum = format!("{}  {name}\n", sha256(&bytes));
        fs::write(archives.join(format!("{name}.sha256")), sum)?;
        println!("{}: {} bytes", file.display(), bytes.len());
    }
    Ok(())
}

/// Compiles the command, and puts it into a folder with its manual, completions and licences.
fn fill(folder: &Path, profile: &str, target: &str) -> Result<()> {
    let build = "cargo build --features manual --bin explainer --bin manual --profile";
    run(command(build).arg(profile))?;
    // The folder of the profile `dev` is called `debug`.
    let within = if profile == "dev" { "debug" } else { profile };
    let built = root().join("target").join(within);
    let program = put(&built.join("explainer"), &folder.join("explainer"), 0o755)?;
    // The profile `archive` strips the names anyway.
    if which("strip").is_some() {
        run(command("strip").arg(program))?;
    }
    run(program_at(&built.join("manual")).arg(folder))?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
        fs::copy(root().join(file), folder.join(file)).context(file)?;
    }
    let licences = licences::document(&["cli"], target)?;
    Ok(fs::write(folder.join("LICENSES.md"), licences)?)
}

/// Returns the target for which Rust compiles here, such as `x86_64-unknown-linux-gnu`.
fn host() -> Result<String> {
    let told = text(&mut command("rustc --verbose --version"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// Packs a folder, without the time and the user of this machine.
fn tar(from: &Path, name: &str, archive: &Path) -> Result<()> {
    let options = "--sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw";
    let time = time()?;
    let mut pack = command(&format!(
        "tar {options} --mtime=@{time} --use-compress-program"
    ));
    pack.arg("gzip -9n").arg("-cf").arg(archive);
    run(pack.arg("-C").arg(from).arg(name))
}

/// Makes the package for Debian from the contents of the archive.
fn debian(archives: &Path, folder: &Path) -> Result<PathBuf> {
    let tree = archives.join("debian");
    let program = put(
        &folder.join("explainer"),
        &tree.join("usr/bin/explainer"),
        0o755,
    )?;
    for page in children(&folder.join("man"))? {
        let name = page.file_name().context("a page has no name")?;
        let page = put(&page, &tree.join("usr/share/man/man1").join(name), 0o644)?;
        run(command("gzip -9n").arg(page))?;
    }
    for (name, at) in COMPLETIONS {
        put(
            &folder.join("completions").join(name),
            &tree.join(at),
            0o644,
        )?;
    }
    let documents = tree.join("usr/share/doc").join(PACKAGE);
    let (time, licences) = (time()?, folder.join("LICENSES.md"));
    let day = text(command("date --utc --rfc-email --date").arg(format!("@{time}")))?;
    let changes = format!(
        "{PACKAGE} ({VERSION}) unstable; urgency=low\n\n  * As NEWS.gz says.\n\n \
         -- {MAINTAINER}  {day}"
    );
    write(&documents.join("changelog"), &changes)?;
    write(&documents.join("copyright"), &copyright(folder)?)?;
    let news = put(&root().join("CHANGELOG.md"), &documents.join("NEWS"), 0o644)?;
    let notices = put(&licences, &documents.join("NOTICES"), 0o644)?;
    let plain = [documents.join("changelog"), news, notices];
    run(command("gzip -9n").args(plain))?;

    let size: u64 = descendants(&tree)?
        .iter()
        .filter_map(|file| fs::metadata(file).ok())
        .map(|data| data.len().div_ceil(1024))
        .sum();
    let architecture = text(&mut command("dpkg --print-architecture"))?;
    let architecture = architecture.trim();
    let library = newest_glibc(&fs::read(program)?).context("the command names no C library")?;
    let control = format!(
        "Package: {PACKAGE}\nVersion: {VERSION}\nArchitecture: {architecture}\n\
         Maintainer: {MAINTAINER}\n\
         Installed-Size: {size}\nDepends: libc6 (>= {library}), libgcc-s1\n\
         Section: web\nPriority: optional\n\
         Description: checks, renders and converts stories for the explainer widget\n \
         A story is a JSON file with events, amounts and their sources. This command\n \
         reports its problems, makes a web page, a picture or a whole site of it, and\n \
         makes stories of spreadsheets and timelines.\n"
    );
    write(&tree.join("DEBIAN/control"), &control)?;
    for folder in folders(&tree)? {
        set_mode(&folder, 0o755)?;
    }
    let package = archives.join(format!("{PACKAGE}_{VERSION}_{architecture}.deb"));
    run(command("dpkg-deb --root-owner-group -Zxz --build")
        .arg(&tree)
        .arg(&package)
        .env("SOURCE_DATE_EPOCH", time))?;
    fs::remove_dir_all(&tree)?;
    Ok(package)
}

/// Returns the time of all files in seconds since 1970: that of the newest commit, so that the same
/// sources give the same bytes; without Git, the beginning of 2026.
fn time() -> Result<String> {
    let commit = command("git log --max-count=1 --format=%ct").output();
    let told = commit.map(|found| found.stdout).unwrap_or_default();
    let told = String::from_utf8(told)?.trim().to_owned();
    Ok(if told.is_empty() {
        "1767225600".to_owned()
    } else {
        told
    })
}

/// Returns the licences in Debian's form.
fn copyright(folder: &Path) -> Result<String> {
    let mit = fs::read_to_string(folder.join("LICENSE-MIT"))?;
    Ok(format!(
        "explainer is under the MIT licence or, as you choose, the Apache licence 2.0, \
         which is in\n\
         /usr/share/common-licenses/Apache-2.0. The licences of the packages that are \
         compiled into\n\
         it are in /usr/share/doc/{PACKAGE}/NOTICES.gz.\n\n{mit}"
    ))
}

/// Returns the newest version of the C library that a program needs.
fn newest_glibc(program: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"GLIBC_";
    let versions = program
        .windows(MARK.len())
        .enumerate()
        .filter(|(_, window)| *window == MARK)
        .filter_map(|(at, _)| {
            let rest = program.get(at + MARK.len()..)?;
            let words = rest
                .iter()
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'.');
            let words: String = words.map(|byte| char::from(*byte)).collect();
            let parts: Option<Vec<u32>> = words.split('.').map(|part| part.parse().ok()).collect();
            Some((parts?, words))
        });
    versions.max().map(|(_, words)| words)
}

fn put(from: &Path, to: &Path, mode: u32) -> Result<PathBuf> {
    fs::create_dir_all(to.parent().context("no folder")?)?;
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    set_mode(to, mode)?;
    Ok(to.to_owned())
}

fn write(to: &Path, content: &str) -> Result<()> {
    fs::create_dir_all(to.parent().context("no folder")?)?;
    fs::write(to, content)?;
    set_mode(to, 0o644)
}

/// Returns a folder and the folders in it, at any depth.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![folder.to_owned()];
    for child in children(folder)? {
        if child.is_dir() {
            found.extend(folders(&child)?);
        }
    }
    Ok(found)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}

/// `cargo xtask package wheel [--profile NAME]`: writes the Python wheel to `target/wheels/`.
pub(crate) fn wheel_command(profile: &str) -> Result<()> {
    ensure!(
        which("maturin").is_some(),
        "maturin is missing: pip install maturin"
    );
    let released = root().join("target/npm/release");
    ensure!(
        released.join("explainer.js").is_file(),
        "run `cargo xtask package npm` first: the wheel has its files"
    );
    let module = root().join("integrations/python/explainer_widget");
    put(
        &root().join("target/npm/explainer.js"),
        &module.join("notebook.js"),
        0o644,
    )?;
    let own = module.join("widget");
    if own.exists() {
        fs::remove_dir_all(&own)?;
    }
    for file in descendants(&released)? {
        put(&file, &own.join(file.strip_prefix(&released)?), 0o644)?;
    }
    run(command("maturin build --profile")
        .arg(profile)
        .arg("--out")
        .arg(root().join("target/wheels"))
        .current_dir(root().join("integrations/python")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::files::read;

    #[test]
    fn the_newest_c_library_is_found_by_number() {
        let program = b"\0GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.9\0GLIBC_PRIVATE\0GLIBC_";
        assert_eq!(newest_glibc(program).as_deref(), Some("2.34"));
        assert_eq!(newest_glibc(b"musl"), None);
    }

    /// The settings for `cargo binstall` lead to the archive and to the program in it.
    #[test]
    fn binstall_finds_the_archive() -> Result<()> {
        #[derive(serde::Deserialize)]
        struct Manifest {
            package: Package,
        }
        #[derive(serde::Deserialize)]
        struct Package {
            metadata: BTreeMap<String, BTreeMap<String, String>>,
        }
        let manifest: Manifest = toml::from_str(&read(&root().join("Cargo.toml"))?)?;
        let told = manifest.package.metadata.get("binstall").context("none")?;
        let filled = |name: &str| {
            told.get(name)
                .cloned()
                .unwrap_or_default()
                .replace("{ version }", VERSION)
                .replace("{ target }", "T")
                .replace("{ bin }", "explainer")
                .replace("{ binary-ext }", "")
        };
        let name = format!("explainer-{VERSION}-T");
        assert!(filled("pkg-url").ends_with(&format!("/v{VERSION}/{name}.tar.gz")));
        assert_eq!(filled("bin-dir"), format!("{name}/explainer"));
        assert_eq!(told.get("pkg-fmt").map(String::as_str), Some("tgz"));
        Ok(())
    }
}
