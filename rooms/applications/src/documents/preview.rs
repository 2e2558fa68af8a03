//! The page that a signature would issue: the same record, rehearsed, and the same template, with its number still open.

use authority::Actor;
use document::Sheet;
use identity::RecordId;
use ledger::{Context, Rehearsal};
use procedure::definition::ItemId;

use super::words::Said;
use super::{DocumentError, template_of};
use crate::record::document::IssuedDocument;
use crate::record::{Application, Refusal, rehearse_grant};
use crate::room::ApplicationRoom;

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PreviewError {
    /// The record would refuse the act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The page cannot be made.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl ApplicationRoom {
    /// What granting an item now would issue.
    pub(crate) async fn preview(
        &self,
        record: RecordId,
        application: &Application,
        actor: &Actor,
        item: &ItemId,
    ) -> Result<Sheet, PreviewError> {
        let release = self.release_of(application)?;
        let almanac = self.ledger.almanac();
        let granted = {
            let mut draws = Rehearsal::new(0);
            let mut context = Context::new(record, self.ledger.now(), actor, release.digest(), &almanac, &mut draws);
            rehearse_grant(application, item, &mut context)?
        };
        let decision = granted.decision_on(item).ok_or_else(|| Refusal::UnknownCase(item.clone()))?;
        let decision = IssuedDocument {
            number: open(&decision.number),
            ..decision.clone()
        };
        let said = Said {
            record,
            application: &granted,
            release: &release,
            fresh: &[],
        };
        let values = self.values_of_document(&said, &decision).await?;
        Ok(self.fill(&release, &template_of(&granted, &decision, &release), values)?)
    }
}

/// 滨审批能评〔2026〕＿＿号: drawn when it is signed.
fn open(number: &str) -> String {
    match number.split_once('〕') {
        Some((series, _)) => format!("{series}〕＿＿号"),
        None => "＿＿".to_owned(),
    }
}
