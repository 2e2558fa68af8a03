//! Adding one event to the state. Nothing here can fail or decide.

mod around;
mod recusal;
mod step;

use std::sync::Arc;

use calendar::Day;
use ledger::Stamp;
use procedure::definition::{ItemId, MaterialId, OnRefusal, StepId, StepKind, TurnsFormal};
use procedure::plan::Plan;

use super::document::{Delivery, DeliveryWays, DocumentKind, IssuedDocument};
use super::event::{Event, Opened, PlanChanged, Submitted};
use super::extension::Extended;
use super::owed::Owed;
use super::party::{Heard, Party};
use super::payment::{Bill, Settled};
use super::proof::{Check, Outcome as Found, Promised};
use super::proposal::{Outcome, ProposalState, Proposed};
use super::request::{Request, RequestOutcome, Requested};
use super::special::SpecialProcedure;
use super::state::{
    Application, Attachment, Case, CaseStatus, Filing, GateState, NotAccepted, Opinion, RecusalAsked, Refining, Status,
    StepState, StepStatus,
};
use super::supplement;

pub(super) use step::enter;

pub(super) fn apply(state: &mut Application, event: &Event, stamp: &Stamp) {
    match event {
        Event::Submitted(submitted) => state.submitted(submitted, stamp),
        Event::QueryCodeRenewed | Event::FormCorrected { .. } => {}
        Event::StepsOpened { day, steps } => {
            for opened in steps {
                state.with_step(&opened.step, |step| step.open(*day, opened.due, opened.answer_by));
            }
        }
        Event::Claimed { step, holder } => state.with_step(step, |step| step.holder = Some(*holder)),
        Event::Released { step } => state.with_step(step, |step| step.holder = None),
        Event::Reassigned { step, to, .. } => state.with_step(step, |step| {
            step.holder = *to;
            step.reassignments += 1;
        }),
        Event::ConflictDeclared {
            recusal,
            organ,
            person,
            day,
        } => {
            state.recusal_asked(*recusal, organ, RecusalAsked::ByOneself, *day);
            state.recusal_decided(*recusal, Some(*person));
        }
        Event::RecusalAsked { recusal, organ, day } => {
            state.recusal_asked(*recusal, organ, RecusalAsked::ByApplicant, *day);
        }
        Event::RecusalDecided { recusal, person, .. } => state.recusal_decided(*recusal, *person),
        Event::RefinementAsked {
            step,
            day,
            due,
            materials,
        } => {
            state.refining.push(Refining {
                step: step.clone(),
                materials: materials.clone(),
                due: *due,
            });
            state.with_step(step, |step| step.refine(*day));
        }
        Event::RefinementSupplied {
            step,
            day,
            due,
            materials,
            reopened,
        } => {
            state.refining.retain(|refining| refining.step != *step);
            state.with_step(step, |step| step.go_on(*day, *due));
            state.replace_materials(materials, Some(step), *day);
            state.take_up_again(reopened, *day);
        }
        Event::OpinionDrafted { step, opinion, .. } => state.with_step(step, |step| {
            step.draft = Some(*opinion);
            step.stage = 1;
            step.drafters = step.holder.into_iter().collect();
            let hand = stamp.actor.parse().ok();
            step.drafters.extend(hand.filter(|hand| step.holder != Some(*hand)));
        }),
        Event::StagePassed { step } => state.with_step(step, |step| step.stage += 1),
        Event::StageReturned { step } => state.with_step(step, |step| {
            step.draft = None;
            step.stage = 0;
        }),
        Event::OpinionGiven {
            step,
            day,
            opinion,
            verdict,
            counted,
            ..
        } => {
            let is_accepted = state.case_of(step).is_some_and(|case| case.accepted_on.is_some());
            state.with_step(step, |step| step.conclude(*day, *opinion, *verdict, *counted, is_accepted));
            state.reviewed(step, *opinion);
        }
        Event::NoticeEnded {
            step,
            day,
            verdict,
            counted,
        } => state.with_step(step, |step| step.done(*day, *verdict, *counted)),
        Event::ObjectionRaised { step, number, day, .. } => state.objected(step, *number, *day),
        Event::AnswersAwaited { step, due, .. } => state.with_step(step, |step| step.wait_for_answers(*due)),
        Event::ObjectionAnswered { objection, upheld, day } => state.answered(*objection, *upheld, *day),
        Event::PartyTold {
            item, number, day, due, ..
        } => state.parties.push(Party {
            number: *number,
            item: item.clone(),
            told_on: *day,
            due: *due,
            heard: None,
        }),
        Event::ViewStated { party, day } => state.heard(*party, Heard::Stated(*day)),
        Event::ViewWaived { party, day } => state.heard(*party, Heard::Waived(*day)),
        Event::PaymentAsked {
            step,
            invoice,
            amount,
            day,
            due,
        } => {
            let bill = Bill {
                invoice: invoice.clone(),
                amount: *amount,
                // Asked for on a Friday evening it counts as Monday, and may be paid at once.
                asked_on: stamp.at.day().min(*day),
                due: *due,
                reported_on: None,
            };
            state.with_step(step, |step| step.ask_payment(*day, bill));
        }
        Event::PaymentReported { step, day, due, .. } => state.with_step(step, |step| step.payment_reported(*day, *due)),
        Event::Paid {
            step,
            day,
            paid_on,
            verdict,
            counted,
        } => state.settled(step, *day, Settled::Paid(*paid_on), *verdict, *counted),
        Event::PaymentWaived {
            step,
            rule,
            day,
            verdict,
            counted,
        } => state.settled(step, *day, Settled::Waived(rule.clone()), *verdict, *counted),
        Event::PapersOwed { papers, .. } => state.owed.extend(papers.iter().map(|paper| Owed {
            material: paper.material.clone(),
            due: paper.due,
            supplied_on: None,
            lapsed: false,
        })),
        Event::OwedPapersSupplied {
            day,
            materials,
            reopened,
        } => {
            state.replace_materials(materials, None, *day);
            state.take_up_again(reopened, *day);
        }
        Event::OwedPapersLapsed { materials, .. } => {
            for owed in state.owed.iter_mut().filter(|owed| materials.contains(&owed.material)) {
                owed.lapsed = true;
            }
        }
        Event::ProofPromised { day, materials } => state.promises.extend(materials.iter().map(|material| Promised {
            material: material.clone(),
            made_on: *day,
            proven_on: None,
            check: None,
            barred_until: None,
        })),
        Event::CheckDue {
            material,
            item,
            organ,
            due,
            ..
        } => state.with_promise(material, |promised| {
            promised.check = Some(Check {
                item: item.clone(),
                organ: organ.clone(),
                due: *due,
                outcome: None,
            });
        }),
        Event::PromiseChecked {
            material,
            day,
            kept,
            barred_until,
            ..
        } => state.with_promise(material, |promised| {
            promised.barred_until = *barred_until;
            if let Some(check) = &mut promised.check {
                check.outcome = Some(Found { day: *day, kept: *kept });
            }
        }),
        Event::StepDone {
            step,
            day,
            verdict,
            counted,
        } => state.with_step(step, |step| step.done(*day, *verdict, *counted)),
        Event::GateOpened { gate, day, facts } => {
            for open in state.gates.iter_mut().filter(|it| it.gate == *gate) {
                open.opened_on = Some(*day);
                open.facts = facts.clone();
            }
        }
        Event::GateFailed { gate, day } => {
            for failed in state.gates.iter_mut().filter(|it| it.gate == *gate) {
                failed.failed_on = Some(*day);
            }
            state.end_behind_gates(*day);
        }
        Event::PlanChanged(changed) => state.plan_changed(changed),
        Event::LeftOut { item, day } => {
            state.end_case(item, CaseStatus::LeftOut, *day);
            state.finish_if_over(*day);
        }
        Event::CaseAccepted { item, day, by_silence } => state.accepted(item, *day, *by_silence),
        Event::CaseNotAccepted {
            item,
            day,
            elsewhere,
            proposal,
        } => {
            state.end_case(item, CaseStatus::NotAccepted, *day);
            state.with_case(item, |case| {
                case.not_accepted = Some(NotAccepted {
                    elsewhere: elsewhere.clone(),
                    proposal: *proposal,
                });
            });
            state.finish_if_over(*day);
        }
        Event::Proposed(proposed) => state.proposals.push(ProposalState {
            proposed: Proposed::clone(proposed),
            outcome: None,
        }),
        Event::ProposalApproved { number, .. } => state.proposal_is(*number, Outcome::Approved),
        Event::ProposalDeclined { number, .. } => state.proposal_is(*number, Outcome::Declined),
        Event::Requested(requested) => state.requests.push(Request {
            requested: Requested::clone(requested),
            document: requested.document,
            due: requested.due,
            outcome: None,
        }),
        Event::RequestWithdrawn { request, day, .. } => state.request_is(*request, RequestOutcome::Withdrawn(*day)),
        Event::RequestGranted { request, day, .. } => state.request_is(*request, RequestOutcome::Granted(*day)),
        Event::RequestRefused {
            request, day, document, ..
        } => {
            let (day, document) = (*day, *document);
            state.request_is(*request, RequestOutcome::Refused { day, document });
        }
        Event::ProlongationDeemed { request, day, .. } => state.request_is(*request, RequestOutcome::Deemed(*day)),
        Event::SupplementContributed { step, materials, .. } => state.supplement_contributed(step, materials),
        Event::SupplementTakenBack { step, .. } => state.supplement_taken_back(step),
        Event::SupplementAsked { day, steps, due } => {
            state.supplement.asked = Some(*day);
            state.supplement.due = *due;
            for step in steps {
                state.with_step(step, |step| step.wait_for_supplement(*day));
            }
        }
        Event::SupplementSupplied {
            day,
            materials,
            steps,
            reopened,
        } => {
            state.supplement.supplied = Some(*day);
            state.replace_materials(materials, None, *day);
            for opened in steps {
                state.with_step(&opened.step, |step| {
                    step.go_on(*day, opened.due);
                    step.answer_by = opened.answer_by;
                });
            }
            state.take_up_again(reopened, *day);
        }
        Event::SupplementLapsed { day, items, consequence } => {
            state.supplement.lapsed = Some(*day);
            for item in items {
                state.end_case(item, supplement::ends_as(*consequence), *day);
            }
            state.finish_if_over(*day);
        }
        Event::SpecialProcedureBegun {
            step,
            item,
            kind,
            day,
            announced,
            proposal,
        } => state.special_begun(SpecialProcedure {
            item: item.clone(),
            step: step.clone(),
            kind: *kind,
            begun: *day,
            announced: *announced,
            proposal: *proposal,
            ended: None,
        }),
        Event::SpecialProcedureEnded {
            step,
            item,
            kind,
            day,
            due,
        } => state.special_ended(step, item, *kind, *day, *due),
        Event::Extended {
            step,
            item,
            day,
            days,
            ground,
            due,
            proposal,
        } => {
            state.with_step(step, |step| {
                step.extended += days;
                step.due = Some(*due);
            });
            state.with_case(item, |case| {
                case.extended = Some(Extended {
                    days: *days,
                    day: *day,
                    proposal: *proposal,
                });
                if let Some(statutory) = &mut case.statutory {
                    statutory.terms.limit = statutory.terms.limit.extended(*days, ground);
                }
            });
        }
        Event::HearingRightTold { step, item, day, ask_by } => state.hearing_told(step, item, *day, *ask_by),
        Event::HearingAsked {
            step,
            item,
            day,
            by,
            hold_by,
            received,
        } => state.hearing_asked(step, item, *day, (received.unwrap_or(*day), *by), *hold_by),
        Event::HearingAnnounced { item, on, .. } => state.with_hearing(item, |hearing| hearing.announced = Some(*on)),
        Event::HearingHeld { item, day, .. } => state.with_hearing(item, |hearing| hearing.held = Some(*day)),
        Event::SignedOff {
            step,
            day,
            verdict,
            counted,
            despite: _,
        } => {
            state.with_step(step, |step| step.done(*day, *verdict, *counted));
            state.with_case_of(step, |case| case.status = CaseStatus::SignedOff);
        }
        Event::SentBack { step, to, day, due } => {
            state.with_step(step, |step| step.wait_again(*day));
            state.with_step(to, |step| step.go_on(*day, *due));
        }
        Event::CaseGranted {
            item,
            day,
            document_number,
            valid_until,
            dated,
        } => {
            state.with_case(item, |case| {
                case.status = CaseStatus::Granted;
                case.finish_statutory(*day);
                case.decided_on = Some(*day);
                case.document_number.clone_from(document_number);
            });
            if let Some(number) = document_number {
                state.decided(
                    DocumentKind::Decision,
                    item,
                    None,
                    number,
                    dated.unwrap_or(*day),
                    *valid_until,
                );
            }
        }
        Event::CaseRefused {
            item,
            step,
            day,
            verdict,
            counted,
            document_number,
            dated,
        } => {
            state.with_step(step, |step| step.done(*day, *verdict, *counted));
            let by = Some(step.clone());
            state.decided(
                DocumentKind::RefusalDecision,
                item,
                by,
                document_number,
                dated.unwrap_or(*day),
                None,
            );
            state.end_case(item, CaseStatus::Refused, *day);
            state.with_case(item, |case| {
                case.decided_on = Some(*day);
                case.document_number = Some(document_number.clone());
            });
            state.refused(item, *day);
        }
        Event::DocumentRendered { item, document } => state.certificate_rendered(item, document),
        Event::Served {
            items,
            day,
            documents,
            way,
            to,
            record,
        } => {
            let served = Delivery::Served {
                on: *day,
                way: *way,
                to: *to,
                record: *record,
            };
            if documents.is_empty() {
                state.certificates_served(items, served);
            }
            state.documents_served(documents, served);
            for item in items {
                state.with_case(item, |case| case.served_on = Some(*day));
            }
            state.finish_if_over(*day);
        }
        Event::DocumentIssued {
            document,
            kind,
            organ,
            item,
            step,
            number,
            day,
            valid_until,
            follows,
        } => state.document_issued(IssuedDocument {
            item: item.clone(),
            step: step.clone(),
            valid_until: *valid_until,
            follows: *follows,
            ..IssuedDocument::new(*document, *kind, organ.clone(), number.clone(), *day)
        }),
        Event::DocumentMade { document, file } => state.document_made(*document, file),
        Event::DocumentOpened { document, day } => state.with_document(*document, |document| document.opened_on = Some(*day)),
        Event::TermsBegun {
            supplement, hearings, ..
        } => {
            state.supplement.due = supplement.or(state.supplement.due);
            for begun in hearings {
                state.with_hearing(&begun.item, |hearing| hearing.ask_by = begun.due);
            }
        }
        // Given to the post on a Friday evening it may arrive on Saturday.
        Event::Posted { documents, day } => state.documents_posted(documents, stamp.at.day().min(*day)),
        Event::PostReturned { documents, day } => state.post_came_back(documents, *day),
        Event::DeliveryChosen { way, .. } => state.delivery = DeliveryWays::all(*way),
        Event::Withdrawn { day } => state.end_all(CaseStatus::Withdrawn, Status::Withdrawn, *day),
        Event::Rated { grade } => state.rating = Some(*grade),
        Event::Escalated { step, level, .. } => state.with_step(step, |step| step.escalated = Some(*level)),
        Event::DuesMoved {
            steps,
            refinements,
            supplement,
            owed,
            specials,
            requests,
            ..
        } => {
            for moved in requests {
                state.with_request(moved.request, |request| request.due = moved.due);
            }
            for moved in steps {
                state.with_step(&moved.step, |step| step.due_moved(moved.due, moved.answer_by));
            }
            for moved in owed {
                for paper in state.owed.iter_mut().filter(|paper| paper.material == moved.material) {
                    paper.due = moved.due;
                }
            }
            for moved in specials {
                for special in state
                    .specials
                    .iter_mut()
                    .filter(|special| special.is_running(&moved.step, moved.kind))
                {
                    special.announced = moved.announced;
                }
            }
            if supplement.is_some() {
                state.supplement.due = *supplement;
            }
            for moved in refinements {
                for refining in state.refining.iter_mut().filter(|it| it.step == moved.step) {
                    refining.due = moved.due;
                }
            }
        }
    }
    state.follow_certificates();
    state.lapse_proposals();
}

