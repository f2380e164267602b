//! Talk so dear that its scale cannot be searched for in reasonable time: `check` says so, and can be stopped.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::program::{done, folder, put};

/// A ring of 40 people; `chat` and `talk` are lines of their tables.
fn ring(dir: &std::path::Path, chat: &str, talk: &str, more: &str) {
    let ties: String = (0..40).map(|i| format!("{i} {}\n", (i + 1) % 40)).collect();
    put(dir, "ring.txt", &ties);
    let text = format!(
        "horizon = \"2w\"\n[layers.ring]\nimport = {{ file = \"ring.txt\" }}\n[channels.chat]\nkind = \"chat\"\n{chat}\n\
         [talk]\norganic_r = 0.05\n{talk}\n{more}\n[seeds]\ncount = 1\n[compare]\ncap = \"none\"\nreplications = 2\n\
         [[strategy]]\nname = \"Organic\"\n"
    );
    put(dir, "dear.toml", &text);
}

#[test]
fn check_gives_up_a_search_that_is_too_dear_and_names_the_key_and_what_to_write() {
    let begin = "Warning: how convincing talk must be for an R of 0.05 was not found within 20,000 acts and exposures, and \
                 check gave up. run does not give up, however long it takes.";
    let end = "Or write scale in the place of organic_r: it is not searched for.";
    let does = "As organic_r says what talk achieves, less talk does the same, each word more convincing";
    let cases = [
        (
            ["acts_per_day = 1000", "", ""],
            format!(
                "channels.chat.acts_per_day is 1000: an owner speaks about 37,000 times in four years. {does}: write 10."
            ),
        ),
        (
            ["acts_per_tie_per_day = 500", "", ""],
            format!(
                "channels.chat.acts_per_tie_per_day is 500: an owner speaks about 37,000 times in four years. {does}: \
                 write 6."
            ),
        ),
        (
            ["acts_per_day = 0.3", "fresh_for = \"never\"", ""],
            format!("talk.fresh_for is \"never\": an owner speaks about 210 times in four years. {does}."),
        ),
        (
            ["acts_per_day = 0.2", "", "[channels.forum]\nkind = \"club\"\nviews = 5_000"],
            format!(
                "channels.forum.views is 5000: an owner speaks about 9 times in four years. {does}: write 500."
            ),
        ),
        (
            ["acts_per_day = 0.2", "grievance = 60", ""],
            format!("talk.grievance is 60: an owner speaks about 190 times in four years. {does}."),
        ),
        (
            ["acts_per_day = 0.2", "rejecters_warn = true\ngrievance = 0.5", ""],
            "talk.rejecters_warn is true: everybody who was warned off warns others, for as long as anybody owns it, at \
             0.5 of a fresh owner's acts; a smaller talk.grievance or talk.reject makes fewer warnings."
                .to_owned(),
        ),
        (["", "", ""], String::new()),
    ];
    let dir = folder();
    let check = |more: &[&str]| {
        let line = [&["check", "dear.toml", "--most-work", "20000"], more].concat();
        done(dir.path(), &line)
    };
    for ([chat, talk, more], key) in cases {
        ring(dir.path(), chat, talk, more);
        let said = check(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = format!("{begin} {key} {end}").replace("  ", " ");
        assert!(said.contains(&wanted), "{said}\n{wanted}");
        assert!(said.contains("it can be played, with the warnings below."), "{said}");
        assert!(said.contains("talk scale not found for an R of 0.05, see below"), "{said}");
    }
    let json: serde_json::Value = serde_json::from_str(&check(&["--json"])).expect("JSON");
    assert_eq!((&json["solved"]["target"], json["solved"]["beta"].is_null()), (&0.05.into(), true));
    // What defaults ask for is far below the limit.
    let said = done(dir.path(), &["check", "dear.toml"]);
    assert!(said.contains("so that R is 0.05"), "{said}");
}

#[test]
fn ctrl_c_ends_a_check() {
    let dir = folder();
    ring(dir.path(), "acts_per_day = 1000", "", "");
    let mut child = Command::new(env!("CARGO_BIN_EXE_groundswell"))
        .current_dir(dir.path())
        .args(["check", "dear.toml", "--most-work", "1000000000000"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(Duration::from_secs(3));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    let mut said = String::new();
    child.stderr.take().expect("standard error").read_to_string(&mut said).expect("text");
    assert_eq!((child.wait().expect("the end").code(), said.as_str()), (Some(1), "error: interrupted\n"));
}
