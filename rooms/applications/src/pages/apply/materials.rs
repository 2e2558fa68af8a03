//! `/drafts/{draft}/materials`: exactly the papers that the answers call for.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use calendar::{Calendar, Day, Deadline};
use catalogue::consequences::MaterialLine;
use catalogue::{Consequences, Names};
use front::form::FieldError;
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::{FileKey, FileName};
use people::RequireSignedIn;
use procedure::Plan;
use procedure::definition::MaterialId;
use procedure::plan::AskedMaterial;

use super::draft::the_draft;
use super::passage::{Leg, Passage, Then};
use super::words::{size, statement};
use crate::drafts::{self, Draft, Instead, OpenDraft, Paper};
use crate::pages::refinement::{read_papers, wrong_papers};
use crate::pages::trouble::{unavailable, unread};
use crate::room::ApplicationRoom;
use crate::uploads::BOX_PREFIX;
use crate::views;

/// The boxes of papers that follow: `later-` and the material.
const LATER: &str = "later-";
/// The boxes of promises: `promise-` and the material.
const PROMISE: &str = "promise-";
const MEGABYTE: u64 = 1 << 20;
/// The message of a paper that is not there.
const MISSING: &str = "paper-missing";
/// More missing papers than these are one line in the list at the top.
const MISSING_LISTED_MAX: usize = 5;
/// More items than these are counted, not named.
const READ_BY_LISTED_MAX: usize = 4;

#[derive(Template)]
#[template(path = "pages/apply/materials.html")]
pub(super) struct MaterialsPage {
    chrome: Chrome,
    errors: FormErrors,
    wrong: Vec<(String, String)>,
    passage: Passage,
    action: String,
    back: String,
    papers: Vec<PaperBox>,
    there: usize,
    required: usize,
    exempt: Vec<(String, String)>,
}

/// A paper that is asked for, with what was uploaded.
pub(super) struct PaperBox {
    name: String,
    label: String,
    line: MaterialLine,
    read_by: String,
    accept: String,
    lamp: Lamp,
    uploaded: Option<Uploaded>,
    /// What may stand in its place.
    instead: Option<InsteadBoxes>,
}

/// What may stand in place of a paper.
struct InsteadBoxes {
    /// It follows: the box's name and label.
    later: Option<(String, String)>,
    /// A promise: the box's name and label, and what is promised.
    promise: Option<(String, String, String)>,
    /// Why no promise is accepted; empty where one is.
    barred: String,
    /// What was ticked.
    form: FormData,
}

impl PaperBox {
    fn bytes_max(&self) -> u64 {
        u64::from(self.line.max_megabytes) * MEGABYTE
    }
}

