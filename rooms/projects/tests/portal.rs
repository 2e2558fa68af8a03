//! Projects through the router, in the sample city.

mod support;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use support::*;

const LVLUNGU: [(&str, &str); 6] = [
    ("code", "2611-371625-04-01-123456"),
    ("title", "年产 2 万吨铝轮毂项目"),
    ("region", "371625"),
    ("address", "博昌街道博城十二路以南"),
    ("contact_name", "李建国"),
    ("contact_phone", "13905430001"),
];

fn document() -> Value {
    json!({
        "code": "2611-371625-04-01-123456", "title": "年产 2 万吨铝轮毂项目", "region": "371625", "address": "博城十二路以南",
        "contact": {"name": "李建国", "phone": "13905430001"}, "answers": {"renovation": false, "land_area": 3.2},
    })
}

async fn registered(agent: &Visitor<'_>) -> String {
    let opened = agent.send(Method::POST, "/api/v1/projects", &document()).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
    opened.json()["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn an_agent_registers_a_project_and_finds_it_again() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let empty = agent.get("/projects").await.body;
    assert!(
        empty.contains("还没有项目") && empty.contains("href=\"/projects/new\""),
        "an empty list says what to do"
    );
    let form = agent.get("/projects/new").await.body;
    assert!(
        form.contains("value=\"李建国\"") && form.contains("来自您的账户"),
        "what is known is filled in"
    );
    let sent = agent.fill("/projects/new", "/projects", &LVLUNGU).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = agent.get(sent.location()).await;
    for said in [
        "年产 2 万吨铝轮毂项目",
        "2611-371625-04-01-123456",
        "博兴县",
        "博昌街道博城十二路以南",
        "李建国 13905430001",
        "371625-20261102-000001-8",
    ] {
        assert!(page.body.contains(said), "{said}");
    }
    let list = agent.get("/projects").await.body;
    assert!(list.contains(sent.location()));
    assert!(!page.body.contains('⟦') && !list.contains('⟦'));
}

#[tokio::test]
async fn my_projects_stand_on_the_home_page_of_whom_they_concern() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    assert!(agent.get("/").await.body.contains("href=\"/projects/new\""));
    let project = registered(&agent).await;
    assert!(agent.get("/").await.body.contains(&format!("href=\"/projects/{project}\"")));
    let elsewhere = town.somebody_for("lijianguo", "boxing-chufang").await;
    assert!(
        !elsewhere.get("/").await.body.contains(&project),
        "in another capacity one sees other projects"
    );
    assert!(!town.nobody().get("/").await.body.contains("/projects"));
    assert!(
        !town
            .somebody_for("liutingting", "bohai-lvye")
            .await
            .get("/")
            .await
            .body
            .contains("/projects/new")
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_project() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let first = agent
        .send_with(Method::POST, "/api/v1/projects", &document(), Some("once"))
        .await;
    let second = agent
        .send_with(Method::POST, "/api/v1/projects", &document(), Some("once"))
        .await;
    assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.body, second.body);
    let mut other = document();
    other["title"] = "另一个项目".into();
    let changed = agent.send_with(Method::POST, "/api/v1/projects", &other, Some("once")).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", changed.body);
    assert!(
        changed.json()["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("已经登记过"))
    );
    assert_eq!(agent.get("/api/v1/projects").await.json()["total"], 1);
}

#[tokio::test]
async fn a_project_code_belongs_to_one_project() {
    let town = Town::new().await;
    registered(&town.somebody_for("lijianguo", "bohai-lvye").await).await;
    let stranger = town.somebody_for("sunyaqin", "huimin-shengwang").await;
    let again = stranger.fill("/projects/new", "/projects", &LVLUNGU).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("这个项目代码已经登记过"), "{}", again.body);
    assert!(
        again.body.contains("value=\"年产 2 万吨铝轮毂项目\""),
        "nothing typed is lost"
    );
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_form_is_said_at_once() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let wrong = [
        ("code", "2613-371625-04-01-123456"),
        ("title", "李建国 371625199003070034"),
        ("region", "370100"),
        ("address", " "),
        ("contact_name", ""),
        ("contact_phone", "12"),
    ];
    let answer = agent.fill("/projects/new", "/projects", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "有 6 处需要修改",
        "“13”不是",
        "请去掉里面的证件号码",
        "请选择项目所在的县",
        "请填详细地点",
        "请填联系人",
    ] {
        assert!(answer.body.contains(said), "{said}");
    }
    assert_eq!(agent.get("/api/v1/projects").await.json()["total"], 0);
}

