//! The record of a handover.

use authority::acts;
use calendar::{Day, Moment};
use identity::{OrganId, PostId, RecordId};
use ledger::{CommandOf, Context, Decision, Record, Rows, Stamp, Table, values};
use people::record::account::Colleague;
use procedure::definition::StepId;
use serde::{Deserialize, Serialize};

/// The timer that carries a handover out.
pub(crate) const TIMER: &str = "handover";
/// How many days ahead a handover is planned at most.
pub(crate) const DAYS_AHEAD_MAX: i32 = 366;

/// The kind of record.
#[derive(Clone, Debug)]
pub(crate) enum Handovers {}

/// A handover as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Handover {
    /// What was ordered; none before it.
    pub(crate) order: Option<Order>,
    /// How far it is.
    pub(crate) stage: Stage,
}

/// What was ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The post.
    pub(crate) post: PostId,
    /// Its organ.
    pub(crate) organ: OrganId,
    /// Who hands it over.
    pub(crate) from: RecordId,
    /// To whom.
    pub(crate) to: RecordId,
    /// From which day.
    pub(crate) day: Day,
    /// Who ordered it.
    pub(crate) by: RecordId,
    /// Whether whoever ordered it assigns no posts: then it is one of the chain, and whoever takes it works in the organ.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) among_colleagues: bool,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Stage {
    /// Waits for its day.
    #[default]
    Planned,
    /// Called off before its day.
    CalledOff,
    /// The post has changed hands; these tasks are to move.
    Begun(Vec<Task>),
    /// Done.
    Done(Vec<Moved>),
    /// It could not be done: the key of why not.
    Failed(String),
}

/// A task that is to move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    /// Its application.
    pub(crate) application: RecordId,
    /// The step.
    pub(crate) step: StepId,
}

/// What came of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    /// Which.
    pub(crate) task: Task,
    /// What came of it.
    pub(crate) outcome: MoveOutcome,
}

/// What came of a task that was to move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome", content = "why")]
pub(crate) enum MoveOutcome {
    /// The new holder has it.
    Moved,
    /// The new holder may not have it; it lies on the desk.
    OnTheDesk,
    /// It stayed: the key of why.
    Stayed(String),
}

/// Orders a handover.
#[derive(Clone, Debug)]
pub(crate) struct PlanHandover {
    pub(crate) post: PostId,
    pub(crate) organ: OrganId,
    /// Who holds the post, as was read.
    pub(crate) from: Colleague,
    pub(crate) to: RecordId,
    pub(crate) day: Day,
    /// Whether whoever orders it assigns no posts.
    pub(crate) among_colleagues: bool,
}

/// Calls it off.
#[derive(Clone, Debug)]
pub(crate) struct CallOff;

/// Says that the post has changed hands, and which tasks are to move.
#[derive(Clone, Debug)]
pub(crate) struct Begin {
    pub(crate) tasks: Vec<Task>,
}

/// Says what came of each task.
#[derive(Clone, Debug)]
pub(crate) struct Finish {
    pub(crate) moved: Vec<Moved>,
}

/// Says why it could not be done.
#[derive(Clone, Debug)]
pub(crate) struct Fail {
    pub(crate) why: String,
}

/// Any of them.
#[derive(Clone, Debug)]
pub(crate) enum HandoverCommand {
    Plan(PlanHandover),
    CallOff(CallOff),
    Begin(Begin),
    Finish(Finish),
    Fail(Fail),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub(crate) enum HandoverEvent {
    /// It was ordered.
    Planned(Order),
    /// It was called off.
    CalledOff,
    /// The post has changed hands.
    Begun {
        /// What is to move.
        tasks: Vec<Task>,
    },
    /// Every task has been dealt with.
    Done {
        /// What came of each.
        moved: Vec<Moved>,
    },
    /// It could not be done.
    Failed {
        /// The key of why.
        why: String,
    },
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum HandoverRefusal {
    /// Ordered before, or under way.
    #[error("the handover has begun already")]
    Begun,
    /// There is none.
    #[error("there is no such handover")]
    Unknown,
    /// To oneself.
    #[error("a post is handed to somebody else")]
    ToOneself,
    /// A day that has passed, or is too far ahead.
    #[error("the day must be from today on, and at most {DAYS_AHEAD_MAX} days ahead")]
    DayOutOfReach,
    /// Ordered by nobody.
    #[error("a handover is ordered by a person")]
    Nobody,
}

impl HandoverRefusal {
    /// The message that says what to do.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Begun => "desk-handover-begun-already",
            Self::Unknown => "desk-handover-unknown",
            Self::ToOneself => "desk-handover-to-oneself",
            Self::DayOutOfReach => "desk-handover-day-out-of-reach",
            Self::Nobody => "desk-refusal-not-yours",
        }
    }
}

impl Record for Handovers {
    const KIND: &'static str = "handover";
    const EVENT_VERSION: u32 = 1;
    type State = Handover;
    type Command = HandoverCommand;
    type Event = HandoverEvent;
    type Refusal = HandoverRefusal;

