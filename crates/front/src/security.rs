//! What every answer carries to keep the reader safe.

/// The token that forms carry before sign-in; the session layer puts it into the request's extensions.
#[derive(Clone, Debug)]
pub struct VisitToken(pub String);
