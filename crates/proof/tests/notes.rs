//! What is signed, by whom, and how it is read again.

use proof::{Head, KeyName, NotAKey, NotANote, Note, Origin, Promise, Signatory, SigningKey, Suite, Unsigned, VerifyingKey};

fn key(signatory: Signatory, name: &str, secret: u8) -> SigningKey {
    SigningKey::new(signatory, KeyName::new(name).unwrap(), &[secret; 32])
}

fn head() -> Head {
    Head {
        origin: Origin::new(371_600, 1, Suite::Sm3),
        size: 4_711,
        root: Suite::Sm3.leaf(b"root"),
        at: 1_795_936_235_000,
    }
}

#[test]
fn a_head_is_signed_by_its_city_and_countersigned_by_a_witness() {
    let (city, witness) = (
        key(Signatory::Log, "binzhou.example", 1),
        key(Signatory::Witness, "archive.example", 2),
    );
    let note = Note::new(head().to_string()).signed(&city, 0).signed(&witness, 1_795_936_240);
    let read: Note = note.to_string().parse().unwrap();
    assert_eq!(read, note);
    assert_eq!(read.text().parse(), Ok(head()));
    assert_eq!(read.verify(&city.verifying()), Ok(None));
    assert_eq!(read.verify(&witness.verifying()), Ok(Some(1_795_936_240)));
}

#[test]
fn a_changed_text_and_a_strange_key_are_found_out() {
    let city = key(Signatory::Log, "binzhou.example", 1);
    let note = Note::new(head().to_string()).signed(&city, 0);
    let changed: Note = note.to_string().replacen("4711", "4712", 1).parse().unwrap();
    let name = city.verifying().name().clone();
    assert_eq!(changed.verify(&city.verifying()), Err(Unsigned::Forged(name.clone())));
    let stranger = key(Signatory::Log, "binzhou.example", 3);
    assert_eq!(note.verify(&stranger.verifying()), Err(Unsigned::Missing(name)));
}

#[test]
fn a_witness_cannot_be_made_to_sign_as_the_log() {
    // The same secret and the same name: the two ways of signing still differ.
    let (log, witness) = (key(Signatory::Log, "one", 1), key(Signatory::Witness, "one", 1));
    let note = Note::new("text").signed(&witness, 7);
    assert!(matches!(note.verify(&log.verifying()), Err(Unsigned::Missing(_))));
    assert_ne!(log.verifying().id(), witness.verifying().id());
}

#[test]
fn a_public_key_is_read_as_it_is_handed_out() {
    for signatory in [Signatory::Log, Signatory::Witness] {
        let public = key(signatory, "滨州市", 9).verifying();
        assert_eq!(public.to_string().parse(), Ok(public));
    }
    for wrong in ["", "name", "name+00000000+AAAA", "na me+00000000+AQ=="] {
        assert_eq!(wrong.parse::<VerifyingKey>(), Err(NotAKey), "{wrong}");
    }
    assert_eq!(KeyName::new("two words"), Err(NotAKey));
}

#[test]
fn other_implementations_of_signed_notes_read_our_keys() {
    // The key and the note that the Go implementation (golang.org/x/mod/sumdb/note) gives as its example.
    let public: VerifyingKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    let note: Note = "If you think cryptography is the answer to your problem,\n\
                      then you don't know what your problem is.\n\
                      \n\
                      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        .parse()
        .unwrap();
    assert_eq!(note.verify(&public), Ok(None));
}

#[test]
fn a_promise_is_never_taken_for_a_head() {
    let promise = Promise {
        origin: Origin::new(371_600, 1, Suite::Sha256),
        index: 4_710,
        leaf: Suite::Sha256.leaf(b"leaf"),
        at: 1_795_936_235_000,
    };
    assert_eq!(promise.to_string().parse(), Ok(promise.clone()));
    assert_eq!(promise.to_string().parse::<Head>(), Err(NotANote));
    assert_eq!(head().to_string().parse::<Promise>(), Err(NotANote));
}

#[test]
fn a_text_in_another_spelling_is_no_head() {
    let text = head().to_string();
    for wrong in [
        text.replace("4711", "04711"),
        text.replace("4711", "+4711"),
        format!("{text}more\n"),
        text.replace("sm3", "md5"),
        text.replace("zhoudao/", ""),
        String::new(),
    ] {
        assert_eq!(wrong.parse::<Head>(), Err(NotANote), "{wrong}");
    }
}

#[test]
fn what_is_no_note_is_refused() {
    for wrong in [
        "",
        "text",
        "text\n\n",
        "text\n\nsignature",
        "text\n\n— name",
        "text\n\n— name AA==",
    ] {
        assert_eq!(wrong.parse::<Note>(), Err(NotANote), "{wrong:?}");
    }
}
