//! Files and folders: listing and changing them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Returns the direct entries of a folder, sorted.
pub(crate) fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Returns every file in a folder, at any depth, sorted.
pub(crate) fn descendants(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in children(folder)? {
        if path.is_dir() {
            found.extend(descendants(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Returns true if a file's name has one of the extensions.
pub(crate) fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension()
        .is_some_and(|found| extensions.iter().any(|extension| found == *extension))
}

/// Returns the path with one more extension: `a.js` becomes `a.js.br`.
pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".");
    path.push(suffix);
    path.into()
}

/// Returns a text file's content.
pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Changes a text file's content.
pub(crate) fn rewrite(file: &Path, change: impl FnOnce(String) -> Result<String>) -> Result<()> {
    let changed = change(read(file)?)?;
    fs::write(file, changed).with_context(|| format!("{} cannot be written", file.display()))
}

/// Returns the SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let halves = Sha256::digest(bytes)
        .into_iter()
        .flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_is_that_of_the_standard() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
