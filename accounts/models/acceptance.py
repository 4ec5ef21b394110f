"""A finding that stands with a reason (说明后保留), and the end of that. Rows are never altered (trigger)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account


class Acceptance(models.Model):
    """Why a finding stands, and who says so. For one fingerprint: another value needs another reason.

    `place` and `message` say in words what the fingerprint stood for; nothing is looked up in them.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="acceptances", verbose_name="决算")
    rule = models.CharField("规则", max_length=8)
    place = models.CharField("位置", max_length=200)
    fingerprint = models.CharField("数据摘要", max_length=64)
    message = models.TextField("问题")
    reason = models.TextField("说明")
    by = models.CharField("说明人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "说明后保留"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="acceptance_has_reason_and_actor"
            ),
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="acceptance_fingerprint_is_sha256"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.place}（{self.by}）"


class Retraction(models.Model):
    """The end of an acceptance: the finding is open again, the acceptance stays to be read."""

    acceptance = models.OneToOneField(
        Acceptance, models.PROTECT, related_name="retraction", verbose_name="说明后保留"
    )
    by = models.CharField("撤回人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "撤回的说明"
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="retraction_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.acceptance}，由{self.by}撤回"
