#!/usr/bin/env python3
"""A parallel corpus out of documents that already lie on a cluster: aligned, filtered and free of duplicates.

Documents come as rows of Parquet or of JSON lines: a column that names them (`id`), and their halves (`source`,
`target`) or both languages in one (`text`). The pairs that are taken are meant to be those that `daejo corpus` takes
of the same documents in the order of their names; scripts/spark_corpus_test.py asks for that, docs/cluster.md tells more.

    spark-submit scripts/spark_corpus.py documents.parquet -o corpus --set min_score=0.6
"""

import argparse
import json
import math
import sys
from functools import reduce

from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T

import daejo

# What comes out of the workers. Spark matches columns by their position and drops what is surplus without a word, so
# that this list and what `aligned` yields are one, and rows are counted on both sides.
PAIRS = T.StructType(
    [
        T.StructField(name, kind)
        for name, kind in [
            ("id", T.StringType()),
            ("bead", T.LongType()),
            ("source", T.StringType()),
            ("target", T.StringType()),
            ("score", T.DoubleType()),
            ("source_segments", T.LongType()),
            ("target_segments", T.LongType()),
            ("source_line", T.LongType()),
            ("target_line", T.LongType()),
            ("error", T.StringType()),
            ("filter", T.StringType()),
            ("reason", T.StringType()),
            ("exact", T.LongType()),
            ("folded", T.LongType()),
            ("original", T.LongType()),
            ("bands", T.ArrayType(T.LongType())),
            ("sketch", T.ArrayType(T.ShortType())),
        ]
    ]
)

# Of 256 values that the lowest byte of a hash can have one is the same by chance.
BY_CHANCE = 1 / 256

PLACE = ("id", "bead")


def aligned(columns, aligner_options, filter_options):
    """What a worker does: batches of documents in, batches of pairs out, judged as far as a pair tells by itself."""

    def work(batches):
        import pyarrow as pa

        aligner = daejo.Aligner(**aligner_options)
        judge = daejo.Filter(**filter_options)
        for batch in batches:
            beads = aligner.align(batch, columns=columns, keep=["id"], errors="row")
            # Every document has a row: gaps stay, refused as such, and so does what could not be read.
            pairs = judge.judge(beads).select(PAIRS.names)
            yield pairs.set_column(0, "id", pairs["id"].cast(pa.string()))

    return work


def read(spark: SparkSession, paths, id_column, columns) -> DataFrame:
    """The documents, with the columns that are looked at as strings."""
    is_parquet = not any(path.rstrip("/").endswith((".jsonl", ".json", ".jsonl.gz")) for path in paths)
    documents = spark.read.parquet(*paths) if is_parquet else spark.read.json(list(paths))
    missing = [name for name in [id_column, *columns] if name not in documents.columns]
    if missing:
        raise SystemExit(
            f"{', '.join(paths)}: there is no column {missing[0]}: there are {', '.join(documents.columns)}; "
            "--id, --source, --target and --text name others"
        )
    named = [F.col(id_column).cast("string").alias("id")]
    return documents.select(*named, *[F.col(name).cast("string").alias(name) for name in columns])


def first_of(pairs: DataFrame, key: str) -> DataFrame:
    """The place of the first pair with each value of `key` that more than one has."""
    firsts = pairs.groupBy(key).agg(F.count(F.lit(1)).alias("pairs"), F.min(F.struct(*PLACE)).alias("first"))
    return firsts.where("pairs > 1").select(key, "first")


def repeats(pairs: DataFrame, key: str) -> DataFrame:
    """The places of pairs with a value of `key` that another before them has."""
    both = pairs.join(first_of(pairs, key), key)
    return both.where(F.struct(*PLACE) != F.col("first")).select(*PLACE)


