//! Personal values: encrypted at rest, bound to their place, gone when erased.

mod support;

use std::path::{Path, PathBuf};

use ledger::{Key, Ledger};
use serde_json::json;
use support::*;

const NAME: &str = "滨州市博兴县渤海商会";
const OPINION: &str = "该项目节能措施可行";

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

fn holds(folder: &Path, wanted: &[u8]) -> bool {
    let contains = |path: &PathBuf| {
        std::fs::read(path)
            .unwrap()
            .windows(wanted.len())
            .any(|window| window == wanted)
    };
    files(folder).iter().any(contains)
}

fn city() -> (tempfile::TempDir, Ledger) {
    city_of(open)
}

fn city_of(open: fn(&Path) -> Ledger) -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path());
    ask(&ledger, record(1), Command::Found { name: NAME.into() }, "found").unwrap();
    let opinion = Command::Tell {
        path: "opinion/energy/1".into(),
        text: OPINION.into(),
    };
    ask(&ledger, record(1), opinion, "tell").unwrap();
    (folder, ledger)
}

fn sealed(ledger: &Ledger, path: &'static str) -> Vec<u8> {
    let asked = "SELECT sealed FROM vault WHERE path = $1";
    ledger.query_blocking(asked, ledger::values![path]).unwrap()[0]
        .get(0)
        .unwrap()
}

#[tokio::test]
async fn a_value_is_read_back_and_lies_nowhere_in_clear() {
    let (folder, ledger) = city();
    let paths = [
        "name".to_owned(),
        "opinion/energy/1".to_owned(),
        "opinion/energy/2".to_owned(),
    ];
    let values = ledger.secrets(record(1), &paths).await.unwrap();
    assert_eq!(
        values.into_iter().collect::<Vec<_>>(),
        [
            ("name".to_owned(), json!(NAME)),
            ("opinion/energy/1".to_owned(), json!(OPINION))
        ]
    );
    let many = ledger
        .secrets_of_many(&[(record(2), "name"), (record(1), "name")])
        .await
        .unwrap();
    assert_eq!(many, [None, Some(json!(NAME))]);
    assert!(!holds(folder.path(), NAME.as_bytes()), "while the server runs");
    assert!(!holds(folder.path(), OPINION.as_bytes()));
    ledger.close().await;
    assert!(!holds(folder.path(), NAME.as_bytes()), "when it has ended");
    assert!(!holds(folder.path(), OPINION.as_bytes()));
}

