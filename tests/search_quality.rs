//! What a shop expects of the search box: the right people first, by sound, by sight and by number, whatever the polyphones.

use proptest::prelude::*;
use shuke::search::{Field, Row, highlight::highlight, index::Index, pinyin};

fn person(id: i64, name: &str) -> Row {
    Row {
        id,
        name: name.into(),
        recency: id,
        ..Row::default()
    }
}

/// A name and what people type for it.
#[rustfmt::skip]
const NAMES: [(&str, &[&str]); 113] = [
    // Surnames read in their own way.
    ("王芳", &["wf", "wangfang", "王芳", "芳", "wangf", "wfang"]),
    ("单雄信", &["shanxiongxin", "sxx", "单雄信", "雄信"]),
    ("解晓东", &["xiexiaodong", "xxd", "xiexd", "晓东"]),
    ("仇英", &["qiuying", "qy", "仇"]),
    ("曾国藩", &["zengguofan", "zgf", "曾国"]),
    ("区菊芳", &["oujufang", "ojf", "oujf"]),
    ("朴槿", &["piaojin", "pj"]),
    ("查良镛", &["zhaliangyong", "zly", "zhaly"]),
    ("翟志刚", &["zhaizhigang", "zzg", "zhaizg"]),
    ("尉迟恭", &["yuchigong", "ycg", "yuchi"]),
    ("万俟卨", &["moqi", "mq", "万俟"]),
    ("长孙无忌", &["zhangsunwuji", "zswj", "zhangsun"]),
    ("盖聂", &["genie", "gn"]),
    ("缪贤", &["miaoxian", "mx"]),
    ("乐毅", &["yueyi", "yy"]),
    ("洗星海", &["xianxinghai", "xxh"]),
    ("冼星海", &["xianxinghai", "xxh"]),
    ("繁钦", &["poqin", "pq"]),
    ("员半千", &["yunbanqian", "yunbq"]),
    ("召平", &["shaoping", "sp"]),
    ("逄蒙", &["pangmeng", "pm"]),
    ("尉缭", &["weiliao", "wl"]),
    ("秘彭祖", &["bipengzu", "bpz"]),
    ("祭遵", &["zhaizun", "jizun"]),
    ("种师道", &["chongshidao", "csd"]),
    ("折德扆", &["shede"]),
    ("阚泽", &["kanze", "kz"]),
    ("令狐冲", &["linghuchong", "lhc", "linghuc"]),
    ("那英", &["naying", "ny"]),
    ("黑明", &["heming", "hm"]),
    ("适先生", &["kuo", "shi"]),
    ("句践", &["goujian", "gj"]),
    ("隗嚣", &["weixiao", "kuix"]),
    ("瞿秋白", &["quqiubai", "quqb", "qqb"]),
    ("覃兵", &["qinbing", "tanbing"]),
    ("谌容", &["chenrong", "shenrong"]),
    ("郗鉴", &["xijian", "xj"]),
    ("葛优", &["geyou", "gy"]),
    ("纪晓岚", &["jixiaolan", "jxl"]),
    ("华佗", &["huatuo", "ht"]),
    ("任正非", &["renzhengfei", "rzf"]),
    ("宁静", &["ningjing", "nj"]),
    ("应采儿", &["yingcaier", "yce"]),
    ("牟其中", &["mouqizhong", "muqizhong"]),
    ("宓妃", &["mifei", "fufei"]),
    ("费玉清", &["feiyuqing", "fyq"]),
    ("贾宝玉", &["jiabaoyu", "jby"]),
    ("柏杨", &["baiyang", "boyang"]),
    ("薄熙", &["boxi", "bx"]),
    ("卜凡", &["bufan", "bf"]),
    ("占世杰", &["zhanshijie", "zsj"]),
    ("都兴", &["duxing", "dx"]),
    ("重耳", &["chonger", "ce"]),
    ("藏天朔", &["zangtianshuo", "zts"]),
    ("沈从文", &["shencongwen", "scw"]),
    ("盛宣怀", &["shengxuanhuai", "sxh"]),
    ("石敬瑭", &["shijingtang", "sjt"]),
    ("叶问", &["yewen", "yw"]),
    ("晁盖", &["chaogai", "cg"]),
    ("相里", &["xiangli", "xl"]),
    ("省油灯", &["xing", "sheng"]),
    ("澹台灭明", &["tantaimieming", "ttmm"]),
    ("单于", &["shanyu", "chanyu"]),
    ("百里奚", &["bailixi", "blx"]),
    ("鲜于通", &["xianyutong", "xyt"]),
    ("闾丘露薇", &["lvqiuluwei", "lqlw"]),
    ("万俟", &["moqi", "mq"]),
    ("欧阳", &["ouyang", "oy"]),
    ("尉迟", &["yuchi", "yc"]),
    ("诸葛亮", &["zhugeliang", "zgl", "zhugel"]),
    ("皇甫嵩", &["huangfusong", "hfs"]),
    // Polyphones in given names, both readings.
    ("乐乐", &["lele", "ll", "yueyue"]),
    ("张乐", &["zhangle", "zhangyue"]),
    ("刘晟", &["liusheng", "liucheng"]),
    ("李茜", &["liqian", "lixi"]),
    ("赵行", &["zhaoxing", "zhaohang"]),
    ("孙朝阳", &["sunchaoyang", "sunzhaoyang"]),
    ("周重阳", &["zhouchongyang", "zcy"]),
    ("郑长安", &["zhengchangan", "zca"]),
    ("吴筠", &["wuyun", "wujun"]),
    ("陆柏", &["lubai", "lubo"]),
    ("王莘", &["wangxin", "wangshen"]),
    ("陈曾", &["chenzeng", "cz"]),
    ("胡都", &["hudu", "hudou"]),
    ("高解放", &["gaojiefang", "gjf"]),
    ("许单", &["xudan", "xushan"]),
    // ü, however it is typed.
    ("吕布", &["lvbu", "lubu", "lyubu", "lb"]),
    ("绿珠", &["lvzhu", "luzhu", "lyuzhu"]),
    ("吕女英", &["lvnvying", "lunuying", "lny"]),
    ("呂洞賓", &["lvdongbin", "ldb"]),
    // Traditional characters.
    ("張偉", &["zhangwei", "zw", "張偉"]),
    ("單田芳", &["shantianfang", "stf"]),
    ("歐陽脩", &["ouyang", "oyx"]),
    ("葉問天", &["yewentian", "ywt"]),
    // Short, long, familiar.
    ("王", &["wang", "王"]),
    ("老解", &["laoxie", "lx"]),
    ("小曾", &["xiaozeng", "xz"]),
    ("单女士", &["shannvshi", "sns"]),
    ("仇总", &["qiuzong", "qz"]),
    ("爱新觉罗溥仪", &["aixinjueluopuyi", "axjlpy"]),
    ("阿卜杜·热西提", &["abudu", "abdrxt"]),
    // Latin and mixed.
    ("Lily 王", &["lily", "lilywang", "wang lily", "王", "lily w"]),
    ("Tom单", &["tomshan", "ts", "tom 单"]),
    ("Donald Trump", &["donald t", "trump", "dt"]),
    ("John Smith", &["smith", "john s", "smith john", "js"]),
    ("Jürgen Müller", &["jurgen", "jürgen", "muller", "Müller"]),
    ("Seán O'Brien", &["sean", "obrien", "o'brien"]),
    ("Nguyễn Văn An", &["nguyen van", "nva"]),
    ("Ｌｉｓａ　陈", &["lisa", "lisachen", "陈 lisa"]),
    ("ØYVIND", &["oyvind", "øyvind"]),
    ("X Æ A-12", &["x ae", "a-12"]),
    ("7号楼李姐", &["7号", "7hao", "李姐", "lijie"]),
    ("王记小面", &["wjxm", "xiaomian"]),
];

