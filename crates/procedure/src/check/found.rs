//! What has been found so far.

use super::{Finding, Mistake};
use crate::Pack;
use crate::pack::Place;

/// Collects findings, each with its line.
pub(super) struct Found<'a> {
    pack: &'a Pack,
    findings: Vec<Finding>,
}

impl<'a> Found<'a> {
    pub(super) fn of(pack: &'a Pack) -> Self {
        let findings = Vec::new();
        Self { pack, findings }
    }

    /// Something is wrong at a place.
    pub(super) fn at(&mut self, place: &Place, mistake: Mistake) {
        self.findings.push(self.pack.finding(place, mistake));
    }

    /// Something is wrong in a file that is no definition, such as a template.
    pub(super) fn in_text(&mut self, file: &str, line: usize, field: &str, mistake: Mistake) {
        self.findings.push(Finding {
            file: file.to_owned(),
            line: Some(line),
            field: field.to_owned(),
            mistake: Box::new(mistake),
        });
    }

    /// A place in words, such as `items/energy.toml:3`.
    pub(super) fn whereabouts(&self, place: &Place) -> String {
        match self.pack.line(place) {
            Some(line) => format!("{}:{line}", place.file),
            None => place.file.clone(),
        }
    }

    /// All findings by file and line; what several matters share is said once.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        self.findings
            .sort_by(|one, other| (&one.file, one.line, &one.field).cmp(&(&other.file, other.line, &other.field)));
        let mut said: Vec<Finding> = Vec::with_capacity(self.findings.len());
        for finding in self.findings {
            if !said.contains(&finding) {
                said.push(finding);
            }
        }
        said
    }
}
