//! A template file into a template.

use super::{
    Fault, Kind, Problem, TEMPLATE_BYTES_MAX, Template,
    blocks::{
        BlockTemplate, CodeTemplate, ColumnTemplate, FactTemplate, Guarded, ItemTemplate, KINDS, SignerTemplate, TableTemplate,
    },
    source::{Node, Source},
    text::{Name, Text},
};
use crate::{Border, DateStyle, Form, Numbering, Paper};

const FIELDS: [&str; 9] = [
    "name",
    "kind",
    "form",
    "paper",
    "border",
    "number",
    "date",
    "watermark",
    "block",
];

impl Template {
    /// Reads a template from its file's text. The file's name gives the template its identifier.
    pub fn read(file: &str, toml: &str) -> Result<Template, Fault> {
        let source = Source { file, raw: toml };
        let whole = |line, problem| Fault {
            file: file.to_owned(),
            line,
            field: "template".into(),
            problem,
        };
        if toml.len() > TEMPLATE_BYTES_MAX {
            return Err(whole(1, Problem::TooLarge));
        }
        let document = toml_edit::Document::parse(toml).map_err(|error| {
            let line = error.span().map_or(1, |span| source.line(span.start));
            whole(line, Problem::NotToml(error.message().to_owned()))
        })?;
        let root = Node::root(&source, document.as_table());
        root.only(&FIELDS)?;
        let form = root.need("form")?.choice(&FORMS)?;
        let tables = document.get("block").and_then(|block| block.as_array_of_tables());
        let tables = tables.ok_or_else(|| whole(1, Problem::NotOneKind))?;
        let blocks = tables
            .iter()
            .enumerate()
            .map(|(index, table)| block(&root.numbered("block", index, table), form));
        Ok(Template {
            file: file.to_owned(),
            id: stem(file).to_owned(),
            name: root.need("name")?.string()?.to_owned(),
            kind: root.need("kind")?.choice(&Kind::WORDS)?,
            form,
            paper: root.get("paper").map_or(Ok(Paper::Portrait), |node| node.choice(&PAPERS))?,
            border: root.get("border").map_or(Ok(Border::None), |node| node.choice(&BORDERS))?,
            number: optional(&root, "number")?,
            date: Text::read(&root.need("date")?)?,
            watermark: root.get("watermark").map(|node| watermark(&node)).transpose()?,
            blocks: blocks.collect::<Result<_, _>>()?,
        })
    }
}

const FORMS: [(&str, Form); 3] = [
    ("certificate", Form::Certificate),
    ("official", Form::Official),
    ("plain", Form::Plain),
];
const PAPERS: [(&str, Paper); 2] = [("portrait", Paper::Portrait), ("landscape", Paper::Landscape)];
const BORDERS: [(&str, Border); 2] = [("none", Border::None), ("certificate", Border::Certificate)];
const DATE_STYLES: [(&str, DateStyle); 2] = [("chinese", DateStyle::Chinese), ("arabic", DateStyle::Arabic)];
const NUMBERINGS: [(&str, Numbering); 4] = [
    ("chinese", Numbering::Chinese),
    ("bracketed", Numbering::Bracketed),
    ("arabic", Numbering::Arabic),
    ("none", Numbering::Plain),
];

/// The name of a file without its folders and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn watermark(node: &Node) -> Result<Guarded<Text>, Fault> {
    guarded(node, &["text"], || Text::read(&node.need("text")?), || Text::read(node))
}

fn block(node: &Node, form: Form) -> Result<Guarded<BlockTemplate>, Fault> {
    let kinds: Vec<Node> = KINDS.iter().filter_map(|kind| node.get(kind)).collect();
    node.only(&[&KINDS[..], &["when", "unless"]].concat())?;
    let [content] = kinds.as_slice() else {
        return Err(node.fault(Problem::NotOneKind));
    };
    let kind = content.field.rsplit(' ').next().unwrap_or_default();
    let content = match kind {
        "masthead" => BlockTemplate::Masthead(Text::read(content)?),
        "title" => title(content)?,
        "addressee" => BlockTemplate::Addressee(Text::read(content)?),
        "heading" => BlockTemplate::Heading(Text::read(content)?),
        "paragraph" => BlockTemplate::Paragraph(Text::read(content)?),
        "facts" => BlockTemplate::Facts(content.list()?.iter().map(facts).collect::<Result<_, _>>()?),
        "list" => list(content, form)?,
        "table" => BlockTemplate::Table(table(content)?),
        "closing" => closing(content, form)?,
        _ => notes(content)?,
    };
    Ok(Guarded {
        when: name(node, "when")?,
        unless: name(node, "unless")?,
        content,
    })
}

fn title(node: &Node) -> Result<BlockTemplate, Fault> {
    if !node.is_table() {
        return Ok(BlockTemplate::Title {
            above: None,
            text: Text::read(node)?,
            below: None,
        });
    }
    node.only(&["above", "text", "below"])?;
    let text = Text::read(&node.need("text")?)?;
    Ok(BlockTemplate::Title {
        above: optional(node, "above")?,
        text,
        below: optional(node, "below")?,
    })
}

/// A row: one fact, or a list of two.
fn facts(node: &Node) -> Result<Vec<Guarded<FactTemplate>>, Fault> {
    let nodes = if node.is_list() { node.list()? } else { vec![node.clone()] };
    if !(1..=2).contains(&nodes.len()) {
        return Err(node.fault(Problem::NotA("one fact or two")));
    }
    nodes.iter().map(fact).collect()
}

