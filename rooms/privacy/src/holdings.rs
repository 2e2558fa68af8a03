//! All that the city holds of a person, read from the vault as it is: whatever a room ever kept about somebody under the
//! own records is found here, with why and until when, whether this room knows its name or not.

pub mod label;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use applications::drafts;
use applications::record::Applications;
use applications::record::document::{DocumentKind, IssuedDocument};
use applications::record::state::Status;
use authority::{Actor, Party};
use identity::RecordId;
use ledger::{DraftHeading, Expectation, Held, Ledger, Unavailable};
use messages::record::{Audience, Messages, sent_to};
use messages::views::InboxFilter;
use people::Authorisation;
use people::record::account::PHONE_BEFORE;
use people::record::{Basis, Present};

use crate::record::plan::{self, Holding, Phase};
use crate::record::{Hindrance, Part};
use crate::room::PrivacyRoom;

pub(crate) use shown::lines;
pub use shown::shown;

/// Nothing is left out of what a person has a right to, however much it is.
pub(crate) const EVERYTHING: u32 = u32::MAX;

/// Everything about one person.
#[derive(Debug)]
pub struct Holdings {
    /// Whose.
    pub account: RecordId,
    /// What stands in the vault, thing by thing.
    pub things: Vec<Thing>,
    /// Forms that are being filled in.
    pub drafts: Vec<(DraftHeading, drafts::Draft)>,
    /// What the records rest on: a plan made from them holds only while they are so.
    pub read_at: Vec<Expectation>,
    /// The enterprises of which the person is the legal representative: an account cannot end while it is.
    pub represents: Vec<RecordId>,
    /// The posts that the person holds.
    pub posts: usize,
    /// Where the applications on a project stand.
    on_projects: BTreeMap<RecordId, Vec<Phase>>,
}

/// Something that is held under one heading.
#[derive(Clone, Debug)]
pub struct Thing {
    /// What it is, with its values.
    pub holding: Holding,
    /// What people call it; empty where its part says it.
    pub title: String,
    /// Its page.
    pub address: Option<String>,
    /// The matter and the release of an application, whose words label its form.
    pub form: Option<FormOf>,
}

/// Where the labels of a form are.
#[derive(Clone, Debug)]
pub struct FormOf {
    /// The matter.
    pub matter: String,
    /// The release of its filing day.
    pub release: String,
}

/// Reads everything about a person.
///
/// # Errors
/// When the store cannot be read.
pub async fn of(room: &PrivacyRoom, account: RecordId) -> Result<Holdings, Unavailable> {
    let mut holdings = Holdings {
        account,
        things: Vec::new(),
        drafts: Vec::new(),
        read_at: Vec::new(),
        represents: Vec::new(),
        posts: 0,
        on_projects: BTreeMap::new(),
    };
    holdings.applications(room).await?;
    holdings.projects(room).await?;
    holdings.account(room).await?;
    holdings.authorisations(room).await?;
    holdings.sent(room).await?;
    holdings.questions(room).await?;
    holdings.drafts = drafts::list(&room.applications, &Actor::person(account)).await?;
    holdings.represents = represented(room.ledger(), account).await?;
    Ok(holdings)
}

impl Holdings {
    /// What belongs to one part.
    pub fn of_part(&self, part: Part) -> Vec<Holding> {
        let things = self.things.iter().filter(|thing| thing.holding.part == part);
        things.map(|thing| thing.holding.clone()).collect()
    }

