//! Curves: how every counted quantity spreads over the runs of a strategy, day by day.

use serde::{Serialize, Serializer};

use crate::engine::record::{RecordRow, RunRecord};
use crate::scenario::plan::{ChannelKind, Club, Plan};
use crate::statistics::Spread;
use crate::study::play::row;
use crate::units::{Day, Stage, StrategyId};

/// A quantity that has a value on every day of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Owners who have not lapsed.
    Active,
    /// People who ever had it.
    Adopted,
    /// Everybody who has heard of it.
    Aware,
    /// People of one stage.
    Stage(Stage),
    /// Share of new owners who are satisfied.
    Quality,
    /// Mean wait for service in hours.
    WaitHours,
    /// Chance that a trouble told to the desk waits at all.
    Waits,
    /// People who could have been won by now.
    Market,
    /// Bought impressions a head in the last 30 days.
    Impressions,
    /// Factor of trends on the views of posts.
    Wind,
    /// People who are lost to a rival now.
    LostToRival,
    /// Posts that clubs keep.
    PostsKept,
}

impl Series {
    /// All of them that a plan can move, in the order of the tables.
    pub fn of(plan: &Plan) -> Vec<Series> {
        let mut all = vec![Series::Active, Series::Adopted, Series::Aware];
        all.extend(Stage::ALL.map(Series::Stage));
        all.extend([Series::Quality, Series::WaitHours, Series::Waits, Series::Market, Series::Impressions]);
        all.extend((!plan.market.rules.trends.is_empty()).then_some(Series::Wind));
        let clubs = plan
            .channels
            .iter()
            .any(|c| matches!(c.kind, ChannelKind::Club(Club { half_life, .. }) if half_life > 0.0));
        all.extend(plan.market.rules.rival.is_some().then_some(Series::LostToRival));
        all.extend(clubs.then_some(Series::PostsKept));
        all
    }

    /// Name in tables; stages say `stage_` first, since `aware` is also a count of its own.
    pub fn name(self) -> String {
        match self {
            Series::Active => "active".into(),
            Series::Adopted => "adopted".into(),
            Series::Aware => "aware".into(),
            Series::Stage(stage) => format!("stage_{}", stage.name()),
            Series::Quality => "quality".into(),
            Series::WaitHours => "wait_hours".into(),
            Series::Waits => "chance_of_wait".into(),
            Series::Market => "market".into(),
            Series::Impressions => "impressions".into(),
            Series::Wind => "wind".into(),
            Series::LostToRival => "lost_to_rival".into(),
            Series::PostsKept => "stock_of_posts".into(),
        }
    }

    /// Unit in tables.
    pub fn unit(self) -> &'static str {
        match self {
            Series::Quality | Series::Waits => "share",
            Series::WaitHours => "hours",
            Series::Impressions => "per_head_in_30_days",
            Series::Wind => "factor",
            Series::PostsKept => "posts",
            Series::Active
            | Series::Adopted
            | Series::Aware
            | Series::Stage(_)
            | Series::Market
            | Series::LostToRival => "people",
        }
    }

    /// The value of a row.
    pub fn value(self, row: &RecordRow) -> f64 {
        match self {
            Series::Active => f64::from(row.active()),
            Series::Adopted => f64::from(row.adopted),
            Series::Aware => f64::from(row.aware()),
            Series::Stage(stage) => f64::from(row.stages[stage as usize]),
            Series::Quality => row.quality,
            Series::WaitHours => row.wait_hours,
            Series::Waits => row.waits,
            Series::Market => f64::from(row.market),
            Series::Impressions => row.impressions,
            Series::Wind => row.world.wind,
            Series::LostToRival => f64::from(row.world.lost_to_rival),
            Series::PostsKept => row.world.posts,
        }
    }
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// One row of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// Time in days, 0 is the start.
    pub day: Day,
    /// Spread over runs.
    #[serde(flatten)]
    pub spread: Spread,
}

/// One quantity of one strategy, row by row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// What is counted.
    pub series: Series,
    /// A point per row from the start to the horizon.
    pub points: Vec<Point>,
}

/// All curves of one strategy, at these times.
pub fn curves(plan: &Plan, strategy: StrategyId, runs: &[&RunRecord], days: &[Day]) -> Vec<Curve> {
    let spread = |series: Series, day| Spread::of(runs.iter().map(|run| series.value(&row(run, day))));
    let curve = |series| {
        let points = days.iter().map(|day| Point { day: *day, spread: spread(series, *day) }).collect();
        Curve { strategy, series, points }
    };
    Series::of(plan).into_iter().map(curve).collect()
}
