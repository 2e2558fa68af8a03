//! A TOML file with its lines, read field by field, so that every fault names its place.

use super::{Fault, Problem};
use std::ops::Range;
use toml_edit::{Item, TableLike, Value};

/// The file that is being read.
pub(crate) struct Source<'a> {
    pub file: &'a str,
    pub raw: &'a str,
}

/// A value or table in the file, with its name and where it stands.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub source: &'a Source<'a>,
    pub field: String,
    pub span: Range<usize>,
    content: Content<'a>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Value(&'a Value),
    Table(&'a dyn TableLike),
    Other,
}

impl<'a> Node<'a> {
    pub fn root(source: &'a Source<'a>, table: &'a dyn TableLike) -> Node<'a> {
        Node {
            source,
            field: String::new(),
            span: 0..0,
            content: Content::Table(table),
        }
    }

    pub fn fault(&self, problem: Problem) -> Fault {
        let field = if self.field.is_empty() {
            "template".to_owned()
        } else {
            self.field.clone()
        };
        Fault {
            file: self.source.file.to_owned(),
            line: self.line(),
            field,
            problem,
        }
    }

    pub fn line(&self) -> usize {
        self.source.line(self.span.start)
    }

    /// A field of this table.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let item = self.table()?.get(key)?;
        Some(self.child(key, item))
    }

    /// A field that must be there.
    pub fn need(&self, key: &str) -> Result<Node<'a>, Fault> {
        self.get(key).ok_or_else(|| {
            Node {
                field: self.name(key),
                ..self.clone()
            }
            .fault(Problem::Absent)
        })
    }

    /// Refuses fields that are not among these.
    pub fn only(&self, keys: &[&str]) -> Result<(), Fault> {
        let table = self.table().ok_or_else(|| self.fault(Problem::NotA("a table")))?;
        let stranger = table.iter().find(|(key, _)| !keys.contains(key));
        stranger.map_or(Ok(()), |(key, item)| Err(self.child(key, item).fault(Problem::UnknownField)))
    }

    pub fn is_table(&self) -> bool {
        self.table().is_some()
    }

    pub fn string(&self) -> Result<&'a str, Fault> {
        match self.content {
            Content::Value(value) => value.as_str(),
            Content::Table(_) | Content::Other => None,
        }
        .ok_or_else(|| self.fault(Problem::NotA("a text")))
    }

    pub fn boolean(&self) -> Result<bool, Fault> {
        match self.content {
            Content::Value(value) => value.as_bool(),
            Content::Table(_) | Content::Other => None,
        }
        .ok_or_else(|| self.fault(Problem::NotA("true or false")))
    }

    pub fn integer(&self) -> Result<i64, Fault> {
        match self.content {
            Content::Value(value) => value.as_integer(),
            Content::Table(_) | Content::Other => None,
        }
        .ok_or_else(|| self.fault(Problem::NotA("a number")))
    }

    /// One of these words.
    pub fn choice<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, Fault> {
        let found = self.string()?;
        let known = words.iter().find(|(word, _)| *word == found).map(|(_, meaning)| *meaning);
        known.ok_or_else(|| self.fault(Problem::NotOneOf(words.iter().map(|(word, _)| *word).collect())))
    }

    /// The members of a list.
    pub fn list(&self) -> Result<Vec<Node<'a>>, Fault> {
        let Content::Value(Value::Array(array)) = self.content else {
            return Err(self.fault(Problem::NotA("a list")));
        };
        let members = array.iter().enumerate().map(|(index, value)| Node {
            source: self.source,
            field: format!("{} {}", self.field, index + 1),
            span: value.span().unwrap_or_else(|| self.span.clone()),
            content: Content::Value(value),
        });
        Ok(members.collect())
    }

    pub fn is_list(&self) -> bool {
        matches!(self.content, Content::Value(Value::Array(_)))
    }

    fn table(&self) -> Option<&'a dyn TableLike> {
        match self.content {
            Content::Table(table) => Some(table),
            Content::Value(value) => value.as_inline_table().map(|table| table as &dyn TableLike),
            Content::Other => None,
        }
    }

    fn child(&self, key: &str, item: &'a Item) -> Node<'a> {
        let content = match item {
            Item::Value(value) => Content::Value(value),
            Item::Table(table) => Content::Table(table),
            Item::ArrayOfTables(_) | Item::None => Content::Other,
        };
        let span = item.span().unwrap_or_else(|| self.span.clone());
        Node {
            source: self.source,
            field: self.name(key),
            span,
            content,
        }
    }

    /// A table of an array of tables.
    pub fn numbered(&self, key: &str, index: usize, table: &'a toml_edit::Table) -> Node<'a> {
        let span = table.span().unwrap_or_else(|| self.span.clone());
        let field = format!("{} {}", self.name(key), index + 1);
        Node {
            source: self.source,
            field,
            span,
            content: Content::Table(table),
        }
    }

    fn name(&self, key: &str) -> String {
        if self.field.is_empty() {
            key.to_owned()
        } else {
            format!("{} {key}", self.field)
        }
    }
}

impl Source<'_> {
    pub fn line(&self, offset: usize) -> usize {
        self.raw.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
    }
}
