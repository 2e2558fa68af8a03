//! The honest waiting sentence, from the records: how long most like this took, and what this one waits for since when.
//!
//! "Most" are eight in ten: from the tenth to the ninetieth percentile, in working days from submission to the end, of the
//! applications of the same matter that were finished in the last year; of those with the same items where enough are. With
//! too few it says so, and names no number.

use calendar::{Calendar, Day};
use catalogue::Names;
use ledger::{Ledger, Unavailable};
use procedure::definition::StepKind;

use crate::pages::special_key;
use crate::record::Application;
use crate::record::special::SpecialProcedure;
use crate::record::state::{Status, StepState, StepStatus};
use crate::timeline::gate_of;
use crate::views::likeness::{Finished, finished};

/// Fewer say nothing about the next one.
pub const SAMPLE_MIN: usize = 10;
/// How far back the records are read, in calendar days.
const YEAR_DAYS: i32 = 365;

/// What the records say of applications like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typical {
    /// Eight in ten took so long.
    Took {
        /// Working days, the tenth percentile.
        low: u32,
        /// Working days, the ninetieth.
        high: u32,
        /// Of how many.
        n: usize,
        /// Whether all of them have the same items.
        alike: bool,
    },
    /// Too few were finished.
    TooFew {
        /// How many.
        n: usize,
    },
}

/// What an application waits for.
#[derive(Clone, Debug)]
pub struct Wait<'a> {
    /// What or whom.
    pub reason: Reason<'a>,
    /// Since when.
    pub since: Day,
}