#[tokio::test]
async fn who_may_not_see_a_project_cannot_tell_it_from_one_that_does_not_exist() {
    let town = Town::new().await;
    let project = registered(&town.somebody_for("lijianguo", "bohai-lvye").await).await;
    let (real, unreal) = (project.clone(), "0".repeat(32));
    let strangers = [
        town.somebody_for("lijianguo", "boxing-chufang").await,
        town.somebody("lijianguo", None).await,
        town.somebody_for("sunyaqin", "huimin-shengwang").await,
        town.somebody("approval-371625-handle", Some("post:approval-371625-handle".to_owned()))
            .await,
        town.somebody("approval-371621-supervise", Some("post:approval-371621-supervise".to_owned()))
            .await,
    ];
    for (index, stranger) in strangers.iter().enumerate() {
        for part in ["", "/change", "/situation"] {
            let of = |project: &str| format!("/projects/{project}{part}");
            let (one, other) = (stranger.get(&of(&real)).await, stranger.get(&of(&unreal)).await);
            assert_eq!(
                (one.status, other.status),
                (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
                "stranger {index}{part}"
            );
            assert_eq!(one.body.replace(&real, &unreal), other.body, "stranger {index}{part}");
        }
        let change = json!({"title": "我的"});
        for method in [Method::GET, Method::PATCH] {
            let of = |project: &str| format!("/api/v1/projects/{project}");
            let one = stranger.send(method.clone(), &of(&real), &change).await;
            let other = stranger.send(method, &of(&unreal), &change).await;
            assert_eq!((one.status, &one.body), (other.status, &other.body), "stranger {index}");
            assert_eq!(one.status, StatusCode::NOT_FOUND, "stranger {index}");
        }
        let list = stranger.get("/api/v1/projects").await;
        assert!(!list.body.contains(&real), "stranger {index}: {}", list.body);
    }
    for path in ["/projects", "/projects/new", &format!("/projects/{real}")] {
        let answer = town.nobody().get(path).await;
        assert!(
            answer.location().starts_with("/sign-in?back="),
            "{path} leads to signing in and back"
        );
    }
    assert_eq!(town.nobody().get("/api/v1/projects").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_agent_who_may_only_look_looks() {
    let town = Town::new().await;
    let project = registered(&town.somebody_for("lijianguo", "bohai-lvye").await).await;
    let looker = town.somebody_for("liutingting", "bohai-lvye").await;
    let page = looker.get(&format!("/projects/{project}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.body.contains("/change\"") && !page.body.contains("/situation\""),
        "no way to what is not allowed"
    );
    assert_eq!(looker.get("/projects/new").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        looker.get(&format!("/projects/{project}/change")).await.status,
        StatusCode::NOT_FOUND
    );
    let change = looker
        .send(
            Method::PATCH,
            &format!("/api/v1/projects/{project}"),
            &json!({"title": "别的"}),
        )
        .await;
    assert_eq!(change.status, StatusCode::NOT_FOUND);
    assert_eq!(
        looker.send(Method::POST, "/api/v1/projects", &document()).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_supervisor_of_the_region_sees_it_with_names_masked() {
    let town = Town::new().await;
    let project = registered(&town.somebody_for("lijianguo", "bohai-lvye").await).await;
    for post in ["approval-371625-supervise", "approval-371600-supervise"] {
        let supervisor = town.somebody(post, Some(format!("post:{post}"))).await;
        let page = supervisor.get(&format!("/projects/{project}")).await;
        assert_eq!(page.status, StatusCode::OK, "{post}");
        assert!(
            page.body.contains("李** 139****0001") && !page.body.contains("13905430001"),
            "{post}: {}",
            page.body
        );
        let document = supervisor.get(&format!("/api/v1/projects/{project}")).await.json();
        assert_eq!(
            (&document["contact"], &document["address"]),
            (&Value::Null, &Value::Null),
            "{post}"
        );
        assert!(
            supervisor.get("/projects").await.body.contains("年产 2 万吨铝轮毂项目"),
            "{post}"
        );
    }
}

#[tokio::test]
async fn what_is_answered_once_is_kept_and_counted() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let project = registered(&agent).await;
    let page = format!("/projects/{project}/situation");
    let form = agent.get(&page).await.body;
    assert!(
        form.contains("value=\"3.2\"") && form.contains("才需要回答"),
        "known answers are filled in, conditions said"
    );
    let wrong = agent
        .fill(&page, &page, &[("land_area", "很大"), ("earthwork", "12000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"很大\"") && wrong.body.contains("value=\"12000\""));
    let answered = [
        ("renovation", "no"),
        ("land_area", "4"),
        ("eia", "form"),
        ("emits", "yes"),
        ("wastewater", "sewer"),
    ];
    let saved = agent.fill(&page, &page, &answered).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let shown = agent.get(saved.location()).await.body;
    for said in [
        "4 公顷",
        "环境影响报告表",
        "已回答 5 个",
        &format!("/applications/new?matter=ten-permits&#38;project={project}"),
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let known = agent.get(&format!("/api/v1/projects/{project}")).await.json();
    assert_eq!(
        known["answers"],
        json!({"eia": "form", "emits": true, "land_area": 4, "renovation": false, "wastewater": "sewer"})
    );
}

#[tokio::test]
async fn title_address_and_contact_can_be_changed_the_code_cannot() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let project = registered(&agent).await;
    let page = format!("/projects/{project}/change");
    let fields = [
        ("title", "铝轮毂二期"),
        ("address", "博城十二路以南"),
        ("contact_name", "王海波"),
        ("contact_phone", "0543-2180001"),
    ];
    let saved = agent.fill(&page, &page, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let shown = agent.get(saved.location()).await.body;
    assert!(shown.contains("铝轮毂二期") && shown.contains("王海波 0543-2180001"));
    let history = town.ledger.history(project.parse().expect("an id")).await.expect("events");
    let happened: Vec<&str> = history.iter().map(|entry| entry.event_type.as_str()).collect();
    assert_eq!(
        happened,
        ["opened", "renamed", "contact_changed"],
        "what stayed is not written again"
    );
    let written: String = history.iter().map(|entry| entry.data.to_string()).collect();
    assert!(!written.contains("王海波") && !written.contains("博城十二路"), "{written}");
    let with_code = agent
        .send(Method::PATCH, &format!("/api/v1/projects/{project}"), &json!({"code": "x"}))
        .await;
    assert_eq!(with_code.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_goes_back_and_corrects_a_form_is_heard() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let project = registered(&agent).await;
    let address = format!("/api/v1/projects/{project}");
    for (title, events) in [("铝轮毂二期", 2), ("铝轮毂三期", 3), ("铝轮毂三期", 3), ("铝轮毂二期", 3)] {
        agent
            .send_with(Method::PATCH, &address, &json!({"title": title}), Some("one form"))
            .await;
        let history = town.ledger.history(project.parse().expect("an id")).await.expect("events");
        assert_eq!(history.len(), events, "{title}");
    }
}

#[tokio::test]
async fn a_form_of_another_capacity_is_not_taken() {
    let town = Town::new().await;
    let one = town.somebody_for("lijianguo", "bohai-lvye").await;
    let mut pairs: Vec<(&str, String)> = LVLUNGU.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    pairs.push(("form_token", "stale".to_owned()));
    assert_eq!(one.post("/projects", &pairs).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn long_lists_come_in_pages_and_can_be_searched() {
    let town = Town::new().await;
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    for number in 0..23 {
        let mut project = document();
        project["code"] = format!("2611-371625-04-01-{number:06}").into();
        project["title"] = format!("车间 {number} 号").into();
        assert_eq!(
            agent.send(Method::POST, "/api/v1/projects", &project).await.status,
            StatusCode::CREATED
        );
        town.pass_minutes(1);
    }
    let first = agent.get("/api/v1/projects").await.json();
    let second = agent.get("/api/v1/projects?page=2").await.json();
    let titles = |page: &Value| -> Vec<String> {
        page["projects"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|line| line["title"].to_string())
            .collect()
    };
    assert_eq!(
        (titles(&first).len(), titles(&second).len(), &first["total"]),
        (20, 3, &json!(23))
    );
    assert_eq!(titles(&first)[0], "\"车间 22 号\"", "the newest first");
    assert_eq!(
        agent.get(&format!("/api/v1/projects?q={}", encoded("22 号"))).await.json()["total"],
        1
    );
    assert_eq!(
        agent.get("/api/v1/projects?q=26113716250401000007").await.json()["total"],
        1,
        "a code is found without its dashes"
    );
    assert_eq!(
        agent.get("/api/v1/projects?q=%25").await.json()["total"],
        0,
        "what is typed is no pattern"
    );
    let page = agent.get("/projects?page=2").await.body;
    assert!(page.contains("车间 0 号") && page.contains("上一页"));
}

#[tokio::test]
async fn the_sample_projects_can_be_read() {
    let text = std::fs::read_to_string(format!("{PACK}/sample/projects.toml")).expect("the sample projects");
    let projects = projects::sample::parse(&text).expect("projects");
    assert_eq!(projects.len(), 6);
    assert!(
        projects
            .iter()
            .all(|project| !project.answers.is_empty() && !project.form.is_empty())
    );
}

#[tokio::test]
async fn the_sample_projects_enter_once() {
    let town = Town::new().await;
    let text = std::fs::read_to_string(format!("{PACK}/sample/projects.toml")).expect("the sample projects");
    let sample = projects::sample::parse(&text).expect("projects");
    let first = town
        .room
        .seed(&sample, &town.sample, &town.seeded)
        .await
        .expect("the projects enter");
    let position = town.ledger.position();
    let second = town
        .room
        .seed(&sample, &town.sample, &town.seeded)
        .await
        .expect("the projects are there");
    assert_eq!((first.len(), &first), (6, &second));
    assert_eq!(town.ledger.position(), position, "nothing is written twice");
    let agent = town.somebody_for("lijianguo", "bohai-lvye").await;
    let page = agent.get(&format!("/projects/{}", first["lvlungu"])).await.body;
    assert!(page.contains("年产 2 万吨铝轮毂项目") && page.contains("演示用的虚构项目"));
}
