#!/usr/bin/python3
"""Runs check_client.mjs: Mattermost's own client against the simulation.

    check_client.py FOLDER      (packages are installed into FOLDER)

Ends with 77 (skipped) where Node 20 or the packages cannot be had.
"""

import os
import subprocess
import sys

try:
    import aiohttp  # noqa: F401  (the simulated server needs it)
except ImportError:
    print("skipped: the simulated server needs python3-aiohttp")
    sys.exit(77)

from bot_process import HERE, SKIPPED, Simulated

PACKAGES = ["@mattermost/client@11.9.0", "ws@8.23.0"]
folder = os.path.abspath(sys.argv[1])


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def node_version():
    try:
        text = subprocess.run(["node", "--version"], capture_output=True,
                              text=True, check=True).stdout
        subprocess.run(["npm", "--version"], capture_output=True, check=True)
        return int(text.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


if node_version() < 20:
    skip("Node 20 or later with npm is not installed")
os.makedirs(folder, exist_ok=True)
if not os.path.isdir(os.path.join(folder, "node_modules", "@mattermost")):
    try:
        done = subprocess.run(
            ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund",
             "--ignore-scripts", "--no-save", *PACKAGES],
            capture_output=True, text=True, timeout=200, check=False)
    except subprocess.TimeoutExpired:
        skip("npm did not install the packages in time")
    if done.returncode != 0:
        skip("npm cannot install the packages: " +
             (done.stderr.strip().splitlines() or ["no reason given"])[-1])
with Simulated("mattermost.py") as server:
    status = subprocess.run(["node", os.path.join(HERE, "check_client.mjs"),
                             folder, server.url], timeout=60,
                            check=False).returncode
sys.exit(1 if status else 0)
