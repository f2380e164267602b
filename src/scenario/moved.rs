//! Keys that were renamed: an old one is refused with the new one named.

/// Table, old key, new key.
const MOVED: [(&str, &str, &str); 3] = [
    ("talk", "doubt", "warning_factor"),
    ("compare", "runs", "replications_per_setting, or replications where nothing is drawn"),
    ("compare", "runs_as_stated", "replications"),
];

/// What a key of a table is called now, if it was renamed; `path` is that of the table.
pub(super) fn called_now(path: &str, key: &str) -> Option<String> {
    let table = path.split('.').next().unwrap_or_default();
    let (.., now) = MOVED.iter().find(|(place, old, _)| (*place, *old) == (table, key))?;
    Some((*now).to_owned())
}
