//! The sample projects enter the city: by commands, each once however often the city is started.

use std::collections::BTreeMap;

use authority::{Actor, Denied, Party, Subject, acts, permit};
use catalogue::questions;
use identity::RecordId;
use ledger::{Key, SubmitError, Unavailable};
use sha2::{Digest, Sha256};

use crate::record::{Contact, OpenProject, Project, ProjectRefusal};
use crate::room::ProjectRoom;
use crate::sample::SampleProject;

/// Why the sample projects could not enter.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An enterprise that is not in the city.
    #[error("{project} names the enterprise {enterprise}, which is not in the sample")]
    NoSuchEnterprise {
        /// The project.
        project: String,
        /// The missing enterprise.
        enterprise: String,
    },
    /// A person who is not in the city.
    #[error("{project} names {contact}, who is not in the sample")]
    NoSuchContact {
        /// The project.
        project: String,
        /// The missing person.
        contact: String,
    },
    /// A project was refused.
    #[error("{project}: {error}")]
    Refused {
        /// Which.
        project: String,
        /// Why.
        error: SubmitError<ProjectRefusal>,
    },
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl ProjectRoom {
    /// Registers the sample projects of sample enterprises; answers their records by the names of the sample file.
    ///
    /// # Errors
    /// When a project names somebody who is not there, or is refused.
    pub async fn seed(
        &self,
        projects: &[SampleProject],
        people: &people::Sample,
        seeded: &people::Seeded,
    ) -> Result<BTreeMap<String, RecordId>, SeedError> {
        let mut records = BTreeMap::new();
        for project in projects {
            records.insert(project.id.clone(), self.enter(project, people, seeded).await?);
        }
        Ok(records)
    }

    async fn enter(
        &self,
        project: &SampleProject,
        people: &people::Sample,
        seeded: &people::Seeded,
    ) -> Result<RecordId, SeedError> {
        let record = record_of(&project.id);
        if self.ledger.state::<Project>(record).await?.is_some() {
            return Ok(record);
        }
        let owner = seeded.enterprises.get(&project.enterprise).copied().map(Party::Enterprise);
        let owner = owner.ok_or_else(|| SeedError::NoSuchEnterprise {
            project: project.id.clone(),
            enterprise: project.enterprise.clone(),
        })?;
        let permit = permit::<acts::OpenProject>(&Actor::seed(), &Subject::new(record, project.region).of(owner))?;
        let opening = self.opening(project, people, owner)?;
        let key = Key::derived(&["sample", "project", &project.id]);
        let opened = self.ledger.submit::<Project, _>(&permit, record, opening, key).await;
        opened.map(|_| record).map_err(|error| SeedError::Refused {
            project: project.id.clone(),
            error,
        })
    }

    fn opening(&self, project: &SampleProject, people: &people::Sample, owner: Party) -> Result<OpenProject, SeedError> {
        let person = project.contact.parse().ok().and_then(|name| people.person(&name));
        let person = person.ok_or_else(|| SeedError::NoSuchContact {
            project: project.id.clone(),
            contact: project.contact.clone(),
        })?;
        let release = self.catalogue.current();
        let asked = questions::of_matters(&release, &questions::matters_of_projects(&release));
        Ok(OpenProject {
            code: project.code.clone(),
            owner,
            title: project.title.clone(),
            region: project.region,
            address: project.address.clone(),
            contact: Contact {
                name: person.name.clear_text().to_owned(),
                phone: person.phone.clone(),
            },
            answers: questions::settled(&asked, &project.answers),
        })
    }
}

/// The record of a sample project; the same in every demonstration city.
fn record_of(id: &str) -> RecordId {
    let digest = Sha256::digest(format!("zhoudao-sample:project:{id}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}
