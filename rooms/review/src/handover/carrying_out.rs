//! Carrying a handover out when its day has come: the post first, then every task in the old holder's hands. Whatever is
//! interrupted goes on where it was: each command has a key that follows from the handover.

use applications::record::command::Reassign;
use applications::record::state::Ordered;
use applications::record::{Applications, Refusal};
use authority::{Act, Actor, Duty, Permit, Subject, permit};
use identity::{OrganId, PostId, RecordId, RegionCode};
use ledger::{Key, Ledger, ReactionError, SubmitError, Unavailable, values};
use people::record::account::{Colleague, LeavePost, TakePost};
use people::record::{Account, AccountRefusal};
use people::views;
use procedure::definition::StepId;

use super::record::{Begin, Fail, Finish, Handovers, MoveOutcome, Moved, Order, Stage, TIMER, Task};
use crate::desks::Desks;

/// Under which name the system acts here.
const NAME: &str = "handover";

/// Has the ledger carry handovers out when their day has come.
pub(crate) fn carry_out_when_due(desks: &Desks) {
    let due = desks.clone();
    desks.ledger().on_timer(TIMER, move |record, _| {
        let desks = due.clone();
        async move { carry_out(&desks, record).await }
    });
}

async fn carry_out(desks: &Desks, handover: RecordId) -> Result<(), ReactionError> {
    let ledger = desks.ledger();
    let Some(snapshot) = ledger.state::<Handovers>(handover).await? else {
        return Ok(());
    };
    let Some(order) = snapshot.state.order.clone() else {
        return Ok(());
    };
    let work = Work {
        desks,
        handover,
        region: desks.post(&order.post).map_or_else(|| ledger.city(), |post| post.region),
        order,
    };
    let begun = match &snapshot.state.stage {
        Stage::Planned => match work.take_over().await? {
            Ok(()) => work.begin().await?,
            Err(why) => return work.fail(why).await,
        },
        Stage::Begun(tasks) => tasks.clone(),
        Stage::CalledOff | Stage::Done(_) | Stage::Failed(_) => return Ok(()),
    };
    work.finish(begun).await
}

/// One handover at work.
struct Work<'a> {
    desks: &'a Desks,
    handover: RecordId,
    region: RegionCode,
    order: Order,
}

