//! A draft that somebody works on, with everything that follows from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{Party, Permit, acts, permit};
use calendar::Moment;
use identity::RecordId;
use ledger::Unavailable;
use people::CurrentActor;
use procedure::condition::applies;
use procedure::definition::{Field, FormPart, Matter};
use procedure::input::{FormValues, Reading, Typed, read_answers, read_form};
use procedure::plan::PlanError;
use procedure::{Answers, Plan, Release};

use super::following::{Label, follow};
use super::store::load;
use super::{Draft, Facts, Readiness, Saved};
use crate::room::ApplicationRoom;

/// A draft with its release, its matter and what is known.
#[derive(Debug)]
pub struct OpenDraft {
    /// Its identifier, which its application will have.
    pub id: RecordId,
    /// Whose it is.
    pub party: Party,
    /// What it holds.
    pub draft: Draft,
    /// When it is deleted unless it is saved again.
    pub expires_at: Moment,
    /// The release in force.
    pub release: Arc<Release>,
    /// What is applied for.
    pub matter: Matter,
    /// What is known without asking.
    pub facts: Facts,
    /// What the city no longer asks since the draft was last saved.
    pub dropped: Vec<Label>,
    /// The answers to the guided questions, as far as they are right.
    pub answers: Answers,
    /// The proof that it may be worked on.
    pub permit: Permit<acts::KeepDraft>,
}

/// Why a draft is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It does not exist, or not for this actor: nobody can tell which.
    #[error("no such draft")]
    Hidden,
    /// The city no longer offers what it applies for.
    #[error("the matter is no longer offered")]
    MatterGone,
    /// The ledger cannot answer now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Opens a draft of the party for which somebody acts.
pub(crate) async fn open(room: &ApplicationRoom, current: &CurrentActor, id: RecordId) -> Result<OpenDraft, OpenError> {
    let party = current.actor.party().ok_or(OpenError::Hidden)?;
    let (heading, mut draft) = load(room, super::owner(party), id).await?.ok_or(OpenError::Hidden)?;
    let permit = permit::<acts::KeepDraft>(&current.actor, &draft.subject(id, party)).map_err(|_| OpenError::Hidden)?;
    let release = room.catalogue.current();
    let before = room.catalogue.by_digest(&draft.release);
    let matter = release.matter(draft.matter.as_str()).cloned().ok_or(OpenError::MatterGone)?;
    let dropped = follow(&mut draft, before.as_deref(), &release, &matter).labels;
    let facts = Facts::of(&room.ledger, current, &draft).await?;
    let mut open = OpenDraft {
        id,
        party,
        draft,
        expires_at: heading.expires_at,
        release,
        matter,
        facts,
        dropped,
        answers: Answers::default(),
        permit,
    };
    open.answers = open.read_situation().values;
    Ok(open)
}

impl OpenDraft {
    /// The guided questions, in order.
    #[must_use]
    pub fn questions(&self) -> Vec<&Field> {
        catalogue::questions::of_matter(&self.release, &self.matter)
    }

    /// The fields of a part that are asked with these answers.
    #[must_use]
    pub fn fields<'a>(&'a self, part: &FormPart) -> Vec<&'a Field> {
        let fields = part.fields.iter().filter_map(|id| self.release.field(id));
        fields.filter(|field| applies(field.when.as_ref(), &self.answers)).collect()
    }

    /// The parts of the form in which something is asked.
    #[must_use]
    pub fn parts(&self) -> Vec<&FormPart> {
        self.matter
            .parts
            .iter()
            .filter(|part| !self.fields(part).is_empty())
            .collect()
    }

    /// What stands in the questions: what was saved, else what is known.
    #[must_use]
    pub fn typed_situation(&self) -> Typed {
        self.standing(self.draft.situation.as_ref(), self.questions().into_iter())
    }

    /// What stands in a part of the form: what was saved, else what is known.
    #[must_use]
    pub fn typed_part(&self, part: &FormPart) -> Typed {
        let fields = part.fields.iter().filter_map(|id| self.release.field(id));
        self.standing(self.draft.parts.get(&part.id), fields)
    }

    fn standing<'a>(&self, saved: Option<&Saved>, fields: impl Iterator<Item = &'a Field>) -> Typed {
        let typed = |field: &Field| {
            let saved = saved.and_then(|saved| saved.typed.get(field.id.as_str()).cloned());
            let known = || self.facts.of_field(&self.matter, field).map(|fact| fact.value.clone());
            Some((field.id.to_string(), saved.or_else(known)?))
        };
        fields.filter_map(typed).collect()
    }

    /// The questions read.
    #[must_use]
    pub fn read_situation(&self) -> Reading<Answers> {
        read_answers(&self.release, &self.matter, &self.typed_situation())
    }

    /// The whole form read.
    #[must_use]
    pub fn read_form(&self) -> Reading<FormValues> {
        let typed: Typed = self.matter.parts.iter().flat_map(|part| self.typed_part(part)).collect();
        read_form(&self.release, &self.matter, &self.answers, &typed).within(&self.release, &self.matter, self.draft.region)
    }

    /// The form as it is handed in: part by part, field and value.
    #[must_use]
    pub fn form(&self, values: &FormValues) -> BTreeMap<String, serde_json::Value> {
        form_by_part(&self.matter, values)
    }

    /// What the answers call for.
    ///
    /// # Errors
    /// When nothing applies, or an organ is missing.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        Plan::of(&self.release, &self.matter.id, &self.answers, self.draft.region)
    }

    /// What is still missing.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        Readiness::of(self)
    }

    /// What it is called in lists.
    #[must_use]
    pub fn title(&self) -> String {
        self.draft.title(&self.release)
    }
}

/// The values of a form in the parts of its matter.
#[must_use]
pub fn form_by_part(matter: &Matter, values: &FormValues) -> BTreeMap<String, serde_json::Value> {
    let part = |part: &FormPart| {
        let of_part = part.fields.iter().filter_map(|field| {
            let value = serde_json::to_value(values.get(field)?).ok()?;
            Some((field.to_string(), value))
        });
        (part.id.clone(), of_part.collect::<serde_json::Map<_, _>>().into())
    };
    matter.parts.iter().map(part).collect()
}
