//! What pages of helping have in common: who helps, how far an authorisation reaches in words, names in the reader's
//! language.

use authority::{Duty, Reach};
use calendar::Day;
use catalogue::Names as PackNames;
use front::{Problem, Reader};
use identity::{OrganId, RecordId, RegionCode};
use people::record::Authorised;
use people::{Authorisation, CurrentActor, views};
use procedure::Release;

use crate::room::CounterRoom;
use crate::words::unavailable;

/// Somebody who helps, in a post.
#[derive(Clone, Debug)]
pub(crate) struct Helper {
    pub(crate) account: RecordId,
    pub(crate) post: identity::PostId,
    pub(crate) organ: OrganId,
    pub(crate) region: RegionCode,
    pub(crate) name: String,
}

/// Every helper of the city, organ by organ.
pub(crate) async fn helpers(room: &CounterRoom) -> Result<Vec<Helper>, Problem> {
    let mut helpers = Vec::new();
    for entry in room.people.posts().iter().filter(|entry| entry.post.has_any(&[Duty::Helper])) {
        let holders = views::holders_in(room.ledger(), &entry.post.organ)
            .await
            .map_err(unavailable)?;
        for holder in holders.into_iter().filter(|holder| holder.post == entry.post.id) {
            let mut names = views::names(room.ledger(), &[holder.account]).await.map_err(unavailable)?;
            helpers.push(Helper {
                name: names.remove(&holder.account).unwrap_or_default(),
                account: holder.account,
                post: holder.post,
                organ: entry.post.organ.clone(),
                region: entry.post.region,
            });
        }
    }
    Ok(helpers)
}

/// Names for one reader.
pub(crate) struct Names<'a> {
    room: &'a CounterRoom,
    reader: &'a Reader,
    release: std::sync::Arc<Release>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(room: &'a CounterRoom, reader: &'a Reader) -> Self {
        Self {
            room,
            reader,
            release: room.catalogue.current(),
        }
    }

    /// The name of somebody who works here; empty once erased.
    pub(crate) async fn person(&self, account: RecordId) -> Result<String, Problem> {
        let mut names = views::names(self.room.ledger(), &[account]).await.map_err(unavailable)?;
        Ok(names.remove(&account).unwrap_or_default())
    }

    pub(crate) fn organ(&self, organ: &OrganId) -> String {
        PackNames::new(&self.release, &self.reader.texts)
            .organ_of_place(organ)
            .plain()
            .to_owned()
    }

    /// 滨州市行政审批服务局 综合窗口, from `approval-371600-clerk`.
    pub(crate) fn post(&self, post: &str) -> String {
        let Some((organ, duty)) = post.rsplit_once('-') else {
            return post.to_owned();
        };
        let organ = organ.parse().map_or_else(|_| organ.to_owned(), |organ| self.organ(&organ));
        match duty.parse::<Duty>() {
            Ok(duty) => format!("{organ} {}", self.reader.texts.say(people::duty_key(duty))),
            Err(_) => organ,
        }
    }
}

/// How far an authorisation reaches, in words.
pub(crate) async fn reach_words(room: &CounterRoom, reader: &Reader, reach: &Reach) -> Result<String, Problem> {
    let t = &reader.texts;
    let release = room.catalogue.current();
    Ok(match reach {
        Reach::All => t.say("reach-all").to_string(),
        Reach::Matter(matter) => {
            let names = PackNames::new(&release, t);
            let name = release.matter(matter).map(|matter| names.matter(matter).plain().to_owned());
            t.say("reach-matter")
                .with("matter", name.unwrap_or_else(|| matter.clone()))
                .to_string()
        }
        Reach::Project(project) => {
            let snapshot = room
                .ledger()
                .state::<projects::record::Project>(*project)
                .await
                .map_err(unavailable)?;
            let title = snapshot.and_then(|snapshot| snapshot.state.registration.as_ref().map(|project| project.title.clone()));
            t.say("reach-project").with("project", title.unwrap_or_default()).to_string()
        }
        Reach::Application(application) => {
            let snapshot = room
                .ledger()
                .state::<applications::record::Applications>(*application)
                .await
                .map_err(unavailable)?;
            let number = snapshot.and_then(|snapshot| snapshot.state.filing.as_ref().map(|filing| filing.number.to_string()));
            t.say("reach-application")
                .with("number", number.unwrap_or_default())
                .to_string()
        }
    })
}

/// The authorisations by which a helper may act for a project's owner on the project today.
pub(crate) async fn authorisations_on(
    room: &CounterRoom,
    current: &CurrentActor,
    project: RecordId,
    owner: authority::Party,
    day: Day,
) -> Result<Vec<(RecordId, Authorised)>, Problem> {
    let Some(account) = current.account() else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for id in views::authorisations_held(room.ledger(), account)
        .await
        .map_err(unavailable)?
    {
        let snapshot = room.ledger().state::<Authorisation>(id).await.map_err(unavailable)?;
        let given = snapshot.and_then(|snapshot| snapshot.state.in_force(day).cloned());
        let reaches = |given: &Authorised| match &given.reach {
            Reach::All => true,
            Reach::Project(of) => *of == project,
            Reach::Matter(_) | Reach::Application(_) => false,
        };
        found.extend(
            given
                .filter(|given| given.party == owner && reaches(given))
                .map(|given| (id, given)),
        );
    }
    Ok(found)
}
