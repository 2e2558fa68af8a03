//! The reader's turn to say what was found, or to ask the applicant to refine first.

use front::Problem;
use front::furniture::Choice;
use procedure::definition::{Phase, StepKind};

use super::{Change, Sight, Vault, changed, duty_key, said};
use crate::history::History;
use crate::work::{days, read_by};

/// The reader's turn to say what was found.
#[derive(Clone, Debug)]
pub(crate) struct OpinionDesk {
    /// The key of what the act is called: 提出审查意见, 登记勘验结果.
    pub(crate) act: &'static str,
    /// What can be said, in the words of the kind of step.
    pub(crate) opinions: Vec<Choice>,
    /// Whether the applicant can be asked to refine.
    pub(crate) refine: Refine,
    /// Whether it is a confirmation behind the gate.
    pub(crate) confirms: bool,
    /// Whether what was reviewed has changed, so that words are needed.
    pub(crate) needs_words: bool,
    /// What has changed.
    pub(crate) changes: Vec<Change>,
    /// Why a stage of the chain gave it back; empty if none did.
    pub(crate) returned: String,
    /// Why the signer gave it back; empty if nobody did.
    pub(crate) sent_back: String,
    /// What was said before it came back, to go on from.
    pub(crate) words_before: String,
    /// The keys of the duties that it goes through before it stands.
    pub(crate) chain: Vec<&'static str>,
}

/// Whether the applicant can be asked to refine.
#[derive(Clone, Debug)]
pub(crate) enum Refine {
    /// Only in pre-review.
    NotHere,
    /// Asked as often as the rules allow.
    NoMore {
        /// How often.
        rounds: u32,
    },
    /// Yes.
    Possible {
        /// Which round it would be.
        round: u32,
        /// How many there are.
        rounds: u32,
        /// The applicant's term: 10 个工作日.
        term: String,
        /// The day to which it leads, asked today.
        until: String,
        /// The papers that can be asked for anew.
        materials: Vec<Choice>,
    },
}

impl OpinionDesk {
    /// 审核、签发: the stages after this one, as people say them.
    pub(crate) fn stages(&self, texts: &front::Texts) -> String {
        let names: Vec<String> = self.chain.iter().map(|key| texts.say(key).to_string()).collect();
        names.join("、")
    }

    pub(super) fn of(sight: &Sight<'_>, vault: &Vault, history: Option<&History>) -> Result<Self, Problem> {
        let (step, kind) = (sight.step, sight.step.planned.kind);
        let (id, rounds) = (&step.planned.step, step.rounds);
        let confirms = kind == StepKind::Confirmation;
        let before = match said(step, vault) {
            words if words.is_empty() => vault.text(&format!("opinion/{id}/{}", rounds.saturating_sub(1))).to_owned(),
            words => words,
        };
        Ok(Self {
            act: act_key(kind),
            opinions: opinions(sight),
            refine: refine(sight)?,
            confirms,
            needs_words: confirms && step.changed,
            changes: changed(sight, history),
            returned: vault.text(&format!("returned/{id}/{rounds}")).to_owned(),
            sent_back: sent_back(sight, vault),
            words_before: before,
            chain: step.planned.chain.iter().skip(1).map(|duty| duty_key(*duty)).collect(),
        })
    }
}

/// Why the signer of the same item gave it back, the last time.
fn sent_back(sight: &Sight<'_>, vault: &Vault) -> String {
    if sight.step.rounds < 2 {
        return String::new();
    }
    let decisions = sight.application().steps.iter();
    let of_item =
        decisions.filter(|step| step.planned.item == sight.step.planned.item && step.planned.kind == StepKind::Decision);
    of_item
        .map(|step| vault.text(&format!("sent_back/{}/{}", step.planned.step, step.rounds)))
        .find(|words| !words.is_empty())
        .unwrap_or_default()
        .to_owned()
}

fn refine(sight: &Sight<'_>) -> Result<Refine, Problem> {
    let (step, plan) = (sight.step, sight.plan()?);
    let in_pre_review = step.planned.phase == Phase::PreReview || step.planned.kind == StepKind::Confirmation;
    let Some(limit) = plan.refinement_limit.as_ref().filter(|_| in_pre_review) else {
        return Ok(Refine::NotHere);
    };
    if step.refinements >= plan.refinement_rounds {
        return Ok(Refine::NoMore {
            rounds: plan.refinement_rounds,
        });
    }
    let until = calendar::Deadline::from(sight.today, limit, sight.calendar).day(sight.calendar);
    let materials = read_by(sight)
        .into_iter()
        .filter(|material| sight.application().material(material).is_some());
    Ok(Refine::Possible {
        round: step.refinements + 1,
        rounds: plan.refinement_rounds,
        term: days(sight.texts, limit),
        until: sight.texts.day(&until),
        materials: materials
            .map(|material| Choice::new(material.as_str(), sight.words.material(&material)))
            .collect(),
    })
}

/// What the act of a kind of step is called.
fn act_key(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Confirmation => "desk-act-confirm",
        StepKind::External => "desk-act-external",
        StepKind::Survey => "desk-act-survey",
        StepKind::Meeting => "desk-act-meeting",
        StepKind::Hearing => "desk-act-hearing",
        StepKind::Review | StepKind::Acceptance | StepKind::Decision | StepKind::PublicNotice | StepKind::Payment => {
            "desk-act-opinion"
        }
    }
}

/// What can be said, in the words of the kind of step.
fn opinions(sight: &Sight<'_>) -> Vec<Choice> {
    let prefix = match sight.step.planned.kind {
        StepKind::Confirmation if sight.step.changed => "desk-confirm-changed",
        StepKind::Confirmation => "desk-confirm",
        StepKind::External | StepKind::Survey | StepKind::Meeting | StepKind::Hearing => "desk-result",
        StepKind::Review | StepKind::Acceptance | StepKind::Decision | StepKind::PublicNotice | StepKind::Payment => {
            "desk-opinion"
        }
    };
    let choice = |value: &str, end: &str| {
        let key = format!("{prefix}-{end}");
        let hint = sight.texts.say(&format!("{key}-hint")).to_string();
        Choice::new(value, sight.texts.say(&key)).explained(hint)
    };
    vec![
        choice("agree", "agree"),
        choice("conditional", "conditional"),
        choice("not_supported", "not-supported"),
    ]
}
