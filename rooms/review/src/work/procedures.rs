//! What law offers between receipt and decision, as a desk shows it: supplement, special procedure, extension, hearing.

use applications::record::Application;
use applications::record::document::DocumentKind;
use applications::record::hearing::{AskedBy, Hearing, earliest_hearing};
use applications::record::special::{SPECIAL_DAYS_MAX, SpecialKind, SpecialProcedure};
use applications::record::state::{StepState, StepStatus};
use front::furniture::Choice;
use procedure::definition::Phase;
use procedure::plan::Signatory;

use super::{Sight, Vault};
use crate::names::Names;
use crate::work::read_by;

/// What can be said of papers before acceptance.
#[derive(Clone, Debug, Default)]
pub(crate) struct SupplementDesk {
    /// The papers that can be asked for.
    pub(crate) materials: Vec<Choice>,
    /// What the reader's organ has said so far; empty if nothing.
    pub(crate) said: String,
    /// The papers that it named.
    pub(crate) named: String,
    /// The organs that have not answered yet.
    pub(crate) waits_for: String,
    /// The day on which the notice goes out at the latest, and beyond which silence accepts.
    pub(crate) until: String,
    /// Whether the one notice has gone out.
    pub(crate) is_asked: bool,
    /// Whether the reader's organ leads and may send what has been contributed.
    pub(crate) can_send: bool,
    /// What was found missing of an item that is accepted by now, because nobody was told in time; empty if nothing was.
    pub(crate) told_too_late: String,
}

impl SupplementDesk {
    /// Whether what the organ found missing has not gone out yet.
    pub(crate) fn waits(&self) -> bool {
        !self.said.is_empty() && !self.is_asked
    }

    /// The key of what an acceptance asks for now.
    pub(crate) fn says(&self, head: &super::Heading) -> &'static str {
        match (self.is_asked, self.said.is_empty()) {
            (true, _) => "desk-says-acceptance-asked",
            (false, false) => "desk-says-acceptance-supplement",
            (false, true) => head.in_time_or("desk-says-acceptance", "desk-says-acceptance-late"),
        }
    }
}

/// What can be proposed or told after acceptance.
#[derive(Clone, Debug)]
pub(crate) struct ProcedureDesk {
    /// What the closed list of the law names, but for the hearing.
    pub(crate) kinds: Vec<Choice>,
    /// The most days that can be announced.
    pub(crate) days_max: u32,
    /// By how many days the term may be extended; none where it was, or cannot be.
    pub(crate) extension: Option<u32>,
    /// Whether the government's head approves it.
    pub(crate) by_government: bool,
    /// How the right to a hearing stands.
    pub(crate) hearing: HearingRight,
}

/// How the right to a hearing stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HearingRight {
    /// Nobody was told of one.
    Untold,
    /// It can still be asked for.
    Told {
        /// Until when.
        until: String,
    },
    /// Nobody asked in time.
    NotUsed {
        /// Until when it could be.
        until: String,
    },
    /// It was held.
    Held {
        /// Its record.
        record: String,
    },
}

/// A step that stands still on special procedures.
#[derive(Clone, Debug)]
pub(crate) struct SpecialDesk {
    /// Each that runs.
    pub(crate) running: Vec<SpecialLine>,
    /// Whether the reader has it in hand.
    pub(crate) is_own: bool,
    /// Who has.
    pub(crate) holder: String,
    /// The hearing, if one was asked for.
    pub(crate) hearing: Option<HearingDesk>,
}

/// A special procedure that runs.
#[derive(Clone, Debug)]
pub(crate) struct SpecialLine {
    /// As forms name it.
    pub(crate) value: &'static str,
    /// The key of its name.
    pub(crate) name: &'static str,
    /// Since when.
    pub(crate) since: String,
    /// Until when it was announced.
    pub(crate) until: String,
    /// By how many working days it is past that.
    pub(crate) overrun: i32,
    /// Why it is needed.
    pub(crate) reasons: String,
}

/// A hearing that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct HearingDesk {
    /// The key of who asked.
    pub(crate) asked_by: &'static str,
    /// What is to be heard.
    pub(crate) words: String,
    /// Until when it is to be held.
    pub(crate) hold_by: String,
    /// The day for which it was announced; empty if it was not.
    pub(crate) announced: String,
    /// Time and place.
    pub(crate) announcement: String,
    /// Whether its day has come.
    pub(crate) has_come: bool,
    /// The first day for which it can be announced, for people and for the form.
    pub(crate) earliest: String,
    /// The same for machines.
    pub(crate) earliest_date: String,
}

/// What can be said before acceptance.
pub(crate) fn supplement(sight: &Sight<'_>, vault: &Vault) -> SupplementDesk {
    let (application, step) = (sight.application(), sight.step);
    let own = application
        .supplement
        .parts
        .iter()
        .find(|part| part.step == step.planned.step);
    let silent = |other: &&StepState| other.status == StepStatus::Open && !application.has_contributed(&other.planned.step);
    let waits_for: Vec<String> = application
        .acceptance_steps()
        .filter(silent)
        .map(|other| sight.words.organ(&other.planned.organ))
        .collect();
    let leads = lead_of(application) == sight.at.organ() && sight.at.organ().is_some();
    let too_late = application.supplement_told_too_late(&step.planned.item);
    SupplementDesk {
        told_too_late: too_late
            .map(|step| vault.text(&Application::supplement_path(step)).to_owned())
            .unwrap_or_default(),
        materials: read_by(sight)
            .into_iter()
            .map(|material| Choice::new(material.as_str(), sight.words.material(&material)))
            .collect(),
        said: vault.text(&Application::supplement_path(&step.planned.step)).to_owned(),
        named: own
            .map(|part| {
                part.materials
                    .iter()
                    .map(|material| sight.words.material(material))
                    .collect::<Vec<_>>()
                    .join("、")
            })
            .unwrap_or_default(),
        waits_for: waits_for.join("、"),
        until: step
            .answer_by
            .map(|due| sight.texts.day(&due.deadline.day(sight.calendar)))
            .unwrap_or_default(),
        is_asked: application.supplement.asked.is_some(),
        can_send: leads && application.supplement.asked.is_none() && application.has_supplement_to_send(),
    }
}

