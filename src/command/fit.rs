//! `groundswell fit DATA`: what adoption data say about the numbers that a simulation assumes.

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use groundswell::fit::series::Values;
use groundswell::fit::table::Table;
use groundswell::fit::ties::Reading;
use groundswell::fit::{FitError, adoption, series, uptake};
use groundswell::network::import::write_whole;
use groundswell::report::chart;
use groundswell::report::fit::{Fitted, NetworkReport, SeriesReport, UptakeReport};

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

/// What a forecast writes into the folder of --out.
const FORECAST_FILES: [&str; 4] = ["fitted.csv", "forecast.csv", "forecast.svg", "forecast.png"];

#[derive(Debug, Args)]
pub struct Fit {
    /// A table with named columns (csv, tsv or spaces; gzip is understood): a series with `period` and
    /// `value`, or one row a person.
    data: PathBuf,
    /// What the data are, instead of finding out by columns and flags.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The series to fit, by its name in the column `series` (default: all of kind `new`; with --stock of kind `stock`).
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
    /// Values are the people who have it or use it at that time: fit their differences, if they never fall.
    #[arg(long, conflicts_with = "cumulative")]
    stock: bool,
    /// Values are new adopters, whatever the name of their column says.
    #[arg(long, conflicts_with_all = ["cumulative", "stock"])]
    new: bool,
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
    /// Turn ties round: the person named is the one who names, as --src and --dst the other way round.
    #[arg(long, conflicts_with = "undirected")]
    reverse: bool,
    /// Runs of the check on the same network [default: 1000].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    runs: Option<u32>,
    /// Master seed of the check [default: 1].
    #[arg(long)]
    seed: Option<u64>,
    /// Threads to use; changes no result.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Continue the fitted curve of a series by so many periods, with 90 % bands.
    #[arg(long, value_name = "PERIODS", value_parser = clap::value_parser!(u32).range(1..=1000))]
    forecast: Option<u32>,
    /// Print JSON instead of words.
    #[arg(long)]
    json: bool,
    /// Also write the curve or table, observed and fitted, as CSV; with --forecast a folder of tables and the chart.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace what --out would write if it is there.
    #[arg(long)]
    force: bool,
}

impl Fit {
    /// Reads, fits, says.
    pub fn run(&self) -> Result<(), Failure> {
        use_threads(self.threads);
        let whole = self.out.as_ref().filter(|_| self.forecast.is_none());
        if let Some(out) = whole.filter(|out| out.exists() && !self.force) {
            return Err(Failure::Usage(format!("{} is there already; --force replaces it", out.display())));
        }
        self.refuse_place()?;
        let table = Table::open(&self.data).map_err(|e| self.failed(e))?;
        let columns = table.header.join(", ");
        let table = if self.period.is_none() { table.with_periods() } else { table };
        let kind = self.kind_of(&table, &columns)?;
        self.refuse_strangers(kind)?;
        match kind {
            Kind::Series => self.fit_series(&table),
            Kind::Network => self.fit_network(&table),
            Kind::TakeUp => self.fit_uptake(&table),
        }
    }

    /// Why the data cannot be fitted, with their file in front where the words name none.
    fn failed(&self, error: FitError) -> Failure {
        let data = self.data.display();
        let words = if error.names_a_file() { error.to_string() } else { format!("{data}: {error}") };
        if error.is_about_the_estimate() { Failure::Run(words) } else { Failure::Usage(words) }
    }

    fn column(name: &Option<String>, usual: &str) -> String {
        name.clone().unwrap_or_else(|| usual.to_owned())
    }

    fn series_columns(&self, table: &Table) -> series::Columns {
        let usual = series::Columns::default();
        let held = usual.named(self.held(), table);
        let period = Fit::column(&self.period, &usual.period);
        let lone = table.lone_number(&period).filter(|_| !table.has(held));
        let value = Fit::column(&self.value, lone.unwrap_or(held));
        series::Columns { period, value }
    }

    /// What the values of a series are, where a flag says so.
    fn held(&self) -> Option<Values> {
        match (self.cumulative, self.stock, self.new) {
            (true, ..) => Some(Values::Totals),
            (_, true, _) => Some(Values::Stock),
            (.., true) => Some(Values::New),
            _ => None,
        }
    }

    /// What the data are: by the flags that name their columns, then by the columns.
    fn kind_of(&self, table: &Table, columns: &str) -> Result<Kind, Failure> {
        if let Some(kind) = self.kind {
            return Ok(kind);
        }
        let named_series = self.series.is_some() || self.period.is_some() || self.value.is_some();
        let series::Columns { period, value } = self.series_columns(table);
        if self.adopted.is_some() {
            Ok(Kind::TakeUp)
        } else if self.time.is_some() || (self.ties.is_some() && table.has("time")) {
            Ok(Kind::Network)
        } else if named_series || (table.has(&period) && table.has(&value)) {
            Ok(Kind::Series)
        } else {
            Err(Failure::Usage(format!(
                "{} has the columns {columns}; expected `period` and `value` (a series; --period and --value name its columns), or one \
                 row a person with --ties FILE and --time COLUMN (when they adopted) or --adopted COLUMN (whether they did)",
                self.data.display()
            )))
        }
    }

