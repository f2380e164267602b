"""Linear threshold: uniform thresholds, each friend weighs 1/degree; 1 % of the people are seeds."""

import numpy as np

from shared import PEOPLE, Graph, Result, arguments, compare, groundswell, load, measure, settings

SCENARIO = "threshold.toml"
SEEDS = settings(SCENARIO)["seeds"]["count"] / PEOPLE


def by_cynetdiff(graph: Graph, seeds: int) -> Result:
    """CyNetDiff's model, from arrays; the weights are those it would find itself."""
    from cynetdiff.models import LinearThresholdModel

    start, peer = graph.start[:-1].astype(np.uint32), graph.peer.astype(np.uint32)
    weight = (1 / np.diff(graph.start)[graph.peer]).astype(np.float32)
    model = LinearThresholdModel(start, peer, influence=weight)

    def cascade(luck: np.random.Generator) -> int:
        model.set_rng(luck)
        model.set_seeds(luck.choice(graph.people, seeds, replace=False).tolist())
        model.advance_until_completion()
        return model.get_num_activated_nodes()

    return measure(cascade, runs=10, warm=1)


def main() -> None:
    people = arguments()
    graph = load(people)
    seeds = round(SEEDS * people)
    ours = groundswell(SCENARIO, graph, f"seeds.count={seeds}")
    compare("linear threshold", people, ours, {"CyNetDiff": by_cynetdiff(graph, seeds)})


if __name__ == "__main__":
    main()
