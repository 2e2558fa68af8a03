//! Signing in as a person does: the page, its form with its token, a cookie, the token of the pages behind it.

use anyhow::Context;
use front::fresh_key;

use super::connection::{Connection, Reply, Request};
use super::people::PASSWORD;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    cookie: String,
    form_token: String,
}

impl Session {
    /// Signs in, and looks at the page that everybody has.
    pub async fn sign_in(connection: &mut Connection, name: &str) -> anyhow::Result<Self> {
        let page = connection
            .send(get("/sign-in", &[]))
            .await?
            .expect(200, "the page for signing in")?;
        let visit = format!("visit={}", page.cookie("visit").context("no cookie for the visit")?);
        let body = format!("name={name}&password={PASSWORD}&form_token={}", form_token(&page)?);
        let asked = Request {
            method: "POST",
            path: "/sign-in",
            headers: &[("cookie", &visit), ("content-type", "application/x-www-form-urlencoded")],
            body: body.as_bytes(),
        };
        let entered = connection.send(asked).await?.expect(303, &format!("signing in as {name}"))?;
        let cookie = format!("session={}", entered.cookie("session").context("no cookie for the session")?);
        let page = connection.send(get("/account", &[("cookie", &cookie)])).await?;
        let form_token = form_token(&page.expect(200, "the account's page")?)?;
        Ok(Self { cookie, form_token })
    }

    /// Reads something.
    pub async fn read(&self, connection: &mut Connection, path: &str) -> anyhow::Result<Reply> {
        connection
            .send(get(path, &[("cookie", &self.cookie)]))
            .await?
            .expect(200, path)
    }

    /// Does something with JSON, once.
    pub async fn act(
        &self,
        connection: &mut Connection,
        (method, status): (&'static str, u16),
        path: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<Reply> {
        let reply = self.act_under(connection, &fresh_key()?, method, path, body).await?;
        reply.expect(status, path)
    }

    /// The same under a key, whatever is answered.
    pub async fn act_under(
        &self,
        connection: &mut Connection,
        key: &str,
        method: &'static str,
        path: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<Reply> {
        let body = body.to_string();
        let asked = Request {
            method,
            path,
            headers: &[
                ("cookie", &self.cookie),
                ("x-form-token", &self.form_token),
                ("idempotency-key", key),
                ("content-type", "application/json"),
            ],
            body: body.as_bytes(),
        };
        connection.send(asked).await
    }

    /// Sends files.
    pub async fn send_files(
        &self,
        connection: &mut Connection,
        path: &str,
        boundary: &str,
        body: &[u8],
    ) -> anyhow::Result<Reply> {
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let asked = Request {
            method: "POST",
            path,
            headers: &[
                ("cookie", &self.cookie),
                ("x-form-token", &self.form_token),
                ("content-type", &content_type),
            ],
            body,
        };
        connection.send(asked).await
    }

    /// Follows something.
    pub async fn stream(&self, port: u16, path: &str) -> anyhow::Result<tokio::io::BufReader<tokio::net::TcpStream>> {
        let connection = Connection::open(port).await?;
        let headers = [("cookie", self.cookie.as_str()), ("accept", "text/event-stream")];
        connection.begin_stream(get(path, &headers)).await
    }
}

fn get<'a>(path: &'a str, headers: &'a [(&'a str, &'a str)]) -> Request<'a> {
    Request {
        method: "GET",
        path,
        headers,
        body: &[],
    }
}

/// The token that a page carries in each of its forms.
fn form_token(page: &Reply) -> anyhow::Result<String> {
    let html = std::str::from_utf8(&page.body)?;
    let token = html
        .split_once("name=\"form_token\" value=\"")
        .and_then(|(_, behind)| behind.split('"').next());
    token.map(str::to_owned).context("the page has no form token")
}
