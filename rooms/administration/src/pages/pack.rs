//! `/desk/administration/packs/{digest}`: a release as the archive of its pack.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use front::Problem;

use super::words::short;
use crate::archive;
use crate::room::{Administration, Administrator};

pub(super) async fn show(
    State(room): State<Administration>,
    _: Administrator,
    Path(digest): Path<String>,
) -> Result<Response, Problem> {
    let texts = room.texts(&digest).await?;
    let bytes = archive::write(&texts).map_err(|error| {
        tracing::error!(%error, "a pack could not be packed");
        Problem::Broken
    })?;
    let disposition = format!("attachment; filename=\"pack-{}.zip\"", short(&digest));
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}
