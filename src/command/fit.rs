//! `groundswell fit DATA`: what adoption data say about the numbers that a simulation assumes.

use std::fmt::Display;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use groundswell::fit::table::Table;
use groundswell::fit::ties::Reading;
use groundswell::fit::{FitError, adoption, bass, series, uptake};
use groundswell::network::import::write_whole;
use groundswell::report::fit::{NetworkReport, SeriesReport, UptakeReport};

use super::failure::Failure;
use super::terminal::{answer, use_threads};

/// What the data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// New adopters a period: Bass's model.
    Series,
    /// Adoption times and ties: a hazard with exposure.
    Network,
    /// Who adopted, and ties: take-up by exposure.
    TakeUp,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Kind::Series => "a series",
            Kind::Network => "adoption times on a network",
            Kind::TakeUp => "take-up on a network",
        }
    }
}

#[derive(Debug, Args)]
pub struct Fit {
    /// A table with named columns (csv, tsv or spaces; gzip is understood): a series with `period` and
    /// `value`, or one row a person.
    data: PathBuf,
    /// What the data are, instead of finding out by columns and flags.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The series to fit, by its name in the column `series` (default: all of kind `new`).
    #[arg(long, value_name = "NAME")]
    series: Option<String>,
    /// Column of the period of a series [default: period].
    #[arg(long, value_name = "COLUMN")]
    period: Option<String>,
    /// Column of the new adopters of a series [default: value].
    #[arg(long, value_name = "COLUMN")]
    value: Option<String>,
    /// Values are running totals: fit their differences.
    #[arg(long)]
    cumulative: bool,
    /// Table of ties, one a line: a person, and the person named.
    #[arg(long, value_name = "FILE")]
    ties: Option<PathBuf>,
    /// Column of a person's id [default: id].
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Column of the period in which a person adopted [default: time].
    #[arg(long, value_name = "COLUMN")]
    time: Option<String>,
    /// Number that stands for "had not adopted" (an empty field and NA always do).
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    never: Option<i64>,
    /// From this period on, times only say "not before": the period before is the last one used.
    #[arg(long, value_name = "PERIOD", allow_negative_numbers = true)]
    censored_from: Option<i64>,
    /// Column of 1 and 0 that says who adopted, where no times are known: take-up by exposure.
    #[arg(long, value_name = "COLUMN", conflicts_with = "time")]
    adopted: Option<String>,
    /// A further column of 1 and 0 to count take-up by.
    #[arg(long, value_name = "COLUMN")]
    mark: Option<String>,
    /// Column of the one who names, in the ties [default: src].
    #[arg(long, value_name = "COLUMN")]
    src: Option<String>,
    /// Column of the person named, in the ties [default: dst].
    #[arg(long, value_name = "COLUMN")]
    dst: Option<String>,
    /// A tie counts both ways.
    #[arg(long)]
    undirected: bool,
    /// Runs of the check on the same network [default: 1000].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    runs: Option<u32>,
    /// Master seed of the check [default: 1].
    #[arg(long)]
    seed: Option<u64>,
    /// Threads to use; changes no result.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Print JSON instead of words.
    #[arg(long)]
    json: bool,
    /// Also write the curve or table, observed and fitted, as CSV.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file of --out if it is there.
    #[arg(long)]
    force: bool,
}

impl From<FitError> for Failure {
    fn from(error: FitError) -> Failure {
        if error.is_about_the_estimate() { Failure::run(error) } else { Failure::usage(error) }
    }
}

impl Fit {
    /// Reads, fits, says.
    pub fn run(&self) -> Result<(), Failure> {
        use_threads(self.threads);
        if let Some(out) = self.out.as_ref().filter(|o| o.exists() && !self.force) {
            return Err(Failure::Usage(format!("{} is there already; --force replaces it", out.display())));
        }
        let table = Table::open(&self.data)?;
        let kind = self.kind_of(&table)?;
        self.refuse_strangers(kind)?;
        let fitted = match kind {
            Kind::Series => self.fit_series(&table),
            Kind::Network => self.fit_network(&table),
            Kind::TakeUp => self.fit_uptake(&table),
        };
        fitted.map_err(|failure| failure.about(&self.data))
    }

    fn column(name: &Option<String>, usual: &str) -> String {
        name.clone().unwrap_or_else(|| usual.to_owned())
    }

    fn series_columns(&self) -> series::Columns {
        let usual = series::Columns::default();
        series::Columns {
            period: Fit::column(&self.period, &usual.period),
            value: Fit::column(&self.value, &usual.value),
        }
    }

