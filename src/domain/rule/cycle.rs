//! Rules that would drive each other: what one gives is what the next asks about, and so on back to the first.

use super::{Clause, Deed};
use crate::domain::filter::field::Facet;
use crate::domain::filter::{Expr, Test};

/// The rules on a circle, by their places, if there is one. A tag and a tier come and go with a rule, so they can feed one; a banner
/// and a follow-up stay and cannot.
#[must_use]
pub fn cycle(rules: &[Clause]) -> Option<Vec<usize>> {
    (0..rules.len()).find_map(|start| {
        let mut path = vec![start];
        leads_back(rules, &mut path).then_some(path)
    })
}

fn leads_back(rules: &[Clause], path: &mut Vec<usize>) -> bool {
    let (first, last) = (path[0], path[path.len() - 1]);
    for next in 0..rules.len() {
        if !feeds(&rules[last], &rules[next]) {
            continue;
        }
        if next == first {
            return true;
        }
        if !path.contains(&next) {
            path.push(next);
            if leads_back(rules, path) {
                return true;
            }
            path.pop();
        }
    }
    false
}

/// Whether what one rule gives is what another asks about.
fn feeds(one: &Clause, other: &Clause) -> bool {
    let asked = |expr: &Expr| one.deeds.iter().any(|deed| asks(expr, deed));
    other.filter.0.as_ref().is_some_and(asked)
}

fn asks(expr: &Expr, deed: &Deed) -> bool {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().any(|part| asks(part, deed)),
        Expr::Not(part) => asks(part, deed),
        Expr::Is(test) => match (test, deed) {
            (Test::Tag(asked), Deed::Tag(given)) => asked.eq_ignore_ascii_case(given),
            (Test::Has(Facet::Tag), Deed::Tag(_)) | (Test::Tier(_), Deed::Tier(_)) => true,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_drive_each_other_are_found_and_chains_are_not() {
        for (texts, found) in [
            (vec!["-#a => +a"], Some(vec![0])),
            (vec!["#a => +b", "#b => +c"], None),
            (
                vec!["#a => +b", "城市=x => +d", "#b => +c", "无标签 => +a"],
                Some(vec![0, 2, 3]),
            ),
            (vec!["等级=VIP => 等级=普通"], Some(vec![0])),
            (vec!["无跟进 => 跟进:7d"], None),
        ] {
            let rules: Vec<Clause> = texts
                .iter()
                .map(|text| Clause::parse(text).expect(text))
                .collect();
            let circle = cycle(&rules).map(|mut circle| {
                circle.sort_unstable();
                circle
            });
            assert_eq!(circle.is_some(), found.is_some(), "{texts:?}");
        }
    }
}
