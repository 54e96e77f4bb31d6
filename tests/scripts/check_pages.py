#!/usr/bin/env python3
"""The pages of occupations, the table of occupations and the lists of names
agree with one another and with the rules of knowledge/occupations/README.md."""
import collections
import csv
import gzip
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]).resolve()
pages_dir = root / "knowledge/occupations"
facts_dir = root / "knowledge/facts"

# Names that mean two occupations equally.
SHARED_NAMES = {
    "coder", "programmer", "程式設計師", "程序員", "碼農",
    "conductor", "immunologist", "lab tech", "lab technician", "product designer",
    "心理醫生", "水電工", "水電師傅",
    # broad words, of which the bot asks which one is meant
    "司機", "駕駛員", "工程師", "教師", "老師", "醫師", "醫生", "設計師",
    "分析師", "銷售", "業務", "業務員", "經理", "teacher",
    "engineer", "doctor", "physician", "driver", "designer", "analyst",
    "manager", "sales", "salesman", "saleswoman", "salesperson",
}
# Occupations of which BLS projects fewer jobs and names technology as a reason.
TECHNOLOGY = {
    "15-1232", "35-3031", "41-2011", "43-3031", "43-4051", "43-6014",
    "43-9021", "45-2092", "45-4011",
}
GROWTH_OF_ALL = 3.1
GROUPS = [f"{n}-" for n in range(11, 54, 2)]
HEADINGS = {  # English: (Chinese, required)
    "Summary": ("摘要", True),
    "AI verdict": ("AI 結論", True),
    "Tasks AI takes over": ("AI 會接手的工作", False),
    "Tasks AI assists": ("AI 會輔助的工作", False),
    "What stays human": ("人的優勢", False),
    "Skills to learn": ("該學的技能", True),
    "Entry level": ("入門職位", True),
    "Upgrade path": ("升級路線", True),
    "Adjacent careers": ("相鄰職業", True),
    "Education": ("教育路徑", True),
    "Qualifications": ("資格", False),
    "Immigration": ("移民", True),
    "Who it fits": ("適合", True),
    "Who it does not fit": ("不適合", True),
    "Career progression": ("職涯發展", True),
    "Employment forecast": ("就業預測", False),
    "Growth areas": ("成長領域", False),
    "Sources": ("資料來源", True),
}
IMPORTED = "AI Career Graph"
VERDICTS = {"Compressed": "被壓縮", "Amplified": "被放大", "Mixed": "喜憂參半"}
CHINESE = re.compile("[\u4e00-\u9fff]")

faults = 0


def fault(where, what):
    global faults
    faults += 1
    print(f"{where}: {what}")


def read_table(path):
    """The rows of a table of facts, by code."""
    rows, columns = {}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        if len(cells) != len(columns):
            fault(f"{path.name}:{number}", f"{len(cells)} cells, not {len(columns)}")
            continue
        row = dict(zip(columns, cells))
        if row["soc"] in rows:
            fault(f"{path.name}:{number}", f"{row['soc']} stands twice")
        rows[row["soc"]] = row
    return rows


class Page:
    def __init__(self, path):
        self.name = path.name
        self.chinese = path.name.endswith(".zh-Hant.md")
        self.text = path.read_text(encoding="utf-8")
        top, *rest = re.split(r"^## ", self.text, flags=re.M)
        self.title = top.splitlines()[0].removeprefix("# ")
        self.top = dict(re.findall(r"^- ([^:]+): (.*)$", top, re.M))
        self.sections = {}
        for part in rest:
            heading, _, body = part.partition("\n")
            if heading in self.sections:
                fault(self.name, f"'{heading}' stands twice")
            self.sections[heading] = body.strip()
        self.code = self.top.get("代碼" if self.chinese else "Code", "")
        self.source = self.top.get("來源" if self.chinese else "Source", "")
        self.imported = IMPORTED in self.source
        also = self.top.get("又稱" if self.chinese else "Also called", "")
        self.names = [n.strip() for n in re.split("[;；、]", also) if n.strip()]


def numbers(text):
    return collections.Counter(re.findall(r"\d+(?:[.,]\d+)*", text))


def points(text):
    return len(re.findall(r"^(?:- |\| )", text, re.M))


def check_pair(english, chinese):
    if english.code != chinese.code:
        fault(chinese.name, f"code {chinese.code}, in English {english.code}")
    headings = dict((k, v[0]) for k, v in HEADINGS.items())
    for heading, other in headings.items():
        body, translated = english.sections.get(heading), chinese.sections.get(other)
        if (body is None) != (translated is None):
            fault(chinese.name, f"'{other}' stands in one language only")
        elif body is not None:
            a, b = numbers(body), numbers(translated)
            if a != b:
                differ = sorted(set((a - b) + (b - a)))
                fault(chinese.name, f"'{other}' has other numbers: {' '.join(differ)}")
            if points(body) != points(translated):
                fault(chinese.name, f"'{other}' has other points or rows than in English")


