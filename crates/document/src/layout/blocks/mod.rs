//! Each kind of block as strips.

mod closing;
mod facts;
mod grid;
mod list;
mod masthead;
mod paragraph;
mod table;
mod title;

use super::{Setting, strip::Strip};
use crate::Block;

/// The strips of all blocks. What comes before a closing stays with it: nobody signs an empty page.
pub(crate) fn strips(blocks: &[Block], setting: &Setting) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    for block in blocks {
        if matches!(block, Block::Closing(_)) {
            keep_last(&mut strips);
        }
        strips.extend(block_strips(block, setting));
    }
    strips
}

/// Keeps the last strip that shows something, and the room below it, with what follows.
fn keep_last(strips: &mut [Strip]) {
    for strip in strips.iter_mut().rev() {
        strip.keep = true;
        if !strip.items.is_empty() {
            break;
        }
    }
}

fn block_strips(block: &Block, setting: &Setting) -> Vec<Strip> {
    match block {
        Block::Masthead { organ, number } => vec![masthead::strip(organ, number.as_deref(), setting)],
        Block::Title(title) => title::strips(title, setting),
        Block::Number(text) => title::number(text, setting),
        Block::Addressee(text) => paragraph::addressee(text, setting),
        Block::Heading(text) => paragraph::heading(text, setting),
        Block::Paragraph(text) => paragraph::strips(text, setting),
        Block::Facts(rows) => facts::strips(rows, setting),
        Block::List(list) => list::strips(list, setting),
        Block::Table(table) => table::strips(table, setting),
        Block::Closing(closing) => vec![closing::strip(closing, setting)],
        Block::Notes(notes) => list::notes(notes, setting),
    }
}
