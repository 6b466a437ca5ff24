//! The command `explainer`; it is in `explainer::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    explainer::cli::command::main()
}
