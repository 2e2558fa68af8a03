//! What is told when its moment has come, if it then still holds: terms of the applicant, and what came to a desk.

use applications::record::{Application, Applications};
use applications::views::{ToDo, to_do};
use calendar::{Day, Moment};
use identity::{PostId, RecordId, RegionCode};
use ledger::{Key, ReactionError, timer_key};
use procedure::definition::StepId;

use crate::identifiers;
use crate::recipients;
use crate::record::{Audience, Drop, Fact, FactKind, Foresee, Foreseen, Messages, Tell};
use crate::room::MessageRoom;
use crate::telling::{TELL, may};
use crate::views::FORESEEN_TIMER;

/// When desks hear in the morning what came to them, and applicants what is due: half past eight.
const MORNING: (u32, u32) = (8, 30);
/// Working days before its day on which a term is spoken of again.
const REMINDER_WORKING_DAYS: i32 = 2;

pub(crate) fn react(room: &MessageRoom) {
    let timed = room.clone();
    room.ledger().on_timer(FORESEEN_TIMER, move |message, at| {
        let room = timed.clone();
        async move { come(&room, message, at).await }
    });
}

/// When an applicant is reminded of a term: in the morning, two working days before its last day.
pub(crate) fn reminder(room: &MessageRoom, region: RegionCode, due: Day) -> Moment {
    let almanac = room.ledger().almanac();
    morning(almanac.calendar(region).add(due, -REMINDER_WORKING_DAYS))
}

/// A post hears the next working morning that tasks came; however many come until then, once.
pub(crate) async fn tasks_came(room: &MessageRoom, post: &PostId, region: RegionCode) -> Result<(), ReactionError> {
    let at = next_morning(room, region);
    let id = identifiers::derived(&["tasks", post.as_str(), &at.0.to_string()]);
    if room.ledger().state::<Messages>(id).await?.is_some() {
        return Ok(());
    }
    let foresee = Foresee {
        fact: Fact::of(FactKind::TasksCame).on(at.day()),
        audience: Audience::Post(post.clone()),
        at,
    };
    let key = Key::derived(&[TELL, "tasks", &id.to_string()]);
    room.ledger()
        .submit::<Messages, _>(&may(id, region)?, id, foresee, key)
        .await?;
    Ok(())
}

fn next_morning(room: &MessageRoom, region: RegionCode) -> Moment {
    let now = room.ledger().now();
    let almanac = room.ledger().almanac();
    let calendar = almanac.calendar(region);
    let today = morning(now.day());
    if calendar.is_working(now.day()) && now < today {
        today
    } else {
        morning(calendar.add(now.day(), 1))
    }
}

fn morning(day: Day) -> Moment {
    Moment::at(day, MORNING.0, MORNING.1)
}

async fn come(room: &MessageRoom, message: RecordId, at: Moment) -> Result<(), ReactionError> {
    let snapshot = room.ledger().state::<Messages>(message).await?;
    let Some(foreseen) = snapshot.and_then(|snapshot| snapshot.state.foreseen.clone()) else {
        return Ok(());
    };
    let key = timer_key(message, FORESEEN_TIMER, at);
    match as_it_is_now(room, &foreseen).await? {
        Some((fact, region)) => {
            let deliveries = recipients::planned(room.people(), &foreseen.audience, fact.kind, room.channels()).await?;
            let tell = Tell {
                fact,
                audience: foreseen.audience.clone(),
                region,
                deliveries,
                to: None,
            };
            let permit = may(message, region)?;
            room.ledger().submit::<Messages, _>(&permit, message, tell, key).await?;
        }
        None => {
            let permit = may(message, room.ledger().city())?;
            room.ledger().submit::<Messages, _>(&permit, message, Drop, key).await?;
        }
    }
    Ok(())
}

/// The fact as it is to be told now, and where it belongs; none if it no longer holds.
async fn as_it_is_now(room: &MessageRoom, foreseen: &Foreseen) -> Result<Option<(Fact, RegionCode)>, ReactionError> {
    match (&foreseen.fact.kind, &foreseen.audience) {
        (FactKind::DueSoon, _) => still_asked(room, &foreseen.fact).await,
        (FactKind::TasksCame, Audience::Post(post)) => on_desk(room, post, &foreseen.fact).await,
        (_, _) => Ok(None),
    }
}

async fn still_asked(room: &MessageRoom, fact: &Fact) -> Result<Option<(Fact, RegionCode)>, ReactionError> {
    let Some(about) = &fact.about else { return Ok(None) };
    let Some(snapshot) = room.ledger().state::<Applications>(about.application).await? else {
        return Ok(None);
    };
    let application = &snapshot.state;
    let region = application.filing.as_ref().map(|filing| filing.region);
    let region = region.filter(|_| is_asked(application, about.step.as_deref(), fact.day));
    Ok(region.map(|region| (fact.clone(), region)))
}

/// Whether the applicant is still asked for it by that day: to refine a step, or, of no step, to supplement.
fn is_asked(application: &Application, step: Option<&str>, day: Option<Day>) -> bool {
    match step.map(StepId::from) {
        Some(step) => application
            .refining
            .iter()
            .any(|refining| refining.step == step && Some(refining.due.day) == day),
        None => {
            let supplement = &application.supplement;
            let is_open = supplement.asked.is_some() && supplement.supplied.is_none() && supplement.lapsed.is_none();
            is_open && supplement.due.map(|due| due.day) == day
        }
    }
}

async fn on_desk(room: &MessageRoom, post: &PostId, fact: &Fact) -> Result<Option<(Fact, RegionCode)>, ReactionError> {
    let posts = room.people().posts();
    let Some(entry) = posts.get(post) else {
        return Ok(None);
    };
    let today = room.ledger().now().day();
    let ToDo { open, late } = to_do(room.ledger(), &entry.post.organ, today).await?;
    let fact = Fact {
        count: Some(open),
        late: Some(late),
        ..fact.clone()
    };
    Ok((open > 0).then_some((fact, entry.post.region)))
}

#[cfg(test)]
mod tests {
    use applications::record::state::Due;
    use applications::record::supplement::Supplement;
    use calendar::{Calendar, Deadline, Limit};

    use super::*;

    #[test]
    fn a_supplement_that_has_not_come_is_still_asked() {
        let monday = Day::new(2026, 11, 2).unwrap();
        let calendar = Calendar::national();
        let deadline = Deadline::from(monday, &Limit::working(5, "规则"), &calendar);
        let day = deadline.day(&calendar);
        let asked = Supplement {
            asked: Some(monday),
            due: Some(Due {
                deadline,
                day,
                marks: None,
            }),
            ..Supplement::default()
        };
        let supplied = Supplement {
            supplied: Some(monday),
            ..asked.clone()
        };
        let holds = |supplement: Supplement, due: Day| {
            let application = Application {
                supplement,
                ..Application::default()
            };
            is_asked(&application, None, Some(due))
        };
        assert!(holds(asked.clone(), day));
        assert!(
            !holds(asked, day.plus(1)),
            "the term has moved: another reminder speaks of it"
        );
        assert!(!holds(supplied, day));
        assert!(!holds(Supplement::default(), day));
    }
}
