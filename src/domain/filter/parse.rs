//! Reads a filter by recursive descent, character by character, and stops at the first part that cannot be read.

use std::ops::Range;

use super::error::{Error, Fault, Problem};
use super::field::{FACETS, Facet, Field, KEYWORDS, Keyword, TextField, find};
use super::sign::{self, SPELLINGS, Sign};
use super::{DEPTH_MAX, Expr, Filter, LENGTH_MAX, TESTS_MAX, Test, custom, value};
use crate::domain::custom::Custom;

/// Reads a whole text.
pub(super) fn parse(text: &str, fields: &[Custom]) -> Result<Filter, Error> {
    let mut reader = Reader::new(text, fields);
    if reader.chars.len() > LENGTH_MAX {
        let span = reader.byte(LENGTH_MAX)..text.len();
        return Err(Error {
            span,
            problem: Problem::TooLong,
        });
    }
    reader.spaces();
    if reader.is_at_end() {
        return Ok(Filter(None));
    }
    let expr = reader.either(0)?;
    match reader.peek() {
        None => Ok(Filter(Some(expr))),
        // Only a closing bracket ends a filter before its text does.
        Some(_) => Err(reader.error(reader.at..reader.at + 1, Problem::StrayBracket)),
    }
}

/// A text being read; positions count characters.
struct Reader<'a> {
    text: &'a str,
    /// The shop's own fields.
    fields: &'a [Custom],
    /// Where each character starts, and the character as the language reads it.
    chars: Vec<(usize, char)>,
    at: usize,
    tests: usize,
}

/// What a run of plain characters says when no operator follows.
pub(super) enum Bare {
    Keyword(Keyword),
    /// `有` or `无`, perhaps with what is had or lacked in the same run.
    Has(Field, Option<Facet>),
    Word,
}

