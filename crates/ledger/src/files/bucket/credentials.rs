//! By what an object store knows the city.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::vault::open_to_others;

const ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
const TOKEN: &str = "AWS_SESSION_TOKEN";

/// An access key with its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreCredentials {
    id: String,
    secret: String,
    token: Option<String>,
}

/// Why there are no credentials.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The environment has none.
    #[error("the object store's credentials are missing: set {ID} and {SECRET}, or name a file of them with --files-credentials")]
    NotInEnvironment,
    /// The file cannot be read.
    #[error("the credentials {}: {error}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the disk says.
        error: io::Error,
    },
    /// Others can read it.
    #[error("the credentials {} can be read by others: chmod 600 it", .0.display())]
    OpenToOthers(PathBuf),
    /// It holds none.
    #[error("the credentials {} are incomplete: write the lines {ID}=… and {SECRET}=…", .0.display())]
    Incomplete(PathBuf),
}

impl StoreCredentials {
    /// An access key with its secret.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token: None,
        }
    }

    /// Those of the environment.
    ///
    /// # Errors
    /// When there are none.
    pub fn of_environment() -> Result<Self, CredentialsError> {
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self::of(said).ok_or(CredentialsError::NotInEnvironment)
    }

    /// Those of a file that only its owner reads: a line each, named as in the environment, in small or capital letters.
    ///
    /// # Errors
    /// When it cannot be read, is open to others, or lacks one.
    pub fn read(file: &Path) -> Result<Self, CredentialsError> {
        let text = match std::fs::read_to_string(file) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(CredentialsError::Incomplete(file.to_path_buf()));
            }
            read => read.map_err(|error| CredentialsError::Unreadable {
                file: file.to_path_buf(),
                error,
            })?,
        };
        if open_to_others(file).is_some() {
            return Err(CredentialsError::OpenToOthers(file.to_path_buf()));
        }
        let said = |name: &str| {
            let lines = text.lines().filter_map(|line| line.split_once('='));
            let mut values = lines.filter(|(left, _)| left.trim().eq_ignore_ascii_case(name));
            values.next().map(|(_, value)| value.trim().to_owned())
        };
        Self::of(said).ok_or_else(|| CredentialsError::Incomplete(file.to_path_buf()))
    }

    fn of(said: impl Fn(&str) -> Option<String>) -> Option<Self> {
        Some(Self {
            id: said(ID)?,
            secret: said(SECRET)?,
            token: said(TOKEN),
        })
    }

    pub(in crate::files) fn id(&self) -> &str {
        &self.id
    }

    pub(in crate::files) fn secret(&self) -> &str {
        &self.secret
    }

    pub(in crate::files) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl fmt::Debug for StoreCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "StoreCredentials({}, …)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn written(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("credentials");
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        (folder, file)
    }

    #[test]
    fn credentials_are_read_as_they_are_commonly_written() {
        for text in [
            "AWS_ACCESS_KEY_ID=city\nAWS_SECRET_ACCESS_KEY=a=b/c+d\n",
            "[default]\naws_access_key_id = city\naws_secret_access_key = a=b/c+d\n",
        ] {
            let (_folder, file) = written(text, 0o600);
            assert_eq!(
                StoreCredentials::read(&file).unwrap(),
                StoreCredentials::new("city", "a=b/c+d")
            );
        }
    }

    #[test]
    fn a_file_that_others_read_or_that_lacks_the_secret_is_refused() {
        let (_folder, file) = written("AWS_ACCESS_KEY_ID=city\nAWS_SECRET_ACCESS_KEY=word\n", 0o644);
        let refused = StoreCredentials::read(&file).unwrap_err();
        assert!(refused.to_string().contains("chmod 600"), "{refused}");
        let (_folder, file) = written("AWS_ACCESS_KEY_ID=city\n", 0o600);
        let refused = StoreCredentials::read(&file).unwrap_err();
        assert!(refused.to_string().contains("AWS_SECRET_ACCESS_KEY"), "{refused}");
        fs::write(&file, [0xff, 0xfe]).unwrap();
        let refused = StoreCredentials::read(&file).unwrap_err();
        assert!(refused.to_string().contains("AWS_SECRET_ACCESS_KEY"), "{refused}");
    }
}
