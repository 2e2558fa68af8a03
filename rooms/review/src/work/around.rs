//! What others have to say of a step: objections to a notice, third parties of a case, papers and promises that it rests on.

use applications::record::objection::Objection;
use applications::record::owed::Owed;
use applications::record::party::{Heard, Party};
use applications::record::state::StepStatus;
use authority::acts;

use super::vault::works_on;
use super::{Sight, Vault};

/// An objection as the organ reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ObjectionLine {
    /// Its place among the application's objections, from 1.
    pub(crate) place: u16,
    /// Its number.
    pub(crate) number: String,
    /// Who objects, and where they are reached.
    pub(crate) who: String,
    /// When.
    pub(crate) raised: String,
    /// What.
    pub(crate) words: String,
    /// The key of how it was answered; empty where it was not.
    pub(crate) outcome: &'static str,
    /// Why.
    pub(crate) reasons: String,
}

/// The objections to the step's notice.
pub(crate) fn objections(sight: &Sight<'_>, vault: &Vault) -> Vec<ObjectionLine> {
    let all = sight.application().objections_to(&sight.step.planned.step);
    all.map(|(place, objection)| line(sight, vault, place, objection)).collect()
}

fn line(sight: &Sight<'_>, vault: &Vault, place: u16, objection: &Objection) -> ObjectionLine {
    ObjectionLine {
        place,
        number: objection.number.to_string(),
        who: match hears(sight) {
            true => speaker(vault, &format!("objection/{place}/objector")),
            false => sight.texts.say("desk-objector-elsewhere").to_string(),
        },
        raised: sight.texts.day(&objection.raised_on),
        words: vault.text(&format!("objection/{place}")).to_owned(),
        outcome: match objection.answer.map(|answer| answer.upheld) {
            Some(true) => "desk-objection-upheld",
            Some(false) => "desk-objection-not-upheld",
            None => "",
        },
        reasons: vault.text(&format!("objection/{place}/answer")).to_owned(),
    }
}

/// Whether the reader's organ works on the item, and so deals with those who speak of it.
fn hears(sight: &Sight<'_>) -> bool {
    works_on(sight.application(), &sight.step.planned.item, sight.at.organ().as_ref())
}

/// Name and phone as they were given; empty once erased.
fn speaker(vault: &Vault, path: &str) -> String {
    let part = |name: &str| {
        vault
            .within(path, name)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
    };
    format!("{} {}", part("name"), part("phone")).trim().to_owned()
}

/// Third parties of the step's case, and whether the reader may tell another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parties {
    /// Those who were told.
    pub(crate) told: Vec<PartyLine>,
    /// Whether the reader may tell somebody.
    pub(crate) can_tell: bool,
}

/// A third party as the organ reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartyLine {
    /// Who, and where they are reached; for others than the organs of the case, that these know.
    pub(crate) who: String,
    /// Which interest is touched.
    pub(crate) interest: String,
    /// Their number.
    pub(crate) number: String,
    /// Their code, to be handed to them with the number by whoever works on the step; empty once they were heard.
    pub(crate) code: String,
    /// The key of how they stand.
    pub(crate) standing: &'static str,
    /// The day that the standing speaks of.
    pub(crate) day: String,
    /// What they said.
    pub(crate) view: String,
}

/// The parties of the step's case.
pub(crate) fn parties(sight: &Sight<'_>, vault: &Vault) -> Parties {
    let works = sight
        .seen
        .permit_on_step::<acts::WorkOnStep>(sight.at.actor_on(sight.step), sight.step)
        .is_ok();
    let all = sight.application().parties_of(&sight.step.planned.item);
    Parties {
        told: all
            .map(|(place, party)| party_line(sight, vault, place, party, works))
            .collect(),
        can_tell: works && sight.step.status == StepStatus::Open,
    }
}

fn party_line(sight: &Sight<'_>, vault: &Vault, place: u16, party: &Party, works: bool) -> PartyLine {
    let until = party.due.deadline.day(sight.calendar);
    let (standing, day) = match party.heard {
        Some(Heard::Stated(day)) => ("desk-party-stated", day),
        Some(Heard::Waived(day)) => ("desk-party-waived", day),
        None if until < sight.today => ("desk-party-silent", until),
        None => ("desk-party-awaited", until),
    };
    let code = vault.text(&format!("party/{place}/code"));
    let hears = hears(sight);
    PartyLine {
        who: match hears {
            true => speaker(vault, &format!("party/{place}")),
            false => sight.texts.say("desk-party-elsewhere").to_string(),
        },
        interest: vault.text(&format!("party/{place}/interest")).to_owned(),
        number: if hears { party.number.to_string() } else { String::new() },
        code: match party.heard {
            None if works => code
                .parse()
                .map_or_else(|_| code.to_owned(), |code: identity::QueryCode| code.to_string()),
            None | Some(_) => String::new(),
        },
        standing,
        day: sight.texts.day(&day),
        view: vault.text(&format!("party/{place}/view")).to_owned(),
    }
}

/// What a decision rests on beside opinions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rests {
    /// Papers that were to follow and have not come.
    pub(crate) missing: Vec<MissingPaper>,
    /// Until when somebody who was told may still speak; empty where nobody may.
    pub(crate) awaited: String,
    /// Objections that were upheld, in words.
    pub(crate) upheld: Vec<String>,
    /// Papers in whose place a promise stands.
    pub(crate) promised: Vec<String>,
}

/// A paper that was to follow and has not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MissingPaper {
    /// Its name.
    pub(crate) name: String,
    /// Until when it was to come.
    pub(crate) until: String,
    /// What the rule says follows.
    pub(crate) consequence: String,
}

impl Rests {
    pub(crate) fn of(sight: &Sight<'_>, vault: &Vault) -> Self {
        let (application, item) = (sight.application(), &sight.step.planned.item);
        let awaited = application
            .parties_of(item)
            .filter(|(_, party)| party.is_awaited(sight.today, sight.calendar))
            .map(|(_, party)| party.due.deadline.day(sight.calendar))
            .max();
        let upheld = application.upheld(item);
        let promised = application
            .promises
            .iter()
            .filter(|promised| application.item_reads(item, &promised.material) && promised.proven_on.is_none());
        Self {
            missing: application.missing_for(item).map(|owed| missing(sight, owed)).collect(),
            awaited: awaited.map(|day| sight.texts.day(&day)).unwrap_or_default(),
            upheld: upheld
                .map(|(place, _)| vault.text(&format!("objection/{place}")).to_owned())
                .collect(),
            promised: promised.map(|promised| sight.words.material(&promised.material)).collect(),
        }
    }

    /// Whether signing off would be refused now.
    pub(crate) fn holds_up(&self) -> bool {
        !self.missing.is_empty() || !self.awaited.is_empty()
    }
}

fn missing(sight: &Sight<'_>, owed: &Owed) -> MissingPaper {
    MissingPaper {
        name: sight.words.material(&owed.material),
        until: sight.texts.day(&owed.due.deadline.day(sight.calendar)),
        consequence: sight.application().consequence_of_lapse(&owed.material).to_owned(),
    }
}
