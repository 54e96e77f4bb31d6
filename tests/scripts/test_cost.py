#!/usr/bin/python3
"""What a question may cost at most: texts of the longest length that is read,
made to be as much work as can be, asked of the shipped pack, each within a
limit of processor time.

usage: test_cost.py CAREERBOT PACK SCALE [unittest arguments]

SCALE: how many times slower than an optimised one this build may be.
"""
import json
import pathlib
import subprocess
import sys
import unittest

if len(sys.argv) < 4:
    sys.exit(__doc__)
PROGRAM, PACK = sys.argv[1:3]
LIMIT_MS = 50 * float(sys.argv[3])
LEXICON = pathlib.Path(__file__).parents[2] / "knowledge/lexicon/en"
MOST_BYTES = 4000  # QUESTION_MAX_BYTES
TRIES = 3  # others may be at work: the quickest counts

WORDS = (  # no word of the pack, but near to many, to two in one, or to none
    "xq", "hp", "cdar", "sprts", "derosit", "livestok", "technicain",
    "motrhome", "sa motrhome", "caret suamper", "puser bulder",
    "paies tosfu spaa", "moess nes mjority anp rouee",
    "flurb gromp zork quil blim dras",
    "librarian technicain asistant managr suprvisor enginer operater "
    "mechanik specilist cordinator",
    "technicianassistantmanagersupervisorengineer")
NAMES = ("nurse", "teacher", "manager", "engineer", "woodworking",
         "special educator", "工程师", "护士")
PIECES = (
    # capitals: names of people, places and jobs in short
    "TEACHER ", "TEACHER a ", "Teacher a ", "Flurb ", "in Flurb ", "RA, ",
    "NP np ", "AI ", "my wife, ", "I'm a nurse, ",
    # phrases, which leave room for words between
    "what do x do ", "how long x study ", "how do i become ",
    "become a manager ", "ai make x better ", "tasks x ai x replace ",
    "which is better, ", "jobs over 100k without nights ", "over 100k, ",
    "和x比 ", "的工作是什么",
    # small words, marks, codes and single characters
    "a ", "x ", "the ", "they ", "second ", "1st 2nd ", "the kind one ", "to drive a ", "or ", ",", ", ", "<", "<a>",
    "<script", "25-4031 ", "11 1111 ", "一", "師", "的", "\N{GRINNING FACE}",
    "e\u0301\u0301\u0301", "\ufdfa", "nurse护士",
    # sentences
    "what does a nurse earn? ", "nurse?\n", "is. ", "A flurbx. ",
    "tell me, flurb technicain gromp. ")
TALKED_OF = (["teacher"], ["compare nurse and actuary"], ["what does a paralegal do", "no, the school kind"])


def cut(text):
    return text.encode()[:MOST_BYTES].decode(errors="ignore")


def full(piece, first=""):
    return cut(first + piece * MOST_BYTES)


def lexicon_names():
    return [name.strip()
            for line in (LEXICON / "names.tsv").read_text().splitlines()
            if not line.startswith("#")
            for name in line.split("\t")[1:] if name.strip()]


def questions():
    """All of them: what each is called, its text, what was asked before."""
    pieces = [word + end for word in WORDS + NAMES
              for end in (" ", ", ", " or ")]
    for piece in (*pieces, *PIECES):
        yield piece, full(piece), []
    for context in TALKED_OF:
        for piece in ("a ", "teacher ", "flurb, ", "xq, ", "technicain, "):
            yield "no, ... " + piece, full(piece, "no, "), context
            yield "... " + piece, full(piece), context
        yield "no, I meant", full("xq ", "no, I meant "), context
    names = lexicon_names()
    slips = [word[:3] + word[4] + word[3] + word[5:]
             for name in names for word in name.split() if len(word) > 7]
    for end in (" ", ", ", " or "):
        yield "names" + end, cut(end.join(names)), []
        yield "slips" + end, cut(end.join(slips)), []


class Cost(unittest.TestCase):
    def setUp(self):
        self.bot = subprocess.Popen(
            [PROGRAM, "ask", "--knowledge", PACK, "--batch", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.bot.wait)
        self.addCleanup(self.bot.stdout.close)
        self.addCleanup(self.bot.stdin.close)

    def spent_ms(self):
        path = pathlib.Path(f"/proc/{self.bot.pid}/schedstat")
        return int(path.read_text().split()[0]) / 1e6

    def cost_ms(self, text, context):
        row = json.dumps({"query": text, "context": context}) + "\n"
        before = self.spent_ms()
        self.bot.stdin.write(row.encode())
        self.bot.stdin.flush()
        answer = self.bot.stdout.readline()
        if not answer:
            self.bot.wait()
            self.fail("no answer came")
        self.assertIn("kind", json.loads(answer))
        return self.spent_ms() - before

    def least_ms(self, text, context):
        least = self.cost_ms(text, context)
        for _ in range(TRIES - 1):
            if least > LIMIT_MS:
                least = min(least, self.cost_ms(text, context))
        return least

    def test_every_question_is_cheap(self):
        costs = []
        for name, text, context in questions():
            self.assertIsNone(self.bot.poll(), "the program has ended")
            with self.subTest(piece=name, context=context):
                cost = self.least_ms(text, context)
                costs.append((cost, name))
                self.assertLessEqual(cost, LIMIT_MS)
        most, name = max(costs)
        print(f"{len(costs)} questions, {most:.0f} ms at most of "
              f"{LIMIT_MS:.0f}: {name!r}")


if __name__ == "__main__":
    if not pathlib.Path("/proc/self/schedstat").is_file():
        print("skipped: this system does not tell what a process has spent")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
