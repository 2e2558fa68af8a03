//! Made-up pictures, for tests and the gallery: the example case, a late one, a very large one, a guide.

use super::{Axis, AxisKind, Bar, BarState, Lane};
use BarState::{Done, Forecast, Late, Paused, Running, Waiting};

/// A joint application on its fifteenth day, as the design shows it.
pub fn case() -> Axis {
    let lane = |organ: &str, bars: &[(&str, f32, f32, BarState)]| lane(organ, bars, "/applications/1/steps/");
    Axis::new("case", "各部门办理进度", 45)
        .lane(lane(
            "自然资源和规划局",
            &[
                ("土地要素", 0.0, 5.0, Done),
                ("设计方案审查", 5.0, 12.0, Done),
                ("工程规划", 12.0, 17.0, Running),
            ],
        ))
        .lane(lane("发展改革委", &[("节能审查", 0.0, 10.0, Done)]))
        .lane(lane(
            "生态环境局",
            &[("总量", 0.0, 5.0, Done), ("环评报告表", 5.0, 15.0, Paused)],
        ))
        .lane(lane(
            "城乡水务局",
            &[("取水许可", 0.0, 9.0, Done), ("水土保持方案", 9.0, 16.0, Running)],
        ))
        .lane(lane(
            "住房城乡建设局",
            &[("施工图审查", 12.0, 22.0, Running), ("消防设计审查", 22.0, 29.0, Waiting)],
        ))
        .lane(lane("国防动员办", &[("人防报建", 12.0, 17.0, Running)]))
        .lane(lane("应急管理局", &[("抗震设防", 0.0, 5.0, Done)]))
        .lane(lane("市委政法委", &[("稳定评估", 0.0, 5.0, Done)]))
        .closing(Lane::new("十证联发").bar(Bar::new("一次发证", 30.0, 36.0, Forecast)))
        .gate(30.0, "拿地", false)
        .on_day(15.0)
        .forecast(36.0)
        .calling(Done, "已出意见")
        .calling(Paused, "等您完善，不计时")
}

/// The same, with its longest chain and a step that is late, so that the promise will not be kept.
pub fn late() -> Axis {
    let mut axis = case();
    "late".clone_into(&mut axis.id);
    "博兴县自然资源和规划局".clone_into(&mut axis.lanes[0].organ);
    "国家税务总局滨州经济技术开发区税务局".clone_into(&mut axis.lanes[6].organ);
    for (lane, bar) in [(0, 0), (0, 1), (4, 0), (4, 1)] {
        axis.lanes[lane].bars[bar].critical = true;
    }
    axis.lanes[4].bars[0] = Bar {
        state: Late,
        to: 35.0,
        ..axis.lanes[4].bars[0].clone()
    };
    axis.lanes[4].bars[1] = Bar {
        from: 35.0,
        to: 44.0,
        ..axis.lanes[4].bars[1].clone()
    };
    axis.closing = Some(Lane::new("十证联发").bar(Bar::new("一次发证", 44.0, 48.0, Forecast).critical()));
    axis.gate(40.0, "拿地", true).on_day(34.0).forecast(47.5)
}

/// Ten departments and forty-four steps, many of them at once and short.
pub fn large() -> Axis {
    let organs = [
        "自然资源和规划局",
        "发展改革委",
        "生态环境局",
        "城乡水务局",
        "住房城乡建设局",
        "国防动员办公室",
        "应急管理局",
        "滨州市行政审批服务局",
        "综合行政执法局",
        "气象局",
    ];
    let names = [
        "用地预审",
        "环境影响报告书",
        "取水",
        "建设项目压覆矿产资源审批",
        "水保",
        "洪水影响评价",
        "排水许可证核发",
        "临时占道",
    ];
    let states = [Done, Running, Waiting, Paused, Forecast, Late, Done];
    let mut axis = Axis::new("large", "十个部门，四十四项", 60);
    for (row, organ) in organs.iter().enumerate() {
        let mut lane = Lane::new(*organ);
        for column in 0..(4 + usize::from(row % 3 == 0)) {
            let index = row * 5 + column;
            let from = ((index * 7) % 45) as f32;
            let long = [1.0, 3.0, 12.0, 0.0, 6.0, 2.0][index % 6];
            let bar = Bar::new(names[index % names.len()], from, from + long, states[index % states.len()]);
            lane = lane.bar(bar.leading_to(format!("/applications/2/steps/{index}")));
        }
        axis = axis.lane(lane);
    }
    axis.on_day(21.5).forecast(58.2)
}

/// Marks on top of each other: today is the day of the promise and of the forecast.
pub fn joined_up() -> Axis {
    let bars = [
        ("受理", 0.0, 0.3, Done),
        ("核准", 0.3, 0.6, Done),
        ("制证", 0.6, 1.0, Running),
        ("送达", 1.0, 2.0, Waiting),
    ];
    Axis::new("joined-up", "营业执照变更", 2)
        .lane(lane("行政审批服务局", &bars, ""))
        .on_day(2.0)
        .forecast(2.0)
}

/// Small, beside other things.
pub fn compact() -> Axis {
    Axis {
        id: "compact".to_owned(),
        kind: AxisKind::Compact,
        ..case()
    }
}

/// What will happen, before anything has.
pub fn guide() -> Axis {
    let mut axis = Axis {
        id: "guide".to_owned(),
        title: "会怎么办".to_owned(),
        today: None,
        forecast: None,
        kind: AxisKind::Guide,
        ..case()
    };
    for bar in axis.lanes.iter_mut().flat_map(|lane| &mut lane.bars) {
        bar.state = Waiting;
    }
    for (lane, bar) in [(0, 0), (0, 1), (4, 0), (4, 1)] {
        axis.lanes[lane].bars[bar].critical = true;
    }
    axis
}

fn lane(organ: &str, bars: &[(&str, f32, f32, BarState)], link: &str) -> Lane {
    let bar = |(index, (label, from, to, state)): (usize, &(&str, f32, f32, BarState))| {
        let bar = Bar::new(*label, *from, *to, *state);
        if link.is_empty() {
            bar
        } else {
            bar.leading_to(format!("{link}{index}"))
        }
    };
    Lane {
        organ: organ.to_owned(),
        bars: bars.iter().enumerate().map(bar).collect(),
    }
}
