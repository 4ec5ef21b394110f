"""A workbook into an account in one go, by command or in bulk: read, written, questioned; or only tried.

All of it in one transaction. What is only tried is written and taken back, so that it is told as it would be.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import acceptance, elsewhere, filing, ledger
from accounts.case import Case
from accounts.checks.engine import Result
from accounts.checks.standing import Judged, Standing, judged, place_of
from accounts.editions import EDITIONS, fitting
from accounts.editions.definitions import Edition
from accounts.figures import Figures
from accounts.models import Account, Unit
from accounts.money import Scale
from accounts.refusals import Refused
from disclosures.checks import run
from disclosures.desk.workbook import applying
from disclosures.workbook import comparing, tallying, values
from disclosures.workbook.comparing import Comparison
from disclosures.workbook.foreign.recognised import Recognised
from disclosures.workbook.plan import ALL, Plan
from disclosures.workbook.reading import Content
from disclosures.workbook.receiving import Received

SCOPES = {Unit.Kind.DEPARTMENT: "部门", Unit.Kind.UNIT: "单位"}


@dataclass(frozen=True)
class Wanted:
    """Into which account, and how. `place`: the account was published elsewhere, there."""

    unit: Unit
    year: int
    by: str
    edition: str = ""
    """Where there is no account yet; the newest that fits the unit when empty."""
    begin: bool = False
    """Whether an account may be begun."""
    place: elsewhere.Place | None = None
    take_all: bool = False
    """Also where others have changed what was downloaded."""
    overwrite: bool = True
    """Whether figures that are there may become others."""
    sure: bool = False
    """Whether doubts about the whole file are settled."""
    trial: bool = False


@dataclass(frozen=True)
class Imported:
    """What the file says and what came of it. `refusal`: why nothing of it was, or would be, written."""

    title: str
    wanted: Wanted
    case: Case
    content: Content
    found: Comparison
    plan: Plan
    """What was written, or would be."""
    written: int
    results: Sequence[Result]
    judged: Sequence[Judged]
    new: int
    """Findings that were not there before."""
    refusal: str


@transaction.atomic
def bring(received: Received, wanted: Wanted) -> Imported:
    """Refused and Unreadable where it cannot even be read for this account."""
    account = account_for_it(received, wanted)
    case = ledger.load_case(account)
    content = received.content_for(case)
    found = comparing.compare(content, case)
    refusal = why_not(content, found, wanted)
    blank = not values.of_case(case)  # nobody's work can be undone
    plan = found.plan.taking([ALL] if wanted.take_all or blank else [])
    before = questioned(account, case)[1]
    written = 0 if refusal else applying.apply(account, plan, by=wanted.by)
    results, after = questioned(account, ledger.load_case(account))
    new = len(fresh(before, after))
    done = Imported(str(account), wanted, case, content, found, plan, written, results, after, new, refusal)
    if refusal or wanted.trial:
        transaction.set_rollback(True)
    return done


def account_for_it(received: Received, wanted: Wanted) -> Account:
    account = Account.objects.select_related("unit").filter(unit=wanted.unit, year=wanted.year).first()
    if wanted.place is not None:
        edition, scale = form_for(received, wanted)
        return elsewhere.begin(
            wanted.unit, wanted.year, edition=edition.code, scale=scale, place=wanted.place, by=wanted.by
        )
    if account is None:
        if not wanted.begin:
            raise Refused(f"{wanted.unit}没有 {wanted.year} 年度决算；要新建，请指明报表格式（--edition）")
        edition, scale = form_for(received, wanted)
        return filing.begin(wanted.unit, wanted.year, edition=edition.code, scale=scale, by=wanted.by)
    if account.source == Account.Source.COMPARISON:
        raise Refused(f"{account}仅供比较；要导入那年公开的决算，请指明在哪里公开")
    if wanted.edition not in ("", account.edition):
        raise Refused(f"{account}的报表格式是 {account.edition}，不是 {wanted.edition}")
    return account


def form_for(received: Received, wanted: Wanted) -> tuple[Edition, Scale]:
    """Edition and unit of money of an account that is begun for the file: the file's own where it says so."""
    if head := received.head:
        return edition_for(wanted.unit, wanted.edition or head.edition), Scale(head.scale)
    edition = edition_for(wanted.unit, wanted.edition, wanted.year)
    return edition, scale_of(received.content_for(before_there_is_one(edition, wanted)))


def edition_for(unit: Unit, code: str = "", year: int | None = None) -> Edition:
    """The one of that code; else the one that fits the kind of unit, its region and the year best."""
    if code:
        if code not in EDITIONS:
            raise Refused(f"没有报表格式 {code}；已有：{'、'.join(sorted(EDITIONS))}")
        return EDITIONS[code]
    return fitting(SCOPES[Unit.Kind(unit.kind)], unit.region, year)[0]


def before_there_is_one(edition: Edition, wanted: Wanted) -> Case:
    """To read a file for before there is an account; in 元, in which every amount has room."""
    unit = ledger.profile(wanted.unit, [])
    return Case(unit, wanted.year, edition, Scale.YUAN, Figures(), None)


def scale_of(content: Content) -> Scale:
    """元 as soon as one table is in 元: amounts in 万元 have room there too."""
    told = {table.money for table in content.tables} if isinstance(content, Recognised) else set()
    return Scale.YUAN if "元" in told else Scale.WAN


def why_not(content: Content, found: Comparison, wanted: Wanted) -> str:
    doubts = tallying.doubts(content)
    if tallying.says_nothing(content):
        return "文件里没有读到一个数，没有写入"
    if doubts and not wanted.sure:
        return f"有 {len(doubts)} 处要先核对，没有写入：{'；'.join(each.reason for each in doubts)}"
    counts = found.counts
    altered = counts.get("changed", 0) + counts.get("blanked", 0)
    if altered and not wanted.overwrite:
        return f"与已有的内容不同 {altered} 处，没有写入；核对后单独导入，或选择覆盖"
    return ""


def questioned(account: Account, case: Case) -> tuple[Sequence[Result], Sequence[Judged]]:
    results = run(case)
    return results, judged(case, results, acceptance.given(account))


def fresh(before: Sequence[Judged], after: Sequence[Judged]) -> list[Judged]:
    """Open findings of a rule at a place where it had nothing to say before."""
    known = Counter((each.finding.rule, place_of(each.finding)) for each in before)
    found = []
    for each in after:
        key = (each.finding.rule, place_of(each.finding))
        if known[key]:
            known[key] -= 1
        elif each.standing is not Standing.ACCEPTED:
            found.append(each)
    return found
