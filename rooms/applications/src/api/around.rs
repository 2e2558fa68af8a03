//! Public notices and objections, third parties, payments and papers that follow, for programs. What needs no sign-in on a page
//! needs none here, and is counted alike.

use authority::{Actor, Permit, acts};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use calendar::Day;
use catalogue::Names;
use front::{FormData, IdempotencyKey, Message, Problem, Reader};
use identity::{Phone, RecordId, SlipKind, SlipNumber};
use ledger::Key;
use people::Caller;
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::acts::{done, of_applicant};
use super::party::Applicant;
use super::problem::{Wrong, unreadable};
use super::tokens;
use crate::pages::{not_done, notice_filter, unavailable};
use crate::public_notice::{self, Found};
use crate::record::Applications;
use crate::record::command::{Object, ReportPayment, StateView, SupplyOwed, View};
use crate::record::party::Heard;
use crate::room::ApplicationRoom;
use crate::slips::{self, Opened};
use crate::views::{NoticeRow, running_notices};

/// Notices in one answer.
const NOTICES_A_PAGE: u32 = 100;

/// The public notices that run.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeList {
    /// How many there are in all.
    all: u32,
    /// One page of them, those that end first first.
    notices: Vec<NoticeLine>,
}

/// A public notice in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeLine {
    /// The application's record.
    application: String,
    /// The step.
    step: String,
    /// The item.
    item: String,
    /// Whose notice it is.
    organ: String,
    /// The region's code.
    region: String,
    /// What the application is called.
    title: String,
    /// The first day.
    from: String,
    /// The last day, until 24:00 of which one may object.
    until: String,
}

/// A public notice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeDocument {
    #[serde(flatten)]
    line: NoticeLine,
    /// Whether one may object now.
    running: bool,
    /// The enterprise that applies; none for a person.
    applicant: Option<String>,
    /// What is public of the form: label and value.
    shown: Vec<Shown>,
    /// How many objections were raised.
    objections: usize,
    /// How many of them were answered.
    answered: usize,
}

/// Something that a notice shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    /// What it is.
    label: String,
    /// How it was declared.
    value: String,
}

/// An objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Objection {
    /// Who objects.
    name: String,
    /// Where they are reached.
    phone: String,
    /// What they object, and why.
    words: String,
}

/// Number and code with which the answer is read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlipDocument {
    /// The number.
    number: String,
    /// The code.
    code: String,
}

/// The code that goes with a number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlipCode {
    /// Eight characters.
    code: String,
}

/// An objection as its objector reads it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObjectionDocument {
    /// Its number.
    number: String,
    /// The notice.
    step: String,
    /// When it was raised.
    raised: String,
    /// What was objected.
    words: String,
    /// Whether it was upheld; none before it is answered.
    upheld: Option<bool>,
    /// When it was answered.
    answered: Option<String>,
    /// Why.
    reasons: Option<String>,
}

/// What somebody reads whose interests a case touches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InterestDocument {
    /// Their number.
    number: String,
    /// The item that is decided.
    item: String,
    /// What the application is called.
    title: String,
    /// Which interest is touched.
    interest: String,
    /// Until when they may state a view.
    until: String,
    /// Whether they still may.
    may_speak: bool,
    /// When they stated a view.
    stated: Option<String>,
    /// When they waived it.
    waived: Option<String>,
    /// What they said.
    view: Option<String>,
}

/// A view on a case that touches one's interests.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewStatement {
    /// The code that goes with the number.
    code: String,
    /// What one says; none waives the right.
    words: Option<String>,
}

/// A payment that the applicant made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentReport {
    /// The number of the receipt.
    receipt: String,
    /// The day of the payment.
    paid_on: String,
}

/// Papers that were to follow, or that prove a promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwedPapers {
    /// The tokens of the papers.
    uploads: Vec<String>,
}

