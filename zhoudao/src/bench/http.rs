//! The shipped server in a process of its own, driven as browsers drive it: each client signs in with name and password,
//! keeps its cookies, sends the form's token with every act, and gets JSON or rendered pages back. Reactions run: what has
//! been granted is rendered and served by the server itself, and a client that closes a case waits for that.

mod acts;
pub mod connection;
mod followers;
pub mod people;
pub mod process;
mod reading;
pub mod session;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::sync::Mutex as Turn;

use super::case::{Case, DEPARTMENTS, Transition};
use super::target::{Detail, Load, Target, Task};
use connection::Connection;
use process::Process;
use session::Session;

pub use followers::Onlookers;
pub use people::settle;

/// The server, as one client sees it.
#[derive(Clone)]
pub struct Served {
    server: Arc<Server>,
    client: Option<Arc<Turn<Client>>>,
    supervisor: Option<Arc<Turn<Supervisor>>>,
}

/// Whoever watches over everything: a connection and a session.
struct Supervisor {
    connection: Connection,
    session: Session,
}

/// What all clients share.
struct Server {
    process: Process,
    /// Under which identifier the server keeps each case.
    records: Mutex<HashMap<u64, String>>,
}

/// One client: a connection, and a session in each capacity in which it acts.
struct Client {
    connection: Connection,
    applicant: Session,
    handlers: Vec<Session>,
    signers: Vec<Session>,
    /// Tokens of papers that wait for their submission.
    uploads: Vec<serde_json::Value>,
}

impl Served {
    /// Starts the server on a data folder.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            server: Arc::new(Server {
                process: Process::start(folder).await?,
                records: Mutex::default(),
            }),
            client: None,
            supervisor: None,
        })
    }

    /// A live stream of a case.
    async fn follow_live(&self, case: &Case) -> anyhow::Result<BufReader<TcpStream>> {
        let path = format!("/live?record={}", self.server.record(case)?);
        let session = self.client()?.lock().await.applicant.clone();
        session.stream(self.server.process.port(), &path).await
    }

    fn with(&self, client: Client) -> Self {
        Self {
            server: Arc::clone(&self.server),
            client: Some(Arc::new(Turn::new(client))),
            supervisor: None,
        }
    }

    fn client(&self) -> anyhow::Result<&Turn<Client>> {
        let client = self.client.as_deref();
        client.ok_or_else(|| anyhow::anyhow!("nobody has signed in"))
    }
}

impl Server {
    fn record(&self, case: &Case) -> anyhow::Result<String> {
        let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let record = records.get(&case.number);
        record
            .cloned()
            .ok_or_else(|| anyhow::anyhow!("case {} has not been submitted", case.number))
    }

    fn remember(&self, case: &Case, record: String) {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.insert(case.number, record);
    }
}

impl Target for Served {
    async fn for_client(&self, number: usize) -> anyhow::Result<Self> {
        let mut connection = Connection::open(self.server.process.port()).await?;
        let applicant = Session::sign_in(&mut connection, &people::applicant_name(number)).await?;
        let (mut handlers, mut signers) = (Vec::new(), Vec::new());
        for department in 0..DEPARTMENTS {
            handlers.push(Session::sign_in(&mut connection, &people::handler_name(department, number)).await?);
            signers.push(Session::sign_in(&mut connection, &people::signer_name(department, number)).await?);
        }
        let client = Client {
            connection,
            applicant,
            handlers,
            signers,
            uploads: Vec::new(),
        };
        Ok(self.with(client))
    }

    async fn beside(&self) -> anyhow::Result<Self> {
        let connection = Connection::open(self.server.process.port()).await?;
        let client = self.client()?.lock().await;
        Ok(self.with(Client {
            connection,
            applicant: client.applicant.clone(),
            handlers: client.handlers.clone(),
            signers: client.signers.clone(),
            uploads: Vec::new(),
        }))
    }

    async fn for_supervisor(&self) -> anyhow::Result<Self> {
        let mut connection = Connection::open(self.server.process.port()).await?;
        let session = Session::sign_in(&mut connection, people::SUPERVISOR).await?;
        Ok(Self {
            supervisor: Some(Arc::new(Turn::new(Supervisor { connection, session }))),
            ..self.clone()
        })
    }

    fn process(&self) -> Option<u32> {
        Some(self.server.process.id())
    }

    async fn prepare(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        match transition {
            Transition::Submit => self.client()?.lock().await.upload(case).await,
            Transition::Accept(_)
            | Transition::AskCorrection(_)
            | Transition::Correct(_)
            | Transition::Opinion(_)
            | Transition::Land
            | Transition::Certificate(_)
            | Transition::Close
            | Transition::TakeIn
            | Transition::Review
            | Transition::Decide
            | Transition::Deliver
            | Transition::Evaluate => Ok(()),
        }
    }

    async fn perform(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        self.client()?.lock().await.perform(&self.server, case, transition).await
    }

    async fn follow(&self, _: &Case, _: Transition) -> anyhow::Result<()> {
        Ok(())
    }

    async fn todo(&self, department: u8) -> anyhow::Result<Vec<Task>> {
        self.client()?.lock().await.todo(department).await
    }

    async fn detail(&self, case: &Case) -> anyhow::Result<Detail> {
        self.client()?.lock().await.detail(&self.server, case).await
    }

    async fn dashboard(&self) -> anyhow::Result<Vec<Load>> {
        self.client()?.lock().await.dashboard().await
    }

    async fn overview(&self) -> anyhow::Result<()> {
        let supervisor = self.supervisor.as_deref();
        let mut supervisor = supervisor
            .ok_or_else(|| anyhow::anyhow!("no supervisor has signed in"))?
            .lock()
            .await;
        let Supervisor { connection, session } = &mut *supervisor;
        let page = session.read(connection, "/desk/oversight").await?;
        anyhow::ensure!(page.body.len() > 1_000, "the overview is empty");
        Ok(())
    }
}
