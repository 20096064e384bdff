#!/usr/bin/python3
"""Stand-off annotation of sentences that are not part of this project.

The sentences stay where they are (a directory of raw text); the project keeps only where a
sentence is and what its tokens were judged to be. Commands:

  sentences RAW                       every sentence: file, number, tokens
  select RAW --scores FILE -n N       the N least certain sentences, in batches for an annotator
  check BATCH                         is a corrected batch well-formed?
  pack BATCH … > FILE.standoff        corrected batches to stand-off lines
  build RAW FILE.standoff … > IOB2    stand-off lines back to tokens and tags
  text RAW                            folded tokens, a sentence a line, for word statistics

A stand-off line: file, sentence number, check sum of the tokens, and first-last:CLASS for each
name, separated by tabs. Splitting and tokenising below are FROZEN: sentence numbers depend on them.
A changed rule needs a new version number and leaves the old one in place.
"""
import argparse
import gzip
import json
import os
import re
import sys
import zlib

VERSION = 1
CLASSES = ("PERSON", "ORGANISATION", "POSITION", "PROJECT", "EVENT", "FACILITY", "GPE", "LOCATION")
SHORT = {"PER": "PERSON", "ORG": "ORGANISATION", "POS": "POSITION", "PRO": "PROJECT",
         "EVE": "EVENT", "FAC": "FACILITY", "GPE": "GPE", "LOC": "LOCATION"}
LONG = {long: short for short, long in SHORT.items()}
FILES = ("web-news.jsonl.gz", "news-sentences-tokenised.txt.gz", "headlines.txt.gz",
         "government-lowercased.txt.gz")

LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    rf"(?:https?://|www\.)\S+"                            # addresses
    rf"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,6}}(?![A-Za-z])(?:-{LETTER}+)?"  # hosts
    rf"|(?:{LETTER}\.)+{LETTER}{{2,}}(?:-{LETTER}+)*"     # А.Б.Name in one piece
    rf"|\d+(?:[.,]\d+)*(?:-{LETTER}+)*"                   # numbers, with an ending
    rf"|{LETTER}(?:[\w’'ʼ]*\w)?(?:-\w+)*"                 # words
    rf"|-{LETTER}+(?=\W|$)"                               # an ending that stands apart
    rf"|\.\.\.|\S")
END = re.compile(r"(?<=[.!?…])(?P<close>[»”\"]?)\s+(?=[«“\"–—-]?\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9])")
ABBREVIATED = re.compile(
    rf"(?:^|[\s(«“\".])(?:{LETTER}|т\.б|т\.с\.с|проф|акад|млн|млрд|мың|ж|жж|тг|руб|обл|қ|к|г|т|б|с|"
    r"см|км|кв|мм|гр|ред|бет|ст|им|ул|др|нөм|no|st|dr)\.$", re.IGNORECASE)


def split(text):
    """Sentences of running text."""
    for line in text.splitlines():
        start = 0
        for gap in END.finditer(line):
            stop = gap.start() + len(gap.group("close"))
            if ABBREVIATED.search(line[:gap.start()][-12:]):
                continue
            yield line[start:stop]
            start = gap.end()
        yield line[start:]


def tokens_of(sentence):
    return TOKEN.findall(sentence)


def raw_sentences(directory, names=FILES):
    """(file, number, tokens); numbers count the non-empty sentences of a file from 0."""
    for name in names:
        number = 0
        with gzip.open(os.path.join(directory, name), "rt", encoding="utf-8") as lines:
            for line in lines:
                if name.endswith(".jsonl.gz"):
                    pieces = [tokens_of(s) for s in split(json.loads(line)["text"])]
                elif "tokenised" in name or "lowercased" in name:
                    pieces = [line.split()]
                else:
                    pieces = [tokens_of(line)]
                for tokens in pieces:
                    if tokens:
                        yield name, number, tokens
                        number += 1


