//! The resolved scenario in another folder: the names of edge lists follow.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::plan::{LayerKind, Plan};
use super::tree;

/// The resolved text with the edge lists, written relative to `from`, named from `to`.
pub(super) fn resolved(text: &str, plan: &Plan, from: &Path, to: &Path) -> String {
    let mut text = text.to_owned();
    for layer in &plan.layers {
        let LayerKind::Import { file, .. } = &layer.kind else { continue };
        let Ok(written) = file.strip_prefix(from) else { continue };
        if written.is_absolute() {
            continue;
        }
        let (Some(target), Some(base)) = (canonical(file), canonical(to)) else { continue };
        let name = |path: &Path| format!("file = {}", tree::quoted(&path.to_string_lossy()));
        text = text.replace(&name(written), &name(&relative_path(&base, &target)));
    }
    text
}

/// The path with every link on it followed, as far as it exists.
fn canonical(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let mut missing: Vec<OsString> = Vec::new();
    let mut there = whole.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return Some(missing.iter().rev().fold(found, |path, part| path.join(part)));
        }
        missing.push(there.file_name()?.to_owned());
        there = there.parent()?;
    }
}

/// The path from the folder `base` to `target`, with `/` between the parts; `target` itself where
/// there is no such path (another drive).
fn relative_path(base: &Path, target: &Path) -> PathBuf {
    let (from, to): (Vec<Component>, Vec<Component>) =
        (base.components().collect(), target.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return target.to_path_buf();
    }
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|c| c.as_os_str().to_string_lossy().into_owned());
    PathBuf::from(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_goes_up_and_down_again() {
        let leads =
            |a: &str, b: &str| relative_path(Path::new(a), Path::new(b)).to_string_lossy().into_owned();
        assert_eq!(leads("/p/output/x", "/p/scenarios/data/e.txt"), "../../scenarios/data/e.txt");
        assert_eq!(leads("/p", "/p/e.txt"), "e.txt");
    }
}
