//! An enterprise's factory: ten permits issued together, with everything that can be switched on.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::shop::PDF;
use super::town::Town;
use crate::record::Applications;
use crate::record::state::Status;
use test_browser::{Browser, between, errors};

/// Everything that is compatible: a filing is either an investment's or a renovation's.
pub(super) const EVERYTHING: [(&str, &str); 18] = [
    ("renovation", "no"),
    ("land_area", "6.4"),
    ("earthwork", "60,000"),
    ("energy_tce", "2600"),
    ("electricity", "1450"),
    ("eia", "report"),
    ("emits", "yes"),
    ("wastewater", "both"),
    ("takes_water", "yes"),
    ("river_site", "both"),
    ("assessed_zone", "no"),
    ("hazard_prone", "yes"),
    ("major_project", "yes"),
    ("works_class", "special"),
    ("civil_buildings", "yes"),
    ("risk_class", "hazchem"),
    ("site_touches", "both"),
    ("earth_off_site", "yes"),
];

pub(super) const FORM: [(&str, &[(&str, &str)]); 7] = [
    (
        "applicant",
        &[
            ("enterprise_address", "博兴县博昌街道博城十二路 188 号"),
            ("delivery_way", "electronic"),
        ],
    ),
    (
        "project",
        &[
            ("build_nature", "new"),
            ("industry", "3252 铝压延加工"),
            ("investment", "３２,０００"),
            ("start_day", "2027年3月15日"),
            ("finish_day", "2028-06-30"),
        ],
    ),
    (
        "land",
        &[
            ("land_opinion_number", "用字第 371625202600041 号"),
            ("land_supply", "grant"),
            ("land_use", "industry_2"),
            ("building_area", "38400"),
            ("plot_ratio", "1.2"),
            ("building_density", "52.5"),
            ("green_ratio", "12"),
            ("building_height", "18.6"),
        ],
    ),
    (
        "works",
        &[
            ("products", "铝合金汽车轮毂，年产 2 万吨。"),
            ("works_content", "新建熔炼铸造车间。"),
            ("building_count", "5"),
            ("civil_area", "4200"),
            ("design_unit", "滨州市渤海建筑设计院有限公司"),
            ("staff", "320"),
        ],
    ),
    (
        "resources",
        &[
            ("energy_kinds", "电、天然气"),
            ("gas_use", ""),
            ("water_use", "9.6"),
            ("water_source", "surface"),
            ("abstraction", "7.5"),
        ],
    ),
    (
        "environment",
        &[
            ("sensitive_distance", "620"),
            ("emission_cod", "1.86"),
            ("emission_ammonia", "0.09"),
            ("emission_nox", "3.42"),
            ("emission_voc", "2.15"),
            ("receiving_water", "支脉河"),
            ("solid_waste", "铝灰渣，交有资质的单位处置。"),
            ("waste_earth", "3500"),
        ],
    ),
    (
        "undertakings",
        &[
            ("supply_day", "2026-12-31"),
            ("land_day", ""),
            ("electronic_service", "yes"),
            ("special_notes", ""),
        ],
    ),
];

/// A project of one's enterprise, registered on the way, and the draft that began with it.
pub(super) async fn project(browser: &mut Browser) -> (String, String) {
    browser.get("/matters/ten-permits/apply").await.page();
    let leads = browser
        .post("/matters/ten-permits/apply", &[("project", "new")])
        .await
        .leads();
    assert_eq!(leads, "/matters/ten-permits/apply/project");
    let page = browser.get(&leads).await.page();
    assert!(
        page.contains("name=\"contact_name\" type=\"text\" value=\"李建国\""),
        "{page}"
    );
    let form = [
        ("title", "年产 2 万吨铝轮毂项目"),
        ("code", "2610 371625 04 01 318207"),
        ("region", "371625"),
        ("address", "博兴县博昌街道博城十二路以南"),
        ("contact_name", "李建国"),
        ("contact_phone", "13854300018"),
    ];
    let situation = browser.post(&leads, &form).await.leads();
    let page = browser.get("/matters/ten-permits/apply").await.page();
    let record = between(&page, "name=\"project\" value=\"", "\"").to_owned();
    (record, situation)
}

/// A draft of an application for a factory.
pub(super) async fn begun(browser: &mut Browser) -> String {
    project(browser).await.1.trim_end_matches("/situation").to_owned()
}

