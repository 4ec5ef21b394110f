"""What people have signed on paper before an account is submitted: 保密审查 and 负责人审签."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account


class SignOff(models.Model):
    """保密审查 or 负责人审签: who signed, on what day, for what content. Rows are never altered (trigger).

    Holds for the content it was given for: after a change it must be given again.
    """

    class Kind(models.TextChoices):
        SECRECY = "secrecy", "保密审查"
        LEADER = "leader", "负责人审签"

    account = models.ForeignKey(Account, models.PROTECT, related_name="sign_offs", verbose_name="决算")
    kind = models.CharField("种类", max_length=7, choices=Kind)
    signer = models.CharField("签字人", max_length=60)
    signed_on = models.DateField("签字日期")
    content = models.CharField("签字时内容的摘要", max_length=64)
    by = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "审签"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("secrecy", "leader")), name="sign_off_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(signer="") & ~Q(by=""), name="sign_off_has_signer_and_actor"),
            models.CheckConstraint(
                condition=Q(content__regex=r"^[0-9a-f]{64}$"), name="sign_off_content_is_sha256"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.signer}，{self.signed_on}"
