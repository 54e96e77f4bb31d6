#!/usr/bin/python3
"""`careerbot run` from start to stop: ready, asked over HTTP, reloaded,
stopped.

usage: test_run.py CAREERBOT PACK [unittest arguments]
"""
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, PACK = sys.argv[1:3]
TIMEOUT_S = 60
QUESTION = {"id": 1, "query": "how much does a library technician make?"}


class Run(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.bot = None
        shutil.copy(PACK, self.path / "knowledge.pack")

    def tearDown(self):
        if self.bot:
            self.bot.kill()
            self.bot.wait()
            self.bot.stdout.close()
        self.folder.cleanup()

    def start(self, **config):
        """Starts the bot; returns the first line it prints."""
        settings = {"listen": "127.0.0.1:0", "platforms": [{"type": "web"}],
                    **config}
        (self.path / "c.json").write_text(json.dumps(settings))
        self.log = open(self.path / "log", "w+b")
        self.addCleanup(self.log.close)
        self.bot = subprocess.Popen(
            [PROGRAM, "run", "--config", str(self.path / "c.json")],
            stdout=subprocess.PIPE, stderr=self.log,
            env={**os.environ, "http_proxy": "http://nonsense.invalid:1"})
        ready, _, _ = select.select([self.bot.stdout], [], [], TIMEOUT_S)
        self.assertTrue(ready, "it says nothing")
        line = self.bot.stdout.readline().decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        self.port = int(found.group(1)) if found else None
        return line

    def logged(self):
        return (self.path / "log").read_text()

    def wait_for_log(self, text, count=1):
        """The log is the only sign of a reload; looks until it is there."""
        end = time.monotonic() + TIMEOUT_S
        while self.logged().count(text) < count:
            self.assertLess(time.monotonic(), end, self.logged())
            time.sleep(0.02)

    def ends(self, number, status):
        self.bot.send_signal(number)
        self.assertEqual(self.bot.wait(TIMEOUT_S), status, self.logged())

    def http(self, method, path, body=None, content_type="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=TIMEOUT_S)
        headers = {"Content-Type": content_type} if body is not None else {}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response, text

    def ask(self, question):
        response, text = self.http("POST", "/api/ask", json.dumps(question))
        return response.status, json.loads(text)

    def test_a_day_in_short(self):
        self.assertRegex(self.start(), r"^careerbot is ready: "
                                       r"http://127\.0\.0\.1:\d+/$")
        response, text = self.http("GET", "/healthz")
        self.assertEqual((response.status, text), (200, "ok\n"))
        response, text = self.http("GET", "/readyz")
        self.assertEqual((response.status, text), (200, '{"ready":true}'))
        status, answer = self.ask(QUESTION)
        self.assertEqual(status, 200)
        self.assertEqual(answer["section"], "salary")
        self.assertEqual(answer["occupations"][0]["soc"], "25-4031")
        self.ends(signal.SIGTERM, 0)
        self.assertIn("stopped", self.logged())

    def test_interrupt(self):
        self.start()
        self.ends(signal.SIGINT, 0)

    def test_impatient_administrator(self):
        """More signals while it stops change nothing."""
        self.start()
        end = time.monotonic() + TIMEOUT_S
        while self.bot.poll() is None:
            self.assertLess(time.monotonic(), end, self.logged())
            self.bot.send_signal(signal.SIGTERM)
            self.bot.send_signal(signal.SIGHUP)
            time.sleep(0.0005)
        self.assertEqual(self.bot.returncode, 0, self.logged())

    def test_bad_requests(self):
        self.start()
        response, text = self.http("POST", "/api/ask", "{}", "text/plain")
        self.assertEqual(response.status, 415)
        self.assertIn("application/json", json.loads(text)["error"])
        for body in ("", "{", "[]", '{"id":1}', '{"query":"\\u0000"}'):
            response, text = self.http(
                "POST", "/api/ask", body, "application/json; charset=utf-8")
            self.assertEqual(response.status, 400, body)
            self.assertIn("error", json.loads(text))
        response, _ = self.http("POST", "/api/ask", '{"query":"hi"}',
                                "Application/JSON")
        self.assertEqual(response.status, 200)
        response, _ = self.http("GET", "/api/ask")
        self.assertIn(response.status, (404, 405))
        response, _ = self.http(
            "POST", "/api/ask", '{"query":"' + "a" * (2 << 20) + '"}')
        self.assertEqual(response.status, 413)
        self.assertEqual(self.ask(QUESTION)[0], 200)

    def test_too_many_requests(self):
        self.start(limits={"http_per_minute": 3})
        for _ in range(3):
            self.assertEqual(self.ask(QUESTION)[0], 200)
        response, text = self.http("POST", "/api/ask", json.dumps(QUESTION))
        self.assertEqual(response.status, 429)
        self.assertIn(int(response.getheader("Retry-After")), range(1, 21))
        self.assertIn("error", json.loads(text))
        self.assertEqual(self.http("GET", "/healthz")[0].status, 200)

    def test_new_knowledge(self):
        self.start()
        self.wait_for_log("knowledge: ")
        good = (self.path / "knowledge.pack").read_bytes()
        new = self.path / "new"
        new.write_bytes(good)
        new.rename(self.path / "knowledge.pack")
        self.bot.send_signal(signal.SIGHUP)
        self.wait_for_log("knowledge: ", 2)
        self.assertEqual(self.ask(QUESTION)[0], 200)

        new.write_bytes(good[:-1])
        new.rename(self.path / "knowledge.pack")
        self.bot.send_signal(signal.SIGHUP)
        self.wait_for_log("the knowledge in use stays")
        status, answer = self.ask(QUESTION)
        self.assertEqual((status, answer["answered"]), (200, True))
        self.ends(signal.SIGTERM, 0)

    def test_not_connected(self):
        with socket.socket() as closed:  # a port where nobody listens
            closed.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{closed.getsockname()[1]}"
            (self.path / "token").write_text("secret-token\n")
            self.start(platforms=[{"type": "web"},
                                  {"type": "mattermost", "url": url,
                                   "token_file": "token"}])
            response, text = self.http("GET", "/readyz")
            self.assertEqual(response.status, 503)
            self.assertEqual(json.loads(text)["platforms"], ["mattermost"])
            self.assertEqual(self.ask(QUESTION)[0], 200)
            self.ends(signal.SIGTERM, 0)
        self.assertNotIn("secret-token", self.logged())

    def test_what_keeps_it_from_starting(self):
        self.start(knowledge="none.pack")
        self.assertEqual(self.bot.wait(TIMEOUT_S), 3)
        self.assertIn("none.pack", self.logged())
        self.bot.stdout.close()

        self.start(listen="nowhere")
        self.assertEqual(self.bot.wait(TIMEOUT_S), 3)
        self.assertIn("c.json: listen: ", self.logged())
        self.bot.stdout.close()

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            self.start(listen=address)
            self.assertEqual(self.bot.wait(TIMEOUT_S), 3)
            self.assertIn(address, self.logged())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
