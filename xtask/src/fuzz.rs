//! Fuzzing: runs the targets in `fuzz/` with random input, for some seconds in every test run, and
//! for any time by hand.
//!
//! libFuzzer looks for new paths through the program, so the program must count its paths. The
//! stable compiler can write these counters, as with `cargo fuzz`. The `AddressSanitizer` that
//! `cargo fuzz` adds needs a nightly compiler, and looks for errors that safe Rust cannot have.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files::children;
use crate::shell::{command as program, program_at, root, run, text};
use crate::tools;

/// The flags for code that the compiler adds: a counter for each edge, the places of the edges, and
/// the values that are compared, so that an expected word is found soon.
const INSTRUMENTATION: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// The folder of the build: with counters, the same packages become other programs.
const TARGET_DIR: &str = "target/fuzzing";

/// The default time of a target, in seconds.
const SECONDS: &str = "600";

struct Target {
    name: &'static str,
    /// Folders with the first inputs.
    seeds: &'static str,
    /// Further options for libFuzzer.
    options: &'static str,
}

const TARGETS: [Target; 7] = [
    Target {
        name: "read",
        seeds: "examples tests/fixtures/stories",
        options: "",
    },
    Target {
        name: "import",
        seeds: "tests/fixtures/timelinejs",
        options: "",
    },
    Target {
        name: "tables",
        seeds: "tests/fixtures/tables",
        options: "-max_len=4096",
    },
    Target {
        name: "date",
        seeds: "",
        options: "-only_ascii=1 -max_len=64",
    },
    Target {
        name: "address",
        seeds: "",
        options: "-max_len=256",
    },
    Target {
        name: "edit",
        seeds: "",
        options: "-max_len=256",
    },
    Target {
        name: "packed",
        seeds: "",
        options: "-max_len=30",
    },
];

/// `cargo xtask fuzz [TARGET] [--seconds N]`; returns true if nothing was found.
pub(crate) fn command(options: &[&str]) -> Result<bool> {
    let (name, seconds) = match options {
        [] => (None, SECONDS),
        ["--seconds", seconds] => (None, *seconds),
        [name] => (Some(*name), SECONDS),
        [name, "--seconds", seconds] | ["--seconds", seconds, name] => (Some(*name), *seconds),
        _ => bail!(
            "fuzz knows the name of a target and --seconds N, not {}",
            options.join(" ")
        ),
    };
    let seconds: u32 = seconds
        .parse()
        .with_context(|| format!("“{seconds}” is no number of seconds"))?;
    let targets = chosen(name)?;
    tools::for_fuzzing()?;
    let folder = build()?;
    let mut found = Vec::new();
    for target in targets {
        println!("{}, for {seconds} seconds", target.name);
        if !attempt(target, &folder.join(target.name), seconds)? {
            found.push(target.name);
        }
    }
    for name in &found {
        println!(
            "{name} fails; to see it again, run {} with one of these:",
            folder.join(name).display()
        );
        for file in children(&artifacts_of(name))? {
            println!("  {}", file.display());
        }
    }
    Ok(found.is_empty())
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static Target>> {
    let targets: Vec<_> = TARGETS
        .iter()
        .filter(|target| name.is_none_or(|name| name == target.name))
        .collect();
    match name {
        Some(name) if targets.is_empty() => {
            bail!(
                "there is no target `{name}`, but {}",
                TARGETS.map(|target| target.name).join(", ")
            )
        }
        _ => Ok(targets),
    }
}

/// Builds all targets and returns the folder that holds them.
fn build() -> Result<PathBuf> {
    let version = text(&mut program("rustc -vV"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc names no host")?;
    // If the build names a target, build scripts and macros have no counters.
    let line = format!(
        "cargo build --package explainer-fuzz --profile fuzz --target {host} \
         --target-dir {TARGET_DIR}"
    );
    run(program(&line).env("RUSTFLAGS", INSTRUMENTATION))?;
    Ok(root().join(TARGET_DIR).join(host).join("fuzz"))
}

/// Runs one target; returns false if it found something.
fn attempt(target: &Target, binary: &Path, seconds: u32) -> Result<bool> {
    let Target {
        name,
        seeds,
        options,
    } = target;
    let (corpus, artifacts) = (root().join("fuzz/corpus").join(name), artifacts_of(name));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut prefix = OsString::from("-artifact_prefix=");
    prefix.push(artifacts.join(""));
    // An input that takes longer than this would hold a reader up.
    let limits = format!("-max_total_time={seconds} -timeout=10 -verbosity=0 -print_final_stats=1");
    let mut command = program_at(binary);
    command
        .args(limits.split(' '))
        .args(options.split_ascii_whitespace())
        .arg(prefix)
        .arg(corpus)
        .args(seeds.split_ascii_whitespace());
    Ok(command
        .status()
        .with_context(|| format!("{} cannot be started", binary.display()))?
        .success())
}

/// The folder of inputs at which a target failed.
fn artifacts_of(name: &str) -> PathBuf {
    root().join("fuzz/artifacts").join(name)
}
