//! A small year, and what must hold after it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use applications::record::state::{CaseStatus, Grade, Status, StepStatus};
use applications::record::{Application, Applications};
use calendar::{Moment, Verdict};
use identity::RecordId;
use ledger::{Entry, Ledger};
use serde_json::Value;

use super::clock::HistoryClock;
use super::life::Life;
use super::shares::Ending;
use super::*;

const ADDRESS: &str = "http://127.0.0.1:8310";

/// Few applications, within so few weeks that some are open at the end.
fn wish(applications: u32, seed: u64) -> Wish {
    Wish {
        applications,
        seed,
        days: 120,
        until: Moment::at("2026-11-20".parse().unwrap(), 11, 0),
    }
}

/// A city that has lived through its history, opened again.
async fn lived(folder: &Path, wish: &Wish) -> (Ledger, Vec<Life>) {
    let lives = live_through(folder, ADDRESS, wish).await.unwrap();
    let clock = Arc::new(HistoryClock::new(wish.until));
    let options = Stored::default().options(folder).unwrap().with_clock(clock);
    let sample = Arc::new(demo::sample().unwrap());
    let city = Foundation::open(folder, options, ADDRESS, Some(sample), &Ways::None)
        .await
        .unwrap();
    (city.ledger, lives)
}

async fn application(ledger: &Ledger, record: RecordId) -> Option<Arc<Application>> {
    let snapshot = ledger.state::<Applications>(record).await.unwrap();
    snapshot.map(|snapshot| snapshot.state)
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_small_year_everything_holds_that_must() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, lives) = lived(folder.path(), &wish(70, 11)).await;
    assert_eq!(ledger.parked().await.unwrap(), [], "something could not be done");
    index_tables_equal_a_rebuild(&ledger);
    let entries = log(&ledger).await;
    numbers_have_no_gap_and_no_double(&ledger, &entries).await;
    time_goes_forward(&entries);
    supplements_are_asked_once(&entries);
    proposals_are_signed_by_others(&entries);
    let mut open = 0;
    for life in &lives {
        let Some(application) = application(&ledger, life.record).await else {
            panic!("{} was never submitted", life.record);
        };
        decisions_come_after_acceptance(&ledger, life.record).await;
        each_open_step_lies_on_one_desk(&ledger, life.record, &application).await;
        if application.status == Status::InProgress {
            open += 1;
        } else {
            its_fate_came_true(life, &application);
        }
    }
    assert!(open > 0, "nothing is left to be done");
    ledger.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_city_and_another_gives_another() {
    let cities = [
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    ];
    let mut leaves = Vec::new();
    for (city, seed) in cities.iter().zip([5, 5, 6]) {
        let (ledger, _) = lived(city.path(), &wish(12, seed)).await;
        leaves.push(leaves_without_random_values(&ledger));
        ledger.close().await;
    }
    assert_eq!(leaves[0].len(), leaves[1].len());
    for (one, other) in leaves[0].iter().zip(&leaves[1]) {
        assert_eq!(one, other);
    }
    assert_ne!(leaves[0], leaves[2]);
}

fn index_tables_equal_a_rebuild(ledger: &Ledger) {
    assert_eq!(ledger.verify_fold::<Applications>().unwrap(), []);
}

async fn log(ledger: &Ledger) -> Vec<Entry> {
    let mut entries = Vec::new();
    let rows = ledger.query("SELECT record FROM application", Vec::new()).await.unwrap();
    for row in rows {
        entries.extend(ledger.history(row.get(0).unwrap()).await.unwrap());
    }
    entries.sort_by_key(|entry| entry.position);
    entries
}

/// Domain rule 7. Each organ numbers its own documents.
async fn numbers_have_no_gap_and_no_double(ledger: &Ledger, entries: &[Entry]) {
    let mut series: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for entry in entries {
        let state = application(ledger, entry.record).await.unwrap();
        let text = |field: &str| entry.data[field].as_str().map(str::to_owned);
        let decider = |item: &str| {
            let planned = state.plan.as_ref().unwrap().item(&item.into()).unwrap();
            planned.decider.clone().unwrap().to_string()
        };
        let paper = |organ: String, number: &str| {
            let (name, number) = number.trim_end_matches('号').rsplit_once('〕').unwrap();
            (format!("{organ} {name}"), number.parse::<u64>().unwrap())
        };
        let drawn = match entry.event_type.as_str() {
            "submitted" => {
                let number = text("number").unwrap();
                let parts: Vec<&str> = number.split('-').collect();
                Some((parts[..2].join("-"), parts[2].parse().unwrap()))
            }
            "case_granted" | "case_refused" => {
                text("document_number").map(|number| paper(decider(&text("item").unwrap()), &number))
            }
            "document_issued" => Some(paper(text("organ").unwrap(), &text("number").unwrap())),
            _ => None,
        };
        if let Some((name, number)) = drawn {
            series.entry(name).or_default().push(number);
        }
    }
    assert!(series.len() > 10);
    for (name, mut numbers) in series {
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>(), "{name}");
    }
}

fn time_goes_forward(entries: &[Entry]) {
    assert!(entries.is_sorted_by_key(|entry| entry.at));
}

