//! What becomes of a draft and its papers when time passes and the city's definitions change.

use std::path::Path;

use catalogue::PackTexts;

use super::shop::{PDF, answered, begun, filled_in, handed_in};
use super::town::{PACK, Town};
use crate::drafts::{Paper, placed, sweep};
use crate::record::Applications;
use crate::record::command::Upload;
use test_browser::{between, errors};

/// The pack without one question's choice, one field of the form and one paper.
fn another_pack() -> PackTexts {
    let mut texts = catalogue::folder::read(Path::new(PACK)).unwrap();
    let mut without = |path: &str, from: &str, to: &str| {
        let text = texts.get_mut(path).unwrap();
        let (start, rest) = (text.find(from).unwrap(), from.len());
        let end = text[start + rest..].find(to).map_or(text.len(), |end| start + rest + end);
        text.replace_range(start..end, "");
    };
    without("fields/hygiene.toml", "  { value = \"leisure\"", "  { value = \"shop\"");
    without(
        "items/public-place-hygiene.toml",
        "  { text = \"文化娱乐场所\"",
        "  { text = \"商场",
    );
    without("fields/hygiene.toml", "[[field]]\nid = \"place_staff\"", "[[field]]");
    for matter in ["matters/public-place-hygiene.toml", "matters/open-eatery.toml"] {
        without(matter, "\"place_staff\", ", "\"place_delivery\"");
    }
    without(
        "materials/hygiene.toml",
        "[[material]]\nid = \"hygiene-rules\"",
        "[[material]]",
    );
    let item = texts.get_mut("items/public-place-hygiene.toml").unwrap();
    *item = item.replace(", \"hygiene-rules\"", "").replace("\"hygiene-rules\", ", "");
    texts
}

#[tokio::test]
async fn a_draft_follows_the_newest_release_and_says_what_it_let_go() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    liu.get(&format!("{draft}/situation")).await.page();
    let form = [
        ("turn", "0"),
        ("place_kind", "leisure"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    liu.post(&format!("{draft}/situation"), &form).await.leads();
    filled_in(&mut liu, &draft).await;
    handed_in(&mut liu, &draft).await;
    assert_eq!(town.attachments().len(), 3);

    town.room.catalogue.renew(&another_pack()).await.unwrap();
    let page = liu.get(&format!("{draft}/situation")).await.page();
    let said = between(&page, "办事要求更新了", "</div>");
    for gone in ["您开的是哪种店？", "多少人直接为顾客服务？", "公共场所卫生管理制度"] {
        assert!(said.contains(gone), "{gone}: {said}");
    }
    assert!(!page.contains("leisure") && page.contains("value=\"no\" checked"), "{page}");
    let form = [
        ("turn", "1"),
        ("place_kind", "beauty"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    liu.post(&format!("{draft}/situation"), &form).await.leads();
    // Once it is saved there is nothing more to say, and the paper that nobody asks for is gone.
    let page = liu.get(&format!("{draft}/commitment")).await.page();
    assert!(
        !page.contains("办事要求更新了") && page.contains("68 平方米") && page.contains("材料 2 份"),
        "{page}"
    );
    assert_eq!(town.attachments().len(), 2);
    liu.post(&format!("{draft}/commitment"), &[]).await.leads();
}

#[tokio::test]
async fn what_a_submitted_application_holds_outlives_its_drafts_term() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    filled_in(&mut liu, &draft).await;
    handed_in(&mut liu, &draft).await;
    liu.get(&format!("{draft}/commitment")).await.page();
    liu.post(&format!("{draft}/commitment"), &[]).await.leads();
    let record = draft.trim_start_matches("/drafts/").parse().unwrap();
    let application = town.ledger.state::<Applications>(record).await.unwrap().unwrap().state;
    // As if the server had stopped between the submission and letting the draft go.
    let papers: Vec<Paper> = application.materials.iter().map(|paper| noted(paper, record)).collect();
    placed(&town.room, record, &papers).await.unwrap();
    town.pass_days(91);
    sweep(&town.room).await.unwrap();
    assert_eq!(town.attachments().len(), 3);
    let rows = town
        .ledger
        .query("SELECT COUNT(*) FROM application_waiting_file", Vec::new())
        .await
        .unwrap();
    assert_eq!(rows[0].get::<i64>(0).unwrap(), 0);
}

fn noted(paper: &crate::record::state::Attachment, by: identity::RecordId) -> Paper {
    let upload = Upload {
        material: paper.material.clone(),
        stored: paper.stored.clone(),
        key: String::new(),
        file_name: String::new(),
        digest: String::new(),
        bytes: paper.bytes,
        file_type: paper.file_type,
    };
    Paper::uploaded(upload, by, calendar::Moment(0))
}

#[tokio::test]
async fn a_place_is_changed_until_submission_and_asked_again_nowhere() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    liu.get(&format!("{draft}/place")).await.page();
    let page = liu.post(&format!("{draft}/place"), &[("region", "371600")]).await.wrong();
    assert_eq!(errors(&page).len(), 1);
    liu.post(&format!("{draft}/place"), &[("region", "371621")]).await.leads();
    let page = liu.get(&format!("{draft}/form/place")).await.page();
    assert!(
        page.contains("value=\"371621\" selected") && page.contains("来自您选的办理地区"),
        "{page}"
    );
    assert!(liu.get("/applications").await.page().contains("公共场所卫生许可 · 惠民县"));
    let files = [("material-place-plan", "a.pdf", PDF)];
    liu.get(&format!("{draft}/materials")).await.page();
    liu.upload(&format!("{draft}/materials"), &[("then", "later")], &files)
        .await
        .leads();
}
