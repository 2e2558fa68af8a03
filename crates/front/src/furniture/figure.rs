//! A figure: its number, its sentence, the way to its records.

/// A figure as a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// 16.48
    pub number: String,
    /// 万件
    pub unit: String,
    /// What is counted, over what time.
    pub sentence: String,
    /// The words that lead to the records: 怎么算的 · 看记录.
    pub way: String,
    /// Where they lead.
    pub address: String,
    /// How it went, oldest first; empty for none.
    pub values: Vec<f32>,
}

const TREND_WIDTH: f32 = 200.0;
const TREND_HEIGHT: f32 = 34.0;
const TREND_MARGIN: f32 = 4.0;

impl Figure {
    /// Whether there is a line to draw.
    pub fn has_trend(&self) -> bool {
        self.values.len() > 1
    }

    /// The points of the line, in a box of 200 × 34.
    pub fn trend(&self) -> String {
        let finite = |values: &mut dyn Iterator<Item = f32>, pick: fn(f32, f32) -> f32| {
            values.filter(|value| value.is_finite()).reduce(pick)
        };
        let low = finite(&mut self.values.iter().copied(), f32::min).unwrap_or(0.0);
        let high = finite(&mut self.values.iter().copied(), f32::max).unwrap_or(0.0);
        let across = TREND_WIDTH / (self.values.len().max(2) - 1) as f32;
        let drawn = self.values.iter().enumerate().filter(|(_, value)| value.is_finite());
        let points = drawn.map(|(index, value)| {
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            let y = TREND_HEIGHT - TREND_MARGIN - share * (TREND_HEIGHT - 2.0 * TREND_MARGIN);
            format!("{:.0},{y:.0}", index as f32 * across)
        });
        points.collect::<Vec<_>>().join(" ")
    }
}

/// The width of a share's bar, of 150.
pub fn share_width(percent: &(impl Copy + Into<f64>)) -> String {
    let percent: f64 = (*percent).into();
    format!("{:.1}", percent.clamp(0.0, 100.0) * 1.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_stays_in_its_box() {
        let figure = Figure {
            values: vec![3.0, 9.0, f32::NAN, 6.0],
            ..Figure::default()
        };
        assert_eq!(figure.trend(), "0,30 67,4 200,17");
        let flat = Figure {
            values: vec![5.0, 5.0],
            ..Figure::default()
        };
        assert_eq!(flat.trend(), "0,17 200,17");
        assert!(!Figure::default().has_trend());
    }

    #[test]
    fn a_share_stays_between_nothing_and_all() {
        assert_eq!(share_width(&96_u8), "144.0");
        assert_eq!(share_width(&130.0_f64), "150.0");
        assert_eq!(share_width(&-1_i32), "0.0");
    }
}
