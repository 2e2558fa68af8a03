//! A program writes into a mounted folder as it always does; then the power is cut.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;

use lossy_mount::{Mounted, mount};

struct Machine {
    behind: tempfile::TempDir,
    front: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        Self {
            behind: tempfile::tempdir().unwrap(),
            front: tempfile::tempdir().unwrap(),
        }
    }

    fn start(&self) -> (Mounted, &Path) {
        (mount(self.behind.path(), self.front.path()).unwrap(), self.front.path())
    }

    fn left(&self, name: &str) -> Vec<u8> {
        fs::read(self.behind.path().join(name)).unwrap()
    }
}

/// Whether this machine lets this user mount; in some containers nobody may.
fn can_mount() -> bool {
    let machine = Machine::new();
    let tried = mount(machine.behind.path(), machine.front.path()).and_then(|mounted| mounted.cut(0));
    if let Err(error) = &tried {
        eprintln!("not looked at: nothing can be mounted here ({error})");
    }
    tried.is_ok()
}

/// Enough cuts for each outcome to have been drawn.
const CUTS: u64 = 24;

#[test]
fn what_was_synced_is_left_and_what_was_not_is_sometimes_lost_and_sometimes_torn() {
    if !can_mount() {
        return;
    }
    let (mut lost, mut torn, mut whole) = (0, 0, 0);
    for seed in 0..CUTS {
        let machine = Machine::new();
        let (mounted, folder) = machine.start();
        let mut file = File::create(folder.join("log")).unwrap();
        file.write_all(&[1; 4_096]).unwrap();
        file.sync_all().unwrap();
        file.write_all(&[2; 4_096]).unwrap();
        drop(file);
        mounted.cut(seed).unwrap();
        let left = machine.left("log");
        assert!(left.starts_with(&[1; 4_096]), "what was synced is there");
        match &left[4_096..] {
            [] => lost += 1,
            rest if *rest == [2; 4_096] => whole += 1,
            _ => torn += 1,
        }
    }
    assert!(lost > 0 && torn > 0 && whole > 0, "{lost} lost, {torn} torn, {whole} whole");
}

#[test]
fn a_file_that_was_written_beside_and_renamed_without_a_sync_may_be_empty() {
    if !can_mount() {
        return;
    }
    let outcomes: Vec<Vec<u8>> = (0..CUTS)
        .map(|seed| {
            let machine = Machine::new();
            fs::write(machine.behind.path().join("head"), b"the old head").unwrap();
            let (mounted, folder) = machine.start();
            fs::write(folder.join("head.new"), b"the new head").unwrap();
            fs::rename(folder.join("head.new"), folder.join("head")).unwrap();
            mounted.cut(seed).unwrap();
            machine.left("head")
        })
        .collect();
    assert!(outcomes.iter().any(Vec::is_empty), "what was never synced was never lost");
    assert!(outcomes.iter().any(|left| left == b"the new head"));
}

#[test]
fn programs_see_what_they_have_done() {
    if !can_mount() {
        return;
    }
    let machine = Machine::new();
    let (mounted, folder) = machine.start();
    let inner = folder.join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::write(inner.join("file"), b"0123456789").unwrap();
    let file = OpenOptions::new().read(true).write(true).open(inner.join("file")).unwrap();
    file.write_all_at(b"xy", 4).unwrap();
    file.set_len(8).unwrap();
    fs::rename(folder.join("a"), folder.join("c")).unwrap();
    fs::hard_link(folder.join("c/b/file"), folder.join("other")).unwrap();
    assert_eq!(fs::read(folder.join("other")).unwrap(), b"0123xy67");
    fs::remove_file(folder.join("c/b/file")).unwrap();
    file.write_all_at(b"!", 0).unwrap();
    let nameless = File::create(folder.join("nameless")).unwrap();
    fs::remove_file(folder.join("nameless")).unwrap();
    nameless.write_all_at(b"still here", 0).unwrap();
    nameless.set_len(5).unwrap();
    assert_eq!(nameless.metadata().unwrap().len(), 5);
    drop(nameless);
    assert_eq!(fs::read(folder.join("other")).unwrap(), b"!123xy67");
    let names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    file.sync_data().unwrap();
    drop(file);
    mounted.cut(1).unwrap();
    assert_eq!(machine.left("other"), b"!123xy67");
}
