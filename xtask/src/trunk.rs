//! Compares the site of `trunk build` with that of this program, file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::files::descendants;
use crate::shell::{command, root, run};
use crate::site::{self, Purpose};
use crate::tools;

/// Builds the site in both ways, and names the files that differ.
pub(crate) fn compare() -> Result<()> {
    tools::for_trunk()?;
    let own = contents(&site::build(Purpose::Development)?)?;
    let folder = root().join("target/trunk");
    run(command("trunk build --dist").arg(&folder))?;
    let trunks = contents(&folder)?;
    let names = own.keys().chain(trunks.keys());
    let mut different: Vec<_> = names
        .filter(|name| own.get(*name) != trunks.get(*name))
        .map(|name| name.display().to_string())
        .collect();
    different.sort();
    different.dedup();
    ensure!(
        different.is_empty(),
        "Trunk and cargo xtask make different files: {} (compare {} with {})",
        different.join(", "),
        folder.display(),
        site::folder()?.display(),
    );
    println!("Trunk and cargo xtask make the same {} files", own.len());
    Ok(())
}

/// Returns the content of every file in a folder, by its path in the folder.
fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    descendants(folder)?
        .into_iter()
        .map(|file| Ok((file.strip_prefix(folder)?.to_owned(), fs::read(&file)?)))
        .collect()
}
