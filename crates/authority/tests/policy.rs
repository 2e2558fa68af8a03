//! Every act × every capacity, compared with a table that a person reads.

use std::sync::Arc;

use authority::{
    ActName, Acted, Actor, AgentScope, Behalf, Capacity, Duty, Explanation, HelperBeside, Mandate, Party, Post, Reach, Role,
    Scope, Subject, acts, explain, permit, scope,
};
use identity::{FunctionId, OrganId, RecordId, RegionCode};
use proptest::prelude::*;

const CITY: RegionCode = RegionCode::fixed(371_600);
const BOXING: RegionCode = RegionCode::fixed(371_625);
const HUIMIN: RegionCode = RegionCode::fixed(371_621);

/// Who is let through, act by act. Whoever is not named is refused.
#[rustfmt::skip]
const EXPECTED: &[(ActName, &[&str])] = {
    use ActName::*;
    &[
        (SeePublic,       EVERYBODY),
        (SeeStatusByCode, EVERYBODY),
        (CheckDocument,   EVERYBODY),
        (Object,          EVERYBODY),
        (StateView,       EVERYBODY),

        (OpenAccount,     &["visitor", "seed"]),
        (SeeAccount,      &["person"]),
        (ChangeAccount,   &["person"]),
        (OpenEnterprise,  &["person", "seed"]),
        (SeeEnterprise,   &["person", "representative", "agent", "looking agent"]),
        (GiveMandate,     &["representative", "seed"]),
        (RevokeMandate,   &["representative"]),
        (GiveAuthorisation, &["person", "representative"]),
        (SeeAuthorisation, &["person", "representative", "agent", "looking agent", "helper for the enterprise", "looking helper",
                            "helper for another project"]),
        (RevokeAuthorisation, &["person", "representative", "agent"]),
        (LayDownAuthorisation, &["helper for the enterprise", "looking helper", "helper for another project"]),
        (TakeIn,          &["clerk", "keeper of another gate"]),
        (SeeIntake,       &["clerk", "keeper of another gate"]),
        (RecoverAccount,  &["clerk", "keeper of another gate"]),
        (SeeLooks,        &["person", "representative", "agent"]),
        (AnswerLook,      &["signer", "deputy signer", "county supervisor", "city supervisor", "city leader"]),
        (SeeOwnData,      &["person"]),
        (AskAboutData,    &["person"]),
        (SeeDataRequest,  &["person", "city data protector"]),
        (AnswerDataRequest, &["city data protector"]),
        (OpenRestricted,  &["handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper",
                            "county supervisor", "city supervisor", "city leader", "clerk", "keeper of another gate", "helper"]),
        (AssignPost,      &["city administrator", "county administrator", "seed", "reaction"]),

        (OpenProject,     &["person", "representative", "agent", "clerk for the person", "helper for the enterprise", "seed"]),
        (SeeProject,      &["person", "representative", "agent", "looking agent",
                            "clerk for the person", "helper for the enterprise", "looking helper",
                            "handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper",
                            "county supervisor", "city supervisor", "city leader", "reaction"]),
        (ChangeProject,   &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (AssignHelper,    &["county supervisor", "city supervisor", "city leader"]),
        (SeeHelped,       &["helper", "county supervisor", "city supervisor", "city leader"]),
        (KeepDraft,       &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (Submit,          &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (SeeApplication,  &["person", "representative", "agent", "looking agent",
                            "clerk for the person", "helper for the enterprise", "looking helper",
                            "handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper",
                            "county supervisor", "city supervisor", "city leader", "reaction"]),
        (ActAsApplicant,  &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (AskAsHolder,     &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (RenewQueryCode,  &["person", "representative", "agent", "clerk for the person", "helper for the enterprise"]),
        (SeeDocument,     &["person", "representative", "agent", "looking agent",
                            "clerk for the person", "helper for the enterprise", "looking helper",
                            "handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper",
                            "county supervisor", "city supervisor", "city leader", "reaction"]),

        (ServeDocument,   &["handler", "checker", "signer", "deputy signer", "gatekeeper", "clerk", "keeper of another gate"]),
        (WorkOnStep,      &["handler", "gatekeeper"]),
        (Reassign,        &["signer", "deputy signer", "reaction"]),
        (DeclareConflict, &["handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper"]),
        (DecideRecusal,   &["signer", "deputy signer", "city leader"]),
        (SeeNotes,        &["handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper",
                            "county supervisor", "city supervisor", "city leader"]),
        (WriteNote,       &["handler", "checker", "signer", "deputy signer", "handler of another organ taking part", "gatekeeper"]),
        (Approve,         &["signer", "deputy signer"]),
        (SignOff,         &["signer", "deputy signer"]),
        (RecordGate,      &["gatekeeper"]),
        (SeeDesk,         &["handler", "checker", "signer", "deputy signer", "gatekeeper"]),
        (SeeOrgan,        &["handler", "checker", "signer", "deputy signer", "gatekeeper", "city administrator", "county administrator"]),
        (DeclareAbsence,  &["person", "signer", "deputy signer"]),
        (HandOver,        &["signer", "deputy signer", "city administrator", "county administrator"]),
        (SeeRegion,       &["county supervisor", "city supervisor", "city leader"]),

        (EndStep,         &["timer"]),
        (React,           &["reaction"]),

        (MoveClock,       &["city administrator", "county administrator"]),
        (Administer,      &["city administrator", "county administrator"]),
        (DeclareDays,     &["city administrator", "county administrator", "county supervisor", "city supervisor", "city leader"]),
        (AskOrgan,        &["county supervisor", "city supervisor", "city leader"]),
        (SeeInquiry,      &["county supervisor", "city supervisor", "city leader", "handler", "checker", "signer", "deputy signer", "gatekeeper"]),
        (AnswerInquiry,   &["signer", "deputy signer"]),
        (ExportList,      &["county supervisor", "city supervisor", "city leader"]),
    ]
};

const EVERYBODY: &[&str] = &["everybody"];

#[test]
fn the_policy_is_the_table() {
    for (act, allowed) in EXPECTED {
        for (name, actor) in everybody() {
            let expected = *allowed == EVERYBODY || allowed.contains(&name);
            let given = own_subjects()
                .iter()
                .any(|subject| explain(&actor, *act, subject).is_allowed());
            assert_eq!(given, expected, "{act} by the {name}");
        }
    }
}

#[test]
fn the_table_names_every_act_once() {
    let named: Vec<_> = EXPECTED.iter().map(|(act, _)| *act).collect();
    assert_eq!(named, ActName::ALL);
}

#[test]
fn about_what_is_others_only_the_system_and_the_city_are_let_through() {
    let foreign = Subject::new(id(99), HUIMIN)
        .of(Party::Enterprise(id(98)))
        .shared_with([organ("shengtai-371621")])
        .on_desk(organ("shengtai-371621"))
        .asking(Duty::Handle)
        .for_function(FunctionId::fixed("land-contract"));
    for (act, allowed) in EXPECTED {
        for (name, actor) in everybody() {
            let whoever =
                *allowed == EVERYBODY || (["visitor", "timer", "reaction", "seed"].contains(&name) && allowed.contains(&name));
            let above = name.starts_with("city") && allowed.contains(&name);
            let there = ["handler elsewhere", "gatekeeper elsewhere"].contains(&name) && allowed.contains(&"handler");
            let gate = name == "gatekeeper elsewhere" && allowed.contains(&"gatekeeper");
            assert_eq!(
                explain(&actor, *act, &foreign).is_allowed(),
                whoever || above || there || gate,
                "{act} by the {name}"
            );
        }
    }
}

#[test]
fn a_stage_is_worked_on_by_the_duty_it_asks_for() {
    for (asked, allowed) in [(Duty::Handle, "handler"), (Duty::Check, "checker"), (Duty::Sign, "signer")] {
        let stage = Subject {
            duty: Some(asked),
            ..application()
        };
        for name in [
            "handler",
            "checker",
            "signer",
            "clerk",
            "handler of another organ taking part",
            "handler elsewhere",
        ] {
            let answer = permit::<acts::WorkOnStep>(&named(name), &stage);
            assert_eq!(answer.is_ok(), name == allowed, "{asked} by the {name}");
        }
    }
}

#[test]
fn nobody_works_on_a_stage_that_asks_for_no_working_duty() {
    for duty in [
        None,
        Some(Duty::Clerk),
        Some(Duty::Supervise),
        Some(Duty::Administer),
        Some(Duty::Audit),
        Some(Duty::Protect),
    ] {
        let stage = Subject { duty, ..application() };
        for (name, actor) in everybody() {
            assert!(permit::<acts::WorkOnStep>(&actor, &stage).is_err(), "{name}");
        }
    }
}

#[test]
fn whoever_is_recused_works_neither_in_the_own_name_nor_in_a_colleagues_and_nobody_in_theirs() {
    let asking = |duty, recused| {
        Subject {
            duty: Some(duty),
            ..application()
        }
        .without([id(recused)])
    };
    assert!(permit::<acts::WorkOnStep>(&named("handler"), &asking(Duty::Handle, 3)).is_err());
    assert!(permit::<acts::WorkOnStep>(&named("handler"), &asking(Duty::Handle, 4)).is_ok());
    for recused in [4, 5] {
        let deputy = named("deputy signer");
        assert!(permit::<acts::SignOff>(&deputy, &asking(Duty::Sign, recused)).is_err());
        assert!(permit::<acts::DecideRecusal>(&deputy, &asking(Duty::Sign, recused)).is_err());
        assert!(permit::<acts::SeeApplication>(&deputy, &asking(Duty::Sign, recused)).is_ok());
    }
}

#[test]
fn whoever_acts_for_an_enterprise_does_not_see_his_own_things_nor_another_enterprises() {
    let own = Subject::new(id(50), BOXING).of(Party::Person(id(1)));
    let another = Subject::new(id(50), BOXING).of(Party::Enterprise(id(98)));
    let for_the_enterprise = Actor::enterprise(id(1), id(10), Mandate::Representative);
    assert!(permit::<acts::SeeApplication>(&for_the_enterprise, &own).is_err());
    assert!(permit::<acts::SeeApplication>(&for_the_enterprise, &another).is_err());
    assert!(permit::<acts::SeeApplication>(&Actor::person(id(1)), &own).is_ok());
}

#[test]
fn a_permit_says_who_may_do_what_to_which_record() {
    let handler = named("handler");
    let permit = permit::<acts::WorkOnStep>(&handler, &application()).unwrap();
    assert_eq!(permit.actor(), &handler);
    assert_eq!(permit.record(), application().record);
    assert_eq!(permit.region(), BOXING);
    assert_eq!(permit.act(), ActName::WorkOnStep);
}

#[test]
fn a_refusal_says_nothing_about_the_record() {
    let denied = permit::<acts::SeeApplication>(&named("stranger"), &application()).unwrap_err();
    assert_eq!(denied.to_string(), "person may not see-application");
    assert_eq!(denied.key(), "denied");
}

#[test]
fn an_explanation_names_the_grants_and_which_of_them_holds() {
    let explanation: Explanation = explain(&named("handler"), ActName::SeeApplication, &application());
    let text = explanation.to_string();
    assert!(
        text.starts_with("yes: 00000000000000000000000000000003 as post:shengtai-371625-handle, see-application on "),
        "{text}"
    );
    assert!(
        text.contains("✓ a handler, checker or signer of an organ that takes part"),
        "{text}"
    );
    assert!(text.contains("· a reaction"), "{text}");
}

#[test]
fn events_record_who_acted_without_a_name() {
    for (name, label, capacity) in [
        ("visitor", "visitor", "visitor"),
        ("person", "00000000000000000000000000000001", "person"),
        (
            "agent",
            "00000000000000000000000000000002",
            "enterprise:0000000000000000000000000000000a",
        ),
        ("handler", "00000000000000000000000000000003", "post:shengtai-371625-handle"),
        (
            "deputy signer",
            "00000000000000000000000000000004",
            "deputy:shengtai-371625-sign:00000000000000000000000000000005",
        ),
        ("timer", "timer", "timer"),
        ("reaction", "reaction:notify", "reaction:notify"),
        ("seed", "seed", "seed"),
    ] {
        let actor = named(name);
        assert_eq!((actor.label().as_str(), actor.capacity_label().as_str()), (label, capacity));
    }
}

#[test]
fn acts_and_duties_are_read_as_they_are_written() {
    for act in ActName::ALL {
        assert_eq!(act.to_string().parse(), Ok(*act));
    }
    for duty in Duty::ALL {
        assert_eq!(duty.to_string().parse(), Ok(duty));
    }
    assert!("see-everything".parse::<ActName>().is_err());
    assert!("king".parse::<Duty>().is_err());
}

#[test]
fn a_list_reaches_as_far_as_its_reader() {
    let boxing_desk = Scope::Organ(organ("shengtai-371625"));
    for (name, act, expected) in [
        ("visitor", ActName::SeeApplication, Scope::Nothing),
        ("visitor", ActName::SeePublic, Scope::Everything),
        ("person", ActName::SeeApplication, Scope::Party(Party::Person(id(1)))),
        ("agent", ActName::SeeApplication, Scope::Party(Party::Enterprise(id(10)))),
        (
            "looking agent",
            ActName::SeeApplication,
            Scope::Party(Party::Enterprise(id(10))),
        ),
        ("looking agent", ActName::KeepDraft, Scope::Nothing),
        ("handler", ActName::SeeApplication, boxing_desk.clone()),
        ("handler", ActName::SeeDesk, boxing_desk),
        ("clerk", ActName::SeeDesk, Scope::Nothing),
        ("county supervisor", ActName::SeeRegion, Scope::Region(BOXING)),
        ("city supervisor", ActName::SeeApplication, Scope::Region(CITY)),
        ("city administrator", ActName::SeeApplication, Scope::Nothing),
        ("auditor", ActName::SeeApplication, Scope::Nothing),
        ("reaction", ActName::SeeApplication, Scope::Everything),
    ] {
        assert_eq!(scope(&named(name), act), expected, "{act} by the {name}");
    }
}

proptest! {
    #[test]
    fn a_list_never_shows_what_the_page_would_refuse(actor in any_actor(), subject in any_subject()) {
        for act in [ActName::SeeProject, ActName::SeeApplication, ActName::SeeDocument, ActName::SeeRegion] {
            if within(&scope(&actor, act), &subject) {
                prop_assert!(explain(&actor, act, &subject).is_allowed(), "{}", act);
            }
        }
    }

    #[test]
    fn a_list_shows_whatever_the_page_would_show_to_one_who_is_no_supervisor_besides(actor in any_actor(), subject in any_subject()) {
        prop_assume!(actor.held_post().is_none_or(|post| !post.has_any(&[Duty::Supervise, Duty::Lead])));
        for act in [ActName::SeeProject, ActName::SeeApplication, ActName::SeeDocument] {
            if explain(&actor, act, &subject).is_allowed() {
                prop_assert!(within(&scope(&actor, act), &subject), "{}", act);
            }
        }
    }

    #[test]
    fn what_is_not_stated_about_a_subject_grants_nothing(actor in any_actor(), act in any_act()) {
        let bare = Subject::new(id(99), RegionCode::fixed(110_000));
        prop_assume!(EXPECTED.iter().any(|(named, allowed)| *named == act && *allowed != EVERYBODY));
        let anybody = matches!(actor.capacity, Capacity::Visitor | Capacity::Timer | Capacity::Reaction(_) | Capacity::Seed);
        prop_assert!(anybody || !explain(&actor, act, &bare).is_allowed(), "{}", act);
    }

    #[test]
    fn the_permit_and_its_explanation_agree(actor in any_actor(), subject in any_subject()) {
        let explained = |act| explain(&actor, act, &subject).is_allowed();
        prop_assert_eq!(permit::<acts::WorkOnStep>(&actor, &subject).is_ok(), explained(ActName::WorkOnStep));
        prop_assert_eq!(permit::<acts::SignOff>(&actor, &subject).is_ok(), explained(ActName::SignOff));
        prop_assert_eq!(permit::<acts::SeeApplication>(&actor, &subject).is_ok(), explained(ActName::SeeApplication));
        prop_assert_eq!(permit::<acts::ActAsApplicant>(&actor, &subject).is_ok(), explained(ActName::ActAsApplicant));
    }
}

proptest! {
    #[test]
    fn who_acts_for_another_may_never_do_more_than_the_other(behalf in any_behalf(), subject in any_subject()) {
        let own_right = match behalf.party {
            Party::Person(account) => Actor::person(account),
            Party::Enterprise(enterprise) => Actor::enterprise(id(2), enterprise, Mandate::Representative),
        };
        let actor = Actor::on_behalf(id(3), Arc::new(behalf));
        for act in ActName::ALL.iter().filter(|act| **act != ActName::LayDownAuthorisation) {
            // The own account stays one's own, as whatever one acts.
            prop_assume!(!explain(&actor, ActName::SeeAccount, &subject).is_allowed());
            if explain(&actor, *act, &subject).is_allowed() && subject.record != id(60) {
                prop_assert!(explain(&own_right, *act, &subject).is_allowed(), "{}", act);
            }
        }
    }

    #[test]
    fn who_acts_for_another_reaches_nothing_of_anybody_else(behalf in any_behalf(), subject in any_subject()) {
        prop_assume!(subject.applicant != Some(behalf.party));
        let actor = Actor::on_behalf(id(3), Arc::new(behalf));
        for act in [ActName::SeeProject, ActName::SeeApplication, ActName::Submit, ActName::ActAsApplicant, ActName::AskAsHolder, ActName::SeeDocument] {
            prop_assert!(!explain(&actor, act, &subject).is_allowed(), "{}", act);
        }
    }

    #[test]
    fn the_label_of_an_act_names_both_and_reads_back(behalf in any_behalf()) {
        let actor = Actor::on_behalf(id(3), Arc::new(behalf.clone()));
        let read = Acted::read(&actor.capacity_label());
        let role = Role::Behalf { post: behalf.post.id.clone(), party: behalf.party, authorisation: behalf.authorisation };
        prop_assert_eq!(read, Acted { role, beside: None });
        prop_assert_eq!(actor.label(), id(3).to_string());
    }

    #[test]
    fn a_reach_reads_back(reach in any_reach()) {
        prop_assert_eq!(reach.to_string().parse::<Reach>(), Ok(reach));
    }
}

#[test]
fn a_helper_beside_is_named_by_the_applicants_act() {
    let beside = HelperBeside {
        account: id(3),
        post: "approval-371625-helper".parse().unwrap(),
    };
    let actor = Actor::person(id(1)).with_helper(beside.clone());
    assert_eq!(actor.label(), id(1).to_string());
    assert_eq!(
        Acted::read(&actor.capacity_label()),
        Acted {
            role: Role::Person,
            beside: Some(beside)
        }
    );
}

fn within(scope: &Scope, subject: &Subject) -> bool {
    match scope {
        Scope::Nothing => false,
        Scope::Behalf(party, reach) => subject.applicant == Some(*party) && reach.covers(subject),
        Scope::Party(party) => subject.applicant == Some(*party),
        Scope::Organ(organ) => subject.organs.contains(organ),
        Scope::Region(region) => region.covers(subject.region),
        Scope::Everything => true,
    }
}

/// What is the actors' own: an account, something of a person, something of an enterprise.
fn own_subjects() -> [Subject; 4] {
    [
        Subject::new(id(60), RegionCode::fixed(110_000)).of(Party::Enterprise(id(10))),
        Subject::new(id(1), RegionCode::fixed(110_000)),
        Subject::new(id(50), RegionCode::fixed(110_000)).of(Party::Person(id(1))),
        application(),
    ]
}

/// An enterprise's application in Boxing, on the desk of its ecology bureau.
fn application() -> Subject {
    Subject::new(id(50), BOXING)
        .of(Party::Enterprise(id(10)))
        .shared_with([organ("shengtai-371625"), organ("approval-371625")])
        .on_desk(organ("shengtai-371625"))
        .asking(Duty::Handle)
        .signed_by(Duty::Sign)
        .for_function(FunctionId::fixed("land-contract"))
        .about("ten-permits")
        .on_project(Some(id(51)))
        .helped_by(Some(id(3)))
        .taken_in_by(Some(organ("shengtai-371625")))
}

fn everybody() -> Vec<(&'static str, Arc<Actor>)> {
    let enterprise = |mandate| Actor::enterprise(id(2), id(10), mandate);
    vec![
        ("visitor", Actor::visitor()),
        ("person", Actor::person(id(1))),
        ("stranger", Actor::person(id(7))),
        ("representative", enterprise(Mandate::Representative)),
        ("agent", enterprise(Mandate::Agent(AgentScope::Handle))),
        ("looking agent", enterprise(Mandate::Agent(AgentScope::See))),
        (
            "another enterprise",
            Actor::enterprise(id(2), id(11), Mandate::Representative),
        ),
        ("handler", post("shengtai-371625", BOXING, &[Duty::Handle], &[])),
        ("checker", post("shengtai-371625", BOXING, &[Duty::Check], &[])),
        ("signer", post("shengtai-371625", BOXING, &[Duty::Sign], &[])),
        ("deputy signer", deputy("shengtai-371625", BOXING, &[Duty::Sign])),
        ("clerk", post("shengtai-371625", BOXING, &[Duty::Clerk], &[])),
        ("helper", post("shengtai-371625", BOXING, &[Duty::Helper], &[])),
        (
            "clerk for the person",
            behalf(Duty::Clerk, 61, Party::Person(id(1)), AgentScope::Handle, Reach::All),
        ),
        (
            "helper for the enterprise",
            behalf(
                Duty::Helper,
                60,
                Party::Enterprise(id(10)),
                AgentScope::Handle,
                Reach::Project(id(51)),
            ),
        ),
        (
            "looking helper",
            behalf(Duty::Helper, 60, Party::Enterprise(id(10)), AgentScope::See, Reach::All),
        ),
        (
            "helper for another project",
            behalf(
                Duty::Helper,
                60,
                Party::Enterprise(id(10)),
                AgentScope::Handle,
                Reach::Project(id(99)),
            ),
        ),
        (
            "helper for another enterprise",
            behalf(Duty::Helper, 62, Party::Enterprise(id(11)), AgentScope::Handle, Reach::All),
        ),
        (
            "handler of another organ taking part",
            post("approval-371625", BOXING, &[Duty::Handle], &[]),
        ),
        (
            "handler of an organ not taking part",
            post("shuiwu-371625", BOXING, &[Duty::Handle], &[]),
        ),
        ("handler elsewhere", post("shengtai-371621", HUIMIN, &[Duty::Handle], &[])),
        (
            "gatekeeper",
            post("shengtai-371625", BOXING, &[Duty::Handle], &["land-contract"]),
        ),
        (
            "gatekeeper elsewhere",
            post("shengtai-371621", HUIMIN, &[Duty::Handle], &["land-contract"]),
        ),
        (
            "keeper of another gate",
            post("shengtai-371625", BOXING, &[Duty::Clerk], &["deed-tax"]),
        ),
        ("county supervisor", post("approval-371625", BOXING, &[Duty::Supervise], &[])),
        (
            "supervisor elsewhere",
            post("approval-370600", RegionCode::fixed(370_600), &[Duty::Supervise], &[]),
        ),
        ("city supervisor", post("approval-371600", CITY, &[Duty::Supervise], &[])),
        ("city leader", post("approval-371600", CITY, &[Duty::Lead], &[])),
        ("city administrator", post("approval-371600", CITY, &[Duty::Administer], &[])),
        (
            "county administrator",
            post("approval-371625", BOXING, &[Duty::Administer], &[]),
        ),
        ("auditor", post("approval-371600", CITY, &[Duty::Audit], &[])),
        ("city data protector", post("approval-371600", CITY, &[Duty::Protect], &[])),
        ("timer", Actor::timer()),
        ("reaction", Actor::reaction("notify")),
        ("seed", Actor::seed()),
    ]
}

fn named(name: &str) -> Arc<Actor> {
    everybody().into_iter().find(|(one, _)| *one == name).unwrap().1
}

fn post(organ_id: &str, region: RegionCode, duties: &[Duty], functions: &[&'static str]) -> Arc<Actor> {
    let id_text = format!("{organ_id}-{}", duties[0]);
    Actor::post(
        id(3),
        Arc::new(Post {
            id: id_text.parse().unwrap(),
            organ: organ(organ_id),
            region,
            functions: functions.iter().map(|function| FunctionId::fixed(function)).collect(),
            duties: duties.to_vec(),
        }),
    )
}

/// Who stands in for a colleague.
fn deputy(organ_id: &str, region: RegionCode, duties: &[Duty]) -> Arc<Actor> {
    let post = Arc::clone(post(organ_id, region, duties, &[]).held_post().unwrap());
    Actor::deputy(id(4), post, id(5))
}

/// Account 3, in a post of the county's bureau, for a party.
fn behalf(duty: Duty, authorisation: u8, party: Party, may: AgentScope, reach: Reach) -> Arc<Actor> {
    let held = post("approval-371625", BOXING, &[duty], &[]);
    Actor::on_behalf(
        id(3),
        Arc::new(Behalf {
            post: Arc::clone(held.held_post().unwrap()),
            party,
            authorisation: id(authorisation),
            version: 1,
            may,
            reach,
        }),
    )
}

fn organ(name: &str) -> OrganId {
    name.parse().unwrap()
}

fn id(number: u8) -> RecordId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    RecordId::from_bytes(bytes)
}

fn any_act() -> impl Strategy<Value = ActName> {
    proptest::sample::select(ActName::ALL)
}

fn any_region() -> impl Strategy<Value = RegionCode> {
    proptest::sample::select(vec![CITY, BOXING, HUIMIN])
}

fn any_organ() -> impl Strategy<Value = OrganId> {
    proptest::sample::select(vec![
        organ("shengtai-371625"),
        organ("approval-371625"),
        organ("approval-371600"),
    ])
}

fn any_party() -> impl Strategy<Value = Party> {
    prop_oneof![
        (1u8..4).prop_map(|one| Party::Person(id(one))),
        (10u8..12).prop_map(|one| Party::Enterprise(id(one)))
    ]
}

fn any_mandate() -> impl Strategy<Value = Mandate> {
    proptest::sample::select(vec![
        Mandate::Representative,
        Mandate::Agent(AgentScope::Handle),
        Mandate::Agent(AgentScope::See),
    ])
}

prop_compose! {
    fn any_post()(
        organ in any_organ(),
        region in any_region(),
        duties in proptest::collection::vec(proptest::sample::select(Duty::ALL.to_vec()), 0..4),
        functions in proptest::collection::vec(Just(FunctionId::fixed("land-contract")), 0..2),
    ) -> Arc<Post> {
        Arc::new(Post { id: "a-post".parse().unwrap(), organ, region, functions, duties })
    }
}

fn any_reach() -> impl Strategy<Value = Reach> {
    prop_oneof![
        Just(Reach::All),
        Just(Reach::Matter("ten-permits".to_owned())),
        (50u8..53).prop_map(|one| Reach::Project(id(one))),
        (50u8..53).prop_map(|one| Reach::Application(id(one))),
    ]
}

prop_compose! {
    fn any_behalf()(
        post in any_post(),
        party in any_party(),
        may in proptest::sample::select(vec![AgentScope::Handle, AgentScope::See]),
        reach in any_reach(),
    ) -> Behalf {
        Behalf { post, party, authorisation: id(60), version: 1, may, reach }
    }
}

fn any_actor() -> impl Strategy<Value = Arc<Actor>> {
    prop_oneof![
        Just(Actor::visitor()),
        (1u8..4).prop_map(|one| Actor::person(id(one))),
        (1u8..4, 10u8..12, any_mandate()).prop_map(|(one, firm, mandate)| Actor::enterprise(id(one), id(firm), mandate)),
        any_post().prop_map(|post| Actor::post(id(3), post)),
        any_post().prop_map(|post| Actor::deputy(id(3), post, id(4))),
        any_behalf().prop_map(|behalf| Actor::on_behalf(id(3), Arc::new(behalf))),
        Just(Actor::timer()),
        Just(Actor::reaction("notify")),
        Just(Actor::seed()),
    ]
}

prop_compose! {
    fn any_subject()(
        applicant in proptest::option::of(any_party()),
        organs in proptest::collection::vec(any_organ(), 0..3),
        desk in proptest::option::of(any_organ()),
        region in any_region(),
        duty in proptest::option::of(proptest::sample::select(Duty::ALL.to_vec())),
        signature in proptest::option::of(proptest::sample::select(Duty::ALL.to_vec())),
        function in proptest::option::of(Just(FunctionId::fixed("land-contract"))),
        recused in proptest::collection::vec((3u8..5).prop_map(id), 0..2),
        matter in proptest::option::of(proptest::sample::select(vec!["ten-permits".to_owned(), "shop-sign".to_owned()])),
        project in proptest::option::of((50u8..53).prop_map(id)),
        helper in proptest::option::of((1u8..4).prop_map(id)),
        taken_in_by in proptest::option::of(any_organ()),
    ) -> Subject {
        Subject { record: id(50), applicant, organs, desk, region, duty, signature, function, matter, project, helper, taken_in_by, recused }
    }
}
