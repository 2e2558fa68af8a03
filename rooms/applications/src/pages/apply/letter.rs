//! `/drafts/{draft}/letter`: the commitment letter as it will be signed, to read and to print.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::Names;
use document::Values;
use front::{Audience, Chrome, Language, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use people::{CapacityLabel, CurrentActor, RequireSignedIn};
use procedure::definition::{Commitment, FieldId};
use procedure::input::FormValue;

use super::draft::the_draft;
use super::words::in_words;
use crate::drafts::OpenDraft;
use crate::pages::called::draft_called;
use crate::pages::style;
use crate::pages::trouble::not_rendered;
use crate::room::ApplicationRoom;

/// The field by which an applicant agrees to electronic service (民事诉讼法 90, 行政许可法 33): templates ask for its words.
const CONSENT: &str = "electronic_service";

#[derive(Template)]
#[template(path = "pages/apply/letter.html")]
pub(super) struct LetterPage {
    chrome: Chrome,
    title: String,
    draft: String,
    back: String,
    sheet: String,
    style: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<LetterPage>, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let commitment = open.matter.commitment.as_ref().ok_or(Problem::NotFound)?;
    let values = values(&room, &open, &current, &reader.texts, commitment);
    let sheet = room.fill(&open.release, &commitment.template, values).map_err(not_rendered)?;
    let names = Names::new(&open.release, &reader.texts);
    let title = names.words(&commitment.title, None);
    Ok(Page(LetterPage {
        chrome: reader.chrome(Audience::Portal, title.plain().to_owned(), Place::Apply),
        title: title.plain().to_owned(),
        draft: draft_called(&names, &open),
        back: format!("/drafts/{id}/commitment"),
        sheet: document::html(&sheet),
        style: style::address(),
    }))
}

/// What stands in the letter: in Chinese, as it is signed, whoever reads it.
fn values(room: &ApplicationRoom, open: &OpenDraft, current: &CurrentActor, texts: &Texts, commitment: &Commitment) -> Values {
    let mut texts = texts.clone();
    texts.language = Language::Chinese;
    let names = Names::new(&open.release, &texts);
    let form = open.read_form().values;
    let typed = open.matter.parts.iter().flat_map(|part| open.typed_part(part));
    let mut values: Values = typed
        .filter_map(|(id, typed)| {
            let field = open.release.field(&FieldId::from(id.as_str()))?;
            Some((format!("form.{id}"), in_words(&names, field, &typed)))
        })
        .collect();
    let later = "提交后生成".to_owned();
    let from_form = |values: &Values, field: &str| values.get(&format!("form.{field}")).cloned();
    let fact = |name: &str| open.facts.get(name).map(str::to_owned);
    let pairs = [
        ("commitment.title", Some(commitment.title.clone())),
        ("commitment.statements", Some(commitment.statements.join("\n"))),
        ("commitment.consequences", Some(commitment.consequences.clone())),
        ("application.number", Some(later.clone())),
        ("document.number", Some("草稿".to_owned())),
        ("check.code", Some(later)),
        ("check.address", Some(format!("{}/verify", room.address))),
        ("document.date", Some(room.ledger.now().day().to_string())),
        ("organ.name", Some(open.release.city().bureau.clone())),
        ("owner.name", fact("enterprise.name").or_else(|| fact("person.name"))),
        (
            "owner.code",
            fact("enterprise.credit_code").or_else(|| from_form(&values, "enterprise_code")),
        ),
        ("owner.representative", fact("enterprise.representative")),
        ("project.name", fact("project.title")),
        ("project.code", fact("project.code")),
        ("agent.name", agent(current)),
        ("delivery.consent", consent(&form)),
        ("sample", open.release.city().assumption.clone()),
    ];
    values.extend(pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    values.retain(|_, value| !value.trim().is_empty());
    values
}

/// The agent who signs for an enterprise.
fn agent(current: &CurrentActor) -> Option<String> {
    match current.capacity()? {
        CapacityLabel::Enterprise {
            mandate: authority::Mandate::Agent(_),
            ..
        } => Some(current.name().to_owned()),
        CapacityLabel::Enterprise {
            mandate: authority::Mandate::Representative,
            ..
        }
        | CapacityLabel::Person
        | CapacityLabel::Post { .. }
        | CapacityLabel::Deputy { .. }
        | CapacityLabel::Behalf { .. } => None,
    }
}

fn consent(form: &procedure::input::FormValues) -> Option<String> {
    match form.get(CONSENT) {
        Some(FormValue::Flag(true)) => Some("同意以电子方式接收通知、决定和证照。".to_owned()),
        Some(FormValue::Flag(false) | FormValue::Number(_) | FormValue::Text(_)) | None => None,
    }
}
