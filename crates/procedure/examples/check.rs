//! Checks the folder of a city pack: `cargo run -p procedure --example check packs/binzhou`.
//!
//! Prints what is wrong, or what is proven. Exit 0: every promise can be kept; 1: findings; 2: unreadable.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use procedure::Release;
use procedure::check::{Certainty, Link, Proof, summary};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("which folder? cargo run -p procedure --example check packs/binzhou");
        return ExitCode::from(2);
    };
    let texts = match texts(&folder) {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::from(2);
        }
    };
    match Release::of(&texts) {
        Ok(release) => {
            summary(&release).iter().for_each(print);
            ExitCode::SUCCESS
        }
        Err(findings) => {
            findings.iter().for_each(|finding| println!("{finding}"));
            println!("{} findings", findings.len());
            ExitCode::from(1)
        }
    }
}

/// The texts of a pack by their path in its folder.
fn texts(folder: &Path) -> std::io::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in std::fs::read_dir(&here)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let name = path.strip_prefix(folder).unwrap_or(&path);
                let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
                texts.insert(name.join("/"), std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(texts)
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
