//! Climbing to the top of a smooth function of a few variables whose slope is known (BFGS; Nocedal & Wright 2006, §6.1). Knows no models.

/// The slope below which a top is reached, per unit of the larger of 1 and √|height|.
const FLAT: f64 = 1e-8;
/// The slope below which a top counts as reached when no step gets higher any more: rounding hides the rest.
const NEARLY_FLAT: f64 = 1e-5;
/// Steps after which it gives up.
const STEPS_MOST: usize = 400;
/// Halvings and doublings of one step.
const TRIES_MOST: usize = 60;
/// Sufficient increase, and sufficient loss of slope, of one step (weak Wolfe).
const RISE: f64 = 1e-4;
const TURN: f64 = 0.9;

/// Where a climb ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Top<const N: usize> {
    pub at: [f64; N],
    pub height: f64,
    /// Whether the ground is flat there; a function without a top is left on the way to it.
    pub converged: bool,
}

type Point<const N: usize> = ([f64; N], f64, [f64; N]);

/// Climbs from `start`; `f` gives height and slope, and a height that is not finite where one may not go.
pub fn climb<const N: usize>(
    start: [f64; N],
    mut f: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Top<N> {
    let (height, slope) = f(&start);
    let mut here: Point<N> = (start, height, slope);
    let mut bend = first_bend(&here.2);
    for step in 0..STEPS_MOST {
        if steepness(&here.2) <= FLAT * here.1.abs().sqrt().max(1.0) {
            return top(&here, true);
        }
        let mut way = times(&bend, &here.2);
        if dot(&way, &here.2) <= 0.0 {
            bend = first_bend(&here.2);
            way = times(&bend, &here.2);
        }
        let Some(next) = stride(&here, &way, &mut f) else {
            return top(
                &here,
                steepness(&here.2) <= NEARLY_FLAT * here.1.abs().max(1.0),
            );
        };
        learn(&mut bend, &here, &next, step == 0);
        here = next;
    }
    top(&here, false)
}

fn top<const N: usize>(here: &Point<N>, converged: bool) -> Top<N> {
    Top {
        at: here.0,
        height: here.1,
        converged: converged && here.1.is_finite(),
    }
}

/// A step length along `way` that satisfies the weak Wolfe conditions, found by bisection; the best rise seen where rounding ends the search.
fn stride<const N: usize>(
    here: &Point<N>,
    way: &[f64; N],
    f: &mut impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Option<Point<N>> {
    let uphill = dot(way, &here.2);
    let (mut low, mut high, mut length) = (0.0, f64::INFINITY, 1.0);
    let mut best: Option<Point<N>> = None;
    for _ in 0..TRIES_MOST {
        let at = std::array::from_fn(|n| here.0[n] + length * way[n]);
        let (height, slope) = f(&at);
        let stands = height.is_finite() && slope.iter().all(|s| s.is_finite());
        if stands && height > best.as_ref().map_or(here.1, |b| b.1) {
            best = Some((at, height, slope));
        }
        if !stands || height < here.1 + RISE * length * uphill {
            high = length;
        } else if dot(way, &slope) > TURN * uphill {
            low = length;
        } else {
            return Some((at, height, slope));
        }
        length = if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            2.0 * length
        };
    }
    best
}

/// The BFGS update of the inverse of the (negative) bend.
fn learn<const N: usize>(bend: &mut [[f64; N]; N], here: &Point<N>, next: &Point<N>, first: bool) {
    let moved: [f64; N] = std::array::from_fn(|n| next.0[n] - here.0[n]);
    let lost: [f64; N] = std::array::from_fn(|n| here.2[n] - next.2[n]);
    let product = dot(&moved, &lost);
    if product <= f64::EPSILON * dot(&moved, &moved).sqrt() * dot(&lost, &lost).sqrt() {
        return;
    }
    if first {
        let scale = product / dot(&lost, &lost);
        for (i, row) in bend.iter_mut().enumerate() {
            *row = std::array::from_fn(|j| if i == j { scale } else { 0.0 });
        }
    }
    let turned = times(bend, &lost);
    let stretch = (1.0 + dot(&lost, &turned) / product) / product;
    for i in 0..N {
        for j in 0..N {
            bend[i][j] += stretch * moved[i] * moved[j]
                - (moved[i] * turned[j] + turned[i] * moved[j]) / product;
        }
    }
}

/// A first step no longer than one.
fn first_bend<const N: usize>(slope: &[f64; N]) -> [[f64; N]; N] {
    let scale = 1.0 / dot(slope, slope).sqrt().max(1.0);
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { scale } else { 0.0 }))
}

fn times<const N: usize>(matrix: &[[f64; N]; N], v: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| dot(&matrix[i], v))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn steepness<const N: usize>(slope: &[f64; N]) -> f64 {
    slope.iter().fold(0.0, |most, s| s.abs().max(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_ridge_is_climbed_to_its_top() {
        // Rosenbrock's valley, upside down.
        let top = climb([-1.2, 1.0], |p| {
            let bent = p[1] - p[0] * p[0];
            let height = -(100.0 * bent * bent + (1.0 - p[0]).powi(2));
            (
                height,
                [400.0 * p[0] * bent + 2.0 * (1.0 - p[0]), -200.0 * bent],
            )
        });
        assert!(top.converged, "{top:?}");
        assert!(top.at.iter().all(|x| (x - 1.0).abs() < 1e-6), "{top:?}");
    }

    #[test]
    fn a_slope_without_a_top_is_no_success() {
        let top = climb([0.0], |p| {
            let x: f64 = p[0];
            (if x > 5.0 { f64::NAN } else { x }, [1.0])
        });
        assert!(!top.converged && top.at[0] > 4.9, "{top:?}");
    }
}
