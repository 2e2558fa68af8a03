//! What the holder of a certificate asks for, and what silence makes of it.

use super::Upload;
use crate::record::request::{RequestKind, RequestNumber};

/// Ask for something about one's certificate.
#[derive(Clone, Debug)]
pub struct MakeRequest {
    /// Which certificate.
    pub document: u16,
    /// What is asked for.
    pub kind: RequestKind,
    /// What is to be changed to what, or why.
    pub words: String,
    /// What it is proven with, if the holder hands something in.
    pub proof: Option<Upload>,
}

/// Take a request back.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawRequest {
    /// Which.
    pub request: RequestNumber,
}

/// Prolong every certificate about which its organ was silent until it ended.
#[derive(Clone, Copy, Debug)]
pub struct DeemProlonged;
