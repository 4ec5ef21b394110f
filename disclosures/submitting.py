"""报送: what must be in order before an account is submitted, and the step itself.

It stands above `accounts.workflow` because the rules on words and the report are known only here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts import acceptance, comments, content, ledger, signing, workflow
from accounts.case import Case
from accounts.checks.engine import Result, State
from accounts.checks.standing import Judged, open_findings
from accounts.models import Account, Comment, Step
from accounts.refusals import Refused, listed
from accounts.signing import Signature
from disclosures.assembly import build
from disclosures.checks import run
from disclosures.report import Issue


@dataclass(frozen=True)
class Demands:
    """All that is asked before submission, as it stands."""

    findings: tuple[Judged, ...]
    missing: tuple[str, ...]
    signatures: tuple[Signature, ...]
    unanswered: tuple[Comment, ...]
    not_run: tuple[Result, ...]
    """Listed; it does not stand in the way."""
    mark: str

    @property
    def unmet(self) -> tuple[str, ...]:
        """What stands in the way, in sentences."""
        return tuple(self._unmet())

    def _unmet(self) -> Iterator[str]:
        if self.findings:
            yield f"还有 {len(self.findings)} 个问题没有改正或说明"
        if self.missing:
            yield f"还有 {len(self.missing)} 处说明没有填写：{listed(self.missing)}"
        if self.unanswered:
            yield f"还有 {len(self.unanswered)} 条审核意见没有答复"
        yield from (each.missing for each in self.signatures if each.missing)


def demands(account: Account, case: Case | None = None) -> Demands:
    """Of the account as it is stored; `case` where the caller has just loaded it."""
    case = case or ledger.load_case(account)
    results, mark = run(case), content.mark(case)
    missing = {slot.slot: slot.label for slot in build(case, Issue()).missing}
    return Demands(
        findings=tuple(open_findings(case, results, acceptance.given(account))),
        missing=tuple(missing.values()),
        signatures=tuple(signing.signatures(account, mark)),
        unanswered=tuple(comments.unanswered(comments.of(account))),
        not_run=tuple(each for each in results if each.state is State.COULD_NOT_RUN),
        mark=mark,
    )


def submit(account: Account, *, by: Any, seen: int | None = None) -> Step:
    """Refused with all that is not in order; else the account is closed and waits for its reviewer."""

    def in_order(account: Account) -> str:
        asked = demands(account)
        if asked.unmet:
            raise Refused(f"{account}没有报送：{'；'.join(asked.unmet)}")
        return asked.mark

    return workflow.take(account, Step.Verb.SUBMIT, by=by, seen=seen, check=in_order)
