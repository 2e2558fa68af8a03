//! Projects and submissions: what applicants begin with.

use std::collections::BTreeMap;

use anyhow::Context;
use applications::drafts::titled;
use applications::record::command::{Instead, Submit};
use authority::{Permit, Subject, acts, permit};
use ledger::Key;
use procedure::Plan;
use procedure::definition::Matter;
use projects::record::{Contact, OpenProject, Project};

use super::invention::{Invention, ProjectKind, Shop};
use super::life::{Life, ProjectSketch};
use super::papers::{Papers, Version};
use super::shares::Kind;
use super::world::World;

/// Optional papers are often there.
const OPTIONAL_PAPER_SHARE: f64 = 0.6;
/// Whoever lives through a history is served into the account.
const ELECTRONIC: &str = "electronic";
/// What eateries are called.
const EATERIES: [&str; 5] = ["{word}饭店", "{word}面馆", "{word}烧烤店", "{word}火锅店", "{word}小吃店"];
/// From that many square metres on an eatery is a large one, by the question's words.
const LARGE_EATERY_SQUARE_METRES: i64 = 300;
/// Sequences of project codes are apart, as others take some too.
const PROJECT_CODE_FIRST: usize = 200_017;
const PROJECT_CODE_APART: usize = 37;

/// Makes up a project of an applicant.
pub fn sketch(invention: &Invention, life: &mut Life, number: usize) -> anyhow::Result<ProjectSketch> {
    let chance = &mut life.chance;
    let kind = chance.pick(&invention.projects).context("no kind of project")?;
    let size = chance.pick(&kind.sizes).copied().unwrap_or(1).to_string();
    let sized = |text: &str| text.replace("{size}", &size);
    let region = invention
        .regions
        .iter()
        .find(|region| region.code == life.region)
        .context("a region without streets")?;
    let address = format!(
        "{}与{}交叉口东北侧地块",
        chance.word(&region.streets),
        chance.word(&region.streets)
    );
    Ok(ProjectSketch {
        record: chance.record(),
        number,
        title: format!("{}{}", short_name(&life.applicant.business), sized(&kind.title)),
        address,
        code: None,
        answers: procedure::Answers::default(),
        known: said_of(kind, sized),
    })
}

/// What a form says of a kind of project, answers included.
fn said_of(kind: &ProjectKind, sized: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let answers = kind.answers.iter().map(|(field, answer)| {
        let answer = match answer.as_str() {
            "yes" => "true",
            "no" => "false",
            other => other,
        };
        (field.clone(), answer.to_owned())
    });
    let nature = if kind.answers.get("renovation").is_some_and(|answer| answer == "yes") {
        "conversion"
    } else {
        "new"
    };
    let texts = [
        ("industry", kind.industry.clone()),
        ("products", sized(&kind.products)),
        ("works_content", sized(&kind.works)),
        ("build_nature", nature.to_owned()),
        ("land_use", "industry_2".to_owned()),
        ("land_supply", "grant".to_owned()),
    ];
    answers
        .chain(texts.into_iter().map(|(field, text)| (field.to_owned(), text)))
        .collect()
}

/// 滨州鼎泰恒昌有限公司 is called 鼎泰恒昌 for short.
fn short_name(business: &str) -> &str {
    business.trim_start_matches("滨州").trim_end_matches("有限公司")
}

/// The applicant registers its project.
pub async fn register(world: &World, life: &mut Life) -> anyhow::Result<()> {
    let matter = world.matter(life)?.clone();
    let mut project = life.project.clone().context("no project to register")?;
    let today = world.today();
    let code = format!(
        "{:02}{:02}-{}-04-01-{:06}",
        today.year() % 100,
        today.month(),
        life.region,
        PROJECT_CODE_FIRST + project.number * PROJECT_CODE_APART
    );
    let mut typist = world.typist(&mut life.chance, project.known.iter().cloned().collect());
    project.answers = typist.answers(&matter)?;
    let command = OpenProject {
        code: code.parse()?,
        owner: life.applicant.party,
        title: project.title.clone(),
        region: life.region,
        address: project.address.clone(),
        contact: Contact {
            name: life.applicant.person.clone(),
            phone: life.applicant.phone.clone(),
        },
        answers: project.answers.clone(),
    };
    let subject = Subject::new(project.record, life.region).of(life.applicant.party);
    let permit: Permit<acts::OpenProject> = permit(&life.applicant.actor, &subject)?;
    let key = Key::derived(&["history", &project.record.to_string()]);
    world.submit::<Project, _>(&permit, project.record, command, key).await?;
    project.code = Some(code);
    life.project = Some(project);
    Ok(())
}

