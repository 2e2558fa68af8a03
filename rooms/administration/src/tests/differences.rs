//! What two packs say differently.

use std::collections::BTreeMap;

use crate::difference::{Change, Kind, Leaf, What, difference};

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

const ENERGY: &str = r#"
[[item]]
id = "energy-review"
name = "节能审查"
law = ["《节约能源法》第十五条"]

[[item.step]]
id = "energy"
limit = { days = 10, ground = "样例" }
"#;

fn changes(older: &[(&str, &str)], newer: &[(&str, &str)]) -> Vec<Change> {
    difference(&texts(older), &texts(newer)).unwrap()
}

#[test]
fn a_shorter_limit_is_told_by_its_step() {
    let shorter = ENERGY.replace("days = 10", "days = 7");
    let expected = Change {
        kind: Kind::Item,
        id: "energy-review".into(),
        name: "节能审查".into(),
        what: What::Changed(vec![Leaf {
            path: ["step", "energy", "limit", "days"].map(str::to_owned).to_vec(),
            old: Some("10".into()),
            new: Some("7".into()),
        }]),
    };
    assert_eq!(
        changes(&[("items/e2.toml", ENERGY)], &[("items/e2.toml", &shorter)]),
        [expected]
    );
}

#[test]
fn comments_order_and_another_file_change_nothing() {
    let commented = format!("# 说明\n{ENERGY}");
    assert_eq!(changes(&[("items/e2.toml", ENERGY)], &[("items/all.toml", &commented)]), []);
}

#[test]
fn steps_that_change_places_are_the_same_steps() {
    let two = |first: &str, second: &str| format!("[[item]]\nid = \"a\"\nname = \"甲\"\n{first}{second}");
    let (one, other) = ("[[item.step]]\nid = \"s1\"\n", "[[item.step]]\nid = \"s2\"\n");
    assert_eq!(changes(&[("i.toml", &two(one, other))], &[("i.toml", &two(other, one))]), []);
}

#[test]
fn what_comes_and_goes_is_told() {
    let matter = ("matters/shop.toml", "id = \"shop\"\nname = \"开店\"");
    let template = ("templates/permit.toml", "name = \"许可证\"");
    let told = changes(&[template], &[matter]);
    let told: Vec<_> = told
        .iter()
        .map(|change| (change.kind, change.name.as_str(), &change.what))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Matter, "开店", &What::Added),
            (Kind::Template, "许可证", &What::Removed)
        ]
    );
}

#[test]
fn the_sample_of_a_pack_defines_nothing() {
    assert_eq!(changes(&[], &[("sample/people.toml", "password = \"x\"")]), []);
}
