//! A city: its ledger, its definitions and its rooms, wired together.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;

use administration::{Administration, OnEntry};
use almanac::AlmanacRoom;
use anyhow::Context;
use applications::ApplicationRoom;
use axum::Router;
use axum::routing::get;
use calendar::OfficeHours;
use catalogue::{Catalogue, CatalogueError, Portal};
use counter::CounterRoom;
use front::live::{Closer, Closing};
use front::{Dictionary, House};
use ledger::{Almanac, Database, Ledger, MovableClock, Options};
use messages::{MessageRoom, Sending};
use oversight::OversightRoom;
use people::{OrganPosts, People, Posts, Sample, Settings};
use privacy::PrivacyRoom;
use procedure::Release;
use projects::ProjectRoom;
use review::Desks;
use subscriptions::SubscriptionRoom;
use transparency::{Publicity, TransparencyRoom};
use webhook::Courier;

use crate::abreast::{Abreast, keep_abreast};
use crate::gateways::{self, Opened, Ways};
use crate::live::{self, Live};
use crate::watch::Watch;
use crate::{api_page, demo, openapi, pack};

/// Whether people or a demonstration use the city.
#[derive(Clone)]
pub enum Mode {
    /// People.
    Real,
    /// A demonstration, whose clock can be moved and whose sample people sign in with one click.
    Demo(Arc<MovableClock>),
}

/// A city that can be served.
pub struct City {
    /// Its records.
    pub ledger: Ledger,
    /// Its definitions.
    pub catalogue: Catalogue,
    /// Everything that it answers.
    pub router: Router,
    /// Closes its live streams.
    pub closer: Closer,
    /// Takes texts to the gateways as long as it is held.
    pub sending: Sending,
    /// Takes events to other systems as long as it is held.
    pub events: subscriptions::Sending,
    /// Follows the other servers of the city as long as it is held; none where there are no others.
    pub abreast: Option<Abreast>,
    /// The looks of staff, which are written down before it closes.
    pub looks: counter::looks::Looks,
    /// What can be checked of its log.
    pub transparency: TransparencyRoom,
    /// Shows its heads to witnesses and publishes them as long as it is held.
    pub publicity: Option<Publicity>,
    /// What watches over it.
    pub watch: Watch,
}

impl City {
    /// Opens the city of a data folder; a demonstration makes one where there is none.
    ///
    /// # Errors
    /// When the folder, the keys or the definitions cannot be used.
    pub async fn open(
        folder: &Path,
        options: Options,
        address: &str,
        mode: Mode,
        ways: &Ways,
        courier: Courier,
    ) -> anyhow::Result<Self> {
        let shares_database = options.database != Database::InFolder;
        let sample = match &mode {
            Mode::Real => None,
            Mode::Demo(_) => Some(Arc::new(demo::sample()?)),
        };
        let foundation = Foundation::open(folder, options, address, sample.clone(), ways).await?;
        for notice in foundation.ledger.notices() {
            eprintln!("zhoudao: {notice}");
        }
        foundation.ledger.start();
        let sending = foundation.rooms.messages.start_sending();
        let events = foundation.rooms.subscriptions.start_sending(courier);
        if let Some(sample) = &sample {
            demo::seed(&foundation.people, &foundation.rooms, sample).await?;
        }
        let Foundation {
            ledger,
            catalogue,
            people,
            rooms,
            closer,
            closing,
            dictionary,
            gateways,
        } = foundation;
        let release = catalogue.current();
        let looks = rooms.counter.looks().clone();
        let abreast = shares_database.then(|| keep_abreast(&ledger, catalogue.clone(), rooms.almanac.clone(), on_entry(&people)));
        let transparency = rooms.transparency.clone();
        let house = house(&release, &ledger, &mode, dictionary, is_https(address));
        let pages = router(&people, rooms, &mode, closing, house, gateways);
        let watch = Watch::new(folder, &ledger);
        Ok(Self {
            ledger,
            catalogue,
            router: watch.around(pages),
            closer,
            sending,
            abreast,
            looks,
            events,
            watch,
            transparency,
            publicity: None,
        })
    }
}

/// A city before anybody is served: its records, definitions and rooms, and nothing that happens by itself yet.
pub struct Foundation {
    pub ledger: Ledger,
    pub catalogue: Catalogue,
    pub people: People,
    pub rooms: Rooms,
    closer: Closer,
    closing: Closing,
    dictionary: Arc<Dictionary>,
    gateways: gateways::Opened,
}

