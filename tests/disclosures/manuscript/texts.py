"""Texts to be questioned: what the portal writes for an account, and honest ways to write the same."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import disclosures.manuscript  # noqa: F401  registers the rules
from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Result, findings, run
from accounts.figures import Figures
from accounts.money import Scale, from_wan, in_wan
from disclosures import plaintext
from disclosures.assembly import build
from disclosures.phrases import Number
from disclosures.report import Issue, Paragraph, Report
from disclosures.sample_files import FOLDER as SAMPLES
from disclosures.sample_files import read

NAMES = ("liaoyuan-2024", "yanbian-2024")
T_RULES = [rule for code, rule in sorted(RULES.items()) if re.fullmatch(r"T\d\d", code)]


def questioned(case: Case, text: str) -> list[Result]:
    return run(replace(case, given=text), T_RULES)


def found(case: Case, text: str) -> list[Finding]:
    return list(findings(questioned(case, text)))


def printed(name: str) -> str:
    return (SAMPLES / name / "printed.txt").read_text(encoding="utf-8")


@cache
def sample(name: str, *, corrected: bool = False) -> Case:
    return read(name, corrected=corrected)


def report(case: Case) -> str:
    """The whole report as plain text, tables and all."""
    return plaintext.text(build(case, Issue()))


def narrative(case: Case) -> str:
    """Part three alone."""
    return "\n".join(line for line, _ in narrative_lines(build(case, Issue())))


def narrative_lines(made: Report) -> list[tuple[str, Paragraph | None]]:
    lines: list[tuple[str, Paragraph | None]] = []
    for section in made.parts[2].sections:
        lines.append((section.heading, None))
        lines += [(content.text, content) for content in section.contents if isinstance(content, Paragraph)]
    return lines


def altered(case: Case, seed: int) -> Case:
    """The account with all money made larger or smaller by one factor, in 元 or rounded to 万元."""
    chance = random.Random(seed)
    scale = chance.choice(list(Scale))
    factor = Decimal(chance.randrange(20, 900)) / Decimal(chance.randrange(90, 110))
    past = factor * Decimal(chance.randrange(70, 130)) / 100

    def money(figures: Figures, by: Decimal) -> Figures:
        cells = {}
        for address, amount in figures.items():
            if case.edition.measure(address) == "money":
                exact = (amount * by).quantize(Decimal("0.01"))
                cells[address] = exact if scale is Scale.YUAN else from_wan(in_wan(exact))
            else:
                cells[address] = amount
        return Figures(cells)

    last = money(case.last, past) if case.last else None
    return replace(case, figures=money(case.figures, factor), last=last, scale=scale)


def spaced(text: str) -> str:
    """3806.47 万元, as Word writes it."""
    return re.sub(r"(\d)(?=[一-鿿])", r"\1 ", re.sub(r"([一-鿿])(?=\d)", r"\1 ", text))


def half_width(text: str) -> str:
    return text.translate(str.maketrans("，；：（）％", ",;:()%"))


def full_width(text: str) -> str:
    """Percent signs and digits of the full width."""
    return re.sub(r"[\d%]", lambda c: chr(ord(c.group()) + 0xFEE0), text)


def grouped(text: str) -> str:
    """1,153.9万元."""
    return re.sub(r"\d{4,}(?:\.\d+)?(?=万元)", lambda n: separated(n.group()), text)


def separated(number: str) -> str:
    whole, dot, rest = number.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def two_places(text: str) -> str:
    """1153.90万元."""
    return re.sub(r"(\d+)(\.\d)?(?=万元)", lambda n: f"{n[1]}{n[2]}0" if n[2] else f"{n[1]}.00", text)


def broken(text: str) -> str:
    """Lines of thirty characters with blank ones between, as a page was read."""
    return "\n\n".join(
        line[n : n + 30] for line in text.splitlines() for n in range(0, max(1, len(line)), 30)
    )


def cell_by_cell(text: str) -> str:
    """Tables as a plain extraction of a PDF has them: a cell a line."""
    tables, mark, rest = text.partition("第三部分")
    return re.sub(r" +", "\n", tables) + mark + rest


WAYS: tuple[Callable[[str], str], ...] = (spaced, half_width, full_width, grouped, broken)


def finer(case: Case) -> str:
    """The narrative with percentages of two decimals, as other houses print them."""
    lines = []
    for text, paragraph in narrative_lines(build(case, Issue())):
        runs = paragraph.runs if paragraph else ()
        lines.append("".join(finer_run(run) for run in runs) if runs else text)
    return "\n".join(lines)


def finer_run(run: object) -> str:
    if isinstance(run, Number) and run.kind == "percent" and run.text[0].isdigit():
        return str(run.value.quantize(Decimal("0.01")))
    return str(getattr(run, "text", ""))


def shaken(case: Case, seed: int) -> Case:
    """The account with every cell changed by itself: some blank, some zero; last year's too, or none."""
    chance = random.Random(seed)

    def cells(figures: Figures) -> Figures:
        found = {}
        for address, amount in figures.items():
            fate = chance.random()
            if fate < 0.1:
                continue
            if fate < 0.2:
                found[address] = Decimal("0.00")
            elif case.edition.measure(address) == "money":
                found[address] = from_wan(in_wan(amount * Decimal(chance.randrange(1, 30)) / 10))
            else:
                found[address] = amount + chance.randrange(5)
        return Figures(found)

    last = cells(case.last) if case.last and chance.random() > 0.1 else None
    return replace(case, figures=cells(case.figures), last=last)