/// Lists the public notices that run.
#[utoipa::path(
    get, path = "/api/v1/notices", tag = "notices",
    params(
        ("q" = Option<String>, Query, description = "The title or the item's name contains this"),
        ("region" = Option<String>, Query, description = "Only of this region"),
        ("organ" = Option<String>, Query, description = "Only of this organ"),
        ("page" = Option<u32>, Query, description = "From 1; a hundred a page"),
    ),
    responses((status = 200, description = "The notices", body = NoticeList))
)]
pub(crate) async fn notices(State(room): State<ApplicationRoom>, query: RawQuery) -> Result<Json<NoticeList>, Problem> {
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let filter = notice_filter(&room.catalogue.current(), &form);
    let page = form.value("page").parse::<u32>().unwrap_or(1).max(1);
    let skip = (page - 1).saturating_mul(NOTICES_A_PAGE);
    let (rows, all) = running_notices(&room.ledger, room.today(), &filter, skip, NOTICES_A_PAGE)
        .await
        .map_err(unavailable)?;
    let notices = rows.iter().map(|row| line(row, row.last_day)).collect();
    Ok(Json(NoticeList { all, notices }))
}

fn line(row: &NoticeRow, until: Day) -> NoticeLine {
    NoticeLine {
        application: row.application.to_string(),
        step: row.step.clone(),
        item: row.item.clone(),
        organ: row.organ.clone(),
        region: row.region.to_string(),
        title: row.title.clone(),
        from: row.first_day.to_string(),
        until: until.to_string(),
    }
}

/// Shows a public notice.
#[utoipa::path(
    get, path = "/api/v1/notices/{application}/{step}", tag = "notices",
    responses((status = 200, description = "The notice", body = NoticeDocument), (status = 404, description = "No such notice"))
)]
pub(crate) async fn notice(
    State(room): State<ApplicationRoom>,
    Path((id, step)): Path<(String, String)>,
    reader: Reader,
) -> Result<Json<NoticeDocument>, Problem> {
    let found = public_notice::find(&room, &id, &step).await?;
    let row = crate::views::notice(&room.ledger, found.record, &step)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let release = found.release(&room)?;
    let names = Names::new(&release, &reader.texts);
    let (objections, answered) = found.objections();
    let shown = found.shown(&room, &names).await?;
    Ok(Json(NoticeDocument {
        line: line(&row, found.last_day),
        running: found.is_running(room.today()),
        applicant: Some(found.applicant(&room).await?).filter(|name| !name.is_empty()),
        shown: shown
            .into_iter()
            .map(|(label, value)| Shown {
                label: label.plain().to_owned(),
                value,
            })
            .collect(),
        objections,
        answered,
    }))
}

/// Objects to a public notice; no sign-in is needed.
#[utoipa::path(
    post, path = "/api/v1/notices/{application}/{step}/objections", tag = "notices", request_body = Objection,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 201, description = "Received", body = SlipDocument),
        (status = 404, description = "No such notice"),
        (status = 409, description = "The key was used for another objection: visitors share their keys, so choose a random one"),
        (status = 422, description = "The notice is over, or something is missing"),
        (status = 429, description = "Too many from this network"),
    )
)]
pub(crate) async fn object(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    key: IdempotencyKey,
    Path((id, step)): Path<(String, String)>,
    reader: Reader,
    objection: Result<Json<Objection>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(objection) = objection.map_err(|rejection| unreadable(&rejection))?;
    let found: Found = public_notice::find(&room, &id, &step).await?;
    let mut wrong = Wrong::default();
    let phone = match objection.phone.parse::<Phone>() {
        Ok(phone) => phone,
        Err(error) => {
            wrong.add("phone", people::said(error.key(), error.arguments()));
            return Ok(wrong.answer(&reader.texts));
        }
    };
    room.people.count_unsigned(caller).await?;
    let region = found.application.filing.as_ref().ok_or(Problem::NotFound)?.region;
    let permit = Permit::<acts::Object>::public(&Actor::visitor(), found.record, region);
    let command = Object {
        step: StepId::from(step.as_str()),
        name: objection.name,
        phone,
        words: objection.words,
    };
    let said = command.clone();
    let receipt = room
        .ledger
        .submit::<Applications, _>(
            &permit,
            found.record,
            command,
            Key::derived(&["object", &id, &step, key.as_str()]),
        )
        .await
        .map_err(not_done)?;
    let place = u16::try_from(receipt.state.objections.len()).unwrap_or(u16::MAX);
    if receipt.replayed && !is_the_same(&room, found.record, place, &said).await? {
        return Err(Problem::Conflict(Message::new("problem-conflict")));
    }
    let raised = receipt.state.objection(place).ok_or(Problem::Broken)?;
    let code = slips::code_of(&room.ledger, found.record, SlipKind::Objection, place)
        .await
        .map_err(unavailable)?;
    let slip = SlipDocument {
        number: raised.number.to_string(),
        code,
    };
    Ok((StatusCode::CREATED, Json(slip)).into_response())
}