impl Application {
    fn accepted(&mut self, item: &ItemId, day: Day, by_silence: bool) {
        let limit = self.planned_item(item).and_then(|planned| planned.statutory.clone());
        self.with_case(item, |case| {
            case.accepted_on = Some(day);
            case.by_silence = by_silence;
            case.start_statutory(day, limit.as_ref());
            if case.status != CaseStatus::SignedOff {
                case.status = CaseStatus::Accepted;
            }
        });
    }

    fn submitted(&mut self, submitted: &Submitted, stamp: &Stamp) {
        self.filing = Some(Arc::new(Filing {
            number: submitted.number,
            applicant: submitted.applicant,
            project: submitted.project,
            title: submitted.title.clone(),
            region: submitted.region,
            day: submitted.day,
            at: stamp.at,
            release: stamp.release.clone(),
            parts: submitted.parts.clone(),
            entrance: submitted.entrance.clone(),
            signed_letter: submitted.signed_letter.clone(),
        }));
        self.status = Status::InProgress;
        self.answers = submitted.answers.clone();
        self.delivery = submitted.delivery;
        self.materials = submitted.materials.iter().cloned().collect();
        self.plan_is(&submitted.plan, submitted.day);
    }

    /// Takes a plan over: what both plans have keeps its state, what is new waits, what has gone is dropped.
    fn plan_is(&mut self, plan: &Plan, day: Day) {
        let ended = self.ended_items();
        let known = std::mem::take(&mut self.steps);
        let (mut kept, mut gone): (Vec<StepState>, Vec<StepState>) = known
            .into_entries()
            .partition(|step| plan.steps.iter().any(|planned| planned.step == step.planned.step));
        for planned in &plan.steps {
            let position = kept.iter().position(|step| step.planned.step == planned.step);
            let mut step = match position {
                Some(position) => kept.swap_remove(position),
                None => StepState::waiting(Arc::new(planned.clone())),
            };
            match step.status {
                StepStatus::Waiting | StepStatus::Dropped if ended.contains(&planned.item) => step.status = StepStatus::Dropped,
                StepStatus::Waiting => step.planned = Arc::new(planned.clone()),
                StepStatus::Dropped => {
                    step.begin_anew();
                    step.planned = Arc::new(planned.clone());
                }
                StepStatus::Open
                | StepStatus::Refining
                | StepStatus::Paying
                | StepStatus::Supplementing
                | StepStatus::SpecialProcedure
                | StepStatus::Unsupported
                | StepStatus::Done => {}
            }
            self.steps.push(step);
        }
        for step in &mut gone {
            step.drop_on(day);
        }
        self.steps.extend(gone);
        self.forget_refinements();
        self.cases_are(plan, &ended);
        for planned in &plan.gates {
            if self.gate(&planned.gate).is_none() {
                let (gate, organ) = (planned.gate.clone(), planned.organ.clone());
                self.gates.push(GateState {
                    gate,
                    organ,
                    opened_on: None,
                    failed_on: None,
                    facts: Default::default(),
                });
            }
        }
        self.plan = Some(Arc::new(plan.clone()));
        self.plan_version += 1;
    }

