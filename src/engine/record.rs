//! The record of a run: a row per day or finer, the cause of every adoption, every expense.
//!
//! Plain data; summaries are made of it in `study`.

pub use crate::contract::Expense;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::engine::NOBODY;
use crate::units::{Cause, ChannelId, Day, PersonId, Stage, StrategyId, Timeline};

/// Days of the first year of having the product: what an owner wins in them counts as R.
pub const FIRST_YEAR: u32 = 365;

/// Numbers that identify a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunId {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Replication number.
    pub replication: u32,
    /// Network number.
    pub network: u32,
}

/// One run of one strategy with one replication number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RunRecord {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Replication number, from 0.
    pub replication: u32,
    /// Network number, from 0.
    pub network: u32,
    /// Row 0 is the start (seeds active); the others stand where the timeline says.
    pub rows: Vec<RecordRow>,
    /// When the rows stand.
    pub timeline: Timeline,
    /// Every cause that adopters of this run had, ascending.
    pub causes: Vec<Cause>,
    /// Adopters by row and last-touch cause, shape `[rows.len()][causes.len()]`, row 0 the seeds.
    pub last_touch: Vec<Vec<u32>>,
    /// Adopters by first-touch cause, shape `[causes.len()]`.
    pub first_touch: Vec<u32>,
    /// Expenses in the order booked.
    pub expenses: Vec<Expense>,
    /// What tactics earned beside the margin of owners, in the order booked.
    pub income: Vec<Expense>,
    /// Earnings that could be spent on top of the cap.
    pub reinvested: f64,
    /// Money paid for seeds at the start.
    pub seeds_cost: f64,
    /// The terms that its money is judged on.
    pub terms: Terms,
    /// Things that the money did not allow or that never happened, in words for the findings.
    pub notes: Vec<String>,
    /// What each tactic did, shape `[tactics][measures][weeks]`; `None` in weeks without a value. Kept of the runs
    /// at the stated values only.
    pub activity: Vec<Vec<Vec<Option<f32>>>>,
    /// When each tactic first acted, by position in the strategy: the time of the row before.
    pub began: Vec<Option<Day>>,
    /// When the strategy stopped all its tactics because it gave up.
    pub gave_up: Option<Day>,
    /// All adoptions with their parents, by (tick, person), seeds first; empty where a study does not
    /// keep ledgers.
    pub ledger: Vec<Adoption>,
    /// People whom the heads of generations 1 and 2 won by last touch in the first year of having it,
    /// and these heads, where that year lies within the run; counted in arms without tactics only.
    pub offspring: (u64, u64),
    /// How far the audiences of forums that not everybody comes to were won.
    pub clubs: Vec<ClubUse>,
    /// Tickets of the service desk.
    pub tickets: Tickets,
    /// Work done.
    pub work: Work,
}

/// The tickets of the service desk over a run.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Tickets {
    /// Troubles told to the company.
    pub opened: u64,
    /// Those that still wait at the end, a fluid; all of them where there is no desk.
    pub unanswered: f64,
}

impl Tickets {
    /// unanswered ÷ opened; `None` where none were opened.
    pub fn share_unanswered(self) -> Option<f64> {
        (self.opened > 0).then(|| self.unanswered / self.opened as f64)
    }
}

/// The terms that the money of a run is judged on: those of its setting.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// Margin earned per owner, in money; `None` where the scenario does not say it.
    pub margin_per_owner: Option<f64>,
    /// Discount a year (r), at least 0.
    pub discount_per_year: f64,
}

impl RunRecord {
    /// Wages of the service floor over the whole run, in money; they stand outside the cap.
    pub fn service_wages(&self) -> f64 {
        self.rows.last().map_or(0.0, |row| row.wages)
    }

    /// Fills in the tables of causes from the ledger.
    pub fn count_causes(&mut self) {
        // There are few causes, and mostly each is that of the row before.
        let mut codes: Vec<u16> = Vec::new();
        for code in self.ledger.iter().flat_map(|a| [a.last, a.first]) {
            if codes.last() != Some(&code) {
                match codes.iter().position(|c| *c == code) {
                    Some(at) => codes[at..].rotate_left(1),
                    None => codes.push(code),
                }
            }
        }
        let mut causes: Vec<(Cause, u16)> =
            codes.iter().filter_map(|c| Some((Cause::unpack(*c)?, *c))).collect();
        causes.sort_unstable();
        let place = |code: u16| causes.iter().position(|c| c.1 == code);
        self.last_touch = vec![vec![0; causes.len()]; self.rows.len()];
        self.first_touch = vec![0; causes.len()];
        for adoption in &self.ledger {
            let row = self.timeline.row_of_tick(adoption.tick);
            let last = place(adoption.last);
            let first = if adoption.first == adoption.last { last } else { place(adoption.first) };
            if let (Some(last), Some(first)) = (last, first) {
                self.last_touch[row][last] += 1;
                self.first_touch[first] += 1;
            }
        }
        self.causes = causes.into_iter().map(|c| c.0).collect();
    }

