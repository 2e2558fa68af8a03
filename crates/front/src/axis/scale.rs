//! From working days to the paper and which days get a number.

/// Days as places between two edges.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    left: f32,
    right: f32,
    days: f32,
}

impl Scale {
    pub(super) fn new(left: f32, right: f32, days: f32) -> Scale {
        Scale {
            left,
            right,
            days: days.max(1.0),
        }
    }

    /// The last day shown.
    pub(super) fn days(&self) -> f32 {
        self.days
    }

    /// Where a day is.
    pub(super) fn x(&self, day: f32) -> f32 {
        self.left + day.clamp(0.0, self.days) / self.days * (self.right - self.left)
    }

    /// The days that get a number, at least `room` apart: every 1, 2, 5, 10, 20, 50 … days, without receipt itself.
    pub(super) fn ticks(&self, room: f32) -> Vec<u32> {
        let a_day = (self.right - self.left) / self.days;
        let step = STEPS
            .into_iter()
            .find(|step| *step as f32 * a_day >= room)
            .unwrap_or(STEPS[STEPS.len() - 1]);
        (1..)
            .map(|index| index * step)
            .take_while(|day| *day as f32 <= self.days)
            .collect()
    }
}

const STEPS: [u32; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_between_the_edges() {
        let scale = Scale::new(100.0, 1_000.0, 45.0);
        assert_eq!(scale.x(0.0), 100.0);
        assert_eq!(scale.x(45.0), 1_000.0);
        assert_eq!(scale.x(-3.0), 100.0);
        assert_eq!(scale.x(99.0), 1_000.0);
        assert_eq!(scale.ticks(44.0), vec![5, 10, 15, 20, 25, 30, 35, 40, 45]);
        assert_eq!(Scale::new(0.0, 700.0, 5.0).ticks(44.0), vec![1, 2, 3, 4, 5]);
        assert_eq!(
            Scale::new(0.0, 700.0, 250.0).ticks(44.0),
            vec![20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240]
        );
    }
}
