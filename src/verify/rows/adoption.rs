//! Real adoption data: Bass's curve by least squares, contagion by hazard regression.

use std::path::Path;

use super::super::figure::Figure;
use super::super::scene::{Size, Trouble};
use super::{Proof, Row, own};
use crate::fit::adoption::{self, Adoption, Reading};
use crate::fit::hazard::{self, Verdict};
use crate::fit::{bass, posterior};

const PART: &str = "Adoption data";

/// The rows of this part.
pub(super) fn rows() -> Vec<Row> {
    vec![
        own!(
            "V45",
            PART,
            "Bass's curve on room air conditioners in the US, 1949–61",
            "Bass 1969",
            |_, _| {
                let sold =
                    [96., 195., 238., 380., 1045., 1230., 1267., 1828., 1586., 1673., 1800., 1580., 1500.];
                least_squares(&sold, [0.009_442_08, 0.374_763, 18_712.7, 0.933_178])
            }
        ),
        own!("V46", PART, "Bass's curve on colour television in the US, 1963–70", "Bass 1969", |_, _| {
            let sold = [747., 1480., 2646., 5118., 5777., 5982., 5962., 4631.];
            least_squares(&sold, [0.018_466_4, 0.615_863, 39_658.6, 0.969_497])
        }),
        own!(
            "V47",
            PART,
            "Bass's curve on ultrasound in hospitals",
            "Van den Bulte and Lilien 1997",
            |_, _| {
                let new = [5., 3., 2., 5., 7., 12., 6., 16., 16., 28., 28., 21., 13., 6.];
                least_squares(&new, [0.001_317_9, 0.620_605, 167.378, 0.837_514])
            }
        ),
        own!(
            "V80",
            PART,
            "tetracycline among 125 physicians of four towns: the data as published",
            "Coleman, Katz and Menzel 1966",
            |_, _| {
                let data = physicians()?;
                let new = [11., 9., 9., 11., 11., 11., 13., 7., 4., 1., 5., 3., 3., 4., 4., 2., 1.];
                let counts = new_by_period(&data);
                let differ = new.iter().zip(&counts).filter(|(a, b)| a != b).count()
                    + new.len().abs_diff(counts.len());
                Ok(vec![
                    Figure::exact("people", f64::from(data.people()), 125.0),
                    Figure::exact("adopters", counts.iter().sum(), 109.0),
                    Figure::exact("months that differ", differ as f64, 0.0),
                    Figure::exact("distinct namings", data.ties.counts.pairs as f64, 294.0),
                ])
            }
        ),
        own!(
            "V81",
            PART,
            "tetracycline: no significant contagion is left once time is allowed for",
            "Van den Bulte and Lilien 2001",
            |_, _| {
                let data = physicians()?;
                let mut figures =
                    coefficients(&data, [(-2.187, 0.163), (0.079, 0.315), (0.228, 0.470)], false)?;
                let new = new_by_period(&data);
                let fit = bass::fit(&new).map_err(said)?;
                figures.push(Figure::near("Bass p by month", fit.p, 0.0812, 0.000_812));
                figures.push(Figure::near("Bass q by month", fit.q, 0.2067, 0.002_067));
                figures.push(Figure::near("Bass m by month", fit.m, 109.5, 1.095));
                Ok(figures)
            }
        ),
        own!(
            "V82",
            PART,
            "tetracycline: the fitted hazard, played on the network, gives the curve that was seen",
            "Coleman, Katz and Menzel 1966",
            |size, _| {
                let found = replayed(&physicians()?, size)?;
                Ok(vec![
                    Figure::near("distance of the mean curve, share of people", found.rmse, 0.0, 0.05),
                    Figure::near("months inside the 90 % band, of 17", found.inside as f64, 17.0, 2.0),
                ])
            }
        ),
        own!(
            "V83",
            PART,
            "hybrid corn in eleven Brazilian villages: contagion, and its curve",
            "Rogers, Ascroft and Röling 1970",
            |size, _| {
                let data = farmers()?;
                let mut figures =
                    coefficients(&data, [(-4.857, 0.132), (1.108, 0.136), (3.019, 0.217)], true)?;
                let adopters = new_by_period(&data).iter().sum();
                figures.push(Figure::exact("adopters by 1964", adopters, 540.0));
                let found = replayed(&data, size)?;
                figures.push(Figure::near(
                    "distance of the mean curve, share of people",
                    found.rmse,
                    0.0,
                    0.06,
                ));
                Ok(figures)
            }
        ),
    ]
}

fn said(error: impl std::fmt::Display) -> Trouble {
    Trouble(error.to_string())
}

fn least_squares(new: &[f64], [p, q, m, r2]: [f64; 4]) -> Result<Vec<Figure>, Trouble> {
    let fit = bass::fit(new).map_err(said)?;
    let near = |name: &str, got: f64, expected: f64| Figure::near(name, got, expected, 0.01 * expected);
    Ok(vec![near("p", fit.p, p), near("q", fit.q, q), near("m", fit.m, m), near("R²", fit.r2, r2)])
}

fn physicians() -> Result<Adoption, Trouble> {
    let (people, ties) = ("medical-innovation-people.csv", "medical-innovation-ties.csv");
    adoption::read(
        include_bytes!("../../../scenarios/data/medical-innovation-people.csv"),
        Path::new(people),
        include_bytes!("../../../scenarios/data/medical-innovation-ties.csv"),
        Path::new(ties),
        &Reading { time: "toa".into(), never: Some(18), ..Reading::default() },
    )
    .map_err(said)
}

fn farmers() -> Result<Adoption, Trouble> {
    let (people, ties) = ("brazilian-farmers-people.csv", "brazilian-farmers-ties.csv.gz");
    adoption::read(
        include_bytes!("../../../scenarios/data/brazilian-farmers-people.csv"),
        Path::new(people),
        include_bytes!("../../../scenarios/data/brazilian-farmers-ties.csv.gz"),
        Path::new(ties),
        &Reading { time: "yr_adopt".into(), censored_from: Some(1965), ..Reading::default() },
    )
    .map_err(said)
}

fn coefficients(data: &Adoption, expected: [(f64, f64); 3], contagion: bool) -> Result<Vec<Figure>, Trouble> {
    let fit = hazard::fit(data).map_err(said)?;
    let mut figures = Vec::new();
    let got = [("constant", fit.constant), ("exposure", fit.exposure), ("time", fit.time)];
    for ((name, got), (value, se)) in got.into_iter().zip(expected) {
        figures.push(Figure::near(name, got.value, value, 0.01));
        figures.push(Figure::near(format!("its standard error, {name}"), got.se, se, 0.01));
    }
    let found = f64::from(u8::from(fit.verdict == Verdict::Contagion));
    figures.push(Figure::exact(
        "verdict (1 contagion, 0 none that is significant)",
        found,
        f64::from(u8::from(contagion)),
    ));
    Ok(figures)
}

fn replayed(data: &Adoption, size: Size) -> Result<posterior::Posterior, Trouble> {
    let fit = hazard::fit(data).map_err(said)?;
    Ok(posterior::simulate(data, fit.coefficients(), 1_000, size.seed))
}

fn new_by_period(data: &Adoption) -> Vec<f64> {
    data.counts().new.iter().map(|c| f64::from(*c)).collect()
}
