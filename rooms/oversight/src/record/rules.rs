//! The acts on an inquiry.

use calendar::{Day, Deadline, Limit};
use identity::RegionCode;
use ledger::{Context, Decision, Keeping, Secret};

use super::command::{Answer, Ask, AskAgain, Close, Remind};
use super::event::InquiryEvent;
use super::refusal::InquiryRefusal;
use super::state::{Inquiry, Standing};

/// Longest question or answer, in characters.
pub const WORDS_MAX: usize = 2_000;
/// Longest term, in working days.
pub const TERM_DAYS_MAX: u32 = 30;

/// What supervisors and organs say to each other about an application.
const SAID: Keeping = Keeping {
    purpose: "watching over the organs of a region",
    basis: "PIPL 13(3); 行政许可法 60",
    term_days: 3_650,
};

type Decided = Result<Decision<InquiryEvent>, InquiryRefusal>;

pub(super) fn ask(command: Ask, context: &mut Context<'_>) -> Decided {
    let words = said("said/1", &command.words)?;
    let due = due(command.term_days, command.region, context)?;
    let county = command.region.county();
    let year = context.at.day().year();
    let number = context.number(&format!("inquiry/{county}/{year}"));
    let event = InquiryEvent::Asked {
        number: format!("督办〔{year}〕{number}号"),
        application: command.application,
        application_number: command.application_number,
        title: command.title,
        step: command.step,
        organ: command.organ,
        region: command.region,
        due,
    };
    Ok(Decision::from(event).with_secret(words))
}

pub(super) fn answer(inquiry: &Inquiry, command: &Answer, context: &Context<'_>) -> Decided {
    match inquiry.standing {
        Standing::Open => {}
        Standing::Answered => return Err(InquiryRefusal::AnsweredBefore),
        Standing::Closed => return Err(InquiryRefusal::Closed),
    }
    let words = said(&next(inquiry), &command.words)?;
    let day = context.day(inquiry.region);
    let event = InquiryEvent::Answered {
        day,
        late: day > inquiry.due,
    };
    Ok(Decision::from(event).with_secret(words))
}

/// Once a day: a second word on the same day tells the organ nothing new.
pub(super) fn remind(inquiry: &Inquiry, command: &Remind, context: &Context<'_>) -> Decided {
    match inquiry.standing {
        Standing::Open => {}
        Standing::Answered => return Err(InquiryRefusal::AnsweredBefore),
        Standing::Closed => return Err(InquiryRefusal::Closed),
    }
    if inquiry.reminded_on == Some(context.at.day()) {
        return Err(InquiryRefusal::RemindedToday);
    }
    Ok(Decision::from(InquiryEvent::Reminded).with_secrets(said_if_any(&next(inquiry), &command.words)?))
}

pub(super) fn ask_again(inquiry: &Inquiry, command: &AskAgain, context: &Context<'_>) -> Decided {
    match inquiry.standing {
        Standing::Answered => {}
        Standing::Open => return Err(InquiryRefusal::NotAnswered),
        Standing::Closed => return Err(InquiryRefusal::Closed),
    }
    let words = said(&next(inquiry), &command.words)?;
    let due = due(command.term_days, inquiry.region, context)?;
    Ok(Decision::from(InquiryEvent::AskedAgain { due }).with_secret(words))
}

pub(super) fn close(inquiry: &Inquiry, command: &Close, _: &Context<'_>) -> Decided {
    if inquiry.standing == Standing::Closed {
        return Err(InquiryRefusal::Closed);
    }
    Ok(Decision::from(InquiryEvent::Closed).with_secrets(said_if_any(&next(inquiry), &command.words)?))
}

fn due(days: u32, region: RegionCode, context: &Context<'_>) -> Result<Day, InquiryRefusal> {
    if !(1..=TERM_DAYS_MAX).contains(&days) {
        return Err(InquiryRefusal::NoTerm { max: TERM_DAYS_MAX });
    }
    let calendar = context.calendar(region);
    Ok(Deadline::from(context.day(region), &Limit::working(days, "督办要求"), calendar).day(calendar))
}

/// Where the next word of an inquiry is kept.
fn next(inquiry: &Inquiry) -> String {
    format!("said/{}", inquiry.said.len() + 1)
}

fn said(path: &str, words: &str) -> Result<Secret, InquiryRefusal> {
    match words.trim() {
        "" => Err(InquiryRefusal::WordsMissing),
        words if words.chars().count() > WORDS_MAX => Err(InquiryRefusal::WordsTooLong { max: WORDS_MAX }),
        words => Ok(Secret::new(path, words, SAID)),
    }
}

fn said_if_any(path: &str, words: &str) -> Result<Option<Secret>, InquiryRefusal> {
    if words.trim().is_empty() {
        Ok(None)
    } else {
        said(path, words).map(Some)
    }
}
