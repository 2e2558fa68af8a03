//! Where backups lie, and with whose.

use identity::RegionCode;
use ledger::{Attachments, Backup, CareError, Options, Records, backup, backups_in};

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn backups_of_two_cities_do_not_lie_together() {
    let house = House::in_a_file();
    let city = house.open();
    founded(&city, 1, "甲").await;
    house.back_up();
    city.close().await;
    drop(city);
    let other = house.path("other");
    drop(in_a_file_with(&other, Options::new(RegionCode::fixed(370_100))));
    let asked = Backup {
        data: &other,
        records: Records::InFolder,
        attachments: &Attachments::InFolder,
        to: &house.path("backups"),
        key: &house.key(),
        keep_days: Some(0),
        now: ledger::Clock::now(&*house.clock),
    };
    let refused = backup(&asked, |_| {}).unwrap_err();
    assert!(
        matches!(refused, CareError::BackupsOfAnother { city: 371_600, .. }),
        "{refused}"
    );
    assert_eq!(backups_in(&house.path("backups"), &house.key()).unwrap().len(), 1);
}

#[tokio::test]
async fn backups_do_not_lie_with_the_city() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    std::os::unix::fs::symlink(house.data(), house.path("link")).unwrap();
    for within in ["data", "data/backups", "link/backups/of/the/city"] {
        let refused = house.try_to_back_up_to(within, None);
        assert!(matches!(&refused, Err(CareError::WithinTheCity { .. })), "{refused:?}");
    }
    assert!(!house.path("data/backups").exists());
    assert!(house.try_to_back_up_to("data-of-backups", None).is_ok());
}

#[tokio::test]
async fn backups_under_one_key_are_not_mixed_with_those_of_another() {
    let house = House::new();
    let city = house.open();
    founded(&city, 1, "甲").await;
    city.files().store(&b"a paper"[..], 10).await.unwrap();
    house.back_up();
    let sealed = files_in(&house.path("backups/files"));
    let before = std::fs::read(&sealed[0]).unwrap();
    std::fs::remove_file(house.path("backup-key")).unwrap();
    let refused = house.try_to_back_up(None);
    assert!(matches!(&refused, Err(CareError::OtherBackupKey(_))), "{refused:?}");
    assert_eq!(std::fs::read(&sealed[0]).unwrap(), before);
}
