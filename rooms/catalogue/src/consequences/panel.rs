//! The panel beside the questions: in words first, then what changed, then the lists to open.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use front::Texts;

use super::{Change, ChangeKind, Consequences};

/// What follows, ready for a page: `{{ panel }}`. Its element has the id [`ConsequencesPanel::ID`], for live updates.
#[derive(Debug)]
pub struct ConsequencesPanel {
    html: String,
}

/// More lines than that are summed up; they stand in the lists anyway.
const CHANGES_SHOWN_MAX: usize = 8;

#[derive(Template)]
#[template(path = "consequences/panel.html")]
struct PanelTemplate<'a> {
    t: &'a Texts,
    it: &'a Consequences,
    changes: Vec<(&'static str, &'static str, String)>,
    more: usize,
}

impl ConsequencesPanel {
    /// The id of its element.
    pub const ID: &'static str = "consequences";

    pub(super) fn of(it: &Consequences, texts: &Texts) -> Self {
        let template = PanelTemplate {
            t: texts,
            it,
            changes: it
                .changes
                .iter()
                .take(CHANGES_SHOWN_MAX)
                .map(|change| (change.kind.sign(), class(change.kind), said(texts, change)))
                .collect(),
            more: it.changes.len().saturating_sub(CHANGES_SHOWN_MAX),
        };
        let html = template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "the consequences could not be rendered");
            String::new()
        });
        Self { html }
    }
}

fn said(texts: &Texts, change: &Change) -> String {
    texts
        .say(change.kind.key())
        .with("name", change.name.plain())
        .with("organ", change.organ.plain())
        .with("days", change.days)
        .with("before", change.days_before)
        .with("count", change.count)
        .to_string()
}

fn class(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::ItemCame | ChangeKind::StepCame | ChangeKind::MaterialsCame => "came",
        ChangeKind::ItemWent | ChangeKind::StepWent | ChangeKind::MaterialsWent => "went",
        ChangeKind::OrganChanged | ChangeKind::DaysChanged => "",
    }
}

impl fmt::Display for ConsequencesPanel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.html)
    }
}

impl HtmlSafe for ConsequencesPanel {}
