//! A city that has outgrown its machine goes on in a database that many servers share.

use std::num::NonZeroU8;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use identity::RegionCode;
use ledger::{
    Attachments, CareError, Database, Key, Ledger, Moved, Moving, OpenError, Options, PostgresAddress, Restore, ValueFinding,
    move_in, restore,
};
use serde_json::json;

use crate::house::*;
use crate::support::*;

/// The database into which the city of a house moves.
fn outside(house: &House) -> PostgresAddress {
    match test_database::postgres_of(&house.path("outside")) {
        Database::Postgres(address) => address,
        Database::InFolder => panic!("a PostgreSQL is in no folder"),
    }
}

fn moved(house: &House, to: &PostgresAddress) -> Result<Moved, CareError> {
    move_in(&Moving {
        data: &house.data(),
        to,
        partitions: None,
        beside: &[],
    })
}

fn in_database(house: &House, database: &PostgresAddress) -> Options {
    options()
        .with_keys(house.keys())
        .with_clock(house.clock.clone())
        .in_database(Database::Postgres(database.clone()))
}

fn served_from(house: &House, database: &PostgresAddress) -> Ledger {
    in_a_file_with(&house.data(), in_database(house, database))
}

#[tokio::test]
async fn a_city_that_has_outgrown_its_folder_goes_on_in_a_database_as_it_was() {
    let house = House::in_a_file();
    let city = house.open();
    city.start();
    founded(&city, 1, "渤海商会").await;
    card(&city, 1, "one").await;
    tell(&city, 1, "opinion", "可行").await;
    tell(&city, 1, "forgotten", "不留").await;
    asked(&city, 1, Command::Join { members: 300 }, "join").await;
    let meets_at = calendar::Moment(2_000 * DAY);
    asked(&city, 1, Command::MeetAt { at: Some(meets_at) }, "meet").await;
    city.erase(record(1), &["forgotten".to_owned()]).await.unwrap();
    let form = json!({"name": "甲"});
    city.drafts().save(record(1), record(9), "application", &form).await.unwrap();
    covered(&city).await;
    let (head, evidence) = (city.head().await.unwrap().unwrap(), city.evidence(1).await.unwrap().unwrap());
    let (before, events) = (state(&city, record(1)), city.position());
    city.close().await;
    drop(city);

    let database = outside(&house);
    let gone = moved(&house, &database).unwrap();
    assert_eq!((gone.city, gone.events), (CITY, events));
    assert!(gone.rows > gone.events && gone.left.exists());
    let refused = Ledger::open(&house.data(), options().with_keys(house.keys())).unwrap_err();
    assert!(
        matches!(refused, OpenError::Moved(_)),
        "served from the folder it would be two: {refused}"
    );

    let there = served_from(&house, &database);
    is_whole(&there);
    assert_eq!(there.head().await.unwrap().unwrap(), head);
    assert!(evidence.verify(&there.log_key()).is_ok());
    assert_eq!(state(&there, record(1)), before);
    assert_eq!(said(&there, 1, "name").await, Some(json!("渤海商会")));
    assert_eq!(there.check_values().unwrap().erased, 1, "what was erased stays on the list");
    assert_eq!(
        there.drafts().load(record(1), record(9)).await.unwrap().unwrap().content,
        json!({"name": "甲"})
    );
    assert_eq!(count(&there, "SELECT count(*) FROM timer WHERE fired = 0"), 1);
    there.start();
    let permit = may_administer(&administrator(1), record(1));
    let series = || "cards".to_owned();
    let again = there.submit::<Society, _>(
        &permit,
        record(1),
        Ask(Command::IssueCard { series: series() }),
        Key::from("one"),
    );
    assert!(again.await.unwrap().replayed, "a command sent again is known");
    card(&there, 1, "two").await;
    assert_eq!(state(&there, record(1)).cards, [1, 2], "series go on");
    let taken = founding_again(&there, "渤海商会").await;
    assert!(taken, "a name that is held is held");
    covered(&there).await;
    there.erase(record(1), &["opinion".to_owned()]).await.unwrap();
    let beside = Ledger::open_reading(&house.data(), in_database(&house, &database)).unwrap();
    let checked = beside.check_values().unwrap();
    assert_eq!(
        (checked.erased, checked.findings),
        (2, vec![]),
        "whoever only reads knows the list as well"
    );
    there.close().await;
    is_whole(&served_from(&house, &database));
}

/// Whether a second society is refused the name of the first.
async fn founding_again(city: &Ledger, name: &str) -> bool {
    let command = Command::Found { name: name.to_owned() };
    let permit = may_administer(&administrator(1), record(2));
    let founded = city.submit::<Society, _>(&permit, record(2), Ask(command), Key::from("found 2"));
    founded.await.is_err()
}

