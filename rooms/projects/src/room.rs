//! The room as it stands in a running city: what its pages and its API need.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use authority::Actor;
use axum::Router;
use catalogue::{Catalogue, HomeCard};
use front::Texts;
use front::furniture::Lamp;
use identity::RecordId;
use ledger::{Ledger, Unavailable};

use crate::record::Project;
use crate::{api, pages};

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct ProjectRoom {
    pub(crate) ledger: Ledger,
    pub(crate) catalogue: Catalogue,
    applications: Option<ApplicationsOf>,
}

/// An application on a project's page, as the room of applications says it.
#[derive(Clone, Debug)]
pub struct ProjectApplication {
    /// What it is called.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Its page.
    pub address: String,
    /// How it stands.
    pub lamp: Lamp,
}

/// Who knows the applications of a project that an actor may see, the newest first.
pub type ApplicationsOf = Arc<
    dyn Fn(Arc<Actor>, RecordId, Texts) -> Pin<Box<dyn Future<Output = Result<Vec<ProjectApplication>, Unavailable>> + Send>>
        + Send
        + Sync,
>;

impl ProjectRoom {
    /// Makes the room's record known to the catalogue's ledger, which must not have started yet.
    ///
    /// # Errors
    /// When the ledger refuses the record or its index table.
    pub fn open(catalogue: Catalogue) -> Result<Self, Unavailable> {
        let ledger = catalogue.ledger().clone();
        ledger.register::<Project>()?;
        Ok(Self {
            ledger,
            catalogue,
            applications: None,
        })
    }

    /// With the applications of each project on its page.
    #[must_use]
    pub fn with_applications(mut self, applications: ApplicationsOf) -> Self {
        self.applications = Some(applications);
        self
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// My newest projects, for the portal's home page: `portal.with_card(room.home_card())`.
    #[must_use]
    pub fn home_card(&self) -> HomeCard {
        pages::home_card(self)
    }

    /// The ledger.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) async fn applications(
        &self,
        actor: &Arc<Actor>,
        project: RecordId,
        texts: &Texts,
    ) -> Result<Vec<ProjectApplication>, Unavailable> {
        match &self.applications {
            Some(applications) => applications(Arc::clone(actor), project, texts.clone()).await,
            None => Ok(Vec::new()),
        }
    }
}

impl std::fmt::Debug for ProjectRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ProjectRoom")
    }
}
