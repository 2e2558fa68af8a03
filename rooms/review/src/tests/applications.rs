//! Applications in lists, and each with all that is known of it.

use applications::record::command::Withdraw;
use axum::http::StatusCode;

use super::town::Town;

#[tokio::test]
async fn an_organ_sees_the_applications_in_which_it_takes_part() {
    let town = Town::new().await;
    let (factory, shop) = (town.factory().await, town.shop().await);
    let (mut li, mut fang) = (town.at_desk("ligong").await, town.at_desk("fangyi").await);
    let page = li.get("/desk/applications").await.body;
    assert!(page.contains("铝轮毂项目") && !page.contains("老街面馆"), "{page}");
    assert!(
        fang.get("/desk/applications").await.body.contains("老街面馆"),
        "it decides both"
    );
    shop.as_applicant(Withdraw {
        reason: "不开了".into()
    })
    .await;
    assert!(
        !fang
            .get("/desk/applications?status=in_progress")
            .await
            .body
            .contains("老街面馆")
    );
    assert!(
        fang.get("/desk/applications?status=withdrawn&q=老街")
            .await
            .body
            .contains("老街面馆")
    );

    let page = li.get(&format!("/desk/applications/{}", factory.record)).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "在办：0 步已办，2 步在办，0 步等申请人，4 步未到。",
        "渤海铝业有限公司（91371625",
        "取水论证",
        "工程规划签发",
        "取得土地使用权",
        "还没有登记",
        "取水方案",
        "李**",
        "提交申请，2 项，材料 2 份",
        "李**（申请人经办）",
        "预审中",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

#[tokio::test]
async fn whoever_watches_over_a_region_sees_its_applications() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut wulan = town.at_desk("wulan").await;
    assert_eq!(wulan.get("/desk").await.location, "/desk/region");
    let page = wulan.get("/desk/region").await.body;
    assert!(
        page.contains("博兴县的办件") && page.contains("铝轮毂项目") && page.contains("在办"),
        "{page}"
    );
    assert!(
        wulan
            .get(&format!("/desk/applications/{}", filed.record))
            .await
            .body
            .contains("取水论证")
    );
    let page = wulan.get(&filed.step("water")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("claims"), "watching is not working: {}", page.body);
    assert_eq!(
        wulan.post(&format!("{}/claims", filed.step("water")), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}
