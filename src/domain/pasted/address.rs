//! A written address: province, city, district, and the rest. Knows where an address can begin in a run of text; looks at nothing else.

use super::place::{self, Found};

/// The parts of an address, as official as they were written; an empty part was not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// `浙江省`; also where only the city was written, and the city is in one province.
    pub province: String,
    /// `杭州市`; for 北京市 and its like the same as the province.
    pub city: String,
    /// `西湖区`, `义乌市`.
    pub district: String,
    /// From the street or town on, as written, without the spaces between Chinese characters.
    pub street: String,
}

/// Words of which one street, town or house is known.
const MARKS: [&str; 34] = [
    "路",
    "街",
    "大道",
    "巷",
    "弄",
    "胡同",
    "号",
    "镇",
    "乡",
    "村",
    "楼",
    "栋",
    "幢",
    "单元",
    "室",
    "苑",
    "小区",
    "社区",
    "广场",
    "大厦",
    "公寓",
    "花园",
    "花苑",
    "花城",
    "学校",
    "大学",
    "学院",
    "工业园",
    "科技园",
    "产业园",
    "驿站",
    "菜鸟",
    "快递柜",
    "丰巢",
];
/// Behind a bare place name these make it a road: 中山路, 北京东路.
const ROADS: [&str; 16] = [
    "路", "街", "大道", "道", "巷", "弄", "东路", "西路", "南路", "北路", "中路", "东街", "西街",
    "南街", "北街", "大街",
];
/// Between the names of two levels.
const JOINTS: [char; 13] = [
    ' ', '\t', '/', '-', '—', '–', '·', '>', ',', '，', '、', '|', '\u{3000}',
];
/// The longest name of a county, in characters: 积石山保安族东乡族撒拉族自治县.
const COUNTY_CHARS: usize = 16;

impl Address {
    /// Reads an address that begins with its province, city or district.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = after_joint(text);
        let text = ["中华人民共和国", "中国"]
            .iter()
            .find_map(|country| {
                text.strip_prefix(country)
                    .filter(|rest| place::province(after_joint(rest)).is_some())
            })
            .map_or(text, after_joint);
        let mut address = Self::default();
        let rest = address.take_province(text);
        let rest = address.take_city(rest)?;
        let rest = address.take_district(rest);
        if address.province.is_empty() && address.city.is_empty() && !is_address(rest) {
            return None;
        }
        address.street = joined(rest);
        Some(address)
    }

    /// Everything but the province and the city, for a record that names the city apart; the whole where there is no city.
    #[must_use]
    pub fn line(&self) -> String {
        let city = if self.city == self.province {
            ""
        } else {
            &self.city
        };
        [self.province.as_str(), city, &self.district, &self.street].concat()
    }

    fn take_province<'a>(&mut self, text: &'a str) -> &'a str {
        let Some(found) = place::province(text) else {
            return text;
        };
        let rest = text.get(found.bytes..).unwrap_or_default();
        if found.is_short && (is_road(rest) || is_city_of_its_name(text)) {
            return text;
        }
        self.province = found.full();
        after_joint(rest)
    }

    /// The city and what follows; `None` when there is neither province, nor city, nor district.
    fn take_city<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if place::is_municipality(&self.province) {
            self.city.clone_from(&self.province);
            let again = place::province(text).filter(|found| found.full() == self.province);
            let rest = again
                .and_then(|found| text.get(found.bytes..))
                .map_or(text, after_joint);
            return Some(without_filler(rest));
        }
        let within = (!self.province.is_empty()).then_some(self.province.as_str());
        if let Some((found, province)) =
            place::prefecture(text, within).filter(|(found, _)| stands(found, text))
        {
            self.city = found.full();
            self.province = province.to_owned();
            return Some(without_filler(text.get(found.bytes..).unwrap_or_default()));
        }
        let text = without_filler(text);
        if within.is_some() {
            // A city below no prefecture, or a county whose prefecture was left out.
            if let Some(end) =
                county(text).filter(|end| text.get(..*end).is_some_and(|name| name.ends_with('市')))
            {
                self.city = text.get(..end)?.to_owned();
                return Some(after_joint(text.get(end..)?));
            }
            return Some(text);
        }
        county(text).map(|_| text)
    }

    fn take_district<'a>(&mut self, text: &'a str) -> &'a str {
        let Some(end) = county(text) else { return text };
        let (name, rest) = text.split_at(end);
        if name == self.city {
            return after_joint(rest);
        }
        self.district = name.to_owned();
        after_joint(rest)
    }
}

