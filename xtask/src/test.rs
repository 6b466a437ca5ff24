//! Runs every check and every test, one after the other, and adds up the results.
//!
//! A step is a name and a command. Checks count as one, a step of tests as many as it has. The
//! browser tests are Cargo tests called `tests/browser*.rs`, marked `#[ignore]` because they need
//! more than Cargo; these variables name the paths of everything that they need:
//!
//! | variable | value |
//! |---|---|
//! | `DIST` | the folder with the release that is tested, which has the story of the tests |
//! | `BUNDLED_DIST` | the folder with the release as it is published |
//! | `CHROMEDRIVER` | ChromeDriver, the WebDriver of Chromium |
//! | `GECKODRIVER` | geckodriver, the WebDriver of Firefox |
//! | `WEBKIT_DRIVER` | WebKitWebDriver, the WebDriver of WebKitGTK |
//! | `WEBKIT_BROWSER` | WebKitGTK's `MiniBrowser`, which that driver starts |
//! | `NGINX`, `CADDY` | the web servers for which the repository has settings |
//! | `NGINX_BROTLI` | nginx's module that sends what is compressed already |
//! | `DISPLAY` | an X server without a screen, which that browser needs |

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::files::children;
use crate::shell::{command as program, root, which};
use crate::{dist, tools};

/// One step of `cargo xtask test`.
struct Step {
    name: &'static str,
    /// The command, as it is typed.
    line: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A check of the whole source; left out if particular tests are requested.
    Check,
    /// Tests by Cargo, some of which can be requested by name.
    Tests,
    /// A check that takes minutes and seldom depends on one change: only in a whole run.
    Whole,
    /// Makes the release that the browsers open.
    Release,
    /// Makes the other sites that the browsers open.
    Hosts,
    /// Tests by Cargo in browsers.
    Browsers,
    /// Records what a screen reader says, which takes minutes: only on request.
    Voice,
}

impl Kind {
    fn has_tests(self) -> bool {
        matches!(self, Self::Tests | Self::Browsers | Self::Voice)
    }
}

const STEPS: [Step; 21] = [
    Step {
        name: "format",
        line: "cargo fmt --all --check",
        kind: Kind::Check,
    },
    Step {
        name: "lints, native",
        line: "cargo clippy --workspace --exclude explainer-fuzz --all-targets \
               --features explainer/cli -- -D warnings",
        kind: Kind::Check,
    },
    Step {
        name: "lints, web",
        line: "cargo clippy --target wasm32-unknown-unknown --features web,checker -- -D warnings",
        kind: Kind::Check,
    },
    Step {
        name: "types of the scripts",
        line: "tsc --project .",
        kind: Kind::Check,
    },
    Step {
        name: "lints and format of scripts and styles",
        line: "biome ci --error-on-warnings .",
        kind: Kind::Check,
    },
    Step {
        name: "lints of the workflow files",
        line: "node tests/lint-workflows.mjs",
        kind: Kind::Check,
    },
    Step {
        name: "documentation",
        line: "cargo doc --no-deps --document-private-items \
               --workspace --exclude explainer-fuzz --features explainer/cli",
        kind: Kind::Check,
    },
    Step {
        name: "licences and origins of dependencies",
        line: "cargo deny --log-level error --workspace --all-features check licenses bans sources",
        kind: Kind::Check,
    },
    Step {
        name: "list of published packages",
        line: "cargo xtask supply",
        kind: Kind::Check,
    },
    Step {
        name: "instructions",
        line: "cargo xtask instructions",
        kind: Kind::Check,
    },
    Step {
        name: "tests, native",
        line: "cargo test --workspace --exclude explainer-fuzz --features explainer/cli \
               --no-fail-fast --",
        kind: Kind::Tests,
    },
    Step {
        name: "fuzzing",
        line: "cargo xtask fuzz --seconds 7",
        kind: Kind::Whole,
    },
    Step {
        name: "Trunk builds the same",
        line: "cargo xtask trunk",
        kind: Kind::Whole,
    },
    Step {
        name: "applications of other frameworks",
        line: "npm run --silent --prefix tests/hosts build",
        kind: Kind::Hosts,
    },
    Step {
        name: "release and its size",
        line: "cargo xtask dist --with-journeys",
        kind: Kind::Release,
    },
    Step {
        name: "npm package",
        line: "cargo xtask package npm --from-dist",
        kind: Kind::Hosts,
    },
    Step {
        name: "sites made of the npm package",
        line: "npm run --silent --prefix tests/packages build",
        kind: Kind::Hosts,
    },
    Step {
        name: "types of the npm package",
        line: "tsc --project tests/packages",
        kind: Kind::Whole,
    },
    Step {
        name: "tests, npm package",
        line: "npm test --silent --prefix tests/packages",
        kind: Kind::Whole,
    },
    Step {
        name: "tests, browsers",
        line: "cargo test --workspace --exclude explainer-fuzz --features explainer/cli \
               --no-fail-fast --test browser* -- --ignored",
        kind: Kind::Browsers,
    },
    Step {
        name: "tests, screen reader",
        line: "python3 tests/voice/voice.py target/journeys target/voice",
        kind: Kind::Voice,
    },
];