def boilerplate(pairs: DataFrame, documents: int, settings) -> DataFrame:
    """The places of pairs whose original stands in many documents, and in how many; but for the first of each, which is
    taken."""
    share = math.ceil(settings["boilerplate-share"] * documents)
    least = max(settings["boilerplate-documents"], share, 2)
    counted = pairs.where("original != 0").groupBy("original")
    counted = counted.agg(F.countDistinct("id").alias("documents"), F.min(F.struct(*PLACE)).alias("first"))
    found = pairs.join(counted.where(F.col("documents") >= least), "original").where(F.struct(*PLACE) != F.col("first"))
    reason = F.concat(F.lit("its source stands in "), F.col("documents"), F.lit(" documents"))
    return found.select(*PLACE, reason.alias("reason"))


def near_repeats(pairs: DataFrame, settings) -> DataFrame:
    """The places of pairs that nearly stood there before: those with a band of MinHash in common with an earlier one,
    and then with enough of the sketch."""
    same = repeats(pairs, "folded")
    if settings["near-similarity"] >= 1:
        return same
    # The place and the band alone are shuffled; sketches only for those few that have one in common.
    bands = pairs.select(*PLACE, F.posexplode("bands").alias("position", "band"))
    firsts = bands.groupBy("position", "band").agg(
        F.count(F.lit(1)).alias("pairs"), F.min(F.struct(*PLACE)).alias("first")
    )
    firsts = firsts.where("pairs > 1").select("position", "band", "first")
    candidates = bands.join(firsts, ["position", "band"]).where(F.struct(*PLACE) != F.col("first"))
    candidates = candidates.select(*PLACE, "first").distinct()
    own = pairs.select(*PLACE, "sketch")
    other = pairs.select(F.struct(*PLACE).alias("first"), F.col("sketch").alias("other"))
    compared = candidates.join(own, list(PLACE)).join(other, "first")
    equal = F.aggregate(
        F.zip_with("sketch", "other", lambda a, b: F.when(a == b, 1).otherwise(0)), F.lit(0), lambda n, x: n + x
    )
    share = (equal / F.size("sketch") - BY_CHANCE) / (1 - BY_CHANCE)
    near = compared.where(share >= settings["near-similarity"]).select(*PLACE)
    return same.union(near).distinct()


def scoped(pairs: DataFrame, settings) -> DataFrame:
    """Prints by which only pairs of one document find each other, where that is wanted."""
    if settings["duplicates"] == "corpus":
        return pairs
    own = {name: F.xxhash64("id", name) for name in ("exact", "folded")}
    bands = F.transform("bands", lambda band: F.xxhash64(F.col("id"), band))
    return pairs.withColumns({**own, "bands": bands})


def without_repeats(pairs: DataFrame, documents: int, settings, kept_at) -> DataFrame:
    """The same pairs, those with `filter` and `reason` that only the whole set tells; `kept_at` keeps what was found
    where the loss of a machine does not reach it."""
    whole = [name for name in settings["filters"] if name in ("boilerplate", "duplicate", "near-duplicate")]
    prints = ["exact", "folded", "original", "bands", "sketch"]
    left = scoped(pairs.where("filter is null and error is null").select(*PLACE, *prints), settings)
    told = []
    for name in whole:
        if name == "boilerplate":
            found = boilerplate(left, documents, settings)
        elif name == "duplicate":
            found = repeats(left, "exact").withColumn("reason", F.lit("it was there before"))
        else:
            found = near_repeats(left, settings).withColumn("reason", F.lit("nearly the same was there before"))
        found = kept_at(name, found.withColumn("filter", F.lit(name)))
        left = left.join(found.select(*PLACE), list(PLACE), "left_anti")
        told.append(found)
    kept = pairs.drop(*prints)
    if not told:
        return kept
    found = reduce(DataFrame.unionByName, told)
    found = found.select(*PLACE, F.col("filter").alias("by"), F.col("reason").alias("why"))
    kept = kept.join(found, list(PLACE), "left")
    filters = {"filter": F.coalesce("filter", "by"), "reason": F.coalesce("reason", "why")}
    return kept.withColumns(filters).drop("by", "why")


# What is in the folder of a corpus.
FOLDERS = ("data", "rejected", "errors", "stages")


