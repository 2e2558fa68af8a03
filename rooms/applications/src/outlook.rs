//! How an application stands, in a few words, for somebody who helps: no form, no papers, no names of persons.

use calendar::{Calendar, Day};
use catalogue::Names;
use front::furniture::Lamp;

use crate::pages::{application_lamp, application_title, waits_for_applicant};
use crate::record::Application;
use crate::record::state::{StepState, StepStatus};
use crate::timeline::Timeline;

/// So many of the steps that come next are named.
const NEXT_MAX: usize = 5;

/// How an application stands.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Its number.
    pub number: String,
    /// The state in a sentence.
    pub title: String,
    /// Its light.
    pub lamp: Lamp,
    /// What is asked of the applicant now: the steps that wait for it.
    pub asked: Vec<String>,
    /// The open steps.
    pub open: Vec<OpenStep>,
    /// What comes next.
    pub next: Vec<String>,
}

/// A step on an organ's desk.
#[derive(Clone, Debug)]
pub struct OpenStep {
    /// What it is called.
    pub name: String,
    /// Whose desk.
    pub organ: String,
    /// Until when, in words.
    pub due: String,
    /// Its light.
    pub lamp: Lamp,
}

impl Outlook {
    /// As of today; none before submission.
    #[must_use]
    pub fn of(names: &Names<'_>, application: &Application, calendar: &Calendar, today: Day) -> Option<Self> {
        let number = application.filing.as_ref()?.number.to_string();
        let timeline = Timeline::of(application, calendar, today)?;
        let named = |step: &StepState| names.planned(&step.planned).plain().to_owned();
        let asking = application.steps.iter().filter(|step| waits_for_applicant(step));
        let waiting = application.steps.iter().filter(|step| step.status == StepStatus::Waiting);
        Some(Self {
            number,
            title: application_title(names, application, &timeline),
            lamp: application_lamp(names.texts, application, calendar, today, &timeline),
            asked: asking
                .map(|step| {
                    let said = names.texts.say("outlook-asked").with("step", named(step));
                    said.with("organ", names.organ(&step.planned.organ).plain()).to_string()
                })
                .collect(),
            open: application
                .steps
                .iter()
                .filter(|step| step.status == StepStatus::Open)
                .map(|step| open(names, step, today))
                .collect(),
            next: waiting.take(NEXT_MAX).map(named).collect(),
        })
    }
}

fn open(names: &Names<'_>, step: &StepState, today: Day) -> OpenStep {
    let due = step.due.map(|due| due.day);
    OpenStep {
        name: names.planned(&step.planned).plain().to_owned(),
        organ: names.organ(&step.planned.organ).plain().to_owned(),
        due: due.map(|day| names.texts.long_day(&day)).unwrap_or_default(),
        lamp: match due {
            Some(day) if day < today => Lamp::new(front::furniture::Shape::Red, names.texts.say("outlook-late")),
            Some(_) | None => Lamp::new(front::furniture::Shape::Green, names.texts.say("outlook-in-time")),
        },
    }
}
