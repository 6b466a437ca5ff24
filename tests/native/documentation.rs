//! The documentation agrees with the code.

use explainer::story::{Code, MAX_BYTES, MAX_DEPTH, MAX_EVENTS, Story};
use serde_json::{Map, Value};

const FORMAT: &str = include_str!("../../docs/story-format.md");
const TUTORIAL: &str = include_str!("../../docs/tutorial.md");

fn json_examples(text: &str) -> impl Iterator<Item = &str> {
    text.split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
}

#[test]
fn its_examples_together_are_one_correct_story() {
    let mut story = Map::new();
    for example in json_examples(FORMAT) {
        let Value::Object(fields) = serde_json::from_str(example).unwrap() else {
            panic!("{example} is no object")
        };
        for (name, value) in fields {
            match (story.get_mut(&name), value) {
                (Some(Value::Array(before)), Value::Array(more)) => before.extend(more),
                (Some(_), _) => panic!("{name} is there twice"),
                (None, value) => {
                    story.insert(name, value);
                }
            }
        }
    }
    let reading = Story::read(&serde_json::to_vec_pretty(&story).unwrap());
    assert!(reading.problems.is_empty(), "{:#?}", reading.problems);
}

/// Every field of the format occurs in an example.
#[test]
fn its_examples_show_every_field() {
    let schema = explainer::cli::schema::schema();
    let parts = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    let fields = parts.flat_map(|part| {
        part["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
    });
    let examples: String = json_examples(FORMAT).collect();
    for field in fields {
        assert!(
            examples.contains(&format!("\"{field}\":")),
            "`{field}` is in no example"
        );
    }
}

#[test]
fn its_table_of_problems_is_complete() {
    let rows: Vec<_> = Code::ALL
        .iter()
        .map(|code| format!("| `{}` | {} |", code.name(), code.why()))
        .collect();
    let table = rows.join("\n");
    assert!(FORMAT.contains(&table), "the table should read\n{table}");
}

#[test]
fn its_limits_are_those_of_the_code() {
    for limit in [
        grouped(MAX_BYTES) + " bytes",
        grouped(MAX_EVENTS),
        format!("{MAX_DEPTH} levels"),
    ] {
        assert!(FORMAT.contains(&format!("| {limit}")), "{limit}");
    }
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The steps of the tutorial: its two tables make a story of ten events and three bars, and the
/// program prints what the tutorial shows.
#[test]
fn the_tutorial_leads_where_it_promises() {
    use explainer::import::{Format, Input, Options, import};
    let input = |(name, table): (&str, &str)| Input {
        name: name.to_owned(),
        bytes: table.as_bytes().to_owned(),
    };
    let inputs: Vec<_> = tables_of(TUTORIAL).map(input).collect();
    let imported = import(Format::Csv, &inputs, &Options::default()).unwrap();
    let story = Story::read(explainer::cli::pretty_json::json(&imported.document).as_bytes());
    assert!(story.problems.is_empty(), "{:#?}", story.problems);
    let document = story.story.as_ref().unwrap().document();
    assert_eq!(
        (
            document.events.len(),
            document.observations.len(),
            document.charts.len()
        ),
        (10, 3, 1)
    );
    for line in explainer::cli::report::import(&imported.document, &imported.notes, false).lines() {
        assert!(
            TUTORIAL.contains(&format!("    {line}\n")),
            "the tutorial does not show “{line}”"
        );
    }
}

/// Runs every command of the tutorial, as a reader would: in an empty folder, one after the other.
#[test]
fn every_command_of_the_tutorial_works() {
    let folder = std::env::temp_dir().join(format!("explainer-tutorial-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, table) in tables_of(TUTORIAL) {
        std::fs::write(folder.join(name), table).unwrap();
    }
    let inline = TUTORIAL
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    let own_line = TUTORIAL
        .lines()
        .filter_map(|line| line.strip_prefix("    "));
    let commands: Vec<_> = own_line
        .chain(inline)
        .filter_map(|line| line.strip_prefix("explainer "))
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for line in commands {
        let (words, target) = line.split_once(" > ").unwrap_or((line, ""));
        let mut words: Vec<_> = words.split(' ').collect();
        match words[0] {
            // The server would not end.
            "serve" => words[1] = "--help",
            "import" if words[1] == "timelinejs" => {
                let timeline = concat!(
                    env!("CARGO_MANIFEST_DIR"),
                    "/tests/fixtures/timelinejs/every-field.json"
                );
                std::fs::copy(timeline, folder.join(words[2])).unwrap();
            }
            _ => {}
        }
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_explainer"));
        let output = program.args(&words).current_dir(&folder).output().unwrap();
        assert!(
            output.status.success(),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            !output.stdout.is_empty() || target.is_empty(),
            "{line} prints nothing"
        );
        if !target.is_empty() {
            std::fs::write(folder.join(target), output.stdout).unwrap();
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Returns the tables that a text shows, with the names of their files.
fn tables_of(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("```csv ").skip(1).map(|block| {
        let (name, rest) = block.split_once('\n').unwrap();
        (name, rest.split("```").next().unwrap())
    })
}

/// Every date that the documentation shows is valid, by itself and in a table.
#[test]
fn its_dates_are_dates() {
    let section = FORMAT
        .split("| written | means |")
        .nth(1)
        .unwrap()
        .split("**Addresses**")
        .next()
        .unwrap();
    let rows = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let dates: Vec<_> = rows
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(dates.len() > 20, "{dates:?}");
    for date in dates {
        assert!(date.parse::<explainer::story::Date>().is_ok(), "{date}");
    }
}

/// Dates and amounts that the documentation shows for tables are read.
#[test]
fn its_cells_are_read() {
    use explainer::import::{Format, Input, Options, import};
    let cells = |column: &str| -> Vec<&str> {
        let row = FORMAT
            .lines()
            .find(|line| line.starts_with(&format!("| {column} | ")));
        row.unwrap()
            .split(" | ")
            .nth(1)
            .unwrap()
            .split('`')
            .skip(1)
            .step_by(2)
            .collect()
    };
    for date in cells("`date` (needed)") {
        let bytes = format!("date,title\n{date},T\n").into_bytes();
        let input = Input {
            name: "a.csv".to_owned(),
            bytes,
        };
        assert!(
            import(Format::Csv, &[input], &Options::default()).is_ok(),
            "{date}"
        );
    }
    for amount in cells("`amount` or `low` (needed)") {
        let bytes = format!("actor,currency,date,amount\nA,USD,2020,\"{amount}\"\n").into_bytes();
        let input = Input {
            name: "a.csv".to_owned(),
            bytes,
        };
        let story = import(Format::Csv, &[input], &Options::default())
            .unwrap()
            .document;
        assert_eq!(story.observations[0].low, 1_400_000_000, "{amount}");
    }
}

/// Every date in the documentation of tables is read as it says.
#[test]
fn the_dates_of_tables_are_read_as_documented() {
    use explainer::import::{Format, Input, Options, import};
    const TABLES: &str = include_str!("../../docs/tables.md");
    let section = TABLES.split("## Dates").nth(1).unwrap();
    let section = section.split("`3/4/2011` has two readings").next().unwrap();
    let quoted =
        |cell: &'static str| -> Vec<&'static str> { cell.split('`').skip(1).step_by(2).collect() };
    let mut count = 0;
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.trim_matches('|').split(" | ");
        let (written, read) = (quoted(cells.next().unwrap()), quoted(cells.next().unwrap()));
        for (index, date) in written.iter().enumerate() {
            let expected = read.get(index).or(read.last()).unwrap();
            let bytes = format!("date,title\n\"{date}\",T\n").into_bytes();
            let name = "a.csv".to_owned();
            let input = Input { name, bytes };
            let story = import(Format::Csv, &[input], &Options::default()).unwrap();
            assert_eq!(
                story.document.events[0].date.to_string(),
                *expected,
                "{date}"
            );
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

/// Every column that the documentation names for tables is one that the export writes or the import
/// takes.
#[test]
fn its_columns_are_known() {
    use explainer::export::{Table, csv};
    let story = explainer::cli::starter::story(&"columns".parse().unwrap(), "en".parse().unwrap());
    let story = Story::read(story.as_bytes()).story.unwrap();
    for table in [Table::Events, Table::Amounts, Table::Sources] {
        let text = csv(&story, "en".parse().unwrap(), table).text;
        let head = text
            .trim_start_matches('\u{feff}')
            .lines()
            .next()
            .unwrap()
            .to_owned();
        for column in head.split(',') {
            assert!(
                FORMAT.contains(&format!("`{column}`")),
                "the column `{column}` is not documented"
            );
        }
    }
}
