//! The sample people enter the city: by commands, as everybody does, each once however often the city is started.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{Actor, Party, Permit, Subject, acts, permit};
use identity::{PostId, RecordId, RegionCode};
use ledger::{Key, SubmitError, Unavailable};
use sha2::{Digest, Sha256};

use crate::password::{HashingBusy, PasswordHash};
use crate::people::People;
use crate::record::account::{OpenAccount, TakePost};
use crate::record::enterprise::{GiveMandate, OpenEnterprise};
use crate::record::{Account, AccountRefusal, Enterprise, EnterpriseRefusal, SignInName};
use crate::sample::{Sample, SampleAgent, SampleEnterprise, SamplePerson};

/// The records of the sample people, by the names that other sample files use.
#[derive(Debug, Clone, Default)]
pub struct Seeded {
    /// Sign-in name → account.
    pub accounts: BTreeMap<String, RecordId>,
    /// Enterprise id → enterprise.
    pub enterprises: BTreeMap<String, RecordId>,
}

/// Why the sample people could not enter.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] authority::Denied),
    /// A post that the city does not have.
    #[error("the city has no post {0}")]
    NoSuchPost(PostId),
    /// An account was refused.
    #[error("{name}: {error}")]
    Account {
        /// Whose.
        name: String,
        /// Why.
        error: SubmitError<AccountRefusal>,
    },
    /// An enterprise was refused.
    #[error("{name}: {error}")]
    Enterprise {
        /// Which.
        name: String,
        /// Why.
        error: SubmitError<EnterpriseRefusal>,
    },
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingBusy),
}

impl People {
    /// Opens the accounts and enterprises of the sample, gives the mandates and fills the posts.
    pub async fn seed(&self, sample: &Sample) -> Result<Seeded, SeedError> {
        let password = self.hashing().hash(sample.password.clone()).await?;
        for person in &sample.persons {
            self.enter(person, password.clone()).await?;
        }
        for enterprise in &sample.enterprises {
            self.found(enterprise).await?;
        }
        Ok(seeded(sample))
    }

    async fn enter(&self, person: &SamplePerson, password: PasswordHash) -> Result<(), SeedError> {
        let account = account_of(&person.sign_in_name);
        let name = person.sign_in_name.as_str();
        let failed = |error| SeedError::Account {
            name: name.to_owned(),
            error,
        };
        let known = self.ledger().state::<Account>(account).await?;
        if known.is_none() {
            let opening = OpenAccount {
                sign_in_name: person.sign_in_name.clone(),
                name: person.name.clone(),
                resident_number: person.resident_number.clone(),
                phone: person.phone.clone(),
                password,
            };
            let permit = seeding::<acts::OpenAccount>(&Subject::new(account, self.ledger().city()))?;
            self.ledger()
                .submit::<Account, _>(&permit, account, opening, key("account", name))
                .await
                .map_err(failed)?;
        }
        for post in &person.posts {
            if known.as_ref().is_some_and(|known| known.state.holds(post)) {
                continue;
            }
            let posts = self.posts();
            let entry = posts.get(post).ok_or_else(|| SeedError::NoSuchPost(post.clone()))?;
            let taking = TakePost {
                post: post.clone(),
                organ: entry.post.organ.clone(),
            };
            let permit = seeding::<acts::AssignPost>(&Subject::new(account, entry.post.region))?;
            let key = key("post", &format!("{name}:{post}"));
            self.ledger()
                .submit::<Account, _>(&permit, account, taking, key)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn found(&self, sample: &SampleEnterprise) -> Result<(), SeedError> {
        let enterprise = enterprise_of(&sample.id);
        let region = self.ledger().city();
        let representative = account_of(&sample.representative);
        let failed = |error| SeedError::Enterprise {
            name: sample.name.clone(),
            error,
        };
        if self.ledger().state::<Enterprise>(enterprise).await?.is_none() {
            let opening = OpenEnterprise {
                name: sample.name.clone(),
                credit_code: sample.credit_code.clone(),
                representative,
            };
            let permit = seeding::<acts::OpenEnterprise>(&Subject::new(enterprise, region).of(Party::Person(representative)))?;
            self.ledger()
                .submit::<Enterprise, _>(&permit, enterprise, opening, key("enterprise", &sample.id))
                .await
                .map_err(failed)?;
        }
        for agent in &sample.agents {
            self.mandate(enterprise, sample, agent, region).await?;
        }
        Ok(())
    }

    /// Given once; when it has run out, it is for the representative to give another.
    async fn mandate(
        &self,
        enterprise: RecordId,
        sample: &SampleEnterprise,
        agent: &SampleAgent,
        region: RegionCode,
    ) -> Result<(), SeedError> {
        let person = account_of(&agent.person);
        let known = self.ledger().state::<Enterprise>(enterprise).await?;
        if known.is_some_and(|known| known.state.mandates().iter().any(|mandate| mandate.agent == person)) {
            return Ok(());
        }
        let today = self.ledger().now().day();
        let giving = GiveMandate {
            agent: person,
            scope: agent.scope,
            from: today,
            until: today.plus(agent.days),
        };
        let permit = seeding::<acts::GiveMandate>(&Subject::new(enterprise, region).of(Party::Enterprise(enterprise)))?;
        let key = key("mandate", &format!("{}:{}", sample.id, agent.person.as_str()));
        let given = self.ledger().submit::<Enterprise, _>(&permit, enterprise, giving, key).await;
        given.map(|_| ()).map_err(|error| SeedError::Enterprise {
            name: sample.name.clone(),
            error,
        })
    }
}

fn seeding<A: authority::Act>(subject: &Subject) -> Result<Permit<A>, authority::Denied> {
    let actor: Arc<Actor> = Actor::seed();
    permit(&actor, subject)
}

fn key(what: &str, name: &str) -> Key {
    Key::derived(&["sample", what, name])
}

fn seeded(sample: &Sample) -> Seeded {
    Seeded {
        accounts: sample
            .persons
            .iter()
            .map(|one| (one.sign_in_name.as_str().to_owned(), account_of(&one.sign_in_name)))
            .collect(),
        enterprises: sample
            .enterprises
            .iter()
            .map(|one| (one.id.clone(), enterprise_of(&one.id)))
            .collect(),
    }
}

/// The account of a sample person; the same in every demonstration city.
fn account_of(name: &SignInName) -> RecordId {
    derived("account", name.as_str())
}

/// The enterprise of a sample file's id; the same in every demonstration city.
pub(crate) fn enterprise_of(id: &str) -> RecordId {
    derived("enterprise", id)
}

fn derived(kind: &str, name: &str) -> RecordId {
    let digest = Sha256::digest(format!("zhoudao-sample:{kind}:{name}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}
