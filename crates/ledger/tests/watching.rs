//! Whoever watches over the ledger is told how it is.

mod support;

use authority::ActName;
use calendar::Moment;
use ledger::{Key, Outcome, ParkedOutcome, ReactionError, Statement};
use support::*;

const BALLAST: &str = "CREATE TABLE ballast (bytes BLOB NOT NULL)";
/// The text that a full database has no room for.
const LONG: usize = 100_000;

fn tell(path: &str) -> Command {
    Command::Tell {
        path: path.to_owned(),
        text: noise(LONG),
    }
}

#[test]
fn commands_are_counted_by_what_became_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    found(&ledger, record(1));
    let before = ledger.measures().commands(ActName::Administer, Outcome::Written);
    for _ in 0..2 {
        ask(&ledger, record(1), Command::Join { members: 1 }, "one").unwrap();
    }
    ask(&ledger, record(1), Command::SpoilCard { series: "card".into() }, "two").unwrap_err();
    let counted = |outcome| ledger.measures().commands(ActName::Administer, outcome);
    assert_eq!(counted(Outcome::Written) - before, 1);
    assert_eq!((counted(Outcome::Replayed), counted(Outcome::Refused)), (1, 1));
    assert_eq!(
        ledger.measures().commit_microseconds().count(),
        ledger.measures().commit_writes().count()
    );
    assert!(ledger.measures().commit_writes().sum >= 4);
    let queue = ledger.queue().unwrap();
    assert_eq!(queue.waiting, 0);
    assert!(queue.most > 0);
}

#[test]
fn a_commit_that_fails_is_told_until_another_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open_with(folder.path(), options().with_bytes_max(3 << 20));
    found(&ledger, record(1));
    ledger.migrate("ballast", &[BALLAST]).unwrap();
    let ballast = |sql| ledger.side_blocking(vec![Statement::new(sql, Vec::new())]).unwrap();
    ballast("INSERT INTO ballast (bytes) VALUES (zeroblob(1000000))");
    let is_full = |number: u32| {
        is_unavailable(&ask(
            &ledger,
            record(1),
            tell(&number.to_string()),
            Key::derived(&["tell", &number.to_string()]),
        ))
    };
    assert!((0..100).any(is_full), "it never becomes full");
    assert!(ledger.measures().is_last_commit_bad());
    assert!(ledger.measures().commits_failed() > 0);
    ballast("DELETE FROM ballast");
    wait_for(ledger.prove_writing()).unwrap();
    assert!(!ledger.measures().is_last_commit_bad());
    wait_for(ledger.close());
    assert!(unavailable(wait_for(ledger.prove_writing())).contains("closed"));
    assert_eq!(ledger.queue(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_whose_moment_is_over_is_late_until_it_is_handled() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    ledger.on_timer("meeting", |_, _| async { Err(ReactionError::Failed("nobody came".into())) });
    tokio::task::block_in_place(|| {
        found(&ledger, record(1));
        ask(&ledger, record(1), Command::MeetAt { at: Some(Moment(5)) }, "meet").unwrap();
    });
    let late = ledger.late_timers().await.unwrap();
    assert_eq!(
        late.iter()
            .map(|late| (late.name.as_str(), late.count, late.oldest))
            .collect::<Vec<_>>(),
        [("meeting", 1, Moment(5))]
    );
    ledger.start();
    while !ledger.late_timers().await.unwrap().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let parked = ledger.parked_counts().await.unwrap();
    assert_eq!(
        parked
            .iter()
            .map(|parked| (parked.reaction.as_str(), parked.outcome, parked.count))
            .collect::<Vec<_>>(),
        [("timer:meeting", ParkedOutcome::Failed, 1)]
    );
    assert!(ledger.reactions_run());
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_is_not_behind_because_of_what_is_not_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    ledger.react_to("bystander", &["nothing"], |_| async { Ok(()) });
    tokio::task::block_in_place(|| found(&ledger, record(1)));
    assert_eq!(ledger.lags().await.unwrap()[0].behind, ledger.position());
    ledger.start();
    let mut looks = 0;
    while ledger.lags().await.unwrap()[0].behind > 0 {
        looks += 1;
        assert!(looks < 1_000, "it is behind for good");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    ledger.close().await;
}

fn wait_for<T>(what: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(what)
}
