//! What is known without asking: of the enterprise, the person who acts, the project, the place of the application.

use std::collections::BTreeMap;
use std::fmt;

use authority::Party;
use identity::RecordId;
use ledger::{Ledger, Unavailable};
use people::{CurrentActor, Enterprise};
use procedure::definition::{Field, FieldKind, Matter};
use projects::access::{AccessError, Seen};

use super::Draft;

/// What is known, under the names that fields use in `known_from`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    facts: BTreeMap<String, Fact>,
}

/// One thing that is known.
#[derive(Clone, PartialEq, Eq)]
pub struct Fact {
    /// As people type it.
    pub value: String,
    /// From where.
    pub origin: Origin,
}

/// From where something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The enterprise as registered.
    Enterprise,
    /// The account of the person who acts.
    Person,
    /// The project.
    Project,
    /// What was chosen when the application was begun.
    Application,
}

/// Names and phones are never shown by accident.
impl fmt::Debug for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fact({:?})", self.origin)
    }
}

impl Origin {
    /// The message that says so.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Enterprise => "known-enterprise",
            Self::Person => "known-person",
            Self::Project => "known-project",
            Self::Application => "known-application",
        }
    }

    /// The message that says what it is where something else was typed.
    #[must_use]
    pub fn otherwise_key(self) -> &'static str {
        match self {
            Self::Enterprise => "known-enterprise-otherwise",
            Self::Person => "known-person-otherwise",
            Self::Project => "known-project-otherwise",
            Self::Application => "known-application-otherwise",
        }
    }
}

impl Facts {
    /// Everything that is known of who acts and what is applied for.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn of(ledger: &Ledger, current: &CurrentActor, draft: &Draft) -> Result<Self, Unavailable> {
        let mut facts = Self::default();
        facts.put(Origin::Application, "application.region", draft.region.to_string());
        // Of whoever acts for another nothing is known to the form: it is the other's.
        let person = match current.actor.behalf().map(|behalf| behalf.party) {
            None => current.account(),
            Some(Party::Person(person)) => Some(person),
            Some(Party::Enterprise(_)) => None,
        };
        if let Some(account) = person {
            facts.take_person(ledger, account).await?;
        }
        if let Some(Party::Enterprise(enterprise)) = current.actor.party() {
            facts.take_enterprise(ledger, enterprise).await?;
        }
        if let Some(project) = draft.project {
            match projects::access::see(ledger, &current.actor, project).await {
                Ok(seen) => facts.take_project(ledger, &seen).await?,
                Err(AccessError::Hidden) => {}
                Err(AccessError::Unavailable(unavailable)) => return Err(unavailable),
            }
        }
        Ok(facts)
    }

    async fn take_person(&mut self, ledger: &Ledger, account: RecordId) -> Result<(), Unavailable> {
        let mut names = people::views::names(ledger, &[account]).await?;
        let mut phones = people::views::phones(ledger, &[account]).await?;
        self.put_some(Origin::Person, "person.name", names.remove(&account));
        self.put_some(Origin::Person, "person.phone", phones.remove(&account));
        Ok(())
    }

    async fn take_enterprise(&mut self, ledger: &Ledger, enterprise: RecordId) -> Result<(), Unavailable> {
        let Some(snapshot) = ledger.state::<Enterprise>(enterprise).await? else {
            return Ok(());
        };
        let code = snapshot.state.credit_code().map(|code| String::from(code.clone()));
        self.put(Origin::Enterprise, "enterprise.name", snapshot.state.name().to_owned());
        self.put_some(Origin::Enterprise, "enterprise.credit_code", code);
        if let Some(representative) = snapshot.state.representative() {
            let mut names = people::views::names(ledger, &[representative]).await?;
            self.put_some(Origin::Enterprise, "enterprise.representative", names.remove(&representative));
        }
        Ok(())
    }

    async fn take_project(&mut self, ledger: &Ledger, seen: &Seen) -> Result<(), Unavailable> {
        self.put(Origin::Project, "project.title", seen.project.title.clone());
        self.put(Origin::Project, "project.code", seen.project.code.to_string());
        self.put(Origin::Project, "project.region", seen.project.region.to_string());
        let answers = catalogue::questions::filled(front::FormData::default(), &seen.project.answers);
        for (question, answer) in answers.iter() {
            self.put(Origin::Project, &format!("project.{question}"), answer.to_owned());
        }
        let particulars = seen.particulars(ledger).await?;
        self.put_some(Origin::Project, "project.address", particulars.address);
        Ok(())
    }

    fn put(&mut self, origin: Origin, name: &str, value: String) {
        self.facts.insert(name.to_owned(), Fact { value, origin });
    }

    fn put_some(&mut self, origin: Origin, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.put(origin, name, value);
        }
    }

    /// One thing by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(|fact| fact.value.as_str())
    }

    /// What is known for a field of a matter. Where an application hangs on no project, its place answers every region.
    #[must_use]
    pub fn of_field(&self, matter: &Matter, field: &Field) -> Option<&Fact> {
        match &field.known_from {
            Some(name) => self.facts.get(name),
            None if field.kind == FieldKind::Region && !matter.needs_project => self.facts.get("application.region"),
            None => None,
        }
    }
}
