//! Somebody reads what reactions could not do, mends what was wrong, and has it tried again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use ledger::{Ledger, Parked, ParkedOutcome, ReactionError};

use super::town::{Answer, Browser, Town};

const PARKED: &str = "/desk/administration/parked";
const LOOKS_MAX: usize = 500;
/// What follows from an application here, and may fail.
const FAILING: [&str; 2] = ["sign-maker", "printer"];
/// What its record refuses.
const REFUSED: &str = "tax-office";
const NO_BARBERS: &str = "barbers pay elsewhere";

/// Why what follows from an application fails; none once it was mended.
type Fault = Arc<Mutex<Option<&'static str>>>;

/// A town with an application from which nothing has followed as it should.
async fn town() -> (Town, Fault) {
    let fault: Fault = Arc::new(Mutex::new(Some("the paper is used up")));
    let town = Town::in_which(|ledger| {
        for name in FAILING {
            let fault = Arc::clone(&fault);
            ledger.react_to(name, &["application"], move |entry| {
                let fault = fault.lock().unwrap().filter(|_| entry.event_type == "submitted");
                async move { fault.map_or(Ok(()), |reason| Err(ReactionError::Failed(reason.to_owned()))) }
            });
        }
        ledger.react_to(REFUSED, &["application"], |entry| async move {
            match entry.event_type.as_str() {
                "submitted" => Err(ReactionError::Refused(NO_BARBERS.to_owned())),
                _ => Ok(()),
            }
        });
    })
    .await;
    town.hygiene_permit_asked().await;
    for _ in 0..LOOKS_MAX {
        if town.ledger.parked().await.unwrap().len() == 3 {
            return (town, fault);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("not everything is parked: {:?}", town.ledger.parked().await);
}

async fn parked_of(ledger: &Ledger, reaction: &str) -> Option<Parked> {
    let parked = ledger.parked().await.unwrap();
    parked.into_iter().find(|parked| parked.reaction == reaction)
}

/// Asks for an act on a line of the list, and reads what the list says then.
async fn asks(administrator: &mut Browser, act: &str, parked: &Parked) -> Answer {
    administrator.get(PARKED).await;
    let (record, mark) = (parked.record.to_string(), parked.mark.to_string());
    let fields = [("reaction", parked.reaction.as_str()), ("record", &record), ("mark", &mark)];
    let asked = administrator.post(&format!("{PARKED}/{act}"), &fields).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    administrator.get(&asked.location).await
}

#[tokio::test]
async fn what_failed_is_tried_again_in_vain_until_it_is_mended() {
    let (town, fault) = town().await;
    let mut administrator = town.administrator().await;
    let index = administrator.get("/desk/administration").await.body;
    assert!(index.contains("2 件没有办成，等人处理；1 件档案不接受"), "{index}");
    let list = administrator.get(PARKED).await.body;
    for words in [
        FAILING[0],
        "没有办成",
        "the paper is used up",
        "试过 4 次",
        REFUSED,
        NO_BARBERS,
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }

    *fault.lock().unwrap() = Some("the ink is used up");
    let printer = parked_of(&town.ledger, "printer").await.unwrap();
    let again = asks(&mut administrator, "retry", &printer).await.body;
    for words in ["又没有办成，仍然搁置", "the ink is used up", "试过 5 次"] {
        assert!(again.contains(words), "{words}: {again}");
    }

    *fault.lock().unwrap() = None;
    let mended = asks(&mut administrator, "retry", &printer).await.body;
    assert!(mended.contains("办成了，不再搁置"), "{mended}");
    assert!(!mended.contains("the ink is used up"), "{mended}");
    assert_eq!(parked_of(&town.ledger, "printer").await, None);
    assert_eq!(town.ledger.parked().await.unwrap().len(), 2);

    let gone = asks(&mut administrator, "retry", &printer).await.body;
    assert!(gone.contains("可能别人刚刚处理过"), "{gone}");
}

#[tokio::test]
async fn what_was_refused_is_tried_again_and_dismissed() {
    let (town, _fault) = town().await;
    let mut administrator = town.administrator().await;
    let refused = parked_of(&town.ledger, REFUSED).await.unwrap();
    assert_eq!(refused.outcome, ParkedOutcome::Refused);
    let again = asks(&mut administrator, "retry", &refused).await.body;
    assert!(
        again.contains("档案不接受，仍然搁置") && again.contains(NO_BARBERS),
        "{again}"
    );

    let dismissed = asks(&mut administrator, "dismissal", &refused).await.body;
    assert!(dismissed.contains("这一件不用办了"), "{dismissed}");
    assert!(!dismissed.contains(NO_BARBERS), "{dismissed}");
    assert_eq!(parked_of(&town.ledger, REFUSED).await, None);

    let gone = asks(&mut administrator, "dismissal", &refused).await.body;
    assert!(gone.contains("可能别人刚刚处理过"), "{gone}");
}

#[tokio::test]
async fn everything_that_failed_is_tried_again_together() {
    let (town, fault) = town().await;
    let mut administrator = town.administrator().await;
    let all = format!("{PARKED}/retry/all");
    let list = administrator.get(PARKED).await.body;
    assert!(list.contains("没有办成的 2 件全部再试"), "{list}");
    let asked = administrator.post(&all, &[]).await;
    let again = administrator.get(&asked.location).await.body;
    assert!(again.contains("0 件办成了，2 件又没有办成"), "{again}");

    *fault.lock().unwrap() = None;
    let asked = administrator.post(&all, &[]).await;
    let mended = administrator.get(&asked.location).await.body;
    assert!(mended.contains("2 件都办成了"), "{mended}");
    let left = town.ledger.parked().await.unwrap();
    assert_eq!((left.len(), left[0].reaction.as_str()), (1, REFUSED));
}

#[tokio::test]
async fn where_nothing_is_parked_the_list_says_what_would_stand_there() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let list = administrator.get(PARKED).await.body;
    assert!(list.contains("没有搁置的") && list.contains("系统要自动办的都办了"), "{list}");
    let index = administrator.get("/desk/administration").await.body;
    assert!(index.contains("没有搁置的"), "{index}");
}

#[tokio::test]
async fn programs_read_it_and_have_it_tried_again_or_let_be() {
    let (town, fault) = town().await;
    let mut administrator = town.administrator().await;
    administrator.get(PARKED).await;
    let listed = administrator.get("/api/v1/parked").await;
    assert_eq!(listed.status, StatusCode::OK);
    let listed: serde_json::Value = serde_json::from_str(&listed.body).unwrap();
    let place = |reaction: &str| {
        let all = listed.as_array().unwrap();
        let parked = all.iter().find(|parked| parked["reaction"] == reaction).unwrap();
        serde_json::json!({"reaction": reaction, "record": parked["record"], "mark": parked["mark"]}).to_string()
    };

    let failed = administrator.json("/api/v1/parked/retry", &place("printer")).await;
    let document: serde_json::Value = serde_json::from_str(&failed.body).unwrap();
    assert_eq!(
        document,
        serde_json::json!({"outcome": "failed", "reason": "the paper is used up"})
    );
    *fault.lock().unwrap() = None;
    let done = administrator.json("/api/v1/parked/retry", &place("printer")).await;
    assert!(done.body.contains("\"done\""), "{}", done.body);
    let gone = administrator.json("/api/v1/parked/retry", &place("printer")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", gone.body);

    let dismissed = administrator.json("/api/v1/parked/dismissal", &place(REFUSED)).await;
    assert_eq!(dismissed.status, StatusCode::NO_CONTENT, "{}", dismissed.body);
    assert_eq!(parked_of(&town.ledger, REFUSED).await, None);
}

#[tokio::test]
async fn for_others_nothing_is_parked() {
    let (town, _fault) = town().await;
    let refused = parked_of(&town.ledger, REFUSED).await.unwrap();
    let (record, mark) = (refused.record.to_string(), refused.mark.to_string());
    let fields = [("reaction", REFUSED), ("record", &record), ("mark", &mark)];
    for name in ["approval-371600-sign", "approval-371625-clerk", "zhangsanfeng"] {
        let mut other = town.signed_in(name).await;
        for path in [PARKED, "/api/v1/parked"] {
            assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
        for act in ["retry", "retry/all", "dismissal"] {
            let answer = other.post(&format!("{PARKED}/{act}"), &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} {act}");
        }
    }
    assert_eq!(town.ledger.parked().await.unwrap().len(), 3, "nobody has done anything to it");
}
