//! How the city speaks to an object store: HTTP/1.1, with the TLS that it speaks to everybody.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;
use hyper_util::rt::TokioExecutor;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use trust::Trusted;

/// How long a connection may take to stand.
const CONNECTING_MAX: Duration = Duration::from_secs(5);
/// How long an answer may take to begin, with all that is sent before it.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);

/// Makes requests.
#[derive(Clone, Debug)]
pub(super) struct Speaking {
    client: Client<HttpsConnector<TcpConnector>, HttpRequestBody>,
}

impl Speaking {
    pub(super) fn with(authority: Option<&Path>) -> Result<Self, String> {
        let read = |file: &Path| std::fs::read(file).map_err(|error| format!("its authority {}: {error}", file.display()));
        let authority = authority.map(read).transpose()?;
        let trusted = match &authority {
            Some(pem) => Trusted::AuthorityAlone(pem),
            None => Trusted::OfTheMachine,
        };
        let tls = trust::speaking(trusted).map_err(|error| error.to_string())?;
        let mut tcp = TcpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECTING_MAX));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }
}

impl HttpConnector for Speaking {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Speaking {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = tokio::time::timeout(ANSWER_TIME_MAX, self.client.request(request)).await;
        let answer = answer.map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))?;
        let answer = answer.map_err(|error| {
            let kind = match error.is_connect() {
                true => HttpErrorKind::Connect,
                false => HttpErrorKind::Request,
            };
            HttpError::new(kind, error)
        })?;
        let (parts, body) = answer.into_parts();
        let body = body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

/// Whether a request came to no answer, so that another time may do better.
pub(super) fn is_out_of_reach(error: &object_store::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<HttpError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
