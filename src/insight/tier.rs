//! Tiers: prospects have not bought; VIPs are the top fifth of the last twelve months' net spend, ties in; all others are regulars.

use crate::domain::customer::Tier;

/// The spend at which a VIP begins: that of rank ⌈0.2 n⌉ of the buyers, largest first; `i64::MAX` in a shop without sales.
#[must_use]
pub fn vip_cut(spends_largest_first: &[i64]) -> i64 {
    top_cut(spends_largest_first, super::pins::VIP_PERCENT)
}

/// The same of another share of the buyers, in percent.
#[must_use]
pub fn top_cut(spends_largest_first: &[i64], percent: u8) -> i64 {
    let rank = (spends_largest_first.len() * usize::from(percent)).div_ceil(100);
    match rank
        .checked_sub(1)
        .and_then(|index| spends_largest_first.get(index))
    {
        Some(spend) if *spend > 0 => *spend,
        _ => i64::MAX,
    }
}

/// The tier of a customer, unless the owner pinned one by hand.
#[must_use]
pub fn tier(pinned: Option<Tier>, purchase_days: i64, year_cents: i64, vip_cut: i64) -> Tier {
    match pinned {
        Some(tier) => tier,
        None if purchase_days == 0 => Tier::Potential,
        None if year_cents >= vip_cut => Tier::Vip,
        None => Tier::Regular,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_fifth_are_vips_ties_in() {
        let spends = [900, 500, 500, 400, 300, 200];
        let cut = vip_cut(&spends);
        assert_eq!(cut, 500, "rank 2 of 6");
        assert_eq!(
            spends
                .iter()
                .filter(|spend| tier(None, 1, **spend, cut) == Tier::Vip)
                .count(),
            3
        );
    }

    #[test]
    fn a_shop_without_sales_has_no_vip() {
        assert_eq!(tier(None, 0, 0, vip_cut(&[])), Tier::Potential);
        assert_eq!(tier(None, 1, 0, vip_cut(&[0, 0])), Tier::Regular);
        assert_eq!(tier(Some(Tier::Vip), 0, 0, vip_cut(&[])), Tier::Vip);
    }
}
