//! One TOML file: typed content, and the line on which each key stands.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use toml_edit::{ArrayOfTables, Document, Item, Table, Value};

use super::Placed;
use crate::check::{Finding, Mistake};

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
                    Mistake::NotToml {
                        detail: error.message().to_owned(),
                    },
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
        self.read(self.text())
    }

    /// Every table of an array of tables as a definition; what is wrong with one hides none of the others.
    pub(super) fn each<T: DeserializeOwned>(
        &self,
        name: &str,
        findings: &mut Vec<Finding>,
        unread: &mut BTreeSet<String>,
    ) -> Vec<Placed<T>> {
        findings.extend(self.unknown_tables(name));
        let others = self.document.iter().filter(|(key, _)| *key != name);
        unread.extend(
            others
                .filter_map(|(_, item)| item.as_array_of_tables())
                .flat_map(|tables| tables.iter().flat_map(ids)),
        );
        let top = Place::top(&self.path).key(name);
        let none = ArrayOfTables::new();
        let tables = match self.document.get(name).map(Item::as_array_of_tables) {
            Some(Some(tables)) => tables,
            Some(None) => {
                findings.push(self.finding(&top, Mistake::NoListOfTables { table: name.to_owned() }));
                &none
            }
            None => &none,
        };
        let starts: Vec<usize> = tables.iter().filter_map(|table| Some(table.span()?.start)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.text().len()]);
        let mut read = Vec::new();
        for (position, (table, (start, end))) in tables.iter().zip(starts.iter().copied().zip(ends)).enumerate() {
            match self.read_part(name, start, end) {
                Ok(definition) => read.extend(definition.map(|definition| Placed {
                    definition,
                    place: top.at(position),
                })),
                Err(finding) => {
                    findings.push(finding);
                    unread.extend(ids(table));
                }
            }
        }
        read
    }

    fn unknown_tables(&self, name: &str) -> Vec<Finding> {
        let unknown = self.document.iter().map(|(key, _)| key).filter(|key| *key != name);
        unknown
            .map(|key| {
                let place = Place::top(&self.path).key(key);
                let mistake = Mistake::UnknownTable {
                    table: key.to_owned(),
                    known: name.to_owned(),
                };
                self.finding(&place, mistake)
            })
            .collect()
    }

    /// One table of an array of tables. Whatever stands around it is blanked, so that an error is said with its line.
    fn read_part<T: DeserializeOwned>(&self, name: &str, start: usize, end: usize) -> Result<Option<T>, Finding> {
        let blank = |text: &str| -> String { text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect() };
        let (before, part) = (blank(&self.text()[..start]), &self.text()[start..end]);
        let mut tables: std::collections::BTreeMap<String, Vec<T>> = self.read(&format!("{before}{part}"))?;
        Ok(tables.remove(name).and_then(|mut one| one.pop()))
    }

    fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, Finding> {
        toml_edit::de::from_str(text).map_err(|error| self.type_finding(&error))
    }

    fn text(&self) -> &str {
        self.document.raw()
    }

    fn type_finding(&self, error: &toml_edit::de::Error) -> Finding {
        let place = error.span().and_then(|span| self.place_of(span.start));
        let place = place.unwrap_or_else(|| Place::top(&self.path));
        let line = error.span().map(|span| line_of(self.text(), span.start));
        Finding {
            line: line.or_else(|| self.line(&place)),
            ..self.finding(
                &place,
                Mistake::NotADefinition {
                    detail: error.message().to_owned(),
                },
            )
        }
    }

    fn finding(&self, place: &Place, mistake: Mistake) -> Finding {
        Finding {
            line: self.line(place),
            field: place.field(),
            ..Finding::of_file(&self.path, mistake)
        }
    }

    /// The place of whatever is written at an offset of the text.
    fn place_of(&self, offset: usize) -> Option<Place> {
        let keys = table_keys(self.document.as_table(), offset)?;
        Some(Place {
            file: self.path.clone(),
            keys,
        })
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
    Tables(&'a ArrayOfTables),
    Value(&'a Value),
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

/// The id of a definition, and those of the tables within it.
fn ids(table: &Table) -> Vec<String> {
    let own = table.get("id").and_then(Item::as_str).map(str::to_owned);
    let within = table.iter().filter_map(|(_, item)| item.as_array_of_tables());
    own.into_iter()
        .chain(within.flat_map(|tables| tables.iter().flat_map(ids)))
        .collect()
}

/// The keys that lead through a table to what is written at an offset.
fn table_keys(table: &Table, offset: usize) -> Option<Vec<Key>> {
    for (name, _) in table.iter() {
        let (key, item) = table.get_key_value(name)?;
        let below = match item {
            Item::None => None,
            Item::Value(value) => value_keys(value, offset),
            Item::Table(table) => table_keys(table, offset).or_else(|| covers(table.span(), offset).then(Vec::new)),
            Item::ArrayOfTables(tables) => tables.iter().enumerate().find_map(|(position, table)| {
                let below = table_keys(table, offset).or_else(|| covers(table.span(), offset).then(Vec::new))?;
                Some(after(Key::Position(position), below))
            }),
        };
        let below = below.or_else(|| covers(key.span(), offset).then(Vec::new));
        if let Some(below) = below {
            return Some(after(Key::Name(name.to_owned()), below));
        }
    }
    None
}

fn value_keys(value: &Value, offset: usize) -> Option<Vec<Key>> {
    if !covers(value.span(), offset) {
        return None;
    }
    let below = match value {
        Value::Array(array) => array
            .iter()
            .enumerate()
            .find_map(|(position, value)| Some(after(Key::Position(position), value_keys(value, offset)?))),
        Value::InlineTable(table) => table.iter().find_map(|(name, value)| {
            let key = table.get_key_value(name).and_then(|(key, _)| key.span());
            let below = value_keys(value, offset).or_else(|| covers(key, offset).then(Vec::new))?;
            Some(after(Key::Name(name.to_owned()), below))
        }),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => None,
    };
    Some(below.unwrap_or_default())
}

fn after(key: Key, mut below: Vec<Key>) -> Vec<Key> {
    below.insert(0, key);
    below
}

fn covers(span: Option<std::ops::Range<usize>>, offset: usize) -> bool {
    span.is_some_and(|span| span.contains(&offset))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
