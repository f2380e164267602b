//! Service through the scenario that a user writes: what a desk leaves waiting, and what that costs.

use crate::common;
use groundswell::Stage;
use groundswell::engine::record::RunRecord;

/// 20,000 people who all come within months, some thousand troubles a week, and this desk.
fn market(service: &str, arms: &str) -> String {
    format!(
        r#"
name = "desk"
seed = 11
horizon = "26w"
[market]
people = 20_000
outside_per_day = 0.01
[layers.friends]
small_world = {{ degree = 8, rewire = 0.1 }}
[channels.wechat]
kind = "chat"
layer = "friends"
[talk]
scale = 0.3
[product]
satisfied = 0.7
trouble_per_day = 0.02
[service]
staff_per_100_000 = 0
{service}
[compare]
replications = 4
{arms}"#
    )
}

/// A strategy whose desk has these keys.
fn arm(name: &str, keys: &str) -> String {
    format!("[[strategy]]\nname = \"{name}\"\n[[strategy.tactic]]\nkind = \"service\"\n{keys}\n")
}

#[test]
fn sixteen_heads_by_hand_fall_behind_where_a_machine_does_not_and_owners_pay_for_it() {
    // As many questions as 100 times the owners would ask: 10 a year each.
    let desk = "team = { heads = 16, wage_per_month = 1, learns = \"0d\" }\ntickets_per_head_day = 850\n\
                messages_per_owner_year = 1_000";
    let arms = arm("By hand", desk) + &arm("Machine", &format!("{desk}\nautomatic = 0.9"));
    let runs = common::study(&market("ignored = 2", &arms)).records;
    // An organic arm is added in front.
    let (by_hand, machine) = runs[4..].split_at(4);
    for (hand, machine) in by_hand.iter().zip(machine) {
        // The backlog begins on the day on which 1,000 messages a year and the tickets pass 13,600 a day.
        let falls = 7 + hand.rows[7..].iter().position(|row| row.wait_hours > 1.0).expect("it falls behind");
        let owners = f64::from(hand.rows[falls].active()) * 100.0;
        assert!((450_000.0..1_000_000.0).contains(&owners), "{owners} owners' questions");
        assert!(machine.rows[7..].iter().all(|row| row.wait_hours < 0.25));
        let aggrieved =
            |run: &RunRecord| run.rows.last().map_or(0, |row| row.stages[Stage::Aggrieved as usize]);
        assert!(aggrieved(hand) > aggrieved(machine));
    }
    let active = |runs: &[RunRecord]| -> u32 {
        runs.iter().map(|run| run.rows.last().map_or(0, |row| row.active())).sum()
    };
    assert!(active(by_hand) < active(machine), "{} {}", active(by_hand), active(machine));
}

#[test]
fn eight_hours_of_waiting_win_fewer_than_five_minutes() {
    let arms =
        arm("Quick", "team = { heads = 20, wage_per_month = 1, learns = \"0d\" }\ntickets_per_head_day = 10")
            + &arm(
                "Slow",
                "team = { heads = 1, wage_per_month = 1, learns = \"0d\" }\ntickets_per_head_day = 10",
            );
    let runs = common::study(&market("ignored = 2", &arms)).records;
    let mean = |runs: &[RunRecord], of: &dyn Fn(&RunRecord) -> f64| {
        runs.iter().map(of).sum::<f64>() / runs.len() as f64
    };
    let (quick, slow) = runs[4..].split_at(4);
    let wait = |run: &RunRecord| run.rows.last().map_or(0.0, |row| row.wait_hours);
    assert!(
        mean(quick, &wait) < 0.1 && mean(slow, &wait) > 8.0,
        "{} {}",
        mean(quick, &wait),
        mean(slow, &wait)
    );
    let active = |run: &RunRecord| run.rows.last().map_or(0.0, |row| f64::from(row.active()));
    for (quick, slow) in quick.iter().zip(slow) {
        assert!(active(quick) > active(slow), "{} {}", active(quick), active(slow));
    }
}

#[test]
fn followers_write_to_the_desk_and_leave_where_it_answers_too_late() {
    let content = "[[strategy.tactic]]\nkind = \"content\"\naccount = \"own\"\non = \"wechat\"\nfollowers_at_start = 5_000\n\
                   follow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\npush_seen = 0\nteam = { heads = 1, wage_per_month = 1 }\n";
    let desk = "team = { heads = 1, wage_per_month = 1, learns = \"0d\" }\naccount = \"own\"\nmessages_per_follower_year = 73";
    let arms =
        arm("By hand", desk) + content + &arm("Machine", &format!("{desk}\nautomatic = 0.9")) + content;
    let runs = common::study(&market("", &arms)).records;
    // The last measure of the desk; 5,000 followers ask 1,000 questions a day, and a head answers 150.
    let lost = |run: &RunRecord| -> f32 { run.activity[0][9].iter().flatten().sum() };
    let (by_hand, machine) = runs[4..].split_at(4);
    for (hand, machine) in by_hand.iter().zip(machine) {
        // 20 % of them ask on a day, and a tenth of those leave: e^(−.02·180) of them are left where nobody answers.
        assert!(lost(hand) > 500.0 && lost(hand) < 4_900.0, "{}", lost(hand));
        // The machine leaves 100 a day for the head: few wait for hours.
        assert!(lost(machine) < 0.02 * lost(hand), "{}", lost(machine));
        assert!(hand.rows[60].wait_hours > machine.rows[60].wait_hours);
    }
}