def check_headings(page):
    if page.imported:
        return
    known = {v[0] if page.chinese else k: v[1] for k, v in HEADINGS.items()}
    for heading, required in known.items():
        if required and heading not in page.sections:
            fault(page.name, f"'{heading}' is missing")
    for heading in page.sections:
        if heading not in known:
            fault(page.name, f"'{heading}' has no place in a page of ours")
    if "總評" in page.top or "Overall" in page.top:
        fault(page.name, "an overall score has no place in a page of ours")
    order = [h for h in known if h in page.sections]
    if [h for h in page.sections if h in known] != order:
        fault(page.name, "the headings are not in the order of the other pages")
    education = page.sections.get("教育路徑" if page.chinese else "Education", "")
    for row in education.splitlines()[2:]:
        cells = [c.strip() for c in row.strip("|").split("|")]
        if len(cells) == 5 and cells[2:4] != ["—", "—"]:
            fault(page.name, f"a cost in the education of '{cells[0]}'")
    if not 5 <= len(page.names) <= 12:
        fault(page.name, f"{len(page.names)} other names")
    for heading, body in page.sections.items():
        if page.chinese and re.search(r"(?<=[\u4e00-\u9fff])[,;:!?.]", body):
            fault(page.name, f"half-width punctuation in '{heading}'")


def figure(value):
    return f"{int(value):,}"


def check_forecast(page, row):
    if page.imported:
        return
    text = page.sections.get("就業預測" if page.chinese else "Employment forecast")
    if text is None:
        if row and row.get("employment"):
            fault(page.name, "no forecast, though projections.tsv has one")
        return
    if not row:
        return
    want = {
        column: figure(row[column])
        for column in ("employment", "employment_future", "openings")
        if row.get(column)
    }
    if row.get("employment_change"):
        change = float(row["employment_change"])
        want["employment_change"] = f"{abs(change):.1f}%"
        verdict = page.sections.get("AI 結論" if page.chinese else "AI verdict", "")
        if want["employment_change"] not in verdict:
            fault(page.name, f"the verdict does not say {want['employment_change']}")
    for column, text_of in want.items():
        if not re.search(rf"(?<![\d,.]){re.escape(text_of)}", text):
            fault(page.name, f"the forecast has no {text_of} ({column})")


def count(pattern, text):
    m = re.search(pattern, text)
    return int(m[1]) if m else 0


def check_verdict(page, translation, row):
    """The verdict follows from the counts in Sources and the growth."""
    text = page.sections.get("Sources", "")
    takes = count(r"The (\d+) that GPT-4 gave", text) or count(r"gave all (\d+)", text)
    human = count(r"(\d+) (?:others? )?that people or GPT-4 rated E0", text)
    human = human or count(r"people or GPT-4 rated all (\d+) E0", text)
    assists = count(r"the remaining (\d+), rated", text)
    contested = count(r"[Pp]eople rated (\d+) of these", text)
    rated = count(r"ratings of (?:O\\\*NET's )?(\d+)", text)
    if takes + human + assists != rated:
        fault(page.name, f"{takes}, {human} and {assists} of {rated} tasks")
    for heading, many in (
        ("Tasks AI takes over", takes),
        ("Tasks AI assists", assists),
        ("What stays human", human),
    ):
        if (heading in page.sections) != (many > 0):
            fault(page.name, f"'{heading}', with {many} tasks")
        if points(page.sections.get(heading, "")) > min(max(many, 1), 8):
            fault(page.name, f"'{heading}' has more points than tasks, or more than 8")
    growth = float(row["employment_change"]) if row and row.get("employment_change") else None
    sure = takes - contested
    if growth is None:
        verdict = "Mixed"
    elif page.code in TECHNOLOGY and growth < 0:
        verdict = "Compressed"
    elif sure > max(human, assists) and growth <= GROWTH_OF_ALL:
        verdict = "Compressed"
    elif assists > max(human, sure) and growth > GROWTH_OF_ALL:
        verdict = "Amplified"
    else:
        verdict = "Mixed"
    said = page.sections.get("AI verdict", "")
    if not said.startswith(verdict + ":"):
        fault(page.name, f"the verdict should be {verdict}")
    if "our reading" not in said.lower():
        fault(page.name, "the verdict does not say that it is our reading")
    if contested and "not count" not in said:
        fault(page.name, "the verdict does not say that tasks are contested")
    said = translation.sections.get("AI 結論", "")
    if not said.startswith(VERDICTS[verdict] + "："):
        fault(translation.name, f"the verdict should be {VERDICTS[verdict]}")
    if contested and "不計入" not in said:
        fault(translation.name, "the verdict does not say that tasks are contested")


