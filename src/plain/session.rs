//! One sitting at the desk in lines: a line in, lines out. Holds what numbers and "this customer" mean; reads no keyboard, writes no
//! terminal. What the panes say is `tell`'s, what is written is `write`'s business.

use super::list::{Current, List, Row};
use super::question::Question;
use super::tell;
use super::tour::{Did, Tour};
use super::verb::{self, Verb};
use crate::app::answer::{Answer, Card};
use crate::app::query::Query;
use crate::app::{App, Result};
use crate::domain::clean::clean_line;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::listing::{Anchor, ListRow, Moments, Sort};
use crate::domain::name::Lang;
use crate::domain::time::Now;
use crate::i18n::{Strings, lang_of, strings};

/// The desk in lines.
pub struct Session {
    pub(super) app: App,
    pub(super) s: &'static Strings,
    pub(super) current: Option<Current>,
    pub(super) question: Option<Question>,
    list: List,
    /// What the last line has done, and the tour that watches it.
    did: Option<Did>,
    tour: Option<Tour>,
    /// The customer list goes on behind what was asked for.
    goes_on: bool,
    is_over: bool,
}

impl Session {
    #[must_use]
    pub fn new(app: App, lang: Lang) -> Self {
        Self {
            app,
            s: strings(lang),
            current: None,
            question: None,
            list: List::default(),
            did: None,
            tour: None,
            goes_on: false,
            is_over: false,
        }
    }

    /// Whether the user has left.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Leads through the desk from now on.
    pub fn begin_tour(&mut self) {
        self.tour = Some(Tour::default());
    }

    /// Takes the language that the shop has been set up in, if it has.
    pub fn speak_as_the_shop(&mut self) {
        if let Ok(Answer::Pulse(pulse)) = self.app.ask(&Query::Pulse)
            && let Some(lang) = pulse.language.as_deref().and_then(lang_of)
        {
            self.s = strings(lang);
        }
    }

    /// What is said first: the shop, how to get help, and who is due.
    pub fn greet(&mut self) -> Vec<String> {
        let told = self.greeting();
        let mut lines = self.said(told);
        lines.extend(self.tour.map(|tour| tour.told(self.s)));
        lines
    }

    /// Takes one line and answers it. Nothing in the answer can steer a terminal.
    pub fn hear(&mut self, line: &str) -> Vec<String> {
        let line = clean_line(line);
        self.did = None;
        let was_next = matches!(self.question, Some(Question::Next(_)));
        let told = match self.question.take() {
            Some(question) => self.answer(question, line.trim()),
            None => self.obey(line.trim()),
        };
        let mut lines = self.said(told);
        if was_next && self.question.is_none() {
            self.did = Some(Did::Answered);
        }
        lines.extend(self.lead());
        lines
    }

    /// The next step of the tour, when the line has done the one at hand.
    fn lead(&mut self) -> Option<String> {
        let (did, tour) = (self.did?, self.tour.as_mut()?);
        tour.follow(did).then(|| tour.told(self.s))
    }

    fn said(&self, told: Result<Vec<String>>) -> Vec<String> {
        let lines = told.unwrap_or_else(|error| vec![error.message(self.s)]);
        let clean = lines.iter().map(|line| clean_line(line));
        clean.filter(|line| !line.is_empty()).collect()
    }

    fn greeting(&mut self) -> Result<Vec<String>> {
        let mut lines = vec![self.s.plain.greeting.to_owned()];
        let Answer::Pulse(pulse) = self.app.ask(&Query::Pulse)? else {
            return Ok(lines);
        };
        lines.push(pulse.shop);
        if self.app.is_read_only() {
            lines.push(self.s.desk.read_only.to_owned());
        }
        if pulse.customers == 0 {
            lines.push(self.s.plain.new_shop.to_owned());
        } else {
            lines.extend(self.queue()?);
        }
        Ok(lines)
    }

    fn obey(&mut self, line: &str) -> Result<Vec<String>> {
        if line.is_empty() {
            return Ok(Vec::new());
        }
        if let Ok(number) = line.parse() {
            self.did = Some(Did::Ran(Verb::Open));
            return self.open(number);
        }
        match verb::parse(line) {
            Some((verb, rest)) => self.run(verb, rest),
            None => Ok(vec![(self.s.plain.unknown)(line)]),
        }
    }

    pub(super) fn run(&mut self, verb: Verb, rest: &str) -> Result<Vec<String>> {
        self.did = Some(Did::Ran(verb));
        match verb {
            Verb::Queue => self.queue(),
            Verb::Customers => self.customers(),
            Verb::Find | Verb::Open if rest.is_empty() => Ok(self.ask(Question::Text(verb))),
            Verb::Find => self.find(rest),
            Verb::Open => match rest.parse() {
                Ok(number) => self.open(number),
                Err(_) => self.find(rest),
            },
            Verb::Profile => self.profile(),
            Verb::Timeline => self.timeline(),
            Verb::More => self.more(),
            Verb::Language => Ok(self.switch()),
            Verb::Help => Ok(self.help()),
            Verb::Quit => {
                self.is_over = true;
                Ok(vec![self.s.plain.farewell.to_owned()])
            }
            verb => self.write(verb, rest),
        }
    }

    /// Asks something; the next line is its answer.
    pub(super) fn ask(&mut self, question: Question) -> Vec<String> {
        let lines = question.asked(self.s, self.now().today());
        self.question = Some(question);
        lines
    }

    pub(super) fn now(&self) -> Now {
        self.app.now()
    }

    fn help(&self) -> Vec<String> {
        let words = &self.s.plain;
        std::iter::once(words.help.to_owned())
            .chain(verb::help(words))
            .collect()
    }

