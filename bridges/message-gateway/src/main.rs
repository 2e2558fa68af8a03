//! `reference-message-gateway`: both reference servers on loopback, for trying a city without a real gateway. What arrives
//! is printed; nothing leaves the machine.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use message_gateway::GatewayKeys;
use message_gateway::reference::{Behaviour, ReferenceGateway};

/// How often what arrived is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// A reference SMS gateway and mail server on the loopback address.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// The file with the keys that the city uses too.
    #[arg(long)]
    keys: PathBuf,
    /// The port of the SMS gateway.
    #[arg(long, default_value_t = 8321)]
    sms_port: u16,
    /// The port of the mail server.
    #[arg(long, default_value_t = 8325)]
    smtp_port: u16,
    /// Seconds until it answers.
    #[arg(long)]
    slow: Option<u64>,
    /// Close every connection.
    #[arg(long)]
    down: bool,
    /// Say that it is busy.
    #[arg(long)]
    busy: bool,
    /// Refuse every number and address.
    #[arg(long)]
    refusing: bool,
    /// Send each receipt twice and then the opposite.
    #[arg(long)]
    twice: bool,
    /// Never deliver what was taken over.
    #[arg(long)]
    failing: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let keys = GatewayKeys::read(&arguments.keys)?;
    let sms = keys.sms.ok_or("the keys have no [sms]")?;
    let gateway = ReferenceGateway::start_at(&sms, arguments.sms_port, arguments.smtp_port).await?;
    gateway.behave(Behaviour {
        slow: arguments.slow.map(Duration::from_secs),
        down: arguments.down,
        busy: arguments.busy,
        refusing: arguments.refusing,
        losing_answers: false,
        twice: arguments.twice,
        failing: arguments.failing,
    });
    println!("--sms {} --smtp {}", gateway.sms_address(), gateway.smtp_address());
    let (mut texts, mut mails) = (0, 0);
    loop {
        for sms in gateway.sms().iter().skip(texts) {
            println!("SMS  {}  {}", sms.to, sms.text);
            texts += 1;
        }
        for mail in gateway.mails().iter().skip(mails) {
            println!("MAIL {}  {}\n{}", mail.to, mail.subject, mail.text);
            mails += 1;
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}
