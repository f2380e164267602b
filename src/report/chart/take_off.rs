//! Chart 7: share of runs that have taken off by each week (1 − Kaplan–Meier), one step line a
//! strategy; what a line misses at the end never took off. Over the runs that the verdict is about; where
//! settings were drawn, a diamond marks when half of the runs at the stated values have.

use crate::report::chart::figure::*;
use crate::report::titles::take_off;
use crate::scenario::plan::Plan;
use crate::study::summary::Milestone;

pub(super) const TAKE_OFF: Chart = Chart {
    file: "7-time-to-take-off",
    doc: "time to take-off, runs that never reached it included",
    shows: |_| true,
    title: take_off,
    captions,
    draw,
};

fn milestones(results: &Results) -> Vec<&Milestone> {
    results.plan.strategy_ids().filter_map(|s| results.take_off(s)).collect()
}

fn captions(results: &Results) -> Vec<String> {
    let Some(level) = results.sample().take_off else { return vec![size(results)] };
    let over = match &results.settings {
        None => format!("{} Shares of luck, not of settings.", size(results)),
        Some(found) => format!(
            "{} settings × {} of each strategy, the same luck for all. Diamonds: half of the runs at the stated values.",
            found.sample.settings,
            runs(found.sample.runs)
        ),
    };
    vec![
        over,
        format!(
            "Taken off: {} active owners, half-way by factors from the seeds to the best strategy's median. Runs that \
             had not by the end are kept: the distance to 100 % is the risk of never taking off by then.",
            people(level)
        ),
    ]
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    if results.sample().take_off.is_none() {
        let middle = (WIDTH / 2.0, HEIGHT / 2.0);
        let text = "Nothing takes off: the best strategy ends with less than twice its seeds.";
        drawing.text(middle, text, 24.0, Color::GREY, Align::Middle);
        return;
    }
    let time = Time::of(&results.plan);
    let (x, y) = (time.scale(), Scale::Straight(0.0, 1.0));
    let panel = Panel::new((130.0, 1035.0), (top + 20.0, HEIGHT - 150.0), x, y);
    Axes {
        size: 18.0,
        x: time.ticks(10),
        x_name: &since(time, results),
        y: labelled([0.0, 0.25, 0.5, 0.75, 1.0], percent),
        y_name: "share of runs that have taken off",
    }
    .draw(drawing, &panel);
    panel.rule(drawing, 0.5, Color::GREY, 1.0, Dash::Dashed);
    let mut ends = Vec::new();
    for milestone in milestones(results) {
        let line = steps(&panel, milestone, time.horizon);
        let marked = along(&line, panel.bottom);
        let text = label(&results.plan, milestone);
        strategy_line(drawing, &mut ends, milestone.strategy, (line, &marked, 3.0), text);
        let stated = results.settings.as_ref().and(results.stated.take_off_of(milestone.strategy));
        if let Some(day) = stated.and_then(|m| m.median_day) {
            drawing.mark(panel.at(f64::from(day), 0.5), Marker::Diamond, 9.0, color_of(milestone.strategy));
        }
    }
    direct(drawing, &ends, &panel, 535.0, 18.0);
}

fn label(plan: &Plan, milestone: &Milestone) -> String {
    let name = fit(&title_of(plan, milestone.strategy), 18.0, 215.0);
    let missing = 1.0 - milestone.reached.value;
    let time = milestone.median_day.map_or("not reached by half".into(), |d| format!("half by {}", when(d)));
    if milestone.reached.count == milestone.reached.of {
        format!("{name}: all, {time}")
    } else if milestone.reached.count == 0 {
        format!("{name}: never in any run")
    } else {
        format!("{name}: {} not by the end, {time}", percent(missing))
    }
}

/// The step line, from nobody on day 0 to the horizon.
fn steps(panel: &Panel, milestone: &Milestone, horizon: Day) -> Vec<At> {
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
