//! The end of an account, by value: what goes, what may register again, and that it is for good.

use authority::Actor;
use calendar::{Day, Moment};
use identity::{CivilDate, RecordId, RegionCode, ResidentNumber};
use ledger::{Almanac, Context, Decision, Record, Rehearsal, Stamp};
use people::record::account::{
    Account, AccountCommand, AccountEvent, AccountRefusal, AccountState, CloseAccount, CorrectDetails, ForgetEmail,
    IdentityAfterwards, TakePost, resident_claim, sign_in_claim,
};

fn decided(state: &AccountState, command: impl Into<AccountCommand>) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let actor = Actor::reaction("privacy");
    let (almanac, mut draws) = (Almanac::default(), Rehearsal::new(1));
    let at = Moment::at("2026-11-02".parse::<Day>().unwrap(), 10, 0);
    let mut context = Context::new(RecordId::from_bytes([1; 16]), at, &actor, "", &almanac, &mut draws);
    Account::decide(state, command.into(), &mut context)
}

fn after(state: &AccountState, events: &[AccountEvent]) -> AccountState {
    let mut state = state.clone();
    for event in events {
        let stamp = Stamp {
            version: 1,
            at: Moment(0),
            actor: String::new(),
            capacity: String::new(),
            release: String::new(),
        };
        Account::apply(&mut state, event, &stamp);
    }
    state
}

fn open() -> AccountState {
    after(&AccountState::default(), &[AccountEvent::Opened { sample: false }])
}

fn number(sequence: u16) -> ResidentNumber {
    identity::sample::resident_number(RegionCode::fixed(371_625), CivilDate::new(1961, 5, 3).unwrap(), sequence)
}

fn closing(identity: IdentityAfterwards) -> CloseAccount {
    CloseAccount {
        sign_in_name: Some("liutingting".parse().unwrap()),
        resident_number: Some(number(7)),
        former_phones: vec!["phone_before/1".to_owned(), "name".to_owned()],
        identity,
    }
}

#[test]
fn an_ended_account_gives_its_claims_back_and_forgets_how_to_be_reached() {
    let decision = decided(&open(), closing(IdentityAfterwards::Kept)).unwrap();
    assert_eq!(
        decision.releases,
        [sign_in_claim(&"liutingting".parse().unwrap()), resident_claim(&number(7))]
    );
    assert_eq!(
        decision.erasures,
        ["sign_in_name", "password", "phone", "email", "phone_before/1"],
        "and nothing that is no former phone"
    );
    let named_nowhere = decided(&open(), closing(IdentityAfterwards::Erased)).unwrap();
    assert!(named_nowhere.erasures.iter().any(|path| path == "name"));
    assert!(named_nowhere.erasures.iter().any(|path| path == "resident_number"));
}

#[test]
fn an_account_ends_for_good_and_not_while_it_opens_desks() {
    let decision = decided(&open(), closing(IdentityAfterwards::Kept)).unwrap();
    let ended = after(&open(), &decision.events);
    assert!(ended.is_closed() && !ended.is_open());
    assert_eq!(decided(&ended, ForgetEmail), Err(AccountRefusal::Closed));
    let taking = TakePost {
        post: "approval-371600-handle".parse().unwrap(),
        organ: "approval-371600".parse().unwrap(),
    };
    let holding = after(&open(), &decided(&open(), taking).unwrap().events);
    assert_eq!(
        decided(&holding, closing(IdentityAfterwards::Kept)),
        Err(AccountRefusal::HoldsPosts)
    );
}

#[test]
fn the_one_account_of_a_person_goes_over_to_the_right_number() {
    let correction = CorrectDetails {
        name: None,
        resident_number: Some(number(8)),
        number_before: Some(number(7)),
    };
    let decision = decided(&open(), correction).unwrap();
    assert_eq!(decision.releases, [resident_claim(&number(7))]);
    assert_eq!(decision.claims, [resident_claim(&number(8))]);
    assert_eq!(decision.secrets.len(), 1);
}
