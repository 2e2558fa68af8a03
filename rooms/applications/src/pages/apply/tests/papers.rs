//! Papers on their way in: what is wrong is said at its box, what is replaced is gone.

use axum::http::StatusCode;

use super::shop::{PDF, answered, begun};
use super::town::Town;
use test_browser::{between, errors};
use test_object_store::ObjectStore;

const EXECUTABLE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff";

#[tokio::test]
async fn a_program_that_calls_itself_a_document_is_refused_at_its_box_and_not_kept() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let files = [
        ("material-place-plan", "平面图.pdf", EXECUTABLE),
        ("material-hygiene-rules", "制度.pdf", PDF),
    ];
    let page = liu.upload(&action, &[("then", "later")], &files).await.wrong();
    assert!(
        between(&page, "id=\"material-place-plan-error\"", "</p>").contains("不是可以接受的文件"),
        "{page}"
    );
    assert_eq!(errors(&page).len(), 1);
    // The other one came in.
    assert!(page.contains("制度.pdf"));
    assert_eq!(town.attachments().len(), 1);
}

#[tokio::test]
async fn what_is_too_large_or_empty_is_said_at_its_box() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let mut large = PDF.to_vec();
    large.resize((20 << 20) + 1, b' ');
    let files = [
        ("material-hygiene-rules", "制度.pdf", large.as_slice()),
        ("material-place-plan", "a.pdf", b""),
    ];
    let page = liu.upload(&action, &[("then", "next")], &files).await.wrong();
    assert!(
        between(&page, "id=\"material-hygiene-rules-error\"", "</p>").contains("最大 20 MB"),
        "{page}"
    );
    assert!(
        between(&page, "id=\"material-place-plan-error\"", "</p>").contains("空文件"),
        "{page}"
    );
    assert_eq!(town.attachments().len(), 0);
}

#[tokio::test]
async fn a_paper_that_the_object_store_does_not_take_is_named_at_its_box_and_nothing_else_is_lost() {
    let mut store = ObjectStore::start();
    let town = Town::with_attachments(store.attachments()).await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let rules = [("material-hygiene-rules", "制度.pdf", PDF)];
    liu.upload(&action, &[("then", "later")], &rules).await.leads();
    store.kill();
    let plan = [("material-place-plan", "平面图.pdf", PDF)];
    let page = liu.upload(&action, &[("then", "later")], &plan).await.wrong();
    assert!(
        between(&page, "id=\"material-place-plan-error\"", "</p>").contains("现在没能存下"),
        "{page}"
    );
    assert!(page.contains("制度.pdf"), "{page}");
    store.go_on();
    liu.upload(&action, &[("then", "later")], &plan).await.leads();
    let page = liu.get(&action).await.page();
    assert!(page.contains("制度.pdf") && page.contains("平面图.pdf"), "{page}");
}

#[tokio::test]
async fn a_missing_paper_is_said_at_its_box() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let page = liu
        .upload(&action, &[("then", "next")], &[("material-place-plan", "a.pdf", PDF)])
        .await
        .wrong();
    assert_eq!(
        errors(&page),
        ["还缺公共场所卫生管理制度，请上传", "还缺公共场所卫生检测或者评价报告，请上传"]
    );
    for at in ["material-hygiene-rules-error", "material-hygiene-test-error"] {
        assert!(between(&page, &format!("id=\"{at}\""), "</p>").contains("还缺"), "{page}");
    }
    assert_eq!(errors(&liu.get(&format!("{action}?check=yes")).await.page()).len(), 2);
}

#[tokio::test]
async fn a_paper_is_looked_at_replaced_and_removed() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let page = liu
        .upload(&action, &[("then", "later")], &[("material-place-plan", "一.pdf", PDF)])
        .await
        .leads();
    let page = liu.get(&page).await.page();
    assert!(page.contains("一.pdf") && page.contains("SHA-256"), "{page}");
    assert_eq!(liu.get(&format!("{action}/place-plan")).await.page().as_bytes(), PDF);
    liu.upload(
        &action,
        &[("then", "later")],
        &[("material-place-plan", "二.pdf", b"%PDF-1.7 another")],
    )
    .await
    .leads();
    assert!(liu.get(&action).await.page().contains("二.pdf"));
    assert_eq!(town.attachments().len(), 1);
    let page = liu.get(&format!("{action}/place-plan/removal")).await.page();
    assert!(page.contains("“二.pdf”会被删除"), "{page}");
    liu.post(&format!("{action}/place-plan/removal"), &[]).await.leads();
    assert_eq!(town.attachments().len(), 0);
    assert_eq!(liu.get(&format!("{action}/place-plan")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_broken_upload_keeps_nothing_and_breaks_nothing() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    let token = liu.token.clone();
    let beginning = format!(
        "------zhoudao-test-boundary\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n------zhoudao-test-boundary\r\nContent-Disposition: form-data; name=\"material-place-plan\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 and then the line is cut"
    );
    let answer = liu.upload_raw(&action, beginning.into_bytes()).await;
    assert!(
        !answer.status.is_success() && !answer.status.is_redirection(),
        "{} {}",
        answer.status,
        answer.body
    );
    for body in [
        &b"no boundary at all"[..],
        b"",
        b"------zhoudao-test-boundary\r\n\r\n\r\n------zhoudao-test-boundary--",
    ] {
        let answer = liu.upload_raw(&action, body.to_vec()).await;
        assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.body);
    }
    assert_eq!(town.attachments().len(), 0);
    assert!(!liu.get(&action).await.page().contains("a.pdf"));
}

#[tokio::test]
async fn a_paper_that_nobody_asks_for_is_not_kept() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/materials");
    liu.get(&action).await.page();
    liu.upload(&action, &[("then", "later")], &[("material-land-opinion", "a.pdf", PDF)])
        .await
        .leads();
    assert_eq!(town.attachments().len(), 0);
    let answer = liu
        .upload(&action, &[("then", "later")], &[("material-nothing", "a.pdf", PDF)])
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_its_file_is_stored() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    liu.token = "0123456789abcdef".into();
    let answer = liu
        .upload(&format!("{draft}/materials"), &[], &[("material-place-plan", "a.pdf", PDF)])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(town.attachments().len(), 0);
}
