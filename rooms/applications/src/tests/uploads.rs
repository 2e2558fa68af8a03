//! Papers and words that come in with a form, and those that nobody should send.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use catalogue::Names;
use front::form::FORM_BYTES_MAX;
use front::{House, Language, Problem};
use identity::RegionCode;
use ledger::{Ledger, Options};

use super::city::release;
use crate::uploads::{Posted, read};

const A_PAPER: &str = "Content-Disposition: form-data; name=\"material-opinion\"; filename=\"o.pdf\"\r\n\r\n%PDF-1.7 a paper";

/// Posts the parts of a form; tells how many files remain stored of those that were refused.
async fn post(parts: &[String]) -> (Result<Posted, Problem>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(
        folder.path(),
        Options::new(RegionCode::fixed(371_600)).in_database(test_database::database_of(folder.path())),
    )
    .unwrap();
    let body: String = parts.iter().map(|part| format!("--limit\r\n{part}\r\n")).collect::<String>() + "--limit--\r\n";
    let request = Request::builder().header("content-type", "multipart/form-data; boundary=limit");
    let request = request.body(Body::from(body)).unwrap();
    let multipart = Multipart::from_request(request, &()).await.unwrap();
    let (release, texts) = (release(), House::sample().texts(Language::Chinese));
    let posted = read(&ledger, &Names::new(&release, &texts), multipart, |_| Ok(())).await;
    let stored = files(&folder.path().join("files"));
    (posted, stored)
}

fn files(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 })
        .sum()
}

fn field(name: &str, value: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}")
}

#[tokio::test]
async fn a_paper_comes_in_with_the_words_beside_it() {
    let (posted, stored) = post(&[field("note", "已改"), A_PAPER.to_owned()]).await;
    let posted = posted.unwrap();
    assert_eq!((posted.form.value("note"), posted.uploads.len(), stored), ("已改", 1, 1));
}

#[tokio::test]
async fn words_without_end_are_refused_before_they_fill_the_memory() {
    let words = "字".repeat(FORM_BYTES_MAX / 6);
    let (posted, _) = post(&[field("note", &words), field("more", &words)]).await;
    assert!(posted.is_ok());
    let (posted, stored) = post(&[
        A_PAPER.to_owned(),
        field("note", &words),
        field("more", &words),
        field("end", &words),
    ])
    .await;
    assert_eq!(
        (posted.unwrap_err(), stored),
        (
            Problem::TooLarge {
                bytes_max: FORM_BYTES_MAX
            },
            0
        )
    );
}

#[tokio::test]
async fn two_papers_in_one_box_are_refused_and_neither_stays() {
    let (posted, stored) = post(&[A_PAPER.to_owned(), A_PAPER.to_owned()]).await;
    assert!(posted.is_err());
    assert_eq!(stored, 0);
}
