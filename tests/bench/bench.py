#!/usr/bin/python3
"""Measures the budgets of one build on this machine:

    tests/bench/bench.py BUILD_DIR      (a release build: build/release)

start to ready, memory when idle, `ask` as a whole process, and a question in
process (through `ask --batch`, so JSON in and out is included)."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

QUESTIONS = [
    "how much does a library technician make?",
    "libary technican salary",
    "will AI replace software developers?",
    "圖書館技術員需要什麼證照",
    "nurse vs electrician pay",
    "what is the weather tomorrow",
]


def start(program, config):
    began = time.monotonic()
    process = subprocess.Popen([program, "run", "--config", config], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    for line in process.stdout:
        found = re.search(r"http://[\d.:]+", line)
        if found:
            urllib.request.urlopen(found.group() + "/readyz", timeout=5).read()
            return process, (time.monotonic() - began) * 1000
    raise SystemExit("careerbot run never said it was ready")


def memory(pid):
    fields = dict(re.findall(r"^(\w+):\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M))
    # Clean pages are of files: the pack, the program, libraries. They count as
    # private as long as no other program uses the same library.
    return [int(fields[key]) / 1024 for key in ("Rss", "Private_Dirty", "Private_Clean")]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    program, pack = str(build / "careerbot"), str(build / "knowledge.pack")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "careerbot.json")
        with open(config, "w") as f:
            json.dump({"knowledge": pack, "state": "sqlite:careerbot.db", "listen": "127.0.0.1:0",
                       "platforms": [{"type": "web"}]}, f)
        times = []
        for _ in range(10):
            process, ready = start(program, config)
            times.append(ready)
            process.terminate()
            process.wait(10)
        rows.append(("start to ready, median of 10", statistics.median(times), 100, "ms"))
        process, _ = start(program, config)
        time.sleep(1)
        resident, written, clean = memory(process.pid)
        process.terminate()
        process.wait(10)
        rows.append(("memory idle, resident", resident, 18, "MiB"))
        rows.append(("memory idle, private, written to", written, 5, "MiB"))
        rows.append(("pages of files no other program uses now", clean, None, "MiB"))

        times = []
        for i in range(30):
            began = time.monotonic()
            subprocess.run([program, "ask", "--knowledge", pack, QUESTIONS[i % len(QUESTIONS)]],
                           stdout=subprocess.DEVNULL)
            times.append((time.monotonic() - began) * 1000)
        rows.append(("ask as a whole process, median of 30", statistics.median(times), 50, "ms"))

        count = 20000
        lines = "".join(json.dumps({"id": i, "query": QUESTIONS[i % len(QUESTIONS)]}) + "\n" for i in range(count))
        began = time.monotonic()
        subprocess.run([program, "ask", "--knowledge", pack, "--batch", "-"], input=lines, text=True,
                       stdout=subprocess.DEVNULL, check=True)
        rows.append(("a question with its JSON, mean of 20,000", (time.monotonic() - began) / count * 1e6, None, "us"))

    for name, value, budget, unit in rows:
        verdict = "" if budget is None else f"   budget {budget} {unit}" + ("" if value <= budget else "   OVER")
        print(f"{name:45} {value:8.1f} {unit}{verdict}")


main()
