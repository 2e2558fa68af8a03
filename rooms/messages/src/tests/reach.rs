//! Whose messages somebody sees who acts for another.

use std::sync::Arc;

use authority::{Actor, AgentScope, Behalf, Duty, Party, Post, Reach};
use identity::{OrganId, RecordId, RegionCode};

use crate::pages::audience;
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
