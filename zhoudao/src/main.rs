//! Zhoudao 周到: a city's one-stop government services in one program.

mod abreast;
mod api_page;
mod attachments;
mod bench;
mod care;
mod city;
mod commands;
mod counted;
mod demo;
mod gateways;
mod history;
mod kinds;
mod live;
mod openapi;
mod pack;
mod server;
mod simulation;
mod stored;
mod torture;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// 周到：一个程序，一座城市的“一次办好”。
#[derive(Debug, Parser)]
#[command(name = "zhoudao", version, about, long_about = None)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("zhoudao: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    // It ends last, with what the command still had to say.
    let _journal = command.journal()?;
    command.run()
}
