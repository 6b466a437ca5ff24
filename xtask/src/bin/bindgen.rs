//! The `wasm-bindgen` that Trunk calls, with the options that Trunk passes: for the web, without
//! TypeScript.
//!
//! It is the library of the version that Cargo.lock names, so it always fits the programs, and it
//! is compiled with xtask. Other options are refused: `cargo install wasm-bindgen-cli` has them.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut folder, mut name, mut input) = (None, None, None);
    for argument in arguments {
        match argument.split_once('=').unwrap_or((&argument, "")) {
            ("--version", "") => {
                println!("wasm-bindgen {}", wasm_bindgen_shared::version());
                return Ok(());
            }
            ("--target", "web") | ("--no-typescript", "") => {}
            ("--out-dir", value) => folder = Some(value.to_owned()),
            ("--out-name", value) => name = Some(value.to_owned()),
            (file, "") if !file.starts_with('-') => input = Some(file.to_owned()),
            _ => bail!("this wasm-bindgen is for Trunk and does not know {argument}"),
        }
    }
    let input = input.context("the program to read is missing")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&input).web(true)?.typescript(false);
    if let Some(name) = name {
        bindgen.out_name(&name);
    }
    bindgen.generate(folder.context("--out-dir is missing")?)
}