/// The numbers of tests that passed, that failed, that could not run here, and that passed only on
/// the second try.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Sum {
    passed: usize,
    failed: usize,
    ignored: usize,
    retried: usize,
}

/// `cargo xtask test [--quick] [FILTER]`, or `cargo xtask test voice [FILTER]`, which takes only
/// the tests with a screen reader; returns true if all passed.
pub(crate) fn command(options: &[&str]) -> Result<bool> {
    let voice = options.first() == Some(&"voice");
    let (quick, filter) = match options {
        [] => (false, None),
        ["voice", filter] if !filter.starts_with('-') => (false, Some(*filter)),
        ["--quick"] => (true, None),
        ["--quick", filter] | [filter, "--quick"] if !filter.starts_with('-') => {
            (true, Some(*filter))
        }
        [filter] if !filter.starts_with('-') => (false, Some(*filter)),
        _ => bail!(
            "test knows --quick, voice and a part of a test's name, not {}",
            options.join(" ")
        ),
    };
    let begun = Instant::now();
    tools::for_building()?;
    if !voice {
        tools::for_checking()?;
        if !quick {
            tools::for_browsing()?;
        }
    }
    if voice || (!quick && filter.is_some()) {
        tools::for_hearing();
    }
    println!("The tools are ready after {} s", begun.elapsed().as_secs());
    let wanted = |step: &&Step| match step.kind {
        Kind::Release | Kind::Voice if voice => true,
        _ if voice => false,
        Kind::Check => filter.is_none(),
        Kind::Tests | Kind::Release => true,
        Kind::Whole => !quick && filter.is_none(),
        Kind::Hosts | Kind::Browsers => !quick,
        Kind::Voice => !quick && filter.is_some(),
    };
    let mut sums = Vec::new();
    for step in STEPS.iter().filter(wanted) {
        println!("\n── {} ──", step.name);
        let begun = Instant::now();
        let sum = take(step, filter)?;
        sums.push((step, sum, begun.elapsed().as_secs()));
    }
    println!();
    for (step, sum, seconds) in &sums {
        let Sum { passed, failed, .. } = sum;
        print!(
            "{}: {passed} passed, {failed} failed in {seconds} s",
            step.name
        );
        if step.kind == Kind::Voice {
            print!(", {} skipped", sum.ignored);
        }
        println!();
    }
    let passed: usize = sums.iter().map(|(_, sum, _)| sum.passed).sum();
    let failed: usize = sums.iter().map(|(_, sum, _)| sum.failed).sum();
    let retried: usize = sums.iter().map(|(_, sum, _)| sum.retried).sum();
    let unsteady = retried > MAX_RETRIED;
    if retried > 0 {
        let verdict = if unsteady {
            "too many: the run fails"
        } else {
            "allowed"
        };
        println!("{retried} passed on the second try ({verdict}; at most {MAX_RETRIED})");
    }
    println!("{passed} passed, {failed} failed");
    let tested = |(step, sum, _): &(&Step, Sum, u64)| {
        let heard = step.kind == Kind::Voice && sum.ignored > 0;
        step.kind.has_tests() && (heard || sum.passed + sum.failed > 0)
    };
    if let Some(filter) = filter
        && !sums.iter().any(tested)
    {
        bail!("no test has {filter} in its name");
    }
    Ok(failed == 0 && !unsteady)
}