/// A paper that was uploaded.
struct Uploaded {
    file: String,
    size: String,
    digest: String,
    at: String,
    address: String,
    removal: String,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let Some(plan) = settled_plan(&open) else {
        return Ok(to_situation(id));
    };
    let errors = if reader.here.ends_with("?check=yes") {
        missing(&open, &plan, &Names::new(&open.release, &reader.texts))
    } else {
        FormErrors::default()
    };
    let terms = Terms::of(&room, &open).await?;
    page(&open, &plan, &reader, errors, String::new(), &terms).map(IntoResponse::into_response)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let account = current.account().ok_or(Problem::SignedOut)?;
    let Some(plan) = settled_plan(&open) else {
        return Ok(to_situation(id));
    };
    let posted = read_papers(&room, &Names::new(&open.release, &reader.texts), request).await?;
    let mut errors = wrong_papers(&posted);
    let now = room.ledger.now();
    let papers = posted
        .uploads
        .into_iter()
        .map(|upload| Paper::uploaded(upload, account, now))
        .collect();
    let terms = Terms::of(&room, &open).await?;
    let (later, promised) = ticked(&plan, &posted.form, &terms);
    if later != open.draft.later || promised != open.draft.promised {
        let chosen = |draft: &mut Draft| {
            draft.later = later;
            draft.promised = promised;
            Vec::new()
        };
        drafts::change(&room, open.party, open.id, chosen)
            .await
            .map_err(unavailable)?
            .ok_or(Problem::NotFound)?;
    }
    keep(&room, &open, &plan, papers).await?;
    let open = the_draft(&room, &current, id).await?;
    let then = Then::of(&posted.form);
    if then != Then::Later {
        for error in missing(&open, &plan, &Names::new(&open.release, &reader.texts)).iter() {
            errors.add(error.field.clone(), error.message.clone());
        }
    }
    match (errors.is_empty(), then) {
        (true, Then::Next | Then::Summary) => Ok(Redirect::to(&format!("/drafts/{id}/commitment")).into_response()),
        (true, Then::Later) => Ok(Redirect::to(&format!("/drafts/{id}/materials?saved=yes")).into_response()),
        (false, _) => {
            let page = page(&open, &plan, &reader, errors, posted.form.value("back").to_owned(), &terms)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Puts papers into the draft; what they replace, and what nobody asked for, is deleted.
async fn keep(room: &ApplicationRoom, open: &OpenDraft, plan: &Plan, papers: Vec<Paper>) -> Result<(), Problem> {
    if papers.is_empty() {
        return Ok(());
    }
    drafts::placed(room, open.id, &papers).await.map_err(unavailable)?;
    let is_asked = |paper: &Paper| plan.materials.iter().any(|asked| asked.material == paper.material);
    let (asked, stray): (Vec<Paper>, Vec<Paper>) = papers.into_iter().partition(is_asked);
    let put = |draft: &mut Draft| {
        let replaced = asked.into_iter().filter_map(|paper| draft.put(paper));
        replaced.chain(stray).collect()
    };
    drafts::change(room, open.party, open.id, put)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    if let Err(error) = drafts::sweep(room).await {
        tracing::warn!(%error, "files whose term is over stay until the next upload");
    }
    Ok(())
}

/// A paper as it was uploaded, to look at.
pub(super) async fn file(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path((id, material)): Path<(RecordId, String)>,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let paper = open
        .draft
        .paper(&MaterialId::from(material.as_str()))
        .ok_or(Problem::NotFound)?;
    let upload = paper.upload();
    let name = FileName::try_from(upload.stored).map_err(unread)?;
    let key = FileKey::try_from(upload.key).map_err(unread)?;
    let loading = room.ledger.files().load(&name, &key).await.map_err(unread)?;
    let disposition = format!("inline; filename=\"{}.{}\"", paper.material, paper.file_type.ending());
    let headers = [
        (header::CONTENT_TYPE, paper.file_type.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; frame-ancestors 'self'".to_owned(),
        ),
    ];
    Ok((headers, Body::from_stream(loading.stream())).into_response())
}

/// The plan, once the questions are answered; before, nobody knows which papers are needed.
fn settled_plan(open: &OpenDraft) -> Option<Plan> {
    let readiness = open.readiness();
    if readiness.situation_done() {
        readiness.plan.ok()
    } else {
        None
    }
}

fn to_situation(id: RecordId) -> Response {
    Redirect::to(&format!("/drafts/{id}/situation?check=yes")).into_response()
}

fn missing(open: &OpenDraft, plan: &Plan, names: &Names<'_>) -> FormErrors {
    let mut errors = FormErrors::default();
    for asked in plan.materials.iter().filter(|asked| !open.draft.settles(asked)) {
        let name = names.material_id(&asked.material);
        errors.add(
            format!("{BOX_PREFIX}{}", asked.material),
            front::Message::new(MISSING).with("name", name.plain()),
        );
    }
    errors
}

fn page(
    open: &OpenDraft,
    plan: &Plan,
    reader: &Reader,
    errors: FormErrors,
    back: String,
    terms: &Terms,
) -> Result<Page<MaterialsPage>, Problem> {
    let t = &reader.texts;
    let names = Names::new(&open.release, t);
    let follows = Consequences::of(&open.release, t, &open.matter, &open.answers, open.draft.region).map_err(|error| {
        tracing::error!(%error, matter = %open.matter.id, "what follows cannot be shown");
        Problem::Broken
    })?;
    let exempt = follows.exempt.iter().filter_map(|line| {
        let reason = line.exempt.as_ref()?;
        Some((
            line.name.plain().to_owned(),
            t.say(reason.key()).with("name", reason.name()).to_string(),
        ))
    });
    let required = plan.materials.iter().filter(|asked| !asked.optional);
    Ok(Page(MaterialsPage {
        passage: Passage::at(Leg::Materials, open, &open.readiness(), reader),
        action: format!("/drafts/{}/materials", open.id),
        back: if reader.here.contains("back=summary") {
            "summary".to_owned()
        } else {
            back
        },
        there: required.clone().filter(|asked| open.draft.settles(asked)).count(),
        required: required.count(),
        exempt: exempt.collect(),
        papers: follows
            .asked
            .into_iter()
            .filter_map(|line| paper_box(open, plan, &names, line, terms))
            .collect(),
        wrong: listed(t, &errors),
        chrome: reader.portal("leg-materials", Place::Apply),
        errors,
    }))
}

fn paper_box(open: &OpenDraft, plan: &Plan, names: &Names<'_>, line: MaterialLine, terms: &Terms) -> Option<PaperBox> {
    let t = names.texts;
    let id = &line.material;
    let material = names.release.material(id)?;
    let paper = open.draft.paper(id);
    let asked = plan.materials.iter().find(|asked| asked.material == *id)?;
    let endings: Vec<String> = material
        .accepts
        .iter()
        .map(|file_type| format!(".{}", file_type.ending()))
        .collect();
    Some(PaperBox {
        name: format!("{BOX_PREFIX}{id}"),
        label: match paper {
            Some(_) => t.say("paper-replace").with("name", line.name.plain()).to_string(),
            None => line.name.plain().to_owned(),
        },
        read_by: read_by(plan, names, id),
        accept: if endings.contains(&".jpg".to_owned()) {
            format!("{},.jpeg", endings.join(","))
        } else {
            endings.join(",")
        },
        lamp: match (paper, open.draft.instead(asked), line.optional) {
            (Some(_), _, _) => Lamp::new(Shape::Done, t.say("paper-there")),
            (None, Some(Instead::Later), _) => Lamp::new(Shape::Blue, t.say("paper-follows")),
            (None, Some(Instead::Promised), _) => Lamp::new(Shape::Blue, t.say("paper-promised")),
            (None, None, true) => Lamp::new(Shape::Open, t.say("paper-optional")),
            (None, None, false) => Lamp::new(Shape::Yellow, t.say("paper-missing-yet")),
        },
        instead: instead_boxes(open, names, asked, terms).filter(|_| paper.is_none()),
        uploaded: paper.map(|paper| uploaded(open, names, paper)),
        line,
    })
}

/// What the days of today's rules are: until when papers may follow, and whether promises are accepted.
struct Terms {
    /// The working day on which a submission now would count.
    day: Day,
    calendar: Calendar,
    /// Through which day an earlier false promise bars the applicant from another.
    barred_until: Option<Day>,
}

impl Terms {
    async fn of(room: &ApplicationRoom, open: &OpenDraft) -> Result<Self, Problem> {
        let barred_until = views::barred_until(&room.ledger, open.party).await.map_err(unavailable)?;
        Ok(Self {
            day: room.ledger.almanac().effective_day(room.ledger.now(), open.draft.region),
            calendar: room.calendar(open.draft.region),
            barred_until: barred_until.filter(|until| *until >= room.today()),
        })
    }
}

/// What was ticked to stand in place of papers, as far as the rules allow it.
fn ticked(plan: &Plan, form: &FormData, terms: &Terms) -> (Vec<MaterialId>, Vec<MaterialId>) {
    let chosen = |prefix: &str, asked: &&AskedMaterial| form.chose(&format!("{prefix}{}", asked.material), "yes");
    let ids = |asked: &AskedMaterial| asked.material.clone();
    let later = plan
        .materials
        .iter()
        .filter(|asked| asked.later.is_some() && chosen(LATER, asked));
    let promised = plan
        .materials
        .iter()
        .filter(|asked| asked.promise.is_some() && terms.barred_until.is_none())
        .filter(|asked| chosen(PROMISE, asked));
    (later.map(ids).collect(), promised.map(ids).collect())
}

fn instead_boxes(open: &OpenDraft, names: &Names<'_>, asked: &AskedMaterial, terms: &Terms) -> Option<InsteadBoxes> {
    let (t, id) = (names.texts, &asked.material);
    let later = asked.later.as_ref().map(|rule| {
        let until = Deadline::from(terms.day, &rule.limit, &terms.calendar).day(&terms.calendar);
        let label = t.say("instead-later").with("until", t.day(&until)).to_string();
        let consequence = names.words(&rule.consequence, None);
        (format!("{LATER}{id}"), format!("{label} {}", consequence.plain()))
    });
    let promise = asked.promise.as_ref().filter(|_| terms.barred_until.is_none()).map(|rule| {
        let label = t.say("instead-promise").to_string();
        let statement = statement(names, id, rule).plain().to_owned();
        (format!("{PROMISE}{id}"), label, statement)
    });
    let barred = terms.barred_until.filter(|_| asked.promise.is_some());
    if later.is_none() && promise.is_none() && barred.is_none() {
        return None;
    }
    let mut form = FormData::default();
    match open.draft.instead(asked) {
        Some(Instead::Later) => form.fill(&format!("{LATER}{id}"), "yes"),
        Some(Instead::Promised) => form.fill(&format!("{PROMISE}{id}"), "yes"),
        None => {}
    }
    Some(InsteadBoxes {
        later,
        promise,
        barred: barred
            .map(|until| t.say("instead-barred").with("until", t.long_day(&until)).to_string())
            .unwrap_or_default(),
        form,
    })
}

/// What is wrong, for the list at the top; many papers that are only missing are one line there.
fn listed(t: &Texts, errors: &FormErrors) -> Vec<(String, String)> {
    let (missing, others): (Vec<&FieldError>, Vec<&FieldError>) = errors.iter().partition(|error| error.message.key() == MISSING);
    let line = |error: &&FieldError| (error.field.clone(), t.tell(&error.message));
    let mut listed: Vec<(String, String)> = others.iter().map(line).collect();
    match missing.as_slice() {
        [first, ..] if missing.len() > MISSING_LISTED_MAX => {
            listed.push((
                first.field.clone(),
                t.say("papers-missing").with("count", missing.len()).to_string(),
            ));
        }
        few => listed.extend(few.iter().map(line)),
    }
    listed
}

/// The items whose steps read a paper, itself or what it stands in for.
fn read_by(plan: &Plan, names: &Names<'_>, id: &MaterialId) -> String {
    let stands_in = |read: &MaterialId| {
        names
            .release
            .material(read)
            .is_some_and(|material| material.stand_in.as_ref() == Some(id))
    };
    let mut items: Vec<String> = Vec::new();
    for step in plan
        .steps
        .iter()
        .filter(|step| step.materials.iter().any(|read| read == id || stands_in(read)))
    {
        let name = names.item_short(&step.item).plain().to_owned();
        if !items.contains(&name) {
            items.push(name);
        }
    }
    let some = items
        .iter()
        .take(READ_BY_LISTED_MAX)
        .cloned()
        .collect::<Vec<_>>()
        .join(&names.texts.say("way-comma").to_string());
    if items.len() > READ_BY_LISTED_MAX {
        names
            .texts
            .say("paper-read-by-many")
            .with("some", some)
            .with("count", items.len())
            .to_string()
    } else {
        some
    }
}

fn uploaded(open: &OpenDraft, names: &Names<'_>, paper: &Paper) -> Uploaded {
    let address = format!("/drafts/{}/materials/{}", open.id, paper.material);
    Uploaded {
        file: paper.file_name.clone(),
        size: size(paper.bytes),
        digest: paper.digest.clone(),
        at: names.texts.moment(&paper.at),
        removal: format!("{address}/removal"),
        address,
    }
}
