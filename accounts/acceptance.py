"""说明后保留: a finding is accepted with a reason, or its acceptance is retracted. Rows are only added."""

from dataclasses import replace

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Concat

from accounts import filing, ledger
from accounts.case import Case
from accounts.checks.engine import RULES, Finding, Level, Rule, outcome
from accounts.checks.standing import Given, marked, place_of
from accounts.models import Acceptance, Account, Explanation, Retraction
from accounts.refusals import Refused, Stale
from accounts.steps import actor, locked_open

LONGEST = 2000
SHORTEST = {Level.ERROR: 6, Level.REASON: 4, Level.NOTICE: 1}
"""无, 同上 or 已核实 explain nothing; a sum that stays wrong deserves a sentence."""


def given(account: Account) -> list[Given]:
    """All acceptances of the account, the oldest first: one query."""
    person = get_user_model().objects.filter(username=OuterRef("by"))
    name = Subquery(person.values(whole=Concat("last_name", "first_name"))[:1])
    rows = Acceptance.objects.filter(account=account).order_by("id").select_related("retraction")
    return [as_given(row, row.name or row.by) for row in rows.annotate(name=name)]


def holding(account: Account) -> list[Given]:
    """Those that were not retracted, without the person: a version is published with them."""
    return [replace(each, by="", name="") for each in given(account) if each.retracted_at is None]


def as_given(row: Acceptance, name: str) -> Given:
    end = getattr(row, "retraction", None)
    return Given(
        id=row.pk,
        rule=row.rule,
        place=row.place,
        fingerprint=row.fingerprint,
        message=row.message,
        reason=row.reason,
        by=row.by,
        name=name,
        at=row.at,
        retracted_by=end.by if end else "",
        retracted_at=end.at if end else None,
    )


@transaction.atomic
def accept(account: Account, rule: str, mark: str, *, reason: str, by: str, seen: str = "") -> Acceptance:
    """Let the finding of that rule and fingerprint stand, for a reason; doing it again gives the same record.

    Where the report has a place for the explanation the reason is written there too; `seen` is what the clerk
    saw in that place. The rules of the caller must be registered.
    """
    account = locked_open(account)
    reason = worded(reason, acceptable(rule))
    case = ledger.load_case(account)
    finding = current(acceptable(rule), case, mark)
    standing = Acceptance.objects.filter(account=account, fingerprint=mark, retraction=None).first()
    if standing and standing.reason == reason:
        return standing
    if standing:
        raise Refused(f"{standing.by}已经说明：“{standing.reason}”。要改写，请先撤回")
    if finding.slot:
        explain(account, finding.slot, reason, seen, by=by)
    return Acceptance.objects.create(
        account=account,
        rule=rule,
        place=place_of(finding),
        fingerprint=mark,
        message=finding.message,
        reason=reason,
        by=actor(by),
    )


def worded(reason: str, rule: Rule) -> str:
    reason = reason.replace("\r\n", "\n").strip()
    least = SHORTEST[rule.level]
    if not reason:
        raise Refused("说明不能为空：请写明为什么可以保留")
    if len(reason) < least:
        raise Refused(f"“{reason}”没有说明原因：请写明为什么可以保留，至少 {least} 个字")
    if len(reason) > LONGEST:
        raise Refused(f"说明有 {len(reason)} 字，最多 {LONGEST} 字")
    return reason


def acceptable(code: str) -> Rule:
    rule = RULES.get(code)
    if rule is None:
        raise Refused(f"没有规则 {code}")
    if not rule.may_stand:
        raise Refused(f"“{rule.title}”必须更正，不能说明后保留")
    return rule


def current(rule: Rule, case: Case, mark: str) -> Finding:
    """The finding of that fingerprint as the account stands now."""
    for finding, its_mark in marked(case, outcome(rule, case).findings):
        if its_mark == mark and not finding.place.startswith("given/"):
            return finding
    raise Stale(f"“{rule.title}”的这个问题在您打开页面之后已经变化，没有写入。请看页面上现在的数再说明")


def explain(account: Account, slot: str, text: str, seen: str, *, by: str) -> None:
    """Write the slot, unless somebody has changed it since it was seen."""
    now = Explanation.objects.filter(account=account, slot=slot).values_list("text", flat=True).first() or ""
    if now not in (seen.replace("\r\n", "\n").strip(), text.strip()):
        raise Stale(f"这段文字在您打开页面之后已被改为“{now}”，没有写入")
    filing.explain(account, {slot: text}, by=by)


@transaction.atomic
def retract(account: Account, pk: int, *, by: str) -> None:
    """End an acceptance; doing it again changes nothing. What it wrote into the report stays there."""
    account = locked_open(account)
    row = Acceptance.objects.filter(account=account, pk=pk).first()
    if row is None:
        raise Refused(f"{account}没有这条说明")
    Retraction.objects.get_or_create(acceptance=row, defaults={"by": actor(by)})
