//! The acts on a request.

use calendar::{Deadline, Limit};
use ledger::{Claim, Context, Decision, Expectation, Keeping, Secret};

use super::command::{Answer, Ask, EndGrace, Hinder, Judgement, Open};
use super::plan::Plan;
use super::state::{DataRequest, Standing};
use super::{Correction, Event, Outcome, Refusal, Wish};

/// Longest request, answer or reason, in characters.
pub const WORDS_MAX: usize = 2_000;
/// So many things are asked for at once.
pub const PARTS_MAX: usize = 200;
/// 及时 (PIPL 46, 47, 50) in working days [assumption: App违法违规收集使用个人信息行为认定方法 6 gives fifteen].
pub const LIMIT_DAYS: u32 = 15;
/// An account ends so many days after the answer, so that the person can still read it, take everything out, and think again.
pub const CLOSING_DAYS: i32 = 7;
/// Where the vault keeps what the person said.
pub const WORDS: &str = "words";
/// Where it keeps the right value.
pub const CORRECTED: &str = "corrected";
/// Where it keeps the reasons of the answer.
pub const ANSWER: &str = "answer";

/// Three years: as long as records of handling are kept (PIPL 56), and as an action can be brought (民法典 188).
pub const SAID: Keeping = Keeping {
    purpose: "answering what a person asks about the own data",
    basis: "PIPL 44-50, 56",
    term_days: 1_096,
};

type Decided = Result<Decision<Event>, Refusal>;

/// The limit, with its ground.
#[must_use]
pub fn limit() -> Limit {
    Limit::working(LIMIT_DAYS, "PIPL 46, 47, 50")
}

pub(super) fn ask(command: Ask, context: &mut Context<'_>) -> Decided {
    let account = context
        .actor
        .account
        .filter(|_| context.actor.capacity == authority::Capacity::Person)
        .ok_or(Refusal::NotOneself)?;
    let words = said_if_any(WORDS, &command.words)?;
    let corrected = command.corrected.as_deref().map(str::trim).filter(|value| !value.is_empty());
    match &command.wish {
        Wish::Erasure { parts, .. } | Wish::Restriction { parts } => chosen(parts.len())?,
        Wish::Correction { .. } if corrected.is_none() => return Err(Refusal::CorrectedMissing),
        Wish::Explanation if words.is_none() => return Err(Refusal::WordsMissing),
        Wish::Correction { .. } | Wish::Explanation | Wish::Closing => {}
    }
    let (day, calendar) = (context.day(command.region), context.calendar(command.region));
    let due = Deadline::from(day, &limit(), calendar);
    let year = context.at.day().year();
    let number = context.number(&format!("data-request/{}/{year}", command.region));
    let claim = once(account, &command.wish);
    let corrected = corrected.map(|value| Secret::new(CORRECTED, value, SAID));
    let event = Event::Asked {
        number: format!("个信〔{year}〕{number}号"),
        account,
        region: command.region,
        wish: command.wish,
        day,
        due,
        last_day: Some(due.day(context.calendar(command.region))),
    };
    Ok(Decision::from(event)
        .claiming(claim)
        .with_secrets(words.into_iter().chain(corrected)))
}

fn chosen(parts: usize) -> Result<(), Refusal> {
    match parts {
        0 => Err(Refusal::NothingChosen),
        parts if parts > PARTS_MAX => Err(Refusal::TooManyParts),
        _ => Ok(()),
    }
}

/// One open request of a kind at a time; of corrections, one a thing.
#[must_use]
pub fn once(account: identity::RecordId, wish: &Wish) -> Claim {
    let of = match wish {
        Wish::Correction { of: Correction::Name } => "name".to_owned(),
        Wish::Correction {
            of: Correction::ResidentNumber,
        } => "resident-number".to_owned(),
        Wish::Correction {
            of: Correction::Form {
                application,
                part,
                field,
            },
        } => format!("{application}/{part}/{field}"),
        Wish::Erasure { .. } | Wish::Restriction { .. } | Wish::Explanation | Wish::Closing => String::new(),
    };
    Claim::new("data-request", format!("{account}/{}/{of}", wish.as_str()))
}

/// Until it is answered; an account that is to end, until it has.
pub(super) fn take_back(request: &DataRequest, context: &Context<'_>) -> Decided {
    let taken_back = Decision::from(Event::TakenBack {
        day: context.day(request.region),
    });
    match request.standing {
        Standing::Open => Ok(taken_back.releasing(once(request.account, &request.wish))),
        // The claim was given back with the answer.
        Standing::Grace => Ok(taken_back),
        Standing::Answered | Standing::Done | Standing::Hindered { .. } => Err(Refusal::AnsweredBefore),
        Standing::TakenBack => Err(Refusal::TakenBack),
    }
}

