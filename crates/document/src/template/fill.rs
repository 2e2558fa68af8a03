//! A template and values into a sheet.

use super::{
    Template, Unfilled,
    blocks::{BlockTemplate, CodeTemplate, FactTemplate, Guarded, ItemTemplate, SignerTemplate, TableTemplate},
    check::ROW,
    text::{Filter, Name, Piece, Place, Text},
};
use crate::{Block, Closing, Code, Date, Fact, FactRow, List, Notes, Sheet, Signature, SignatureLine, Table, Title};
use std::{borrow::Cow, collections::BTreeMap};

/// Values by name. Rows are numbered from 1: `material.1.name`, `material.2.name`.
pub type Values = BTreeMap<String, String>;

/// Rows beyond these are not a document any more.
const ROWS_MAX: usize = 2_000;

impl Template {
    /// The sheet with these values. A value that is missing or blank is an error, unless the template has a default for
    /// it or stands under a condition; a value that no place asks for is left out.
    pub fn fill(&self, values: &Values) -> Result<Sheet, Unfilled> {
        let filling = Filling {
            file: &self.file,
            values,
            row: None,
        };
        let number = self.number.as_ref().map(|text| filling.text(text)).transpose()?;
        let date = filling.date(&self.date)?;
        let watermark = self.watermark.iter().find(|watermark| filling.applies(*watermark));
        let watermark = watermark.map(|watermark| filling.text(&watermark.content)).transpose()?;
        let mut blocks = Vec::new();
        let mut unprinted = number.clone();
        for block in self.blocks.iter().filter(|block| filling.applies(*block)) {
            blocks.extend(filling.block(&block.content, &mut unprinted, date)?);
        }
        let title = blocks.iter().find_map(Block::title);
        let name = title.unwrap_or(&self.name).to_owned();
        Ok(Sheet {
            name,
            number,
            date,
            form: self.form,
            paper: self.paper,
            border: self.border,
            watermark,
            blocks,
        })
    }
}

/// Values, and the row that is being filled.
#[derive(Clone, Copy)]
struct Filling<'a> {
    file: &'a str,
    values: &'a Values,
    row: Option<(&'a str, usize)>,
}

impl<'a> Filling<'a> {
    /// The block; the number goes into the masthead, or else under the title, and only once.
    fn block(&self, block: &BlockTemplate, number: &mut Option<String>, date: Date) -> Result<Vec<Block>, Unfilled> {
        Ok(match block {
            BlockTemplate::Masthead(organ) => vec![Block::Masthead {
                organ: self.text(organ)?,
                number: number.take(),
            }],
            BlockTemplate::Title { above, text, below } => {
                let (above, below) = (self.optional(above.as_ref())?, self.optional(below.as_ref())?);
                let title = Block::Title(Title {
                    above,
                    text: self.text(text)?,
                    below,
                });
                [title].into_iter().chain(number.take().map(Block::Number)).collect()
            }
            BlockTemplate::Addressee(text) => vec![Block::Addressee(self.text(text)?)],
            BlockTemplate::Heading(text) => vec![Block::Heading(self.text(text)?)],
            BlockTemplate::Paragraph(text) => vec![Block::Paragraph(self.text(text)?)],
            BlockTemplate::Facts(rows) => self.facts(rows)?,
            BlockTemplate::List { numbering, items } => {
                let items = self.items(items)?;
                let list = (!items.is_empty()).then_some(Block::List(List {
                    numbering: *numbering,
                    items,
                }));
                list.into_iter().collect()
            }
            BlockTemplate::Table(table) => self.table(table)?,
            BlockTemplate::Closing {
                signers,
                dated,
                style,
                sealed,
                code,
            } => {
                let lines = self.signers(signers)?;
                let date = dated.then_some(date);
                let signed = !lines.is_empty() || *dated;
                let signature = signed.then_some(Signature {
                    lines,
                    date,
                    style: *style,
                    sealed: *sealed,
                });
                vec![Block::Closing(Closing {
                    signature,
                    code: self.code(code.as_ref())?,
                })]
            }
            BlockTemplate::Notes { title, numbering, items } => {
                let (title, items) = (self.optional(title.as_ref())?, self.items(items)?);
                let notes = (!items.is_empty()).then_some(Block::Notes(Notes {
                    title,
                    numbering: *numbering,
                    items,
                }));
                notes.into_iter().collect()
            }
        })
    }

