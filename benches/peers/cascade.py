"""Independent cascade: 100 random seeds; who adopts tells each friend once."""

import numpy as np
from numba import njit

from shared import SMALL, Graph, Result, arguments, compare, groundswell, load, measure, networkx_graph, settings

PLAN = settings("cascade.toml")
P = PLAN["channels"]["word"]["probability"]
SEEDS = PLAN["seeds"]["count"]


def by_numpy(graph: Graph) -> Result:
    """All ties of the newest at once."""

    def cascade(luck: np.random.Generator) -> int:
        has = np.zeros(graph.people, dtype=bool)
        newest = luck.choice(graph.people, SEEDS, replace=False)
        has[newest] = True
        while newest.size:
            first, degree = graph.start[newest], graph.start[newest + 1] - graph.start[newest]
            shift = np.repeat(first - np.append(0, degree.cumsum()[:-1]), degree)
            told = graph.peer[np.arange(degree.sum()) + shift]
            newest = np.unique(told[luck.random(told.size) < P])
            newest = newest[~has[newest]]
            has[newest] = True
        return has.sum()

    return measure(cascade, runs=10, warm=1)


@njit
def tell(start: np.ndarray, peer: np.ndarray, seeds: np.ndarray, p: float, seed: int) -> int:
    """A queue, and a coin for each tie."""
    np.random.seed(seed)
    has = np.zeros(start.size - 1, np.bool_)
    queue = np.empty(start.size - 1, np.int32)
    length = 0
    for person in seeds:
        has[person] = True
        queue[length] = person
        length += 1
    at = 0
    while at < length:
        person = queue[at]
        at += 1
        for tie in range(start[person], start[person + 1]):
            if np.random.random() < p and not has[peer[tie]]:
                has[peer[tie]] = True
                queue[length] = peer[tie]
                length += 1
    return length


def by_numba(graph: Graph) -> Result:
    """A loop by hand, compiled."""

    def cascade(luck: np.random.Generator) -> int:
        seeds = luck.choice(graph.people, SEEDS, replace=False)
        return tell(graph.start, graph.peer, seeds, P, luck.integers(2**32))

    return measure(cascade, runs=10, warm=1)


def by_cynetdiff(graph: Graph) -> Result:
    """CyNetDiff's model, from arrays as its documentation advises for large graphs."""
    from cynetdiff.models import IndependentCascadeModel

    start, peer = graph.start[:-1].astype(np.uint32), graph.peer.astype(np.uint32)
    model = IndependentCascadeModel(start, peer, activation_prob=P)

    def cascade(luck: np.random.Generator) -> int:
        model.set_rng(luck)
        model.set_seeds(luck.choice(graph.people, SEEDS, replace=False).tolist())
        model.advance_until_completion()
        return model.get_num_activated_nodes()

    return measure(cascade, runs=10, warm=1)


def by_ndlib(graph: Graph) -> Result:
    """NDlib's model; its step looks at everybody."""
    from ndlib.models.epidemics import IndependentCascadesModel
    from ndlib.models.ModelConfig import Configuration

    net = networkx_graph(graph)
    model = IndependentCascadesModel(net)
    config = Configuration()
    config.add_model_initial_configuration("Infected", [0])
    for tie in net.edges():
        config.add_edge_configuration("threshold", tie, P)
    model.set_initial_status(config)

    def cascade(luck: np.random.Generator) -> int:
        np.random.seed(luck.integers(2**32))
        model.reset(luck.choice(graph.people, SEEDS, replace=False).tolist())
        while (heads := model.iteration(node_status=False)["node_count"])[1]:
            pass
        return heads[2]

    return measure(cascade, runs=10)


def main() -> None:
    people = arguments()
    graph = load(people)
    ours = groundswell("cascade.toml", graph)
    peers = {"numba loop": by_numba(graph), "CyNetDiff": by_cynetdiff(graph), "numpy": by_numpy(graph)}
    compare("independent cascade", people, ours, peers)
    small = load(people // SMALL)
    compare("independent cascade", small.people, groundswell("cascade.toml", small), {"NDlib": by_ndlib(small)})


if __name__ == "__main__":
    main()
