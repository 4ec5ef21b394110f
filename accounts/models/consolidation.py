"""A department's account as it was summed from its units' (汇总), and what was adjusted in the sum."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account
from accounts.models.unit import Unit


class Consolidation(models.Model):
    """One time the account was summed: by whom, and which lines of the change log it wrote.

    The last one that was not undone counts. Undoing it writes what stood there before, from the log.
    """

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="consolidations", verbose_name="部门决算"
    )
    log_from = models.BigIntegerField("汇总前最后一条改动记录")
    log_until = models.BigIntegerField("汇总后最后一条改动记录")
    kept = models.JSONField("没有改用汇总数的单元格", default=list, help_text="手工填写，与汇总数不同")
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    undone_by = models.CharField("撤销人", max_length=150, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "汇总"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(by=""), name="consolidation_has_an_actor"),
            models.CheckConstraint(
                condition=Q(undone_by="", undone_at__isnull=True)
                | (~Q(undone_by="") & Q(undone_at__isnull=False)),
                name="consolidation_undone_by_and_at_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account}（{self.by}汇总）"


class Contribution(models.Model):
    """A unit's account that was summed, as it was then."""

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="contributions", verbose_name="汇总"
    )
    unit_account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="单位决算")
    fingerprint = models.CharField("汇总时的数据摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "汇总来源"
        constraints = (
            models.UniqueConstraint(
                fields=("consolidation", "unit_account"), name="one_contribution_per_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_account} → {self.consolidation}"


class Adjustment(models.Model):
    """What is added to the sum of the units at one cell (抵销 takes away), and why. Removed, it stays."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="adjustments", verbose_name="部门决算")
    address = models.CharField("单元格", max_length=162)
    amount = models.DecimalField("调整数", max_digits=18, decimal_places=2)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调整的是哪个单位的数"
    )
    reason = models.TextField("理由")
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    removed_by = models.CharField("撤去人", max_length=150, blank=True)
    removed_at = models.DateTimeField("撤去时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "汇总调整"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="adjustment_has_reason_and_actor"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="adjustment_is_not_zero"),
            models.CheckConstraint(
                condition=Q(removed_by="", removed_at__isnull=True)
                | (~Q(removed_by="") & Q(removed_at__isnull=False)),
                name="adjustment_removed_by_and_at_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.amount}"
