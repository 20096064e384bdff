"""What the tests of the deployment share: counting, waiting, one instance of the service.

None of them can hang: between two checks a test has STEP seconds, or what it asked for with allow();
then it ends with a trace of where it stood, and its processes are stopped on the way out.
"""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEDI = os.path.join(ROOT, "build", "dedi")
SAMPLE = os.path.join(ROOT, "docs", "samples", "article.txt")
TEXT = {"Content-Type": "text/plain; charset=utf-8"}

STEP = 600

passed = failed = 0
last = "the start"


def allow(seconds):
    """Until the next check."""
    signal.alarm(seconds)


def overdue(*_):
    raise TimeoutError(f"no end of what follows: {last}")


signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped on the way out
signal.signal(signal.SIGALRM, overdue)
allow(STEP)


def check(what, good, detail=""):
    global passed, failed, last
    last = what
    allow(STEP)
    passed, failed = passed + bool(good), failed + (not good)
    if good:
        print(f"ok      {what}", flush=True)
    else:
        print(f"FAILED  {what}  {detail}", flush=True)
    return bool(good)


def summary():
    signal.alarm(0)
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not passed else 0)


def run(*command, **more):
    """Its output; a failure ends the test, with what it said."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def free_ports(n):
    """All held until all are found, so that they differ."""
    held = [socket.socket() for _ in range(n)]
    for s in held:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


def ask(port, method, path, body=None, headers=None):
    """(status, headers, body) of a request of its own connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def wait_ready(port, process, seconds=60):
    """Milliseconds until /readyz says yes."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        try:
            if ask(port, "GET", "/readyz")[0] == 200:
                return (time.monotonic() - begun) * 1000
        except (OSError, http.client.HTTPException):
            pass
        if process.poll() is not None:
            raise RuntimeError(f"the service ended with {process.returncode}")
        time.sleep(0.001)
    raise RuntimeError("the service did not become ready")


def without_time(answer):
    """An answer as a value, without the only thing that differs from run to run."""
    value = json.loads(answer)
    value["meta"].pop("analysis_us", None)
    return value


def start_load(url, seconds, connections, threads=1):
    """wrk in the background; load_result waits for it."""
    return subprocess.Popen(
        ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s",
         "-s", os.path.join(ROOT, "tests", "deploy", "load.lua"), url, "--", SAMPLE],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def load_result(load):
    """The counts that load.lua prints, and its line."""
    said = load.communicate()[0]
    line = next((l for l in said.splitlines() if l.startswith("RESULT ")), None)
    if line is None:
        raise RuntimeError(f"wrk said\n{said}")
    return {k: int(v) for k, v in (f.split("=") for f in line.split()[1:] if "=" in f)}, line
