#!/usr/bin/env python3
"""Analyses an archive of articles on Apache Spark: dedi in every task, tables as Parquet.

    spark-submit --master … --files build/dedi deploy/spark/analyze_archive.py \\
        --input 'archive/*.jsonl' --output analysed --dedi dedi

Input: JSON Lines, a request of `dedi analyze --jsonl` each ({"text": …, "id": …, "title": …,
"date": …}), or Parquet with these columns. Output, under --output:

    documents, statements, people, organizations, campaigns   join on document_id; ids within a
                                                               document as in dedi's answers
    rejected      records that could not be analysed, as they were, with code and detail
    answers/      dedi's answers with their structure, a directory a chunk; the tables come from it

The input is worked off in chunks of whole files, --chunk-bytes each. A chunk is done when its
directory has a _SUCCESS, which Spark writes last; started again, the job does what is not done. The
list of chunks is written first (plan.json) and must fit the input when started again. A document
without an id gets one from the digest of its record.

A task feeds one child process, a line in, a line out. If the child dies, the record that it had in
hand is tried once more alone; if it dies again, that record is rejected (code "crash").
"""
import argparse
import hashlib
import json
import subprocess
import sys
import threading

from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import (ArrayType, BooleanType, DoubleType, IntegerType, StringType, StructField,
                               StructType)

# --- dedi's answer, as openapi.yaml has it ------------------------------------------------------


def struct(**fields):
    return StructType([StructField(name, kind) for name, kind in fields.items()])


S, I, D, B = StringType(), IntegerType(), DoubleType(), BooleanType()
SPAN = struct(start=I, end=I)
PLACE = struct(text=S, span=SPAN)
MENTION = struct(text=S, kind=S, span=SPAN)
IDS = ArrayType(S)
ANSWER = struct(
    document=struct(id=S, language=S, date=S, title=PLACE, length=I, offsets=S,
                    credits=ArrayType(struct(text=S, span=SPAN, organization=S))),
    statements=ArrayType(struct(
        id=S, type=S, text=S, spans=ArrayType(SPAN), cue=struct(text=S, lemma=S, span=SPAN), in_headline=B,
        speaker=struct(kind=S, text=S, span=SPAN, name=S, person=S, organization=S), campaigns=IDS,
        confidence=D)),
    people=ArrayType(struct(
        id=S, name=S, given_name=S, patronymic=S, surname=S,
        roles=ArrayType(struct(text=S, span=SPAN, organization=S)), mentions=ArrayType(MENTION), statements=IDS)),
    organizations=ArrayType(struct(
        id=S, name=S, acronym=S, type=S, legal_form=S, expansion=struct(text=S, source=S), aliases=IDS,
        mentions=ArrayType(MENTION), statements=IDS)),
    campaigns=ArrayType(struct(
        id=S, name=S, type=S, scope=S, catalog_id=S, theme=S, label=S, duration=struct(text=S, span=SPAN),
        dates=struct(text=S, span=SPAN, **{"from": S}, to=S), catalog_dates=S, owner=S,
        mentions=ArrayType(MENTION), statements=IDS)),
    meta=struct(version=S, model=S),
    error=struct(id=S, code=S, detail=S, field=S))

DOCUMENT_ID = "document_id"
LISTS = {"statements": "statement_id", "people": "person_id", "organizations": "organization_id",
         "campaigns": "campaign_id"}


def documents(answers):
    d, counts = F.col("document"), [F.size(name).alias(f"n_{name}") for name in LISTS]
    return answers.where("error is null").select(
        DOCUMENT_ID, d.language.alias("language"), d.date.alias("date"), d.title.text.alias("title"),
        d.length.alias("length"), d.offsets.alias("offsets"), d.credits.alias("credits"), *counts,
        F.col("meta.version").alias("version"), F.col("meta.model").alias("model"))


def listed(name):
    """A row for each member of a list; its own id becomes e.g. statement_id."""
    def table(answers):
        rows = answers.select(DOCUMENT_ID, F.explode(name).alias("row"))
        fields = [f.name for f in ANSWER[name].dataType.elementType if f.name != "id"]
        return rows.select(DOCUMENT_ID, F.col("row.id").alias(LISTS[name]), *[f"row.{f}" for f in fields])
    return table


