//! Each transition as the command that a page of the city would submit: see the application, ask the policy, submit.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use applications::access::{Seen, see};
use applications::record::Applications;
use applications::record::command::{
    Accept, AskRefinement, Claim, GiveOpinion, Instead, OpenGate, Rate, RecordDocument, Serve, SignOff, Submit, SupplyRefinement,
    Upload,
};
use applications::record::state::{Document, Grade, Opinion};
use authority::{Act, Actor, Permit, Subject, acts, permit};
use front::fresh_key;
use identity::RecordId;
use ledger::CommandOf;
use procedure::Answers;
use procedure::definition::{FieldId, FileType, GateId, ItemId, MaterialId, MatterId, StepId};

use super::{Inner, applicant, county, party};
use crate::bench::case::{Case, Kind, MATERIALS, SIMPLE_MATERIALS, Transition};
use crate::bench::papers;

/// The reaction in whose place the client renders and serves.
const REACTION: &str = "bench";
/// The gate of the joint matter.
const GATE: &str = "land";
/// The steps of the simple matter, and its item.
const ACCEPTANCE: &str = "s.accept";
const REVIEW: &str = "s.review";
const DECISION: &str = "simple.decide";
const SIMPLE: &str = "simple";

impl Inner {
    pub(super) async fn perform(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        let desk = self.desks.of_department(transition.department());
        match transition {
            Transition::Submit => self.submit(case).await,
            Transition::Accept(review) => {
                let step = self.review(review);
                self.on_step(case, &desk.handler, &step, Claim { step: step.clone() }).await
            }
            Transition::AskCorrection(review) => {
                let step = self.review(review);
                let asked = AskRefinement {
                    step: step.clone(),
                    request: papers::REQUEST.to_owned(),
                    materials: Vec::new(),
                };
                self.on_step(case, &desk.handler, &step, asked).await
            }
            Transition::Correct(review) => self.correct(case, review).await,
            Transition::Opinion(review) => self.opine(case, &desk.handler, &self.review(review)).await,
            Transition::Land => self.open_gate(case, &desk.handler).await,
            Transition::Certificate(number) => {
                let step = self.decisions[usize::from(number)].clone();
                self.on_step(case, &desk.signer, &step, SignOff::by(step.clone())).await
            }
            Transition::Close => self.serve(case, &self.certified).await,
            Transition::TakeIn => {
                let step = StepId::from(ACCEPTANCE);
                self.on_step(case, &desk.handler, &step, Accept::by(step.clone())).await
            }
            // The city lets nobody give an opinion who has not claimed the step: one transition, two commands.
            Transition::Review => {
                let step = StepId::from(REVIEW);
                self.on_step(case, &desk.handler, &step, Claim { step: step.clone() }).await?;
                self.opine(case, &desk.handler, &step).await
            }
            Transition::Decide => {
                let step = StepId::from(DECISION);
                self.on_step(case, &desk.signer, &step, SignOff::by(step.clone())).await
            }
            Transition::Deliver => self.serve(case, &[SIMPLE.into()]).await,
            Transition::Evaluate => self.rate(case).await,
        }
    }

    /// A numbered certificate is a document, and the city serves none that is not there: what the rendering reaction would
    /// record, without the rendering.
    pub(super) async fn follow(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        match transition {
            Transition::Certificate(number) => self.record_document(case, &self.certified[usize::from(number)], number).await,
            Transition::Decide => self.record_document(case, &SIMPLE.into(), 0).await,
            Transition::Submit
            | Transition::Accept(_)
            | Transition::AskCorrection(_)
            | Transition::Correct(_)
            | Transition::Opinion(_)
            | Transition::Land
            | Transition::Close
            | Transition::TakeIn
            | Transition::Review
            | Transition::Deliver
            | Transition::Evaluate => Ok(()),
        }
    }

    async fn submit(&self, case: &Case) -> anyhow::Result<()> {
        let actor = applicant(case);
        let region = county(case);
        let permit: Permit<acts::Submit> = permit(&actor, &Subject::new(case.record, region).of(party(case)))?;
        let answers = Answers::default();
        let (matter, materials) = match case.kind {
            Kind::Joint => ("joint", MATERIALS),
            Kind::Simple => ("simple", SIMPLE_MATERIALS),
        };
        let command = Submit {
            applicant: party(case),
            project: None,
            title: case.title(),
            region,
            plan: procedure::Plan::of(&self.release, &MatterId::from(matter), &answers, region)?,
            answers,
            form: BTreeMap::from([("project".to_owned(), papers::form(case))]),
            materials: (0..materials).map(|material| upload(case, material)).collect(),
            signed_letter: None,
            commitment: None,
            instead: Instead::default(),
        };
        self.send(permit, command).await
    }

