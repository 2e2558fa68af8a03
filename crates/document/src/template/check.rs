//! Whether every name in a template is one that somebody supplies.

use super::{
    Fault, Problem, Template,
    blocks::{BlockTemplate, Guarded, ItemTemplate},
    text::{Name, Place, Text},
};
use std::collections::BTreeSet;

/// The number of the row, inside a row.
pub(crate) const ROW: &str = "row";

/// A name with the field that uses it and the rows it stands in.
struct Use<'a> {
    name: &'a Name,
    field: String,
    each: Option<&'a Name>,
}

impl Template {
    /// Finds every name this template uses that is not known, with its place. Names of rows are known as
    /// `material.*.name`, and `draft.*` makes known whatever begins with `draft.`.
    pub fn check(&self, known: &BTreeSet<String>) -> Result<(), Vec<Fault>> {
        let strangers = self.uses().into_iter().filter(|used| !used.known(known));
        let faults: Vec<Fault> = strangers
            .map(|used| Fault {
                file: self.file.clone(),
                line: used.name.line,
                field: used.field.clone(),
                problem: Problem::UnknownName(used.spelled()),
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The names this template asks for, rows as `material.*.name`.
    pub fn names(&self) -> BTreeSet<String> {
        self.uses().iter().filter(|used| !used.is_row()).map(Use::spelled).collect()
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let mut uses = Vec::new();
        for text in self.number.iter().chain([&self.date]) {
            of_text(text, None, &mut uses);
        }
        if let Some(watermark) = &self.watermark {
            of_guard(watermark, &watermark.content.place.field, &mut uses);
            of_text(&watermark.content, None, &mut uses);
        }
        for (index, block) in self.blocks.iter().enumerate() {
            of_guard(block, &format!("block {}", index + 1), &mut uses);
            of_block(&block.content, &mut uses);
        }
        uses
    }
}

impl Use<'_> {
    fn is_row(&self) -> bool {
        self.each.is_some() && self.name.name == ROW
    }

    /// The name as the list of known names spells it.
    fn spelled(&self) -> String {
        let name = &self.name.name;
        let in_row = self
            .each
            .and_then(|each| name.strip_prefix(&each.name)?.strip_prefix('.').map(|rest| (each, rest)));
        in_row.map_or_else(|| name.clone(), |(each, rest)| format!("{}.*.{rest}", each.name))
    }

    fn known(&self, known: &BTreeSet<String>) -> bool {
        let name = self.spelled();
        let beginnings = name.match_indices('.').map(|(point, _)| format!("{}.*", &name[..point]));
        self.is_row() || known.contains(&name) || beginnings.into_iter().any(|beginning| known.contains(&beginning))
    }
}

fn of_text<'a>(text: &'a Text, each: Option<&'a Name>, uses: &mut Vec<Use<'a>>) {
    let Place { field, .. } = &text.place;
    uses.extend(text.names().map(|name| Use {
        name,
        field: field.clone(),
        each,
    }));
}

fn of_guard<'a, T>(guarded: &'a Guarded<T>, field: &str, uses: &mut Vec<Use<'a>>) {
    for (name, key) in guarded
        .when
        .iter()
        .map(|name| (name, "when"))
        .chain(guarded.unless.iter().map(|name| (name, "unless")))
    {
        uses.push(Use {
            name,
            field: format!("{field} {key}"),
            each: None,
        });
    }
}

fn of_block<'a>(block: &'a BlockTemplate, uses: &mut Vec<Use<'a>>) {
    match block {
        BlockTemplate::Title { above, text, below } => {
            above
                .iter()
                .chain([text])
                .chain(below)
                .for_each(|text| of_text(text, None, uses));
        }
        BlockTemplate::Masthead(text)
        | BlockTemplate::Addressee(text)
        | BlockTemplate::Heading(text)
        | BlockTemplate::Paragraph(text) => of_text(text, None, uses),
        BlockTemplate::Facts(rows) => {
            for fact in rows.iter().flatten() {
                of_guard(fact, &fact.content.value.place.field, uses);
                of_text(&fact.content.label, None, uses);
                of_text(&fact.content.value, None, uses);
            }
        }
        BlockTemplate::List { items, .. } => of_items(items, uses),
        BlockTemplate::Notes { title, items, .. } => {
            title.iter().for_each(|text| of_text(text, None, uses));
            of_items(items, uses);
        }
        BlockTemplate::Table(table) => {
            table.empty.iter().for_each(|text| of_text(text, None, uses));
            for column in &table.columns {
                of_text(&column.head, None, uses);
                of_text(&column.cell, Some(&table.each), uses);
            }
        }
        BlockTemplate::Closing { signers, code, .. } => {
            for signer in signers {
                let texts: Vec<&Text> = signer.content.label.iter().chain(&signer.content.text).collect();
                let field = texts.first().map_or("signers", |text| &text.place.field);
                of_guard(signer, field, uses);
                texts.into_iter().for_each(|text| of_text(text, None, uses));
            }
            if let Some(code) = code {
                of_guard(code, &code.content.text.place.field, uses);
                of_text(&code.content.text, None, uses);
                of_text(&code.content.caption, None, uses);
            }
        }
    }
}

fn of_items<'a>(items: &'a [Guarded<ItemTemplate>], uses: &mut Vec<Use<'a>>) {
    for item in items {
        of_guard(item, &item.content.text.place.field, uses);
        of_text(&item.content.text, item.content.each.as_ref(), uses);
    }
}
