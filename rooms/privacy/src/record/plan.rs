//! What may be erased at once, what law keeps and until when. Pure: from what is held to a plan that can be read, answered
//! and carried out.

use std::collections::BTreeMap;

use applications::record::keeping as application;
use calendar::Day;
use identity::RecordId;
use ledger::{Held, Keeping};
use messages::record::keeping::SENT_TO;
use people::record::account::IdentityAfterwards;
use projects::record::keeping::DECLARED;
use serde::{Deserialize, Serialize};

use super::Part;

/// Something that is held under one heading, with all that decides about its fate.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Which part it is.
    pub part: Part,
    /// The record.
    pub record: RecordId,
    /// Where it stands.
    pub phase: Phase,
    /// What the vault holds of it.
    pub values: Vec<Held>,
    /// Stored files that belong to the person's own papers.
    pub files: Vec<String>,
}

/// Where a thing stands, as far as erasing it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A procedure runs that needs it.
    Running,
    /// It ended without any case having been accepted: no administrative act was prepared, so there is no file to keep.
    NeverAccepted,
    /// It ended with administrative acts, whose files law keeps.
    Archived,
    /// It belongs to an account that goes on.
    AccountOpen,
    /// It belongs to an account that is to end, and is named in files that are kept.
    AccountNamedInFiles,
    /// It belongs to an account that is to end, and nothing that is kept names it.
    AccountNamedNowhere,
    /// It serves the person's comfort alone.
    Convenience,
}

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes at once.
    Erased,
    /// Law keeps it until then; until then it is restricted.
    Kept {
        /// The last day.
        until: Day,
    },
    /// It is needed as long as this lasts.
    Needed(Need),
}

/// Why a value cannot go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A procedure runs.
    Procedure,
    /// The account goes on.
    Account,
}

/// What is said of a value in a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which part.
    pub part: Part,
    /// Which record.
    pub record: RecordId,
    /// Which value.
    pub path: String,
    /// What it is needed for, as the vault says.
    pub purpose: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What is to be done: recorded with the answer, carried out afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Values and files that go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erase: Vec<Taken>,
    /// Drafts that go, with their papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<RecordId>,
    /// Records that are restricted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restrict: Vec<Restricted>,
    /// Where the account ends: what becomes of name and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityAfterwards>,
}

/// What goes of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The record.
    pub record: RecordId,
    /// Which values of the vault.
    pub paths: Vec<String>,
    /// Which stored files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

/// A record that is restricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restricted {
    /// The record.
    pub record: RecordId,
    /// Until when law keeps it; then it is to be erased. Without a day, until the person lifts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A plan, with what it says of every value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Value by value.
    pub lines: Vec<Line>,
    /// What is to be done.
    pub plan: Plan,
}

impl Proposal {
    /// Whether everything goes that was asked for.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lines.iter().all(|line| line.fate == Fate::Erased)
    }

    /// Whether something goes or is restricted at all.
    #[must_use]
    pub fn does_something(&self) -> bool {
        !self.plan.is_empty()
    }
}

impl Plan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.erase.is_empty() && self.drafts.is_empty() && self.restrict.is_empty() && self.identity.is_none()
    }
}

/// What law and purpose say of one value on a day.
#[must_use]
pub fn fate(held: &Held, phase: Phase, today: Day) -> Fate {
    let until = held.until();
    // The address to which texts were sent is kept half a year (网络安全法 21), whatever else is said.
    if is_kept_for(held, &SENT_TO) {
        return kept(until, today);
    }
    match phase {
        Phase::Running => Fate::Needed(Need::Procedure),
        Phase::Convenience => Fate::Erased,
        Phase::NeverAccepted if is_applicants(held) => Fate::Erased,
        Phase::Archived if serves_nothing_any_more(held) => Fate::Erased,
        Phase::NeverAccepted | Phase::Archived => kept(until, today),
        // What the person gave by consent alone goes whenever the person says so.
        Phase::AccountOpen if held.path == people::record::account::EMAIL => Fate::Erased,
        Phase::AccountOpen => Fate::Needed(Need::Account),
        Phase::AccountNamedInFiles if is_identity(&held.path) => kept(until, today),
        Phase::AccountNamedInFiles | Phase::AccountNamedNowhere => Fate::Erased,
    }
}

fn kept(until: Day, today: Day) -> Fate {
    if until < today { Fate::Erased } else { Fate::Kept { until } }
}

/// What the applicant declared, handed in, said, or was given to look things up. Where nothing was ever accepted, the only
/// paper that was made is the applicant's own commitment letter.
fn is_applicants(held: &Held) -> bool {
    let for_the_applicant = [application::FILED, application::QUERY, application::DOCUMENT, DECLARED];
    for_the_applicant.iter().any(|keeping| is_kept_for(held, keeping))
        || held.path == "withdrawn"
        || held.path.starts_with("refined/")
}

/// The code that opens the state of what has ended, and the words of a rating: no file of an administrative act.
fn serves_nothing_any_more(held: &Held) -> bool {
    is_kept_for(held, &application::QUERY) || held.path == "rating"
}