/// The organ that leads the matter there.
fn lead_of(application: &Application) -> Option<identity::OrganId> {
    application.plan.as_ref().and_then(|plan| plan.lead.clone())
}

/// What can be proposed after acceptance; nothing in pre-review and for mere checks.
pub(crate) fn procedures(sight: &Sight<'_>, vault: &Vault) -> Option<ProcedureDesk> {
    let (application, step) = (sight.application(), sight.step);
    let item = &step.planned.item;
    let case = application
        .case(item)
        .filter(|case| case.accepted_on.is_some() && !case.status.has_ended())?;
    if step.planned.phase != Phase::Formal {
        return None;
    }
    let extension = application.extension_of(step);
    let timed = case.statutory.as_ref();
    let can_extend = case.extended.is_none()
        && timed.is_some_and(|timed| timed.clock.late_by(sight.calendar, &timed.terms.limit, sight.today) == 0);
    Some(ProcedureDesk {
        kinds: SpecialKind::ALL
            .into_iter()
            .filter(|kind| *kind != SpecialKind::Hearing)
            .map(|kind| Choice::new(kind.as_str(), sight.texts.say(special_key(kind))))
            .collect(),
        days_max: SPECIAL_DAYS_MAX,
        extension: can_extend.then_some(extension.days),
        by_government: extension.approved_by == Signatory::Government && lead_of(application).is_some(),
        hearing: application
            .hearing(item)
            .map_or(HearingRight::Untold, |hearing| right(sight, vault, hearing)),
    })
}

fn right(sight: &Sight<'_>, vault: &Vault, hearing: &Hearing) -> HearingRight {
    let last = hearing.ask_by.deadline.day(sight.calendar);
    let until = sight.texts.day(&last);
    let is_told = sight.application().was_told(DocumentKind::HearingNotice, Some(&hearing.item));
    match (hearing.held, hearing.asked) {
        (Some(_), _) => HearingRight::Held {
            record: vault.text(&format!("hearing/{}/record", hearing.item)).to_owned(),
        },
        (None, None) if sight.today > last && is_told => HearingRight::NotUsed { until },
        (None, _) => HearingRight::Told { until },
    }
}

/// A step that stands still on special procedures.
pub(crate) fn special(sight: &Sight<'_>, vault: &Vault, names: &Names, may_work: bool) -> SpecialDesk {
    let (application, step) = (sight.application(), sight.step);
    let running = application
        .specials_of(&step.planned.step)
        .filter(|special| special.ended.is_none());
    SpecialDesk {
        running: running.map(|special| line(sight, vault, special)).collect(),
        is_own: may_work && step.holder.is_some() && step.holder == sight.at.actor_on(step).holds_as(),
        holder: step
            .holder
            .map(|holder| names.colleague(holder).to_owned())
            .unwrap_or_default(),
        hearing: application
            .hearing(&step.planned.item)
            .filter(|hearing| hearing.asked.is_some() && hearing.held.is_none())
            .map(|hearing| hearing_desk(sight, vault, hearing)),
    }
}

fn line(sight: &Sight<'_>, vault: &Vault, special: &SpecialProcedure) -> SpecialLine {
    let until = special.announced.deadline.day(sight.calendar);
    let words = special.proposal.map(|proposal| vault.text(&proposal.words_path()).to_owned());
    SpecialLine {
        value: special.kind.as_str(),
        name: special_key(special.kind),
        since: sight.texts.day(&special.begun),
        until: sight.texts.day(&until),
        overrun: sight.calendar.count(until, sight.today).max(0),
        reasons: words.unwrap_or_default(),
    }
}

fn hearing_desk(sight: &Sight<'_>, vault: &Vault, hearing: &Hearing) -> HearingDesk {
    let item = &hearing.item;
    let earliest = earliest_hearing(sight.today, sight.calendar);
    HearingDesk {
        asked_by: match hearing.asked {
            Some((_, AskedBy::Interested)) => "desk-hearing-asked-by-interested",
            Some((_, AskedBy::Applicant)) | None => "desk-hearing-asked-by-applicant",
        },
        words: vault.text(&format!("hearing/{item}/asked")).to_owned(),
        hold_by: hearing
            .hold_by
            .map(|due| sight.texts.day(&due.deadline.day(sight.calendar)))
            .unwrap_or_default(),
        announced: hearing.announced.map(|day| sight.texts.day(&day)).unwrap_or_default(),
        announcement: vault.text(&format!("hearing/{item}/announced")).to_owned(),
        has_come: hearing.announced.is_some_and(|on| on <= sight.today),
        earliest: sight.texts.day(&earliest),
        earliest_date: earliest.to_string(),
    }
}

/// The key of what a special procedure is called.
pub(crate) fn special_key(kind: SpecialKind) -> &'static str {
    match kind {
        SpecialKind::Hearing => "desk-special-hearing",
        SpecialKind::Tender => "desk-special-tender",
        SpecialKind::Auction => "desk-special-auction",
        SpecialKind::Inspection => "desk-special-inspection",
        SpecialKind::Test => "desk-special-test",
        SpecialKind::Quarantine => "desk-special-quarantine",
        SpecialKind::Appraisal => "desk-special-appraisal",
        SpecialKind::ExpertReview => "desk-special-expert-review",
    }
}
