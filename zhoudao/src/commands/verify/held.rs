//! What somebody holds: evidence, a published head, a receipt's square code.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use ledger::{Ledger, Word};
use proof::{Assurance, Evidence, Head, KeyName, Note, Origin, PromiseCode, VerifyingKey, Worthless};

use super::care;
use crate::counted::counted;
use crate::server;

/// How the first line of an export begins.
const EXPORT: &str = "{\"export\":";

/// Something that is held, and what it goes by.
pub(super) struct Held {
    name: String,
    content: Content,
}

enum Content {
    Evidence(Box<Evidence>),
    Head(Head, Note),
    Code(Box<PromiseCode>),
}

/// Everything that was named, folders file by file.
///
/// # Errors
/// When something cannot be read, or is none of these.
pub(super) fn all(named: &[String]) -> anyhow::Result<Vec<Held>> {
    let mut held = Vec::new();
    for name in named {
        let path = Path::new(name);
        if path.is_dir() {
            for file in files_in(path)? {
                held.push(of_file(&file)?);
            }
        } else if !path.exists()
            && let Ok(code) = name.parse::<PromiseCode>()
        {
            held.push(Held {
                name: "the code".to_owned(),
                content: Content::Code(Box::new(code)),
            });
        } else if path.exists() {
            held.push(of_file(path)?);
        } else {
            bail!("{name} is no file, no folder and no text of a receipt's code; a public key is given with --key");
        }
    }
    Ok(held)
}

/// The heads in a folder as a city publishes it, or in any other folder.
fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let heads = folder.join("heads");
    let folder = if heads.is_dir() { heads.as_path() } else { folder };
    let unreadable = || format!("{} cannot be read", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.is_file() && !is_hidden {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("there is nothing to check in {}", folder.display());
    }
    files.sort();
    Ok(files)
}

fn of_file(file: &Path) -> anyhow::Result<Held> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    // Other bytes than text are nothing that is held.
    let text = String::from_utf8_lossy(&bytes);
    let content = match text.parse::<Note>() {
        Ok(note) => {
            let head = note.text().parse::<Head>();
            Content::Head(head.map_err(|_| nothing_held(file))?, note)
        }
        Err(_) => match text.parse::<PromiseCode>() {
            Ok(code) => Content::Code(Box::new(code)),
            Err(_) => {
                let evidence = serde_json::from_str(&text).map_err(|_| match text.starts_with(EXPORT) {
                    true => an_export(file),
                    false => nothing_held(file),
                });
                Content::Evidence(evidence?)
            }
        },
    };
    Ok(Held {
        name: file.display().to_string(),
        content,
    })
}

fn nothing_held(file: &Path) -> anyhow::Error {
    anyhow!(
        "{} is no evidence, no head of a log and no text of a receipt's code: name a file as a receipt, /log or the folder of published \
         heads has it, whole and unaltered",
        file.display()
    )
}

fn an_export(file: &Path) -> anyhow::Error {
    anyhow!(
        "{} is an export: put it into a new folder with zhoudao restore --from-export, and verify that with --data",
        file.display()
    )
}

impl Held {
    /// Checks it with nothing but a public key; says what it is worth, and whether it is genuine.
    pub(super) fn with_key(&self, key: &VerifyingKey) -> bool {
        let genuine = self.genuine(key);
        let is_genuine = genuine.is_ok();
        self.said(genuine.as_ref().map_or_else(ToString::to_string, Clone::clone));
        is_genuine
    }

