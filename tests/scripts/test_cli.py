#!/usr/bin/python3
"""The command line as a user meets it: what it prints and how it ends.

usage: test_cli.py CAREERBOT PACK [unittest arguments]
"""
import json
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
import unicodedata
import unittest

PROGRAM, PACK = sys.argv[1:3]
TIMEOUT_S = 60


def careerbot(*arguments, stdin=b"", env=None, program=PROGRAM, pack=PACK):
    environment = {**os.environ, "CAREERBOT_KNOWLEDGE": pack, **(env or {})}
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([program, *arguments], input=stdin,
                          capture_output=True, env=environment,
                          timeout=TIMEOUT_S, check=False)
    done.out = done.stdout.decode()
    done.err = done.stderr.decode()
    return done


class Case(unittest.TestCase):
    def ends(self, done, status, out="", err=""):
        """Checks the exit status and what must stand in the output."""
        said = f"\nstdout: {done.out}\nstderr: {done.err}"
        self.assertEqual(done.returncode, status, said)
        self.assertIn(out, done.out, said)
        self.assertIn(err, done.err, said)
        if not err:
            self.assertEqual(done.err, "")
        if status in (2, 3):
            self.assertEqual(done.out, "", said)


class Commands(Case):
    def test_version_and_help(self):
        self.assertRegex(careerbot("--version").out, r"^careerbot \d+\.\d+")
        help_ = careerbot("--help")
        self.ends(help_, 0, "careerbot run [--config FILE]")
        self.assertNotIn("careerbot report", help_.out)
        for line in help_.out.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_help_of_each_command(self):
        for command in ("run", "ask", "build", "import-page", "derive-facts",
                        "update", "check-config", "eval"):
            done = careerbot(command, "--help")
            self.ends(done, 0)
            self.assertIn(command, done.out)
            for line in done.out.splitlines():
                self.assertLessEqual(len(line), 80, line)
        self.ends(careerbot("check-config", "--help"), 0, "person_per_minute")

    def test_wrong_usage(self):
        for arguments, said in (
                ([], "which command?"),
                (["aks"], "no such command: aks; did you mean ask?"),
                (["--versoin"], "did you mean --version?"),
                (["zzzzzzzzzzz"], "no such command: zzzzzzzzzzz; see"),
                (["ask", "--jsno", "x"], "did you mean --json?"),
                (["ask", "--knowledge"], "--knowledge needs a value"),
                (["ask", "--json=1", "x"], "--json takes no value"),
                (["ask", "--lang", "fr", "x"], "--lang is en, zh-Hant"),
                (["ask", "--batch", "-", "x"], "exclude each other"),
                (["run", "config.json"], "does not take config.json"),
                (["run", "--confg", "x"], "did you mean --config?"),
                (["update", "x"], "does not take x"),
                (["update", "--outptu", "x"], "did you mean --output?"),
                (["check-config"], "takes one file"),
                (["check-config", "a", "b"], "takes one file"),
                (["eval"], "takes one file"),
                (["eval", "a", "b"], "takes one file"),
                (["eval", "a", "--titles", "--chatter"], "exclude each other"),
                (["eval", "a", "--wrong", "few"], "not few"),
                (["eval", "a", "--wrong=-1"], "not -1"),
                (["eval", "a", "--lang", "fr"], "--lang is en, zh-Hant"),
                (["eval", "a", "--questoins"], "did you mean --questions?")):
            self.ends(careerbot(*arguments), 2, err=said)

    def test_sources_and_their_terms(self):
        ran = careerbot("--sources")
        self.ends(ran, 0)
        page = pathlib.Path(__file__).parents[2] / "knowledge/SOURCES.md"
        self.assertEqual(ran.out, page.read_text())
        self.assertIn("O*NET® is a trademark of USDOL/ETA", ran.out)

    def test_commands_of_later_versions(self):
        self.ends(careerbot("report"), 2, err="not in this version")

    def test_building_is_passed_on(self):
        with tempfile.TemporaryDirectory() as folder:
            link = pathlib.Path(folder) / "bot"
            link.symlink_to(PROGRAM)
            for program in (PROGRAM, str(link)):
                done = careerbot("import-page", "/no/such/page",
                                 program=program)
                self.ends(done, 3, err="/no/such/page")
            alone = pathlib.Path(folder) / "careerbot"
            alone.write_bytes(pathlib.Path(PROGRAM).read_bytes())
            alone.chmod(0o755)
            self.ends(careerbot("build", program=str(alone)), 3,
                      err="careerbot-build: No such file")

    def test_wrong_usage_of_building(self):
        self.ends(careerbot("build", "--pages"), 2,
                  err="--pages needs a value")
        self.ends(careerbot("import-page", "--output"), 2,
                  err="--output needs a value")

    def test_building_needs_regular_files(self):
        fixtures = pathlib.Path(__file__).parents[1] / "fixtures"
        build = ["build", "--lexicon", str(fixtures / "lexicon"), "--pages"]
        with tempfile.TemporaryDirectory() as folder:
            os.mkfifo(pathlib.Path(folder) / "x.md")
            self.ends(careerbot(*build, folder, "--output", "-"), 3,
                      err="x.md: cannot be read: it is not a regular file")
        self.ends(careerbot(*build, str(fixtures / "pages"),
                            "--output", "/dev/full"), 3,
                  err="/dev/full: cannot be written: it is not a regular")

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            for arguments in (["--help"], ["ask", "library technician"],
                              ["ask", "--batch", "-"]):
                done = subprocess.run(
                    [PROGRAM, *arguments], input=b'{"query":"hi"}\n',
                    stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT_S,
                    env={**os.environ, "CAREERBOT_KNOWLEDGE": PACK},
                    check=False)
                self.assertEqual(done.returncode, 3)
                self.assertIn(b"No space left", done.stderr)

    def test_endless_questions_to_a_full_disk(self):
        with open("/dev/full", "wb") as full, subprocess.Popen(
                ["yes", "pay"], stdout=subprocess.PIPE) as questions:
            try:
                done = subprocess.run(
                    [PROGRAM, "ask", "--knowledge", PACK],
                    stdin=questions.stdout, stdout=full,
                    stderr=subprocess.PIPE, timeout=TIMEOUT_S, check=False)
            finally:
                questions.kill()
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"No space left", done.stderr)