/// Whether the text reads like a street, a house or a village.
pub(super) fn is_address(text: &str) -> bool {
    let marks = MARKS.iter().filter(|mark| text.contains(**mark)).count();
    let has_number = text.chars().any(|c| c.is_numeric());
    let chars = text.chars().count();
    (marks >= 2 && chars >= 5) || (marks >= 1 && has_number && chars >= 4)
}

/// Where, in text without spaces, an address begins: at a province, or a city that is written as one.
pub(super) fn begins_at(text: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        begins(rest)
            && Address::parse(rest)
                .is_some_and(|found| !found.district.is_empty() || is_address(&found.street))
    })
}

/// Whether a province or a city stands here, by a name that is not a road's.
pub(super) fn begins(text: &str) -> bool {
    let province = place::province(text).is_some_and(|found| {
        !found.is_short || !is_road(text.get(found.bytes..).unwrap_or_default())
    });
    province || place::prefecture(text, None).is_some_and(|(found, _)| stands(&found, text))
}

/// A bare short name counts only where no road follows.
fn stands(found: &Found, text: &str) -> bool {
    let rest = text.get(found.bytes..).unwrap_or_default();
    // 朝阳区 is no 朝阳市, 海南区 no 海南州.
    !found.is_short
        || !(is_road(rest) || ["区", "县", "旗"].iter().any(|end| rest.starts_with(end)))
}

fn is_road(rest: &str) -> bool {
    ROADS.iter().any(|road| rest.starts_with(road))
        && !rest.starts_with("道里")
        && !rest.starts_with("道外")
        && !rest.starts_with("路桥")
}

/// 吉林市 is the city, unless a city follows it.
fn is_city_of_its_name(text: &str) -> bool {
    place::prefecture(text, None).is_some_and(|(found, _)| !found.is_short)
}

/// Words that fill the level of the city where there is none.
fn without_filler(text: &str) -> &str {
    let text = after_joint(text);
    [
        "市辖区",
        "市辖县",
        "省直辖县级行政区划",
        "自治区直辖县级行政区划",
        "省直辖",
        "直辖县级行政区划",
    ]
    .iter()
    .find_map(|filler| text.strip_prefix(filler))
    .map_or(text, after_joint)
}

fn after_joint(text: &str) -> &str {
    text.trim_start_matches(JOINTS)
}

/// Where the name of a county, district or county-level city at the start ends, in bytes.
fn county(text: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().take(COUNTY_CHARS).collect();
    for (n, (at, c)) in chars.iter().enumerate() {
        let next = text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let before = n.checked_sub(1).and_then(|n| chars.get(n)).map(|(_, c)| *c);
        if n > 0 && ends_county(*c, before, next) {
            return Some(at + c.len_utf8());
        }
        let goes_on = next.is_some_and(|next| matches!(next, '区' | '县' | '旗' | '市' | '族'));
        let stops = matches!(
            c,
            '路' | '街'
                | '道'
                | '巷'
                | '弄'
                | '号'
                | '镇'
                | '乡'
                | '村'
                | '楼'
                | '栋'
                | '幢'
                | '室'
        );
        if c.is_ascii() || JOINTS.contains(c) || (n > 0 && stops && !goes_on) || c.is_numeric() {
            return None;
        }
    }
    None
}

fn ends_county(c: char, before: Option<char>, next: Option<char>) -> bool {
    match c {
        '区' => !matches!(
            before,
            Some('小' | '社' | '厂' | '校' | '景' | '片' | '生' | '活')
        ),
        // 市场, 市民中心 and the 市 of 市中区 end no name.
        '市' => !matches!(next, Some('场' | '民' | '政')),
        '县' => !matches!(next, Some('道')),
        '旗' => !matches!(next, Some('舰' | '袍')),
        _ => false,
    }
}

