//! Import of edge lists.
