//! The head of a step's page: what it is, whose, and until when.

use applications::lamps::due_lamp;
use applications::record::state::{Level, StepStatus};
use authority::Party;
use calendar::{Limit, TimedClock, Unit};
use front::furniture::{Lamp, Shape};
use front::{Problem, Texts};
use ledger::{Ledger, Unavailable};
use people::record::EnterpriseState;
use people::{Enterprise, views};

use super::Sight;

/// The head of the page.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// The matter.
    pub(crate) matter: String,
    /// The application's number.
    pub(crate) number: String,
    /// Its title.
    pub(crate) title: String,
    /// The step.
    pub(crate) name: String,
    /// The item in full.
    pub(crate) item: String,
    /// The case's number; empty for a mere check.
    pub(crate) case_number: String,
    /// How it stands with its time.
    pub(crate) lamp: Lamp,
    /// 鲁北冷链有限公司（9137162**********）.
    pub(crate) applicant: String,
    /// The promised limit: 7 个工作日.
    pub(crate) promised: String,
    /// Its last day; empty while no clock runs.
    pub(crate) due: String,
    /// Whether that day is over.
    pub(crate) pace: Pace,
    /// The limit that the law gives, and its ground; empty where none is known.
    pub(crate) statutory: String,
    /// The day of acceptance; empty in pre-review.
    pub(crate) accepted: String,
    /// Working days counted so far.
    pub(crate) counted: u32,
    /// Who has been told that it is short of time or late.
    pub(crate) escalated: Option<&'static str>,
    /// Where the whole application is shown.
    pub(crate) application_path: String,
}

/// Whether the last day of a step has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// It has not.
    InTime,
    /// It has.
    Late,
}

impl Heading {
    /// One key while there is time, another once the last day has passed.
    pub(crate) fn in_time_or(&self, in_time: &'static str, late: &'static str) -> &'static str {
        match self.pace {
            Pace::InTime => in_time,
            Pace::Late => late,
        }
    }
}

/// The head of a step's page.
pub(crate) async fn heading(ledger: &Ledger, sight: &Sight<'_>, shown: NameShown) -> Result<Heading, Problem> {
    let (filing, plan, planned) = (sight.filing()?, sight.plan()?, &sight.step.planned);
    let applicant = applicant(ledger, sight.texts, filing.applicant, shown)
        .await
        .map_err(crate::seeing::unavailable)?;
    let case = sight.application().case(&planned.item);
    let statutory = sight
        .application()
        .planned_item(&planned.item)
        .and_then(|item| item.statutory.as_ref());
    Ok(Heading {
        matter: sight.words.matter(plan.matter.as_str()),
        number: filing.number.to_string(),
        title: filing.title.clone(),
        name: sight.name(),
        item: sight.words.item_in_full(&planned.item),
        case_number: case.map(|case| case.number.to_string()).unwrap_or_default(),
        lamp: step_lamp(sight),
        applicant,
        promised: days(sight.texts, &sight.step.limit()),
        due: sight
            .step
            .due
            .map(|due| sight.texts.day(&due.deadline.day(sight.calendar)))
            .unwrap_or_default(),
        pace: match sight.step.due {
            Some(due) if due.deadline.day(sight.calendar) < sight.today => Pace::Late,
            Some(_) | None => Pace::InTime,
        },
        statutory: match case.and_then(|case| case.statutory.as_ref()) {
            Some(timed) => running_in_law(sight, timed),
            None => statutory.map(|limit| in_law(sight.texts, limit)).unwrap_or_default(),
        },
        accepted: case
            .and_then(|case| case.accepted_on)
            .map(|day| sight.texts.day(&day))
            .unwrap_or_default(),
        counted: sight.step.counted(sight.calendar, sight.today),
        escalated: sight.step.escalated.map(escalated_key),
        application_path: format!("/desk/applications/{}", sight.seen.record),
    })
}

