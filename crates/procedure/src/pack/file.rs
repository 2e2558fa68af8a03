//! One TOML file: typed content, and the line on which each key stands.

use serde::de::DeserializeOwned;
use toml_edit::{Document, Item, Table};

use super::Placed;
use crate::check::Finding;

/// A file of the pack.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    document: Document<String>,
}

/// Where a definition or one of its keys stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Path relative to the pack's folder.
    pub file: String,
    /// Keys and positions from the top of the file.
    pub keys: Vec<Key>,
}

/// One step on the way to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of a table.
    Name(String),
    /// A position in an array.
    Position(usize),
}

impl Place {
    /// The top of a file.
    #[must_use]
    pub fn top(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            keys: Vec::new(),
        }
    }

    /// A key below this place.
    #[must_use]
    pub fn key(&self, name: &str) -> Self {
        self.below(Key::Name(name.to_owned()))
    }

    /// A position in the array at this place.
    #[must_use]
    pub fn at(&self, position: usize) -> Self {
        self.below(Key::Position(position))
    }

    fn below(&self, key: Key) -> Self {
        let mut keys = self.keys.clone();
        keys.push(key);
        Self {
            file: self.file.clone(),
            keys,
        }
    }

    /// The keys as one dotted name, such as `item[0].step[1].after`.
    #[must_use]
    pub fn field(&self) -> String {
        let mut field = String::new();
        for key in &self.keys {
            match key {
                Key::Name(name) if field.is_empty() => field.push_str(name),
                Key::Name(name) => field.push_str(&format!(".{name}")),
                Key::Position(position) => field.push_str(&format!("[{position}]")),
            }
        }
        field
    }
}

impl SourceFile {
    /// Reads TOML.
    ///
    /// # Errors
    /// A finding with the line when the text is not TOML.
    pub fn parse(path: &str, text: &str) -> Result<Self, Finding> {
        let document = Document::parse(text.to_owned()).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span.start));
            Finding {
                line,
                ..Finding::of_file(
                    path,
                    format!("not TOML: {}", error.message()),
                    "correct the syntax on this line",
                )
            }
        })?;
        Ok(Self {
            path: path.to_owned(),
            document,
        })
    }

    /// The whole file as one definition.
    pub(super) fn whole<T: DeserializeOwned>(&self) -> Result<T, Finding> {
        toml_edit::de::from_str(self.text()).map_err(|error| self.type_finding(&error))
    }

    /// Every table of an array of tables as a definition.
    pub(super) fn each<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<Placed<T>>, Finding> {
        if let Some((key, _)) = self.document.iter().find(|(key, _)| *key != name) {
            let place = Place::top(&self.path).key(key);
            return Err(Finding {
                line: self.line(&place),
                field: key.to_owned(),
                ..Finding::of_file(
                    &self.path,
                    format!("unknown table `{key}`"),
                    format!("use [[{name}]] in this file"),
                )
            });
        }
        let mut whole: std::collections::BTreeMap<String, Vec<T>> =
            toml_edit::de::from_str(self.text()).map_err(|error| self.type_finding(&error))?;
        let definitions = whole.remove(name).unwrap_or_default();
        let top = Place::top(&self.path).key(name);
        Ok(definitions
            .into_iter()
            .enumerate()
            .map(|(position, definition)| Placed {
                definition,
                place: top.at(position),
            })
            .collect())
    }

    fn text(&self) -> &str {
        self.document.raw()
    }

    fn type_finding(&self, error: &toml_edit::de::Error) -> Finding {
        let line = error.span().map(|span| line_of(self.text(), span.start));
        let field = line
            .and_then(|line| self.text().lines().nth(line - 1))
            .and_then(|text| text.split_once('='))
            .map(|(key, _)| key.trim().to_owned())
            .unwrap_or_default();
        Finding {
            line,
            field,
            ..Finding::of_file(
                &self.path,
                error.message().to_owned(),
                "write the key with a value of the kind the definition expects",
            )
        }
    }

    /// The line, from 1, on which a place stands; that of the nearest key above where it is absent.
    #[must_use]
    pub fn line(&self, place: &Place) -> Option<usize> {
        let mut best = None;
        let mut node = Node::Table(self.document.as_table());
        for key in &place.keys {
            let Some((next, span)) = node.step(key) else { break };
            best = span.or(best);
            node = next;
        }
        best.map(|start| line_of(self.text(), start))
    }
}

/// A node of the document on the way to a place.
enum Node<'a> {
    Table(&'a Table),
    Tables(&'a toml_edit::ArrayOfTables),
    Value(&'a toml_edit::Value),
}

impl<'a> Node<'a> {
    fn step(&self, key: &Key) -> Option<(Node<'a>, Option<usize>)> {
        match (self, key) {
            (Node::Table(table), Key::Name(name)) => {
                let (key, item) = table.get_key_value(name)?;
                let start = key.span().or_else(|| item.span()).map(|span| span.start);
                Self::of(item).map(|node| (node, start))
            }
            (Node::Tables(tables), Key::Position(position)) => {
                let table = tables.get(*position)?;
                Some((Node::Table(table), table.span().map(|span| span.start)))
            }
            (Node::Value(value), Key::Position(position)) => {
                let value = value.as_array()?.get(*position)?;
                Some((Node::Value(value), value.span().map(|span| span.start)))
            }
            (Node::Value(value), Key::Name(name)) => {
                let (key, value) = value.as_inline_table()?.get_key_value(name)?;
                let start = key.span().or_else(|| value.span()).map(|span| span.start);
                value.as_value().map(|value| (Node::Value(value), start))
            }
            _ => None,
        }
    }

    fn of(item: &'a Item) -> Option<Node<'a>> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Node::Value(value)),
            Item::Table(table) => Some(Node::Table(table)),
            Item::ArrayOfTables(tables) => Some(Node::Tables(tables)),
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
