//! What is known of small shops before theirs is seen: the prior of the MAP fit, and where the climb starts.

/// Centre and spread of ln r, spread of ln(α/r) around ln m, centre and spread of ln(a + b).
const RATE: (f64, f64) = (0.9, 0.7);
const GAP_SPREAD: f64 = 0.7;
const WEIGHT: (f64, f64) = (2.0, 0.6);
/// The dropout probability a/(a+b) has the kernel φ² (1−φ)⁴: one in three.
const GONE: f64 = 2.0;
const STAYS: f64 = 4.0;

/// The start for a shop whose mean completed gap is `mean_gap`.
pub fn start(mean_gap: f64) -> [f64; 4] {
    [0.9, 0.9 * mean_gap, 2.0 / 3.0, 4.0 / 3.0].map(f64::ln)
}

/// The logarithm of the prior, unscaled, and its slope, at θ = (ln r, ln α, ln a, ln b). There is no Jacobian term.
pub fn height(theta: &[f64; 4], mean_gap: f64) -> (f64, [f64; 4]) {
    let [ln_r, ln_alpha, ln_a, ln_b] = *theta;
    let (a, b) = (ln_a.exp(), ln_b.exp());
    let ln_weight = (a + b).ln();
    let (share_a, share_b) = (a / (a + b), b / (a + b));
    let rate = (ln_r - RATE.0.ln()) / RATE.1;
    let gap = (ln_alpha - ln_r - mean_gap.ln()) / GAP_SPREAD;
    let weight = (ln_weight - WEIGHT.0.ln()) / WEIGHT.1;
    let height = -0.5 * (rate * rate + gap * gap + weight * weight)
        + GONE * (ln_a - ln_weight)
        + STAYS * (ln_b - ln_weight);
    let pull = -(GONE + STAYS) - weight / WEIGHT.1;
    (
        height,
        [
            gap / GAP_SPREAD - rate / RATE.1,
            -gap / GAP_SPREAD,
            GONE + pull * share_a,
            STAYS + pull * share_b,
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_height() {
        let theta = [0.3, 3.1, -0.4, 0.9];
        let slope = height(&theta, 41.0).1;
        for n in 0..4 {
            let at = |by: f64| {
                let mut moved = theta;
                moved[n] += by;
                height(&moved, 41.0).0
            };
            let rough = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((rough - slope[n]).abs() < 1e-8, "{n}: {rough} {}", slope[n]);
        }
    }
}
