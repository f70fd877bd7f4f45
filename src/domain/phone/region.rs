//! Where a number without a country code belongs, and how numbers are dialled there (ITU-T E.164 country codes, national plans).

use super::china;

/// A country or region whose national numbers are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Region {
    #[default]
    Cn,
    Hk,
    Mo,
    Tw,
    Us,
    Ca,
    Gb,
    Ie,
    Jp,
    Kr,
    Sg,
    My,
    Th,
    Vn,
    Ph,
    Id,
    In,
    Au,
    Nz,
    De,
    At,
    Ch,
    Fr,
    It,
    Es,
    Nl,
    Be,
    Se,
    No,
    Dk,
    Pl,
    Ae,
    Br,
    Mx,
}

struct Plan {
    region: Region,
    iso: &'static str,
    code: &'static str,
    /// Dialled before a national number and dropped in E.164; empty where there is none.
    trunk: &'static str,
    /// Fewest and most digits of a national number, trunk prefix excluded.
    digits: (usize, usize),
}

const fn plan(
    region: Region,
    iso: &'static str,
    code: &'static str,
    trunk: &'static str,
    least: usize,
    most: usize,
) -> Plan {
    Plan {
        region,
        iso,
        code,
        trunk,
        digits: (least, most),
    }
}

const PLANS: [Plan; 34] = [
    plan(Region::Cn, "CN", "86", "0", 10, 11),
    plan(Region::Hk, "HK", "852", "", 8, 8),
    plan(Region::Mo, "MO", "853", "", 8, 8),
    plan(Region::Tw, "TW", "886", "0", 8, 9),
    plan(Region::Us, "US", "1", "", 10, 10),
    plan(Region::Ca, "CA", "1", "", 10, 10),
    plan(Region::Gb, "GB", "44", "0", 9, 10),
    plan(Region::Ie, "IE", "353", "0", 7, 9),
    plan(Region::Jp, "JP", "81", "0", 9, 10),
    plan(Region::Kr, "KR", "82", "0", 8, 10),
    plan(Region::Sg, "SG", "65", "", 8, 8),
    plan(Region::My, "MY", "60", "0", 8, 10),
    plan(Region::Th, "TH", "66", "0", 8, 9),
    plan(Region::Vn, "VN", "84", "0", 9, 10),
    plan(Region::Ph, "PH", "63", "0", 8, 10),
    plan(Region::Id, "ID", "62", "0", 8, 12),
    plan(Region::In, "IN", "91", "0", 10, 10),
    plan(Region::Au, "AU", "61", "0", 9, 9),
    plan(Region::Nz, "NZ", "64", "0", 8, 10),
    plan(Region::De, "DE", "49", "0", 6, 12),
    plan(Region::At, "AT", "43", "0", 6, 12),
    plan(Region::Ch, "CH", "41", "0", 9, 9),
    plan(Region::Fr, "FR", "33", "0", 9, 9),
    plan(Region::It, "IT", "39", "", 8, 11),
    plan(Region::Es, "ES", "34", "", 9, 9),
    plan(Region::Nl, "NL", "31", "0", 9, 9),
    plan(Region::Be, "BE", "32", "0", 8, 9),
    plan(Region::Se, "SE", "46", "0", 7, 10),
    plan(Region::No, "NO", "47", "", 8, 8),
    plan(Region::Dk, "DK", "45", "", 8, 8),
    plan(Region::Pl, "PL", "48", "", 9, 9),
    plan(Region::Ae, "AE", "971", "0", 8, 9),
    plan(Region::Br, "BR", "55", "0", 10, 11),
    plan(Region::Mx, "MX", "52", "", 10, 10),
];

impl Region {
    /// Reads an ISO 3166-1 two-letter code in any case; `UK` is understood too.
    pub fn parse(iso: &str) -> Option<Self> {
        let iso = match iso.trim().to_ascii_uppercase() {
            uk if uk == "UK" => "GB".to_owned(),
            other => other,
        };
        PLANS.iter().find(|p| p.iso == iso).map(|p| p.region)
    }

    /// The ISO 3166-1 two-letter code.
    pub fn iso(self) -> &'static str {
        self.plan().iso
    }

    /// The country calling code, without the plus.
    pub fn code(self) -> &'static str {
        self.plan().code
    }

    /// What is dialled before a country code.
    pub(super) fn exit_code(self) -> &'static str {
        match self {
            Self::Us | Self::Ca => "011",
            _ => "00",
        }
    }

    /// The E.164 digits of a number dialled inside this region; None if it does not fit the plan.
    pub(super) fn national(self, digits: &str) -> Option<String> {
        let plan = self.plan();
        let rest = match self {
            Self::Cn => china::dialled(digits)?,
            Self::Us | Self::Ca => digits
                .strip_prefix('1')
                .filter(|_| digits.len() == 11)
                .unwrap_or(digits),
            _ => digits.strip_prefix(plan.trunk).unwrap_or(digits),
        };
        let fits = (plan.digits.0..=plan.digits.1).contains(&rest.len());
        let valid = plan.code != "1" || is_nanp(rest);
        (fits && valid).then(|| format!("{}{rest}", plan.code))
    }

    fn plan(self) -> &'static Plan {
        // Every region has a row (a test holds it); the first row stands in for the proof.
        PLANS.iter().find(|p| p.region == self).unwrap_or(&PLANS[0])
    }
}

/// How many leading digits of an E.164 number are its country code (ITU-T E.164 list).
pub(super) fn code_len(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..] | [b'3', b'0'..=b'4' | b'6' | b'9', ..] => 2,
        [b'4', b'0' | b'1' | b'3'..=b'9', ..] | [b'5', b'1'..=b'8', ..] => 2,
        [b'6', b'0'..=b'6', ..] | [b'8', b'1' | b'2' | b'4' | b'6', ..] => 2,
        [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    }
}

/// A national number of the North American plan: ten digits, area and exchange not starting with 0 or 1.
pub(super) fn is_nanp(national: &str) -> bool {
    matches!(national.as_bytes(), [b'2'..=b'9', _, _, b'2'..=b'9', ..] if national.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_its_code_and_every_code_is_one_region() {
        for plan in &PLANS {
            assert_eq!(Region::parse(plan.iso), Some(plan.region), "{}", plan.iso);
            assert_eq!(plan.region.iso(), plan.iso);
            assert_eq!(code_len(plan.code), plan.code.len(), "{}", plan.iso);
        }
        assert_eq!(Region::parse("uk"), Some(Region::Gb));
        assert_eq!(Region::parse("XX"), None);
    }
}
