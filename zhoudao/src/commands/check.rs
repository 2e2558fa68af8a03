//! `zhoudao check PACK`: is every promise kept?

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use procedure::Release;

/// Check a city pack.
#[derive(Debug, Args)]
pub struct Check {
    /// The pack's folder.
    pack: PathBuf,
    /// Print findings as JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let texts =
            catalogue::folder::read(&self.pack).with_context(|| format!("the pack {} cannot be read", self.pack.display()))?;
        let findings = match Release::of(&texts) {
            Ok(release) => return self.passed(&release),
            Err(findings) => findings,
        };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&findings)?);
        } else {
            for finding in &findings {
                println!("{}/{finding}", self.pack.display());
            }
            println!("{} findings", findings.len());
        }
        Ok(ExitCode::from(1))
    }

    fn passed(&self, release: &Release) -> anyhow::Result<ExitCode> {
        if self.json {
            println!("[]");
        } else {
            for line in procedure::check::summary(release) {
                println!("{line}");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
