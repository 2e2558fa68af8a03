//! What has changed since an organ gave its opinion: for the confirmation behind the gate.

use std::collections::BTreeMap;

use applications::record::Event;
use applications::record::state::Attachment;
use procedure::Answers;
use procedure::definition::{ItemId, MaterialId};

use super::Sight;
use crate::history::{Happening, History};

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A paper was replaced, or came in only later.
    Paper {
        /// What it is called.
        name: String,
        /// The version that was read; none if there was none.
        before: Option<u32>,
        /// The version now.
        after: u32,
        /// Where the version now is shown.
        path: String,
        /// Where the version that was read is shown; empty if there was none.
        path_before: String,
    },
    /// An answer is another.
    Answer {
        /// The question.
        label: String,
        /// What it was; empty if it was not asked.
        before: String,
        /// What it is; empty if it is no longer asked.
        after: String,
    },
    /// The form was handed in anew; which of its lines changed cannot be told.
    Form {
        /// When.
        on: String,
    },
}

/// What is not as it was when the item of this step was reviewed.
pub(crate) fn changes(sight: &Sight<'_>, history: &History) -> Vec<Change> {
    let mut known = Known::default();
    let mut reviewed: Option<Known> = None;
    for happening in &history.happenings {
        known.add(happening);
        if is_review(sight, &happening.event) {
            known.form_on = None;
            reviewed = Some(known.clone());
        }
    }
    reviewed
        .map(|reviewed| reviewed.differences(sight, &known))
        .unwrap_or_default()
}

/// Whether an event is a review of the step's item.
fn is_review(sight: &Sight<'_>, event: &Event) -> bool {
    let of_item = |item: &ItemId| *item == sight.step.planned.item;
    if let Event::OpinionGiven { step, .. } = event {
        *step != sight.step.planned.step && sight.application().step(step).is_some_and(|step| of_item(&step.planned.item))
    } else {
        false
    }
}

/// What could be read at one moment.
#[derive(Clone, Default)]
struct Known {
    papers: BTreeMap<MaterialId, u32>,
    answers: Answers,
    form_on: Option<calendar::Day>,
}

impl Known {
    fn add(&mut self, happening: &Happening) {
        self.take(happening.papers());
        if let Event::Submitted(submitted) = &happening.event {
            self.answers = submitted.answers.clone();
        }
        if let Event::PlanChanged(changed) = &happening.event {
            self.answers = changed.answers.clone();
            if happening.entry.sealed.keys().any(|path| path.starts_with("form/")) {
                self.form_on = Some(happening.entry.at.day());
            }
        }
    }

    fn take(&mut self, materials: &[Attachment]) {
        for attachment in materials {
            self.papers.insert(attachment.material.clone(), attachment.version);
        }
    }

    fn differences(&self, sight: &Sight<'_>, now: &Self) -> Vec<Change> {
        let mut changes = self.papers_changed(sight, now);
        changes.extend(self.answers_changed(sight, now));
        changes.extend(now.form_on.map(|day| Change::Form {
            on: sight.texts.day(&day),
        }));
        changes
    }

    /// Only papers that the step reads: others are for others to look at.
    fn papers_changed(&self, sight: &Sight<'_>, now: &Self) -> Vec<Change> {
        let path = |material: &MaterialId, version: u32| format!("/desk/{}/materials/{material}/{version}", sight.seen.record);
        let stands_in = |planned: &MaterialId, material: &MaterialId| {
            sight
                .words
                .release
                .material(planned)
                .is_some_and(|planned| planned.stand_in.as_ref() == Some(material))
        };
        let planned = &sight.step.planned.materials;
        let read = |material: &MaterialId| {
            planned
                .iter()
                .any(|planned| planned == material || stands_in(planned, material))
        };
        let different = now
            .papers
            .iter()
            .filter(|(material, version)| read(material) && self.papers.get(*material) != Some(*version));
        different
            .map(|(material, version)| {
                let before = self.papers.get(material).copied();
                Change::Paper {
                    name: sight.words.material(material),
                    before,
                    after: *version,
                    path: path(material, *version),
                    path_before: before.map(|before| path(material, before)).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn answers_changed(&self, sight: &Sight<'_>, now: &Self) -> Vec<Change> {
        let asked = now.answers.iter().chain(self.answers.iter()).map(|(field, _)| field);
        let mut fields: Vec<_> = asked.collect();
        fields.sort_unstable();
        fields.dedup();
        let different = fields
            .into_iter()
            .filter(|field| self.answers.get(field.as_str()) != now.answers.get(field.as_str()));
        different
            .map(|field| {
                let words = |answers: &Answers| {
                    let answer = answers.get(field.as_str());
                    answer.map(|answer| super::answers::situation(sight, field, answer))
                };
                let (before, after) = (words(&self.answers), words(&now.answers));
                let label = after
                    .as_ref()
                    .or(before.as_ref())
                    .map(|(label, _)| label.clone())
                    .unwrap_or_default();
                let value = |said: Option<(String, String)>| said.map(|(_, value)| value).unwrap_or_default();
                Change::Answer {
                    label,
                    before: value(before),
                    after: value(after),
                }
            })
            .collect()
    }
}
