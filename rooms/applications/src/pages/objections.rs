//! `/objections`: with the number and code of an objection, how it was answered.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::{Names, Words};
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{SlipKind, SlipNumber};
use people::Caller;

use super::called::called;
use super::trouble::{not_rendered, unavailable};
use crate::public_notice;
use crate::room::ApplicationRoom;
use crate::slips::{self, Opened};

#[derive(Template)]
#[template(path = "pages/slip.html")]
pub(super) struct SlipPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    /// `objection` or `interest`: the beginning of its texts.
    what: &'static str,
    action: &'static str,
}

impl SlipPage {
    /// The page that asks for number and code.
    pub(super) fn new(reader: &Reader, kind: SlipKind, form: FormData, errors: FormErrors) -> Self {
        let (what, action, title) = match kind {
            SlipKind::Objection => ("objection", "/objections", "objection-look-up"),
            SlipKind::Interest => ("interest", "/interests", "interest-look-up"),
        };
        Self {
            chrome: reader.portal(title, Place::Nowhere),
            form,
            errors,
            what,
            action,
        }
    }

    fn text(&self, end: &str) -> String {
        self.chrome.texts.say(&format!("{}-{end}", self.what)).to_string()
    }
}

#[derive(Template)]
#[template(path = "pages/objection.html")]
pub(super) struct ObjectionPage {
    chrome: Chrome,
    number: String,
    name: Words,
    title: String,
    organ: Words,
    raised: String,
    words: String,
    lamp: Lamp,
    answered: String,
    reasons: String,
}

pub(super) async fn new(query: RawQuery, reader: Reader) -> Page<SlipPage> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    Page(SlipPage::new(&reader, SlipKind::Objection, form, FormErrors::default()))
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    match opened(&room, caller, SlipKind::Objection, &form).await? {
        Ok(opened) => shown(&room, &reader, &opened).await,
        Err(errors) => {
            let page = SlipPage::new(&reader, SlipKind::Objection, form, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

/// What number and code open; guesses are counted.
pub(super) async fn opened(
    room: &ApplicationRoom,
    caller: Caller,
    kind: SlipKind,
    form: &FormData,
) -> Result<Result<Opened, FormErrors>, Problem> {
    let mut errors = FormErrors::default();
    let number = form.value("number").parse::<SlipNumber>();
    match &number {
        Err(error) => errors.add("number", error.key()),
        Ok(number) if number.kind() != kind => errors.add("number", "slip-number-other-kind"),
        Ok(_) => {}
    }
    if form.given("code").is_none() {
        errors.add("code", "status-code-missing");
    }
    let (Ok(number), true) = (number, errors.is_empty()) else {
        return Ok(Err(errors));
    };
    room.people.count_unsigned(caller).await?;
    match slips::open(&room.ledger, number, form.value("code"))
        .await
        .map_err(unavailable)?
    {
        Some(opened) => Ok(Ok(opened)),
        None => Ok(Err(FormErrors::one("code", "slip-not-found"))),
    }
}

async fn shown(room: &ApplicationRoom, reader: &Reader, opened: &Opened) -> Result<Response, Problem> {
    let t = &reader.texts;
    let application = &opened.application;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let objection = application.objection(opened.place).ok_or(Problem::NotFound)?;
    let step = application.step(&objection.step).ok_or(Problem::NotFound)?;
    let paths = [
        format!("objection/{}", opened.place),
        format!("objection/{}/answer", opened.place),
    ];
    let said = room.ledger.secrets(opened.record, &paths).await.map_err(unavailable)?;
    let text = |path: &String| said.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let (lamp, answered) = match objection.answer {
        None => (Lamp::new(Shape::Open, t.say("objection-open")), String::new()),
        Some(answer) => {
            let key = match answer.upheld {
                true => "objection-upheld",
                false => "objection-not-upheld",
            };
            (Lamp::new(Shape::Done, t.say(key)), t.long_day(&answer.day))
        }
    };
    Ok(Page(ObjectionPage {
        chrome: reader.portal("objection-look-up", Place::Nowhere),
        number: objection.number.to_string(),
        name: names.planned(&step.planned),
        title: called(&names, application),
        organ: public_notice::organ(&names, &step.planned.organ),
        raised: t.long_day(&objection.raised_on),
        words: text(&paths[0]),
        reasons: text(&paths[1]),
        lamp,
        answered,
    })
    .into_response())
}
