"""更正: why a published account was opened again, and whether what it then says is what that was for."""

from typing import Any

from django.db import transaction

from accounts import workflow
from accounts.models import Account, Step
from accounts.refusals import Refused, listed
from accounts.transitions import Transition
from disclosures.differences import Difference
from disclosures.models import Publication, Reopening
from disclosures.report import Correction

Kind = Reopening.Kind
LONGEST = 100


@transaction.atomic
def reopen(
    account: Account, *, by: Any, reason: str, kind: str, reference: str = "", seen: int | None = None
) -> Step:
    """Set a published account back to draft. Figures only with the reference of the bureau's approval (R-28:
    what is published is what was approved). What is published stays as it is.
    """
    reference = reference.strip()
    if kind not in Kind.values:
        raise Refused("没有选择更正类型：数字有误，还是只改文字。没有办理")
    if kind == Kind.FIGURES and not reference:
        raise Refused("更正数字要写明财政部门同意的文号，没有办理。公开数应当与批复数一致")
    if len(reference) > LONGEST:
        raise Refused(f"文号有 {len(reference)} 个字，最多 {LONGEST} 个，没有办理")
    step = workflow.take(account, Step.Verb.REOPEN, by=by, reason=reason, seen=seen)
    kept = reference if kind == Kind.FIGURES else ""
    Reopening.objects.get_or_create(step=step, defaults={"kind": kind, "reference": kept})
    return step


def standing(account: Account) -> Correction | None:
    """The correction that the next version is; None where no version is public that it could correct."""
    versions = Publication.objects.filter(unit=account.unit, year=account.year)
    steps = Step.objects.filter(account=account, verb=Step.Verb.REOPEN).select_related("reopening")
    step = steps.order_by("-id").first()
    if step is None or not versions.public().exists():
        return None
    first = versions.earliest("number").disclosed
    note = getattr(step, "reopening", None)  # what was opened before kinds were asked for has none
    kind, reference = (note.kind, note.reference) if note else (Kind.FIGURES, "")
    return Correction("text" if kind == Kind.TEXT else "figures", step.reason, reference, first)


def steps_for(user: Any, account: Account) -> tuple[Transition, ...]:
    """As the workflow has them, without the way back to a version that was withdrawn."""
    steps = workflow.steps_for(user, account)
    if Step.Verb.CLOSE not in [each.verb for each in steps]:
        return steps
    versions = Publication.objects.current().filter(unit=account.unit, year=account.year)
    return steps if versions.exists() else tuple(each for each in steps if each.verb != Step.Verb.CLOSE)


def refuse_unfit(correction: Correction, difference: Difference) -> None:
    """Figures may only change where the correction is one of figures."""
    changed = [cell.title for cell in difference.cells]
    if correction.kind == "text" and changed:
        raise Refused(
            f"这次更正登记为“只改文字”，但有 {len(changed)} 个数与已公开的不同：{listed(changed)}。没有办理；"
            "请退回填报人改回，或者恢复为已公开后，重新打开并登记财政部门同意的文号"
        )
