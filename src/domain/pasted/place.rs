//! The provinces of China and their prefectures (GB/T 2260): the list that tells 杭州西湖区 from 中山路. Data, and the look-ups of it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One line a province: its full name, its short one, then its prefectures. A prefecture that is no 市 is written in full.
const PLACES: &str = "\
北京市 北京
天津市 天津
上海市 上海
重庆市 重庆
河北省 河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
山西省 山西 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古自治区 内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒盟 阿拉善盟
辽宁省 辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
吉林省 吉林 长春 吉林 四平 辽源 通化 白山 松原 白城 延边朝鲜族自治州
黑龙江省 黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭地区
江苏省 江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙江省 浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
安徽省 安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建省 福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
江西省 江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东省 山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
河南省 河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
湖北省 湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施土家族苗族自治州 仙桃 潜江 天门 神农架林区
湖南省 湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西土家族苗族自治州
广东省 广东 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
广西壮族自治区 广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海南省 海南 海口 三亚 三沙 儋州
四川省 四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州
贵州省 贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南布依族苗族自治州 黔东南苗族侗族自治州 黔南布依族苗族自治州
云南省 云南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄彝族自治州 红河哈尼族彝族自治州 文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州 迪庆藏族自治州
西藏自治区 西藏 拉萨 日喀则 昌都 林芝 山南 那曲 阿里地区
陕西省 陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
甘肃省 甘肃 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏回族自治州 甘南藏族自治州
青海省 青海 西宁 海东 海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州 海西蒙古族藏族自治州
宁夏回族自治区 宁夏 银川 石嘴山 吴忠 固原 中卫
新疆维吾尔自治区 新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉回族自治州 博尔塔拉蒙古自治州 巴音郭楞蒙古自治州 阿克苏地区 克孜勒苏柯尔克孜自治州 喀什地区 和田地区 伊犁哈萨克自治州 塔城地区 阿勒泰地区 石河子 阿拉尔 图木舒克 五家渠
台湾省 台湾 台北 新北 桃园 台中 台南 高雄 基隆 新竹 嘉义
香港特别行政区 香港
澳门特别行政区 澳门";

/// The words a prefecture's full name ends with, besides 市.
const ENDINGS: [&str; 4] = ["自治州", "地区", "林区", "盟"];
/// The peoples that stand between the short name of a 自治州 and its ending; the short name is what comes before the first.
const PEOPLES: [&str; 22] = [
    "朝鲜族",
    "土家族",
    "藏族",
    "彝族",
    "布依族",
    "苗族",
    "哈尼族",
    "壮族",
    "傣族",
    "白族",
    "傈僳族",
    "回族",
    "羌族",
    "蒙古族",
    "蒙古",
    "侗族",
    "景颇族",
    "柯尔克孜",
    "哈萨克",
    "维吾尔",
    "满族",
    "瑶族",
];

/// A province or prefecture found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The full official name's parts: the name as listed, and what the list leaves out.
    pub listed: &'static str,
    pub is_short: bool,
    /// Bytes of the text that name it.
    pub bytes: usize,
}

impl Found {
    /// The official name.
    pub fn full(self) -> String {
        if is_whole(self.listed) {
            self.listed.to_owned()
        } else {
            format!("{}市", self.listed)
        }
    }
}

/// Whether a listed prefecture or province already has its ending.
fn is_whole(listed: &str) -> bool {
    ENDINGS.iter().any(|ending| listed.ends_with(ending))
        || ["省", "市", "自治区", "特别行政区"]
            .iter()
            .any(|ending| listed.ends_with(ending))
}

/// A listed name, and the short one it is also known by.
#[derive(Debug)]
struct Entry {
    listed: &'static str,
    short: &'static str,
    /// The province of a prefecture; `None` for a province.
    province: Option<&'static str>,
}

/// The list by first character: a text is looked up at every character, and most begin no name.
static BY_FIRST: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut map: HashMap<char, Vec<Entry>> = HashMap::new();
    for entry in entries() {
        if let Some(first) = entry.listed.chars().next() {
            map.entry(first).or_default().push(entry);
        }
    }
    map
});

fn entries() -> impl Iterator<Item = Entry> {
    PLACES.lines().flat_map(|line| {
        let mut words = line.split_whitespace();
        let listed = words.next().unwrap_or_default();
        let province = Entry {
            listed,
            short: words.next().unwrap_or_default(),
            province: None,
        };
        std::iter::once(province).chain(words.map(move |prefecture| Entry {
            listed: prefecture,
            short: short_of(prefecture),
            province: Some(listed),
        }))
    })
}

