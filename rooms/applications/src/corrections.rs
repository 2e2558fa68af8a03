//! Carrying out a correction of a form that was filed, for the reaction of another room.

use authority::{Actor, acts, permit};
use identity::RecordId;
use ledger::{Key, ReactionError};
use procedure::definition::FieldId;

use crate::record::Applications;
use crate::record::command::CorrectForm;
use crate::room::ApplicationRoom;

/// Puts a personal value of a part of the form right.
///
/// # Errors
/// When the application refuses, the part is not there any more, or the ledger cannot answer.
pub async fn correct(
    room: &ApplicationRoom,
    reaction: &'static str,
    application: RecordId,
    (part, field): (&str, &str),
    value: &str,
    key: Key,
) -> Result<(), ReactionError> {
    let snapshot = room.ledger.state::<Applications>(application).await?;
    let snapshot = snapshot.ok_or_else(|| ReactionError::Failed("there is no such application".to_owned()))?;
    let path = format!("form/{part}");
    let mut kept = room.ledger.secrets(application, std::slice::from_ref(&path)).await?;
    let mut values = kept
        .remove(&path)
        .ok_or_else(|| ReactionError::Failed("this part of the form is not kept any more".to_owned()))?;
    values[field] = serde_json::Value::String(value.to_owned());
    let command = CorrectForm {
        part: part.to_owned(),
        field: FieldId::from(field),
        values,
        read_at: snapshot.version,
    };
    let subject = snapshot.state.subject(application);
    let subject = subject.ok_or_else(|| ReactionError::Failed("the application was not filed".to_owned()))?;
    let permit = permit::<acts::React>(&Actor::reaction(reaction), &subject)
        .map_err(|denied| ReactionError::Failed(denied.to_string()))?;
    room.ledger
        .submit::<Applications, _>(&permit, application, command, key)
        .await?;
    Ok(())
}
