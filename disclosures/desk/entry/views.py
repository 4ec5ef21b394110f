"""Entering one table: the page, saving cells, colleagues, subjects, the story of a cell."""

from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import filing, ledger
from accounts.case import Case
from accounts.editions.definitions import Table
from accounts.entry.wishes import Typed
from accounts.figures import Address, at
from accounts.models import Account
from accounts.permissions import may_write
from accounts.refusals import Closed, Refused
from disclosures.desk.entry import cell, live, saving, subjects
from disclosures.desk.entry.access import entry_view
from disclosures.desk.entry.beside import beside
from disclosures.desk.entry.page import READ_ONLY, context
from disclosures.desk.entry.sheet import Given
from disclosures.desk.sent import loaded, number

CELLS_AT_ONCE = 5_000


@entry_view
@require_safe
def first_table(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    return redirect("desk-entry", account.pk, table.key)


@entry_view
@require_http_methods(["GET", "HEAD", "POST"])
def table_page(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    if request.method == "POST":
        return saved_form(request, account, table)
    return shown(request, account, table, Given())


def shown(
    request: HttpRequest, account: Account, table: Table, given: Given, message: str = ""
) -> HttpResponse:
    live.forget(account)
    added, query = subjects.with_parents(request.GET.getlist("row")), printable(request.GET.get("q", ""))
    case = named(account, ledger.load_case(account), added)
    page = context(request.user, account, table, case, added, given)
    page |= {"message": message, "q": query, "found": subjects.found(account, table, query)}
    return render(request, "desk/entry/table.html", page, status=422 if message else 200)


def named(account: Account, case: Case, added: list[str]) -> Case:
    """With the names of subjects that have no figure yet."""
    return replace(case, subjects={**subjects.names_of(account, added), **case.subjects}) if added else case


def saved_form(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    """Without script: everything that was changed, or nothing, with every changed text kept."""
    seen = texts_of(request.POST.get("seen", ""))
    texts = {
        key: str(text)
        for key, text in request.POST.items()
        if key.startswith(f"{table.key}/") and str(text).strip() != seen.get(key, "")
    }
    if not may_write(request.user, account):
        return shown(request, account, table, Given(texts), READ_ONLY)
    changes, before, faults = saving.changes_of_form(account, table.key, texts, seen)
    if faults:
        message = f"有 {len(faults)} 处不能识别，没有保存；原因见标出的单元格。"
        return shown(request, account, table, Given(texts, faults), message)
    try:
        ledger.record(account, changes, by=request.user.get_username(), seen=before)
    except Refused as reason:
        return shown(request, account, table, Given(texts), f"没有保存：{reason}")
    return redirect(request.get_full_path())


def texts_of(text: str) -> dict[str, str]:
    """A JSON object of texts; empty where it is none."""
    try:
        found = loaded(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if isinstance(value, str)}


@entry_view
@require_POST
def save_cells(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    """The script's way: each cell is saved, in conflict with a colleague's, or refused with the reason."""
    try:
        body = loaded(request.body)
        typed = typed_of(body["cells"])
        user = str(body["user"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return refused("请求无法识别", 400)
    if user != request.user.get_username():
        return refused(f"现在登录的是 {request.user.get_username()}，这些改动由 {user} 录入，没有保存", 409)
    if not may_write(request.user, account):
        return refused(READ_ONLY, 409)
    if len(typed) > CELLS_AT_ONCE:
        return refused(f"一次最多保存 {CELLS_AT_ONCE} 个单元格", 400)
    try:
        done = saving.save(account, table.key, typed, by=request.user.get_username())
    except Closed as reason:
        return refused(str(reason), 409)
    return answer({**asdict(done), **beside(account, ledger.load_case(account), table)})


def typed_of(cells: dict[str, Any]) -> dict[str, Typed]:
    return {str(key): Typed(str(each["text"]), tuple(map(str, each["seen"]))) for key, each in cells.items()}


@entry_view
@require_safe
def live_state(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    """Also says that this person is here."""
    since = number(request.GET.get("since", ""))
    live.arrive(account, table.key, request.user, printable(request.GET.get("cell", "")))  # type: ignore[arg-type]
    changes = [] if since is None else live.changes(account, table, since)
    found: dict[str, Any] = {
        "user": request.user.get_username(),
        "open": account.is_open,
        "here": live.others(account, table.key, request.user),  # type: ignore[arg-type]
        "changes": changes,
        "since": max([since or 0, *(change["id"] for change in changes)]),
    }
    if changes:
        found |= beside(account, ledger.load_case(account), table)
    return answer(found)


@entry_view
@require_http_methods(["GET", "HEAD", "POST"])
def find_subjects(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    if request.method == "POST":
        return name_subjects(request, account)
    codes = request.GET.get("codes", "")
    if codes:  # of a pasted block: the names of all, and of those above them
        wanted = subjects.with_parents(codes.split(",")[:1000])
        names = subjects.names_of(account, wanted)
        return answer({"names": {code: names.get(code, "") for code in wanted}})
    return answer({"found": subjects.found(account, table, printable(request.GET.get("q", "")))})


def name_subjects(request: HttpRequest, account: Account) -> HttpResponse:
    """Names for codes that are in no list; an official name is not overwritten."""
    names = {printable(code): name for code, name in texts_of(request.POST.get("names", "")).items()}
    known = subjects.names_of(account, names)
    try:
        if not may_write(request.user, account):
            raise Refused(READ_ONLY)
        new = {code: printable(name)[:200] for code, name in names.items() if name and not known.get(code)}
        filing.name_subjects(account, new, by=request.user.get_username())
    except Refused as reason:
        return refused(str(reason), 409)
    return answer({"names": {**new, **known}})


@entry_view
@require_safe
def cell_story(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    address = address_of(request.GET.get("at", ""), account, table)
    return refused("没有这个单元格", 400) if address is None else answer(cell.story(account, address))


@entry_view
@require_POST
def write_remark(request: HttpRequest, account: Account, table: Table) -> HttpResponse:
    """A new remark, or `done`: the number of one that is settled."""
    address = address_of(request.POST.get("at", ""), account, table)
    done = number(request.POST.get("done", ""))
    if address is None or not may_write(request.user, account):
        return refused("不能写备注", 400)
    try:
        if done is not None:
            cell.tick_off(account, done, by=request.user.get_username())
        else:
            text = printable(request.POST.get("text", ""))
            cell.remark(account, address, text, by=request.user.get_username())
    except Refused as reason:
        return refused(str(reason), 400)
    return answer({"remarks": cell.remarks(account, str(address))})


def address_of(text: str, account: Account, table: Table) -> Address | None:
    try:
        address = at(text)
    except ValueError:
        return None
    block = table.block_of(address.row)
    fits = address.table == table.key and block is not None and block.column(address.column) is not None
    return address if fits else None


def printable(text: str) -> str:
    """Without control characters, which the database does not take."""
    return "".join(sign for sign in text if sign.isprintable())


def answer(found: dict[str, Any]) -> JsonResponse:
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status, json_dumps_params={"ensure_ascii": False})
