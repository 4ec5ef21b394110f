"""How much is left to do in a draft, for its line on the home page: computed when the line is in sight."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts import acceptance, ledger
from accounts.checks.standing import judged
from accounts.permissions import account_for
from disclosures.assembly import build
from disclosures.checks import run
from disclosures.desk import findings
from disclosures.desk.access import staff_only
from disclosures.report import Issue


@staff_only
@require_safe
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    case = ledger.load_case(account)
    found = judged(case, run(case), acceptance.given(account))
    places = sum(any(each.blocks for each in members) for _, members in findings.bundled(found))
    missing = len({slot.slot for slot in build(case, Issue()).missing})
    words = [f"{places} 处问题"] if places else []
    words += [f"{missing} 处没有写"] if missing else []
    empty = "还没有填数" if not case.figures else "都已处理"
    answer = {
        "places": places,
        "missing": missing,
        "words": "，".join(words) if case.figures and words else empty,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
