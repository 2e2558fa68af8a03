//! What the holder of a certificate asks for is told at the desk of its organ; what comes of it, to the holder.

use applications::record::document::DocumentKind;
use applications::record::request::{RequestKind, RequestNumber, Requested};
use applications::record::state::Due;
use applications::record::{Applications, Event};
use calendar::{Day, Deadline};
use identity::{OrganId, RecordId};
use ledger::{Record, Stamp};

use super::town::Town;
use crate::facts::{Telling, told};
use crate::identifiers::of_command;
use crate::record::{About, Audience, Fact, FactKind};

#[tokio::test(flavor = "multi_thread")]
async fn the_organ_hears_of_a_request_and_both_hear_of_what_silence_granted() {
    let town = Town::at(10).await;
    let record = town.submitted().await;
    let state = town.room.ledger().state::<Applications>(record).await.unwrap().unwrap().state;
    let mut application = (*state).clone();
    let day: Day = "2026-11-02".parse().unwrap();
    let organ = OrganId::fixed("approval-371625");
    let item = application.cases[0].item.clone();
    let document = u16::try_from(application.documents.len()).unwrap() + 1;
    let issued = Event::DocumentIssued {
        document,
        kind: DocumentKind::Decision,
        organ: organ.clone(),
        item: Some(item.clone()),
        step: None,
        number: "许决〔2026〕1号".into(),
        day,
        valid_until: None,
        follows: None,
    };
    let stamp = Stamp {
        version: 100,
        at: town.room.ledger().now(),
        actor: String::new(),
        capacity: String::new(),
        release: String::new(),
    };
    Applications::apply(&mut application, &issued, &stamp);
    let requested = Event::Requested(Box::new(Requested {
        number: RequestNumber(1),
        document,
        item: item.clone(),
        kind: RequestKind::Prolong,
        day,
        received: day,
        due: Due {
            deadline: Deadline::Calendar(day),
            day,
            marks: None,
        },
        silence_grants_after: Some(day),
        proof: None,
    }));
    let heard = |event: &Event| -> Vec<(FactKind, String)> {
        let now = told(event, record, &application)
            .into_iter()
            .filter_map(|telling| match telling {
                Telling::Now(fact, Audience::Post(post)) => Some((fact.kind, post.to_string())),
                Telling::Now(fact, Audience::Party(_)) => Some((fact.kind, "holder".to_owned())),
                Telling::Remind(..) | Telling::AtDesk(_) => None,
            });
        now.collect()
    };
    assert_eq!(
        heard(&requested),
        [(FactKind::RequestCame, "approval-371625-handle".to_owned())]
    );
    let deemed = Event::ProlongationDeemed {
        request: RequestNumber(1),
        item,
        organ,
        day: day.next(),
        until: day.plus(365),
    };
    assert_eq!(
        heard(&deemed),
        [
            (FactKind::ProlongationDeemed, "holder".to_owned()),
            (FactKind::SilenceGranted, "approval-371625-sign".to_owned())
        ]
    );
}

#[test]
fn two_certificates_prolonged_by_one_command_are_told_as_two_and_two_cases_accepted_as_one() {
    let told = |kind: FactKind, item: &str| {
        let about = About {
            application: RecordId::from_bytes([1; 16]),
            number: "B371625202611020001".into(),
            matter: "shop".into(),
            item: Some(item.into()),
            step: None,
        };
        let audience = Audience::Post("approval-371625-sign".parse().unwrap());
        of_command(["record", "timer", "silence"], &Fact::about(kind, about), &audience)
    };
    for kind in [FactKind::ProlongationDeemed, FactKind::RequestGranted] {
        assert_ne!(told(kind, "sign"), told(kind, "food"), "{kind:?}");
        assert_eq!(told(kind, "sign"), told(kind, "sign"), "{kind:?}");
    }
    assert_eq!(told(FactKind::Accepted, "sign"), told(FactKind::Accepted, "food"));
}
