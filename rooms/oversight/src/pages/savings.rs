//! What issuing together saved, project by project, with the rule by which it is reckoned.

use applications::record::state::Status;
use applications::views::savings::{SavingRow, savings};
use askama::Template;
use axum::extract::State;
use front::{Chrome, Page, Place, Problem, Reader};
use ledger::Almanac;
use procedure::Release;
use procedure::definition::LimitText;
use procedure::plan::Saving;

use super::style;
use super::words::unavailable;
use crate::at_desk::Watcher;
use crate::room::OversightRoom;

/// Projects on the page, the newest first.
const PROJECTS_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "pages/savings.html")]
pub(super) struct SavingsPage {
    chrome: Chrome,
    style: String,
    state: String,
    /// How long the outside procedure is taken to be where the records do not say, and the ground.
    parameters: Vec<String>,
    lines: Vec<Line>,
}

struct Line {
    address: String,
    title: String,
    number: String,
    region: String,
    saving: SavingLine,
    standing: String,
    actual: String,
}

/// What one application saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SavingLine {
    pub(crate) saving: Saving,
    /// Whether the length of the outside procedure is what the records say.
    pub(crate) is_recorded: bool,
    /// Working days from submission to the end, once it has ended.
    pub(crate) took: Option<i32>,
}

/// What each saves: by the stated parameter, or by what the records say once the gate has opened. None where no length is
/// stated for its gate.
pub(crate) fn lines(release: &Release, almanac: &Almanac, rows: &[SavingRow]) -> Vec<(SavingRow, SavingLine)> {
    let line = |row: &SavingRow| {
        let calendar = almanac.calendar(row.county);
        let recorded = row
            .opened
            .and_then(|opened| u32::try_from(calendar.count(row.submitted, opened)).ok());
        let outside = recorded.or_else(|| usually(release, row).map(|usually| usually.days))?;
        let saving = SavingLine {
            saving: row.lengths.saving(outside),
            is_recorded: recorded.is_some(),
            took: row.ended.map(|ended| calendar.count(row.submitted, ended)),
        };
        Some((row.clone(), saving))
    };
    rows.iter().filter_map(line).collect()
}

fn usually<'a>(release: &'a Release, row: &SavingRow) -> Option<&'a LimitText> {
    let gates = &release.matter(&row.matter)?.gates;
    gates.iter().find(|gate| gate.id.as_str() == row.gate)?.usually.as_ref()
}

/// `GET /desk/oversight/savings`
pub(super) async fn show(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    reader: Reader,
) -> Result<Page<SavingsPage>, Problem> {
    let (texts, release, almanac) = (&reader.texts, room.release(), room.ledger.almanac());
    let rows = savings(&room.ledger, &room.counties(watcher.region), PROJECTS_MAX)
        .await
        .map_err(unavailable)?;
    let reckoned = lines(&release, &almanac, &rows);
    let finished: Vec<i64> = reckoned
        .iter()
        .filter(|(row, _)| row.status == Status::Finished)
        .map(|(_, line)| line.saving.days())
        .collect();
    let count = i64::try_from(finished.len()).unwrap_or(i64::MAX);
    let state = match finished.iter().sum::<i64>().checked_div(count) {
        Some(average) => texts
            .say("oversight-savings-state")
            .with("count", count)
            .with("days", average),
        None => texts.say("oversight-savings-none-finished").with("count", reckoned.len()),
    };
    let parameter = |(name, usually): (&String, &LimitText)| {
        texts
            .say("oversight-savings-parameter")
            .with("gate", name)
            .with("days", usually.days)
            .with("ground", usually.ground.as_str())
            .to_string()
    };
    let gates = release.matters().flat_map(|matter| &matter.gates);
    Ok(Page(SavingsPage {
        chrome: reader.desk("oversight-savings-title", Place::Oversight),
        style: style::address(),
        state: state.to_string(),
        parameters: gates
            .filter_map(|gate| Some((&gate.waiting_for, gate.usually.as_ref()?)))
            .map(parameter)
            .collect(),
        lines: reckoned
            .iter()
            .map(|(row, saving)| Line {
                address: format!("/desk/applications/{}", row.record),
                title: row.title.clone(),
                number: row.number.clone(),
                region: release
                    .region(row.county)
                    .map_or_else(|| row.county.to_string(), |region| region.name.clone()),
                saving: *saving,
                standing: texts
                    .say(match row.status {
                        Status::Finished => "oversight-status-finished",
                        Status::InProgress | Status::Unfiled | Status::Withdrawn | Status::Terminated => {
                            "oversight-status-in-progress"
                        }
                    })
                    .to_string(),
                actual: saving
                    .took
                    .map(|days| texts.say("oversight-savings-took").with("days", days).to_string())
                    .unwrap_or_default(),
            })
            .collect(),
    }))
}
