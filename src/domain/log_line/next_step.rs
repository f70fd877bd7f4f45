//! The next step at the end of a note: `周五回访`, `call back friday`, `→ 周五`. Decides what counts as a promise; days come from `day`.

use std::ops::Range;

use chrono::NaiveDate;

use super::Next;
use crate::domain::day;
use crate::domain::name::is_cjk;

/// Marks that end a clause; a full stop does so only before a space.
const CLAUSE_ENDS: [char; 12] = [
    '，', ',', '。', ';', '；', '!', '！', '?', '？', '\n', '→', '…',
];

/// What an agent promises to do.
const ACTIONS: [&str; 65] = [
    "回访",
    "回電",
    "回电",
    "回复",
    "再打",
    "再联系",
    "再约",
    "再聊",
    "再说",
    "再问",
    "再来",
    "再跟",
    "再看",
    "联系",
    "跟进",
    "打电话",
    "致电",
    "拜访",
    "上门",
    "送货",
    "送样",
    "发货",
    "发样",
    "寄样",
    "寄出",
    "提醒",
    "取货",
    "来取",
    "来拿",
    "到店",
    "付款",
    "催款",
    "确认",
    "报价",
    "安装",
    "换货",
    "退款",
    "见面",
    "发资料",
    "发目录",
    "答复",
    "给答复",
    "try again",
    "retry",
    "call back",
    "callback",
    "call again",
    "call",
    "ring",
    "follow up",
    "follow-up",
    "followup",
    "visit",
    "check",
    "remind",
    "text",
    "email",
    "send",
    "deliver",
    "meet",
    "ping",
    "pick up",
    "contact",
    "ship",
    "refund",
];

/// Little words between an action and its day.
const LINKS: [&str; 12] = [
    "on", "by", "at", "the", "before", "于", "在", "约", "到", "改", "定", "等",
];

/// Finds the next step in the last clause of a note, with the place of its day in bytes.
pub(super) fn next_step(note: &str, today: NaiveDate) -> Option<(Range<usize>, Next)> {
    let (span, day) = day::find(note, today).filter(|(_, day)| *day >= today)?;
    let clause = clause(note, &span)?;
    let before = note.get(clause.start..span.start)?;
    let after = note
        .get(span.end..clause.end)?
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '）' | ')' | '~'));
    let is_pointed_at = note
        .get(..clause.start)
        .is_some_and(|text| text.ends_with('→'))
        || before.trim_end().ends_with("->");
    let what = what(before, after, is_pointed_at)?;
    // 今天 is mostly part of the story; a promise for today names what is to be done.
    let is_promise = day > today || is_pointed_at || action_at(&what).is_some();
    is_promise.then_some((span, Next { day, what }))
}

