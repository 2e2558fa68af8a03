//! Numbers of a series under 64 writers and a server that is killed again and again: from 1, without a gap and without a double.

mod support;

use std::collections::BTreeMap;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command as Process, Stdio};

use ledger::{Key, Ledger, SubmitError};
use support::*;
use tokio::task::JoinSet;

const WRITERS: u64 = 64;
const FOLDER: &str = "LEDGER_TEST_FOLDER";
const UNANSWERED: &str = "LEDGER_TEST_UNANSWERED";

/// Numbers that are acknowledged after a start before the server is killed: 1 kills it amid the first answers.
const KILLED_AFTER: [usize; 8] = [1, 64, 200, 7, 333, 130, 90, 260];
/// Steps that a writer sends again after a restart though they were answered.
const SENT_AGAIN: u64 = 6;

/// A society whose name no other may have, and which nobody changes.
const NEIGHBOUR: u64 = WRITERS;

/// A writer and one of its steps.
type Place = (u64, u64);

fn series() -> String {
    "card 2026".into()
}

/// Every even step issues a card. Every odd one draws a number in vain: the record refuses, its name is another's, the
/// neighbour is not as expected, a rule or a view breaks, the database refuses a row.
fn command(writer: u64, step: u64) -> Command {
    let draw_and = |then| Command::IssueCardAnd {
        series: series(),
        then: Box::new(then),
    };
    match step % 12 {
        1 => Command::SpoilCard { series: series() },
        3 => draw_and(Command::Rename {
            from: writer.to_string(),
            to: NEIGHBOUR.to_string(),
        }),
        5 => draw_and(Command::Expect {
            other: numbered(NEIGHBOUR),
            version: 7,
        }),
        7 => draw_and(Command::Panic),
        9 => draw_and(Command::BreakRows(Breaking::Panic)),
        11 => draw_and(Command::BreakRows(Breaking::Null)),
        _ => Command::IssueCard { series: series() },
    }
}

fn is_in_vain(step: u64) -> bool {
    step % 2 == 1
}

fn is_refused_as_it_should(step: u64, outcome: &Outcome) -> bool {
    matches!(
        (step % 12, outcome),
        (1, Err(SubmitError::Refused(Refusal::CardSpoilt)))
            | (3, Err(SubmitError::Claimed { .. }))
            | (5, Err(SubmitError::Stale { .. }))
            | (7 | 9 | 11, Err(SubmitError::Broken(_)))
    )
}

fn send(ledger: &Ledger, writer: u64, command: Command, key: Key) -> impl Future<Output = Outcome> {
    let record = numbered(writer);
    let permit = may_administer(&administrator(writer), record);
    ledger.submit::<Society, _>(&permit, record, Ask(command), key)
}

async fn found_society(ledger: &Ledger, writer: u64) {
    let name = writer.to_string();
    send(ledger, writer, Command::Found { name }, "found".into()).await.unwrap();
}

/// A writer goes on where it was not answered, from a little before; the even steps it sends twice at once.
async fn write(ledger: Ledger, writer: u64, unanswered: u64) {
    found_society(&ledger, writer).await;
    for step in unanswered.saturating_sub(SENT_AGAIN).. {
        let ask = || send(&ledger, writer, command(writer, step), step.to_string().into());
        if is_in_vain(step) {
            let outcome = ask().await;
            assert!(is_refused_as_it_should(step, &outcome), "{writer}, {step}: {outcome:?}");
            continue;
        }
        let (one, other) = tokio::join!(ask(), ask());
        let (one, other) = (one.unwrap(), other.unwrap());
        let number = *one.state.cards.last().unwrap();
        assert_eq!(other.state.cards.last(), Some(&number), "{writer}, {step}: sent twice");
        assert!(one.replayed || other.replayed, "{writer}, {step}: issued twice");
        assert!(
            step >= unanswered || (one.replayed && other.replayed),
            "{writer}, {step}: lost"
        );
        println!("\nacknowledged {writer} {step} {number}");
    }
}

/// The server that will be killed: 64 tasks draw from one series, and it says what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started and killed by a_series_has_no_gap_and_no_double_under_writers_and_kills"]
async fn a_server_that_will_be_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let unanswered = std::env::var(UNANSWERED).unwrap();
    let ledger = tokio::task::block_in_place(|| open(Path::new(&folder)));
    found_society(&ledger, NEIGHBOUR).await;
    let mut writers = JoinSet::new();
    for (writer, unanswered) in (0..).zip(unanswered.split(',')) {
        writers.spawn(write(ledger.clone(), writer, unanswered.parse().unwrap()));
    }
    // No writer ends by itself.
    println!("\nfailed {:?}", writers.join_next().await);
}

