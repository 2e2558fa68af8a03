//! What people write and hand in: the same for the city and the floor.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::case::Case;

/// The form, about 600 bytes as JSON.
pub fn form(case: &Case) -> Value {
    json!({
        "enterprise": "滨州宏远铝合金车轮有限公司",
        "site": "经济开发区滨河大道以东、新二路以北地块",
        "content": "新建铸造、机加工、涂装三座车间及配套辅房，购置低压铸造机、数控车床、喷涂线等设备，形成年产四十万只轮毂的能力。",
        "scale": "用地五万平方米，建筑面积三万二千平方米，总投资二亿六千万元，其中设备投资一亿四千万元。",
        "contact": "李建国",
        "phone": "13800138000",
        "delivery": "electronic",
        "remark": format!("第{}期；与一期共用污水处理站、循环水池和变电所，危险废物委托有资质的单位处置。", case.number),
    })
}

/// The file name of a material, about 50 bytes.
pub fn file_name(material: u8) -> String {
    format!("第{:02}份材料（加盖公章扫描件）.pdf", material + 1)
}

/// The size of a material.
pub fn size(case: &Case, material: u8) -> u64 {
    100_000 + case.number % 50_000 * (u64::from(material) + 1)
}

/// The file of a material, where one is handed in: told by its content, and different in each case.
pub fn file(case: &Case, material: u8) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    while file.len() < FILE_BYTES {
        file.extend(digest(case, material));
    }
    file
}

/// Small, as it is the record that is measured and not the network.
const FILE_BYTES: usize = 2_048;

/// The digest of a material's file.
pub fn digest(case: &Case, material: u8) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(case.record.as_bytes());
    hasher.update([material]);
    hasher.finalize().into()
}

/// An opinion of 200 characters.
pub const OPINION: &str = "经审查，申请人提交的全部材料齐全，符合法定形式，项目选址位于规划工业用地范围内，用地规模、容积率、建筑系数符合控制指标要求，生产工艺和设备不属于限制类、淘汰类。原则同意按所报方案办理。请建设单位在后续工作中严格落实节能、节水和污染防治措施，按批准的规模、地点和内容组织建设；如有重大变动，应当重新报批。本意见在预审阶段出具，用地手续完备后据此作出正式决定，不再重复审查。请各有关部门据此做好衔接工作。";

/// What a correction asks for.
pub const REQUEST: &str = "请补充说明用水量的测算依据，并修改平面布置图中与相邻地块的间距标注。";

/// What the applicant answers to it.
pub const ANSWER: &str = "已补充用水量测算说明，平面布置图已按规范重新标注间距。";

#[cfg(test)]
mod tests {
    use super::super::case::Kind;
    use super::*;

    #[test]
    fn the_sizes_are_those_of_the_workload() {
        let case = Case::new(Kind::Joint, 4_711).unwrap();
        let form = form(&case).to_string().len();
        assert!((580..=640).contains(&form), "the form has {form} bytes");
        assert_eq!(OPINION.chars().count(), 200);
        let name = file_name(3).len();
        assert!((40..=55).contains(&name), "a file name has {name} bytes");
    }
}
