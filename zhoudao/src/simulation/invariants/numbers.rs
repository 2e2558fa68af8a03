//! Rule 7: numbers in a series have no gap and no double.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use applications::record::Application;
use identity::ApplicationNumber;

use super::Event;

/// The last number of each series.
#[derive(Default)]
pub struct Numbers(HashMap<String, u64>);

impl Numbers {
    /// Looks whether an event draws the number that follows.
    pub fn take(&mut self, event: &Event, application: &Application) -> anyhow::Result<()> {
        let Some((series, number)) = drawn(event, application)? else {
            return Ok(());
        };
        let last = self.0.entry(series.clone()).or_default();
        ensure!(number == *last + 1, "rule 7: {series} draws {number} after {last}");
        *last = number;
        Ok(())
    }
}

/// What it draws, and from which series. Each organ numbers its own papers.
fn drawn(event: &Event, application: &Application) -> anyhow::Result<Option<(String, u64)>> {
    Ok(match event.event_type.as_str() {
        "submitted" => {
            let number = event.word("number").context("a submission without a number")?;
            let number: ApplicationNumber = number
                .parse()
                .map_err(|_| anyhow::anyhow!("{number} is no number of an application"))?;
            Some((format!("{} {}", number.region(), number.day()), u64::from(number.sequence())))
        }
        "case_granted" | "case_refused" => match event.word("document_number") {
            Some(number) => {
                let item = event.word("item").context("a decision about nothing")?;
                let planned = application.plan.as_ref().and_then(|plan| plan.item(&item.into()));
                let decider = planned.and_then(|planned| planned.decider.as_ref());
                Some(of_paper(decider.context("a decision of nobody")?.as_str(), number)?)
            }
            None => None,
        },
        "document_issued" => {
            let organ = event.word("organ").context("a paper of nobody")?;
            let number = event.word("number").context("a paper without a number")?;
            Some(of_paper(organ, number)?)
        }
        _ => None,
    })
}

fn of_paper(organ: &str, number: &str) -> anyhow::Result<(String, u64)> {
    let (name, number) = number
        .trim_end_matches('号')
        .rsplit_once('〕')
        .context("a number without its year")?;
    Ok((format!("{organ} {name}"), number.parse()?))
}
