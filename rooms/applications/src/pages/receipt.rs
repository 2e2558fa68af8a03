//! `/applications/{id}/receipt`: the number, the query code, what was handed in; to read, print and keep.

use askama::Template;
use authority::acts;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{Day, Moment};
use catalogue::{Names, Words};
use crew::Pace;
use document::Values;
use front::furniture::{Receipt, Svg};
use front::texts::dates;
use front::{Chrome, FormData, Language, Page, Place, Problem, Reader};
use identity::{ApplicationNumber, RecordId};
use ledger::Key;
use people::{CurrentActor, RequireSignedIn};
use procedure::Release;
use procedure::definition::MaterialId;
use proof::{Evidence, PromiseCode};

use super::called::called;
use super::trouble::{hidden, not_done, not_rendered, unavailable};
use crate::access::{see, see_intake};
use crate::record::command::RenewQueryCode;
use crate::record::state::{Attachment, Status};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;
use crate::timeline::{Promised, Timeline};

#[derive(Template)]
#[template(path = "pages/receipt.html")]
pub(super) struct ReceiptPage {
    chrome: Chrome,
    receipt: Receipt,
    papers: Vec<(Words, String, String)>,
    /// The promise of the log as a square code, and where it leads: whoever reads the receipt on a phone cannot scan it with it.
    proof_code: Option<(Svg, String)>,
    back: String,
    title: String,
    /// The PDF of it, and where another code is made; not where a window reads it back.
    own: bool,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<ReceiptPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    // The query code opens the state to whoever knows it, so only the applicant reads it.
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let chrome = reader.portal("receipt-title", Place::Progress);
    page(&room, &reader, chrome, id, &seen.application, true).await.map(Page)
}

/// What a window took in, it can print again for whoever stands there.
pub(super) async fn at_window(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<ReceiptPage>, Problem> {
    let seen = see_intake(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let chrome = reader.desk("receipt-title", Place::Counter);
    page(&room, &reader, chrome, id, &seen.application, false).await.map(Page)
}

/// Another query code, for a receipt that was lost: the old one opens nothing any more.
pub(super) async fn renew_code(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    another_code(&room, &current, id, key).await?;
    Ok(Redirect::to(&format!("/applications/{id}/receipt")))
}

/// Makes it, once for each form or request.
pub(crate) async fn another_code(room: &ApplicationRoom, current: &CurrentActor, id: RecordId, key: &str) -> Result<(), Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::RenewQueryCode>(&current.actor).map_err(hidden)?;
    let key = Key::derived(&["query-code", &id.to_string(), key]);
    let renewed = room.ledger.submit::<Applications, _>(&permit, id, RenewQueryCode, key).await;
    renewed.map(|_| ()).map_err(not_done)
}

async fn page(
    room: &ApplicationRoom,
    reader: &Reader,
    chrome: Chrome,
    id: RecordId,
    application: &Application,
    own: bool,
) -> Result<ReceiptPage, Problem> {
    let filing = application.filing.clone().ok_or(Problem::NotFound)?;
    let release = room.release_of(application).map_err(not_rendered)?;
    let t = &reader.texts;
    let names = Names::new(&release, t);
    let title = called(&names, application);
    let mut receipt = Receipt::new(t, t.say("receipt-title").to_string(), filing.number, filing.at);
    receipt.query_code = query_code(room, id).await?;
    receipt.facts = vec![
        (t.say("receipt-subject").to_string(), title.clone()),
        (
            t.say("receipt-entrance").to_string(),
            t.say(filing.entrance.key()).to_string(),
        ),
    ];
    receipt.facts.extend(owed_fact(&names, application));
    receipt.facts.extend(promised_fact(room, &names, application));
    receipt.code = document::qr(&status_address(room, &filing.number.to_string()))
        .ok()
        .map(|matrix| Svg(matrix.svg(&filing.number.to_string())));
    let proof_code = proof_address(room, id)
        .await
        .and_then(|address| Some((document::qr(&address).ok()?, address)));
    let papers = papers(room, id, application).await?.into_iter();
    let papers = papers
        .map(|paper| {
            (
                names.material_id(&paper.material),
                super::papers::size(paper.bytes),
                paper.digest,
            )
        })
        .collect();
    Ok(ReceiptPage {
        chrome,
        receipt,
        papers,
        proof_code: proof_code.map(|(matrix, address)| (Svg(matrix.svg(&t.say("receipt-proof-code").to_string())), address)),
        back: if own {
            format!("/applications/{id}")
        } else {
            format!("/desk/counter/intakes/{id}")
        },
        title,
        own,
    })
}

pub(super) async fn pdf(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let mut values = room.values_of(id, &seen.application, &release).await.map_err(not_rendered)?;
    let filing = seen.application.filing.clone().ok_or(Problem::NotFound)?;
    values.insert("document.number".into(), filing.number.to_string());
    values.insert("document.date".into(), filing.at.day().to_string());
    let lead = seen.application.plan.as_ref().and_then(|plan| plan.lead.as_ref());
    let receiver = lead.and_then(|lead| release.organ(lead)).map(|organ| organ.name.clone());
    values.insert("organ.name".into(), receiver.unwrap_or_else(|| release.city().bureau.clone()));
    values.insert("application.received".into(), received(filing.at));
    if let Some(day) = promised(&room, &seen.application) {
        values.insert("application.promised".into(), day.to_string());
    }
    values.insert("application.query_code".into(), query_code(&room, id).await?);
    values.insert(
        "application.query_address".into(),
        status_address(&room, &filing.number.to_string()),
    );
    if let Some(address) = proof_address(&room, id).await {
        values.insert("application.proof_address".into(), address);
    }
    number_papers(&mut values, &release, papers(&room, id, &seen.application).await?);
    let sheet = room.fill(&release, "receipt", values).map_err(not_rendered)?;
    let bytes = room.press.pdf(sheet, Pace::AtOnce).await.map_err(not_rendered)?;
    Ok((
        [
            (header::CONTENT_TYPE, "application/pdf"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"receipt.pdf\""),
        ],
        bytes,
    )
        .into_response())
}

/// What proves that it was filed, to keep: the city's log cannot lose it unseen.
pub(super) async fn evidence(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let (number, evidence) = evidence_of(&room, &current, id).await?;
    let name = format!("attachment; filename=\"evidence-{number}.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(evidence)).into_response())
}

/// The number of an application and the evidence of its filing, for its applicant.
pub(crate) async fn evidence_of(
    room: &ApplicationRoom,
    current: &CurrentActor,
    id: RecordId,
) -> Result<(ApplicationNumber, Evidence), Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let filing = seen.application.filing.as_ref().ok_or(Problem::NotFound)?;
    let evidence = room.ledger.evidence_of(id).await.map_err(unavailable)?;
    Ok((filing.number, evidence.ok_or(Problem::NotFound)?))
}

/// Where the square code of a receipt leads: the city's check of the promise that it holds, which can be checked without the city, too.
/// None where the log cannot show it: a receipt must not wait for that.
async fn proof_address(room: &ApplicationRoom, id: RecordId) -> Option<String> {
    let evidence = room.ledger.evidence_of(id).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a receipt bears no promise of the log");
        None
    })?;
    let code = PromiseCode::of(&evidence.promise, &evidence.key).ok()?;
    Some(format!("{}/log/e?p={code}", room.address))
}

