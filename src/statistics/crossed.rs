//! Variances of groups whose runs share networks: a likelihood of crossed effects.
//!
//! Run r of group g on network k is θ_g + ν_k + luck, with θ of variance a·σ² around a common centre, ν of
//! variance b·σ² and luck of variance σ². Groups that are played on the same networks differ without
//! them, and the networks show how far they move all groups together. The centre is flat before the
//! data and σ² by its logarithm; both are integrated out (restricted likelihood; Patterson & Thompson
//! 1971, *Biometrika* 58:545).
//!
//! Always true: runs of a group on one network count as their mean, of a variance that is so much smaller,
//! and what they differ by counts for σ².

use std::collections::{BTreeMap, BTreeSet};

use nalgebra::{DMatrix, DVector};

/// Runs of groups.
#[derive(Debug, Clone)]
pub struct Crossed {
    /// Groups and networks that go together, and no others with them.
    blocks: Vec<Block>,
    /// What blocks look like; most are alike.
    shapes: Vec<Shape>,
    groups: usize,
    runs: usize,
    /// Σ (run − mean of its group on its network)².
    within: f64,
    networks: bool,
}

#[derive(Debug, Clone)]
struct Block {
    shape: usize,
    groups: Vec<usize>,
    /// Means by group and network.
    values: DVector<f64>,
}

/// Groups, networks and runs of the cells of a block, numbered within it.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    group: Vec<usize>,
    network: Vec<usize>,
    runs: Vec<f64>,
}

/// What the data say where variances are given.
#[derive(Debug, Clone)]
pub struct Fit {
    /// ln of the restricted likelihood, but for a constant.
    pub likelihood: f64,
    /// The centre, and the variance of its error.
    pub centre: f64,
    pub centre_variance: f64,
    /// σ².
    pub luck: f64,
}

/// A group given the centre c: normal around own + pull·c.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    pub own: f64,
    pub pull: f64,
    pub sd: f64,
}

/// V⁻¹ of each shape, V the variance of its cells over σ², with ln |V| and Σ V⁻¹.
type Inverses = Vec<(DMatrix<f64>, f64, f64)>;

impl Crossed {
    /// - `runs`: of each group, value and network
    pub fn new(runs: &[Vec<(f64, u32)>]) -> Crossed {
        let all: BTreeSet<u32> = runs.iter().flatten().map(|run| run.1).collect();
        let mut seen: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (g, of) in runs.iter().enumerate() {
            for (_, network) in of {
                seen.entry(*network).or_default().insert(g);
            }
        }
        // One network is given; one that a single group is played on is part of its luck.
        let networks = all.len() > 1 && seen.values().any(|groups| groups.len() > 1);
        let mut first: Vec<usize> = (0..runs.len()).collect();
        if networks {
            // The smallest number of a group that goes together with it, however many steps away.
            loop {
                let before = first.clone();
                for groups in seen.values() {
                    let least = groups.iter().map(|g| first[*g]).min().unwrap_or(0);
                    groups.iter().for_each(|g| first[*g] = least);
                }
                if first == before {
                    break;
                }
            }
        }
        let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        first.iter().enumerate().for_each(|(g, first)| together.entry(*first).or_default().push(g));
        let (mut blocks, mut shapes, mut within) = (Vec::new(), Vec::new(), 0.0);
        for groups in together.into_values() {
            let mut cells: BTreeMap<(usize, u32), Vec<f64>> = BTreeMap::new();
            for (local, g) in groups.iter().enumerate() {
                for (value, network) in &runs[*g] {
                    cells.entry((local, if networks { *network } else { 0 })).or_default().push(*value);
                }
            }
            let numbers: BTreeSet<u32> = cells.keys().map(|cell| cell.1).collect();
            let shape = Shape {
                group: cells.keys().map(|cell| cell.0).collect(),
                network: cells.keys().map(|cell| numbers.range(..cell.1).count()).collect(),
                runs: cells.values().map(|of| of.len() as f64).collect(),
            };
            let mean = |of: &Vec<f64>| of.iter().sum::<f64>() / of.len() as f64;
            within += cells.values().flat_map(|of| of.iter().map(|v| (v - mean(of)).powi(2))).sum::<f64>();
            let values = DVector::from_iterator(cells.len(), cells.values().map(mean));
            let at = shapes.iter().position(|s| *s == shape).unwrap_or_else(|| {
                shapes.push(shape);
                shapes.len() - 1
            });
            blocks.push(Block { shape: at, groups, values });
        }
        let (groups, count) = (runs.len(), runs.iter().map(Vec::len).sum());
        Crossed { blocks, shapes, groups, runs: count, within, networks }
    }

    /// Whether networks are told apart from luck.
    pub fn has_networks(&self) -> bool {
        self.networks
    }

