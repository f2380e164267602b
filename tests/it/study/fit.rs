//! Estimates from data: published figures come out again, known parameters are found, and chance is
//! called contagion only as often as stated.

use std::path::Path;

use groundswell::fit::adoption::{self, Adoption, Times};
use groundswell::fit::forecast::{Expected, forecast};
use groundswell::fit::hazard::{self, Verdict};
use groundswell::fit::table::Table;
use groundswell::fit::ties::Reading;
use groundswell::fit::{FitError, bass, posterior, uptake};
use groundswell::rng::{Luck, Purpose, below};

use crate::common::program::shipped;
use crate::common::series::noisy_bass;

fn near(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{got} instead of {want} ± {tolerance}");
}

fn table(text: &str) -> Table {
    Table::parse(text.as_bytes(), Path::new("t")).unwrap()
}

fn physicians() -> Adoption {
    let [people, ties] = ["medical-innovation-people.csv", "medical-innovation-ties.csv"]
        .map(|file| Table::open(&shipped("scenarios/data").join(file)).unwrap());
    let times = Times { column: "toa".into(), never: Some(18), censored_from: None };
    adoption::read(&people, &ties, &Reading::default(), &times).unwrap()
}

/// Ultrasound in hospitals; the estimates themselves are rows V45 to V47 of the proof pack.
#[test]
fn a_bass_fit_says_how_surely_it_was_found() {
    let hospitals = [5.0, 3.0, 2.0, 5.0, 7.0, 12.0, 6.0, 16.0, 16.0, 28.0, 28.0, 21.0, 13.0, 6.0];
    let fit = bass::fit(&hospitals).unwrap();
    assert!(fit.agreeing >= 8 && !fit.ends_before_peak, "{fit:?}");
    assert!(fit.corr_pq < -0.8 && fit.corr_qm < -0.5, "{fit:?}");
    near(fit.peak, (fit.q / fit.p).ln() / (fit.p + fit.q), 1e-9);
}

#[test]
fn a_series_cut_before_its_peak_says_that_it_is_hardly_identified() {
    let air = [96.0, 195.0, 238.0, 380.0, 1045.0, 1230.0];
    let fit = bass::fit(&air).unwrap();
    // All thirteen years give m 18,700 and q 0.37: the bias that the warning names.
    assert!(fit.ends_before_peak && fit.hardly_identified(), "{fit:?}");
    assert!(fit.m < 6000.0 && fit.q > 0.8, "{fit:?}");
    let growing: Vec<f64> = (0..8)
        .map(|i| bass::share(0.002, 0.4, f64::from(i) + 1.0) - bass::share(0.002, 0.4, f64::from(i)))
        .collect();
    assert!(bass::fit(&growing).unwrap().ends_before_peak);
    assert!(matches!(bass::fit(&air[..3]), Err(FitError::TooShort { found: 3, .. })));
    for no_bend in [&[1.0; 6][..], &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0], &[0.0, 0.0, 10.0, 0.0, 0.0]] {
        let error = bass::fit(no_bend).unwrap_err();
        assert!(matches!(error, FitError::NoBend { .. } | FitError::NotConverged { .. }), "{error}");
    }
    assert_eq!(bass::fit(&[0.0; 9]), Err(FitError::NobodyAdopted));
}

/// The counts, coefficients and verdicts on both data sets are rows V80 to V83 of the proof pack.
#[test]
fn likelihood_ratio_and_odds_agree_with_the_coefficient_of_exposure() {
    let fit = hazard::fit(&physicians()).unwrap();
    // One coefficient: the likelihood ratio and z² are nearly the same number.
    near(fit.likelihood_ratio, fit.exposure.z.powi(2), 0.01);
    assert!(fit.odds_low < 1.0 && fit.odds_high > 1.0);
    near(fit.odds_ratio, fit.exposure.value.exp(), 1e-9);
}

