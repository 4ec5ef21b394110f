"""Subjects (科目): the official names by year, and the names as an account prints them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from accounts.models.account import Account

CODE = r"^[0-9]{3}([0-9]{2}([0-9]{2})?)?$"
valid_code = RegexValidator(CODE, "科目编码为 3、5 或 7 位数字")


class Subject(models.Model):
    """An official subject of one year. A code that is not listed is a notice, never an error."""

    class Classification(models.TextChoices):
        FUNCTIONAL = "functional", "支出功能分类"
        ECONOMIC = "economic", "支出经济分类"

    year = models.PositiveSmallIntegerField("年度")
    classification = models.CharField("分类", max_length=10, choices=Classification)
    code = models.CharField("科目编码", max_length=7, validators=[valid_code])
    name = models.CharField("科目名称", max_length=200)
    fund = models.CharField(
        "预算", max_length=60, blank=True, help_text="general、fund、state_capital、department，可用分号并列"
    )
    explanation = models.TextField("说明", blank=True)
    source = models.TextField("来源", blank=True)
    confidence = models.CharField("可信度", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "科目"
        ordering = ("year", "classification", "code")
        constraints = (
            models.UniqueConstraint(fields=("year", "classification", "code"), name="one_subject_per_code"),
            models.CheckConstraint(condition=Q(code__regex=CODE), name="subject_code_has_3_5_or_7_digits"),
            models.CheckConstraint(
                condition=Q(classification__in=("functional", "economic")),
                name="subject_classification_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AccountSubject(models.Model):
    """The name of a subject as one account prints it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="subjects", verbose_name="决算")
    code = models.CharField("科目编码", max_length=7, validators=[valid_code])
    name = models.CharField("科目名称", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "决算科目名称"
        ordering = ("account", "code")
        constraints = (
            models.UniqueConstraint(fields=("account", "code"), name="one_name_per_account_subject"),
            models.CheckConstraint(
                condition=Q(code__regex=CODE), name="account_subject_code_has_3_5_or_7_digits"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
