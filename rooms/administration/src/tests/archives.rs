//! A pack as one file: what people send, and what they should not.

use catalogue::PackTexts;

use crate::archive::{ArchiveFault, read, write};

fn pack() -> PackTexts {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    PackTexts::from([file("pack.toml", "city = 1"), file("items/one.toml", "# 一")])
}

#[test]
fn a_pack_that_was_written_is_read_again() {
    assert_eq!(read(&write(&pack()).unwrap()), Ok(pack()));
}

#[test]
fn the_folder_may_be_packed_with_its_name() {
    let inside: PackTexts = pack()
        .into_iter()
        .map(|(path, text)| (format!("binzhou/{path}"), text))
        .collect();
    assert_eq!(read(&write(&inside).unwrap()), Ok(pack()));
}

#[test]
fn what_is_no_pack_is_refused_with_its_reason() {
    assert_eq!(read(b"not an archive"), Err(ArchiveFault::Unreadable));
    let photo = PackTexts::from([("holiday.toml".to_owned(), String::new())]);
    assert_eq!(read(&write(&photo).unwrap()), Err(ArchiveFault::NoPack));
    let many: PackTexts = (0..=2000)
        .map(|index| (format!("items/{index}.toml"), String::new()))
        .collect();
    assert_eq!(read(&write(&many).unwrap()), Err(ArchiveFault::TooManyFiles));
}

#[test]
fn an_archive_that_unfolds_into_more_than_any_pack_is_refused() {
    let bomb = PackTexts::from([("pack.toml".to_owned(), " ".repeat((32 << 20) + 1))]);
    assert_eq!(read(&write(&bomb).unwrap()), Err(ArchiveFault::TooLarge));
}

#[test]
fn a_file_outside_the_folder_is_left_out() {
    let mut sly = pack();
    sly.insert("../../etc/passwd.toml".to_owned(), "root".to_owned());
    assert_eq!(read(&write(&sly).unwrap()), Ok(pack()));
}
