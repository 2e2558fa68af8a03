//! The key under which a form's act happens once.

use std::time::{SystemTime, UNIX_EPOCH};

/// Six bytes of the time, in milliseconds, and ten of chance.
const KEY_BYTES: usize = 16;
const TIME_BYTES: usize = 6;

/// A key that nobody has used, in hexadecimal digits. It begins with the machine's time, so that the commands of an hour lie together in
/// the database; eighty random bits follow.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn fresh_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; KEY_BYTES];
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = u64::try_from(since.as_millis()).unwrap_or(u64::MAX).to_be_bytes();
    let (time, random) = bytes.split_at_mut(TIME_BYTES);
    time.copy_from_slice(&milliseconds[milliseconds.len() - TIME_BYTES..]);
    getrandom::fill(random)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_are_all_different_and_those_made_later_stand_behind() {
        let keys: Vec<String> = (0..1_000).map(|_| fresh_key().unwrap()).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        assert!(keys.iter().all(|key| key.len() == 2 * KEY_BYTES));
        // Unless somebody sets the machine's clock back meanwhile.
        assert!(keys.is_sorted_by_key(|key| &key[..2 * TIME_BYTES]));
    }
}
