"""Bass on a network, 100 steps: from outside with probability p, from each friend with q."""

import mesa
import numpy as np

from shared import SMALL, Graph, Result, arguments, compare, groundswell, load, measure
from spread import Law, by_numba, by_numpy, law


class Person(mesa.Agent):
    """Somebody who has it or not, and looks at the friends before anybody moves."""

    def __init__(self, model: "Market") -> None:
        super().__init__(model)
        self.friends: list[Person] = []
        self.has = self.will_have = False

    def look(self) -> None:
        """Decides, by who has it now."""
        if not self.has:
            told = sum(friend.has for friend in self.friends)
            miss = (1 - self.model.law.outside) * (1 - self.model.law.beta) ** told
            self.will_have = self.random.random() >= miss

    def move(self) -> None:
        """Does what was decided."""
        self.has = self.will_have


class Market(mesa.Model):
    """Everybody, and who is friends with whom."""

    def __init__(self, graph: Graph, law: Law) -> None:
        super().__init__(seed=1)
        self.law = law
        people = list(Person.create_agents(self, graph.people))
        for person, first, end in zip(people, graph.start[:-1], graph.start[1:], strict=True):
            person.friends = [people[friend] for friend in graph.peer[first:end]]

    def step(self) -> None:
        """One step of the theory."""
        self.agents.do("look")
        self.agents.do("move")


def by_mesa(graph: Graph, law: Law, runs: int) -> Result:
    """A small Mesa model; it is built once and emptied before each replication."""
    market = Market(graph, law)

    def spread(luck: np.random.Generator) -> int:
        market.random.seed(int(luck.integers(2**32)))
        for person in market.agents:
            person.has = person.will_have = False
        for _ in range(law.steps):
            market.step()
        return sum(person.has for person in market.agents)

    return measure(spread, runs)


def main() -> None:
    people = arguments()
    graph = load(people)
    bass = law("bass.toml")
    ours = groundswell("bass.toml", graph)
    peers = {
        "numba loop, one draw a success": by_numba(graph, bass, runs=10, skipping=True),
        "numba loop, a coin a tie": by_numba(graph, bass, runs=10, skipping=False),
        "numpy and scipy": by_numpy(graph, bass, runs=10),
    }
    compare("Bass, 100 steps", people, ours, peers)
    small = load(people // SMALL)
    compare("Bass, 100 steps", small.people, groundswell("bass.toml", small), {"Mesa": by_mesa(small, bass, runs=5)})


if __name__ == "__main__":
    main()
