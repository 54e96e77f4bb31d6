"""What the tests of simulated platforms share: starting programs and asking
until something is so. Everything started is stopped again."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
AT_ONCE = 6  # more would only wait for the processor


def wait_for(what, condition, timeout_s=10.0):
    """The first true value of condition(); AssertionError says what not."""
    end = time.monotonic() + timeout_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout_s} s: {what}")
        time.sleep(0.05)


class Process:
    """A child whose output lines are collected as they come."""

    def __init__(self, arguments, **options):
        self.lines = []
        self.child = subprocess.Popen(arguments, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True,
                                      stdin=subprocess.DEVNULL, **options)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.child.stdout:
            self.lines.append(line.rstrip("\n"))

    def output(self):
        return "\n".join(self.lines)

    def line(self, pattern, timeout_s=10.0):
        def find():
            for line in list(self.lines):
                found = re.search(pattern, line)
                if found:
                    return found
            if self.child.poll() is not None and not self.reader.is_alive():
                raise AssertionError(f"ended with {self.child.returncode}:\n"
                                     + self.output())
            return None
        try:
            return wait_for(f"a line like {pattern!r}", find, timeout_s)
        except AssertionError as fault:
            raise AssertionError(f"{fault}\n{self.output()}") from None

    def stop(self):
        """Ends it as an administrator would; returns the exit status."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(10)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
                raise AssertionError("did not stop within 10 s of SIGTERM:\n"
                                     + self.output()) from None
        self.reader.join(5)
        return self.child.returncode

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()


class Simulated(Process):
    """A simulated server, steered over /_sim/."""

    def __init__(self, script, *arguments, secure=False):
        super().__init__([sys.executable, os.path.join(HERE, script),
                          *arguments])
        self.port = int(self.line(r"^listening on (\d+)$", 60)[1])
        self.url = f"{'https' if secure else 'http'}://127.0.0.1:{self.port}"
        self.secure = secure

    def __getattr__(self, action):
        """server.say(...) is POST /_sim/say with the arguments as JSON."""
        if action.startswith("_"):
            raise AttributeError(action)

        def call(**body):
            import ssl
            request = urllib.request.Request(
                f"{self.url}/_sim/{action}", json.dumps(body).encode())
            trust = ssl._create_unverified_context() if self.secure else None
            with urllib.request.urlopen(request, timeout=60,
                                        context=trust) as answer:
                return json.load(answer)
        return call


class Bot(Process):
    """`careerbot run` with one platform besides its own health page."""

    def __init__(self, program, pack, platform, listen="127.0.0.1:0",
                 settings=None, **environment):
        self.folder = tempfile.TemporaryDirectory()
        self.program = program
        self.config = os.path.join(self.folder.name, "careerbot.json")
        with open(self.config, "w", encoding="utf-8") as file:
            json.dump({"knowledge": pack, "listen": listen,
                       "state": "sqlite:careerbot.db",
                       "limits": {"person_per_minute": 0,
                                  "channel_per_second": 0},
                       "platforms": [{"type": "web"}, platform],
                       **(settings or {})}, file)
        clean = {name: value for name, value in os.environ.items()
                 if not name.lower().endswith("_proxy")}
        self.environment = {**clean, **environment}
        self.start()

    def start(self):
        """For the first time, or again with what it has kept."""
        super().__init__([self.program, "run", "--config", self.config],
                         env=self.environment)

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.reader.join(5)

    def check_config(self):
        return subprocess.run([self.program, "check-config", self.config],
                              capture_output=True, text=True, check=False,
                              timeout=30, env=self.environment)

    def address(self):
        return self.line(r"^careerbot is ready: (http://[0-9.:]+)")[1]

    def ready(self):
        try:
            with urllib.request.urlopen(self.address() + "/readyz",
                                        timeout=5) as answer:
                return answer.status == 200
        except urllib.error.HTTPError:
            return False

    def __exit__(self, *unused):
        super().__exit__()
        self.folder.cleanup()


def run_all(tests):
    """Runs the functions, some at the same time, since most of them wait.
    Returns the exit status."""
    faults = {}
    room = threading.Semaphore(AT_ONCE)

    def run(test):
        with room:
            try:
                test()
            except Exception as fault:  # every one is reported, none ends it
                faults[test.__name__] = fault

    threads = [threading.Thread(target=run, args=(test,)) for test in tests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for test in tests:
        name = test.__name__.replace("_", " ")
        print("FAILED" if test.__name__ in faults else "ok    ", name)
        if test.__name__ in faults:
            print(f"  {type(faults[test.__name__]).__name__}: "
                  f"{faults[test.__name__]}")
    return 1 if faults else 0
