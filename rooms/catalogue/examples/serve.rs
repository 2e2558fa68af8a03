//! The portal alone, to look at: `cargo run -p catalogue --example serve -- packs/binzhou 8701`.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use catalogue::{Catalogue, Portal, folder};
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Ledger, Options};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let pack = PathBuf::from(arguments.next().unwrap_or_else(|| "packs/binzhou".to_owned()));
    let port: u16 = arguments.next().unwrap_or_else(|| "8701".to_owned()).parse()?;
    let data = tempfile::tempdir()?;
    let ledger = Ledger::open(data.path(), Options::new(RegionCode::fixed(371_600)))?;
    let catalogue = Catalogue::import(&ledger, &folder::read(&pack)?).await?;
    let mut house = House::sample();
    house.dictionary = Arc::new(Dictionary::new(&[catalogue::TEXTS, catalogue::INPUT_TEXTS])?);
    let router: Router = front::dress(Portal::new(catalogue).routes(), |rooms| rooms, house);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    eprintln!("http://127.0.0.1:{port}/");
    axum::serve(listener, router).await?;
    Ok(())
}
