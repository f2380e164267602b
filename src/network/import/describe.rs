//! A network in a dozen numbers: size, degrees, clustering, components.

use std::fmt;

use serde::Serialize;

use super::column::Column;
use super::edge_list::EdgeList;
use super::error::NetworkError;
use crate::network::clustering::triangles;
use crate::network::csr::Csr;
use crate::network::graph::component_sizes;

/// What a network looks like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Description {
    /// Whether ties run one way.
    pub directed: bool,
    /// Number of people (n).
    pub people: u32,
    /// Number of distinct ties (m); an undirected tie counts once.
    pub ties: u64,
    /// Largest number of (out-)ties.
    pub max_degree: u32,
    /// Id in the file of that person; of several the first.
    pub max_degree_id: String,
    /// Mean number of (out-)ties: m / n directed, 2m / n undirected.
    pub mean_degree: f64,
    /// Mean neighbour degree, Σd² / Σd over (out-)degrees d: the number of ties of the speaker
    /// of a random tie.
    pub mean_neighbour_degree: f64,
    /// Transitivity on the undirected view: 3 · triangles / pairs of ties that meet.
    pub transitivity: f64,
    /// Triangles on the undirected view.
    pub triangles: u64,
    /// Number of (weak) components.
    pub components: u32,
    /// People in the largest (weak) component.
    pub largest_component: u32,
    /// Ties of somebody to themselves that were dropped.
    pub self_loops_dropped: u64,
    /// Ties that were named again (undirected: in either direction) and merged.
    pub repeats_merged: u64,
    /// How the file was read where that is not plain, a sentence each.
    pub said: Vec<String>,
}

impl EdgeList {
    /// How the file was read where that is not plain: a sentence each, cautions last.
    ///
    /// - `column`: what the third column is taken as; `None` where nobody said yet
    /// - `directed`: whether ties run one way
    pub fn account(&self, column: Option<Column>, directed: bool) -> Vec<String> {
        let mut said = self.said.to_vec();
        if let Some(third) = &self.third {
            let range = third.range();
            let (first, rest) = range.split_at(1);
            let range = first.to_uppercase() + rest;
            let use_of = match column {
                None => match (
                    third.may_be(Column::Strength, "".as_ref()),
                    third.may_be(Column::Probability, "".as_ref()),
                ) {
                    (Ok(()), Ok(())) => "; a scenario takes it as strength, or as column says",
                    (Ok(()), Err(_)) => "; a scenario takes it as strength",
                    (Err(_), _) => "; a scenario refuses it unless column = \"none\" leaves it out",
                },
                Some(Column::None) => ", not used",
                Some(Column::Strength) => ", taken as strength",
                Some(Column::Probability) => ", taken as probability",
            };
            said.push(format!("{range}{use_of}."));
        }
        if let Some(both) = self.both_ways().filter(|_| !directed) {
            if both.once {
                said.push(format!(
                    "{} of {} ties are listed in both directions with one value, which counts once.",
                    both.alike, both.ties
                ));
            } else if both.alike + both.unlike > 0 {
                said.push(format!(
                    "{} of {} ties are listed in both directions ({} with unlike values); their values were combined.",
                    both.alike + both.unlike, both.ties, both.unlike
                ));
            }
        } else if !directed && column.is_none_or(|c| c == Column::None) && self.is_symmetric() {
            said.push("Every tie is listed in both directions and counts once.".into());
        }
        if directed && self.says_undirected() {
            said.push("Each of its ties was taken to run both ways.".into());
        }
        let times = self.third.as_ref().filter(|t| t.looks_like_times() && column != Some(Column::None));
        if times.is_some() {
            said.push(
                "Caution: such numbers look like times, not strengths; column = \"none\" leaves them out."
                    .into(),
            );
        }
        said
    }
}

/// Describes a network, read as directed or undirected.
///
/// # Errors
/// As [`EdgeList::rows`].
pub fn describe(list: &EdgeList, directed: bool) -> Result<Description, NetworkError> {
    let (rows, repeats_merged) = list.rows(directed)?;
    let both = if directed { list.rows(false)?.0 } else { rows.clone() };
    let people = list.people;
    let top = (0..people).max_by_key(|p| (rows.degree(*p), std::cmp::Reverse(*p))).unwrap_or(0);
    let (ends, squares) = moments(&rows);
    let triangles = triangles(&both);
    // Σ d(d − 1)/2, the pairs of ties that meet in a person.
    let (both_ends, both_squares) = moments(&both);
    let meeting = (both_squares - both_ends) as f64 / 2.0;
    let ratio = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
    let sizes = component_sizes(both.graph());
    let mut said = list.account(None, directed);
    said.extend(list.cautions.iter().map(|caution| format!("Caution: {caution}.")));
    Ok(Description {
        directed,
        people,
        ties: if directed { rows.tie_count() } else { rows.tie_count() / 2 },
        max_degree: rows.degree(top),
        max_degree_id: list.name(top),
        mean_degree: ratio(rows.tie_count() as f64, f64::from(people)),
        mean_neighbour_degree: ratio(squares as f64, ends as f64),
        transitivity: ratio(3.0 * triangles as f64, meeting),
        triangles,
        components: sizes.len() as u32,
        largest_component: sizes.iter().copied().max().unwrap_or(0),
        self_loops_dropped: list.self_loops,
        repeats_merged,
        said,
    })
}

/// Σd and Σd² over (out-)degrees d.
fn moments(rows: &Csr) -> (u128, u128) {
    (0..rows.people())
        .map(|p| u128::from(rows.degree(p)))
        .fold((0, 0), |(sum, squares), d| (sum + d, squares + d * d))
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ties, degree) =
            if self.directed { ("directed", "out-degree") } else { ("undirected", "degree") };
        let weak = if self.directed { "weak " } else { "" };
        let mut row = |name: &str, value: String| writeln!(f, "{name:<24}{value:>12}");
        row("people", self.people.to_string())?;
        row(&format!("ties ({ties})"), self.ties.to_string())?;
        row(&format!("mean {degree}"), format!("{:.5}", self.mean_degree))?;
        row(&format!("largest {degree}"), format!("{} (id {})", self.max_degree, self.max_degree_id))?;
        row("mean neighbour degree", format!("{:.4}", self.mean_neighbour_degree))?;
        row("transitivity", format!("{:.6}", self.transitivity))?;
        row("triangles", self.triangles.to_string())?;
        row(&format!("{weak}components"), self.components.to_string())?;
        row(&format!("largest {weak}component"), self.largest_component.to_string())?;
        row("self-loops dropped", self.self_loops_dropped.to_string())?;
        row("repeated ties merged", self.repeats_merged.to_string())?;
        if !self.said.is_empty() {
            writeln!(f)?;
        }
        self.said.iter().try_for_each(|said| writeln!(f, "{said}"))
    }
}
