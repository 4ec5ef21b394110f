"""What only a clerk can say, by slot, and the log of all texts that were changed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account


class Explanation(models.Model):
    """The text in one slot of the outline: a reason, a purpose, a profile, a replaced paragraph."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="explanations", verbose_name="决算")
    slot = models.CharField("位置", max_length=120)
    text = models.TextField("内容")
    by = models.CharField("填写人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "文字说明"
        ordering = ("account", "slot")
        constraints = (
            models.UniqueConstraint(fields=("account", "slot"), name="one_text_per_slot"),
            models.CheckConstraint(condition=~Q(text=""), name="explanation_is_not_blank"),
        )

    def __str__(self) -> str:
        return self.slot


class TextChange(models.Model):
    """One text, before and after; empty where there was none. Written by triggers, never edited.

    The place is a slot, `subject/<code>`, `project/<key>/<field>` or `project/<key>/<n>/<field>` for an
    indicator, counted from 1.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="text_changes", verbose_name="决算")
    place = models.CharField("位置", max_length=162)
    before = models.TextField("原文", blank=True)
    after = models.TextField("新文", blank=True)
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "文字改动记录"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.place}（{self.by}）"
