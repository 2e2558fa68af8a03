//! Papers sent with a form: what came in whole stays, whatever else was wrong, so that nobody scans and uploads it twice.

use authority::Party;
use catalogue::Names;
use front::{FormData, FormErrors, Problem};
use identity::RecordId;
use people::CurrentActor;
use procedure::definition::MaterialId;

use super::trouble::unavailable;
use crate::api::tokens::{self, Waiting};
use crate::drafts::{self, Paper};
use crate::record::command::Upload;
use crate::room::ApplicationRoom;
use crate::uploads::{self, Posted};

/// The name of the boxes that hand in what an earlier try brought.
const KEPT: &str = "kept[]";

/// The papers of a form: those that came with it, and those that earlier tries brought.
pub(super) struct SentPapers {
    fresh: Vec<Upload>,
    kept: Vec<Waiting>,
}

/// A form that is shown again: what was typed, what was wrong, and the papers that need not be sent again.
#[derive(Default)]
pub(super) struct Again {
    pub form: FormData,
    pub errors: FormErrors,
    pub kept: Vec<KeptPaper>,
}

/// A paper that an earlier try brought, as the page says it.
pub(super) struct KeptPaper {
    pub token: String,
    pub name: String,
    pub file: String,
}

impl SentPapers {
    /// What a form hands in; of one material the paper that came last.
    pub(super) async fn of(room: &ApplicationRoom, party: Party, posted: &mut Posted) -> Result<Self, Problem> {
        let fresh = std::mem::take(&mut posted.uploads);
        let mut kept: Vec<Waiting> = Vec::new();
        for token in posted.form.values(KEPT) {
            let Some(found) = tokens::paper(room, party, token).await.map_err(unavailable)? else {
                continue;
            };
            let is_same = |material: &MaterialId| *material == found.paper.material;
            let came_anew = fresh.iter().any(|upload| is_same(&upload.material));
            if !came_anew && !kept.iter().any(|other| is_same(&other.paper.material)) {
                kept.push(found);
            }
        }
        Ok(Self { fresh, kept })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.kept.is_empty()
    }

    /// What is handed in: from now on the record of the application decides what becomes of the files.
    pub(super) async fn hand_in(&self, room: &ApplicationRoom, application: RecordId) -> Result<Vec<Upload>, Problem> {
        tokens::claim(room, application, &self.kept).await.map_err(unavailable)?;
        let kept = self.kept.iter().map(|waiting| waiting.paper.upload());
        Ok(self.fresh.iter().cloned().chain(kept).collect())
    }

    /// They have been handed in; if that had been before, what came again is not needed.
    pub(super) async fn handed_in(self, room: &ApplicationRoom, party: Party, replayed: bool) {
        if replayed {
            uploads::discard(&room.ledger, self.fresh).await;
        }
        tokens::handed_in(room, party, &self.kept).await;
    }

    /// Nothing will be handed in here any more.
    pub(super) async fn discard(self, room: &ApplicationRoom) {
        uploads::discard(&room.ledger, self.fresh).await;
    }

    /// Something was wrong: each waits for the next try, or until its term is over.
    pub(super) async fn keep(
        self,
        room: &ApplicationRoom,
        party: Party,
        current: &CurrentActor,
        names: &Names<'_>,
    ) -> Result<Vec<KeptPaper>, Problem> {
        let account = current.account().ok_or(Problem::SignedOut)?;
        let mut waiting = self.kept;
        for upload in self.fresh {
            let paper = Paper::uploaded(upload, account, room.ledger.now());
            let token = drafts::fresh_id().map_err(unavailable)?;
            tokens::keep(room, party, token, &paper).await.map_err(unavailable)?;
            waiting.push(Waiting { token, paper });
        }
        let said = waiting.into_iter().map(|waiting| KeptPaper {
            token: waiting.token.to_string(),
            name: names.material_id(&waiting.paper.material).plain().to_owned(),
            file: waiting.paper.file_name,
        });
        Ok(said.collect())
    }
}
