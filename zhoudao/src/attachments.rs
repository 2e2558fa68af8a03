//! Where the attachments of a city lie.

use std::path::PathBuf;

use clap::Args;
use ledger::{Attachments, Bucket, BucketAddress, StoreCredentials, StoreEndpoint};

/// Where a city's commands are told which bucket it is.
const BUCKET_VARIABLE: &str = "ZHOUDAO_FILES";

/// Where attachments lie: in the data folder, unless an object store is named.
#[derive(Clone, Debug, Default, Args)]
pub struct AttachmentArguments {
    /// A bucket of an object store that many servers share (it speaks S3): s3://BUCKET[/PREFIX]. Without it attachments lie in the folder
    /// files of the data folder. A city's commands are all told the same.
    #[arg(long, env = BUCKET_VARIABLE, value_name = "BUCKET")]
    files: Option<BucketAddress>,
    #[command(flatten)]
    way: StoreWay,
}

/// How an object store is reached.
#[derive(Clone, Debug, Default, Args)]
pub struct StoreWay {
    /// Where the object store answers: https://HOST[:PORT]; without it, Amazon's own in the region AWS_REGION. In clear on this machine
    /// only, or where it is said plainly: http+plain://HOST[:PORT].
    #[arg(long, env = "ZHOUDAO_FILES_ENDPOINT", value_name = "URL")]
    files_endpoint: Option<StoreEndpoint>,
    /// The file with AWS_ACCESS_KEY_ID=… and AWS_SECRET_ACCESS_KEY=…, which only its owner reads; without it they are in the environment.
    #[arg(long, env = "ZHOUDAO_FILES_CREDENTIALS", value_name = "FILE")]
    files_credentials: Option<PathBuf>,
    /// The file with the certificates (PEM) of a private authority that vouches for the object store.
    #[arg(long, env = "ZHOUDAO_FILES_AUTHORITY", value_name = "FILE")]
    files_authority: Option<PathBuf>,
}

impl AttachmentArguments {
    /// Whether they lie in the data folder.
    pub fn is_in_folder(&self) -> bool {
        self.files.is_none()
    }

    /// Where they lie.
    ///
    /// # Errors
    /// When the object store's credentials are missing or unreadable.
    pub fn place(&self) -> anyhow::Result<Attachments> {
        self.way.to(self.files.as_ref())
    }
}

/// The bucket that the environment names.
///
/// # Errors
/// When what it names is none.
pub fn said_elsewhere() -> anyhow::Result<Option<BucketAddress>> {
    let said = std::env::var(BUCKET_VARIABLE).ok();
    Ok(said.map(|bucket| bucket.parse()).transpose()?)
}

impl StoreWay {
    /// Where attachments lie that are in that bucket; in the data folder without one.
    ///
    /// # Errors
    /// When the object store's credentials are missing or unreadable.
    pub fn to(&self, bucket: Option<&BucketAddress>) -> anyhow::Result<Attachments> {
        let Some(address) = bucket else {
            return Ok(Attachments::InFolder);
        };
        let credentials = match &self.files_credentials {
            Some(file) => StoreCredentials::read(file)?,
            None => StoreCredentials::of_environment()?,
        };
        let mut bucket = Bucket::new(address.clone(), credentials);
        if let Some(endpoint) = &self.files_endpoint {
            bucket = bucket.with_endpoint(endpoint.clone());
        }
        if let Ok(region) = std::env::var("AWS_REGION") {
            bucket = bucket.with_region(region);
        }
        if let Some(authority) = &self.files_authority {
            bucket = bucket.with_authority(authority);
        }
        Ok(Attachments::InBucket(bucket))
    }
}
