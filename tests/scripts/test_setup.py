#!/usr/bin/python3
"""How bot/setup.sh gets packages, with stand-ins for dpkg-query, apt-get,
sudo and id that write down how they were called.

usage: test_setup.py PROJECT_DIR [unittest arguments]
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(sys.argv[1]).resolve()
TOOLS = ("bash", "env", "comm", "sed", "sort", "timeout", "ninja", "cat",
         "touch", "test", "mkdir", "grep", "head")

DPKG_QUERY = """#!/bin/bash
for package in "$@"; do
    case $package in
    there*) echo "ii  $package" ;;
    gone*) echo "rc  $package" ;;
    new*) [ -e "$STATE/installed" ] && echo "ii  $package" ;;
    esac
done
exit 0
"""
APT_GET = """#!/bin/bash
echo "apt-get $* frontend=$DEBIAN_FRONTEND proxy=$http_proxy" >>"$STATE/calls"
case " $* " in
*" install "*)
    [ -e "$STATE/updated" ] || [ -z "$NEEDS_UPDATE" ] || exit 100
    [ -z "$BROKEN" ] || { echo "E: no such thing"; exit 100; }
    touch "$STATE/installed" ;;
*" update "*) touch "$STATE/updated" ;;
esac
"""
SUDO = """#!/bin/bash
echo sudo >>"$STATE/calls"
exec "$@"
"""


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="a space ")
        self.addCleanup(folder.cleanup)
        self.state = pathlib.Path(folder.name)
        self.bin = self.state / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.bin / tool).symlink_to(found)
        self.stand_in("dpkg-query", DPKG_QUERY)
        self.stand_in("apt-get", APT_GET)

    def stand_in(self, name, text):
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def require(self, *packages, user=0, **environment):
        self.stand_in("id", f"#!/bin/bash\necho {user}\n")
        return subprocess.run(
            ["bash", "-c", '. "$0/bot/setup.sh"; require_packages "$@"',
             str(PROJECT), *packages],
            env={"PATH": str(self.bin), "STATE": str(self.state),
                 **environment},
            cwd=self.state, capture_output=True, text=True, timeout=60,
            check=False)

    def calls(self):
        path = self.state / "calls"
        text = path.read_text() if path.exists() else ""
        return [line for line in text.splitlines() if " update " not in line]

    def test_nothing_missing(self):
        done = self.require("there1", "there2")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.calls(), [])

    def test_as_root(self):
        done = self.require("there1", "new1", "new2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Installing Debian packages: new1 new2", done.stderr)
        self.assertEqual(len(self.calls()), 1)
        self.assertRegex(self.calls()[0], r"^apt-get .*install .*new1 new2 "
                                          r"frontend=noninteractive")

    def test_through_sudo(self):
        self.stand_in("sudo", SUDO)
        done = self.require("new1", user=1000)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sudo", self.calls())

    def test_neither(self):
        done = self.require("there1", "new1", "gone1", user=1000)
        self.assertEqual(done.returncode, 3)
        self.assertIn("gone1 new1", done.stderr)
        self.assertIn("apt-get install gone1 new1", done.stderr)
        self.assertEqual(self.calls(), [])

    def test_old_lists(self):
        done = self.require("new1", NEEDS_UPDATE="1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.state / "updated").exists())

    def test_it_does_not_work(self):
        done = self.require("new1", BROKEN="1")
        self.assertEqual(done.returncode, 3)
        self.assertIn("apt-get install new1", done.stderr)
        self.assertIn("E: no such thing", done.stderr)
        self.assertEqual(len(self.calls()), 2)

    def test_a_proxy_that_is_none(self):
        for proxy in ("nonsense", "http://127.0.0.1:1", "http://[:x", "-"):
            self.require("new1", http_proxy=proxy)
            self.assertTrue(self.calls()[-1].endswith("proxy="), proxy)
            (self.state / "installed").unlink()

    def test_a_proxy_that_works(self):
        with socket.socket() as proxy:
            proxy.bind(("127.0.0.1", 0))
            proxy.listen()
            url = f"http://127.0.0.1:{proxy.getsockname()[1]}/"
            self.require("new1", http_proxy=url)
            self.assertTrue(self.calls()[-1].endswith(f"proxy={url}"))


if __name__ == "__main__":
    os.chdir("/")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