    fn facts(&self, rows: &[Vec<Guarded<FactTemplate>>]) -> Result<Vec<Block>, Unfilled> {
        let mut filled = Vec::new();
        for row in rows {
            let facts = row
                .iter()
                .filter(|fact| self.applies(*fact))
                .map(|fact| self.fact(&fact.content));
            let mut facts = facts.collect::<Result<Vec<Fact>, Unfilled>>()?.into_iter();
            filled.extend(match (facts.next(), facts.next()) {
                (Some(left), Some(right)) => Some(FactRow::Two(left, right)),
                (Some(only), None) => Some(FactRow::One(only)),
                (None, _) => None,
            });
        }
        Ok(if filled.is_empty() {
            Vec::new()
        } else {
            vec![Block::Facts(filled)]
        })
    }

    fn fact(&self, fact: &FactTemplate) -> Result<Fact, Unfilled> {
        Ok(Fact {
            label: self.text(&fact.label)?,
            value: self.text(&fact.value)?,
        })
    }

    /// Sentences: each line of a value is one, and each row of values gives one.
    fn items(&self, items: &[Guarded<ItemTemplate>]) -> Result<Vec<String>, Unfilled> {
        let mut filled = Vec::new();
        for item in items.iter().filter(|item| self.applies(*item)) {
            for filling in self.each(item.content.each.as_ref()) {
                let text = filling.text(&item.content.text)?;
                filled.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
            }
        }
        Ok(filled)
    }

    fn table(&self, table: &TableTemplate) -> Result<Vec<Block>, Unfilled> {
        let mut rows = Vec::new();
        for filling in self.each(Some(&table.each)) {
            rows.push(
                table
                    .columns
                    .iter()
                    .map(|column| filling.text(&column.cell))
                    .collect::<Result<Vec<_>, _>>()?,
            );
        }
        if rows.is_empty() {
            return Ok(self
                .optional(table.empty.as_ref())?
                .map(Block::Paragraph)
                .into_iter()
                .collect());
        }
        let head = table
            .columns
            .iter()
            .map(|column| self.text(&column.head))
            .collect::<Result<_, _>>()?;
        let widths = table.columns.iter().map(|column| column.width).collect();
        Ok(vec![Block::Table(Table { head, widths, rows })])
    }

    fn signers(&self, signers: &[Guarded<SignerTemplate>]) -> Result<Vec<SignatureLine>, Unfilled> {
        let lines = signers.iter().filter(|signer| self.applies(*signer)).map(|signer| {
            let SignerTemplate { label, text } = &signer.content;
            let text = self.optional(text.as_ref())?.unwrap_or_default();
            Ok(SignatureLine {
                label: self.optional(label.as_ref())?,
                text,
            })
        });
        lines.collect()
    }

    fn code(&self, code: Option<&Guarded<CodeTemplate>>) -> Result<Option<Code>, Unfilled> {
        let Some(code) = code.filter(|code| self.applies(*code)) else {
            return Ok(None);
        };
        let CodeTemplate { text, caption } = &code.content;
        let made = Code::new(&self.text(text)?, &self.text(caption)?);
        let Place { line, field } = text.place.clone();
        made.map(Some).map_err(|_| Unfilled::CodeTooLong {
            file: self.file.to_owned(),
            line,
            field,
        })
    }

