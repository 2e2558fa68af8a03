//! `/api/v1/me/notices`: how one wants to be told.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use front::{IdempotencyKey, Problem};
use ledger::Key;
use people::RequireSignedIn;
use people::record::account::{NoticeKind, NoticeLanguage, Notices, QuietHours};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::pages::{account, choose as keep};
use crate::room::MessageRoom;

/// How one wants to be told. In the inbox everything is told, whatever it says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticesDocument {
    /// What is told by SMS: `asked`, `result`, `progress`, `desk`.
    #[schema(value_type = Vec<String>)]
    sms: BTreeSet<NoticeKind>,
    /// What is told by e-mail.
    #[schema(value_type = Vec<String>)]
    email: BTreeSet<NoticeKind>,
    /// `chinese` or `english`.
    #[schema(value_type = String)]
    language: NoticeLanguage,
    /// When not; none for the city's hours, 21:00 to 08:00.
    #[serde(default)]
    quiet: Option<QuietDocument>,
    /// Whether nothing goes out at all, but for the safety of the account.
    #[serde(default)]
    undisturbed: bool,
}

/// Quiet hours, over midnight or not.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuietDocument {
    /// From this minute of the day on.
    from: u16,
    /// Up to this minute of the day.
    until: u16,
}

/// Shows how one wants to be told.
#[utoipa::path(
    get, path = "/api/v1/me/notices", tag = "messages",
    responses((status = 200, description = "The wishes", body = NoticesDocument), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn show(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<NoticesDocument>, Problem> {
    let notices = account(&room, &current).await?.notices().clone();
    Ok(Json(NoticesDocument {
        sms: notices.sms,
        email: notices.email,
        language: notices.language,
        quiet: notices.quiet.map(|quiet| QuietDocument {
            from: quiet.from,
            until: quiet.until,
        }),
        undisturbed: notices.undisturbed,
    }))
}

/// Chooses how one wants to be told.
#[utoipa::path(
    put, path = "/api/v1/me/notices", tag = "messages", request_body = NoticesDocument,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 200, description = "The wishes", body = NoticesDocument), (status = 400, description = "A minute that is none of the day"), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn choose(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Json(wanted): Json<NoticesDocument>,
) -> Result<Json<NoticesDocument>, Problem> {
    let key = Key::new(key.as_str());
    let quiet = match &wanted.quiet {
        None => None,
        Some(quiet) => Some(QuietHours::new(quiet.from, quiet.until).ok_or_else(|| Problem::invalid("notices-hour-wrong"))?),
    };
    let notices = Notices {
        sms: wanted.sms.clone(),
        email: wanted.email.clone(),
        language: wanted.language,
        quiet,
        undisturbed: wanted.undisturbed,
    };
    keep(&room, &current, notices, key).await?;
    Ok(Json(wanted))
}
