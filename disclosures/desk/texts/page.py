"""What the page of texts shows: sections with their fields, what is said beside each, and what is left."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from accounts import acceptance, ledger
from accounts.case import Case
from accounts.models import Account
from accounts.permissions import may_write
from disclosures.desk.entry.page import why_locked
from disclosures.desk.review import frame
from disclosures.desk.texts import live, rewritten
from disclosures.desk.texts.fields import Field, Gap, Rewritten, Section, Sentence, sections
from disclosures.desk.texts.remarks import Remark, hints, remarks, worst
from disclosures.desk.texts.saving import Theirs, last_years
from disclosures.phrases import text_of

Context = dict[str, Any]
NAME = "t."
"""Before a slot: the name of its field in the form."""


@dataclass(frozen=True)
class Kept:
    """What was typed and could not be written."""

    texts: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """A field as the page draws it."""

    field: Field
    name: str
    value: str
    rows: int
    last: str
    hints: tuple[str, ...]
    remarks: tuple[Remark, ...]
    theirs: Theirs | None
    refused: str

    @property
    def style(self) -> str:
        if self.theirs or self.refused:
            return "conflict"
        return worst(self.remarks) or ("left" if self.field.is_left else "done" if self.field.text else "")


class Desk:
    """One account, asked once for all that its fields need."""

    def __init__(self, account: Account, case: Case, kept: Kept, opened: str = "") -> None:
        self.account, self.case, self.kept = account, case, kept
        self.sections = sections(case, opened)
        self.last = last_years(account)
        self.remarks = remarks(case, acceptance.given(account))
        parts = [part for each in self.sections for part in each.parts]
        again = [part for part in parts if isinstance(part, Rewritten)]
        self.beside = rewritten.beside(account, case, again) if again else {}

    def shown(self, each: Field) -> Shown:
        slot = each.slot
        value = self.kept.texts.get(slot, each.text)
        last = self.last.get(slot, "")
        return Shown(
            field=each,
            name=f"{NAME}{slot}",
            value=value,
            rows=lines(value, each.is_long),
            last=last,
            hints=tuple(hints(each.text, last, each.printed, self.case.year)),
            remarks=tuple(self.remarks.get(slot, ())),
            theirs=self.kept.conflicts.get(slot),
            refused=self.kept.refused.get(slot, ""),
        )

    def drawn(self, each: Section) -> Context:
        parts = [self.part(part) for part in each.parts]
        return {
            "key": each.key,
            "title": each.title,
            "left": each.left,
            "parts": parts,
            "generated": [
                {"key": paragraph.key, "text": paragraph.text}
                for paragraph in each.generated
                if paragraph.key not in self.beside
            ],
        }

    def part(self, part: Sentence | Rewritten | Gap) -> Context:
        if isinstance(part, Sentence):
            return {
                "kind": "sentence",
                "fields": [self.shown(each) for each in part.fields],
                "tail": part.tail,
            }
        if isinstance(part, Gap):
            return {"kind": "gap", "label": part.label, "address": self.way_to(part.slot)}
        generated = text_of(part.generated)
        as_field = Field(part.slot, "改写后的文字", "", "", part.text, "", needed=False)
        value = self.kept.texts.get(part.slot, part.text or generated)
        shown = self.shown(as_field)
        return {
            "kind": "rewritten",
            "key": part.key,
            "beside": self.beside[part.key],
            "shown": Shown(**{**shown.__dict__, "value": value, "rows": lines(value, True), "hints": ()}),
        }

    def way_to(self, slot: str) -> str:
        """To the table whose rows or names are missing."""
        head, _, key = slot.partition(".")
        has = head == "table" and self.case.edition.has(key)
        return reverse("desk-entry", args=[self.account.pk, key if has else self.case.edition.tables[0].key])

    def fields(self) -> Iterable[Field]:
        return (each for section in self.sections for each in section.fields)

    def totals(self) -> Context:
        """What is left, and how many texts are in question."""
        left = [each for each in self.fields() if each.is_left]
        asked = {slot for slot, found in self.remarks.items() if worst(found)}
        slots = {each.slot for each in self.fields()} | {f"replace.{key}" for key in self.beside}
        return {
            "left": len(left),
            "next": left[0].slot if left else "",
            "asked": len(asked & slots),
            "filled": sum(bool(each.text) for each in self.fields()),
        }


def lines(text: str, long: bool) -> int:
    """How high the field is: what stands in it is seen without scrolling."""
    width = 34
    used = sum(1 + len(line) // width for line in text.splitlines()) or 1
    return min(max(used + 1, 6 if long else 2), 24)


def context(user: Any, account: Account, kept: Kept, opened: str = "", message: str = "") -> Context:
    since = live.newest(account)  # before what it shows is read: what comes between is told once more
    case = ledger.load_case(account)
    desk = Desk(account, case, kept, opened)
    locked = why_locked(user, account)
    seen = {each.slot: each.text for each in desk.fields()}
    seen |= {f"replace.{key}": case.texts.get(f"replace.{key}", "") for key in desk.beside}
    seen |= {slot: theirs.text for slot, theirs in kept.conflicts.items()}
    return {
        **frame(account, "desk-texts"),
        "sections": [desk.drawn(each) for each in desk.sections if each.parts or each.generated],
        "totals": desk.totals(),
        "locked": locked,
        "may_write": not locked and may_write(user, account),
        "has_last": bool(desk.last),
        "seen": json.dumps(seen, ensure_ascii=False, separators=(",", ":")),
        "message": message,
        "year": account.year,
        "data": {
            "user": user.get_username(),
            "account": account.pk,
            "locked": bool(locked),
            "seen": seen,
            "year": account.year,
            "save": reverse("desk-texts-save", args=[account.pk]),
            "live": reverse("desk-texts-live", args=[account.pk]),
            "since": since,
            "login": f"{resolve_url(settings.LOGIN_URL)}?next={reverse('desk-texts', args=[account.pk])}",
        },
    }
