//! Contrast is at least 4.5:1 for words and 3:1 for edges (WCAG 2.2, 1.4.3 and 1.4.11): measured on the tokens.

use std::collections::BTreeMap;

fn tokens() -> BTreeMap<&'static str, (f64, f64, f64)> {
    let sheet = include_str!("../../assets/zhoudao.css");
    let root = sheet.split(":root {").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    let declarations = root
        .split(';')
        .map(|declaration| declaration.rsplit("*/").next().unwrap_or(declaration));
    declarations
        .filter_map(|declaration| declaration.split_once(':'))
        .filter_map(|(name, value)| Some((name.rsplit("--").next()?, colour(value.trim())?)))
        .collect()
}

fn colour(value: &str) -> Option<(f64, f64, f64)> {
    let digits = value.strip_prefix('#')?;
    let long: String = if digits.len() == 3 {
        digits.chars().flat_map(|digit| [digit, digit]).collect()
    } else {
        digits.to_owned()
    };
    let part = |from: usize| {
        i64::from_str_radix(long.get(from..from + 2)?, 16)
            .ok()
            .map(|part| part as f64 / 255.0)
    };
    Some((part(0)?, part(2)?, part(4)?))
}

fn luminance((red, green, blue): (f64, f64, f64)) -> f64 {
    let linear = |part: f64| {
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: (f64, f64, f64), other: (f64, f64, f64)) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn words_can_be_read() {
    let tokens = tokens();
    let pairs = [
        ("ink", "ground"),
        ("ink-2", "ground"),
        ("ink-3", "ground"),
        ("ink-3", "paper"),
        ("ink-2", "raised"),
        ("ink-2", "brand-wash"),
        ("brand", "paper"),
        ("brand", "ground"),
        ("brand", "ask-wash"),
        ("brand", "red-wash"),
        ("brand", "green-wash"),
        ("brand-2", "brand-wash"),
        ("paper", "brand"),
        ("paper", "brand-2"),
        ("red", "paper"),
        ("red", "red-wash"),
        ("seal", "paper"),
        ("paper", "seal"),
        ("green", "paper"),
        ("green", "green-wash"),
        ("yellow", "yellow-wash"),
        ("blue", "blue-wash"),
        ("blue", "paper"),
        ("ink-2", "done-wash"),
        ("ink-2", "brand-pale"),
        ("brand-2", "brand-pale"),
        ("ink", "ask-wash"),
        ("ink-2", "ask-wash"),
        ("ink", "blue-pale"),
        ("ink-2", "elapsed"),
    ];
    for (words, ground) in pairs {
        let measured = contrast(tokens[words], tokens[ground]);
        assert!(measured >= 4.5, "{words} on {ground}: {measured:.2}");
    }
}

#[test]
fn edges_can_be_seen() {
    let tokens = tokens();
    for (edge, ground) in [
        ("edge", "paper"),
        ("edge", "ground"),
        ("brand", "paper"),
        ("focus", "ink"),
        ("ink", "paper"),
        ("red", "paper"),
    ] {
        let measured = contrast(tokens[edge], tokens[ground]);
        assert!(measured >= 3.0, "{edge} on {ground}: {measured:.2}");
    }
}
