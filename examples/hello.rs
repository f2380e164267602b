//! A study in a few lines: what a scenario gives, in words, as numbers and as a folder of results.

use groundswell::{Scenario, Study};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::load("scenarios/01-first-steps.toml")?;
    let results = Study::new(&scenario).run()?;
    println!("{}", results.findings());
    for strategy in results.ranking() {
        println!("{}: {} active owners (median)", strategy.name, strategy.median);
    }
    results.write_to("output/first-steps")?;
    Ok(())
}
