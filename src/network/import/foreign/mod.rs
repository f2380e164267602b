//! Networks in other formats than edge lists: known by how they begin, read or refused by name.

mod adjacency;
mod builder;
mod dimacs;
mod file_name;
mod gml;
mod json;
mod matrix_market;
mod metis;
mod pajek;
mod tgf;
mod xml;

use std::path::Path;

use file_name::named_as;

use super::error::ImportError;
use super::numbered::Found;
use super::reading::Reading;

/// How text begins that is refused, and what it is.
const REFUSED: [(&str, &str); 18] = [
    ("<http", "a list of RDF triples (N-Triples); write its ties one a line"),
    ("<urn:", "a list of RDF triples (N-Triples); write its ties one a line"),
    ("@prefix", "RDF (Turtle); write its ties one a line"),
    ("@base", "RDF (Turtle); write its ties one a line"),
    ("digraph", "a DOT graph (Graphviz); write its ties one a line"),
    ("strict ", "a DOT graph (Graphviz); write its ties one a line"),
    ("graph{", "a DOT graph (Graphviz); write its ties one a line"),
    ("graph {", "a DOT graph (Graphviz); write its ties one a line"),
    ("dl n", "a UCINET file (DL); write its ties one a line"),
    ("dl\n", "a UCINET file (DL); write its ties one a line"),
    ("dl ", "a UCINET file (DL); write its ties one a line"),
    ("nodedef>", "a GDF file; save it as GraphML, or its ties as CSV"),
    (">>graph6<<", "a graph6 file; write its ties one a line"),
    (">>sparse6<<", "a sparse6 file; write its ties one a line"),
    ("@relation", "an ARFF file; write its ties as CSV"),
    ("insert into", "a dump of a database; export the table as CSV"),
    ("create table", "a dump of a database; export the table as CSV"),
    ("-- mysql dump", "a dump of a database; export the table as CSV"),
];

/// The network of a text in another format; `None` if it is none that is known.
///
/// # Errors
/// A format that is not read, by its name; what is wrong with one that is.
pub(super) fn read(text: &[u8], path: &Path, reading: &Reading) -> Result<Option<Found>, ImportError> {
    let begin = text.trim_ascii_start();
    let starts =
        |word: &str| begin.len() >= word.len() && begin[..word.len()].eq_ignore_ascii_case(word.as_bytes());
    let unreadable = |reason: String| ImportError::unreadable(path, reason);
    if let Some((_, name)) = REFUSED.iter().find(|(word, _)| starts(word)) {
        return Err(unreadable(format!("it is {name}")));
    }
    let network = if starts("%%matrixmarket") {
        matrix_market::read(text, path)?
    } else if starts("<") {
        xml::read(begin).map_err(unreadable)?
    } else if starts("{") || starts("[") {
        json::read(begin).map_err(unreadable)?
    } else if pajek::is_pajek(begin) {
        pajek::read(text, path)?
    } else if gml::is_gml(begin) {
        gml::read(text, path)?
    } else if dimacs::is_dimacs(text) {
        dimacs::read(text, path)?
    } else if metis::is_named_so(path) {
        metis::read(text, path)?
    } else if named_as(path, &[".tgf"]) {
        tgf::read(text, path)?
    } else if let Some(kind) = adjacency::kind(text, path) {
        adjacency::read(text, path, kind)?
    } else {
        return Ok(None);
    };
    if reading.from.is_some() || reading.to.is_some() || reading.weight.is_some() {
        return Err(unreadable(
            "its format names who is tied to whom; from, to and weight are for tables".into(),
        ));
    }
    Ok(Some(network))
}
