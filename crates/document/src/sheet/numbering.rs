use crate::date::below_hundred;

/// How the items of a list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// 一、二、三、
    Chinese,
    /// （一）（二）（三）
    Bracketed,
    /// 1. 2. 3.
    Arabic,
    /// Nothing in front.
    Plain,
}

impl Numbering {
    /// What stands in front of the item; the first one is 1.
    pub fn mark(self, item: usize) -> String {
        match (self, u8::try_from(item)) {
            (Numbering::Plain, _) => String::new(),
            (Numbering::Chinese, Ok(item @ 1..=99)) => format!("{}、", below_hundred(item)),
            (Numbering::Bracketed, Ok(item @ 1..=99)) => format!("（{}）", below_hundred(item)),
            (Numbering::Chinese | Numbering::Bracketed | Numbering::Arabic, _) => format!("{item}."),
        }
    }
}
