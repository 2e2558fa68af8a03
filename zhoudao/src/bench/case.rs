//! The cases: which transitions each goes through, in which order.

use identity::RecordId;

/// Reviews of a joint case.
pub const REVIEWS: u8 = 30;
/// Certificates of a joint case.
pub const CERTIFICATES: u8 = 10;
/// Departments among which both are spread.
pub const DEPARTMENTS: u8 = 9;
/// Materials of a joint case.
pub const MATERIALS: u8 = 12;
/// Materials of a simple case.
pub const SIMPLE_MATERIALS: u8 = 3;
/// The opinion after which a client tells that the land is acquired.
const OPINIONS_BEFORE_LAND: u8 = 15;

/// What kind of case it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Thirty reviews, a gate, ten certificates: 79 transitions.
    Joint,
    /// One department, one task at a time: 6 transitions.
    Simple,
}

/// One case.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What kind it is.
    pub kind: Kind,
    /// Its number `k`.
    pub number: u64,
    /// Under which the city keeps it; the floor keeps it under its number.
    pub record: RecordId,
}

/// One durable, acknowledged step of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// The applicant submits.
    Submit,
    /// A department takes a review on.
    Accept(u8),
    /// A review asks for a correction; its clock stops.
    AskCorrection(u8),
    /// The applicant corrects; the review has a new deadline.
    Correct(u8),
    /// A review ends with an opinion.
    Opinion(u8),
    /// The outside event before which no certificate is issued.
    Land,
    /// A certificate is issued.
    Certificate(u8),
    /// The joint case ends.
    Close,
    /// The department takes a simple case in.
    TakeIn,
    /// It reviews the simple case.
    Review,
    /// It decides the simple case.
    Decide,
    /// It serves the decision, with which the simple case ends.
    Deliver,
    /// The applicant rates.
    Evaluate,
}

impl Case {
    /// A new case with that number and a random identifier.
    pub fn new(kind: Kind, number: u64) -> anyhow::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self {
            kind,
            number,
            record: RecordId::from_bytes(bytes),
        })
    }

    /// Its transitions in the order in which one client goes through them.
    pub fn transitions(&self) -> Vec<Transition> {
        match self.kind {
            Kind::Joint => self.joint(),
            Kind::Simple => vec![
                Transition::Submit,
                Transition::TakeIn,
                Transition::Review,
                Transition::Decide,
                Transition::Deliver,
                Transition::Evaluate,
            ],
        }
    }

    fn joint(&self) -> Vec<Transition> {
        let mut order = vec![Transition::Submit];
        order.extend((0..REVIEWS).map(Transition::Accept));
        for review in 0..REVIEWS {
            if self.is_corrected(review) {
                order.extend([Transition::AskCorrection(review), Transition::Correct(review)]);
            }
            order.push(Transition::Opinion(review));
            if is_followed_by_land(review + 1) {
                order.push(Transition::Land);
            }
        }
        order.extend((0..CERTIFICATES).map(Transition::Certificate));
        order.push(Transition::Close);
        order
    }

    /// Whether a review asks for a correction: three of thirty do.
    pub fn is_corrected(&self, review: u8) -> bool {
        u64::from(review) % 10 == self.number % 10
    }

    /// What the case is called in lists.
    pub fn title(&self) -> String {
        format!("年产四十万只铝合金轮毂项目第{}期", self.number)
    }
}

/// Whether the land is acquired after that many opinions.
pub fn is_followed_by_land(opinions: u8) -> bool {
    opinions == OPINIONS_BEFORE_LAND
}

impl Transition {
    /// The department at whose desk it is done; what the applicant and others do is put to the first.
    pub fn department(self) -> u8 {
        match self {
            Self::Accept(number)
            | Self::AskCorrection(number)
            | Self::Correct(number)
            | Self::Opinion(number)
            | Self::Certificate(number) => number % DEPARTMENTS,
            Self::Submit
            | Self::Land
            | Self::Close
            | Self::TakeIn
            | Self::Review
            | Self::Decide
            | Self::Deliver
            | Self::Evaluate => 0,
        }
    }
}

/// Working days of a review.
pub fn review_days(review: u8) -> i32 {
    3 + i32::from(review % 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_case_has_79_transitions_and_a_simple_one_6() {
        for number in 0..20 {
            let transitions = |kind| Case::new(kind, number).unwrap().transitions().len();
            assert_eq!((transitions(Kind::Joint), transitions(Kind::Simple)), (79, 6));
        }
    }

    #[test]
    fn three_reviews_are_corrected_before_their_opinion() {
        let order = Case::new(Kind::Joint, 27).unwrap().transitions();
        for review in [7, 17, 27] {
            let at = order.iter().position(|it| *it == Transition::AskCorrection(review)).unwrap();
            assert_eq!(
                order[at + 1..at + 3],
                [Transition::Correct(review), Transition::Opinion(review)]
            );
        }
    }
}
