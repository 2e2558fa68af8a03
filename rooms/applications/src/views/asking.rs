//! Questions that are put together: values are named as they come up, and numbered in the order in which the text names them.

use ledger::{Statement, Value};

/// Values of a question.
pub(crate) struct Asking {
    pub(crate) values: Vec<Value>,
}

impl Asking {
    /// One more value; its name.
    pub(crate) fn add(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The question with its values in order.
    pub(crate) fn asked(&self, sql: &str) -> Statement {
        in_order(sql, &self.values)
    }
}

/// The same question with its values in the order in which the text first names them, and without those it does not name.
pub(crate) fn in_order(sql: &str, values: &[Value]) -> Statement {
    let mut order: Vec<usize> = Vec::new();
    let mut renamed = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, named)) = rest.split_once('$') {
        let digits = named.bytes().take_while(u8::is_ascii_digit).count();
        let place: usize = named[..digits].parse().unwrap_or(0);
        let position = order.iter().position(|known| *known == place).unwrap_or_else(|| {
            order.push(place);
            order.len() - 1
        });
        renamed.push_str(before);
        renamed.push_str(&format!("${}", position + 1));
        rest = &named[digits..];
    }
    renamed.push_str(rest);
    let values = order.iter().filter_map(|place| values.get(place.checked_sub(1)?).cloned());
    Statement::new(renamed, values.collect())
}

#[cfg(test)]
mod tests {
    use ledger::values;

    use super::*;

    #[test]
    fn values_are_numbered_as_the_text_names_them_and_others_are_left_out() {
        let asked = in_order("a = $3 AND b = $1 AND c = $3", &values![1, 2, 3]);
        assert_eq!(asked.sql, "a = $1 AND b = $2 AND c = $1");
        assert_eq!(asked.values, values![3, 1]);
    }
}
