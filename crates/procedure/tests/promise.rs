//! The proof of a promise says neither too much nor too little: on small random packs it is the truth that a plan for
//! every combination of answers shows.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use procedure::check::{Certainty, Proof, summary};
use procedure::definition::{FieldId, MatterId};
use procedure::plan::longest_chain;
use procedure::{Answer, Answers, Decimal, Plan, Release};
use proptest::prelude::*;

use support::{pack_folder, texts};

/// An item with its steps.
#[derive(Clone, Debug)]
struct RandomItem {
    when: usize,
    decided: bool,
    steps: Vec<RandomStep>,
}

#[derive(Clone, Debug)]
struct RandomStep {
    days: u32,
    when: usize,
    gated: bool,
    after: Vec<usize>,
}

const ITEM_CONDITIONS: [&str; 6] = ["", "", "f0", "!f1", "f0 && f2", "f1 || f2"];
const STEP_CONDITIONS: [&str; 7] = ["", "", "f3", "!f4", "n >= 5", "n < 3 || f3", "n == 4 && f4"];

fn random_step() -> impl Strategy<Value = RandomStep> {
    (
        0u32..12,
        0..STEP_CONDITIONS.len(),
        prop::bool::weighted(0.2),
        prop::collection::vec(0usize..64, 0..3),
    )
        .prop_map(|(days, when, gated, after)| RandomStep {
            days,
            when,
            gated,
            after,
        })
}

fn random_items() -> impl Strategy<Value = Vec<RandomItem>> {
    let item = (
        0..ITEM_CONDITIONS.len(),
        any::<bool>(),
        prop::collection::vec(random_step(), 1..4),
    )
        .prop_map(|(when, decided, steps)| RandomItem { when, decided, steps });
    prop::collection::vec(item, 1..6)
}

/// A pack whose matter `random` has these items; its questions are those that a condition reads.
fn pack(items: &[RandomItem]) -> BTreeMap<String, String> {
    let mut pack = texts(&pack_folder("whole"));
    let mut written = String::new();
    let mut tainted: Vec<bool> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let _ = writeln!(written, "[[item]]\nid = 'i{number}'\nname = ''\nshort = ''\nkind = ''");
        if item.decided {
            let _ = writeln!(written, "turns_formal = 'behind_gate'\ndecide = 'approval.decide'");
        } else {
            let _ = writeln!(written, "turns_formal = 'never'");
        }
        when(ITEM_CONDITIONS[item.when], &mut written);
        for (position, step) in item.steps.iter().enumerate() {
            // What is decided behind the gate is reviewed before it.
            let fits = |earlier: &usize| !item.decided || !tainted[*earlier];
            let known = tainted.len();
            let earlier: Vec<usize> = step
                .after
                .iter()
                .filter(|_| known > 0)
                .map(|after| after % known.max(1))
                .filter(fits)
                .collect();
            let gated = step.gated && !item.decided;
            tainted.push(gated || earlier.iter().any(|earlier| tainted[*earlier]));
            let mut after: Vec<String> = earlier.iter().map(|earlier| format!("'s{earlier}'")).collect();
            after.extend(gated.then(|| "'land'".to_owned()));
            let _ = writeln!(
                written,
                "[[item.step]]\nid = 's{known}'\nkind = 'review'\nfunction = 'design.review'\n\
                 limit = {{ days = {}, ground = 'x' }}\nafter = [{}]",
                step.days,
                after.join(", ")
            );
            // A decided item has a review that always applies.
            let always = item.decided && position == 0;
            when(if always { "" } else { STEP_CONDITIONS[step.when] }, &mut written);
        }
    }
    let read = ["f0", "f1", "f2", "f3", "f4", "n"].into_iter().filter(|field| {
        let conditions = written.lines().filter(|line| line.starts_with("when"));
        conditions
            .into_iter()
            .any(|line| line.trim_start_matches("when = ").contains(field))
    });
    let read: Vec<String> = read.map(|field| format!("'{field}'")).collect();
    let names: Vec<String> = (0..items.len()).map(|number| format!("'i{number}'")).collect();
    let mut fields = "[[field]]\nid = 'n'\nlabel = ''\nkind = 'integer'\nmin = 0.0\nmax = 9.0\n".to_owned();
    for number in 0..5 {
        let _ = writeln!(fields, "[[field]]\nid = 'f{number}'\nlabel = ''\nkind = 'boolean'");
    }
    pack.insert("fields/random.toml".into(), fields);
    pack.insert("items/random.toml".into(), written);
    pack.insert(
        "matters/random.toml".into(),
        format!(
            "id = 'random'\nname = ''\nsummary = ''\naudience = ['person']\nlead = 'approval.lead'\n\
             questions = [{}]\nitems = [{}]\npromise = {{ limit = {{ days = 365, ground = 'x' }}, counts = '' }}\n\
             [[gate]]\nid = 'land'\nname = ''\nshort = ''\nwaiting_for = ''\nfunction = 'land.gate'\nfacts = []\n\
             [pre_review]\nrefinement_rounds = 0\nrefinement_limit = {{ days = 1, ground = 'x' }}\ngate = 'land'\n\
             confirm = {{ days = 2, ground = 'x' }}\ndecide = {{ days = 1, ground = 'x' }}\n\
             [[part]]\nid = 'applicant'\ntitle = ''\nfields = ['delivery']\n[delivery]\nway = 'delivery'\n\
             [guide]\nconditions = []\nlaw = []\nfee = ''\n",
            read.join(", "),
            names.join(", ")
        ),
    );
    pack
}