    /// Items that a changed plan does not take up again: ended, or left out by the applicant's own choice and not by a plan.
    fn ended_items(&self) -> Vec<ItemId> {
        let dropped_by_plan = |case: &Case| case.status == CaseStatus::LeftOut && self.planned_item(&case.item).is_none();
        let ended = self
            .cases
            .iter()
            .filter(|case| case.status.has_ended() && !dropped_by_plan(case));
        ended.map(|case| case.item.clone()).collect()
    }

    fn cases_are(&mut self, plan: &Plan, ended: &[ItemId]) {
        let Some(filing) = self.filing.clone() else { return };
        let is_left_out = |case: &Case| plan.item(&case.item).is_none() && !case.status.has_ended();
        for case in self.cases.changing(is_left_out) {
            case.status = CaseStatus::LeftOut;
        }
        for item in plan.cases() {
            match self.case_mut(&item.item) {
                Some(case) if case.status == CaseStatus::LeftOut && !ended.contains(&case.item) => {
                    case.status = Case::received(item, case.number).status;
                }
                Some(_) => {}
                None => {
                    let ordinal = u8::try_from(self.cases.len() + 1).unwrap_or(u8::MAX);
                    self.cases
                        .extend(filing.number.case(ordinal).map(|number| Case::received(item, number)));
                }
            }
        }
    }

