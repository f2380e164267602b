//! What pilots get wrong of β is the same in all runs of a study; intervals must hold the truth all the same.

use groundswell::rng::{Luck, Purpose};
use groundswell::scenario::Plan;
use groundswell::scenario::plan::{Compare, Judged};
use groundswell::statistics::Interval;
use groundswell::study::Results;
use groundswell::study::calibrate::TalkScale;
use groundswell::study::play::{OtherTalk, Runs};
use groundswell::study::summary::Standing;

use super::{A, B, normal, plan, record, share};
use groundswell::units::StrategyId;
use rayon::prelude::*;

/// ln owners a ln β, of the organic strategy, A and B.
const SLOPES: [f64; 3] = [4.0, 3.0, 1.0];
/// Standard error of ln β.
const ERROR: f64 = 0.03;
/// Standard deviation of ln owners by luck. Over 16 runs its error is 0.0125 · √2 of a lead, that of β 0.06.
const LUCK: f64 = 0.05;
const OWNERS: f64 = 20_000.0;

/// Runs of all strategies whose β is off by so much (its ln).
fn runs(plan: &Plan, off: f64, replications: u32) -> Runs {
    let per_network = plan.runs_per_network();
    let records = (0..replications).flat_map(|r| {
        let of = move |s: StrategyId| {
            let luck = normal(Luck::of_replication(plan.seed, r), 1, s.index() as u32);
            record(s, r, r / per_network, OWNERS.ln() + SLOPES[s.index()] * off + LUCK * luck)
        };
        [StrategyId(0), A, B].map(of)
    });
    let records: Vec<_> = records.collect();
    Runs { solved: TalkScale { beta: off.exp(), ..TalkScale::stated(1.0) }, ..records.into() }
}

/// A study of strategies that are alike in truth, in which β is off by its error; whether it knows of that.
fn study(seed: u64, knows: bool) -> Results {
    let plan = plan(0, Judged::Active, seed);
    let plan = Plan { compare: Compare { settings: 0, ..plan.compare.clone() }, ..plan };
    let mut stream = Luck::of_replication(seed, u32::MAX).stream(Purpose::Trait, 9, 0, 0);
    let off = ERROR * (-2.0 * stream.unit().ln()).sqrt() * (std::f64::consts::TAU * stream.unit()).cos();
    let other = |factor: f64| runs(&plan, off + factor.ln(), 4);
    let talk = OtherTalk { weaker: other(0.95), stronger: other(1.05), error: ERROR };
    let other_talk = knows.then(|| Box::new(talk));
    let stated = Runs { other_talk, ..runs(&plan, off, plan.compare.replications) };
    Results::of_runs(plan, stated, &[])
}

/// What a study says of A, whose truth is that of B.
struct Told {
    lead: Interval,
    difference: Interval,
    profit: Interval,
    direction: bool,
}

fn told(results: &Results) -> Told {
    let contest = results.stated.contest(A, B, 2).expect("the contest");
    let interval = |of: Option<Interval>| of.expect("16 runs");
    Told {
        lead: interval(contest.mean_lead.expect("runs as stated").interval),
        difference: interval(contest.difference.as_ref().expect("runs as stated").estimate.interval),
        profit: interval(results.stated.arm(A, 2).expect("A").profit.expect("a margin").mean.interval),
        direction: matches!(contest.standing, Standing::Ahead | Standing::Behind),
    }
}

/// 95 % intervals of a lead, a difference and a profit hold the truth in 92 to 98 % of 600 studies (at a true
/// 95 % one of three leaves that in a hundred tries), and a direction is told in at most 7.5 %. Without the
/// runs with other talk they hold it in fewer than six of ten.
#[test]
fn intervals_hold_the_truth_where_beta_is_off_by_its_error() {
    // Profit is the number of owners beyond those of day 0, none of whom pays.
    let truth = OWNERS * (LUCK * LUCK / 2.0).exp();
    let rates = |knows: bool| {
        let told: Vec<Told> = (1..=600_u64).into_par_iter().map(|seed| told(&study(seed, knows))).collect();
        let of = |holds: &dyn Fn(&Told) -> bool| share(&told.iter().map(holds).collect::<Vec<_>>());
        let holds = |i: Interval, truth: f64| i.low <= truth && truth <= i.high;
        [
            of(&|t| holds(t.lead, 0.0)),
            of(&|t| holds(t.difference, 0.0)),
            of(&|t| holds(t.profit, truth)),
            of(&|t| t.direction),
        ]
    };
    let (knowing, unaware) = (rates(true), rates(false));
    println!("lead, difference, profit; direction: {knowing:.3?}; without other talk {unaware:.3?}");
    assert!(knowing[..3].iter().all(|rate| (0.92..=0.98).contains(rate)), "{knowing:?}");
    assert!(knowing[3] <= 0.075, "{knowing:?}");
    assert!(unaware[..3].iter().all(|rate| *rate < 0.6) && unaware[3] > 0.1, "{unaware:?}");
}
