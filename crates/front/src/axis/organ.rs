//! The name of a department beside its lane: whole if it fits on two lines, else its beginning and its end.

use super::measure::{clipped, width};

/// The lines of a name in a column of that room: one or two.
pub(super) fn lines(name: &str, size: f32, room: f32) -> Vec<String> {
    if width(name, size) <= room {
        return vec![name.to_owned()];
    }
    let (first, rest) = broken(name, size, room);
    match width(&rest, size) <= room {
        true => vec![first, rest],
        false => vec![first, ending(&rest, size, room)],
    }
}

/// The name in two: after a place, else at a space, `、` or `和`, else where the room ends.
fn broken(name: &str, size: f32, room: f32) -> (String, String) {
    let characters: Vec<char> = name.chars().collect();
    let fits = (1..characters.len())
        .take_while(|end| width(&text(&characters[..*end]), size) <= room)
        .last()
        .unwrap_or(1);
    let rest_fits = |at: usize| width(text(&characters[at..]).trim(), size) <= room;
    let place_ends = |at: &usize| matches!(characters[at - 1], '市' | '县' | '区');
    let words_join = |at: &usize| matches!(characters[at - 1], ' ' | '、') || matches!(characters[*at], '和' | '（');
    let candidates = || (2..=fits).rev();
    let at = candidates()
        .find(|at| place_ends(at) && rest_fits(*at))
        .or_else(|| candidates().find(|at| words_join(at) && rest_fits(*at)))
        .or_else(|| candidates().find(|at| characters[at - 1] == ' '))
        .unwrap_or(fits);
    (
        text(&characters[..at]).trim().to_owned(),
        text(&characters[at..]).trim().to_owned(),
    )
}

/// The rest of a name that is still too long: `…` and its end, which tells departments apart better than its middle.
fn ending(rest: &str, size: f32, room: f32) -> String {
    if rest.contains(' ') {
        let short = clipped(rest, size, room).unwrap_or_default();
        return short.rsplit_once(' ').map_or(short.clone(), |(words, _)| format!("{words}…"));
    }
    let room = room - width("…", size);
    let characters: Vec<char> = rest.chars().collect();
    let from = (0..characters.len())
        .find(|from| width(&text(&characters[*from..]), size) <= room)
        .unwrap_or(characters.len());
    format!("…{}", text(&characters[from..]))
}

fn text(characters: &[char]) -> String {
    characters.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_takes_one_line_or_two() {
        for (name, expected) in [
            ("发展改革委", vec!["发展改革委"]),
            ("自然资源和规划局", vec!["自然资源和规划局"]),
            ("博兴县自然资源和规划局", vec!["博兴县", "自然资源和规划局"]),
            (
                "国家税务总局滨州经济技术开发区税务局",
                vec!["国家税务总局滨州", "…术开发区税务局"],
            ),
            ("滨州市自然资源和规划局博兴分局", vec!["滨州市自然资源", "和规划局博兴分局"]),
            ("Natural Resources and Planning Bureau", vec!["Natural", "Resources…"]),
        ] {
            assert_eq!(lines(name, 14.0, 118.0), expected, "{name}");
        }
    }
}
