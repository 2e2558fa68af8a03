//! A supervisor's morning: red ones first, where days are lost, asking an organ, a typhoon, taking the list out.

use std::sync::Arc;
use std::time::Duration;

use almanac::record::{Change, Days, Declare};
use applications::record::state::Level;
use applications::views::overview::{self, OverviewFilter};
use authority::{Actor, Duty, Permit, Post, Subject, acts, permit};
use axum::http::StatusCode;
use calendar::{Day, Notice, RestDays};
use procedure::definition::StepId;

use super::town::{Filed, Town};

/// Waits until the log says that something has happened to an application.
async fn until(filed: &Filed<'_>, town: &Town, happened: impl Fn(&applications::record::Application) -> bool) {
    let mut news = town.ledger.watch();
    let waiting = async {
        while !happened(&*filed.state().await) {
            // A listener that lost some news looks again all the same.
            let _ = news.recv().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting)
        .await
        .expect("it happens");
}

#[tokio::test]
async fn the_red_ones_come_first_and_every_number_opens_its_list() {
    let town = Town::new().await;
    let late = town.works("迟到的纺织厂").await;
    town.work(7);
    town.works("刚来的机械厂").await;
    let mut wu = town.at_desk("wulan").await;
    let page = wu.get("/desk/oversight").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (first, second) = (
        page.body.find("迟到的纺织厂").unwrap(),
        page.body.find("刚来的机械厂").unwrap(),
    );
    assert!(first < second, "the most urgent first");
    assert!(page.body.contains("办理中 2 件，1 件超期"), "{}", page.body);
    let red = wu.get("/desk/oversight?light=red").await.body;
    assert!(red.contains("迟到的纺织厂") && !red.contains("刚来的机械厂"), "{red}");
    let found = wu.get("/desk/oversight?q=%E6%9C%BA%E6%A2%B0").await.body;
    assert!(found.contains("刚来的机械厂") && !found.contains("迟到的纺织厂"), "{found}");
    let number = late.state().await.filing.as_ref().unwrap().number.to_string();
    let found = wu.get(&format!("/desk/oversight?q={number}")).await.body;
    assert!(found.contains("迟到的纺织厂") && !found.contains("刚来的机械厂"), "{found}");
    let at_desk = wu.get("/desk/oversight?organ=land-371625").await.body;
    assert!(
        at_desk.contains("迟到的纺织厂") && at_desk.contains("刚来的机械厂"),
        "{at_desk}"
    );
    let narrowed = wu.get("/desk/oversight?organ=land-371625&q=%E6%9C%BA%E6%A2%B0").await.body;
    assert!(
        narrowed.contains("刚来的机械厂") && !narrowed.contains("迟到的纺织厂"),
        "the text is looked for on the organ's desk: {narrowed}"
    );
    let narrowed = wu.get(&format!("/desk/oversight?organ=land-371625&q={number}")).await.body;
    assert!(
        narrowed.contains("迟到的纺织厂") && !narrowed.contains("刚来的机械厂"),
        "{narrowed}"
    );
    let elsewhere = wu.get("/desk/oversight?organ=water-371625").await.body;
    assert!(elsewhere.contains("没有符合条件的办件"), "{elsewhere}");
    let mut sun = town.at_desk("sunhua").await;
    assert_eq!(
        sun.get("/desk/oversight").await.status,
        StatusCode::NOT_FOUND,
        "it does not exist for a handler"
    );
}

#[tokio::test]
async fn a_row_names_the_step_and_the_organ_that_have_it_now() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let number = filed.state().await.filing.as_ref().unwrap().number.to_string();
    let mut wu = town.at_desk("wulan").await;
    let page = wu.get("/desk/oversight").await.body;
    assert!(page.contains("<b>工程规划</b> · 自然资源和规划局 另有 2 项"), "{page}");
    for text in [&number[number.len() - 8..], "渤海铝业"] {
        let found = wu.get(&format!("/desk/oversight?q={text}")).await.body;
        assert!(found.contains("铝轮毂项目"), "{text}: {found}");
    }
    let nothing = wu.get("/desk/oversight?q=999999-9").await.body;
    assert!(nothing.contains("没有符合条件的办件"), "{nothing}");
}

