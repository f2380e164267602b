//! The size of a job before it runs: people, ties, memory, runs, impressions, spiral gain.

use crate::scenario::declare::grouped;
use crate::scenario::plan::{Compare, Plan, Seeds, Strategy, TacticPlan, Unranged};
use crate::study::calibrate::TalkScale;
use crate::study::play::TRIALS;
use crate::study::play::{flips, money_levels, other_talk, played_on, removal, screening};
use crate::units::TacticId;
use crate::world::{Ties, World};

/// What a job asks for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Size {
    pub people: u32,
    /// Stored ties of all layers; an undirected one counts once.
    pub ties: u64,
    pub networks: u32,
    /// Runs of all strategies at the stated values and in drawn settings.
    pub runs: u64,
    /// Runs that choose among the plans of strategies.
    pub training_runs: u64,
    /// Runs that weigh the leader's tactics, the money of all, the assumptions that move the lead and the error
    /// of talk, at most.
    pub weighing_runs: u64,
    /// Runs in which numbers without a range are tried, at most.
    pub screening_runs: u64,
    pub ticks: u32,
    /// Bytes of one world, and of the state of one run at full adoption.
    pub memory: (u64, u64),
    pub solved: TalkScale,
    /// On which layer seeds are chosen by their ties, and where another layer has far better connected people.
    pub seeds: Vec<String>,
    /// One per strategy.
    pub strategies: Vec<ArmSize>,
}

/// What a strategy plans.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ArmSize {
    pub name: String,
    /// Money that it may spend at most, seeds among it: what its tactics can spend while they run, or
    /// the cap where that is not known.
    pub planned: Option<f64>,
    /// Bought impressions a head of the population.
    pub impressions_per_head: f64,
    /// Further acts caused per act in mean field.
    pub spiral_gain: f64,
    /// Remarks on its money and its seeds.
    pub notes: Vec<String>,
}

/// Runs of all strategies, those that choose among plans, and those that weigh, at most.
fn runs(plan: &Plan) -> [u64; 3] {
    let compare = &plan.compare;
    let each = u64::from(compare.replications)
        + u64::from(compare.settings) * u64::from(compare.replications_per_setting);
    [
        plan.strategies.len() as u64 * each,
        plan.strategies.iter().map(|s| s.plans.len() as u64).sum::<u64>() * u64::from(TRIALS),
        (removal::most_runs(plan) + money_levels::most_runs(plan))
            + flips::most_runs(plan)
            + played_on::most_runs(plan)
            + other_talk(plan),
    ]
}

/// Runs with other talk, at most: of the stated ones, and of what is played on them.
fn other_talk(plan: &Plan) -> u64 {
    let few = Plan {
        compare: Compare {
            replications: plan.compare.replications.min(other_talk::RUNS),
            ..plan.compare.clone()
        },
        ..plan.clone()
    };
    let removal = if plan.compare.settings == 0 { removal::most_runs(&few) } else { 0 };
    let stated = plan.strategies.len() as u64 * u64::from(few.compare.replications);
    other_talk::times(plan) * (stated + removal + money_levels::most_runs(&few))
}

/// Sizes a plan on its first world; `unranged` are the numbers that are assumed and carry no range.
pub fn size(plan: &Plan, unranged: &[Unranged], world: &World, solved: TalkScale) -> Size {
    let people = world.people.count;
    let [judged, training_runs, weighing_runs] = runs(plan);
    // 48 bytes of records, 20 of queue entries and 20 of ledger for every adopter.
    let adopters = f64::from(people) * plan.market.eligible_share();
    let state = u64::from(people) * 48 + (adopters * 40.0) as u64;
    Size {
        people,
        ties: world.layers.iter().map(Ties::count).sum(),
        networks: plan.networks(),
        runs: judged,
        training_runs,
        weighing_runs,
        screening_runs: screening::most_runs(plan, unranged, judged + training_runs + weighing_runs),
        ticks: plan.horizon_ticks,
        memory: (world.memory_bytes(), state),
        solved,
        seeds: chosen_seeds(plan, world),
        strategies: plan.strategies.iter().map(|s| arm(plan, s, people)).collect(),
    }
}