#[test]
fn the_band_of_a_played_hazard_rises_with_its_curve() {
    let data = physicians();
    let check = posterior::simulate(&data, hazard::fit(&data).unwrap().coefficients(), 64, 1);
    near(check.curve[16].observed, 0.872, 1e-9);
    assert!(check.curve.windows(2).all(|w| w[0].mean <= w[1].mean && w[0].p05 <= w[1].p05));
}

#[test]
fn the_check_is_the_same_on_one_thread_and_on_three() {
    let data = physicians();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| posterior::simulate(&data, [-2.0, 0.5, 0.1], 64, 9))
    };
    assert_eq!(on(1), on(3));
    assert_ne!(on(1), posterior::simulate(&data, [-2.0, 0.5, 0.1], 64, 10));
}

/// A directed random network on which everybody names six others, periods 1 to `last`.
fn random_network(people: u32, last: u32, number: u32) -> (String, Adoption) {
    let luck = Luck::of_network(11, number);
    let mut ties = String::from("src,dst\n");
    for p in 0..people {
        let mut stream = luck.stream(Purpose::Tie, p, 0, 0);
        for _ in 0..6 {
            ties += &format!("{p},{}\n", (p + 1 + below(stream.word(), people - 1)) % people);
        }
    }
    // Any times that span the periods will do: they are drawn anew on this network.
    let times: Vec<Option<i64>> = (0..people).map(|p| Some(i64::from(p % last) + 1)).collect();
    let data = with_times(&times, &ties);
    (ties, data.unwrap())
}

fn with_times(times: &[Option<i64>], ties: &str) -> Result<Adoption, FitError> {
    let mut people = String::from("id,time\n");
    for (p, time) in times.iter().enumerate() {
        people += &format!("{p},{}\n", time.map_or("NA".into(), |t| t.to_string()));
    }
    adoption::read(&table(&people), &table(ties), &Reading::default(), &Times::default())
}

#[test]
fn known_parameters_are_found_again() {
    // 2,000 people over 15 periods; each estimate leaves 4 standard errors once in 16,000 data sets.
    let (ties, data) = random_network(2000, 15, 0);
    let truth = [-3.5, 1.5, 1.0];
    let drawn = with_times(&posterior::times(&data, truth, 5, 0), &ties).unwrap();
    assert_eq!((drawn.first, drawn.last), (1, 15), "the periods, and so the scale of time, must be the same");
    let fit = hazard::fit(&drawn).unwrap();
    for (estimate, truth) in [fit.constant, fit.exposure, fit.time].iter().zip(truth) {
        near(estimate.value, truth, 4.0 * estimate.se);
    }
    assert_eq!(fit.verdict, Verdict::Contagion);
}

#[test]
fn contagion_is_found_by_chance_as_often_as_the_level_says() {
    // Exposure without effect in 200 data sets of 200 people: both tests reject in about 5 % of them,
    // 10 expected; more than 22 would come by chance once in 5,000 times, none once in 28,000.
    let (ties, data) = random_network(200, 12, 1);
    let found: Vec<Verdict> = (0..200)
        .map(|run| {
            let drawn = with_times(&posterior::times(&data, [-2.5, 0.0, 0.8], 6, run), &ties).unwrap();
            hazard::fit(&drawn).unwrap().verdict
        })
        .collect();
    let alarms = found.iter().filter(|v| matches!(v, Verdict::Contagion | Verdict::Reversed)).count();
    assert!((1..=22).contains(&alarms), "{alarms} of 200");
}

#[test]
fn a_hazard_that_is_certain_or_impossible_is_played_so() {
    let data = with_named(&[("1", "2"), ("2", "1"), ("3", "2"), ("4", "3")], "src,dst\n1,2\n1,3\n").unwrap();
    near(hazard::chance([0.0, 2.0, 0.0], 0.5, 0.0), 1.0 / (1.0 + (-1.0f64).exp()), 1e-12);
    // Certain to adopt once exposed, never otherwise: without a first adopter nobody moves.
    let runs = posterior::simulate(&data, [-40.0, 200.0, 0.0], 3, 1);
    assert!(runs.curve.iter().all(|band| band.mean == 0.0));
    // All adopt in the first period when the constant says so.
    let runs = posterior::simulate(&data, [40.0, 0.0, 0.0], 3, 1);
    assert!(runs.curve.iter().all(|band| band.mean == 1.0));
}

