//! An application in a list as people read it.

use applications::record::state::Status;
use catalogue::Catalogue;
use front::Texts;
use front::furniture::{Lamp, Shape};

use super::rows::Filed;
use crate::names::Names;
use crate::words::Words;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct FiledLine {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) matter: String,
    pub(crate) number: String,
    pub(crate) applicant: String,
    pub(crate) region: String,
    pub(crate) submitted: String,
    pub(crate) lamp: Lamp,
    /// How many things are asked of the applicant.
    pub(crate) asked: u32,
    pub(crate) ended: String,
}

/// The lines of a page.
pub(crate) fn lines(texts: &Texts, catalogue: &Catalogue, names: &Names, rows: &[Filed]) -> Vec<FiledLine> {
    rows.iter()
        .map(|row| line(texts, &Words::kept(catalogue, &row.release), names, row))
        .collect()
}

fn line(texts: &Texts, words: &Words, names: &Names, row: &Filed) -> FiledLine {
    FiledLine {
        path: format!("/desk/applications/{}", row.application),
        title: row.title.clone(),
        matter: words.matter(&row.matter),
        number: row.number.clone(),
        applicant: names.applicant(row.applicant),
        region: words.region(row.region),
        submitted: texts.day(&row.submitted),
        lamp: lamp(texts, row.status),
        asked: row.asked,
        ended: row.ended.map(|day| texts.day(&day)).unwrap_or_default(),
    }
}

/// How an application stands, as a light.
pub(crate) fn lamp(texts: &Texts, status: Status) -> Lamp {
    let shape = match status {
        Status::InProgress => Shape::Green,
        Status::Finished => Shape::Done,
        Status::Unfiled | Status::Withdrawn | Status::Terminated => Shape::Open,
    };
    Lamp::new(shape, texts.say(status_key(status)))
}

/// The key of how an application stands.
pub(crate) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Unfiled => "desk-applications-status-unfiled",
        Status::InProgress => "desk-applications-status-in_progress",
        Status::Finished => "desk-applications-status-finished",
        Status::Withdrawn => "desk-applications-status-withdrawn",
        Status::Terminated => "desk-applications-status-terminated",
    }
}
