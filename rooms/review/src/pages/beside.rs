//! The work, with the list beside it; or the work alone, where a script of ours puts it there.

use askama::Template;
use authority::Duty;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use front::{Chrome, Page, Place, Problem};

use crate::assets;
use crate::list::{self, DutyFilter, Filter, Only, TaskLine};
use crate::names::Names;
use crate::notes::Mention;
use crate::seeing::unavailable;
use crate::visit::Visit;

/// What front lets pages load, and frames of our own: papers are shown in one.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What stands beside the list.
pub(super) struct Beside<W> {
    /// The work: a template of one `<section id="work">`.
    pub(super) work: W,
    /// What it is called, for the window.
    pub(super) title: String,
    /// Its path, by which its line in the list is marked.
    pub(super) path: String,
    /// 200, or why it is shown again.
    pub(super) status: StatusCode,
    /// Whether papers are read beside the work, so that the list makes room.
    pub(super) is_reading: bool,
    /// Where the browser should say it is, when that is not where it asked.
    pub(super) address: Option<String>,
    /// Whether it is shown without the list: it is about the whole organ.
    pub(super) is_alone: bool,
}

impl<W: Template> Beside<W> {
    pub(super) fn new(work: W, title: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            work,
            title: title.into(),
            path: path.into(),
            status: StatusCode::OK,
            is_reading: false,
            address: None,
            is_alone: false,
        }
    }

    /// Without the list.
    pub(super) fn alone(self) -> Self {
        Self { is_alone: true, ..self }
    }

    /// As a whole page, or alone.
    pub(super) async fn respond(self, visit: &Visit) -> Result<Response, Problem> {
        let work = self.work.render().map_err(|error| {
            tracing::error!(%error, "the work beside the list could not be rendered");
            Problem::Broken
        })?;
        let mut response = if visit.is_part {
            let part = WorkAlone {
                title: self.title,
                brand: chrome(visit).brand().to_owned(),
                work,
            };
            (self.status, Page(part)).into_response()
        } else {
            let mut chrome = chrome(visit);
            chrome.title = self.title;
            if self.is_alone {
                chrome.current = Place::Organ;
            }
            let list = match visit.at.organ() {
                Some(_) if !self.is_alone => Some(list_view(visit, &self.path).await?),
                Some(_) | None => None,
            };
            let page = DeskPage {
                keys: keys(visit),
                style: assets::style(),
                script: assets::script(),
                list,
                work,
                has_work: true,
                tells_of_looks: !self.is_alone,
                is_reading: self.is_reading,
                chrome,
            };
            (self.status, Page(page)).into_response()
        };
        protect(&mut response);
        let address = match (self.address, self.status.is_success()) {
            (Some(address), true) => Some(address),
            (_, true) => None,
            (_, false) => Some("false".to_owned()),
        };
        if let Some(address) = address
            .filter(|_| visit.is_part)
            .and_then(|address| HeaderValue::try_from(address).ok())
        {
            response
                .headers_mut()
                .insert(HeaderName::from_static("hx-replace-url"), address);
        }
        Ok(response)
    }
}

/// Nothing beside the list yet: what to begin with.
pub(super) async fn nothing_chosen(visit: &Visit) -> Result<Response, Problem> {
    let list = list_view(visit, "").await?;
    let first = list.lines.first().map(|line| line.address.clone());
    let is_narrowed = list.is_narrowed;
    let chosen = NothingChosen {
        is_narrowed,
        texts: visit.texts().clone(),
        first,
    };
    let work = chosen.render().map_err(|_| Problem::Broken)?;
    let page = DeskPage {
        keys: keys(visit),
        style: assets::style(),
        script: assets::script(),
        list: Some(list),
        work,
        has_work: false,
        tells_of_looks: false,
        is_reading: false,
        chrome: chrome(visit),
    };
    let mut response = Page(page).into_response();
    protect(&mut response);
    Ok(response)
}

/// The first line of the list that is not this one.
pub(super) async fn next_line(visit: &Visit, path: &str) -> Result<Option<TaskLine>, Problem> {
    let lines = list_view(visit, path).await?.lines;
    Ok(lines.into_iter().find(|line| !line.is_shown))
}

pub(super) fn protect(response: &mut Response) {
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    );
}

fn chrome(visit: &Visit) -> Chrome {
    let chrome = visit.reader.desk("desk-title", Place::Todo);
    if visit.at.organ().is_some() {
        chrome.following_stream("/desk/live")
    } else {
        chrome
    }
}

/// The keys beyond those of every desk.
fn keys(visit: &Visit) -> Vec<(&'static str, String)> {
    let told = |key: &str| visit.texts().say(key).to_string();
    vec![
        ("c", told("desk-key-claim")),
        ("o", told("desk-key-opinion")),
        ("n", told("desk-key-next")),
        ("b", told("desk-key-back")),
        ("x", told("desk-viewer-close")),
    ]
}

