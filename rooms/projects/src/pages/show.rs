//! `/projects/{project}`: what is known of a project, what follows for what it can apply for, what was applied for.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::{Consequences, Names, Words, questions};
use front::{Audience, Chrome, Page, Place, Problem, Reader};
use identity::{mask_name, mask_phone};
use people::RequireSignedIn;
use procedure::definition::Matter;

use super::{project_address, seen};
use crate::access::Seen;
use crate::opening::unavailable;
use crate::room::{ProjectApplication, ProjectRoom};

#[derive(Template)]
#[template(path = "pages/show.html")]
pub(super) struct ShowPage {
    chrome: Chrome,
    title: String,
    address: String,
    facts: Vec<(String, String)>,
    /// What is known of its situation: question and answer.
    answers: Vec<(Words, String)>,
    open: usize,
    offers: Vec<Offer>,
    applications: Vec<ProjectApplication>,
    may_change: bool,
    sample: bool,
}

/// A matter for which the project can apply.
struct Offer {
    name: Words,
    guide: String,
    start: String,
    words: String,
}

pub(super) async fn show(
    State(room): State<ProjectRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(project): Path<String>,
    reader: Reader,
) -> Result<Page<ShowPage>, Problem> {
    let seen = seen(&room, &current, &project).await?;
    let release = room.catalogue.current();
    let names = Names::new(&release, &reader.texts);
    let matters = questions::matters_of_projects(&release);
    let asked = questions::of_matters(&release, &matters);
    let known = questions::settled(&asked, &seen.project.answers);
    let answer = |question: &&procedure::definition::Field| {
        let answer = known.get(question.id.as_str())?;
        Some((names.field(question), questions::told(&names, question, answer)))
    };
    let may_change = seen.may_change();
    let applications = room
        .applications(&current.actor, seen.record, &reader.texts)
        .await
        .map_err(unavailable)?;
    Ok(Page(ShowPage {
        title: seen.project.title.clone(),
        address: project_address(seen.record),
        facts: facts(&room, &reader, &names, &seen).await?,
        answers: asked.iter().filter_map(answer).collect(),
        open: questions::open(&asked, &known).len(),
        offers: matters
            .into_iter()
            .filter(|_| may_change)
            .filter_map(|matter| offer(&names, matter, &seen))
            .collect(),
        applications,
        may_change,
        sample: seen.project.sample,
        chrome: reader.chrome(Audience::Portal, seen.project.title.clone(), Place::Nowhere),
    }))
}

/// Whose project it is reads all of it; who watches over a region reads names and phones masked.
async fn facts(room: &ProjectRoom, reader: &Reader, names: &Names<'_>, seen: &Seen) -> Result<Vec<(String, String)>, Problem> {
    let particulars = seen.particulars(&room.ledger).await.map_err(unavailable)?;
    let is_owner = seen.permit.actor().party() == Some(seen.project.owner);
    let contact = particulars.contact.map(|contact| {
        if is_owner {
            format!("{} {}", contact.name, contact.phone.clear_text())
        } else {
            format!("{} {}", mask_name(&contact.name), mask_phone(contact.phone.clear_text()))
        }
    });
    let texts = &reader.texts;
    let erased = || texts.say("project-erased").to_string();
    let fact = |key: &str, value: String| (texts.say(key).to_string(), value);
    Ok(vec![
        fact("project-code", seen.project.code.to_string()),
        fact("project-region", names.region(seen.project.region).plain().to_owned()),
        fact("project-address", particulars.address.unwrap_or_else(erased)),
        fact("project-contact", contact.unwrap_or_else(erased)),
        fact("project-opened", texts.long_moment(&seen.project.opened)),
    ])
}

fn offer(names: &Names<'_>, matter: &Matter, seen: &Seen) -> Option<Offer> {
    let consequences = Consequences::of(names.release, names.texts, matter, &seen.project.answers, seen.project.region).ok()?;
    let words = names
        .texts
        .say("project-offer")
        .with("items", consequences.items.len())
        .with("organs", consequences.organs.len())
        .with("days", consequences.schedule.days)
        .with("materials", consequences.asked.len());
    Some(Offer {
        name: names.matter(matter),
        guide: catalogue::guide_address(&matter.id),
        start: catalogue::start_address_for_project(&matter.id, seen.record),
        words: words.to_string(),
    })
}
