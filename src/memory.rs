//! How much memory is left for this program.

/// Bytes that may still be taken, by what the machine has available, the limit of the control group (a container) and
/// the limit of the process; `None` where nothing of it can be told.
pub fn available() -> Option<u64> {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let machine = Some(system.available_memory()).filter(|bytes| *bytes > 0);
    let container = system.cgroup_limits().map(|limits| limits.total_memory);
    [machine, container, of_process()].into_iter().flatten().min()
}

/// What the process may address in all (`ulimit -v`).
fn of_process() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(unix))]
    None
}

/// Bytes in words: 950 MB, 1.5 GB.
pub fn in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", bytes.div_ceil(1_000_000)),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_memory_is_left_and_told_in_words() {
        assert!(available().is_none_or(|bytes| bytes > 1_000_000));
        assert_eq!([900, 950_000_000, 1_500_000_000].map(in_words), ["1 kB", "950 MB", "1.5 GB"]);
    }
}
