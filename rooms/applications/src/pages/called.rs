//! What an application is called on a page: by its project, or in the reader's language by its matter and where.

use catalogue::Names;
use identity::RegionCode;

use crate::drafts::{OpenDraft, titled};
use crate::record::Application;

/// What an application is called in the reader's language; never a person's name.
#[must_use]
pub fn called(names: &Names<'_>, application: &Application) -> String {
    let matter = application.plan.as_ref().map_or("", |plan| plan.matter.as_str());
    application
        .filing
        .as_ref()
        .map(|filing| in_words(names, &filing.title, matter, filing.region))
        .unwrap_or_default()
}

/// What the application is called that a draft becomes.
pub(super) fn draft_called(names: &Names<'_>, open: &OpenDraft) -> String {
    in_words(names, &open.title(), open.matter.id.as_str(), open.draft.region)
}

/// A stored title; one that says only what and where is said in the reader's language.
pub(super) fn in_words(names: &Names<'_>, title: &str, matter: &str, region: RegionCode) -> String {
    match names.release.matter(matter) {
        Some(matter) if title == titled(names.release, matter, region, None) => {
            format!("{} · {}", names.matter(matter).plain(), names.region(region).plain())
        }
        Some(_) | None => title.to_owned(),
    }
}
