//! All tables of scenario files, and the grammar made of them.

use super::super::registry::Registry;
use super::super::{
    arrivals, assumption, channel_heading, channels, compare, degrees, import_file, market, market_rules,
    media, network, people_file, product, rival, seeds, service, shock, speech, strategies, tactics, talk,
    top, trend,
};
use super::form::Word;
use super::{Grammar, Item, TACTIC};

/// The tables of the world.
const TABLES: &[&[Item]] = &[
    top::Top::ITEMS,
    market::Market::ITEMS,
    market_rules::MarketRules::ITEMS,
    trend::Trend::ITEMS,
    rival::RivalPlan::ITEMS,
    arrivals::Arrivals::ITEMS,
    market::Growth::ITEMS,
    market::Cities::ITEMS,
    market::Segment::ITEMS,
    market::Susceptibility::ITEMS,
    market::Activity::ITEMS,
    network::Kinds::ITEMS,
    network::Common::ITEMS,
    import_file::Import::ITEMS,
    network::SmallWorld::ITEMS,
    network::PowerLaw::ITEMS,
    network::Random::ITEMS,
    network::Communities::ITEMS,
    degrees::Laws::ITEMS,
    channel_heading::Heading::ITEMS,
    channels::Ride::ITEMS,
    speech::ChatSpeech::ITEMS,
    speech::FeedSpeech::ITEMS,
    speech::ClubSpeech::ITEMS,
    speech::Certain::ITEMS,
    channels::Chat::ITEMS,
    channels::Feed::ITEMS,
    channels::Club::ITEMS,
    channels::Opening::ITEMS,
    talk::Talk::ITEMS,
    talk::Threshold::ITEMS,
    talk::TalkRates::ITEMS,
    talk::DistinctVoices::ITEMS,
    talk::Trust::ITEMS,
    product::Product::ITEMS,
    shock::Shock::ITEMS,
    service::Service::ITEMS,
    seeds::Seeds::ITEMS,
    seeds::PickOne::ITEMS,
    people_file::PeopleFile::ITEMS,
    media::Media::ITEMS,
    compare::Compare::ITEMS,
    strategies::Heading::ITEMS,
    strategies::TacticHeading::ITEMS,
    tactics::TacticPlan::ITEMS,
    assumption::AssumedNumber::ITEMS,
];

/// The grammar of scenarios with these kinds of tactics.
pub fn grammar(registry: &Registry) -> Grammar {
    let kinds = registry.kinds().iter().map(|kind| kind.name).collect();
    let mut grammar = Grammar { kinds, ..Grammar::default() };
    TABLES.iter().copied().flatten().for_each(|item| grammar.place(*item));
    for kind in registry.kinds() {
        let also = kind.also_starts.map(Word::item);
        let own = also.into_iter().chain(kind.keys.iter().copied().flatten().copied());
        own.for_each(|item| grammar.put(TACTIC, kind.name, item));
        kind.inner.iter().copied().flatten().for_each(|item| grammar.place(*item));
    }
    grammar
}

#[cfg(test)]
mod tests {
    use super::super::super::key::{Key, TINY};
    use super::super::Row;
    use super::*;

    fn grammar() -> Grammar {
        super::grammar(&crate::tactic::registry())
    }

    fn all() -> Vec<Item> {
        grammar().rows.iter().map(|row| row.item).collect()
    }

    fn numbers() -> impl Iterator<Item = &'static Key> {
        all().into_iter().filter_map(|item| match item {
            Item::Number(key) => Some(key),
            Item::Other(_) => None,
        })
    }

    #[test]
    fn every_default_lies_in_its_own_range() {
        for key in numbers().filter(|key| !key.default.is_empty()) {
            let value =
                key.value_of(key.default).unwrap_or_else(|| panic!("{} has no readable default", key.name));
            assert!((key.low..=key.high).contains(&value), "{} is {value}", key.name);
            assert_eq!(key.default_value().0, value, "{}", key.name);
        }
    }

    #[test]
    fn every_range_worth_trying_lies_in_the_allowed_one_and_holds_the_default() {
        let mut found = 0;
        for key in numbers() {
            let Some((from, to)) = key.plausible else { continue };
            let read =
                |text| key.value_of(text).unwrap_or_else(|| panic!("{}: {text} is no number", key.name));
            let (from, to, default) = (read(from), read(to), read(key.default));
            assert!(key.low <= from || key.low == TINY && from == 0.0, "{} from {from}", key.name);
            assert!(from < to && to <= key.high, "{} from {from} to {to}", key.name);
            assert!((from..=to).contains(&default), "{} is {default}, not from {from} to {to}", key.name);
            found += 1;
        }
        assert!(found > 30, "only {found} keys have a range worth trying");
    }

    #[test]
    fn every_default_names_a_source_or_says_that_it_is_assumed() {
        for item in all() {
            let (default, neutral) = match item {
                Item::Number(key) => (key.default, ["0", "0d", "1", "1.0"].as_slice()),
                Item::Other(word) => (
                    word.default,
                    [
                        "false",
                        "0d",
                        "any",
                        "keep",
                        "continuous",
                        "done",
                        "none",
                        "anything",
                        "even",
                        "alone",
                        "anybody",
                        "owners",
                    ]
                    .as_slice(),
                ),
            };
            let origin = item.origin().unwrap_or_default();
            let name = format!("{} in {:?}", item.name(), item.places());
            if default.is_empty() {
                // A default that follows from other keys may be assumed, too.
                let said = ["by default ", "assumed", "from "].iter().any(|said| origin.starts_with(said));
                assert!(origin.is_empty() || said, "{name}: {origin}");
            } else {
                let said = origin.starts_with("assumed") || origin.starts_with("from ");
                let is_neutral = origin.starts_with("neutral: ") && neutral.contains(&default);
                assert!(
                    said || is_neutral,
                    "{name} is {default} by default, and does not say why: {origin:?}"
                );
            }
            assert!(item.meaning().len() > 10, "{name} does not say what it is");
        }
    }

    #[test]
    fn no_key_is_declared_twice_in_one_table() {
        let grammar = grammar();
        for Row { place, .. } in &grammar.rows {
            for kind in grammar.kinds_of(place).into_iter().chain([""]) {
                let mut names: Vec<&str> = grammar.keys_in(place, kind).into_iter().map(Item::name).collect();
                let count = names.len();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), count, "[{place}] {kind} has a key twice: {names:?}");
            }
        }
    }

    #[test]
    fn every_default_word_is_one_of_the_words_to_choose_from() {
        for item in all() {
            let Item::Other(word) = item else { continue };
            if !word.options().is_empty() && !word.default.is_empty() {
                assert!(word.options().contains(&word.default), "{} is {}", word.name, word.default);
            }
        }
    }
}
