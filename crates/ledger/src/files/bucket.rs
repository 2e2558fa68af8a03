//! Where attachments lie when many servers share them: a bucket of an object store that speaks S3.

mod credentials;
mod endpoint;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

pub use credentials::{CredentialsError, StoreCredentials};
pub use endpoint::{StoreEndpoint, WrongEndpoint};

/// The region of a store that has none.
const REGION: &str = "us-east-1";

/// A bucket, and how to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    address: BucketAddress,
    credentials: StoreCredentials,
    endpoint: Option<StoreEndpoint>,
    region: String,
    authority: Option<PathBuf>,
}

/// `s3://BUCKET` or `s3://BUCKET/PREFIX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketAddress {
    bucket: String,
    prefix: String,
}

/// The text is no address of a bucket.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no bucket of an object store: write s3://BUCKET or s3://BUCKET/PREFIX")]
pub struct WrongBucket(String);

impl Bucket {
    /// A bucket at the endpoint of the store's maker.
    pub fn new(address: BucketAddress, credentials: StoreCredentials) -> Self {
        Self {
            address,
            credentials,
            endpoint: None,
            region: REGION.to_owned(),
            authority: None,
        }
    }

    /// At a store of one's own.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: StoreEndpoint) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// In a region of the store.
    #[must_use]
    pub fn with_region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// With a private authority, which alone vouches for the store: the file of its certificates (PEM).
    #[must_use]
    pub fn with_authority(mut self, file: impl Into<PathBuf>) -> Self {
        self.authority = Some(file.into());
        self
    }

    pub(super) fn address(&self) -> &BucketAddress {
        &self.address
    }

    pub(super) fn credentials(&self) -> &StoreCredentials {
        &self.credentials
    }

    pub(super) fn endpoint(&self) -> Option<&StoreEndpoint> {
        self.endpoint.as_ref()
    }

    pub(super) fn region(&self) -> &str {
        &self.region
    }

    pub(super) fn authority(&self) -> Option<&Path> {
        self.authority.as_deref()
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.address)?;
        match &self.endpoint {
            Some(endpoint) => write!(formatter, " at {endpoint}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bucket({self})")
    }
}

impl BucketAddress {
    pub(super) fn bucket(&self) -> &str {
        &self.bucket
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl FromStr for BucketAddress {
    type Err = WrongBucket;

    fn from_str(text: &str) -> Result<Self, WrongBucket> {
        let wrong = || WrongBucket(text.to_owned());
        let path = text.strip_prefix("s3://").ok_or_else(wrong)?;
        let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
        let prefix = prefix.trim_end_matches('/');
        let is_plain = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        };
        let is_right = is_plain(bucket) && (prefix.is_empty() || prefix.split('/').all(is_plain));
        is_right
            .then(|| Self {
                bucket: bucket.to_owned(),
                prefix: prefix.to_owned(),
            })
            .ok_or_else(wrong)
    }
}

impl fmt::Display for BucketAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "s3://{}", self.bucket)?;
        match self.prefix.is_empty() {
            true => Ok(()),
            false => write!(formatter, "/{}", self.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_read_with_its_prefix() {
        for (text, shown) in [
            ("s3://papers", "s3://papers"),
            ("s3://papers/", "s3://papers"),
            ("s3://papers/371600/files/", "s3://papers/371600/files"),
        ] {
            assert_eq!(text.parse::<BucketAddress>().unwrap().to_string(), shown);
        }
        for wrong in [
            "papers",
            "s3://",
            "s3:///files",
            "https://papers",
            "s3://papers/a//b",
            "s3://papers/../b",
        ] {
            assert!(wrong.parse::<BucketAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_bucket_does_not_print_its_credentials() {
        let credentials = StoreCredentials::new("name", "secret-word");
        let bucket = Bucket::new("s3://papers".parse().unwrap(), credentials);
        assert_eq!(format!("{bucket:?}"), "Bucket(s3://papers)");
        assert!(!format!("{:?}", bucket.credentials()).contains("secret-word"));
    }
}