    /// The parts that there are, in the order in which they are shown.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for thing in &self.things {
            if !parts.contains(&thing.holding.part) {
                parts.push(thing.holding.part);
            }
        }
        if !self.drafts.is_empty() {
            parts.push(Part::Drafts);
        }
        parts
    }

    /// What stands in the vault, as a plan is made from it.
    pub fn holdings(&self) -> Vec<Holding> {
        self.things.iter().map(|thing| thing.holding.clone()).collect()
    }

    /// What may be restricted now.
    pub fn restrictable(&self) -> Vec<Part> {
        let holdings = self.things.iter().map(|thing| &thing.holding);
        holdings
            .filter(|holding| plan::is_restrictable(holding))
            .map(|holding| holding.part)
            .collect()
    }

    /// What stands against the end of the account: whoever works here, represents an enterprise, has an application running or waits for
    /// an answer ends that first.
    pub fn hindrance(&self) -> Option<Hindrance> {
        let running = || {
            self.things
                .iter()
                .map(|thing| &thing.holding)
                .filter(|holding| holding.phase == Phase::Running)
        };
        let applications: Vec<RecordId> = running()
            .filter(|holding| matches!(holding.part, Part::Application(_)))
            .map(|holding| holding.record)
            .collect();
        if self.posts > 0 {
            Some(Hindrance::Posts)
        } else if !self.represents.is_empty() {
            Some(Hindrance::Represents)
        } else if !applications.is_empty() {
            Some(Hindrance::Running { applications })
        } else if running().any(|holding| holding.part == Part::LookQuestions) {
            Some(Hindrance::Question)
        } else {
            None
        }
    }

    /// What the applications are called that stand against it.
    pub fn titles_of(&self, by: &Hindrance) -> Vec<&str> {
        let Hindrance::Running { applications } = by else {
            return Vec::new();
        };
        let named = self
            .things
            .iter()
            .filter(|thing| applications.contains(&thing.holding.record));
        named.map(|thing| thing.title.as_str()).collect()
    }

    /// The drafts, as a plan names them.
    pub fn draft_records(&self) -> Vec<RecordId> {
        self.drafts.iter().map(|(heading, _)| heading.draft).collect()
    }

    async fn applications(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        let own = applications::views::of_applicant(room.ledger(), Party::Person(self.account)).await?;
        for row in own {
            let Some(snapshot) = room.ledger().state::<Applications>(row.record).await? else {
                continue;
            };
            let application = &snapshot.state;
            let phase = phase(application);
            let project = application.filing.as_ref().and_then(|filing| filing.project);
            if let Some(project) = project {
                self.on_projects.entry(project).or_default().push(phase);
            }
            self.read_at.push(Expectation {
                record: row.record,
                version: snapshot.version,
            });
            let form = application.filing.as_ref().map(|filing| FormOf {
                matter: row.matter.clone(),
                release: filing.release.clone(),
            });
            self.things.push(Thing {
                holding: Holding {
                    part: Part::Application(row.record),
                    record: row.record,
                    phase,
                    values: room.ledger().held(row.record).await?,
                    files: papers(room.ledger(), row.record, phase).await?,
                },
                title: format!("{} {}", row.title, row.number),
                address: Some(format!("/applications/{}", row.record)),
                form,
            });
        }
        Ok(())
    }

    /// A project is needed as long as something on it runs, and kept with the files that stand on it.
    async fn projects(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        let own = projects::views::of_owner(room.ledger(), Party::Person(self.account)).await?;
        for row in own {
            let phases = self.on_projects.remove(&row.record).unwrap_or_default();
            let phase = if phases.contains(&Phase::Running) {
                Phase::Running
            } else if phases.contains(&Phase::Archived) {
                Phase::Archived
            } else {
                Phase::NeverAccepted
            };
            let snapshot = room.ledger().state::<projects::record::Project>(row.record).await?;
            self.read_at.extend(snapshot.map(|snapshot| Expectation {
                record: row.record,
                version: snapshot.version,
            }));
            self.things.push(Thing {
                holding: Holding {
                    part: Part::Project(row.record),
                    record: row.record,
                    phase,
                    values: room.ledger().held(row.record).await?,
                    files: Vec::new(),
                },
                title: row.title,
                address: Some(format!("/projects/{}", row.record)),
                form: None,
            });
        }
        Ok(())
    }

    /// The account, its e-mail address and its former phones apart, each of which may go by itself.
    async fn account(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        let snapshot = room.ledger().state::<people::Account>(self.account).await?;
        self.posts = snapshot.as_ref().map_or(0, |snapshot| snapshot.state.posts().len());
        self.read_at.extend(snapshot.map(|snapshot| Expectation {
            record: self.account,
            version: snapshot.version,
        }));
        let held = room.ledger().held(self.account).await?;
        let (emails, rest): (Vec<Held>, Vec<Held>) =
            held.into_iter().partition(|held| held.path == people::record::account::EMAIL);
        let (former, own): (Vec<Held>, Vec<Held>) = rest.into_iter().partition(|held| held.path.starts_with(PHONE_BEFORE));
        let account = self.account;
        let thing = |part, phase, values| Thing {
            holding: Holding {
                part,
                record: account,
                phase,
                values,
                files: Vec::new(),
            },
            title: String::new(),
            address: None,
            form: None,
        };
        let parts = [
            (Part::Account, Phase::AccountOpen, own),
            (Part::Email, Phase::Convenience, emails),
            (Part::FormerContacts, Phase::Convenience, former),
        ];
        let parts = parts.into_iter().filter(|(_, _, values)| !values.is_empty());
        let mut things: Vec<Thing> = parts.map(|(part, phase, values)| thing(part, phase, values)).collect();
        things.append(&mut self.things);
        self.things = things;
        Ok(())
    }

    /// What a window checked when the person stood there: kept with what was done there.
    async fn authorisations(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        let given = people::views::authorisations_of(room.ledger(), Party::Person(self.account), EVERYTHING).await?;
        for record in given {
            let snapshot = room.ledger().state::<Authorisation>(record).await?;
            let in_person = snapshot.is_some_and(|snapshot| stood_there(&snapshot.state));
            if !in_person {
                continue;
            }
            let values = room.ledger().held(record).await?;
            self.keep(Part::Account, record, Phase::Archived, values);
        }
        Ok(())
    }

    /// Where texts went.
    async fn sent(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        let sent = messages::views::of_account(room.ledger(), self.account, EVERYTHING).await?;
        let mut own: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
        for row in sent {
            own.entry(row.message).or_default().push(sent_to(row.number));
        }
        for (record, paths) in own {
            let mut values = room.ledger().held(record).await?;
            values.retain(|held| paths.contains(&held.path));
            self.keep(Part::FormerContacts, record, Phase::Convenience, values);
        }
        Ok(())
    }

    async fn questions(&mut self, room: &PrivacyRoom) -> Result<(), Unavailable> {
        for (record, is_answered) in counter::looks::questions_of(room.ledger(), Party::Person(self.account)).await? {
            let phase = if is_answered { Phase::Convenience } else { Phase::Running };
            let values = room.ledger().held(record).await?;
            self.keep(Part::LookQuestions, record, phase, values);
        }
        Ok(())
    }

    fn keep(&mut self, part: Part, record: RecordId, phase: Phase, values: Vec<Held>) {
        if !values.is_empty() {
            self.things.push(Thing {
                holding: Holding {
                    part,
                    record,
                    phase,
                    values,
                    files: Vec::new(),
                },
                title: String::new(),
                address: None,
                form: None,
            });
        }
    }
}