fn fact(node: &Node) -> Result<Guarded<FactTemplate>, Fault> {
    node.only(&["label", "value", "when", "unless"])?;
    let content = FactTemplate {
        label: Text::read(&node.need("label")?)?,
        value: Text::read(&node.need("value")?)?,
    };
    Ok(Guarded {
        when: name(node, "when")?,
        unless: name(node, "unless")?,
        content,
    })
}

fn list(node: &Node, form: Form) -> Result<BlockTemplate, Fault> {
    let usual = match form {
        Form::Official => Numbering::Chinese,
        Form::Certificate | Form::Plain => Numbering::Arabic,
    };
    if node.is_list() {
        return Ok(BlockTemplate::List {
            numbering: usual,
            items: items(node)?,
        });
    }
    node.only(&["numbering", "items"])?;
    Ok(BlockTemplate::List {
        numbering: numbering(node, usual)?,
        items: items(&node.need("items")?)?,
    })
}

fn notes(node: &Node) -> Result<BlockTemplate, Fault> {
    node.only(&["title", "numbering", "items"])?;
    let (title, items) = (optional(node, "title")?, items(&node.need("items")?)?);
    Ok(BlockTemplate::Notes {
        title,
        numbering: numbering(node, Numbering::Arabic)?,
        items,
    })
}

fn numbering(node: &Node, usual: Numbering) -> Result<Numbering, Fault> {
    node.get("numbering").map_or(Ok(usual), |node| node.choice(&NUMBERINGS))
}

fn items(node: &Node) -> Result<Vec<Guarded<ItemTemplate>>, Fault> {
    node.list()?.iter().map(item).collect()
}

fn item(node: &Node) -> Result<Guarded<ItemTemplate>, Fault> {
    let whole = || {
        Ok(ItemTemplate {
            text: Text::read(&node.need("text")?)?,
            each: name(node, "each")?,
        })
    };
    guarded(node, &["text", "each"], whole, || {
        Ok(ItemTemplate {
            text: Text::read(node)?,
            each: None,
        })
    })
}

fn table(node: &Node) -> Result<TableTemplate, Fault> {
    node.only(&["each", "columns", "empty"])?;
    let columns = node.need("columns")?.list()?.iter().map(column).collect::<Result<_, _>>()?;
    Ok(TableTemplate {
        each: Name::read(&node.need("each")?)?,
        columns,
        empty: optional(node, "empty")?,
    })
}

fn column(node: &Node) -> Result<ColumnTemplate, Fault> {
    node.only(&["head", "cell", "width"])?;
    let width = node.get("width").map_or(Ok(1), |node| {
        let width = node.integer()?;
        u16::try_from(width)
            .ok()
            .filter(|width| *width > 0)
            .ok_or_else(|| node.fault(Problem::NotA("a number from 1 to 65535")))
    })?;
    Ok(ColumnTemplate {
        head: Text::read(&node.need("head")?)?,
        cell: Text::read(&node.need("cell")?)?,
        width,
    })
}

fn closing(node: &Node, form: Form) -> Result<BlockTemplate, Fault> {
    node.only(&["signers", "dated", "date_style", "sealed", "code"])?;
    let usual = match form {
        Form::Certificate => DateStyle::Chinese,
        Form::Official | Form::Plain => DateStyle::Arabic,
    };
    let signers = node
        .get("signers")
        .map_or(Ok(Vec::new()), |node| node.list()?.iter().map(signer).collect())?;
    Ok(BlockTemplate::Closing {
        signers,
        dated: node.get("dated").map_or(Ok(true), |node| node.boolean())?,
        style: node.get("date_style").map_or(Ok(usual), |node| node.choice(&DATE_STYLES))?,
        sealed: node.get("sealed").map_or(Ok(false), |node| node.boolean())?,
        code: node.get("code").map(|node| code(&node)).transpose()?,
    })
}

fn signer(node: &Node) -> Result<Guarded<SignerTemplate>, Fault> {
    let whole = || {
        Ok(SignerTemplate {
            label: optional(node, "label")?,
            text: optional(node, "text")?,
        })
    };
    guarded(node, &["label", "text"], whole, || {
        Ok(SignerTemplate {
            label: None,
            text: Some(Text::read(node)?),
        })
    })
}

fn code(node: &Node) -> Result<Guarded<CodeTemplate>, Fault> {
    let whole = || {
        Ok(CodeTemplate {
            text: Text::read(&node.need("text")?)?,
            caption: Text::read(&node.need("caption")?)?,
        })
    };
    guarded(
        node,
        &["text", "caption"],
        whole,
        || Err(node.fault(Problem::NotA("a table"))),
    )
}

/// Either a table with these fields and conditions, or the short form without conditions.
fn guarded<T>(
    node: &Node,
    fields: &[&str],
    whole: impl FnOnce() -> Result<T, Fault>,
    short: impl FnOnce() -> Result<T, Fault>,
) -> Result<Guarded<T>, Fault> {
    if !node.is_table() {
        return Ok(Guarded {
            when: None,
            unless: None,
            content: short()?,
        });
    }
    node.only(&[fields, &["when", "unless"]].concat())?;
    Ok(Guarded {
        when: name(node, "when")?,
        unless: name(node, "unless")?,
        content: whole()?,
    })
}

fn optional(node: &Node, key: &str) -> Result<Option<Text>, Fault> {
    node.get(key).map(|node| Text::read(&node)).transpose()
}

fn name(node: &Node, key: &str) -> Result<Option<Name>, Fault> {
    node.get(key).map(|node| Name::read(&node)).transpose()
}
