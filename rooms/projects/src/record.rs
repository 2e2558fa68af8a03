//! The record of a project: registered by its owner, who keeps its answers, title and address up to date. Pure.

mod command;
mod event;
mod helper;
pub mod keeping;
mod refusal;
mod state;
mod words;

use authority::{Capacity, Party};
use identity::RecordId;
use ledger::{Claim, Context, Decision, Record, Rows, Stamp, Table};
use procedure::{Answer, Answers};

use crate::project_code::ProjectCode;

pub use command::{ChangeProject, OpenProject, ProjectCommand};
pub use event::ProjectEvent;
pub use helper::{AssignHelper, HelperOf};
pub use refusal::ProjectRefusal;
pub use state::{ProjectState, Registration};
pub use words::{ADDRESS_LENGTH_MAX, CONTACT_NAME_LENGTH_MAX, Contact, TITLE_LENGTH_MAX};
pub use words::{address as checked_address, contact_name as checked_contact_name, title as checked_title};

/// The vault path of the address.
pub const ADDRESS: &str = "address";
/// The vault path of the contact: name and phone.
pub const CONTACT: &str = "contact";
/// The most questions that a project answers.
pub const ANSWERS_MAX: usize = 200;
/// The longest value of a choice.
const CHOICE_BYTES_MAX: usize = 64;

/// The kind of record; its state is a [`ProjectState`].
#[derive(Clone, Copy, Debug)]
pub enum Project {}

impl Record for Project {
    const KIND: &'static str = "project";
    const EVENT_VERSION: u32 = 1;

    type State = ProjectState;
    type Command = ProjectCommand;
    type Event = ProjectEvent;
    type Refusal = ProjectRefusal;

    fn decide(
        state: &ProjectState,
        command: ProjectCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<ProjectEvent>, ProjectRefusal> {
        match (&state.registration, command) {
            (None, ProjectCommand::Open(command)) => open(*command, context),
            (Some(_), ProjectCommand::Open(_)) => Err(ProjectRefusal::AlreadyOpen),
            (None, ProjectCommand::Change(_) | ProjectCommand::AssignHelper(_)) => Err(ProjectRefusal::NotOpen),
            (Some(registration), ProjectCommand::Change(command)) => change(registration, command),
            (Some(registration), ProjectCommand::AssignHelper(command)) => Ok(helper::assign(registration, command)),
        }
    }

    fn apply(state: &mut ProjectState, event: &ProjectEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        crate::views::TABLES
    }

    fn rows(id: RecordId, before: &ProjectState, after: &ProjectState, _: &Stamp, rows: &mut Rows) {
        crate::views::write(id, before, after, rows);
    }
}

fn open(command: OpenProject, context: &Context<'_>) -> Result<Decision<ProjectEvent>, ProjectRefusal> {
    let seeding = context.actor.capacity == Capacity::Seed;
    if !seeding && context.actor.party() != Some(command.owner) {
        return Err(ProjectRefusal::NotTheOwner);
    }
    let title = words::title(&command.title)?;
    let address = words::address(&command.address)?;
    let contact = command.contact.checked()?;
    within_bounds(&command.answers)?;
    let event = ProjectEvent::Opened {
        code: command.code.clone(),
        owner: command.owner,
        title,
        region: command.region,
        answers: command.answers,
        sample: seeding,
    };
    Ok(Decision::from(event)
        .claiming(code_claim(&command.code))
        .with_secrets([keeping::address(&address), keeping::contact(&contact)]))
}

fn change(registration: &Registration, command: ChangeProject) -> Result<Decision<ProjectEvent>, ProjectRefusal> {
    let mut events = Vec::new();
    let mut secrets = Vec::new();
    if let Some(title) = command.title.as_deref().map(words::title).transpose()?
        && title != registration.title
    {
        events.push(ProjectEvent::Renamed { title });
    }
    if let Some(answers) = command.answers
        && answers != registration.answers
    {
        within_bounds(&answers)?;
        events.push(ProjectEvent::Answered { answers });
    }
    if let Some(address) = command.address.as_deref().map(words::address).transpose()? {
        secrets.push(keeping::address(&address));
        events.push(ProjectEvent::AddressChanged);
    }
    if let Some(contact) = command.contact.map(Contact::checked).transpose()? {
        secrets.push(keeping::contact(&contact));
        events.push(ProjectEvent::ContactChanged);
    }
    Ok(Decision::from(events).with_secrets(secrets))
}

/// Answers come from declared questions, so these bounds only stop what no page of ours sends.
fn within_bounds(answers: &Answers) -> Result<(), ProjectRefusal> {
    let fits = |answer: &Answer| match answer {
        Answer::Choice(value) => value.len() <= CHOICE_BYTES_MAX,
        Answer::Flag(_) | Answer::Number(_) => true,
    };
    if answers.iter().count() <= ANSWERS_MAX && answers.iter().all(|(_, answer)| fits(answer)) {
        Ok(())
    } else {
        Err(ProjectRefusal::TooManyAnswers)
    }
}

/// One record a project.
#[must_use]
pub fn code_claim(code: &ProjectCode) -> Claim {
    Claim::new("project-code", code.as_str())
}

/// The record behind an owner; persons' and enterprises' identifiers never coincide.
pub(crate) fn owner_id(owner: Party) -> RecordId {
    match owner {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}