/// The light of a step: of its clock while it is open, otherwise the word for how it stands.
pub(crate) fn step_lamp(sight: &Sight<'_>) -> Lamp {
    let texts = sight.texts;
    match sight.step.status {
        StepStatus::Waiting => Lamp::new(Shape::Open, texts.say("desk-step-waits")),
        StepStatus::Refining | StepStatus::Paying | StepStatus::Supplementing | StepStatus::Unsupported => {
            Lamp::new(Shape::Blue, texts.say("desk-waits-for-applicant"))
        }
        StepStatus::SpecialProcedure => Lamp::new(Shape::Blue, texts.say("desk-special-procedure")),
        StepStatus::Dropped => Lamp::new(Shape::Done, texts.say("desk-step-dropped")),
        StepStatus::Done => match sight.step.verdict {
            Some(calendar::Verdict::Late { by }) => Lamp::new(Shape::Red, texts.say("desk-done-late").with("days", by)),
            Some(calendar::Verdict::InTime) | None => Lamp::done(texts),
        },
        StepStatus::Open => match sight.step.due {
            Some(due) => due_lamp(
                texts,
                due.light_days_within(sight.step.limit_days()),
                sight.calendar,
                sight.today,
            ),
            None => Lamp::none(),
        },
    }
}

/// How much of a person's name is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameShown {
    /// All of it: to whoever has the step to do, like everything else in the form. That they looked is written down.
    InFull,
    /// The surname.
    Masked,
}

/// Who applies: an enterprise with its masked code, a person by name.
pub(crate) async fn applicant(ledger: &Ledger, texts: &Texts, party: Party, shown: NameShown) -> Result<String, Unavailable> {
    match party {
        Party::Enterprise(enterprise) => {
            let known = ledger.state::<Enterprise>(enterprise).await?;
            Ok(known.map(|known| enterprise_words(texts, &known.state)).unwrap_or_default())
        }
        Party::Person(account) => {
            let names = views::names(ledger, &[account]).await?;
            let name = names.get(&account).map(|name| match shown {
                NameShown::InFull => name.clone(),
                NameShown::Masked => identity::mask_name(name),
            });
            Ok(name.unwrap_or_default())
        }
    }
}

fn enterprise_words(texts: &Texts, enterprise: &EnterpriseState) -> String {
    let code = enterprise
        .credit_code()
        .map(|code| masked_code(code.as_str()))
        .unwrap_or_default();
    texts
        .say("desk-applicant-enterprise")
        .with("name", enterprise.name())
        .with("code", code)
        .to_string()
}

/// The first eight of a credit code: registration and region, not whose it is.
fn masked_code(code: &str) -> String {
    code.chars()
        .enumerate()
        .map(|(place, character)| if place < SHOWN_OF_CODE { character } else { '*' })
        .collect()
}

const SHOWN_OF_CODE: usize = 8;

/// 7 个工作日.
pub(crate) fn days(texts: &Texts, limit: &Limit) -> String {
    let key = match limit.unit {
        Unit::Working => "desk-working-days",
        Unit::Calendar => "desk-calendar-days",
    };
    texts.say(key).with("days", limit.number).to_string()
}

/// 法定 20 个工作日（行政许可法 42），已计 3 个，到 11 月 30 日（周一）: the second clock of the case.
fn running_in_law(sight: &Sight<'_>, timed: &TimedClock) -> String {
    let texts = sight.texts;
    let law = in_law(texts, &timed.terms.limit);
    let counted = timed.counted(sight.calendar, sight.today);
    match (timed.clock.finished(), timed.due(sight.calendar)) {
        (Some(_), _) => law,
        (None, Some(due)) => texts
            .say("desk-statutory-runs")
            .with("law", law)
            .with("counted", counted)
            .with("until", texts.day(&due.day(sight.calendar)))
            .to_string(),
        (None, None) => texts
            .say("desk-statutory-stands")
            .with("law", law)
            .with("counted", counted)
            .to_string(),
    }
}

fn in_law(texts: &Texts, limit: &Limit) -> String {
    texts
        .say("desk-statutory")
        .with("days", days(texts, limit))
        .with("ground", &limit.ground)
        .to_string()
}

/// The key of who has been told.
pub(crate) fn escalated_key(level: Level) -> &'static str {
    match level {
        Level::Handler => "desk-escalated-handler",
        Level::Head => "desk-escalated-head",
        Level::Supervisor => "desk-escalated-supervisor",
    }
}