/// The day by which it is promised to be done, as of today; none once it has ended or its promise is past.
fn promised(room: &ApplicationRoom, application: &Application) -> Option<Day> {
    let region = application.filing.as_ref()?.region;
    let calendar = room.calendar(region);
    let promised = Timeline::of(application, &calendar, room.today())?.promised()?;
    match promised {
        Promised::By(day) if application.status == Status::InProgress => Some(day),
        Promised::By(_) | Promised::Missed(_) => None,
    }
}

/// The papers that are to follow, by name.
fn owed_fact(names: &Names<'_>, application: &Application) -> Option<(String, String)> {
    let t = names.texts;
    let missing = application.owed.iter().filter(|owed| owed.is_missing());
    let papers: Vec<String> = missing
        .map(|owed| names.material_id(&owed.material).plain().to_owned())
        .collect();
    (!papers.is_empty()).then(|| {
        let comma = t.say("list-comma").to_string();
        (t.say("receipt-owed").to_string(), papers.join(&comma))
    })
}

fn promised_fact(room: &ApplicationRoom, names: &Names<'_>, application: &Application) -> Option<(String, String)> {
    let t = names.texts;
    let day = t.day(&promised(room, application)?);
    Some((
        t.say("receipt-promised").to_string(),
        t.say("receipt-promised-by").with("day", day).to_string(),
    ))
}

fn number_papers(values: &mut Values, release: &Release, papers: Vec<Paper>) {
    for (position, paper) in papers.into_iter().enumerate() {
        let name = release
            .material(&paper.material)
            .map_or_else(|| paper.material.to_string(), |material| material.name.clone());
        values.insert(format!("material.{}.name", position + 1), name);
        values.insert(format!("material.{}.digest", position + 1), paper.digest);
    }
}

async fn query_code(room: &ApplicationRoom, id: RecordId) -> Result<String, Problem> {
    let path = "query_code".to_owned();
    let secrets = room
        .ledger
        .secrets(id, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    Ok(secrets
        .get(&path)
        .and_then(|code| code.as_str())
        .unwrap_or_default()
        .to_owned())
}

/// 2026 年 11 月 2 日 10:00, as the Chinese receipt writes it.
fn received(at: Moment) -> String {
    let day = dates::long_day(Language::Chinese, at.day());
    format!("{day} {}", dates::time(at))
}

fn status_address(room: &ApplicationRoom, number: &str) -> String {
    format!("{}/status?number={number}", room.address)
}

/// A paper as the receipt proves it.
struct Paper {
    material: MaterialId,
    bytes: u64,
    digest: String,
}

async fn papers(room: &ApplicationRoom, id: RecordId, application: &Application) -> Result<Vec<Paper>, Problem> {
    let papers = &application.materials;
    let paths: Vec<String> = papers
        .iter()
        .map(|paper| format!("material/{}/{}", paper.material, paper.version))
        .collect();
    let secrets = room.ledger.secrets(id, &paths).await.map_err(unavailable)?;
    let digest = |path: &String| {
        secrets
            .get(path)
            .and_then(|secret| secret["digest"].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let paper = |(paper, path): (&Attachment, &String)| Paper {
        material: paper.material.clone(),
        bytes: paper.bytes,
        digest: digest(path),
    };
    Ok(papers.iter().zip(&paths).map(paper).collect())
}
