"""Who is in which table at the moment, and remarks kept with a cell."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account


class Presence(models.Model):
    """A person in a table, renewed every few seconds while the page is in sight."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name="决算")
    table = models.CharField("表", max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员")
    cell = models.CharField("单元格", max_length=162, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "在场"
        constraints = (
            models.UniqueConstraint(fields=("account", "table", "user"), name="one_presence_per_table"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.table}"


class Remark(models.Model):
    """What a clerk wants remembered of a cell: to be asked, to be looked up. Ticked off, never deleted."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name="决算")
    address = models.CharField("单元格", max_length=162)
    text = models.TextField("备注")
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    done_by = models.CharField("处理人", max_length=150, blank=True)
    done_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单元格备注"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text="") & ~Q(by=""), name="remark_has_text_and_author"),
            models.CheckConstraint(
                condition=Q(done_by="", done_at__isnull=True) | (~Q(done_by="") & Q(done_at__isnull=False)),
                name="remark_done_by_and_at_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.address}：{self.text}"