/// People who share sounds and characters with the names of the set, without being anyone of it.
fn decoys() -> Vec<String> {
    let surnames = "田冉庞凌霍虞柯梅盼滕阴路娄危童颜戚苗凤花滑支咎管汪张刘";
    let given: Vec<char> = "建国海斌秋菊志丹东升恩典根宝".chars().collect();
    let names = |s| {
        given
            .windows(2)
            .map(move |g| format!("{s}{}{}", g[0], g[1]))
            .collect::<Vec<_>>()
    };
    surnames.chars().flat_map(names).collect()
}

#[test]
fn a_name_is_among_the_first_three_for_everything_typed_for_it() {
    let decoys = decoys();
    let mut index = Index::new();
    decoys
        .iter()
        .zip(2..)
        .for_each(|(decoy, id)| index.put(&person(id, decoy)));
    let mut misses = Vec::new();
    for (name, queries) in NAMES {
        // One name of the set at a time: several may rightly share a query. The oldest id and recency, so that ties lose.
        index.put(&person(1, name));
        for query in queries {
            if !index.find(query, 3).hits.iter().any(|hit| hit.id == 1) {
                misses.push(format!(
                    "{query} misses {name} ({})",
                    pinyin::readings(name).full()
                ));
            }
        }
    }
    assert_eq!(misses, Vec::<String>::new());
}

