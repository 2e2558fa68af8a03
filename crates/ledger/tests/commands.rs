//! Commands: committed together, each for itself, once.

mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use ledger::{Ledger, SubmitError};
use support::*;

fn together<T: Send>(clients: u64, act: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(clients as usize);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|client| {
                let (barrier, act) = (&barrier, &act);
                scope.spawn(move || {
                    barrier.wait();
                    act(client)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn city() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    (folder, ledger)
}

#[test]
fn a_committed_command_is_read_back_at_once() {
    let (_folder, ledger) = city();
    let receipt = found(&ledger, record(1));
    assert_eq!((receipt.version, receipt.position, receipt.replayed), (1, 1, false));
    let receipt = ask(&ledger, record(1), Command::Join { members: 3 }, "join").unwrap();
    assert_eq!((receipt.version, receipt.position, receipt.state.members), (4, 4, 3));
    assert_eq!(state(&ledger, record(1)).members, 3);
    assert_eq!(count(&ledger, "SELECT members FROM society"), 3);
    assert_eq!(
        ledger
            .state_blocking::<Society>(record(2))
            .unwrap()
            .map(|snapshot| snapshot.version),
        None
    );
    assert_whole(&ledger, &[record(1), record(2)]);
}

#[test]
fn one_failing_command_spoils_no_other() {
    let (_folder, ledger) = city();
    let outcomes = together(64, |client| {
        let record = numbered(client);
        let founded = found(&ledger, record);
        let failing = match client % 8 {
            0 => Some(Command::Panic),
            1 => Some(Command::BreakRows(Breaking::Panic)),
            2 => Some(Command::BreakRows(Breaking::Null)),
            3 => Some(Command::SpoilCard { series: "card".into() }),
            _ => None,
        };
        let failed = failing.map(|command| ask(&ledger, record, command, format!("fail {client}")).map(|_| ()));
        let joined = ask(&ledger, record, Command::Join { members: 2 }, format!("join {client}")).unwrap();
        (founded.version, failed, joined.version)
    });
    for (client, (founded, failed, joined)) in outcomes.into_iter().enumerate() {
        assert_eq!((founded, joined), (1, 3), "client {client}");
        match client % 8 {
            0..=2 => assert!(
                matches!(failed, Some(Err(SubmitError::Broken(_)))),
                "client {client}: {failed:?}"
            ),
            3 => assert_eq!(failed, Some(Err(SubmitError::Refused(Refusal::CardSpoilt)))),
            _ => assert_eq!(failed, None),
        }
    }
    assert_eq!(ledger.position(), 64 * 3);
    assert_whole(&ledger, &(0..64).map(numbered).collect::<Vec<_>>());
}

#[test]
fn sent_twice_it_happens_once_and_answers_the_same() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    let first = ask(&ledger, record(1), Command::Join { members: 1 }, "join").unwrap();
    ask(&ledger, record(1), Command::Join { members: 5 }, "join more").unwrap();
    let again = ask(&ledger, record(1), Command::Join { members: 1 }, "join").unwrap();
    assert!(again.replayed);
    assert_eq!(
        (again.version, again.position, again.at),
        (first.version, first.position, first.at)
    );
    assert_eq!(again.state, first.state);
    assert_eq!(state(&ledger, record(1)).members, 6);
}

#[test]
fn sent_by_many_at_once_it_happens_once() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    let receipts = together(64, |_| ask(&ledger, record(1), Command::Join { members: 1 }, "join").unwrap());
    assert_eq!(receipts.iter().filter(|receipt| !receipt.replayed).count(), 1);
    assert!(
        receipts
            .iter()
            .all(|receipt| receipt.version == 2 && receipt.state.members == 1)
    );
}

#[test]
fn a_key_is_known_again_after_a_restart() {
    let (folder, ledger) = city();
    let first = found(&ledger, record(1));
    drop(ledger);
    let ledger = open(folder.path());
    let again = found(&ledger, record(1));
    assert!(again.replayed);
    assert_eq!(
        (again.version, again.position, again.at),
        (first.version, first.position, first.at)
    );
}

#[test]
fn a_key_belongs_to_one_command_of_one_actor() {
    let (_folder, ledger) = city();
    ask(&ledger, record(1), Command::Found { name: "one".into() }, "key").unwrap();
    let other = ask(&ledger, record(2), Command::Found { name: "two".into() }, "key");
    assert_eq!(other.unwrap_err(), SubmitError::KeyReused);
    let somebody_else = ask_as(&ledger, 2, record(2), Command::Found { name: "two".into() }, "key").unwrap();
    assert!(!somebody_else.replayed);
}

#[test]
fn a_permit_is_good_for_its_record_only() {
    let (_folder, ledger) = city();
    let permit = may_administer(&administrator(1), record(1));
    let command = Ask(Command::Found { name: "one".into() });
    let outcome = ledger.submit_blocking::<Society, _>(&permit, record(2), command, "key".into());
    assert_eq!(outcome.unwrap_err(), SubmitError::NotPermitted);
}

#[test]
fn a_refused_command_uses_no_number() {
    let (folder, ledger) = city();
    let mut numbers: Vec<u64> = together(64, |client| {
        found(&ledger, numbered(client));
        let mut issued = Vec::new();
        for round in 0..4 {
            let series = || "card 2026".to_owned();
            let spoilt = ask(
                &ledger,
                numbered(client),
                Command::SpoilCard { series: series() },
                format!("spoil {client} {round}"),
            );
            assert_eq!(spoilt.unwrap_err(), SubmitError::Refused(Refusal::CardSpoilt));
            let receipt = ask(
                &ledger,
                numbered(client),
                Command::IssueCard { series: series() },
                format!("issue {client} {round}"),
            );
            issued.push(*receipt.unwrap().state.cards.last().unwrap());
        }
        issued
    })
    .concat();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=256).collect::<Vec<_>>());
    drop(ledger);
    let ledger = open(folder.path());
    let next = ask(
        &ledger,
        numbered(0),
        Command::IssueCard {
            series: "card 2026".into(),
        },
        "next",
    )
    .unwrap();
    assert_eq!(next.state.cards.last(), Some(&257));
    found(&ledger, record(1));
    let card = Command::IssueCard {
        series: "card 2027".into(),
    };
    assert_eq!(
        ask(&ledger, record(1), card, "other").unwrap().state.cards,
        [1],
        "another series begins at one"
    );
}

