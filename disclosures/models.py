"""Versions of reports: the order to publish one, the version itself, which never changes; printed drafts."""

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account, Step, Unit
from disclosures.artefacts import QUOTING
from disclosures.printing.progress import Stage
from disclosures.publiclog.manifests import FileEntry


class Making(models.Model):
    """What takes a while to make: asked for by whom, and how far it is. Every process sees it in the row."""

    TASK: ClassVar[str]
    """The job that makes it (disclosures.jobs)."""
    PRIORITY: ClassVar[int]
    """Of what waits, the highest is made first."""

    requested_by = models.CharField("申请人", max_length=150)
    requested_at = models.DateTimeField("申请时间", default=timezone.now)
    state: "models.CharField[str, str]"
    error = models.TextField("失败原因", blank=True)
    stage = models.CharField("生成进度", max_length=10, choices=Stage, blank=True)
    page = models.PositiveSmallIntegerField("已排页数", default=0)
    begun_at = models.DateTimeField("开始生成时间", null=True, blank=True)
    told_at = models.DateTimeField("最近进度时间", null=True, blank=True)

    class Meta:
        abstract = True

    def unsettled(self) -> "models.QuerySet[Any]":
        """Its row as long as its making may be told of."""
        rows: models.QuerySet[Any] = type(self)._default_manager.filter(pk=self.pk)
        return rows.filter(state__in=("waiting", "failed"))


class SealQuerySet(models.QuerySet["Seal"]):
    def in_words(self) -> "SealQuerySet":
        """Newest first, without the pictures: `ends` is whether there is none."""
        ends = models.ExpressionWrapper(Q(picture=b""), models.BooleanField())
        return self.annotate(ends=ends).defer("picture").order_by("-id")


