# ruff: noqa: E501  # lists of addresses
"""What scanners do not see: steps out of order, twice at once, by the wrong person; ids of others; guesses."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from statistics import median
from time import monotonic

from django.core.management import call_command
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import filing, signing
from accounts.models import Account, SignOff, Step
from benchmarks.probe_asking import Answer, Asking
from benchmarks.probe_requests import LOGIN, Told
from benchmarks.probe_site import PASSWORD, ROLES, ROOT_USER, STRANGER
from disclosures import sample_files
from disclosures.management.commands import loadsample
from disclosures.models import PublishOrder

VERBS = ("submit", "review", "reply", "order", "cancel", "close", "publish", "withdraw")
DAYS = {"replied": "2025-09-01", "approved": "2025-09-01", "disclosed": "2025-09-10"}
AT_ONCE = 6


def code(who: str) -> str:
    """That is on the person's telephone now; none was used yet, so that it is good once."""
    TOTPDevice.objects.filter(user__username=who).update(last_t=-1, throttling_failure_count=0)
    device = TOTPDevice.objects.filter(user__username=who).first()
    return f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}" if device else ""


def step(ask: Asking, who: str, account: Account, verb: str, **more: str) -> Answer:
    last = Step.objects.filter(account=account).order_by("-id").first()
    form = {"seen": f"{last.pk if last else 0}", "password": PASSWORD, "reason": "试", **DAYS, **more}
    return ask("POST", f"/desk/accounts/{account.pk}/steps/{verb}", who=who, body=form)


def state(account: Account) -> str:
    return Account.objects.get(pk=account.pk).status


def together(ask: Asking, account: Account, verb: str, *people: str, **more: str) -> list[int]:
    """The same step several times at once; what each was told."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [
            pool.submit(step, ask, people[n % len(people)], account, verb, **more) for n in range(AT_ONCE)
        ]
        return sorted(each.result().status for each in asked)


def workflow(ask: Asking) -> Iterator[Told]:
    """One account from draft to order: each step only after the one before, once, by another person."""
    account = Account.objects.of("liaoyuan", 2024)
    loadsample.put(account, sample_files.read("liaoyuan-2024", corrected=True))
    filing.explain(account, {"profile.duties": "承担社会保险经办工作。"}, by="clerk")
    for kind in SignOff.Kind:
        signing.sign(account, kind, signer="试", signed_on=date(2025, 9, 1), by=loadsample.CLERK)
    for who in (*ROLES, STRANGER, ROOT_USER):
        for verb in VERBS:
            if verb == "submit" and who in ("clerk", ROOT_USER):
                continue
            before = state(account)
            answer = step(ask, who, account, verb, code=code(who))
            good = state(account) == before and answer.status in (200, 404, 409, 422)
            yield f"{verb} by {who} from {before}", good, f"{answer.status}"
    for number, (verb, who, becomes) in enumerate(
        (
            ("submit", "clerk", "submitted"),
            ("review", "reviewer", "reviewed"),
            ("reply", "bureau", "replied"),
            ("order", "publisher", "ordered"),
        )
    ):
        steps = Step.objects.filter(account=account).count()
        if verb == "reply":
            wrong = step(ask, who, account, verb, code="000000")
            yield "a wrong code", state(account) == "reviewed", f"{wrong.status}"
            wrong = step(ask, who, account, verb, code=code(who), password="x")
            yield "a wrong password", state(account) == "reviewed", f"{wrong.status}"
            none = step(ask, who, account, verb, password="", code="")
            yield "no proof", state(account) == "reviewed", f"{none.status}"
        answers = together(ask, account, verb, who, ROOT_USER if verb == "review" else who, code=code(who))
        made = Step.objects.filter(account=account).count() - steps
        yield (
            f"{verb} {AT_ONCE} times at once",
            made == 1 and state(account) == becomes,
            f"{answers}, {made} made",
        )
        if verb == "submit":
            with_own = step(ask, "clerk", account, "review")
            yield "review by who submitted", state(account) == "submitted", f"{with_own.status}"
        stale = step(ask, who, account, verb, seen=f"{number}", code=code(who))
        yield f"{verb} once more from an old page", state(account) == becomes, f"{stale.status}"
    used = code("bureau")
    first = step(ask, "bureau", account, "reply", code=used)
    again = ask("POST", LOGIN, body={"username": "bureau", "password": PASSWORD, "code": used})
    yield "a code used in a step, used for a login", again.status == 200, f"{first.status}, {again.status}"
    orders = PublishOrder.objects.filter(account=account, state="waiting").count()
    yield "orders of six at once", orders == 1, f"{orders}"
    edit = {"user": "clerk", "cells": {"t01/income.general_budget/amount": {"text": "1", "seen": [""]}}}
    sent = ask("POST", f"/desk/accounts/{account.pk}/tables/t01/cells", who="clerk", body=json.dumps(edit))
    yield "a cell changed after the order", sent.status == 409, f"{sent.status}"


def strangers(ask: Asking) -> Iterator[Told]:
    """Numbers of others: not there, whoever asks who has no business with them."""
    ends = ("", "tables/t01/", "tables/t01/cells", "texts/", "projects/", "findings/", "text/", "checklist/", "preview/",
            "preview/draft/file.pdf", "workbook/account.xlsx", "steps/", "history/", "changes/", "standing", "consolidation/",
            "versions/1/withdraw/", "carry-over/", "last-year/", "tables/t01/live", "tables/t01/cell?at=t01/x/y")  # fmt: skip
    for account in Account.objects.all():
        for who in ("", STRANGER):
            for end in ends:
                answer = ask("GET", f"/desk/accounts/{account.pk}/{end}", who=who)
                yield (
                    f"{who or 'nobody'} asks for {account.pk}/{end}",
                    answer.status == 404,
                    f"{answer.status}",
                )
    for path in ("people/", "people/1/", "people/add/", "seals/1/", "duties/2024/", "orders/1/", "orders/1/state", "imports/1/",
                 "auth/user/", "accounts/unit/", "auth/user/1/password/", "publishing/"):  # fmt: skip
        answer = ask("GET", f"/desk/{path}", who=STRANGER)
        yield f"a clerk asks for {path}", answer.status == 404, f"{answer.status}"


def guessing(ask: Asking) -> Iterator[Told]:
    """Names that there are answer as slowly as others, and are locked like them."""
    call_command("axes_reset", stdout=StringIO())
    names = [each for each in (*ROLES, STRANGER) for _ in range(3)]
    pairs = [(spent(ask, name), spent(ask, f"nobody{n}")) for n, name in enumerate(names)]
    ratio = median(known / unknown for known, unknown in pairs)
    yield "names there are take as long", 0.7 < ratio < 1.4, f"{ratio:.2f} of the others' time"
    for name in (ROOT_USER, "nobody-here"):
        said = [ask("POST", LOGIN, body={"username": name, "password": "x"}).status for _ in range(6)]
        yield f"six misses of {name}", said[-1] == 429, f"{said}"
    right = ask("POST", LOGIN, body={"username": ROOT_USER, "password": PASSWORD, "code": code(ROOT_USER)})
    yield "the right password while locked", right.status == 429, f"{right.status}"
    call_command("axes_reset", stdout=StringIO())


def spent(ask: Asking, name: str) -> float:
    begun = monotonic()
    ask("POST", LOGIN, body={"username": name, "password": "wrong-password-1"})
    return monotonic() - begun
