//! Runs other programs: from the repository's root, with the repository's own tools before all
//! others.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Returns the search path for programs: `.tools` and npm's folder, then the usual path, and last
/// the folder in which Debian has servers.
fn search_path() -> OsString {
    let own = [root().join(".tools/bin"), root().join("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let servers = PathBuf::from("/usr/sbin");
    env::join_paths(
        own.into_iter()
            .chain(env::split_paths(&inherited))
            .chain([servers]),
    )
    .unwrap_or(inherited)
}

/// Returns a program with its arguments as typed: words separated by spaces, so a path is added as
/// an argument of its own.
pub(crate) fn command(line: &str) -> Command {
    let mut words = line.split_ascii_whitespace();
    let mut command = program_at(Path::new(words.next().unwrap_or_default()));
    command.args(words);
    command
}

/// Returns a program whose path may contain spaces. Cargo builds in `target`, where the other steps
/// look, even if the user's settings name another folder.
pub(crate) fn program_at(path: &Path) -> Command {
    let mut command = Command::new(path);
    command
        .current_dir(root())
        .env("PATH", search_path())
        .env("CARGO_TARGET_DIR", root().join("target"));
    command
}

/// Returns the path of a program; `None` if there is none.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&search_path())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Runs a program to its end and shows its output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} cannot be started", name(command)))?;
    ensure!(status.success(), "{} failed ({status})", words(command));
    Ok(())
}

/// Runs a program and returns what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} cannot be started", name(command)))?;
    ensure!(
        output.status.success(),
        "{} failed ({})",
        words(command),
        output.status
    );
    Ok(output.stdout)
}

/// Runs a program and returns the text that it wrote to its standard output.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    String::from_utf8(output(command)?)
        .with_context(|| format!("{} wrote something other than UTF-8", name(command)))
}

/// Returns true if a program can be started and succeeds; its output is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
