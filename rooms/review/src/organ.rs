//! Inside an organ (本单位): who works there and on what, who is away, who may say so.

mod load;
mod staff;

pub(crate) use load::{Hands, Load, loads};
pub(crate) use staff::{Person, Staff};

use authority::{Act, Duty, Permit, Subject, acts, permit};
use front::Problem;
use identity::{OrganId, RecordId, RegionCode};

use crate::at_desk::AtDesk;
use crate::desks::Desks;
use crate::visit::Visit;
use crate::words::Words;

/// An organ as its reader looks at it.
#[derive(Clone, Debug)]
pub(crate) struct Organ {
    pub(crate) id: OrganId,
    pub(crate) name: String,
    pub(crate) region: RegionCode,
}

impl Organ {
    /// The reader's own organ, or for an administrator the one that the address names.
    pub(crate) fn seen(visit: &Visit) -> Result<Self, Problem> {
        let named = visit.query.given("organ").and_then(|organ| organ.parse::<OrganId>().ok());
        Self::named(&visit.desks, &visit.at, named)
    }

    /// The same, named otherwise than by the address.
    pub(crate) fn named(desks: &Desks, at: &AtDesk, named: Option<OrganId>) -> Result<Self, Problem> {
        let organ = Self::known(desks, named.unwrap_or_else(|| at.post.organ.clone()))?;
        organ.permit::<acts::SeeOrgan>(at, NO_RECORD)?;
        Ok(organ)
    }

    /// The organ from which somebody is away: everybody may say so of the own one, whatever the post.
    pub(crate) fn of_absence(desks: &Desks, at: &AtDesk, named: Option<OrganId>) -> Result<Self, Problem> {
        match named.filter(|id| *id != at.post.organ) {
            Some(other) => Self::named(desks, at, Some(other)),
            None => Self::known(desks, at.post.organ.clone()),
        }
    }

    fn known(desks: &Desks, id: OrganId) -> Result<Self, Problem> {
        let words = Words::today(desks.catalogue());
        let region = words.release.organ(&id).ok_or(Problem::NotFound)?.region;
        Ok(Self {
            name: words.organ(&id),
            id,
            region,
        })
    }

    /// Whether the reader has the organ's page.
    pub(crate) fn is_seen_by(&self, at: &AtDesk) -> bool {
        self.permit::<acts::SeeOrgan>(at, NO_RECORD).is_ok()
    }

    /// The permit for an act on something of the organ.
    pub(crate) fn permit<A: Act>(&self, at: &AtDesk, record: RecordId) -> Result<Permit<A>, Problem> {
        let subject = Subject::new(record, self.region).on_desk(self.id.clone());
        at.actors()
            .find_map(|actor| permit(actor, &subject).ok())
            .ok_or(Problem::NotFound)
    }

    /// Whether the reader directs the work: signs for the organ, or stands in for who does.
    pub(crate) fn is_directed_by(&self, at: &AtDesk) -> bool {
        at.duties().contains(&Duty::Sign) && at.post.organ == self.id
    }

    /// Whether the reader hands posts over there.
    pub(crate) fn is_administered_by(&self, at: &AtDesk) -> bool {
        self.permit::<acts::HandOver>(at, NO_RECORD).is_ok()
    }

    /// What an address says of the organ, where it is not the reader's own.
    pub(crate) fn parameter(&self, at: &AtDesk) -> Option<(&'static str, String)> {
        (at.post.organ != self.id).then(|| ("organ", self.id.to_string()))
    }
}

/// Seeing an organ is not about one record.
const NO_RECORD: RecordId = RecordId::from_bytes([0; 16]);
