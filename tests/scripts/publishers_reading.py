"""Reads publishers' files on its own, to check what careerbot made of them:
nothing here is shared with the program but the files themselves.

figures(DATA, CROSSWALKS) gives {code: {field: value}}: a number, a tuple of
two, a list, with MEAN or AT_LEAST around it where the program must say so.
"""
import collections
import csv
import decimal
import gzip
import html
import pathlib

Marked = collections.namedtuple("Marked", "mark value")


def opened(path):
    path = pathlib.Path(path)
    if path.exists():
        return path.open(encoding="utf-8-sig", newline="")
    return gzip.open(f"{path}.gz", "rt", encoding="utf-8-sig", newline="")


def comma_rows(path, skip=0):
    with opened(path) as file:
        for _ in range(skip):
            next(file)
        return list(csv.DictReader(file))


def tab_rows(path, quoting=csv.QUOTE_NONE):
    with opened(path) as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=quoting))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def rounded(values):
    """The mean of numbers written with two decimals, in two decimals."""
    total = sum(decimal.Decimal(value) for value in values)
    return float((total / len(values)).quantize(
        decimal.Decimal("0.01"), decimal.ROUND_HALF_UP))


class Reading:
    def __init__(self, data):
        self.data = pathlib.Path(data)
        self.of = collections.defaultdict(dict)
        self.codes = {row["2018 SOC Code"]
                      for row in self.shared("soc/soc_2010_to_2018_crosswalk.csv")}
        self.codes |= {row["oews_code"]
                       for row in self.shared("oews/oews_combined_codes.csv")}

    def shared(self, name, skip=0):
        return comma_rows(self.data / name, skip)

    # --- wages and projections ---

    def wages(self, name):
        kinds = {"median": "MEDIAN", "p10": "PCT10", "p25": "PCT25",
                 "p75": "PCT75", "p90": "PCT90", "mean": "MEAN"}
        tops = {"A_": 239200.0, "H_": 115.0}
        for row in self.shared(name):
            if row["O_GROUP"] != "detailed":
                continue
            for field, column in kinds.items():
                pair, top = [], False
                for letter in "A_", "H_":
                    cell = row[letter + column]
                    top |= cell == "#"
                    pair.append(tops[letter] if cell == "#" else
                                None if cell in ("*", "") else float(cell))
                value = tuple(pair)
                self.of[row["OCC_CODE"]]["wage_" + field] = (
                    Marked("at-least", value) if top else value)
            self.of[row["OCC_CODE"]]["employment_now"] = float(row["TOT_EMP"])

    def projections(self):
        for row in self.shared("ep/Employment Projections.csv"):
            code = row["Occupation Code"].strip('="')

            def number(column, row=row):
                return float(row[column].replace(",", ""))
            self.of[code].update(
                employment=round(number("Employment 2024") * 1000),
                employment_future=round(number("Employment 2034") * 1000),
                employment_change=number(
                    "Employment Percent Change, 2024-2034"),
                openings=round(number(
                    "Occupational Openings, 2024-2034 Annual Average") * 1000),
                typical_education=row["Typical Entry-Level Education"],
                typical_experience=row[
                    "Work Experience in a Related Occupation"],
                typical_training=row["Typical on-the-job Training"])

    # --- O*NET ---

    def groups(self, rows):
        """(SOC code, rows that count, whether they are of narrower ones)."""
        by_code = collections.defaultdict(list)
        for row in rows:
            by_code[row["O*NET-SOC Code"]].append(row)
        by_soc = collections.defaultdict(list)
        for code in by_code:
            by_soc[code[:7]].append(code)
        for soc, codes in by_soc.items():
            own = soc + ".00" in codes
            codes = [soc + ".00"] if own else codes
            yield soc, [row for code in codes for row in by_code[code]], not own

    def put(self, soc, field, value, narrow):
        self.of[soc][field] = Marked("mean", value) if narrow else value

    def onet(self):
        folder = self.data / "onet"
        for soc, rows, narrow in self.groups(tab_rows(folder / "Job Zones.txt")):
            self.put(soc, "job_zone",
                     rounded([row["Job Zone"] for row in rows]), narrow)
        self.ratings(folder / "Skills.txt", "rated_skill", "IM", None)
        self.ratings(folder / "Knowledge.txt", "rated_knowledge", "IM", None)
        self.ratings(folder / "Interests.txt", "interest", "OI", 3)
        self.ratings(folder / "Work Styles.txt", "work_style", "WI", 6)
        self.technologies(folder / "Technology Skills.txt")
        self.related(folder / "Related Occupations.txt")
        for row in tab_rows(folder / "Occupation Data.txt"):
            if not row["O*NET-SOC Code"].endswith(".00"):
                self.of[row["O*NET-SOC Code"][:7]].setdefault(
                    "sub_occupation", []).append(row["Title"])

    def ratings(self, path, field, scale, most):
        for soc, rows, narrow in self.groups(tab_rows(path)):
            first, second = (collections.defaultdict(list) for _ in "12")
            for row in rows:
                if row.get("Recommend Suppress") == "Y":
                    continue
                value, name = row["Data Value"], row["Element Name"]
                if row["Scale ID"] == scale:
                    first[name].append(value)
                elif row["Scale ID"] == "LV" and scale == "IM":
                    # what is not relevant there is at no level
                    second[name].append(
                        "0" if row["Not Relevant"] == "Y" else value)
            elements = [(name, rounded(values),
                         rounded(second[name]) if second[name] else None)
                        for name, values in first.items()]
            elements.sort(key=lambda e: (
                -e[1], -(e[2] if e[2] is not None else -1), e[0]))
            self.put(soc, field, elements[:most], narrow)

    def technologies(self, path):
        for soc, rows, narrow in self.groups(tab_rows(path)):
            marks = collections.defaultdict(int)
            for row in rows:
                marks[html.unescape(row["Example"])] |= (
                    (row["Hot Technology"] == "Y")
                    + 2 * (row["In Demand"] == "Y"))
            kept = sorted((-mark, name) for name, mark in marks.items() if mark)
            if kept:
                self.put(soc, "technology",
                         [(name, -mark, None) for mark, name in kept[:20]],
                         narrow)

    def related(self, path):
        for soc, rows, narrow in self.groups(tab_rows(path)):
            nearest = {}
            for row in rows:
                other = row["Related O*NET-SOC Code"][:7]
                if other != soc:
                    index = int(row["Index"])
                    nearest[other] = min(nearest.get(other, index), index)
            kept = sorted((index, other) for other, index in nearest.items())
            self.put(soc, "related", [other for _, other in kept[:20]], narrow)

    # --- studies ---

    def studies(self, crosswalks):
        folder = self.data / "ai_exposure"
        for soc, rows, narrow in self.groups(comma_rows(folder / "occ_level.csv")):
            for who, column in (("model", "dv"), ("human", "human")):
                self.put(soc, f"exposure_eloundou_{who}",
                         mean(float(row[f"{column}_rating_beta"])
                              for row in rows), narrow)
        for row in comma_rows(folder / "soc_ai_applicability_scores.csv"):
            self.of[row["SOC Code"]]["exposure_microsoft"] = float(
                row["ai_applicability_score"])
        for row in comma_rows(folder / "job_exposure.csv"):
            self.of[row["occ_code"]]["exposure_anthropic"] = float(
                row["observed_exposure"])
        self.older(folder, crosswalks)
        self.tasks(folder)

    def older(self, folder, crosswalks):
        became = collections.defaultdict(list)
        for row in self.shared("soc/soc_2010_to_2018_crosswalk.csv"):
            became[row["2010 SOC Code"]].append(row["2018 SOC Code"])
        survey = collections.defaultdict(list)
        with open(pathlib.Path(crosswalks) / "frey_osborne_codes.tsv",
                  encoding="utf-8") as file:
            for line in file:
                if line[0].isdigit():
                    old, new = line.split()
                    survey[old].append(new)
        for name, column, field in (
                ("AIOE_DataAppendix_Appendix_A.csv", "AIOE", "aioe"),
                ("Language_Modeling_AIOE.csv", "Language Modeling AIOE",
                 "aioe_language")):
            self.spread("exposure_" + field, (
                (new, float(row[column]))
                for row in comma_rows(folder / name)
                for new in became[row["SOC Code"]]))
        self.spread("exposure_frey_osborne", (
            (new, float(row["Probability"]))
            for row in comma_rows(folder / "frey_osborne_2013_soc2010.csv")
            for new in became[row["SOC code"]] or survey[row["SOC code"]]))
        scores = {row["ISCO_08"]: float(row["mean_score_2025"])
                  for row in comma_rows(
                      folder / "Final_Scores_ISCO08_Gmyrek_et_al_2025_"
                      "occupations.csv")}
        old = collections.defaultdict(list)
        for row in self.shared("titles/ISCO_SOC_Crosswalk.csv"):
            if row["ISCO-08 Code"] in scores:
                old[row["2010 SOC Code"]].append(scores[row["ISCO-08 Code"]])
        several = {new for code, values in old.items() if len(values) > 1
                   for new in became[code]}
        self.spread("exposure_ilo", ((new, mean(values))
                                     for code, values in old.items()
                                     for new in became[code]), several)

    def spread(self, field, pairs, several=()):
        values = collections.defaultdict(list)
        for code, value in pairs:
            values[code].append(value)
        for code, list_ in values.items():
            self.put(code, field, mean(list_),
                     len(list_) > 1 or code in several)

    def tasks(self, folder):
        labels = {row["Task ID"].removesuffix(".0"): row for row in tab_rows(
            folder / "full_labelset.tsv", csv.QUOTE_MINIMAL)}
        rows = [row for row in tab_rows(self.data / "onet/Task Statements.txt")
                if row["Task ID"] in labels]
        for soc, kept, _ in self.groups(rows):
            kept.sort(key=lambda row: row["Task Type"] != "Core")
            for row in kept:
                label = labels[row["Task ID"]]
                field = ("rated_replaced"
                         if label["gpt4_automation"] in ("T3", "T4") else
                         "rated_human"
                         if "E0" in (label["human_exposure_agg"],
                                     label["gpt4_exposure"]) else
                         "rated_augmented")
                self.of[soc].setdefault(field, []).append(row["Task"])

    # --- names ---

    def names(self):
        """{code: names that publishers give it}"""
        names = collections.defaultdict(set)
        onet = self.data / "onet"
        for file, columns in (("Occupation Data.txt", ["Title"]),
                              ("Alternate Titles.txt",
                               ["Alternate Title", "Short Title"]),
                              ("Sample of Reported Titles.txt",
                               ["Reported Job Title"])):
            for row in tab_rows(onet / file):
                names[row["O*NET-SOC Code"][:7]] |= {
                    row[column] for column in columns}
        for row in self.shared("soc/soc_2018_direct_match_title_file.csv"):
            names[row["2018 SOC Code"]].add(row["2018 SOC Direct Match Title"])
        labels = {row["conceptUri"]: row for row in self.shared(
            "titles/occupations_en.csv")}
        for row in self.shared("titles/crosswalk_esco_onet.csv", skip=16):
            label = labels.get(row["ESCO or ISCO URI"])
            if label and row["Type of Match"] in ("exactMatch", "closeMatch",
                                                  "narrowMatch"):
                names[row["O*NET Id"][:7]] |= {
                    label["preferredLabel"], *label["altLabels"].split("\n")}
        return {code: {name.strip() for name in of} - {"", "n/a"}
                for code, of in names.items()}


def figures(data, crosswalks):
    reading = Reading(data)
    reading.wages("oews/national_M2025_dl.csv")
    reading.projections()
    reading.onet()
    reading.studies(crosswalks)
    return reading
