"""The pages that lead to reports, as text: the views answer with them, and they are laid out as files.

What stands in them depends on what is public, not on who reads or when.
"""

from django.template.loader import render_to_string

from accounts.models import Unit
from disclosures.duties.lines import years as board_years
from disclosures.models import Publication

NEWEST = 20


def home() -> str:
    newest = Publication.objects.current().select_related("unit").order_by("-disclosed", "-pk")[:NEWEST]
    return render_to_string("public/home.html", {"newest": newest, "board": next(iter(board_years()), None)})


def unit_named(code: str) -> Unit | None:
    return Unit.objects.select_related("parent", "successor").filter(code=code).first()


def unit(shown: Unit) -> str:
    context = {
        "unit": shown,
        "publications": Publication.objects.newest().filter(unit=shown).select_related("withdrawal"),
        "children": shown.children.all(),
    }
    return render_to_string("public/unit.html", context)