impl Foundation {
    /// Opens the city of a data folder; with sample people it is a demonstration, which has definitions from the start.
    ///
    /// # Errors
    /// When the folder, the keys or the definitions cannot be used.
    pub async fn open(
        folder: &Path,
        options: Options,
        address: &str,
        sample: Option<Arc<Sample>>,
        ways: &Ways,
    ) -> anyhow::Result<Self> {
        let ledger = Ledger::open(folder, options)?;
        let catalogue = match &sample {
            None => Catalogue::open(&ledger).await?,
            Some(_) => sample_catalogue(&ledger).await?,
        };
        let release = catalogue.current();
        ledger.set_almanac(Almanac::national(office_hours(&release)?));
        let https = is_https(address);
        let settings = Settings {
            https,
            demo: sample,
            proxies: proxies(https),
            ..Settings::default()
        };
        let people = People::open(ledger.clone(), posts(&release)?, settings)?;
        let (closer, closing) = Closing::new();
        let dictionary = Arc::new(dictionary()?);
        let gateways = gateways::open(ways, &release.city().brand).await?;
        let rooms = Rooms::open(&people, &catalogue, &dictionary, address, &closing, &gateways)?;
        Ok(Self {
            ledger,
            catalogue,
            people,
            rooms,
            closer,
            closing,
            dictionary,
            gateways,
        })
    }
}

/// The releases of a demonstration city: a new one begins with the pack that ships, one that is there keeps its own.
async fn sample_catalogue(ledger: &Ledger) -> Result<Catalogue, CatalogueError> {
    match Catalogue::open(ledger).await {
        Err(CatalogueError::Empty) => Catalogue::import(ledger, &pack::binzhou()).await,
        opened => opened,
    }
}

/// Whether people reach the city by TLS.
fn is_https(address: &str) -> bool {
    address.starts_with("https:")
}

/// The house listens on the loopback address alone and speaks no TLS: who connects to a city of https is its proxy, which
/// says where the visitor comes from.
fn proxies(https: bool) -> Vec<IpAddr> {
    https.then_some(IpAddr::V4(Ipv4Addr::LOCALHOST)).into_iter().collect()
}

/// The rooms beside people.
pub struct Rooms {
    pub portal: Portal,
    pub projects: ProjectRoom,
    pub applications: ApplicationRoom,
    pub desks: Desks,
    pub almanac: AlmanacRoom,
    pub messages: MessageRoom,
    pub oversight: OversightRoom,
    pub administration: Administration,
    pub counter: CounterRoom,
    pub subscriptions: SubscriptionRoom,
    pub privacy: PrivacyRoom,
    pub transparency: TransparencyRoom,
}

impl Rooms {
    fn open(
        people: &People,
        catalogue: &Catalogue,
        dictionary: &Arc<Dictionary>,
        address: &str,
        closing: &Closing,
        gateways: &Opened,
    ) -> anyhow::Result<Self> {
        let projects = ProjectRoom::open(catalogue.clone())?;
        let applications = ApplicationRoom::open(people.clone(), catalogue.clone(), address)?;
        let projects = projects.with_applications(applications.on_projects());
        let portal = Portal::new(catalogue.clone())
            .with_card(applications.home_card())
            .with_card(projects.home_card());
        let messages = MessageRoom::open(
            people.clone(),
            catalogue.clone(),
            Arc::clone(dictionary),
            address,
            gateways.gateways.clone(),
        )?;
        let almanac = AlmanacRoom::open(people, catalogue.clone())?;
        let desks = Desks::open(people.clone(), catalogue.clone(), closing.clone())?;
        let oversight = OversightRoom::open(people, catalogue.clone())?;
        let administration = Administration::open(people.clone(), catalogue.clone(), on_entry(people))?;
        let counter = CounterRoom::open(people.clone(), catalogue.clone())?;
        let subscriptions = SubscriptionRoom::open(people.clone(), address)?;
        let privacy = PrivacyRoom::open(
            people.clone(),
            catalogue.clone(),
            applications.clone(),
            messages.clone(),
            counter.looks().clone(),
        )?;
        Ok(Self {
            portal,
            projects,
            applications,
            desks,
            almanac,
            messages,
            oversight,
            administration,
            counter,
            subscriptions,
            privacy,
            transparency: TransparencyRoom::new(people.clone()),
        })
    }
}

