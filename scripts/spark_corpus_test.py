#!/usr/bin/env python3
"""Whether a cluster makes the corpus that `daejo corpus` makes, also when a machine of it goes down in the middle.

    DAEJO=target/debug/daejo PYSPARK_PYTHON=venv/bin/python venv/bin/python scripts/spark_corpus_test.py [DIR]

DIR holds documents as x.en.txt and x.ko.txt; without it they are made of the archive note. The cluster is two
processes with an executor each, on this machine; one of them is killed when the first documents are done.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

import spark_corpus

ROOT = Path(__file__).parents[1]


def made(folder: Path, count: int):
    """Documents of passages of the note, with what a filter is to find: passages again, nearly again, a line that
    stands in all of them, sides that do not belong together."""
    chance = random.Random(7)
    halves = [(ROOT / f"corpora/polish-note-1957/note.{half}.txt").read_text(encoding="utf-8") for half in ("en", "ko")]
    lines = [[line for line in half.splitlines() if line.strip()] for half in halves]
    ladder = (ROOT / "corpora/polish-note-1957/note.gold").read_text(encoding="utf-8").splitlines()
    beads = []
    for line in ladder:
        source, target = (json.loads(side + "]") for side in line.split("]:")[:2] for side in [side.rstrip("]")])
        if source and target:
            beads.append([" ".join(lines[half][at] for at in side) for half, side in enumerate((source, target))])
    for number in range(count):
        start = chance.randrange(len(beads) - 12)
        own = [list(bead) for bead in beads[start : start + 12]]
        own[3][0] += " It was so." if number % 3 == 0 else ""
        own[5] = [f"Passage {number}.", f"구절 {number}."]
        own[7][1] = own[7][0] if number % 5 == 0 else own[7][1]
        own.append(["This page was last changed by the archive.", "이 쪽은 문서고가 마지막으로 고쳤다."])
        for half, name in enumerate(("en", "ko")):
            text = "\n\n".join(bead[half] for bead in own) + "\n"
            (folder / f"document-{number:04}.{name}.txt").write_text(text, encoding="utf-8")


def children(parent: int):
    """The processes that this one started, and theirs."""
    found, ahead = [], [parent]
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    while ahead:
        at = ahead.pop()
        own = [process for process, of in parents.items() if of == at]
        found += own
        ahead += own
    return found


def executors():
    """The executors of the cluster that this process started."""
    named = []
    for process in children(os.getpid()):
        try:
            command = Path(f"/proc/{process}/cmdline").read_text()
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in command and "java" in command.split("\0")[0]:
            named.append(process)
    return named


class Killer(threading.Thread):
    """Kills an executor when some of the tasks that align are done and others are not."""

    def __init__(self, spark, tasks):
        super().__init__(daemon=True)
        self.tracker, self.tasks, self.told = spark.sparkContext.statusTracker(), tasks, None

    def run(self):
        while self.told is None:
            for stage in self.tracker.getActiveStageIds():
                about = self.tracker.getStageInfo(stage)
                if about and about.numTasks == self.tasks and 0 < about.numCompletedTasks < self.tasks:
                    victim = executors()[0]
                    os.kill(victim, signal.SIGKILL)
                    self.told = f"executor {victim} after {about.numCompletedTasks} of {about.numTasks} tasks"
                    return
            time.sleep(0.02)


def local(daejo: str, documents: Path, out: Path):
    command = [daejo, "corpus", str(documents), "-o", str(out), "--format", "jsonl", "--keep-rejected", "-q"]
    subprocess.run(command, check=True, cwd=documents)

    def rows(folder):
        for path in sorted((out / folder).glob("*.jsonl")):
            with path.open(encoding="utf-8") as file:
                yield from map(json.loads, file)

    def key(row):
        return row["translation"]["en"], row["translation"]["ko"], row["score"], row.get("filter")

    return sorted(map(key, rows("data"))), sorted(map(key, rows("rejected")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=120, help="documents that are made")
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    parser.add_argument("--no-kill", action="store_true")
    asked = parser.parse_args()
    daejo = str(Path(os.environ.get("DAEJO", ROOT / "target" / "debug" / "daejo")).absolute())
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        documents = asked.documents
        if documents is None:
            documents = scratch / "documents"
            documents.mkdir()
            made(documents, asked.count)
        sources = sorted(documents.glob("*.en.txt"))
        with (scratch / "documents.jsonl").open("w", encoding="utf-8") as file:
            for path in sources:
                name = path.name.removesuffix(".en.txt")
                halves = {"source": path, "target": path.with_name(f"{name}.ko.txt")}
                texts = {half: path.read_text(encoding="utf-8") for half, path in halves.items()}
                file.write(json.dumps({"id": name, **texts}, ensure_ascii=False) + "\n")
        expected = local(daejo, documents.absolute(), scratch / "local")
        tasks = max(8, min(64, len(sources) // 4))
        builder = SparkSession.builder.master(asked.master).config("spark.ui.enabled", "false")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.shuffle.partitions", "8")
        # A machine that goes down is a failure of every task that it had.
        spark = builder.config("spark.task.maxFailures", "8").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        killer = None
        if not asked.no_kill:
            killer = Killer(spark, tasks)
            killer.start()
        out = str(scratch / "cluster")
        began = time.monotonic()
        path = str(scratch / "documents.jsonl")
        spark_corpus.main([path, "-o", out, "--keep-rejected", "--partitions", str(tasks)])
        took = time.monotonic() - began
        killed = None if killer is None else killer.told

        def rows(folder, filter):
            columns = ["translation.en", "translation.ko", "score", filter]
            found = spark.read.parquet(f"{out}/{folder}").selectExpr(*columns).collect()
            return sorted((row[0], row[1], row[2], row[3]) for row in found)

        found = rows("data", "string(null) as filter"), rows("rejected", "filter")
        spark.stop()
    taken, refused = map(len, expected)
    print(f"{len(sources)} documents, {taken} pairs taken and {refused} not; {took:.1f} s; killed: {killed}")
    if killer is not None and killed is None:
        sys.exit("no executor was killed: give more documents")
    for told, own, other in zip(("taken", "not taken"), expected, found):
        if own != other:
            odd = sorted(set(map(str, own)) ^ set(map(str, other)))[:5]
            sys.exit(f"{told}: {len(own)} here and {len(other)} on the cluster; of those apart: {odd}")
    print("the same pairs, and the same reasons")


if __name__ == "__main__":
    main()
