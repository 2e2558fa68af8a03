//! Review: from the list to an opinion, through the chain, with the applicant's refinement.

use applications::record::command::SupplyRefinement;
use applications::record::state::{Opinion, StepStatus};
use axum::http::StatusCode;
use procedure::definition::StepId;

use super::town::Town;

#[tokio::test]
async fn what_is_filed_comes_to_the_desk_is_claimed_and_opined_and_goes_up_the_chain() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;

    let list = li.get("/desk").await;
    assert!(list.body.contains("取水论证 · 铝轮毂项目"), "{}", list.body);
    assert!(list.body.contains("渤海铝业有限公司"), "{}", list.body);
    assert!(list.body.contains("剩 10 天"), "{}", list.body);
    assert!(!list.body.contains("工程规划"), "another organ's: {}", list.body);

    let page = li.get(&filed.step("water")).await;
    for words in [
        "还没有人认领",
        "渤海铝业有限公司（",
        "**********）",
        "承诺 10 个工作日",
        "11 月 16 日（周一）到期",
        "法定 45 个工作日",
        "在办 1 项",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let page = li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;
    assert!(page.body.contains("已认领，由您办理"), "{}", page.body);
    assert!(page.body.contains("取水量符合用水定额"), "{}", page.body);
    assert!(li.get("/desk?mine=1").await.body.contains("我已认领"));

    let points = [
        ("opinion", "conditional"),
        ("text", "日取水不超过 500 立方米"),
        ("points[]", "0"),
    ];
    let asked = li.post(&format!("{}/opinions", filed.step("water")), &points).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "a point is not ticked");
    for words in ["有审查要点没有勾选", "日取水不超过 500 立方米", "name=\"unticked\""] {
        assert!(asked.body.contains(words), "{words}: {}", asked.body);
    }
    let [opinion, text, point] = points;
    let points = [opinion, text, point, ("unticked", "yes")];
    let page = li.post_to(&format!("{}/opinions", filed.step("water")), &points).await;
    assert!(page.body.contains("意见已提交"), "{}", page.body);
    assert!(
        page.body.contains("审核要由另一个人来做") || page.body.contains("审核人员办理"),
        "{}",
        page.body
    );
    assert!(!li.get("/desk").await.body.contains("取水论证"), "it asks for 审核 now");

    let mut zhao = town.at_desk("zhaoke").await;
    assert!(zhao.get("/desk").await.body.contains("取水论证"));
    let page = zhao.get(&filed.step("water")).await.body;
    for words in ["李工拟的意见是“有条件同意”", "日取水不超过 500 立方米", "审查要点 1/2"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = zhao.post_to(&format!("{}/passes", filed.step("water")), &[]).await;
    assert!(page.body.contains("这一步已经办完，意见是“有条件同意”"), "{}", page.body);
    let state = filed.state().await;
    assert_eq!(
        state.step(&StepId::from("water")).unwrap().opinion,
        Some(Opinion::Conditional)
    );
}

#[tokio::test]
async fn a_draft_that_is_given_back_is_gone_on_from_where_it_was() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut zhao) = (town.at_desk("ligong").await, town.at_desk("zhaoke").await);
    li.opine(&filed.step("water"), "agree", "水量平衡图清楚").await;
    zhao.get(&filed.step("water")).await;
    let refused = zhao
        .post(&format!("{}/returns", filed.step("water")), &[("reason", "")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请写明具体内容"), "{}", refused.body);
    zhao.post_to(&format!("{}/returns", filed.step("water")), &[("reason", "退水去向没有写")])
        .await;

    let page = li.get(&filed.step("water")).await.body;
    for words in ["审核退回，说明如下", "退水去向没有写", "水量平衡图清楚"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn the_applicant_is_asked_to_refine_and_the_clock_stands_still() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    li.get(&filed.step("water")).await;
    let page = li.post_to(&format!("{}/claims", filed.step("water")), &[]).await.body;
    assert!(
        page.contains("第 1 次，最多 2 次。申请人有 10 个工作日，到 11 月 16 日（周一）"),
        "{page}"
    );
    let asked = [("request", "请补充枯水期水量"), ("materials[]", "water_plan")];
    let page = li.post_to(&format!("{}/refinements", filed.step("water")), &asked).await.body;
    for words in [
        "已请申请人修改完善",
        "11 月 16 日（周一）前提交",
        "请补充枯水期水量",
        "取水方案",
        "等申请人",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(filed.status("water").await, StepStatus::Refining);
    assert!(li.get("/desk?status=applicant").await.body.contains("取水论证"));

    town.work(3);
    let paper = town.upload("water_plan", b"%PDF-1.4 second").await;
    filed
        .as_applicant(SupplyRefinement {
            step: StepId::from("water"),
            note: "补了表 3".into(),
            materials: vec![paper],
        })
        .await;
    let page = li.get(&filed.step("water")).await.body;
    assert!(page.contains("第 2 版"), "{page}");
    assert!(
        page.contains("11 月 19 日（周四）到期"),
        "three days later, for it waited three: {page}"
    );
    let history = li.get(&format!("{}?tab=history", filed.step("water"))).await.body;
    for words in [
        "申请人完成“取水论证”的修改，重新提交：取水方案",
        "补了表 3",
        "李**（申请人经办）",
        "李工（城乡水务局 承办）",
    ] {
        assert!(history.contains(words), "{words}: {history}");
    }
}

#[tokio::test]
async fn a_step_that_is_put_back_can_be_claimed_by_a_colleague() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    li.get(&filed.step("water")).await;
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;
    assert!(wang.get(&filed.step("water")).await.body.contains("李工已经认领，正在办理"));
    li.post_to(&format!("{}/releases", filed.step("water")), &[]).await;
    wang.get(&filed.step("water")).await;
    let page = wang.post_to(&format!("{}/claims", filed.step("water")), &[]).await.body;
    assert!(page.contains("由您办理"), "{page}");
}

#[tokio::test]
async fn who_else_looks_is_told() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let (mut li, mut wang) = (town.at_desk("ligong").await, town.at_desk("wanggong").await);
    assert!(!li.get(&filed.step("water")).await.body.contains("正在看"));
    assert!(wang.get(&filed.step("water")).await.body.contains("李工正在看"));
    li.get(&filed.step("water")).await;
    let beat = li.post(&format!("{}/presences", filed.step("water")), &[]).await;
    assert_eq!((beat.status, beat.body.as_str()), (StatusCode::OK, "王工正在看"));
    assert!(
        !town
            .at_desk("sunhua")
            .await
            .get(&filed.step("water"))
            .await
            .body
            .contains("正在看"),
        "only colleagues are told"
    );
}

#[tokio::test]
async fn personal_values_are_whole_only_for_whoever_works_on_the_step() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    let before = li.get(&format!("{}?tab=form", filed.step("water"))).await.body;
    assert!(
        before.contains("139****0001") && before.contains("李**") && !before.contains("13905430001"),
        "{before}"
    );
    li.post_to(&format!("{}/claims", filed.step("water")), &[]).await;
    let page = li.get(&format!("{}?tab=form", filed.step("water"))).await.body;
    for words in ["13905430001", "李建国", "3.2 公顷", "要取水吗？"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