    fn decide(
        state: &Handover,
        command: HandoverCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<HandoverEvent>, HandoverRefusal> {
        match (&state.order, &state.stage, command) {
            (None, _, HandoverCommand::Plan(plan)) => order(plan, context),
            (None, _, _) => Err(HandoverRefusal::Unknown),
            (Some(_), Stage::Planned, HandoverCommand::CallOff(_)) => Ok(HandoverEvent::CalledOff.into()),
            (Some(_), Stage::Planned, HandoverCommand::Begin(begin)) => Ok(HandoverEvent::Begun { tasks: begin.tasks }.into()),
            (Some(_), Stage::Planned, HandoverCommand::Fail(fail)) => Ok(HandoverEvent::Failed { why: fail.why }.into()),
            (Some(_), Stage::Begun(_), HandoverCommand::Finish(finish)) => Ok(HandoverEvent::Done { moved: finish.moved }.into()),
            (Some(_), _, _) => Err(HandoverRefusal::Begun),
        }
    }

    fn apply(state: &mut Handover, event: &HandoverEvent, _: &Stamp) {
        match event {
            HandoverEvent::Planned(order) => state.order = Some(order.clone()),
            HandoverEvent::CalledOff => state.stage = Stage::CalledOff,
            HandoverEvent::Begun { tasks } => state.stage = Stage::Begun(tasks.clone()),
            HandoverEvent::Done { moved } => state.stage = Stage::Done(moved.clone()),
            HandoverEvent::Failed { why } => state.stage = Stage::Failed(why.clone()),
        }
    }

    fn tables() -> &'static [Table] {
        TABLES
    }

    fn rows(id: RecordId, before: &Handover, after: &Handover, _: &Stamp, rows: &mut Rows) {
        let Some(order) = &after.order else { return };
        if before.order.is_none() {
            rows.execute(
                "INSERT INTO handover (city, organ, record, day, stage) VALUES ($1, $2, $3, $4, $5)",
                values![rows.city(), order.organ.as_str(), id, order.day, after.stage.as_str()],
            );
        } else if before.stage != after.stage {
            rows.execute(
                "UPDATE handover SET stage = $1 WHERE city = $2 AND organ = $3 AND record = $4",
                values![after.stage.as_str(), rows.city(), order.organ.as_str(), id],
            );
        }
        let waits = |state: &Handover| state.order.is_some() && matches!(state.stage, Stage::Planned | Stage::Begun(_));
        if waits(before) != waits(after) {
            rows.timer(TIMER, waits(after).then(|| Moment::at(order.day, 0, 0)));
        }
    }
}

const TABLES: &[Table] = &[Table {
    name: "handover",
    version: 1,
    create: "
        CREATE TABLE handover (
            city BIGINT NOT NULL,
            organ TEXT NOT NULL,
            record BYTEA NOT NULL,
            day BIGINT NOT NULL,
            stage TEXT NOT NULL,
            PRIMARY KEY (city, organ, record)
        );",
}];

fn order(plan: PlanHandover, context: &Context<'_>) -> Result<Decision<HandoverEvent>, HandoverRefusal> {
    let ahead = plan.day.since(context.at.day());
    if !(0..=DAYS_AHEAD_MAX).contains(&ahead) {
        return Err(HandoverRefusal::DayOutOfReach);
    }
    if plan.from.account == plan.to {
        return Err(HandoverRefusal::ToOneself);
    }
    let event = HandoverEvent::Planned(Order {
        post: plan.post,
        organ: plan.organ,
        from: plan.from.account,
        to: plan.to,
        day: plan.day,
        by: context.actor.account.ok_or(HandoverRefusal::Nobody)?,
        among_colleagues: plan.among_colleagues,
    });
    Ok(Decision::from(event).expecting(plan.from.account, plan.from.version))
}

impl Stage {
    /// As index rows and the API write it.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::CalledOff => "called_off",
            Self::Begun(_) => "begun",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }
}

impl From<PlanHandover> for HandoverCommand {
    fn from(command: PlanHandover) -> Self {
        Self::Plan(command)
    }
}

impl From<CallOff> for HandoverCommand {
    fn from(command: CallOff) -> Self {
        Self::CallOff(command)
    }
}

impl From<Begin> for HandoverCommand {
    fn from(command: Begin) -> Self {
        Self::Begin(command)
    }
}

impl From<Finish> for HandoverCommand {
    fn from(command: Finish) -> Self {
        Self::Finish(command)
    }
}

impl From<Fail> for HandoverCommand {
    fn from(command: Fail) -> Self {
        Self::Fail(command)
    }
}

impl CommandOf<Handovers> for PlanHandover {
    type Act = acts::HandOver;
}

impl CommandOf<Handovers> for CallOff {
    type Act = acts::HandOver;
}

impl CommandOf<Handovers> for Begin {
    type Act = acts::React;
}

impl CommandOf<Handovers> for Finish {
    type Act = acts::React;
}

impl CommandOf<Handovers> for Fail {
    type Act = acts::React;
}