def checksum(tokens):
    return f"{zlib.crc32(' '.join(tokens).encode('utf-8')):08x}"


def key_of(tokens):
    """What makes two sentences the same."""
    return "".join(c for t in tokens for c in t.lower() if c.isalpha())


def read_iob(path):
    tokens, tags = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.split()
            if len(line) >= 2:
                tokens.append(line[0])
                tags.append(line[-1])
            elif tokens:
                yield tokens, tags
                tokens, tags = [], []
    if tokens:
        yield tokens, tags


def spans_of(tags):
    spans, i = [], 0
    while i < len(tags):
        if tags[i].startswith("B-"):
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tags[i][2:]:
                end += 1
            spans.append((i, end, tags[i][2:]))
            i = end
        else:
            i += 1
    return spans


def tags_of(n, spans):
    tags = ["O"] * n
    for first, end, label in spans:
        tags[first:end] = ["B-" + label] + ["I-" + label] * (end - first - 1)
    return tags


def inline(tokens, spans):
    """Қазақстан [POS Президенті] [PER Қ . Тоқаев] …"""
    opens = {first: label for first, _, label in spans}
    closes = {end for _, end, _ in spans}
    out = []
    for i, token in enumerate(tokens):
        if i in closes:
            out[-1] += "]"
        # A token that looks like our own marks is escaped.
        token = token.replace("[", "⟦").replace("]", "⟧")
        out.append(f"[{LONG[opens[i]]} {token}" if i in opens else token)
    if len(tokens) in closes:
        out[-1] += "]"
    return " ".join(out)


def parse_inline(line):
    tokens, spans, start = [], [], None
    for piece in line.split():
        if piece.startswith("["):
            if start is not None:
                raise ValueError("a name inside a name")
            if piece[1:] not in SHORT:
                raise ValueError(f"unknown class {piece[1:]!r}")
            start = (len(tokens), SHORT[piece[1:]])
            continue
        close = piece.endswith("]")
        tokens.append(piece.rstrip("]").replace("⟦", "[").replace("⟧", "]"))
        if close:
            if start is None:
                raise ValueError("] without [")
            spans.append((start[0], len(tokens), start[1]))
            start = None
    if start is not None:
        raise ValueError("[ without ]")
    return tokens, spans


