//! One run: what the tick loop does, against theory, a slow twin and itself.

mod accounts;
mod activity;
mod audiences;
mod conditions;
mod drawn_tactics;
mod golden;
mod invariants;
mod invites;
mod mechanics;
mod own_tactic;
mod published;
mod sales;
mod service;
mod strengths;
mod twin;
mod world;