#[derive(Template)]
#[template(path = "pages/desk.html")]
struct DeskPage {
    chrome: Chrome,
    keys: Vec<(&'static str, String)>,
    style: String,
    script: String,
    /// None for whoever watches and has no desk.
    list: Option<ListView>,
    work: String,
    has_work: bool,
    /// Whether the work shows what belongs to an applicant.
    tells_of_looks: bool,
    is_reading: bool,
}

#[derive(Template)]
#[template(path = "pages/work_alone.html")]
struct WorkAlone {
    title: String,
    brand: String,
    work: String,
}

#[derive(Template)]
#[template(path = "pages/nothing_chosen.html")]
struct NothingChosen {
    /// Whether something else might be shown by another filter.
    is_narrowed: bool,
    texts: front::Texts,
    first: Option<String>,
}

/// The list as the page shows it.
pub(super) struct ListView {
    /// What the organ was asked by a supervisor and has not answered.
    inquiries: u32,
    pub(super) lines: Vec<TaskLine>,
    /// How many rows are shown by the filter.
    total: u32,
    /// Kinds of rows with their number and address.
    kinds: Vec<Chip>,
    /// Duties of the chain with their address.
    duties: Vec<Chip>,
    mine: Chip,
    /// What the search form carries along.
    hidden: Vec<(&'static str, String)>,
    text: String,
    more: Option<String>,
    from_start: Option<String>,
    is_narrowed: bool,
    everything: String,
    whole_organ: Option<String>,
    /// The address that lets rows be ticked, or ends it; none for whoever signs nothing.
    select: Option<String>,
    is_selecting: bool,
    /// Where a note names the reader.
    mentions: Vec<Mention>,
}

/// A choice of the filter.
struct Chip {
    label: String,
    count: Option<u32>,
    address: String,
    is_chosen: bool,
    is_pressing: bool,
}

async fn list_view(visit: &Visit, shown: &str) -> Result<ListView, Problem> {
    let Some(organ) = visit.at.organ() else {
        return Err(Problem::NotFound);
    };
    let (desks, at, filter, texts) = (&visit.desks, &visit.at, &visit.filter, visit.texts());
    let almanac = desks.almanac();
    let calendar = almanac.calendar(at.post.region);
    let today = desks.today();
    let question = list::Question {
        organ: &organ,
        held: filter.held(at),
        duties: filter.duties(at),
        today,
        found: list::Found::of(desks, texts, &filter.text).await.map_err(unavailable)?,
    };
    let page = list::page(desks.ledger(), &question, filter).await.map_err(unavailable)?;
    let holders = page.tasks.iter().filter_map(|task| task.holder);
    let applicants = page.tasks.iter().map(|task| task.applicant);
    let names = Names::of(desks, holders, applicants).await.map_err(unavailable)?;
    let reading = list::Reading {
        texts,
        catalogue: desks.catalogue(),
        names: &names,
        calendar,
        today,
        at,
        filter,
        shown,
    };
    let inquiries = oversight::views::counts_of_organ(desks.ledger(), &organ, today)
        .await
        .map_err(unavailable)?;
    Ok(ListView {
        inquiries: inquiries.open,
        lines: list::lines(&page.tasks, &reading),
        total: page.counts.of(filter.only),
        kinds: kinds(visit, &page.counts),
        duties: duties(visit),
        mine: mine(visit),
        hidden: filter
            .parameters()
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "q" | "after"))
            .collect(),
        text: filter.text.clone(),
        more: page.next.map(|cursor| {
            Filter {
                after: Some(cursor),
                ..filter.clone()
            }
            .address("/desk", &[])
        }),
        from_start: filter.after.as_ref().map(|_| {
            Filter {
                after: None,
                ..filter.clone()
            }
            .address("/desk", &[])
        }),
        is_narrowed: filter.narrows() || filter.after.is_some(),
        everything: Filter {
            duty: filter.duty,
            ..Filter::default()
        }
        .address("/desk", &[]),
        whole_organ: (filter.duty != DutyFilter::All).then(|| {
            Filter {
                duty: DutyFilter::All,
                ..Filter::default()
            }
            .address("/desk", &[])
        }),
        select: at.signs().then(|| {
            Filter {
                selecting: !filter.selecting,
                after: None,
                ..filter.clone()
            }
            .address("/desk", &[])
        }),
        is_selecting: filter.selecting,
        mentions: super::notes::mentions(visit).await?,
    })
}

/// Kinds that have rows, and the one that is chosen.
fn kinds(visit: &Visit, counts: &list::Counts) -> Vec<Chip> {
    let filter = &visit.filter;
    let worth_showing = |only: &Only| *only == Only::All || *only == filter.only || counts.of(*only) > 0;
    let chip = |only: Only| Chip {
        label: visit.texts().say(only.key()).to_string(),
        count: Some(counts.of(only)),
        address: filter.only(only).address("/desk", &[]),
        is_chosen: only == filter.only,
        is_pressing: only == Only::Late && counts.late > 0,
    };
    Only::ALL.into_iter().filter(worth_showing).map(chip).collect()
}

fn duties(visit: &Visit) -> Vec<Chip> {
    let filter = &visit.filter;
    let chip = |duty: DutyFilter, key: &str| Chip {
        label: visit.texts().say(key).to_string(),
        count: None,
        address: Filter {
            duty,
            after: None,
            ..filter.clone()
        }
        .address("/desk", &[]),
        is_chosen: filter.duty == duty,
        is_pressing: false,
    };
    let mut chips = vec![chip(DutyFilter::Own, "desk-duty-own"), chip(DutyFilter::All, "desk-duty-all")];
    if let DutyFilter::One(duty @ (Duty::Handle | Duty::Check | Duty::Sign)) = filter.duty {
        chips.push(chip(filter.duty, crate::work::duty_key(duty)));
    }
    chips
}

fn mine(visit: &Visit) -> Chip {
    let filter = &visit.filter;
    Chip {
        label: visit.texts().say("desk-mine").to_string(),
        count: None,
        address: Filter {
            mine: !filter.mine,
            after: None,
            ..filter.clone()
        }
        .address("/desk", &[]),
        is_chosen: filter.mine,
        is_pressing: false,
    }
}
