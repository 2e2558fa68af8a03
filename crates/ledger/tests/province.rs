//! Cities beside each other in one PostgreSQL: their tables are the same, and nothing else is.

mod support;

use std::num::NonZeroU8;
use std::path::Path;
use std::sync::Arc;

use calendar::Moment;
use identity::RegionCode;
use ledger::{Ledger, Options, TermsKept};
use support::*;
use tempfile::TempDir;

const DAY: i64 = 86_400_000;
/// Another city of the province.
const OTHER: RegionCode = RegionCode::fixed(370_300);

/// A city among others in the database of a province, with a folder of its own.
fn city_of_province(
    province: &Path,
    city: RegionCode,
    clock: &Arc<SetClock>,
    partitions: Option<NonZeroU8>,
) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::new(city)
        .in_database(test_database::postgres_of(province))
        .with_clock(clock.clone());
    options.partitions = partitions;
    let ledger = Ledger::open(folder.path(), options).unwrap();
    ledger.register::<Society>().unwrap();
    (folder, ledger)
}

#[tokio::test(flavor = "multi_thread")]
async fn cities_of_a_province_share_their_tables_and_nothing_else() {
    let province = tempfile::tempdir().unwrap();
    let clock = SetClock::at(1_000 * DAY);
    let cities = tokio::task::block_in_place(|| {
        [(CITY, 3), (OTHER, 1)].map(|(code, cards)| {
            let (folder, city) = city_of_province(province.path(), code, &clock, None);
            found(&city, numbered(1));
            for card in 1..=cards {
                let issued = issue(&city, numbered(1), format!("card {card}")).unwrap();
                assert_eq!(issued.position, card + 1, "each has a log of its own");
            }
            assert_eq!(
                state(&city, numbered(1)).cards,
                (1..=cards).collect::<Vec<_>>(),
                "and numbers"
            );
            (folder, city)
        })
    });
    clock.set(1_366 * DAY);
    for (_, city) in cities.iter().rev() {
        let (erased, nothing) = (
            TermsKept {
                erased: 1,
                ..TermsKept::default()
            },
            TermsKept::default(),
        );
        assert_eq!(city.keep_terms().await.unwrap(), erased, "each keeps its own terms");
        assert_eq!(city.keep_terms().await.unwrap(), nothing);
    }
    for (_, city) in &cities {
        tokio::task::block_in_place(|| assert_whole(city, &[numbered(1)]));
        assert_eq!(city.check_log().unwrap().findings, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_province_whose_tables_are_divided_by_the_city_is_served_by_the_same_program() {
    let province = tempfile::tempdir().unwrap();
    let clock = SetClock::at(1_000 * DAY);
    let parts = NonZeroU8::new(8);
    for number in 1..=12 {
        let code = RegionCode::fixed(370_000 + 100 * number);
        let (folder, first) = tokio::task::block_in_place(|| city_of_province(province.path(), code, &clock, parts));
        // The second server need not be told.
        let options = Options::new(code)
            .in_database(test_database::postgres_of(province.path()))
            .with_clock(clock.clone());
        tokio::task::block_in_place(|| {
            let second = Ledger::open(folder.path(), options).unwrap();
            second.register::<Society>().unwrap();
            found(&first, numbered(1));
            for card in 1..=6 {
                let server = if card % 2 == 0 { &first } else { &second };
                issue(server, numbered(1), format!("card {card}")).unwrap();
            }
            ask(&second, numbered(1), Command::MeetAt { at: Some(Moment(1)) }, "meet").unwrap();
            assert_eq!(state(&first, numbered(1)).cards, [1, 2, 3, 4, 5, 6]);
            assert_whole(&second, &[numbered(1)]);
        });
        assert_eq!(first.check_log().unwrap().findings, []);
    }
    let told = tokio::task::block_in_place(|| {
        let whole = Options::new(CITY).in_database(test_database::postgres_of(province.path()));
        let other = whole.clone().in_partitions(NonZeroU8::MIN);
        let folder = tempfile::tempdir().unwrap();
        Ledger::open(folder.path(), other).unwrap_err().to_string()
    });
    assert!(told.contains("divided into 8"), "{told}");
    let (_folder, city) = tokio::task::block_in_place(|| city_of_province(province.path(), CITY, &clock, None));
    for table in ["event", "society", "timer"] {
        let parts = format!("SELECT count(*) FROM pg_inherits WHERE inhparent = to_regclass('{table}')");
        assert_eq!(
            city.query(parts, Vec::new()).await.unwrap()[0].get::<u64>(0).unwrap(),
            8,
            "{table}"
        );
    }
    let filled = "SELECT count(DISTINCT tableoid) FROM event";
    let filled: u64 = city.query(filled, Vec::new()).await.unwrap()[0].get(0).unwrap();
    assert!(filled > 3, "twelve cities lie in several parts, not in {filled}");
}
