#!/usr/bin/env python3
"""Offsets as a Python client uses them: every span cuts its text out of what was sent.

usage: check.py DEDI TEXT...
Code points are Python's own; bytes are those of UTF-8; UTF-16 units are counted by encoding. Each
text is tried as it is and with what makes the units differ put into it.
"""
import json
import subprocess
import sys
import unicodedata

checked = failed = 0


def variants(text):
    yield text
    yield unicodedata.normalize("NFD", text)
    yield "\ufeff" + text.replace("\n", "\r\n")
    yield text.replace(" ", " \U0001f389", 40)
    yield text.replace(". ", ". \U0001f468\u200d\U0001f469\u200d\U0001f466\ufe0f ")
    yield text.replace("а", "а\u0301", 60).replace("е", "\u00ade", 30)
    yield text.replace("«", "\U00010330«").replace(" ", "\u00a0", 20)


def cut(text, span, unit):
    if unit == "codepoint":
        return text[span["start"] : span["end"]]
    coding, width = ("utf-8", 1) if unit == "byte" else ("utf-16-le", 2)
    return text.encode(coding)[span["start"] * width : span["end"] * width].decode(coding)


def check(text, node, unit):
    global checked, failed
    if isinstance(node, list):
        for item in node:
            check(text, item, unit)
        return
    if not isinstance(node, dict):
        return
    spans = node.get("spans") or ([node["span"]] if node.get("span") else [])
    # a block's span has its line break, its text has not
    if spans and isinstance(node.get("text"), str) and "sentences" not in node:
        checked += 1
        got = " ".join(cut(text, span, unit) for span in spans)
        if got != node["text"]:
            failed += 1
            if failed <= 5:
                print(f"{unit}: {got!r} is not {node['text']!r}")
    for value in node.values():
        check(text, value, unit)


def main():
    dedi, paths = sys.argv[1], sys.argv[2:]
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            article = file.read()
        for text in variants(article):
            for unit in "codepoint", "utf16", "byte":
                for stage in [], ["--stage", "document"], ["--stage", "tokens"]:
                    run = subprocess.run(
                        [dedi, "analyze", "--offsets", unit, *stage, "-"],
                        input=text.encode(), capture_output=True, check=True)
                    check(text, json.loads(run.stdout), unit)
    print(f"offsets in Python: {checked} spans, {failed} wrong")
    return failed > 0 or checked == 0


sys.exit(main())
