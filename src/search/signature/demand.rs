//! What a query demands of a signature, level by level. The counterpart of the features: every form that `verify` accepts has a route here.

use super::{
    ELSEWHERE, Groups, NAME, PHONE_PAIRS, SHORT, pairs, phone_head, phone_tail, phone_whole,
};
use crate::search::{
    Tier,
    query::{Query, Word},
    verify::{Level, Place},
};

/// Features that must all be there.
type Route = Vec<usize>;
/// Routes of which one must be open.
type Routes = Vec<Route>;

/// What a row must show to be a candidate for a query at a level, or a stronger one.
#[derive(Debug)]
pub struct Demand {
    pub whole: Routes,
    /// Of every word one route; empty when the query is a single word.
    pub words: Vec<Routes>,
}

impl Demand {
    /// The demand of a query for rows of this level.
    pub fn new(query: &Query, level: Level) -> Self {
        Self {
            whole: routes(&query.whole, level),
            words: query.words.iter().map(|word| routes(word, level)).collect(),
        }
    }
}

fn routes(word: &Word, level: Level) -> Routes {
    let mut routes = Vec::new();
    let letters = word.letters.as_ref().map(|letters| {
        letters
            .bytes
            .iter()
            .map(|&b| char::from(b))
            .collect::<Vec<_>>()
    });
    let text: Vec<char> = word.text.chars().collect();
    // The letters differ from the text only by joints, as in xi'an.
    let forms = [letters.filter(|letters| *letters != text), Some(text)];
    // The weakest tier at which something elsewhere can still lead to this level.
    let elsewhere = Level::ALL[..=level.number()]
        .iter()
        .rfind(|level| level.place == Place::Elsewhere);
    for form in forms.iter().flatten() {
        routes.push(name_route(
            form,
            if word.may_scatter() {
                level.tier
            } else {
                level.tier.min(Tier::Inside)
            },
        ));
        routes.extend(elsewhere.map(|level| elsewhere_route(form, level.tier)));
    }
    for (digits, level) in word.digits.iter().zip(elsewhere.into_iter().cycle()) {
        routes.extend(phone_routes(digits.as_bytes(), level.tier));
    }
    routes
}

fn name_route(form: &[char], tier: Tier) -> Route {
    if tier == Tier::Scattered {
        return characters(NAME, form).collect();
    }
    let mut route = inside(NAME, form);
    let (first, last) = (form.first(), form.last());
    if tier <= Tier::Word {
        route.extend(first.map(|&c| NAME.word_heads.of_char(c)));
    }
    if tier <= Tier::Start {
        route.extend(first.zip(NAME.head).map(|(&c, head)| head.of_char(c)));
    }
    if tier == Tier::Equal {
        route.extend(last.zip(NAME.tail).map(|(&c, tail)| tail.of_char(c)));
        if form.len() <= SHORT {
            route.push(short(NAME, form));
        }
    }
    route
}

/// Other fields have no start of their own, so that up to the word tier only equals count.
fn elsewhere_route(form: &[char], tier: Tier) -> Route {
    let mut route = inside(ELSEWHERE, form);
    if tier <= Tier::Word {
        route.extend(form.first().map(|&c| ELSEWHERE.word_heads.of_char(c)));
    }
    if tier <= Tier::Start && form.len() <= SHORT {
        route.push(short(ELSEWHERE, form));
    }
    route
}

fn short(groups: Groups, form: &[char]) -> usize {
    groups.short.of_text(&form.iter().collect::<String>())
}

fn inside(groups: Groups, form: &[char]) -> Route {
    let pairs = form
        .windows(2)
        .map(|pair| groups.pairs.of_pair(pair[0], pair[1]));
    pairs.chain(characters(groups, form)).collect()
}

fn characters(groups: Groups, form: &[char]) -> impl Iterator<Item = usize> {
    form.iter()
        .filter(|&&c| c != ' ')
        .map(move |&c| groups.chars.of_char(c))
}

fn phone_routes(digits: &[u8], tier: Tier) -> Routes {
    let with = |end: Vec<usize>| pairs(PHONE_PAIRS, digits).chain(end).collect::<Route>();
    let (head, tail) = (phone_head(digits), phone_tail(digits));
    match tier {
        Tier::Equal => {
            let whole = phone_whole(digits).into_iter().collect();
            vec![with([head, tail, whole].concat())]
        }
        Tier::Start => vec![with(head)],
        Tier::Word => vec![with(head), with(tail)],
        Tier::Inside | Tier::Scattered => vec![with(Vec::new())],
    }
}
