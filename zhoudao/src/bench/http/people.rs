//! Who uses the measured server: an enterprise with its representative for each client, some handlers and signers
//! for each department. They enter the prepared store by commands, with definitions in force, so that `zhoudao serve` finds a city.

use std::path::Path;
use std::sync::Arc;

use authority::{Actor, Party, Permit, Subject, acts, permit};
use catalogue::Catalogue;
use identity::{CivilDate, PostId, RecordId, RegionCode, sample as numbers};
use ledger::{Key, Ledger, Options};
use people::record::account::{OpenAccount, TakePost};
use people::record::enterprise::OpenEnterprise;
use people::record::{Account, Enterprise};
use people::{People, Settings};

use crate::bench::case::DEPARTMENTS;
use crate::{city, pack};

/// The password of them all.
pub const PASSWORD: &str = "bench-zhoudao-2026";
/// How the supervisor signs in.
pub const SUPERVISOR: &str = "supervisor";
/// As many as clients at most.
const APPLICANTS: usize = 64;

/// How a client signs in as an applicant.
pub fn applicant_name(client: usize) -> String {
    format!("applicant-{:02}", client % APPLICANTS)
}

/// Clients that share the people of a department: fewer than the sessions that one account may have.
const CLIENTS_A_SHIFT: usize = 16;
/// So many people sit in each post of a department.
const SHIFTS: usize = APPLICANTS / CLIENTS_A_SHIFT;

/// How it signs in at a desk.
pub fn handler_name(department: u8, client: usize) -> String {
    format!("handler-{department}-{}", shift_of(client))
}

/// How it signs in to sign.
pub fn signer_name(department: u8, client: usize) -> String {
    format!("signer-{department}-{}", shift_of(client))
}

fn shift_of(client: usize) -> usize {
    client / CLIENTS_A_SHIFT % SHIFTS
}

/// How many people a city has.
#[derive(Clone, Copy, Debug)]
pub struct Town {
    /// Clients that have an enterprise.
    pub applicants: usize,
    /// Departments with somebody in each post.
    pub departments: u8,
    /// How many in each.
    pub shifts: usize,
}

impl Town {
    /// Enough for every measurement.
    const WHOLE: Self = Self {
        applicants: APPLICANTS,
        departments: DEPARTMENTS,
        shifts: SHIFTS,
    };
}

/// Has definitions come into force and everybody enter a prepared store.
pub async fn settle(folder: &Path, region: RegionCode) -> anyhow::Result<()> {
    settle_town(folder, Options::new(region), Town::WHOLE).await
}

/// The same with that many people, wherever the records lie.
pub async fn settle_town(folder: &Path, options: Options, town: Town) -> anyhow::Result<()> {
    let region = options.city;
    let ledger = Ledger::open(folder, options)?;
    let catalogue = Catalogue::import(&ledger, &pack::bench()).await?;
    let people = People::open(ledger.clone(), city::posts(&catalogue.current())?, Settings::default())?;
    let newcomers = Newcomers {
        ledger: &ledger,
        people: &people,
        region,
    };
    for client in 0..town.applicants {
        let account = newcomers.enter(&applicant_name(client), client).await?;
        newcomers.found(client, account).await?;
    }
    let shifts = (0..town.departments).flat_map(|department| (0..town.shifts).map(move |shift| (department, shift)));
    for (number, (department, shift)) in shifts.enumerate() {
        let (order, client) = (APPLICANTS + number * 2, shift * CLIENTS_A_SHIFT);
        for (name, duty, order) in [
            (handler_name(department, client), "handle", order),
            (signer_name(department, client), "sign", order + 1),
        ] {
            let account = newcomers.enter(&name, order).await?;
            newcomers.seat(account, &format!("d{department}-{region}-{duty}")).await?;
        }
    }
    let supervisor = newcomers
        .enter(SUPERVISOR, APPLICANTS + usize::from(DEPARTMENTS) * SHIFTS * 2)
        .await?;
    newcomers.seat(supervisor, &format!("approval-{region}-supervise")).await?;
    ledger.close().await;
    Ok(())
}

struct Newcomers<'a> {
    ledger: &'a Ledger,
    people: &'a People,
    region: RegionCode,
}

impl Newcomers<'_> {
    /// As somebody who registers.
    async fn enter(&self, name: &str, order: usize) -> anyhow::Result<RecordId> {
        let account = record(1, order);
        let born = CivilDate::new(1980, 5, 17).ok_or_else(|| anyhow::anyhow!("a date of birth"))?;
        let opening = OpenAccount {
            sign_in_name: name.parse()?,
            name: "李建国".parse()?,
            resident_number: numbers::resident_number(RegionCode::fixed(371_602), born, u16::try_from(order)?),
            phone: numbers::phone(u16::try_from(order)?),
            password: self.people.hash_password(PASSWORD.to_owned()).await?,
        };
        let permit: Permit<acts::OpenAccount> = permit(&Actor::visitor(), &Subject::new(account, self.region))?;
        self.ledger
            .submit::<Account, _>(&permit, account, opening, key("account", name))
            .await?;
        Ok(account)
    }

    async fn found(&self, client: usize, account: RecordId) -> anyhow::Result<()> {
        let enterprise = record(2, client);
        let opening = OpenEnterprise {
            name: format!("滨州宏远铝合金车轮有限公司第{}厂", client + 1),
            credit_code: numbers::credit_code(RegionCode::fixed(371_602), u32::try_from(client)?),
            representative: account,
        };
        let subject = Subject::new(enterprise, self.region).of(Party::Person(account));
        let permit: Permit<acts::OpenEnterprise> = permit(&Actor::person(account), &subject)?;
        self.ledger
            .submit::<Enterprise, _>(&permit, enterprise, opening, key("enterprise", &client.to_string()))
            .await?;
        Ok(())
    }

    async fn seat(&self, account: RecordId, post: &str) -> anyhow::Result<()> {
        let post: PostId = post.parse()?;
        let posts = self.people.posts();
        let entry = posts.get(&post);
        let entry = entry.ok_or_else(|| anyhow::anyhow!("the benchmark's city has no post {post}"))?;
        let taking = TakePost {
            organ: entry.post.organ.clone(),
            post: post.clone(),
        };
        let seed: Arc<Actor> = Actor::seed();
        let permit: Permit<acts::AssignPost> = permit(&seed, &Subject::new(account, entry.post.region))?;
        self.ledger
            .submit::<Account, _>(&permit, account, taking, key("post", &account.to_string()))
            .await?;
        Ok(())
    }
}

fn key(what: &str, name: &str) -> Key {
    Key::derived(&["bench", what, name])
}

fn record(kind: u8, number: usize) -> RecordId {
    let mut bytes = [kind; 16];
    bytes[..8].copy_from_slice(&(number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    RecordId::from_bytes(bytes)
}
