#!/usr/bin/python3
"""`careerbot update` against a publisher on loopback: good days, bad days,
and what a running bot does with the pack that comes of it.

The program is put into a folder of its own, beside a careerbot-build that
writes down how it was called, and below a small knowledge/.

usage: test_update.py CAREERBOT PACK [unittest arguments]
"""
import fcntl
import io
import json
import os
import pathlib
import pty
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

from publisher import Publisher

PROGRAM, PACK = (pathlib.Path(argument) for argument in sys.argv[1:3])
PROJECT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = PROJECT / "tests" / "fixtures"
TIMEOUT_S = 60

# Writes its arguments down, then makes the pack and ends as it is told.
BUILD = """#!/bin/sh
printf '%s\\n' "$@" >"${0%/*}/arguments"
. "${0%/*}/then"
"""


def zipped(**files):
    """name__part stands for name/part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in files.items():
            file.writestr(name.replace("__", "/"), text)
    return out.getvalue()


CSV = b"SOC Code,title\n" + b"25-4031,Library Technicians\n" * 3000
TSV = b"\tTask ID\tTask\n0\t1688.0\tx\n"
ZIP = zipped(db__Read_Me="30.2", db__Skills="x" * 4000)
XLSX = zipped(xl__workbook="", **{"xl/workbook.xml": "<workbook/>"})
BODIES = {"csv": CSV, "tsv": TSV, "zip": ZIP, "xlsx": XLSX}


def entry(url, type_="csv", option="exposure", **more):
    return {"publisher": "P", "url": url, "file": url.rsplit("/", 1)[-1],
            "type": type_, "min_bytes": 20, "max_bytes": 200000,
            "option": option, "page": "https://example.org/page",
            "licence": "ours", **more}


class Case(unittest.TestCase):
    def setUp(self):
        self.publisher = Publisher()
        self.addCleanup(self.publisher.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name).resolve()
        self.bin = self.path / "build" / "x"
        self.cache = self.path / "cache"
        self.pack = self.path / "out.pack"
        self.pack.write_text("the old one")
        self.bin.mkdir(parents=True)
        self.program = self.bin / "careerbot"
        self.put(PROGRAM, self.program)
        self.build(f"cp '{PACK}' \"$(tail -n 1 \"${{0%/*}}/arguments\")\"")
        (self.bin / "careerbot-build").write_text(BUILD)
        (self.bin / "careerbot-build").chmod(0o755)
        (self.path / "config").mkdir()
        (self.path / "knowledge").mkdir()
        for name, fixture in (("occupations", "pages"), ("facts", "facts"),
                              ("lexicon", "lexicon")):
            (self.path / "knowledge" / name).symlink_to(FIXTURES / fixture)

    @staticmethod
    def put(program, where):
        try:
            os.link(program, where)
        except OSError:  # another file system
            shutil.copy(program, where)

    def build(self, script):
        (self.bin / "then").write_text(script + "\n")

    def sources(self, timeout_s=30, **entries):
        """The list that comes with the program."""
        (self.path / "config" / "sources.json").write_text(
            json.dumps({"timeout_s": timeout_s, "sources": entries}))

    def one(self, path="/a.csv", type_="csv", timeout_s=30, **more):
        """A list of one source that is here."""
        self.sources(timeout_s,
                     one=entry(self.publisher.url + path, type_, **more))

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items()
                if "proxy" not in name.lower() and
                name != "CAREERBOT_KNOWLEDGE"}
        return {**kept, "HOME": str(self.path), **more}

    def update(self, *arguments, env=None, output=True):
        words = [str(self.program), "update", "--cache", str(self.cache)]
        if output:
            words += ["--output", str(self.pack)]
        done = subprocess.run([*words, *map(str, arguments)],
                              capture_output=True, text=True, check=False,
                              env=self.environment(**(env or {})),
                              cwd=self.path, timeout=TIMEOUT_S)
        self.assertEqual(done.stdout, "")
        return done

    def ends(self, done, status, *said):
        self.assertEqual(done.returncode, status, done.stderr)
        for text in said:
            self.assertIn(text, done.stderr)
        if status == 3:
            self.assertEqual(self.pack.read_text(), "the old one")

    def kept(self, name="exposure/a.csv"):
        return (self.cache / name).read_bytes()

    def keep(self, body, name="exposure/a.csv"):
        path = self.cache / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        os.utime(path, (1747742400, 1747742400))  # 2025-05-20

    def arguments(self):
        """--option -> value, of careerbot-build."""
        words = (self.bin / "arguments").read_text().splitlines()
        self.assertEqual(words[0], "build")
        return dict(zip(words[1::2], words[2::2]))

    def no_part(self):
        self.assertEqual(list(self.cache.rglob("*.part*")), [])


class Good(Case):
    def test_everything(self):
        entries = {}
        for id_, type_, option in (
                ("onet", "zip", "onet"), ("oews", "zip", "oews"),
                ("projections", "xlsx", "projections"),
                ("soc", "xlsx", "soc"), ("a", "csv", "exposure"),
                ("b", "tsv", "exposure")):
            path = f"/{id_}.{type_}"
            self.publisher.serve(path, BODIES[type_])
            entries[id_] = entry(self.publisher.url + path, type_, option)
        self.sources(**entries)
        done = self.update()
        self.ends(done, 0, "onet: new, ", "a: new, 82 KiB\n", "occupations")
        self.no_part()
        self.assertEqual(self.kept("oews/oews.zip"), ZIP)
        self.assertEqual(self.kept("exposure/b.tsv"), TSV)
        self.assertEqual(self.pack.read_bytes(), PACK.read_bytes())
        cache, shipped = self.cache, self.path / "knowledge"
        self.assertEqual(self.arguments(), {
            "--pages": f"{shipped}/occupations", "--facts": f"{shipped}/facts",
            "--lexicon": f"{shipped}/lexicon",
            "--onet": f"{cache}/onet/onet.zip",
            "--oews": f"{cache}/oews/oews.zip",
            "--projections": f"{cache}/projections/projections.xlsx",
            "--exposure": f"{cache}/exposure", "--soc": f"{cache}/soc",
            "--output": f"{self.pack}.new"})
        done = self.update()
        self.ends(done, 0, "onet: unchanged\n", "b: unchanged\n")
        self.assertEqual(self.kept("exposure/b.tsv"), TSV)

    def test_changed(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.ends(self.update(), 0)
        self.publisher.serve("/a.csv", CSV + b"x,y\n", '"2"')
        self.ends(self.update(), 0, "one: new")
        self.assertEqual(self.kept(), CSV + b"x,y\n")
        asked = self.publisher.asked("/a.csv")
        self.assertNotIn("If-None-Match", asked[0].headers)
        self.assertEqual(asked[1].headers["If-None-Match"], '"1"')

    def test_date_instead_of_etag(self):
        when = "Tue, 20 May 2025 12:00:00 GMT"
        self.one()
        self.publisher.serve("/a.csv", CSV, None, Last_Modified=when)
        self.ends(self.update(), 0)
        self.publisher.paths["/a.csv"] = lambda r: r.answer(304)
        self.ends(self.update(), 0, "one: unchanged")
        asked = self.publisher.asked("/a.csv")[-1]
        self.assertEqual(asked.headers["If-Modified-Since"], when)

    def test_replaced_by_hand(self):
        """What the server said is of another file than the one that lies
        there now."""
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.ends(self.update(), 0)
        self.keep(CSV + b"my own,line\n")
        self.ends(self.update(), 0, "one: new")
        self.assertNotIn("If-None-Match",
                         self.publisher.asked("/a.csv")[-1].headers)

    def test_usual_places(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        words = [str(self.program), "update"]
        for env, folder in (({}, ".cache/careerbot"),
                            ({"XDG_CACHE_HOME": str(self.path / "xdg")},
                             "xdg/careerbot")):
            done = subprocess.run(words, env=self.environment(**env),
                                  cwd=self.path, capture_output=True,
                                  text=True, check=False, timeout=TIMEOUT_S)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue((self.path / folder / "exposure/a.csv").exists())
        self.assertTrue((self.path / "config" / "knowledge.pack").exists())

    def test_output_behind_a_link(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        link = self.path / "link.pack"
        link.symlink_to(self.pack)
        self.ends(self.update("--output", link, output=False), 0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.pack.read_bytes(), PACK.read_bytes())

    def test_who_asks(self):
        self.one(wants_contact=True)
        self.publisher.paths["/a.csv"] = lambda r: r.answer(403)
        self.ends(self.update(), 1, '"contact" to your e-mail address')
        own = self.path / "own.json"
        own.write_text('{"contact": "me@example.org"}')
        self.publisher.serve("/a.csv", CSV)
        self.ends(self.update("--config", own), 0)
        before, after = self.publisher.asked("/a.csv")
        self.assertRegex(before.headers["User-Agent"], r"^careerbot/[\d.]+$")
        self.assertRegex(after.headers["User-Agent"],
                         r"^careerbot/[\d.]+ \(me@example\.org\)$")

    def test_slow(self):
        def drip(request):
            request.begin(200, len(CSV))
            for at in range(0, len(CSV), 8192):
                request.wfile.write(CSV[at:at + 8192])
                request.wfile.flush()
                self.publisher.free.wait(0.15)
        self.one(timeout_s=1)
        self.publisher.paths["/a.csv"] = drip
        self.ends(self.update(), 0, "one: new")
        self.assertEqual(self.kept(), CSV)

    def test_terminal(self):
        def drip(request):
            request.begin(200, len(CSV))
            for at in range(0, len(CSV), 8192):
                request.wfile.write(CSV[at:at + 8192])
                request.wfile.flush()
                self.publisher.free.wait(0.1)
        self.one()
        self.publisher.paths["/a.csv"] = drip
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(self.program,
                      ["careerbot", "update", "--cache", str(self.cache),
                       "--output", str(self.pack)], self.environment())
        screen = b""
        try:
            while more := os.read(terminal, 65536):
                screen += more
        except OSError:  # how Linux tells that the other side is closed
            pass
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0, screen)
        text = screen.decode()
        self.assertRegex(text, r"one: \[#+\.+\] \d+% [\d.]+ KiB of 82 KiB")
        self.assertIn("\r\033[Kone: new, 82 KiB", text)


class Resumed(Case):
    def ranges(self, path="/a.csv"):
        return [(r.headers.get("Range"), r.headers.get("If-Range"))
                for r in self.publisher.asked(path)]

    def test_cut_short(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.publisher.break_off("/a.csv", CSV, 30000)
        self.ends(self.update(), 0, "one: new, 82 KiB, of which 29 KiB were")
        self.assertEqual(self.kept(), CSV)
        self.assertEqual(self.ranges(),
                         [(None, None), ("bytes=30000-", '"1"')])
        self.no_part()

    def test_cut_short_without_etag(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.publisher.break_off("/a.csv", CSV, 30000, etag=None)
        self.ends(self.update(), 0)
        self.assertEqual(self.kept(), CSV)
        self.assertEqual(self.ranges(), [(None, None)] * 2)

    def test_cut_short_with_weak_etag(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.publisher.break_off("/a.csv", CSV, 30000, etag='W/"1"')
        self.ends(self.update(), 0)
        self.assertEqual(self.kept(), CSV)
        self.assertEqual(self.ranges(), [(None, None)] * 2)

    def test_next_day(self):
        self.one(timeout_s=1)
        self.publisher.serve("/a.csv", CSV)
        self.publisher.hang("/a.csv", CSV, 30000)
        self.ends(self.update(), 1, "127.0.0.1 stopped sending for 1 seconds",
                  "run the command again, which continues")
        self.assertFalse((self.cache / "exposure/a.csv").exists())
        self.assertNotIn("--exposure", self.arguments())
        self.ends(self.update(), 0, "one: new, 82 KiB, of which 29 KiB were")
        self.assertEqual(self.kept(), CSV)
        self.no_part()

    def test_it_has_changed_meanwhile(self):
        self.one()
        newer = CSV.replace(b"Library", b"Archive")
        self.publisher.serve("/a.csv", newer, '"2"')
        self.publisher.break_off("/a.csv", CSV, 30000)
        self.ends(self.update(), 0)
        self.assertEqual(self.kept(), newer)

    def test_servers_that_cannot(self):
        for code, headers in ((416, {}), (206, {}),
                              (206, {"Content_Range": "bytes 7-9/10"})):
            with self.subTest(code=code, **headers):
                def cannot(request, code=code, headers=headers):
                    request.answer(code, b"abc", **headers)
                shutil.rmtree(self.cache, ignore_errors=True)
                self.one()
                self.publisher.serve("/a.csv", CSV)
                self.publisher.first("/a.csv", cannot)
                self.publisher.break_off("/a.csv", CSV, 30000)
                self.ends(self.update(), 0)
                self.assertEqual(self.kept(), CSV)

    def test_a_part_nobody_asked_for(self):
        self.one()
        self.publisher.paths["/a.csv"] = lambda r: r.answer(
            206, CSV, Content_Range=f"bytes 0-{len(CSV) - 1}/{len(CSV)}")
        self.ends(self.update(), 1, "sends another part than asked for")

    def test_always_cut_short(self):
        def always(request):
            request.begin(200, len(CSV), ETag='"1"')
            request.wfile.write(CSV[:100])
        self.one()
        self.publisher.paths["/a.csv"] = always
        self.ends(self.update(), 1, "127.0.0.1 broke off: ")
        self.assertLess(len(self.publisher.requests), 6)


class Bad(Case):
    """One line for each; the rest goes on, and the last good copy stays."""

    def fails(self, *said, status=1, type_="csv", option="exposure", **one):
        body = BODIES[type_]
        name = f"{option}/a.{type_}"
        self.keep(body, name)
        self.sources(
            one.pop("timeout_s", 30),
            one=entry(one.pop("url", f"{self.publisher.url}/a.{type_}"),
                      type_, option, **{"file": f"a.{type_}", **one}),
            other=entry(self.publisher.url + "/b.csv"))
        self.publisher.serve("/b.csv", CSV)
        done = self.update()
        self.ends(done, status, "other: ", *said)
        self.assertRegex(done.stderr, "(?m)^other: (new, |unchanged$)")
        line, = [l for l in done.stderr.splitlines() if l.startswith("one: ")]
        self.assertIn("; the copy of 2025-05-20 is used", line)
        self.assertEqual(self.kept(name), body)
        self.assertIn("--" + option, self.arguments())
        return line

    def answers(self, code, body=b"", path="/a.csv", **headers):
        self.publisher.paths[path] = lambda r: r.answer(code, body, **headers)

    def test_refused(self):
        """No news where a person has put the file there."""
        self.answers(403, b"<html>Access Denied</html>" * 9000)
        self.fails("127.0.0.1 refuses the download (HTTP 403)",
                   "open https://example.org/page in a browser and put the "
                   f"file as a.csv into {self.cache}/exposure\n", status=0)
        (self.cache / "exposure/a.csv").unlink()
        self.ends(self.update(), 1, "put the file as a.csv into")

    def test_gone(self):
        self.fails("has no such file (HTTP 404)", '"url" in a --config FILE',
                   "https://example.org/page", "; 30.2 is elsewhere",
                   note="30.2 is elsewhere")

    def test_busy(self):
        self.answers(429, Retry_After="90")
        self.fails("asks to come back later (HTTP 429)", "in 90 seconds")
        self.answers(503, Retry_After="3600")
        self.fails("HTTP 503", "try again in 60 minutes")

    def test_broken_server(self):
        self.answers(500, b"x" * 500000)
        self.fails("answers with HTTP 500; try again later")
        self.answers(304)
        self.fails("answers with HTTP 304")

    def test_no_answer(self):
        self.publisher.hang("/a.csv")
        self.fails("does not answer within 1 seconds", timeout_s=1)

    def test_nobody_listens(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            self.fails("127.0.0.1 cannot be reached", "https_proxy",
                       url=f"http://127.0.0.1:{closed.getsockname()[1]}/a.csv")

    def test_nobody_listens_to_the_next_either(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
            url = f"http://127.0.0.1:{port}"
            self.sources(one=entry(url + "/a.csv"), two=entry(url + "/b.csv"))
            self.ends(self.update(), 1, "one: 127.0.0.1 cannot be reached",
                      f"two: not asked for, as 127.0.0.1:{port} cannot be")

    def test_no_http(self):
        def talk(request):
            request.close_connection = True
            request.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.publisher.paths["/a.csv"] = talk
        self.fails("127.0.0.1: Received HTTP/0.9 when not allowed")

    def test_web_page(self):
        page = b"\n<!DOCTYPE html><html><p>a, b" + b" " * 900
        for type_ in BODIES:
            self.answers(200, page, f"/a.{type_}", Content_Type="text/csv")
            self.fails("what 127.0.0.1 sent is not a ",
                       ": it is a web page; open https://", type_=type_)

    def test_another_type(self):
        for type_, body, said in (
                ("zip", CSV, "not a zip file: it does not begin like one"),
                ("zip", ZIP[:-30], "it is cut short or damaged"),
                ("zip", ZIP[:40] + ZIP[60:], "it is damaged"),
                ("xlsx", ZIP, "not a workbook (xlsx): it is a zip file of"),
                ("csv", ZIP, "not a table (csv): it is no text"),
                ("csv", TSV, "it has no commas in its first line"),
                ("tsv", CSV, "it has no tabs in its first line")):
            self.answers(200, body, f"/a.{type_}")
            self.fails(said, type_=type_)
        self.answers(200, b"a,b\n" * 99)
        self.fails("it has other columns", header="SOC Code")

    def test_size(self):
        self.answers(200, b"a,b\n1,2\n")
        self.fails("sent 8 bytes; the file has at least 20", '"min_bytes"')
        self.answers(200)
        self.fails("sent 0 bytes")
        self.answers(200, CSV * 3)
        self.fails("is larger than 200000 bytes", '"max_bytes"')

    def test_endless(self):
        def pour(request):
            request.begin(200)
            for _ in range(10000):
                request.wfile.write(CSV)
        self.publisher.paths["/a.csv"] = pour
        self.fails("is larger than 200000 bytes")
        self.no_part()

    def test_redirects(self):
        self.publisher.serve("/real.csv", CSV)
        self.answers(302, b"<html>", Location="real.csv")
        self.one()
        self.ends(self.update(), 0, "one: new")
        self.assertEqual(self.kept(), CSV)
        self.answers(301, Location="http://example.org/a.csv")
        self.fails("redirects to example.org, which is not followed",
                   '"url" in a --config FILE')
        self.answers(301, Location="ftp://127.0.0.1/a.csv")
        self.fails("redirects to no proper URL")
        self.answers(308, Location="/a.csv")
        self.fails("more than 8 redirects")

    def test_proxy(self):
        """The publisher plays the proxy: it takes CONNECT, and refuses."""
        proxy = f"127.0.0.1:{self.publisher.port}"
        self.sources(one=entry("https://data.invalid/a.csv"))
        done = self.update(env={"https_proxy": f"http://{proxy}"})
        self.ends(done, 1,
                  "the proxy does not connect to data.invalid (HTTP 403)")
        own = self.path / "own.json"
        own.write_text(json.dumps({"proxy": proxy}))
        done = self.update("--config", own)
        self.ends(done, 1, "the proxy does not connect")
        self.assertEqual([r.command for r in self.publisher.requests],
                         ["CONNECT"] * 2)

    @unittest.skipUnless(shutil.which("openssl"), "openssl makes certificates")
    def test_certificate(self):
        certificate, key = self.path / "cert.pem", self.path / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
             "-days", "2", "-subj", "/CN=localhost", "-keyout", key,
             "-addext", "subjectAltName=DNS:localhost", "-out", certificate],
            check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        publisher = Publisher(tls)
        self.addCleanup(publisher.close)
        publisher.serve("/a.csv", CSV)
        self.fails("no secure connection to localhost: ", '"ca_file"',
                   url=publisher.url + "/a.csv")
        own = self.path / "own.json"
        own.write_text('{"ca_file": "cert.pem"}')
        self.ends(self.update("--config", own), 0, "one: new")

    def test_no_room(self):
        self.one()
        self.publisher.serve("/a.csv", CSV)
        self.cache.write_text("a file")
        self.ends(self.update(), 3, f"{self.cache}/onet: Not a directory",
                  "name another place with --cache")

    def test_two_at_once(self):
        self.one()
        self.cache.mkdir()
        with open(self.cache / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.ends(self.update(), 3, "another careerbot update is at work")


class ByHand(Case):
    def test_offline(self):
        self.one()
        done = self.update("--offline")
        self.ends(done, 1, f"one: not in {self.cache}/exposure; run the ")
        self.assertFalse(self.cache.exists())
        self.keep(CSV)
        self.ends(self.update("--offline"), 0, "one: there, of 2025-05-20")
        self.assertEqual(self.publisher.requests, [])
        self.assertIn("--exposure", self.arguments())

    def test_not_downloaded(self):
        self.sources(aioe={**entry("/x.csv", optional=True,
                                   note="no open licence is stated"),
                           "url": None})
        done = self.update()
        self.ends(done, 0, "aioe: not downloaded: no open licence is stated; "
                           "to use it, open https://example.org/page in a "
                           "browser and put the file as x.csv into")
        self.assertNotIn("--exposure", self.arguments())
        self.keep(CSV, "exposure/x.csv")
        self.ends(self.update(), 0, "aioe: there, of 2025-05-20")
        self.keep(b"<html>Access, Denied</html>", "exposure/x.csv")
        self.ends(self.update(), 1, "exposure/x.csv is not a table (csv): it "
                                    "is a web page; put the right file there")

    def test_damaged_file_is_not_used(self):
        self.one("/a.zip", "zip", option="onet")
        self.publisher.paths["/a.zip"] = lambda r: r.answer(403)
        self.keep(ZIP[:-30], "onet/a.zip")
        self.ends(self.update(), 1, "put the file as a.zip into")
        self.assertNotIn("--onet", self.arguments())


class List(Case):
    def faults(self, own, *expected):
        path = self.path / "own.json"
        path.write_text(own if isinstance(own, str) else json.dumps(own))
        done = self.update("--config", path)
        self.ends(done, 3)
        lines = done.stderr.replace(str(self.path) + "/", "").splitlines()
        self.assertEqual(lines[-1], "careerbot update: own.json is not a "
                                    "proper list of sources")
        self.assertEqual(len(lines) - 1, len(expected), lines)
        for line, text in zip(lines, expected):
            self.assertTrue(line.startswith("own.json: "), line)
            self.assertIn(text, line)

    def test_own_changes(self):
        self.sources(a=entry(self.publisher.url + "/a.csv"),
                     b=entry(self.publisher.url + "/b.csv"))
        self.publisher.serve("/moved.csv", CSV)
        self.publisher.serve("/new.zip", ZIP)
        own = self.path / "own.json"
        own.write_text(json.dumps({"sources": {
            "a": {"url": self.publisher.url + "/moved.csv"}, "b": None,
            "c": entry(self.publisher.url + "/new.zip", "zip", "onet")}}))
        done = self.update("--config", own)
        self.ends(done, 0, "a: new", "c: new")
        self.assertNotIn("b: ", done.stderr)
        self.assertEqual(self.kept(), CSV)

    def test_all_faults_at_once(self):
        self.one()
        self.faults(
            {"contact": "me", "timeout_s": 0, "source": {}, "sources": {
                "one": {"url": "http://example.org/a.csv", "urll": "x",
                        "max_bytes": 1.5, "option": "bls", "type": "pdf",
                        "file": "../a.csv", "optional": "yes"},
                "two": 2, "Three\n": {}}},
            'contact: "me" must be an e-mail address',
            "timeout_s: must be a number from 1 to 600",
            'no such key: "source"; did you mean "sources"?',
            'sources.one.url: "http://example.org/a.csv" must begin with '
            "https://",
            'sources.one: no such key: "urll"; did you mean "url"?; known',
            "sources.one.max_bytes: must be a whole number of bytes",
            'sources.one.option: "bls" is none of onet, oews, projections',
            'sources.one.type: "pdf" is none of zip, xlsx, csv, tsv',
            'sources.one.file: "../a.csv" must be the name of a file',
            "sources.one.optional: must be true or false",
            "sources.two: must be an object, or null",
            r'sources: "Three\n" is no id')
        self.assertEqual(self.publisher.requests, [])

    def test_what_is_missing(self):
        self.sources(one=entry(self.publisher.url + "/a.zip", "zip", "onet"))
        self.faults({"sources": {"two": {"option": "exposure"}}},
                    *(f"sources.two.{name}: missing"
                      for name in ("publisher", "url", "file", "type",
                                   "min_bytes", "max_bytes", "page",
                                   "licence")))
        self.faults({"sources": {
            "one": {"min_bytes": 9, "max_bytes": 8},
            "two": entry(self.publisher.url + "/b.zip", "zip", "onet")}},
                    "sources.one: min_bytes is larger than max_bytes",
                    "sources.two: option onet takes one file, and one is it")

    def test_no_json(self):
        self.one()
        self.faults('{"sources": {\n"a": ]}', "line 2: not JSON")
        self.faults('[1]', "must be an object")
        self.faults('{"sources": []}', "sources: must be an object")
        self.faults('{"sources":{"a":null,"a":null}}', "given twice")
        self.ends(self.update("--config", "/none.json"), 3, "/none.json: No")

    def test_the_list_of_the_project(self):
        """As it is built in, it can be read and needs nothing else."""
        own = self.path / "own.json"
        names = json.loads((PROJECT / "config" / "sources.json").read_text())
        own.write_text(json.dumps(
            {"sources": {id_: None for id_ in names["sources"]}}))
        self.ends(self.update("--offline", "--config", own), 0)
        done = self.update("--offline")
        self.ends(done, 1)
        for id_, source in names["sources"].items():
            self.assertRegex(done.stderr, f"(?m)^{id_}: not ")
            self.assertTrue((source["url"] or "https:").startswith("https:"))
        shutil.copy(PROJECT / "config" / "sources.json",
                    self.path / "config")
        self.assertEqual(self.update("--offline").stderr, done.stderr)


class Building(Case):
    def setUp(self):
        super().setUp()
        self.one()
        self.publisher.serve("/a.csv", CSV)

    def test_mistakes_in_the_sources(self):
        self.build(f"cp '{PACK}' '{self.pack}.new'; exit 1")
        self.ends(self.update(), 1)
        self.assertEqual(self.pack.read_bytes(), PACK.read_bytes())

    def test_nothing_built(self):
        for script in ("exit 1", "exit 3", "exit 127"):
            self.build(script)
            self.ends(self.update(), 3, "no pack was built", "as it was")
        self.build("kill -9 $$")
        self.ends(self.update(), 3, "was ended by signal 9")
        self.build(f"head -c 5000 '{PACK}' >'{self.pack}.new'")
        self.ends(self.update(), 3, f"{self.pack}.new: ")
        self.assertFalse(pathlib.Path(f"{self.pack}.new").exists())
        (self.bin / "careerbot-build").unlink()
        self.ends(self.update(), 3, "careerbot-build: No such file")

    def test_no_knowledge_beside_the_program(self):
        (self.path / "knowledge" / "lexicon").unlink()
        self.ends(self.update(), 3, "there is no knowledge/lexicon")
        self.assertEqual(self.publisher.requests, [])

    def test_output_that_cannot_be(self):
        self.ends(self.update("--output", "-"), 3, "must be a file")
        self.ends(self.update("--output", self.path), 3, "not a regular file")

    def test_real_one(self):
        """The real careerbot-build, with the small knowledge of the tests and
        nothing of publishers."""
        self.sources()
        (self.bin / "careerbot-build").unlink()
        self.put(PROGRAM.parent / "careerbot-build",
                 self.bin / "careerbot-build")
        done = self.update()
        self.assertIn(done.returncode, (0, 1), done.stderr)
        answer = subprocess.run(
            [self.program, "ask", "--knowledge", self.pack, "beekeeper"],
            capture_output=True, text=True, check=False, timeout=TIMEOUT_S)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("Beekeeper", answer.stdout)


class Running(Case):
    def setUp(self):
        super().setUp()
        self.one()
        self.publisher.serve("/a.csv", CSV)
        shutil.copy(PACK, self.pack)
        (self.path / "c.json").write_text(json.dumps(
            {"knowledge": "out.pack", "listen": "127.0.0.1:0",
             "platforms": [{"type": "web"}]}))
        self.log = open(self.path / "log", "w+b")
        self.addCleanup(self.log.close)
        bot = subprocess.Popen(
            [PROGRAM, "run", "--config", self.path / "c.json"],
            stdout=subprocess.PIPE, stderr=self.log)
        self.addCleanup(bot.stdout.close)
        self.addCleanup(bot.wait)
        self.addCleanup(bot.kill)
        self.assertIn(b"ready", bot.stdout.readline())

    def wait_for(self, text, count):
        end = time.monotonic() + TIMEOUT_S
        while (self.path / "log").read_text().count(text) < count:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def replace(self, body):
        new = self.path / "new"
        new.write_bytes(body)
        new.rename(self.pack)

    def test_new_pack(self):
        good = PACK.read_bytes()
        self.assertEqual(self.update().returncode, 0)
        self.wait_for("knowledge: ", 2)
        # half of one, another half, then all of it
        self.replace(good[:len(good) // 2])
        self.wait_for("the knowledge in use stays", 1)
        self.replace(good[:len(good) // 3])
        time.sleep(5)  # longer than two looks
        self.replace(good)
        self.wait_for("knowledge: ", 3)
        log = (self.path / "log").read_text()
        self.assertEqual(log.count("the knowledge in use stays"), 1, log)
        self.assertEqual(len(re.findall("knowledge: ", log)), 3, log)
        self.pack.unlink()
        self.wait_for("the knowledge in use stays", 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
