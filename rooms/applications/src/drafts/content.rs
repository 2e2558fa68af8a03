//! What a draft holds.

use std::collections::BTreeMap;
use std::fmt;

use authority::{Party, Subject};
use calendar::Moment;
use identity::{RecordId, RegionCode};
use procedure::Release;
use procedure::definition::{MaterialId, Matter, MatterId};
use procedure::input::Typed;
use procedure::plan::AskedMaterial;
use serde::{Deserialize, Serialize};

use super::Paper;

/// An application that is being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is applied for.
    pub matter: MatterId,
    /// Where.
    pub region: RegionCode,
    /// The project on which it hangs.
    pub project: Option<RecordId>,
    /// What the project is called.
    pub project_title: Option<String>,
    /// The release under which it was last saved.
    pub release: String,
    /// The guided questions, once somebody has saved them.
    #[serde(default)]
    pub situation: Option<Saved>,
    /// The parts of the form that somebody has saved.
    #[serde(default)]
    pub parts: BTreeMap<String, Saved>,
    /// The papers uploaded.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// Papers that are to follow later (容缺).
    #[serde(default)]
    pub later: Vec<MaterialId>,
    /// Papers in whose place something is promised (告知承诺).
    #[serde(default)]
    pub promised: Vec<MaterialId>,
}

/// What stands in place of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// It follows later.
    Later,
    /// A promise.
    Promised,
}

/// What was typed on one page, as it was typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// By field.
    pub typed: Typed,
    /// The account that saved it.
    pub by: RecordId,
    /// When.
    pub at: Moment,
    /// Counted up with each save, so that a page knows what it was opened on.
    pub turn: u32,
    /// What somebody else had saved since the page was opened.
    pub overwritten: Option<Overwritten>,
}

/// What another person had saved in between; the last save counts, and this is shown so that nothing is lost.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overwritten {
    /// The account.
    pub by: RecordId,
    /// When.
    pub at: Moment,
    /// What stood in the fields that differ.
    pub typed: Typed,
}

impl Draft {
    /// The facts on which rights to it depend.
    #[must_use]
    pub fn subject(&self, id: RecordId, party: Party) -> Subject {
        Subject::new(id, self.region)
            .of(party)
            .about(self.matter.as_str())
            .on_project(self.project)
    }

    /// What it is called in lists; never a person's name.
    #[must_use]
    pub fn title(&self, release: &Release) -> String {
        match release.matter(self.matter.as_str()) {
            Some(matter) => titled(release, matter, self.region, self.project_title.as_deref()),
            None => self.project_title.clone().unwrap_or_else(|| self.matter.to_string()),
        }
    }

    /// The paper uploaded for a material.
    #[must_use]
    pub fn paper(&self, material: &MaterialId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.material == *material)
    }

    /// The commitment letter that the applicant signed on paper.
    #[must_use]
    pub fn signed_letter(&self) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.is_signed_letter())
    }

    /// What stands in place of a paper that is not there, if its rule allows it.
    #[must_use]
    pub fn instead(&self, asked: &AskedMaterial) -> Option<Instead> {
        let id = &asked.material;
        if self.paper(id).is_some() {
            None
        } else if asked.later.is_some() && self.later.contains(id) {
            Some(Instead::Later)
        } else if asked.promise.is_some() && self.promised.contains(id) {
            Some(Instead::Promised)
        } else {
            None
        }
    }

    /// Whether nothing is missing of a paper: it is there, may be left out, or something stands in its place.
    #[must_use]
    pub fn settles(&self, asked: &AskedMaterial) -> bool {
        asked.optional || self.paper(&asked.material).is_some() || self.instead(asked).is_some()
    }

    /// Takes a paper in; gives back the one that it replaces.
    pub fn put(&mut self, paper: Paper) -> Option<Paper> {
        let replaced = self.take(&paper.material);
        self.papers.push(paper);
        replaced
    }

    /// Takes a paper out.
    pub fn take(&mut self, material: &MaterialId) -> Option<Paper> {
        let index = self.papers.iter().position(|paper| paper.material == *material)?;
        Some(self.papers.remove(index))
    }
}

/// What an application is called in lists: its project's public title, else the matter and where; never a person's name.
#[must_use]
pub fn titled(release: &Release, matter: &Matter, region: RegionCode, project: Option<&str>) -> String {
    match (project, release.region(region)) {
        (Some(project), _) => project.to_owned(),
        (None, Some(region)) => format!("{} · {}", matter.name, region.name),
        (None, None) => matter.name.clone(),
    }
}

impl Saved {
    /// What is saved now on a page that was opened at `turn`, in place of what was there.
    #[must_use]
    pub fn replacing(before: Option<&Self>, typed: Typed, by: RecordId, at: Moment, turn: u32) -> Self {
        let overwritten = before
            .filter(|before| before.turn != turn && before.by != by)
            .map(|before| Overwritten {
                by: before.by,
                at: before.at,
                typed: differing(&before.typed, &typed),
            })
            .filter(|overwritten| !overwritten.typed.is_empty());
        Self {
            typed,
            by,
            at,
            turn: before.map_or(0, |before| before.turn) + 1,
            overwritten,
        }
    }
}

/// What was there and is now otherwise; empty fields lose nothing.
fn differing(before: &Typed, now: &Typed) -> Typed {
    let lost = before
        .iter()
        .filter(|(field, typed)| !typed.trim().is_empty() && now.get(*field) != Some(typed));
    lost.map(|(field, typed)| (field.clone(), typed.clone())).collect()
}

/// What people type about themselves is never shown by accident.
impl fmt::Debug for Saved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Saved({} fields, turn {})", self.typed.len(), self.turn)
    }
}

impl fmt::Debug for Overwritten {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Overwritten({} fields)", self.typed.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LI: RecordId = RecordId::from_bytes([1; 16]);
    const LIU: RecordId = RecordId::from_bytes([2; 16]);

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs
            .iter()
            .map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned()))
            .collect()
    }

    #[test]
    fn the_last_save_counts_and_says_what_another_had_typed() {
        let first = Saved::replacing(None, typed(&[("investment", "3200"), ("industry", "3252")]), LI, Moment(1), 0);
        let second = Saved::replacing(
            Some(&first),
            typed(&[("investment", "3300"), ("industry", "3252")]),
            LIU,
            Moment(2),
            0,
        );
        assert_eq!(second.typed["investment"], "3300");
        let overwritten = second.overwritten.clone().unwrap();
        assert_eq!((overwritten.by, overwritten.typed), (LI, typed(&[("investment", "3200")])));
        assert_eq!(
            Saved::replacing(Some(&second), second.typed.clone(), LIU, Moment(3), 2).overwritten,
            None
        );
    }

    #[test]
    fn who_saw_what_was_there_overwrites_nothing_unknown() {
        let first = Saved::replacing(None, typed(&[("investment", "3200")]), LI, Moment(1), 0);
        assert_eq!(
            Saved::replacing(Some(&first), typed(&[("investment", "1")]), LIU, Moment(2), 1).overwritten,
            None
        );
        assert_eq!(
            Saved::replacing(Some(&first), typed(&[("investment", "1")]), LI, Moment(2), 0).overwritten,
            None
        );
    }
}
