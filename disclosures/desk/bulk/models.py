"""What somebody asked to be imported together, and what came of each file: the queue and its memory."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.elsewhere import Place
from accounts.models import Unit


class Batch(models.Model):
    """One folder or zip. `stored`: the zip that was uploaded, until it has been worked off."""

    name = models.CharField("文件", max_length=300)
    stored = models.CharField("存放", max_length=100, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="人员",
        help_text="上传的人；命令行导入没有",
    )
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    year = models.PositiveSmallIntegerField("只导入的年度", null=True, blank=True)
    edition = models.CharField("报表格式", max_length=60, blank=True)
    trial = models.BooleanField("只试读", default=False)
    overwrite = models.BooleanField("覆盖已有的数", default=False)
    place = models.CharField("在别处公开于", max_length=200, blank=True)
    address = models.URLField("网址", max_length=500, blank=True)
    disclosed_on = models.DateField("公开日期", null=True, blank=True)
    called_at = models.DateTimeField("交办时间", null=True, blank=True)
    whole = models.PositiveIntegerField("文件数", null=True, blank=True)
    ended_at = models.DateTimeField("完成时间", null=True, blank=True)
    error = models.TextField("没有完成的原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量导入"
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="batch_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.by}）"

    @property
    def elsewhere(self) -> Place | None:
        return Place(self.place, self.address, self.disclosed_on) if self.place else None


class Outcome(models.Model):
    """What came of one file. A content that was imported for a unit and year is not imported again."""

    class State(models.TextChoices):
        DONE = "done", "已导入"
        TRIED = "tried", "试读"
        KNOWN = "known", "以前已导入"
        REFUSED = "refused", "没有导入"
        UNPLACED = "unplaced", "不知属于哪份决算"
        UNDONE = "undone", "已撤销"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="outcomes", verbose_name="批次")
    name = models.CharField("文件", max_length=500)
    sha256 = models.CharField("内容的摘要", max_length=64, blank=True)
    state = models.CharField("结果", max_length=10, choices=State)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    told = models.CharField("由何得知", max_length=100, blank=True)
    reason = models.TextField("原因", blank=True)
    written = models.PositiveIntegerField("写入", default=0)
    entries: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        "写入的内容", default=list, blank=True, help_text="位置、原来的、写入的；撤销时用"
    )
    report: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("报告", default=dict)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "批量导入的文件"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("batch", "name"), name="one_outcome_per_file"),
            models.CheckConstraint(
                condition=Q(state__in=("done", "tried", "known", "refused", "unplaced", "undone")),
                name="outcome_state_is_known",
            ),
        )
        indexes = (models.Index(fields=("sha256",), condition=Q(state="done"), name="contents_imported"),)

    def __str__(self) -> str:
        return f"{self.name}：{self.get_state_display()}"
