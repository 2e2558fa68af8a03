//! `/account/notices`: by which way one wants to be told of what, in which language, and when not.

use std::collections::BTreeSet;

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::Key;
use people::record::account::{ChooseNotices, NoticeKind, NoticeLanguage, Notices, QuietHours};
use people::{Account, AccountState, CurrentActor, RequireSignedIn};

use super::{not_done, unavailable};
use crate::quiet::QUIET_HOURS_USUAL;
use crate::record::Channel;
use crate::room::MessageRoom;

#[derive(Template)]
#[template(path = "pages/notices.html")]
pub(super) struct NoticesPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    /// What can be chosen: kinds of message.
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    hours: Vec<Choice>,
    sms: Way,
    email: Way,
    saved: bool,
}

/// Whether a way leads to this person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// The city has no gateway for it.
    NotOffered,
    /// The person has given no address.
    NoAddress,
}

pub(super) async fn new(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    front::form::Asked(asked): front::form::Asked,
) -> Result<Page<NoticesPage>, Problem> {
    let state = account(&room, &current).await?;
    let form = filled(state.notices());
    let saved = asked.has("saved");
    Ok(Page(page(
        &room,
        &current,
        &reader,
        &state,
        form,
        FormErrors::default(),
        saved,
    )))
}

pub(super) async fn create(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let state = account(&room, &current).await?;
    let notices = match read(&form) {
        Ok(notices) => notices,
        Err(errors) => {
            let page = page(&room, &current, &reader, &state, form, errors, false);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
    };
    let key = Key::derived(&["notices", form.key().unwrap_or_default()]);
    choose(&room, &current, notices, key).await?;
    Ok(Redirect::to("/account/notices?saved").into_response())
}

/// Has the account keep the wishes.
pub(crate) async fn choose(room: &MessageRoom, current: &CurrentActor, notices: Notices, key: Key) -> Result<(), Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let permit = current.permit::<acts::ChangeAccount>(&Subject::new(account, room.ledger().city()))?;
    let choosing = room
        .ledger()
        .submit::<Account, _>(&permit, account, ChooseNotices { notices }, key);
    choosing.await.map_err(not_done)?;
    Ok(())
}

/// The own account.
pub(crate) async fn account(room: &MessageRoom, current: &CurrentActor) -> Result<std::sync::Arc<AccountState>, Problem> {
    let account: RecordId = current.account().ok_or(Problem::SignedOut)?;
    current.permit::<acts::SeeAccount>(&Subject::new(account, room.ledger().city()))?;
    let snapshot = room.ledger().state::<Account>(account).await.map_err(unavailable)?;
    Ok(snapshot.ok_or(Problem::NotFound)?.state)
}

fn read(form: &FormData) -> Result<Notices, FormErrors> {
    let mut errors = FormErrors::default();
    let kinds = |name: &str| -> BTreeSet<NoticeKind> { form.values(name).filter_map(NoticeKind::named).collect() };
    let language = match form.value("language") {
        "chinese" => NoticeLanguage::Chinese,
        "english" => NoticeLanguage::English,
        _ => {
            errors.add("language", "notices-language-missing");
            NoticeLanguage::default()
        }
    };
    let from = errors.take("quiet_from", hour(form.value("quiet_from")));
    let until = errors.take("quiet_until", hour(form.value("quiet_until")));
    let quiet = from.zip(until).and_then(|(from, until)| QuietHours::new(from, until));
    if errors.is_empty() {
        Ok(Notices {
            sms: kinds("sms[]"),
            email: kinds("email[]"),
            language,
            quiet: quiet.filter(|quiet| *quiet != QUIET_HOURS_USUAL),
            undisturbed: form.chose("undisturbed", "yes"),
        })
    } else {
        Err(errors)
    }
}

/// A full hour of the day, in minutes.
fn hour(text: &str) -> Result<u16, &'static str> {
    text.parse::<u16>()
        .ok()
        .filter(|hour| *hour < 24)
        .map(|hour| hour * 60)
        .ok_or("notices-hour-wrong")
}

fn filled(notices: &Notices) -> FormData {
    let quiet = notices.quiet.unwrap_or(QUIET_HOURS_USUAL);
    let mut pairs: Vec<(String, String)> = vec![
        ("quiet_from".into(), (quiet.from / 60).to_string()),
        ("quiet_until".into(), (quiet.until / 60).to_string()),
        (
            "language".into(),
            match notices.language {
                NoticeLanguage::Chinese => "chinese".into(),
                NoticeLanguage::English => "english".into(),
            },
        ),
    ];
    pairs.extend(notices.sms.iter().map(|kind| ("sms[]".into(), kind.as_str().into())));
    pairs.extend(notices.email.iter().map(|kind| ("email[]".into(), kind.as_str().into())));
    if notices.undisturbed {
        pairs.push(("undisturbed".into(), "yes".into()));
    }
    FormData::of(pairs).unwrap_or_default()
}

fn page(
    room: &MessageRoom,
    current: &CurrentActor,
    reader: &Reader,
    state: &AccountState,
    form: FormData,
    errors: FormErrors,
    saved: bool,
) -> NoticesPage {
    let t = &reader.texts;
    let works_here = !state.posts().is_empty() || current.actor.held_post().is_some();
    let kinds = NoticeKind::ALL
        .into_iter()
        .filter(|kind| *kind != NoticeKind::Desk || works_here);
    let offered = |channel| room.channels().contains(&channel);
    NoticesPage {
        chrome: reader.portal("notices", Place::Nowhere),
        form,
        errors,
        kinds: kinds.map(|kind| kind_choice(t, kind)).collect(),
        languages: vec![Choice::new("chinese", "中文"), Choice::new("english", "English")],
        hours: (0..24)
            .map(|hour| Choice::new(hour.to_string(), format!("{hour:02}:00")))
            .collect(),
        sms: if offered(Channel::Sms) { Way::Open } else { Way::NotOffered },
        email: match (offered(Channel::Email), state.has_email()) {
            (false, _) => Way::NotOffered,
            (true, false) => Way::NoAddress,
            (true, true) => Way::Open,
        },
        saved,
    }
}

fn kind_choice(t: &Texts, kind: NoticeKind) -> Choice {
    let key = match kind {
        NoticeKind::Asked => "notices-asked",
        NoticeKind::Result => "notices-result",
        NoticeKind::Progress => "notices-progress",
        NoticeKind::Desk => "notices-desk",
    };
    Choice::new(kind.as_str(), t.say(key))
}

impl NoticesPage {
    fn sms_hint(&self) -> String {
        match self.sms {
            Way::Open => String::new(),
            Way::NotOffered | Way::NoAddress => self.chrome.texts.say("notices-sms-not-offered").to_string(),
        }
    }

    fn email_hint(&self) -> String {
        match self.email {
            Way::Open => String::new(),
            Way::NotOffered => self.chrome.texts.say("notices-email-not-offered").to_string(),
            Way::NoAddress => self.chrome.texts.say("notices-email-no-address").to_string(),
        }
    }
}
