//! The sample people of a demonstration city, read from `packs/<city>/sample/people.toml`.

mod file;
mod roster;

use std::collections::BTreeMap;

use authority::AgentScope;
use calendar::Day;
use identity::{CivilDate, CreditCode, NameError, Phone, PostId, RegionCode, ResidentNumber, sample as numbers};
use sha2::{Digest, Sha256};

use crate::record::{NameRefusal, PersonName, SignInName, SignInNameRefusal};
use file::{AgentEntry, EnterpriseEntry, PersonEntry, SampleFile, StaffEntry};

pub use roster::{Roster, RosterGroup, RosterPerson};

/// Everybody invented for the city.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The password of them all.
    pub password: String,
    /// The people, applicants first.
    pub persons: Vec<SamplePerson>,
    /// The enterprises.
    pub enterprises: Vec<SampleEnterprise>,
}

/// An invented person.
#[derive(Debug, Clone)]
pub struct SamplePerson {
    /// The name for signing in.
    pub sign_in_name: SignInName,
    /// The name.
    pub name: PersonName,
    /// A number that passes every check.
    pub resident_number: ResidentNumber,
    /// A phone.
    pub phone: Phone,
    /// The posts held.
    pub posts: Vec<PostId>,
}

/// An invented enterprise.
#[derive(Debug, Clone)]
pub struct SampleEnterprise {
    /// What other sample files call it.
    pub id: String,
    /// The name.
    pub name: String,
    /// A code that passes every check.
    pub credit_code: CreditCode,
    /// The legal representative's sign-in name.
    pub representative: SignInName,
    /// The agents.
    pub agents: Vec<SampleAgent>,
}

/// An agent of an invented enterprise.
#[derive(Debug, Clone)]
pub struct SampleAgent {
    /// The agent's sign-in name.
    pub person: SignInName,
    /// What the mandate lets do.
    pub scope: AgentScope,
    /// How long the mandate lasts, from the day on which it is given.
    pub days: i32,
}

/// Why a file of sample people cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// Not TOML, or not of this form.
    #[error("{0}")]
    Form(#[from] toml_edit::de::Error),
    /// A name of a person.
    #[error("{name}: {refusal}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong.
        refusal: NameRefusal,
    },
    /// A sign-in name.
    #[error("{name}: {refusal}")]
    SignInName {
        /// The name.
        name: String,
        /// What is wrong.
        refusal: SignInNameRefusal,
    },
    /// A post.
    #[error(transparent)]
    Post(#[from] NameError),
    /// A date of birth that does not exist.
    #[error("{0} is no date of birth; write 1979-03-12")]
    Born(String),
    /// A region that is none.
    #[error("{0} is no region")]
    Region(String),
    /// Two people sign in by one name.
    #[error("{0} is there twice")]
    Doubled(String),
    /// An enterprise names somebody who is not there.
    #[error("{enterprise} names {person}, who is not in the file")]
    Nobody {
        /// The enterprise.
        enterprise: String,
        /// The missing one.
        person: String,
    },
}

impl Sample {
    /// Reads the file; its head describes the form.
    pub fn parse(text: &str) -> Result<Self, SampleError> {
        let file: SampleFile = toml_edit::de::from_str(text)?;
        let mut persons: Vec<SamplePerson> = file.person.into_iter().map(person).collect::<Result<_, _>>()?;
        for organ in file.staff {
            persons.extend(staff(organ)?);
        }
        let enterprises = file.enterprise.into_iter().map(enterprise).collect::<Result<Vec<_>, _>>()?;
        let sample = Self {
            password: file.password,
            persons,
            enterprises,
        };
        sample.check()?;
        Ok(sample)
    }

    /// The person of that sign-in name.
    pub fn person(&self, sign_in_name: &SignInName) -> Option<&SamplePerson> {
        self.persons.iter().find(|person| person.sign_in_name == *sign_in_name)
    }