fn is_kept_for(held: &Held, keeping: &Keeping) -> bool {
    held.purpose == keeping.purpose
}

fn is_identity(path: &str) -> bool {
    path == people::record::account::NAME || path == people::record::account::RESIDENT_NUMBER
}

/// Somebody else's: whoever objected, or was heard as a third party. It is neither shown to the applicant nor erased for one.
#[must_use]
pub fn is_of_others(held: &Held) -> bool {
    is_kept_for(held, &application::SPEAKER) || held.path.starts_with("objection/") || held.path.starts_with("party/")
}

/// What follows when these holdings are to be erased.
#[must_use]
pub fn erasing(holdings: &[Holding], drafts: &[RecordId], today: Day) -> Proposal {
    let mut proposal = Proposal::default();
    proposal.plan.drafts = drafts.to_vec();
    for holding in holdings {
        let values = holding.values.iter().filter(|held| !is_of_others(held));
        let lines: Vec<Line> = values
            .map(|held| Line {
                part: holding.part,
                record: holding.record,
                path: held.path.clone(),
                purpose: held.purpose.clone(),
                fate: fate(held, holding.phase, today),
            })
            .collect();
        let erased = taken(holding, &lines);
        proposal.plan.erase.extend(erased);
        proposal.plan.restrict.extend(restricted(holding, &lines));
        proposal.lines.extend(lines);
    }
    proposal.plan.erase = together(std::mem::take(&mut proposal.plan.erase));
    proposal
}

/// What follows when these holdings are to be restricted: each as a whole, nothing goes.
#[must_use]
pub fn restricting(holdings: &[Holding]) -> Proposal {
    let restrict = holdings.iter().filter(|holding| is_restrictable(holding));
    Proposal {
        lines: Vec::new(),
        plan: Plan {
            restrict: restrict
                .map(|holding| Restricted {
                    record: holding.record,
                    until: None,
                })
                .collect(),
            ..Plan::default()
        },
    }
}

/// What follows when an account is to end: everything goes that law does not keep, and whether name and number go depends
/// on whether a kept file names the person.
#[must_use]
pub fn closing(holdings: &[Holding], drafts: &[RecordId], today: Day) -> Proposal {
    let others: Vec<Holding> = holdings.iter().filter(|holding| !is_account(holding)).cloned().collect();
    let keeps_files = !erasing(&others, &[], today).plan.restrict.is_empty();
    let phase = if keeps_files {
        Phase::AccountNamedInFiles
    } else {
        Phase::AccountNamedNowhere
    };
    let all: Vec<Holding> = holdings
        .iter()
        .map(|holding| Holding {
            phase: if is_account(holding) { phase } else { holding.phase },
            ..holding.clone()
        })
        .collect();
    let mut proposal = erasing(&all, drafts, today);
    proposal.plan.identity = Some(if keeps_files {
        IdentityAfterwards::Kept
    } else {
        IdentityAfterwards::Erased
    });
    proposal
}

fn is_account(holding: &Holding) -> bool {
    holding.phase == Phase::AccountOpen
}

/// What runs has to be looked at by whoever decides it.
#[must_use]
pub fn is_restrictable(holding: &Holding) -> bool {
    can_be_restricted(holding.part) && holding.phase != Phase::Running
}

/// What staff open by its own address, so that a restriction stands before it.
const fn can_be_restricted(part: Part) -> bool {
    match part {
        Part::Application(_) | Part::Project(_) => true,
        Part::Email | Part::FormerContacts | Part::Drafts | Part::LookQuestions | Part::Account => false,
    }
}

fn taken(holding: &Holding, lines: &[Line]) -> Option<Taken> {
    let paths: Vec<String> = lines
        .iter()
        .filter(|line| line.fate == Fate::Erased)
        .map(|line| line.path.clone())
        .collect();
    if paths.is_empty() {
        return None;
    }
    // Files go with the values that hold their keys: all of them or none.
    let papers = |line: &&Line| line.path.starts_with("material/") || line.path == "signed_letter";
    let files = match lines.iter().filter(papers).all(|line| line.fate == Fate::Erased) {
        true => holding.files.clone(),
        false => Vec::new(),
    };
    Some(Taken {
        record: holding.record,
        paths,
        files,
    })
}

fn restricted(holding: &Holding, lines: &[Line]) -> Option<Restricted> {
    if !can_be_restricted(holding.part) {
        return None;
    }
    let until = lines.iter().filter_map(|line| match line.fate {
        Fate::Kept { until } => Some(until),
        Fate::Erased | Fate::Needed(_) => None,
    });
    until.max().map(|until| Restricted {
        record: holding.record,
        until: Some(until),
    })
}

/// Parts of one record are erased at once.
fn together(taken: Vec<Taken>) -> Vec<Taken> {
    let mut of_record: BTreeMap<RecordId, Taken> = BTreeMap::new();
    for one in taken {
        match of_record.get_mut(&one.record) {
            Some(known) => {
                known.paths.extend(one.paths);
                known.files.extend(one.files);
            }
            None => {
                of_record.insert(one.record, one);
            }
        }
    }
    of_record.into_values().collect()
}