/// The clause around the day; none if another clause follows it.
fn clause(note: &str, day: &Range<usize>) -> Option<Range<usize>> {
    let is_end = |at: usize, c: char| {
        CLAUSE_ENDS.contains(&c)
            || (c == '.'
                && note
                    .get(at + 1..)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    let start = note
        .char_indices()
        .rfind(|(at, c)| *at < day.start && is_end(*at, *c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let end = note
        .char_indices()
        .find(|(at, c)| *at >= day.end && is_end(*at, *c))
        .map_or(note.len(), |(at, _)| at);
    let is_last = note
        .get(end..)?
        .chars()
        .all(|c| c.is_whitespace() || c == '.' || CLAUSE_ENDS.contains(&c));
    is_last.then_some(start..end)
}

/// What is promised, from the words of the clause before and after its day; `None` if the day is only mentioned.
fn what(before: &str, after: &str, is_pointed_at: bool) -> Option<String> {
    let (time, deed) = time_of_day(after);
    if actions(deed).any(|at| at == 0) {
        return Some(after.to_owned());
    }
    if let Some(at) = action_at(before) {
        let promise = without_link(before.get(at..)?);
        return Some(format!("{promise} {after}").trim().to_owned());
    }
    let is_linked = without_link(before) != before.trim();
    // 客户说 周五到货 is a promise; in `she said friday is fine` the space means nothing.
    let is_spaced = before.ends_with(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let is_prose = !deed.is_empty()
        && before
            .trim_end()
            .ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_free = before.is_empty()
        || (is_spaced && !is_prose)
        || is_pointed_at
        || (is_linked && deed.is_empty());
    let what = if deed.is_empty() { time } else { after };
    is_free.then(|| what.trim().to_owned())
}

/// Where the last promised action begins.
fn action_at(text: &str) -> Option<usize> {
    actions(text).max()
}

/// Where promised actions begin, one place for each action that is there.
fn actions(text: &str) -> impl Iterator<Item = usize> {
    let text = text.to_ascii_lowercase();
    ACTIONS.iter().filter_map(move |action| {
        let at = text.rfind(action)?;
        let before = text.get(..at)?.chars().next_back();
        let after = text.get(at + action.len()..)?.chars().next();
        let is_inside_word = [before, after]
            .into_iter()
            .flatten()
            .any(|c| c.is_ascii_alphanumeric());
        (!action.is_ascii() || !is_inside_word).then_some(at)
    })
}

/// Splits a time of day off the front: `下午3点 | 送货`, `morning | `.
fn time_of_day(text: &str) -> (&str, &str) {
    const WORDS: [&str; 17] = [
        "上午",
        "下午",
        "早上",
        "中午",
        "晚上",
        "傍晚",
        "点半",
        "点钟",
        "点",
        "前",
        "morning",
        "afternoon",
        "evening",
        "noon",
        "at",
        "am",
        "pm",
    ];
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || c.is_ascii_digit() || c == ':' || c == '：'
        });
        let lower = trimmed.to_ascii_lowercase();
        let word = WORDS.iter().find(|word| {
            lower.strip_prefix(**word).is_some_and(|next| {
                !word.is_ascii() || !next.starts_with(|c: char| c.is_ascii_alphabetic())
            })
        });
        match word.and_then(|word| trimmed.get(word.len()..)) {
            Some(next) => rest = next,
            None if trimmed.is_empty() => return (text, ""),
            None => break,
        }
    }
    let rest = rest.trim_start();
    (text.get(..text.len() - rest.len()).unwrap_or(text), rest)
}

/// The words without the `on`, `by` or `约` that leads to the day.
fn without_link(text: &str) -> &str {
    let text = text.trim().trim_end_matches("->").trim_end();
    let cut = LINKS.iter().find_map(|link| {
        text.strip_suffix(link)
            .filter(|rest| rest.is_empty() || rest.ends_with(' ') || rest.ends_with(is_cjk))
    });
    cut.map_or(text, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(note: &str) -> Option<String> {
        let (_, next) = next_step(note, "2026-03-04".parse().unwrap())?;
        Some(format!("{}|{}", next.day.format("%m%d"), next.what))
    }

    #[test]
    fn promises_at_the_end_are_found() {
        let table = [
            ("要两盒龙井 周五回访", "0306|回访"),
            ("周五回访", "0306|回访"),
            ("要两盒龙井，周五 回访。", "0306|回访"),
            ("下周一再打", "0309|再打"),
            ("没打通 下周一再打", "0309|再打"),
            ("联系不上 周五回访", "0306|回访"),
            ("3天后下午3点送货", "0307|下午3点送货"),
            ("回访 周五", "0306|回访"),
            ("约周五", "0306|"),
            ("→ 周五", "0306|"),
            ("等通知 → 周五取货", "0306|取货"),
            ("-> friday", "0306|"),
            ("要两盒龙井 周五", "0306|"),
            ("今天下午送货", "0304|下午送货"),
            ("wants tea, call back friday", "0306|call back"),
            ("wants tea call back on Friday", "0306|call back"),
            ("call back friday morning", "0306|call back morning"),
            ("Follow up in 3 days.", "0307|Follow up"),
            ("friday call back", "0306|call back"),
            ("send quote by mar 9", "0309|send quote"),
            ("visit next monday", "0309|visit"),
            ("away until friday", "0306|"),
            ("投诉物流慢，答应后天给答复", "0306|给答复"),
            ("客户说 周五到货", "0306|到货"),
        ];
        for (note, expected) in table {
            assert_eq!(step(note).as_deref(), Some(expected), "{note}");
        }
    }

    #[test]
    fn days_that_are_only_mentioned_are_no_promise() {
        let table = [
            "客户说周五到的货坏了",
            "今天很忙",
            "today was fine",
            "周五回访，客户已经同意",
            "上周五买的",
            "2025-03-05 买过",
            "this monday he called",
            "要两盒龙井",
            "she said friday is fine",
        ];
        for note in table {
            assert_eq!(step(note), None, "{note}");
        }
    }
}
