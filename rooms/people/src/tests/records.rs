//! The records by themselves: what any sequence of commands leaves true.

use authority::{Actor, AgentScope};
use calendar::{Day, Moment};
use identity::{OrganId, RecordId, sample};
use ledger::{Almanac, Context, Record, Rehearsal, Stamp};
use proptest::prelude::*;

use super::town::BOXING;
use crate::password::PasswordHash;
use crate::record::account::{AccountCommand, LeavePost, OpenAccount, TakePost};
use crate::record::enterprise::{EnterpriseCommand, GiveMandate, OpenEnterprise, RevokeMandate};
use crate::record::{Account, AccountRefusal, AccountState, Enterprise, EnterpriseRefusal, EnterpriseState};

/// A record in a test: what is asked is decided and folded.
struct Rehearsed<R: Record> {
    state: R::State,
    version: u64,
    at: Moment,
    draws: Rehearsal,
}

impl<R: Record> Rehearsed<R> {
    fn new() -> Self {
        Self {
            state: R::State::default(),
            version: 0,
            at: Moment::at(Day::new(2026, 11, 2).unwrap(), 9, 0),
            draws: Rehearsal::new(7),
        }
    }

    fn ask(&mut self, command: impl Into<R::Command>) -> Result<(), R::Refusal> {
        let (actor, almanac) = (Actor::seed(), Almanac::default());
        let mut context = Context::new(id(99), self.at, &actor, "1", &almanac, &mut self.draws);
        let decision = R::decide(&self.state, command.into(), &mut context)?;
        for event in decision.events {
            self.version += 1;
            let stamp = Stamp {
                version: self.version,
                at: self.at,
                actor: actor.label(),
                capacity: actor.capacity_label(),
                release: "1".to_owned(),
            };
            let written = serde_json::to_string(&event).unwrap();
            R::apply(&mut self.state, &serde_json::from_str(&written).unwrap(), &stamp);
        }
        Ok(())
    }
}

fn id(number: u8) -> RecordId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    RecordId::from_bytes(bytes)
}

fn opening() -> OpenAccount {
    OpenAccount {
        sign_in_name: "lijianguo".parse().unwrap(),
        name: "李建国".parse().unwrap(),
        resident_number: sample::resident_number(BOXING, identity::CivilDate::new(1979, 3, 12).unwrap(), 11),
        phone: sample::phone(11),
        password: PasswordHash::from_phc("$argon2id$…"),
    }
}

fn post(number: u8) -> TakePost {
    TakePost {
        post: format!("shengtai-371625-{}", char::from(b'a' + number)).parse().unwrap(),
        organ: OrganId::fixed("shengtai-371625"),
    }
}

#[test]
fn an_account_is_opened_once_and_before_anything_else() {
    let mut account = Rehearsed::<Account>::new();
    assert_eq!(account.ask(post(1)), Err(AccountRefusal::NotOpen));
    assert_eq!(account.ask(opening()), Ok(()));
    assert_eq!(account.ask(opening()), Err(AccountRefusal::AlreadyOpen));
}

#[test]
fn a_post_is_taken_before_it_is_left_and_not_twice() {
    let mut account = Rehearsed::<Account>::new();
    account.ask(opening()).unwrap();
    let leaving = || LeavePost { post: post(1).post };
    assert_eq!(account.ask(leaving()), Err(AccountRefusal::DoesNotHoldPost));
    assert_eq!(account.ask(post(1)), Ok(()));
    assert_eq!(account.ask(post(1)), Err(AccountRefusal::HoldsPostAlready));
    assert_eq!(account.ask(leaving()), Ok(()));
    assert_eq!(account.state.posts().len(), 0);
}

#[test]
fn one_person_fills_so_many_posts_and_no_more() {
    let mut account = Rehearsed::<Account>::new();
    account.ask(opening()).unwrap();
    for number in 0..16 {
        assert_eq!(account.ask(post(number)), Ok(()));
    }
    assert_eq!(account.ask(post(16)), Err(AccountRefusal::TooManyPosts));
}

fn enterprise() -> Rehearsed<Enterprise> {
    let mut enterprise = Rehearsed::<Enterprise>::new();
    enterprise.ask(open_enterprise("渤海铝业有限公司")).unwrap();
    enterprise
}

