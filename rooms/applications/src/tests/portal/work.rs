//! What the organs do meanwhile, each act with a permit of its own.

use std::sync::Arc;

use authority::{Actor, Duty, acts};
use identity::RecordId;
use ledger::CommandOf;
use procedure::definition::{StepId, StepKind};

use super::{Town, staff};
use crate::access::see;
use crate::record::Applications;
use crate::record::command::*;
use crate::record::state::{CaseStatus, Opinion, StepState, StepStatus};

impl Town {
    /// The organ of a step asks for these papers anew.
    pub(super) async fn ask(&self, record: RecordId, step: &str, papers: &[&str], words: &str) {
        let handler = self.take_on(record, step).await;
        let materials = papers.iter().map(|paper| (*paper).into()).collect();
        let command = AskRefinement {
            step: StepId::from(step),
            request: words.into(),
            materials,
        };
        self.on_step(&handler, record, step, command).await;
    }

    /// The organ of a step says what it found, through its whole chain.
    pub(super) async fn opine(&self, record: RecordId, step: &str, opinion: Opinion, words: &str) {
        let handler = self.take_on(record, step).await;
        let command = GiveOpinion {
            step: StepId::from(step),
            opinion,
            text: words.into(),
            points: Vec::new(),
        };
        self.on_step(&handler, record, step, command).await;
        for _ in 0..3 {
            let state = self.step(record, step).await;
            if state.status != StepStatus::Open {
                return;
            }
            let colleague = staff(&self.room.catalogue.current(), &state.planned.organ, state.duty());
            self.on_step(
                &colleague,
                record,
                step,
                PassStage {
                    step: StepId::from(step),
                },
            )
            .await;
        }
    }

    /// Every open step but those named does its work.
    pub(super) async fn work(&self, record: RecordId, except: &[&str]) {
        for state in &self.application(record).await.steps {
            let step = state.planned.step.as_str();
            if state.status != StepStatus::Open || except.contains(&step) {
                continue;
            }
            match state.planned.kind {
                StepKind::Acceptance => {
                    let handler = staff(&self.room.catalogue.current(), &state.planned.organ, Duty::Handle);
                    self.on_step(&handler, record, step, Accept::by(StepId::from(step))).await;
                }
                StepKind::Decision => {
                    let signer = staff(&self.room.catalogue.current(), &state.planned.organ, Duty::Sign);
                    let seen = see(self.ledger(), &signer, record).await.unwrap();
                    let permit = seen.permit_on_step::<acts::SignOff>(&signer, state).unwrap();
                    let command = SignOff::by(StepId::from(step));
                    self.ledger()
                        .submit::<Applications, _>(&permit, record, command, fresh())
                        .await
                        .unwrap();
                }
                StepKind::PublicNotice => {}
                StepKind::Payment => self.settle(record, state).await,
                StepKind::Review
                | StepKind::Confirmation
                | StepKind::External
                | StepKind::Survey
                | StepKind::Meeting
                | StepKind::Hearing => self.opine(record, step, Opinion::Agree, "").await,
            }
        }
    }

    /// The organ waives a payment by the first rule that applies.
    async fn settle(&self, record: RecordId, state: &StepState) {
        let step = state.planned.step.as_str();
        let handler = staff(&self.room.catalogue.current(), &state.planned.organ, Duty::Handle);
        let rule = state.planned.payment.as_ref().unwrap().waivers[0].clone();
        let command = WaivePayment {
            step: StepId::from(step),
            rule,
            reasons: "符合免征规定".into(),
        };
        self.on_step(&handler, record, step, command).await;
    }

    /// The land is there.
    pub(super) async fn open_gate(&self, record: RecordId) {
        let release = self.room.catalogue.current();
        let application = self.application(record).await;
        let gate = application.gates[0].clone();
        let handler = staff(&release, &gate.organ, Duty::Handle);
        let matter = release.matter(application.plan.as_ref().unwrap().matter.as_str()).unwrap();
        let definition = matter.gates.iter().find(|definition| definition.id == gate.gate).unwrap();
        let facts = definition
            .facts
            .iter()
            .map(|fact| (fact.clone(), "2026-12-10".to_owned()))
            .collect();
        let seen = see(self.ledger(), &handler, record).await.unwrap();
        let permit = seen.permit_on_gate(&handler, &gate, &definition.function).unwrap();
        let command = OpenGate {
            gate: gate.gate.clone(),
            facts,
        };
        self.ledger()
            .submit::<Applications, _>(&permit, record, command, fresh())
            .await
            .unwrap();
    }

    /// All the work there is, day by day, until everything has been served.
    pub(super) async fn work_to_the_end(&self, record: RecordId) {
        for _ in 0..40 {
            self.work_a_day(record).await;
            // What follows from events happens beside: issue, render, serve.
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            let application = self.application(record).await;
            if application
                .cases
                .iter()
                .all(|case| case.status == CaseStatus::Granted && case.served_on.is_some())
            {
                return;
            }
        }
        panic!("it did not come to its end");
    }

    /// The work of a day; when nothing else is left, the land is there.
    pub(super) async fn work_a_day(&self, record: RecordId) {
        self.work(record, &[]).await;
        let application = self.application(record).await;
        if application.gates.iter().any(|gate| gate.opened_on.is_none())
            && application.steps.iter().all(|step| step.status != StepStatus::Open)
        {
            self.open_gate(record).await;
        }
        self.pass_working_days(1);
    }

    pub(super) async fn step(&self, record: RecordId, step: &str) -> StepState {
        self.application(record).await.step(&StepId::from(step)).unwrap().clone()
    }

    async fn take_on(&self, record: RecordId, step: &str) -> Arc<Actor> {
        let state = self.step(record, step).await;
        let handler = staff(&self.room.catalogue.current(), &state.planned.organ, Duty::Handle);
        self.on_step(
            &handler,
            record,
            step,
            Claim {
                step: StepId::from(step),
            },
        )
        .await;
        handler
    }

    async fn on_step<C: CommandOf<Applications, Act = acts::WorkOnStep>>(
        &self,
        actor: &Arc<Actor>,
        record: RecordId,
        step: &str,
        command: C,
    ) {
        let state = self.step(record, step).await;
        let seen = see(self.ledger(), actor, record).await.unwrap();
        let permit = seen.permit_on_step::<acts::WorkOnStep>(actor, &state).unwrap();
        self.ledger()
            .submit::<Applications, _>(&permit, record, command, fresh())
            .await
            .unwrap();
    }
}

/// A key that no other act has.
pub(super) fn fresh() -> ledger::Key {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    ledger::Key::new(format!("test-{}", COUNT.fetch_add(1, Ordering::SeqCst)))
}
