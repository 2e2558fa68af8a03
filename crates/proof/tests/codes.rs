//! The promise in a receipt's square code.

use proof::{Hash, Head, KeyName, NotACode, Note, Origin, Promise, PromiseCode, Signatory, SigningKey, Suite, Unsigned};
use proptest::prelude::*;

fn key(origin: &Origin, secret: u8) -> SigningKey {
    SigningKey::new(Signatory::Log, KeyName::of_log(origin), &[secret; 32])
}

fn promise(suite: Suite, index: u64, leaf: [u8; 32], at: i64) -> Promise {
    Promise {
        origin: Origin::new(371_600, 1, suite),
        index,
        leaf: Hash(leaf),
        at,
    }
}

proptest! {
    #[test]
    fn a_code_says_what_was_promised_and_is_checked_with_the_public_key_alone(
        index in 0..(1_u64 << 53), leaf: [u8; 32], at: i64, is_sm3: bool,
    ) {
        let suite = if is_sm3 { Suite::Sm3 } else { Suite::Sha256 };
        let promise = promise(suite, index, leaf, at);
        let key = key(&promise.origin, 7);
        let note = Note::new(promise.to_string()).signed(&key, 0);
        let code = PromiseCode::of(&note, &key.verifying()).unwrap();
        let text = code.to_string();
        prop_assert_eq!(text.len(), 168);
        for scanned in [text.clone(), format!("https://city.example/log/e?p={text}"), format!("{text}\n")] {
            let read: PromiseCode = scanned.parse().unwrap();
            prop_assert_eq!(read.promise(), &promise);
            prop_assert_eq!(read.note(), &note);
            prop_assert_eq!(read.verify(&key.verifying()), Ok(()));
        }
    }
}

#[test]
fn a_changed_code_is_refused_letter_by_letter() {
    let promise = promise(Suite::Sha256, 4_710, [3; 32], 1_795_936_235_257);
    let key = key(&promise.origin, 7);
    let code = PromiseCode::of(&Note::new(promise.to_string()).signed(&key, 0), &key.verifying()).unwrap();
    let text = code.to_string();
    for place in 0..text.len() {
        let other = if text.as_bytes()[place] == b'A' { "B" } else { "A" };
        let mut changed = text.clone();
        changed.replace_range(place..=place, other);
        let believed = changed
            .parse::<PromiseCode>()
            .is_ok_and(|read| read.verify(&key.verifying()).is_ok());
        assert!(!believed, "letter {place} may be another");
    }
    for cut in ["", "A", &text[1..], &text[..167], &format!("{text}A")] {
        assert_eq!(cut.parse::<PromiseCode>(), Err(NotACode), "{cut}");
    }
}

#[test]
fn what_another_key_has_signed_or_is_no_promise_makes_no_code() {
    let promise = promise(Suite::Sha256, 0, [0; 32], 0);
    let (own, other) = (key(&promise.origin, 7), key(&promise.origin, 8));
    let note = Note::new(promise.to_string()).signed(&other, 0);
    assert!(PromiseCode::of(&note, &own.verifying()).is_err());
    let code = PromiseCode::of(&note, &other.verifying()).unwrap();
    assert!(matches!(code.verify(&own.verifying()), Err(Unsigned::Missing(_))));
    let head = Head {
        origin: promise.origin.clone(),
        size: 1,
        root: promise.leaf,
        at: 0,
    };
    assert!(PromiseCode::of(&Note::new(head.to_string()).signed(&own, 0), &own.verifying()).is_err());
}
