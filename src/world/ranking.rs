//! Who stands out in a network: most ties, or deepest in its core.

use crate::network::csr::Csr;
use crate::network::rows::both_ways;
use crate::units::Vertex;

/// What people are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// Number of hearers, largest first; then the smaller id.
    Degree,
    /// k-core number on the undirected view, largest first; then degree; then the smaller id.
    Core,
}

/// The first `count` people by a score, best first. O(n + m) and one sort of the chosen.
pub(crate) fn ranking(csr: &Csr, by: Score, count: u32) -> Vec<Vertex> {
    let core = match by {
        Score::Degree => Vec::new(),
        Score::Core => core_numbers(csr),
    };
    let key = |p: &Vertex| {
        let core = core.get(*p as usize).copied().unwrap_or(0);
        (std::cmp::Reverse((core, csr.degree(*p))), *p)
    };
    let mut people: Vec<Vertex> = (0..csr.people()).collect();
    let count = count.min(csr.people()) as usize;
    if count < people.len() && count > 0 {
        people.select_nth_unstable_by_key(count - 1, key);
    }
    people.truncate(count);
    people.sort_unstable_by_key(key);
    people
}

/// Core number of each person, shape `[people]`: the largest k such that the person belongs to a
/// set in which everybody has k ties within the set (Seidman 1983, *Social Networks* 5). Directed ties count both ways.
pub fn core_numbers(csr: &Csr) -> Vec<u32> {
    if !csr.directed() {
        return peel(csr);
    }
    // Beyond 32 bits of ties, out-ties alone must do.
    both_ways(csr).map_or_else(|_| peel(csr), |both| peel(&both))
}

/// Peels level by level: at level k everybody with at most k ties left goes, and then everybody
/// left by that with k. Each look at the rest meets people with more than k ties, so all looks
/// together are O(m).
fn peel(csr: &Csr) -> Vec<u32> {
    let mut left: Vec<u32> = (0..csr.people()).map(|p| csr.degree(p)).collect();
    let mut rest: Vec<Vertex> = (0..csr.people()).collect();
    let mut gone: Vec<Vertex> = Vec::new();
    while let Some(k) = rest.iter().map(|p| left[*p as usize]).min() {
        // What is left of somebody who goes is never lowered again: it is the core number.
        gone.extend(rest.iter().filter(|p| left[**p as usize] == k));
        while let Some(p) = gone.pop() {
            for q in csr.hearers(p) {
                let ties = &mut left[*q as usize];
                if *ties > k {
                    *ties -= 1;
                    if *ties == k {
                        gone.push(*q);
                    }
                }
            }
        }
        rest.retain(|p| left[*p as usize] > k);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::rows::undirected;

    fn graph(people: u32, ties: &[(Vertex, Vertex)]) -> Csr {
        undirected(people, 2.0 * ties.len() as f64, 1, |_, all| all.extend(ties)).unwrap()
    }

    fn clique(first: Vertex, size: u32) -> Vec<(Vertex, Vertex)> {
        (first..first + size).flat_map(|a| (a + 1..first + size).map(move |b| (a, b))).collect()
    }

    #[test]
    fn core_numbers_of_known_graphs_are_right() {
        let mut ties = clique(0, 5);
        ties.extend([(4, 5), (5, 6), (6, 7), (7, 5), (7, 8)]);
        assert_eq!(core_numbers(&graph(10, &ties)), [4, 4, 4, 4, 4, 2, 2, 2, 1, 0]);
        let cycle: Vec<_> = (0..7).map(|p| (p, (p + 1) % 7)).collect();
        assert_eq!(core_numbers(&graph(7, &cycle)), [2; 7]);
        let star: Vec<_> = (1..9).map(|p| (0, p)).collect();
        assert_eq!(core_numbers(&graph(9, &star)), [1; 9]);
    }

    #[test]
    fn core_numbers_equal_the_definition_on_a_random_graph() {
        let luck = crate::rng::Luck::of_network(5, 0);
        let mut stream = luck.stream(crate::rng::Purpose::Tie, 0, 0, 0);
        let mut word = || crate::rng::below(stream.word(), 60);
        let ties: Vec<_> = (0..300).map(|_| (word(), word())).collect();
        let csr = graph(60, &ties);
        let mut expected = [0; 60];
        for k in 1..20 {
            // Strike out people with fewer than k ties to the rest until none is left to strike.
            let mut inside = [true; 60];
            while let Some(p) = (0..60u32).find(|p| {
                inside[*p as usize] && csr.hearers(*p).iter().filter(|q| inside[**q as usize]).count() < k
            }) {
                inside[p as usize] = false;
            }
            (0..60).filter(|p| inside[*p]).for_each(|p| expected[p] = k as u32);
        }
        assert_eq!(core_numbers(&csr), expected);
    }

    #[test]
    fn ties_in_rank_go_to_the_smaller_id() {
        let csr = graph(6, &[(5, 0), (5, 1), (2, 3), (2, 0)]);
        assert_eq!(ranking(&csr, Score::Degree, 4), [0, 2, 5, 1]);
        assert_eq!(ranking(&csr, Score::Degree, 0), [] as [Vertex; 0]);
        assert_eq!(ranking(&csr, Score::Core, 9), [0, 2, 5, 1, 3, 4]);
    }
}