#[test]
fn a_unique_value_has_one_holder() {
    let (_folder, ledger) = city();
    let outcomes = together(16, |client| {
        ask(
            &ledger,
            numbered(client),
            Command::Found {
                name: "滨州商会".into()
            },
            format!("{client}"),
        )
    });
    let taken = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(SubmitError::Claimed { scope: "society-name" })))
        .count();
    assert_eq!(taken, 15);
    let holder = outcomes.iter().find_map(|outcome| outcome.as_ref().ok()).unwrap().record;
    let rename = Command::Rename {
        from: "滨州商会".into(),
        to: "博兴商会".into(),
    };
    ask(&ledger, holder, rename, "rename").unwrap();
    let newcomer = record(9);
    ask(
        &ledger,
        newcomer,
        Command::Found {
            name: "滨州商会".into()
        },
        "newcomer",
    )
    .unwrap();
    let claim = |name: &str| ledger::Claim::new("society-name", name);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        assert_eq!(ledger.find(&claim("滨州商会")).await.unwrap(), Some(newcomer));
        assert_eq!(ledger.find(&claim("博兴商会")).await.unwrap(), Some(holder));
        assert_eq!(ledger.find(&claim("惠民商会")).await.unwrap(), None);
    });
}

#[test]
fn what_was_expected_of_another_record_must_still_hold() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    found(&ledger, record(2));
    let expect = |version| Command::Expect {
        other: record(2),
        version,
    };
    ask(&ledger, record(1), expect(1), "in time").unwrap();
    ask(&ledger, record(2), Command::Join { members: 1 }, "meanwhile").unwrap();
    assert_eq!(
        ask(&ledger, record(1), expect(1), "late").unwrap_err(),
        SubmitError::Stale { record: record(2) }
    );
    let nobody = Command::Expect {
        other: record(3),
        version: 0,
    };
    ask(&ledger, record(1), nobody, "a record that is not there").unwrap();
}

