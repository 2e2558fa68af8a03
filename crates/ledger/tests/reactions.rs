//! What follows from events and from time: exactly once, in order, whatever happens in between.

mod support;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use calendar::Moment;
use identity::RecordId;
use ledger::{ATTEMPTS_MAX, Entry, Key, Ledger, MovableClock, ParkedOutcome, ReactionError, timer_key};
use support::*;

async fn greet(ledger: &Ledger, entry: &Entry) -> Result<(), ReactionError> {
    let permit = may_react("greeting", entry.record);
    ledger
        .submit::<Society, _>(&permit, entry.record, ReactWith(Command::Greet), entry.key("greeting"))
        .await?;
    Ok(())
}

async fn send(ledger: &Ledger, record: RecordId, command: Command, key: &str) {
    let permit = may_administer(&administrator(1), record);
    let key = Key::derived(&[key, &record.to_string()]);
    ledger.submit::<Society, _>(&permit, record, Ask(command), key).await.unwrap();
}

async fn send_found(ledger: &Ledger, record: RecordId) {
    send(
        ledger,
        record,
        Command::Found {
            name: record.to_string(),
        },
        "found",
    )
    .await;
}

async fn caught_up(ledger: &Ledger) {
    for _ in 0..1_000 {
        if ledger.lags().await.unwrap().iter().all(|lag| lag.behind == 0) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the reactions did not catch up: {:?}", ledger.lags().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_reacted_to_once_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let handled = Arc::new(AtomicU32::new(0));
    for round in 0..4_u32 {
        let ledger = tokio::task::block_in_place(|| open(folder.path()));
        let (reacting, handled) = (ledger.clone(), Arc::clone(&handled));
        ledger.react("greeting", move |entry| {
            let (ledger, handled) = (reacting.clone(), Arc::clone(&handled));
            async move {
                if entry.event_type == "joined" {
                    greet(&ledger, &entry).await?;
                    // A crash between the command and the cursor: handled again, done once.
                    if handled.fetch_add(1, Ordering::SeqCst).is_multiple_of(3) {
                        return Err(ReactionError::Failed("cut off".into()));
                    }
                }
                Ok(())
            }
        });
        ledger.start();
        for number in 0..10 {
            let record = numbered(number);
            if round == 0 {
                send_found(&ledger, record).await;
            }
            send(&ledger, record, Command::Join { members: 2 }, &format!("join {round}")).await;
        }
        if round % 2 == 1 {
            caught_up(&ledger).await;
        }
        ledger.close().await;
    }
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    let greetings: u32 = (0..10).map(|number| state(&ledger, numbered(number)).greetings).sum();
    assert_eq!(greetings, 10 * 2 * 4);
    assert!(handled.load(Ordering::SeqCst) > greetings);
}

/// Has the record and version of each event noted as it is handled.
fn noting(ledger: &Ledger) -> Arc<Mutex<Vec<(RecordId, u64)>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    ledger.react_to("order", &["society"], move |entry| {
        let noted = Arc::clone(&noted);
        async move {
            tokio::task::yield_now().await;
            noted.lock().unwrap().push((entry.record, entry.version));
            Ok(())
        }
    });
    seen
}

/// More than is read at a time, before anybody follows.
#[tokio::test(flavor = "multi_thread")]
async fn long_events_are_handled_once_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    let seen = noting(&ledger);
    send_found(&ledger, record(1)).await;
    for number in 0..20 {
        let path = format!("{number}-{}", "p".repeat(30_000));
        let tell = Command::Tell {
            path,
            text: "text".into(),
        };
        send(&ledger, record(1), tell, &format!("tell {number}")).await;
    }
    ledger.start();
    caught_up(&ledger).await;
    let versions: Vec<u64> = seen.lock().unwrap().iter().map(|(_, version)| *version).collect();
    assert_eq!(versions, (1..=21).collect::<Vec<_>>());
    ledger.close().await;
}