    async fn correct(&self, case: &Case, review: u8) -> anyhow::Result<()> {
        let actor = applicant(case);
        let seen = self.see(case, &actor).await?;
        let supplied = SupplyRefinement {
            step: self.review(review),
            note: papers::ANSWER.to_owned(),
            materials: Vec::new(),
        };
        self.send(seen.permit(&actor)?, supplied).await
    }

    async fn opine(&self, case: &Case, handler: &Arc<Actor>, step: &StepId) -> anyhow::Result<()> {
        let given = GiveOpinion {
            step: step.clone(),
            opinion: Opinion::Agree,
            text: papers::OPINION.to_owned(),
            points: Vec::new(),
        };
        self.on_step(case, handler, step, given).await
    }

    async fn open_gate(&self, case: &Case, recorder: &Arc<Actor>) -> anyhow::Result<()> {
        let seen = self.see(case, recorder).await?;
        let id = GateId::from(GATE);
        let gate = seen.application.gate(&id).context("the joint matter has no gate")?;
        let permit = seen.permit_on_gate(recorder, gate, self.desks.gate())?;
        let facts = BTreeMap::from([(FieldId::from("contract"), format!("基准-2026-{:06}", case.number))]);
        self.send(permit, OpenGate { gate: id, facts }).await
    }

    async fn record_document(&self, case: &Case, item: &ItemId, number: u8) -> anyhow::Result<()> {
        let digest = hexadecimal(&papers::digest(case, number));
        let seen = self.see(case, &Actor::reaction(REACTION)).await?;
        let decision = seen.application.decision_on(item).context("nothing was decided")?;
        let command = RecordDocument {
            document: decision.ordinal,
            file: Document {
                digest: digest.clone(),
                stored: digest.clone(),
            },
            key: digest,
        };
        self.react(case, command).await
    }

    async fn serve(&self, case: &Case, items: &[ItemId]) -> anyhow::Result<()> {
        let seen = self.see(case, &Actor::reaction(REACTION)).await?;
        let decisions = items.iter().filter_map(|item| seen.application.decision_on(item));
        let documents = decisions.map(|decision| decision.ordinal).collect();
        self.react(case, Serve { documents }).await
    }

    async fn rate(&self, case: &Case) -> anyhow::Result<()> {
        let actor = applicant(case);
        let seen = self.see(case, &actor).await?;
        self.send(
            seen.permit(&actor)?,
            Rate {
                grade: Grade::VerySatisfied,
                words: String::new(),
            },
        )
        .await
    }

    /// What a reaction would do.
    async fn react<C>(&self, case: &Case, command: C) -> anyhow::Result<()>
    where
        C: CommandOf<Applications, Act = acts::React>,
    {
        let actor = Actor::reaction(REACTION);
        let seen = self.see(case, &actor).await?;
        self.send(seen.permit(&actor)?, command).await
    }

    async fn on_step<C: CommandOf<Applications>>(
        &self,
        case: &Case,
        actor: &Arc<Actor>,
        step: &StepId,
        command: C,
    ) -> anyhow::Result<()> {
        let seen = self.see(case, actor).await?;
        let step = seen
            .application
            .step(step)
            .with_context(|| format!("there is no step {step}"))?;
        self.send(seen.permit_on_step(actor, step)?, command).await
    }

    async fn see(&self, case: &Case, actor: &Arc<Actor>) -> anyhow::Result<Seen> {
        Ok(see(&self.ledger, actor, case.record).await?)
    }

    async fn send<A: Act, C: CommandOf<Applications, Act = A>>(&self, permit: Permit<A>, command: C) -> anyhow::Result<()> {
        let record: RecordId = permit.record();
        self.ledger
            .submit::<Applications, C>(&permit, record, command, fresh_key()?.into())
            .await?;
        Ok(())
    }

    fn review(&self, number: u8) -> StepId {
        self.reviews[usize::from(number)].clone()
    }
}

fn upload(case: &Case, material: u8) -> Upload {
    let digest = hexadecimal(&papers::digest(case, material));
    Upload {
        material: MaterialId::from(format!("m{material}").as_str()),
        stored: digest.clone(),
        key: digest.clone(),
        file_name: papers::file_name(material),
        digest,
        bytes: papers::size(case, material),
        file_type: FileType::Pdf,
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