#[tokio::test]
async fn what_was_withdrawn_is_not_counted_as_finished_and_nobody_is_asked_about_it() {
    let town = Town::new().await;
    let filed = town.shop().await;
    filed
        .as_applicant(applications::record::command::Withdraw {
            reason: "不开了".into()
        })
        .await;
    let mut wu = town.at_desk("wulan").await;
    let numbers = wu.get("/api/v1/oversight/applications").await.body;
    assert!(
        numbers.contains("\"finished\":0") && numbers.contains("\"withdrawn\":1"),
        "{numbers}"
    );
    let finished = wu.get("/desk/oversight?standing=finished").await.body;
    assert!(!finished.contains("老街面馆"), "{finished}");
    let withdrawn = wu.get("/desk/oversight?standing=withdrawn").await.body;
    assert!(
        withdrawn.contains("老街面馆") && withdrawn.contains("撤回") && !withdrawn.contains("inquiries/new"),
        "{withdrawn}"
    );
}

#[tokio::test]
async fn days_lost_are_counted_when_a_step_is_done_and_open_onto_the_organ() {
    let town = Town::new().await;
    let filed = town.works("纺织厂").await;
    town.work(8);
    let mut sun = town.at_desk("sunhua").await;
    let step = filed.step("building");
    sun.opine(&step, "agree", "").await;
    let mut wu = town.at_desk("wulan").await;
    let page = wu.get("/desk/oversight/days").await.body;
    assert!(
        page.contains("超出时限的 3 个工作日里，博兴县自然资源和规划局占 3 个"),
        "{page}"
    );
    assert!(page.contains("100.0%"), "{page}");
    let days = wu.get("/api/v1/oversight/days").await.body;
    assert!(
        days.contains("\"days\":8") && days.contains("\"lost\":3") && days.contains("\"median\":8"),
        "{days}"
    );
    let differences = town.ledger.verify_fold::<applications::record::Applications>().unwrap();
    assert_eq!(differences.len(), 0, "told again from the log, every row is the same");
}

#[tokio::test]
async fn an_organ_is_asked_answers_and_the_applicant_sees_nothing_of_it() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let mut wu = town.at_desk("wulan").await;
    let ask = format!("/desk/oversight/inquiries/new?application={}", filed.record);
    assert!(wu.get(&ask).await.body.contains("请单位说明情况"));
    let application = filed.record.to_string();
    let missing = wu
        .post(
            "/desk/oversight/inquiries",
            &[("application", &application), ("term", "3"), ("words", " ")],
        )
        .await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("请写明内容"));
    let asked = wu
        .post_to(
            "/desk/oversight/inquiries",
            &[
                ("application", &application),
                ("term", "3"),
                ("words", "为什么一直没有受理？"),
            ],
        )
        .await;
    assert!(
        asked.body.contains("督办〔2026〕1号") && asked.body.contains("为什么一直没有受理？"),
        "{}",
        asked.body
    );
    assert!(asked.body.contains("催办") && !asked.body.contains("情况说明"));
    let mut qian = town.at_desk("qianju").await;
    let desk = qian.get("/desk").await.body;
    assert!(desk.contains("督查请本单位说明情况：1 件待答复（由负责人答复）"), "{desk}");
    let list = qian.get("/desk/inquiries").await.body;
    let path = super::town::between(&list, "href=\"/desk/inquiries/", "\"").to_owned();
    let path = format!("/desk/inquiries/{path}");
    qian.get(&path).await;
    qian.post_to(&format!("{path}/answers"), &[("words", "窗口调整，今天受理。")])
        .await;
    let mut fang = town.at_desk("fangyi").await;
    fang.get(&path).await;
    assert_eq!(
        fang.post(&format!("{path}/answers"), &[("words", "我来答")]).await.status,
        StatusCode::NOT_FOUND,
        "the organ's head answers"
    );
    let read = wu.get(&path).await.body;
    assert!(read.contains("窗口调整，今天受理。") && read.contains("再次督办"), "{read}");
    wu.post_to(&format!("{path}/closures"), &[]).await;
    assert!(
        wu.get("/desk/oversight/inquiries?standing=closed")
            .await
            .body
            .contains("督办〔2026〕1号")
    );
    let staff = wu.get(&format!("/desk/applications/{application}")).await.body;
    assert!(staff.contains("督办〔2026〕1号"), "{staff}");
    let mut sun = town.at_desk("sunhua").await;
    assert_eq!(
        sun.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "another organ sees nothing of it"
    );
}

