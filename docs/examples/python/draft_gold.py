#!/usr/bin/env python3
"""A first draft of a gold file, to be corrected by hand: draft_gold.py DEDI FILE… > mine.jsonl

Each file is an article; what the program finds in it becomes a line in the format of gold files.
"""
import json
import pathlib
import subprocess
import sys


def span(it):
    return it and [it["start"], it["end"]]


def draft(program, path):
    answer = json.loads(subprocess.run([program, "analyze", path], capture_output=True, check=True).stdout)
    mentions = lambda entity: [span(m["span"]) for m in entity["mentions"]]  # noqa: E731
    return {
        "id": pathlib.Path(path).stem,
        "text": pathlib.Path(path).read_bytes().decode(),
        "statements": [{
            "type": s["type"], "spans": [span(x) for x in s["spans"]], "cue": s["cue"] and span(s["cue"]["span"]),
            "in_headline": s["in_headline"],
            "speaker": {"span": span(s["speaker"]["span"]), "name": s["speaker"]["name"], "kind": s["speaker"]["kind"]},
        } for s in answer["statements"]],
        "people": [{"name": p["name"], "roles": [r["text"] for r in p["roles"]], "mentions": mentions(p)} for p in answer["people"]],
        "organizations": [{"name": o["name"], "mentions": mentions(o)} for o in answer["organizations"]],
        "campaigns": [{"name": c["name"], "type": c["type"], "scope": c["scope"], "mentions": mentions(c)} for c in answer["campaigns"]],
    }


for file in sys.argv[2:]:
    print(json.dumps(draft(sys.argv[1], file), ensure_ascii=False))
