//! The numbering plan of mainland China: mobiles, area codes, 400 and 800. Sees national digits only, without the trunk zero.

/// The kinds of national number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mobile,
    /// A landline and how many digits its area code has.
    Landline(usize),
    /// 400 and 800 numbers.
    Service,
}

/// Three-digit area codes, first and last of each run (MIIT numbering plan).
const AREA_CODES: [(u16, u16); 54] = [
    (310, 319),
    (335, 335),
    (349, 359),
    (370, 379),
    (391, 398),
    (411, 419),
    (421, 421),
    (427, 427),
    (429, 429),
    (431, 439),
    (440, 440),
    (451, 459),
    (464, 464),
    (467, 470),
    (471, 479),
    (482, 483),
    (510, 519),
    (523, 523),
    (527, 527),
    (530, 539),
    (543, 543),
    (546, 546),
    (550, 559),
    (561, 566),
    (570, 580),
    (591, 599),
    (631, 635),
    (660, 660),
    (662, 663),
    (668, 668),
    (691, 692),
    (701, 701),
    (710, 719),
    (722, 722),
    (724, 724),
    (728, 728),
    (730, 739),
    (743, 746),
    (750, 760),
    (762, 763),
    (766, 766),
    (768, 779),
    (790, 799),
    (812, 813),
    (816, 818),
    (825, 839),
    (851, 859),
    (870, 879),
    (883, 888),
    (891, 898),
    (901, 919),
    (930, 939),
    (941, 955),
    (970, 999),
];

/// What a national number is; None if it fits nothing in the plan.
pub(super) fn kind(national: &str) -> Option<Kind> {
    let bytes = national.as_bytes();
    match bytes {
        [b'1', b'3'..=b'9', ..] if bytes.len() == 11 => Some(Kind::Mobile),
        [b'4' | b'8', b'0', b'0', ..] if bytes.len() == 10 => Some(Kind::Service),
        [b'1', b'0', local @ ..] | [b'2', b'0'..=b'9', local @ ..]
            if local.len() == 8 && local[0] != b'0' =>
        {
            (bytes[1] != b'6').then_some(Kind::Landline(2))
        }
        [_, _, _, local @ ..] if matches!(local.len(), 7 | 8) && local[0] != b'0' => {
            let area: u16 = national.get(..3)?.parse().ok()?;
            AREA_CODES
                .iter()
                .any(|&(first, last)| (first..=last).contains(&area))
                .then_some(Kind::Landline(3))
        }
        _ => None,
    }
}

/// The national number of digits dialled inside China, where a landline carries its trunk zero.
pub(super) fn dialled(digits: &str) -> Option<&str> {
    let (national, trunk) = match digits.strip_prefix('0') {
        Some(rest) => (rest, true),
        None => (digits, false),
    };
    match (kind(national)?, trunk) {
        (Kind::Landline(_) | Kind::Mobile, true) | (Kind::Mobile | Kind::Service, false) => {
            Some(national)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_numbers_are_told_apart() {
        for (national, want) in [
            ("13800138000", Some(Kind::Mobile)),
            ("1088886666", Some(Kind::Landline(2))),
            ("2188886622", Some(Kind::Landline(2))),
            ("57188886601", Some(Kind::Landline(3))),
            ("5363888664", Some(Kind::Landline(3))),
            ("4000001234", Some(Kind::Service)),
            ("12800138000", None),
            ("32088886601", None),
            ("110", None),
            ("", None),
        ] {
            assert_eq!(kind(national), want, "{national}");
        }
    }

    #[test]
    fn a_landline_needs_its_trunk_zero() {
        assert_eq!(dialled("057188886601"), Some("57188886601"));
        assert_eq!(dialled("57188886601"), None);
    }
}