    fn check(&self) -> Result<(), SampleError> {
        let mut seen = BTreeMap::new();
        for person in &self.persons {
            if seen.insert(&person.sign_in_name, ()).is_some() {
                return Err(SampleError::Doubled(person.sign_in_name.as_str().to_owned()));
            }
        }
        for enterprise in &self.enterprises {
            let named = enterprise
                .agents
                .iter()
                .map(|agent| &agent.person)
                .chain([&enterprise.representative]);
            for person in named {
                if !seen.contains_key(person) {
                    return Err(SampleError::Nobody {
                        enterprise: enterprise.name.clone(),
                        person: person.as_str().to_owned(),
                    });
                }
            }
        }
        Ok(())
    }
}

fn person(entry: PersonEntry) -> Result<SamplePerson, SampleError> {
    let posts = entry.posts.iter().map(|post| post.parse()).collect::<Result<_, _>>()?;
    made(&entry.sign_in_name, &entry.name, &entry.region, entry.born.as_deref(), posts)
}

/// One person a post, who signs in by the post's name.
fn staff(entry: StaffEntry) -> Result<Vec<SamplePerson>, SampleError> {
    let region = entry.organ.rsplit_once('-').map_or("", |(_, region)| region).to_owned();
    let holder = |(duty, name): (&String, &String)| {
        let post = format!("{}-{duty}", entry.organ);
        made(&post, name, &region, None, vec![post.parse()?])
    };
    entry.posts.iter().map(holder).collect()
}

fn enterprise(entry: EnterpriseEntry) -> Result<SampleEnterprise, SampleError> {
    let region = region(&entry.region)?;
    Ok(SampleEnterprise {
        credit_code: numbers::credit_code(region, drawn(&entry.id, 1_000_000)),
        representative: sign_in_name(&entry.representative)?,
        agents: entry.agents.into_iter().map(agent).collect::<Result<_, _>>()?,
        id: entry.id,
        name: entry.name,
    })
}

fn agent(entry: AgentEntry) -> Result<SampleAgent, SampleError> {
    Ok(SampleAgent {
        person: sign_in_name(&entry.person)?,
        scope: entry.scope,
        days: entry.days,
    })
}

/// What the file does not say about a person follows from the sign-in name: same file, same people.
fn made(id: &str, name: &str, region_code: &str, born: Option<&str>, posts: Vec<PostId>) -> Result<SamplePerson, SampleError> {
    let born = match born {
        Some(text) => CivilDate::from_digits(&text.replace('-', "")).ok_or_else(|| SampleError::Born(text.to_owned()))?,
        None => drawn_birth(id),
    };
    let order = u16::try_from(drawn(&format!("{id}/order"), 1_000)).unwrap_or_default();
    let phone = u16::try_from(drawn(&format!("{id}/phone"), 10_000)).unwrap_or_default();
    let name = name.parse().map_err(|refusal| SampleError::Name {
        name: name.to_owned(),
        refusal,
    })?;
    Ok(SamplePerson {
        sign_in_name: sign_in_name(id)?,
        name,
        resident_number: numbers::resident_number(region(region_code)?, born, order),
        phone: numbers::phone(phone),
        posts,
    })
}

/// Somebody of working age.
fn drawn_birth(id: &str) -> CivilDate {
    let first = Day::new(1968, 1, 1).map_or(0, |day| day.0);
    let day = Day(first + i32::try_from(drawn(&format!("{id}/born"), 30 * 365)).unwrap_or_default());
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1980);
    CivilDate::new(year, part(day.month()), part(day.day())).unwrap_or_else(|| unreachable!("a day of the calendar is a date"))
}

fn region(code: &str) -> Result<RegionCode, SampleError> {
    code.parse().map_err(|_| SampleError::Region(code.to_owned()))
}

fn sign_in_name(name: &str) -> Result<SignInName, SampleError> {
    name.parse().map_err(|refusal| SampleError::SignInName {
        name: name.to_owned(),
        refusal,
    })
}

/// A number below `count` that follows from the text.
fn drawn(text: &str, count: u32) -> u32 {
    let digest = Sha256::digest(format!("zhoudao-sample:{text}"));
    let first = digest
        .iter()
        .take(4)
        .fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
    first % count
}
