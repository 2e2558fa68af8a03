//! One client: an enterprise that applies, and a handler and a signer who work on its applications.

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use super::act::{Act, Answer, Role, Stage};
use crate::bench::http::connection::{Connection, Reply};
use crate::bench::http::people::{applicant_name, handler_name, signer_name};
use crate::bench::http::session::Session;
use crate::bench::{Case, Kind, papers};

/// Between the parts of an upload.
const BOUNDARY: &str = "zhoudao-torture";
/// The materials of the simple matter.
const MATERIALS: u8 = 3;
/// Where it is submitted.
const REGION: &str = "999901";
/// Said by a server that cannot write or read now: nothing is promised, and it may be sent again.
const UNAVAILABLE: u16 = 503;
/// How many acts that were answered are sent again after a restart.
const SENT_AGAIN_MAX: usize = 5;
/// How long reactions may take in the end.
const SETTLING_TIME_MAX: Duration = Duration::from_secs(900);
/// How long to wait before looking again.
const LOOK: Duration = Duration::from_millis(100);

/// An act that was answered.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The act.
    pub act: Act,
    /// What was answered.
    pub answer: Answer,
}

/// A client.
pub struct Client {
    number: usize,
    applicant: Session,
    handler: Session,
    signer: Session,
    /// How many acts it has begun.
    acts: u64,
    /// How many applications it has begun.
    applications: u64,
    /// The application it works on, once it was answered, and what was done about it last.
    under_way: Option<(String, Stage)>,
    /// All that it has decided.
    decided: Vec<String>,
    /// What was sent and not answered.
    unknown: Option<Act>,
    /// What was answered since the log was last read.
    acknowledged: Vec<Acknowledged>,
    /// What was answered under the last server.
    to_be_sent_again: Vec<Acknowledged>,
    /// How many acts were without an answer when their server died.
    unanswered: u64,
    /// What was answered otherwise when it was sent again.
    broken_promises: Vec<String>,
}

/// Whether the server answered.
enum Sent {
    Answered(Reply),
    /// The connection ended before the answer was whole, or the server said that it cannot tell now: whether it was done, the key
    /// will answer.
    Cut,
}

impl Client {
    /// Signs in as everybody that it is.
    pub async fn sign_in(port: u16, number: usize) -> anyhow::Result<Self> {
        let mut connection = Connection::open(port).await?;
        Ok(Self {
            number,
            applicant: Session::sign_in(&mut connection, &applicant_name(number)).await?,
            handler: Session::sign_in(&mut connection, &handler_name(0, 0)).await?,
            signer: Session::sign_in(&mut connection, &signer_name(0, 0)).await?,
            acts: 0,
            applications: 0,
            under_way: None,
            decided: Vec::new(),
            unknown: None,
            acknowledged: Vec::new(),
            to_be_sent_again: Vec::new(),
            unanswered: 0,
            broken_promises: Vec::new(),
        })
    }

    /// Which one it is.
    pub fn number(&self) -> usize {
        self.number
    }

    /// What was answered since this was last asked; the next server is asked for some of it again.
    pub fn take_acknowledged(&mut self) -> Vec<Acknowledged> {
        let taken = std::mem::take(&mut self.acknowledged);
        if !taken.is_empty() {
            self.to_be_sent_again = taken.iter().rev().take(SENT_AGAIN_MAX).cloned().collect();
        }
        taken
    }

    /// How many acts were without an answer since this was last asked.
    pub fn take_unanswered(&mut self) -> u64 {
        std::mem::take(&mut self.unanswered)
    }

    /// What is still without one.
    pub fn is_unknown(&self) -> bool {
        self.unknown.is_some()
    }

    /// What was answered otherwise when it was sent again, since this was last asked.
    pub fn take_broken_promises(&mut self) -> Vec<String> {
        std::mem::take(&mut self.broken_promises)
    }

    /// Works until the server dies: what it cannot do at the moment is asked again.
    pub async fn work(mut self, port: u16) -> anyhow::Result<Self> {
        while let Ok(mut connection) = Connection::open(port).await {
            self.work_over(&mut connection).await?;
            tokio::time::sleep(LOOK).await;
        }
        Ok(self)
    }

    /// Has what is unknown answered, and waits until everything that was decided has been served.
    pub async fn settle(mut self, port: u16) -> anyhow::Result<Self> {
        let mut connection = Connection::open(port).await?;
        self.resume(&mut connection).await?;
        let began = Instant::now();
        for application in std::mem::take(&mut self.decided) {
            let path = format!("/api/v1/applications/{application}");
            while self.applicant.read(&mut connection, &path).await?.json()?["status"] != "finished" {
                anyhow::ensure!(
                    began.elapsed() < SETTLING_TIME_MAX,
                    "{application} was decided and is not served"
                );
                tokio::time::sleep(LOOK).await;
            }
        }
        Ok(self)
    }

    async fn work_over(&mut self, connection: &mut Connection) -> anyhow::Result<()> {
        if !self.resume(connection).await? {
            return Ok(());
        }
        loop {
            let Some(act) = self.next_act(connection).await? else {
                return Ok(());
            };
            if !self.perform(connection, act).await? {
                return Ok(());
            }
        }
    }