/// Domain rule 4.
async fn decisions_come_after_acceptance(ledger: &Ledger, record: RecordId) {
    let mut accepted = BTreeSet::new();
    for entry in ledger.history(record).await.unwrap() {
        let item = entry.data["item"].as_str().unwrap_or_default().to_owned();
        match entry.event_type.as_str() {
            "case_accepted" => {
                accepted.insert(item);
            }
            "case_granted" | "case_refused" => {
                assert!(accepted.contains(&item), "{item} was decided before it was accepted");
            }
            _ => {}
        }
    }
}

/// Domain rule 4.
fn supplements_are_asked_once(entries: &[Entry]) {
    let asked = entries.iter().filter(|entry| entry.event_type == "supplement_asked");
    let records: Vec<RecordId> = asked.map(|entry| entry.record).collect();
    assert!(!records.is_empty());
    assert_eq!(records.iter().collect::<BTreeSet<_>>().len(), records.len());
}

fn proposals_are_signed_by_others(entries: &[Entry]) {
    let mut proposers = BTreeMap::new();
    let mut acts = BTreeSet::new();
    for entry in entries {
        let number = entry.data["number"].as_u64();
        match entry.event_type.as_str() {
            "proposed" => {
                proposers.insert((entry.record, number), entry.actor.clone());
                acts.extend(entry.data["proposal"]["act"].as_str().map(str::to_owned));
            }
            "proposal_approved" => assert_ne!(proposers[&(entry.record, number)], entry.actor),
            _ => {}
        }
    }
    let expected = ["extend", "not_accept", "special_procedure"].map(str::to_owned);
    assert_eq!(acts, BTreeSet::from(expected));
}

/// Domain rule 3.
async fn each_open_step_lies_on_one_desk(ledger: &Ledger, record: RecordId, application: &Application) {
    let rows = ledger
        .query("SELECT step, organ FROM task WHERE application = $1", vec![record.into()])
        .await
        .unwrap();
    let mut desks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        desks.entry(row.get(0).unwrap()).or_default().push(row.get(1).unwrap());
    }
    for step in &application.steps {
        let desk = desks.remove(step.planned.step.as_str()).unwrap_or_default();
        let expected = match step.status {
            StepStatus::Open
            | StepStatus::Refining
            | StepStatus::Supplementing
            | StepStatus::SpecialProcedure
            | StepStatus::Paying
            | StepStatus::Unsupported => vec![step.planned.organ.to_string()],
            StepStatus::Waiting | StepStatus::Done | StepStatus::Dropped => Vec::new(),
        };
        assert_eq!(desk, expected, "{} of {record}", step.planned.step);
    }
}

fn its_fate_came_true(life: &Life, application: &Application) {
    let fate = &life.fate;
    let has = |status| application.cases.iter().any(|case| case.status == status);
    let (withdrawn, refused) = (application.status == Status::Withdrawn, has(CaseStatus::Refused));
    let (not_accepted, no_land) = (
        has(CaseStatus::NotAccepted),
        application.gates.iter().any(|gate| gate.failed_on.is_some()),
    );
    let came = match (withdrawn, not_accepted, refused, no_land) {
        (true, ..) => Ending::Withdrawn,
        (_, true, ..) => Ending::NotAccepted,
        (_, _, true, _) => Ending::Refused,
        (.., true) => Ending::NoLand,
        _ => Ending::Granted,
    };
    assert_eq!(came, fate.ending, "{:?}", life.kind);
    let late = application
        .steps
        .iter()
        .filter(|step| matches!(step.verdict, Some(Verdict::Late { .. })))
        .count();
    assert_eq!(late, usize::from(fate.is_late), "{:?} {:?}", life.kind, application.filing);
    let refined = application.steps.iter().map(|step| step.refinements).sum::<u32>();
    assert_eq!(refined, u32::from(fate.is_refined));
    let supplement = &application.supplement;
    let supplemented = [supplement.asked.is_some(), supplement.supplied.is_some()];
    assert_eq!(supplemented, [fate.is_supplemented; 2]);
    let specials = &application.specials;
    assert_eq!(specials.len(), usize::from(fate.has_special_procedure));
    for special in specials {
        assert!(special.ended.is_some_and(|ended| ended <= special.announced.day));
    }
    let extended: Vec<_> = application.steps.iter().filter(|step| step.extended > 0).collect();
    assert_eq!(extended.len(), usize::from(fate.is_extended));
    for step in extended {
        let counted = step.measured.map_or(0, |measured| measured.counted);
        assert!(counted > step.planned.limit.number, "more time was given than was needed");
    }
    let is_poor = matches!(application.rating, Some(Grade::Dissatisfied | Grade::VeryDissatisfied));
    assert!(!is_poor || fate.is_rated_poor);
}

/// What stands in the log but what the machine drew: salted hashes of secrets, names of encrypted files.
fn leaves_without_random_values(ledger: &Ledger) -> Vec<Value> {
    let mut exported = Vec::new();
    ledger.export(&mut exported).unwrap();
    let text = String::from_utf8(exported).unwrap();
    let mut leaves: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    leaves.iter_mut().for_each(forget_random_values);
    leaves
}

fn forget_random_values(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("stored");
            // A paper bears a code that only this city's keys make, so its file is another in each.
            fields.remove("file");
            if let Some(Value::Object(sealed)) = fields.get_mut("sealed") {
                sealed.values_mut().for_each(|digest| *digest = Value::Null);
            }
            fields.values_mut().for_each(forget_random_values);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_random_values),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
