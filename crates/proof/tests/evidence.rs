//! The example of the documentation, which two other programs check as well: `script/oracle-evidence`.

use std::convert::Infallible;
use std::path::Path;

use proof::{Assurance, Evidence, Head, KeyName, Note, Origin, Promise, Proven, Signatory, SigningKey, Suite, Tree, inclusion};

/// A log of 300 events, and what its city could show of the 257th.
fn example(suite: Suite) -> Evidence {
    let origin = Origin::new(371_600, 1, suite);
    let key = SigningKey::new(Signatory::Log, KeyName::of_log(&origin), &[7; 32]);
    let leaf = |number: u64| {
        format!(
            "{{\"at\":{},\"kind\":\"example\",\"version\":{number}}}",
            1_795_936_235_000 + number as i64
        )
    };
    let mut tree = Tree::new(suite);
    let mut tiles = std::collections::HashMap::new();
    for number in 1..=300 {
        tiles.extend(tree.append(suite.leaf(leaf(number).as_bytes())));
    }
    tiles.extend(tree.edge().map(|(tile, hashes)| (tile, hashes.to_vec())));
    let Ok(proven) = inclusion(suite, 256, 300, |tile| Ok::<_, Infallible>(tiles[&tile].clone()));
    let head = Head {
        origin: origin.clone(),
        size: tree.size(),
        root: tree.root(),
        at: 1_795_936_236_000,
    };
    let promise = Promise {
        origin,
        index: 256,
        leaf: suite.leaf(leaf(257).as_bytes()),
        at: 1_795_936_235_257,
    };
    Evidence {
        key: key.verifying(),
        leaf: leaf(257),
        promise: Note::new(promise.to_string()).signed(&key, 0),
        proven: Some(Proven {
            head: Note::new(head.to_string()).signed(&key, 0),
            hashes: proven.expect("the tiles are there").hashes,
        }),
    }
}

#[test]
fn the_documented_example_is_what_a_city_hands_out() {
    for (suite, name) in [(Suite::Sha256, "example.json"), (Suite::Sm3, "example-sm3.json")] {
        let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/evidence").join(name);
        let documented = std::fs::read_to_string(documented).unwrap_or_default();
        let example = example(suite);
        let written = serde_json::to_string_pretty(&example).unwrap();
        assert_eq!(documented.trim_end(), written, "docs/evidence/{name} is to be:\n{written}");
        assert!(matches!(example.verify(&example.key), Ok(Assurance::Included(promise, _)) if promise.index == 256));
    }
}
