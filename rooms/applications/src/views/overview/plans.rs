//! How the engine answers a watcher's questions: by the order of an index, never by scanning or sorting all applications.

use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Options, Statement};
use people::views::EnterprisesNamed;

use super::list::{Found, Number, Titles, counts_statements, statement};
use super::{Cursor, LightWord, OverviewFilter, Sort, Standing, WaitsFor};
use crate::record::Applications;
use crate::views::asking::in_order;

const CITY: RegionCode = RegionCode::fixed(371_600);
const COUNTIES: [RegionCode; 3] = [CITY, RegionCode::fixed(371_625), RegionCode::fixed(371_621)];

fn today() -> Day {
    Day::new(2026, 11, 2).unwrap()
}

/// What the engine says it will do, line by line.
fn plan(ledger: &Ledger, asked: Statement) -> Vec<String> {
    let sql: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {}", asked.sql).into_boxed_str());
    let rows = ledger.query_blocking(sql, asked.values).unwrap();
    rows.iter().map(|row| row.get::<String>(3).unwrap()).collect()
}

fn a_city() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(folder.path(), Options::new(CITY)).unwrap();
    ledger.register::<Applications>().unwrap();
    ledger.register::<people::Enterprise>().unwrap();
    (folder, ledger)
}

fn asked(filter: &OverviewFilter, after: Option<&Cursor>) -> Statement {
    let titles = match filter.text.as_str() {
        "" => Titles::Few(Vec::new()),
        "项目" => Titles::Many,
        _ => Titles::Few(vec!["铝轮毂项目".to_owned(), "铝板带项目".to_owned()]),
    };
    let found = Found {
        titles,
        enterprises: match filter.text.as_str() {
            "项目" => EnterprisesNamed::Many,
            _ => EnterprisesNamed::Few(vec![RecordId::from_bytes([7; 16])]),
        },
    };
    statement(CITY, &COUNTIES, &found, filter, today(), after, 51).unwrap()
}

/// Whether the engine sorts a part before it has taken the rows of the page from it.
fn sorts_within_a_part(lines: &[String]) -> bool {
    let mut within = false;
    lines.iter().any(|line| {
        match line.as_str() {
            "CO-ROUTINE part" => within = true,
            "SCAN part" => within = false,
            _ => {}
        }
        within && line.contains("TEMP B-TREE")
    })
}

#[test]
fn no_list_scans_or_sorts_all_applications() {
    let (_folder, ledger) = a_city();
    let place: Cursor = "20000.371625-20261102-000318-7".parse().unwrap();
    let base = OverviewFilter::default;
    let filters = [
        base(),
        OverviewFilter {
            sort: Sort::Age,
            ..base()
        },
        OverviewFilter {
            standing: Standing::Ended,
            ..base()
        },
        OverviewFilter {
            standing: Standing::Withdrawn,
            ..base()
        },
        OverviewFilter {
            standing: Standing::Finished,
            text: "铝".into(),
            ..base()
        },
        OverviewFilter {
            standing: Standing::Ended,
            text: "项目".into(),
            ..base()
        },
        OverviewFilter {
            light: Some(LightWord::Red),
            ..base()
        },
        OverviewFilter {
            light: Some(LightWord::Yellow),
            ..base()
        },
        OverviewFilter {
            light: Some(LightWord::Green),
            ..base()
        },
        OverviewFilter {
            light: Some(LightWord::Blue),
            ..base()
        },
        OverviewFilter {
            waits: Some(WaitsFor::Applicant),
            age_days: Some(30),
            ..base()
        },
        OverviewFilter {
            matter: Some("factory".into()),
            ..base()
        },
        OverviewFilter {
            text: "铝".into(),
            ..base()
        },
        OverviewFilter {
            text: "项目".into(),
            ..base()
        },
        OverviewFilter {
            text: "371625-2026".into(),
            ..base()
        },
    ];
    for filter in &filters {
        for after in [None, Some(&place)] {
            let lines = plan(&ledger, asked(filter, after));
            let scans: Vec<&String> = lines
                .iter()
                .filter(|line| line.starts_with("SCAN o") || line.starts_with("SCAN e") || line.starts_with("SCAN overview"))
                .collect();
            assert_eq!(scans, Vec::<&String>::new(), "{filter:?}: {lines:#?}");
            // What waits for one of three is found by an index that is narrow, and put in order afterwards.
            assert!(
                filter.waits.is_some() || !sorts_within_a_part(&lines),
                "only what is shown is sorted: {filter:?}: {lines:#?}"
            );
        }
    }
}

#[test]
fn what_lies_at_one_desk_is_found_by_the_desks_index() {
    let (_folder, ledger) = a_city();
    let filter = OverviewFilter {
        organ: Some(OrganId::fixed("water-371625")),
        ..OverviewFilter::default()
    };
    let lines = plan(&ledger, asked(&filter, None));
    assert!(
        lines
            .iter()
            .any(|line| line.contains("task USING PRIMARY KEY (city=? AND organ=?")),
        "{lines:#?}"
    );
    assert!(!lines.iter().any(|line| line.starts_with("SCAN o")), "{lines:#?}");
}

#[test]
fn the_last_digits_of_a_number_are_found_by_its_end() {
    for (text, read) in [
        ("371625-2026", Some(Number::Head("371625-2026".into()))),
        ("000318", Some(Number::Tail("000318".into()))),
        ("0318-7", Some(Number::Tail("0318-7".into()))),
        ("20261102-000318-7", Some(Number::Tail("20261102-000318-7".into()))),
        ("2026", None),
        ("铝轮毂", None),
    ] {
        assert_eq!(Number::read(CITY, text), read, "{text}");
    }
    let (_folder, ledger) = a_city();
    for text in ["000318", "0318-7"] {
        let filter = OverviewFilter {
            text: text.into(),
            ..OverviewFilter::default()
        };
        let lines = plan(&ledger, asked(&filter, None));
        assert!(
            lines
                .iter()
                .any(|line| line.contains("overview_tail (city=? AND tail>? AND tail<?)")),
            "{text}: {lines:#?}"
        );
    }
}

#[test]
fn the_numbers_are_counted_within_an_index() {
    let (_folder, ledger) = a_city();
    for asked in counts_statements(CITY, &COUNTIES, today()) {
        let lines = plan(&ledger, asked);
        assert!(lines.iter().all(|line| !line.starts_with("SCAN overview")), "{lines:#?}");
    }
}

#[test]
fn the_waiting_sentence_is_read_from_an_index_alone() {
    let (_folder, ledger) = a_city();
    let sql = "SELECT submitted, ended, alike FROM overview
               WHERE city = $1 AND matter = $2 AND ended IS NOT NULL AND ended >= $3 AND status = 'finished' ORDER BY ended DESC LIMIT $4";
    let lines = plan(&ledger, in_order(sql, &ledger::values![CITY, "factory", today(), 1000]));
    assert!(
        lines.iter().all(|line| line.contains("USING COVERING INDEX overview_alike")),
        "{lines:#?}"
    );
}