    /// One filling for each row of values, or this one where there are no rows to speak of.
    fn each<'b>(&self, each: Option<&'b Name>) -> Vec<Filling<'b>>
    where
        'a: 'b,
    {
        let Some(each) = each else { return vec![*self] };
        let rows = (1..=ROWS_MAX).take_while(|row| self.has_row(&each.name, *row));
        rows.map(|row| Filling {
            file: self.file,
            values: self.values,
            row: Some((each.name.as_str(), row)),
        })
        .collect()
    }

    fn has_row(&self, each: &str, row: usize) -> bool {
        let prefix = format!("{each}.{row}.");
        self.values
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(name, _)| name.starts_with(&prefix))
    }

    fn applies<T>(&self, guarded: &Guarded<T>) -> bool {
        let there = |name: &Name| self.value(&name.name).is_some();
        guarded.when.as_ref().is_none_or(there) && !guarded.unless.as_ref().is_some_and(there)
    }

    fn optional(&self, text: Option<&Text>) -> Result<Option<String>, Unfilled> {
        text.map(|text| self.text(text)).transpose()
    }

    fn text(&self, text: &Text) -> Result<String, Unfilled> {
        text.pieces.iter().map(|piece| self.piece(piece, &text.place)).collect()
    }

    fn piece(&self, piece: &Piece, place: &Place) -> Result<String, Unfilled> {
        let (name, filter) = match piece {
            Piece::Words(words) => return Ok(words.clone()),
            Piece::Value { name, filter } => (name, filter),
        };
        let value = self.value(&name.name);
        match filter {
            Filter::Default(words) => Ok(value.map_or_else(|| words.clone(), Cow::into_owned)),
            Filter::None => self.there(value, name, place),
            Filter::Grouped => Ok(grouped(&self.there(value, name, place)?)),
            Filter::Date => Ok(self.as_date(&self.there(value, name, place)?, name.line, place)?.arabic()),
            Filter::LongDate => Ok(self.as_date(&self.there(value, name, place)?, name.line, place)?.chinese()),
        }
    }

    /// The text as a date.
    fn date(&self, text: &Text) -> Result<Date, Unfilled> {
        self.as_date(&self.text(text)?, text.place.line, &text.place)
    }

    fn there(&self, value: Option<Cow<'_, str>>, name: &Name, place: &Place) -> Result<String, Unfilled> {
        value.map(Cow::into_owned).ok_or_else(|| Unfilled::Missing {
            file: self.file.to_owned(),
            line: name.line,
            field: place.field.clone(),
            name: self.spelled(&name.name).into_owned(),
        })
    }

    fn as_date(&self, value: &str, line: usize, place: &Place) -> Result<Date, Unfilled> {
        let (file, field) = (self.file.to_owned(), place.field.clone());
        value.trim().parse().map_err(|_| Unfilled::NotADate {
            file,
            line,
            field,
            value: value.to_owned(),
        })
    }

    /// The value of a name, unless it is blank.
    fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        if let (ROW, Some((_, row))) = (name, self.row) {
            return Some(Cow::Owned(row.to_string()));
        }
        let value = self.values.get(self.spelled(name).as_ref())?;
        (!value.trim().is_empty()).then(|| clean(value))
    }

    /// The name under which the value is given: inside a row, with the row's number.
    fn spelled<'b>(&self, name: &'b str) -> Cow<'b, str> {
        let in_row = self
            .row
            .and_then(|(each, row)| Some((each, row, name.strip_prefix(each)?.strip_prefix('.')?)));
        in_row.map_or(Cow::Borrowed(name), |(each, row, rest)| {
            Cow::Owned(format!("{each}.{row}.{rest}"))
        })
    }
}

/// Groups of eight characters.
fn grouped(value: &str) -> String {
    let characters: Vec<char> = value.chars().filter(|character| !character.is_whitespace()).collect();
    let groups: Vec<String> = characters.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// A value without carriage returns and other controls; line breaks stay.
fn clean(value: &str) -> Cow<'_, str> {
    let foreign = |character: char| character.is_control() && character != '\n';
    let value = value.trim();
    if value.contains(foreign) {
        Cow::Owned(value.replace('\t', " ").replace(foreign, ""))
    } else {
        Cow::Borrowed(value)
    }
}
