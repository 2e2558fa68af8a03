//! `/desk/administration/posts`: who sits in which post, organ by organ; putting people into posts and taking them out.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{PostId, RecordId};
use ledger::Key;
use people::{AppointError, PostEntry, duty_key, views};

use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

const LIST: &str = "/desk/administration/posts";

#[derive(Template)]
#[template(path = "pages/posts.html")]
pub(super) struct PostsPage {
    chrome: Chrome,
    text: String,
    organs: Vec<OrganLine>,
    posts: usize,
    vacant: usize,
}

/// An organ with its posts.
struct OrganLine {
    name: String,
    posts: Vec<PostLine>,
    vacant: usize,
}

/// A post with whoever sits there.
struct PostLine {
    duty: String,
    holders: Vec<String>,
    path: String,
}

#[derive(Template)]
#[template(path = "pages/post.html")]
pub(super) struct PostPage {
    chrome: Chrome,
    title: String,
    form: FormData,
    errors: FormErrors,
    holders: Vec<HolderLine>,
    path: String,
}

/// Somebody in a post.
struct HolderLine {
    name: String,
    is_reader: bool,
    departure: String,
}

pub(super) async fn list(
    State(room): State<Administration>,
    _: Administrator,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Page<PostsPage>, Problem> {
    let text = FormData::parse(query.unwrap_or_default().as_bytes())?
        .value("q")
        .trim()
        .to_owned();
    let mut lines = organ_lines(&room, &reader).await?;
    let found = |line: &OrganLine| {
        let named = line.posts.iter().flat_map(|post| &post.holders);
        line.name.contains(&text) || named.into_iter().any(|name| name.contains(&text))
    };
    lines.retain(found);
    Ok(Page(PostsPage {
        chrome: reader.desk("posts-title", Place::Administration),
        posts: lines.iter().map(|line| line.posts.len()).sum(),
        vacant: lines.iter().map(|line| line.vacant).sum(),
        organs: lines,
        text,
    }))
}

/// Every organ with its posts: two questions, however many organs there are.
async fn organ_lines(room: &Administration, reader: &Reader) -> Result<Vec<OrganLine>, Problem> {
    let holders = views::holders(room.ledger()).await.map_err(unavailable)?;
    let accounts: Vec<RecordId> = holders.iter().map(|holder| holder.account).collect();
    let names = views::names(room.ledger(), &accounts).await.map_err(unavailable)?;
    let mut held: BTreeMap<&PostId, Vec<String>> = BTreeMap::new();
    for holder in &holders {
        held.entry(&holder.post).or_default().push(called(&names, holder.account));
    }
    let posts = room.people.posts();
    let mut lines: Vec<OrganLine> = Vec::new();
    let mut organ = None;
    for entry in posts.iter() {
        if organ != Some(&entry.post.organ) {
            organ = Some(&entry.post.organ);
            lines.push(OrganLine {
                name: entry.organ_name.clone(),
                posts: Vec::new(),
                vacant: 0,
            });
        }
        let Some(line) = lines.last_mut() else { continue };
        let holders = held.remove(&entry.post.id).unwrap_or_default();
        line.vacant += usize::from(holders.is_empty());
        line.posts.push(PostLine {
            duty: duty(reader, entry),
            holders,
            path: format!("{LIST}/{}", entry.post.id),
        });
    }
    Ok(lines)
}

pub(super) async fn show(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    Path(post): Path<String>,
) -> Result<Page<PostPage>, Problem> {
    let entry = entry(&room, &post)?;
    page(
        &room,
        &administrator,
        &reader,
        &entry,
        FormData::default(),
        FormErrors::default(),
    )
    .await
    .map(Page)
}

/// Puts somebody into the post.
pub(super) async fn appoint(
    State(room): State<Administration>,
    administrator: Administrator,
    reader: Reader,
    Path(post): Path<String>,
    form: FormData,
) -> Result<Response, Problem> {
    let entry = entry(&room, &post)?;
    let name = form.value("sign_in_name").trim();
    let key = Key::derived(&["appoint", own_key(&form)?, &post, name]);
    match room.people.appoint(&administrator.0.actor, name, &entry.post.id, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}/{post}")).into_response()),
        Err(error) => {
            let errors = FormErrors::one("sign_in_name", Message::new(mendable(error)?));
            let page = page(&room, &administrator, &reader, &entry, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

/// Takes somebody out of the post.
pub(super) async fn dismiss(
    State(room): State<Administration>,
    administrator: Administrator,
    Path((post, account)): Path<(String, String)>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let entry = entry(&room, &post)?;
    let account: RecordId = account.parse().map_err(|_| Problem::NotFound)?;
    let key = Key::derived(&["dismiss", own_key(&form)?, &post, &account.to_string()]);
    let dismissed = room
        .people
        .dismiss(&administrator.0.actor, account, &entry.post.id, key)
        .await;
    dismissed.map_err(|error| match mendable(error) {
        Ok(key) => Problem::Refused(Message::new(key)),
        Err(problem) => problem,
    })?;
    Ok(Redirect::to(&format!("{LIST}/{post}")))
}

/// Without it, a later act would be taken for this one sent again.
fn own_key(form: &FormData) -> Result<&str, Problem> {
    form.key().ok_or_else(|| Problem::invalid("form-unreadable"))
}

/// The message of an error that whoever asked can mend.
pub(crate) fn mendable(error: AppointError) -> Result<&'static str, Problem> {
    match (error.key(), error) {
        (Some(key), _) => Ok(key),
        (None, AppointError::Unavailable(error)) => Err(unavailable(error)),
        (
            None,
            AppointError::NoSuchPost(_)
            | AppointError::Denied(_)
            | AppointError::NoSuchAccount
            | AppointError::Oneself
            | AppointError::Refused(_),
        ) => Err(Problem::NotFound),
    }
}

async fn page(
    room: &Administration,
    administrator: &Administrator,
    reader: &Reader,
    entry: &PostEntry,
    form: FormData,
    errors: FormErrors,
) -> Result<PostPage, Problem> {
    let holders = views::holders_in(room.ledger(), &entry.post.organ)
        .await
        .map_err(unavailable)?;
    let here: Vec<RecordId> = holders
        .iter()
        .filter(|holder| holder.post == entry.post.id)
        .map(|holder| holder.account)
        .collect();
    let names = views::names(room.ledger(), &here).await.map_err(unavailable)?;
    let title = format!("{} {}", entry.organ_name, duty(reader, entry));
    let path = format!("{LIST}/{}", entry.post.id);
    let line = |account: &RecordId| HolderLine {
        name: called(&names, *account),
        is_reader: administrator.0.account() == Some(*account),
        departure: format!("{path}/holders/{account}/departure"),
    };
    Ok(PostPage {
        chrome: reader.chrome(front::Audience::Desk, title.clone(), Place::Administration),
        holders: here.iter().map(line).collect(),
        title,
        form,
        errors,
        path,
    })
}

fn entry(room: &Administration, post: &str) -> Result<PostEntry, Problem> {
    let post: PostId = post.parse().map_err(|_| Problem::NotFound)?;
    room.people.posts().get(&post).cloned().ok_or(Problem::NotFound)
}

fn duty(reader: &Reader, entry: &PostEntry) -> String {
    let duties = entry
        .post
        .duties
        .iter()
        .map(|duty| reader.texts.say(duty_key(*duty)).to_string());
    duties.collect::<Vec<_>>().join("、")
}

fn called(names: &BTreeMap<RecordId, String>, account: RecordId) -> String {
    names.get(&account).cloned().unwrap_or_default()
}