class Ask(Case):
    def test_answer(self):
        done = careerbot("ask", "how", "much", "does", "a", "library",
                         "technician", "make?")
        self.ends(done, 0, "Library Technicians (25-4031): $")
        self.assertIn("Source: ", done.out)
        self.assertNotIn("\033", done.out)

    def test_no_answer(self):
        self.ends(careerbot("ask", "what is the weather today"), 1)

    def test_small_talk_is_no_failure(self):
        self.ends(careerbot("ask", "hello"), 0)

    def test_languages(self):
        question = "library technician salary"
        self.ends(careerbot("ask", "--lang", "zh-Hant", question), 0, "圖書館")
        self.ends(careerbot("ask", question, "--lang=zh-Hans"), 0, "图书馆")
        self.ends(careerbot("ask", "圖書館技術員薪水多少"), 0, "（25-4031）")

    def test_json(self):
        done = careerbot("ask", "--json", "library technician salary")
        self.ends(done, 0)
        answer = json.loads(done.out)
        self.assertEqual(answer["section"], "salary")
        self.assertEqual(answer["occupations"][0]["soc"], "25-4031")
        self.assertIs(answer["answered"], True)
        self.assertIn("**Library Technicians**", answer["text"])
        self.assertEqual(answer["answer"]["subject"], "salary")

    def test_questions_from_standard_input(self):
        for arguments in (["ask"], ["ask", "-"]):
            done = careerbot(*arguments, stdin="what does a library "
                             "technician do?\n\nand the pay?\n")
            self.ends(done, 0, "$")
            self.assertEqual(done.out.count("25-4031"), 2)
        self.ends(careerbot("ask"), 2, err="there is no question")

    def test_a_folder_as_standard_input(self):
        folder = os.open("/", os.O_RDONLY)
        done = subprocess.run([PROGRAM, "ask", "--knowledge", PACK],
                              stdin=folder, capture_output=True,
                              timeout=TIMEOUT_S, check=False)
        os.close(folder)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"standard input cannot be read", done.stderr)

    def test_words_that_look_like_options(self):
        done = careerbot("ask", "--", "--json", "library technician pay")
        self.assertIn(done.returncode, (0, 1))
        self.assertFalse(done.out.startswith("{"))
        self.ends(careerbot("ask", "-", "library technician pay"), 0,
                  "25-4031")

    def test_hostile_questions(self):
        for question in (b"\xff\xfe\x80", b"nurse \x1b]0;owned\x07 pay",
                         b"a" * 100000, b" ".join([b"a"] * 20000)):
            done = careerbot("ask", question)
            self.assertIn(done.returncode, (0, 1))
            self.assertNotIn("\x1b", done.out)

    def test_knowledge(self):
        question = "library technician"
        self.ends(careerbot("ask", "--knowledge", PACK, question, pack=""), 0)
        self.ends(careerbot("ask", "--knowledge", "/no/pack", question), 3,
                  err="/no/pack")
        self.ends(careerbot("ask", question, pack="/no/pack"), 3,
                  err="/no/pack")
        with tempfile.NamedTemporaryFile() as damaged:
            damaged.write(pathlib.Path(PACK).read_bytes()[:-8])
            damaged.flush()
            self.ends(careerbot("ask", "--knowledge", damaged.name, question),
                      3, err=damaged.name)


