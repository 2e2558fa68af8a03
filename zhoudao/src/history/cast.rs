//! The people of a history: whoever holds a post, applies, or represents an enterprise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Context;
use authority::{Actor, Duty, Mandate, Party};
use identity::{CivilDate, CreditCode, OrganId, Phone, PostId, RegionCode, sample as numbers};
use people::record::SignInName;
use people::sample::{SampleEnterprise, SamplePerson};
use people::{People, Sample, Seeded};

use super::chance::Chance;
use super::invention::{Invention, Region};

/// Everybody who acts.
pub struct Cast {
    staff: BTreeMap<(OrganId, Duty), Arc<Actor>>,
    /// Those who apply for themselves.
    pub persons: Vec<Applicant>,
    /// Those who apply for an enterprise.
    pub enterprises: Vec<Applicant>,
}

/// Somebody who applies, as what a form says.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// Who acts.
    pub actor: Arc<Actor>,
    /// For whom.
    pub party: Party,
    /// What the person is called.
    pub person: String,
    /// The phone.
    pub phone: Phone,
    /// What the enterprise, or the person's business, is called.
    pub business: String,
    /// Its code.
    pub code: CreditCode,
    /// Where it is.
    pub region: RegionCode,
    /// Its address.
    pub address: String,
}

/// Somebody who is to apply, before the city knows them.
struct Sketch {
    sign_in_name: SignInName,
    enterprise: Option<String>,
    applicant: Applicant,
}

/// How many of each.
#[derive(Clone, Copy, Debug)]
pub struct Heads {
    /// Persons.
    pub persons: usize,
    /// Enterprises.
    pub enterprises: usize,
}

impl Cast {
    /// Invents everybody, and has them enter the city by commands: the holders of all posts, the sample people of the pack,
    /// whoever is going to apply.
    pub async fn enter(
        people: &People,
        sample: &Sample,
        invention: &Invention,
        heads: Heads,
        chance: &mut Chance,
    ) -> anyhow::Result<Self> {
        let mut inventor = Inventor {
            invention,
            chance,
            numbers: BTreeSet::new(),
            codes: 0,
        };
        // Mandates begin when the demonstration does, not a year ago.
        let known = Sample {
            enterprises: sample.enterprises.iter().map(without_agents).collect(),
            ..sample.clone()
        };
        let mut newcomers = Sample {
            password: sample.password.clone(),
            persons: inventor.holders(people, sample)?,
            enterprises: Vec::new(),
        };
        let mut sketches = Vec::with_capacity(heads.persons + heads.enterprises);
        for number in 0..heads.persons + heads.enterprises {
            let is_enterprise = number >= heads.persons;
            let (person, enterprise, sketch) = inventor.applicant(number, is_enterprise)?;
            newcomers.persons.push(person);
            newcomers.enterprises.extend(enterprise);
            sketches.push(sketch);
        }
        let staff = staff(people, [&known, &newcomers])?;
        let seeded = people.seed(&known).await?;
        let mut cast = Self {
            staff: BTreeMap::new(),
            persons: Vec::new(),
            enterprises: inventor.known_enterprises(&known, &seeded)?,
        };
        let newly = people.seed(&newcomers).await?;
        for sketch in sketches {
            let is_enterprise = sketch.enterprise.is_some();
            let applicant = sketch.settled(&newly)?;
            if is_enterprise {
                cast.enterprises.push(applicant);
            } else {
                cast.persons.push(applicant);
            }
        }
        for (place, (name, post)) in staff {
            let account = seeded.accounts.get(&name).or_else(|| newly.accounts.get(&name));
            let account = *account.with_context(|| format!("{name} has no account"))?;
            cast.staff.insert(place, Actor::post(account, post));
        }
        Ok(cast)
    }

    /// Who holds the post of an organ with a duty.
    pub fn holder(&self, organ: &OrganId, duty: Duty) -> anyhow::Result<&Arc<Actor>> {
        self.staff
            .get(&(organ.clone(), duty))
            .with_context(|| format!("nobody at {organ} has the duty {duty}"))
    }
}

fn without_agents(enterprise: &SampleEnterprise) -> SampleEnterprise {
    SampleEnterprise {
        agents: Vec::new(),
        ..enterprise.clone()
    }
}

type Held = (String, Arc<authority::Post>);

/// Who holds which duty of which organ.
fn staff(people: &People, samples: [&Sample; 2]) -> anyhow::Result<Vec<((OrganId, Duty), Held)>> {
    let mut staff = Vec::new();
    let posts = people.posts();
    for person in samples.iter().flat_map(|sample| &sample.persons) {
        for id in &person.posts {
            let entry = posts.get(id).with_context(|| format!("there is no post {id}"))?;
            for duty in &entry.post.duties {
                let held = (person.sign_in_name.as_str().to_owned(), Arc::clone(&entry.post));
                staff.push(((entry.post.organ.clone(), *duty), held));
            }
        }
    }
    Ok(staff)
}

impl Sketch {
    /// With the records that the city has given.
    fn settled(self, seeded: &Seeded) -> anyhow::Result<Applicant> {
        let name = self.sign_in_name.as_str();
        let account = *seeded.accounts.get(name).with_context(|| format!("{name} has no account"))?;
        let mut applicant = self.applicant;
        match self.enterprise {
            Some(id) => {
                let enterprise = *seeded.enterprises.get(&id).with_context(|| format!("{id} is not there"))?;
                applicant.actor = Actor::enterprise(account, enterprise, Mandate::Representative);
                applicant.party = Party::Enterprise(enterprise);
            }
            None => {
                applicant.actor = Actor::person(account);
                applicant.party = Party::Person(account);
            }
        }
        Ok(applicant)
    }
}

