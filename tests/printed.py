"""How much of a printed report the portal writes: every clause of its parts three and four is accounted for.

Generated (our own words and numbers, verbatim after NFKC and without white space), typed (the clause holds
words of the clerk), or an exception with its reason in the sample's `exceptions.toml`.
Run `python -m tests.printed` for the shares of both samples.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass

from disclosures.assembly import build
from disclosures.phrases import Runs, Typed, Words
from disclosures.report import Issue, Paragraph, Report, TermEntry
from disclosures.sample_files import FOLDER as SAMPLES
from disclosures.sample_files import names, read

CLAUSE_END = re.compile(r"(?<=[。;:,])")
HEADING = re.compile(r"[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class Clause:
    section: str
    """三/一 … 三/十一, 四."""
    text: str


def clauses(section: str, text: str) -> list[Clause]:
    return [Clause(section, c) for c in CLAUSE_END.split(plain(text)) if c.strip("。;:,")]


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed_clauses(sample_name: str) -> list[Clause]:
    """The clauses of parts three and four as printed, in order."""
    part, section, found = "", "", []
    for line in (SAMPLES / sample_name / "printed.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            part, section = line.strip()[3], ""
        elif HEADING.match(line) and part == "三":
            section = line.partition("、")[0]
        if part in "三四" and part and not line.startswith(("#", "第")):
            found += clauses(f"{part}/{section}".rstrip("/"), line)
    return found


def origins(runs: Runs) -> tuple[str, list[bool]]:
    """The plain text, and for each of its characters whether the clerk typed it."""
    texts = [(plain(run.text), isinstance(run, Typed)) for run in runs]
    return "".join(t for t, _ in texts), [typed for t, typed in texts for _ in t]


def written_clauses(report: Report) -> dict[bool, Counter[Clause]]:
    """What the portal writes, by whether a clerk's words are in it."""
    found: dict[bool, Counter[Clause]] = {False: Counter(), True: Counter()}
    narrative, terms = report.parts[2], report.parts[3]
    for section in narrative.sections:
        place = f"三/{section.ordinal}"
        found[False].update(clauses(place, section.heading))
        for content in section.contents:
            assert isinstance(content, Paragraph)
            count(found, place, content.runs)
    for entry in terms.sections[0].contents:
        assert isinstance(entry, TermEntry)
        count(found, "四", (Words(f"{entry.ordinal}、{entry.name}：{entry.text}"),))
    return found


def count(found: dict[bool, Counter[Clause]], place: str, runs: Runs) -> None:
    text, typed = origins(runs)
    start = 0
    for piece in CLAUSE_END.split(text):
        if piece.strip("。;:,"):
            found[any(typed[start : start + len(piece)])][Clause(place, piece)] += 1
        start += len(piece)


@dataclass(frozen=True)
class Account:
    """The clauses of a printed report, shared out."""

    generated: list[Clause]
    typed: list[Clause]
    excepted: list[Clause]
    unexplained: list[Clause]
    unused: list[Clause]
    """Exceptions that stand for nothing."""

    @property
    def total(self) -> int:
        return sum(map(len, (self.generated, self.typed, self.excepted, self.unexplained)))

    def share(self, part: list[Clause]) -> str:
        return f"{len(part)} ({100 * len(part) / self.total:.1f}%)"


def exceptions(sample_name: str) -> Counter[Clause]:
    """As many times as `times` says (once, unless it says)."""
    data = tomllib.loads((SAMPLES / sample_name / "exceptions.toml").read_text(encoding="utf-8"))
    found: Counter[Clause] = Counter()
    for reason in data["reason"]:
        assert reason["why"] and reason["kind"] in KINDS, reason
        for entry in reason["clauses"]:
            section, _, text = entry.partition(" ")
            found[Clause(section, plain(text))] += 1
    return found


KINDS = {"seed error", "layout left-over", "percentage rule", "house variant"}


def account(sample_name: str) -> Account:
    report = build(read(sample_name), Issue())
    written, excused = written_clauses(report), exceptions(sample_name)
    result = Account([], [], [], [], [])
    for clause in printed_clauses(sample_name):
        for pool, into in (
            (written[False], result.generated),
            (written[True], result.typed),
            (excused, result.excepted),
            (Counter({clause: 1}), result.unexplained),
        ):
            if pool[clause] > 0:
                pool[clause] -= 1
                into.append(clause)
                break
    result.unused.extend((+excused).elements())
    return result


def summary(sample_name: str) -> str:
    a = account(sample_name)
    return (
        f"{sample_name}: {a.total} clauses; generated {a.share(a.generated)}, typed {a.share(a.typed)}, "
        f"exceptions {a.share(a.excepted)}, unexplained {len(a.unexplained)}"
    )


if __name__ == "__main__":
    for name in names():
        print(summary(name))