    /// Asks again for what was without an answer, and for some of what had one; whether the server lives.
    async fn resume(&mut self, connection: &mut Connection) -> anyhow::Result<bool> {
        if let Some(act) = self.unknown.take() {
            let counted = self.unanswered;
            if !self.perform(connection, act).await? {
                // It has been counted when it had no answer for the first time.
                self.unanswered = counted;
                return Ok(false);
            }
        }
        for Acknowledged { act, answer } in std::mem::take(&mut self.to_be_sent_again) {
            match self.send(connection, &act).await? {
                Sent::Cut => return Ok(false),
                Sent::Answered(reply) => {
                    let again = (reply.status == 201).then(|| Answer::of(act.stage, &reply)).transpose()?;
                    if again.as_ref() != Some(&answer) {
                        let said = String::from_utf8_lossy(&reply.body).into_owned();
                        self.broken_promises
                            .push(format!("{act:?} was answered {answer:?}, and then {} {said}", reply.status));
                    }
                }
            }
        }
        Ok(true)
    }

    /// What comes next; none if the server dies meanwhile.
    async fn next_act(&mut self, connection: &mut Connection) -> anyhow::Result<Option<Act>> {
        let next = self
            .under_way
            .clone()
            .and_then(|(application, stage)| Some((application, stage.next()?)));
        self.acts += 1;
        let key = format!("torture-{}-{}", self.number, self.acts);
        if let Some((application, stage)) = next {
            return Ok(stage.at_desk(&application, key));
        }
        self.applications += 1;
        let number = self.number as u64 * 1_000_000 + self.applications;
        let case = Case::new(Kind::Simple, number)?;
        let Some(uploads) = self.upload(connection, &case).await? else {
            return Ok(None);
        };
        let body = json!({ "region": REGION, "answers": {}, "form": papers::form(&case), "uploads": uploads });
        Ok(Some(Act {
            key,
            stage: Stage::Submit,
            role: Role::Applicant,
            path: "/api/v1/matters/simple/applications".to_owned(),
            body,
        }))
    }

    /// Uploads papers; none if the server dies meanwhile: nobody relies on an upload that was not answered.
    async fn upload(&mut self, connection: &mut Connection, case: &Case) -> anyhow::Result<Option<Vec<Value>>> {
        let mut body = Vec::new();
        for material in 0..MATERIALS {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"material-m{material}\"; filename=\"{}\"\r\n\
                 content-type: application/pdf\r\n\r\n",
                papers::file_name(material)
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(&papers::file(case, material));
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let sent = self
            .applicant
            .send_files(connection, "/api/v1/uploads", BOUNDARY, &body)
            .await;
        let reply = match sent {
            Ok(reply) if reply.status == UNAVAILABLE => return Ok(None),
            Ok(reply) => reply.expect(201, "/api/v1/uploads")?,
            Err(error) if is_cut(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let uploads = reply.json()?;
        let uploads = uploads.as_array().context("no list of uploads")?;
        Ok(Some(uploads.iter().map(|upload| upload["upload"].clone()).collect()))
    }

    /// Does something; whether the server lived to answer.
    async fn perform(&mut self, connection: &mut Connection, act: Act) -> anyhow::Result<bool> {
        let reply = match self.send(connection, &act).await? {
            Sent::Answered(reply) => reply,
            Sent::Cut => {
                self.unanswered += 1;
                self.unknown = Some(act);
                return Ok(false);
            }
        };
        let reply = reply.expect(201, &format!("{act:?}"))?;
        let answer = Answer::of(act.stage, &reply)?;
        let application = match act.stage {
            Stage::Submit => reply.json()?["id"]
                .as_str()
                .context("an application without an identifier")?
                .to_owned(),
            Stage::TakeIn | Stage::Claim | Stage::Opine | Stage::Decide => {
                let (application, _) = self.under_way.take().context("an act about no application")?;
                application
            }
        };
        if act.stage.next().is_none() {
            self.decided.push(application.clone());
        }
        self.under_way = Some((application, act.stage));
        self.acknowledged.push(Acknowledged { act, answer });
        Ok(true)
    }

    async fn send(&self, connection: &mut Connection, act: &Act) -> anyhow::Result<Sent> {
        let session = match act.role {
            Role::Applicant => &self.applicant,
            Role::Handler => &self.handler,
            Role::Signer => &self.signer,
        };
        match session.act_under(connection, &act.key, "POST", &act.path, &act.body).await {
            Ok(reply) if reply.status == UNAVAILABLE => Ok(Sent::Cut),
            Ok(reply) => Ok(Sent::Answered(reply)),
            Err(error) if is_cut(&error) => Ok(Sent::Cut),
            Err(error) => Err(error),
        }
    }
}

/// Whether there is no answer, rather than one that cannot be used.
fn is_cut(error: &anyhow::Error) -> bool {
    error.is::<std::io::Error>() || error.is::<crate::bench::http::connection::Closed>()
}
