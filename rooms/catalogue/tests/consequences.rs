//! What follows from answers, in the words of the guide.

mod support;

use std::sync::Arc;

use catalogue::consequences::ChangeKind;
use catalogue::{Consequences, Names, conditions, questions};
use front::{Dictionary, FormData, FormErrors, Language, Texts};
use procedure::definition::{FieldId, StepId};
use procedure::plan::schedule;
use procedure::{Answer, Answers, Condition, Plan, Release};
use proptest::prelude::*;
use support::*;

fn release() -> Release {
    Release::of(&pack()).expect("the pack keeps its promises")
}

fn texts(language: Language) -> Texts {
    let dictionary = Dictionary::new(&[catalogue::TEXTS, catalogue::INPUT_TEXTS]).expect("texts");
    Texts::new(language, Arc::new(dictionary))
}

fn answers(pairs: &[(&str, Answer)]) -> Answers {
    pairs
        .iter()
        .map(|(question, answer)| (FieldId::from(*question), answer.clone()))
        .collect()
}

fn choice(value: &str) -> Answer {
    Answer::Choice(value.to_owned())
}

#[test]
fn conditions_are_said_in_the_words_of_the_questions() {
    let release = release();
    for (condition, chinese, english) in [
        (
            "renovation",
            "“这个项目是在现有厂区做技术改造吗？”答“是”",
            "“Is this a technical renovation of an existing plant?” is answered yes",
        ),
        (
            "renovation == false",
            "“这个项目是在现有厂区做技术改造吗？”答“不是”",
            "“Is this a technical renovation of an existing plant?” is answered no",
        ),
        (
            "!(land_area >= 0.5 && earthwork < 1000)",
            "“项目一共用多少地？”不满 0.5 公顷；或者“施工要挖填多少土石方？”满 1,000 立方米",
            "“How much land does the project use?” is below 0.5 ha; or “How much earth and rock will be dug and filled?” is 1,000 m³ or more",
        ),
        (
            "wastewater in ['river', 'both']",
            "“生产、生活污水往哪里排？”选“排进河、湖、水库”或者“两种都有”",
            "“Where does the waste water go?” is “Into a river, lake or reservoir” or “Both”",
        ),
        (
            "works_class != 'small'",
            "“工程属于哪一类？”不选“限额以下，不用审查施工图”",
            "“What class of building works is it?” is not “Below the threshold for drawing review”",
        ),
    ] {
        let condition = Condition::parse(condition).expect("a condition");
        for (language, said) in [(Language::Chinese, chinese), (Language::English, english)] {
            let texts = texts(language);
            assert_eq!(conditions::in_words(&Names::new(&release, &texts), &condition), said);
        }
    }
}

#[test]
fn an_answer_that_another_took_away_does_not_count() {
    let release = release();
    let matter = release.matter("ten-permits").expect("the matter");
    let asked = questions::of_matter(&release, matter);
    let given = answers(&[
        ("eia", choice("none")),
        ("emits", Answer::Flag(true)),
        ("land_area", choice("much")),
    ]);
    let settled = questions::settled(&asked, &given);
    assert_eq!(settled, answers(&[("eia", choice("none"))]));
    assert!(
        questions::open(&asked, &settled)
            .iter()
            .all(|question| question.id.as_str() != "emits")
    );
    let emits = answers(&[("eia", choice("form")), ("emits", Answer::Flag(true))]);
    assert_eq!(questions::settled(&asked, &emits), emits);
}

#[test]
fn the_panel_counts_what_the_plan_says() {
    let (release, texts) = (release(), texts(Language::Chinese));
    let matter = release.matter("ten-permits").expect("the matter");
    let city = release.city().city;
    let given = answers(&[("eia", choice("report")), ("wastewater", choice("river"))]);
    let consequences = Consequences::of(&release, &texts, matter, &given, city).expect("a plan");
    assert_eq!((consequences.schedule.days, consequences.promise), (45, 45));
    assert_eq!(consequences.chain.iter().map(|link| link.days).sum::<u32>(), 45);
    assert!(consequences.certificates <= consequences.items.len());
    let licence = consequences
        .exempt
        .iter()
        .find(|line| line.material.as_str() == "business-licence");
    assert_eq!(
        licence.and_then(|line| line.exempt.as_ref()).map(|reason| reason.key()),
        Some("exempt-register")
    );
    let exempt = |id: &str| consequences.exempt.iter().any(|line| line.material.as_str() == id);
    assert!(
        consequences.asked.iter().all(|line| !exempt(line.material.as_str())),
        "nothing is both asked and not"
    );
    let panel = consequences.panel(&texts).to_string();
    assert!(panel.contains("<b>45 个工作日</b>，承诺 45"), "{panel}");
}

