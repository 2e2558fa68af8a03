//! A template's blocks: those of a sheet, with placeholders, conditions and rows.

use super::text::{Name, Text};
use crate::{DateStyle, Numbering};

/// The kinds of blocks; a block in a file has exactly one of these fields.
pub const KINDS: [&str; 10] = [
    "masthead",
    "title",
    "addressee",
    "heading",
    "paragraph",
    "facts",
    "list",
    "table",
    "closing",
    "notes",
];

/// Something that is there only under a condition.
#[derive(Clone, Debug)]
pub(crate) struct Guarded<T> {
    pub when: Option<Name>,
    pub unless: Option<Name>,
    pub content: T,
}

#[derive(Clone, Debug)]
pub(crate) enum BlockTemplate {
    Masthead(Text),
    Title {
        above: Option<Text>,
        text: Text,
        below: Option<Text>,
    },
    Addressee(Text),
    Heading(Text),
    Paragraph(Text),
    Facts(Vec<Vec<Guarded<FactTemplate>>>),
    List {
        numbering: Numbering,
        items: Vec<Guarded<ItemTemplate>>,
    },
    Table(TableTemplate),
    Closing {
        signers: Vec<Guarded<SignerTemplate>>,
        dated: bool,
        style: DateStyle,
        sealed: bool,
        code: Option<Guarded<CodeTemplate>>,
    },
    Notes {
        title: Option<Text>,
        numbering: Numbering,
        items: Vec<Guarded<ItemTemplate>>,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct FactTemplate {
    pub label: Text,
    pub value: Text,
}

/// A sentence of a list, or one for each row of values.
#[derive(Clone, Debug)]
pub(crate) struct ItemTemplate {
    pub text: Text,
    pub each: Option<Name>,
}

/// A table with a line for each row of values.
#[derive(Clone, Debug)]
pub(crate) struct TableTemplate {
    pub each: Name,
    pub columns: Vec<ColumnTemplate>,
    pub empty: Option<Text>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnTemplate {
    pub head: Text,
    pub cell: Text,
    pub width: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct SignerTemplate {
    pub label: Option<Text>,
    pub text: Option<Text>,
}

#[derive(Clone, Debug)]
pub(crate) struct CodeTemplate {
    pub text: Text,
    pub caption: Text,
}