/// The boxes of a form with what stands in them, as a browser would post them.
fn standing(page: &str) -> BTreeMap<String, String> {
    let mut standing = BTreeMap::new();
    for input in page
        .split("<input ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
    {
        let (name, kind) = (between(input, "name=\"", "\""), between(input, "type=\"", "\""));
        if (kind != "radio" && kind != "checkbox" || input.contains(" checked")) && !name.is_empty() {
            standing.insert(name.to_owned(), between(input, "value=\"", "\"").to_owned());
        }
    }
    for select in page.split("<select ").skip(1) {
        let chosen = between(select, "<option", "</select>")
            .split("<option")
            .find(|option| option.contains(" selected"));
        standing.insert(
            between(select, "name=\"", "\"").to_owned(),
            chosen.map_or("", |option| between(option, "value=\"", "\"")).to_owned(),
        );
    }
    standing
}

/// Fills a page in beside what stands there already.
pub(super) async fn fill(browser: &mut Browser, address: &str, typed: &[(&str, &str)]) -> String {
    let page = browser.get(address).await.page();
    let main = between(&page, "<main", "</main>");
    let mut standing = standing(main);
    standing.retain(|name, _| !["form_token", "key"].contains(&name.as_str()));
    standing.extend(typed.iter().map(|(field, typed)| ((*field).to_owned(), (*typed).to_owned())));
    let form: Vec<(&str, &str)> = standing
        .iter()
        .map(|(field, typed)| (field.as_str(), typed.as_str()))
        .collect();
    browser.post(address, &form).await.leads()
}

pub(super) async fn hand_in_everything(browser: &mut Browser, draft: &str) -> usize {
    let action = format!("{draft}/materials");
    let page = browser.get(&action).await.page();
    let zip = [
        &b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.dwg"[..],
        &[0; 20],
    ]
    .concat();
    let boxes: Vec<(String, bool)> = page
        .split("type=\"file\" id=\"")
        .skip(1)
        .map(|rest| {
            (
                rest.split('"').next().unwrap_or_default().to_owned(),
                between(rest, "accept=\"", "\"").contains(".pdf"),
            )
        })
        .collect();
    let files: Vec<(&str, &str, &[u8])> = boxes
        .iter()
        .map(|(name, pdf)| {
            if *pdf {
                (name.as_str(), "文件.pdf", PDF)
            } else {
                (name.as_str(), "图.zip", zip.as_slice())
            }
        })
        .collect();
    assert_eq!(
        browser.upload(&action, &[("then", "next")], &files).await.leads(),
        format!("{draft}/commitment")
    );
    files.len()
}

#[tokio::test]
async fn a_factory_with_everything_is_applied_for_in_one_go() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let draft = begun(&mut li).await;
    assert_eq!(
        fill(&mut li, &format!("{draft}/situation"), &EVERYTHING).await,
        format!("{draft}/form/applicant")
    );
    let page = li.get(&format!("{draft}/situation")).await.page();
    assert!(
        page.contains("<b>29 项</b>"),
        "{}",
        between(&page, "id=\"consequences\"", "</section>")
    );
    let mut here = format!("{draft}/form/applicant");
    for (part, typed) in FORM {
        assert_eq!(here, format!("{draft}/form/{part}"));
        here = fill(&mut li, &here, typed).await;
    }
    assert_eq!(here, format!("{draft}/materials"));
    let page = li.get(&here).await.page();
    assert!(page.contains("在此之前由《建设项目用地预审与选址意见书》代替"), "{page}");
    assert!(
        page.contains("从登记信息直接取得") && page.contains("由本次申请中的"),
        "{page}"
    );
    let papers = hand_in_everything(&mut li, &draft).await;
    assert!(papers >= 12, "{papers} papers");

    let page = li.get(&format!("{draft}/commitment")).await.page();
    assert!(page.contains("由李建国代表渤海铝业有限公司提交"), "{page}");
    let page = li
        .post(
            &format!("{draft}/commitment"),
            &[("statements[]", "1"), ("statements[]", "3")],
        )
        .await
        .wrong();
    assert_eq!(errors(&page), ["还有 6 条没有勾选"]);
    assert!(
        page.contains("value=\"3\" checked") && !page.contains("value=\"4\" checked"),
        "{page}"
    );
    let letter = li.get(&format!("{draft}/letter")).await.page();
    for shown in [
        "承诺书",
        "年产 2 万吨铝轮毂项目",
        "2610-371625-04-01-318207",
        "不开工建设",
        "同意以电子方式",
        "李建国",
    ] {
        assert!(letter.contains(shown), "{shown}: {letter}");
    }
    li.get(&format!("{draft}/commitment")).await.page();
    let all: Vec<(&str, &str)> = ["1", "2", "3", "4", "5", "6", "7", "8"]
        .map(|number| ("statements[]", number))
        .to_vec();
    let receipt = li.post(&format!("{draft}/commitment"), &all).await.leads();
    assert!(li.get(&receipt).await.page().contains(&format!("收到材料 {papers} 份")));

    let record = draft.trim_start_matches("/drafts/").parse().unwrap();
    let application = town.ledger.state::<Applications>(record).await.unwrap().unwrap().state;
    assert_eq!(application.status, Status::InProgress);
    assert_eq!(application.plan.as_ref().unwrap().items.len(), 29);
    let filing = application.filing.as_ref().unwrap();
    assert!(filing.project.is_some());
    assert_eq!(filing.title, "年产 2 万吨铝轮毂项目");
    let paths = [
        "form/applicant",
        "form/project",
        "form/resources",
        "form/undertakings",
        "commitment",
    ]
    .map(str::to_owned);
    let secrets = town.ledger.secrets(record, &paths).await.unwrap();
    assert_eq!(secrets["form/applicant"]["enterprise_name"], "渤海铝业有限公司");
    assert_eq!(secrets["form/project"]["investment"], 32000);
    assert_eq!(secrets["form/project"]["start_day"], "2027-03-15");
    assert_eq!(secrets["form/resources"].get("gas_use"), None);
    assert_eq!(secrets["form/undertakings"]["electronic_service"], true);
    assert_eq!(secrets["commitment"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn what_the_project_says_is_filled_in_and_shown_as_known() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let draft = begun(&mut li).await;
    fill(&mut li, &format!("{draft}/situation"), &EVERYTHING).await;
    let page = li.get(&format!("{draft}/form/applicant")).await.page();
    for known in [
        "value=\"渤海铝业有限公司\"",
        "value=\"王海波\"",
        "value=\"李建国\"",
        "来自企业登记",
        "来自您的账户",
    ] {
        assert!(page.contains(known), "{known}: {page}");
    }
    let page = li.get(&format!("{draft}/form/project")).await.page();
    for known in [
        "value=\"年产 2 万吨铝轮毂项目\"",
        "value=\"2610-371625-04-01-318207\"",
        "value=\"371625\" selected",
        "博城十二路以南",
        "来自项目",
    ] {
        assert!(page.contains(known), "{known}: {page}");
    }
    let leads = fill(
        &mut li,
        &format!("{draft}/form/project"),
        &[("project_address", "经一路以东"), ("then", "later")],
    )
    .await;
    let page = li.get(&leads).await.page();
    assert!(
        page.contains("value=\"经一路以东\"") && page.contains("项目里填的是：博兴县博昌街道博城十二路以南"),
        "{page}"
    );
}

#[tokio::test]
async fn a_project_code_is_registered_once() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    project(&mut li).await;
    let mut zhao = town.browser("zhaoxiulan", "兴福厨房").await;
    let action = "/matters/ten-permits/apply/project";
    zhao.get(action).await.page();
    let form = [
        ("title", "厨房项目"),
        ("code", "2610-371625-04-01-318207"),
        ("region", "371625"),
        ("address", "x"),
        ("contact_name", "赵秀兰"),
        ("contact_phone", "138"),
    ];
    let page = zhao.post(action, &form).await.wrong();
    assert_eq!(errors(&page).len(), 1, "{:?}", errors(&page));
    assert!(page.contains("value=\"138\""));
    let form = form.map(|(field, typed)| {
        if field == "contact_phone" {
            (field, "13854300018")
        } else {
            (field, typed)
        }
    });
    let page = zhao.post(action, &form).await.wrong();
    assert_eq!(
        errors(&page),
        ["这个项目代码已经登记过。是您单位的项目，请回上一页在列表里选；不是，请核对代码"]
    );
    assert!(page.contains("value=\"厨房项目\""));
}

#[tokio::test]
async fn the_same_beginning_sent_twice_begins_one_draft() {
    let town = Town::new().await;
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let (record, _) = project(&mut li).await;
    li.get("/matters/ten-permits/apply").await.page();
    let key = li.key.clone();
    let first = li.post("/matters/ten-permits/apply", &[("project", &record)]).await.leads();
    fill(&mut li, &first, &EVERYTHING).await;
    li.key = key;
    assert_eq!(
        li.post("/matters/ten-permits/apply", &[("project", &record)]).await.leads(),
        first
    );
    assert!(li.get(&first).await.page().contains("value=\"6.4\""));
    assert_eq!(li.get("/drafts/not-a-draft").await.status, StatusCode::NOT_FOUND);
}
