"""SI and Bass by steps: what the two workloads share, as numpy and numba would have it.

In a step somebody without adopts with 1 - (1 - p) (1 - beta)^n, n the friends who had it before the
step: from outside with p, over each tie with beta. SI is p = 0 with seeds, Bass is p > 0 without.
"""

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from scipy import sparse

from shared import PEOPLE, Graph, Result, measure, settings


@dataclass
class Law:
    """The numbers of one scenario."""

    beta: float  # chance that a tie carries it in a step
    outside: float  # chance to adopt from outside in a step
    seeds: float  # share of the people who have it at the start
    steps: int


def law(scenario: str) -> Law:
    """Reads the scenario: acts at rate b over a tie come at least once a step with 1 - exp(-b)."""
    plan = settings(scenario)
    beta = 1 - math.exp(-plan["channels"]["contact"]["acts_per_tie_per_day"])
    outside = plan["market"].get("outside_per_day", 0)
    return Law(beta, outside, plan["seeds"]["count"] / PEOPLE, int(plan["horizon"].removesuffix("d")))


def seeds(graph: Graph, law: Law, luck: np.random.Generator) -> np.ndarray:
    """Who has it at the start, drawn anew in each replication."""
    return luck.choice(graph.people, round(law.seeds * graph.people), replace=False)


def by_numpy(graph: Graph, law: Law, runs: int) -> Result:
    """Counts friends who have it by a sparse matrix; one coin a person and step."""
    ones = np.ones(graph.peer.size, dtype=np.float32)
    friends = sparse.csr_array((ones, graph.peer, graph.start), shape=(graph.people, graph.people))

    def spread(luck: np.random.Generator) -> int:
        has = np.zeros(graph.people, dtype=np.float32)
        has[seeds(graph, law, luck)] = 1
        for _ in range(law.steps):
            miss = (1 - law.outside) * (1 - law.beta) ** (friends @ has)
            has[luck.random(graph.people, dtype=np.float32) >= miss] = 1
        return has.sum()

    return measure(spread, runs, warm=1)


@njit
def win(has: np.ndarray, owners: np.ndarray, length: int, outside: float) -> int:
    """Who is won from outside in a step, met by leaps over everybody; returns the new length."""
    person = np.random.geometric(outside) - 1 if outside > 0 else has.size
    while person < has.size:
        if not has[person]:
            has[person] = True
            owners[length] = person
            length += 1
        person += np.random.geometric(outside)
    return length


@njit
def begin(people: int, first: np.ndarray) -> tuple:
    """Who has it, a list of the owners with room for all, and its length: the seeds."""
    has = np.zeros(people, np.bool_)
    owners = np.empty(people, np.int32)
    has[first] = True
    owners[: first.size] = first
    return has, owners, first.size


@njit
def play(start: np.ndarray, peer: np.ndarray, first: np.ndarray, numbers: tuple, seed: int) -> int:
    """A coin for each tie of each owner and step."""
    beta, outside, steps = numbers
    np.random.seed(seed)
    has, owners, length = begin(start.size - 1, first)
    for _ in range(steps):
        before = length
        for at in range(before):
            person = owners[at]
            for tie in range(start[person], start[person + 1]):
                if np.random.random() < beta and not has[peer[tie]]:
                    has[peer[tie]] = True
                    owners[length] = peer[tie]
                    length += 1
        length = win(has, owners, length, outside)
    return length


@njit
def play_skipping(start: np.ndarray, peer: np.ndarray, first: np.ndarray, numbers: tuple, seed: int) -> int:
    """The same with one draw a success: the ties of all owners are one row, walked in leaps."""
    beta, outside, steps = numbers
    np.random.seed(seed)
    has, owners, length = begin(start.size - 1, first)
    log_miss = np.log1p(-beta)
    for _ in range(steps):
        before = length
        leap = int(np.log(1 - np.random.random()) / log_miss)
        for at in range(before):
            person = owners[at]
            degree = start[person + 1] - start[person]
            while leap < degree:
                friend = peer[start[person] + leap]
                if not has[friend]:
                    has[friend] = True
                    owners[length] = friend
                    length += 1
                leap += 1 + int(np.log(1 - np.random.random()) / log_miss)
            leap -= degree
        length = win(has, owners, length, outside)
    return length


def by_numba(graph: Graph, law: Law, runs: int, skipping: bool) -> Result:
    """Loops by hand, compiled: a coin a tie, or one draw a success."""
    loop = play_skipping if skipping else play

    def spread(luck: np.random.Generator) -> int:
        numbers = (law.beta, law.outside, law.steps)
        return loop(graph.start, graph.peer, seeds(graph, law, luck), numbers, luck.integers(2**32))

    return measure(spread, runs, warm=1)