    fn switch(&mut self) -> Vec<String> {
        self.s = strings(match self.s.lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        });
        vec![self.s.plain.greeting.to_owned()]
    }

    fn queue(&mut self) -> Result<Vec<String>> {
        let Answer::Queue(queue) = self.app.ask(&Query::Queue)? else {
            return Ok(Vec::new());
        };
        let (s, now) = (self.s, self.now());
        let rows = queue.rows.iter().map(|row| {
            let current = Current {
                customer: row.follow_up.customer,
                promise: Some(row.follow_up.id),
            };
            (Some(current), tell::queue_row(s, row, now))
        });
        self.list = List::new(rows.collect());
        self.goes_on = false;
        let heading = tell::queue_heading(s, &queue);
        let done = (s.desk.done_today)(queue.done_today);
        let mut lines = vec![tell::line(s, [heading, done])];
        lines.extend(self.page());
        lines.extend(tell::suggested(s, &queue, now));
        Ok(lines)
    }

    fn customers(&mut self) -> Result<Vec<String>> {
        self.list = List::default();
        let (rows, goes_on) = self.window(Anchor::First)?;
        self.list.extend(rows);
        self.goes_on = goes_on;
        let heading = tell::line(
            self.s,
            [
                self.s.desk.customers.to_owned(),
                (self.s.desk.sorted_by)(Sort::Recent).to_owned(),
            ],
        );
        let mut lines = vec![heading];
        lines.extend(self.page());
        Ok(lines)
    }

    /// A part of the customer list, and whether it goes on behind it.
    fn window(&mut self, anchor: Anchor) -> Result<(Vec<Row>, bool)> {
        let query = Query::Customers {
            sort: Sort::Recent,
            anchor,
        };
        let Answer::Customers(window) = self.app.ask(&query)? else {
            return Ok((Vec::new(), false));
        };
        let rows = window.rows.iter().map(|row| self.row(row)).collect();
        Ok((rows, !window.to_last))
    }

    fn row(&self, row: &ListRow) -> Row {
        let current = Current {
            customer: row.id,
            promise: None,
        };
        (Some(current), tell::list_row(self.s, row, self.now()))
    }

    /// Lists who is meant; somebody who alone is meant is opened.
    fn find(&mut self, text: &str) -> Result<Vec<String>> {
        while !self.app.warm()? {}
        let query = Query::Find {
            text: text.to_owned(),
        };
        let Answer::Hits(hits) = self.app.ask(&query)? else {
            return Ok(Vec::new());
        };
        self.list = List::new(hits.rows.iter().map(|row| self.row(row)).collect());
        self.goes_on = false;
        match self.list.only() {
            Some(current) => self.show(current),
            None if self.list.opens() => Ok(self.page()),
            None => Ok(vec![self.s.cli.nobody.to_owned()]),
        }
    }

    fn page(&mut self) -> Vec<String> {
        let mut lines = self.list.page();
        match self.list.left() {
            0 if self.goes_on => lines.push((self.s.plain.more)(1)),
            0 => {}
            left => lines.push((self.s.plain.more)(left)),
        }
        if self.list.opens() {
            lines.push(self.s.plain.open_by_number.to_owned());
        }
        lines
    }

    fn more(&mut self) -> Result<Vec<String>> {
        if self.list.left() == 0
            && self.goes_on
            && let Some(last) = self.list.last()
        {
            let (rows, goes_on) = self.window(Anchor::After(last.customer))?;
            self.list.extend(rows);
            self.goes_on = goes_on;
        }
        if self.list.left() == 0 {
            return Ok(vec![self.s.plain.no_more.to_owned()]);
        }
        Ok(self.page())
    }

    fn open(&mut self, number: usize) -> Result<Vec<String>> {
        match self.list.at(number) {
            Some(current) => self.show(current),
            None => Ok(vec![(self.s.plain.no_number)(number)]),
        }
    }

    /// Makes somebody the current customer and tells their profile.
    pub(super) fn show(&mut self, current: Current) -> Result<Vec<String>> {
        self.current = Some(current);
        self.profile()
    }

    fn profile(&mut self) -> Result<Vec<String>> {
        let Some(card) = self.current_card()? else {
            return Ok(vec![self.s.plain.nobody_open.to_owned()]);
        };
        Ok(tell::card(self.s, &card, self.now()))
    }

    fn timeline(&mut self) -> Result<Vec<String>> {
        let Some(current) = self.current else {
            return Ok(vec![self.s.plain.nobody_open.to_owned()]);
        };
        let query = Query::Timeline {
            id: current.customer,
            moments: Moments::All,
            reveal: None,
        };
        let Answer::Timeline(moments) = self.app.ask(&query)? else {
            return Ok(Vec::new());
        };
        if moments.is_empty() {
            return Ok(vec![self.s.plain.log_empty.to_owned()]);
        }
        let (s, now) = (self.s, self.now());
        let told = moments
            .iter()
            .map(|moment| (None, tell::moment(s, moment, now)));
        self.list = List::new(told.collect());
        self.goes_on = false;
        let mut lines = vec![s.desk.log.to_owned()];
        lines.extend(self.page());
        Ok(lines)
    }

    /// Everything about the current customer, masked.
    pub(super) fn current_card(&mut self) -> Result<Option<Box<Card>>> {
        match self.current {
            Some(current) => self.card(current.customer, None),
            None => Ok(None),
        }
    }

    pub(super) fn card(
        &mut self,
        id: CustomerId,
        reveal: Option<OpId>,
    ) -> Result<Option<Box<Card>>> {
        match self.app.ask(&Query::Card { id, reveal })? {
            Answer::Card(card) => Ok(card),
            _ => Ok(None),
        }
    }
}