    fn inverses(&self, a: f64, b: f64) -> Option<Inverses> {
        let one = |shape: &Shape| {
            let m = shape.runs.len();
            let variance = DMatrix::from_fn(m, m, |i, j| {
                let same = |of: &[usize], part: f64| if of[i] == of[j] { part } else { 0.0 };
                let own = if i == j { 1.0 / shape.runs[i] } else { 0.0 };
                own + same(&shape.group, a) + same(&shape.network, if self.networks { b } else { 0.0 })
            });
            let root = variance.cholesky()?;
            let size = 2.0 * root.l_dirty().diagonal().iter().map(|d| d.ln()).sum::<f64>();
            let inverse = root.inverse();
            let sum = inverse.sum();
            Some((inverse, size, sum))
        };
        self.shapes.iter().map(one).collect()
    }

    /// The data where θ has the variance a·σ² and networks b·σ²; `None` where that cannot be computed.
    pub fn fit(&self, a: f64, b: f64) -> Option<Fit> {
        let inverses = self.inverses(a, b)?;
        let (mut size, mut ones, mut one_y, mut yy) = (0.0, 0.0, 0.0, 0.0);
        for block in &self.blocks {
            let (inverse, ln, sum) = &inverses[block.shape];
            let by = inverse * &block.values;
            size += ln;
            ones += sum;
            one_y += by.sum();
            yy += by.dot(&block.values);
        }
        let freedom = self.runs.saturating_sub(1) as f64;
        let rest = (self.within + yy - one_y * one_y / ones).max(f64::MIN_POSITIVE);
        let luck = rest / freedom;
        let likelihood = -(size + ones.ln() + freedom * rest.ln()) / 2.0;
        Some(Fit { likelihood, centre: one_y / ones, centre_variance: luck / ones, luck })
    }

    /// Every group given the centre, under the same variances.
    pub fn groups(&self, a: f64, b: f64, luck: f64) -> Vec<Group> {
        let mut found = vec![Group::default(); self.groups];
        let Some(inverses) = self.inverses(a, b) else { return found };
        for block in &self.blocks {
            let (inverse, ..) = &inverses[block.shape];
            let by = inverse * &block.values;
            let group = &self.shapes[block.shape].group;
            for (local, g) in block.groups.iter().enumerate() {
                let cells = || (0..group.len()).filter(|i| group[*i] == local);
                let pulled: f64 = cells().map(|i| inverse.column(i).sum()).sum();
                let both: f64 =
                    cells().flat_map(|i| cells().map(move |j| (i, j))).map(|at| inverse[at]).sum();
                found[*g] = Group {
                    own: a * cells().map(|i| by[i]).sum::<f64>(),
                    pull: 1.0 - a * pulled,
                    sd: (luck * (a - a * a * both).max(0.0)).sqrt(),
                };
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_their_own_are_pulled_to_the_centre_by_their_share_of_luck() {
        // Two runs each: luck of a mean is σ²/2, so with a = ½ a half of each distance is luck.
        let runs: Vec<Vec<(f64, u32)>> =
            vec![vec![(0.9, 0), (1.1, 1)], vec![(-1.1, 2), (-0.9, 3)], vec![(0.1, 4), (-0.1, 5)]];
        let crossed = Crossed::new(&runs);
        assert!(!crossed.has_networks());
        let group = crossed.groups(0.5, 7.0, 1.0)[0];
        assert!((group.own - 0.5).abs() < 1e-12 && (group.pull - 0.5).abs() < 1e-12, "{group:?}");
        assert!((group.sd - 0.5).abs() < 1e-12, "{group:?}");
        assert!(crossed.fit(0.5, 0.0).unwrap().centre.abs() < 1e-12);
    }

    #[test]
    fn what_networks_do_to_all_their_groups_is_not_told_as_groups_that_differ() {
        // Pairs of groups on two networks each; networks move runs by 1, luck by 0.01.
        let sign = |k: u32| if k.is_multiple_of(3) { 1.0 } else { -0.5 };
        let luck = |g: u32, r: u32| 0.01 * if (g * 7 + r * 5 + g * r) % 4 < 2 { 1.0 } else { -1.0 };
        let runs: Vec<Vec<(f64, u32)>> =
            (0..32).map(|g| (0..2).map(|r| (sign(g ^ r) + luck(g, r), g ^ r)).collect()).collect();
        let crossed = Crossed::new(&runs);
        assert!(crossed.has_networks());
        let at = |a: f64, b: f64| crossed.fit(a, b).unwrap().likelihood;
        assert!(at(0.0, 5_000.0) > at(0.0, 0.0) + 50.0, "networks matter");
        assert!(at(0.0, 5_000.0) > at(10.0, 5_000.0) + 5.0, "groups do not");
    }
}
