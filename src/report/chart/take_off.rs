//! Chart 7: share of runs that have taken off by each week (1 − Kaplan–Meier), one step line a
//! strategy; what a line misses at the end never took off.

use crate::report::chart::drawing::{At, Dash, Drawing, HEIGHT, Ink, ink};
use crate::report::chart::growth::{marks, size};
use crate::report::chart::labels::{End, direct};
use crate::report::chart::panel::{Axes, Panel, Scale, Time};
use crate::report::numbers::{people, percent, when};
use crate::report::sentences::{take_off, title_of};
use crate::scenario::plan::Plan;
use crate::study::Results;
use crate::study::summary::milestones::Milestone;

/// Draws the chart.
pub fn draw(results: &Results) -> Drawing {
    let plan = &results.plan;
    let mut drawing = Drawing::default();
    let milestones: Vec<&Milestone> =
        (0..results.plan.strategies.len()).filter_map(|s| results.take_off(s)).collect();
    let level = milestones.first().map_or(0, |m| m.level.people);
    let captions = [
        format!("{} Shares of luck, not of settings.", size(results)),
        format!(
            "Taken off: {} active owners. Kaplan–Meier; runs that had not by the end are kept: \
             the distance to 100 % is the risk of never taking off by then.",
            people(f64::from(level))
        ),
    ];
    let top = drawing.frame(&results.as_stated(take_off(plan, results)), &captions);
    let time = Time { horizon: results.plan.horizon_days() };
    let panel = Panel {
        left: 130.0,
        top: top + 20.0,
        right: 1035.0,
        bottom: HEIGHT - 150.0,
        x: time.scale(),
        y: Scale::Straight(0.0, 1.0),
    };
    panel.axes(
        &mut drawing,
        &Axes {
            size: 18.0,
            foot: &time.ticks(10),
            foot_labels: true,
            foot_name: &format!("{} from {}", time.unit(), plan.start),
            side: &[0.0, 0.25, 0.5, 0.75, 1.0],
            side_labels: Some(percent),
            side_name: "share of runs that have taken off",
        },
    );
    let (_, half) = panel.at(0.0, 0.5);
    drawing.line(vec![(panel.left, half), (panel.right, half)], Ink::GREY, 1.0, Dash::Dashed);
    let mut ends = Vec::new();
    for milestone in milestones {
        let strategy = milestone.strategy;
        let line = steps(&panel, milestone, results.plan.horizon_days());
        let Some((_, y)) = line.last().copied() else { continue };
        marks(&mut drawing, &along(&line, panel.bottom), strategy);
        drawing.line(line, ink(strategy), 3.0, Dash::Solid);
        ends.push(End { y, text: label(plan, milestone), ink: ink(strategy) });
    }
    direct(&mut drawing, &ends, panel.right, 535.0, 18.0, (panel.top, panel.bottom));
    drawing
}

fn label(plan: &Plan, milestone: &Milestone) -> String {
    use crate::report::chart::drawing::fit;
    let name = fit(&title_of(plan, milestone.strategy), 18.0, 215.0);
    let missing = 1.0 - milestone.reached.value;
    let time = milestone
        .median_day
        .map_or("not reached by half".into(), |d| format!("half by {}", when(f64::from(d))));
    if milestone.reached.count == milestone.reached.of {
        format!("{name}: all, {time}")
    } else if milestone.reached.count == 0 {
        format!("{name}: never in any run")
    } else {
        format!("{name}: {} not by the end, {time}", percent(missing))
    }
}

/// The step line, from nobody on day 0 to the horizon.
fn steps(panel: &Panel, milestone: &Milestone, horizon: u32) -> Vec<At> {
    let mut line = vec![panel.at(0.0, 0.0)];
    let mut share = 0.0;
    for step in &milestone.steps {
        let day = f64::from(step.day);
        line.push(panel.at(day, share));
        share = 1.0 - step.waiting;
        line.push(panel.at(day, share));
    }
    line.push(panel.at(f64::from(horizon), share));
    line
}

/// Points at even distances along the line's width, so that marks stand alike on few and many
/// steps; none on the foot, where all lines lie on each other.
fn along(line: &[At], foot: f64) -> Vec<At> {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return Vec::new() };
    (1..=56)
        .map(|i| first.0 + (last.0 - first.0) * f64::from(i) / 56.0)
        .map(|x| (x, line.iter().rfind(|p| p.0 <= x).map_or(first.1, |p| p.1)))
        .filter(|at| at.1 < foot - 1.0)
        .collect()
}
