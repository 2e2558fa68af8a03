//! `/desk/looks`: questions of applicants about looks of an organ's staff, for its head and for whoever watches over the
//! region; and answering one.

use askama::Template;
use authority::{ActName, Scope, scope};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::form::Asked;
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{RecordId, mask_name};
use ledger::Key;
use people::{CurrentActor, RequireSignedIn, views};

use crate::helping::Names;
use crate::looks::What;
use crate::questions::record::{ANSWER, QUESTION};
use crate::questions::{LookQuestion, Standing, answer, answerable, of_desk};
use crate::room::CounterRoom;
use crate::words::unavailable;

#[derive(Template)]
#[template(path = "pages/questions.html")]
pub(super) struct QuestionsPage {
    chrome: Chrome,
    lines: Vec<QuestionLine>,
    is_answered: bool,
}

/// A question about a look.
struct QuestionLine {
    address: String,
    asker: String,
    who: String,
    post: String,
    what: &'static str,
    at: String,
    asked_on: String,
    lamp: Lamp,
}

#[derive(Template)]
#[template(path = "pages/question.html")]
struct QuestionPage {
    chrome: Chrome,
    line: QuestionLine,
    /// The application that was looked at: its number and where it is.
    application: Option<(String, String)>,
    words: String,
    /// Who answered, when, and what; none before.
    answer: Option<(String, String, String)>,
    action: String,
    form: FormData,
    errors: FormErrors,
}

/// `GET /desk/looks`, with `standing=answered` those that were answered.
pub(super) async fn index(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<QuestionsPage>, Problem> {
    let is_answered = query.chose("standing", "answered");
    let standing = if is_answered { Standing::Answered } else { Standing::Open };
    let release = room.catalogue.current();
    let found = of_desk(room.ledger(), &release, &current.actor, standing)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let mut lines = Vec::with_capacity(found.len());
    for (id, question) in &found {
        lines.push(line(&room, &reader, *id, question).await?);
    }
    Ok(Page(QuestionsPage {
        chrome: reader.desk("desk-looks-title", place(&current)),
        lines,
        is_answered,
    }))
}

/// `GET /desk/looks/{question}`
pub(super) async fn show(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    let again = (FormData::default(), FormErrors::default(), StatusCode::OK);
    respond(&room, &current, &reader, id, again).await
}

/// `POST /desk/looks/{question}/answers`
pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let key = Key::new(form.key().ok_or(Problem::FormExpired)?).and("look-answer");
    let (_, permit) = answerable(&room, &current, id).await?;
    match answer(&room, &permit, form.value("words").to_owned(), key).await? {
        Ok(_) => Ok(Redirect::to(&format!("/desk/looks/{id}")).into_response()),
        Err(refusal) => {
            let errors = FormErrors::one("words", refusal.key());
            respond(&room, &current, &reader, id, (form, errors, StatusCode::UNPROCESSABLE_ENTITY)).await
        }
    }
}

async fn respond(
    room: &CounterRoom,
    current: &CurrentActor,
    reader: &Reader,
    id: RecordId,
    (form, errors, status): (FormData, FormErrors, StatusCode),
) -> Result<Response, Problem> {
    let (question, _) = answerable(room, current, id).await?;
    let names = Names::of(room, reader);
    let paths = [QUESTION.to_owned(), ANSWER.to_owned()];
    let said = room.ledger().secrets(id, &paths).await.map_err(unavailable)?;
    let text = |path: &str| said.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let answer = match question.answered {
        Some(answered) => {
            let who = match answered.by {
                Some(by) => names.person(by).await?,
                None => String::new(),
            };
            Some((who, reader.texts.day(&answered.day), text(ANSWER)))
        }
        None => None,
    };
    let page = QuestionPage {
        chrome: reader.desk("desk-looks-title", place(current)),
        line: line(room, reader, id, &question).await?,
        application: application(room, question.about.application).await?,
        words: text(QUESTION),
        answer,
        action: format!("/desk/looks/{id}/answers"),
        form,
        errors,
    };
    Ok((status, Page(page)).into_response())
}

async fn line(room: &CounterRoom, reader: &Reader, id: RecordId, question: &LookQuestion) -> Result<QuestionLine, Problem> {
    let (names, texts, about) = (Names::of(room, reader), &reader.texts, &question.about);
    let asker = views::party_name(room.ledger(), about.party).await.map_err(unavailable)?;
    let asker = match about.party {
        authority::Party::Person(_) => asker.map(|name| mask_name(&name)),
        authority::Party::Enterprise(_) => asker,
    };
    Ok(QuestionLine {
        address: format!("/desk/looks/{id}"),
        asker: asker.unwrap_or_default(),
        who: names.person(about.looker).await?,
        post: names.post(about.post.as_str()),
        what: What::named(&about.what).map_or("", What::key),
        at: texts.long_moment(&about.at),
        asked_on: texts.day(&question.asked_on),
        lamp: match question.standing() {
            Standing::Open => Lamp::new(Shape::Open, texts.say("desk-looks-open")),
            Standing::Answered => Lamp::new(Shape::Done, texts.say("desk-looks-answered")),
        },
    })
}

async fn application(room: &CounterRoom, application: Option<RecordId>) -> Result<Option<(String, String)>, Problem> {
    let Some(application) = application else {
        return Ok(None);
    };
    let snapshot = room
        .ledger()
        .state::<applications::record::Applications>(application)
        .await
        .map_err(unavailable)?;
    let number = snapshot.and_then(|snapshot| snapshot.state.filing.as_ref().map(|filing| filing.number.to_string()));
    Ok(number.map(|number| (number, format!("/desk/applications/{application}"))))
}

fn place(current: &CurrentActor) -> Place {
    match scope(&current.actor, ActName::AnswerLook) {
        Scope::Region(_) => Place::Oversight,
        Scope::Organ(_) | Scope::Nothing | Scope::Behalf(..) | Scope::Party(_) | Scope::Everything => Place::Organ,
    }
}