/// The applicant submits.
pub async fn submit(world: &World, papers: &mut Papers, life: &mut Life) -> anyhow::Result<()> {
    let matter = world.matter(life)?.clone();
    let known = match life.kind {
        Kind::Joint => of_project(life)?,
        Kind::Small => of_shop(&world.invention, &matter, life)?,
    };
    let mut typist = world.typist(&mut life.chance, known);
    let answers = match &life.project {
        Some(project) => project.answers.clone(),
        None => typist.answers(&matter)?,
    };
    let form = typist.form(&matter, &answers)?;
    let plan = Plan::of(&world.release, &matter.id, &answers, life.region)?;
    let title = titled(
        &world.release,
        &matter,
        life.region,
        life.project.as_ref().map(|project| project.title.as_str()),
    );
    let mut materials = Vec::with_capacity(plan.materials.len());
    for asked in &plan.materials {
        if !asked.optional || life.chance.happens(OPTIONAL_PAPER_SHARE) {
            let upload = papers
                .upload(&world.release, &asked.material, Version::First, world.today())
                .await?;
            materials.push(upload);
        }
    }
    let command = Submit {
        applicant: life.applicant.party,
        project: life.project.as_ref().map(|project| project.record),
        title,
        region: life.region,
        answers,
        plan,
        form,
        materials,
        commitment: statements(&matter),
        signed_letter: None,
        instead: Instead::default(),
    };
    let subject = Subject::new(life.record, life.region).of(life.applicant.party);
    let permit: Permit<acts::Submit> = permit(&life.applicant.actor, &subject)?;
    world.send(life, &permit, command).await?;
    life.submitted = Some(world.today());
    Ok(())
}

fn statements(matter: &Matter) -> Option<Vec<String>> {
    matter.commitment.as_ref().map(|commitment| commitment.statements.clone())
}

/// What the form of a project's application says.
fn of_project(life: &Life) -> anyhow::Result<BTreeMap<String, String>> {
    let project = life.project.as_ref().context("an application without its project")?;
    let applicant = &life.applicant;
    let said = [
        ("enterprise_name", applicant.business.clone()),
        ("enterprise_code", applicant.code.as_str().to_owned()),
        ("representative_name", applicant.person.clone()),
        ("enterprise_address", applicant.address.clone()),
        ("contact_name", applicant.person.clone()),
        ("contact_phone", applicant.phone.clear_text().to_owned()),
        ("project_name", project.title.clone()),
        ("project_code", project.code.clone().unwrap_or_default()),
        ("project_region", life.region.to_string()),
        ("project_address", project.address.clone()),
        ("delivery_way", ELECTRONIC.to_owned()),
        ("electronic_service", "true".to_owned()),
        (
            "land_opinion_number",
            format!("用字第 {}2026{:05} 号", life.region, project.number + 101),
        ),
    ];
    let said = said.into_iter().map(|(field, text)| (field.to_owned(), text));
    Ok(project.known.iter().cloned().chain(said).collect())
}

/// Whether a matter is of one of the kinds of public place, and not of an eatery.
pub fn is_of_public_place(matter: &Matter) -> bool {
    matter.questions.iter().any(|question| question.as_str() == "place_kind")
}

/// An eatery as one more kind of shop.
fn eatery(is_enterprise: bool) -> Shop {
    Shop {
        kind: String::new(),
        enterprise: is_enterprise,
        names: EATERIES.map(str::to_owned).to_vec(),
        area: (36, 460),
        staff: (2, 28),
    }
}

/// What the form of a public place or an eatery says.
fn of_shop(invention: &Invention, matter: &Matter, life: &mut Life) -> anyhow::Result<BTreeMap<String, String>> {
    let is_enterprise = matches!(life.applicant.party, authority::Party::Enterprise(_));
    let eatery = eatery(is_enterprise);
    let shops = if is_of_public_place(matter) {
        invention.shops.as_slice()
    } else {
        std::slice::from_ref(&eatery)
    };
    let kinds: Vec<&Shop> = shops.iter().filter(|shop| shop.enterprise == is_enterprise).collect();
    let chance = &mut life.chance;
    let kind = chance.pick(&kinds).copied().context("no kind of shop")?;
    let word = chance.word(&invention.names.enterprise).to_owned();
    let name = chance.word(&kind.names).replace("{word}", &word);
    let area = chance.between(kind.area.0, kind.area.1);
    let staff = chance.between(kind.staff.0, kind.staff.1);
    let applicant = &life.applicant;
    let said = [
        ("place_kind", kind.kind.clone()),
        ("place_name", name),
        ("place_owner", applicant.person.clone()),
        ("place_phone", applicant.phone.clear_text().to_owned()),
        ("place_licence_code", applicant.code.as_str().to_owned()),
        ("place_region", life.region.to_string()),
        ("place_address", applicant.address.clone()),
        ("place_area", area.to_string()),
        ("place_staff", staff.to_string()),
        ("eatery_large", (area >= LARGE_EATERY_SQUARE_METRES).to_string()),
        ("place_delivery", ELECTRONIC.to_owned()),
    ];
    Ok(said.into_iter().map(|(field, text)| (field.to_owned(), text)).collect())
}
