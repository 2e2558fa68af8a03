//! What an English reader reads while applying and afterwards: English, but for what people typed and what is marked as Chinese.

use procedure::Release;

use super::factory::{self, EVERYTHING, FORM, fill, hand_in_everything};
use super::shop::{self, PDF, PLACE, SHOP, answered, filled_in};
use super::town::Town;
use test_browser::{Browser, between};

/// What the sample's people and their project are called, and the files that they hand in.
const CALLED: [&str; 10] = [
    "刘婷婷",
    "李建国",
    "王海波",
    "渤海铝业有限公司",
    "年产 2 万吨铝轮毂项目",
    "博兴县博昌街道博城十二路以南",
    "文件.pdf",
    "图.zip",
    "平面图.pdf",
    "空.pdf",
];

#[tokio::test]
async fn guides_of_items_are_english() {
    let town = Town::new().await;
    let release = town.room.catalogue.current();
    let mut browser = town.browser("liutingting", "本人").await;
    browser.get("/matters?lang=en").await.page();
    let guides: Vec<String> = release.items().map(|item| format!("/items/{}", item.id)).collect();
    let found = unmarked(&mut browser, &release, &guides).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn a_salon_is_applied_for_in_english() {
    let town = Town::new().await;
    let release = town.room.catalogue.current();
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = shop::begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    filled_in(&mut liu, &draft).await;
    liu.get(&format!("{draft}/materials?lang=en")).await.page();
    let action = format!("{draft}/materials");
    let plan = [
        ("material-place-plan", "平面图.pdf", PDF),
        ("material-hygiene-test", "空.pdf", b""),
    ];
    let wrong = liu.upload(&action, &[("then", "next")], &plan).await.wrong();
    let mut found = passages(&release, &action, &wrong);
    assert!(wrong.contains("Hygiene rules is missing"), "{wrong}");
    let instead = [
        ("then", "next"),
        ("later-hygiene-rules", "yes"),
        ("promise-hygiene-test", "yes"),
    ];
    let commitment = liu.upload(&action, &instead, &[]).await.leads();
    found.extend(unmarked(&mut liu, &release, &[format!("{draft}/deletion"), commitment.clone()]).await);
    let signed = [("promises[]", "hygiene-test")];
    let receipt = liu.post(&commitment, &signed).await.leads();
    let following = receipt.trim_end_matches("/receipt").to_owned();
    let pages = [
        format!("{following}/documents"),
        format!("{following}/owed"),
        format!("{following}/withdrawal"),
        following,
        receipt,
        "/applications".to_owned(),
    ];
    found.extend(unmarked(&mut liu, &release, &pages).await);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn a_factory_is_applied_for_in_english() {
    let town = Town::new().await;
    let release = town.room.catalogue.current();
    let mut li = town.browser("lijianguo", "渤海铝业").await;
    let draft = factory::begun(&mut li).await;
    fill(&mut li, &format!("{draft}/situation"), &EVERYTHING).await;
    for (part, typed) in FORM {
        fill(&mut li, &format!("{draft}/form/{part}"), typed).await;
    }
    hand_in_everything(&mut li, &draft).await;
    li.get(&format!("{draft}/commitment?lang=en")).await.page();
    let pages = ["letter", "materials", "commitment"].map(|page| format!("{draft}/{page}"));
    let mut found = unmarked(&mut li, &release, &pages).await;
    let all: Vec<(&str, &str)> = ["1", "2", "3", "4", "5", "6", "7", "8"]
        .map(|number| ("statements[]", number))
        .to_vec();
    let receipt = li.post(&format!("{draft}/commitment"), &all).await.leads();
    let following = receipt.trim_end_matches("/receipt").to_owned();
    let pages = [format!("{following}/documents"), format!("{following}/change"), following];
    found.extend(unmarked(&mut li, &release, &pages).await);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_what_is_marked_or_typed_may_be_chinese() {
    let release = Release::of(&catalogue::folder::read(super::town::PACK.as_ref()).unwrap()).unwrap();
    let page = "<title>李建国</title><main><p lang=\"zh-CN\">一<p >二</p></p><p title=\"三\">four</p><b>五</b></main>";
    assert_eq!(passages(&release, "/", page), ["/: 三", "/: 五"]);
}

/// The Chinese on these pages that is neither marked nor typed nor signed, with where it is.
async fn unmarked(browser: &mut Browser, release: &Release, pages: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for address in pages {
        let page = browser.get(address).await.page();
        found.extend(passages(release, address, &page));
    }
    found
}

fn passages(release: &Release, address: &str, page: &str) -> Vec<String> {
    let main = without_marked(between(page, "<main", "</main>"));
    let shown = format!("{}\n{main}", between(page, "<title>", "</title>"));
    let typed = typed_and_signed(release);
    let shown = typed.iter().fold(shown, |shown, typed| shown.replace(typed, ""));
    let passages = shown.split(['<', '>', '"', '\n']);
    let chinese = passages.filter(|passage| passage.contains(is_chinese));
    chinese.map(|passage| format!("{address}: {passage}")).collect()
}

/// What stays as it is in every language, the longest first.
fn typed_and_signed(release: &Release) -> Vec<String> {
    let form = FORM.iter().flat_map(|(_, typed)| *typed).chain(&SHOP).chain(&PLACE);
    let typed = form
        .map(|(_, typed)| *typed)
        .chain(CALLED)
        .filter(|typed| typed.contains(is_chinese));
    let letters = release.matters().filter_map(|matter| matter.commitment.as_ref());
    let statements = letters.flat_map(|letter| letter.statements.clone());
    let promised = release.material(&"hygiene-test".into());
    let promise = promised.and_then(|material| material.promise.as_ref());
    let signed = statements.chain(promise.map(|promise| promise.statement.clone()));
    let mut all: Vec<String> = typed.map(str::to_owned).chain(signed).collect();
    all.sort_by_key(|words| std::cmp::Reverse(words.len()));
    all
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// A page without the elements that are marked as Chinese.
fn without_marked(page: &str) -> String {
    let mut left = page.to_owned();
    while let Some(at) = left.find(" lang=\"zh-CN\"") {
        let start = left[..at].rfind('<').unwrap();
        let name: String = left[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = start + end_of(&left[start..], &name);
        left.replace_range(start..end, "");
    }
    left
}

/// Where an element ends that others of its name may stand in.
fn end_of(text: &str, name: &str) -> usize {
    let (bare, opening, closing) = (format!("<{name}>"), format!("<{name} "), format!("</{name}>"));
    let (mut open, mut at) = (0, 0);
    loop {
        let close = at + text[at..].find(&closing).unwrap();
        open += text[at..close].matches(&bare).count() + text[at..close].matches(&opening).count();
        open -= 1;
        at = close + closing.len();
        if open == 0 {
            return at;
        }
    }
}