    /// People whom the heads of generations 1 and 2 won by last touch within `year` ticks of their own
    /// adoption, and these heads; seeds and other roots are generation 0. Only heads whose `year` ends
    /// by tick `end` count.
    pub fn count_offspring(&self, year: u32, end: u32) -> (u64, u64) {
        let (mut won, mut heads) = (0, 0);
        let whole = |head: &Adoption| head.tick.saturating_add(year) <= end;
        self.walk_generations(1, 2, |seen| match seen {
            Seen::Head(head) => heads += u64::from(whole(head)),
            Seen::Won { by, adoption } => won += u64::from(whole(by) && adoption.tick - by.tick <= year),
        });
        (won, heads)
    }

    /// Shows every head of generations `from..=to` and every adoption that one of them won by last
    /// touch; a person without a parent is of generation 0.
    pub fn walk_generations(&self, from: u32, to: u32, mut see: impl FnMut(Seen)) {
        // People of generations up to `to`; all others are later.
        let mut early: FxHashMap<PersonId, (u32, &Adoption)> = FxHashMap::default();
        for adoption in &self.ledger {
            let parent = adoption.parent.map(|p| early.get(&p).copied());
            if let Some(Some((generation, by))) = parent
                && generation >= from
            {
                see(Seen::Won { by, adoption });
            }
            let own = match parent {
                None => 0,
                Some(Some((generation, _))) if generation < to => generation + 1,
                Some(_) => continue,
            };
            if own >= from {
                see(Seen::Head(adoption));
            }
            early.insert(adoption.person, (own, adoption));
        }
    }
}

/// What a walk over the first generations meets.
#[derive(Debug, Clone, Copy)]
pub enum Seen<'a> {
    /// Somebody of these generations.
    Head(&'a Adoption),
    /// Somebody whom one of them won.
    Won {
        /// The winner's own adoption.
        by: &'a Adoption,
        /// The adoption that they won.
        adoption: &'a Adoption,
    },
}

/// The audience of a forum at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClubUse {
    /// The forum.
    pub channel: ChannelId,
    /// People in its catchment who could be won.
    pub eligible: u32,
    /// Those of them who ever had the product.
    pub adopted: u32,
}

/// The state of the world at the start, or at the end of a tick.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RecordRow {
    /// People by stage; sums to the population.
    pub stages: [u32; 10],
    /// People who ever had it.
    pub adopted: u32,
    /// People lost to a rival before they heard of it; they are Rejecters, and hear no more.
    pub lost_unheard: u32,
    /// Share of new owners who are satisfied (Q).
    pub quality: f64,
    /// Mean wait for service in hours.
    pub wait_hours: f64,
    /// Chance that a trouble told to the desk waits at all.
    pub waits: f64,
    /// People who could have been won by now (the reached market).
    pub market: u32,
    /// Bought impressions a head in the last 30 days.
    pub impressions: f64,
    /// Wages of the service floor so far, in money, outside the cap.
    pub wages: f64,
    /// What the rules of the world did.
    pub world: WorldRow,
}

/// What the rules of the world did, at the start or at the end of a tick.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct WorldRow {
    /// Factor of trends on the views of posts.
    pub wind: f64,
    /// People who are lost to a rival now.
    pub lost_to_rival: u32,
    /// Posts that clubs keep.
    pub posts: f64,
}

impl RecordRow {
    /// Owners who have not lapsed.
    pub fn active(&self) -> u32 {
        Stage::ALL.iter().filter(|s| s.owns()).map(|s| self.stages[*s as usize]).sum()
    }

    /// Everybody who has heard of it.
    pub fn aware(&self) -> u32 {
        self.stages.iter().sum::<u32>() - self.stages[Stage::Unaware as usize] - self.lost_unheard
    }
}

/// One line of the cause ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The adopter.
    pub person: PersonId,
    /// Tick of adoption; 0 for seeds, else from 1.
    pub tick: u32,
    /// The person who won them, if any; always an earlier owner.
    pub parent: Option<PersonId>,
    /// Packed last-touch cause ([`Cause::unpack`]).
    pub last: u16,
    /// Packed first-touch cause.
    pub first: u16,
}

/// An adoption in 16 bytes; a parent of [`NOBODY`] is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct AdoptionRow {
    pub person: PersonId,
    pub tick: u32,
    pub parent: PersonId,
    pub last: u16,
    pub first: u16,
}

impl AdoptionRow {
    /// The line of the ledger this stands for.
    pub fn adoption(self) -> Adoption {
        let AdoptionRow { person, tick, parent, last, first } = self;
        Adoption { person, tick, parent: (parent != NOBODY).then_some(parent), last, first }
    }
}

/// Work done by a run, for speed and memory figures.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Work {
    /// Acts of people (one firing of one clock).
    pub events: u64,
    /// Exposures delivered.
    pub exposures: u64,
    /// Acts marked with a tactic.
    pub marked: u64,
}

impl std::ops::AddAssign for Work {
    fn add_assign(&mut self, more: Work) {
        self.events += more.events;
        self.exposures += more.exposures;
        self.marked += more.marked;
    }
}