fn open_enterprise(name: &str) -> OpenEnterprise {
    OpenEnterprise {
        name: name.to_owned(),
        credit_code: sample::credit_code(BOXING, 1),
        representative: id(1),
    }
}

#[test]
fn an_enterprise_has_a_name_and_is_registered_once() {
    let mut unnamed = Rehearsed::<Enterprise>::new();
    assert_eq!(unnamed.ask(open_enterprise("  ")), Err(EnterpriseRefusal::NameMissing));
    assert_eq!(unnamed.ask(open_enterprise("铝业")), Err(EnterpriseRefusal::NameLength));
    assert_eq!(
        unnamed.ask(open_enterprise(&"铝".repeat(101))),
        Err(EnterpriseRefusal::NameLength)
    );
    assert_eq!(unnamed.ask(RevokeMandate { mandate: id(5) }), Err(EnterpriseRefusal::NotOpen));
    let mut enterprise = enterprise();
    assert_eq!(
        enterprise.ask(open_enterprise("渤海铝业有限公司")),
        Err(EnterpriseRefusal::AlreadyOpen)
    );
    assert_eq!(
        enterprise.ask(RevokeMandate { mandate: id(5) }),
        Err(EnterpriseRefusal::NoSuchMandate)
    );
}

#[derive(Debug, Clone)]
enum Step {
    Give { agent: u8, from: i32, days: i32 },
    Revoke { which: usize },
    Wait { days: i32 },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1u8..5, -2i32..40, -2i32..1200).prop_map(|(agent, from, days)| Step::Give { agent, from, days }),
        (0usize..6).prop_map(|which| Step::Revoke { which }),
        (0i32..200).prop_map(|days| Step::Wait { days }),
    ]
}

fn take(enterprise: &mut Rehearsed<Enterprise>, step: &Step) {
    let today = enterprise.at.day();
    let _ = match step {
        Step::Give { agent, from, days } => {
            let from = today.plus(*from);
            enterprise.ask(GiveMandate {
                agent: id(*agent),
                scope: AgentScope::Handle,
                from,
                until: from.plus(*days),
            })
        }
        Step::Revoke { which } => {
            let mandate = enterprise.state.mandates().get(*which).map_or(id(77), |mandate| mandate.id);
            enterprise.ask(RevokeMandate { mandate })
        }
        Step::Wait { days } => {
            enterprise.at = enterprise.at.plus(i64::from(*days) * 86_400_000);
            Ok(())
        }
    };
}

proptest! {
    #[test]
    fn an_agent_never_has_two_mandates_in_force_and_the_representative_none(steps in proptest::collection::vec(any_step(), 0..40)) {
        let mut enterprise = enterprise();
        for step in &steps {
            take(&mut enterprise, step);
            for day in enterprise.at.day().through(enterprise.at.day().plus(60)) {
                for agent in 1u8..5 {
                    let in_force = enterprise.state.mandates().iter().filter(|one| one.agent == id(agent) && one.is_in_force(day)).count();
                    prop_assert!(in_force <= usize::from(agent != 1), "{in_force} mandates of {agent} on {day}");
                }
            }
        }
    }

    #[test]
    fn a_mandate_once_over_is_over_for_good(steps in proptest::collection::vec(any_step(), 0..40)) {
        let mut enterprise = enterprise();
        let mut over = Vec::new();
        for step in &steps {
            take(&mut enterprise, step);
            let today = enterprise.at.day();
            let now: Vec<RecordId> = enterprise.state.mandates().iter().filter(|one| one.is_over(today)).map(|one| one.id).collect();
            prop_assert!(over.iter().all(|one| now.contains(one)));
            over = now;
        }
    }
}

#[test]
fn commands_are_of_their_record() {
    fn of<R: Record>(_: impl Into<R::Command>) {}
    of::<Account>(AccountCommand::Open(opening()));
    of::<Enterprise>(EnterpriseCommand::Open(open_enterprise("渤海铝业有限公司")));
    assert!(!AccountState::default().is_open() && !EnterpriseState::default().is_open());
}