class Batch(Case):
    def batch(self, text):
        done = careerbot("ask", "--batch", "-", stdin=text)
        self.ends(done, 0)
        return [json.loads(line) for line in done.out.splitlines()]

    def test_lines(self):
        answers = self.batch(
            b'\xef\xbb\xbf{"id":"q1","query":"library technician pay"}\r\n'
            b'\r\n'
            b'{"id":2,"query":"and the pay?","context":["what does a library '
            b'technician do"],"lang":"en","extra":[{}]}\n'
            b'{"id":"c","text":"lol ok","addressed":false}\n'
            b'{"id":"x","query":7}\n'
            b'{"id":"no end","query":"hi"}')
        self.assertEqual([a["id"] for a in answers],
                         ["q1", 2, "c", "x", "no end"])
        self.assertEqual(answers[0]["section"], "salary")
        self.assertEqual(answers[1]["kind"], "followup")
        self.assertEqual(answers[1]["section"], "salary")
        self.assertEqual(answers[2]["text"], "")
        self.assertIn("error", answers[3])
        self.assertEqual(answers[4]["kind"], "smalltalk")

    def test_hostile_lines(self):
        lines = [b"{", b"\x00", b'{"id":1,"query":"\xff"}', b"[" * 100000,
                 b'{"query":"' + b"a" * (1 << 20) + b'"}',
                 b'{"query":"' + b"a" * (3 << 20) + b'"}',
                 b'{"query":"\\u0000"}', b'{"query":{}}', b"null", b"\\",
                 b'{"query":"' + b"\\u8b77" * 100000 + b'"}',
                 b'{"query":"a","context":["' + b'","'.join([b"b"] * 9999)
                 + b'"]}', b'{"id":3,"query":"thanks"}']
        answers = self.batch(b"\n".join(lines))
        self.assertEqual(len(answers), len(lines))
        for answer in answers[:-3]:
            self.assertEqual(sorted(answer), ["error", "id"])
            self.assertIsNone(answer["id"])
        self.assertEqual(answers[-1]["id"], 3)

    def test_an_answer_comes_before_the_next_question(self):
        with subprocess.Popen(
                [PROGRAM, "ask", "--batch", "-", "--knowledge", PACK],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bot:
            for number in range(3):
                bot.stdin.write(b'{"id":%d,"query":"hi"}\n' % number)
                bot.stdin.flush()
                ready, _, _ = select.select([bot.stdout], [], [], TIMEOUT_S)
                self.assertTrue(ready)
                self.assertEqual(json.loads(bot.stdout.readline())["id"],
                                 number)
            bot.stdin.close()
            self.assertEqual(bot.wait(TIMEOUT_S), 0)

    def test_files(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b'{"query":"library technician"}\n')
            file.flush()
            self.ends(careerbot("ask", "--batch", file.name), 0, "25-4031")
        self.ends(careerbot("ask", "--batch", "/no/file"), 3, err="/no/file")
        self.ends(careerbot("ask", "--batch", "/"), 3, err="cannot be read")


class CheckConfig(Case):
    def check(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(text)
            file.flush()
            return careerbot("check-config", file.name), file.name

    def test_good(self):
        done, name = self.check('{"platforms":[{"type":"web"}]}')
        self.ends(done, 0, f"{name}: no faults\n")

    def test_faults(self):
        done, name = self.check('{"listen":"x","platforms":[{"type":"irc"}]}')
        self.ends(done, 1, err=f"{name}: listen: ")
        self.assertIn("platforms[0].type: irc is not in this version",
                      done.err)
        self.assertEqual(done.out, "")

    def test_not_there(self):
        self.ends(careerbot("check-config", "/no/file"), 3, err="/no/file")

    def test_too_large(self):
        self.ends(careerbot("check-config", "/dev/zero"), 3,
                  err="/dev/zero: too large")


class Console(Case):
    def test_conversation(self):
        with tempfile.TemporaryDirectory() as home:
            screen = self.converse(home, ["what does a library technician do",
                                          "and the pay?", "圖書館技術員"])
            history = pathlib.Path(home, "careerbot", "history")
            if history.exists():  # where libedit is installed
                self.assertIn("pay?", history.read_text(encoding="utf-8"))
            self.assertIn("\033[1m", screen)
            plain = re.sub(r"\033\[[0-9;?]*[A-Za-z]", "", screen)
            self.assertIn("25-4031", plain)
            self.assertIn("$", plain)
            self.assertIn("圖書館", plain)
            for line in plain.replace("\r", "\n").split("\n"):
                width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                            for c in line)
                self.assertLessEqual(width, 61, line)

    def converse(self, state, lines):
        """Types the lines at a terminal of 60 columns, then Ctrl-D."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM="xterm", LANG="C.UTF-8",
                              LC_ALL="C.UTF-8", XDG_STATE_HOME=state)
            os.environ.pop("NO_COLOR", None)
            os.system("stty cols 60 rows 24")
            os.execv(PROGRAM, [PROGRAM, "ask", "--knowledge", PACK])
        screen = self.read_until_prompt(terminal)
        for line in lines:
            os.write(terminal, line.encode() + b"\n")
            screen += self.read_until_prompt(terminal)
        self.leave(terminal)
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0)
        return screen

    def read(self, terminal, seconds):
        """What the program wrote; b"" once it has ended, None: nothing."""
        if not select.select([terminal], [], [], seconds)[0]:
            return None
        try:
            return os.read(terminal, 65536)
        except OSError:  # how Linux tells that the other side is closed
            return b""

    def leave(self, terminal):
        """Ctrl-D on an empty line, again where it came before the line editor
        listened: then it left a NUL on the line, which Ctrl-U takes away."""
        end = time.monotonic() + TIMEOUT_S
        more = None
        while more != b"":
            self.assertLess(time.monotonic(), end, "it does not end")
            if more is None:
                os.write(terminal, b"\x15\x04")
            more = self.read(terminal, 0.5)

    def read_until_prompt(self, terminal):
        seen = b""
        end = time.monotonic() + TIMEOUT_S
        while not re.search(rb"\n> [^\n]*$", seen):
            self.assertLess(time.monotonic(), end, seen)
            seen += self.read(terminal, 1) or b""
        return seen.decode()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
