//! A study in a few lines: what a scenario gives, in words, as numbers and as a folder of results.

use groundswell::Study;
use groundswell::world::import::Imports;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let imports = Imports::new();
    let scenario = groundswell::load("scenarios/01-first-steps.toml".as_ref(), &[], &imports)?;
    let results = Study::new(&scenario, &imports).run()?;
    println!("{}", results.findings());
    for arm in results.ranking() {
        println!("{}: {} active owners (median)", results.plan.strategies[arm.strategy].name, arm.active.p50);
    }
    results.write_to("output/first-steps".as_ref())?;
    Ok(())
}
