//! The queue for service: Erlang's M/M/c while it keeps up, a backlog when it falls behind.

/// Waiting for service: M/M/c while the servers keep up, a fluid backlog when they do not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServiceQueue {
    /// Chance of having to wait at all (Erlang C).
    pub waits: f64,
    /// Rate per day at which a wait ends: c·μ − λ.
    pub rate: f64,
    /// Days of work already queued.
    pub behind: f64,
}

impl ServiceQueue {
    /// A queue with `heads` servers that each settle `per_head_day`, with `arrivals` a day and `backlog` tickets
    /// waiting; without heads nobody is ever answered (M/M/c: Erlang 1917; Gross & Harris 1998, *Fundamentals of Queueing Theory*).
    pub fn new(arrivals: f64, heads: u32, per_head_day: f64, backlog: f64) -> ServiceQueue {
        if heads == 0 {
            return ServiceQueue { waits: 1.0, rate: 1.0, behind: f64::INFINITY };
        }
        let capacity = f64::from(heads) * per_head_day;
        let behind = backlog / capacity;
        if arrivals >= 0.999 * capacity {
            return ServiceQueue { waits: 1.0, rate: 0.001 * capacity, behind };
        }
        ServiceQueue { waits: erlang_c(arrivals / per_head_day, heads), rate: capacity - arrivals, behind }
    }

    /// The same heads with a queue each, to which arrivals go at random: M/M/1 with an even part of the arrivals.
    pub fn separate(arrivals: f64, heads: u32, per_head_day: f64, backlog: f64) -> ServiceQueue {
        let mut one = ServiceQueue::new(arrivals / f64::from(heads.max(1)), heads.min(1), per_head_day, 0.0);
        if heads > 0 {
            one.behind = backlog / (f64::from(heads) * per_head_day);
        }
        one
    }

    /// Chance that a wait is longer than this many days.
    pub fn later_than(&self, days: f64) -> f64 {
        if self.behind >= days { 1.0 } else { self.waits * libm::exp(-self.rate * (days - self.behind)) }
    }

    /// Mean of exp(−wait/patience): the part of recovery that waits leave.
    pub fn kept(&self, patience: f64) -> f64 {
        let queue = 1.0 - self.waits + self.waits * self.rate / (self.rate + 1.0 / patience);
        libm::exp(-self.behind / patience) * queue
    }

    /// Mean wait in days.
    pub fn mean_wait(&self) -> f64 {
        self.behind + self.waits / self.rate
    }

    /// The wait in days of a ticket with two uniforms: does it wait, and how long.
    pub fn wait(&self, waits: f64, how_long: f64) -> f64 {
        let queue = if waits < self.waits { -libm::log(how_long) / self.rate } else { 0.0 };
        self.behind + queue
    }
}

/// Erlang C: the chance that an arrival waits in an M/M/c queue offered `load` = λ/μ erlangs.
///
/// Through the stable recursion of Erlang B: 1/B(c) = 1 + c/(load·B(c−1)). `load` must stay
/// below `heads`.
pub fn erlang_c(load: f64, heads: u32) -> f64 {
    if load <= 0.0 {
        return 0.0;
    }
    // Beyond 20,000 heads the chance of waiting is a step at load = heads.
    let blocked = (1..=heads.min(20_000)).fold(1.0, |b, c| load * b / (f64::from(c) + load * b));
    let rho = load / f64::from(heads);
    (blocked / (1.0 - rho * (1.0 - blocked))).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erlang_c_gives_the_forum_desk_of_56_engineers() {
        // 8,000 a day: 333.333 an hour, 9.6 minutes each, 56 heads: P(wait) .626347, mean 2.25485 min.
        let queue = ServiceQueue::new(8_000.0, 56, 150.0, 0.0);
        assert!((queue.waits - 0.626_347).abs() < 1e-5, "{}", queue.waits);
        assert!((queue.mean_wait() * 1_440.0 - 2.254_85).abs() < 1e-4);
    }

    #[test]
    fn without_heads_nobody_is_ever_answered() {
        let queue = ServiceQueue::new(3.0, 0, 150.0, 0.0);
        assert_eq!((queue.mean_wait(), queue.wait(0.0, 0.5)), (f64::INFINITY, f64::INFINITY));
        assert_eq!(libm::exp(-queue.wait(0.9, 1.0)), 0.0);
    }

    #[test]
    fn an_overloaded_queue_works_off_its_backlog_first() {
        let queue = ServiceQueue::new(300.0, 1, 150.0, 450.0);
        assert_eq!(queue.waits, 1.0);
        assert!(queue.wait(0.5, 0.5) > 3.0);
    }

    #[test]
    fn one_head_waits_as_the_single_queue_does_and_a_thousand_do_not_overflow() {
        // M/M/1: the chance of waiting is the load itself.
        for load in [0.1, 0.5, 0.99] {
            assert!((erlang_c(load, 1) - load).abs() < 1e-12);
        }
        // M/M/2: 2ρ²/(1 + ρ).
        assert!((erlang_c(1.2, 2) - 2.0 * 0.36 / 1.6).abs() < 1e-12);
        // 1,000^1,000/1,000! would not fit a number; the recursion never forms it. Many heads:
        // Halfin & Whitt (1981) give 1/(1 + √(2π)·β·Φ(β)·e^{β²/2}) with β = (1 − ρ)√c.
        let beta: f64 = 1.0;
        let load = 10_000.0 - beta * 100.0;
        let phi = 0.841_344_746;
        let limit =
            1.0 / (1.0 + (2.0 * core::f64::consts::PI).sqrt() * beta * phi * (beta * beta / 2.0).exp());
        assert!((erlang_c(load, 10_000) - limit).abs() < 5e-3, "{}", erlang_c(load, 10_000));
    }
}
