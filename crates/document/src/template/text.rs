//! Words with placeholders: `{{ project.name }}`, `{{ document.date | date }}`, `{{ note | default: 无 }}`.

use super::{Fault, Problem, source::Node};

/// Words with placeholders.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub pieces: Vec<Piece>,
    pub place: Place,
}

/// Where something stands in its file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub line: usize,
    pub field: String,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Words(String),
    Value { name: Name, filter: Filter },
}

/// The name of a value, and the line on which it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    pub name: String,
    pub line: usize,
}

/// What is done with a value before it is printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    None,
    /// 2026年11月30日
    Date,
    /// 二〇二六年十一月三十日
    LongDate,
    /// Eight characters at a time, for digests that people compare.
    Grouped,
    /// These words where there is no value.
    Default(String),
}

const OPENING: &str = "{{";
const CLOSING: &str = "}}";

impl Text {
    pub fn read(node: &Node) -> Result<Text, Fault> {
        let mut rest = node.string()?;
        let mut pieces = Vec::new();
        let raw = node.source.raw.get(node.span.clone()).unwrap_or_default();
        let mut searched = 0;
        while let Some((words, behind)) = rest.split_once(OPENING) {
            // The same placeholder in the file itself, to know its line.
            let found = raw
                .get(searched..)
                .and_then(|raw| raw.find(OPENING))
                .map_or(searched, |at| searched + at);
            searched = found + OPENING.len();
            let line = node.source.line(node.span.start + found);
            let (inside, after) = behind.split_once(CLOSING).unwrap_or((behind, ""));
            let closed = behind.contains(CLOSING) && !inside.contains(OPENING);
            let value = closed.then(|| piece(inside, line)).flatten();
            let wrong = || Fault {
                line,
                ..node.fault(Problem::Placeholder(format!("{{{{{}}}}}", inside.trim_end())))
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(value.ok_or_else(wrong)?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Text {
            pieces,
            place: Place {
                line: node.line(),
                field: node.field.clone(),
            },
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value { name, .. } => Some(name),
            Piece::Words(_) => None,
        })
    }
}

impl Name {
    pub fn read(node: &Node) -> Result<Name, Fault> {
        let name = node.string()?;
        let line = node.line();
        let wrong = || node.fault(Problem::Placeholder(name.to_owned()));
        is_name(name)
            .then(|| Name {
                name: name.to_owned(),
                line,
            })
            .ok_or_else(wrong)
    }
}

fn piece(inside: &str, line: usize) -> Option<Piece> {
    let (name, filter) = match inside.split_once('|') {
        None => (inside, Filter::None),
        Some((name, filter)) => (name, filter_of(filter.trim())?),
    };
    let name = name.trim();
    is_name(name).then(|| Piece::Value {
        name: Name {
            name: name.to_owned(),
            line,
        },
        filter,
    })
}

fn filter_of(word: &str) -> Option<Filter> {
    match word {
        "date" => Some(Filter::Date),
        "long_date" => Some(Filter::LongDate),
        "grouped" => Some(Filter::Grouped),
        _ => Some(Filter::Default(word.strip_prefix("default:")?.trim().to_owned())),
    }
}

/// `owner.name`: words of small letters, digits and underscores, joined by points.
fn is_name(name: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.chars().all(|character| matches!(character, 'a'..='z' | '0'..='9' | '_'))
    };
    name.split('.').all(word)
}
