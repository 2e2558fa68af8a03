//! `zhoudao calendar FROM TO`: working days, and why a day is one or not.

use std::process::ExitCode;

use calendar::{Calendar, Day, DayKind};
use clap::Args;

/// Print each day: date, `work` or `rest`, and why.
#[derive(Debug, Args)]
pub struct CalendarDays {
    /// The first day, as 2026-01-01.
    from: Day,
    /// The last day.
    to: Day,
}

impl CalendarDays {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let calendar = Calendar::national();
        anyhow::ensure!(
            self.from >= calendar.first() && self.to <= calendar.last(),
            "the calendar goes from {} to {}",
            calendar.first(),
            calendar.last()
        );
        for day in self.from.through(self.to) {
            let work = if calendar.is_working(day) { "work" } else { "rest" };
            let provisional = if calendar.provisional(day.year()) {
                " (provisional: no notice has been published for this year)"
            } else {
                ""
            };
            println!("{day} {work} {}{provisional}", why(&calendar.day_kind(day)));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn why(kind: &DayKind) -> String {
    match kind {
        DayKind::Working => "working day".to_owned(),
        DayKind::Weekend => "weekend".to_owned(),
        DayKind::Holiday { name } => name.to_string(),
        DayKind::MakeUp { holiday } => format!("make-up day for {holiday}"),
        DayKind::DayOff { reason } => reason.to_string(),
    }
}