/// Whether an objection that was raised before is the one that is sent again: visitors share their keys, and nobody is given the
/// number and the code of somebody else.
async fn is_the_same(room: &ApplicationRoom, record: RecordId, place: u16, said: &Object) -> Result<bool, Problem> {
    let paths = [format!("objection/{place}"), format!("objection/{place}/objector")];
    let known = room.ledger.secrets(record, &paths).await.map_err(unavailable)?;
    let [words, speaker] = paths.map(|path| known.get(&path).cloned().unwrap_or_default());
    let phone = String::from(said.phone.clone());
    Ok(words == said.words.trim() && speaker["name"] == said.name.trim() && speaker["phone"] == phone)
}

/// Reads an objection and its answer, with its code.
#[utoipa::path(
    post, path = "/api/v1/objections/{number}/readings", tag = "notices", request_body = SlipCode,
    responses(
        (status = 200, description = "The objection", body = ObjectionDocument),
        (status = 404, description = "Number and code do not belong together"),
        (status = 429, description = "Too many from this network"),
    )
)]
pub(crate) async fn objection(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    Path(number): Path<String>,
    code: Result<Json<SlipCode>, JsonRejection>,
) -> Result<Json<ObjectionDocument>, Problem> {
    let Json(SlipCode { code }) = code.map_err(|rejection| unreadable(&rejection))?;
    let opened = open(&room, caller, SlipKind::Objection, &number, &code).await?;
    let objection = opened.application.objection(opened.place).ok_or(Problem::NotFound)?;
    let path = format!("objection/{}", opened.place);
    let said = said(&room, &opened, [path.clone(), format!("{path}/answer")]).await?;
    let [words, reasons] = said;
    Ok(Json(ObjectionDocument {
        number: objection.number.to_string(),
        step: objection.step.to_string(),
        raised: objection.raised_on.to_string(),
        words: words.unwrap_or_default(),
        upheld: objection.answer.map(|answer| answer.upheld),
        answered: objection.answer.map(|answer| answer.day.to_string()),
        reasons,
    }))
}

/// Reads what concerns somebody whose interests a case touches, with their code.
#[utoipa::path(
    post, path = "/api/v1/interests/{number}/readings", tag = "notices", request_body = SlipCode,
    responses(
        (status = 200, description = "What concerns them", body = InterestDocument),
        (status = 404, description = "Number and code do not belong together"),
        (status = 429, description = "Too many from this network"),
    )
)]
pub(crate) async fn interest(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    Path(number): Path<String>,
    code: Result<Json<SlipCode>, JsonRejection>,
) -> Result<Json<InterestDocument>, Problem> {
    let Json(SlipCode { code }) = code.map_err(|rejection| unreadable(&rejection))?;
    let opened = open(&room, caller, SlipKind::Interest, &number, &code).await?;
    document(&room, &opened).await.map(Json)
}

/// States a view on a case that touches one's interests, or waives it.
#[utoipa::path(
    post, path = "/api/v1/interests/{number}/views", tag = "notices", request_body = ViewStatement,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "Stated, or waived", body = InterestDocument),
        (status = 404, description = "Number and code do not belong together"),
        (status = 422, description = "The term is over, or one was heard before"),
        (status = 429, description = "Too many from this network"),
    )
)]
pub(crate) async fn state_view(
    State(room): State<ApplicationRoom>,
    caller: Caller,
    key: IdempotencyKey,
    Path(number): Path<String>,
    view: Result<Json<ViewStatement>, JsonRejection>,
) -> Result<Json<InterestDocument>, Problem> {
    let Json(statement) = view.map_err(|rejection| unreadable(&rejection))?;
    let opened = open(&room, caller, SlipKind::Interest, &number, &statement.code).await?;
    let region = opened.application.filing.as_ref().ok_or(Problem::NotFound)?.region;
    let permit = Permit::<acts::StateView>::public(&Actor::visitor(), opened.record, region);
    let command = StateView {
        party: opened.place,
        view: statement.words.map_or(View::Waived, View::Stated),
    };
    let receipt = room
        .ledger
        .submit::<Applications, _>(
            &permit,
            opened.record,
            command,
            Key::derived(&["view", &number, key.as_str()]),
        )
        .await
        .map_err(not_done)?;
    let opened = Opened {
        application: receipt.state,
        ..opened
    };
    document(&room, &opened).await.map(Json)
}

