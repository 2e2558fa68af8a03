//! What applicants do after they have submitted: supply, refine, withdraw, rate.

use applications::access::see;
use applications::record::command::{Rate, SupplyRefinement, SupplySupplement, Withdraw};
use applications::record::state::{Grade, Status, StepStatus};
use calendar::Moment;
use procedure::definition::StepId;

use super::life::Life;
use super::papers::{Papers, Version};
use super::shares::{Ending, Kind};
use super::world::World;

/// Those who rate, of those who need not.
const RATING_SHARE: f64 = 0.62;
/// Working days after which what was missing is supplied.
const SUPPLY_DAYS: (i64, i64) = (1, 4);
/// Working days that a refinement takes.
const REFINEMENT_DAYS: (i64, i64) = (1, 7);
/// Hours after its end in which an application is rated.
const RATING_HOURS: (i64, i64) = (1, 70);
const HOUR_MILLISECONDS: i64 = 3_600_000;

/// When what was missing is supplied.
pub fn when_supplied(world: &World, life: &mut Life) -> Moment {
    let days = life.chance.between(SUPPLY_DAYS.0, SUPPLY_DAYS.1);
    world.early(&mut life.chance, days)
}

/// When a refinement is answered.
pub fn when_refined(world: &World, life: &mut Life) -> Moment {
    let day = world.office.minutes_a_day();
    let minutes = life.chance.between(REFINEMENT_DAYS.0 * day, REFINEMENT_DAYS.1 * day);
    world.office.moment(world.office.minutes(world.ledger().now()) + minutes)
}

/// When somebody withdraws, in office minutes after the submission: before anything is decided.
pub fn when_withdrawn(world: &World, life: &mut Life) -> Moment {
    let day = world.office.minutes_a_day();
    let (first, last) = match life.kind {
        Kind::Joint => (3 * day, 12 * day),
        Kind::Small => (day / 10, day / 2),
    };
    let minutes = world.office.minutes(world.ledger().now()) + life.chance.between(first, last);
    world.office.moment(minutes)
}

/// When an ended application is rated, if it is.
pub fn when_rated(world: &World, life: &mut Life) -> Option<Moment> {
    let rates = life.chance.happens(RATING_SHARE) || life.fate.is_rated_poor;
    let hours = life.chance.between(RATING_HOURS.0, RATING_HOURS.1);
    rates.then(|| world.ledger().now().plus(hours * HOUR_MILLISECONDS))
}

/// The applicant supplies everything that the one notice asks for.
pub async fn supply(world: &World, papers: &mut Papers, life: &mut Life) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    if application.supplementing().next().is_none() {
        return Ok(());
    }
    let mut materials = Vec::new();
    for material in application.supplement_materials() {
        let upload = papers
            .upload(&world.release, &material, Version::Supplied, world.today())
            .await?;
        materials.push(upload);
    }
    let actor = life.applicant.actor.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let command = SupplySupplement {
        note: String::new(),
        materials,
    };
    world.send(life, &seen.permit(&actor)?, command).await
}

/// The applicant answers a step's request.
pub async fn refine(world: &World, papers: &mut Papers, life: &mut Life, id: &StepId) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    if application.step(id).is_none_or(|step| step.status != StepStatus::Refining) {
        return Ok(());
    }
    let mut materials = Vec::new();
    for material in application.refinement_materials(id) {
        let upload = papers
            .upload(&world.release, material, Version::Refined, world.today())
            .await?;
        materials.push(upload);
    }
    let actor = life.applicant.actor.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let note = life.chance.word(&world.invention.words.refined).to_owned();
    let command = SupplyRefinement {
        step: id.clone(),
        note,
        materials,
    };
    world.send(life, &seen.permit(&actor)?, command).await
}

/// The applicant withdraws.
pub async fn withdraw(world: &World, life: &mut Life) -> anyhow::Result<()> {
    let application = world.application(life.record).await?;
    if application.is_none_or(|application| application.status != Status::InProgress) {
        return Ok(());
    }
    let actor = life.applicant.actor.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let reason = life.chance.word(&world.invention.words.withdraw).to_owned();
    world.send(life, &seen.permit(&actor)?, Withdraw { reason }).await
}

/// The applicant rates.
pub async fn rate(world: &World, life: &mut Life) -> anyhow::Result<()> {
    let actor = life.applicant.actor.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let words = &world.invention.words;
    let (grade, words) = if life.fate.is_rated_poor {
        let grades = [Grade::Dissatisfied, Grade::VeryDissatisfied];
        (life.chance.pick(&grades).copied(), life.chance.word(&words.complaint))
    } else {
        let grades = [
            Grade::VerySatisfied,
            Grade::VerySatisfied,
            Grade::VerySatisfied,
            Grade::Satisfied,
            Grade::FairlySatisfied,
        ];
        (life.chance.pick(&grades).copied(), life.chance.word(&words.praise))
    };
    let command = Rate {
        grade: grade.unwrap_or(Grade::Satisfied),
        words: words.to_owned(),
    };
    world.send(life, &seen.permit(&actor)?, command).await
}

/// Whether an application is one that its applicant withdraws.
pub fn is_to_be_withdrawn(life: &Life) -> bool {
    life.fate.ending == Ending::Withdrawn
}
