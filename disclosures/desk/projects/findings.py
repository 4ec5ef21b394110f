"""What the rules say of one project, beside its form. Pure."""

from collections.abc import Iterator, Sequence

from accounts.case import Case
from accounts.checks.engine import RULES, Finding
from accounts.checks.standing import Given, judged, text_at
from disclosures.checks import run
from disclosures.desk.projects.forms import TABLE
from disclosures.desk.texts.remarks import Remark, remark


def of_projects(case: Case, given: Sequence[Given]) -> dict[str, list[Remark]]:
    """By the key of the project; the gravest first."""
    found: dict[str, list[Remark]] = {sheet.key: [] for sheet in case.projects}
    rules = [rule for code, rule in RULES.items() if code[0] in "APTW"]
    for each in judged(case, run(case, rules), given):
        for key in dict.fromkeys(keys_of(each.finding)):
            if key in found:
                text = text_at(case, each.finding.place)
                found[key].append(remark(each, text if isinstance(text, str) else ""))
    order = ("error", "reason", "notice")
    return {
        key: sorted(all_, key=lambda r: (bool(r.accepted), order.index(r.style)))
        for key, all_ in found.items()
    }


def keys_of(finding: Finding) -> Iterator[str]:
    head, _, rest = finding.place.partition("/")
    if head == TABLE:
        yield rest.partition("/")[0]
    if finding.place.startswith("project."):
        yield finding.place.removeprefix("project.").rpartition(".")[0]
    for cell in finding.cells:
        if cell.table == TABLE:
            yield cell.row.rpartition(".")[0]