async fn open(room: &ApplicationRoom, caller: Caller, kind: SlipKind, number: &str, code: &str) -> Result<Opened, Problem> {
    let number: SlipNumber = number.parse().map_err(|_| Problem::NotFound)?;
    room.people.count_unsigned(caller).await?;
    let opened = slips::open(&room.ledger, number, code).await.map_err(unavailable)?;
    opened.filter(|_| number.kind() == kind).ok_or(Problem::NotFound)
}

async fn said<const N: usize>(
    room: &ApplicationRoom,
    opened: &Opened,
    paths: [String; N],
) -> Result<[Option<String>; N], Problem> {
    let mut said = room.ledger.secrets(opened.record, &paths).await.map_err(unavailable)?;
    Ok(paths.map(|path| said.remove(&path).and_then(|text| text.as_str().map(str::to_owned))))
}

async fn document(room: &ApplicationRoom, opened: &Opened) -> Result<InterestDocument, Problem> {
    let party = opened.application.party(opened.place).ok_or(Problem::NotFound)?;
    let filing = opened.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = room.calendar(filing.region);
    let is_decided = opened
        .application
        .case(&party.item)
        .is_some_and(|case| case.status.has_ended());
    let path = format!("party/{}", opened.place);
    let [interest, view] = said(room, opened, [format!("{path}/interest"), format!("{path}/view")]).await?;
    let (stated, waived) = match party.heard {
        Some(Heard::Stated(day)) => (Some(day.to_string()), None),
        Some(Heard::Waived(day)) => (None, Some(day.to_string())),
        None => (None, None),
    };
    Ok(InterestDocument {
        number: party.number.to_string(),
        item: party.item.to_string(),
        title: filing.title.clone(),
        interest: interest.unwrap_or_default(),
        until: party.due.deadline.day(&calendar).to_string(),
        may_speak: !is_decided && party.is_awaited(room.today(), &calendar),
        stated,
        waived,
        view,
    })
}

/// Says that a payment was made; its organ looks and records it.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/payments/{step}/receipts", tag = "applications", request_body = PaymentReport,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = super::document::ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn report_payment(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path((id, step)): Path<(String, String)>,
    reader: Reader,
    report: Result<Json<PaymentReport>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(report) = report.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let Ok(paid_on) = report.paid_on.parse::<Day>() else {
        let mut wrong = Wrong::default();
        wrong.add("paid_on", "payment-day-missing");
        return Ok(wrong.answer(&reader.texts));
    };
    let command = ReportPayment {
        step: StepId::from(step.as_str()),
        paid_on,
        receipt: report.receipt,
    };
    done(&room, &applicant, &seen, &permit, command, &key, &[]).await
}

/// Hands in papers that were to follow, or that prove a promise.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/owed", tag = "applications", request_body = OwedPapers,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 200, description = "The application afterwards", body = super::document::ApplicationDocument),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn supply_owed(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    reader: Reader,
    papers: Result<Json<OwedPapers>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(owed) = papers.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let mut wrong = Wrong::default();
    let papers = tokens::papers(&room, applicant.party, &owed.uploads, &mut wrong)
        .await
        .map_err(unavailable)?;
    if !wrong.is_empty() {
        return Ok(wrong.answer(&reader.texts));
    }
    let command = SupplyOwed {
        materials: papers.iter().map(|waiting| waiting.paper.upload()).collect(),
    };
    done(&room, &applicant, &seen, &permit, command, &key, &papers).await
}
