//! Participation that is open.

use super::{OpenTo, Participation, Serves};
use crate::contract::{
    Budget, Effects, Entrants, EntriesToday, Now, ParticipationToday, ServiceToday, Tactic,
};
use crate::rules;
use crate::scenario::spec::Start;
use crate::tactic::team::Crew;
use crate::units::AccountId;

/// Most acts a day of somebody who does not own the product.
pub(in crate::tactic) const MOST_ENTRIES: f64 = 5.0;
/// Involvement gained by an act whose state is shown, relative to one whose state is not.
const SHOWN_GAIN: f64 = 1.5;
/// Things made for a brand, relative to those made for a product.
const BRAND: f64 = 3.0;

/// Participation that is open.
pub(super) struct OpenParticipation {
    plan: Participation,
    key: u32,
    account: Option<AccountId>,
    crew: Crew,
    score: f64,
    feedback: f64,
    releases: u32,
    refreshes: u32,
    refreshed: u32,
    acts_today: u64,
    acts_yesterday: u64,
}

impl OpenParticipation {
    /// Participation before its first tick.
    pub fn new(plan: &Participation, start: &Start<'_>) -> OpenParticipation {
        OpenParticipation {
            plan: plan.clone(),
            key: start.tactic_key,
            account: start.account.map(|a| a.0),
            score: plan.interaction.score(),
            crew: Crew::new(plan.team(), start.ends),
            feedback: 0.0,
            releases: 0,
            refreshes: 0,
            refreshed: 0,
            acts_today: 0,
            acts_yesterday: 0,
        }
    }

    /// A release is due; nobody makes it while it is closed.
    fn release(&mut self, now: &Now, out: &mut Effects) {
        self.releases += 1;
        if !self.crew.works() {
            return;
        }
        if self.plan.serves == Serves::Product {
            let (quality, best) = now.quality;
            let (share, half) = (self.plan.improvement_per_release, self.plan.feedback_half);
            out.quality +=
                rules::improvement(quality, best, share * now.pulse.work_share(), self.feedback, half);
        }
        self.feedback = 0.0;
        self.score +=
            self.plan.interaction.design_step * (self.plan.interaction.design_best - self.score).max(0.0);
    }

    fn start_day(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let since = now.day - now.began;
        self.acts_yesterday = std::mem::take(&mut self.acts_today);
        let expected = now.pulse.active() as f64 * self.plan.demand * self.acts_a_day();
        self.crew.start_day(now, budget, out, (expected, self.plan.handles()));
        if since + 1e-9 >= f64::from(self.releases + 1) * f64::from(self.plan.release_days) {
            self.release(now, out);
        }
        if let Some(days) = self.plan.refresh_days
            && since + 1e-9 >= f64::from(self.refreshes + 1) * f64::from(days)
        {
            self.refreshes += 1;
            if budget.pay(me, now.day_number(), self.plan.refresh_cost) {
                self.refreshed = now.day_number();
            } else {
                out.notes.push("could not pay a refresh".to_owned());
            }
        }
    }
}

impl OpenParticipation {
    /// Acts a day of somebody who needs it.
    fn acts_a_day(&self) -> f64 {
        self.plan.acts_per_day * self.score * self.plan.use_for_users()
    }

    /// What handled acts do for service, the brand or sales.
    fn serve(&self, now: &Now, handled: u64, out: &mut Effects) {
        let a_day = handled as f64 / now.dt;
        match self.plan.serves {
            Serves::Product | Serves::Brand => {}
            Serves::Service => out.service.push(ServiceToday {
                capacity: a_day * self.plan.company_gain,
                ..ServiceToday::none(out.acting)
            }),
            Serves::Sales => {
                let most = now.pulse.active() as f64 * self.plan.demand * self.plan.acts_per_day;
                out.buying += self.plan.company_gain * (a_day / most.max(1e-9)).min(1.0);
            }
        }
    }

    /// What is open to people who do not own the product.
    fn entries(&self, now: &Now, (handled, gain, content): (f64, f64, f64), out: &mut Effects) {
        let from = match (self.plan.open_to, self.account) {
            (OpenTo::Owners, _) | (OpenTo::Followers, None) => return,
            (OpenTo::Followers, Some(account)) => Entrants::Followers(account),
            (OpenTo::Aware, _) => Entrants::Aware,
        };
        let age = now.day - now.began.max(f64::from(self.refreshed));
        let fading = libm::exp2(-age / self.plan.interest_half_life);
        out.entries.push(EntriesToday {
            tactic: out.acting,
            tactic_key: self.key,
            from,
            owners: false,
            rate: (self.acts_a_day() * fading).min(MOST_ENTRIES) * now.dt,
            demand: self.plan.demand,
            needed_by: self.plan.segments(),
            handled,
            gain,
            force: self.plan.media.audience().force * self.score * self.plan.commits,
            content,
            posts_on: self.plan.posts_on,
            annoys: 0.0,
            rewarding: self.plan.interaction.rewarding_with_cash(),
        });
    }
}

impl Tactic for OpenParticipation {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let counts = now.pulse.participation[me];
        self.acts_today += counts.acts + counts.entries;
        self.crew.loaded((counts.acts + counts.entries) as f64);
        let experts = (self.plan.expert - 1.0) * counts.involved as f64 / 255.0;
        let members = counts.expertise as f64 / 256.0;
        self.feedback += (counts.handled as f64 + experts + members) * self.plan.company_gain;
        if now.new_day() {
            self.start_day(now, budget, out);
        }
        if !self.crew.works() {
            return;
        }
        out.say(3, self.crew.heads());
        out.say(4, self.score);
        self.serve(now, counts.handled, out);
        out.remix = out.remix.max(self.plan.remix);
        let capacity = self.crew.work() * self.plan.handles();
        let load = self.acts_yesterday as f64;
        let handled = if load <= capacity { 1.0 } else { capacity / load };
        let shown = if self.plan.status_shown { SHOWN_GAIN } else { 1.0 };
        let design = self.plan.interaction;
        let gain =
            (self.plan.involvement_gain * self.plan.user_gain * design.gain_with_cash() * shown).min(1.0);
        let brand = if self.plan.serves == Serves::Brand { BRAND } else { 1.0 };
        let content = (self.plan.content * self.score * brand).min(1.0);
        out.participation.push(ParticipationToday {
            tactic: me,
            tactic_key: self.key,
            rate: self.acts_a_day(),
            participant: self.plan.participant,
            advocate: self.plan.advocate,
            demand: self.plan.demand,
            needed_by: self.plan.segments(),
            fade_days: self.plan.interest_half_life,
            refreshed: self.refreshed,
            handled,
            gain,
            content,
            posts_on: self.plan.posts_on,
            sour: self.plan.sour * (1.0 - self.plan.user_gain) * (1.0 - design.real),
            weighs_experts: self.plan.expert > 1.0,
            built: self.plan.built,
            rewarding: design.rewarding_with_cash(),
        });
        self.entries(now, (handled, gain, content), out);
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.crew.wages_ahead(day, horizon)
    }
}
