//! Everything taken out, and in again.

use ledger::{CareError, Export, Key, Ledger, Listing, RefusalReason, Values};
use proof::{KeyName, Signatory, SigningKey};
use serde_json::json;

use crate::house::*;
use crate::support::*;

#[tokio::test]
async fn everything_is_taken_out_and_comes_in_again_with_the_same_heads() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "渤海商会").await;
    card(&city, 1, "one").await;
    asked(&city, 1, Command::Join { members: 300 }, "join").await;
    covered(&city).await;
    let head = city.head().await.unwrap().unwrap();
    let out = Export {
        beside: &[],
        values: Values::InClear,
        files: Listing::Listed,
    };
    let mut text = Vec::new();
    let exported = tokio::task::spawn_blocking({
        let city = city.clone();
        move || {
            let written = city.export_everything(&out, &mut text).unwrap();
            (written, text)
        }
    });
    let (written, text) = exported.await.unwrap();
    assert_eq!(written, city.position());
    let lines = String::from_utf8(text).unwrap();
    assert!(lines.contains("渤海商会"), "values are in clear when they are asked for");
    assert_eq!(lines.lines().filter(|line| line.starts_with(r#"{"event":"#)).count(), 302);

    let to = house.path("again");
    let read = |text: String| house.take_in(&text, "again");
    let cut = lines.lines().take(200).map(|line| format!("{line}\n")).collect::<String>();
    assert!(read(cut).is_err(), "a file that was cut off is refused");
    let values = lines
        .lines()
        .filter(|line| !line.starts_with(r#"{"end":"#) && !line.starts_with(r#"{"value":"#));
    let without = values.map(|line| format!("{line}\n")).collect::<String>();
    let refused = read(without).unwrap_err();
    assert!(refused.to_string().contains("cut off"), "also behind its events: {refused}");
    let altered = lines
        .replacen(r#"\"member\":200"#, "", 1)
        .replacen("\"member\":200", "\"member\":201", 1);
    assert!(matches!(read(altered), Err(CareError::Refused(error)) if error.0.contains("signed a head")));
    assert!(!to.exists(), "half a city is none");
    std::fs::create_dir(&to).unwrap();
    std::fs::write(to.join("diary"), "of somebody else").unwrap();
    assert!(matches!(read(String::new()), Err(CareError::NotEmpty(folder)) if folder == to));
    assert!(to.join("diary").exists(), "nothing of it is touched");
    std::fs::remove_dir_all(&to).unwrap();
    assert_eq!(read(lines).unwrap(), (CITY, 302));

    let again = house.serve("again");
    is_whole(&again);
    assert_eq!(again.head().await.unwrap().unwrap(), head);
    assert_eq!(said(&again, 1, "name").await, Some(json!("渤海商会")));
    assert_eq!(state(&again, record(1)), state(&city, record(1)));
    again.start();
    card(&again, 1, "two").await;
    assert_eq!(state(&again, record(1)).cards, [1, 2], "series go on");
    let replayed = ask_again(&again).await;
    assert!(replayed, "a command sent again is known");
    covered(&again).await;
    again.close().await;
    is_whole(&house.serve("again"));
}

async fn ask_again(city: &Ledger) -> bool {
    let permit = may_administer(&administrator(1), record(1));
    let series = "cards".to_owned();
    let receipt = city.submit::<Society, _>(&permit, record(1), Ask(Command::IssueCard { series }), Key::from("one"));
    receipt.await.unwrap().replayed
}

#[tokio::test]
async fn what_witnesses_have_said_goes_with_an_export_and_one_without_it_still_comes_in() {
    let house = House::new();
    let city = house.open();
    city.start();
    founded(&city, 1, "渤海商会").await;
    covered(&city).await;
    let witness = |name: &str| SigningKey::new(Signatory::Witness, KeyName::new(name).unwrap(), &[name.len() as u8; 32]);
    let (archive, audit) = (witness("archive.example"), witness("audit.example"));
    let head = city.head().await.unwrap().unwrap();
    let note = head.note.signed(&archive, 1_000 * 86_400);
    city.keep_cosignature(&archive.verifying(), &note).await.unwrap();
    city.keep_refusal(&audit.verifying(), 9, RefusalReason::Shorter)
        .await
        .unwrap();
    let out = Export {
        beside: &[],
        values: Values::LeftOut,
        files: Listing::LeftOut,
    };
    let mut text = Vec::new();
    city.export_everything(&out, &mut text).unwrap();
    let lines = String::from_utf8(text).unwrap();
    let is_of_a_witness =
        |line: &&str| line.contains(r#""table":"cosignature""#) || line.contains(r#""table":"witness_refusal""#);
    assert_eq!(lines.lines().filter(is_of_a_witness).count(), 2);
    // One of an earlier program knows of no witnesses, and not where it ends.
    let earlier: String = lines
        .lines()
        .filter(|line| !is_of_a_witness(line) && !line.starts_with(r#"{"end":"#))
        .map(|line| format!("{}\n", line.replacen("zhoudao-export/2", "zhoudao-export/1", 1)))
        .collect();

    for (name, text, standings) in [("again", lines, 2), ("of an earlier program", earlier, 0)] {
        assert_eq!(house.take_in(&text, name).unwrap(), (CITY, 1));
        let again = house.serve(name);
        assert_eq!(again.witnesses().await.unwrap().len(), standings);
        assert_eq!(again.refusing_witnesses().await.unwrap() as usize, standings / 2);
        let (count, broken) = again.broken_cosignatures().await.unwrap();
        assert_eq!((count as usize, broken), (standings / 2, vec![]));
        assert_eq!(again.check_values().unwrap().gone, 1, "the society's name was left out");
        again.close().await;
    }
}