    fn plan_changed(&mut self, changed: &PlanChanged) {
        self.answers = changed.answers.clone();
        self.delivery = changed.delivery.unwrap_or(self.delivery);
        self.plan_is(&changed.plan, changed.day);
        self.replace_materials(&changed.materials, None, changed.day);
        self.take_up_again(&changed.reopened, changed.day);
        for step in &changed.affected {
            self.with_step(step, |step| step.changed = true);
            self.mark_confirmation(step);
        }
        self.finish_if_over(changed.day);
    }

    /// Steps come back to their desks; a decision that rests on one of them waits for it, even when it was signed off.
    fn take_up_again(&mut self, reopened: &[Opened], day: Day) {
        for opened in reopened {
            self.with_step(&opened.step, |step| step.go_on(day, opened.due));
            let Some(item) = self.step(&opened.step).map(|step| step.planned.item.clone()) else {
                continue;
            };
            let has_come = |step: &StepState| matches!(step.status, StepStatus::Open | StepStatus::Done);
            let decides = |step: &StepState| step.planned.item == item && step.planned.kind == StepKind::Decision;
            for step in self.steps.changing(|step| decides(step) && has_come(step)) {
                step.wait_again(day);
            }
            self.with_case(&item, |case| {
                if case.status == CaseStatus::SignedOff {
                    case.status = if case.accepted_on.is_some() {
                        CaseStatus::Accepted
                    } else {
                        CaseStatus::WaitingForGate
                    };
                }
            });
        }
    }