/// `cargo xtask monkey [--minutes N] [--seed S] [ENGINE]`: random readers in each engine for N
/// minutes. Returns true if none of them found a fault.
pub(crate) fn monkey(options: &[&str]) -> Result<bool> {
    let (mut minutes, mut seed, mut engine) = (1_u64, 1_u64, "");
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let mut number = || {
            let text = options
                .next()
                .with_context(|| format!("{option} needs a number"))?;
            text.parse()
                .with_context(|| format!("{text} is not a number"))
        };
        match *option {
            "--minutes" => minutes = number()?,
            "--seed" => seed = number()?,
            "chromium" | "firefox" | "webkit" => engine = option,
            other => bail!(
                "monkey knows --minutes N, --seed S and the engines chromium, firefox and webkit, \
                 not {other}"
            ),
        }
    }
    tools::for_building()?;
    tools::for_browsing()?;
    dist::build_with_journeys()?;
    let line = "cargo test --workspace --exclude explainer-fuzz --features explainer/cli \
                --test browser -- --ignored --nocapture";
    let mut command = program(line);
    command
        .arg(format!("whatever_a_reader_does_nothing_breaks::{engine}"))
        .env("RANDOM_SECONDS", (minutes * 60).to_string())
        .env("RANDOM_SEED", seed.to_string())
        .env("RANDOM_STEPS", "100");
    let _screen = give_browsers(&mut command)?;
    let (Sum { passed, failed, .. }, _) = count_tests(&mut command)?;
    Ok(passed > 0 && failed == 0)
}

/// Runs one step.
fn take(step: &Step, filter: Option<&str>) -> Result<Sum> {
    let mut command = program(step.line);
    if step.kind.has_tests() {
        command.args(filter);
        if step.kind == Kind::Tests {
            return Ok(count_tests(&mut command)?.0);
        }
        // Kept until the tests have ended.
        let _screen = needs(step, &mut command)?;
        let (mut sum, broken) = count_tests(&mut command)?;
        if broken.len() > MAX_RETRIES {
            return Ok(sum);
        }
        for name in broken {
            println!("\nonce more: {name}");
            let mut again = program(step.line);
            again.args(["--exact", &name]);
            let _screen = needs(step, &mut again)?;
            let (Sum { passed, .. }, _) = count_tests(&mut again)?;
            sum.passed += passed;
            sum.retried += passed;
            sum.failed -= passed.min(sum.failed);
        }
        return Ok(sum);
    }
    let passed = command
        .status()
        .with_context(|| format!("{} cannot be started", step.line))?
        .success();
    Ok(Sum {
        passed: usize::from(passed),
        failed: usize::from(!passed),
        ..Sum::default()
    })
}

/// A browser that starts late or paints late can fail a sound journey, so journeys that failed run
/// once more. With more failures than this, nothing runs again: something must be wrong.
const MAX_RETRIES: usize = 20;

/// The run fails if more journeys than this passed only on the second try.
const MAX_RETRIED: usize = 5;

/// Runs tests by Cargo, shows their output, adds up their results and names those that failed.
fn count_tests(command: &mut Command) -> Result<(Sum, Vec<String>)> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let (mut sum, mut broken) = (Sum::default(), Vec::new());
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        println!("{line}");
        let failed_test = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix("... FAILED"));
        broken.extend(failed_test.map(|name| name.trim().to_owned()));
        let found = result_in(&line).unwrap_or_default();
        sum.passed += found.passed;
        sum.failed += found.failed;
        sum.ignored += found.ignored;
    }
    // A program that does not compile, or crashes, prints no result.
    if !child.wait()?.success() && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok((sum, broken))
}