def vacant(spark: SparkSession, out: str, overwrite: bool):
    """Refuses a folder, on whatever file system, that holds anything: with `overwrite`, anything but a corpus."""
    hadoop = spark._jvm.org.apache.hadoop.fs
    path = hadoop.Path(out)
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    if not system.exists(path):
        return
    if system.getFileStatus(path).isFile():
        raise SystemExit(f"{out} is a file: a corpus is a folder")
    names = sorted(status.getPath().getName() for status in system.listStatus(path))
    strange = [name for name in names if name not in FOLDERS]
    if strange or (names and "stages" not in names):
        raise SystemExit(f"{out} holds other files and no corpus ({(strange or names)[0]}): name a new or empty folder")
    if names and not overwrite:
        raise SystemExit(f"{out} holds a corpus: name another folder, or give --overwrite")


def below(spark: SparkSession, path: str, out: str) -> bool:
    """Whether an input lies in the folder of the corpus, which is emptied: by their whole names, what a glob finds each."""
    hadoop = spark._jvm.org.apache.hadoop.fs
    configuration = spark._jsc.hadoopConfiguration()

    def whole(name: str, found=None):
        place = hadoop.Path(name)
        system = place.getFileSystem(configuration)
        return (found or system.makeQualified(place)).toString().rstrip("/")

    place = hadoop.Path(path)
    found = place.getFileSystem(configuration).globStatus(place) or []
    names = [whole(path, status.getPath()) for status in found] or [whole(path)]
    folder = whole(out)
    return any(name == folder or name.startswith(folder + "/") for name in names)


def clear(spark: SparkSession, out: str):
    """Empties a folder that `vacant` has let pass."""
    hadoop = spark._jvm.org.apache.hadoop.fs
    path = hadoop.Path(out)
    system = path.getFileSystem(spark._jsc.hadoopConfiguration())
    for name in FOLDERS:
        system.delete(hadoop.Path(path, name), True)


def build(spark: SparkSession, documents: DataFrame, columns, out: str, options) -> dict:
    """Writes the corpus to `out` and tells what there is."""
    judge = daejo.Filter(**options["filter"])
    settings = json.loads(judge.settings)
    partitions = options["partitions"] or 8 * spark.sparkContext.defaultParallelism
    told, names = documents.agg(F.count(F.lit(1)), F.countDistinct("id")).first()
    if told != names:
        raise SystemExit(f"{told} documents have {names} different names: give each its own, and none null")
    clear(spark, out)
    # A document is worked on by one task; many small parts let the others go on beside a long one.
    spread = documents.repartition(partitions, "id")
    work = aligned(columns, options["aligner"], options["filter"])
    pairs = spread.mapInArrow(work, PAIRS)
    # What took the time is written before it is looked at: a machine that is lost later costs nothing of it.
    pairs.write.mode("overwrite").parquet(f"{out}/stages/pairs")
    pairs = spark.read.schema(PAIRS).parquet(f"{out}/stages/pairs")
    arrived = pairs.select("id").distinct().count()
    if arrived != told:
        raise SystemExit(f"{out}: of {told} documents {arrived} came back from the workers")
    failed = pairs.where("error is not null").select("id", "error")
    errors = failed.count()
    gaps = pairs.where("filter = 'gap' and error is null").count()
    all_pairs = pairs.where("error is null and (filter is null or filter != 'gap')")

    def kept_at(name, found):
        found.write.mode("overwrite").parquet(f"{out}/stages/{name}")
        return spark.read.schema(found.schema).parquet(f"{out}/stages/{name}")

    judged = without_repeats(all_pairs, told - errors, settings, kept_at)
    judged.write.mode("overwrite").parquet(f"{out}/stages/judged")
    judged = spark.read.parquet(f"{out}/stages/judged")
    own, other = sorted([(judge_language(options, "source_lang", "en"), "source"),
                         (judge_language(options, "target_lang", "ko"), "target")])  # fmt: skip
    # In the order of their names, or `datasets` does not take it for a translation.
    translation = F.struct(F.col(own[1]).alias(own[0]), F.col(other[1]).alias(other[0])).alias("translation")
    lines = ["source_line", "target_line"]
    rows = judged.select(*PLACE, translation, "score", *lines, "source_segments", "target_segments", "filter", "reason")
    taken = rows.where("filter is null").drop("filter", "reason")
    taken.write.mode("overwrite").option("compression", "zstd").parquet(f"{out}/data")
    if options["keep_rejected"]:
        rejected = rows.where("filter is not null")
        rejected.write.mode("overwrite").option("compression", "zstd").parquet(f"{out}/rejected")
    failed.write.mode("overwrite").json(f"{out}/errors")
    by_filter = {row["filter"]: row["count"] for row in judged.groupBy("filter").count().collect()}
    summary = {
        "documents": told,
        "failed": errors,
        "gaps": gaps,
        "pairs": all_pairs.count(),
        "taken": by_filter.pop(None, 0),
        "refused": dict(sorted(by_filter.items())),
    }
    lost = summary["pairs"] - summary["taken"] - sum(summary["refused"].values())
    written = spark.read.parquet(f"{out}/data").count()
    if lost or written != summary["taken"]:
        raise SystemExit(f"{out}: {lost} pairs were lost, and {written} of {summary['taken']} written: {summary}")
    return summary


