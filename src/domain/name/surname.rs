//! Chinese family names: the list that tells 欧阳娜娜 from 欧娜. Simplified and traditional; data only, plus one look-up.

/// Family names of two characters and more.
const COMPOUND: &str = "\
    爱新觉罗 叶赫那拉 钮祜禄 富察 瓜尔佳 博尔济吉特 欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 \
    獨孤 南宫 南宮 万俟 闻人 聞人 夏侯 诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 澹台 澹臺 皇甫 宗政 濮阳 \
    濮陽 公冶 太叔 申屠 公孙 公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 \
    閭丘 子车 子車 亓官 司寇 巫马 巫馬 公西 颛孙 顓孫 壤驷 壤駟 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 \
    拓跋 夹谷 夾谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 南門 羊舌 微生 梁丘 左丘 东门 東門 \
    西门 西門 南荣 南榮 第五 纳兰 納蘭 完颜 完顏 耶律 贺兰 賀蘭 屈突 哥舒 斛律 北堂 淳于 单于 單于 \
    即墨 达奚 達奚 褚师 褚師 公输 公輸 公仪 公儀 叔孙 叔孫 季孙 孟孙 那拉 赫舍里 伊尔根觉罗 \
    相里 胡母";

/// Family names of one character: the Hundred Family Names, others that registries know, then traditional forms.
///
/// Rare ones that mostly open nicknames (宝, 静, 老) are left out on purpose: 静静 must not become 静女士.
const SINGLE: &str = "\
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍\
    史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈\
    项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸\
    左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎\
    祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿\
    通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁\
    勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查荆红游竺权逯盖益桓公仉督岳帅缑亢况郈琴晋楚闫法汝鄢涂钦商牟佘佴伯墨哈谯笪阳佟\
    肖付代覃冼仝朴区尉佀邸邝苑迟展苟原占但兰丛官尧揭敬斯斛杲校楼檀母沐爨琚玄畅皋盘眭矫睢祭禚禤种粘续缴罕肇萨蒿衣谌赛赫达郇铁银隋\
    雒骞鹿黑禇撒庹闭粟亓郄冮亶郐泮芦訚操练税宾揣战忻恽信南冒海晟柒栗召鄞俸刀扎岩洗趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇魯韋\
    馬鳳賈費賀湯羅畢鄔樂時齊顧黃蕭貝計談龐紀項閔婁顏鍾鐘駱萬盧經繆應鄧鬱單諸龔陸榮儲烏車寧欒厲劉葉賴藺喬陰蒼雙聞黨譚貢勞酈卻壽邊\
    農溫莊閻連習魚廣祿闕東歐師鞏聶簡饒須豐關蓋權歸鄺區蘭塗況蕓隨遲達買";

/// The longest Chinese personal name after its family name, in characters.
const GIVEN_CHARS: usize = 3;

/// How many characters at the start are the family name; 0 where none is recognised.
pub(super) fn family_len(chars: &[char]) -> usize {
    let begins = |family: &str| {
        let count = family.chars().count();
        (count <= chars.len() && family.chars().zip(chars).all(|(a, b)| a == *b)).then_some(count)
    };
    let compound = COMPOUND.split_whitespace().filter_map(begins).max();
    let single = || {
        chars
            .first()
            .is_some_and(|c| SINGLE.contains(*c))
            .then_some(1)
    };
    let family = compound.or_else(single).unwrap_or(0);
    if chars.len() > family + GIVEN_CHARS {
        0
    } else {
        family
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_clean() {
        assert!(
            COMPOUND
                .split_whitespace()
                .all(|family| (2..=5).contains(&family.chars().count()))
        );
        let mut singles: Vec<char> = SINGLE.chars().collect();
        singles.sort_unstable();
        assert!(singles.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(singles.iter().all(|c| crate::domain::name::is_cjk(*c)));
    }

    #[test]
    fn the_names_of_most_people_are_known() {
        let common = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";
        for family in common.chars() {
            assert_eq!(family_len(&[family, '芳']), 1, "{family}");
        }
    }
}
