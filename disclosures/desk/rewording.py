"""Words of the account replaced where they stand: by what a rule suggests, and back again.

Every verb locks the account and writes only where the text is still the one that was seen.
"""

from dataclasses import dataclass, fields, replace

from django.db import transaction

from accounts import acceptance, filing, ledger
from accounts.case import Case
from accounts.models import Account
from accounts.projects import IndicatorLine, ProjectSheet
from accounts.refusals import Refused, Stale
from accounts.steps import locked_open
from disclosures.checks import RULES
from disclosures.wording.passages import Passage, passages


@dataclass(frozen=True)
class Reworded:
    """What was done, and so what undoes it."""

    place: str
    title: str
    before: str
    after: str


@transaction.atomic
def take(account: Account, rule: str, mark: str, *, by: str) -> Reworded:
    """Write the suggestion of the finding with that fingerprint, which holds the whole passage."""
    account = locked_open(account)
    if rule not in RULES:
        raise Refused(f"没有规则 {rule}")
    case = ledger.load_case(account)
    finding = acceptance.current(RULES[rule], case, mark)
    passage, quote = passage_at(case, finding.place), finding.quote
    if passage is None or quote is None or quote.instead is None:
        raise Refused("这个问题没有可以直接采用的改法")
    text = passage.text[: quote.start] + quote.instead + passage.text[quote.end :]
    write(account, case, passage.place, text, by=by)
    return Reworded(passage.place, passage.title, passage.text, text.strip())


@transaction.atomic
def put_back(account: Account, done: Reworded, *, by: str) -> None:
    """The old text again, unless somebody has written there since."""
    account = locked_open(account)
    case = ledger.load_case(account)
    passage = passage_at(case, done.place)
    now = passage.text if passage else ""
    if now.strip() != done.after:
        raise Stale(f"“{done.title}”在替换之后又有修改，没有恢复。原来的文字是：{done.before}")
    write(account, case, done.place, done.before, by=by)


def passage_at(case: Case, place: str) -> Passage | None:
    return next((each for each in passages(case) if each.place == place), None)


def write(account: Account, case: Case, place: str, text: str, *, by: str) -> None:
    if not place.startswith("project/"):
        filing.explain(account, {place: text}, by=by)
        return
    _, key, *field = place.split("/")
    sheets = [with_text(sheet, field, text) if sheet.key == key else sheet for sheet in case.projects]
    filing.put_projects(account, sheets, by=by)


def with_text(sheet: ProjectSheet, field: list[str], text: str) -> ProjectSheet:
    """`field` is a field of the sheet, or the number of an indicator and its field."""
    if len(field) == 1 and field[0] in names(ProjectSheet):
        return replace(sheet, **{field[0]: text})  # type: ignore[arg-type]
    if len(field) == 2 and field[0].isdigit() and field[1] in names(IndicatorLine):
        lines = list(sheet.indicators)
        lines[int(field[0]) - 1] = replace(lines[int(field[0]) - 1], **{field[1]: text})
        return replace(sheet, indicators=tuple(lines))
    raise Refused(f"项目“{sheet.name}”没有这处文字")


def names(of: type) -> set[str]:
    return {each.name for each in fields(of)}
