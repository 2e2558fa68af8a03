//! The picture keeps its promises: nothing overlaps, nothing is cut off, everything is told.

use super::{Axis, AxisKind, Bar, BarState, GateMark, Lane, drawing::Drawing, narrow::Narrow, sample};
use crate::{House, Language, Texts};
use proptest::prelude::*;

fn texts(language: Language) -> Texts {
    House::sample().texts(language)
}

/// A rectangle on paper and what it is.
#[derive(Clone, Debug)]
struct Box {
    what: String,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Box {
    fn overlaps(&self, other: &Box) -> bool {
        let apart = 0.6;
        self.left + apart < other.right
            && other.left + apart < self.right
            && self.top + apart < other.bottom
            && other.top + apart < self.bottom
    }
}

/// Every word of the picture. A line of type is about as high as its size.
fn words(drawing: &Drawing) -> Vec<Box> {
    let boxed = |word: &super::word::Word, size: f32| Box {
        what: word.text.clone(),
        left: word.from,
        right: word.to,
        top: word.y - size * 0.8,
        bottom: word.y + size * 0.15,
    };
    let ticks = drawing.ticks.iter().map(|word| boxed(word, drawing.size));
    let organs = drawing
        .lanes
        .iter()
        .flat_map(|lane| &lane.lines)
        .map(|word| boxed(word, drawing.organ_size));
    let bars = drawing
        .bars
        .iter()
        .filter_map(|bar| bar.word.as_ref())
        .map(|word| boxed(word, drawing.size));
    let marks = drawing.marks.iter().map(|mark| boxed(&mark.word, drawing.size));
    let gate = drawing.gate.iter().map(|gate| boxed(&gate.word, drawing.size));
    ticks.chain(organs).chain(bars).chain(marks).chain(gate).collect()
}

fn bars(drawing: &Drawing) -> Vec<Box> {
    let boxed = |bar: &super::bars::DrawnBar| Box {
        what: bar.told.clone(),
        left: bar.x,
        right: bar.x + bar.width,
        top: bar.y,
        bottom: bar.y + bar.height,
    };
    drawing.bars.iter().map(boxed).collect()
}

/// What every picture must be.
fn is_sound(axis: &Axis, texts: &Texts) -> Result<(), TestCaseError> {
    let drawing = Drawing::of(axis, texts);
    let (words, bars) = (words(&drawing), bars(&drawing));
    for (index, one) in words.iter().enumerate() {
        prop_assert!(
            one.left >= -0.5 && one.right <= drawing.width + 0.5 && one.top >= 0.0 && one.bottom <= drawing.height,
            "{one:?} leaves the paper of {} × {}",
            drawing.width,
            drawing.height
        );
        for other in &words[index + 1..] {
            prop_assert!(!one.overlaps(other), "{one:?} over {other:?}");
        }
    }
    for bar in &bars {
        prop_assert!(
            bar.left >= drawing.left - 0.5 && bar.right <= drawing.right + 0.5,
            "{bar:?} leaves the plot"
        );
        prop_assert!(
            bar.top >= drawing.top && bar.bottom <= drawing.bottom,
            "{bar:?} leaves the lanes"
        );
    }
    for (bar, drawn) in bars.iter().zip(&drawing.bars) {
        let own = drawn.word.as_ref().map(|word| word.text.clone());
        for word in words.iter().filter(|word| Some(&word.what) != own.as_ref() || !drawn.inside) {
            prop_assert!(!word.overlaps(bar), "{word:?} runs over {bar:?}");
        }
        if let Some(word) = drawn.word.as_ref().filter(|_| drawn.inside) {
            prop_assert!(
                word.from >= bar.left && word.to <= bar.right,
                "{word:?} leaves its bar {bar:?}"
            );
        }
    }
    Ok(())
}

fn bars_are_apart(axis: &Axis, texts: &Texts) -> Result<(), TestCaseError> {
    let bars = bars(&Drawing::of(axis, texts));
    for (index, one) in bars.iter().enumerate() {
        for other in &bars[index + 1..] {
            prop_assert!(!one.overlaps(other), "{one:?} over {other:?}");
        }
    }
    Ok(())
}

fn samples() -> [Axis; 6] {
    [
        sample::case(),
        sample::late(),
        sample::large(),
        sample::joined_up(),
        sample::compact(),
        sample::guide(),
    ]
}

#[test]
fn the_samples_are_sound_in_both_languages() {
    for axis in samples() {
        for language in Language::ALL {
            let texts = texts(language);
            is_sound(&axis, &texts).unwrap_or_else(|error| panic!("{}: {error}", axis.id));
            bars_are_apart(&axis, &texts).unwrap_or_else(|error| panic!("{}: {error}", axis.id));
        }
    }
}

#[test]
fn every_step_is_told_in_table_strip_and_picture() {
    let texts = texts(Language::Chinese);
    let axis = sample::large();
    let html = axis.picture(&texts).to_string();
    assert_eq!(axis.lanes.iter().map(|lane| lane.bars.len()).sum::<usize>(), 44);
    assert_eq!(html.matches("<tr><td>").count(), 44);
    for index in (0..50).filter(|index| html.contains(&format!("steps/{index}\""))) {
        assert_eq!(html.matches(&format!("steps/{index}\"")).count(), 3, "step {index}");
    }
    assert!(!html.contains('⟦'), "{html}");
    assert!(!html.contains("style="), "the content security policy forbids inline styles");
}

#[test]
fn most_labels_of_a_large_picture_are_whole() {
    let drawing = Drawing::of(&sample::large(), &texts(Language::Chinese));
    let told = drawing
        .bars
        .iter()
        .filter(|bar| bar.word.as_ref().is_some_and(|word| !word.text.ends_with('…')))
        .count();
    assert!(told * 10 >= drawing.bars.len() * 9, "{told} of {}", drawing.bars.len());
}

#[test]
fn the_example_case_needs_one_row_a_department() {
    let drawing = Drawing::of(&sample::case(), &texts(Language::Chinese));
    let heights: Vec<i32> = drawing
        .lanes
        .windows(2)
        .map(|pair| (pair[1].bottom - pair[0].bottom).round() as i32)
        .collect();
    assert!(heights.iter().all(|height| *height == heights[0]), "{heights:?}");
    assert_eq!(drawing.marks.len(), 3);
    let last = drawing.ticks.last().map(|tick| tick.text.as_str());
    assert_eq!(last, Some("45"));
    assert!(drawing.bars.iter().all(|bar| bar.word.is_some()));
}

#[test]
fn a_broken_promise_is_said_in_vermilion_and_in_words() {
    let html = sample::late().picture(&texts(Language::Chinese)).to_string();
    assert!(html.contains(r#"class="mark forecast late""#));
    assert!(html.contains("承诺 45 个工作日，预计第 48 个工作日办完"), "{html}");
    assert!(html.contains("！施工图审查"));
    assert!(html.contains("拿地已经完成"));
}

#[test]
fn a_picture_without_anything_is_still_a_picture() {
    let empty = Axis::new("empty", "空", 0);
    is_sound(&empty, &texts(Language::Chinese)).unwrap();
    assert!(empty.picture(&texts(Language::English)).to_string().contains("<figure"));
}

#[test]
fn texts_are_escaped() {
    let axis = Axis::new("escaped", "<b>", 5).lane(
        Lane::new("<script>").bar(
            Bar::new("\"><img>", 0.0, 1.0, BarState::Late)
                .titled("<i>")
                .leading_to("/?a=1&b=\""),
        ),
    );
    let html = axis.picture(&texts(Language::Chinese)).to_string();
    for forbidden in ["<b>\"", "<script", "<img", "<i>", "b=\"\""] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
}

#[test]
fn nothing_of_the_narrow_picture_is_cut_off() {
    for axis in samples() {
        for language in Language::ALL {
            let narrow = Narrow::of(&axis, &texts(language));
            for piece in narrow.strips.iter().flat_map(|strip| &strip.pieces) {
                assert!(piece.percent >= 0.0 && piece.percent + piece.width <= 100.01, "{piece:?}");
            }
            for strip in &narrow.strips {
                let lowest = strip
                    .pieces
                    .iter()
                    .map(|piece| piece.y + strip.piece_height())
                    .fold(0.0, f32::max);
                assert!(lowest <= strip.height, "{strip:?}");
            }
            assert_eq!(narrow.strips.len(), axis.all_lanes().len());
        }
    }
}

fn bar() -> impl Strategy<Value = Bar> {
    let label = prop_oneof!["[一-龥]{1,14}", "[A-Za-z ]{1,24}", Just(String::new())];
    let day = prop_oneof![4 => 0.0_f32..70.0, 1 => Just(f32::NAN), 1 => -5.0_f32..0.0, 1 => Just(f32::INFINITY)];
    (label, day, 0.0_f32..20.0, 0_usize..6, any::<bool>()).prop_map(|(label, from, long, state, critical)| Bar {
        critical,
        ..Bar::new(label, from, from + long, BarState::ALL[state])
    })
}

fn axis() -> impl Strategy<Value = Axis> {
    let organ = || prop_oneof!["[一-龥]{1,24}", "[A-Za-z]{1,12} [A-Za-z ]{1,30}"];
    let lane = move || (organ(), prop::collection::vec(bar(), 0..8)).prop_map(|(organ, bars)| Lane { organ, bars });
    let day = || prop::option::of(0.0_f32..80.0);
    (
        prop::collection::vec(lane(), 0..10),
        prop::option::of(lane()),
        day(),
        day(),
        day(),
        0_u32..90,
        0_usize..3,
    )
        .prop_map(|(lanes, closing, today, forecast, gate, promise_days, kind)| Axis {
            lanes,
            closing,
            gate: gate.map(|day| GateMark {
                day,
                label: "拿地".to_owned(),
                open: day > 40.0,
            }),
            today,
            forecast,
            kind: [AxisKind::Progress, AxisKind::Compact, AxisKind::Guide][kind],
            ..Axis::new("random", "随便", promise_days)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_axis_overlaps_or_leaves_the_paper(axis in axis()) {
        is_sound(&axis, &texts(Language::Chinese))?;
        bars_are_apart(&axis, &texts(Language::Chinese))?;
        axis.picture(&texts(Language::English));
    }
}
