//! The gamma function's logarithm and its slope, and sums of logarithms that stand for their differences. Knows no models.

/// Above this argument the asymptotic series are exact to a double.
const ASYMPTOTIC: f64 = 10.0;
/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// ln Γ(z) for z > 0, by Stirling's series after shifting z above ten (Abramowitz & Stegun 6.1.41); NaN elsewhere.
#[must_use]
pub fn ln_gamma(z: f64) -> f64 {
    if z.is_nan() || z <= 0.0 {
        return f64::NAN;
    }
    let (mut shifted, mut product) = (z, 1.0);
    while shifted < ASYMPTOTIC {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0
            - square
                * (1.0 / 360.0
                    - square
                        * (1.0 / 1260.0
                            - square
                                * (1.0 / 1680.0
                                    - square * (1.0 / 1188.0 - square * (691.0 / 360_360.0))))));
    (shifted - 0.5) * shifted.ln() - shifted + HALF_LN_TAU + series - product.ln()
}

/// ψ(z) = d ln Γ(z) / dz for z > 0 (Abramowitz & Stegun 6.3.18); NaN elsewhere.
#[must_use]
pub fn digamma(z: f64) -> f64 {
    if z.is_nan() || z <= 0.0 {
        return f64::NAN;
    }
    let (mut shifted, mut sum) = (z, 0.0);
    while shifted < ASYMPTOTIC {
        sum += 1.0 / shifted;
        shifted += 1.0;
    }
    let square = 1.0 / (shifted * shifted);
    let series = square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0
                    - square
                        * (1.0 / 252.0
                            - square
                                * (1.0 / 240.0
                                    - square * (1.0 / 132.0 - square * (691.0 / 32_760.0))))));
    shifted.ln() - 0.5 / shifted - series - sum
}

/// ln B(a, b) for a, b > 0.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// ln Γ(z+n) − ln Γ(z) and its slope in z, for n = 0, 1, 2, …: sums over whole steps, free of the cancellation that two
/// values of ln Γ would bring.
#[derive(Debug, Clone)]
pub struct Rise {
    pub ln: Vec<f64>,
    pub slope: Vec<f64>,
}

impl Rise {
    /// The values for 0 ≤ n ≤ `most`.
    #[must_use]
    pub fn up_to(z: f64, most: u32) -> Self {
        let (mut ln, mut slope) = (vec![0.0], vec![0.0]);
        let (mut sum, mut harmonic) = (0.0, 0.0);
        for step in 0..most {
            let at = z + f64::from(step);
            sum += at.ln();
            harmonic += 1.0 / at;
            ln.push(sum);
            slope.push(harmonic);
        }
        Self { ln, slope }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values_are_met_to_a_double() {
        for (z, want) in [
            (0.5, std::f64::consts::PI.sqrt().ln()),
            (1.0, 0.0),
            (2.0, 0.0),
            (5.0, 24.0_f64.ln()),
            (11.0, 3_628_800.0_f64.ln()),
            (100.0, 359.134_205_369_575_4),
            (1e-9, 20.723_265_836_369_08),
        ] {
            assert!(
                (ln_gamma(z) - want).abs() < 1e-13 * want.abs().max(1.0),
                "{z}"
            );
        }
        // −γ, and the half-integer value −γ − 2 ln 2.
        assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-14);
        assert!((digamma(0.5) + 1.963_510_026_021_423_5).abs() < 1e-14);
        assert!((ln_beta(2.0, 3.0) - (1.0_f64 / 12.0).ln()).abs() < 1e-14);
    }

    #[test]
    fn outside_its_domain_it_is_no_number() {
        for z in [0.0, -1.5, f64::NAN] {
            assert!(ln_gamma(z).is_nan() && digamma(z).is_nan(), "{z}");
        }
    }

    proptest! {
        #[test]
        fn a_rise_is_the_difference_of_two_logarithms(z in 1e-3..1e3_f64, n in 0_u32..60) {
            let rise = Rise::up_to(z, n);
            let at = n as usize;
            let (ln, slope) = (ln_gamma(z + f64::from(n)) - ln_gamma(z), digamma(z + f64::from(n)) - digamma(z));
            prop_assert!((rise.ln[at] - ln).abs() <= 1e-10 * ln.abs().max(1.0));
            prop_assert!((rise.slope[at] - slope).abs() <= 1e-10 * slope.abs().max(1.0));
        }
    }
}
