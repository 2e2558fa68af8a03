//! How often what happens in a year: the fixed shares of the sample history, dealt so that their counts are exact.

use super::chance::Chance;

/// A year's applications of a new demonstration city.
pub const APPLICATIONS_DEFAULT: u32 = 2_400;
/// Of them the ten permits issued together; the others are small.
const JOINT_SHARE: f64 = 0.018;

/// In pre-review a step asks for refinement.
const REFINEMENT: f64 = 0.25;
/// Some step is done late.
const LATE: f64 = 0.05;
/// The applicant withdraws.
const WITHDRAWN: f64 = 0.03;
/// The formal application is not accepted.
const NOT_ACCEPTED: f64 = 0.01;
/// A case is refused.
const REFUSED: f64 = 0.02;
/// The land right is never obtained.
const NO_LAND: f64 = 0.05;
/// The applicant is not satisfied.
const POOR_RATING: f64 = 0.01;

/// Which kind of application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ten permits issued together, on a project.
    Joint,
    /// One permit of one organ.
    Small,
}

/// How an application ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With everything that was applied for.
    Granted,
    /// The applicant withdraws it.
    Withdrawn,
    /// It is not accepted.
    NotAccepted,
    /// A case of it is refused.
    Refused,
    /// The land right is never obtained.
    NoLand,
}

/// What an application is going to live through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// How it ends.
    pub ending: Ending,
    /// Whether a step asks for refinement.
    pub is_refined: bool,
    /// Whether some step is late.
    pub is_late: bool,
    /// Whether its rating is poor.
    pub is_rated_poor: bool,
}

/// How many applications of each kind.
pub fn split(applications: u32) -> (usize, usize) {
    let all = usize::try_from(applications).unwrap_or(usize::MAX);
    let joint = counted(JOINT_SHARE, all).max(1).min(all);
    (joint, all - joint)
}

/// The fates of that many applications of a kind, in a random order.
pub fn deal(kind: Kind, count: usize, chance: &mut Chance) -> Vec<Fate> {
    let mut endings = Vec::with_capacity(count);
    for (ending, share) in endings_of(kind) {
        endings.extend(std::iter::repeat_n(*ending, counted(*share, count)));
    }
    endings.resize(count, Ending::Granted);
    chance.shuffle(&mut endings);
    let mut fates: Vec<Fate> = endings
        .into_iter()
        .map(|ending| Fate {
            ending,
            is_refined: false,
            is_late: false,
            is_rated_poor: false,
        })
        .collect();
    let is_worked_on = |fate: &Fate| !matches!(fate.ending, Ending::Withdrawn | Ending::NotAccepted);
    mark(&mut fates, LATE, chance, is_worked_on, |fate| fate.is_late = true);
    mark(&mut fates, POOR_RATING, chance, |_| true, |fate| fate.is_rated_poor = true);
    if kind == Kind::Joint {
        mark(&mut fates, REFINEMENT, chance, is_worked_on, |fate| fate.is_refined = true);
    }
    fates
}

fn endings_of(kind: Kind) -> &'static [(Ending, f64)] {
    match kind {
        Kind::Joint => &[
            (Ending::Withdrawn, WITHDRAWN),
            (Ending::Refused, REFUSED),
            (Ending::NoLand, NO_LAND),
        ],
        Kind::Small => &[
            (Ending::Withdrawn, WITHDRAWN),
            (Ending::NotAccepted, NOT_ACCEPTED),
            (Ending::Refused, REFUSED),
        ],
    }
}

/// Marks a share of all fates among those in which it can come true.
fn mark(fates: &mut [Fate], share: f64, chance: &mut Chance, fits: impl Fn(&Fate) -> bool, set: impl Fn(&mut Fate)) {
    let count = counted(share, fates.len());
    let mut places: Vec<usize> = (0..fates.len()).filter(|place| fits(&fates[*place])).collect();
    chance.shuffle(&mut places);
    for place in places.into_iter().take(count) {
        set(&mut fates[place]);
    }
}

/// That share of a number, rounded.
fn counted(share: f64, all: usize) -> usize {
    (share * all as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_exact() {
        let fates = deal(Kind::Small, 1_000, &mut Chance::of(3, 0));
        let count = |is: fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
        assert_eq!(count(|fate| fate.ending == Ending::Withdrawn), 30);
        assert_eq!(count(|fate| fate.ending == Ending::NotAccepted), 10);
        assert_eq!(count(|fate| fate.ending == Ending::Refused), 20);
        assert_eq!(count(|fate| fate.is_late), 50);
        assert_eq!(count(|fate| fate.is_rated_poor), 10);
        let fates = deal(Kind::Joint, 100, &mut Chance::of(3, 1));
        let count = |is: fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
        assert_eq!(count(|fate| fate.ending == Ending::NoLand), 5);
        assert_eq!(count(|fate| fate.is_refined), 25);
        assert_eq!(split(APPLICATIONS_DEFAULT).0, 43);
    }
}
