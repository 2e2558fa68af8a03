//! `/desk/organ/absences`: somebody is away from a day to a day, with a deputy of the same organ (请假、代理).

use askama::Template;
use authority::{Duty, acts};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Place, Problem};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::record::account::{DeclareAbsence, EndAbsence};
use people::{Account, views};

use super::beside::Beside;
use super::organ::{AbsenceLine, absences};
use crate::organ::{Organ, Person, Staff};
use crate::seeing::unavailable;
use crate::visit::{Posted, Visit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/absences_new.html")]
struct NewAbsence {
    chrome: Chrome,
    organ: Option<(&'static str, String)>,
    /// Whose absence can be declared: the own, or everybody's for whoever directs the organ.
    people: Vec<Choice>,
    deputies: Vec<Choice>,
    /// The own absences, for whoever has no page of the organ that lists them.
    own: Vec<AbsenceLine>,
    back: &'static str,
    said: Option<String>,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
}

/// `GET /desk/organ/absences/new`
pub(super) async fn new(visit: Visit) -> Result<Response, Problem> {
    let named = visit.query.given("organ").and_then(|organ| organ.parse().ok());
    let organ = Organ::of_absence(&visit.desks, &visit.at, named)?;
    let mut form = visit.query.clone();
    if form.value("person").is_empty() {
        form = form.filled("person", visit.at.account.to_string());
    }
    respond(&visit, &organ, form, FormErrors::default(), String::new(), StatusCode::OK).await
}

/// `POST /desk/organ/absences`
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let organ = Organ::of_absence(&visit.desks, &visit.at, named(&posted.form))?;
    let again = |errors, obstacle, status| respond(visit, &organ, posted.form.clone(), errors, obstacle, status);
    if !posted.is_ours {
        let expired = visit.texts().say("desk-form-expired").to_string();
        return again(FormErrors::default(), expired, StatusCode::FORBIDDEN).await;
    }
    let asked = match Asked::read(&posted.form) {
        Ok(asked) => asked,
        Err(errors) => return again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    if !posted.form.chose("sure", "yes")
        && let Some(warning) = dead_end(visit, &organ, &asked).await?
    {
        let mut errors = FormErrors::default();
        errors.add("sure", warning);
        return again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match declare(visit, &organ, &asked, posted.key("absences")).await? {
        Ok(()) => Ok(Redirect::to(&back(visit, &organ, "absent")).into_response()),
        Err((field, key)) => {
            let errors = FormErrors::one(field, key);
            again(errors, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What is declared.
pub(crate) struct Asked {
    pub(crate) person: RecordId,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) deputy: Option<RecordId>,
}

impl Asked {
    fn read(form: &FormData) -> Result<Self, FormErrors> {
        let mut errors = FormErrors::default();
        let person = form.value("person").parse().ok();
        let (from, until) = (form.value("from").parse().ok(), form.value("until").parse().ok());
        if person.is_none() {
            errors.add("person", "desk-absence-person-missing");
        }
        if from.is_none() {
            errors.add("from", "desk-absence-from-missing");
        }
        if until.is_none() {
            errors.add("until", "desk-absence-until-missing");
        }
        match (person, from, until) {
            (Some(person), Some(from), Some(until)) => Ok(Self {
                person,
                from,
                until,
                deputy: form.value("deputy").parse().ok(),
            }),
            _ => Err(errors),
        }
    }
}

/// Why nobody could go on with what the deputy drafts: nobody but the two of them has a duty that it goes through.
async fn dead_end(visit: &Visit, organ: &Organ, asked: &Asked) -> Result<Option<Message>, Problem> {
    let Some(deputy) = asked.deputy else { return Ok(None) };
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let handles = |person: &Person| person.duties.contains(&Duty::Handle);
    if !staff.person(asked.person).is_some_and(handles) {
        return Ok(None);
    }
    let duties = Words::today(visit.desks.catalogue()).duties_after_drafting(&organ.id);
    let alone = staff.alone_with(&[asked.person, deputy], &duties);
    Ok(alone.map(|duty| {
        Message::new("desk-absence-deputy-alone")
            .with("name", staff.name(deputy))
            .with("duty", Message::new(people::duty_key(duty)))
    }))
}

/// Declares it; refused, the field and the key of why.
pub(crate) async fn declare(
    visit: &Visit,
    organ: &Organ,
    asked: &Asked,
    key: Key,
) -> Result<Result<(), (&'static str, &'static str)>, Problem> {
    let ledger = visit.desks.ledger();
    let permit = organ.permit::<acts::DeclareAbsence>(&visit.at, asked.person)?;
    let deputy = match asked.deputy {
        Some(deputy) => {
            let colleague = views::colleague(ledger, deputy, &organ.id, |_| true)
                .await
                .map_err(unavailable)?;
            if colleague.is_none() {
                return Ok(Err(("deputy", "desk-absence-deputy-gone")));
            }
            if !views::is_there(ledger, deputy, asked.from, asked.until)
                .await
                .map_err(unavailable)?
            {
                return Ok(Err(("deputy", "desk-absence-deputy-away")));
            }
            colleague
        }
        None => None,
    };
    let command = DeclareAbsence {
        organ: organ.id.clone(),
        from: asked.from,
        until: asked.until,
        deputy,
    };
    match ledger.submit::<Account, _>(&permit, asked.person, command, key).await {
        Ok(_) => Ok(Ok(())),
        Err(SubmitError::Refused(refusal)) => {
            let is_about_deputy = refusal == people::record::AccountRefusal::OwnDeputy;
            Ok(Err((if is_about_deputy { "deputy" } else { "from" }, refusal.key())))
        }
        Err(SubmitError::Stale { .. }) => Ok(Err(("deputy", "desk-absence-deputy-gone"))),
        Err(error) => Err(not_done(&error)),
    }
}

/// `POST /desk/organ/absences/{account}/{number}/endings`: back earlier, or not going.
pub(super) async fn end(Path((account, number)): Path<(RecordId, u32)>, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    let organ = Organ::of_absence(&visit.desks, &visit.at, named(&posted.form))?;
    finish(visit, &organ, account, number, posted.key("endings")).await?;
    Ok(Redirect::to(&back(visit, &organ, "back")).into_response())
}

/// Ends an absence.
pub(crate) async fn finish(visit: &Visit, organ: &Organ, account: RecordId, number: u32, key: Key) -> Result<(), Problem> {
    let permit = organ.permit::<acts::DeclareAbsence>(&visit.at, account)?;
    let ending = EndAbsence { absence: number };
    match visit.desks.ledger().submit::<Account, _>(&permit, account, ending, key).await {
        Ok(_) => Ok(()),
        Err(SubmitError::Refused(refusal)) => Err(Problem::Conflict(Message::new(refusal.key()))),
        Err(error) => Err(not_done(&error)),
    }
}

fn not_done<R: std::error::Error>(error: &SubmitError<R>) -> Problem {
    match error {
        SubmitError::KeyReused => Problem::Conflict(Message::new("desk-refusal-sent-before")),
        SubmitError::Refused(_)
        | SubmitError::Stale { .. }
        | SubmitError::Claimed { .. }
        | SubmitError::NotPermitted
        | SubmitError::Unavailable(_)
        | SubmitError::Broken(_) => {
            tracing::error!(%error, "an absence was not committed");
            Problem::Unavailable
        }
    }
}

fn named(form: &FormData) -> Option<identity::OrganId> {
    form.given("organ").and_then(|organ| organ.parse().ok())
}

fn back(visit: &Visit, organ: &Organ, said: &str) -> String {
    if !organ.is_seen_by(&visit.at) {
        return format!("/desk/organ/absences/new?said={said}");
    }
    match organ.parameter(&visit.at) {
        Some((name, value)) => format!("/desk/organ?{name}={value}&said={said}"),
        None => format!("/desk/organ?said={said}"),
    }
}

async fn respond(
    visit: &Visit,
    organ: &Organ,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    status: StatusCode,
) -> Result<Response, Problem> {
    let staff = Staff::of(&visit.desks, &organ.id).await?;
    let choice = |person: &crate::organ::Person| {
        let duties = person
            .duties
            .iter()
            .map(|duty| visit.texts().say(people::duty_key(*duty)).to_string());
        let label = format!("{} · {}", person.name, duties.collect::<Vec<_>>().join("、"));
        Choice::new(person.account.to_string(), label)
    };
    let sees = organ.is_seen_by(&visit.at);
    let may = |person: &&crate::organ::Person| organ.permit::<acts::DeclareAbsence>(&visit.at, person.account).is_ok();
    let people: Vec<&crate::organ::Person> = staff.people.iter().filter(may).collect();
    // Nobody is the deputy of the only one who can be away.
    let is_other = |person: &&crate::organ::Person| !matches!(people.as_slice(), [only] if only.account == person.account);
    let page = NewAbsence {
        chrome: visit.reader.desk("desk-absence-title", Place::Organ),
        organ: organ.parameter(&visit.at),
        deputies: staff.people.iter().filter(is_other).map(choice).collect(),
        people: people.iter().map(|person| choice(person)).collect(),
        own: match sees {
            true => Vec::new(),
            false => absences(visit, organ, &staff, staff.person(visit.at.account)),
        },
        back: if sees { "/desk/organ" } else { "/account" },
        said: super::said(visit),
        form,
        errors,
        obstacle,
    };
    if page.people.is_empty() {
        return Err(Problem::NotFound);
    }
    let title = visit.texts().say("desk-absence-title").to_string();
    Beside {
        status,
        ..Beside::new(page, title, "").alone()
    }
    .respond(visit)
    .await
}