    /// Refuses flags that mean nothing for this kind of data, rather than passing over them.
    fn refuse_strangers(&self, kind: Kind) -> Result<(), Failure> {
        use Kind::{Network, Series, TakeUp};
        let flags: [(&str, bool, &[Kind]); 20] = [
            ("--forecast", self.forecast.is_some(), &[Series]),
            ("--series", self.series.is_some(), &[Series]),
            ("--period", self.period.is_some(), &[Series]),
            ("--value", self.value.is_some(), &[Series]),
            ("--cumulative", self.cumulative, &[Series]),
            ("--stock", self.stock, &[Series]),
            ("--new", self.new, &[Series]),
            ("--ties", self.ties.is_some(), &[Network, TakeUp]),
            ("--id", self.id.is_some(), &[Network, TakeUp]),
            ("--src", self.src.is_some(), &[Network, TakeUp]),
            ("--dst", self.dst.is_some(), &[Network, TakeUp]),
            ("--reverse", self.reverse, &[Network, TakeUp]),
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
            reverse: self.reverse,
        };
        Ok((Table::open(path).map_err(|e| self.failed(e))?, reading))
    }

    fn fit_series(&self, table: &Table) -> Result<(), Failure> {
        let found = series::read(table, &self.series_columns(table), self.series.as_deref(), self.held())
            .map_err(|e| self.failed(e))?;
        let periods = self.forecast.map_or(0, |periods| periods as usize);
        let fits: Vec<Fitted> = found.into_iter().map(|series| Fitted::of(series, periods)).collect();
        // One bad series among others is said in its place; if there is nothing else, it is the answer.
        if let [Fitted { fit: Err(error), .. }] = fits.as_slice() {
            return Err(self.failed(error.clone()));
        }
        let report = SeriesReport { source: self.source(), read: table.said.clone(), fits };
        if let (Some(_), Some(folder)) = (self.forecast, &self.out) {
            self.put_forecast(folder, &report)?;
            return answer(self.json.then(|| report.json()), || report.to_string());
        }
        self.give(&report, &report.json(), report.csv())
    }

    fn fit_network(&self, table: &Table) -> Result<(), Failure> {
        let (ties, reading) = self.tie_table()?;
        let times = adoption::Times {
            column: Fit::column(&self.time, &adoption::Times::default().column),
            never: self.never,
            censored_from: self.censored_from,
        };
        let data = adoption::read(table, &ties, &reading, &times).map_err(|e| self.failed(e))?;
        let (runs, seed) = (self.runs.unwrap_or(1000), self.seed.unwrap_or(1));
        let report = NetworkReport::of(self.source(), &data, runs, seed).map_err(|e| self.failed(e))?;
        self.give(&report, &report.json(), report.csv())
    }

    fn fit_uptake(&self, table: &Table) -> Result<(), Failure> {
        let (ties, reading) = self.tie_table()?;
        let adopted = Fit::column(&self.adopted, "adopted");
        let uptake = uptake::describe(table, &ties, &reading, &adopted, self.mark.as_deref())
            .map_err(|e| self.failed(e))?;
        let report = UptakeReport { source: self.source(), uptake, mark: self.mark.clone() };
        self.give(&report, &report.json(), report.csv())
    }

    /// Refuses what stands where the files of a forecast would, and a name that is that of a table.
    fn refuse_place(&self) -> Result<(), Failure> {
        let (Some(_), Some(folder)) = (self.forecast, &self.out) else { return Ok(()) };
        let ending = folder.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ["csv", "tsv", "txt", "json", "svg", "png"].contains(&ending.as_str()) && !folder.is_dir() {
            let named = folder.with_extension("");
            return Err(Failure::Usage(format!(
                "--out names the folder of a forecast, which is two tables and a chart; write --out {}",
                named.display()
            )));
        }
        if folder.exists() && !folder.is_dir() {
            return Err(Failure::Usage(format!("{} is not a folder", folder.display())));
        }
        match FORECAST_FILES.iter().map(|file| folder.join(file)).find(|file| file.exists() && !self.force) {
            Some(file) => {
                Err(Failure::Usage(format!("{} is there already; --force replaces it", file.display())))
            }
            None => Ok(()),
        }
    }

    /// Writes the tables and the chart of a forecast into a folder.
    fn put_forecast(&self, folder: &Path, report: &SeriesReport) -> Result<(), Failure> {
        let [fitted, forecast, vector, bitmap] = FORECAST_FILES.map(|file| folder.join(file));
        let drawing = chart::forecast(&report.source, &report.fits);
        let svg = chart::svg(&drawing).map_err(Failure::run)?;
        std::fs::create_dir_all(folder).map_err(|e| unwritten(folder, &e))?;
        for (file, text) in [(fitted, report.csv()), (forecast, report.forecast_csv()), (vector, svg)] {
            put_text(&file, &text)?;
        }
        // Painted beside its place, so that a chart comes whole or not at all.
        let draft = folder.join(".groundswell-forecast.png");
        let painted = chart::png(&drawing, &draft).map_err(Failure::run);
        painted.and_then(|()| std::fs::rename(&draft, &bitmap).map_err(|e| unwritten(&bitmap, &e)))
    }

    fn source(&self) -> String {
        self.data.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Prints the report and writes its table where one was asked for.
    fn give(&self, words: &dyn Display, json: &serde_json::Value, table: String) -> Result<(), Failure> {
        if let Some(out) = &self.out {
            put_text(out, &table)?;
        }
        answer(self.json.then_some(json), || words.to_string())
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Run(format!("{}: cannot be written: {error}", path.display()))
}

fn put_text(path: &Path, text: &str) -> Result<(), Failure> {
    write_whole(path, |file| file.write_all(text.as_bytes())).map_err(|e| unwritten(path, &e))
}
