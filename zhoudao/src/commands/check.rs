//! `zhoudao check PACK`: is every promise kept?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use procedure::Release;
use procedure::check::{Certainty, Link, Proof, summary};

use crate::counted::counted;
use crate::pack;

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
        let texts = pack::read(&self.pack)?;
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
            println!("{}", counted(findings.len() as u64, "finding", "findings"));
        }
        Ok(ExitCode::from(1))
    }

    fn passed(&self, release: &Release) -> anyhow::Result<ExitCode> {
        let proofs = summary(release);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&proofs)?);
        } else {
            proofs.iter().for_each(print);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(proof: &Proof) {
    println!(
        "{}: {} items, {} steps, at most {} combinations of answers",
        proof.matter, proof.items, proof.steps, proof.combinations
    );
    let chain = |links: &[Link]| -> String {
        let links: Vec<String> = links.iter().map(|link| format!("{} {}", link.step, link.days)).collect();
        links.join(" → ")
    };
    let gate = if proof.behind_gate.is_empty() { "" } else { " ‖ " };
    let (before, behind) = (chain(&proof.before_gate), chain(&proof.behind_gate));
    match &proof.certainty {
        Certainty::Reached(answers) => {
            println!(
                "  longest chain {} of {} days: {before}{gate}{behind}",
                proof.days, proof.promise
            );
            let answers = if answers.is_empty() {
                "any answers".to_owned()
            } else {
                answers.to_string()
            };
            println!("  reached with {answers}");
        }
        Certainty::Bound => {
            println!(
                "  no chain above {} of {} days (a bound: {before}{gate}{behind})",
                proof.days, proof.promise
            );
        }
    }
}