/// The figures in a line like `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn result_in(line: &str) -> Option<Sum> {
    let (_, figures) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let figure = |name: &str| {
        figures
            .split("; ")
            .find_map(|part| part.strip_suffix(name)?.trim().parse().ok())
    };
    Some(Sum {
        passed: figure("passed")?,
        failed: figure("failed")?,
        ignored: figure("ignored").unwrap_or_default(),
        retried: 0,
    })
}

/// Gives the tests of a step what they need. Those with a screen reader find it by themselves.
fn needs(step: &Step, command: &mut Command) -> Result<Option<Screen>> {
    let browsers = step.kind == Kind::Browsers;
    browsers.then(|| give_browsers(command)).transpose()
}

/// Passes the paths of browsers, servers and release to the tests; returns the screen, which must
/// outlive them.
fn give_browsers(command: &mut Command) -> Result<Screen> {
    let screen = Screen::start()?;
    let programs = [
        ("CHROMEDRIVER", "chromedriver"),
        ("GECKODRIVER", "geckodriver"),
        ("WEBKIT_DRIVER", "WebKitWebDriver"),
        ("NGINX", "nginx"),
        ("CADDY", "caddy"),
    ];
    for (variable, program) in programs {
        command.env(
            variable,
            which(program).with_context(|| format!("{program} is missing"))?,
        );
    }
    command.env(
        "NGINX_BROTLI",
        tools::nginx_brotli().context("nginx lacks its module for brotli")?,
    );
    command
        .env("WEBKIT_BROWSER", mini_browser()?)
        .env("DISPLAY", &screen.display);
    command
        .env("DIST", root().join("target/journeys"))
        .env("BUNDLED_DIST", root().join("dist"));
    Ok(screen)
}

/// Returns the path of `WebKitGTK`'s `MiniBrowser`, which is on no search path:
/// `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser`.
fn mini_browser() -> Result<OsString> {
    let libraries = ["/usr/libexec", "/usr/lib", "/usr/lib64"]
        .into_iter()
        .flat_map(|folder| {
            let within = children(folder.as_ref())
                .unwrap_or_default()
                .into_iter()
                .filter(|path| path.is_dir());
            std::iter::once(folder.into()).chain(within)
        });
    let mut versions = libraries
        .flat_map(|folder| children(&folder).unwrap_or_default())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("webkit"))
        });
    let found = versions.find_map(|folder| fs::canonicalize(folder.join("MiniBrowser")).ok());
    Ok(found
        .context("WebKitGTK's MiniBrowser is in none of the usual folders")?
        .into_os_string())
}

/// An X server without a screen, which ends when this value is dropped.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn start() -> Result<Self> {
        let line = "Xvfb -displayfd 1 -screen 0 1280x1024x24 -nolisten tcp";
        let mut server = program(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(line)?;
        let mut number = String::new();
        BufReader::new(server.stdout.take().context("no output")?).read_line(&mut number)?;
        let display = format!(":{}", number.trim());
        Ok(Self { server, display })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // An error means that it has ended already.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_cargo_s_words() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; \
                    0 filtered out; finished in 0.01s";
        assert_eq!(
            result_in(line),
            Some(Sum {
                passed: 12,
                failed: 3,
                ignored: 1,
                retried: 0
            })
        );
        assert_eq!(result_in("test story::date::tests::reads ... ok"), None);
        assert_eq!(result_in("test result: ok."), None);
    }

    #[test]
    fn tests_that_do_not_run_count_as_failed() -> Result<()> {
        assert_eq!(
            count_tests(&mut Command::new("false"))?.0,
            Sum {
                passed: 0,
                failed: 1,
                ignored: 0,
                retried: 0
            }
        );
        Ok(())
    }
}
