"""What the workloads share: the graph, a clock of processor time, Groundswell's runs, the table.

Always true: making the graph, building a peer's model and compiling are never part of a measured
time; a factor is printed only where the means agree.
"""

import argparse
import csv
import json
import math
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "peers"
PEOPLE = 1_000_000
TIES_PER_PERSON = 5
SITTINGS = 5  # calls of groundswell, with a seed each; the median over them is its time
LEAST = 10_000  # fewer would all be seeds
SMALL = 10  # peers that hold a Python object for each person play on a graph this much smaller


@dataclass
class Graph:
    """An undirected graph in compressed rows: the friends of `p` are `peer[start[p]:start[p + 1]]`."""

    people: int
    start: np.ndarray  # int64, people + 1
    peer: np.ndarray  # int32, each tie from both ends
    file: Path  # the same as an edge list: two ids a line

    def ties(self) -> np.ndarray:
        """Both ends of each tie once, shape [ties, 2]."""
        ends = np.column_stack((np.repeat(np.arange(self.people), np.diff(self.start)), self.peer))
        return ends[ends[:, 0] < ends[:, 1]]


def barabasi_albert(people: int, ties: int, seed: int) -> np.ndarray:
    """Ties of a graph by preferential attachment (Batagelj and Brandes 2005), each once.

    Place 2i of a list holds the newcomer of tie i, place 2i + 1 a copy of an earlier place drawn
    evenly: people stand in the list as often as they have ties. Copies of copies are followed
    together. Ties to oneself and repeated ties are dropped.
    """
    i = np.arange(people * ties)
    drawn = np.random.default_rng(seed).integers(0, 2 * i + 1)
    place = drawn.copy()
    while (odd := place % 2 == 1).any():
        place[odd] = drawn[place[odd] // 2]
    ends = np.column_stack((place // 2 // ties, i // ties))
    return np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)


def load(people: int) -> Graph:
    """The graph of so many people; made and written under `target/` when first asked for."""
    file, rows = WORK / f"ties-{people}.txt", WORK / f"rows-{people}.npz"
    if not (file.exists() and rows.exists()):
        WORK.mkdir(parents=True, exist_ok=True)
        ends = barabasi_albert(people, TIES_PER_PERSON, seed=1)
        both = np.concatenate((ends, ends[:, ::-1]))
        both = both[np.lexsort((both[:, 1], both[:, 0]))]
        degree = np.bincount(both[:, 0], minlength=people)
        assert degree.min() > 0, "an edge list cannot hold people without ties"
        np.savez(rows, start=np.append(0, degree.cumsum()), peer=both[:, 1].astype(np.int32))
        half = file.with_suffix(".part")  # so that a file with its own name is always whole
        np.savetxt(half, ends, fmt="%d")
        half.rename(file)
    held = np.load(rows)
    return Graph(people, held["start"], held["peer"], file)


def networkx_graph(graph: Graph) -> "networkx.Graph":  # noqa: F821
    """The same graph for those who want networkx."""
    import networkx

    nx = networkx.Graph()
    nx.add_nodes_from(range(graph.people))
    nx.add_edges_from(graph.ties().tolist())
    return nx


def settings(scenario: str) -> dict:
    """The scenario as a tree, so that each number stands in one place."""
    return tomllib.loads((HERE / scenario).read_text())


@dataclass
class Result:
    """People reached and processor seconds, replication by replication (or sitting by sitting)."""

    reached: list[int]
    seconds: list[float]

    def mean(self) -> float:
        return statistics.fmean(self.reached)

    def error(self) -> float:
        """Standard error of the mean."""
        return statistics.stdev(self.reached) / math.sqrt(len(self.reached))

    def cost(self) -> float:
        return statistics.median(self.seconds)


def measure(replicate: Callable[[np.random.Generator], int], runs: int, warm: int = 0) -> Result:
    """Plays `runs` replications with luck of their own; `warm` more go before and do not count."""
    result = Result([], [])
    for run in range(-warm, runs):
        luck = np.random.default_rng([2, run + warm])
        begun = time.process_time()
        reached = replicate(luck)
        if run >= 0:
            result.seconds.append(time.process_time() - begun)
            result.reached.append(int(reached))
    return result


def share(process: subprocess.Popen) -> float:
    """Waits for the end; of the time in which the process wanted a processor, the share it had one.

    Linux counts both for each thread. Waiting for disks is neither. 1 where the system does not tell.
    """
    seen = {}
    while process.poll() is None:
        try:
            for file in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
                had, waited, _ = map(int, file.read_text().split())
                seen[file] = (had, had + waited)
        except (OSError, ValueError):
            pass  # a thread that ends while it is looked at
        time.sleep(0.01)
    if process.returncode:
        sys.exit("groundswell failed; its message stands above")
    had, wanted = (sum(column) for column in zip(*seen.values())) if seen else (1, 1)
    return had / wanted


def groundswell(scenario: str, graph: Graph, *change: str) -> Result:
    """Runs the scenario `SITTINGS` times on one thread and reads the manifest's profile.

    The profile holds wall seconds of all runs, without reading and building; `share` makes them
    processor seconds.
    """
    result = Result([], [])
    out = WORK / "out"
    changes = (f'layers.ties.import={{ file = "{graph.file}" }}', *change)
    for sitting in range(SITTINGS):
        command = [ROOT / "target/release/groundswell", "run", HERE / scenario, "--threads", "1", "--quiet"]
        command += ["--force", "--out", out, "--seed", str(sitting + 1)]
        command += [word for c in changes for word in ("--set", c)]
        had = share(subprocess.Popen(command))
        manifest = json.loads((out / "manifest.json").read_text())
        seconds, runs = manifest["profile"]["run_seconds"], manifest["work"]["runs"]
        result.seconds.append(seconds * had / runs)
        with (out / "runs.csv").open() as file:
            rows = list(csv.DictReader(file))
        key = next(k for k in rows[0] if k.startswith("adopted_day_"))
        result.reached += [int(row[key]) for row in rows]
    return result


def figure(x: float) -> str:
    """A number with three digits that count: "0.0123", "45.6", "2,380"."""
    if x >= 100:
        return f"{round(x, 2 - math.floor(math.log10(x))):,.0f}"
    return f"{x:.{2 - math.floor(math.log10(x))}f}" if x > 0 else "0"


def line(workload: str, program: str, people: int, it: Result, last: str) -> None:
    """Prints one line of the table; `run` prints the heads of its columns."""
    share = f"{100 * it.mean() / people:.2f} % ± {100 * it.error() / people:.2f}"
    cells = (workload, program, f"{people:,}", share, str(len(it.reached)), f"{figure(it.cost())} s", last)
    print("| " + " | ".join(cells) + " |", flush=True)


def compare(workload: str, people: int, ours: Result, peers: dict[str, Result]) -> None:
    """Prints our line and one for each peer: the factor in time, or by how much the means differ.

    Means agree within 4 standard errors of their difference or 2 %, whichever is larger.
    """
    line(workload, "**groundswell**", people, ours, "1")
    for program, it in peers.items():
        apart, error = it.mean() - ours.mean(), math.hypot(it.error(), ours.error())
        if abs(apart) <= max(4 * error, 0.02 * ours.mean()):
            last = figure(it.cost() / ours.cost())
        else:
            last = f"disagrees: {100 * apart / ours.mean():+.1f} % ({apart / error:+.1f} standard errors)"
        line(workload, program, people, it, last)


def arguments() -> int:
    """How many people the command line asks for."""
    reader = argparse.ArgumentParser(description="One workload of the table; see README.md.")
    reader.add_argument("--people", type=int, default=PEOPLE)
    people = reader.parse_args().people
    if people < LEAST:
        reader.error(f"--people is {people:,}; it must be at least {LEAST:,}, as some play on a tenth of them")
    return people