def read_batch(path):
    """Lines `id<TAB>sentence with [CLASS …] marks`; # and empty lines are skipped; a sentence
    marked SKIP at its head is left out."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            try:
                name, rest = line.split("\t", 1)
                file, sentence, check = name.split(":")
                if rest.startswith("SKIP"):
                    continue
                tokens, spans = parse_inline(rest)
                if checksum(tokens) != check:
                    raise ValueError("the tokens were changed")
            except ValueError as error:
                raise SystemExit(f"{path}:{number}: {error}")
            yield file, int(sentence), tokens, spans


def command_sentences(args):
    for file, number, tokens in raw_sentences(args.raw):
        print(f"{file}:{number}\t{' '.join(tokens)}")


def command_text(args):
    for _, _, tokens in raw_sentences(args.raw):
        print(" ".join(tokens))


def command_select(args):
    seen = set()
    for path in args.exclude:
        if path.endswith(".jsonl"):
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    for sentence in split(json.loads(line)["text"]):
                        seen.add(key_of(tokens_of(sentence)))
        elif path.endswith(".standoff"):
            wanted = {(l.split("\t")[0], int(l.split("\t")[1])) for l in open(path, encoding="utf-8")
                      if l.strip() and not l.startswith("#")}
            for file, number, tokens in raw_sentences(args.raw):
                if (file, number) in wanted:
                    seen.add(key_of(tokens))
        else:
            for tokens, _ in read_iob(path):
                seen.add(key_of(tokens))
    candidates = []
    scored = open(args.scores, encoding="utf-8")
    for file, number, tokens in raw_sentences(args.raw, FILES[:3]):
        line = scored.readline().rstrip("\n").split("\t")
        score, tags = float(line[0]), line[1].split()
        if len(tags) != len(tokens):
            raise SystemExit(f"{args.scores}: {file}:{number}: {len(tags)} tags for {len(tokens)} tokens")
        key = key_of(tokens)
        letters = sum(c.isalpha() for t in tokens for c in t)
        kazakh = sum(c.lower() in "әғқңөұүһі" for t in tokens for c in t)
        words = [t for t in tokens if len(t) > 1 and t[0].isalpha()]
        shouted = sum(len(t) > 3 and t.isupper() for t in words)
        if (key in seen or not 5 <= len(tokens) <= 45 or kazakh * 20 < letters or len(key) < 20
                or len(words) * 10 < len(tokens) * 6 or shouted * 4 > len(words)):
            continue
        seen.add(key)
        candidates.append((score, file, number, tokens, spans_of(tags)))
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    os.makedirs(args.out, exist_ok=True)
    chosen = candidates[:args.n]
    n_batches = (len(chosen) + args.batch - 1) // args.batch
    for b in range(n_batches):
        path = os.path.join(args.out, f"batch-{args.first + b:02d}.txt")
        with open(path, "w", encoding="utf-8") as out:
            for score, file, number, tokens, spans in chosen[b::n_batches]:
                out.write(f"{file}:{number}:{checksum(tokens)}\t{inline(tokens, spans)}\n")
    print(f"{len(chosen)} of {len(candidates)} sentences in {n_batches} batches")


def command_check(args):
    total = names = 0
    for path in args.batches:
        for _, _, _, spans in read_batch(path):
            total += 1
            names += len(spans)
    print(f"{total} sentences, {names} names: well-formed")


def command_pack(args):
    print(f"# stand-off annotation, tokeniser version {VERSION}")
    for path in args.batches:
        for file, number, tokens, spans in read_batch(path):
            marks = " ".join(f"{first}-{end}:{LONG[label]}" for first, end, label in spans)
            print(f"{file}\t{number}\t{checksum(tokens)}\t{marks}")


def command_build(args):
    wanted = {}
    for path in args.standoff:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("#") or not line.strip():
                    continue
                file, number, check, marks = line.rstrip("\n").split("\t")
                wanted[file, int(number)] = (check, marks, path)
    for file, number, tokens in raw_sentences(args.raw):
        entry = wanted.pop((file, number), None)
        if not entry:
            continue
        check, marks, path = entry
        if checksum(tokens) != check:
            raise SystemExit(f"{path}: {file} sentence {number} is not the one that was annotated")
        spans = []
        for mark in marks.split():
            place, label = mark.split(":")
            first, end = place.split("-")
            spans.append((int(first), int(end), SHORT[label]))
        for token, tag in zip(tokens, tags_of(len(tokens), spans)):
            print(token, tag)
        print()
    if wanted:
        raise SystemExit(f"{len(wanted)} annotated sentences are not in {args.raw}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("sentences", "text"):
        commands.add_parser(name).add_argument("raw")
    select = commands.add_parser("select")
    select.add_argument("raw")
    select.add_argument("--scores", required=True, help="score<TAB>tags, a line a sentence")
    select.add_argument("--exclude", action="append", default=[], help=".iob2, .jsonl, .standoff")
    select.add_argument("-n", type=int, default=1000)
    select.add_argument("--batch", type=int, default=250)
    select.add_argument("--first", type=int, default=1)
    select.add_argument("--out", default=".")
    check = commands.add_parser("check")
    check.add_argument("batches", nargs="+")
    pack = commands.add_parser("pack")
    pack.add_argument("batches", nargs="+")
    build = commands.add_parser("build")
    build.add_argument("raw")
    build.add_argument("standoff", nargs="+")
    args = parser.parse_args()
    globals()["command_" + args.command](args)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(0)
