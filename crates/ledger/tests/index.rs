//! Index tables: what the log says, whatever happens to them.

mod support;

use authority::acts;
use identity::RecordId;
use ledger::{CommandOf, Context, Decision, Ledger, Record, Row, Rows, Stamp, Table, values};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::*;

/// The same society in a later release: events of version 2, another table.
struct LaterSociety;

const MEMBERSHIP: Table = Table {
    name: "membership",
    version: 2,
    create:
        "CREATE TABLE membership (city INTEGER NOT NULL, record BLOB NOT NULL, members INTEGER NOT NULL, origin INTEGER NOT NULL,
             PRIMARY KEY (city, record))",
};

struct LaterAsk(Command);

impl From<LaterAsk> for Command {
    fn from(command: LaterAsk) -> Self {
        command.0
    }
}

impl CommandOf<LaterSociety> for LaterAsk {
    type Act = acts::Administer;
}

impl Record for LaterSociety {
    const KIND: &'static str = Society::KIND;
    const EVENT_VERSION: u32 = 3;

    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
        Society::decide(state, command, context)
    }

    fn apply(state: &mut State, event: &Event, stamp: &Stamp) {
        Society::apply(state, event, stamp);
    }

    fn tables() -> &'static [Table] {
        &[MEMBERSHIP]
    }

    fn rows(id: RecordId, _: &State, after: &State, _: &Stamp, rows: &mut Rows) {
        rows.execute(
            "INSERT INTO membership (city, record, members, origin) VALUES ($1, $2, $3, $4)
             ON CONFLICT (city, record) DO UPDATE SET members = excluded.members",
            values![rows.city(), id, after.members, rows.origin()],
        );
    }

    /// Members were counted from 0 in version 1, and by hundreds in version 2.
    fn upcast(version: u32, mut event: Value) -> Value {
        let member = event["data"]["member"].as_u64().unwrap_or(0);
        if event["type"] == json!("joined") {
            event["data"]["member"] = if version == 1 {
                json!((member + 1) * 100)
            } else {
                json!(member / 100)
            };
        }
        event
    }
}

#[test]
fn tables_are_rebuilt_when_a_release_changes_them() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    for society in 1..=20 {
        found(&ledger, record(society));
        ask(
            &ledger,
            record(society),
            Command::Join { members: 7 },
            format!("join {society}"),
        )
        .unwrap();
    }
    assert_eq!(count(&ledger, "SELECT sum(members) FROM society"), 140);
    drop(ledger);

    let ledger = Ledger::open(folder.path(), options_in(folder.path())).unwrap();
    ledger.register::<LaterSociety>().unwrap();
    assert_eq!(count(&ledger, "SELECT count(*) FROM membership"), 20);
    assert_eq!(
        count(&ledger, "SELECT sum(members) FROM membership"),
        160,
        "events were brought to today's version"
    );
    assert_eq!(
        count(
            &ledger,
            if test_database::is_postgres() {
                "SELECT count(*) FROM pg_class WHERE relname IN ('society', 'card', 'size', 'outgrown', 'society_by_members')"
            } else {
                "SELECT count(*) FROM sqlite_schema WHERE name IN ('society', 'card', 'size', 'outgrown', 'society_by_members')"
            }
        ),
        0
    );
    assert_eq!(ledger.verify_fold::<LaterSociety>().unwrap(), []);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let history = runtime.block_on(ledger.history(record(1))).unwrap();
    assert_eq!(history[7].data, json!({"member": 7}), "the log stands as it was written");
    assert_eq!(history[7].event::<LaterSociety>(), Ok(Some(Event::Joined { member: 8 })));
    let permit = may_administer(&administrator(1), record(1));
    ledger
        .submit_blocking::<LaterSociety, _>(&permit, record(1), LaterAsk(Command::Join { members: 1 }), "one more".into())
        .unwrap();
    assert_eq!(count(&ledger, "SELECT max(members) FROM membership"), 9);
    assert_eq!(ledger.verify_fold::<LaterSociety>().unwrap(), []);
    drop(ledger);

    let ledger = Ledger::open(folder.path(), options_in(folder.path())).unwrap();
    let older = unavailable(ledger.register::<Society>());
    assert!(older.contains("newer program"), "{older}");
}

#[test]
fn a_row_that_the_log_does_not_account_for_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    found(&ledger, record(1));
    assert_eq!(ledger.verify_fold::<Society>().unwrap(), []);
    let spoil = ledger::Statement::new("UPDATE society SET members = 5", Vec::new());
    ledger.side_blocking(vec![spoil]).unwrap();
    let differences = ledger.verify_fold::<Society>().unwrap();
    assert_eq!(
        differences
            .iter()
            .map(|one| (one.table.as_str(), one.is_live))
            .collect::<Vec<_>>(),
        [("society", true), ("society", false)]
    );
}

