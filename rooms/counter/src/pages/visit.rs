//! `/desk/counter/visits`: somebody stands at the window. Who it is, how that was made sure of, and for what.

use askama::Template;
use authority::{Party, Reach};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{CreditCode, Phone, ResidentNumber};
use people::record::authorisation::{OpenVisit, sure};
use people::record::{IdentityCheck, PersonName, Present};
use people::window::{EnterpriseAtWindow, PersonAtWindow, WindowError};
use people::{CapacityKey, said};
use procedure::Release;
use procedure::definition::Audience;

use super::asked_checks::{check_choices, checks_of};
use crate::at_window::AtWindow;
use crate::looks::{Look, Occasion, What};
use crate::room::CounterRoom;
use crate::words::{not_done, unavailable};

#[derive(Template)]
#[template(path = "pages/visit.html")]
pub(super) struct VisitPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    kinds: Vec<Choice>,
    presents: Vec<Choice>,
    checks: Vec<Choice>,
    matters: Vec<Choice>,
}

/// Whoever stands there, as the form says.
#[derive(Debug)]
pub(crate) enum StandsThere {
    /// A person.
    Person(PersonAtWindow),
    /// Somebody for an enterprise.
    Enterprise(EnterpriseAtWindow),
}

/// A visit as the form says.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) who: StandsThere,
    pub(crate) present: Present,
    /// Name and number of whoever stands there for another.
    pub(crate) agent: Option<(PersonName, ResidentNumber)>,
    pub(crate) checks: Vec<IdentityCheck>,
    pub(crate) matter: Option<String>,
}

pub(super) async fn new(State(room): State<CounterRoom>, AtWindow(_): AtWindow, reader: Reader) -> Page<VisitPage> {
    let form = FormData::default().filled("kind", "person").filled("present", "oneself");
    Page(page(&room, &reader, form, FormErrors::default()))
}

pub(super) async fn create(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let release = room.catalogue.current();
    let visit = match read(&form, &release) {
        Ok(visit) => visit,
        Err(errors) => return Ok(again(&room, &reader, form, errors)),
    };
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?.to_owned();
    let matter = visit.matter.clone();
    let opened = match visit.open(&room, &at, &key).await {
        Ok(opened) => opened,
        Err(error) => return Ok(again(&room, &reader, form, not_done(error)?)),
    };
    room.people
        .act_as(&at.current, &CapacityKey::Behalf(opened))
        .await
        .map_err(unavailable)?;
    Ok(Redirect::to(&match matter {
        Some(matter) => format!("/matters/{matter}/apply"),
        None => "/applications".to_owned(),
    })
    .into_response())
}

/// What the form says, or everything that is wrong with it.
pub(crate) fn read(form: &FormData, release: &Release) -> Result<Visit, FormErrors> {
    let mut errors = FormErrors::default();
    let present = Present::named(form.value("present"));
    let present = errors.take("present", present.ok_or("visit-present-missing"));
    let is_enterprise = form.value("kind") == "enterprise";
    let in_person = present == Some(Present::Oneself);
    // For an enterprise whose agent stands there, the register knows the representative.
    let person = if is_enterprise && !in_person && form.given("name").is_none() && form.given("resident_number").is_none() {
        None
    } else {
        Some(person(form, &mut errors))
    };
    let who = if is_enterprise {
        licence(form, person.flatten(), &mut errors).map(StandsThere::Enterprise)
    } else {
        person.flatten().map(StandsThere::Person)
    };
    let agent = match present {
        Some(Present::Agent) => agent(form, &mut errors),
        Some(Present::Oneself) | None => None,
    };
    let checks = checks_of(form);
    if let Some(present) = present
        && let Err(refusal) = sure(is_enterprise, present, true, &checks)
    {
        errors.add(refusal.field(), refusal.key());
    }
    let matter = form.given("matter").map(str::to_owned);
    if let Some(matter) = &matter
        && release.matter(matter).is_none()
    {
        errors.add("matter", "visit-matter-unknown");
    }
    match (who, present) {
        (Some(who), Some(present)) if errors.is_empty() => Ok(Visit {
            who,
            present,
            agent,
            checks,
            matter,
        }),
        (_, _) => Err(errors),
    }
}

