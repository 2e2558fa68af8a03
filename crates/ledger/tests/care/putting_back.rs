//! Putting a city back: to any position, in the next epoch of its log.

use std::collections::BTreeMap;

use calendar::Moment;
use ledger::{Attachments, CareError, Claim, Ledger, Restore, Word, restore};
use serde_json::json;

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn a_city_is_put_back_to_every_position_as_it_was_there() {
    let house = House::new();
    let city = house.open();
    // What the city was after each command: what is read of it must come back.
    let mut histories: BTreeMap<u64, String> = BTreeMap::new();
    async fn picture(city: &Ledger) -> String {
        let holders = [
            city.find(&Claim::new("society-name", "甲")).await.unwrap(),
            city.find(&Claim::new("society-name", "乙")).await.unwrap(),
            city.find(&Claim::new("society-name", "丙")).await.unwrap(),
        ];
        let series = city
            .query("SELECT name, last FROM series ORDER BY name", Vec::new())
            .await
            .unwrap();
        let timers = city
            .query("SELECT record, name, at FROM timer ORDER BY record", Vec::new())
            .await
            .unwrap();
        let told = [said(city, 1, "opinion").await, said(city, 2, "name").await];
        let states = [state(city, record(1)), state(city, record(2))];
        format!("{holders:?} {series:?} {timers:?} {told:?} {states:?}")
    }
    histories.insert(0, picture(&city).await);
    founded(&city, 1, "甲").await;
    histories.insert(city.position(), picture(&city).await);
    card(&city, 1, "one").await;
    histories.insert(city.position(), picture(&city).await);
    let (from, to) = ("甲".to_owned(), "乙".to_owned());
    asked(&city, 1, Command::Rename { from, to }, "rename").await;
    histories.insert(city.position(), picture(&city).await);
    founded(&city, 2, "甲").await;
    histories.insert(city.position(), picture(&city).await);
    let at = Some(Moment(5_000 * DAY));
    asked(&city, 2, Command::MeetAt { at }, "meet").await;
    histories.insert(city.position(), picture(&city).await);
    // A command of several events is put back whole.
    asked(&city, 1, Command::Join { members: 3 }, "join").await;
    histories.insert(city.position(), picture(&city).await);
    tell(&city, 1, "opinion", "可行").await;
    card(&city, 2, "two").await;
    histories.insert(city.position(), picture(&city).await);
    asked(&city, 2, Command::MeetAt { at: None }, "no meeting").await;
    let (from, to) = ("乙".to_owned(), "丙".to_owned());
    asked(&city, 1, Command::Rename { from, to }, "rename again").await;
    histories.insert(city.position(), picture(&city).await);
    house.back_up();
    let end = city.position();
    city.close().await;
    drop(city);

    for wanted in 0..=end {
        let name = format!("at {wanted}");
        let put = house.put_back(&name, Some(wanted)).unwrap();
        let position = put.put_back.position;
        let (known, as_it_was) = histories.range(..=wanted).next_back().unwrap();
        assert!(position >= *known && position <= wanted, "{position} for {wanted}");
        let again = house.serve(&name);
        is_whole(&again);
        if position == *known {
            let as_it_is = picture(&again).await;
            // A name that was replaced since is in no backup as it was: the city says so, and gives no later one instead.
            assert_eq!(as_it_is, *as_it_was, "at {wanted}");
        }
        again.close().await;
    }
}