#[test]
fn the_usual_surname_reading_is_the_shown_one() {
    for (name, expected) in [
        ("单雄信", "shanxiongxin"),
        ("解晓东", "xiexiaodong"),
        ("仇英", "qiuying"),
        ("曾国藩", "zengguofan"),
        ("区菊芳", "oujufang"),
        ("朴槿", "piaojin"),
        ("查良镛", "zhaliangyong"),
        ("翟志刚", "zhaizhigang"),
        ("尉迟恭", "yuchigong"),
        ("万俟", "moqi"),
        ("长孙无忌", "zhangsunwuji"),
        ("盖聂", "genie"),
        ("繁钦", "poqin"),
        ("员半千", "yunbanqian"),
        ("逄蒙", "pangmeng"),
    ] {
        assert_eq!(pinyin::readings(name).full(), expected, "{name}");
    }
}

#[test]
fn a_stray_reading_never_passes_the_usual_one() {
    let mut index = Index::new();
    // 于 is the common yu; 王 has it in dictionaries only.
    for (id, name) in [(1, "于伟"), (2, "王伟"), (3, "方伟"), (4, "王维")] {
        index.put(&person(id, name));
    }
    let ids = |query| {
        index
            .find(query, 9)
            .hits
            .iter()
            .map(|hit| hit.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("yuwei"), [1]);
    assert_eq!(ids("wangwei"), [4, 2]);
}

#[test]
fn a_firm_is_found_by_sound() {
    let mut index = Index::new();
    for (id, company) in [
        (1, "重庆鸿图科技"),
        (2, "厦门银行"),
        (3, "长沙音乐行"),
        (4, "绿地集团"),
    ] {
        index.put(&Row {
            company: company.into(),
            ..person(id, "某某")
        });
    }
    for (query, id) in [
        ("chongqing", 1),
        ("cqht", 1),
        ("htkj", 1),
        ("xiamen", 2),
        ("xmyh", 2),
        ("changsha", 3),
        ("yinyue", 3),
        ("lvdi", 4),
        ("ludi", 4),
        ("科技", 1),
    ] {
        assert_eq!(
            index.find(query, 9).hits.first().map(|hit| hit.id),
            Some(id),
            "{query}"
        );
    }
}

/// A shop of 2,000 that is the same every time: common names, firms some more frequent than others, phones, tags.
fn shop() -> Vec<Row> {
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗曾单解"
        .chars()
        .collect();
    let given = [
        "伟", "芳", "三", "晓明", "秀英", "雪梅", "思", "少华", "国栋", "丽", "硕", "欣", "鑫",
        "卫国", "小满",
    ];
    let first = ["Donald", "John", "Mary", "Anna"];
    let last = ["Smith", "Trump", "Taylor", "Jones", "Miller"];
    let firms = [
        "鸿图科技",
        "鸿图科技有限公司",
        "中石贸易",
        "张记面馆",
        "Smith & Co",
        "史密斯咨询",
        "",
    ];
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let row = |id: i64| {
        let name = match next(5) {
            0 => format!("{} {}", first[next(4)], last[next(5)]),
            _ => format!(
                "{}{}",
                surnames[next(surnames.len()).min(next(surnames.len()))],
                given[next(given.len())]
            ),
        };
        let phone = match next(12) {
            0 => format!("138{:04}8866", next(10_000)),
            1 => format!("1398866{:04}", next(10_000)),
            2 => format!("1381{:07}", next(10_000_000)),
            _ => format!("1{}{:08}", 50 + next(50), next(100_000_000)),
        };
        Row {
            id,
            name,
            phones: vec![phone],
            company: firms[next(7).max(next(7))].into(),
            tags: vec![["VIP", "老客户", "vipx", "新客"][next(4)].into()],
            other: vec![format!("wx_{}", next(10_000))],
            recency: next(100_000) as i64,
        }
    };
    (0..2000).map(row).collect()
}

#[test]
fn the_first_twenty_are_all_meant() {
    type Meant = fn(&Row) -> bool;
    #[rustfmt::skip]
    let intents: [(&str, Meant); 14] = [
        ("zs", |row| pinyin::readings(&row.name).initials() == "zs"),
        ("zhangs", |row| pinyin::readings(&row.name).full().starts_with("zhangs")),
        ("wangwei", |row| pinyin::readings(&row.name).full() == "wangwei"),
        ("lixm", |row| ["李晓明", "李小满", "李雪梅"].contains(&row.name.as_str())),
        ("李晓", |row| row.name.starts_with("李晓")),
        ("张伟", |row| row.name == "张伟"),
        ("8866", |row| row.phones[0].ends_with("8866")),
        ("1381", |row| row.phones[0].starts_with("1381")),
        ("138-1", |row| row.phones[0].starts_with("1381")),
        ("smith", |row| row.name.ends_with("Smith")),
        ("donald t", |row| row.name.starts_with("Donald T")),
        ("鸿图科技", |row| row.company.contains("鸿图科技")),
        ("vip", |row| row.tags[0] == "VIP"),
        ("wang 8866", |row| row.name.starts_with('王') && row.phones[0].ends_with("8866")),
    ];
    let rows = shop();
    let mut index = Index::new();
    rows.iter().for_each(|row| index.put(row));
    for (query, meant) in intents {
        let there = rows.iter().filter(|row| meant(row)).count().min(20);
        let hits: Vec<&Row> = index
            .find(query, there)
            .hits
            .iter()
            .map(|hit| &rows[hit.id as usize])
            .collect();
        assert!(there >= 5, "{query} has only {there} to find");
        assert_eq!(
            hits.iter().filter(|row| meant(row)).count(),
            there,
            "{query}: {hits:?}"
        );
    }
}

#[test]
fn the_index_stays_within_two_and_a_half_times_its_text() {
    let mut index = Index::new();
    for round in 0..8 {
        // About as much text as a customer of a real shop has: 80 to 90 bytes with pinyin.
        for (row, city) in shop()
            .into_iter()
            .zip(["杭州", "苏州", "成都", "武汉"].into_iter().cycle())
        {
            index.put(&Row {
                id: row.id + round * 2000,
                company: format!("{city}{}", row.company),
                ..row
            });
        }
    }
    let (bytes, text) = (index.bytes(), index.text_bytes());
    assert!(
        bytes * 2 <= text * 5,
        "{bytes} bytes for {text} of text, {} rows",
        index.len()
    );
}

proptest! {
    #[test]
    fn whatever_a_name_is_typing_it_finds_it(name in "\\PC{0,20}[a-z0-9王单吕乐É七]\\PC{0,20}") {
        let mut index = Index::new();
        index.put(&person(1, &name));
        prop_assert_eq!(index.find(&name, 1).hits.len(), 1);
        prop_assert!(!highlight(&name, Field::Name, &name).is_empty());
    }

    #[test]
    fn no_text_upsets_the_search(name in any::<String>(), typed in any::<String>()) {
        let mut index = Index::new();
        index.put(&Row { id: 1, name: name.clone(), company: typed.clone(), phones: vec![name.clone()], ..Row::default() });
        let found = index.find(&typed, 5).hits.len();
        prop_assert!(found <= 1);
        prop_assert!(highlight(&typed, Field::Name, &name).iter().all(|&at| at < name.chars().count()));
    }
}
