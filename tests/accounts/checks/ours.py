"""The rules on figures alone: other apps register theirs beside them once they are imported."""

from accounts.case import Case
from accounts.checks.engine import RULES, Result, Rule, run


def ours() -> dict[str, Rule]:
    return {code: rule for code, rule in RULES.items() if rule.check.__module__.startswith("accounts.")}


def run_ours(case: Case) -> list[Result]:
    return run(case, ours().values())
