//! The portal through its router, on the city pack that ships with it.

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use support::*;

#[tokio::test]
async fn every_public_page_speaks_both_languages_whole() {
    let city = City::open().await;
    let items = city.catalogue.current();
    let items = items
        .matters()
        .flat_map(|matter| items.items_of(matter))
        .map(|item| format!("/items/{}", item.id));
    let pages = [
        "/",
        "/matters",
        "/search",
        "/search?q=施工",
        "/matters/ten-permits",
        "/matters/ten-permits?case=least",
    ]
    .into_iter()
    .chain([
        "/matters/ten-permits/preview",
        "/matters/public-place-hygiene",
        "/matters/public-place-hygiene/preview",
    ])
    .map(str::to_owned)
    .chain(items);
    for page in pages {
        for language in ["zh", "en"] {
            let separator = if page.contains('?') { '&' } else { '?' };
            let answer = city.get(&format!("{page}{separator}lang={language}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(!answer.body.contains('⟦'), "{page} {language}: {}", missing(&answer.body));
            assert!(answer.body.len() < 100_000, "{page} has {} bytes", answer.body.len());
        }
    }
}

fn missing(body: &str) -> String {
    body.split('⟦')
        .skip(1)
        .filter_map(|rest| rest.split('⟧').next())
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn whoever_reads_in_large_type_finds_the_telephone_first_and_few_ways() {
    let city = City::open().await;
    for language in ["zh", "en"] {
        let answer = city.get(&format!("/?size=large&lang={language}")).await;
        let (call, progress) = (
            answer.body.find("href=\"tel:"),
            answer.body.find("class=\"door\" href=\"/applications\""),
        );
        assert!(call < progress && call.is_some(), "{}", answer.body);
        assert!(
            !answer.body.contains("/matters/ten-permits"),
            "no factory on the page of an old person"
        );
        assert!(!answer.body.contains('⟦'), "{}", missing(&answer.body));
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let city = City::open().await;
    for page in [
        "/matters/none",
        "/matters/none/preview",
        "/items/none",
        "/api/v1/matters/none",
    ] {
        assert_eq!(city.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn the_first_answer_is_what_people_mean_by_their_own_words() {
    let city = City::open().await;
    let eatery = [
        "开饭店",
        "饭馆",
        "火锅",
        "奶茶店",
        "小吃",
        "开个餐馆",
        "restaurant",
        "cafe",
        "shop",
    ];
    let hygiene = ["民宿", "理发店", "宾馆", "开酒店", "hotel", "barber", "hairdresser"];
    let factory = ["盖厂房", "建厂", "factory"];
    for (words, matter) in [
        (eatery.as_slice(), "open-eatery"),
        (&hygiene, "public-place-hygiene"),
        (&factory, "ten-permits"),
    ] {
        for query in words {
            let body = city.get(&format!("/search?lang=zh&q={}", encoded(query))).await.body;
            let first = body.split("<section class=\"card\">").nth(1).unwrap_or_default();
            assert!(first.contains(&format!("href=\"/matters/{matter}\"")), "{query}: {first}");
        }
    }
}

#[tokio::test]
async fn what_shares_but_a_common_word_is_not_found() {
    let city = City::open().await;
    let body = city.get(&format!("/search?lang=zh&q={}", encoded("卫生许可证"))).await.body;
    assert!(body.contains("/items/public-place-hygiene"), "{body}");
    assert!(!body.contains("/items/building-permit"), "{body}");
}

#[tokio::test]
async fn people_find_matters_and_items_in_their_own_words() {
    let city = City::open().await;
    for (query, address) in [
        ("我想开一家理发店", "/matters/public-place-hygiene"),
        ("十证联发", "/matters/ten-permits"),
        ("施工许可", "/items/building-permit"),
        ("环评", "/items/env-assessment"),
        ("厂子要做环评", "/items/env-assessment"),
        ("building permit", "/items/building-permit"),
        ("排水许可证怎么办", "/items/drainage-permit"),
        ("人防", "/items/air-raid-shelter"),
    ] {
        let body = city.get(&format!("/search?lang=zh&q={}", encoded(query))).await.body;
        assert!(
            body.contains(&format!("href=\"{address}\"")),
            "{query}: {address} is not found"
        );
    }
    let nothing = city.get(&format!("/search?lang=zh&q={}", encoded("身份证"))).await.body;
    assert!(nothing.contains("没有找到和“身份证”有关的事"));
    assert!(nothing.contains("12345"));
}

#[tokio::test]
async fn a_query_is_shown_as_text() {
    let body = City::open()
        .await
        .get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        .await
        .body;
    assert!(!body.contains("<script>alert"));
}

#[tokio::test]
async fn a_guide_says_what_when_who_and_how_long() {
    let body = City::open().await.get("/matters/ten-permits?lang=zh").await.body;
    for said in [
        "45 个工作日",
        "全程网上办",
        "建设用地规划许可证",
        "满 1,000 吨标准煤",
        "免交",
        "从登记信息直接取得",
        "取得土地使用权",
        "拿地",
        "href=\"/matters/ten-permits/preview\"",
        "登录后开始申请",
    ] {
        assert!(body.contains(said), "{said}");
    }
}

#[tokio::test]
async fn a_guide_does_not_contradict_itself() {
    let city = City::open().await;
    let body = city.get("/matters/public-place-hygiene?lang=zh").await.body;
    assert!(body.contains("要办的 1 项") && !body.contains("可能要办的"), "{body}");
    assert!(body.contains("最多 3 天") && !body.contains("最多 2 天"), "{body}");
}

#[tokio::test]
async fn the_picture_of_the_way_speaks_english_too() {
    let body = City::open().await.get("/matters/open-eatery?lang=en").await.body;
    assert!(body.contains("Limit: 1 working day") && !body.contains("承诺时限"), "{body}");
}

#[tokio::test]
async fn answers_decide_what_follows_without_signing_in() {
    let city = City::open().await;
    let first = city.get("/matters/ten-permits/preview?lang=zh&eia=none").await.body;
    assert!(
        !first.contains("id=\"emits\""),
        "who needs no assessment is not asked for its emissions"
    );
    assert!(!first.contains("刚才的回答使"), "who comes by a link has changed nothing");
    let then = city
        .get("/matters/ten-permits/preview?lang=zh&before=eia%3Dnone&eia=report&wastewater=river")
        .await
        .body;
    assert!(then.contains("id=\"emits\""));
    assert!(then.contains("刚才的回答使"));
    assert!(then.contains("建设项目环境影响评价文件审批（生态环境局，25 天）"));
    assert!(then.contains("最长从 33 个工作日变成 45 个"));
    assert!(
        then.contains("/applications/new?matter=ten-permits&#38;eia=report&#38;wastewater=river"),
        "the start takes the answers along"
    );
    let back = city
        .get("/matters/ten-permits/preview?lang=zh&before=eia%3Dreport&eia=none")
        .await
        .body;
    assert!(back.contains("建设项目环境影响评价文件审批，不用办"));
}

#[tokio::test]
async fn what_is_typed_wrongly_is_said_and_kept() {
    let answer = City::open()
        .await
        .get("/matters/ten-permits/preview?lang=zh&land_area=abc&earthwork=12.5&eia=gone")
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    for said in ["有 3 处需要修改", "value=\"abc\"", "value=\"12.5\"", "请填整数"] {
        assert!(answer.body.contains(said), "{said}");
    }
}

#[tokio::test]
async fn with_scripts_the_address_stays_clean() {
    let city = City::open().await;
    let path = "/matters/ten-permits/preview?before=eia%3Dnone&region=371625&eia=form&land_area=3.2";
    let answer = city.get_with(path, &[("hx-request", "true")]).await;
    assert_eq!(
        answer.header("hx-replace-url"),
        Some("/matters/ten-permits/preview?region=371625&eia=form&land_area=3.2")
    );
    assert_eq!(city.get(path).await.header("hx-replace-url"), None);
}

#[tokio::test]
async fn programs_read_matters_and_plans() {
    let city = City::open().await;
    let list = city.get("/api/v1/matters").await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(3));
    let matter = city.get("/api/v1/matters/ten-permits").await.json();
    assert_eq!(matter["promise_days"], 45);
    assert_eq!(matter["items"].as_array().map(Vec::len), Some(30));
    assert_eq!(matter["schema"]["properties"]["land_area"]["type"], "number");
    let plan = city
        .post(
            "/api/v1/matters/ten-permits/plan",
            &json!({"region": "371625", "answers": {"eia": "report", "wastewater": "river"}}),
        )
        .await;
    assert_eq!(plan.status, StatusCode::OK, "{}", plan.body);
    let plan = plan.json();
    assert_eq!((&plan["longest_days"], &plan["gate_day"]), (&json!(45), &json!(36)));
    let longest: Vec<&str> = plan["steps"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|step| step["longest"] == true)
        .filter_map(|step| step["id"].as_str())
        .collect();
    assert_eq!(longest.first(), Some(&"river-outfall"));
    assert!(
        plan["open_questions"]
            .as_array()
            .is_some_and(|open| open.contains(&Value::from("land_area")))
    );
    assert!(
        plan["steps"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|step| step["organ"] == "shengtai-371625"),
        "the county's own organs"
    );
}

#[tokio::test]
async fn what_programs_send_wrongly_is_refused_in_words() {
    let city = City::open().await;
    for (request, said) in [
        (json!({"answers": {"land_area": "3.2"}}), "land_area"),
        (json!({"answers": {"moon": true}}), "moon"),
        (json!({"answers": {"land_area": -1}}), "land_area"),
        (json!({"region": "371625"}), "answers"),
        (json!({"region": "999999", "answers": {}}), "地区"),
        (json!({"answers": {}, "more": 1}), "answers"),
    ] {
        let answer = city.post("/api/v1/matters/ten-permits/plan", &request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{request}: {}", answer.body);
        assert!(
            answer.json()["detail"].as_str().is_some_and(|detail| detail.contains(said)),
            "{request}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_card_of_another_room_stands_on_the_home_page() {
    let city = City::open().await;
    let body = city.get("/").await.body;
    assert!(body.contains("<p>my applications</p>"));
}
