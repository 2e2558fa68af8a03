//! Rules 3 to 6: what must hold of one application.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, ensure};
use applications::record::Application;
use applications::record::state::{StepState, StepStatus};
use calendar::Verdict;
use identity::RecordId;
use ledger::Ledger;
use procedure::definition::StepKind;

use super::Event;

/// Tasks that are not steps say what they are: `gate:…`, `proposal:…`.
const NOT_A_STEP: char = ':';

/// What is known of one application.
#[derive(Default)]
pub struct Witness {
    is_supplement_asked: bool,
    accepted: BTreeSet<String>,
    is_gate_open: bool,
    /// Under which key the cases of each group were granted.
    granted: BTreeMap<String, String>,
    /// How each step's round ended, and how many days it had used.
    ended: BTreeMap<(String, u32), (Verdict, u32)>,
}

impl Witness {
    /// An event of it.
    pub fn take(&mut self, event: &Event, application: &Application) -> anyhow::Result<()> {
        let item = event.word("item").unwrap_or_default().to_owned();
        match event.event_type.as_str() {
            "supplement_asked" => {
                ensure!(!self.is_supplement_asked, "rule 4: a supplement is asked for a second time");
                self.asks_before_acceptance(event, application)?;
                self.is_supplement_asked = true;
            }
            "gate_opened" => self.is_gate_open = true,
            "case_accepted" => {
                self.accepted.insert(item);
            }
            "case_granted" => {
                ensure!(
                    self.accepted.contains(&item),
                    "rule 4: {item} is granted before it is accepted"
                );
                reviews_are_done(application, &item)?;
                self.together(event, application, &item)?;
            }
            "case_refused" => ensure!(
                self.accepted.contains(&item),
                "rule 4: {item} is refused before it is accepted"
            ),
            _ => {}
        }
        Ok(())
    }

    /// It has changed.
    pub async fn look(&mut self, ledger: &Ledger, record: RecordId, application: &Application) -> anyhow::Result<()> {
        open_steps_lie_on_one_desk(ledger, record, application).await?;
        for step in &application.steps {
            self.verdict_stays(step)?;
        }
        Ok(())
    }

    /// Rule 4: whoever asks for a supplement has not accepted yet; another organ may have accepted its own case.
    fn asks_before_acceptance(&self, event: &Event, application: &Application) -> anyhow::Result<()> {
        let steps = event.data["steps"].as_array().map_or(&[][..], Vec::as_slice);
        for id in steps.iter().filter_map(|step| step.as_str()) {
            let step = application.step(&id.into()).context("a supplement of a step that is none")?;
            let item = step.planned.item.as_str();
            ensure!(
                !self.accepted.contains(item),
                "rule 4: {id} asks for a supplement after it has accepted {item}"
            );
        }
        Ok(())
    }

    /// Rule 5: behind the gate, by one command; the events of a command stand next to each other.
    fn together(&mut self, event: &Event, application: &Application, item: &str) -> anyhow::Result<()> {
        let planned = application.plan.as_ref().and_then(|plan| plan.item(&item.into()));
        let Some(group) = planned.and_then(|planned| planned.group.as_ref()) else {
            return Ok(());
        };
        ensure!(self.is_gate_open, "rule 5: {item} is granted before the gate");
        let key = self.granted.entry(group.to_string()).or_insert_with(|| event.key.clone());
        ensure!(
            *key == event.key,
            "rule 5: {item} is granted by another command than its group"
        );
        Ok(())
    }

    /// Rule 6: what is measured at completion never changes.
    fn verdict_stays(&mut self, step: &StepState) -> anyhow::Result<()> {
        let (StepStatus::Done, Some(verdict), Some(measured)) = (step.status, step.verdict, step.measured) else {
            return Ok(());
        };
        let round = (step.planned.step.to_string(), step.rounds);
        let ended = (verdict, measured.counted);
        let before = self.ended.entry(round).or_insert(ended);
        ensure!(
            *before == ended,
            "rule 6: {} ended with {before:?}, and now with {ended:?}",
            step.planned.step
        );
        Ok(())
    }
}

/// Rule 4: no decision without the opinions that the rules ask for.
fn reviews_are_done(application: &Application, item: &str) -> anyhow::Result<()> {
    let steps = application.steps.iter();
    for step in steps.filter(|step| step.planned.item.as_str() == item && step.planned.kind == StepKind::Review) {
        ensure!(
            matches!(step.status, StepStatus::Done | StepStatus::Dropped),
            "rule 4: {item} is granted while {} is {:?}",
            step.planned.step,
            step.status
        );
    }
    Ok(())
}

/// Rule 3.
async fn open_steps_lie_on_one_desk(ledger: &Ledger, record: RecordId, application: &Application) -> anyhow::Result<()> {
    let asked = "SELECT step, organ FROM task WHERE application = $1";
    let mut desks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in ledger.query(asked, vec![record.into()]).await? {
        desks.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    for step in &application.steps {
        let desk = desks.remove(step.planned.step.as_str()).unwrap_or_default();
        let expected = match step.status {
            StepStatus::Open
            | StepStatus::Refining
            | StepStatus::Supplementing
            | StepStatus::SpecialProcedure
            | StepStatus::Paying
            | StepStatus::Unsupported => vec![step.planned.organ.to_string()],
            StepStatus::Waiting | StepStatus::Done | StepStatus::Dropped => Vec::new(),
        };
        ensure!(
            desk == expected,
            "rule 3: {} of {record} lies on {desk:?} and belongs on {expected:?}",
            step.planned.step
        );
    }
    // Gates and proposals lie on desks too, and are no steps.
    desks.retain(|task, _| !task.contains(NOT_A_STEP));
    ensure!(
        desks.is_empty(),
        "rule 3: {record} has no steps {desks:?}, and they lie on desks"
    );
    Ok(())
}