/// What follows at once when another release comes into force: its organs' posts and office hours.
fn on_entry(people: &People) -> OnEntry {
    let people = people.clone();
    Arc::new(move |release| {
        match posts(release) {
            Ok(posts) => people.set_posts(posts),
            Err(error) => tracing::error!(%error, "the posts of the new release cannot be used"),
        }
        match office_hours(release) {
            Ok(hours) => {
                let declared = Almanac::clone(&people.ledger().almanac());
                people.ledger().set_almanac(Almanac { hours, ..declared });
            }
            Err(error) => tracing::error!(%error, "the office hours of the new release cannot be used"),
        }
    })
}

/// All rooms' pages, with sessions, layout and live updates around them.
fn router(people: &People, rooms: Rooms, mode: &Mode, closing: Closing, house: House, gateways: Opened) -> Router {
    let ledger = people.ledger();
    let following = Router::new().route("/live", get(live::follow)).with_state(Live {
        ledger: ledger.clone(),
        administration: rooms.administration.clone(),
        closing,
    });
    let mut routes = Router::new()
        .merge(people.routes())
        .merge(rooms.portal.routes())
        .merge(rooms.projects.routes())
        .merge(rooms.applications.routes())
        .merge(rooms.desks.routes())
        .merge(rooms.almanac.routes())
        .merge(rooms.messages.routes())
        .merge(rooms.oversight.routes())
        .merge(rooms.administration.routes())
        .merge(rooms.counter.routes())
        .merge(rooms.subscriptions.routes())
        .merge(rooms.privacy.routes())
        .merge(rooms.transparency.routes())
        .merge(openapi::routes())
        .merge(api_page::routes())
        .merge(following);
    if let Mode::Demo(clock) = mode {
        routes = routes.merge(demo::routes(Arc::clone(clock), ledger.clone()));
        routes = routes.merge(demo::gateway::routes(gateways.reference));
    }
    front::dress(
        routes,
        |routes| {
            let seen = rooms.counter.noting_looks(rooms.messages.counting(routes));
            people.sessions(rooms.privacy.guarding(seen))
        },
        house,
    )
}

/// Everything that pages and messages say.
fn dictionary() -> anyhow::Result<Dictionary> {
    let texts = [
        people::TEXTS,
        people::NUMBER_TEXTS,
        catalogue::TEXTS,
        catalogue::INPUT_TEXTS,
        projects::TEXTS,
        applications::TEXTS,
        applications::TEXTS_APPLY,
        applications::TEXTS_WAITING,
        applications::TEXTS_PROCEDURES,
        applications::TEXTS_DOCUMENTS,
        applications::TEXTS_AROUND,
        review::TEXTS,
        counter::TEXTS,
        counter::TEXTS_PORTAL,
        review::TEXTS_AROUND,
        review::TEXTS_ORGAN,
        review::TEXTS_PROCEDURES,
        ::almanac::TEXTS,
        ::oversight::TEXTS,
        administration::TEXTS,
        demo::TEXTS,
        messages::TEXTS,
        messages::TEXTS_DESK,
        subscriptions::TEXTS,
        privacy::TEXTS,
        privacy::TEXTS_DESK,
        transparency::TEXTS,
        api_page::TEXTS,
    ];
    Ok(Dictionary::new(&texts)?)
}

/// What all pages share.
fn house(release: &Release, ledger: &Ledger, mode: &Mode, dictionary: Arc<Dictionary>, https: bool) -> House {
    let city = release.city();
    House {
        brand: city.brand.clone(),
        brand_english: city.brand_en.clone(),
        operator: city.bureau.clone(),
        operator_english: city.bureau_en.clone().unwrap_or_else(|| city.bureau.clone()),
        hotline: city.hotline.clone(),
        dictionary,
        https,
        demo: match mode {
            Mode::Real => None,
            Mode::Demo(_) => Some(demo::notice(ledger.clone())),
        },
    }
}

fn office_hours(release: &Release) -> anyhow::Result<OfficeHours> {
    let hours = &release.city().office_hours;
    let minutes = |text: &str| -> anyhow::Result<u32> {
        let (hour, minute) = text.split_once(':').context("office hours are written as HH:MM")?;
        Ok(hour.parse::<u32>()? * 60 + minute.parse::<u32>()?)
    };
    Ok(OfficeHours {
        open: minutes(&hours.open)?,
        close: minutes(&hours.close)?,
    })
}

/// The posts of every organ; the leading bureau of a region has more than the chain.
pub fn posts(release: &Release) -> anyhow::Result<Posts> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_city_of_https_believes_its_loopback_neighbour() {
        assert_eq!(proxies(is_https("https://city.example")), [IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        assert!(proxies(is_https("http://127.0.0.1:8310")).is_empty());
    }
}
