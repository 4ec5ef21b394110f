"""Words for the report: the page, its form, saving one text at a time, and what one click does."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import ledger
from accounts.entry.wishes import Typed
from accounts.models import Account
from accounts.permissions import account_for, account_for_writing
from accounts.refusals import Closed, Refused
from disclosures.desk import rewording
from disclosures.desk.access import staff_only
from disclosures.desk.entry.views import texts_of
from disclosures.desk.rewording import Reworded
from disclosures.desk.sent import loaded
from disclosures.desk.texts import live
from disclosures.desk.texts.fields import REPLACE
from disclosures.desk.texts.page import NAME, Desk, Kept, context
from disclosures.desk.texts.saving import Saved, clean, last_years, save

AT_ONCE = 1_000


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def texts_page(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return sent(request, account_for_writing(request.user, pk))
    return shown(request, account_for(request.user, pk), Kept())


def shown(request: HttpRequest, account: Account, kept: Kept, message: str = "") -> HttpResponse:
    page = context(request.user, account, kept, request.GET.get("rewrite", ""), message)
    page["undo"] = request.session.get(undo_key(account))
    return render(request, "desk/texts/page.html", page, status=409 if message else 200)


def undo_key(account: Account) -> str:
    return f"undo-texts-{account.pk}"


def sent(request: HttpRequest, account: Account) -> HttpResponse:
    """The plain form: every changed text is written where it can be, then what the button says is done."""
    by, typed = request.user.get_username(), typed_in(request)
    try:
        done = save(account, unchanged_left_out(account, typed), by=by)
    except Closed as refusal:
        return shown(request, account, Kept({slot: each.text for slot, each in typed.items()}), str(refusal))
    if done.conflicts or done.refused:
        return shown(request, account, kept(typed, done), told(done))
    try:
        slot = act(request, account, by)
    except Refused as refusal:
        return shown(request, account, Kept(), f"没有办理：{refusal}")
    return redirect(f"{reverse('desk-texts', args=[account.pk])}{quote(f'#{slot}', safe='#.')}")


def typed_in(request: HttpRequest) -> dict[str, Typed]:
    """What was changed on the page, with what the page showed."""
    seen = texts_of(request.POST.get("seen", ""))
    found = {}
    for name, text in request.POST.items():
        slot = name.removeprefix(NAME)
        if slot != name and clean(str(text)) != clean(seen.get(slot, "")):
            found[slot] = Typed(str(text), (seen.get(slot, ""),))
    return found


def unchanged_left_out(account: Account, typed: dict[str, Typed]) -> dict[str, Typed]:
    """A paragraph that was opened for rewriting and left as it is generated is not rewritten."""
    opened = [slot for slot, each in typed.items() if slot.startswith(REPLACE) and not any(each.seen)]
    if not opened:
        return typed
    desk = Desk(account, ledger.load_case(account), Kept())
    same = {f"{REPLACE}{p.key}": p.text for section in desk.sections for p in section.generated}
    return {slot: each for slot, each in typed.items() if same.get(slot) != clean(each.text)}


def kept(typed: dict[str, Typed], done: Saved) -> Kept:
    left = {**done.conflicts, **done.refused}
    texts = {slot: each.text for slot, each in typed.items() if slot in left}
    return Kept(texts, done.conflicts, done.refused)


def told(done: Saved) -> str:
    parts = []
    if done.conflicts:
        parts.append(
            f"有 {len(done.conflicts)} 处文字在您打开页面之后被同事改过，两份都列在下面，请核对后再保存"
        )
    if done.refused:
        parts.append(f"有 {len(done.refused)} 处没有保存，原因见下面")
    return f"{'；'.join(parts)}。其余改动已经保存。"


def act(request: HttpRequest, account: Account, by: str) -> str:
    """What the button that was pressed stands for; returns the slot to go on at."""
    post, key = request.POST, undo_key(account)
    if slot := post.get("last", ""):
        text = last_years(account, [slot]).get(slot, "")
        remember(request, account, put(account, slot, text, by))
        return slot
    if slot := post.get("empty", ""):
        remember(request, account, put(account, slot, "", by))
        return slot
    if found := post.get("reword", ""):
        rule, _, mark = found.partition(":")
        done = rewording.take(account, rule, mark, by=by)
        remember(request, account, done)
        return done.place
    if post.get("undo"):
        back = Reworded(**request.session.pop(key, {"place": "", "title": "", "before": "", "after": ""}))
        if back.place:
            rewording.put_back(account, back, by=by)
        return back.place
    request.session.pop(key, None)
    return post.get("save", "")


def remember(request: HttpRequest, account: Account, done: Reworded) -> None:
    if done.before != done.after:
        request.session[undo_key(account)] = asdict(done)


def put(account: Account, slot: str, text: str, by: str) -> Reworded:
    """Into the slot as it stands now: what the clerk had typed there has just been written."""
    case = ledger.load_case(account)
    before, known = case.texts.get(slot, ""), case.edition.slot(slot)
    done = save(account, {slot: Typed(text, (before,))}, by=by)
    if done.refused or done.conflicts:
        raise Refused(f"“{slot}”没有写入")
    return Reworded(slot, known.label if known else slot, before, clean(text))


@staff_only
@require_POST
def save_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """The script's way: each text is saved, in conflict with a colleague's, or refused with the reason."""
    account = account_for_writing(request.user, pk)
    try:
        body = loaded(request.body)
        user, typed = str(body["user"]), typed_of(body["texts"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return refused("请求无法识别", 400)
    if user != request.user.get_username():
        return refused(f"现在登录的是 {request.user.get_username()}，这些文字由 {user} 录入，没有保存", 409)
    if len(typed) > AT_ONCE:
        return refused(f"一次最多保存 {AT_ONCE} 处", 400)
    try:
        done = save(account, unchanged_left_out(account, typed), by=user)
    except Closed as refusal:
        return refused(str(refusal), 409)
    untouched = {slot: "" for slot in typed if slot not in {*done.saved, *done.conflicts, *done.refused}}
    done.saved.update(untouched)
    return answer({**asdict(done), **beside(account, list(typed))})


@staff_only
@require_safe
def live_texts(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for_writing(request.user, pk)
    since = request.GET.get("since", "")
    if not since.isdecimal() or len(since) > 18:
        return refused("请求无法识别", 400)
    slot = request.GET.get("cell", "")
    return answer(live.told(account, request.user, slot, int(since)))


def typed_of(texts: dict[str, Any]) -> dict[str, Typed]:
    return {
        str(slot): Typed(str(each["text"]), tuple(map(str, each["seen"]))) for slot, each in texts.items()
    }


def beside(account: Account, slots: list[str]) -> dict[str, Any]:
    """What stands beside these fields now, and what is left."""
    desk = Desk(account, ledger.load_case(account), Kept())
    panels = {each.slot: panel(account, desk.shown(each)) for each in desk.fields() if each.slot in slots}
    for section in desk.sections:
        for part in (desk.part(each) for each in section.parts):
            if part["kind"] == "rewritten" and part["shown"].field.slot in slots:
                panels[part["shown"].field.slot] = panel(account, part["shown"])
    styles = {each.slot: desk.shown(each).style for each in desk.fields()}
    totals = {"totals": desk.totals(), "account": account}
    lefts = {section.key: section.left for section in desk.sections}
    todo = render_to_string("desk/texts/_todo.html", totals)
    return {"panels": panels, "styles": styles, "todo": todo, "lefts": lefts}


def panel(account: Account, each: Any) -> str:
    return render_to_string("desk/texts/_said.html", {"each": each, "account": account, "may_write": True})


def answer(found: dict[str, Any]) -> JsonResponse:
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status, json_dumps_params={"ensure_ascii": False})
