#!/usr/bin/python3
"""careerbot build and derive-facts on real files of publishers: every figure
against a reading of its own, files that are missing or broken, files of other
releases and forms, time and memory.

usage: test_publishers.py CAREERBOT_BUILD PROJECT SHARED [unittest arguments]
"""
import concurrent.futures
import csv
import gzip
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True
import publishers_reading as reading  # noqa: E402

if len(sys.argv) < 4:
    sys.exit(__doc__)
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
PROJECT, SHARED = (pathlib.Path(path).resolve() for path in sys.argv[2:4])
DATA = SHARED / "data"
FACTS = PROJECT / "knowledge/facts"
CROSSWALKS = FACTS / "crosswalks"
SANITIZED = b"__asan_init" in pathlib.Path(PROGRAM).read_bytes()
BUDGET_S, LEARNING_S, BUDGET_KIB = 10, 60, 400 * 1024
TIMEOUT_S = 120

FOLDER = tempfile.TemporaryDirectory(prefix="careerbot-publishers-")
TEMP = pathlib.Path(FOLDER.name)

# a small lexicon; the tables of codes are looked for beside it
LEXICON = TEMP / "knowledge/lexicon"
shutil.copytree(PROJECT / "tests/fixtures/lexicon", LEXICON)
os.symlink(FACTS, LEXICON.parent / "facts")


