//! Forms with one file in them.

use axum::extract::{FromRequest, Multipart, Request};

use super::{FORM_TOKEN, FormData, check_token};
use crate::problem::Problem;

/// A form that was posted with one file, of which at most so many bytes are read, and the file, if one was chosen.
///
/// # Errors
/// When it is larger, cannot be read as a form, or was not sent from a page of ours.
pub async fn posted_with_file(request: Request, name: &str, bytes_max: usize) -> Result<(FormData, Option<Vec<u8>>), Problem> {
    let (parts, body) = request.into_parts();
    let sent = parts.clone();
    let too_large = |_| Problem::TooLarge { bytes_max };
    let mut multipart = Multipart::from_request(Request::from_parts(parts, body), &())
        .await
        .map_err(|_| Problem::invalid("form-unreadable"))?;
    let (mut form, mut file) = (FormData::default(), None);
    while let Some(field) = multipart.next_field().await.map_err(too_large)? {
        let field_name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some_and(|file| !file.is_empty());
        match (field_name == name, is_file) {
            (true, true) => file = Some(field.bytes().await.map_err(too_large)?.to_vec()),
            (true, false) => {}
            (false, _) => form.take_in(field_name, field.text().await.map_err(too_large)?)?,
        }
    }
    check_token(&sent, form.given(FORM_TOKEN))?;
    Ok((form, file))
}
