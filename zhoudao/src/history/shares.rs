//! How often what happens in a year: the fixed shares of the sample history, dealt so that their counts are exact.

use super::chance::Chance;

/// A year's applications of a new demonstration city.
pub const APPLICATIONS_DEFAULT: u32 = 2_400;
/// Of them the ten permits issued together; the others are small.
const JOINT_SHARE: f64 = 0.018;

// Each is a share of all applications of a kind: of joint ones, of small ones, or of either. Joint ones are reviewed before the
// law's clock runs, and accepted by the command that decides them: what comes before acceptance, or stops or extends the law's
// clock, can only happen to small ones. And what needs work at a desk is dealt among those that are neither withdrawn nor
// refused acceptance, so that it comes true, without becoming less: of 1,000 small applications exactly 300 are supplemented.

/// Of small ones: before acceptance something is found missing.
const SUPPLEMENT: f64 = 0.30;
/// Of joint ones: in pre-review a step asks for refinement.
const REFINEMENT: f64 = 0.25;
/// Of small ones: a special procedure stops the clocks of a case.
const SPECIAL_PROCEDURE: f64 = 0.10;
/// Of small ones: the term of a case is extended.
const EXTENSION: f64 = 0.03;
/// Of either: some step is done late.
const LATE: f64 = 0.05;
/// Of either: the applicant withdraws.
const WITHDRAWN: f64 = 0.03;
/// Of small ones: the formal application is not accepted.
const NOT_ACCEPTED: f64 = 0.01;
/// Of either: a case is refused.
const REFUSED: f64 = 0.02;
/// Of joint ones: the land right is never obtained.
const NO_LAND: f64 = 0.05;
/// Of either: the applicant is not satisfied.
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
    /// Whether something is found missing before acceptance.
    pub is_supplemented: bool,
    /// Whether a step asks for refinement.
    pub is_refined: bool,
    /// Whether a special procedure stops the clocks of a case.
    pub has_special_procedure: bool,
    /// Whether the term of a case is extended.
    pub is_extended: bool,
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
            is_supplemented: false,
            is_refined: false,
            has_special_procedure: false,
            is_extended: false,
            is_late: false,
            is_rated_poor: false,
        })
        .collect();
    let is_worked_on = |fate: &Fate| !matches!(fate.ending, Ending::Withdrawn | Ending::NotAccepted);
    mark(&mut fates, LATE, chance, is_worked_on, |fate| fate.is_late = true);
    mark(&mut fates, POOR_RATING, chance, |_| true, |fate| fate.is_rated_poor = true);
    match kind {
        Kind::Joint => mark(&mut fates, REFINEMENT, chance, is_worked_on, |fate| fate.is_refined = true),
        Kind::Small => {
            mark(&mut fates, SUPPLEMENT, chance, is_worked_on, |fate| {
                fate.is_supplemented = true;
            });
            mark(&mut fates, SPECIAL_PROCEDURE, chance, is_worked_on, |fate| {
                fate.has_special_procedure = true;
            });
            mark(&mut fates, EXTENSION, chance, is_worked_on, |fate| fate.is_extended = true);
        }
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
        assert_eq!(count(|fate| fate.is_supplemented), 300);
        assert_eq!(count(|fate| fate.has_special_procedure), 100);
        assert_eq!(count(|fate| fate.is_extended), 30);
        assert_eq!(count(|fate| fate.is_refined), 0);
        assert_eq!(count(|fate| fate.is_late), 50);
        assert_eq!(count(|fate| fate.is_rated_poor), 10);
        let fates = deal(Kind::Joint, 100, &mut Chance::of(3, 1));
        let count = |is: fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
        assert_eq!(count(|fate| fate.ending == Ending::NoLand), 5);
        assert_eq!(count(|fate| fate.is_refined), 25);
        assert_eq!(
            count(|fate| fate.is_supplemented || fate.has_special_procedure || fate.is_extended),
            0
        );
        assert_eq!(split(APPLICATIONS_DEFAULT).0, 43);
    }

    #[test]
    fn whoever_is_not_accepted_or_withdraws_is_not_worked_on() {
        for fate in deal(Kind::Small, 1_000, &mut Chance::of(3, 0)) {
            let is_worked_on = fate.is_supplemented || fate.has_special_procedure || fate.is_extended || fate.is_late;
            assert!(!is_worked_on || !matches!(fate.ending, Ending::Withdrawn | Ending::NotAccepted));
        }
    }
}