def run(*arguments):
    """status, standard error, seconds of work, KiB"""
    with tempfile.TemporaryFile() as err:
        process = subprocess.Popen([PROGRAM, *map(str, arguments)],
                                   stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode()
    return (process.returncode, said, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss)


def build(name, *arguments, facts=FACTS, learn=False):
    pack = TEMP / f"{name}.pack"
    with_facts = ["--facts", facts] if facts else []
    learning = [] if learn else ["--without-learning"]
    return pack, run("build", *learning, "--lexicon", LEXICON, *with_facts, *arguments,
                     "--output", pack)


def dumped(pack, *arguments):
    text = subprocess.run([PROGRAM, "dump", *arguments, pack], check=True,
                          capture_output=True, text=True,
                          timeout=TIMEOUT_S).stdout
    return [line.split("\t") for line in text.splitlines()]


def entries(pack):
    """{(code, field): [(text, number, number, marks), ...]}"""
    found = {}
    for soc, field, _, text, _, _, one, two, marks, *_ in dumped(pack):
        found.setdefault((soc, field), []).append(
            (text, float(one or "nan"), float(two or "nan"), marks))
    return found


def rough(name):
    """Like the program's key of a name, which joins more."""
    return re.sub(r"[^a-z0-9]+s?\b|s\b", "",
                  re.sub(r"ies\b", "y", name.lower()))


def all_options():
    return ["--onet", DATA / "onet",
            "--oews", DATA / "oews/national_M2025_dl.xlsx",
            "--projections", DATA / "ep/occupation.xlsx",
            "--exposure", DATA / "ai_exposure", "--soc", DATA / "soc",
            "--titles", DATA / "titles"]


class Full(unittest.TestCase):
    """One build with everything there is."""

    @classmethod
    def setUpClass(cls):
        cls.pack, (cls.status, cls.said, cls.seconds, cls.kib) = build(
            "full", "--pages", PROJECT / "knowledge/occupations",
            *all_options(), learn=not SANITIZED)
        cls.read = reading.figures(DATA, CROSSWALKS)

    def test_report(self):
        self.assertEqual(self.status, 0, self.said)
        for part in ("wages 830", "projections 832", "skills 774",
                     "job zones 798", "by Eloundou 798", "by Microsoft 785",
                     "by Anthropic 756", "by AIOE 800", "by the ILO 840",
                     "O*NET 71131", "reported titles 10354",
                     "match titles 6708",
                     "57 of 18796 tasks", "19-1020"):
            self.assertIn(part, self.said)

    def test_budget(self):
        print(f"full build: {self.seconds:.1f} s, {self.kib / 1024:.0f} MiB",
              file=sys.stderr)
        if SANITIZED:
            print("skipped: the budget of the build, in a sanitized program",
                  file=sys.stderr)
            return
        self.assertLessEqual(self.seconds, LEARNING_S)
        _, (_, _, seconds, _) = build("unlearned", "--pages",
                                      PROJECT / "knowledge/occupations",
                                      *all_options())
        self.assertLessEqual(seconds, BUDGET_S)
        self.assertLessEqual(self.kib, BUDGET_KIB)

    def same_number(self, got, want, where, tolerance):
        if want is None:
            self.assertTrue(math.isnan(got), (where, got))
        else:
            self.assertAlmostEqual(got, want, delta=tolerance, msg=str(where))

    def same(self, found, code, field, want):
        marks = ""
        if isinstance(want, reading.Marked):
            marks, want = want
        got = found.get((code, field))
        where = (code, field, got, want)
        self.assertIsNotNone(got, where)
        self.assertEqual({entry[3] for entry in got}, {marks}, where)
        tolerance = 6e-7  # six decimals are kept
        if isinstance(want, list):
            self.assertEqual(len(got), len(want), where)
        if field == "related":
            self.assertEqual([f"{entry[1]:06.0f}" for entry in got],
                             [item.replace("-", "") for item in want], where)
        elif isinstance(want, list) and isinstance(want[0], tuple):
            for entry, (name, one, two) in zip(got, want):
                self.assertEqual(entry[0], name, where)
                self.same_number(entry[1], one, where, tolerance)
                self.same_number(entry[2], two, where, tolerance)
        elif isinstance(want, list):
            self.assertEqual([entry[0].replace("\\\\", "\\")
                              for entry in got], want, where)
        elif isinstance(want, str):
            self.assertEqual(got[0][0], want, where)
        elif isinstance(want, tuple):
            for i in 0, 1:
                self.same_number(got[0][1 + i], want[i], where, tolerance)
        else:
            self.same_number(got[0][1], want, where, tolerance)

    def test_every_figure_of_fifty_occupations_twice(self):
        found, seed = entries(self.pack), random.randrange(10 ** 6)
        print(f"seeds 2026 and {seed}", file=sys.stderr)
        fields = {field for of in self.read.of.values() for field in of}
        for each in 2026, seed:
            for code in random.Random(each).sample(sorted(self.read.codes), 50):
                want = self.read.of[code]
                for field in fields:
                    if field in want:
                        self.same(found, code, field, want[field])
                    else:
                        self.assertNotIn((code, field), found)

    def test_names(self):
        got = {}
        for soc, _, _, _, shown in dumped(self.pack, "--names"):
            got.setdefault(soc, set()).add(rough(shown))
        want = self.read.names()
        missing = [(code, name) for code, names in want.items()
                   for name in names if rough(name) not in got[code]]
        total = sum(map(len, want.values()))
        self.assertLess(len(missing), total * 0.03, missing[:20])

    def test_every_code_is_there(self):
        self.assertEqual({line[0] for line in dumped(self.pack)},
                         self.read.codes)


class Derive(unittest.TestCase):
    def derive(self, name, *arguments):
        done = run("derive-facts", *arguments, "--crosswalks", CROSSWALKS,
                   "--output", TEMP / name)
        return TEMP / name, done

    def test_shipped_facts_come_out_again(self):
        options = all_options()
        folder, (status, said, *_) = self.derive("derived", *options[:-2])
        self.assertEqual(status, 0, said)
        for table in "wages", "projections", "profile", "exposure":
            self.assertEqual((folder / f"{table}.tsv").read_bytes(),
                             (FACTS / f"{table}.tsv").read_bytes(), table)

    maxDiff = 2000

    def test_facts_read_back_as_the_same_figures(self):
        soc = ["--soc", DATA / "soc"]
        facts, (status, said, *_) = build("facts", *soc)
        self.assertEqual(status, 0, said)
        files, (status, said, *_) = build("files", *all_options()[:-2],
                                          facts=None)
        self.assertEqual(status, 0, said)
        ours = {"description", "combined", "migration_rule", "title", "score",
                "move", "move_fit", "learn", "certificate"}
        only = {"exposure_aioe", "exposure_aioe_language", "exposure_ilo",
                "exposure_frey_osborne", "sub_occupation", "rated_replaced",
                "rated_augmented", "rated_human"}

        def plain(pack):
            # the second number of a study is its place, by a rule of ours
            return {key: [(text, repr(one), "" if "exposure" in key[1] else
                           repr(two), marks) for text, one, two, marks in of]
                    for key, of in entries(pack).items()
                    if key[1] not in ours | only}
        facts, files = plain(facts), plain(files)
        self.assertEqual({key: (of, files.get(key))
                          for key, of in facts.items()
                          if files.get(key) != of}, {})
        self.assertEqual(facts.keys(), files.keys())

    def test_a_broken_file_leaves_the_old_tables(self):
        folder = TEMP / "kept"
        folder.mkdir()
        (folder / "wages.tsv").write_text("old")
        bad = TEMP / "national_M2026_dl.csv"
        bad.write_text("<html>")
        _, (status, said, *_) = self.derive("kept", "--soc", DATA / "soc",
                                            "--oews", bad)
        self.assertEqual(status, 1, said)
        self.assertIn("national_M2026_dl.csv: is a web page", said)
        self.assertEqual((folder / "wages.tsv").read_text(), "old")

    def test_crosswalks(self):
        def pairs(name):
            lines = (CROSSWALKS / name).read_text().splitlines()
            return [tuple(line.split("\t")) for line in lines
                    if line[0] not in "#abcdefghijklmnopqrstuvwxyz"]
        data = reading.Reading(DATA)
        self.assertEqual(pairs("soc2010_soc2018.tsv"), sorted(
            (row["2010 SOC Code"], row["2018 SOC Code"])
            for row in data.shared("soc/soc_2010_to_2018_crosswalk.csv")))
        self.assertEqual(pairs("combined.tsv"), sorted(
            (row["oews_code"], row["soc_2018_code"])
            for row in data.shared("oews/oews_combined_codes.csv")))
        self.assertEqual(pairs("isco08_soc2010.tsv"), sorted(
            (row["ISCO-08 Code"], row["2010 SOC Code"])
            for row in data.shared("titles/ISCO_SOC_Crosswalk.csv")
            if len(row["ISCO-08 Code"]) == 4))
        old = {row["SOC code"] for row in data.shared(
            "ai_exposure/frey_osborne_2013_soc2010.csv")}
        old -= {pair[0] for pair in pairs("soc2010_soc2018.tsv")}
        survey = pairs("frey_osborne_codes.tsv")
        self.assertEqual({pair[0] for pair in survey}, old)
        self.assertLessEqual({pair[1] for pair in survey}, data.codes)


# option, the file at fault, files that stand beside it
BROKEN = [("--onet", name, ["Occupation Data.txt", "Job Zones.txt",
                            "Read Me.txt"])
          for name in ("Occupation Data.txt", "Alternate Titles.txt.gz",
                       "Sample of Reported Titles.txt", "Job Zones.txt",
                       "Skills.txt.gz", "Knowledge.txt.gz",
                       "Technology Skills.txt.gz", "Interests.txt",
                       "Work Styles.txt.gz", "Related Occupations.txt",
                       "Task Statements.txt.gz")]
BROKEN += [("--exposure", name, ["occ_level.csv", "job_exposure.csv"])
           for name in ("occ_level.csv", "full_labelset.tsv.gz",
                        "soc_ai_applicability_scores.csv", "job_exposure.csv",
                        "AIOE_DataAppendix_Appendix_A.csv",
                        "Language_Modeling_AIOE.csv",
                        "frey_osborne_2013_soc2010.csv",
                        "Final_Scores_ISCO08_Gmyrek_et_al_2025_"
                        "occupations.csv")]
BROKEN += [("--soc", name, ["soc_structure_2018.csv"])
           for name in ("soc_structure_2018.csv",
                        "soc_2018_direct_match_title_file.csv")]
BROKEN += [("--titles", name, ["occupations_en.csv.gz",
                               "crosswalk_esco_onet.csv.gz"])
           for name in ("occupations_en.csv.gz", "crosswalk_esco_onet.csv.gz")]
BROKEN += [("--oews", name, []) for name in ("national_M2025_dl.csv",
                                             "national_M2025_dl.xlsx",
                                             "oesm24nat.zip")]
BROKEN += [("--projections", name, [])
           for name in ("Employment Projections.csv", "occupation.xlsx",
                        "occupation_Table 1.2.csv")]
FOLDERS = {"--onet": "onet", "--exposure": "ai_exposure", "--soc": "soc",
           "--titles": "titles", "--oews": "oews", "--projections": "ep"}
HTML = b"<!DOCTYPE html><html><body>Access denied</body></html>\n"


class Broken(unittest.TestCase):
    """One file at a time is missing, cut, empty, or a web page."""

    def one(self, how, option, name, beside):
        source = DATA / FOLDERS[option]
        folder = pathlib.Path(tempfile.mkdtemp(dir=TEMP))
        for other in {*beside, name}:
            os.symlink(source / other, folder / other)
        if option == "--exposure" and name.startswith("full_"):
            os.symlink(DATA / "onet/Task Statements.txt.gz",
                       folder / "Task Statements.txt.gz")
        path = folder / name
        path.unlink()
        whole = (source / name).read_bytes()
        # half of the table, packed as a whole one is
        packed = name.endswith(".gz") and how == "cut text"
        if packed:
            whole = gzip.decompress(whole)
        half = whole[:len(whole) // 2]
        content = {"missing": None, "empty": b"", "web page": HTML,
                   "cut": half, "cut text": gzip.compress(half, 1)
                   if packed else half}[how]
        if content is not None:
            path.write_bytes(content)
        single = option in ("--oews", "--projections")
        tasks = (["--onet", folder] if option == "--exposure"
                 and name.startswith("full_") else [])
        pack, done = build(folder.name, option, path if single else folder,
                           *tasks)
        shutil.rmtree(folder)
        return how, option, name, pack, done

    def test_one_line_and_the_rest(self):
        jobs = [(how, *one) for one in BROKEN
                for how in ("missing", "empty", "web page", "cut", "cut text")
                if how != "cut text" or one[1].endswith(".gz")]
        if SANITIZED:  # each of them takes long there
            jobs = jobs[::4]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for result in pool.map(lambda job: self.one(*job), jobs):
                with self.subTest(result[:3]):
                    self.check(*result)

    def check(self, how, option, name, pack, done):
        status, said, *_ = done
        plain = name.removesuffix(".gz")
        lines = [line for line in said.splitlines() if plain in line]
        self.assertGreaterEqual(len(lines), 1, said)
        in_folder = option not in ("--oews", "--projections")
        left_out = how == "missing" and in_folder
        self.assertEqual(status, 0 if left_out else 1, said)
        if left_out:
            self.assertTrue(lines[0].startswith("left out: "), said)
            self.assertIn("download", lines[0])
        for line in lines:
            self.assertLess(len(line), 420, said)
        # the facts are all there, whatever happened to the file
        self.assertRegex(said, r"wages 830, projections 832")
        self.assertTrue(pack.exists())
        pack.unlink()


class Forms(unittest.TestCase):
    """The same figures in the publishers' other forms and releases."""

    def same_packs(self, first, second, but=()):
        def lines(pack):
            return [line for line in dumped(pack) if line[1] not in but]
        first, second = lines(first), lines(second)
        self.assertEqual([a for a, b in zip(first, second) if a != b][:3], [])
        self.assertEqual(len(first), len(second))

    def test_names_since_release_30_3(self):
        old, done = build("onet", "--onet", DATA / "onet")
        self.assertEqual(done[0], 0, done[1])
        folder = TEMP / "db_30_3_text"
        folder.mkdir()
        renamed = {
            "Alternate Titles.txt.gz": ("Job Titles.txt",
                                        {"Alternate Title": "Job Title"}),
            "Technology Skills.txt.gz": (
                "Software Skills.txt",
                {"Example": "Workplace Example",
                 "Commodity Code": "Element ID",
                 "Commodity Title": "Element Name"}),
            "Interests.txt": ("Career Interest Types.txt", {}),
        }
        for path in (DATA / "onet").iterdir():
            if path.name in renamed:
                name, columns = renamed[path.name]
                with reading.opened(str(path).removesuffix(".gz")) as file:
                    header, rest = file.readline(), file.read()
                header = "\t".join(columns.get(column, column)
                                   for column in header.split("\t"))
                (folder / name).write_text(header + rest, newline="")
            elif path.name == "Skills.txt.gz":
                self.split_skills(path, folder)
            else:
                os.symlink(path, folder / path.name)
        new, done = build("renamed", "--onet", folder)
        self.assertEqual(done[0], 0, done[1])
        self.same_packs(old, new)

    def split_skills(self, path, folder):
        lines = gzip.open(path, "rt", newline="").read().splitlines(True)
        for name, begins in (("Essential Skills.txt", "2.A"),
                             ("Transferable Skills.txt", "2.B")):
            (folder / name).write_text(
                lines[0] + "".join(line for line in lines[1:] if
                                   line.split("\t")[1].startswith(begins)),
                newline="")

    def test_zip_of_onet(self):
        old, _ = build("onet_folder", "--onet", DATA / "onet")
        path = TEMP / "db_30_2_text.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zip_:
            for file in (DATA / "onet").iterdir():
                name = file.name.removesuffix(".gz")
                content = file.read_bytes()
                if file.suffix == ".gz":
                    content = gzip.decompress(content)
                if name != "Read Me.txt":  # its name says the release
                    zip_.writestr(f"db_30_2_text/{name}", content)
        new, done = build("onet_zip", "--onet", path)
        self.assertEqual(done[0], 0, done[1])
        self.same_packs(old, new)

    def test_wages(self):
        book, done = build("wages_xlsx", "--oews",
                           DATA / "oews/national_M2025_dl.xlsx")
        self.assertEqual(done[0], 0, done[1])
        # as a spreadsheet saves it, columns in another order
        path = TEMP / "wages M2025.csv"
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            rows = reading.comma_rows(DATA / "oews/national_M2025_dl.csv")
            columns = list(rows[0])
            random.Random(1).shuffle(columns)
            out = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL)
            out.writerow({column: "National wages" if i == 0 else ""
                          for i, column in enumerate(columns)})
            out.writeheader()
            for row in rows:
                out.writerow({key: f"{float(value):,.2f}".removesuffix(".00")
                              if re.fullmatch(r"\d{4,}", value)
                              and key != "NAICS" else value
                              for key, value in row.items()})
        plain, done = build("wages_csv", "--oews", path)
        self.assertEqual(done[0], 0, done[1])
        self.same_packs(book, plain)

    def test_older_wages_stay_out(self):
        zipped = DATA / "oews/oesm24nat.zip"
        pack, done = build("older", "--oews", zipped)
        self.assertEqual(done[0], 0, done[1])
        self.assertRegex(done[1], r"left out: .*M2024.*older than")
        found = entries(pack)
        self.assertEqual(found["29-1141", "wage_median"][0][1], 97550)
        pack, done = build("alone", "--oews", zipped, facts=None)
        self.assertEqual(done[0], 0, done[1])
        found = entries(pack)
        self.assertEqual(found["29-1141", "wage_median"][0][1], 93600)
        self.assertEqual(found["29-1211", "wage_median"][0][1:],
                         (239200, 115, "at-least"))
        self.assertEqual({line[-1] for line in dumped(pack)
                          if line[1] == "wage_median"}, {"May 2024"})

    def test_projections(self):
        packs = []
        for i, name in enumerate(("occupation.xlsx", "occupation_Table 1.2.csv",
                                  "Employment Projections.csv")):
            pack, done = build(f"ep{i}", "--projections", DATA / "ep" / name,
                               facts=None)
            self.assertEqual(done[0], 0, done[1])
            packs.append(pack)
        self.same_packs(packs[0], packs[1])
        self.same_packs(packs[0], packs[2], but=("title",))

    def test_names_that_are_left_out_for_measuring(self):
        keys = SHARED / "eval/exclude_keys.dev.txt"
        pack, done = build("excluded", "--onet", DATA / "onet",
                           "--exclude-titles", keys)
        self.assertEqual(done[0], 0, done[1])
        self.assertRegex(done[1], r"left out: \d+ names that .*exclude_keys")
        shown = {(line[0], rough(line[4])) for line in dumped(pack, "--names")}
        self.assertEqual(
            [row["Title"]
             for row in reading.tab_rows(DATA / "onet/Occupation Data.txt")
             if (row["O*NET-SOC Code"][:7], rough(row["Title"])) not in shown],
            [])


if __name__ == "__main__":
    if not DATA.is_dir():
        print(f"skipped: {DATA} is not there")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