/// What cannot be decided or written today cannot be tomorrow: it must not stand in the way of everything after it.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_leads_to_what_cannot_be_written_is_parked_and_the_others_are_handled() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    let reacting = ledger.clone();
    ledger.react("greeting", move |entry| {
        let ledger = reacting.clone();
        async move {
            let poison = match entry.record {
                record if record == numbered(0) => Command::Panic,
                record if record == numbered(1) => Command::BreakRows(Breaking::Null),
                _ if entry.event_type == "founded" => return greet(&ledger, &entry).await,
                _ => return Ok(()),
            };
            if entry.event_type != "founded" {
                return Ok(());
            }
            let permit = may_react("greeting", entry.record);
            let key = entry.key("greeting");
            ledger
                .submit::<Society, _>(&permit, entry.record, ReactWith(poison), key)
                .await?;
            Ok(())
        }
    });
    ledger.start();
    for number in 0..10 {
        send_found(&ledger, numbered(number)).await;
    }
    caught_up(&ledger).await;
    let mut parked: Vec<_> = ledger.parked().await.unwrap();
    parked.sort_by_key(|parked| parked.mark);
    let shown: Vec<_> = parked.iter().map(|parked| (parked.record, parked.outcome)).collect();
    let failed = ParkedOutcome::Failed;
    assert_eq!(shown, [(numbered(0), failed), (numbered(1), failed)], "{parked:?}");
    for number in 2..10 {
        assert_eq!(state(&ledger, numbered(number)).greetings, 1);
    }
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_events_of_a_record_are_handled_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    let seen = noting(&ledger);
    ledger.react_to("nothing", &["application"], |_| async {
        Err(ReactionError::Failed("not asked for".into()))
    });
    ledger.start();
    for number in 0..30 {
        send_found(&ledger, numbered(number)).await;
        send(&ledger, numbered(number), Command::Join { members: 20 }, "join").await;
    }
    eventually("handling all", || seen.lock().unwrap().len() == 30 * 21).await;
    let seen = seen.lock().unwrap();
    for number in 0..30 {
        let versions: Vec<_> = seen
            .iter()
            .filter(|(record, _)| *record == numbered(number))
            .map(|(_, version)| *version)
            .collect();
        assert_eq!(versions, (1..=21).collect::<Vec<_>>());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_parked_and_holds_up_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    let (is_repaired, tried) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let (repaired, counted, reacting) = (Arc::clone(&is_repaired), Arc::clone(&tried), ledger.clone());
    ledger.react("greeting", move |entry| {
        let (repaired, counted, ledger) = (Arc::clone(&repaired), Arc::clone(&counted), reacting.clone());
        async move {
            match (entry.event_type.as_str(), entry.record == record(1)) {
                ("joined", true) if !repaired.load(Ordering::SeqCst) => {
                    let tried = counted.fetch_add(1, Ordering::SeqCst);
                    assert!(tried % 2 == 0, "a handler may panic");
                    Err(ReactionError::Failed("the printer is out of paper".into()))
                }
                ("joined", _) => greet(&ledger, &entry).await,
                ("card_issued", _) => Err(ReactionError::Refused("no cards today".into())),
                _ => Ok(()),
            }
        }
    });
    ledger.start();
    send_found(&ledger, record(1)).await;
    send_found(&ledger, record(2)).await;
    send(&ledger, record(1), Command::Join { members: 1 }, "one").await;
    send(&ledger, record(2), Command::Join { members: 3 }, "two").await;
    send(&ledger, record(2), Command::IssueCard { series: "card".into() }, "card").await;
    caught_up(&ledger).await;
    assert_eq!(tried.load(Ordering::SeqCst), ATTEMPTS_MAX);
    assert_eq!(
        (state(&ledger, record(1)).greetings, state(&ledger, record(2)).greetings),
        (0, 3)
    );
    let parked = ledger.parked().await.unwrap();
    let by = |outcome| parked.iter().find(|parked| parked.outcome == outcome).unwrap();
    assert_eq!(
        (
            parked.len(),
            by(ParkedOutcome::Failed).record,
            by(ParkedOutcome::Refused).record
        ),
        (2, record(1), record(2))
    );
    assert_eq!(by(ParkedOutcome::Refused).reason, "no cards today");
    assert_eq!(ledger.lags().await.unwrap()[0].parked, 1);

    let failed = by(ParkedOutcome::Failed);
    assert!(ledger.retry_parked(failed).await.is_err());
    is_repaired.store(true, Ordering::SeqCst);
    ledger.retry_parked(failed).await.unwrap();
    assert_eq!(state(&ledger, record(1)).greetings, 1);
    ledger.dismiss_parked(by(ParkedOutcome::Refused)).await.unwrap();
    assert_eq!(ledger.parked().await.unwrap(), []);

    // Whoever still has a list from before tries what is off the desk: it stays off, however that ends.
    is_repaired.store(false, Ordering::SeqCst);
    assert!(ledger.retry_parked(failed).await.is_err());
    assert_eq!(ledger.parked().await.unwrap(), []);
}

