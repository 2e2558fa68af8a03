//! A public notice as anybody may read it: what, where, whose, until when, and what the pack shows of the form.

use authority::Party;
use calendar::Day;
use catalogue::{Names, Words};
use front::{Language, Problem};
use identity::RecordId;
use procedure::definition::{FieldId, Notice, StepKind};
use serde_json::Value;

use crate::documents::{in_answers, value_in_words};
use crate::pages::{not_rendered, unavailable};
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
        let form = self.form(room).await?;
        let shows = notice.map_or(&[][..], |notice: &Notice| &notice.shows);
        Ok(shows
            .iter()
            .filter_map(|id| Some((names.field(names.release.field(id)?), self.value(names, &form, id)?)))
            .filter(|(_, value)| !value.trim().is_empty())
            .collect())
    }

    fn value(&self, names: &Names<'_>, form: &[Value], id: &FieldId) -> Option<String> {
        let field = names.release.field(id).filter(|field| !field.personal)?;
        if let Some(answer) = self.application.answers.get(id.as_str()) {
            return Some(in_answers(field, answer));
        }
        let value = form.iter().find_map(|part| part.get(id.as_str()))?;
        Some(value_in_words(field, value, names.release))
    }

    async fn form(&self, room: &ApplicationRoom) -> Result<Vec<Value>, Problem> {
        let Some(filing) = &self.application.filing else {
            return Ok(Vec::new());
        };
        let paths: Vec<String> = filing.parts.iter().map(|part| format!("form/{part}")).collect();
        let parts = room.ledger.secrets(self.record, &paths).await.map_err(unavailable)?;
        Ok(parts.into_values().collect())
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

/// An organ by its full name, for who does not know its short one.
pub(crate) fn organ(names: &Names<'_>, id: &identity::OrganId) -> Words {
    match (names.texts.language, names.release.organ(id)) {
        (Language::Chinese, Some(organ)) => Words::own(&organ.name),
        (_, _) => names.organ(id),
    }
}
