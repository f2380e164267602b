//! Tables of which there may be several, such as `[[market.trend]]`.

use super::declare::{Section, Word};
use super::tree;

/// The tables of a list, each read by itself; none where the key is not written.
pub(super) fn tables<T>(
    s: &Section<'_>,
    key: &'static Word,
    example: &str,
    read: impl Fn(&Section<'_>) -> T,
) -> Vec<T> {
    let list = s.list(key.name, &format!("write {example} with two brackets")).unwrap_or_default();
    let (mut all, mut written) = (Vec::new(), Vec::new());
    for (i, node) in list.iter().enumerate() {
        let path = s.name(&format!("{}[{i}]", key.name));
        let Some(table) = node.table() else {
            s.cx.problem(node.at, &path, format!("is {}", node.describe()), format!("write {example}"));
            continue;
        };
        let inner = Section::new(s.cx, table, path, node.at);
        all.push(read(&inner));
        written.push(tree::inline(&inner.finish()));
    }
    if !written.is_empty() {
        s.record(key.name, format!("[{}]", written.join(", ")));
    }
    all
}