fn meet_on_time(ledger: &Ledger, calls: Arc<AtomicU32>) {
    let timed = ledger.clone();
    ledger.on_timer("meeting", move |record, at| {
        let (ledger, calls) = (timed.clone(), Arc::clone(&calls));
        async move {
            calls.fetch_add(1, Ordering::SeqCst);
            let key = timer_key(record, "meeting", at);
            ledger
                .submit::<Society, _>(&may_end(record), record, OnTime(Command::Meet), key)
                .await?;
            Ok(())
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_comes_once_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(1_000);
    let calls = Arc::new(AtomicU32::new(0));
    let options = || options().with_clock(clock.clone());
    let ledger = tokio::task::block_in_place(|| open_with(folder.path(), options()));
    meet_on_time(&ledger, Arc::clone(&calls));
    ledger.start();
    for number in 1..=5 {
        send_found(&ledger, record(number)).await;
    }
    let meet = |at| Command::MeetAt { at: Some(Moment(at)) };
    send(&ledger, record(1), meet(900), "already past").await;
    send(&ledger, record(2), meet(50_000), "later").await;
    send(&ledger, record(3), meet(50_000), "later").await;
    send(&ledger, record(3), Command::MeetAt { at: None }, "called off").await;
    send(&ledger, record(4), meet(50_000), "later").await;
    send(&ledger, record(4), meet(90_000), "postponed").await;
    eventually("the first meeting", || state(&ledger, record(1)).meetings == 1).await;
    ledger.close().await;
    clock.set(60_000);
    let ledger = tokio::task::block_in_place(|| open_with(folder.path(), options()));
    meet_on_time(&ledger, Arc::clone(&calls));
    ledger.start();
    eventually("the second meeting", || state(&ledger, record(2)).meetings == 1).await;
    clock.set(100_000);
    eventually("the postponed meeting", || state(&ledger, record(4)).meetings == 1).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(calls.load(Ordering::SeqCst), 3);
    assert_eq!(
        (state(&ledger, record(3)).meetings, state(&ledger, record(5)).meetings),
        (0, 0)
    );
    assert_eq!(tokio::task::block_in_place(|| ledger.verify_fold::<Society>()).unwrap(), []);
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn time_that_is_let_pass_comes_by_every_moment_in_its_order() {
    const HOUR: i64 = 3_600_000;
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(MovableClock::open(folder.path()).unwrap());
    let ledger = tokio::task::block_in_place(|| open_with(folder.path(), options().with_clock(clock.clone())));
    let met: Arc<Mutex<Vec<(RecordId, i64)>>> = Arc::default();
    let (timed, seen) = (ledger.clone(), Arc::clone(&met));
    ledger.on_timer("meeting", move |record, at| {
        let (ledger, seen) = (timed.clone(), Arc::clone(&seen));
        async move {
            seen.lock().unwrap().push((record, (ledger.now().0 - at.0) / HOUR));
            Ok(())
        }
    });
    // One that follows nothing of what happens here is not waited for.
    ledger.react_to("bystander", &["nothing"], |_| async { Ok(()) });
    let reacting = ledger.clone();
    ledger.react("greeting", move |entry| {
        let ledger = reacting.clone();
        async move {
            match entry.event_type.as_str() {
                "founded" => greet(&ledger, &entry).await,
                _ => Ok(()),
            }
        }
    });
    ledger.start();
    let now = ledger.now();
    for (number, hours) in [(1, 30), (2, 3), (3, 54), (4, 80)] {
        send_found(&ledger, record(number)).await;
        let at = Some(now.plus(hours * HOUR));
        send(&ledger, record(number), Command::MeetAt { at }, "meet").await;
    }
    let began = std::time::Instant::now();
    ledger.let_pass(&clock, now.plus(72 * HOUR)).await.unwrap();
    assert!(began.elapsed().as_secs() < 5, "nobody is waited for in vain");
    assert_eq!(
        *met.lock().unwrap(),
        [(record(2), 0), (record(1), 0), (record(3), 0)],
        "each within the hour at which it was due"
    );
    assert!(ledger.now() >= now.plus(72 * HOUR));
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_fails_is_parked() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    ledger.on_timer("meeting", |_, _| async { Err(ReactionError::Failed("nobody came".into())) });
    ledger.start();
    send_found(&ledger, record(1)).await;
    send(&ledger, record(1), Command::MeetAt { at: Some(Moment(5)) }, "meet").await;
    for _ in 0..500 {
        if !ledger.parked().await.unwrap().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let parked = ledger.parked().await.unwrap();
    assert_eq!(
        (parked[0].reaction.as_str(), parked[0].mark, parked[0].record),
        ("timer:meeting", 5, record(1))
    );
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn catching_up_shares_commits() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = tokio::task::block_in_place(|| open(folder.path()));
    for number in 0..40 {
        send_found(&ledger, numbered(number)).await;
        send(&ledger, numbered(number), Command::Join { members: 25 }, "join").await;
    }
    ledger.react("reading", |_| async { Ok(()) });
    let mut cursors = 0;
    ledger.start();
    caught_up(&ledger).await;
    cursors += count(&ledger, "SELECT count(*) FROM cursor");
    assert_eq!(cursors, 1);
    assert_eq!(count(&ledger, "SELECT position FROM cursor"), ledger.position());
    ledger.close().await;
}
