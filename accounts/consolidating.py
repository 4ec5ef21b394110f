"""汇总: a department's account is written as the sum of its units', noted, and undone; adjustments of it.

Everything runs under a lock of the department's account and, while it sums, of the units': two people at
once are one after the other, and a unit that is being changed is summed before or after.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import filing, ledger, summed
from accounts.case import Case
from accounts.cells import wrong_address, wrong_amount
from accounts.characters import controls
from accounts.consolidation.adding import fingerprint
from accounts.consolidation.eliminating import Payment, payments
from accounts.consolidation.proposing import Proposal, proposal
from accounts.editions import edition_of, fitting, region_of
from accounts.figures import Address, at
from accounts.models import Account, AccountSubject, Adjustment, Change, Consolidation, Contribution, Unit
from accounts.money import Scale
from accounts.refusals import Refused, Stale, listed, place
from accounts.steps import actor, locked_open

LONGEST = 500


@dataclass(frozen=True)
class Taken:
    """So much of a unit's payment is to be taken out of the sum."""

    unit: str
    address: Address
    amount: Decimal


def refuse_other_than_departments(account: Account) -> None:
    if not account.unit.is_department:
        raise Refused(f"{account}是单位决算，不由其他决算汇总")
    if not account.is_ours:
        raise Refused(f"{account}不是在本站填报的，不能汇总；它与所属单位的差额见“问题”")


def proposed(account: Account, case: Case) -> Proposal:
    """What summing would change now. Nothing is written."""
    return proposal(case, by_hand(account, case))


def by_hand(account: Account, case: Case) -> set[Address]:
    """Cells that a person typed, or that came by import, and that were not replaced by a sum since."""
    last = summed.standing_one(account)
    if last is None:
        return set(case.figures)
    moved = summed.moved_since(last.log_until, [account.pk]).get(account.pk, [])
    return {at(each.address) for each in moved} | {at(each) for each in last.kept}


@transaction.atomic
def consolidate(
    account: Account, *, by: str, mark: str | None = None, taken: Collection[str] = ()
) -> Consolidation:
    """Write the sum and note what it was made of. `mark`: of the proposal that the clerk has seen; where it
    is another one by now, nothing is written (Stale). Cells typed by hand are only written where `taken`.
    """
    account = locked_open(account)
    refuse_other_than_departments(account)
    accounts = locked_units(account)
    case = ledger.load_case(account)
    if not any(unit.figures for unit in case.units):
        raise Refused(f"所属单位还没有{account.year}年度决算的数，没有汇总")
    found = proposed(account, case)
    if mark is not None and mark != found.mark:
        raise Stale("预览之后所属单位、调整或本决算有了变动，没有写入；请看现在的预览再确认")
    return written(account, case, found, accounts, by=by, taken=taken)


def written(
    account: Account,
    case: Case,
    found: Proposal,
    accounts: Sequence[Account],
    *,
    by: str,
    taken: Collection[str],
) -> Consolidation:
    start = newest_line()
    ledger.record(account, found.changes(taken), by=by, seen=found.seen())
    filing.name_subjects(account, names(account, case, found, accounts), by=by)
    figures = {unit.code: unit.figures for unit in case.units}
    made = Consolidation.objects.create(
        account=account,
        log_from=start,
        log_until=newest_line(),
        kept=[str(cell) for cell in found.kept(taken)],
        by=actor(by),
    )
    Contribution.objects.bulk_create(
        Contribution(consolidation=made, unit_account=each, fingerprint=fingerprint(case.edition, own))
        for each in accounts
        if (own := figures.get(each.unit.code)) is not None
    )
    return made


def locked_units(account: Account) -> list[Account]:
    """The units' accounts under a lock, always in the same order."""
    members = ledger.members_of(account.unit)
    found = Account.objects.filter(unit__in=members, year=account.year).select_related("unit")
    return list(found.order_by("pk").select_for_update(of=("self",), no_key=True))


def newest_line() -> int:
    """Of all logs; whatever is written after the locks are released has a greater number."""
    return Change.objects.aggregate(last=Max("id"))["last"] or 0


def names(
    account: Account, case: Case, found: Proposal, accounts: Iterable[Account]
) -> dict[str, str | None]:
    """Of subjects that are in no list: as the first unit that has one calls it."""
    codes = {cell.row for cell in found.sum.figures}
    known = {*case.names, *ledger.official_names(case.edition.year, [found.sum.figures])}
    rows = AccountSubject.objects.filter(account__in=list(accounts), code__in=codes - known)
    order = {unit.code: n for n, unit in enumerate(case.units)}
    called: dict[str, str | None] = {}
    for row in sorted(rows.select_related("account__unit"), key=lambda r: order[r.account.unit.code]):
        called.setdefault(row.code, row.name)
    return called