fn when(condition: &str, written: &mut String) {
    if !condition.is_empty() {
        let _ = writeln!(written, "when = '{condition}'");
    }
}

/// The longest chain over every combination of answers, found by making every plan.
fn longest_of_all(release: &Release, matter: &MatterId) -> u32 {
    let mut longest = 0;
    for flags in 0..32u32 {
        for n in 0..10 {
            let flag = |number: u32| {
                let field = format!("f{number}");
                (FieldId::from(field.as_str()), Answer::Flag(flags & (1 << number) != 0))
            };
            let mut answers: Answers = (0..5).map(flag).collect();
            answers.insert("n".into(), Answer::Number(Decimal::whole(n).unwrap()));
            longest = longest.max(longest_with(release, matter, &answers));
        }
    }
    longest
}

fn longest_with(release: &Release, matter: &MatterId, answers: &Answers) -> u32 {
    let county = "371625".parse().unwrap();
    Plan::of(release, matter, answers, county).map_or(0, |plan| longest_chain(&plan, |step| plan.steps[step].limit.number).days)
}

proptest! {
    #[test]
    fn the_longest_chain_of_all_answers_is_proven_exactly(items in random_items()) {
        let release = Release::of(&pack(&items));
        prop_assert!(release.is_ok(), "{:?}", release.err());
        let release = release.unwrap();
        let proof: Proof = summary(&release).into_iter().find(|proof| proof.matter.as_str() == "random").unwrap();
        let longest = longest_of_all(&release, &proof.matter);
        match &proof.certainty {
            Certainty::Reached(answers) => {
                prop_assert_eq!(proof.days, longest);
                prop_assert_eq!(longest_with(&release, &proof.matter, answers), longest);
                let links = proof.before_gate.iter().chain(&proof.behind_gate);
                prop_assert_eq!(links.map(|link| link.days).sum::<u32>(), longest);
            }
            // Only where nothing at all takes time is there nothing to reach.
            Certainty::Bound => prop_assert_eq!(longest, 0),
        }
    }
}

#[test]
fn beyond_the_limit_of_combinations_a_promise_is_not_claimed() {
    let mut pack = texts(&pack_folder("whole"));
    let mut fields = String::new();
    let mut item = "[[item]]\nid = 'long'\nname = ''\nshort = ''\nkind = ''\nturns_formal = 'never'\n".to_owned();
    for number in 0..22 {
        let _ = writeln!(fields, "[[field]]\nid = 'f{number}'\nlabel = ''\nkind = 'boolean'");
        // The last step and the first never apply together, so that the longest chain of all is not reached.
        let condition = if number == 21 {
            "f21 && !f0".to_owned()
        } else {
            format!("f{number}")
        };
        let before = if number == 0 {
            String::new()
        } else {
            format!("'s{}'", number - 1)
        };
        let _ = writeln!(
            item,
            "[[item.step]]\nid = 's{number}'\nkind = 'review'\nfunction = 'design.review'\n\
             limit = {{ days = 2, ground = 'x' }}\nafter = [{before}]\nwhen = '{condition}'"
        );
    }
    let names: Vec<String> = (0..22).map(|number| format!("'f{number}'")).collect();
    pack.insert("fields/long.toml".into(), fields);
    pack.insert("items/long.toml".into(), item);
    let matter = |promise: u32| {
        format!(
            "id = 'long'\nname = ''\nsummary = ''\naudience = ['person']\nlead = 'approval.lead'\n\
             questions = [{}]\nitems = ['long']\npromise = {{ limit = {{ days = {promise}, ground = 'x' }}, counts = '' }}\n\
             [guide]\nconditions = []\nlaw = []\nfee = ''\n",
            names.join(", ")
        )
    };
    pack.insert("matters/long.toml".into(), matter(43));
    let found = Release::of(&pack).err().unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].mistake.message().contains("cannot be proven"), "{}", found[0]);
    // A promise that even the bound keeps is proven by the bound, and the proof says that it is one.
    pack.insert("matters/long.toml".into(), matter(44));
    let release = Release::of(&pack).unwrap();
    let proof = summary(&release)
        .into_iter()
        .find(|proof| proof.matter.as_str() == "long")
        .unwrap();
    assert_eq!((proof.days, proof.certainty), (44, Certainty::Bound));
}
