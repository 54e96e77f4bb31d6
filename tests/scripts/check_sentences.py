#!/usr/bin/env python3
"""Every sentence the answers ask for is in the lexicon, and every sentence of
the lexicon is asked for somewhere."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
code = "\n".join(p.read_text() for p in sorted((root / "knowledge/answer").glob("*.c")))
used = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)*)"', code))
built = {m for m in re.findall(r'"([a-z_]+\.)%[^"]*"', code)} | {"term."}
keys = {
    line.split("=", 1)[0].strip()
    for line in (root / "knowledge/lexicon/en/sentences.txt").read_text().splitlines()
    if "=" in line and not line.startswith("#")
}
dotted = {u for u in used if "." in u and not u.endswith(".h") and not u.startswith("term.")}
missing = sorted(dotted - keys)
unused = sorted(
    k for k in keys if k not in used and not any(k.startswith(prefix) for prefix in built)
)
for key in missing:
    print(f"knowledge/answer asks for '{key}', which sentences.txt does not have")
for key in unused:
    print(f"sentences.txt has '{key}', which knowledge/answer never asks for")
print(f"{len(keys)} sentences, {len(missing)} missing, {len(unused)} unused")
sys.exit(bool(missing or unused))
