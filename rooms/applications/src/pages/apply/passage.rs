//! Where one is on the way from the first question to the receipt.

use catalogue::{Names, Words};
use front::furniture::{Stage, StageState};
use front::{Reader, Texts};
use procedure::definition::Matter;

use crate::drafts::{OpenDraft, Place, Readiness};
use crate::pages::called::draft_called;

/// The stages of applying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leg {
    /// Who applies, for which project, where.
    Place,
    /// The guided questions.
    Situation,
    /// The form.
    Form,
    /// The papers.
    Materials,
    /// The summary and the letter.
    Commitment,
}

impl Leg {
    /// The stages that a matter has.
    fn of(matter: &Matter) -> Vec<Self> {
        let has = |leg: &Self| match leg {
            Self::Situation => !matter.questions.is_empty(),
            Self::Form => !matter.parts.is_empty(),
            Self::Place | Self::Materials | Self::Commitment => true,
        };
        [Self::Place, Self::Situation, Self::Form, Self::Materials, Self::Commitment]
            .into_iter()
            .filter(has)
            .collect()
    }

    fn key(self, matter: &Matter) -> &'static str {
        match self {
            Self::Place if matter.needs_project => "leg-project",
            Self::Place => "leg-applicant",
            Self::Situation => "leg-situation",
            Self::Form => "leg-form",
            Self::Materials => "leg-materials",
            Self::Commitment if matter.commitment.is_some() => "leg-commitment",
            Self::Commitment => "leg-check",
        }
    }
}

/// The frame of a page of a draft: the stages, what it is about, until when it is kept.
#[derive(Debug)]
pub(super) struct Passage {
    pub stages: Vec<Stage>,
    pub step: usize,
    pub of: usize,
    pub matter: String,
    pub guide: String,
    pub title: String,
    pub kept_until: String,
    pub deletion: String,
    /// What the city no longer asks since the draft was last saved.
    pub dropped: Vec<Words>,
    /// Whether the page was just saved to be gone on with later.
    pub saved: bool,
}

impl Passage {
    /// Before there is a draft.
    pub(super) fn beginning(names: &Names<'_>, matter: &Matter) -> Self {
        let legs = Leg::of(matter);
        let stage = |(index, leg): (usize, &Leg)| Stage {
            label: names.texts.say(leg.key(matter)).to_string(),
            address: String::new(),
            state: if index == 0 { StageState::Current } else { StageState::Ahead },
        };
        Self {
            stages: legs.iter().enumerate().map(stage).collect(),
            step: 1,
            of: legs.len(),
            matter: names.matter(matter).plain().to_owned(),
            guide: guide(matter),
            title: names.texts.say("apply").to_string(),
            kept_until: String::new(),
            deletion: String::new(),
            dropped: Vec::new(),
            saved: false,
        }
    }

    /// On a page of a draft.
    pub(super) fn at(leg: Leg, open: &OpenDraft, readiness: &Readiness, reader: &Reader) -> Self {
        let names = Names::new(&open.release, &reader.texts);
        let legs = Leg::of(&open.matter);
        let current = legs.iter().position(|other| *other == leg).unwrap_or_default();
        let stages = legs.iter().map(|other| Stage {
            label: reader.texts.say(other.key(&open.matter)).to_string(),
            address: address(*other, open, readiness),
            state: match (*other == leg, is_done(*other, readiness)) {
                (true, _) => StageState::Current,
                (false, true) => StageState::Done,
                (false, false) => StageState::Ahead,
            },
        });
        Self {
            stages: stages.collect(),
            step: current + 1,
            of: legs.len(),
            matter: names.matter(&open.matter).plain().to_owned(),
            guide: guide(&open.matter),
            title: draft_called(&names, open),
            kept_until: kept_until(&reader.texts, open),
            deletion: format!("/drafts/{}/deletion", open.id),
            dropped: dropped(open, &names),
            saved: reader.here.ends_with("?saved=yes"),
        }
    }
}

fn dropped(open: &OpenDraft, names: &Names<'_>) -> Vec<Words> {
    let labels = open.dropped.iter();
    labels
        .map(|label| names.words(&label.chinese, label.english.as_deref()))
        .collect()
}

fn guide(matter: &Matter) -> String {
    format!("/matters/{}", matter.id)
}

fn kept_until(texts: &Texts, open: &OpenDraft) -> String {
    texts.long_day(&open.expires_at.day())
}

fn is_done(leg: Leg, readiness: &Readiness) -> bool {
    match leg {
        Leg::Place => true,
        Leg::Situation => readiness.situation_done(),
        Leg::Form => readiness.situation_done() && readiness.parts.iter().all(crate::drafts::PartReadiness::is_done),
        Leg::Materials => readiness.situation_done() && readiness.papers_missing.is_empty(),
        Leg::Commitment => false,
    }
}

/// Where a stage is; none as long as what it stands on is not there. The guided questions decide about everything else.
fn address(leg: Leg, open: &OpenDraft, readiness: &Readiness) -> String {
    let settled = readiness.situation_done();
    match leg {
        Leg::Place => format!("/drafts/{}/place", open.id),
        Leg::Situation => Place::Situation.address(open.id),
        Leg::Form if settled => match readiness
            .parts
            .iter()
            .find(|part| !part.is_done())
            .or(readiness.parts.first())
        {
            Some(part) => Place::Part(part.part.clone()).address(open.id),
            None => String::new(),
        },
        Leg::Materials if settled => Place::Materials.address(open.id),
        Leg::Commitment if settled => Place::Commitment.address(open.id),
        Leg::Form | Leg::Materials | Leg::Commitment => String::new(),
    }
}

/// What a page of a draft does when it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// On to the next page, when nothing is wrong.
    Next,
    /// Back to the summary, from which one came to change something.
    Summary,
    /// Stay; the rest is for later.
    Later,
}

impl Then {
    /// What the pressed button and the page's address say.
    pub(super) fn of(form: &front::FormData) -> Self {
        match (form.value("then"), form.value("back")) {
            ("later", _) => Self::Later,
            (_, "summary") => Self::Summary,
            _ => Self::Next,
        }
    }
}
