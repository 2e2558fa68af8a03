//! Where days are lost: by organ as a picture with its table, then by step.

use std::collections::BTreeMap;

use applications::views::lost_days::{Quarter, StepTime, step_times};
use askama::Template;
use axum::extract::State;
use front::form::Asked;
use front::{Chrome, Page, Place, Problem, Reader};

use super::words::{organ_name, step_name, unavailable};
use super::{filter::Filter, style};
use crate::at_desk::Watcher;
use crate::room::OversightRoom;

/// Organs in the picture, and organs and steps in the tables until all of them are asked for: who lost most come first.
const BARS_MAX: usize = 12;
const ROWS_FIRST: usize = 12;
/// Units of the picture: the names' column, the bars' column, one line.
const NAMES_WIDTH: f64 = 260.0;
const BARS_WIDTH: f64 = 480.0;
const LINE_HEIGHT: usize = 30;

#[derive(Template)]
#[template(path = "pages/days.html")]
pub(super) struct DaysPage {
    chrome: Chrome,
    style: String,
    /// The finding, in a sentence.
    finding: String,
    bars: Vec<Bar>,
    height: usize,
    organs: Vec<OrganLine>,
    steps: Vec<StepLine>,
    /// The organ whose steps are shown, if one is chosen.
    organ: Option<String>,
    organs_left: usize,
    steps_left: usize,
    /// Where all rows are shown; where only the first are, once all are.
    other_extent: String,
}

/// How much of the tables is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    First,
    All,
}

impl Extent {
    fn read(query: &front::FormData) -> Self {
        match query.value("rows") {
            "all" => Self::All,
            _ => Self::First,
        }
    }

    fn rows(self) -> usize {
        match self {
            Self::First => ROWS_FIRST,
            Self::All => usize::MAX,
        }
    }

    /// The address of the other extent, of the same organ.
    fn other(self, organ: Option<&str>) -> String {
        let rows = match self {
            Self::First => Some("rows=all".to_owned()),
            Self::All => None,
        };
        let asked: Vec<String> = organ.map(|organ| format!("organ={organ}")).into_iter().chain(rows).collect();
        match asked.is_empty() {
            true => "/desk/oversight/days".to_owned(),
            false => format!("/desk/oversight/days?{}", asked.join("&")),
        }
    }
}

/// One bar of the picture: working days used, and those of them beyond the limits.
struct Bar {
    name: String,
    words: String,
    taken: String,
    lost: String,
    lost_from: String,
    y: usize,
    text_y: usize,
}

/// An organ in the table.
struct OrganLine {
    name: String,
    address: String,
    late_address: String,
    n: u64,
    days: u64,
    lost: u64,
    late: String,
}

/// A step in the table.
struct StepLine {
    name: String,
    organ: String,
    n: u64,
    promised: u32,
    median: u32,
    lost: u64,
    late: String,
}

/// What an organ took in all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loss {
    pub(crate) organ: String,
    pub(crate) n: u64,
    pub(crate) days: u64,
    pub(crate) lost: u64,
    pub(crate) late: u64,
}

/// By organ, who lost most first.
pub(crate) fn losses(times: &[StepTime]) -> Vec<Loss> {
    let mut by_organ: BTreeMap<&str, Loss> = BTreeMap::new();
    for time in times {
        let loss = by_organ.entry(&time.organ).or_default();
        loss.organ.clone_from(&time.organ);
        loss.n += time.n;
        loss.days += time.days;
        loss.lost += time.lost;
        loss.late += time.late;
    }
    let mut losses: Vec<Loss> = by_organ.into_values().collect();
    losses.sort_by(|one, other| (other.lost, other.days, &one.organ).cmp(&(one.lost, one.days, &other.organ)));
    losses
}

