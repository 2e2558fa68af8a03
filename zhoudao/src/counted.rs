//! Numbers with the words that belong to them.

/// "1 head", "2 heads".
pub fn counted(number: u64, one: &str, many: &str) -> String {
    let words = if number == 1 { one } else { many };
    format!("{number} {words}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_said_of_one_alone() {
        let events = |number| counted(number, "event is", "events are");
        assert_eq!([0, 1, 2].map(events), ["0 events are", "1 event is", "2 events are"]);
    }
}
