#!/usr/bin/env python3
"""An article in, HTML with its statements marked out.

usage: highlight.py SERVICE FILE        e.g. highlight.py http://127.0.0.1:8080/ article.txt
Needs httpx. Python counts code points, which is what the service counts if it is not asked otherwise.
"""
import html
import pathlib
import sys
import time

import httpx


class DediError(Exception):
    """A problem of the service; `code` is for programs, the text for people."""

    def __init__(self, problem):
        super().__init__(problem.get("detail") or problem["title"])
        self.code = problem["code"]


def analyze(client, text, attempts=3):
    while True:
        response = client.post("v1/analyze", json={"text": text})
        if response.status_code == 200:
            return response.json()
        attempts -= 1
        if "Retry-After" not in response.headers or not attempts:
            raise DediError(response.json())
        time.sleep(int(response.headers["Retry-After"]))


def highlight(text, analysis):
    """Each piece of a statement becomes a <mark> that says whose words it is."""
    pieces = sorted((span["start"], span["end"], s["type"], s["speaker"]["name"] or s["speaker"]["text"] or "unknown")
                    for s in analysis["statements"] for span in s["spans"])
    out = []
    at = 0
    for start, end, kind, speaker in pieces:
        if start < at:  # statements do not overlap; if they ever do, the first one wins
            continue
        out.append(html.escape(text[at:start]))
        out.append(f'<mark class="{kind}" title="{html.escape(speaker)}">{html.escape(text[start:end])}</mark>')
        at = end
    return "".join(out) + html.escape(text[at:])


def main():
    service, file = sys.argv[1:]
    text = pathlib.Path(file).read_bytes().decode()  # as it is: reading as text would change CR LF
    with httpx.Client(base_url=service, timeout=30) as client:
        sys.stdout.buffer.write(highlight(text, analyze(client, text)).encode())


if __name__ == "__main__":
    main()
