//! Whose messages somebody sees, or gets, who acts for another.

use std::sync::Arc;

use authority::{Actor, AgentScope, Behalf, Duty, Party, Permit, Post, Reach, Subject, acts, permit};
use identity::{OrganId, RecordId, RegionCode};
use people::record::account::DeclareAbsence;
use people::{Account, views};

use super::town::Town;
use crate::pages::audience;
use crate::recipients::members;
use crate::record::Audience;

#[test]
fn who_was_authorised_for_one_matter_sees_no_message_of_others() {
    let party = Party::Person(RecordId::from_bytes([1; 16]));
    let helper = |reach| {
        let post = Arc::new(Post {
            id: "approval-371625-helper".parse().unwrap(),
            organ: OrganId::fixed("approval-371625"),
            region: RegionCode::fixed(371_625),
            functions: Vec::new(),
            duties: vec![Duty::Helper],
        });
        let behalf = Behalf {
            post,
            party,
            authorisation: RecordId::from_bytes([2; 16]),
            version: 1,
            may: AgentScope::Handle,
            reach,
        };
        Actor::on_behalf(RecordId::from_bytes([3; 16]), Arc::new(behalf))
    };
    assert_eq!(audience(&helper(Reach::All)), Some(Audience::Party(party)));
    for narrow in [
        Reach::Matter("shop".into()),
        Reach::Project(RecordId::from_bytes([4; 16])),
        Reach::Application(RecordId::from_bytes([5; 16])),
    ] {
        assert_eq!(audience(&helper(narrow)), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_colleague_is_away_the_deputy_is_written_to() {
    let town = Town::at(10).await;
    let (zhao, li) = (town.seeded.accounts["zhaoke"], town.seeded.accounts["ligong"]);
    let checks = Audience::Post("water-371625-check".parse().unwrap());
    assert_eq!(members(town.room.people(), &checks).await.unwrap(), [zhao]);
    let (ledger, organ) = (town.room.ledger(), OrganId::fixed("water-371625"));
    let today = ledger.now().day();
    let absence = DeclareAbsence {
        deputy: views::colleague(ledger, li, &organ, |_| true).await.unwrap(),
        organ,
        from: today,
        until: today,
    };
    let oneself: Permit<acts::DeclareAbsence> = permit(&Actor::person(zhao), &Subject::new(zhao, super::town::CITY)).unwrap();
    ledger
        .submit::<Account, _>(&oneself, zhao, absence, "away".into())
        .await
        .unwrap();
    assert_eq!(members(town.room.people(), &checks).await.unwrap(), [li]);
    let handles = Audience::Post("water-371625-handle".parse().unwrap());
    assert_eq!(members(town.room.people(), &handles).await.unwrap().len(), 2);
}
