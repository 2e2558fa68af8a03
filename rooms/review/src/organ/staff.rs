//! Who works in an organ: posts, duties, absences.

use std::sync::Arc;

use authority::{Duty, Post};
use calendar::Day;
use front::Problem;
use identity::{OrganId, PostId, RecordId};
use people::record::account::{Absence, Colleague};
use people::views;

use crate::desks::Desks;
use crate::seeing::unavailable;

/// Everybody who holds a post in an organ.
#[derive(Clone, Debug, Default)]
pub(crate) struct Staff {
    pub(crate) people: Vec<Person>,
}

/// Somebody of an organ.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) account: RecordId,
    pub(crate) name: String,
    pub(crate) posts: Vec<PostId>,
    pub(crate) duties: Vec<Duty>,
    /// Today's absence and those to come, by first day.
    pub(crate) absences: Vec<Absence>,
}

impl Staff {
    /// The staff as they stand today, by the order of the chain and of their names.
    pub(crate) async fn of(desks: &Desks, organ: &OrganId) -> Result<Self, Problem> {
        let ledger = desks.ledger();
        let holders = views::holders_in(ledger, organ).await.map_err(unavailable)?;
        let accounts: Vec<RecordId> = holders.iter().map(|holder| holder.account).collect();
        let names = views::names(ledger, &accounts).await.map_err(unavailable)?;
        let away = views::away_from(ledger, organ).await.map_err(unavailable)?;
        let mut people: Vec<Person> = Vec::new();
        for holder in holders {
            let Some(duties) = desks.post(&holder.post).map(|post| post.duties.clone()) else {
                continue;
            };
            match people.iter_mut().find(|person| person.account == holder.account) {
                Some(person) => {
                    person.posts.push(holder.post);
                    person.duties.extend(duties);
                }
                None => people.push(Person {
                    account: holder.account,
                    name: names.get(&holder.account).cloned().unwrap_or_default(),
                    posts: vec![holder.post],
                    duties,
                    absences: away
                        .iter()
                        .filter(|away| away.account == holder.account)
                        .map(|away| away.absence.clone())
                        .collect(),
                }),
            }
        }
        people.sort_by(|one, other| (one.duties.first(), &one.name).cmp(&(other.duties.first(), &other.name)));
        Ok(Self { people })
    }

    pub(crate) fn person(&self, account: RecordId) -> Option<&Person> {
        self.people.iter().find(|person| person.account == account)
    }

    /// A name; empty for whoever is not, or no longer, of the organ.
    pub(crate) fn name(&self, account: RecordId) -> &str {
        self.person(account).map_or("", |person| &person.name)
    }

    /// The first of these duties that nobody has but these people: what they draft, nobody can then check or sign.
    pub(crate) fn alone_with(&self, drafters: &[RecordId], duties: &[Duty]) -> Option<Duty> {
        let is_left = |duty: &Duty| {
            let mut others = self.people.iter().filter(|person| !drafters.contains(&person.account));
            others.any(|person| person.duties.contains(duty))
        };
        duties.iter().copied().find(|duty| !is_left(duty))
    }

    /// Those who handle.
    pub(crate) fn handlers(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.duties.contains(&Duty::Handle))
    }
}

impl Person {
    /// The absence of that day.
    pub(crate) fn away_on(&self, day: Day) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.covers(day))
    }
}

impl Desks {
    /// A post, if today's city has it.
    pub(crate) fn post(&self, post: &PostId) -> Option<Arc<Post>> {
        self.posts().get(post).map(|entry| Arc::clone(&entry.post))
    }

    /// Whether somebody holds a post in an organ today.
    pub(crate) async fn is_colleague(&self, account: RecordId, organ: &OrganId) -> Result<bool, Problem> {
        let colleague = views::colleague(self.ledger(), account, organ, |_| true).await;
        Ok(colleague.map_err(unavailable)?.is_some())
    }

    /// Somebody who has a duty in an organ, as the account is now; none for whoever has not.
    pub(crate) async fn colleague_with(
        &self,
        account: RecordId,
        organ: &OrganId,
        duties: &[Duty],
    ) -> Result<Option<Colleague>, Problem> {
        let may = |post: &PostId| self.post(post).is_some_and(|post| post.has_any(duties));
        views::colleague(self.ledger(), account, organ, may)
            .await
            .map_err(unavailable)
    }

    /// Whoever holds a step and can go on with it no more: without a post in the organ that handles.
    pub(crate) async fn departed(&self, account: RecordId, organ: &OrganId) -> Result<Option<Colleague>, Problem> {
        let may = |post: &PostId| self.post(post).is_some_and(|post| post.has_any(&[Duty::Handle]));
        views::departed(self.ledger(), account, organ, may).await.map_err(unavailable)
    }

    /// For each duty that an application's steps still ask of an organ, somebody who can go on, as read now; none where a
    /// duty has nobody else; where only a gate is left to record, any colleague of the chain. Whoever is recused already does
    /// not count, nor does the person in question.
    pub(crate) async fn others_for(
        &self,
        application: &applications::record::Application,
        organ: &OrganId,
        person: RecordId,
    ) -> Result<Vec<Colleague>, Problem> {
        let staff = Staff::of(self, organ).await?;
        let recused: Vec<RecordId> = application.recused(organ).collect();
        let mut asked: Vec<Vec<Duty>> = asked_of(application, organ).into_iter().map(|duty| vec![duty]).collect();
        if asked.is_empty() && application.has_gate_to_record(organ) {
            asked.push(Duty::ALL.into_iter().filter(|duty| duty.is_of_chain()).collect());
        }
        let mut others: Vec<Colleague> = Vec::new();
        for duties in asked {
            let is_fit = |other: &&Person| {
                let may = other.duties.iter().any(|duty| duties.contains(duty));
                may && other.account != person && !recused.contains(&other.account)
            };
            let Some(fit) = staff.people.iter().find(is_fit) else {
                return Ok(Vec::new());
            };
            if let Some(other) = self.colleague_with(fit.account, organ, &duties).await?
                && !others.contains(&other)
            {
                others.push(other);
            }
        }
        Ok(others)
    }
}

/// The duties that steps which are not done ask of an organ.
fn asked_of(application: &applications::record::Application, organ: &OrganId) -> Vec<Duty> {
    use applications::record::state::StepStatus;
    let open = application
        .steps
        .iter()
        .filter(|step| step.planned.organ == *organ && !matches!(step.status, StepStatus::Done | StepStatus::Dropped));
    let mut duties: Vec<Duty> = open
        .flat_map(|step| match step.planned.chain.is_empty() {
            true => vec![step.duty()],
            false => step.planned.chain.to_vec(),
        })
        .collect();
    duties.sort_unstable();
    duties.dedup();
    duties
}
