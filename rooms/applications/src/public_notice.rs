//! A public notice as anybody may read it: what, where, whose, until when, and what the pack shows of the form.

use authority::Party;
use calendar::Day;
use catalogue::questions::{NO, YES, filled};
use catalogue::{Names, Words};
use front::{FormData, Language, Problem};
use identity::RecordId;
use procedure::definition::{FieldId, Notice, StepKind};
use serde_json::Value;

use crate::pages::{in_words, not_rendered, unavailable};
use crate::record::state::{StepState, StepStatus};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;

/// A notice that was opened, with its application.
pub(crate) struct Found {
    pub(crate) record: RecordId,
    pub(crate) application: std::sync::Arc<Application>,
    pub(crate) step: StepState,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
}

/// The notice under that address; one that never began does not exist.
pub(crate) async fn find(room: &ApplicationRoom, id: &str, step: &str) -> Result<Found, Problem> {
    let record: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    let row = crate::views::notice(&room.ledger, record, step)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let snapshot = room
        .ledger
        .state::<Applications>(record)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let step = snapshot
        .state
        .step(&step.into())
        .filter(|step| step.planned.kind == StepKind::PublicNotice)
        .ok_or(Problem::NotFound)?
        .clone();
    let filing = snapshot.state.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = room.calendar(filing.region);
    let last_day = match (step.status, step.due, step.answers_due) {
        (StepStatus::Open, Some(due), None) => due.deadline.day(&calendar),
        (_, _, _) => row.last_day,
    };
    Ok(Found {
        record,
        application: snapshot.state,
        step,
        first_day: row.first_day,
        last_day,
    })
}

impl Found {
    /// Whether somebody may still object today.
    pub(crate) fn is_running(&self, today: Day) -> bool {
        self.step.status == StepStatus::Open && self.step.answers_due.is_none() && self.last_day >= today
    }

    /// How many objections there are, and how many were answered.
    pub(crate) fn objections(&self) -> (usize, usize) {
        let all = self.application.objections_to(&self.step.planned.step);
        let (all, answered): (Vec<_>, usize) = all.fold((Vec::new(), 0), |(mut all, answered), (place, objection)| {
            all.push(place);
            (all, answered + usize::from(objection.answer.is_some()))
        });
        (all.len(), answered)
    }

    /// What the pack shows of the form and the answers, in the order of the pack. Never a person's own.
    pub(crate) async fn shown(&self, room: &ApplicationRoom, names: &Names<'_>) -> Result<Vec<(Words, String)>, Problem> {
        let step = names.release.step(&self.step.planned.item, self.step.planned.step.as_str());
        let notice = step.and_then(|step| step.notice.as_ref());
        let typed = self.typed(room).await?;
        let shows = notice.map_or(&[][..], |notice: &Notice| &notice.shows);
        let shown = |id: &FieldId| {
            let field = names.release.field(id).filter(|field| !field.personal)?;
            Some((names.field(field), in_words(names, field, typed.given(id.as_str())?)))
        };
        Ok(shows.iter().filter_map(shown).collect())
    }

    /// The form and the answers as they were typed.
    async fn typed(&self, room: &ApplicationRoom) -> Result<FormData, Problem> {
        let filing = self.application.filing.as_ref();
        let parts = filing.into_iter().flat_map(|filing| &filing.parts);
        let paths: Vec<String> = parts.map(|part| format!("form/{part}")).collect();
        let parts = room.ledger.secrets(self.record, &paths).await.map_err(unavailable)?;
        let fields = parts.values().filter_map(Value::as_object).flatten();
        let form = fields.fold(FormData::default(), |form, (field, value)| form.filled(field, typed(value)));
        Ok(filled(form, &self.application.answers))
    }

    /// An enterprise by its name; persons are nobody's business.
    pub(crate) async fn applicant(&self, room: &ApplicationRoom) -> Result<String, Problem> {
        match self.application.filing.as_ref().map(|filing| filing.applicant) {
            Some(Party::Enterprise(enterprise)) => {
                let name = people::views::enterprise_name(&room.ledger, enterprise)
                    .await
                    .map_err(unavailable)?;
                Ok(name.unwrap_or_default())
            }
            Some(Party::Person(_)) | None => Ok(String::new()),
        }
    }

    /// The release that its application keeps.
    pub(crate) fn release(&self, room: &ApplicationRoom) -> Result<std::sync::Arc<procedure::Release>, Problem> {
        room.release_of(&self.application).map_err(not_rendered)
    }
}

/// A value of the form as it stands in the vault, as a form posts it.
fn typed(value: &Value) -> String {
    match value {
        Value::Bool(true) => YES.to_owned(),
        Value::Bool(false) => NO.to_owned(),
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// An organ by its full name, for who does not know its short one.
pub(crate) fn organ(names: &Names<'_>, id: &identity::OrganId) -> Words {
    match (names.texts.language, names.release.organ(id)) {
        (Language::Chinese, Some(organ)) => Words::own(&organ.name),
        (_, _) => names.organ(id),
    }
}
