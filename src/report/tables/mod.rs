//! Tables: tidy comma-separated files, one fact a line.
//!
//! Always true: `strategy` comes first, dates are ISO, shares lie in [0, 1], and the same records
//! give the same bytes. The ends of a 95 % interval stand in `_lo95` and `_hi95` after the name of
//! the value.
//!
//! A new table is a `Table` and a line in [`TABLES`].

mod activity;
mod adoptions;
mod bass;
mod curves;
mod ledger;
mod money;
mod paired;
mod plans;
mod runs;
mod screening;
mod settings;
mod table;

use std::fmt::Write as _;

use crate::report::column;
use crate::study::Results;
use table::Table;

/// A table whose rows are of any type.
pub trait AnyTable: Sync {
    fn file(&self) -> &'static str;
    fn doc(&self) -> &'static str;
    /// Its text; `None` where there is nothing to put into it.
    fn text(&self, results: &Results) -> Option<String>;
    /// Its columns explained (Markdown).
    fn section(&self) -> String;
}

impl<R> AnyTable for Table<R> {
    fn file(&self) -> &'static str {
        self.file
    }

    fn doc(&self) -> &'static str {
        self.doc
    }

    fn text(&self, results: &Results) -> Option<String> {
        (self.shows)(results).then(|| self.csv(results))
    }

    fn section(&self) -> String {
        column::Table::section(self)
    }
}

/// All tables there may be.
pub static TABLES: [&dyn AnyTable; 20] = [
    &curves::CURVES,
    &curves::MILESTONES,
    &paired::PAIRED,
    &activity::ACTIVITY,
    &ledger::ATTRIBUTION,
    &money::MONEY,
    &runs::RUNS,
    &runs::ALL_RUNS,
    &adoptions::ADOPTIONS,
    &ledger::CASCADES,
    &ledger::REPRODUCTION,
    &ledger::VALUE,
    &bass::BASS,
    &settings::ASSUMPTIONS,
    &screening::SCREENING,
    &settings::SETTINGS,
    &paired::CONTESTS,
    &settings::OUTLOOK,
    &plans::PLANS,
    &money::BUDGETS,
];

/// The tables of a study that have something to show: file names and texts.
pub fn tables(results: &Results) -> Vec<(&'static str, String)> {
    TABLES.iter().filter_map(|t| Some((t.file(), t.text(results)?))).collect()
}

/// What the charts and tables of a result hold, column by column, as a page (Markdown).
pub fn columns_page() -> String {
    let mut page = String::from("## Tables\n\n| file | what it holds |\n|---|---|\n");
    for table in TABLES {
        let _ = writeln!(
            page,
            "| [`{0}`](#{1}) | {2} |",
            table.file(),
            table.file().replace('.', ""),
            table.doc()
        );
    }
    page.push_str(
        "\n## Columns\n\nA cell is empty where nothing can be said. `_lo95` and `_hi95` after the name of a value are the \
         ends of its 95 % interval; `mean`, `sd`, `p05` to `p95` are mean, standard deviation and quantiles.\n",
    );
    for table in TABLES {
        let _ = write!(page, "\n{}", table.section());
    }
    let _ = write!(page, "\n## Tables of `groundswell fit`\n\n{}", crate::report::fit::sections());
    page
}
