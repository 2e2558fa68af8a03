//! People, portal and projects, to look at: `cargo run -p projects --example serve -- packs/binzhou 8702`. One signs in
//! as any of the sample people.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use catalogue::{Catalogue, Portal, folder};
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Ledger, Options};
use people::{OrganPosts, People, Posts, Sample, Settings};
use procedure::Release;
use projects::ProjectRoom;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let pack = PathBuf::from(arguments.next().unwrap_or_else(|| "packs/binzhou".to_owned()));
    let port: u16 = arguments.next().unwrap_or_else(|| "8702".to_owned()).parse()?;
    let data = tempfile::tempdir()?;
    let ledger = Ledger::open(data.path(), Options::new(RegionCode::fixed(371_600)))?;
    let catalogue = Catalogue::import(&ledger, &folder::read(&pack)?).await?;
    let sample = Sample::parse(&std::fs::read_to_string(pack.join("sample/people.toml"))?)?;
    let settings = Settings {
        demo: Some(Arc::new(sample.clone())),
        ..Settings::default()
    };
    let people = People::open(ledger.clone(), posts(&catalogue.current())?, settings)?;
    let room = ProjectRoom::open(catalogue.clone())?;
    ledger.start();
    people.seed(&sample).await?;
    let texts = [
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        projects::TEXTS,
    ];
    let mut house = House::sample();
    house.dictionary = Arc::new(Dictionary::new(&texts)?);
    let rooms = Router::new()
        .merge(people.routes())
        .merge(Portal::new(catalogue).with_card(room.home_card()).routes())
        .merge(room.routes());
    let router: Router = front::dress(rooms, |rooms| people.sessions(rooms), house);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    eprintln!("http://127.0.0.1:{port}/");
    axum::serve(listener, router).await?;
    Ok(())
}

fn posts(release: &Release) -> Result<Posts, Box<dyn std::error::Error>> {
    let organs = release.organs().map(|organ| {
        let mut duties = OrganPosts::CHAIN.to_vec();
        if organ.id.as_str().starts_with("approval-") {
            duties.extend(OrganPosts::LEADING);
        }
        OrganPosts {
            organ: organ.id.clone(),
            name: organ.name.clone(),
            region: organ.region,
            functions: organ.functions.clone(),
            duties,
        }
    });
    Ok(Posts::of(organs)?)
}
