"""Uploading the workbooks of many units; how far their import is; what came of each file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.editions import EDITIONS
from accounts.permissions import NotFound, units_for
from disclosures.desk.access import staff_only
from disclosures.desk.accounts_list import Listing
from disclosures.desk.bulk import sources, starting, undoing, working
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.workbook.package import Unreadable

LATEST = 20
MEGABYTES = sources.ZIP_LARGEST // 1024 // 1024


LABELS = {
    "year": "只导入的年度",
    "trial": "只试读，不写入",
    "overwrite": "与已有的数不同的，用文件里的",
    "place": "在别处公开的决算：公开于哪个网站",
}
HINTS = {
    "year": "可以不写。写了：文件没有写年度的，当作这一年度",
    "place": "往年在别处公开、只供比较的决算才写；导入后不由本站公开",
}
WIDGETS = {"disclosed_on": forms.DateInput(attrs={"type": "date"})}


class Upload(forms.ModelForm):  # type: ignore[type-arg]
    file = forms.FileField(label=f"压缩包（.zip，最大 {MEGABYTES} MB，最多 {sources.FILES} 个文件）")
    address = forms.URLField(label="网址", max_length=500, required=False, assume_scheme="https")
    edition = forms.ChoiceField(label="新建决算的报表格式", required=False)

    class Meta:
        model = Batch
        fields = ("file", "year", "edition", "trial", "overwrite", "place", "address", "disclosed_on")
        labels = LABELS
        help_texts = HINTS
        widgets = WIDGETS

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        forms_there_are = [(each.code, each.title) for each in EDITIONS.values()]
        self.fields["edition"].choices = [("", "按单位类型"), *forms_there_are]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".zip"

    def clean_file(self) -> UploadedFile:  # type: ignore[type-arg]
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > sources.ZIP_LARGEST:
            raise forms.ValidationError(f"压缩包太大，最大 {MEGABYTES} MB，请分几次")
        return file

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and not 2000 <= year <= timezone.localdate().year:
            raise forms.ValidationError("年度应为四位数，不晚于今年")
        return year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("address") or given.get("disclosed_on")) and not given.get("place"):
            self.add_error("place", "写了网址或公开日期，请写明公开于哪个网站")
        return given


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    refuse_others(request.user)
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    if form.is_valid():
        try:
            return begun(request, form)
        except Unreadable as reason:
            form.add_error("file", str(reason))
    context = {"form": form, "batches": Batch.objects.filter(person=request.user.pk)[:LATEST]}
    return render(request, "desk/bulk/imports.html", context, status=422 if form.errors else 200)


def refuse_others(user: Any) -> None:
    if not units_for(user, working.ROLES).exists():
        raise NotFound("imports")


def begun(request: HttpRequest, form: Upload) -> HttpResponse:
    file = form.cleaned_data["file"]
    stored = working.store().save(f"{uuid4().hex}.zip", file)
    try:
        sources.members(Path(working.store().path(stored)))
    except Unreadable:
        working.store().delete(stored)
        raise
    batch: Batch = form.save(commit=False)
    batch.name, batch.stored = file.name[:300], stored
    batch.person, batch.by = request.user, request.user.get_username()  # type: ignore[assignment]
    batch.save()
    starting.start(batch)
    return redirect("desk-import", batch.pk)


def batch_for(user: Any, pk: int) -> Batch:
    """One's own."""
    refuse_others(user)
    batch = Batch.objects.filter(pk=pk, person=user.pk).first()
    if batch is None:
        raise NotFound(f"batch {pk}")
    return batch


@dataclass(frozen=True)
class Headway:
    """How far a batch is, in words."""

    word: str
    detail: str
    running: bool
    may_resume: bool


def headway(batch: Batch) -> Headway:
    done = batch.outcomes.count()
    counted = "，".join(f"{word} {n} 个" for word, n in working.totals(batch))
    detail = f"{done}/{batch.whole} 个文件" + (f"：{counted}" if counted else "") if batch.whole else ""
    if batch.ended_at:
        return Headway("没有办成" if batch.error else "办完", batch.error or detail, False, False)
    if working.at_work(batch):
        return Headway("正在导入", detail, True, False)
    if abs(timezone.now() - (batch.called_at or batch.at)) < working.SOON:
        return Headway("等待开始", detail, True, False)
    return Headway("中断", detail, False, True)


class OutcomeTable(Listing):
    """`accounts`: those that the person may read, by unit and year."""

    name = tables.Column("文件", attrs={"td": {"class": "name"}})
    state = tables.Column("结果", accessor="get_state_display", order_by=("state", "name"))
    unit = tables.Column("单位", accessor="unit__name")
    year = tables.Column("年度")
    told = tables.Column("由何得知", orderable=False)
    reason = tables.Column("说明", empty_values=(), orderable=False, attrs={"td": {"class": "name"}})

    class Meta(Listing.Meta):
        sequence = ("name", "state", "reason", "unit", "year", "told")

    def render_reason(self, record: Outcome) -> str:
        return record.reason or working.numbers(record).strip("（）")

    def render_unit(self, record: Outcome) -> str:
        account = self.accounts.get((record.unit_id, record.year))
        if account is None:
            return str(record.unit)
        return format_html('<a href="{}">{}</a>', reverse("desk-account", args=[account]), record.unit)

    accounts: Mapping[tuple[int | None, int | None], int] = MappingProxyType({})


@staff_only
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_for(request.user, pk)
    now = headway(batch)
    table = OutcomeTable.wanted(
        request, batch.outcomes.select_related("unit").defer("entries"), "还没有办到一个文件。"
    )
    table.accounts = working.accounts_of(request.user, [row.record for row in table.page.object_list])
    context = {"batch": batch, "headway": now, "table": table, "made": batch}
    context["undoable"] = undoing.to_undo(batch).count() if batch.ended_at else 0
    return render(request, "desk/bulk/import.html", context)


@staff_only
@require_safe
def import_state(request: HttpRequest, pk: int) -> HttpResponse:
    return JsonResponse(asdict(headway(batch_for(request.user, pk))))


@staff_only
@require_safe
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A line of JSON for each file."""
    batch = batch_for(request.user, pk)
    outcomes = batch.outcomes.select_related("unit").defer("entries").iterator(chunk_size=200)
    lines = "".join(json.dumps(working.as_data(each), ensure_ascii=False) + "\n" for each in outcomes)
    header = content_disposition_header(True, f"导入报告-{batch.pk}.jsonl") or "attachment"
    return HttpResponse(lines, "application/x-ndjson; charset=utf-8", headers={"Content-Disposition": header})


@staff_only
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with one that was broken off: the files that have an outcome are left."""
    batch = batch_for(request.user, pk)
    if headway(batch).may_resume:
        starting.start(batch)
        messages.success(request, "接着办理：已有结果的文件不再办理")
    return redirect("desk-import", pk)


@staff_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the files of a batch wrote, each account by itself."""
    batch = batch_for(request.user, pk)
    if batch.ended_at and undoing.to_undo(batch).exists():
        starting.undo(batch, request.user.get_username())
        messages.success(request, "开始撤销，逐份恢复；刷新本页看每个文件的结果")
    return redirect("desk-import", pk)
