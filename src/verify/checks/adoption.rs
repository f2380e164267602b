//! Real adoption data: Bass's curve by least squares, contagion by hazard regression.

use std::path::Path;

use super::super::check::*;
use crate::fit::adoption::{self, Adoption, Times};
use crate::fit::hazard::{self, Verdict};
use crate::fit::table::Table;
use crate::fit::ties::Reading;
use crate::fit::{bass, posterior};

pub(super) fn checks() -> Vec<Check> {
    let mut checks: Vec<Check> = SERIES.map(least_squares).into();
    checks.extend([
        claim(
            "V80",
            "tetracycline among 125 physicians of four towns: the data as published",
            "Coleman, Katz and Menzel 1966",
        )
        .computes(|_, _| {
            let data = physicians()?;
            let new = [11., 9., 9., 11., 11., 11., 13., 7., 4., 1., 5., 3., 3., 4., 4., 2., 1.];
            let counts = new_by_period(&data);
            let differ =
                new.iter().zip(&counts).filter(|(a, b)| a != b).count() + new.len().abs_diff(counts.len());
            Ok(vec![
                Comparison::exact("people", f64::from(data.people()), 125.0),
                Comparison::exact("adopters", counts.iter().sum(), 109.0),
                Comparison::exact("months that differ", differ as f64, 0.0),
                Comparison::exact("distinct namings", data.ties.counts.pairs as f64, 294.0),
            ])
        }),
        claim(
            "V81",
            "tetracycline: no significant contagion is left once time is allowed for",
            "Van den Bulte and Lilien 2001",
        )
        .computes(|_, _| {
            let data = physicians()?;
            let expected = [(-2.187, 0.163), (0.079, 0.315), (0.228, 0.470)];
            let mut comparisons = coefficients(&data, expected, false)?;
            let fit = bass::fit(&new_by_period(&data)).map_err(VerifyError::of)?;
            comparisons.extend([
                Comparison::near("Bass p by month", fit.p, 0.0812, 0.000_812),
                Comparison::near("Bass q by month", fit.q, 0.2067, 0.002_067),
                Comparison::near("Bass m by month", fit.m, 109.5, 1.095),
            ]);
            Ok(comparisons)
        }),
        claim(
            "V82",
            "tetracycline: the fitted hazard, played on the network, gives the curve that was seen",
            "Coleman, Katz and Menzel 1966",
        )
        .computes(|size, _| {
            let found = replayed(&physicians()?, size)?;
            Ok(vec![
                Comparison::near(DISTANCE, found.rmse, 0.0, 0.05),
                Comparison::near("months inside the 90 % band, of 17", found.inside as f64, 17.0, 2.0),
            ])
        }),
        claim(
            "V83",
            "hybrid corn in eleven Brazilian villages: contagion, and its curve",
            "Rogers, Ascroft and Röling 1970",
        )
        .computes(|size, _| {
            let data = farmers()?;
            let expected = [(-4.857, 0.132), (1.108, 0.136), (3.019, 0.217)];
            let mut comparisons = coefficients(&data, expected, true)?;
            let adopters = new_by_period(&data).iter().sum();
            comparisons.push(Comparison::exact("adopters by 1964", adopters, 540.0));
            comparisons.push(Comparison::near(DISTANCE, replayed(&data, size)?.rmse, 0.0, 0.06));
            Ok(comparisons)
        }),
    ]);
    checks
}

const DISTANCE: &str = "distance of the mean curve, share of people";

/// New adopters by period, and p, q, m and R² of Bass's curve by least squares.
type Series = (&'static str, &'static str, &'static str, &'static [f64], [f64; 4]);

const SERIES: [Series; 3] = [
    (
        "V45",
        "room air conditioners in the US, 1949–61",
        "Bass 1969",
        &[96., 195., 238., 380., 1045., 1230., 1267., 1828., 1586., 1673., 1800., 1580., 1500.],
        [0.009_442_08, 0.374_763, 18_712.7, 0.933_178],
    ),
    (
        "V46",
        "colour television in the US, 1963–70",
        "Bass 1969",
        &[747., 1480., 2646., 5118., 5777., 5982., 5962., 4631.],
        [0.018_466_4, 0.615_863, 39_658.6, 0.969_497],
    ),
    (
        "V47",
        "ultrasound in hospitals",
        "Van den Bulte and Lilien 1997",
        &[5., 3., 2., 5., 7., 12., 6., 16., 16., 28., 28., 21., 13., 6.],
        [0.001_317_9, 0.620_605, 167.378, 0.837_514],
    ),
];

fn least_squares((id, of, source, new, expected): Series) -> Check {
    claim(id, format!("Bass's curve on {of}"), source).computes(move |_, _| {
        let fit = bass::fit(new).map_err(VerifyError::of)?;
        let got = [("p", fit.p), ("q", fit.q), ("m", fit.m), ("R²", fit.r2)];
        let near = |((name, got), expected)| Comparison::near(name, got, expected, 0.01 * expected);
        Ok(got.into_iter().zip(expected).map(near).collect())
    })
}

fn physicians() -> Result<Adoption, VerifyError> {
    read(
        include_bytes!("../../../scenarios/data/medical-innovation-people.csv"),
        include_bytes!("../../../scenarios/data/medical-innovation-ties.csv"),
        &Times { column: "toa".into(), never: Some(18), censored_from: None },
    )
}

fn farmers() -> Result<Adoption, VerifyError> {
    read(
        include_bytes!("../../../scenarios/data/brazilian-farmers-people.csv"),
        include_bytes!("../../../scenarios/data/brazilian-farmers-ties.csv.gz"),
        &Times { column: "yr_adopt".into(), never: None, censored_from: Some(1965) },
    )
}

fn read(people: &[u8], ties: &[u8], times: &Times) -> Result<Adoption, VerifyError> {
    let table = |bytes, name| Table::parse(bytes, Path::new(name)).map_err(VerifyError::of);
    let (people, ties) = (table(people, "people")?, table(ties, "ties")?);
    adoption::read(&people, &ties, &Reading::default(), times).map_err(VerifyError::of)
}

fn coefficients(
    data: &Adoption,
    expected: [(f64, f64); 3],
    contagion: bool,
) -> Result<Vec<Comparison>, VerifyError> {
    let fit = hazard::fit(data).map_err(VerifyError::of)?;
    let mut comparisons = Vec::new();
    let got = [("constant", fit.constant), ("exposure", fit.exposure), ("time", fit.time)];
    for ((name, got), (value, se)) in got.into_iter().zip(expected) {
        comparisons.push(Comparison::near(name, got.value, value, 0.01));
        comparisons.push(Comparison::near(format!("its standard error, {name}"), got.se, se, 0.01));
    }
    let [found, expected] = [fit.verdict == Verdict::Contagion, contagion].map(|c| f64::from(u8::from(c)));
    comparisons.push(Comparison::exact("verdict (1 contagion, 0 none that is significant)", found, expected));
    Ok(comparisons)
}

fn replayed(data: &Adoption, size: Size) -> Result<posterior::Posterior, VerifyError> {
    let fit = hazard::fit(data).map_err(VerifyError::of)?;
    Ok(posterior::simulate(data, fit.coefficients(), 1_000, size.seed))
}

fn new_by_period(data: &Adoption) -> Vec<f64> {
    data.counts().new.iter().map(|c| f64::from(*c)).collect()
}
