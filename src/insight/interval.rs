//! Confidence intervals for shares: Wilson's score and the adjusted Wald interval of a difference. Knows no surveys.

/// A share with the ends of its confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub point: f64,
    pub lo: f64,
    pub hi: f64,
}

/// How sure an interval is: the standard normal quantile that goes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    z: f64,
}

impl Level {
    /// 95 %, two-sided.
    pub const USUAL: Self = Self {
        z: 1.959_963_984_540_054,
    };

    /// A two-sided level between 0 and 1, such as 0.9.
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then(|| Self {
            z: normal_quantile(f64::midpoint(1.0, level)),
        })
    }
}

/// The score interval of `successes` out of `n` (Wilson 1927); `None` if n = 0. `successes` above `n` count as `n`.
#[must_use]
pub fn wilson(successes: u64, n: u64, level: Level) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (k, n) = (count(successes.min(n)), count(n));
    let z2 = level.z * level.z;
    let middle = (k + z2 / 2.0) / (n + z2);
    let half = level.z * (k * (n - k) / n + z2 / 4.0).sqrt() / (n + z2);
    // The ends 0 and 1 are exact where nobody, or everybody, succeeded: rounding must not move them.
    Some(Interval {
        point: k / n,
        lo: if successes == 0 { 0.0 } else { middle - half },
        hi: if k == n { 1.0 } else { middle + half },
    })
}

/// The interval of the difference of two shares of the same `n`, with three answers added (Bonett & Price 2012 for paired
/// shares); `None` if n = 0. With few answers an end may lie beyond ±1.
#[must_use]
pub fn adjusted_wald(plus: u64, minus: u64, n: u64, level: Level) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (p, d, n) = (count(plus), count(minus), count(n));
    let more = n + 3.0;
    let (p_more, d_more) = ((p + 0.75) / more, (d + 0.75) / more);
    let middle = p_more - d_more;
    let half = level.z * ((p_more + d_more - middle * middle) / more).sqrt();
    Some(Interval {
        point: (p - d) / n,
        lo: middle - half,
        hi: middle + half,
    })
}

/// A count as a double; exact below 2⁵³.
#[must_use]
pub fn count(n: u64) -> f64 {
    n as f64
}

/// The quantile of the standard normal distribution for 0 < p < 1 (Wichura 1988, AS 241, PPND16: relative 1e-16).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(&CENTRE_NUM, r) / horner(&CENTRE_DEN, r);
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let tail = if r <= 5.0 {
        horner(&MIDDLE_NUM, r - 1.6) / horner(&MIDDLE_DEN, r - 1.6)
    } else {
        horner(&FAR_NUM, r - 5.0) / horner(&FAR_DEN, r - 5.0)
    };
    tail.copysign(q)
}

/// Coefficients from the highest power down.
fn horner(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_NUM: [f64; 8] = [
    2_509.080_928_730_122_7,
    33_430.575_583_588_13,
    67_265.770_927_008_7,
    45_921.953_931_549_87,
    13_731.693_765_509_46,
    1_971.590_950_306_551_3,
    133.141_667_891_784_38,
    3.387_132_872_796_366_5,
];
const CENTRE_DEN: [f64; 8] = [
    5_226.495_278_852_854,
    28_729.085_735_721_943,
    39_307.895_800_092_71,
    21_213.794_301_586_597,
    5_394.196_021_424_751,
    687.187_007_492_057_9,
    42.313_330_701_600_91,
    1.0,
];
const MIDDLE_NUM: [f64; 8] = [
    7.745_450_142_783_414e-4,
    0.022_723_844_989_269_184,
    0.241_780_725_177_450_6,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_DEN: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    0.015_198_666_563_616_457,
    0.148_103_976_427_480_08,
    0.689_767_334_985_1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_NUM: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    0.001_242_660_947_388_078_4,
    0.026_532_189_526_576_124,
    0.296_560_571_828_504_87,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_DEN: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_7e-5,
    7.868_691_311_456_133e-4,
    0.014_875_361_290_850_615,
    0.136_929_880_922_735_8,
    0.599_832_206_555_888,
    1.0,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (p, want) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.995, 2.575_829_303_548_901),
            (0.9, 1.281_551_565_544_600_4),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!((normal_quantile(p) - want).abs() < 1e-13, "{p}");
        }
    }

    #[test]
    fn nothing_is_said_about_no_answers() {
        assert_eq!(wilson(0, 0, Level::USUAL), None);
        assert_eq!(adjusted_wald(0, 0, 0, Level::USUAL), None);
        assert_eq!(Level::new(1.0), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_stays_within_0_and_1(k in 0_u64..500, more in 0_u64..500) {
            prop_assume!(k + more > 0);
            let one = wilson(k, k + more, Level::USUAL).expect("answers");
            prop_assert!(0.0 <= one.lo && one.lo <= one.point && one.point <= one.hi && one.hi <= 1.0);
        }

        #[test]
        fn more_answers_narrow_an_interval(k in 1_u64..100, more in 1_u64..100) {
            let width = |by: u64| wilson(k * by, (k + more) * by, Level::USUAL).map(|i| i.hi - i.lo);
            prop_assert!(width(2) < width(1));
        }
    }
}
