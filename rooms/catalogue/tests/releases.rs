//! Releases come into force, stay, and are found by those who stand on them.

mod support;

use catalogue::{Catalogue, CatalogueError};
use support::*;

#[tokio::test]
async fn a_city_without_a_release_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    assert!(matches!(Catalogue::open(&ledger).await, Err(CatalogueError::Empty)));
}

#[tokio::test]
async fn a_release_in_force_stays_when_it_is_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
    let again = Catalogue::import(&ledger, &pack()).await.unwrap();
    assert_eq!(catalogue.releases(), again.releases());
    assert_eq!(catalogue.releases().len(), 1);
}

#[tokio::test]
async fn an_older_release_is_found_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = {
        let ledger = ledger(folder.path());
        let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
        let clone = catalogue.clone();
        let first = catalogue.current().digest().to_owned();
        catalogue.renew(&renamed()).await.unwrap();
        assert_eq!(clone.current().city().name, "滨州", "every clone sees the new release");
        let second = catalogue.current().digest().to_owned();
        ledger.close().await;
        (first, second)
    };
    let catalogue = Catalogue::open(&ledger(folder.path())).await.unwrap();
    assert_eq!(catalogue.current().digest(), second);
    assert_eq!(
        catalogue.by_digest(&first).map(|release| release.city().name.clone()),
        Some("滨州市".to_owned())
    );
    assert!(catalogue.by_digest("none").is_none());
    assert_eq!(
        catalogue.releases().iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [1, 2]
    );
}

/// Whoever could write the rules beside the log would decide what is granted.
#[tokio::test(flavor = "multi_thread")]
async fn rules_that_were_altered_behind_the_programs_back_are_not_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
    let digest = catalogue.current().digest().to_owned();
    assert_eq!(catalogue::altered_releases(&ledger).unwrap(), []);
    let alter = "UPDATE release SET files = replace(files, '滨州市', '冰州市')";
    assert_eq!(test_database::execute(folder.path(), alter), 1);
    let refused = Catalogue::open(&ledger).await.unwrap_err();
    assert!(
        matches!(&refused, CatalogueError::Altered { number: 1, digest: named } if *named == digest),
        "{refused}"
    );
    let altered = catalogue::altered_releases(&ledger).unwrap();
    assert_eq!(altered.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn an_older_release_can_come_back_into_force() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
    catalogue.renew(&renamed()).await.unwrap();
    catalogue.renew(&pack()).await.unwrap();
    assert_eq!(catalogue.current().city().name, "滨州市");
    assert_eq!(Catalogue::open(&ledger).await.unwrap().current().city().name, "滨州市");
}

#[tokio::test]
async fn a_broken_pack_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    let catalogue = Catalogue::import(&ledger, &pack()).await.unwrap();
    let mut broken = pack();
    broken.remove("organs.toml");
    assert!(matches!(catalogue.renew(&broken).await, Err(CatalogueError::Findings(findings)) if !findings.is_empty()));
    assert_eq!(catalogue.releases().len(), 1);
}

fn renamed() -> catalogue::PackTexts {
    let mut texts = pack();
    let city = texts["pack.toml"].replace("name = \"滨州市\"", "name = \"滨州\"");
    texts.insert("pack.toml".to_owned(), city);
    texts
}
