//! A draft follows the newest release: what the city no longer asks is let go, and said.

use std::collections::BTreeMap;

use procedure::Release;
use procedure::definition::{Field, FieldId, FieldKind, Matter};
use procedure::input::Typed;

use super::{Draft, Paper, Saved};

/// What a draft lost because the release is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// What is no longer asked, or no longer can be answered so: labels, in the words of the release that knows them.
    pub(super) labels: Vec<Label>,
    /// Papers that no material is called by.
    pub(super) papers: Vec<Paper>,
}

/// What is called how by its definition, for whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name or question.
    pub chinese: String,
    /// The same in English.
    pub english: Option<String>,
}

/// Brings a draft to a release; `before` is the one that it was saved under, where it is still known.
pub(super) fn follow(draft: &mut Draft, before: Option<&Release>, release: &Release, matter: &Matter) -> Lost {
    let mut lost = Lost::default();
    if draft.release == release.digest() {
        return lost;
    }
    let label = |field: &str| {
        let id = FieldId::from(field);
        let known = before.and_then(|before| before.field(&id)).or_else(|| release.field(&id));
        Label::of(known.map(|known| (&known.label, &known.label_en)), field)
    };
    if let Some(situation) = &mut draft.situation {
        let gone = retain(&mut situation.typed, |field| matter.questions.contains(field), release);
        lost.labels.extend(gone.iter().map(|field| label(field)));
    }
    let gone = redistribute(&mut draft.parts, release, matter);
    lost.labels.extend(gone.iter().map(|field| label(field)));
    let (kept, gone): (Vec<Paper>, Vec<Paper>) = draft
        .papers
        .drain(..)
        .partition(|paper| paper.is_signed_letter() || release.material(&paper.material).is_some());
    draft.papers = kept;
    for paper in &gone {
        let known = before.and_then(|before| before.material(&paper.material));
        let named = known.map(|known| (&known.name, &known.name_en));
        lost.labels.push(Label::of(named, paper.material.as_str()));
    }
    lost.papers = gone;
    release.digest().clone_into(&mut draft.release);
    lost
}

impl Label {
    /// What no release knows is called by its id.
    fn of(named: Option<(&String, &Option<String>)>, id: &str) -> Self {
        Self {
            chinese: named.map_or_else(|| id.to_owned(), |(chinese, _)| chinese.clone()),
            english: named.and_then(|(_, english)| english.clone()),
        }
    }
}

/// Keeps what is asked and can still be chosen; answers the rest.
fn retain(typed: &mut Typed, is_asked: impl Fn(&FieldId) -> bool, release: &Release) -> Vec<String> {
    let mut gone = Vec::new();
    typed.retain(|field, value| {
        let id = FieldId::from(field.as_str());
        let stays = is_asked(&id) && release.field(&id).is_some_and(|field| can_be_chosen(field, value));
        if !stays && !value.trim().is_empty() {
            gone.push(field.clone());
        }
        stays
    });
    gone
}

/// Whether a choice is still offered; what is typed freely can always be shown again and mended.
fn can_be_chosen(field: &Field, value: &str) -> bool {
    field.kind != FieldKind::Choice || value.trim().is_empty() || field.choices.iter().any(|choice| choice.value == value)
}

/// Fields that moved from one part of the form to another move along.
fn redistribute(parts: &mut BTreeMap<String, Saved>, release: &Release, matter: &Matter) -> Vec<String> {
    let mut all = Typed::new();
    for saved in parts.values_mut() {
        all.append(&mut saved.typed);
    }
    parts.retain(|id, _| matter.parts.iter().any(|part| part.id == *id));
    let is_asked = |field: &FieldId| {
        matter
            .parts
            .iter()
            .any(|part| part.fields.contains(field) && parts.contains_key(&part.id))
    };
    let gone = retain(&mut all, is_asked, release);
    for part in &matter.parts {
        if let Some(saved) = parts.get_mut(&part.id) {
            saved.typed = part
                .fields
                .iter()
                .filter_map(|field| all.remove_entry(field.as_str()))
                .collect();
        }
    }
    gone
}
