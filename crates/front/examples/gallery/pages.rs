//! The pages of the gallery, filled with invented things.

use askama::Template;
use calendar::{Day, Light, Moment};
use front::{
    Axis, Chrome, DemoNotice, FormData, FormErrors, House, Language, Message, Place, Presence,
    axis::sample,
    chrome::Capacity,
    furniture::{Choice, Figure, Happening, Lamp, Pager, Receipt, Shape, Stage},
};

#[derive(Template)]
#[template(path = "gallery.html")]
pub struct Gallery {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    areas: Vec<Choice>,
    powers: Vec<Choice>,
    lamps: Vec<Lamp>,
    stages: Vec<Stage>,
    happenings: Vec<Happening>,
    figures: Vec<Figure>,
    pages: Pager,
    receipt: Receipt,
    axes: Vec<Axis>,
}

#[derive(Template)]
#[template(path = "gallery_desk.html")]
struct Desk {
    chrome: Chrome,
    lamps: Vec<Lamp>,
    axis: Axis,
}

/// A page of the gallery as HTML.
pub fn page(language: Language, elder: bool, desk: bool) -> String {
    let mut house = House::sample();
    house.demo = Some(Box::new(|| DemoNotice {
        today: Day::new(2026, 11, 23).unwrap_or(Day::MIN),
        address: "/demo".to_owned(),
    }));
    let presence = Presence {
        name: "李建国".to_owned(),
        capacity: Some("渤海铝业有限公司（代理人）".to_owned()),
        others: vec![Capacity {
            value: "person".to_owned(),
            label: "李建国本人".to_owned(),
        }],
        desk_places: Vec::new(),
        back_to_post: None,
        beside: None,
        form_token: "token".to_owned(),
    };
    let place = if desk { Place::Todo } else { Place::Progress };
    let mut chrome = Chrome::sample(house, language, "Furniture", place);
    chrome.elder = elder;
    chrome.presence = Some(presence);
    let gallery = gallery(chrome.clone());
    if desk {
        let desk = Desk {
            chrome,
            lamps: gallery.lamps,
            axis: sample::compact(),
        };
        return desk.render().unwrap_or_else(|error| error.to_string());
    }
    gallery.render().unwrap_or_else(|error| error.to_string())
}

/// All furniture in a frame.
pub fn gallery(chrome: Chrome) -> Gallery {
    let texts = chrome.texts.clone();
    let today = Day::new(2026, 11, 23).unwrap_or(Day::MIN);
    let mut errors = FormErrors::default();
    errors.add("phone", Message::new("form-unreadable"));
    errors.add("power", Message::new("form-doubled"));
    let mut receipt = Receipt::new(
        &texts,
        "收到了您的申请",
        "371625-20261102-000318-7",
        Moment::at(today, 14, 31),
    );
    receipt.query_code = "K7MX 3PQR".to_owned();
    receipt.position = Some(48_201);
    receipt.verify_address = "/verify".to_owned();
    receipt.facts = vec![("办理部门".to_owned(), "9 个部门同时开始预审".to_owned())];
    Gallery {
        form: FormData::default()
            .filled("phone", "0543-31")
            .filled("area", "middle")
            .filled("name", "渤海铝业有限公司"),
        errors,
        areas: vec![
            Choice::new("small", "用地不足 0.5 公顷，且土石方不足 1,000 立方米"),
            Choice::new("middle", "0.5 至 5 公顷，或 1,000 至 5 万立方米"),
            Choice::new("large", "5 公顷以上，或 5 万立方米以上").explained("写报告书，由专家评审"),
        ],
        powers: vec![
            Choice::new("coal", "煤"),
            Choice::new("gas", "天然气"),
            Choice::new("sun", "光伏"),
        ],
        lamps: vec![
            Lamp::of(&texts, Light::Green, Some(4)),
            Lamp::of(&texts, Light::Yellow, Some(1)),
            Lamp::of(&texts, Light::Red { late_by: 2 }, None),
            Lamp::of(&texts, Light::Blue, None),
            Lamp::done(&texts),
            Lamp::new(Shape::Open, "未开始"),
        ],
        stages: Stage::list(
            &[
                ("项目", "/1"),
                ("情形", "/2"),
                ("申请表", "/3"),
                ("材料", "/4"),
                ("承诺与提交", "/5"),
            ],
            1,
        ),
        happenings: vec![
            Happening::new(
                &texts,
                Moment::at(today, 9, 12),
                today,
                "生态环境局 李工 请您修改完善 1 份材料",
            )
            .leading_to("/1"),
            Happening::new(
                &texts,
                Moment::at(today.plus(-7), 16, 40),
                today,
                "发展改革委出具节能审查和碳排放评价预审意见",
            ),
        ],
        figures: vec![
            Figure {
                number: "31".to_owned(),
                unit: "天".to_owned(),
                sentence: "十证联发平均用时（承诺 45 天）".to_owned(),
                way: "最长的一件 43 天 · 40 件".to_owned(),
                address: "/figures/1".to_owned(),
                values: vec![34.0, 33.0, 36.0, 32.0, 31.0],
            },
            Figure {
                number: "16.48".to_owned(),
                unit: "万件".to_owned(),
                sentence: "“一件事”今年办件".to_owned(),
                way: "看记录".to_owned(),
                address: "/figures/2".to_owned(),
                values: Vec::new(),
            },
        ],
        pages: Pager::new(5, 91, 10, "/applications?light=red"),
        receipt,
        axes: vec![
            sample::case(),
            sample::late(),
            sample::large(),
            sample::joined_up(),
            sample::compact(),
            sample::guide(),
        ],
        chrome,
    }
}