pub(super) fn answer(request: &DataRequest, command: Answer, context: &Context<'_>) -> Decided {
    match request.standing {
        Standing::Open => {}
        Standing::TakenBack => return Err(Refusal::TakenBack),
        Standing::Grace | Standing::Answered | Standing::Done | Standing::Hindered { .. } => {
            return Err(Refusal::AnsweredBefore);
        }
    }
    if context.actor.hands().any(|hand| hand == request.account) {
        return Err(Refusal::OwnRequest);
    }
    let words = said(ANSWER, &command.words)?;
    let (outcome, plan) = match command.judgement {
        Judgement::Granted(plan) => (Outcome::Granted, plan),
        Judgement::Partly(plan) => (Outcome::Partly, plan),
        Judgement::Refused => (Outcome::Refused, Plan::default()),
    };
    let day = context.day(request.region);
    let late = day > request.due.day(context.calendar(request.region));
    let event = Event::Answered {
        outcome,
        plan,
        day,
        late,
    };
    let decision = Decision::from(event)
        .with_secret(words)
        .releasing(once(request.account, &request.wish));
    Ok(expecting(decision, command.expects))
}

/// The days of the term are counted anew: a day off that was declared since moves its end.
pub(super) fn escalate(request: &DataRequest, context: &Context<'_>) -> Decided {
    if request.escalates_on().is_none() {
        return Ok(Decision::nothing());
    }
    let (today, last_day) = (context.at.day(), request.due.day(context.calendar(request.region)));
    Ok(if today > last_day {
        Event::Escalated { day: today }.into()
    } else {
        Event::TermMoved { last_day }.into()
    })
}

/// What is to be done is what follows from how things stand when the account ends: since the answer its person may have applied for
/// something, and something else may have ended.
pub(super) fn end_grace(request: &DataRequest, command: EndGrace, context: &Context<'_>) -> Decided {
    in_grace(request)?;
    let event = Event::GraceEnded {
        plan: command.plan,
        day: context.at.day(),
    };
    Ok(expecting(event.into(), command.expects))
}

pub(super) fn hinder(request: &DataRequest, command: Hinder, context: &Context<'_>) -> Decided {
    in_grace(request)?;
    let event = Event::Hindered {
        by: command.by,
        day: context.at.day(),
    };
    Ok(event.into())
}

fn in_grace(request: &DataRequest) -> Result<(), Refusal> {
    match request.standing {
        Standing::Grace => Ok(()),
        Standing::Open => Err(Refusal::NothingGranted),
        Standing::TakenBack => Err(Refusal::TakenBack),
        Standing::Answered | Standing::Done | Standing::Hindered { .. } => Err(Refusal::CarriedOutBefore),
    }
}

fn expecting(decision: Decision<Event>, expects: Vec<Expectation>) -> Decision<Event> {
    expects.into_iter().fold(decision, |decision, expected| {
        decision.expecting(expected.record, expected.version)
    })
}

pub(super) fn carry_out(request: &DataRequest, context: &Context<'_>) -> Decided {
    match request.standing {
        Standing::Answered => Ok(Event::CarriedOut { day: context.at.day() }.into()),
        Standing::Open | Standing::Grace => Err(Refusal::NothingGranted),
        Standing::TakenBack => Err(Refusal::TakenBack),
        Standing::Done | Standing::Hindered { .. } => Err(Refusal::CarriedOutBefore),
    }
}

/// Shown for the rest of the day: whoever looks again tomorrow has a reason again.
pub(super) fn open(request: &DataRequest, command: &Open, context: &Context<'_>) -> Decided {
    if !request.restricts().any(|restricted| restricted.record == command.record) {
        return Err(Refusal::NotRestricted);
    }
    let opening = u32::try_from(request.openings.len() + 1).unwrap_or(u32::MAX);
    let words = said(&opened_path(opening), &command.words)?;
    Ok(Decision::from(Event::Opened {
        record: command.record,
        opening,
        until: context.at.day(),
    })
    .with_secret(words))
}

/// A restriction that the person asked for ends when the person says so; one in place of erasing ends with its term.
pub(super) fn lift(request: &DataRequest, context: &Context<'_>) -> Decided {
    let asked_for = matches!(request.wish, Wish::Restriction { .. });
    if !asked_for || request.restricts().next().is_none() {
        return Err(Refusal::NotRestricted);
    }
    Ok(Event::Lifted { day: context.at.day() }.into())
}

/// Where the vault keeps the reason for which something restricted was shown.
#[must_use]
pub fn opened_path(opening: u32) -> String {
    format!("opened/{opening}")
}

fn said(path: &str, words: &str) -> Result<Secret, Refusal> {
    match words.trim() {
        "" => Err(Refusal::WordsMissing),
        words if words.chars().count() > WORDS_MAX => Err(Refusal::WordsTooLong),
        words => Ok(Secret::new(path, words, SAID)),
    }
}

fn said_if_any(path: &str, words: &str) -> Result<Option<Secret>, Refusal> {
    match words.trim() {
        "" => Ok(None),
        words => said(path, words).map(Some),
    }
}