#[tokio::test]
async fn many_values_come_in_the_order_asked_and_what_was_never_given_is_left_out() {
    let (_folder, ledger) = city();
    ask(&ledger, record(2), Command::Found { name: "another".into() }, "another").unwrap();
    for number in 2..=20 {
        let opinion = Command::Tell {
            path: format!("opinion/energy/{number}"),
            text: format!("{OPINION}{number}"),
        };
        ask(&ledger, record(1), opinion, format!("tell {number}")).unwrap();
    }
    let paths: Vec<String> = (2..=25).rev().map(|number| format!("opinion/energy/{number}")).collect();
    let mut wanted: Vec<_> = paths.iter().map(|path| (record(1), path.as_str())).collect();
    wanted.insert(3, (record(2), "name"));
    wanted.push((record(1), "opinion/energy/7"));
    let values = ledger.secrets_of_many(&wanted).await.unwrap();
    let expected = wanted.iter().map(|(_, path)| match path.strip_prefix("opinion/energy/") {
        None => Some(json!("another")),
        Some(number) => (number.parse::<u8>().unwrap() <= 20).then(|| json!(format!("{OPINION}{number}"))),
    });
    assert_eq!(values, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn the_event_vouches_for_a_value_without_telling_it() {
    let (_folder, ledger) = city();
    let history = ledger.history(record(1)).await.unwrap();
    assert_eq!(history[0].sealed.keys().collect::<Vec<_>>(), ["name"]);
    assert_eq!(history[0].sealed["name"].len(), 64);
    assert_eq!(history[1].data, json!({"path": "opinion/energy/1"}));
    let again = Command::Tell {
        path: "opinion/energy/2".into(),
        text: OPINION.into(),
    };
    ask(&ledger, record(1), again, "again").unwrap();
    let history = ledger.history(record(1)).await.unwrap();
    assert_ne!(
        history[1].sealed["opinion/energy/1"], history[2].sealed["opinion/energy/2"],
        "each has a salt of its own"
    );
}

#[tokio::test]
async fn an_erased_value_is_nowhere_not_even_encrypted() {
    let (folder, ledger) = city_of(in_a_file);
    let (name, opinion) = (sealed(&ledger, "name"), sealed(&ledger, "opinion/energy/1"));
    assert!(holds(folder.path(), &name) && holds(folder.path(), &opinion));
    ledger.erase(record(1), &["name".to_owned()]).await.unwrap();
    let forget = Command::Forget {
        path: "opinion/energy/1".into(),
    };
    let permit = may_administer(&administrator(1), record(1));
    ledger
        .submit::<Society, _>(&permit, record(1), Ask(forget), Key::from("forget"))
        .await
        .unwrap();
    let paths = ["name".to_owned(), "opinion/energy/1".to_owned()];
    assert!(ledger.secrets(record(1), &paths).await.unwrap().is_empty());
    eventually("erasing the write-ahead log", || {
        !holds(folder.path(), &name) && !holds(folder.path(), &opinion)
    })
    .await;
    let history = ledger.history(record(1)).await.unwrap();
    assert_eq!(
        history[0].sealed.keys().collect::<Vec<_>>(),
        ["name"],
        "the event stands as it was"
    );
    assert_whole(&ledger, &[record(1)]);
}

#[tokio::test]
async fn a_value_moved_to_another_place_is_not_read() {
    let (_folder, ledger) = city();
    let moved = ledger::Statement::new("UPDATE vault SET path = 'phone' WHERE path = 'name'", Vec::new());
    ledger.side(vec![moved]).await.unwrap();
    assert!(unavailable(ledger.secrets(record(1), &["phone".to_owned()]).await).contains("damaged"));
}

#[tokio::test]
async fn why_a_value_is_kept_stands_beside_it() {
    let (_folder, ledger) = city();
    let asked = "SELECT keeping.purpose, keeping.basis, keeping.term_days FROM vault
                 JOIN keeping ON keeping.keeping = vault.keeping WHERE vault.path = 'name'";
    let rows = ledger.query(asked, Vec::new()).await.unwrap();
    assert_eq!(rows[0].get(0), Ok(KEEPING.purpose.to_owned()));
    assert_eq!(rows[0].get(1), Ok(KEEPING.basis.to_owned()));
    assert_eq!(rows[0].get(2), Ok(KEEPING.term_days));
}

#[tokio::test]
async fn a_draft_is_its_owners_until_its_term() {
    let folder = tempfile::tempdir().unwrap();
    let clock = SetClock::at(0);
    let ledger = open_with(folder.path(), options().with_clock(clock.clone()));
    let drafts = ledger.drafts();
    let (me, other, draft) = (record(1), record(2), record(9));
    drafts.save(me, draft, "application", &json!({"name": NAME})).await.unwrap();
    drafts
        .save(me, draft, "application", &json!({"name": NAME, "area": 5}))
        .await
        .unwrap();
    assert_eq!(
        drafts.load(me, draft).await.unwrap().unwrap().content,
        json!({"name": NAME, "area": 5})
    );
    assert_eq!(drafts.list(me).await.unwrap().len(), 1);
    assert_eq!(drafts.load(other, draft).await.unwrap(), None);
    assert_eq!(drafts.list(other).await.unwrap(), []);
    drafts.delete(other, draft).await.unwrap();
    assert_eq!(drafts.list(me).await.unwrap().len(), 1);
    assert!(!holds(folder.path(), NAME.as_bytes()));
    clock.set(ledger::DRAFT_DAYS * 86_400_000);
    assert_eq!(drafts.load(me, draft).await.unwrap(), None);
    assert_eq!(drafts.list(me).await.unwrap(), []);
    drafts.save(me, record(8), "application", &json!({})).await.unwrap();
    assert_eq!(
        count(&ledger, "SELECT count(*) FROM draft"),
        1,
        "what is over its term is deleted"
    );
    drafts.delete(me, record(8)).await.unwrap();
    assert_eq!(drafts.list(me).await.unwrap(), []);
}

#[tokio::test]
async fn everything_that_is_held_of_a_record_is_listed_with_why_and_until_when() {
    let (_folder, ledger) = city();
    let held = ledger.held(record(1)).await.unwrap();
    let paths: Vec<&str> = held.iter().map(|held| held.path.as_str()).collect();
    assert_eq!(paths, ["name", "opinion/energy/1"]);
    assert_eq!(held[0].value, json!(NAME));
    assert_eq!(
        (held[0].purpose.as_str(), held[0].basis.as_str()),
        (KEEPING.purpose, KEEPING.basis)
    );
    let last = held[0].at.day().plus(i32::try_from(KEEPING.term_days).unwrap());
    assert_eq!(held[0].until(), last);
    ledger.erase(record(1), &["name".to_owned()]).await.unwrap();
    assert_eq!(
        ledger.held(record(1)).await.unwrap().len(),
        1,
        "what is erased is held no more"
    );
    assert!(
        ledger.held(record(2)).await.unwrap().is_empty(),
        "nothing of a record that does not exist"
    );
}
