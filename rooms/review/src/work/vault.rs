//! What the vault holds of an application, as far as one page needs it: fetched at once.

use std::collections::BTreeMap;

use applications::record::Application;
use identity::{OrganId, RecordId};
use ledger::{Ledger, Unavailable};
use procedure::definition::{ItemId, StepKind};
use serde_json::Value;

use crate::history::History;

/// Values by their path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vault(pub(crate) BTreeMap<String, Value>);

impl Vault {
    /// The form, the papers' particulars, everything that was said of the steps, and the words of a history, as far as the
    /// reader's organ may know them.
    pub(crate) async fn open(
        ledger: &Ledger,
        record: RecordId,
        application: &Application,
        history: Option<&History>,
        organ: Option<&OrganId>,
    ) -> Result<Self, Unavailable> {
        let mut paths = paths(application);
        let words = history
            .into_iter()
            .flat_map(|history| &history.happenings)
            .filter_map(|happening| happening.words.clone());
        paths.extend(words);
        let closed = closed_to(application, organ);
        paths.retain(|path| !closed.contains(path));
        paths.sort_unstable();
        paths.dedup();
        ledger.secrets(record, &paths).await.map(Self)
    }

    /// A text; empty where there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.0.get(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// One value within what a path holds.
    pub(crate) fn within(&self, path: &str, name: &str) -> Option<&Value> {
        self.0.get(path)?.get(name)
    }
}

/// Whether an organ works on an item of an application.
pub(crate) fn works_on(application: &Application, item: &ItemId, organ: Option<&OrganId>) -> bool {
    let mut steps = application.steps.iter().filter(|step| step.planned.item == *item);
    steps.any(|step| Some(&step.planned.organ) == organ)
}

/// Who speaks without being the applicant is known to the organs of that case alone, and so is what they were told and said.
fn closed_to(application: &Application, organ: Option<&OrganId>) -> Vec<String> {
    let item_of = |step| application.step(step).map(|step| &step.planned.item);
    let objections = (1..).zip(&application.objections).filter(|(_, objection)| {
        let item = item_of(&objection.step);
        item.is_none_or(|item| !works_on(application, item, organ))
    });
    let parties = (1..)
        .zip(&application.parties)
        .filter(|(_, party)| !works_on(application, &party.item, organ));
    let objectors = objections.map(|(place, _): (u16, _)| format!("objection/{place}/objector"));
    let parties = parties.flat_map(|(place, _): (u16, _)| PARTY.map(|end| format!("party/{place}{end}")));
    objectors.chain(parties).collect()
}

/// What the vault holds of a party: who, which interest, what was said, the secret code.
const PARTY: [&str; 4] = ["", "/interest", "/view", "/code"];

/// What others said around the way, and what was paid and promised.
fn around(application: &Application) -> Vec<String> {
    let objections = (1..=application.objections.len())
        .flat_map(|place| ["", "/objector", "/answer"].map(|end| format!("objection/{place}{end}")));
    let parties = (1..=application.parties.len()).flat_map(|place| PARTY.map(|end| format!("party/{place}{end}")));
    let payments = application.steps.iter().filter(|step| step.planned.payment.is_some());
    let payments = payments.flat_map(|step| {
        let step = &step.planned.step;
        [
            format!("payment/{step}"),
            format!("payment/{step}/reported"),
            format!("waived/{step}"),
        ]
    });
    let promises = application
        .promises
        .iter()
        .flat_map(|promised| ["", "/check"].map(|end| format!("promise/{}{end}", promised.material)));
    objections.chain(parties).chain(payments).chain(promises).collect()
}

fn paths(application: &Application) -> Vec<String> {
    let parts = application
        .filing
        .iter()
        .flat_map(|filing| &filing.parts)
        .map(|part| format!("form/{part}"));
    let papers = application
        .materials
        .iter()
        .map(|paper| format!("material/{}/{}", paper.material, paper.version));
    let mut paths: Vec<String> = parts.chain(papers).collect();
    for part in &application.supplement.parts {
        paths.push(Application::supplement_path(&part.step));
    }
    for hearing in &application.hearings {
        let item = &hearing.item;
        paths.extend(["told", "asked", "announced", "record"].map(|what| format!("hearing/{item}/{what}")));
    }
    for known in &application.proposals {
        paths.push(known.proposed.number.words_path());
        paths.push(known.proposed.number.declined_path());
    }
    paths.extend(around(application));
    for step in &application.steps {
        let (id, rounds) = (&step.planned.step, step.rounds);
        // What was said in an earlier round is what a draft that was given back began with.
        for round in rounds.saturating_sub(1).max(1)..=rounds {
            paths.push(format!("opinion/{id}/{round}"));
            paths.push(format!("returned/{id}/{round}"));
            paths.push(format!("sent_back/{id}/{round}"));
        }
        if step.planned.kind == StepKind::Decision {
            paths.push(Application::despite_path(id));
        }
        for round in 1..=step.refinements {
            paths.push(format!("refinement/{id}/{round}"));
            paths.push(format!("refined/{id}/{round}"));
        }
    }
    paths
}
