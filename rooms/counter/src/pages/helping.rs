//! `/desk/helping`: the projects that a helper takes through, each with its light and what is asked of the applicant; for
//! whoever watches over a region, every project and who helps it.

use applications::outlook::Outlook;
use askama::Template;
use authority::{ActName, Duty, Scope};
use axum::extract::{RawQuery, State};
use catalogue::Names as PackNames;
use front::furniture::Lamp;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CapacityLabel, RequireSignedIn};

use crate::helping::Names;
use crate::room::CounterRoom;
use crate::words::unavailable;

#[derive(Template)]
#[template(path = "pages/helping.html")]
pub(super) struct HelpingPage {
    chrome: Chrome,
    helps: bool,
    text: String,
    projects: Vec<ProjectLine>,
    behalves: Vec<(String, String)>,
}

/// A project in the list.
struct ProjectLine {
    title: String,
    code: String,
    region: String,
    address: String,
    helper: String,
    outlooks: Vec<(String, Lamp, String)>,
}

pub(super) async fn show(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<HelpingPage>, Problem> {
    let post = current.actor.held_post().ok_or(Problem::NotFound)?;
    let account = current.account().ok_or(Problem::SignedOut)?;
    let helps = post.has_any(&[Duty::Helper]);
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let text = query.value("q").trim().to_owned();
    let rows = if helps {
        projects::views::helped_by(room.ledger(), account)
            .await
            .map_err(unavailable)?
    } else if authority::scope(&current.actor, ActName::AssignHelper) != Scope::Nothing {
        let list = projects::views::visible_to(room.ledger(), &current.actor, &text, 1).await;
        list.map_err(unavailable)?.rows
    } else {
        return Err(Problem::NotFound);
    };
    let release = room.catalogue.current();
    let pack = PackNames::new(&release, &reader.texts);
    let names = Names::of(&room, &reader);
    let mut lines = Vec::new();
    for row in rows {
        let helper = match helper_of(&room, row.record).await? {
            Some(helper) => names.person(helper).await?,
            None => String::new(),
        };
        let outlooks = outlooks(&room, &reader, row.record).await?;
        lines.push(ProjectLine {
            address: format!("/desk/helping/{}", row.record),
            region: pack.region(row.region).plain().to_owned(),
            title: row.title,
            code: row.code,
            helper,
            outlooks: outlooks.into_iter().map(|one| (one.number, one.lamp, one.title)).collect(),
        });
    }
    let behalves = current.choices().iter().filter_map(|choice| match &choice.label {
        CapacityLabel::Behalf { post: of, .. } if *of == post.id => {
            Some((choice.key.to_string(), choice.label.words(&reader.texts)))
        }
        CapacityLabel::Behalf { .. }
        | CapacityLabel::Person
        | CapacityLabel::Enterprise { .. }
        | CapacityLabel::Post { .. }
        | CapacityLabel::Deputy { .. } => None,
    });
    Ok(Page(HelpingPage {
        helps,
        text,
        projects: lines,
        behalves: behalves.collect(),
        chrome: reader.desk("place-helping", Place::Helping),
    }))
}

pub(super) async fn helper_of(room: &CounterRoom, project: RecordId) -> Result<Option<RecordId>, Problem> {
    let snapshot = room
        .ledger()
        .state::<projects::record::Project>(project)
        .await
        .map_err(unavailable)?;
    Ok(snapshot.and_then(|snapshot| {
        snapshot
            .state
            .registration
            .as_ref()?
            .helper
            .as_ref()
            .map(|helper| helper.account)
    }))
}

/// How every application of a project stands; whoever asks was permitted to see it on the project.
pub(crate) async fn outlooks(room: &CounterRoom, reader: &Reader, project: RecordId) -> Result<Vec<Outlook>, Problem> {
    let rows = applications::views::of_project(room.ledger(), project, &Scope::Everything)
        .await
        .map_err(unavailable)?;
    let mut outlooks = Vec::new();
    for row in rows {
        let snapshot = room
            .ledger()
            .state::<applications::record::Applications>(row.record)
            .await
            .map_err(unavailable)?;
        let Some(snapshot) = snapshot else { continue };
        let application = &snapshot.state;
        let Some(filing) = &application.filing else { continue };
        let release = room
            .catalogue
            .by_digest(&filing.release)
            .unwrap_or_else(|| room.catalogue.current());
        let names = PackNames::new(&release, &reader.texts);
        let almanac = room.ledger().almanac();
        outlooks.extend(Outlook::of(
            &names,
            application,
            almanac.calendar(filing.region),
            room.today(),
        ));
    }
    Ok(outlooks)
}