/// Owners at which each tactic says what it would do: the success that is hoped for.
const MANY_OWNERS: f64 = 1_000_000.0;
/// Another layer is named where its best connected person has so many times the ties.
const FAR_MORE: u32 = 10;

/// The layer on which the common seeds and those of each strategy are chosen.
fn chosen_seeds(plan: &Plan, world: &World) -> Vec<String> {
    let most = |ties: &Ties| (0..world.people.count).map(|person| ties.degree(person)).max().unwrap_or(0);
    let own = plan.strategies.iter().filter_map(|s| Some((format!(" of {}", s.name), s.seeds.as_ref()?)));
    let common = plan.strategies.iter().any(|s| s.seeds.is_none()).then_some((String::new(), &plan.seeds));
    let line = |(whose, seeds): (String, &Seeds)| {
        let how = seeds.chosen_on(&plan.layers.get(seeds.layer.0)?.name)?;
        let here = most(&world.layers[seeds.layer.0]);
        let better = plan.layers.iter().zip(&world.layers).find_map(|(layer, ties)| {
            let there = most(ties);
            (there >= FAR_MORE * here.max(1)).then(|| {
                format!(
                    ", who have up to {} ties; on {} the best connected have up to {}",
                    grouped(f64::from(here)),
                    layer.name,
                    grouped(f64::from(there))
                )
            })
        });
        Some(format!("those{whose}: {how}{}", better.unwrap_or_default()))
    };
    common.into_iter().chain(own).filter_map(line).collect()
}

fn arm(plan: &Plan, strategy: &Strategy, people: u32) -> ArmSize {
    let days = f64::from(plan.horizon_ticks) * plan.tick_days();
    let (cap, seeds) = (plan.money_of(strategy), plan.seeds_of(strategy));
    let all = || TacticId::all(strategy.tactics.len()).zip(&strategy.tactics);
    let mut notes = Vec::new();
    let budgets: Vec<Option<f64>> = all()
        .map(|(id, tactic)| {
            let most = strategy.can_spend(id, cap, days)?;
            let running = tactic.running_days(days);
            let until_horizon = TacticPlan { stops: None, ..tactic.clone() }.running_days(days);
            let spent = most * tactic.spec.spent_share(running, until_horizon);
            if spent < 0.99 * most {
                notes.push(format!(
                    "{} stops on day {:.0}: it spends {:.0} of its {most:.0}; a shorter duration would spend all",
                    tactic.name,
                    tactic.ends(days),
                    spent
                ));
            }
            Some(spent)
        })
        .collect();
    notes.extend(all().filter_map(|(_, tactic)| {
        let said = tactic.spec.at_owners(MANY_OWNERS, plan)?;
        Some(format!("{} at {} owners: {said}", tactic.name, grouped(MANY_OWNERS)))
    }));
    if let Some((id, wages, most)) = strategy.unpaid_staff(cap, days) {
        notes.push(format!(
            "a head of {} costs {wages:.0} until its end, its money is {most:.0}: it closes before",
            strategy.tactics[id].name
        ));
    }
    if strategy.seeds.is_some() {
        let paid =
            if seeds.cost() > 0.0 { format!("cost {:.0}", seeds.cost()) } else { "cost nothing here".into() };
        notes.push(format!("its {} seeds replace the common ones, and {paid}", seeds.count));
    }
    let sum = budgets.iter().copied().sum::<Option<f64>>();
    let planned = match (sum, cap) {
        (Some(sum), Some(cap)) => Some(sum.min(cap)),
        (None, cap) => cap,
        (sum, None) => sum,
    };
    let impressions: f64 = strategy
        .tactics
        .iter()
        .zip(&budgets)
        .filter_map(|(t, most)| Some(most.unwrap_or(0.0) / t.spec.needs().impression_price?))
        .sum();
    ArmSize {
        name: strategy.name.clone(),
        planned: planned.map(|money| money + seeds.cost()),
        notes,
        impressions_per_head: impressions / f64::from(people),
        spiral_gain: strategy.tactics.iter().map(|t| t.spec.spiral_gain(&plan.channels)).sum(),
    }
}