    /// What the data are: by the flags that name their columns, then by the columns.
    fn kind_of(&self, table: &Table) -> Result<Kind, Failure> {
        if let Some(kind) = self.kind {
            return Ok(kind);
        }
        let named_series = self.series.is_some() || self.period.is_some() || self.value.is_some();
        let series::Columns { period, value } = self.series_columns();
        if self.adopted.is_some() {
            Ok(Kind::TakeUp)
        } else if self.time.is_some() || (self.ties.is_some() && table.has("time")) {
            Ok(Kind::Network)
        } else if named_series || (table.has(&period) && table.has(&value)) {
            Ok(Kind::Series)
        } else {
            Err(Failure::Usage(format!(
                "{} has the columns {}; expected `period` and `value` (a series), or one row a person with --ties FILE and \
                 --time COLUMN (when they adopted) or --adopted COLUMN (whether they did)",
                self.data.display(),
                table.header.join(", ")
            )))
        }
    }

    /// Refuses flags that mean nothing for this kind of data, rather than passing over them.
    fn refuse_strangers(&self, kind: Kind) -> Result<(), Failure> {
        use Kind::{Network, Series, TakeUp};
        let flags: [(&str, bool, &[Kind]); 16] = [
            ("--series", self.series.is_some(), &[Series]),
            ("--period", self.period.is_some(), &[Series]),
            ("--value", self.value.is_some(), &[Series]),
            ("--cumulative", self.cumulative, &[Series]),
            ("--ties", self.ties.is_some(), &[Network, TakeUp]),
            ("--id", self.id.is_some(), &[Network, TakeUp]),
            ("--src", self.src.is_some(), &[Network, TakeUp]),
            ("--dst", self.dst.is_some(), &[Network, TakeUp]),
            ("--undirected", self.undirected, &[Network, TakeUp]),
            ("--time", self.time.is_some(), &[Network]),
            ("--never", self.never.is_some(), &[Network]),
            ("--censored-from", self.censored_from.is_some(), &[Network]),
            ("--runs", self.runs.is_some(), &[Network]),
            ("--seed", self.seed.is_some(), &[Network]),
            ("--adopted", self.adopted.is_some(), &[TakeUp]),
            ("--mark", self.mark.is_some(), &[TakeUp]),
        ];
        match flags.iter().find(|(_, given, kinds)| *given && !kinds.contains(&kind)) {
            Some((flag, _, kinds)) => Err(Failure::Usage(format!(
                "{flag} belongs to {}; {} was read as {}",
                kinds.iter().map(|k| k.words()).collect::<Vec<_>>().join(" or "),
                self.data.display(),
                kind.words()
            ))),
            None => Ok(()),
        }
    }

    fn tie_table(&self) -> Result<(Table, Reading), Failure> {
        let Some(path) = &self.ties else {
            return Err(Failure::Usage("people on a network need their ties: --ties FILE".to_owned()));
        };
        let usual = Reading::default();
        let reading = Reading {
            id: Fit::column(&self.id, &usual.id),
            src: Fit::column(&self.src, &usual.src),
            dst: Fit::column(&self.dst, &usual.dst),
            undirected: self.undirected,
        };
        Ok((Table::open(path)?, reading))
    }

    fn fit_series(&self, table: &Table) -> Result<(), Failure> {
        let found = series::read(table, &self.series_columns(), self.series.as_deref(), self.cumulative)?;
        let fits: Vec<_> = found.into_iter().map(|s| (s.clone(), bass::fit(&s.values))).collect();
        // One bad series among others is said in its place; if there is nothing else, it is the answer.
        if let [(_, Err(error))] = fits.as_slice() {
            return Err(error.clone().into());
        }
        let report = SeriesReport { source: self.source(), read: table.said.clone(), fits };
        self.give(&report, &report.json(), report.csv())
    }

    fn fit_network(&self, table: &Table) -> Result<(), Failure> {
        let (ties, reading) = self.tie_table()?;
        let times = adoption::Times {
            column: Fit::column(&self.time, &adoption::Times::default().column),
            never: self.never,
            censored_from: self.censored_from,
        };
        let data = adoption::read(table, &ties, &reading, &times)?;
        let (runs, seed) = (self.runs.unwrap_or(1000), self.seed.unwrap_or(1));
        let report = NetworkReport::of(self.source(), &data, runs, seed)?;
        self.give(&report, &report.json(), report.csv())
    }

    fn fit_uptake(&self, table: &Table) -> Result<(), Failure> {
        let (ties, reading) = self.tie_table()?;
        let adopted = Fit::column(&self.adopted, "adopted");
        let uptake = uptake::describe(table, &ties, &reading, &adopted, self.mark.as_deref())?;
        let report = UptakeReport { source: self.source(), uptake, mark: self.mark.clone() };
        self.give(&report, &report.json(), report.csv())
    }

    fn source(&self) -> String {
        self.data.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Prints the report and writes its table where one was asked for.
    fn give(&self, words: &dyn Display, json: &serde_json::Value, table: String) -> Result<(), Failure> {
        if let Some(out) = &self.out {
            write_whole(out, |file| file.write_all(table.as_bytes()))
                .map_err(|e| Failure::Run(format!("{}: cannot be written: {e}", out.display())))?;
        }
        answer(self.json.then_some(json), || words.to_string())
    }
}
