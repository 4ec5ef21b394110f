"""Figures, and the log of their changes."""

from django.db import models
from django.db.models import Q

from accounts.models.account import Account


class Figure(models.Model):
    """One cell, as reported: money in 元, counts and percents as they are.

    A blank cell has no row; 0 is a figure. Read and written by `accounts.ledger` only: a trigger writes
    a Change for each write and refuses one without an actor.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name="决算")
    table = models.CharField("表", max_length=40)
    row = models.CharField("行", max_length=80)
    column = models.CharField("栏", max_length=40)
    amount = models.DecimalField("数", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "决算数"
        constraints = (
            models.UniqueConstraint(fields=("account", "table", "row", "column"), name="one_figure_per_cell"),
            models.CheckConstraint(
                condition=~(
                    Q(table__contains="/")
                    | Q(row__contains="/")
                    | Q(column__contains="/")
                    | Q(table="")
                    | Q(row="")
                    | Q(column="")
                ),
                name="figure_address_has_three_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"


class Change(models.Model):
    """One cell, before and after; blank is null. Written by a trigger, never by hand, never edited."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="changes", verbose_name="决算")
    address = models.CharField("单元格", max_length=162)
    before = models.DecimalField("原数", max_digits=18, decimal_places=2, null=True)
    after = models.DecimalField("新数", max_digits=18, decimal_places=2, null=True)
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "改动记录"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.address}：{self.before} → {self.after}（{self.by}）"