def judge_language(options, name, default):
    return options["filter"].get(name, default)


def value(text: str):
    """A setting as it is typed: a number, true or false, a word, or a list of words."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text.split(",") if "," in text else text


def arguments(given):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", metavar="PATH", help="Parquet, or JSON lines by the name")
    parser.add_argument("-o", "--output", required=True, metavar="DIR")
    parser.add_argument("--id", default="id", metavar="COLUMN", help="the column that names a document")
    parser.add_argument("--source", default="source", metavar="COLUMN")
    parser.add_argument("--target", default="target", metavar="COLUMN")
    parser.add_argument("--text", metavar="COLUMN", help="a column of documents in both languages")
    parser.add_argument("--source-lang", default="en", metavar="TAG")
    parser.add_argument("--target-lang", default="ko", metavar="TAG")
    parser.add_argument("--format", metavar="NAME", help="of the documents, such as markdown or html")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE",
                        help="a limit of [corpus] in daejo.toml, such as min_score=0.6")  # fmt: skip
    parser.add_argument("--no-filter", default="", metavar="NAME,…")
    parser.add_argument("--keep-rejected", action="store_true", help="write those that are not taken, with the reason")
    parser.add_argument("--overwrite", action="store_true", help="replace the corpus in DIR")
    parser.add_argument("--partitions", type=int, metavar="N", help="parts of the documents [default: 8 a core]")
    return parser.parse_args(given)


def main(given=None):
    asked = arguments(given)
    languages = {"source_lang": asked.source_lang, "target_lang": asked.target_lang}
    settings = dict(setting.split("=", 1) for setting in asked.set)
    settings = {name.replace("-", "_"): value(text) for name, text in settings.items()}
    known = json.loads(daejo.Filter(**languages, **settings).settings)["filters"]
    left_out = [name for name in asked.no_filter.split(",") if name]
    for name in left_out:
        if name not in known:
            raise SystemExit(f"there is no filter {name}: there are {', '.join(known)}")
    settings["filters"] = [name for name in known if name not in left_out]
    columns = [asked.text] if asked.text else [asked.source, asked.target]
    spark = (
        SparkSession.builder.appName("daejo corpus")
        # Documents are large: a batch of ten thousand of them, as by default, would fill a worker.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .getOrCreate()
    )
    options = {
        # One task has one core.
        "aligner": {**languages, "jobs": int(spark.conf.get("spark.task.cpus", "1")), "format": asked.format},
        "filter": {**languages, "jobs": 1, **settings},
        "partitions": asked.partitions,
        "keep_rejected": asked.keep_rejected,
    }
    vacant(spark, asked.output, asked.overwrite)
    for path in asked.paths:
        if below(spark, path, asked.output):
            raise SystemExit(f"{path} lies in {asked.output}, which is emptied: name another folder with -o")
    documents = read(spark, asked.paths, asked.id, columns)
    summary = build(spark, documents, columns, asked.output, options)
    print(json.dumps(summary, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