pub(crate) fn person(form: &FormData, errors: &mut FormErrors) -> Option<PersonAtWindow> {
    let name = errors.take("name", person_name(form.value("name")));
    let resident_number = errors.take("resident_number", resident_number(form.value("resident_number")));
    let phone = match form.given("phone") {
        Some(typed) => errors
            .take(
                "phone",
                typed.parse::<Phone>().map_err(|error| said(error.key(), error.arguments())),
            )
            .map(Some),
        None => Some(None),
    };
    Some(PersonAtWindow {
        name: name?,
        resident_number: resident_number?,
        phone: phone?,
    })
}

fn licence(form: &FormData, representative: Option<PersonAtWindow>, errors: &mut FormErrors) -> Option<EnterpriseAtWindow> {
    let code = form
        .value("credit_code")
        .parse::<CreditCode>()
        .map_err(|error| said(error.key(), error.arguments()));
    let credit_code = errors.take("credit_code", code);
    let name = form.value("enterprise_name").trim().to_owned();
    if name.is_empty() {
        errors.add("enterprise_name", "enterprise-name-missing");
    }
    Some(EnterpriseAtWindow {
        name,
        credit_code: credit_code?,
        representative,
    })
}

fn agent(form: &FormData, errors: &mut FormErrors) -> Option<(PersonName, ResidentNumber)> {
    let name = match form.given("agent_name") {
        Some(typed) => person_name(typed),
        None => Err("visit-agent-name-missing".into()),
    };
    let number = match form.given("agent_number") {
        Some(typed) => resident_number(typed),
        None => Err("visit-agent-number-missing".into()),
    };
    errors.take("agent_name", name).zip(errors.take("agent_number", number))
}

fn person_name(typed: &str) -> Result<PersonName, front::Message> {
    typed
        .parse::<PersonName>()
        .map_err(|error| said(error.key(), error.arguments()))
}

fn resident_number(typed: &str) -> Result<ResidentNumber, front::Message> {
    typed
        .parse::<ResidentNumber>()
        .map_err(|error| said(error.key(), error.arguments()))
}

impl Visit {
    /// Finds or opens the party, then opens the visit: an authorisation for today.
    pub(crate) async fn open(
        self,
        room: &CounterRoom,
        at: &crate::at_window::InPost,
        key: &str,
    ) -> Result<identity::RecordId, WindowError> {
        let for_enterprise = matches!(self.who, StandsThere::Enterprise(_));
        // Before an account is opened: a name with a slip of the pen would claim the number.
        sure(for_enterprise, self.present, self.agent.is_some(), &self.checks).map_err(WindowError::Authorisation)?;
        let in_person = self.present == Present::Oneself;
        let party = match self.who {
            StandsThere::Person(person) => Party::Person(room.people.take_in_person(&at.current, person).await?),
            StandsThere::Enterprise(licence) => {
                Party::Enterprise(room.people.take_in_enterprise(&at.current, licence, in_person).await?)
            }
        };
        let visit = OpenVisit {
            party,
            reach: self.matter.map_or(Reach::All, Reach::Matter),
            present: self.present,
            stands_there: self.agent,
            checks: self.checks,
        };
        let opened = room.people.open_visit(&at.current, visit, key).await?;
        room.looks
            .note(Look {
                party,
                application: None,
                account: at.account,
                post: at.post.id.clone(),
                what: What::Account,
                occasion: Occasion::Window,
            })
            .await;
        Ok(opened)
    }
}

fn again(room: &CounterRoom, reader: &Reader, form: FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page(room, reader, form, errors))).into_response()
}

fn page(room: &CounterRoom, reader: &Reader, form: FormData, errors: FormErrors) -> VisitPage {
    let t = &reader.texts;
    let choice = |value: &str, key: &str| Choice::new(value, t.say(key));
    let release = room.catalogue.current();
    let matters = release.matters().map(|matter| {
        let mut audience = matter.audience.iter().map(|audience| match audience {
            Audience::Person => t.say("visit-for-persons").to_string(),
            Audience::Enterprise => t.say("visit-for-enterprises").to_string(),
        });
        let label = format!("{}（{}）", matter.name, audience.by_ref().collect::<Vec<_>>().join("、"));
        Choice::new(matter.id.as_str(), label)
    });
    VisitPage {
        kinds: vec![choice("person", "visit-person"), choice("enterprise", "visit-enterprise")],
        presents: vec![
            choice("oneself", "visit-present-oneself").explained(t.say("visit-present-oneself-why")),
            choice("agent", "visit-present-agent").explained(t.say("visit-present-agent-why")),
        ],
        checks: check_choices(t, &IdentityCheck::ALL),
        matters: matters.collect(),
        chrome: reader.desk("visit-new", Place::Counter),
        form,
        errors,
    }
}
