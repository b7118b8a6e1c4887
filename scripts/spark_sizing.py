#!/usr/bin/env python3
"""What a corpus takes on Spark when there are four and sixteen times as many documents.

    PYSPARK_PYTHON=venv/bin/python venv/bin/python scripts/spark_sizing.py documents.jsonl

Of the documents a sixteenth, a quarter and all are taken, by chance. Told are time on the clock, time of the processors
(JVM and Python workers), bytes that were shuffled, and how long the longest task of the alignment was beside the others.
"""

import argparse
import json
import math
import os
import random
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession

import spark_corpus
from spark_corpus_test import children


def used():
    """Seconds that the processes of the cluster have had of the processors, those that ended among them."""
    ticks = 0
    for process in children(os.getpid()):
        try:
            ticks += sum(map(int, Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:15]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def events(folder: Path):
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "events" in path.name):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    parser.add_argument("--times", type=lambda text: [int(n) for n in text.split(",")], default=[1, 4, 16])
    asked = parser.parse_args()
    rows = asked.documents.read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)
    told = []
    print("times  documents  pairs  taken  clock s  processors s  shuffled MB  longest task / median  longest document / median")
    for times in asked.times:
        some = rows[: max(1, len(rows) * times // max(asked.times))]
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            (scratch / "documents.jsonl").write_text("\n".join(some) + "\n", encoding="utf-8")
            (scratch / "events").mkdir()
            builder = SparkSession.builder.master(asked.master).config("spark.ui.enabled", "false")
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.shuffle.partitions", "8")
            builder = builder.config("spark.eventLog.enabled", "true").config("spark.eventLog.compress", "false")
            spark = builder.config("spark.eventLog.dir", (scratch / "events").as_uri()).getOrCreate()
            spark.sparkContext.setLogLevel("ERROR")
            before, began = used(), time.monotonic()
            options = {"aligner": {"jobs": 1}, "filter": {"jobs": 1}, "partitions": 32, "keep_rejected": False}
            columns = ["source", "target"]
            documents = spark_corpus.read(spark, [str(scratch / "documents.jsonl")], "id", columns)
            summary = spark_corpus.build(spark, documents, columns, str(scratch / "out"), options)
            clock, processors = time.monotonic() - began, used() - before
            spark.stop()
            shuffled, tasks = 0, {}
            for event in events(scratch / "events"):
                if event["Event"] == "SparkListenerTaskEnd" and "Task Metrics" in event:
                    metrics = event["Task Metrics"]
                    shuffled += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                    tasks.setdefault(event["Stage ID"], []).append(metrics["Executor Run Time"])
        aligning = sorted(next(own for own in tasks.values() if len(own) == 32))
        lengths = sorted(len(row) for row in some)
        told.append((summary["pairs"], clock, processors, shuffled))
        print(
            f"{times:5}  {summary['documents']:9}  {summary['pairs']:5}  {summary['taken']:5}  {clock:7.1f}  "
            f"{processors:12.1f}  {shuffled / 1e6:11.1f}  {aligning[-1] / aligning[len(aligning) // 2]:21.1f}  "
            f"{lengths[-1] / lengths[len(lengths) // 2]:25.1f}",
            flush=True,
        )
    (small, *_), (large, *_) = told[0], told[-1]
    for name, at in (("clock", 1), ("processors", 2), ("shuffled", 3)):
        slope = math.log(told[-1][at] / told[0][at]) / math.log(large / small)
        each = (told[-1][at] - told[0][at]) / (large - small)
        print(f"{name}: grows with the power {slope:.2f} of the pairs; {each:.3g} for each pair beyond the first run's")


if __name__ == "__main__":
    main()
