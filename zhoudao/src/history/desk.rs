//! What the people at desks do: they look at a step as it stands, do what comes next, and take their time.

pub mod procedures;

use anyhow::Context;
use applications::access::see;
use applications::record::Application;
use applications::record::command::{
    Accept, Approve, AskPayment, AskRefinement, Claim, FailGate, GiveOpinion, OpenGate, PassStage, Propose, RecordPayment,
    Refuse, SignOff, WaivePayment,
};
use applications::record::proposal::{Proposal, ProposalNumber, Proposed, ProposedOn};
use applications::record::state::{Opinion, Status, StepState, StepStatus};
use authority::Duty;
use calendar::Moment;
use procedure::Money;
use procedure::definition::{GateId, StepId, StepKind, WaiverId};

use super::filing::is_of_public_place;
use super::forms::gate_facts;
use super::life::Life;
use super::shares::{Ending, Kind};
use super::world::World;

/// Opinions that carry a condition.
const CONDITIONAL_SHARE: f64 = 0.08;
/// Opinions that say something though they need not.
const WORDS_SHARE: f64 = 0.5;
/// Working days by which somebody late is late.
const LATE_DAYS: (i64, i64) = (1, 4);
/// Working days of a land procedure [sample: 30 with a spread], and after how many it is known that it failed.
const LAND_DAYS: (i64, i64) = (14, 46);
const NO_LAND_DAYS: (i64, i64) = (25, 60);
/// Payments that are waived by a rule.
const WAIVED_SHARE: f64 = 0.3;
/// Yuan of a fee that an organ sets by itself.
const FEES_YUAN: (i64, i64) = (2_000, 180_000);
/// Why an item of an eatery is refused, whichever it is.
const REFUSED_EATERY: &str = "现场与所报的图纸不一致，不符合法定条件（《行政许可法》第三十八条）。整改后可以重新申请。";
/// Office minutes until a head signs what was proposed, at most.
const SIGNING_MINUTES_MAX: i64 = 200;

/// What comes next in a step.
enum Next {
    Accept,
    ProposeNonAcceptance,
    AskSupplement,
    Claim,
    AskRefinement,
    ProposeSpecialProcedure,
    ProposeExtension,
    Opine,
    Pass,
    WaivePayment(WaiverId),
    AskPayment,
    RecordPayment,
    SignOff,
    Refuse,
}

