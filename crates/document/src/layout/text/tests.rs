use super::{breaks::may_break, letters::letters, line::spans, squeeze::placed};
use crate::{Face, Fonts};
use proptest::prelude::*;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn lines(text: &str, column: f64) -> Vec<String> {
    let letters = letters(text, Face::Regular, &FONTS);
    let spans = spans(&letters, column, column);
    spans
        .iter()
        .map(|span| letters[span.letters.clone()].iter().map(|letter| letter.character).collect())
        .collect()
}

#[test]
fn a_pause_goes_with_the_word_before_it() {
    assert_eq!(lines("一二三四五六，七八", 6.0), ["一二三四五", "六，七八"]);
    assert_eq!(lines("一二三四五，六七八", 6.0), ["一二三四五，", "六七八"]);
}

#[test]
fn the_last_mark_of_a_line_needs_half_a_place_only() {
    assert_eq!(lines("一二三四五六，七八", 6.5), ["一二三四五六，", "七八"]);
}

#[test]
fn an_opening_mark_goes_with_the_word_behind_it() {
    assert_eq!(lines("依照城乡《规划法》办理", 5.0), ["依照城乡", "《规划法》", "办理"]);
}

#[test]
fn numbers_and_words_are_not_divided() {
    assert_eq!(
        lines("编号371600-20261102-000318-0有效", 14.0),
        ["编号", "371600-20261102-000318-0", "有效"]
    );
}

#[test]
fn an_apostrophe_is_part_of_a_word() {
    assert_eq!(lines("甲乙丙丁O’Neil", 6.0), ["甲乙丙丁", "O’Neil"]);
}

#[test]
fn what_is_longer_than_a_line_is_divided_all_the_same() {
    let digest = "24f8b0135eb70ea18e82851d29de5e48ac893458c925fee0244c20dc0d22416a";
    let lines = lines(digest, 20.0);
    assert!(lines.len() > 1);
    assert_eq!(lines.concat(), digest);
}

#[test]
fn no_character_stands_alone_on_the_last_line() {
    assert_eq!(
        lines("一二三四五六七八九十甲乙丙。", 12.0),
        ["一二三四五六七八九十甲", "乙丙。"]
    );
}

#[test]
fn marks_that_meet_share_their_room() {
    let width = |text: &str| placed(&letters(text, Face::Regular, &FONTS), true).width;
    assert!((width("》，甲") - 2.5).abs() < 1e-9);
    assert!((width("甲》（乙") - 3.5).abs() < 1e-9);
    assert!((width("甲（“乙") - 3.5).abs() < 1e-9);
}

#[test]
fn what_is_meant_to_be_invisible_takes_no_room() {
    let text = "甲\u{200B}乙\u{FEFF}丙\u{AD}";
    assert_eq!(letters(text, Face::Regular, &FONTS).len(), 3);
}

/// Text as people write it: words, some in quotation marks or brackets, with pauses, numbers and Latin words between.
fn prose() -> impl Strategy<Value = String> {
    let word = "[一-龥]{1,6}";
    let wrapped = (prop::sample::select(vec![('（', '）'), ('《', '》'), ('“', '”')]), word)
        .prop_map(|((open, close), word)| format!("{open}{word}{close}"));
    let number = "[0-9]{1,4}(\\.[0-9]{1,2})?";
    let latin = "[A-Za-z]{1,8}";
    let part = prop_oneof![4 => word.boxed(), 2 => wrapped.boxed(), 1 => number.boxed(), 1 => latin.boxed()];
    let pause = prop::sample::select(vec!["", "", "，", "。", "、", "；", "：", "？", "！"]);
    let phrase = (part, pause).prop_map(|(part, pause)| format!("{part}{pause}"));
    prop::collection::vec(phrase, 1..40).prop_map(|phrases| phrases.concat())
}

proptest! {
    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text in prose(), column in 12.0..40.0_f64) {
        let lines = lines(&text, column);
        for line in lines.iter().skip(1) {
            prop_assert!(!line.starts_with(|mark| "，。、；：？！）》”".contains(mark)), "{lines:?}");
        }
        for line in &lines[..lines.len() - 1] {
            prop_assert!(!line.ends_with(|mark| "（《“".contains(mark)), "{lines:?}");
        }
    }

    #[test]
    fn every_line_fits_its_column(text in prose(), column in 12.0..40.0_f64) {
        let letters = letters(&text, Face::Regular, &FONTS);
        for span in spans(&letters, column, column) {
            prop_assert!(placed(&letters[span.letters], span.first).width <= column + 1e-6);
        }
    }

    #[test]
    fn a_rule_is_broken_only_where_the_line_leaves_no_choice(text in "[一二，。（《“”a1 —…\\-]{1,60}", column in 3.0..12.0_f64) {
        let letters = letters(&text, Face::Regular, &FONTS);
        let spans = spans(&letters, column, column);
        for pair in spans.windows(2) {
            let (start, end) = (pair[0].letters.start, pair[1].letters.start);
            let breaks = |at: usize| may_break(letters[at - 1].character, letters[at].character);
            prop_assert!(breaks(end) || !(start + 1..end).any(breaks));
        }
    }

    #[test]
    fn nothing_is_lost_but_spaces_at_line_ends(text in "[一二三，。（）《》a-z0-9 ]{0,120}", column in 2.0..30.0_f64) {
        let told = |text: &str| text.chars().filter(|character| *character != ' ').collect::<String>();
        prop_assert_eq!(told(&lines(&text, column).concat()), told(&text));
    }
}