#[test]
fn what_commands_add_is_added_up_whether_or_not_they_share_a_commit() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    std::thread::scope(|scope| {
        for society in 1..=40 {
            let ledger = &ledger;
            scope.spawn(move || {
                found(ledger, record(society));
                for time in 0..3 {
                    ask(
                        ledger,
                        record(society),
                        Command::Join { members: 1 },
                        format!("{society} {time}"),
                    )
                    .unwrap();
                }
            });
        }
    });
    assert_eq!(count(&ledger, "SELECT n FROM size WHERE members = 3"), 40);
    assert_eq!(count(&ledger, "SELECT count(*) FROM size"), 1, "no row of nothing stays");
    assert_eq!(count(&ledger, "SELECT sum(n) FROM outgrown"), 120);
    assert_eq!(count(&ledger, "SELECT count(*) FROM outgrown WHERE n = 40"), 3);
    assert_eq!(ledger.verify_fold::<Society>().unwrap(), []);
}

#[test]
fn a_question_names_its_values_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = in_a_file(folder.path());
    found(&ledger, record(1));
    let ask = |sql| ledger.query_blocking(sql, values![CITY, record(1)]);
    assert_eq!(
        ask("SELECT members FROM society WHERE city = $1 AND record = $2")
            .unwrap()
            .len(),
        1
    );
    for wrong in [
        "SELECT members FROM society WHERE record = $2 AND city = $1",
        "SELECT members FROM society WHERE city = ?1 AND record = ?2",
        "SELECT members FROM society WHERE city = $1",
        "DELETE FROM society WHERE city = $1 AND record = $2",
    ] {
        assert!(ask(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_column_is_read_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    found(&ledger, record(1));
    let rows = ledger
        .query_blocking("SELECT city, record, members, meets_at, 'text', 0.5 FROM society", Vec::new())
        .unwrap();
    let row: &Row = &rows[0];
    assert_eq!(row.get(0), Ok(CITY));
    assert_eq!(row.get(1), Ok(record(1)));
    assert_eq!(row.get(2), Ok(0_u32));
    assert_eq!(row.get(3), Ok(None::<calendar::Moment>));
    assert_eq!(row.get(4), Ok("text".to_owned()));
    assert_eq!(row.get(5), Ok(0.5_f64));
    assert!(row.get::<i64>(3).is_err());
    assert!(row.get::<i64>(4).is_err());
    assert!(row.get::<i64>(6).is_err());
}

fn commands() -> impl Strategy<Value = (u8, Command)> {
    let command = prop_oneof![
        2 => Just(Command::Found { name: "one".into() }),
        2 => any::<u8>().prop_map(|name| Command::Found { name: name.to_string() }),
        4 => (0..5_u32).prop_map(|members| Command::Join { members }),
        3 => Just(Command::IssueCard { series: "card".into() }),
        1 => Just(Command::SpoilCard { series: "card".into() }),
        3 => prop::option::of(0..1_000_i64).prop_map(|at| Command::MeetAt { at: at.map(calendar::Moment) }),
        1 => Just(Command::Meet),
        1 => "[a-z]{1,3}".prop_map(|path| Command::Tell { text: path.clone(), path }),
        1 => "[a-z]{1,3}".prop_map(|path| Command::Forget { path }),
        1 => (0..6_u64).prop_map(|version| Command::Expect { other: record(1), version }),
        1 => Just(Command::BreakRows(Breaking::Null)),
        1 => Just(Command::Nothing),
    ];
    (1..5_u8, command)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// domain.md §15.2: folding a record's events gives its state and its index rows.
    #[test]
    fn the_log_folded_is_the_state_and_the_rows(asked in prop::collection::vec(commands(), 1..60), keys in prop::collection::vec(0..50_u8, 60)) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = open(folder.path());
        for ((number, command), key) in asked.iter().zip(&keys) {
            let _ = ask(&ledger, record(*number), command.clone(), format!("{key}"));
        }
        let records: Vec<_> = (1..5).map(record).collect();
        assert_whole(&ledger, &records);
        let live: Vec<_> = records.iter().map(|record| state(&ledger, *record)).collect();
        let cards: Vec<u64> = live.iter().flat_map(|state| state.cards.clone()).collect();
        prop_assert_eq!(cards.iter().copied().max().unwrap_or(0), cards.len() as u64, "a series has no gap");
        let mut exported = Vec::new();
        prop_assert_eq!(ledger.export(&mut exported).unwrap(), ledger.position());
        for line in exported.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let value: Value = serde_json::from_slice(line).unwrap();
            prop_assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), line, "a leaf is canonical");
        }
        drop(ledger);
        let ledger = open(folder.path());
        assert_whole(&ledger, &records);
        prop_assert_eq!(records.iter().map(|record| state(&ledger, *record)).collect::<Vec<_>>(), live);
    }
}