def rejected(answers):
    return answers.where("error is not null").select(DOCUMENT_ID, F.col("error.code"), F.col("error.detail"),
                                                     F.col("error.field"), F.col("record"))


TABLES = {"documents": documents, **{name: listed(name) for name in LISTS}, "rejected": rejected}

# --- one task -----------------------------------------------------------------------------------

MAX_DEATHS = 5


class Child:
    """dedi over a list of lines: answers in their order, as many as it lived to give."""

    def __init__(self, command, lines):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.given = []  # lines fed and not yet answered, oldest first
        self.lines = lines
        self.failure = None
        self.feeder = threading.Thread(target=self.feed, daemon=True)
        self.feeder.start()

    def feed(self):
        """In a thread of its own: both pipes may be full."""
        try:
            for line in self.lines:
                self.given.append(line)
                self.process.stdin.write(line + b"\n")
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException as error:  # of Spark's reading: the task must fail, not end early
            self.failure = error
            self.process.kill()

    def answers(self):
        for answer in self.process.stdout:
            if not answer.endswith(b"\n"):
                break  # cut off
            yield self.given.pop(0), answer
        self.process.wait()
        self.feeder.join()
        if self.failure:
            raise self.failure


def crash_of(line, code):
    return json.dumps({"error": {"code": "crash", "detail": f"the program ended with {code}"}}).encode()


def analyse(command, lines):
    """(line, answer) of each; survives the death of the child."""
    lines = iter(lines)
    again = []  # fed to a child that died before it answered
    deaths = 0  # one after the other: not of records, then, but of the program
    while True:
        child = Child(command, chain(again, lines))
        for pair in child.answers():
            deaths = 0
            yield pair
        again = child.given
        if not again:
            return
        # dedi's exit code also tells of bad lines; only what it left unanswered counts.
        suspect, again = again[0], again[1:]
        alone = Child(command, [suspect])
        answered = list(alone.answers())
        deaths += not answered
        if deaths > MAX_DEATHS:
            raise RuntimeError(f"{command[0]} dies whatever it is given, with {alone.process.returncode}")
        yield answered[0] if answered else (suspect, crash_of(suspect, alone.process.returncode))


def chain(first, rest):
    yield from first
    yield from rest


def answer_lines(dedi):
    """For mapPartitions: rows of bytes in, (answer, digest of the record, the record if it failed) out."""
    def run(rows):
        path = dedi if "/" in dedi else SparkFiles.get(dedi)
        # A job is one core's work: Spark runs as many as there are cores.
        command = [path, "analyze", "--jsonl", "--jobs", "1", "--no-timing", "--compact"]
        lines = (line for line in (bytes(row[0]) for row in rows) if line.strip())
        for line, answer in analyse(command, lines):
            digest = hashlib.sha256(line).hexdigest()[:32]
            failed = answer.startswith(b'{"error"')
            yield answer.decode().rstrip("\n"), digest, line.decode(errors="replace") if failed else None
    return run


# --- the job ------------------------------------------------------------------------------------


def read_records(spark, kind, paths):
    """One column of bytes: a request each. As bytes, so that wrong UTF-8 is seen and not mended."""
    if kind == "parquet":
        frame = spark.read.parquet(*paths)
        known = [c for c in ("id", "title", "date", "text") if c in frame.columns]
        fields = [F.col(c).cast("string").alias(c) for c in known]
        return frame.select(F.to_json(F.struct(*fields)).cast("binary"))
    return spark.read.text(paths).select(F.col("value").cast("binary"))


