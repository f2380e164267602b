//! Charts: written for every shape of data, with nothing cut off the sheet.

#[path = "synthetic/story.rs"]
mod story;
mod synthetic;

use groundswell::report::chart::{Figure, draw, png, svg};
use groundswell::report::{Extra, Story, findings};
use groundswell::study::summarise;
use story::{budgets, drawn, lively, removal, told, unsure};
use synthetic::{EIGHT, plan, records};

/// Draws what a story has to show; the files stay where `GROUNDSWELL_CHARTS` names a folder.
fn draw_all(name: &str, story: &Story) {
    let temporary = tempfile::tempdir().expect("a folder for the charts");
    let kept = std::env::var_os("GROUNDSWELL_CHARTS").map(std::path::PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().into());
    for figure in Figure::drawn(story) {
        let drawing = draw(figure, story);
        let path = folder.join(format!("{name}-{}.png", figure.file_stem()));
        png(&drawing, &path).expect("a PNG file");
        let bytes = std::fs::read(&path).expect("the file just written");
        assert!(bytes.starts_with(b"\x89PNG"), "{name}: {figure:?} is no PNG");
        let text = svg(&drawing).expect("an SVG file");
        assert!(text.contains("width=\"1600\" height=\"1000\""), "{name}: {figure:?}");
        assert!(!text.contains("NaN"), "{name}: {figure:?} has a position that is no number");
        std::fs::write(path.with_extension("svg"), &text).expect("the SVG file");
    }
}

/// Every figure of a made-up study at its stated values.
fn all_charts(name: &str, strategies: usize, days: u32, people: u32, runs: u32) {
    let plan = plan(&EIGHT[..strategies], days, people);
    let records = lively(&plan, records(&plan, runs));
    let summary = summarise(&plan, &records);
    draw_all(name, &Story::of(&plan, &summary));
    let said = findings(&plan, &summary, &Extra::default()).to_string();
    assert!(!said.contains("NaN"), "{name}: {said}");
}

#[test]
fn eight_strategies_with_long_and_chinese_names_are_drawn() {
    all_charts("eight", 8, 728, 1_000_000, 24);
}

#[test]
fn three_strategies_are_drawn() {
    all_charts("three", 3, 182, 10_000, 16);
}

#[test]
fn one_strategy_and_one_run_are_drawn() {
    all_charts("one", 1, 728, 1_000_000, 1);
}

/// The whole story of made-up strategies, assumptions and settings.
fn whole(name: &str, strategies: usize, assumptions: usize, settings: u32, people: u32) {
    let mut plan = unsure(plan(&EIGHT[..strategies], 728, people), assumptions);
    plan.compare.settings = settings;
    let records = lively(&plan, records(&plan, 16));
    let uncertainty = told(&plan, &records, drawn(&plan, settings));
    let uncertainty = uncertainty.expect("settings were drawn");
    let removal = removal(&plan, uncertainty.favourite, strategies > 2);
    let budgets = budgets(&plan);
    let summary = summarise(&plan, &records);
    let story = Story {
        plan: &plan,
        summary: &summary,
        uncertainty: Some(&uncertainty),
        removal: (!removal.tactics.is_empty()).then_some(&removal),
        budgets: &budgets,
    };
    assert_eq!(Figure::drawn(&story), Figure::ALL, "{name}");
    assert_eq!(Figure::drawn(&story), Figure::ALL, "{name}");
    draw_all(name, &story);
}

#[test]
fn eight_strategies_in_sixty_four_settings_of_seven_assumptions_are_drawn() {
    whole("settings", 8, 7, 64, 1_000_000);
}

#[test]
fn two_strategies_and_one_assumption_are_drawn() {
    whole("two", 2, 1, 8, 100_000);
}

#[test]
fn a_horizon_of_one_day_is_drawn() {
    all_charts("day", 4, 1, 1_000, 2);
}

#[test]
fn runs_in_which_nobody_ever_has_it_are_drawn() {
    let plan = plan(&EIGHT[..2], 30, 1_000);
    let mut records = records(&plan, 3);
    for run in &mut records {
        for day in &mut run.days {
            day.stages = [1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            (day.adopted, day.market) = (0, 0);
        }
        run.last_touch.iter_mut().flatten().for_each(|n| *n = 0);
        run.first_touch.iter_mut().for_each(|n| *n = 0);
        run.ledger.clear();
    }
    let summary = summarise(&plan, &records);
    for figure in Figure::ALL {
        let text = svg(&draw(figure, &Story::of(&plan, &summary))).expect("an SVG file");
        assert!(!text.contains("NaN"), "{figure:?}");
    }
}

#[test]
fn no_run_at_all_is_drawn() {
    let plan = plan(&EIGHT[..2], 30, 1_000);
    let summary = summarise(&plan, &[]);
    for figure in Figure::ALL {
        assert!(svg(&draw(figure, &Story::of(&plan, &summary))).is_ok(), "{figure:?}");
    }
}

#[test]
fn chinese_labels_stand_in_the_svg_as_text() {
    let plan = plan(&EIGHT[..4], 364, 1_000_000);
    let summary = summarise(&plan, &records(&plan, 8));
    for figure in Figure::drawn(&Story::of(&plan, &summary)) {
        let text = svg(&draw(figure, &Story::of(&plan, &summary))).expect("an SVG file");
        assert!(text.contains("参与感"), "{figure:?}");
    }
}

/// A large study is summarised and drawn within seconds, whatever the simulation takes.
#[test]
fn eight_strategies_times_sixty_four_runs_are_summarised_in_time() {
    let plan = plan(&EIGHT, 728, 1_000_000);
    let records = records(&plan, 64);
    let begun = std::time::Instant::now();
    let summary = summarise(&plan, &records);
    let seconds = begun.elapsed().as_secs_f64();
    assert_eq!(summary.curves.len(), 8 * 17);
    // Measured 0.24 s on two shared cores; the bound is wide because test machines are busy.
    assert!(seconds < 20.0, "{seconds} s");
    println!("summarised in {seconds:.2} s");
}