#[test]
fn a_decision_without_events_writes_nothing() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    let receipt = ask(&ledger, record(1), Command::Nothing, "nothing").unwrap();
    assert_eq!((receipt.version, receipt.position, receipt.replayed), (1, 1, false));
    assert_eq!(ledger.position(), 1);
}

#[test]
fn a_number_that_others_would_round_is_not_written() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    let outcome = ask(&ledger, record(1), Command::Count { number: 1 << 53 }, "too large");
    assert!(is_broken(&outcome), "{outcome:?}");
    ask(&ledger, record(1), Command::Count { number: (1 << 53) - 1 }, "just right").unwrap();
    assert_whole(&ledger, &[record(1)]);
}

#[test]
fn a_kind_that_was_not_registered_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(folder.path(), options_in(folder.path())).unwrap();
    assert!(is_unavailable(&ask(
        &ledger,
        record(1),
        Command::Found { name: "one".into() },
        "key"
    )));
}

#[test]
fn who_watches_is_told_after_the_commit() {
    let (_folder, ledger) = city();
    let mut watching = ledger.watch();
    found(&ledger, record(1));
    ask(&ledger, record(1), Command::Join { members: 2 }, "join").unwrap();
    let told: Vec<_> = std::iter::from_fn(|| watching.try_recv().ok())
        .map(|told| (told.position, told.version))
        .collect();
    assert_eq!(told, [(1, 1), (2, 2), (3, 3)]);
}

#[test]
fn a_reader_sees_a_record_only_grow() {
    let (_folder, ledger) = city();
    found(&ledger, record(1));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut seen = 0;
                while !is_over.load(Ordering::Relaxed) {
                    let snapshot = ledger.state_blocking::<Society>(record(1)).unwrap().unwrap();
                    let listed = count(&ledger, "SELECT members FROM society");
                    assert!(snapshot.version >= seen);
                    assert_eq!(snapshot.version, 1 + u64::from(snapshot.state.members));
                    assert!(
                        listed >= u64::from(snapshot.state.members),
                        "what is remembered is on the disk"
                    );
                    seen = snapshot.version;
                }
            });
        }
        let joined = |client: u64| {
            for round in 0..50 {
                let receipt = ask_as(&ledger, client, record(1), Command::Join { members: 1 }, format!("{round}")).unwrap();
                let snapshot = ledger.state_blocking::<Society>(record(1)).unwrap().unwrap();
                assert!(snapshot.version >= receipt.version, "one reads what one wrote");
            }
        };
        let writers: Vec<_> = (0..8).map(|client| scope.spawn(move || joined(client))).collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        is_over.store(true, Ordering::Relaxed);
    });
    assert_eq!(state(&ledger, record(1)).members, 400);
}

#[test]
fn what_waits_when_the_ledger_closes_is_committed() {
    let (folder, ledger) = city();
    found(&ledger, record(1));
    let ledger = Arc::new(ledger);
    let joining: Vec<_> = (0..32)
        .map(|client| {
            let ledger = Arc::clone(&ledger);
            thread::spawn(move || ask(&ledger, record(1), Command::Join { members: 1 }, format!("{client}")))
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(ledger.close());
    let outcomes: Vec<_> = joining.into_iter().map(|joining| joining.join().unwrap()).collect();
    let acknowledged = outcomes.iter().filter(|outcome| outcome.is_ok()).count() as u32;
    assert!(outcomes.iter().all(|outcome| outcome.is_ok() || is_unavailable(outcome)));
    drop(ledger);
    assert_eq!(state(&open(folder.path()), record(1)).members, acknowledged);
}