class Files:
    """Hadoop's view of a path: local, HDFS, S3 …"""

    def __init__(self, spark, path):
        self.jvm = spark._jvm
        self.base = self.jvm.org.apache.hadoop.fs.Path(path)
        self.fs = self.base.getFileSystem(spark._jsc.hadoopConfiguration())

    def path(self, *names):
        path = self.base
        for name in names:
            path = self.jvm.org.apache.hadoop.fs.Path(path, name)
        return path

    def inputs(self):
        """(path, bytes) of every file that the pattern or directory names, in the order of their names."""
        found = []
        for status in self.fs.globStatus(self.base) or []:
            some = [status] if status.isFile() else self.fs.listStatus(status.getPath())
            found += [(s.getPath().toString(), s.getLen()) for s in some if s.isFile()]
        return sorted(f for f in found if not f[0].rsplit("/", 1)[1].startswith(("_", ".")))

    def exists(self, *names):
        return self.fs.exists(self.path(*names))

    def read(self, *names):
        stream = self.fs.open(self.path(*names))
        try:
            return bytes(self.jvm.org.apache.commons.io.IOUtils.toByteArray(stream)).decode()
        finally:
            stream.close()

    def write(self, text, *names):
        """Whole or not at all."""
        temporary = self.path(*names[:-1], f".{names[-1]}.new")
        stream = self.fs.create(temporary, True)
        stream.write(bytearray(text.encode()))
        stream.close()
        self.fs.delete(self.path(*names), False)
        self.fs.rename(temporary, self.path(*names))


def make_plan(inputs, chunk_bytes):
    chunks, size = [[]], 0
    for path, n in inputs:
        if chunks[-1] and size + n > chunk_bytes:
            chunks.append([])
            size = 0
        chunks[-1].append([path, n])
        size += n
    return chunks


def agree_on_plan(files, inputs, chunk_bytes):
    if files.exists("plan.json"):
        plan = json.loads(files.read("plan.json"))
        if [tuple(f) for chunk in plan for f in chunk] != inputs:
            sys.exit("analyze_archive: the input is not what this output was begun with; "
                     "new files go into a new output")
        return plan
    plan = make_plan(inputs, chunk_bytes)
    files.write(json.dumps(plan, indent=1), "plan.json")
    return plan


def analyse_chunk(spark, options, chunk, target):
    records = read_records(spark, options.format, [path for path, _ in chunk])
    rows = records.rdd.mapPartitions(answer_lines(options.dedi))
    raw = spark.createDataFrame(rows, struct(answer=S, digest=S, record=S), verifySchema=False)
    answers = raw.select(F.from_json("answer", ANSWER, {"mode": "FAILFAST"}).alias("a"), "digest", "record")
    given = F.coalesce(F.col("a.document.id"), F.col("a.error.id"))
    answers.select(F.coalesce(given, F.concat(F.lit("sha256:"), F.col("digest"))).alias("document_id"),
                   "a.*", "record").write.mode("overwrite").parquet(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", required=True, help="file, directory or pattern")
    parser.add_argument("--output", required=True, help="directory; may hold an unfinished run")
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    parser.add_argument("--dedi", default="dedi", help="path on the workers, or a name given to --files")
    parser.add_argument("--chunk-bytes", type=int, default=10 << 30, help="input of a chunk (10 GiB)")
    parser.add_argument("--task-bytes", type=int, default=32 << 20, help="input of a task (32 MiB)")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("dedi archive").config(
        "spark.sql.files.maxPartitionBytes", options.task_bytes).config(
        "spark.sql.files.openCostInBytes", 1 << 20).getOrCreate()
    inputs = Files(spark, options.input).inputs()
    if not inputs:
        sys.exit(f"analyze_archive: nothing at {options.input}")
    files = Files(spark, options.output)
    plan = agree_on_plan(files, inputs, options.chunk_bytes)

    names = [f"chunk={i:05d}" for i in range(len(plan))]
    missing = [i for i, name in enumerate(names) if not files.exists("answers", name, "_SUCCESS")]
    print(f"{len(plan)} chunks, {len(plan) - len(missing)} of them done before", flush=True)
    for i in missing:
        analyse_chunk(spark, options, plan[i], files.path("answers", names[i]).toString())
        print(f"{names[i]} done", flush=True)

    answers = spark.read.parquet(files.path("answers").toString())
    for name, make in TABLES.items():
        if missing or not files.exists(name, "_SUCCESS"):
            make(answers).write.mode("overwrite").parquet(files.path(name).toString())
    print("tables done", flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