#[tokio::test]
async fn what_cannot_be_moved_stays_where_it_is() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    let database = outside(&house);
    let refused = moved(&house, &database).unwrap_err();
    assert!(
        matches!(&refused, CareError::StillServed(folder) if *folder == house.data()),
        "{refused}"
    );
    city.close().await;
    drop(city);

    // Killed before what was erased had come onto the list beside the database.
    let behind = |sql: &str| {
        let file = rusqlite::Connection::open(house.data().join("city.db")).unwrap();
        file.execute(sql, []).unwrap()
    };
    let unlisted =
        "INSERT INTO erasure (city, what, origin, path, mark, why) VALUES (371600, 'value', 1, 'opinion', x'00', 'asked')";
    assert_eq!(behind(unlisted), 1);
    let refused = moved(&house, &database).unwrap_err();
    assert!(refused.to_string().contains("serve the city once"), "{refused}");
    assert_eq!(behind("DELETE FROM erasure"), 1);

    let copy = house.path("copy");
    std::fs::create_dir(&copy).unwrap();
    std::fs::copy(house.data().join("city.db"), copy.join("city.db")).unwrap();
    moved(&house, &database).unwrap();
    let asked = Moving {
        data: &copy,
        to: &database,
        partitions: None,
        beside: &[],
    };
    let refused = move_in(&asked).unwrap_err();
    assert!(matches!(refused, CareError::AlreadyThere(CITY)), "{refused}");
    assert!(copy.join("city.db").exists(), "nothing of it was touched");
    let there = served_from(&house, &database);
    is_whole(&there);
    assert_eq!(there.position(), 1, "and nothing of the city that was there");
}

/// The index tables of the first stand already when the second comes, and are divided.
#[tokio::test]
async fn cities_move_into_one_database_beside_each_other() {
    let other = RegionCode::fixed(370_100);
    let house = House::in_a_file();
    let database = outside(&house);
    for (region, name) in [(CITY, "first"), (other, "second")] {
        let folder = house.path(name);
        let in_folder = in_a_file_with(&folder, Options::new(region));
        founded(&in_folder, 1, name).await;
        asked(&in_folder, 1, Command::Join { members: 2 }, "join").await;
        in_folder.close().await;
        drop(in_folder);
        let moving = Moving {
            data: &folder,
            to: &database,
            partitions: NonZeroU8::new(8),
            beside: &[],
        };
        assert_eq!(move_in(&moving).unwrap().city, region);
        let options = Options::new(region).in_database(Database::Postgres(database.clone()));
        let there = in_a_file_with(&folder, options);
        is_whole(&there);
        assert_eq!(count(&there, "SELECT count(*) FROM society WHERE city = 371600"), 1);
        there.close().await;
    }
}

/// A city beside it is written to all the time, and waits for nothing but its turn.
#[tokio::test(flavor = "multi_thread")]
async fn a_city_moves_in_beside_one_that_is_at_work() {
    let other = RegionCode::fixed(370_100);
    let house = House::in_a_file();
    let database = outside(&house);
    let at_work = in_a_file_with(
        &house.path("at work"),
        Options::new(other).in_database(Database::Postgres(database.clone())),
    );
    founded(&at_work, 1, "甲").await;
    let stop = Arc::new(AtomicBool::new(false));
    let working = tokio::spawn({
        let (city, stop) = (at_work.clone(), Arc::clone(&stop));
        async move {
            let mut done = 0;
            while !stop.load(Ordering::SeqCst) {
                asked(&city, 1, Command::Join { members: 1 }, &format!("join {done}")).await;
                done += 1;
            }
            done
        }
    });
    let city = house.open();
    founded(&city, 1, "乙").await;
    asked(&city, 1, Command::Join { members: 300 }, "join").await;
    city.close().await;
    drop(city);
    moved(&house, &database).unwrap();
    let there = tokio::task::block_in_place(|| served_from(&house, &database));
    stop.store(true, Ordering::SeqCst);
    let done: u32 = working.await.unwrap();
    assert!(done > 0);
    tokio::task::block_in_place(|| {
        is_whole(&there);
        is_whole(&at_work);
    });
    assert_eq!(state(&at_work, record(1)).members, done);
}

/// What was erased since the last backup is known only to the database in whose place another comes.
#[tokio::test]
async fn a_database_that_has_another_city_or_is_served_is_no_old_one() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    let database = outside(&house);
    let put_back = || {
        restore(
            &Restore {
                from: &house.path("backups"),
                to: &house.path("again"),
                into: None,
                attachments: &Attachments::InFolder,
                key: &house.key(),
                keys: &house.keys(),
                position: None,
                reason: "the disk of the first hall burnt",
                old: None,
                old_database: Some(&database),
                head: None,
                now: ledger::Clock::now(&*house.clock),
            },
            |_| {},
        )
    };
    let refused = put_back().unwrap_err();
    assert!(matches!(refused, CareError::OldOfAnother(_)), "{refused}");
    moved(&house, &database).unwrap();
    let there = served_from(&house, &database);
    there.start();
    until("its server holds a lease", async || there.holds("terms").await).await;
    let refused = put_back().unwrap_err();
    assert!(matches!(refused, CareError::StillServed(_)), "{refused}");
    assert!(!house.path("again").exists());
    there.close().await;
    put_back().unwrap();
}

#[tokio::test]
async fn what_is_changed_in_a_database_behind_the_programs_back_is_named() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    city.close().await;
    drop(city);
    let database = outside(&house);
    moved(&house, &database).unwrap();
    let there = served_from(&house, &database);
    for sql in ["DELETE FROM vault WHERE path = 'opinion'", "DELETE FROM erased"] {
        there.side(vec![ledger::Statement::new(sql, Vec::new())]).await.unwrap();
    }
    let opinion = ValueFinding::Missing {
        record: record(1),
        path: "opinion".to_owned(),
    };
    assert_eq!(there.check_values().unwrap().findings, [opinion]);
}
