"""Projects: the list with what is done to it, the form of one, and what one click takes."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import filing, ledger
from accounts.models import Account
from accounts.permissions import NotFound, account_for, account_for_writing
from accounts.projects import IndicatorLine, ProjectSheet
from accounts.refusals import Refused
from disclosures.desk import rewording
from disclosures.desk.access import staff_only
from disclosures.desk.projects import of_units, reading, saving
from disclosures.desk.projects.forms import Values, is_blank, line_of, values
from disclosures.desk.projects.page import Kept, form_context, list_context
from disclosures.desk.projects.saving import Outcome, Removed
from disclosures.desk.projects.suggesting import suggestions


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def projects_page(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return listed(request, account_for(request.user, pk))
    account = account_for_writing(request.user, pk)
    try:
        return acted(request, account)
    except Refused as refusal:
        return listed(request, account, str(refusal), request.POST.get("name", ""))


def listed(request: HttpRequest, account: Account, message: str = "", typed: str = "") -> HttpResponse:
    page = list_context(request.user, account, message, typed)
    page["undo"] = request.session.get(undo_key(account))
    return render(request, "desk/projects/list.html", page, status=409 if message else 200)


def undo_key(account: Account) -> str:
    return f"undo-projects-{account.pk}"


def acted(request: HttpRequest, account: Account) -> HttpResponse:
    """What the button stands for. Every act may be sent twice."""
    post, by, session = request.POST, request.user.get_username(), request.session
    if "add" in post:
        key = saving.add(account, post["add"], post.get("name", ""), by=by)
        return redirect("desk-project", account.pk, key)
    if "move" in post:
        saving.order(account, *moved(post.get("keys", "").split(), post["move"]), by=by)
    elif "remove" in post:
        if gone := saving.remove(account, post["remove"], by=by):
            session[undo_key(account)] = asdict(gone)
    elif "undo" in post:
        if gone_data := session.get(undo_key(account)):
            saving.put_back(account, removed(gone_data), by=by)
            del session[undo_key(account)]
            messages.success(request, "项目已恢复")
    elif "copy" in post and (count := saving.copy(account, post.getlist("key"), by=by)):
        messages.success(request, f"复制了 {count} 个项目，没有带金额、完成值和得分")
    elif "take" in post and (count := of_units.take(account, post.getlist("of_unit"), by=by)):
        messages.success(request, f"带入了所属单位的 {count} 个项目，连同金额、指标、得分和说明")
    return redirect("desk-projects", account.pk)


def moved(keys: list[str], move: str) -> tuple[list[str], list[str]]:
    """The order that is wanted, and the one that was seen."""
    verb, _, key = move.partition(":")
    wanted = list(keys)
    if key in keys:
        at = keys.index(key)
        to = max(0, at - 1) if verb == "up" else min(len(keys) - 1, at + 1)
        wanted.insert(to, wanted.pop(at))
    return wanted, keys


def removed(data: dict[str, Any]) -> Removed:
    """As the session keeps it."""
    lines = tuple(IndicatorLine(**line) for line in data["sheet"]["indicators"])
    return Removed(**{**data, "sheet": ProjectSheet(**{**data["sheet"], "indicators": lines})})


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def project_page(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    if request.method == "POST":
        return sent(request, account_for_writing(request.user, pk), key)
    return shown(request, account_for(request.user, pk), key, Kept())


def shown(request: HttpRequest, account: Account, key: str, kept: Kept, message: str = "") -> HttpResponse:
    page = form_context(request.user, account, key, kept, message)
    if page is None:
        raise NotFound(f"project {key}")
    page["undo"] = request.session.get(rows_key(account, key))
    return render(request, "desk/projects/form.html", page, status=409 if message else 200)


def rows_key(account: Account, key: str) -> str:
    return f"undo-rows-{account.pk}-{key}"


def sent(request: HttpRequest, account: Account, key: str) -> HttpResponse:
    """What was changed is written where it can be; then what the button says is done."""
    by, post = request.user.get_username(), request.POST
    case = ledger.load_case(account)
    sheet = next((each for each in case.projects if each.key == key), None)
    if sheet is None:
        if account.is_open and post.get("seen"):
            return listed(request, account, "这个项目已经被删除，没有写入。同事删除的，可请他恢复。")
        raise NotFound(f"project {key}")
    seen = reading.seen_in(post)
    plain = reading.typed_in(post, values(case, sheet))
    typed = reading.acted(post, plain, case, sheet)
    try:
        done = saving.save(account, key, typed, seen, by=by)
        if done.is_whole:
            remember_rows(request, account, key, plain, typed)
            take(request, account, key, by)
    except Refused as refusal:
        return refused(request, account, key, Kept(plain.fields, plain.rows), f"没有保存：{refusal}")
    if post.get("script"):
        return told_to_script(request, account, key, done)
    if done.is_whole:
        return redirect(f"{reverse('desk-project', args=[account.pk, key])}{anchor(request)}")
    return refused(request, account, key, kept(typed, done), told(done))


def refused(request: HttpRequest, account: Account, key: str, kept: Kept, message: str) -> HttpResponse:
    if request.POST.get("script"):
        return answer({"reason": message}, 409)
    return shown(request, account, key, kept, message)


def anchor(request: HttpRequest) -> str:
    if "row" in request.POST or request.POST.get("paste", "").strip() or "undo" in request.POST:
        return "#indicators"
    return f"#x-{request.POST['take']}" if "take" in request.POST else ""


def kept(typed: Values, done: Outcome) -> Kept:
    left = {*done.faults, *done.conflicts}
    fields = {name: text for name, text in typed.fields.items() if name in left}
    return Kept(fields, done.rows, done.faults, done.conflicts, done.theirs)


def told(done: Outcome) -> str:
    parts = []
    if done.conflicts or done.theirs:
        parts.append("有的地方在您打开页面之后被同事改过，两份都列在下面，请核对后再保存")
    if done.faults:
        parts.append(f"有 {len(done.faults)} 处不能识别，原因见标出的地方")
    return f"{'；'.join(parts)}。其余改动已经保存。"


def remember_rows(request: HttpRequest, account: Account, key: str, before: Values, after: Values) -> None:
    """What brings back a row that was removed, or takes back what was pasted."""
    request.session.pop(rows_key(account, key), None) if "undo" not in request.POST else None
    if request.POST.get("row", "").startswith("remove") or request.POST.get("paste", "").strip():
        kept = [[row for row in each.rows if not is_blank(row)] for each in (before, after)]
        if kept[0] != kept[1]:
            request.session[rows_key(account, key)] = {"before": kept[0], "after": kept[1]}


def take(request: HttpRequest, account: Account, key: str, by: str) -> None:
    """A suggestion into its field, the words a rule suggests, or the rows as they were."""
    post = request.POST
    if "reword" in post:
        rule, _, mark = post["reword"].partition(":")
        rewording.take(account, rule, mark, by=by)
    if "undo" in post and (rows := request.session.pop(rows_key(account, key), None)):
        before, after = (tuple(tuple(row) for row in rows[which]) for which in ("before", "after"))
        wanted = Values({}, before)
        if saving.save(account, key, wanted, Values({}, after), by=by).theirs:
            raise Refused("指标在这之后又有修改，没有恢复")
    if "take" not in post:
        return
    case = ledger.load_case(account)
    sheet = saving.sheet_of(case, key)
    name = post["take"].removeprefix("f.")
    if text := suggestions(case, sheet).get(name):
        put(account, case, sheet, name, text, by)


def put(account: Account, case: Any, sheet: ProjectSheet, name: str, text: str, by: str) -> None:
    now = values(case, sheet)
    if not name.startswith("i."):
        saving.save(account, sheet.key, Values({name: text}, now.rows), now, by=by)
        return
    _, n, field = name.split(".")
    lines = [line_of(row) for row in now.rows]
    lines[int(n)] = IndicatorLine(**{**asdict(lines[int(n)]), field: text})
    sheets = [
        ProjectSheet(**{**each.__dict__, "indicators": tuple(lines)}) if each.key == sheet.key else each
        for each in case.projects
    ]
    filing.put_projects(account, sheets, by=by)


def told_to_script(request: HttpRequest, account: Account, key: str, done: Outcome) -> HttpResponse:
    """What stands there now, what is computed, what the rules say."""
    page = form_context(request.user, account, key, Kept())
    if page is None:
        return answer({"reason": "这个项目已经被删除"}, 409)
    inputs = [*page["names"], *page["goals"], *page["scores"]]
    inputs += [cell for row in page["money"] for cell in row["cells"]]
    inputs += [cell["input"] for row in page["rows"] for cell in row["cells"]]
    said = render_to_string("desk/projects/_said.html", page, request)
    return answer(
        {
            "seen": page["seen"],
            "suggested": {each.name: each.suggested for each in inputs if each.suggested},
            "faults": {
                name if name.startswith("i.") else f"f.{name}": why for name, why in done.faults.items()
            },
            "conflicts": {f"f.{name}": text for name, text in done.conflicts.items()},
            "rows": done.theirs,
            "weights": page["weights"],
            "said": said,
        }
    )


def answer(found: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(found, status=status, json_dumps_params={"ensure_ascii": False})
