//! What stops or lengthens the terms of a small application: supplements, special procedures and extensions.

use applications::access::see;
use applications::record::Application;
use applications::record::command::{ContributeSupplement, EndSpecialProcedure, Propose};
use applications::record::proposal::{Proposal, ProposedOn};
use applications::record::special::SpecialKind;
use applications::record::state::{StepState, StepStatus};
use calendar::Moment;
use procedure::definition::{Signatory, StepId};

use crate::history::life::Life;
use crate::history::world::World;

/// Special procedures that a shop may need: nothing is put out to tender for it.
const SPECIAL_KINDS: [SpecialKind; 4] = [
    SpecialKind::Inspection,
    SpecialKind::Test,
    SpecialKind::Appraisal,
    SpecialKind::ExpertReview,
];
/// Working days that are announced for one [sample].
const SPECIAL_DAYS: (i64, i64) = (3, 12);
/// An extension is of as many days as the law allows, or a few less.
const EXTENSION_DAYS_MIN: i64 = 5;
/// A government's numbered papers of a year [sample].
const GOVERNMENT_PAPERS_A_YEAR: i64 = 300;
/// What is found missing.
const MISSING: [&str; 4] = [
    "这份材料缺经营者签字和日期，请补齐后重新提交。",
    "平面图没有标尺寸和出入口，请标注清楚后重新提交。",
    "材料扫描得不完整，请把缺的几页补上，一次交齐。",
    "材料上的地址与申请表不一致，请改成一致后重新提交。",
];
/// Why more time is needed.
const EXTENDED: [&str; 3] = [
    "现场与图纸的出入要再核对一次，原来的期限内办不完。",
    "房屋的用途要向有关部门核实，原来的期限内办不完。",
    "同一地址原有的许可还没有注销，要先核实，原来的期限内办不完。",
];

/// An organ's part of the notice of what is missing.
pub fn supplement(life: &mut Life, application: &Application, step: &StepState) -> ContributeSupplement {
    let papers = step.planned.materials.iter();
    let handed_in: Vec<_> = papers.filter(|id| application.material(id).is_some()).cloned().collect();
    ContributeSupplement {
        step: step.planned.step.clone(),
        request: life.chance.pick(&MISSING).copied().unwrap_or_default().to_owned(),
        materials: life.chance.pick(&handed_in).cloned().into_iter().collect(),
    }
}

/// A special procedure, to be signed by the organ's head.
pub fn special_procedure(life: &mut Life, step: &StepState) -> Propose {
    let kind = life.chance.pick(&SPECIAL_KINDS).copied().unwrap_or(SpecialKind::Test);
    let days = u32::try_from(life.chance.between(SPECIAL_DAYS.0, SPECIAL_DAYS.1)).unwrap_or(1);
    Propose {
        on: ProposedOn::Step(step.planned.step.clone()),
        proposal: Proposal::SpecialProcedure { kind, days },
        answers: None,
        reasons: format!("只看材料判断不了是否符合标准，要做{}。", kind.name()),
    }
}

/// An extension, to be signed by the head of the organ or of the government.
pub fn extension(world: &World, life: &mut Life, application: &Application, step: &StepState) -> Propose {
    let extension = application.extension_of(step);
    let days_max = i64::from(extension.days);
    let days = life.chance.between(EXTENSION_DAYS_MIN.min(days_max), days_max);
    Propose {
        on: ProposedOn::Step(step.planned.step.clone()),
        proposal: Proposal::Extend {
            days: u32::try_from(days).unwrap_or(1),
            approval: match extension.approved_by {
                Signatory::Organ => None,
                Signatory::Government => {
                    let number = life.chance.between(1, GOVERNMENT_PAPERS_A_YEAR);
                    Some(format!("政批〔{}〕{number}号", world.today().year()))
                }
            },
        },
        answers: None,
        reasons: life.chance.pick(&EXTENDED).copied().unwrap_or_default().to_owned(),
    }
}

/// When the result of a step's special procedure is recorded: within the time that was announced.
pub fn when_recorded(world: &World, life: &mut Life, application: &Application, step: &StepId) -> Moment {
    let running = application.specials_of(step).find(|special| special.ended.is_none());
    let day = world.office.minutes_a_day();
    let now = world.office.minutes(world.ledger().now());
    let days_max = running.map_or(1, |special| {
        (world.office.before_closing(special.announced.day) - now).div_euclid(day)
    });
    let days = life.chance.between(1, days_max.max(1));
    world.early(&mut life.chance, days)
}

/// The handler of a step records the result of its special procedure.
pub async fn record(world: &World, life: &mut Life, id: &StepId) -> anyhow::Result<()> {
    let Some(application) = world.application(life.record).await? else {
        return Ok(());
    };
    let Some(step) = application
        .step(id)
        .filter(|step| step.status == StepStatus::SpecialProcedure)
    else {
        return Ok(());
    };
    let Some(special) = application.specials_of(id).find(|special| special.ended.is_none()) else {
        return Ok(());
    };
    let actor = world.cast.holder(&step.planned.organ, step.duty())?.clone();
    let seen = see(&world.ledger(), &actor, life.record).await?;
    let command = EndSpecialProcedure {
        step: id.clone(),
        kind: special.kind,
        result: format!("{}已经做完，结果符合标准，材料已经入卷。", special.kind.name()),
    };
    let permit = seen.permit_on_step(&actor, step)?;
    world.send(life, &permit, command).await
}