fn with_named(times: &[(&str, &str)], ties: &str) -> Result<Adoption, FitError> {
    let people: String = times.iter().map(|(id, time)| format!("{id};{time}\n")).collect();
    let people = format!("id;time\n{people}");
    adoption::read(&table(&people), &table(ties), &Reading::default(), &Times::default())
}

#[test]
fn data_that_hold_no_estimate_say_why() {
    let none = with_named(&[("1", "NA"), ("2", "")], "1 2\n");
    assert_eq!(none.unwrap_err(), FitError::NobodyAdopted);
    let at_once = with_named(&[("1", "3"), ("2", "3")], "1 2\n");
    assert_eq!(at_once.unwrap_err(), FitError::OnePeriod { period: 3 });
    let dates = with_named(&[("1", "20190101"), ("2", "20200101")], "1 2\n");
    assert!(matches!(dates, Err(FitError::TooManyPeriods { .. })));
    // Nobody names an earlier adopter.
    let data = with_named(&[("1", "1"), ("2", "2"), ("3", "3")], "1 2\n").unwrap();
    assert_eq!(hazard::fit(&data).unwrap_err(), FitError::NoExposure);
    // Every exposed person adopts, and nobody else but the first: exposure separates.
    let chain: Vec<(String, String)> = (1..=6).map(|i| (i.to_string(), i.to_string())).collect();
    let chain: Vec<(&str, &str)> = chain.iter().map(|(i, t)| (i.as_str(), t.as_str())).collect();
    let data = with_named(&chain, "2 1\n3 2\n4 3\n5 4\n6 5\n").unwrap();
    let error = hazard::fit(&data).unwrap_err();
    assert_eq!(error, FitError::Separation { column: "exposure".into() });
}

#[test]
fn take_up_is_counted_by_exact_classes() {
    // One of the ten neighbours of person 1 adopted: exactly 0.1, the upper end of its class.
    let mut people = String::from("id,loan\n");
    let mut ties = String::new();
    for i in 1..=12 {
        people += &format!("{i},{}\n", u8::from(i == 2));
        if (2..=11).contains(&i) {
            ties += &format!("1 {i}\n");
        }
    }
    let reading = Reading { undirected: true, ..Reading::default() };
    let found = uptake::describe(&table(&people), &table(&ties), &reading, "loan", None).unwrap();
    let sizes: Vec<(usize, usize)> = found.classes.iter().map(|c| (c.taken.of, c.taken.count)).collect();
    assert_eq!(sizes, [(10, 1), (1, 0), (0, 0), (0, 0), (0, 0)]);
    assert_eq!((found.alone.of, found.all.of, found.ties.pairs), (1, 12, 10));
}

#[test]
fn bands_of_a_forecast_hold_what_comes_as_often_as_they_say() {
    // 200 series of a known law, cut three periods past the peak; errors are 2 % of the highest rate. Each
    // count is binomial with 0.9: beyond 163 to 197 of 200 once in 20,000 test runs.
    let mut held = [0; 3];
    for number in 0..200 {
        let whole = noisy_bass((0.02, 0.4, 10_000.0), 0.0022, 15, number);
        let fit = bass::fit(&whole[..10]).unwrap();
        let ahead = forecast(&whole[..10], &fit, 5);
        let within = |e: Expected, value: f64| usize::from((e.p05..=e.p95).contains(&value));
        held[0] += within(ahead[0].new, whole[10]);
        held[1] += within(ahead[4].new, whole[14]);
        held[2] += within(ahead[4].total, whole.iter().sum());
    }
    assert!(held.iter().all(|h| (163..=197).contains(h)), "{held:?} of 200");
}
