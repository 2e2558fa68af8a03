//! Third parties whose interests a case touches (利害关系人): they are told, and heard before it is decided (行政许可法 36, 47).

use calendar::{Calendar, Day, Limit};
use identity::{SlipKind, SlipNumber};
use ledger::{Claim, Context, Decision, Secret};
use procedure::definition::ItemId;

use super::command::{StateView, TellParty, View};
use super::desk::{in_progress, open_step};
use super::document::{self, DocumentKind, Paper};
use super::event::Event;
use super::keeping::{self, QUERY};
use super::objection::{SLIP, ordinal, slip, speaker};
use super::opening::{Course, due};
use super::refusal::Refusal;
use super::state::{Application, Due};

/// More parties than these are heard by a public notice or a hearing, not one by one.
pub const PARTIES_MAX: usize = 200;

/// The term in which somebody told may state a view or ask for a hearing: five working days (行政许可法 47, 82).
const TERM_DAYS: u32 = 5;

/// Somebody whose interests a case touches; name, contact, interest and view are in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The number with which they see what concerns them.
    pub number: SlipNumber,
    /// The case.
    pub item: ItemId,
    /// The day on which they were told.
    pub told_on: Day,
    /// Until when they may state their view.
    pub due: Due,
    /// What they said, and when.
    pub heard: Option<Heard>,
}

/// What a party did with its right to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Stated a view.
    Stated(Day),
    /// Waived it.
    Waived(Day),
}

impl Party {
    /// Whether the decision still waits for them: their term runs, and nothing was heard.
    #[must_use]
    pub fn is_awaited(&self, today: Day, calendar: &Calendar) -> bool {
        self.heard.is_none() && self.due.deadline.day(calendar) >= today
    }
}

pub(super) fn tell(state: &Application, command: TellParty, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = open_step(state, &command.step, context)?;
    let (item, organ) = (step.planned.item.clone(), step.planned.organ.clone());
    if state.parties.len() >= PARTIES_MAX {
        return Err(Refusal::TooManyParties);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let party = ordinal(state.parties.len());
    let interest = keeping::said(format!("party/{party}/interest"), &command.interest)?;
    let speaker = speaker(format!("party/{party}"), &command.name, &command.phone)?;
    let (number, code) = slip(SlipKind::Interest, region, context)?;
    let day = context.day(region);
    let due = due(day, &term(), context.calendar(region));
    let paper = Paper::new(DocumentKind::ThirdPartyNotice, organ)
        .on(item.clone())
        .by(command.step.clone())
        .saying("party_at", format!("party/{party}"))
        .saying("reasons_at", format!("party/{party}/interest"))
        .saying("until", due.day.to_string())
        .saying("how", format!("书面提出，或者凭编号 {number} 和告知您的查询码在网上提出"));
    let mut course = Course::from(state, context);
    course.keep([interest, speaker]);
    course.keep([Secret::new(format!("party/{party}/code"), code.clear_text(), QUERY)]);
    course.then(Event::PartyTold {
        party,
        item,
        step: command.step,
        number,
        day,
        due,
    });
    document::issue(&mut course, context, paper);
    Ok(course.decided().claiming(Claim::new(SLIP, number.to_string())))
}

fn term() -> Limit {
    Limit::working(TERM_DAYS, "《行政许可法》第四十七条")
}

pub(super) fn state_view(state: &Application, command: StateView, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let party = state.party(command.party).ok_or(Refusal::UnknownParty)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let today = context.at.day();
    if party.heard.is_some() {
        return Err(Refusal::AlreadyHeard);
    }
    if !party.is_awaited(today, context.calendar(region)) || state.is_decided(&party.item) {
        return Err(Refusal::ViewTermOver);
    }
    match command.view {
        View::Stated(words) => {
            let words = keeping::said(format!("party/{}/view", command.party), &words)?;
            let event = Event::ViewStated {
                party: command.party,
                day: today,
            };
            Ok(Decision::from(event).with_secret(words))
        }
        View::Waived => Ok(Event::ViewWaived {
            party: command.party,
            day: today,
        }
        .into()),
    }
}

/// Nobody decides a case while somebody who was told may still speak (行政许可法 36).
pub(super) fn all_heard(state: &Application, item: &ItemId, context: &Context<'_>) -> Result<(), Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (today, calendar) = (context.at.day(), context.calendar(region));
    let awaited = state.parties_of(item).map(|(_, party)| party);
    match awaited
        .filter(|party| party.is_awaited(today, calendar))
        .map(|party| party.due.deadline.day(calendar))
        .max()
    {
        Some(until) => Err(Refusal::PartyNotHeard { until }),
        None => Ok(()),
    }
}

impl Application {
    /// A party by its place, from 1.
    #[must_use]
    pub fn party(&self, place: u16) -> Option<&Party> {
        self.parties.get(usize::from(place).checked_sub(1)?)
    }

    /// The parties of a case, each with its place.
    pub fn parties_of<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = (u16, &'a Party)> {
        let all = self.parties.iter().enumerate();
        all.filter(move |(_, party)| party.item == *item)
            .map(|(index, party)| (ordinal(index), party))
    }

    fn is_decided(&self, item: &ItemId) -> bool {
        self.case(item).is_some_and(|case| case.status.has_ended())
    }
}