    /// Newer versions replace older ones; every other done step that had read them is marked.
    fn replace_materials(&mut self, materials: &[Attachment], by: Option<&StepId>, day: Day) {
        self.came_in(materials.iter().map(|attachment| &attachment.material), day);
        for attachment in materials {
            self.materials.retain(|known| known.material != attachment.material);
            self.materials.push(attachment.clone());
        }
        let reads = |step: &StepState| materials.iter().any(|it| step.planned.materials.contains(&it.material));
        let touched: Vec<StepId> = self
            .steps
            .iter()
            .filter(|step| {
                step.status == StepStatus::Done && step.takes_opinion() && Some(&step.planned.step) != by && reads(step)
            })
            .map(|step| step.planned.step.clone())
            .collect();
        for step in touched {
            self.with_step(&step, |step| step.changed = true);
            self.mark_confirmation(&step);
        }
    }

    /// What a done step had read has changed, so the confirmation of its item has to look at it.
    fn mark_confirmation(&mut self, reviewed: &StepId) {
        let Some(item) = self.step(reviewed).map(|step| step.planned.item.clone()) else {
            return;
        };
        let confirms = |step: &StepState| step.planned.item == item && step.planned.kind == StepKind::Confirmation;
        for step in self.steps.changing(confirms) {
            step.changed = true;
        }
    }