/// Spaces between Chinese characters go; those between Latin words stay.
fn joined(text: &str) -> String {
    let text = text.trim_matches(|c: char| {
        JOINTS.contains(&c) || matches!(c, ';' | '；' | '。' | '.' | ':' | '：')
    });
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let needs_space = line
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphabetic())
            && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if needs_space {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_falls_into_its_levels() {
        for (text, parts) in [
            (
                "浙江省杭州市西湖区文三路100号5幢301室",
                ["浙江省", "杭州市", "西湖区", "文三路100号5幢301室"],
            ),
            (
                "浙江杭州西湖区文三路100号",
                ["浙江省", "杭州市", "西湖区", "文三路100号"],
            ),
            (
                "杭州西湖区文三路100号",
                ["浙江省", "杭州市", "西湖区", "文三路100号"],
            ),
            (
                "浙江省 杭州市 西湖区 文三路 100号",
                ["浙江省", "杭州市", "西湖区", "文三路100号"],
            ),
            (
                "浙江省/金华市/义乌市 稠江街道 1号",
                ["浙江省", "金华市", "义乌市", "稠江街道1号"],
            ),
            (
                "江苏省昆山市玉山镇前进路1号",
                ["江苏省", "昆山市", "", "玉山镇前进路1号"],
            ),
            (
                "北京市朝阳区望京街道1号",
                ["北京市", "北京市", "朝阳区", "望京街道1号"],
            ),
            (
                "北京北京市海淀区中关村大街1号",
                ["北京市", "北京市", "海淀区", "中关村大街1号"],
            ),
            (
                "上海市市辖区浦东新区世纪大道100号",
                ["上海市", "上海市", "浦东新区", "世纪大道100号"],
            ),
            (
                "内蒙古自治区锡林郭勒盟锡林浩特市团结街1号",
                ["内蒙古自治区", "锡林郭勒盟", "锡林浩特市", "团结街1号"],
            ),
            (
                "广西南宁市青秀区民族大道1号",
                ["广西壮族自治区", "南宁市", "青秀区", "民族大道1号"],
            ),
            (
                "新疆伊犁伊宁市解放路1号",
                [
                    "新疆维吾尔自治区",
                    "伊犁哈萨克自治州",
                    "伊宁市",
                    "解放路1号",
                ],
            ),
            (
                "吉林省吉林市船营区北京路1号",
                ["吉林省", "吉林市", "船营区", "北京路1号"],
            ),
            (
                "吉林市船营区北京路1号",
                ["吉林省", "吉林市", "船营区", "北京路1号"],
            ),
            (
                "黑龙江省哈尔滨市道里区中央大街1号",
                ["黑龙江省", "哈尔滨市", "道里区", "中央大街1号"],
            ),
            (
                "浙江省台州市路桥区商海街1号",
                ["浙江省", "台州市", "路桥区", "商海街1号"],
            ),
            (
                "浙江省嘉兴市桐乡市梧桐街道1号",
                ["浙江省", "嘉兴市", "桐乡市", "梧桐街道1号"],
            ),
            (
                "福建省福州市鼓楼区五四路1号",
                ["福建省", "福州市", "鼓楼区", "五四路1号"],
            ),
            (
                "山东省济南市市中区经四路1号",
                ["山东省", "济南市", "市中区", "经四路1号"],
            ),
            (
                "广东省东莞市长安镇振安路1号",
                ["广东省", "东莞市", "", "长安镇振安路1号"],
            ),
            (
                "甘肃省临夏州积石山保安族东乡族撒拉族自治县吹麻滩镇",
                [
                    "甘肃省",
                    "临夏回族自治州",
                    "积石山保安族东乡族撒拉族自治县",
                    "吹麻滩镇",
                ],
            ),
            ("西湖区文三路100号", ["", "", "西湖区", "文三路100号"]),
            (
                "香港九龙尖沙咀广东道1号",
                ["香港特别行政区", "", "", "九龙尖沙咀广东道1号"],
            ),
            (
                "江苏苏州工业园区星湖街1号",
                ["江苏省", "苏州市", "工业园区", "星湖街1号"],
            ),
            (
                "深圳市南山科技园1栋",
                ["广东省", "深圳市", "", "南山科技园1栋"],
            ),
        ] {
            let found = Address::parse(text).expect(text);
            let found = [
                &*found.province,
                &found.city,
                &found.district,
                &found.street,
            ];
            assert_eq!(found, parts, "{text}");
        }
    }

    #[test]
    fn a_road_named_for_a_city_begins_no_address() {
        for text in [
            "中山路100号",
            "北京东路5号",
            "南京路步行街",
            "王芳",
            "你好，在吗",
            "",
        ] {
            assert!(!begins(text), "{text}");
        }
    }

    #[test]
    fn an_address_is_found_behind_a_name() {
        for (text, at) in [
            ("王芳浙江省杭州市西湖区文三路1号", Some(6)),
            ("李雷杭州西湖区文三路1号", Some(6)),
            ("下午到北京出差", None),
        ] {
            assert_eq!(begins_at(text), at, "{text}");
        }
    }
}
