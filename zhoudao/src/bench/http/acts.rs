//! Each transition as a request, by whoever does it.

use anyhow::Context;
use serde_json::{Value, json};

use super::{Client, Server};
use crate::bench::case::{Case, Kind, MATERIALS, SIMPLE_MATERIALS, Transition};
use crate::bench::papers;

/// Between the parts of an upload.
const BOUNDARY: &str = "zhoudao-bench";
/// Where joint cases are submitted, and where simple ones are by turns.
const REGIONS: [&str; 2] = ["999901", "999902"];
/// The steps of the simple matter.
const ACCEPTANCE: &str = "s.accept";
const REVIEW: &str = "s.review";
const DECISION: &str = "simple.decide";
/// How long to wait before looking again whether the server has served.
const LOOK: std::time::Duration = std::time::Duration::from_millis(50);

const POST: (&str, u16) = ("POST", 201);

impl Client {
    /// Uploads the papers of a case that is going to be submitted.
    pub(super) async fn upload(&mut self, case: &Case) -> anyhow::Result<()> {
        let mut body = Vec::new();
        for material in 0..materials(case) {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"material-m{material}\"; filename=\"{}\"\r\ncontent-type: application/pdf\r\n\r\n",
                papers::file_name(material)
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(&papers::file(case, material));
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let reply = self
            .applicant
            .send_files(&mut self.connection, "/api/v1/uploads", BOUNDARY, &body)
            .await?
            .expect(201, "/api/v1/uploads")?;
        let uploads = reply.json()?;
        let uploads = uploads.as_array().context("no list of uploads")?;
        self.uploads = uploads.iter().map(|upload| upload["upload"].clone()).collect();
        Ok(())
    }

    pub(super) async fn perform(&mut self, server: &Server, case: &Case, transition: Transition) -> anyhow::Result<()> {
        match transition {
            Transition::Submit => self.submit(server, case).await,
            Transition::Accept(review) => {
                let path = step(&server.record(case)?, &format!("r{review}"), "claims");
                self.at_desk(transition, &path, &json!({})).await
            }
            Transition::AskCorrection(review) => {
                let path = step(&server.record(case)?, &format!("r{review}"), "refinements");
                self.at_desk(transition, &path, &json!({ "request": papers::REQUEST })).await
            }
            Transition::Correct(review) => {
                let path = format!("/api/v1/applications/{}/refinements", server.record(case)?);
                let body = json!({ "step": format!("r{review}"), "note": papers::ANSWER });
                self.as_applicant(("POST", 200), &path, &body).await
            }
            Transition::Opinion(review) => {
                let path = step(&server.record(case)?, &format!("r{review}"), "opinions");
                self.at_desk(transition, &path, &agreement()).await
            }
            Transition::Land => {
                let path = format!("/api/v1/applications/{}/gates/land", server.record(case)?);
                let facts = json!({ "contract": format!("基准-2026-{:06}", case.number) });
                let body = json!({ "outcome": "open", "facts": facts });
                let handler = &self.handlers[usize::from(transition.department())];
                handler.act(&mut self.connection, ("PUT", 200), &path, &body).await?;
                Ok(())
            }
            Transition::Certificate(number) => {
                let path = step(&server.record(case)?, &format!("c{number}"), "decisions");
                self.sign(transition, &path).await
            }
            Transition::Close | Transition::Deliver => self.wait_until_served(&server.record(case)?).await,
            Transition::TakeIn => {
                let path = step(&server.record(case)?, ACCEPTANCE, "acceptances");
                self.at_desk(transition, &path, &json!({})).await
            }
            // The city lets nobody give an opinion who has not claimed the step: one transition, two requests.
            Transition::Review => {
                let record = server.record(case)?;
                self.at_desk(transition, &step(&record, REVIEW, "claims"), &json!({})).await?;
                self.at_desk(transition, &step(&record, REVIEW, "opinions"), &agreement())
                    .await
            }
            Transition::Decide => {
                let path = step(&server.record(case)?, DECISION, "decisions");
                self.sign(transition, &path).await
            }
            Transition::Evaluate => {
                let path = format!("/api/v1/applications/{}/rating", server.record(case)?);
                self.as_applicant(("PUT", 200), &path, &json!({ "grade": "very_satisfied" }))
                    .await
            }
        }
    }

    async fn submit(&mut self, server: &Server, case: &Case) -> anyhow::Result<()> {
        let (matter, region) = match case.kind {
            Kind::Joint => ("joint", REGIONS[0]),
            Kind::Simple => ("simple", REGIONS[usize::from(case.number.is_multiple_of(2))]),
        };
        let body = json!({
            "region": region,
            "answers": {},
            "form": papers::form(case),
            "uploads": std::mem::take(&mut self.uploads),
        });
        let path = format!("/api/v1/matters/{matter}/applications");
        let reply = self.applicant.act(&mut self.connection, POST, &path, &body).await?;
        let location = reply.headers.iter().find(|(name, _)| name == "location");
        let record = location.and_then(|(_, path)| path.rsplit('/').next());
        server.remember(case, record.context("no address of the application")?.to_owned());
        Ok(())
    }

    async fn at_desk(&mut self, transition: Transition, path: &str, body: &Value) -> anyhow::Result<()> {
        let handler = &self.handlers[usize::from(transition.department())];
        handler.act(&mut self.connection, POST, path, body).await?;
        Ok(())
    }

    async fn sign(&mut self, transition: Transition, path: &str) -> anyhow::Result<()> {
        let signer = &self.signers[usize::from(transition.department())];
        signer
            .act(&mut self.connection, POST, path, &json!({ "decision": "sign_off" }))
            .await?;
        Ok(())
    }

    async fn as_applicant(&mut self, how: (&'static str, u16), path: &str, body: &Value) -> anyhow::Result<()> {
        self.applicant.act(&mut self.connection, how, path, body).await?;
        Ok(())
    }

    /// Rendering and service follow by themselves.
    async fn wait_until_served(&mut self, record: &str) -> anyhow::Result<()> {
        let path = format!("/api/v1/applications/{record}");
        while self.applicant.read(&mut self.connection, &path).await?.json()?["status"] != "finished" {
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }
}

fn materials(case: &Case) -> u8 {
    match case.kind {
        Kind::Joint => MATERIALS,
        Kind::Simple => SIMPLE_MATERIALS,
    }
}

fn step(record: &str, step: &str, act: &str) -> String {
    format!("/api/v1/applications/{record}/steps/{step}/{act}")
}

fn agreement() -> Value {
    json!({ "opinion": "agree", "text": papers::OPINION })
}
