#!/usr/bin/env python3
"""The service through HTTP, beside its floor: http.py DEDI ECHO ARTICLES.jsonl… [--json FILE] [--seconds N]
[--threads]

wrk asks the bare libmicrohttpd handler of echo.c and the service in turn, with the same bodies, so
that both see the same machine; every figure is the median of ROUNDS such turns. Then: what 1 % of
256 KB requests does to the others, batches, memory, and the time from start to ready. With --threads
instead: rate and p99 for numbers of I/O and job threads.
"""
import argparse
import json
import os
import socket
import statistics
import subprocess
import tempfile
import time

ROUNDS = 3
CONNECTIONS = (1, 16, 256)
SMALL, LARGE = 4096, 256 * 1024

SCRIPT = """
local bodies = {}
for _, path in ipairs({%(paths)s}) do
  local file = io.open(path, "rb")
  bodies[#bodies + 1] = file:read("*a")
  file:close()
end
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/v1/analyze", {["Content-Type"] = "text/plain; charset=utf-8"},
    bodies[n %% #bodies + 1])
end
%(delay)s
done = function(summary, latency)
  io.write(string.format(
    '\\nFIGURES {"requests":%%d,"seconds":%%f,"p50":%%f,"p99":%%f,"p999":%%f,"failed":%%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), summary.errors.connect + summary.errors.read +
    summary.errors.write + summary.errors.status + summary.errors.timeout))
end
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ready(port, path):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as s:
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in s.recv(64)


class Server:
    """A program that listens; `start_ms`: from its start to its first good answer."""

    def __init__(self, command, port, path):
        self.port, self.path = port, path
        start = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        while True:
            try:
                if ready(port, path):
                    break
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - start > 10:
                raise SystemExit(f"{command[0]} does not serve")
            time.sleep(0.0005)
        self.start_ms = (time.monotonic() - start) * 1e3

    def memory(self, row):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            for line in status:
                if line.startswith(row):
                    return int(line.split()[1]) / 1024
        return 0.0

    def stop(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


def serve(dedi, *options):
    port = free_port()
    return Server([dedi, "serve", "--listen", f"127.0.0.1:{port}", "--log-requests", "no",
                   "--queue", "4096", *options], port, "/readyz")


def echo(program):
    port = free_port()
    return Server([program, str(port)], port, "/")


class Load:
    def __init__(self, directory, seconds):
        self.directory, self.seconds, self.count = directory, seconds, 0

    def bodies(self, text, size, count):
        """Files of so many bytes, each from another place of the text."""
        paths = []
        while len(text) < 2 * size + count:
            text += text
        for i in range(count):
            start = (i * size) % (len(text) - size)
            body = text[start:start + size].decode(errors="ignore").encode()
            paths.append(os.path.join(self.directory, f"body-{size}-{i}"))
            with open(paths[-1], "wb") as file:
                file.write(body)
        return paths

    def start(self, server, paths, connections, delay_ms=0):
        self.count += 1
        script = os.path.join(self.directory, f"script-{self.count}.lua")
        with open(script, "w", encoding="utf-8") as file:
            file.write(SCRIPT % {
                "paths": ",".join(f'"{path}"' for path in paths),
                "delay": f"delay = function() return {delay_ms} end" if delay_ms else ""})
        return subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{self.seconds}s", "--timeout", "30s", "-s", script,
             f"http://127.0.0.1:{server.port}/v1/analyze"], stdout=subprocess.PIPE, text=True)

    @staticmethod
    def result(process):
        output = process.communicate()[0]
        line = next(line for line in output.splitlines() if line.startswith("FIGURES "))
        figures = json.loads(line[8:])
        figures["rate"] = figures["requests"] / figures["seconds"]
        return figures


def medians(rounds):
    return {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}


def compare(load, floor, service, small, report):
    print(f"{'':14}{'req/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'p99.9':>9}{'of echo':>9}")
    for connections in CONNECTIONS:
        turns = {"echo": [], "dedi": []}
        for _ in range(ROUNDS):
            for name, server in (("echo", floor), ("dedi", service)):
                turns[name].append(load.result(load.start(server, small, connections)))
        figures = {name: medians(rounds) for name, rounds in turns.items()}
        share = figures["dedi"]["rate"] / figures["echo"]["rate"]
        report.append({"connections": connections, "share": share, **figures})
        for name in turns:
            f = figures[name]
            print(f"{name:>6} c={connections:<5}{f['rate']:10.0f}{f['p50'] / 1e3:9.2f}"
                  f"{f['p99'] / 1e3:9.2f}{f['p999'] / 1e3:9.2f}"
                  f"{share if name == 'dedi' else 1:9.1%}" +
                  (f"  {f['failed']:.0f} failed" if f["failed"] else ""))


def mixed(load, service, small, large):
    """4 KB requests on 16 connections alone, and with one 256 KB request to a hundred of them."""
    rounds = []
    for _ in range(ROUNDS):
        alone = load.result(load.start(service, small, 16))
        pause = 100e3 / alone["rate"]
        with_large = load.start(service, small, 16)
        others = load.start(service, large, 1, delay_ms=pause)
        both = load.result(with_large), load.result(others)
        rounds.append({"rate": alone["rate"], "alone_p99": alone["p99"], "mixed_p99": both[0]["p99"],
                       "ratio": both[0]["p99"] / alone["p99"],
                       "large_share": both[1]["requests"] / max(1, both[0]["requests"]),
                       "failed": both[0]["failed"] + both[1]["failed"]})
    return medians(rounds)


def threads(dedi, load, small, large):
    """The same for numbers of threads, in turns: the first row is what the others are compared with."""
    choices = [(1, 1), (1, 2), (1, 4), (2, 1), (2, 2), (2, 4), (4, 2)]
    services = [serve(dedi, "--io-threads", str(io), "--job-threads", str(jobs)) for io, jobs in choices]
    rows = [mixed(load, service, small, large) for service in services]
    for service in services:
        service.stop()
    print(f"{'I/O':>4}{'jobs':>6}{'req/s':>9}{'p99 ms':>9}{'mixed':>9}   of the first row")
    for (io, jobs), row in zip(choices, rows):
        parts = [row[key] / rows[0][key] for key in ("rate", "alone_p99", "mixed_p99")]
        print(f"{io:4}{jobs:6}{row['rate']:9.0f}{row['alone_p99'] / 1e3:9.2f}{row['mixed_p99'] / 1e3:9.2f}"
              f"   {parts[0]:.2f} {parts[1]:.2f} {parts[2]:.2f}")


def batch(load, service, paths):
    documents = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            documents.append(json.dumps({"text": file.read()}, ensure_ascii=False) + "\n")
    count = 4000
    lines = os.path.join(load.directory, "batch.ndjson")
    with open(lines, "w", encoding="utf-8") as file:
        for i in range(count):
            file.write(documents[i % len(documents)])
    start = time.monotonic()
    answer = subprocess.run(
        ["curl", "-sS", "-T", lines, "-X", "POST", "-H", "Content-Type: application/x-ndjson",
         f"http://127.0.0.1:{service.port}/v1/analyze/batch"], stdout=subprocess.PIPE, check=True)
    seconds = time.monotonic() - start
    answers = answer.stdout.count(b"\n")
    if answers != count:
        raise SystemExit(f"{answers} answers to {count} documents")
    return count / seconds


def memory(load, service, small, idle):
    under_load = load.result(load.start(service, small, 256)) and service.memory("VmHWM")
    before = service.memory("VmRSS")
    open_connections = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(512)]
    time.sleep(0.3)
    each = (service.memory("VmRSS") - before) * 1024 / len(open_connections)
    for connection in open_connections:
        connection.close()
    return {"idle_mb": idle, "load_256_mb": under_load, "connection_kb": each}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dedi")
    parser.add_argument("echo")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--json")
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--threads", action="store_true")
    options = parser.parse_args()
    text = b""
    for path in options.articles:
        with open(path, encoding="utf-8") as file:
            text += "\n".join(json.loads(line)["text"] for line in file).encode() + b"\n"
    if options.threads:
        with tempfile.TemporaryDirectory() as directory:
            load = Load(directory, options.seconds)
            threads(options.dedi, load, load.bodies(text, SMALL, 12), load.bodies(text, LARGE, 2))
        return
    starts = []
    for _ in range(9):
        server = serve(options.dedi)
        starts.append(server.start_ms)
        server.stop()
    report = {"start_ms": statistics.median(starts), "http": []}
    with tempfile.TemporaryDirectory() as directory:
        load = Load(directory, options.seconds)
        small, large = load.bodies(text, SMALL, 12), load.bodies(text, LARGE, 2)
        floor, service = echo(options.echo), serve(options.dedi)
        idle = service.memory("VmRSS")
        try:
            compare(load, floor, service, small, report["http"])
            report["memory"] = memory(load, service, small, idle)
            report["mixed"] = mixed(load, service, small, large)
            report["batch_documents_per_second"] = batch(load, service, small)
        finally:
            floor.stop()
            service.stop()
    m, x = report["memory"], report["mixed"]
    print(f"p99 of 4 KB on 16 connections: {x['alone_p99'] / 1e3:.2f} ms alone, "
          f"{x['mixed_p99'] / 1e3:.2f} ms with {x['large_share']:.1%} of 256 KB: {x['ratio']:.2f}x")
    print(f"batch: {report['batch_documents_per_second']:.0f} documents of 4 KB a second")
    print(f"memory: {m['idle_mb']:.1f} MB idle, {m['load_256_mb']:.1f} MB at most under 256 "
          f"connections, {m['connection_kb']:.1f} KB an idle connection")
    print(f"start to ready: {report['start_ms']:.1f} ms")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
