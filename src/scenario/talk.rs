//! Reads `[talk]`, `[product]` and `[service]`: persuasion, what owners live through, the floor.

use super::channels::fitting_tick;
use super::grammar::words;
use super::keys;
use super::plan::{Product, Resistance, Scale, Service, Talk};
use super::section::Section;
use super::tree::Value;

/// Reads `[talk]`. `weighted` says whether any channel persuades by weight, so that β matters;
/// `tellings` the most ties a fresh owner tells one by one in a day, if any chat does, so that talk
/// can be stifled, and the ticks a day.
pub(super) fn read(top: &Section<'_>, weighted: bool, tellings: (Option<f64>, u32)) -> Talk {
    let s = top.table_or_empty("talk");
    let resistance = resistance(&s);
    let scale = scale(&s, resistance, weighted);
    let forever = s.word(&keys::FRESH_FOR).is_some();
    let fresh_days = (!forever).then(|| s.number(&keys::FRESH_FOR));
    let settled = s.number(&keys::SETTLED);
    let participant = s.number(&keys::TALK_PARTICIPANT);
    let advocate = s.number(&keys::TALK_ADVOCATE);
    let same_friend_again = s.number(&keys::AGAIN);
    let voices = s.table_or_empty("distinct_voices");
    let voice_slope = voices.number(&keys::VOICE_SLOPE);
    let voice_cap = voices.number(&keys::VOICE_CAP);
    let voice_days = voices.number(&keys::VOICE_WITHIN);
    s.close("distinct_voices", voices);
    let trust = s.table_or_empty("trust");
    let trust_participant = trust.number(&keys::TRUST_PARTICIPANT);
    let trust_advocate = trust.number(&keys::TRUST_ADVOCATE);
    s.close("trust", trust);
    let talk = Talk {
        resistance,
        scale,
        fresh_days,
        settled,
        participant,
        advocate,
        same_friend_again,
        voice_slope,
        voice_cap,
        voice_days,
        trust_participant,
        trust_advocate,
        overlap: s.number(&keys::OVERLAP),
        overlap_days: s.number(&keys::OVERLAP_WITHIN),
        grievance: s.number(&keys::GRIEVANCE),
        grievance_days: s.number(&keys::GRIEVANCE_FOR),
        warning_factor: s.number(&keys::WARNING_FACTOR),
        doubt_days: s.number(&keys::DOUBT_HALF_LIFE),
        reject: s.number(&keys::REJECT),
        rejecters_warn: s.flag(&words::REJECTERS_WARN),
        stifle: s.number(&keys::STIFLE),
        wanting_half_life: s.number(&keys::WANTING),
    };
    if talk.rejecters_warn && talk.reject <= 0.0 {
        let help = "no warning makes a rejecter while reject is 0; raise it, or take this away";
        s.problem("rejecters_warn", "is true", help);
    }
    stifling(&s, talk.stifle, tellings);
    s.write("[talk]");
    talk
}

/// Acts of a teller a tick from which stifling comes noticeably late: .006 of the .203 who never
/// hear a rumour at this many (measured).
const MOST_TELLINGS: f64 = 0.05;

/// Judges stifling, which needs chats, and answers of the tick before.
fn stifling(s: &Section<'_>, stifle: f64, (tellings, ticks_per_day): (Option<f64>, u32)) {
    let is = format!("is {stifle}");
    match tellings {
        _ if stifle <= 0.0 => {}
        None => {
            let help =
                "only chats with acts_per_day or acts_per_tie_per_day tell people one by one; take it away";
            s.problem("stifle", is, help);
        }
        Some(per_day) => {
            let acts = per_day / f64::from(ticks_per_day);
            if acts > MOST_TELLINGS + 1e-9 {
                let tick = fitting_tick(MOST_TELLINGS / per_day);
                let why =
                    format!("who knows already answers with the next tick, and {acts} acts go into one");
                s.warning("stifle", is, format!("{why}; write tick = \"{tick}\" or shorter"));
            }
        }
    }
}

/// The law of resistance; also looked at before channels are read.
pub(super) fn resistance(s: &Section<'_>) -> Resistance {
    match s.node("resistance").map(|n| &n.value) {
        Some(Value::Table(_)) => {
            let inner = s.table_or_empty("resistance");
            let share = inner.number(&keys::THRESHOLD);
            s.close("resistance", inner);
            Resistance::Share(share)
        }
        _ => match s.choice(&words::RESISTANCE) {
            0 => Resistance::Exponential,
            _ => Resistance::Uniform,
        },
    }
}

/// Whether `[talk] resistance` says anything but the exponential law.
pub(super) fn has_thresholds(top: &Section<'_>) -> bool {
    let talk = top.table.get("talk").and_then(|n| n.table());
    talk.and_then(|t| t.get("resistance")).is_some_and(|n| match &n.value {
        Value::Text(text) => text == "uniform",
        Value::Table(_) => true,
        _ => false,
    })
}

fn scale(s: &Section<'_>, resistance: Resistance, weighted: bool) -> Scale {
    if s.has("organic_r") && s.has("scale") {
        s.allow("organic_r");
        s.allow("scale");
        let help = "keep organic_r to state what talk achieves, or scale to state the hazard itself";
        s.problem("scale", "stands beside organic_r", help);
        return Scale::Beta(1.0);
    }
    s.allow("organic_r");
    let pilot = weighted && resistance == Resistance::Exponential;
    if s.has("organic_r") && !pilot {
        let why = if weighted { "thresholds have no hazard" } else { "no channel persuades by weight" };
        s.problem("organic_r", format!("cannot be reached: {why}"), "write scale = 1 instead");
        return Scale::Beta(1.0);
    }
    if s.has("scale") || !pilot {
        Scale::Beta(s.number(&keys::SCALE))
    } else {
        Scale::OrganicR(s.number(&keys::ORGANIC_R))
    }
}

/// Reads `[product]`.
pub(super) fn product(top: &Section<'_>) -> Product {
    let s = top.table_or_empty("product");
    let satisfied = s.number(&keys::SATISFIED);
    // The best quality is never below the one at the start.
    let best = keys::SATISFIED_BEST.default_value().0.max(satisfied);
    let product = Product {
        satisfied,
        satisfied_at_best: s.number_or(&keys::SATISFIED_BEST, best),
        margin_per_owner: s.number(&keys::MARGIN),
        lapse_per_day: s.number(&keys::LAPSE) / 365.0,
        lapse_participant: s.number(&keys::LAPSE_PARTICIPANT),
        lapse_advocate: s.number(&keys::LAPSE_ADVOCATE),
        lapse_aggrieved: s.number(&keys::LAPSE_AGGRIEVED),
        trouble_per_day: s.number(&keys::TROUBLE),
        delay_days: s.number(&keys::DELAY),
    };
    if product.satisfied_at_best < product.satisfied {
        let text = format!("is {}", product.satisfied_at_best);
        s.problem("satisfied_at_best", text, format!("it must be at least satisfied, {}", product.satisfied));
    }
    s.write("[product]");
    product
}

/// Reads `[service]`.
pub(super) fn service(top: &Section<'_>) -> Service {
    let s = top.table_or_empty("service");
    let service = Service {
        staff_per_100_000: s.number(&keys::STAFF),
        wage_per_month: s.number(&keys::WAGE),
        promise_days: s.number(&keys::PROMISE),
        voiced: s.number(&keys::VOICED),
        recovery: s.number(&keys::RECOVERY),
        patience_days: s.number(&keys::PATIENCE),
        tickets_per_head_day: s.number(&keys::TICKETS),
    };
    s.write("[service]");
    service
}