/// Reads a run of plain characters that stands alone.
pub(super) fn bare(run: &str) -> Bare {
    if let Some(keyword) = find(KEYWORDS, run) {
        return Bare::Keyword(keyword);
    }
    if let Some(field @ (Field::Has | Field::Lacks)) = Field::named(run) {
        return Bare::Has(field, None);
    }
    for (opening, field) in [
        ("没有", Field::Lacks),
        ("无", Field::Lacks),
        ("缺", Field::Lacks),
        ("有", Field::Has),
    ] {
        if let Some(facet) = run
            .strip_prefix(opening)
            .and_then(|rest| find(FACETS, rest))
        {
            return Bare::Has(field, Some(facet));
        }
    }
    Bare::Word
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, fields: &'a [Custom]) -> Self {
        Self {
            text,
            fields,
            chars: text
                .char_indices()
                .map(|(at, c)| (at, sign::narrow(c)))
                .collect(),
            at: 0,
            tests: 0,
        }
    }

    fn peek(&self) -> Option<char> {
        self.peek_at(self.at)
    }

    fn peek_at(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    fn byte(&self, at: usize) -> usize {
        self.chars
            .get(at)
            .map_or(self.text.len(), |(byte, _)| *byte)
    }

    fn spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// An error over characters; at the end of the text over the last one.
    fn error(&self, span: Range<usize>, problem: Problem) -> Error {
        let end = span.end.min(self.chars.len()).max(1);
        let start = span.start.min(end - 1);
        Error {
            span: self.byte(start)..self.byte(end),
            problem,
        }
    }

    fn either(&mut self, depth: usize) -> Result<Expr, Error> {
        let mut parts = vec![self.both(depth)?];
        while self.eats_or() {
            parts.push(self.both(depth)?);
        }
        Expr::any(parts).ok_or_else(|| self.term_missing())
    }

    fn both(&mut self, depth: usize) -> Result<Expr, Error> {
        let mut parts = vec![self.term(depth)?];
        loop {
            self.spaces();
            if matches!(self.peek(), None | Some(')' | '|')) || self.keyword() == Some(Keyword::Or)
            {
                break;
            }
            if self.keyword() == Some(Keyword::And) {
                self.at = self.run_end(self.at);
            }
            parts.push(self.term(depth)?);
        }
        Expr::all(parts).ok_or_else(|| self.term_missing())
    }

    fn eats_or(&mut self) -> bool {
        if self.peek() == Some('|') {
            while self.peek() == Some('|') {
                self.at += 1;
            }
            return true;
        }
        let is_or = self.keyword() == Some(Keyword::Or);
        if is_or {
            self.at = self.run_end(self.at);
        }
        is_or
    }

    /// The keyword that stands here alone.
    fn keyword(&self) -> Option<Keyword> {
        let end = self.run_end(self.at);
        if end == self.at || self.sign_behind(end).is_some() {
            return None;
        }
        find(KEYWORDS, &self.narrowed(self.at..end))
    }

    fn term(&mut self, depth: usize) -> Result<Expr, Error> {
        self.spaces();
        let start = self.at;
        if depth > DEPTH_MAX {
            return Err(self.error(start..start + 1, Problem::TooDeep));
        }
        match self.peek() {
            None | Some(')' | '|') => Err(self.term_missing()),
            Some('(') => {
                self.at += 1;
                let inner = self.either(depth + 1)?;
                if self.peek() != Some(')') {
                    return Err(self.error(start..start + 1, Problem::UnclosedBracket));
                }
                self.at += 1;
                Ok(inner)
            }
            Some('-' | '!') => {
                self.at += 1;
                if self.peek().is_none_or(|c| c == ' ') {
                    return Err(self.error(start..start + 1, Problem::TermMissing));
                }
                self.term(depth + 1).map(Expr::not)
            }
            _ if self.is_negated() => {
                self.at = if self.keyword() == Some(Keyword::Not) {
                    self.run_end(start)
                } else {
                    start + 1
                };
                self.term(depth + 1).map(Expr::not)
            }
            Some(_) => self.test(),
        }
    }

    /// Whether `not` or `非` stands here; `非` may also be written against what it denies: `非逾期`, `非(…)`, `非标签:VIP`.
    fn is_negated(&self) -> bool {
        if self.keyword() == Some(Keyword::Not) {
            return true;
        }
        if self.peek() != Some('非') {
            return false;
        }
        let (from, end) = (self.at + 1, self.run_end(self.at));
        if from == end {
            return matches!(self.peek_at(from), Some('('));
        }
        let rest = self.narrowed(from..end);
        rest.starts_with('#')
            || !matches!(bare(&rest), Bare::Word)
            || (self.sign_behind(end).is_some()
                && (Field::named(&rest).is_some() || custom::find(self.fields, &rest).is_some()))
    }

    fn term_missing(&self) -> Error {
        let end = self.chars[..self.at.min(self.chars.len())]
            .iter()
            .rposition(|(_, c)| *c != ' ')
            .map_or(0, |last| last + 1);
        // Under the bracket or bar that came too soon, else under what leads nowhere.
        match self.peek() {
            Some(_) => self.error(self.at..self.at + 1, Problem::TermMissing),
            None => {
                let start = (0..end).rev().take_while(|at| self.is_plain(*at)).last();
                self.error(
                    start.unwrap_or(end.saturating_sub(1))..end,
                    Problem::TermMissing,
                )
            }
        }
    }

    fn test(&mut self) -> Result<Expr, Error> {
        self.tests += 1;
        if self.tests > TESTS_MAX {
            let end = self.run_end(self.at).max(self.at + 1);
            return Err(self.error(self.at..end, Problem::TooMany));
        }
        let start = self.at;
        if self.peek() == Some('#') {
            self.at += 1;
            return self.value_of(Field::Tag, Sign::Eq, start..self.at);
        }
        if self.peek().is_some_and(|c| sign::closing(c).is_some()) {
            let word = self.quoted()?;
            let field = Field::Text(TextField::Name);
            return if word.trim().is_empty() {
                let wanted = value::wanted(field);
                let problem = Problem::WrongValue { field, wanted };
                Err(self.error(start..self.at, problem))
            } else {
                Ok(Expr::Is(Test::Word(word)))
            };
        }
        let end = self.run_end(start);
        if end == start {
            return Err(self.error(start..start + 1, Problem::TermMissing));
        }
        let run = self.narrowed(start..end);
        if let Some((sign, sign_at)) = self.sign_behind(end) {
            if let (None, Some(field)) = (Field::named(&run), custom::find(self.fields, &run)) {
                self.at = sign_at.end;
                return self.custom(field, sign, sign_at);
            }
            let field = Field::named(&run).ok_or_else(|| {
                self.error(
                    start..end,
                    Problem::UnknownField {
                        near: Field::near(&run),
                    },
                )
            })?;
            self.at = sign_at.end;
            if !field.signs().contains(&sign) {
                let problem = Problem::WrongSign {
                    field,
                    allowed: field.signs(),
                };
                return Err(self.error(sign_at, problem));
            }
            self.spaces();
            return self.value_of(field, sign, sign_at);
        }
        self.at = end;
        self.alone(start..end, run)
    }

    /// A run of plain characters without an operator.
    fn alone(&mut self, span: Range<usize>, run: String) -> Result<Expr, Error> {
        let has = |field, facet| match field {
            Field::Lacks => Expr::not(Expr::Is(Test::Has(facet))),
            _ => Expr::Is(Test::Has(facet)),
        };
        match bare(&run) {
            Bare::Keyword(Keyword::Overdue) => Ok(Expr::Is(Test::Overdue)),
            Bare::Keyword(Keyword::And | Keyword::Or | Keyword::Not) => {
                Err(self.error(span, Problem::TermMissing))
            }
            Bare::Has(field, Some(facet)) => Ok(has(field, facet)),
            Bare::Has(field, None) => {
                self.spaces();
                self.value_of(field, Sign::Has, span)
            }
            Bare::Word => Ok(Expr::Is(Test::Word(run))),
        }
    }

    /// A condition on one of the shop's own fields, its name and sign read already.
    fn custom(&mut self, field: &Custom, sign: Sign, sign_at: Range<usize>) -> Result<Expr, Error> {
        let problem = |fault| Problem::Custom {
            name: custom::written(&field.shape.name),
            fault,
        };
        let allowed = custom::signs(&field.shape.of);
        if !allowed.contains(&sign) {
            return Err(self.error(sign_at, problem(Fault::WrongSign(allowed))));
        }
        self.spaces();
        let start = self.at;
        let (text, is_quoted) = self.value()?;
        if text.is_empty() && !is_quoted {
            let fault = Fault::ValueMissing(custom::wanted(&field.shape.of));
            return Err(self.error(sign_at, problem(fault)));
        }
        custom::build(field, sign, &text)
            .map_err(|fault| self.error(start..self.at, problem(fault)))
    }

    /// A value, and whether it stood in quotes.
    fn value(&mut self) -> Result<(String, bool), Error> {
        let is_quoted = self.peek().is_some_and(|c| sign::closing(c).is_some());
        let text = if is_quoted {
            self.quoted()?
        } else {
            self.bare_value()
        };
        Ok((text, is_quoted))
    }

    /// Reads the value behind a sign that stands at `behind`, and builds the condition.
    fn value_of(&mut self, field: Field, sign: Sign, behind: Range<usize>) -> Result<Expr, Error> {
        let start = self.at;
        let (text, is_quoted) = self.value()?;
        if let (Field::Has | Field::Lacks, None) = (field, find(FACETS, &text))
            && let Some(own) = custom::find(self.fields, &text)
        {
            let filled = custom::filled(own);
            return Ok(match field {
                Field::Lacks => Expr::not(filled),
                _ => filled,
            });
        }
        if text.is_empty() && !is_quoted {
            let wanted = value::wanted(field);
            return Err(self.error(behind, Problem::ValueMissing { field, wanted }));
        }
        value::build(field, sign, &text)
            .map_err(|wanted| self.error(start..self.at, Problem::WrongValue { field, wanted }))
    }

    /// A bare value: everything up to a space, a bracket, a bar or a quote.
    fn bare_value(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !sign::is_break(c)) {
            self.at += 1;
        }
        self.narrowed(start..self.at)
    }

    /// A quoted text as written; a backslash keeps the next character from meaning anything.
    fn quoted(&mut self) -> Result<String, Error> {
        let start = self.at;
        let closing = self.peek().and_then(sign::closing);
        let mut text = String::new();
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            if Some(c) == closing {
                return Ok(text);
            }
            if c == '\\' && !self.is_at_end() {
                self.at += 1;
            }
            text.push_str(&self.text[self.byte(self.at - 1)..self.byte(self.at)]);
        }
        Err(self.error(start..self.chars.len(), Problem::UnclosedQuote))
    }

    /// Whether a character belongs to a run: no break and no start of a sign.
    fn is_plain(&self, at: usize) -> bool {
        self.peek_at(at).is_some_and(|c| !sign::is_break(c)) && self.sign_at(at).is_none()
    }

    fn run_end(&self, from: usize) -> usize {
        (from..self.chars.len())
            .find(|at| !self.is_plain(*at))
            .unwrap_or(self.chars.len())
    }

    fn narrowed(&self, span: Range<usize>) -> String {
        self.chars[span].iter().map(|(_, c)| *c).collect()
    }

    fn sign_at(&self, at: usize) -> Option<(Sign, Range<usize>)> {
        SPELLINGS.iter().find_map(|(spelling, sign)| {
            let is_here = spelling
                .chars()
                .enumerate()
                .all(|(n, c)| self.peek_at(at + n) == Some(c));
            is_here.then(|| (*sign, at..at + spelling.chars().count()))
        })
    }

    /// The sign behind a run, spaces between them or not.
    fn sign_behind(&self, end: usize) -> Option<(Sign, Range<usize>)> {
        let at = (end..self.chars.len()).find(|at| self.peek_at(*at) != Some(' '))?;
        self.sign_at(at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::How;
    use super::super::error::Wanted;
    use super::super::field::DayField;
    use super::*;
    use crate::domain::customer::Tier;
    use proptest::prelude::*;

    fn printed(text: &str) -> String {
        Filter::parse(text)
            .expect(text)
            .print(crate::domain::name::Lang::En)
    }

    #[test]
    fn both_languages_and_widths_say_the_same() {
        for (text, same) in [
            ("#VIP 未联系>30d 城市=杭州", "#VIP last>30d city=杭州"),
            (
                "＃ＶＩＰ　未联系＞３０天 城市＝杭州",
                "#VIP last>30d city=杭州",
            ),
            ("标签:VIP 且 城市 = 杭州", "#VIP city=杭州"),
            ("等级!=vip", "tier!=vip"),
            (
                "阶段：沉默 或 （逾期 非生日<7天）",
                "stage=silent or overdue -birthday<7d",
            ),
            ("(a or b) c", "(a or b) c"),
            ("a | b || c", "a or b or c"),
            ("非(a b)", "-(a b)"),
            ("!#VIP", "-#VIP"),
            ("not overdue", "-overdue"),
            ("无跟进", "no:next"),
            ("no next", "no:next"),
            (
                "无：邮箱 has:phone 有坏号",
                "no:email has:phone has:bad-phone",
            ),
            ("手机=失效", "has:bad-phone"),
            ("消费≥1.2万 spend_30d<500", "spend>=12000 spend_30d<500"),
            ("消费_3个月>99.5", "spend_3m>99.50"),
            ("备注:“漏 水”", "note:\"漏 水\""),
            ("city:\"a \\\"b\\\"\"", "city:\"a \\\"b\\\"\""),
            ("王芳", "王芳"),
            ("非凡", "\"非凡\""),
            ("\"or\" OR \"no\"", "\"or\" or \"no\""),
            ("city=\"\"", "city=\"\""),
            ("", ""),
        ] {
            assert_eq!(printed(text), same, "{text}");
        }
    }

    #[test]
    fn juxtaposition_binds_closer_than_or() {
        let word = |text: &str| Expr::Is(Test::Word(text.into()));
        assert_eq!(
            Filter::parse("a b 或 c"),
            Ok(Filter(Some(Expr::Any(vec![
                Expr::All(vec![word("a"), word("b")]),
                word("c")
            ]))))
        );
    }

    #[test]
    fn an_error_points_at_the_part_that_cannot_be_read() {
        let city = Field::Text(TextField::City);
        let last = Field::Day(DayField::LastContact);
        for (text, bad, problem) in [
            (
                "ctiy=杭州",
                "ctiy",
                Problem::UnknownField { near: Some(city) },
            ),
            ("#VIP 颜色:红", "颜色", Problem::UnknownField { near: None }),
            (
                "城市>杭州",
                ">",
                Problem::WrongSign {
                    field: city,
                    allowed: city.signs(),
                },
            ),
            (
                "未联系>很久 #VIP",
                "很久",
                Problem::WrongValue {
                    field: last,
                    wanted: Wanted::When,
                },
            ),
            (
                "等级=金",
                "金",
                Problem::WrongValue {
                    field: Field::Tier,
                    wanted: Wanted::Tier,
                },
            ),
            (
                "未联系>",
                ">",
                Problem::ValueMissing {
                    field: last,
                    wanted: Wanted::When,
                },
            ),
            (
                "城市= )",
                "=",
                Problem::ValueMissing {
                    field: city,
                    wanted: Wanted::Text,
                },
            ),
            (
                "# VIP",
                "#",
                Problem::ValueMissing {
                    field: Field::Tag,
                    wanted: Wanted::Text,
                },
            ),
            ("(a b", "(", Problem::UnclosedBracket),
            ("a b) c", ")", Problem::StrayBracket),
            ("a or", "or", Problem::TermMissing),
            ("a | | b", "|", Problem::TermMissing),
            ("()", ")", Problem::TermMissing),
            ("- a", "-", Problem::TermMissing),
            ("名 \"王", "\"王", Problem::UnclosedQuote),
            (
                "生日<三月",
                "三月",
                Problem::WrongValue {
                    field: Field::Birthday,
                    wanted: Wanted::Span,
                },
            ),
            (
                "has:money",
                "money",
                Problem::WrongValue {
                    field: Field::Has,
                    wanted: Wanted::Facet,
                },
            ),
            (
                "备注:!!",
                "!!",
                Problem::WrongValue {
                    field: Field::Note,
                    wanted: Wanted::Words,
                },
            ),
            ("=3", "=", Problem::TermMissing),
        ] {
            let error = Filter::parse(text).expect_err(text);
            assert_eq!(
                (&text[error.span.clone()], error.problem),
                (bad, problem),
                "{text}"
            );
        }
    }

    #[test]
    fn every_limit_is_an_error_and_no_crash() {
        let problem = |text: String| Filter::parse(&text).expect_err("too much").problem;
        assert_eq!(problem("a".repeat(LENGTH_MAX + 1)), Problem::TooLong);
        assert_eq!(problem("a ".repeat(TESTS_MAX + 1)), Problem::TooMany);
        assert_eq!(problem("(".repeat(LENGTH_MAX)), Problem::TooDeep);
        assert_eq!(problem("-".repeat(LENGTH_MAX)), Problem::TooDeep);
    }

    #[test]
    fn a_condition_is_built_from_its_words() {
        for (text, test) in [
            ("tier:VIP", Test::Tier(Tier::Vip)),
            (
                "company:茶",
                Test::Text {
                    field: TextField::Company,
                    how: How::Contains,
                    value: "茶".into(),
                },
            ),
            ("电话:138-0013", Test::Phone("1380013".into())),
            ("有微信", Test::Has(Facet::WeChat)),
            ("标签=“VIP 客户”", Test::Tag("VIP 客户".into())),
        ] {
            assert_eq!(
                Filter::parse(text),
                Ok(Filter(Some(Expr::Is(test)))),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in any::<String>(), signs in "[a#:=<>!|()\"“”非无或且有 城市未联系30d-]{0,24}") {
            for text in [text, signs] {
                if let Err(error) = Filter::parse(&text) {
                    prop_assert!(text.get(error.span.clone()).is_some_and(|part| !part.is_empty()), "{:?}", error);
                }
            }
        }
    }
}