class Seal(models.Model):
    """公章: what a unit's seal looks like, since when. The newest counts; one without a picture ends its use.

    Never altered (trigger).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seals", verbose_name="单位")
    picture = models.BinaryField("图片", default=bytes)
    """PNG, as `disclosures.signing.seals` makes it."""
    by = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("登记时间", default=timezone.now)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位印章"
        ordering = ("unit", "-id")
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="seal_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.unit}的印章（{self.at:%Y-%m-%d}）"


class PublishOrder(Making):
    """A request to publish: everything the version is made from, frozen. Done when its Publication exists."""

    TASK = "publish"
    PRIORITY = 0

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        FAILED = "failed", "生成失败"
        CANCELLED = "cancelled", "已取消"
        DONE = "done", "已公开"

    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    account = models.ForeignKey(Account, models.PROTECT, related_name="orders", verbose_name="决算")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    code = models.CharField("版本编码", max_length=16, unique=True)
    disclosed = models.DateField("公开日期")
    input: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("冻结的数据")
    seal = models.ForeignKey(
        Seal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="印章"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公开申请"
        ordering = ("-requested_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "number"),
                condition=~Q(state="cancelled"),
                name="one_order_per_number",
            ),
            models.UniqueConstraint(
                fields=("account",),
                condition=Q(state__in=("waiting", "failed")),
                name="one_open_order_per_account",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "failed", "cancelled", "done")), name="order_state_is_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="order_number_starts_at_one"),
            models.CheckConstraint(condition=~Q(requested_by=""), name="order_has_an_actor"),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(error="") | ~Q(state="failed") & Q(error=""),
                name="order_error_only_when_failed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度第{self.number}版（{self.get_state_display()}）"


class Reopening(models.Model):
    """What kind of correction a published account was opened for. Never edited (trigger)."""

    class Kind(models.TextChoices):
        FIGURES = "figures", "数字有误"
        TEXT = "text", "只改文字"

    step = models.OneToOneField(Step, models.PROTECT, related_name="reopening", verbose_name="重新打开")
    kind = models.CharField("更正类型", max_length=10, choices=Kind)
    reference = models.CharField("财政部门同意的文号", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="text") | Q(kind="figures") & ~Q(reference=""),
                name="corrected_figures_are_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.step.reason}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def with_file(self, sha256: str) -> "PublicationQuerySet":
        """Those that have a file with that hash."""
        return self.alias(hashes=FileHashes("manifest")).filter(hashes__has_key=sha256)

    def public(self) -> "PublicationQuerySet":
        """Those that were not withdrawn. By NOT EXISTS: of a join that finds nothing the planner expects one
        row, and takes minutes for many.
        """
        withdrawn = Withdrawal.objects.filter(publication=models.OuterRef("pk"))
        return self.filter(~models.Exists(withdrawn))

    def newest(self) -> "PublicationQuerySet":
        """The highest number of each unit and year, also where it was withdrawn."""
        later = Publication.objects.filter(
            unit=models.OuterRef("unit"), year=models.OuterRef("year"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def current(self) -> "PublicationQuerySet":
        """The newest of each unit and year unless it was withdrawn: then none is current, as what was
        corrected does not come back by itself (decision 20).
        """
        return self.newest().public()

    def of(self, unit: str, year: int) -> "PublicationQuerySet":
        """All versions of the unit with that code and the year, newest first, also the withdrawn ones."""
        versions = self.filter(unit__code=unit, year=year).order_by("-number")
        return versions.select_related("unit", "withdrawal", "corrects__withdrawal")


class FileHashes(models.Func):
    """The SHA-256 of each file of a manifest, as a JSON list."""

    template = "jsonb_path_query_array(%(expressions)s, '$.*.sha256')"
    output_field = models.JSONField()


class Publication(models.Model):
    """One published version (公开版本). Its content is in files; a trigger keeps the row."""

    order = models.OneToOneField(
        PublishOrder, models.PROTECT, related_name="publication", verbose_name="公开申请"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="publications", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    code = models.CharField("版本编码", max_length=16, unique=True)
    edition = models.CharField("报表格式", max_length=60)
    title = models.CharField("标题", max_length=300)
    unit_name = models.CharField("公开时的单位名称", max_length=200)
    disclosed = models.DateField("公开日期")
    requested_by = models.CharField("申请人", max_length=150)
    published_at = models.DateTimeField("生成时间", default=timezone.now)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正的版本"
    )
    """The version it was held against, and which its difference quotes; none of a first one."""
    manifest: "models.JSONField[dict[str, FileEntry], dict[str, FileEntry]]" = models.JSONField("文件清单")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        ordering = ("-year", "unit", "-number")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "number"), name="one_publication_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="publication_number_starts_at_one"),
        )
        indexes = (GinIndex(FileHashes("manifest"), name="publication_by_file_hash"),)

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    @property
    def files(self) -> dict[str, FileEntry]:
        """Those of the manifest that are still there: none of a withdrawn version, and no difference that
        quotes one.
        """
        if self.is_withdrawn:
            return {}
        quotes_withdrawn = self.corrects is not None and self.corrects.is_withdrawn
        gone = QUOTING if quotes_withdrawn else frozenset()
        return {name: entry for name, entry in self.manifest.items() if name not in gone}


class Withdrawal(models.Model):
    """撤回: a version that must not be public. Its files are deleted; row, hashes and line in the log stay.
    Never edited (trigger).
    """

    publication = models.OneToOneField(
        Publication, models.PROTECT, related_name="withdrawal", verbose_name="公开版本"
    )
    reason = models.TextField("理由")
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("撤回时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "撤回"
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="withdrawal_has_a_reason_and_an_actor"
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication}于{timezone.localtime(self.at):%Y-%m-%d}撤回"


class DraftPrint(Making):
    """The PDF of an account as it stood when it was printed, marked 草稿. The next one replaces it."""

    TASK = "draft"
    PRIORITY = 1  # somebody waits for it

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        FAILED = "failed", "生成失败"
        DONE = "done", "已生成"

    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    account = models.OneToOneField(Account, models.CASCADE, related_name="draft_print", verbose_name="决算")
    mark = models.CharField("内容", max_length=64)
    """SHA-256 of the article that is printed."""
    pdf = models.BinaryField("PDF", default=bytes)

    class Meta:
        verbose_name = verbose_name_plural = "草稿PDF"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(pdf=b"") | ~Q(state="done") & Q(pdf=b""),
                name="draft_pdf_only_when_done",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}（草稿）"

    def unsettled(self) -> "models.QuerySet[Any]":
        """Who asks again asks at another time: what was asked before has no row any more."""
        return super().unsettled().filter(requested_at=self.requested_at)


class LogEntry(models.Model):
    """A line of the public log (公开日志). Lines are numbered without gaps and never altered (trigger)."""

    index = models.PositiveBigIntegerField("序号", primary_key=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="log_entries", verbose_name="公开版本"
    )
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "公开日志"
        ordering = ("index",)

    def __str__(self) -> str:
        return f"公开日志第{self.index}条"