    /// Compares it with the log; says whether the log holds it.
    pub(super) fn with_log(&self, ledger: &Ledger) -> anyhow::Result<bool> {
        let kept = server::block_on(async {
            Ok(match &self.content {
                Content::Evidence(evidence) => ledger.keeps_to(evidence).await?,
                Content::Head(_, note) => ledger.keeps_to_head(note).await?,
                Content::Code(code) => ledger.keeps_promise(code.note()).await?,
            })
        })?;
        let genuine = self.genuine(&ledger.log_key());
        Ok(match (kept, genuine) {
            (Ok(Word::Kept), Ok(genuine)) => {
                self.said(format!("{genuine}, and the log holds it"));
                true
            }
            (Ok(Word::PutBack(epoch)), Ok(genuine)) => {
                let since = care::put_back(&epoch);
                self.said(format!("{genuine}, and it is among what was lost since: {since}"));
                true
            }
            (Ok(Word::Broken), _) => {
                self.said("genuine, and the log does not hold it any more: it was rewritten");
                false
            }
            (Err(worthless), _) | (Ok(Word::Kept | Word::PutBack(_)), Err(worthless)) => {
                self.said(worthless);
                false
            }
        })
    }

    fn genuine(&self, trusted: &VerifyingKey) -> Result<String, Worthless> {
        let key = self.key_of_its_epoch(trusted);
        match &self.content {
            Content::Evidence(evidence) => evidence.verify(&key).map(|assurance| assured(&assurance)),
            Content::Head(head, note) => {
                note.verify(&key)?;
                if head.origin.to_string() != key.name().as_str() {
                    return Err(Worthless::OtherLog);
                }
                let events = counted(head.size, "event", "events");
                Ok(format!("genuine: the head of {} over {events}", head.origin))
            }
            Content::Code(code) => {
                code.verify(&key)?;
                let promise = code.promise();
                Ok(format!(
                    "genuine: promised as event {} of {}",
                    promise.index + 1,
                    promise.origin
                ))
            }
        }
    }

    /// A log that was put back signs on with the same key under the name of its next epoch: whoever trusts the one trusts the other.
    fn key_of_its_epoch(&self, trusted: &VerifyingKey) -> VerifyingKey {
        let origin = match &self.content {
            Content::Evidence(evidence) => origin_of(&evidence.key),
            Content::Head(head, _) => Some(head.origin.clone()),
            Content::Code(code) => Some(code.promise().origin.clone()),
        };
        match (origin, origin_of(trusted)) {
            (Some(own), Some(other)) if own.in_epoch(other.epoch()) == other => trusted.named(KeyName::of_log(&own)),
            _ => trusted.clone(),
        }
    }

    fn said(&self, words: impl Display) {
        println!("{}: {words}", self.name);
    }
}

/// The log that a key is of; none if it is of something else.
fn origin_of(key: &VerifyingKey) -> Option<Origin> {
    key.name().as_str().parse().ok()
}

fn assured(assurance: &Assurance) -> String {
    match assurance {
        Assurance::Promised(promise) => format!("genuine: promised as event {} of {}", promise.index + 1, promise.origin),
        Assurance::Included(promise, head) => {
            let (position, origin) = (promise.index + 1, &promise.origin);
            let events = counted(head.size, "event", "events");
            format!("genuine: event {position} of {origin}, proven under the head over {events}")
        }
    }
}

#[cfg(test)]
mod tests {
    use proof::{Hash, Signatory, SigningKey, Suite};

    use super::*;

    fn log(city: u32, epoch: u32) -> SigningKey {
        let origin = Origin::new(city, epoch, Suite::Sha256);
        SigningKey::new(Signatory::Log, KeyName::of_log(&origin), &[7; 32])
    }

    #[test]
    fn whoever_trusts_a_log_trusts_the_head_that_it_signed_in_another_epoch_and_no_other_log() {
        let head = Head {
            origin: Origin::new(371_600, 1, Suite::Sha256),
            size: 1,
            root: Hash([0; 32]),
            at: 0,
        };
        let note = Note::new(head.to_string()).signed(&log(371_600, 1), 0);
        let held = Held {
            name: "a head".to_owned(),
            content: Content::Head(head, note),
        };
        for epoch in [1, 2] {
            let genuine = held.genuine(&log(371_600, epoch).verifying());
            assert_eq!(
                genuine.as_deref(),
                Ok("genuine: the head of zhoudao/371600/1/sha256 over 1 event")
            );
        }
        assert!(held.genuine(&log(370_100, 1).verifying()).is_err());
    }
}