/// For what or whom it waits.
#[derive(Clone, Debug)]
pub enum Reason<'a> {
    /// An organ works on a step.
    Organ(&'a StepState),
    /// The applicant refines, supplements, pays, or chooses.
    Applicant(&'a StepState),
    /// A special procedure runs in a step, and no clock does.
    Special(&'a StepState, &'a SpecialProcedure),
    /// A public notice runs until its day.
    Notice(&'a StepState),
    /// An outside event.
    Gate(&'a crate::record::state::GateState),
}

/// What the records say of applications like this one.
///
/// # Errors
/// When the store cannot be read.
pub async fn typical(ledger: &Ledger, application: &Application, calendar: &Calendar) -> Result<Option<Typical>, Unavailable> {
    let Some(plan) = application.plan.as_ref().filter(|_| application.status == Status::InProgress) else {
        return Ok(None);
    };
    let since = ledger.now().day().plus(-YEAR_DAYS);
    let known = finished(ledger, plan.matter.as_str(), since).await?;
    Ok(Some(of(&known, &application.alike(), calendar)))
}

/// Of the alike where enough are, else of all.
fn of(known: &[Finished], alike: &str, calendar: &Calendar) -> Typical {
    let took = |which: &dyn Fn(&&Finished) -> bool| {
        let days = known.iter().filter(|it| which(it));
        let mut took: Vec<u32> = days
            .map(|it| u32::try_from(calendar.count(it.submitted, it.ended)).unwrap_or(0))
            .collect();
        took.sort_unstable();
        took
    };
    let (like, all) = (took(&|it| it.alike == alike), took(&|_| true));
    let (took, is_alike) = if like.len() >= SAMPLE_MIN {
        (like, true)
    } else {
        (all, false)
    };
    if took.len() < SAMPLE_MIN {
        return Typical::TooFew { n: took.len() };
    }
    Typical::Took {
        low: percentile(&took, 10),
        high: percentile(&took, 90),
        n: took.len(),
        alike: is_alike,
    }
}

/// The nearest-rank percentile of sorted values.
fn percentile(sorted: &[u32], percent: usize) -> u32 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// What it waits for now: what is asked of the applicant first, then the most urgent step at an organ.
#[must_use]
pub fn wait(application: &Application) -> Option<Wait<'_>> {
    if application.status != Status::InProgress {
        return None;
    }
    let of = |which: fn(&StepState) -> bool| {
        let steps = application.steps.iter().filter(move |step| which(step));
        steps.min_by_key(|step| step.due.map(|due| due.day))
    };
    let asked = of(waits_for_the_applicant).map(Reason::Applicant);
    let working = of(|step| step.status == StepStatus::Open && !is_on_notice(step)).map(Reason::Organ);
    let special = special(application).map(|(step, special)| Reason::Special(step, special));
    let notice = of(|step| step.status == StepStatus::Open).map(Reason::Notice);
    let shut = application
        .gates
        .iter()
        .find(|gate| gate.opened_on.is_none() && gate.failed_on.is_none());
    let reason = asked.or(working).or(special).or(notice).or(shut.map(Reason::Gate))?;
    let since = match &reason {
        Reason::Organ(step) | Reason::Applicant(step) | Reason::Notice(step) => step.running_since(),
        Reason::Special(_, special) => special.begun,
        Reason::Gate(_) => last_done(application)?,
    };
    Some(Wait { reason, since })
}

fn waits_for_the_applicant(step: &StepState) -> bool {
    matches!(
        step.status,
        StepStatus::Refining | StepStatus::Supplementing | StepStatus::Paying | StepStatus::Unsupported
    )
}

/// Whether other organs work on it at the same time.
fn is_with_others(application: &Application, step: &StepState) -> bool {
    let mut open = application.steps.iter().filter(|step| step.status == StepStatus::Open);
    open.any(|other| other.planned.organ != step.planned.organ)
}

/// Whether its public notice runs; once that is over, it waits for its organ's answers.
fn is_on_notice(step: &StepState) -> bool {
    step.planned.kind == StepKind::PublicNotice && step.answers_due.is_none()
}

/// The special procedure that is to be over first.
fn special(application: &Application) -> Option<(&StepState, &SpecialProcedure)> {
    let running = application.specials.iter().filter(|special| special.ended.is_none());
    let first = running.min_by_key(|special| special.announced.day)?;
    Some((application.step(&first.step)?, first))
}

/// The day on which the last step was done, or else that of the submission.
fn last_done(application: &Application) -> Option<Day> {
    let done = application
        .steps
        .iter()
        .filter_map(|step| step.measured)
        .map(|measured| measured.day);
    done.max().or(application.filing.as_ref().map(|filing| filing.day))
}

/// Both, as sentences in the reader's language.
#[must_use]
pub fn sentences(names: &Names<'_>, application: &Application, typical: Option<Typical>) -> Vec<String> {
    let t = names.texts;
    let mut sentences = Vec::new();
    match typical {
        Some(Typical::Took { low, high, n, alike }) => {
            let key = if alike { "waiting-typical-alike" } else { "waiting-typical" };
            let said = t.say(key).with("low", low).with("high", high).with("n", n);
            sentences.push(said.with("same", if low == high { "yes" } else { "no" }).to_string());
        }
        Some(Typical::TooFew { n: 0 }) => sentences.push(t.say("waiting-none").to_string()),
        Some(Typical::TooFew { n }) => {
            sentences.push(t.say("waiting-too-few").with("n", n).with("min", SAMPLE_MIN).to_string());
        }
        None => {}
    }
    sentences.extend(wait(application).and_then(|wait| said(names, application, &wait)));
    sentences
}

fn said(names: &Names<'_>, application: &Application, wait: &Wait<'_>) -> Option<String> {
    let t = names.texts;
    let sentence = match &wait.reason {
        Reason::Organ(step) => t
            .say(if is_with_others(application, step) {
                "waiting-for-first-of-several"
            } else {
                "waiting-for-organ"
            })
            .with("organ", names.organ(&step.planned.organ).plain()),
        Reason::Applicant(_) => t.say("waiting-for-applicant"),
        Reason::Special(step, special) => t
            .say("waiting-for-special")
            .with("organ", names.organ(&step.planned.organ).plain())
            .with("what", t.say(special_key(special.kind)).to_string())
            .with("until", special.announced.day),
        Reason::Notice(step) => t.say("waiting-for-notice").with("until", step.due?.day),
        Reason::Gate(state) => {
            let matter = names.release.matter(application.plan.as_ref()?.matter.as_str())?;
            let gate = gate_of(matter, state)?;
            t.say("waiting-for-gate")
                .with("gate", names.words(&gate.name, gate.name_en.as_deref()).plain())
        }
    };
    Some(sentence.with("since", wait.since).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(days: &[i32], alike: &str) -> Vec<Finished> {
        let calendar = Calendar::national();
        let submitted: Day = "2026-03-02".parse().unwrap();
        let finished = |days: &i32| Finished {
            submitted,
            ended: calendar.add(submitted, *days),
            alike: alike.into(),
        };
        days.iter().map(finished).collect()
    }

    #[test]
    fn most_is_eight_in_ten_and_one_that_took_a_year_does_not_count() {
        let mut known = took(&[9, 9, 10, 10, 10, 11, 11, 12, 12], "a");
        known.extend(took(&[200], "a"));
        assert_eq!(
            of(&known, "a", &Calendar::national()),
            Typical::Took {
                low: 9,
                high: 12,
                n: 10,
                alike: true
            }
        );
    }

    #[test]
    fn of_the_alike_only_where_enough_are() {
        let mut known = took(&[3; 9], "a");
        known.extend(took(&[20; 9], "b"));
        let all = of(&known, "a", &Calendar::national());
        assert!(matches!(all, Typical::Took { alike: false, n: 18, .. }), "{all:?}");
    }

    #[test]
    fn too_few_say_nothing() {
        assert_eq!(of(&took(&[3; 9], "a"), "a", &Calendar::national()), Typical::TooFew { n: 9 });
        assert_eq!(of(&[], "a", &Calendar::national()), Typical::TooFew { n: 0 });
    }
}
