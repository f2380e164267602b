//! A tactic of one's own, with keys of its own: club nights, after which owners talk more.
//!
//! `cargo run --release --example own_tactic` plays it against doing nothing. Its keys are checked,
//! documented and completed like those of the tactics that come with the program.

use std::error::Error;

use groundswell::tactic::{
    Budget, Did, Effects, Item, Measure, Needs, Now, Of, Section, Start, Tactic, TacticContext, TacticSpec,
    table,
};
use groundswell::{Reader, Results, Study};

table! {
    /// `kind = "club nights"`: a night is paid for, and talked about for some days.
    pub struct ClubNights in ["strategy.tactic:club nights"] {
        /// Time between two nights, in whole days; assumed.
        pub every: u32 = Days "4w" in 1.0..=365.0;
        /// Time for which a night is talked about, in whole days; assumed.
        pub echo: u32 = Days "1w" in 1.0..=365.0;
        /// Lift of talk while it lasts; assumed.
        pub lift: f64 = Number 0.5 in 0.0..=3.0, plausible 0.1 to 1;
        /// Cost of a night; assumed.
        pub cost: f64 = Money 5_000 in 0.0..=1e9;
    }
}

const MEASURES: [Measure; 1] = [Measure::new("nights", "nights", Of::Sum)];

impl TacticSpec for ClubNights {
    const KIND: &'static str = "club nights";
    const KEYS: &'static [&'static [Item]] = &[ClubNights::ITEMS];

    fn read(section: &Section<'_>, _context: &TacticContext<'_>) -> ClubNights {
        let nights = ClubNights::read(section);
        if nights.echo > nights.every {
            section.problem("echo", "lasts beyond the next night", "make it at most as long as every");
        }
        nights
    }

    fn needs(&self) -> Needs {
        Needs { closes_sales: true, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.cost > 0.0
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        Some(format!("{} club nights", show(did[0].total)))
    }

    fn begin(&self, _start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Nights { plan: self.clone(), last: None })
    }
}

/// The nights of one run.
struct Nights {
    plan: ClubNights,
    last: Option<u32>,
}

impl Tactic for Nights {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let today = now.day_number();
        if self.last.is_none_or(|last| today >= last + self.plan.every)
            && budget.pay(out.acting, today, self.plan.cost)
        {
            self.last = Some(today);
            out.say(0, 1.0);
        }
        if self.last.is_some_and(|last| today < last + self.plan.echo) {
            out.lift(None, self.plan.lift);
        }
    }
}

const SCENARIO: &str = r#"
horizon = "26w"
[market]
people = 5_000
[talk]
scale = 0.2
[seeds]
count = 50
[compare]
cap = 100_000
replications = 8
[[strategy]]
name = "Nothing"
[[strategy]]
name = "Nights"
[[strategy.tactic]]
kind = "club nights"
every = "2w"
"#;

/// Plays a scenario that may use club nights.
pub fn play(scenario: &str) -> Result<Results, Box<dyn Error>> {
    let scenario = Reader::new().with_tactic::<ClubNights>().parse(scenario, "club-nights.toml")?;
    Ok(Study::new(&scenario).run()?)
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", play(SCENARIO)?.findings());
    Ok(())
}