    /// A supported item that is to turn formal behind a gate waits for it.
    fn reviewed(&mut self, id: &StepId, opinion: Opinion) {
        let Some(item) = self.step(id).map(|step| step.planned.item.clone()) else {
            return;
        };
        let reviewed =
            |step: &&StepState| step.planned.item == item && step.planned.phase == procedure::definition::Phase::PreReview;
        let all_done = self
            .steps
            .iter()
            .filter(reviewed)
            .all(|step| matches!(step.status, StepStatus::Done | StepStatus::Dropped));
        let waits_for_gate = self
            .planned_item(&item)
            .is_some_and(|planned| planned.turns_formal == TurnsFormal::BehindGate);
        if opinion != Opinion::NotSupported && all_done && waits_for_gate {
            self.with_case(&item, |case| {
                if case.status == CaseStatus::PreReview {
                    case.status = CaseStatus::WaitingForGate;
                }
            });
        }
    }

    /// Ends every item with a step behind a gate that never opens, directly or through what the step comes after.
    fn end_behind_gates(&mut self, day: Day) {
        let mut behind: Vec<&StepId> = Vec::new();
        let mut waiting: Vec<ItemId> = Vec::new();
        for step in self.steps.iter().filter(|step| step.status != StepStatus::Dropped) {
            let failed = |id| self.gate(id).is_some_and(|gate| gate.failed_on.is_some());
            if step.planned.gates.iter().any(failed) || step.planned.after.iter().any(|before| behind.contains(&before)) {
                behind.push(&step.planned.step);
                waiting.push(step.planned.item.clone());
            }
        }
        for item in waiting {
            self.end_case(&item, CaseStatus::Terminated, day);
        }
        self.finish_if_over(day);
    }