def check_table(table):
    seen = {}
    for code, row in table.items():
        for column in ("title", "title_zh", "description", "description_zh"):
            cell = row[column]
            if not cell or cell != cell.strip():
                fault(code, f"{column} is empty or has blanks at its ends")
        combined = row["combined"]
        if combined and (combined not in table or table[combined]["combined"]):
            fault(code, f"combined code {combined} is none")
        for column in ("description", "description_zh"):
            cell = row[column].casefold()
            if cell in seen:
                fault(code, f"the same {column} as {seen[cell]}")
            seen[cell] = code
        if not 8 <= len(row["description"].split()) <= 32:
            fault(code, f"description has {len(row['description'].split())} words")
        if not row["description"].endswith(".") or ". " in row["description"]:
            fault(code, "description is not one sentence")
        if not 15 <= len(row["description_zh"]) <= 75:
            fault(code, f"description_zh has {len(row['description_zh'])} characters")
        if not row["description_zh"].endswith("。") or row["description_zh"].count("。") > 1:
            fault(code, "description_zh is not one sentence")
        for column in ("title_zh", "description_zh"):
            if not CHINESE.search(row[column]):
                fault(code, f"{column} is not Chinese")
    if list(table) != sorted(table):
        fault("occupations.tsv", "the rows are not in the order of their codes")


def check_names(table, pages):
    """No name of two occupations, counting titles and other names in pages."""
    owners = collections.defaultdict(set)
    for row in table.values():
        owners[row["title"].casefold()].add(row["soc"])
        owners[row["title_zh"].casefold()].add(row["soc"])
    for language in ("en", "zh"):
        path = root / "knowledge/lexicon" / language / "names.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line:
                continue
            code, *names = line.split("\t")
            where = f"{language}/names.tsv:{number}"
            if code not in table:
                fault(where, f"{code} is not in occupations.tsv")
            folded = [n.casefold() for n in names]
            if len(set(folded)) != len(folded):
                fault(where, "a name stands twice")
            for name in names:
                if not name or name != name.strip():
                    fault(where, "an empty name, or blanks at its ends")
                owners[name.casefold()].add(code)
    for page in pages:
        if not page.imported:
            for name in page.names:
                owners[name.casefold()].add(page.code)
    for name, codes in sorted(owners.items()):
        if len(codes) > 1 and name not in SHARED_NAMES:
            fault("names", f"'{name}' means {' and '.join(sorted(codes))}")
    for name in sorted(SHARED_NAMES):
        if len(owners.get(name, ())) < 2:
            fault("names", f"'{name}' needs no exception")


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower().replace("*", ""))


def runs(text):
    w = words(text)
    return (tuple(w[i : i + 6]) for i in range(len(w) - 5))


def open_data(path):
    packed = path.with_name(path.name + ".gz")
    if packed.exists():
        return gzip.open(packed, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def check_copies(data, table, pages):
    """No run of six words shared with definitions and tasks of others."""
    theirs, titles = {}, set()
    with open_data(data / "soc/soc_2018_definitions.csv") as f:
        for r in csv.DictReader(f):
            theirs.update((g, "a definition of SOC") for g in runs(r["SOC Definition"] or ""))
    for name, column in (
        ("Occupation Data.txt", "Description"),
        ("Task Statements.txt", "Task"),
    ):
        with open_data(data / "onet" / name) as f:
            for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                theirs.update((g, f"O*NET's {name}") for g in runs(r[column]))
    for row in table.values():
        titles.update(runs(row["title"]))
    for code, row in table.items():
        for g in runs(row["description"]):
            if g in theirs and g not in titles:
                fault(code, f"shares '{' '.join(g)}' with {theirs[g]}")
    for page in pages:
        if page.chinese or page.imported:
            continue
        for line in "\n".join(page.sections.values()).splitlines():
            for g in runs(line):
                if g in theirs and g not in titles:
                    fault(page.name, f"shares '{' '.join(g)}' with {theirs[g]}")


def main():
    table = read_table(facts_dir / "occupations.tsv")
    projections_file = facts_dir / "projections.tsv"
    projections = read_table(projections_file) if projections_file.exists() else {}
    pages = [Page(p) for p in sorted(pages_dir.glob("*.md")) if p.name != "README.md"]
    english = {p.name.removesuffix(".md"): p for p in pages if not p.chinese}
    chinese = {p.name.removesuffix(".zh-Hant.md"): p for p in pages if p.chinese}
    for stem in sorted(set(english) ^ set(chinese)):
        fault(stem, "stands in one language only")
    codes = collections.Counter(p.code for p in english.values())
    for code, many in sorted(codes.items()):
        if code not in table:
            fault(code, "a page's code is not in occupations.tsv")
        if many > 1:
            fault(code, "has two pages")
    if len(codes) < 60:
        fault("pages", f"only {len(codes)} occupations")
    for group in GROUPS:
        many = sum(code.startswith(group) for code in codes)
        if many < 2:
            fault("pages", f"{many} in group {group}0000, not 2")
    for page in pages:
        check_headings(page)
        check_forecast(page, projections.get(page.code))
    for stem in sorted(set(english) & set(chinese)):
        check_pair(english[stem], chinese[stem])
        if not english[stem].imported:
            check_verdict(english[stem], chinese[stem], projections.get(english[stem].code))
    check_table(table)
    check_names(table, pages)
    data = root.parent / "shared/data"
    if (data / "soc").is_dir() and (data / "onet").is_dir():
        check_copies(data, table, pages)
    else:
        print("skipped: the check for copied words, which needs ../shared/data")
    print(f"{len(codes)} occupations with pages, {len(table)} in the table, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