/// Does what comes next in a step, if it is still on its desk.
pub async fn work(world: &World, life: &mut Life, id: &StepId) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    let Some(step) = application.step(id).filter(|step| is_at_desk(&application, step)) else {
        return Ok(());
    };
    let duty = step.duty();
    let actor = world.cast.holder(&step.planned.organ, duty)?.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let step_id = id.clone();
    let next = next(life, step);
    match next {
        Next::Accept => {
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, Accept::by(step_id)).await
        }
        Next::ProposeNonAcceptance => {
            let command = Propose {
                on: ProposedOn::Step(step_id),
                proposal: Proposal::NotAccept { elsewhere: None },
                answers: None,
                reasons: life.chance.word(&world.invention.words.not_accept).to_owned(),
            };
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::AskSupplement => {
            life.was_supplemented(id);
            let command = procedures::supplement(life, &application, step);
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::Claim => {
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, Claim { step: step_id }).await
        }
        Next::AskRefinement => {
            life.was_refined();
            let handed_in = step.planned.materials.iter().filter(|id| application.material(id).is_some());
            let command = AskRefinement {
                step: step_id,
                request: life.chance.word(&world.invention.words.refine).to_owned(),
                materials: handed_in.take(1).cloned().collect(),
            };
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::ProposeSpecialProcedure => {
            life.was_special();
            let command = procedures::special_procedure(life, step);
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::ProposeExtension => {
            life.was_extended();
            let command = procedures::extension(world, life, &application, step);
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::Opine => {
            let command = opinion(world, life, step);
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::Pass => {
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, PassStage { step: step_id }).await
        }
        Next::WaivePayment(rule) => {
            let command = WaivePayment {
                step: step_id,
                rule,
                reasons: life.chance.word(&world.invention.words.agree).to_owned(),
            };
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::AskPayment => {
            let by_rule = step.planned.payment.as_ref().and_then(|payment| payment.amount);
            let entered = Money::fen(life.chance.between(FEES_YUAN.0, FEES_YUAN.1) * 100);
            let command = AskPayment {
                step: step_id,
                amount: by_rule.is_none().then_some(entered),
            };
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::RecordPayment => {
            let command = RecordPayment {
                step: step_id,
                paid_on: world.today(),
                payer: String::new(),
                receipt: format!("37{:010}", life.chance.between(1, 9_999_999_999)),
            };
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, command).await
        }
        Next::SignOff => {
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, SignOff::by(step_id)).await
        }
        Next::Refuse => {
            let words = &world.invention.words;
            let is_of_public_place = is_of_public_place(world.matter(life)?);
            let reasons = match life.kind {
                Kind::Joint => life.chance.word(&words.refuse_item),
                Kind::Small if is_of_public_place => life.chance.word(&words.refuse),
                Kind::Small => REFUSED_EATERY,
            };
            let reasons = reasons.to_owned();
            let permit = seen.permit_on_step(&actor, step)?;
            world.send(life, &permit, Refuse { step: step_id, reasons }).await
        }
    }
}

fn next(life: &mut Life, step: &StepState) -> Next {
    match step.planned.kind {
        StepKind::Acceptance if life.fate.ending == Ending::NotAccepted => Next::ProposeNonAcceptance,
        StepKind::Acceptance if life.is_supplemented(&step.planned.step) => Next::AskSupplement,
        StepKind::Acceptance => Next::Accept,
        StepKind::Decision if life.is_refused(&step.planned.item) => Next::Refuse,
        StepKind::Decision => Next::SignOff,
        StepKind::Payment => payment(life, step),
        StepKind::Review
        | StepKind::Confirmation
        | StepKind::External
        | StepKind::Survey
        | StepKind::Meeting
        | StepKind::Hearing
        | StepKind::PublicNotice => {
            if step.stage > 0 {
                Next::Pass
            } else if step.holder.is_none() {
                Next::Claim
            } else if life.is_refined(&step.planned.step) {
                Next::AskRefinement
            } else if life.is_special(&step.planned.step) {
                Next::ProposeSpecialProcedure
            } else if life.is_extended(&step.planned.step) {
                Next::ProposeExtension
            } else {
                Next::Opine
            }
        }
    }
}

/// A payment is waived by a rule that applies, or asked for and then paid.
fn payment(life: &mut Life, step: &StepState) -> Next {
    let rules = step.planned.payment.iter().flat_map(|payment| &payment.waivers);
    let rule = rules.clone().next().cloned();
    match (step.bill.is_some(), rule) {
        (true, _) => Next::RecordPayment,
        (false, Some(rule)) if life.chance.happens(WAIVED_SHARE) => Next::WaivePayment(rule),
        (false, _) => Next::AskPayment,
    }
}

fn opinion(world: &World, life: &mut Life, step: &StepState) -> GiveOpinion {
    let words = &world.invention.words;
    let (opinion, text) = if life.chance.happens(CONDITIONAL_SHARE) {
        (Opinion::Conditional, life.chance.word(&words.conditional))
    } else if step.changed || life.chance.happens(WORDS_SHARE) {
        (Opinion::Agree, life.chance.word(&words.agree))
    } else {
        (Opinion::Agree, "")
    };
    let points = world
        .release
        .step(&step.planned.item, step.planned.step.as_str())
        .map_or(0, |step| step.points.len());
    GiveOpinion {
        step: step.planned.step.clone(),
        opinion,
        text: text.to_owned(),
        points: (0..u8::try_from(points).unwrap_or(u8::MAX)).collect(),
    }
}

/// Whether somebody at a desk has something to do in a step: it is open, nothing about it waits for a signature, and its part
/// of a notice does not wait for those of others.
pub fn is_at_desk(application: &Application, step: &StepState) -> bool {
    let on_step = ProposedOn::Step(step.planned.step.clone());
    let is_proposed = application.open_proposals().any(|open| open.proposed.on == on_step);
    let is_merging = application.supplement.asked.is_none() && application.has_contributed(&step.planned.step);
    let waits = step.status == StepStatus::Open || step.status == StepStatus::Paying;
    waits && step.planned.kind != StepKind::PublicNotice && !is_proposed && !is_merging
}

/// When a head signs what was proposed: while the step that it is about is in time.
pub fn when_signed(world: &World, life: &mut Life, application: &Application, proposed: &Proposed) -> Moment {
    let now = world.office.minutes(world.ledger().now());
    let step = match &proposed.on {
        ProposedOn::Step(step) => application.step(step),
        ProposedOn::Case(_) => None,
    };
    let due = step.and_then(|step| step.due).map(|due| world.office.before_closing(due.day));
    let room = due.map_or(SIGNING_MINUTES_MAX, |due| (due - now).min(SIGNING_MINUTES_MAX));
    world.office.moment(now + life.chance.between(1, room.max(2)))
}

/// A head approves what was proposed, if it still waits.
pub async fn approve(world: &World, life: &mut Life, number: ProposalNumber) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    let Some(open) = application.open_proposals().find(|open| open.proposed.number == number) else {
        return Ok(());
    };
    let actor = world.cast.holder(&open.proposed.organ, open.proposed.duty)?.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let permit = seen.permit_on_proposal(&actor, &open.proposed)?;
    world.send(life, &permit, Approve { proposal: number }).await
}

/// When somebody does what comes next in a step: within its limit, so that those after have time too, unless it is to be late.
pub fn when(world: &World, life: &mut Life, step: &StepState) -> Moment {
    let now = world.office.minutes(world.ledger().now());
    let until_paid = step
        .bill
        .as_ref()
        .filter(|_| step.status == StepStatus::Paying)
        .map(|bill| bill.due);
    let due = step
        .due
        .or(until_paid)
        .map_or(now, |due| world.office.before_closing(due.day));
    let acts_left = i64::try_from(acts_left(life, step)).unwrap_or(1).max(1);
    let is_late = life.is_late(&step.planned.step) && acts_left == 1;
    let minutes = if is_late {
        let day = world.office.minutes_a_day();
        due.max(now) + life.chance.between(LATE_DAYS.0 * day, LATE_DAYS.1 * day)
    } else {
        let room = ((due - now) / acts_left).max(2);
        let first = needed(world, step, due - now).clamp(1, room);
        now + life.chance.between(first, room)
    };
    world.office.moment(minutes).plus(life.chance.between(0, 59_000))
}

/// Office minutes that whoever was given more time takes at least, as there would have been no need for it otherwise: until
/// the morning after the step would have been due without it.
fn needed(world: &World, step: &StepState, left: i64) -> i64 {
    let day = world.office.minutes_a_day();
    match step.extended {
        0 => 0,
        days => left - i64::from(days) * day + day / 4,
    }
}

/// How many acts end a step as it stands.
fn acts_left(life: &Life, step: &StepState) -> usize {
    match step.planned.kind {
        // What is proposed is to be signed too.
        StepKind::Acceptance if life.fate.ending == Ending::NotAccepted => 2,
        StepKind::Acceptance | StepKind::Decision | StepKind::Payment => 1,
        StepKind::Review
        | StepKind::Confirmation
        | StepKind::External
        | StepKind::Survey
        | StepKind::Meeting
        | StepKind::Hearing
        | StepKind::PublicNotice => {
            let stages = step.planned.chain.len().saturating_sub(usize::from(step.stage));
            let id = &step.planned.step;
            // What is proposed is to be signed too.
            let proposals = usize::from(life.is_special(id)) + usize::from(life.is_extended(id));
            stages + 2 * proposals + usize::from(step.stage == 0 && step.holder.is_none())
        }
    }
}

/// When it is known what became of a gate, in office minutes after now.
pub fn gate_minutes(world: &World, life: &mut Life) -> i64 {
    let (first, last) = if life.fate.ending == Ending::NoLand {
        NO_LAND_DAYS
    } else {
        LAND_DAYS
    };
    let day = world.office.minutes_a_day();
    life.chance.between(first * day, last * day)
}

/// An organ records what became of a gate.
pub async fn record_gate(world: &World, life: &mut Life, id: &GateId) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    let Some(gate) = waiting_gates(&application).find(|gate| gate.gate == *id) else {
        return Ok(());
    };
    let matter = world.matter(life)?.clone();
    let defined = matter
        .gates
        .iter()
        .find(|gate| gate.id == *id)
        .context("a gate without definition")?;
    let actor = world.cast.holder(&gate.organ, Duty::Handle)?.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let permit = seen.permit_on_gate(&actor, gate, &defined.function)?;
    if life.fate.ending == Ending::NoLand {
        let reason = life.chance.word(&world.invention.words.no_land).to_owned();
        return world
            .send(
                life,
                &permit,
                FailGate {
                    gate: id.clone(),
                    reason,
                },
            )
            .await;
    }
    let today = world.today();
    let number = life.project.as_ref().map_or(0, |project| project.number);
    let known = [
        (
            "land_contract_number",
            format!("{}-01-{}-{:04}", life.region, today.year(), number + 1),
        ),
        ("land_contract_day", today.plus(-3).to_string()),
        ("land_parcel", format!("{}001006GB{:05}", life.region, number + 200)),
        ("land_price_day", today.plus(-1).to_string()),
        ("deed_tax_day", today.to_string()),
    ];
    let known = known.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
    let mut typist = world.typist(&mut life.chance, known);
    let facts = gate_facts(&mut typist, &matter, id)?;
    world.send(life, &permit, OpenGate { gate: id.clone(), facts }).await
}

/// Gates of which nothing has been recorded, as long as the application goes on.
pub fn waiting_gates(application: &Application) -> impl Iterator<Item = &applications::record::state::GateState> {
    application
        .gates
        .iter()
        .filter(|gate| application.status == Status::InProgress && gate.opened_on.is_none() && gate.failed_on.is_none())
}