@transaction.atomic
def undo(account: Account, *, by: str, seen: int | None = None) -> int:
    """What stood there before the last summing; how many cells. Refused where one was changed since.

    `seen` is the summing that the clerk means: a second click does not undo the one before it.
    """
    account = locked_open(account)
    last = summed.standing_one(account)
    if last is None or seen not in (None, last.pk):
        raise Refused(f"{account}没有可以撤销的汇总，或已经撤销")
    changes = list(
        Change.objects.filter(account=account, id__gt=last.log_from, id__lte=last.log_until).order_by("id")
    )
    now, edition = ledger.load(account), edition_of(account.edition)
    gone = [place(edition, at(each.address)) for each in changes if now.get(at(each.address)) != each.after]
    if gone:
        raise Stale(f"汇总之后又有改动，没有撤销：{listed(gone)}")
    ledger.record(account, {at(each.address): each.before for each in changes}, by=by)
    last.undone_by, last.undone_at = actor(by), timezone.now()
    last.save(update_fields=["undone_by", "undone_at"])
    return len(changes)


@transaction.atomic
def eliminate(account: Account, chosen: Iterable[Taken], *, reason: str, by: str) -> int:
    """Take payments between the units out of the sum, on both sides, all for one reason; how many."""
    account = locked_open(account)
    refuse_other_than_departments(account)
    reason = reason_of(reason)
    case = ledger.load_case(account)
    known = {(each.unit.code, each.address): each for each in payments(case.units, case.adjustments)}
    chosen = list(chosen)
    faults = [fault for each in chosen if (fault := wrong_taking(case, each, known))]
    if faults:
        raise Refused(f"没有抵销：{listed(faults)}")
    if not chosen:
        raise Refused("没有选择要抵销的往来")
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={each.unit for each in chosen})}
    Adjustment.objects.bulk_create(
        Adjustment(
            account=account,
            address=str(each.address),
            amount=-each.amount,
            unit=units[each.unit],
            reason=reason,
            by=actor(by),
        )
        for each in chosen
    )
    return len(chosen)


def wrong_taking(case: Case, each: Taken, known: dict[tuple[str, Address], Payment]) -> str:
    payment = known.get((each.unit, each.address))
    if payment is None:
        return f"{place(case.edition, each.address)}没有这个单位的往来"
    if not each.amount or abs(each.amount) > abs(payment.left) or (each.amount < 0) != (payment.left < 0):
        return (
            f"{payment.unit.name}{place(case.edition, each.address)}还可以抵销{payment.left:,.2f}元，"
            f"不能抵销{each.amount:,.2f}元"
        )
    return ""


@transaction.atomic
def adjust(
    account: Account,
    address: Address,
    amount: Decimal,
    *,
    reason: str,
    by: str,
    unit: Unit | None = None,
    seen: int | None = None,
) -> Adjustment:
    """Add to the sum at one cell, and to it alone unless it is a payment between units.

    `seen` is the last adjustment that the clerk had before them (0: none): a second click adds nothing.
    """
    account = locked_open(account)
    refuse_other_than_departments(account)
    if seen is not None and seen != last_adjustment(account):
        raise Stale("打开页面之后已有新的调整，没有再加；请看现在的调整")
    edition = edition_of(account.edition)
    fault = wrong_address(edition, address) or wrong_amount(amount)
    if fault:
        raise Refused(f"{place(edition, address)}：{fault}")
    if not edition.adds(address):
        raise Refused(f"{place(edition, address)}不由所属单位的数相加，不能调整；请直接填写")
    if not amount or (edition.measure(address) == "count" and amount % 1):
        raise Refused("没有调整：调整数不能是零，个数的调整应为整数")
    return Adjustment.objects.create(
        account=account,
        address=str(address),
        amount=amount,
        unit=unit,
        reason=reason_of(reason),
        by=actor(by),
    )


def last_adjustment(account: Account) -> int:
    newest = Adjustment.objects.filter(account=account).aggregate(last=Max("id"))
    return newest["last"] or 0


@transaction.atomic
def remove(account: Account, pk: int, *, by: str) -> None:
    """Take an adjustment back; it stays in the list of what was."""
    account = locked_open(account)
    mine = Adjustment.objects.filter(account=account, pk=pk, removed_at=None)
    if not mine.update(removed_by=actor(by), removed_at=timezone.now()):
        raise Refused("这项调整已经撤去，或不是本决算的")


def reason_of(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("没有写理由，没有调整")
    if len(text) > LONGEST:
        raise Refused(f"理由超过 {LONGEST} 字，没有调整")
    if found := next(controls(text), ""):
        raise Refused(f"理由中有不能印刷的字符{found}")
    return text


@transaction.atomic
def begun(unit: Unit, year: int, *, by: str = "") -> Account:
    """The department's account, begun where there is none: in its units' form, in 万元 only where all are."""
    account = Account.objects.filter(unit=unit, year=year).select_related("unit").first()
    if account is not None:
        return account
    if not unit.is_department:
        raise Refused(f"{unit}不是部门，它的决算不由其他决算汇总")
    own = set(
        Account.objects.filter(unit__in=ledger.members_of(unit), year=year).values_list("edition", "scale")
    )
    regions = {region_of(edition) for edition, _ in own}
    editions = [each.code for each in fitting("部门", unit.region) if each.year == year]
    editions = [code for code in editions if region_of(code) in regions] or editions
    if len(editions) != 1:
        raise Refused(f"{year}年度有 {len(editions)} 种部门决算格式，请先在工作台建立{unit}的决算")
    scale = Scale.YUAN if any(scale == Scale.YUAN.value for _, scale in own) else Scale.WAN
    return filing.begin(unit, year, edition=editions[0], scale=scale, by=by)