/// The names that begin as the text does.
fn beginning(text: &str) -> &'static [Entry] {
    text.chars()
        .next()
        .and_then(|first| BY_FIRST.get(&first))
        .map_or(&[], Vec::as_slice)
}

/// The province that the text begins with.
pub(super) fn province(text: &str) -> Option<Found> {
    let provinces = beginning(text)
        .iter()
        .filter(|entry| entry.province.is_none());
    provinces.into_iter().find_map(|entry| {
        let listed = entry.listed;
        if text.starts_with(listed) {
            return Some(Found {
                listed,
                is_short: false,
                bytes: listed.len(),
            });
        }
        let rest = text.strip_prefix(entry.short)?;
        // 广西自治区 and 内蒙古省 are written too.
        let ending = ["自治区", "特别行政区", "省", "市"]
            .into_iter()
            .find(|ending| rest.starts_with(ending));
        let is_city = ending == Some("市") && !listed.ends_with('市');
        let ending = if is_city { None } else { ending };
        Some(Found {
            listed,
            is_short: ending.is_none(),
            bytes: entry.short.len() + ending.map_or(0, str::len),
        })
    })
}

/// Whether the province is a city itself: 北京市.
pub(super) fn is_municipality(province: &str) -> bool {
    province.ends_with('市')
        && beginning(province)
            .iter()
            .any(|entry| entry.province.is_none() && entry.listed == province)
}

/// The prefecture that the text begins with, and its province; only those of `within` where a province is known.
pub(super) fn prefecture(text: &str, within: Option<&str>) -> Option<(Found, &'static str)> {
    beginning(text)
        .iter()
        .filter_map(|entry| Some((entry, entry.province?)))
        .filter(|(_, province)| within.is_none_or(|within| within == *province))
        .filter_map(|(entry, province)| Some((named(text, entry)?, province)))
        .max_by_key(|(found, _)| found.bytes)
}

/// How the text names this prefecture: in full, with 市, or only by its short name.
fn named(text: &str, entry: &Entry) -> Option<Found> {
    let (listed, short) = (entry.listed, entry.short);
    let found = |bytes, is_short| Found {
        listed,
        is_short,
        bytes,
    };
    if is_whole(listed) && text.starts_with(listed) {
        return Some(found(listed.len(), false));
    }
    let rest = text.strip_prefix(short)?;
    // 青岛市南区 is 青岛 and its 市南区.
    if ["市南区", "市北区", "市中区"]
        .iter()
        .any(|district| rest.starts_with(district))
    {
        return Some(found(short.len(), true));
    }
    match ["自治州", "地区", "市", "州", "盟"]
        .into_iter()
        .find(|ending| rest.starts_with(ending))
    {
        Some(ending) if is_whole(listed) || ending == "市" => {
            Some(found(short.len() + ending.len(), false))
        }
        _ => Some(found(short.len(), true)),
    }
}

/// The name without its peoples and its ending: 延边朝鲜族自治州 is 延边.
fn short_of(listed: &str) -> &str {
    let bare = ENDINGS
        .iter()
        .find_map(|ending| listed.strip_suffix(ending))
        .or_else(|| listed.strip_suffix('市'))
        .unwrap_or(listed);
    let end = PEOPLES
        .iter()
        .filter_map(|people| bare.find(people))
        .filter(|at| *at > 0)
        .min();
    end.and_then(|end| bare.get(..end)).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_is_known_by_both_its_names() {
        let provinces: Vec<Entry> = entries().filter(|entry| entry.province.is_none()).collect();
        for entry in &provinces {
            for text in [entry.listed, entry.short] {
                assert_eq!(
                    province(text).map(Found::full).as_deref(),
                    Some(entry.listed)
                );
            }
        }
        assert_eq!(provinces.len(), 34);
    }

    #[test]
    fn every_prefecture_is_known_by_its_full_and_its_short_name() {
        for entry in entries() {
            let Some(within) = entry.province else {
                continue;
            };
            let full = Found {
                listed: entry.listed,
                is_short: false,
                bytes: 0,
            }
            .full();
            for text in [full.as_str(), entry.short] {
                let (found, province) = prefecture(text, Some(within)).expect("a prefecture");
                assert_eq!((found.full(), province), (full.clone(), within), "{text}");
                assert_eq!(found.bytes, text.len(), "{text}");
            }
        }
    }
}