/// What the server has acknowledged so far.
#[derive(Default)]
struct Acknowledged(BTreeMap<Place, u64>);

impl Acknowledged {
    /// Whether the line acknowledges a number that was not known; one that was known must be the same.
    fn hear(&mut self, line: &str) -> bool {
        let words: Vec<_> = line.split(' ').collect();
        let ["acknowledged", writer, step, number] = words[..] else {
            return false;
        };
        let place = (writer.parse().unwrap(), step.parse().unwrap());
        let number = number.parse().unwrap();
        let earlier = self.0.insert(place, number);
        assert!(
            earlier.is_none_or(|earlier| earlier == number),
            "{place:?} was answered {earlier:?}, and {number} when it was sent again"
        );
        earlier.is_none()
    }

    /// The first step of a writer that may not have been answered.
    fn unanswered(&self, writer: u64) -> u64 {
        let mut answered = self.0.range((writer, 0)..(writer + 1, 0));
        answered.next_back().map_or(0, |((_, step), _)| step + 1)
    }
}

/// Runs the server until it has acknowledged that many new numbers, and kills it at once.
fn run_and_kill(folder: &Path, acknowledged: &mut Acknowledged, killed_after: usize) {
    let unanswered: Vec<_> = (0..WRITERS)
        .map(|writer| acknowledged.unanswered(writer).to_string())
        .collect();
    let mut server = Process::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "a_server_that_will_be_killed",
            "--ignored",
            "--nocapture",
            "--test-threads",
            "1",
        ])
        .env(FOLDER, folder)
        .env(UNANSWERED, unanswered.join(","))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(server.stdout.take().unwrap());
    let (mut heard, mut failed) = (0, String::new());
    // What was said before the kill still comes after it.
    for line in said.lines().map_while(Result::ok) {
        if acknowledged.hear(&line) {
            heard += 1;
            if heard == killed_after {
                server.kill().unwrap();
            }
        } else if line.starts_with("failed") {
            failed = line;
        }
    }
    server.wait().unwrap();
    assert!(
        heard >= killed_after,
        "the server ended by itself after {heard} numbers: {failed}"
    );
}

#[test]
fn a_series_has_no_gap_and_no_double_under_writers_and_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Acknowledged::default();
    for killed_after in KILLED_AFTER {
        run_and_kill(folder.path(), &mut acknowledged, killed_after);
    }
    let ledger = open(folder.path());
    let issued = issued(&ledger);
    for (place, number) in &acknowledged.0 {
        let found = issued.get(place).map(|(_, number)| number);
        assert_eq!(found, Some(number), "{place:?} was acknowledged with {number}");
    }
    let mut in_order: Vec<_> = issued.values().copied().collect();
    in_order.sort_unstable();
    let numbers: Vec<_> = in_order.into_iter().map(|(_, number)| number).collect();
    let last = numbers.len() as u64;
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "in the order of the log");
    assert_eq!(count(&ledger, "SELECT count(*) FROM card"), last);
    assert_eq!(count(&ledger, "SELECT max(number) FROM card"), last);
    assert_whole(&ledger, &(0..=NEIGHBOUR).map(numbered).collect::<Vec<_>>());
    let next = ask_as(&ledger, 0, numbered(0), Command::IssueCard { series: series() }, "next").unwrap();
    assert_eq!(next.state.cards.last(), Some(&(last + 1)), "the series goes on");
}

/// The position in the log and the number of every card that was issued. Steps in vain have left nothing.
fn issued(ledger: &Ledger) -> BTreeMap<Place, (u64, u64)> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let mut issued = BTreeMap::new();
    for writer in 0..WRITERS {
        for entry in runtime.block_on(ledger.history(numbered(writer))).unwrap() {
            match entry.event::<Society>().unwrap() {
                Some(Event::Founded) => assert_eq!(entry.key, "found"),
                Some(Event::CardIssued { number }) => {
                    let step = entry.key.parse().unwrap();
                    assert!(!is_in_vain(step), "{writer}, {step} was refused");
                    let double = issued.insert((writer, step), (entry.position, number));
                    assert_eq!(double, None, "{writer}, {step} is there twice");
                }
                other => panic!("{other:?} of {writer} was refused"),
            }
        }
    }
    issued
}