#[test]
fn every_difference_between_two_plans_is_told_once_and_the_way_back_is_its_mirror() {
    let (release, texts) = (release(), texts(Language::Chinese));
    let matter = release.matter("ten-permits").expect("the matter");
    let city = release.city().city;
    let little = answers(&[("eia", choice("form"))]);
    let much = answers(&[
        ("eia", choice("report")),
        ("takes_water", Answer::Flag(true)),
        ("energy_tce", Answer::Number("6000".parse().unwrap())),
    ]);
    let there = Consequences::since(&release, &texts, matter, (&little, &much), city)
        .expect("a plan")
        .changes;
    let back = Consequences::since(&release, &texts, matter, (&much, &little), city)
        .expect("a plan")
        .changes;
    let names = |changes: &[catalogue::consequences::Change], kind: ChangeKind| -> Vec<String> {
        changes
            .iter()
            .filter(|change| change.kind == kind)
            .map(|change| change.name.plain().to_owned())
            .collect()
    };
    for (one, other) in [
        (ChangeKind::ItemCame, ChangeKind::ItemWent),
        (ChangeKind::StepCame, ChangeKind::StepWent),
        (ChangeKind::MaterialsCame, ChangeKind::MaterialsWent),
    ] {
        assert_eq!(names(&there, one), names(&back, other));
        assert_eq!(names(&there, other), names(&back, one));
    }
    assert!(names(&there, ChangeKind::StepCame).contains(&"环评报告书".to_owned()));
    assert!(names(&there, ChangeKind::StepWent).contains(&"环评报告表".to_owned()));
    assert!(
        Consequences::since(&release, &texts, matter, (&much, &much), city)
            .expect("a plan")
            .changes
            .is_empty()
    );
}

#[test]
fn a_county_s_project_goes_to_the_county_s_organs_and_what_the_province_decides_to_the_province() {
    let (release, texts) = (release(), texts(Language::Chinese));
    let matter = release.matter("ten-permits").expect("the matter");
    let county = "371625".parse().unwrap();
    let (little, much) = (
        answers(&[("energy_tce", Answer::Number("2000".parse().unwrap()))]),
        answers(&[("energy_tce", Answer::Number("6000".parse().unwrap()))]),
    );
    let changes = Consequences::since(&release, &texts, matter, (&little, &much), county)
        .expect("a plan")
        .changes;
    let moved = changes
        .iter()
        .find(|change| change.kind == ChangeKind::OrganChanged)
        .expect("the reviewer changes");
    assert_eq!(moved.organ.plain(), "省发展改革委");
}

/// Any answers to the questions of the ten permits, some of them left open.
fn any_answers(release: &Release) -> impl Strategy<Value = Answers> + use<> {
    let matter = release.matter("ten-permits").expect("the matter");
    let questions: Vec<(FieldId, Vec<Answer>)> = questions::of_matter(release, matter)
        .into_iter()
        .map(|question| {
            let numbers = ["0.4", "1", "3", "6", "700", "1200", "6000", "60000"]
                .map(|number| Answer::Number(number.parse().expect("a number")));
            let choices = question.choices.iter().map(|choice| Answer::Choice(choice.value.clone()));
            let all = [Answer::Flag(true), Answer::Flag(false)]
                .into_iter()
                .chain(numbers)
                .chain(choices);
            (
                question.id.clone(),
                all.filter(|answer| questions::fits(question, answer)).collect(),
            )
        })
        .collect();
    let answer = |(id, candidates): (FieldId, Vec<Answer>)| {
        (
            Just(id),
            proptest::option::weighted(0.9, proptest::sample::select(candidates)),
        )
    };
    questions
        .into_iter()
        .map(answer)
        .collect::<Vec<_>>()
        .prop_map(|answers| answers.into_iter().filter_map(|(id, answer)| Some((id, answer?))).collect())
}

#[test]
fn steps_lie_behind_those_they_wait_for_and_the_longest_chain_ends_the_whole() {
    let release = release();
    let matter = release.matter("ten-permits").expect("the matter");
    let city = release.city().city;
    proptest!(ProptestConfig::with_cases(200), |(answers in any_answers(&release))| {
        let asked = questions::of_matter(&release, matter);
        let answers = questions::settled(&asked, &answers);
        let plan = Plan::of(&release, &matter.id, &answers, city).expect("some items always apply");
        let schedule = schedule(&plan);
        let at = |step: &StepId| schedule.steps.iter().find(|scheduled| scheduled.step == *step);
        for (step, scheduled) in plan.steps.iter().zip(&schedule.steps) {
            prop_assert_eq!(scheduled.to - scheduled.from, step.limit.number);
            prop_assert!(step.after.iter().filter_map(at).all(|before| before.to <= scheduled.from));
            prop_assert!(!scheduled.behind_gate || scheduled.from >= schedule.gate.expect("a gate"));
        }
        let longest: u32 = schedule.steps.iter().filter(|step| step.longest).map(|step| step.to - step.from).sum();
        prop_assert_eq!(longest, schedule.days);
        prop_assert_eq!(schedule.steps.iter().map(|step| step.to).max(), Some(schedule.days));
        prop_assert!(schedule.days <= plan.promise.number);
    });
}

#[test]
fn answers_come_back_from_their_address() {
    let release = release();
    let matter = release.matter("ten-permits").expect("the matter");
    proptest!(ProptestConfig::with_cases(100), |(answers in any_answers(&release))| {
        let asked = questions::of_matter(&release, matter);
        let answers = questions::settled(&asked, &answers);
        let form = FormData::parse(questions::in_query(&answers).as_bytes()).expect("a query");
        prop_assert_eq!(questions::read(&release, &[matter], &form), (answers, FormErrors::default()));
    });
}
