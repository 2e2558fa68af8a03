//! Ended or failing at every named point: whoever goes on finds what was acknowledged, once and whole.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use calendar::Moment;
use identity::RecordId;
use ledger::{
    Arming, Attachments, Backup, BackupKey, Clock, Entry, Ledger, Point, ReactionError, Records, Statement, Strike, SubmitError,
    Unavailable, backup, timer_key, values,
};
use lossy_disk::{Disk, Spill};
use support::*;

const FOLDER: &str = "LEDGER_TEST_FOLDER";
const ARMED: &str = "LEDGER_TEST_ARMED";
const LOSSY_DISK: &str = "LEDGER_TEST_LOSSY_DISK";

const DAY: i64 = 86_400_000;
const FOUNDED_AT: i64 = 1_000 * DAY;
/// How often something is tried that a point lets fail once.
const TRIES: u32 = 4;
/// Processes that live and end at a time: they wait for the disk, not for a processor.
const AT_A_TIME: usize = 4;
/// How long what follows from events may take.
const PATIENCE: Duration = Duration::from_secs(60);
const SIGABRT: i32 = 6;

/// Steps of a room that keeps something outside the log.
const HOUSE: &[&str] = &[
    "CREATE TABLE house (city INTEGER NOT NULL, rooms INTEGER NOT NULL)",
    "INSERT INTO house (city, rooms) VALUES (371600, 3)",
    "UPDATE house SET rooms = rooms + 1",
];

/// What a city has come to, whatever happened to it on the way.
#[derive(Debug, PartialEq)]
struct Life {
    society: State,
    events: u64,
    parked: usize,
    rooms: u64,
}

/// The answers that were given, by key: version and position.
type Answers = BTreeMap<String, (u64, u64)>;

/// A life from the founding to the backup. Lived again after it was cut off, it does nothing twice.
fn live(folder: &Path, acknowledge: &(dyn Fn(&str, (u64, u64)) + Sync)) -> Life {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.unwrap();
    let data = folder.join("data");
    let clock = SetClock::at(FOUNDED_AT);
    let society = numbered(1);
    let ledger = tried("opening", || {
        let ledger = Ledger::open(&data, options_in(&data).with_clock(clock.clone()));
        ledger.map_err(|error| Unavailable(error.to_string()))
    });
    tried("index tables", || ledger.register::<Society>());
    tried("tables beside the log", || ledger.migrate("house", HOUSE));
    runtime.block_on(async { at_work(&ledger) });

    let asked = |key: &str, command: Command| {
        let receipt = tried(key, || match ask(&ledger, society, command.clone(), key) {
            Err(SubmitError::Unavailable(reason)) => Err(Unavailable(reason)),
            answered => Ok(answered.unwrap()),
        });
        acknowledge(key, (receipt.version, receipt.position));
    };
    let name = |name: &str| name.to_owned();
    asked("found", Command::Found { name: name("chess") });
    asked("found", Command::Found { name: name("chess") });
    thread::scope(|scope| {
        for number in 0..6 {
            let asked = &asked;
            scope.spawn(move || asked(&format!("card {number}"), Command::IssueCard { series: "card".into() }));
        }
    });
    let homeless = Statement::new("INSERT INTO house (city, rooms) VALUES ($1, NULL)", values![CITY]);
    unavailable(ledger.side_blocking(vec![homeless]));
    let (from, to) = (name("chess"), name("go"));
    asked("rename", Command::Rename { from, to });
    asked("join", Command::Join { members: 2 });
    let (path, text) = (name("motto"), name("the endgame is long"));
    asked(
        "tell",
        Command::Tell {
            path: path.clone(),
            text,
        },
    );
    asked("forget", Command::Forget { path });
    asked("meet", Command::MeetAt { at: Some(Moment(1)) });
    let paper = tried("a paper", || {
        runtime.block_on(ledger.files().store(&[7; 300_000][..], 1 << 20))
    });
    let (stored, key) = (paper.name.into(), paper.key.into());
    asked("hand in", Command::HandIn { stored, key });
    let spoilt = tried("a spoilt paper", || {
        runtime.block_on(ledger.files().store(&b"spoilt"[..], 1 << 20))
    });
    tried("no paper", || runtime.block_on(ledger.files().delete(&spoilt.name)));
    let parked = runtime.block_on(async {
        // On PostgreSQL, whoever was killed holds its leases for some seconds.
        tokio::time::timeout(PATIENCE, done(&ledger, society))
            .await
            .expect("what follows is done")
    });
    if !test_database::is_postgres() {
        tried("the list of erasures", || runtime.block_on(ledger.list_erasures()));
        clock.set(FOUNDED_AT + 400 * DAY);
        tried("terms", || runtime.block_on(ledger.keep_terms()));
        backed_up(folder, clock.now());
    }
    let life = Life {
        society: state(&ledger, society),
        events: ledger.position(),
        parked,
        rooms: count(&ledger, "SELECT rooms FROM house"),
    };
    runtime.block_on(ledger.close());
    life
}

