#!/usr/bin/env python3
"""How fast documents are aligned from Arrow, beside the program on the same documents with as many threads.

    DAEJO=target/release/daejo python scripts/python/throughput.py DIR [-j 2] [-n 3]

DIR holds documents as x.en.txt and x.ko.txt. Both are run in turn, so that what else the machine does falls on both;
told is the best of the runs, in time on the clock and in time of the processors. The program reads and writes files;
from Python documents lie in a record batch, and so do the pairs that come out.
"""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import pyarrow as pa

import daejo


def timed(work, who):
    """What `work` takes: seconds on the clock, and of the processors."""
    used = lambda: sum(resource.getrusage(who)[:2])  # noqa: E731
    clock, processor = time.perf_counter(), used()
    result = work()
    return time.perf_counter() - clock, used() - processor, result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("-n", "--runs", type=int, default=3)
    asked = parser.parse_args()
    program = os.environ.get("DAEJO", "target/release/daejo")
    sources = sorted(asked.documents.glob("*.en.txt"))
    targets = [path.with_name(path.name.replace(".en.", ".ko.")) for path in sources]
    halves = {"source": sources, "target": targets}
    batch = pa.record_batch({half: [path.read_text(encoding="utf-8") for path in paths] for half, paths in halves.items()})
    aligner = daejo.Aligner(jobs=asked.jobs)
    aligner.align(batch.slice(0, 4))

    def of_program(folder):
        out = Path(folder) / "out.tsv"
        command = [program, "align", str(asked.documents), "--format", "tsv", "-o", str(out), "-q", "-j", str(asked.jobs)]
        subprocess.run(command, check=True)
        with out.open(encoding="utf-8") as file:
            return sum(1 for line in file) - 1

    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.runs):
            for name, work, who in (
                ("program", lambda: of_program(folder), resource.RUSAGE_CHILDREN),
                ("Python", lambda: aligner.align(batch).num_rows, resource.RUSAGE_SELF),
            ):
                clock, processor, beads = timed(work, who)
                before = best.get(name, (clock, processor, beads))
                best[name] = (min(clock, before[0]), min(processor, before[1]), beads)
    print(f"{len(sources)} documents, {asked.jobs} threads, the best of {asked.runs} runs")
    for name, (clock, processor, beads) in best.items():
        print(f"{name:8} {beads} beads  {clock:6.2f} s  {beads / clock:6.0f} beads/s  {processor:6.2f} s of processors")
    (own, own_used, beads), (other, other_used, others) = best["Python"], best["program"]
    print(f"Python / program: {other / own:.2f} by the clock, {other_used / own_used:.2f} by the processors")
    if beads != others:
        raise SystemExit(f"not the same beads: {beads} and {others}")


if __name__ == "__main__":
    main()