#[tokio::test]
async fn a_typhoon_day_is_looked_at_declared_and_moves_what_is_due() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let due = |state: &applications::record::Application| {
        let step = state.step(&StepId::from("sign_acceptance")).unwrap();
        step.due.unwrap().day.to_string()
    };
    assert_eq!(due(&*filed.state().await), "2026-11-09");
    let mut wu = town.at_desk("wulan").await;
    wu.get("/desk/administration/calendar").await;
    let typhoon = [
        ("what", "day"),
        ("region", "371625"),
        ("day", "2026-11-05"),
        ("kind", "off"),
        ("reason", "台风“梅花”"),
        ("ground", "博防指〔2026〕3号"),
    ];
    let preview = wu.post("/desk/administration/calendar/preview", &typhoon).await;
    assert!(preview.body.contains("1 个办理中的期限会变"), "{}", preview.body);
    let page = wu.post_to("/desk/administration/calendar/declarations", &typhoon).await;
    assert!(page.body.contains("台风“梅花”"), "{}", page.body);
    let almanac = town.ledger.almanac();
    let boxing = identity::RegionCode::fixed(371_625);
    assert!(
        !almanac.calendar(boxing).is_working("2026-11-05".parse().unwrap()),
        "in force at once"
    );
    until(&filed, &town, |state| due(state) == "2026-11-10").await;
    let begun = wu
        .post(
            "/desk/administration/calendar/preview",
            &[("what", "day"), ("day", "2026-11-02"), ("reason", "x"), ("ground", "y")],
        )
        .await;
    assert_eq!(begun.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        begun.body.contains("已经开始") && begun.body.contains("value=\"x\""),
        "{}",
        begun.body
    );
    wu.get("/desk/administration/calendar/declarations/1/taking-back").await;
    wu.post_to("/desk/administration/calendar/declarations/1/taking-back", &[])
        .await;
    until(&filed, &town, |state| due(state) == "2026-11-09").await;
}

#[tokio::test]
async fn whoever_has_to_know_is_told_by_the_clock() {
    let town = Town::new().await;
    let filed = town.works("纺织厂").await;
    town.work(7);
    let told = |state: &applications::record::Application| state.step(&StepId::from("building")).unwrap().escalated;
    until(&filed, &town, |state| told(state) == Some(Level::Supervisor)).await;
    let mut sun = town.at_desk("sunhua").await;
    let page = sun.get(&filed.step("building")).await.body;
    assert!(page.contains("已告知审批局督查"), "{page}");
}

