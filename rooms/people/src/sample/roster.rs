//! The sample people as the sign-in page of a demonstration city offers them: by enterprise, then by organ.

use authority::Mandate;
use identity::OrganId;

use super::{Sample, SampleEnterprise, SamplePerson};
use crate::capacity::{CapacityKey, mandate_key};
use crate::posts::{PostEntry, Posts};
use crate::record::SignInName;
use crate::seed::enterprise_of;

/// Everybody who may be signed in as.
#[derive(Debug, Default)]
pub struct Roster {
    /// Those who act for enterprises, a group an enterprise.
    pub enterprises: Vec<RosterGroup>,
    /// Those who act for themselves only.
    pub persons: Vec<RosterPerson>,
    /// Those who hold posts, a group an organ.
    pub organs: Vec<RosterGroup>,
}

/// An enterprise or organ with its people.
#[derive(Debug)]
pub struct RosterGroup {
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: Vec<RosterPerson>,
}

/// One button.
#[derive(Debug, Clone)]
pub struct RosterPerson {
    /// What the button posts: sign-in name and capacity, `lijianguo@enterprise:…`.
    pub value: String,
    /// The name shown.
    pub name: String,
    /// The key of what the person does there.
    pub role: &'static str,
}

impl Roster {
    /// The roster of these people in this city.
    pub fn new(sample: &Sample, posts: &Posts) -> Self {
        let mut roster = Self {
            enterprises: sample.enterprises.iter().map(|one| members(sample, one)).collect(),
            ..Self::default()
        };
        let mut organs: Vec<(OrganId, RosterGroup)> = Vec::new();
        for person in &sample.persons {
            for entry in person.posts.iter().filter_map(|post| posts.get(post)) {
                seat(&mut organs, person, entry);
            }
            if person.posts.is_empty() && !acts_for_some_enterprise(sample, &person.sign_in_name) {
                roster.persons.push(button(person, &CapacityKey::Person, "capacity-person"));
            }
        }
        roster.organs = organs.into_iter().map(|(_, group)| group).collect();
        roster
    }
}

fn members(sample: &Sample, enterprise: &SampleEnterprise) -> RosterGroup {
    let key = CapacityKey::Enterprise(enterprise_of(&enterprise.id));
    let agents = enterprise
        .agents
        .iter()
        .map(|agent| (&agent.person, Mandate::Agent(agent.scope)));
    let members = std::iter::once((&enterprise.representative, Mandate::Representative)).chain(agents);
    let people = members.filter_map(|(name, mandate)| Some(button(sample.person(name)?, &key, mandate_key(mandate))));
    RosterGroup {
        name: enterprise.name.clone(),
        people: people.collect(),
    }
}

fn seat(organs: &mut Vec<(OrganId, RosterGroup)>, person: &SamplePerson, entry: &PostEntry) {
    let button = button(person, &CapacityKey::Post(entry.post.id.clone()), entry.duty_key());
    match organs.iter_mut().find(|(organ, _)| *organ == entry.post.organ) {
        Some((_, group)) => group.people.push(button),
        None => organs.push((
            entry.post.organ.clone(),
            RosterGroup {
                name: entry.organ_name.clone(),
                people: vec![button],
            },
        )),
    }
}

fn acts_for_some_enterprise(sample: &Sample, name: &SignInName) -> bool {
    sample
        .enterprises
        .iter()
        .any(|one| one.representative == *name || one.agents.iter().any(|agent| agent.person == *name))
}

fn button(person: &SamplePerson, capacity: &CapacityKey, role: &'static str) -> RosterPerson {
    let value = format!("{}@{capacity}", person.sign_in_name.as_str());
    RosterPerson {
        value,
        name: person.name.clear_text().to_owned(),
        role,
    }
}
