//! Chinese: the command line.

mod help;

use crate::i18n::cli::{
    AnalyzeWords, ClassWords, CliWords, ConfigWords, FileErrorWords, HelpWords, ImportWords,
    RejectWords, SkipWords, StopWords, UsageWords, WarningWords,
};

pub(super) const CLI: CliWords = CliWords {
    id: "编号",
    customers: "客户数",
    uses: "用过",
    moment: "往来",
    is_bad: "（已失效）",
    nobody: "没有找到客户。少打几个字，或用 shuke list 看看。",
    more: |n| format!("还有更多，只列出了 {n} 条。用 --limit 多看一些。"),
    changing: "会改",
    left_out: "缺必填项",
    say_count: |n| format!("这会修改 {n} 位客户。确定的话，加上 --count {n}。"),
    unchanged: "已经是这样了，什么都没有改。",
    take_back: |op| format!("要撤销：shuke undo {op}"),
    would: |step| format!("将会{step}"),
    undone: "已撤销",
    chain_holds: |n| format!("操作记录完整：核对了 {n} 个操作。"),
    next_step: |day, what| format!("下一步：{day} {what}"),
    database: "客户文件",
    settings_file: "设置文件",
    format: "文件格式",
    shop: "店铺",
    read_only: "只读",
    yes: "是",
    man_written: |folder| format!("手册页已写入 {folder}"),
    key_scope: "位置",
    key: "按键",
    key_action: "作用",
    stop: StopWords {
        no_answer: |text| format!("没有和“{text}”有关的回答。不带词运行 shuke howto 看全部问题。"),
        no_one: |text| format!("没有客户对应“{text}”。用 shuke find 找找看，或直接用编号。"),
        several: |text, n| format!("“{text}”对应 {n} 位客户，什么都没有做。请改用其中一个编号。"),
        bad: |what, text| format!("“{text}”不是{what}。"),
        day: "日期，可以写 2026-03-09、下周一、3天后",
        time: "时间，可以写“2026-03-09 14:30”或 14:30",
        birthday: "生日，可以写 1990-01-02、3月15日、农历八月十五",
        gender: "性别，可以写 男 或 女",
        amount: "金额，可以写 158 或 1234.50",
        quantity: "数量，可以写 2 或 0.5",
        setting: "设置项，或不能这样写；见 shuke set --help",
        language: "会说的语言，可以写 zh 或 en",
        basis: "处理依据，可以用 contract、consent、duty",
        contact: "这位客户的某一个联系方式，用 shuke show 看看",
        encoding: "认得的编码，可以写 utf-8、gb18030、big5、utf-16le",
        region: "认得的地区，可以写 CN、HK、TW、US",
        timezone: "认得的时区，可以写 Asia/Shanghai 或 +08:00",
        format: "认得的格式，不写 --format 就会自动识别",
        field: "字段名",
        take: "字段=keep、lose 或 both，如 城市=lose",
        unknown_key: |key, nearest| match nearest {
            Some(nearest) => format!("没有“{key}”这一项，是不是“{nearest}”？"),
            None => format!("没有“{key}”这一项。写进备注，或去掉等号。"),
        },
        repeated: |field| format!("{field}写了两次。留一个就好。"),
        unfilled: |names| format!("还有没填的：{names}。请用 --set 名称=内容 逐个填上。"),
        nothing_asked: "没有说要改什么。用 --phone 之类的选项，或 --clear 加上要清空的项。",
        file: |name, line, what| match line {
            Some(line) => format!("{name} 第 {line} 行：{what}"),
            None => format!("{name}：{what}"),
        },
        not_pasted: "粘贴的文字里没有电话、邮箱或地址。请连同电话或地址一起粘贴。",
        same_file: |path| format!("{path} 正在被读取，没有覆盖。换一个文件名。"),
        broken: |op| {
            format!("操作记录从操作 {op} 起被人在 shuke 之外改过。请留一份副本，再与备份对照。")
        },
        editor: |name| format!("没能用 {name} 编辑。请在 $VISUAL 或 $EDITOR 里写上编辑器。"),
        no_home: "找不到用户主目录，没有地方放客户文件。请用 --db 指定一个文件。",
        no_terminal: "客户台要在终端里打开。在脚本里请用命令，见 shuke --help。",
        output: |why| format!("写不出结果：{why}。"),
    },
    generated: |n, path| format!("已生成 {n} 位虚构客户：{path}"),
    import: ImportWords {
        file: |name, format, encoding, records| {
            format!("{name}：{records} 条记录（{format}，{encoding}）")
        },
        left_out: |name| format!("{name} 不是客户表，没有导入。"),
        ignored: |columns| format!("  没有用到的列：{columns}"),
        tally: |created, updated, skipped| {
            format!("新建 {created}，补充 {updated}，不变 {skipped}")
        },
        history: |bought, said, promised| {
            format!("其中新的购买 {bought}，沟通 {said}，跟进 {promised}")
        },
        rejected: |n| format!("不能导入：{n}"),
        skipped: |n| format!("不必导入：{n}"),
        warned: |n| format!("请留意：{n}"),
        at_lines: |reason, n, lines, more| {
            let end = if more { "…" } else { "" };
            format!("  {reason}：{n}（第 {lines}{end} 行）")
        },
        rejects_file: |path| format!("不能导入的行写在 {path}，改好后直接导入这个文件。"),
        dry_run: "只是试一试，什么都没有改。",
        progress: |done, total| format!("{done} / {total}"),
        reason_column: "错误原因",
        preset_content: "内容",
        preset_folder: |path| {
            format!("改好后存为 {path} 里的 .toml 文件，导入时就会用它；编号相同的会代替自带的。")
        },
        reject: RejectWords {
            no_identity: "没有姓名、公司、电话、邮箱或微信",
            missing_order_number: "没有订单号",
            bad_amount: "金额认不出",
            missing_time: "没有时间",
            ragged_row: "这一行比表头多出内容",
            unknown_parent: "找不到它所属的记录",
            truncated_record: "记录不完整",
            undecodable: "有认不出的字符",
        },
        skip: SkipWords {
            deleted_in_source: "在原系统里已删除",
            footer_row: "表尾说明",
            total_row: "合计行",
            duplicate_in_file: "文件里重复",
            system_message: "系统消息",
            group_card: "群组",
        },
        warning: WarningWords {
            control_chars_removed: "去掉了看不见的字符",
            phone_unparsed: "认不出的号码，原样保留",
            phone_masked: "号码里有 *，没有收下",
            phone_scientific: "号码被表格截短了，没有收下",
            email_invalid: "不是邮箱，放进了备注",
            bad_date: "不是可能的日期，放进了备注",
            bad_number: "不是可能的数字，留在订单的附加信息里",
            bad_value: "自定义字段放不下的值，写进了备注",
            foreign_currency: "外币订单：金额原样保留，不计入人民币合计",
        },
        error: FileErrorWords {
            empty_file: "文件是空的，请重新导出。",
            no_records: "只有表头，没有数据，请重新导出。",
            unknown_format: "没有找到认得的表头，请确认这是客户表。",
            unsupported_format: "这种文件还不能读，请另存为 CSV 再导入。",
            corrupt_file: "文件已损坏，请重新导出。",
            encrypted_file: "文件加了密码，请去掉密码另存。",
            too_large: "文件太大，请分成几份。",
            encoding: "认不出文字编码，请用 --encoding 指定。",
            unterminated_quote: "有引号没有收尾，请改好这一行或重新导出。",
        },
    },
    analyze: AnalyzeWords {
        columns: |names| format!("缺少列 {names}，请在表头用这些列名。"),
        cell: |column, text| format!("{column} 列里不能是“{text}”。"),
        no_customers: "到那一天还没有人买过东西，请用 --as-of 选一个更晚的日期。",
        no_prior: "pareto 没有 map 拟合，请用 --fit mle 或换一个模型。",
        too_many_sets: "支持度太低，组合太多，请调高 --support。",
        share: "0 到 1 的比例，可以写 0.01",
        level: "0 到 1 之间的置信水平，可以写 0.95",
        cuts: "mean，也不是天数、次数和金额，可以写 90,3,100",
        counts: "数目对不上：要有回答，每一类不能比总数多。",
        calendar_name: "文件加其中的日历，可以写 hours.json#shop",
        calendar_shape: "这不是营业时间文件，或时段前后颠倒；夜场写成 18:00 到 26:00。",
        no_calendar: |name, known| format!("没有“{name}”这个日历，只有 {known}。"),
        class: ClassWords {
            key_value: "重要价值",
            key_hold: "重要保持",
            key_grow: "重要发展",
            key_regain: "重要挽留",
            plain_value: "一般价值",
            plain_hold: "一般保持",
            plain_grow: "一般发展",
            plain_regain: "一般挽留",
        },
    },
    config: ConfigWords {
        at_line: |file, line, what| format!("{file} 第 {line} 行：{what}"),
        unknown: |name, nearest| match nearest {
            Some(nearest) => format!("没有“{name}”这个设置，是不是“{nearest}”？"),
            None => format!("没有“{name}”这个设置，已略过。"),
        },
        value: |name, takes| format!("“{name}”可以是 {takes}，已略过。"),
        syntax: "这一行不是 TOML，已略过。",
        no_action: |name, nearest| match nearest {
            Some(nearest) => format!("没有“{name}”这个操作，是不是“{nearest}”？"),
            None => format!("没有“{name}”这个操作。用 shuke config print 查看全部。"),
        },
        no_key: |action, key| {
            format!("“{key}”不能作为 {action} 的按键。可以是 a、Ctrl-a、F5、Enter 或 \"g a\"。")
        },
        taken: |key, action, by| {
            format!("“{key}”在这里已经是 {by}，{action} 不再用它。请给其中一个换键。")
        },
        needed: |action| format!("{action} 不能没有按键，仍用原来的。"),
        hidden: |key, action, by| {
            format!("“{key}”在一些地方是 {by}，那里不会是 {action}。两样都要用，就给其中一个换键。")
        },
        untrusted: "别人也能改这个文件或它所在的文件夹，里面的 [[command]] 没有启用。请用 chmod go-w 收紧权限，并确认两者都属于您。",
        command_intro: "自己的命令：在任何一栏按 key，或在 : 和 ? 里按名字选。选中的客户（没有标记时是当前这一位）以 JSON 从标准输入交给\n程序，和 shuke show --json 的一行相同，号码是掩码。mode 可以是 quiet（结果的第一行显示出来，timeout 秒后停止）或\nterminal（把终端交给程序）。文件和文件夹别人也能改时，这些命令不会启用。",
        fine: |file| format!("没有问题：{file}"),
        missing: |file| format!("没有 {file}，全部用默认值。用 shuke config edit 新建。"),
        intro: "熟客的设置。以 # 开头的行不起作用：去掉 #，再改等号后面的值。",
        setting: |name| match name {
            "language" => "语言：zh 或 en。不写：跟随系统。",
            "theme" => "配色：dark、light、neutral、ansi16、mono、contrast。不写：按终端的能力。",
            "glyphs" => {
                "符号和边框：unicode、wide（有些符号占两格的终端）、ascii。不写：按终端的能力。"
            }
            "lock_minutes" => "加密的客户台多少分钟没有按键就锁定；0 表示从不。默认 5。",
            "mouse" => "点击和滚轮：true 或 false。false 时鼠标留给终端。默认 true。",
            "region" => "没有国家码的电话属于哪里：CN、HK、TW、US……默认 CN。",
            "backup_folder" => "第二处备份的文件夹，例如 U 盘上的；每周会问一次要不要复制。",
            "clipboard" => "复制经过哪里：terminal（终端，SSH 也行）、off（关掉）。",
            "copy_command" => "复制用自己的程序，内容从标准输入给它，例如 [\"wl-copy\"]。",
            "timezone" => "导入时，没有时区的时间属于哪里：Asia/Shanghai、+08:00……不写：跟随系统。",
            _ => "",
        },
        keys_intro: "按键：操作 = 按键，如 u、Ctrl-r、F5、Enter、\"g g\"（先后按两下）。[] 表示去掉按键。",
        unread: |file, why| format!("没有读取 {file}：{why}。"),
        too_large: "太大了，不像设置文件",
    },
    help: HelpWords {
        template: "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
        commands: "命令",
        command_word: "命令",
        arguments: "参数",
        options: "选项",
        everywhere: "每个命令都有的选项",
        help: "显示帮助",
        version: "显示版本",
        command: help::command,
        arg: help::arg,
    },
    usage: UsageWords {
        missing: |names| format!("还缺 {names}。"),
        no_command: |name| format!("没有“{name}”这个命令，见 shuke --help。"),
        unknown: |name| format!("认不出 {name}，见 shuke --help。"),
        conflict: |name| format!("{name} 不能和其他选项一起用，去掉一个。"),
        value: |name, value| format!("{name} 不能是“{value}”，见 shuke --help。"),
        other: "命令还没有写完，见 shuke --help。",
    },
};