#[tokio::test]
async fn a_value_that_was_replaced_since_comes_from_an_earlier_backup_or_is_said_to_be_gone() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    let position = city.position();
    tell(&city, 1, "opinion", "不可行").await;
    house.clock.set(1_001 * DAY);
    house.back_up();
    let put = house.put_back("without", Some(position)).unwrap();
    assert_eq!(put.missing, 1);
    let without = house.serve("without");
    assert_eq!(said(&without, 1, "opinion").await, None, "not the later one");
    let checked = without.check_values().unwrap();
    assert_eq!((checked.gone, checked.findings), (1, vec![]));
    without.close().await;

    let other = House::new();
    let city = other.open();
    founded(&city, 1, "甲").await;
    tell(&city, 1, "opinion", "可行").await;
    other.back_up();
    card(&city, 1, "one").await;
    let position = city.position();
    tell(&city, 1, "opinion", "不可行").await;
    other.clock.set(1_001 * DAY);
    other.back_up();
    let put = other.put_back("with", Some(position)).unwrap();
    assert_eq!((put.missing, put.put_back.position), (0, position));
    let with = other.serve("with");
    assert_eq!(said(&with, 1, "opinion").await, Some(json!("可行")));
    is_whole(&with);
}

#[tokio::test]
async fn a_position_is_put_back_whatever_shared_its_commit() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    founded(&city, 2, "乙").await;
    let commands = (0..40).map(|number| {
        let city = city.clone();
        tokio::spawn(async move { card(&city, 1 + (number % 2) as u8, &format!("card {number}")).await })
    });
    for command in commands.collect::<Vec<_>>() {
        command.await.unwrap();
    }
    house.back_up();
    city.close().await;
    drop(city);
    for position in [2, 3, 17, 41, 42] {
        let name = format!("at {position}");
        house.put_back(&name, Some(position)).unwrap();
        let again = house.serve(&name);
        assert_eq!(count(&again, "SELECT coalesce(max(last), 0) FROM series"), position - 2);
        again.close().await;
    }
}

#[tokio::test]
async fn a_log_that_was_put_back_twice_never_goes_by_one_name_twice() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "甲").await;
    card(&city, 1, "one").await;
    card(&city, 1, "two").await;
    house.back_up();
    city.close().await;
    drop(city);
    assert_eq!(house.put_back("second", Some(2)).unwrap().put_back.epoch, 2);
    let second = house.serve("second");
    second.start();
    card(&second, 1, "in the second epoch").await;
    covered(&second).await;
    let of_the_second = second.evidence(4).await.unwrap().unwrap();
    second.close().await;
    drop(second);
    // The second folder burns too; the backup is of the first epoch.
    let mut asked = Restore {
        from: &house.path("backups"),
        to: &house.path("third"),
        attachments: &Attachments::InFolder,
        key: &house.key(),
        keys: &house.keys(),
        position: Some(3),
        reason: "the second disk burnt too",
        old: Some(&house.path("second")),
        head: None,
        now: ledger::Clock::now(&*house.clock),
    };
    let refused = restore(&asked, |_| {});
    assert!(
        matches!(&refused, Err(CareError::Other(why)) if why.contains("another event may stand at position 3")),
        "{refused:?}"
    );
    asked.position = None;
    let put = restore(&asked, |_| {}).unwrap();
    assert_eq!((put.put_back.epoch, put.put_back.position), (3, 3));
    let third = house.serve("third");
    is_whole(&third);
    assert!(
        matches!(third.keeps_to(&of_the_second).await.unwrap(), Ok(Word::PutBack(epoch)) if epoch.put_back.epoch == 3),
        "what the second epoch held is lost by the third"
    );
}

#[tokio::test]
async fn a_position_that_no_backup_has_or_a_city_that_is_there_is_refused() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    assert!(matches!(house.put_back("again", None), Err(CareError::NoBackup(_))));
    house.back_up();
    card(&city, 1, "one").await;
    assert!(matches!(
        house.put_back("again", Some(2)),
        Err(CareError::NotYet { wanted: 2, last: 1 })
    ));
    assert!(matches!(house.put_back("data", None), Err(CareError::Occupied(_))));
    assert!(!house.path("again").join("city.db").exists());
    let other = House::new();
    other.open();
    std::fs::copy(other.keys(), house.keys()).unwrap();
    let refused = house.put_back("again", None);
    assert!(matches!(refused, Err(CareError::Open(_))), "{refused:?}");
}
