"""SIR in continuous time: each tie infects at a rate, everybody recovers at a rate."""

import numpy as np

from shared import SMALL, Graph, Result, arguments, compare, groundswell, load, measure, networkx_graph, settings

PLAN = settings("sir.toml")
INFECT = PLAN["channels"]["contact"]["acts_per_tie_per_day"]
RECOVER = PLAN["product"]["lapse_per_year"] / 365
SEEDS = PLAN["seeds"]["count"]


def by_eon(graph: Graph, runs: int) -> Result:
    """EoN's event-driven simulation, until nobody is infected."""
    import EoN

    net = networkx_graph(graph)

    def epidemic(luck: np.random.Generator) -> int:
        seeds = luck.choice(graph.people, SEEDS, replace=False).tolist()
        _, _, _, recovered = EoN.fast_SIR(net, INFECT, RECOVER, initial_infecteds=seeds, rng=luck)
        return recovered[-1]

    return measure(epidemic, runs)


def main() -> None:
    small = load(arguments() // SMALL)
    compare("SIR, continuous time", small.people, groundswell("sir.toml", small), {"EoN": by_eon(small, runs=10)})


if __name__ == "__main__":
    main()