impl Work<'_> {
    fn ledger(&self) -> &Ledger {
        self.desks.ledger()
    }

    /// What was ordered among colleagues must still be so on its day.
    async fn take_over(&self) -> Result<Result<(), &'static str>, ReactionError> {
        let order = &self.order;
        if order.among_colleagues {
            if !self.desks.post(&order.post).is_some_and(|post| post.is_of_chain()) {
                return Ok(Err("desk-handover-not-of-chain"));
            }
            if views::colleague(self.ledger(), order.to, &order.organ, |_| true)
                .await?
                .is_none()
            {
                return Ok(Err("desk-handover-to-outside"));
            }
        }
        self.change_hands().await
    }

    /// The new holder takes the post before the old one leaves it, so that it is never empty.
    async fn change_hands(&self) -> Result<Result<(), &'static str>, ReactionError> {
        let taking = TakePost {
            post: self.order.post.clone(),
            organ: self.order.organ.clone(),
        };
        let permit = self.permit(self.order.to)?;
        let taken = self
            .ledger()
            .submit::<Account, _>(&permit, self.order.to, taking, self.key("take"));
        match taken.await {
            Ok(_) | Err(SubmitError::Refused(AccountRefusal::HoldsPostAlready)) => {}
            Err(SubmitError::Refused(refusal)) => return Ok(Err(refusal.key())),
            Err(error) => return Err(error.into()),
        }
        let leaving = LeavePost {
            post: self.order.post.clone(),
        };
        let permit = self.permit(self.order.from)?;
        let left = self
            .ledger()
            .submit::<Account, _>(&permit, self.order.from, leaving, self.key("leave"));
        match left.await {
            Ok(_) | Err(SubmitError::Refused(AccountRefusal::DoesNotHoldPost)) => Ok(Ok(())),
            Err(error) => Err(error.into()),
        }
    }

    async fn begin(&self) -> Result<Vec<Task>, ReactionError> {
        let tasks = self.tasks().await?;
        let command = Begin { tasks: tasks.clone() };
        let permit = self.permit(self.handover)?;
        self.ledger()
            .submit::<Handovers, _>(&permit, self.handover, command, self.key("begin"))
            .await?;
        Ok(tasks)
    }

    /// What goes with the post.
    async fn tasks(&self) -> Result<Vec<Task>, ReactionError> {
        let Order { post, organ, from, .. } = &self.order;
        if takes_tasks_along(self.desks, post, *from, organ).await? {
            Ok(open_tasks(self.ledger(), organ, *from).await?)
        } else {
            Ok(Vec::new())
        }
    }

    async fn fail(&self, why: &str) -> Result<(), ReactionError> {
        let permit = self.permit(self.handover)?;
        self.ledger()
            .submit::<Handovers, _>(&permit, self.handover, Fail { why: why.to_owned() }, self.key("fail"))
            .await?;
        Ok(())
    }

    /// Moves what was there when it began, and what the old holder had still taken on meanwhile.
    async fn finish(&self, begun: Vec<Task>) -> Result<(), ReactionError> {
        let mut moved = Vec::with_capacity(begun.len());
        for task in begun {
            moved.push(self.move_one(task).await?);
        }
        for task in self.tasks().await? {
            if !moved.iter().any(|one| one.task == task) {
                moved.push(self.move_one(task).await?);
            }
        }
        let permit = self.permit(self.handover)?;
        self.ledger()
            .submit::<Handovers, _>(&permit, self.handover, Finish { moved }, self.key("finish"))
            .await?;
        Ok(())
    }

    async fn move_one(&self, task: Task) -> Result<Moved, ReactionError> {
        let Some(to) = self.ledger().state::<Account>(self.order.to).await? else {
            return Err(ReactionError::Failed("the new holder has no account".to_owned()));
        };
        let to = Colleague {
            account: self.order.to,
            version: to.version,
        };
        let outcome = match self.reassign(&task, Some(to)).await {
            Ok(()) => MoveOutcome::Moved,
            Err(SubmitError::Refused(Refusal::Recused)) => match self.reassign(&task, None).await {
                Ok(()) => MoveOutcome::OnTheDesk,
                Err(SubmitError::Refused(refusal)) => MoveOutcome::Stayed(refusal.key().to_owned()),
                Err(error) => return Err(error.into()),
            },
            Err(SubmitError::Refused(refusal)) => MoveOutcome::Stayed(refusal.key().to_owned()),
            Err(error) => return Err(error.into()),
        };
        Ok(Moved { task, outcome })
    }

    async fn reassign(&self, task: &Task, to: Option<Colleague>) -> Result<(), SubmitError<Refusal>> {
        let command = Reassign {
            step: task.step.clone(),
            from: Some(self.order.from),
            to,
            reason: String::new(),
            handover: Some(Ordered {
                handover: self.handover,
                ordered_by: self.order.by,
            }),
        };
        let permit = self.permit(task.application).map_err(|_| SubmitError::NotPermitted)?;
        let to = if to.is_some() { "to" } else { "desk" };
        let key = self.key(&format!("{}:{}:{to}", task.application, task.step));
        self.ledger()
            .submit::<Applications, _>(&permit, task.application, command, key)
            .await
            .map(|_| ())
    }

    fn key(&self, what: &str) -> Key {
        Key::derived(&[NAME, &self.handover.to_string(), what])
    }

    fn permit<A: Act>(&self, record: RecordId) -> Result<Permit<A>, ReactionError> {
        let subject = Subject::new(record, self.region).on_desk(self.order.organ.clone());
        permit(&Actor::reaction(NAME), &subject).map_err(|denied| ReactionError::Failed(denied.to_string()))
    }
}

/// Whether the tasks in somebody's hands go with a post: it is one that handles, and its holder has no other such post left
/// in the organ. Whoever gives away a signature alone goes on with what he or she handles.
pub(crate) async fn takes_tasks_along(
    desks: &Desks,
    post: &PostId,
    holder: RecordId,
    organ: &OrganId,
) -> Result<bool, Unavailable> {
    let handles = |post: &PostId| desks.post(post).is_some_and(|post| post.has_any(&[Duty::Handle]));
    let goes_on = views::colleague(desks.ledger(), holder, organ, |other| other != post && handles(other)).await?;
    Ok(handles(post) && goes_on.is_none())
}

/// The open tasks that somebody holds for an organ, by due day.
pub(crate) async fn open_tasks(ledger: &Ledger, organ: &OrganId, holder: RecordId) -> Result<Vec<Task>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT application, step FROM task WHERE city = $1 AND organ = $2 AND holder = $3 ORDER BY due, came, application, step",
            values![ledger.city(), organ.as_str(), holder],
        )
        .await?;
    let task = |row: &ledger::Row| {
        let step: String = row.get(1)?;
        Ok(Task {
            application: row.get(0)?,
            step: StepId::from(step.as_str()),
        })
    };
    rows.iter().map(task).collect()
}
