"""SI, 100 steps from one random seed in a hundred people: each tie carries it in a step with probability beta."""

import numpy as np

from shared import SMALL, Graph, Result, arguments, compare, groundswell, load, measure, networkx_graph
from spread import Law, by_numba, by_numpy, law, seeds


def by_ndlib(graph: Graph, law: Law, runs: int) -> Result:
    """NDlib's model; its step looks at everybody and at all their friends."""
    from ndlib.models.epidemics import SIModel
    from ndlib.models.ModelConfig import Configuration

    model = SIModel(networkx_graph(graph))
    config = Configuration()
    config.add_model_parameter("beta", law.beta)
    config.add_model_initial_configuration("Infected", [0])
    model.set_initial_status(config)

    def spread(luck: np.random.Generator) -> int:
        np.random.seed(luck.integers(2**32))
        model.reset(seeds(graph, law, luck).tolist())
        for _ in range(law.steps + 1):  # the first call only says how it stands
            heads = model.iteration(node_status=False)["node_count"]
        return heads[1]

    return measure(spread, runs)


def run(graph: Graph, law: Law) -> Result:
    """Groundswell's runs, with as many seeds as the others have."""
    return groundswell("si.toml", graph, f"seeds.count={round(law.seeds * graph.people)}")


def main() -> None:
    people = arguments()
    graph = load(people)
    si = law("si.toml")
    ours = run(graph, si)
    peers = {
        "numba loop, one draw a success": by_numba(graph, si, runs=10, skipping=True),
        "numba loop, a coin a tie": by_numba(graph, si, runs=10, skipping=False),
        "numpy and scipy": by_numpy(graph, si, runs=10),
    }
    compare("SI, 100 steps", people, ours, peers)
    small = load(people // SMALL)
    compare("SI, 100 steps", small.people, run(small, si), {"NDlib": by_ndlib(small, si, runs=5)})


if __name__ == "__main__":
    main()