    /// A case that nothing can go on without takes all others with it.
    fn refused(&mut self, item: &ItemId, day: Day) {
        if self
            .planned_item(item)
            .is_some_and(|planned| planned.on_refusal == OnRefusal::FailAll)
        {
            self.end_all(CaseStatus::Terminated, Status::Terminated, day);
        } else {
            self.finish_if_over(day);
        }
    }

    fn end_case(&mut self, item: &ItemId, status: CaseStatus, day: Day) {
        for step in self.steps.changing(|step| step.planned.item == *item) {
            step.drop_on(day);
        }
        self.forget_refinements();
        self.end_specials(day, |special| special.item == *item);
        self.with_case(item, |case| {
            if !case.status.has_ended() {
                case.status = status;
                case.finish_statutory(day);
            }
        });
    }

    fn end_specials(&mut self, day: Day, of: impl Fn(&SpecialProcedure) -> bool) {
        for special in self
            .specials
            .iter_mut()
            .filter(|special| of(special) && special.ended.is_none())
        {
            special.ended = Some(day);
        }
    }

    /// What was asked for by steps that no longer ask is asked for no more.
    fn forget_refinements(&mut self) {
        let steps = &self.steps;
        let still = |asked: &Refining| {
            steps
                .iter()
                .any(|step| step.planned.step == asked.step && step.status == StepStatus::Refining)
        };
        self.refining.retain(still);
    }

    fn end_all(&mut self, case_status: CaseStatus, status: Status, day: Day) {
        for step in self.steps.changing(|_| true) {
            step.drop_on(day);
        }
        self.refining.clear();
        self.end_specials(day, |_| true);
        for case in self.cases.changing(|case| !case.status.has_ended()) {
            case.status = case_status;
            case.finish_statutory(day);
        }
        self.status = status;
        self.ended_on = Some(day);
    }

    /// Over when every case has ended and what was granted is served; checks that serve no case any more are dropped.
    fn finish_if_over(&mut self, day: Day) {
        if self.status == Status::InProgress && self.cases.iter().all(|case| !case.is_open()) {
            let answered = |case: &Case| {
                matches!(
                    case.status,
                    CaseStatus::Granted | CaseStatus::Refused | CaseStatus::NotAccepted
                )
            };
            let withdrawn = |case: &Case| matches!(case.status, CaseStatus::Withdrawn | CaseStatus::LeftOut);
            let any_withdrawn = self.cases.iter().any(|case| case.status == CaseStatus::Withdrawn);
            let status = if self.cases.iter().any(answered) {
                Status::Finished
            } else if any_withdrawn && self.cases.iter().all(withdrawn) {
                Status::Withdrawn
            } else {
                Status::Terminated
            };
            self.end_all(CaseStatus::Terminated, status, day);
        }
    }

    /// The papers that a step asked for anew.
    #[must_use]
    pub fn refinement_materials(&self, step: &StepId) -> &[MaterialId] {
        self.refining
            .iter()
            .find(|refining| refining.step == *step)
            .map_or(&[], |refining| &refining.materials)
    }

    /// The day until which a step asked for a refinement.
    #[must_use]
    pub fn refinement_due(&self, step: &StepId) -> Option<Day> {
        self.refining
            .iter()
            .find(|refining| refining.step == *step)
            .map(|refining| refining.due.day)
    }

    fn with_step(&mut self, id: &StepId, change: impl FnOnce(&mut StepState)) {
        if let Some(step) = self.step_mut(id) {
            change(step);
        }
    }

    fn with_case(&mut self, item: &ItemId, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.case_mut(item) {
            change(case);
        }
    }

    fn case_of(&self, step: &StepId) -> Option<&Case> {
        self.case(&self.step(step)?.planned.item)
    }

    fn with_case_of(&mut self, step: &StepId, change: impl FnOnce(&mut Case)) {
        if let Some(item) = self.step(step).map(|step| step.planned.item.clone()) {
            self.with_case(&item, change);
        }
    }
}