/// Waits until what follows is done; how much of it is parked.
async fn done(ledger: &Ledger, society: RecordId) -> usize {
    loop {
        let State { greetings, meetings, .. } = state(ledger, society);
        let parked = ledger.parked().await.unwrap().len();
        if (greetings, meetings, parked) == (2, 1, 1) {
            return parked;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Does something again that failed because a point was armed to fail.
fn tried<T, E: std::fmt::Display>(what: &str, mut act: impl FnMut() -> Result<T, E>) -> T {
    let mut failures = Vec::new();
    for _ in 0..TRIES {
        match act() {
            Ok(done) => return done,
            Err(error) => failures.push(error.to_string()),
        }
    }
    panic!("{what}: {failures:?}");
}

fn at_work(ledger: &Ledger) {
    let (reacting, has_stumbled) = (ledger.clone(), Arc::new(AtomicBool::new(false)));
    ledger.react("greeting", move |entry| {
        let (ledger, has_stumbled) = (reacting.clone(), Arc::clone(&has_stumbled));
        async move {
            if entry.event_type == "joined" {
                greet(&ledger, &entry).await?;
                if !has_stumbled.swap(true, Ordering::SeqCst) {
                    return Err(ReactionError::Failed("stumbled".into()));
                }
            }
            Ok(())
        }
    });
    ledger.react("calling", |entry| async move {
        match entry.event_type.as_str() {
            "renamed" => Err(ReactionError::Refused("nobody knows that name".into())),
            _ => Ok(()),
        }
    });
    let timing = ledger.clone();
    ledger.on_timer("meeting", move |record, at| {
        let ledger = timing.clone();
        async move { meet(&ledger, record, at).await }
    });
    ledger.start();
}

async fn greet(ledger: &Ledger, entry: &Entry) -> Result<(), ReactionError> {
    let permit = may_react("greeting", entry.record);
    let greet = ReactWith(Command::Greet);
    ledger
        .submit::<Society, _>(&permit, entry.record, greet, entry.key("greeting"))
        .await?;
    Ok(())
}

async fn meet(ledger: &Ledger, record: RecordId, at: Moment) -> Result<(), ReactionError> {
    let key = timer_key(record, "meeting", at);
    ledger
        .submit::<Society, _>(&may_end(record), record, OnTime(Command::Meet), key)
        .await?;
    Ok(())
}

fn backed_up(folder: &Path, now: Moment) {
    let key = tried("the backup's key", || BackupKey::read_or_make(&folder.join("backup-key"))).0;
    let (data, to) = (folder.join("data"), folder.join("backups"));
    let asked = Backup {
        records: Records::InFolder,
        data: &data,
        to: &to,
        attachments: &Attachments::InFolder,
        key: &key,
        keep_days: None,
        now,
    };
    let made = tried("a backup", || backup(&asked, |_| {}));
    assert_eq!(made.manifest.damaged, Vec::<String>::new());
}

/// The process that lives until the point at which it is armed; in the end it says which points it has passed.
#[test]
#[ignore = "started by the tests below"]
fn a_city_that_ends_at_a_point() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let _disk = std::env::var(LOSSY_DISK).ok().map(|seed| {
        lossy_disk::install().unwrap();
        Disk::under(&folder.join("data"), seed.parse().unwrap(), Spill::Always).unwrap()
    });
    match std::env::var(ARMED) {
        Ok(armed) => armed.parse::<Arming>().unwrap().arm(),
        Err(_) => Point::watch(),
    }
    live(folder, &|key, (version, position)| {
        println!("\nacknowledged {version} {position} {key}");
    });
    for (point, times) in Point::passed() {
        println!("\npassed {times} {}", point.name());
    }
}

/// What a process has said before its end.
#[derive(Default)]
struct Said {
    acknowledged: Answers,
    passed: BTreeMap<String, u32>,
    is_struck: bool,
    signal: Option<i32>,
    is_well: bool,
}

fn lived(folder: &Path, armed: Option<Arming>, is_on_a_lossy_disk: bool) -> Said {
    std::fs::create_dir_all(folder.join("data")).unwrap();
    let mut process = Process::new(std::env::current_exe().unwrap());
    process
        .args(["--exact", "a_city_that_ends_at_a_point", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stderr(Stdio::null());
    if let Some(armed) = armed {
        process.env(ARMED, armed.to_string());
    }
    if is_on_a_lossy_disk {
        process.env(LOSSY_DISK, "1");
    }
    let output = process.output().unwrap();
    let mut said = Said {
        signal: output.status.signal(),
        is_well: output.status.success(),
        ..Said::default()
    };
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        match line.splitn(4, ' ').collect::<Vec<_>>()[..] {
            ["acknowledged", version, position, key] => {
                let answer = (version.parse().unwrap(), position.parse().unwrap());
                said.acknowledged.insert(key.to_owned(), answer);
            }
            ["passed", times, point] => {
                said.passed.insert(point.to_owned(), times.parse().unwrap());
            }
            ["struck", _] => said.is_struck = true,
            _ => {}
        }
    }
    said
}

/// Lives the life to its end after it was cut off, and compares it with one that nothing happened to.
fn lived_on(folder: &Path, armed: Arming, said: &Said, unharmed: &Life) {
    let answers = Mutex::new(Answers::new());
    let life = live(folder, &|key, answer| {
        answers.lock().unwrap().insert(key.to_owned(), answer);
    });
    assert_eq!(life, *unharmed, "{armed}");
    let answers = answers.into_inner().unwrap();
    for (key, answer) in &said.acknowledged {
        assert_eq!(answers.get(key), Some(answer), "{key} was acknowledged before {armed}");
    }
    is_whole(&folder.join("data"), armed);
}

fn is_whole(data: &Path, armed: Arming) {
    let ledger = Ledger::open_reading(data, options_in(data)).unwrap();
    ledger.register::<Society>().unwrap();
    assert_whole(&ledger, &[numbered(1)]);
    let checked = ledger.check_log().unwrap();
    assert_eq!(checked.findings, [], "{armed}");
    assert_eq!(checked.leaves, ledger.position(), "{armed}");
    if !test_database::is_postgres() {
        assert_eq!(ledger.check_values().unwrap().findings, [], "{armed}");
        let files = ledger.check_files().unwrap();
        assert!(files.damaged.is_empty() && files.missing.is_empty(), "{armed}: {files:?}");
        assert_eq!(files.erased, 1, "{armed}: the paper went with its term");
    }
}

fn unharmed() -> Life {
    let folder = tempfile::tempdir().unwrap();
    let life = live(folder.path(), &|_, _| {});
    assert_eq!((life.society.members, life.society.greetings, life.rooms), (2, 2, 4));
    assert_eq!(life.society.cards, [1, 2, 3, 4, 5, 6]);
    life
}

fn points() -> impl Iterator<Item = Point> + Send {
    let folder = tempfile::tempdir().unwrap();
    let database = test_database::database_of(folder.path());
    Point::ALL.iter().copied().filter(move |point| point.is_passed_in(&database))
}

#[test]
fn every_point_of_the_list_is_passed_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let said = lived(folder.path(), None, false);
    assert!(said.is_well);
    let passed: BTreeSet<&str> = said.passed.keys().map(String::as_str).collect();
    assert_eq!(passed, points().map(Point::name).collect::<BTreeSet<_>>());
}

/// How somebody is struck at a point.
#[derive(Clone, Copy, PartialEq)]
enum Blow {
    Killed,
    /// The disk forgets what was not synced.
    WithoutPower,
    Failing,
}

impl Blow {
    fn strike(self) -> Strike {
        match self {
            Self::Killed | Self::WithoutPower => Strike::End,
            Self::Failing => Strike::Fail,
        }
    }

    /// So that a life is cut off early and late.
    fn passing(self) -> u32 {
        match self {
            Self::Killed | Self::Failing => 1,
            Self::WithoutPower => 2,
        }
    }

    fn can_fall_at(self, point: Point) -> bool {
        self != Self::Failing || point.can_fail()
    }

    fn was_dealt(self, said: &Said) -> bool {
        match self {
            Self::Killed | Self::WithoutPower => said.is_struck && said.signal == Some(SIGABRT),
            Self::Failing => said.is_struck && said.is_well,
        }
    }
}

/// Strikes at each point once, and lives on.
fn struck(blow: Blow) {
    let unharmed = unharmed();
    let waiting = Mutex::new(points().filter(|point| blow.can_fall_at(*point)));
    let harmed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some(point) = next else { return };
                    if catch_unwind(AssertUnwindSafe(|| struck_at(point, blow, &unharmed))).is_err() {
                        harmed.lock().unwrap().push(point.name());
                    }
                }
            });
        }
    });
    assert_eq!(harmed.into_inner().unwrap(), Vec::<&str>::new());
}

fn struck_at(point: Point, blow: Blow, unharmed: &Life) {
    // What a life passes once is struck the first time.
    for passing in (1..=blow.passing()).rev() {
        let armed = Arming::new(point, passing, blow.strike()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let said = lived(folder.path(), Some(armed), blow == Blow::WithoutPower);
        if passing > 1 && said.is_well {
            continue;
        }
        assert!(blow.was_dealt(&said), "{armed}: signal {:?}", said.signal);
        return lived_on(folder.path(), armed, &said, unharmed);
    }
}

#[test]
fn who_is_killed_at_a_point_goes_on_without_loss() {
    struck(Blow::Killed);
}

#[test]
fn who_loses_its_power_at_a_point_goes_on_without_loss() {
    if !test_database::is_postgres() {
        struck(Blow::WithoutPower);
    }
}

#[test]
fn what_fails_at_a_point_is_done_when_it_is_tried_again() {
    struck(Blow::Failing);
}