/// Makes people up.
struct Inventor<'a> {
    invention: &'a Invention,
    chance: &'a mut Chance,
    /// Numbers of persons that are taken.
    numbers: BTreeSet<String>,
    /// How many codes of enterprises have been made.
    codes: u32,
}

impl<'a> Inventor<'a> {
    /// Holders of the posts that nobody of the pack's sample holds; they sign in by the post's name, as those do.
    fn holders(&mut self, people: &People, sample: &Sample) -> anyhow::Result<Vec<SamplePerson>> {
        let held: BTreeSet<&PostId> = sample.persons.iter().flat_map(|person| &person.posts).collect();
        let posts = people.posts();
        let vacant = posts.iter().filter(|entry| !held.contains(&entry.post.id));
        vacant
            .map(|entry| {
                let name = self.person_name();
                self.person(entry.post.id.as_str(), &name, entry.post.region, vec![entry.post.id.clone()])
            })
            .collect()
    }

    fn applicant(
        &mut self,
        number: usize,
        is_enterprise: bool,
    ) -> anyhow::Result<(SamplePerson, Option<SampleEnterprise>, Sketch)> {
        let region = self.region();
        let name = self.person_name();
        let id = format!("year-{number:05}");
        let person = self.person(&id, &name, region.code, Vec::new())?;
        let code = self.code(region.code);
        let business = if is_enterprise {
            self.enterprise_name(number)
        } else {
            name.clone()
        };
        let enterprise = is_enterprise.then(|| SampleEnterprise {
            id: id.clone(),
            name: business.clone(),
            credit_code: code.clone(),
            representative: person.sign_in_name.clone(),
            agents: Vec::new(),
        });
        let applicant = Applicant {
            actor: Actor::visitor(),
            party: Party::Person(identity::RecordId::from_bytes([0; 16])),
            person: name,
            phone: person.phone.clone(),
            business,
            code,
            region: region.code,
            address: self.address(region),
        };
        let sketch = Sketch {
            sign_in_name: person.sign_in_name.clone(),
            enterprise: enterprise.as_ref().map(|enterprise| enterprise.id.clone()),
            applicant,
        };
        Ok((person, enterprise, sketch))
    }

    /// The enterprises of the pack's sample, for which their representatives act.
    fn known_enterprises(&mut self, sample: &Sample, seeded: &Seeded) -> anyhow::Result<Vec<Applicant>> {
        let mut known = Vec::new();
        for enterprise in &sample.enterprises {
            let person = sample
                .person(&enterprise.representative)
                .context("a representative is missing")?;
            let account = *seeded
                .accounts
                .get(person.sign_in_name.as_str())
                .context("a representative has no account")?;
            let record = *seeded.enterprises.get(&enterprise.id).context("an enterprise is missing")?;
            let region = self.region();
            known.push(Applicant {
                actor: Actor::enterprise(account, record, Mandate::Representative),
                party: Party::Enterprise(record),
                person: person.name.clear_text().to_owned(),
                phone: person.phone.clone(),
                business: enterprise.name.clone(),
                code: enterprise.credit_code.clone(),
                region: region.code,
                address: self.address(region),
            });
        }
        Ok(known)
    }

    /// A county, the more likely the more people live in it.
    fn region(&mut self) -> &'a Region {
        let regions = &self.invention.regions;
        &regions[self.chance.weighed(regions.iter().map(|region| region.population))]
    }

    fn person(&mut self, id: &str, name: &str, region: RegionCode, posts: Vec<PostId>) -> anyhow::Result<SamplePerson> {
        loop {
            let year = u16::try_from(self.chance.between(1958, 2003))?;
            let month = u8::try_from(self.chance.between(1, 12))?;
            let day = u8::try_from(self.chance.between(1, 28))?;
            let born = CivilDate::new(year, month, day).context("a date of birth")?;
            let order = u16::try_from(self.chance.between(0, 999))?;
            let resident_number = numbers::resident_number(region.county(), born, order);
            if self.numbers.insert(resident_number.clear_text().to_owned()) {
                return Ok(SamplePerson {
                    sign_in_name: id.parse()?,
                    name: name.parse()?,
                    resident_number,
                    phone: numbers::phone(u16::try_from(self.chance.between(0, 9_999))?),
                    posts,
                });
            }
        }
    }

    fn person_name(&mut self) -> String {
        let names = &self.invention.names;
        format!("{}{}", self.chance.word(&names.family), self.chance.word(&names.given))
    }

    /// Told apart by where it is and what it is called.
    fn enterprise_name(&mut self, number: usize) -> String {
        let words = &self.invention.names.enterprise;
        let (first, second) = (number % words.len(), number / words.len() % words.len());
        format!("滨州{}{}有限公司", words[first], words[(first + second + 1) % words.len()])
    }

    fn code(&mut self, region: RegionCode) -> CreditCode {
        self.codes += 1;
        numbers::credit_code(region.county(), self.codes)
    }

    fn address(&mut self, region: &Region) -> String {
        let number = self.chance.between(1, 380);
        format!("{}{number}号", self.chance.word(&region.streets))
    }
}