/// `GET /desk/oversight/days`
pub(super) async fn show(
    State(room): State<OversightRoom>,
    watcher: Watcher,
    Asked(query): Asked,
    reader: Reader,
) -> Result<Page<DaysPage>, Problem> {
    let (texts, release) = (&reader.texts, room.release());
    let quarters = Quarter::of(room.today()).year_up_to();
    let times = step_times(&room.ledger, &room.counties(watcher.region), quarters)
        .await
        .map_err(unavailable)?;
    let losses = losses(&times);
    let extent = Extent::read(&query);
    // An address names an organ or says nothing.
    let chosen = query
        .given("organ")
        .and_then(|organ| organ.parse::<identity::OrganId>().ok())
        .map(|organ| organ.to_string());
    let mut steps: Vec<&StepTime> = times
        .iter()
        .filter(|time| chosen.as_deref().is_none_or(|organ| organ == time.organ))
        .collect();
    steps.sort_by_key(|step| std::cmp::Reverse((step.lost, step.days)));
    let lost: u64 = losses.iter().map(|loss| loss.lost).sum();
    let finding = match losses.first().filter(|first| first.lost > 0) {
        Some(first) => texts
            .say("oversight-days-finding")
            .with("organ", organ_name(&release, &first.organ))
            .with("lost", first.lost)
            .with("all", lost),
        None if losses.is_empty() => texts.say("oversight-days-nothing"),
        None => texts.say("oversight-days-none-lost"),
    };
    let step_line = |time: &&StepTime| StepLine {
        name: step_name(texts, &release, &time.item, &time.step),
        organ: organ_name(&release, &time.organ),
        n: time.n,
        promised: time.promised,
        median: time.median,
        lost: time.lost,
        late: percent(time.late, time.n),
    };
    Ok(Page(DaysPage {
        chrome: reader.desk("oversight-days-title", Place::Oversight),
        style: style::address(),
        finding: finding.to_string(),
        bars: bars(
            &losses,
            |organ| organ_name(&release, organ),
            |loss| {
                texts
                    .say("oversight-days-bar")
                    .with("days", loss.days)
                    .with("lost", loss.lost)
                    .to_string()
            },
        ),
        height: losses.len().min(BARS_MAX) * LINE_HEIGHT + 8,
        organs_left: losses.len().saturating_sub(extent.rows()),
        steps_left: steps.len().saturating_sub(extent.rows()),
        other_extent: extent.other(chosen.as_deref()),
        organs: losses
            .iter()
            .take(extent.rows())
            .map(|loss| OrganLine {
                name: organ_name(&release, &loss.organ),
                address: format!("/desk/oversight/days?organ={}#steps-title", loss.organ),
                late_address: late_of(&loss.organ),
                n: loss.n,
                days: loss.days,
                lost: loss.lost,
                late: percent(loss.late, loss.n),
            })
            .collect(),
        steps: steps.iter().take(extent.rows()).map(step_line).collect(),
        organ: chosen.map(|organ| organ_name(&release, &organ)),
    }))
}

/// The open applications of an organ that are late now.
fn late_of(organ: &str) -> String {
    Filter::of(applications::views::overview::OverviewFilter {
        organ: organ.parse().ok(),
        light: Some(applications::views::overview::LightWord::Red),
        ..Default::default()
    })
    .address()
}

fn percent(part: u64, of: u64) -> String {
    if of == 0 {
        return "0%".to_owned();
    }
    let tenths = (part * 1_000 + of / 2) / of;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn bars(losses: &[Loss], name: impl Fn(&str) -> String, words: impl Fn(&Loss) -> String) -> Vec<Bar> {
    let most = losses.iter().take(BARS_MAX).map(|loss| loss.days).max().unwrap_or(0).max(1);
    let width = |days: u64| days as f64 * BARS_WIDTH / most as f64;
    let bar = |(line, loss): (usize, &Loss)| {
        let within = width(loss.days - loss.lost.min(loss.days));
        Bar {
            name: name(&loss.organ),
            words: words(loss),
            taken: format!("{within:.1}"),
            lost: format!("{:.1}", width(loss.lost)),
            lost_from: format!("{:.1}", NAMES_WIDTH + within),
            y: line * LINE_HEIGHT + 6,
            text_y: line * LINE_HEIGHT + 21,
        }
    };
    losses.iter().take(BARS_MAX).enumerate().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_lost_most_days_comes_first() {
        let time = |organ: &str, lost, days| StepTime {
            organ: organ.into(),
            n: 2,
            late: 1,
            lost,
            days,
            ..StepTime::default()
        };
        let losses = losses(&[
            time("water", 1, 9),
            time("land", 4, 9),
            time("water", 5, 5),
            time("fire", 0, 30),
        ]);
        let order: Vec<(&str, u64)> = losses.iter().map(|loss| (loss.organ.as_str(), loss.lost)).collect();
        assert_eq!(order, [("water", 6), ("land", 4), ("fire", 0)]);
    }

    #[test]
    fn a_share_is_rounded_to_a_tenth() {
        for (part, of, expected) in [(1, 3, "33.3%"), (2, 3, "66.7%"), (0, 0, "0%"), (5, 5, "100.0%")] {
            assert_eq!(percent(part, of), expected);
        }
    }
}