#[tokio::test]
async fn the_list_is_taken_out_as_a_workbook_and_that_is_written_down() {
    let town = Town::new().await;
    town.submit("shop", &[], "=1+1 面馆").await;
    let before = town.ledger.position();
    let mut wu = town.at_desk("wulan").await;
    wu.get("/desk/oversight").await;
    let mut news = town.ledger.watch();
    let begun = wu.post("/desk/oversight/exports", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let again = wu.post("/desk/oversight/exports", &[]).await;
    assert_eq!(again.location, begun.location, "sent twice, it is one");
    let written = async {
        loop {
            if news.recv().await.is_ok_and(|event| event.kind == "export") {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), written)
        .await
        .expect("it is written down");
    assert!(town.ledger.position() > before);
    let file = loop {
        let page = wu.get(&begun.location).await;
        if page.body.contains("/file\"") {
            break wu.get(&format!("{}/file", begun.location)).await;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.starts_with("PK"), "a workbook");
    let name = file.headers["content-disposition"].to_str().unwrap();
    // 督查办件（办理中）2026-11-02
    let expected = "%E7%9D%A3%E6%9F%A5%E5%8A%9E%E4%BB%B6%EF%BC%88%E5%8A%9E%E7%90%86%E4%B8%AD%EF%BC%892026-11-02.xlsx";
    assert!(name.contains(expected), "{name}");
    let mut fang = town.at_desk("fangyi").await;
    assert_eq!(
        fang.get(&format!("{}/file", begun.location)).await.status,
        StatusCode::NOT_FOUND,
        "nobody else's"
    );
}

#[tokio::test]
async fn what_has_ended_is_found_by_its_title() {
    let town = Town::new().await;
    let shop = town.shop().await;
    town.submit("shop", &[], "新街面馆").await;
    shop.as_applicant(applications::record::command::Withdraw {
        reason: "不开了".into()
    })
    .await;
    let mut wu = town.at_desk("wulan").await;
    for standing in ["ended", "withdrawn"] {
        let page = wu.get(&format!("/desk/oversight?standing={standing}&q=面馆")).await.body;
        assert!(page.contains("老街面馆") && !page.contains("新街面馆"), "{standing}: {page}");
    }
    let page = wu.get("/desk/oversight?standing=finished&q=面馆").await.body;
    assert!(!page.contains("老街面馆"), "{page}");
}

#[tokio::test]
async fn a_search_that_finds_many_titles_finds_them_all() {
    let town = Town::new().await;
    for number in 0..45 {
        town.submit("shop", &[], &format!("{number} 号面馆")).await;
    }
    town.submit("shop", &[], "茶馆").await;
    let filter = OverviewFilter {
        text: "面馆".into(),
        ..OverviewFilter::default()
    };
    let counties = [identity::RegionCode::fixed(371_625)];
    let today = town.ledger.now().day();
    let (mut found, mut after) = (0, None);
    loop {
        let page = overview::page(&town.ledger, &counties, &filter, today, after.as_ref(), 20)
            .await
            .unwrap();
        found += page.rows.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, 45);
}

#[tokio::test]
async fn the_notice_of_a_year_moves_what_is_due_before_the_first_day_that_it_names() {
    let town = Town::new().await;
    town.work(40);
    let filed = town.shop().await;
    let boxing = identity::RegionCode::fixed(371_625);
    let expected = || {
        let almanac = town.ledger.almanac();
        almanac.calendar(boxing).add(town.ledger.now().day(), 5)
    };
    let due = |state: &applications::record::Application| state.step(&StepId::from("sign_acceptance")).unwrap().due.unwrap().day;
    let provisional = expected();
    assert_eq!(due(&*filed.state().await), provisional);
    spring_festival_alone(&town).await;
    let arranged = expected();
    assert_ne!(
        arranged, provisional,
        "the first of January is worked, though the notice does not name it"
    );
    until(&filed, &town, |state| due(state) == arranged).await;
}

/// The city declares a notice for 2027 that names the Spring Festival and no other holiday, and its calendars are in force.
async fn spring_festival_alone(town: &Town) {
    let city = identity::RegionCode::fixed(371_600);
    let post = Arc::new(Post {
        id: "approval-371600-supervise".parse().unwrap(),
        organ: identity::OrganId::fixed("approval-371600"),
        region: city,
        functions: Vec::new(),
        duties: vec![Duty::Supervise],
    });
    let actor = Actor::post(town.seeded.accounts["wulan"], post);
    let record = almanac::record::record_of(city);
    let permit: Permit<acts::DeclareDays> = permit(&actor, &Subject::new(record, city)).unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let notice = Notice {
        number: "国办发明电〔2026〕9号".into(),
        dated: day("2026-11-01"),
        source: "https://www.gov.cn/".into(),
        rest: vec![RestDays {
            holiday: "春节".into(),
            from: day("2027-02-05"),
            through: day("2027-02-12"),
        }],
        work: Vec::new(),
    };
    let change = Change::Arrangement { year: 2027, notice };
    town.ledger
        .submit::<Days, _>(&permit, record, Declare { change }, "notice".into())
        .await
        .unwrap();
    let in_force = async {
        while town.ledger.almanac().national.provisional(2027) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), in_force)
        .await
        .expect("the calendars are in force");
}
