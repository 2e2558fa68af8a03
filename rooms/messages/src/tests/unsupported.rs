//! An opinion against an item: before acceptance the applicant chooses, afterwards the organ decides.

use applications::record::state::Opinion;
use applications::record::{Applications, Event};
use calendar::{Day, Verdict};
use ledger::{Record, Stamp};

use super::town::Town;
use crate::facts::{Telling, told};
use crate::record::FactKind;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_nothing_to_choose_is_not_asked_to_choose() {
    let town = Town::at(10).await;
    let record = town.submitted().await;
    let state = town.room.ledger().state::<Applications>(record).await.unwrap().unwrap().state;
    let mut application = (*state).clone();
    let day: Day = "2026-11-02".parse().unwrap();
    let planned = &application.steps.iter().next_back().unwrap().planned;
    let (step, item) = (planned.step.clone(), planned.item.clone());
    let opinion = Event::OpinionGiven {
        step,
        day,
        opinion: Opinion::NotSupported,
        verdict: Verdict::InTime,
        counted: 0,
        points: Vec::new(),
    };
    let kinds = |told: Vec<Telling>| -> Vec<FactKind> {
        let now = told.into_iter().filter_map(|telling| match telling {
            Telling::Now(fact, _) => Some(fact.kind),
            Telling::Remind(..) | Telling::AtDesk(_) => None,
        });
        now.collect()
    };
    assert_eq!(kinds(told(&opinion, record, &application)), [FactKind::NotSupported]);
    let accepted = Event::CaseAccepted {
        item,
        day,
        by_silence: false,
    };
    let stamp = Stamp {
        version: 100,
        at: town.room.ledger().now(),
        actor: String::new(),
        capacity: String::new(),
        release: String::new(),
    };
    Applications::apply(&mut application, &accepted, &stamp);
    assert_eq!(kinds(told(&opinion, record, &application)), [FactKind::OpinionAgainst]);
}