/// How often the person was told something.
///
/// # Errors
/// When the store cannot be read.
pub async fn told_count(ledger: &Ledger, account: RecordId) -> Result<u32, Unavailable> {
    let audience = Audience::Party(Party::Person(account));
    messages::views::count(ledger, &audience, account, InboxFilter::default()).await
}

/// What the person was told, the last first.
///
/// # Errors
/// When the store cannot be read.
pub async fn told(ledger: &Ledger, account: RecordId) -> Result<Vec<(RecordId, Arc<messages::record::Told>)>, Unavailable> {
    let audience = Audience::Party(Party::Person(account));
    let rows = messages::views::messages(ledger, &audience, account, InboxFilter::default(), (0, EVERYTHING)).await?;
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let snapshot = ledger.state::<Messages>(row.message).await?;
        told.extend(snapshot.and_then(|snapshot| Some((row.message, snapshot.state.told.clone()?))));
    }
    Ok(told)
}

/// A file of an administrative act is kept once something was accepted (机关档案管理规定); before that there is none.
fn phase(application: &applications::record::Application) -> Phase {
    match application.status {
        Status::Unfiled | Status::InProgress => Phase::Running,
        Status::Finished | Status::Withdrawn | Status::Terminated => {
            let accepted = application.cases.iter().any(|case| case.accepted_on.is_some());
            if accepted || !application.documents.iter().all(is_own_word) {
                Phase::Archived
            } else {
                Phase::NeverAccepted
            }
        }
    }
}

/// The commitment letter is the applicant's own word and no act of an organ.
fn is_own_word(document: &Arc<IssuedDocument>) -> bool {
    document.kind == DocumentKind::CommitmentLetter
}

/// The papers that were ever handed in: their names stand in the events, those of issued documents do not belong to them.
async fn papers(ledger: &Ledger, application: RecordId, phase: Phase) -> Result<Vec<String>, Unavailable> {
    const ISSUED: [&str; 2] = ["document_made", "certificate_rendered"];
    let mut stored = BTreeSet::new();
    for entry in ledger.history(application).await? {
        if phase == Phase::NeverAccepted || !ISSUED.contains(&entry.event_type.as_str()) {
            collect(&entry.data, &mut stored);
        }
    }
    Ok(stored.into_iter().collect())
}

fn collect(value: &serde_json::Value, stored: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                match (name.as_str(), value.as_str()) {
                    ("stored", Some(name)) => {
                        stored.insert(name.to_owned());
                    }
                    _ => collect(value, stored),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, stored)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::String(_) => {}
    }
}

/// Whether the person stood at the window; who came with a mandate is another, whose data these are.
fn stood_there(authorisation: &people::AuthorisationState) -> bool {
    let basis = authorisation.given.as_ref().map(|given| &given.basis);
    matches!(
        basis,
        Some(Basis::Visit {
            present: Present::Oneself,
            ..
        })
    )
}

async fn represented(ledger: &Ledger, account: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let mut represented = Vec::new();
    for enterprise in people::views::enterprises_of(ledger, account).await? {
        let snapshot = ledger.state::<people::Enterprise>(enterprise).await?;
        if snapshot.is_some_and(|snapshot| snapshot.state.representative() == Some(account)) {
            represented.push(enterprise);
        }
    }
    Ok(represented)
}
