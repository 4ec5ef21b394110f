"""Sessions, one-time passwords to be replaced, and the log of all changes of people and their rights."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from disclosures.desk.people.store import SessionStore


class Session(AbstractBaseSession):
    """A login at one browser. Whose it is stands beside it, so that a person's own are found by an index."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", verbose_name="人员"
    )

    class Meta:
        verbose_name = verbose_name_plural = "登录"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class Invitation(models.Model):
    """The person has a one-time password and must choose one of their own before anything else."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation", verbose_name="人员"
    )
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "一次性密码"

    def __str__(self) -> str:
        return f"{self.user}（{self.by}）"


class RightsChange(models.Model):
    """What changed of a person. Written by triggers, never edited; text, no keys to what it describes."""

    class What(models.TextChoices):
        ROLE = "role", "角色"
        ACTIVE = "is_active", "启用"
        STAFF = "is_staff", "可进工作台"
        SUPERUSER = "is_superuser", "超级管理员"
        PASSWORD = "password", "密码"
        TWO_STEP = "two_step", "两步验证"
        USERNAME = "username", "用户名"

    person = models.BigIntegerField("人员编号")
    username = models.CharField("用户名", max_length=150)
    what = models.CharField("内容", max_length=12, choices=What)
    unit = models.CharField("单位", max_length=200, blank=True)
    before = models.CharField("原来", max_length=150, blank=True)
    after = models.CharField("现在", max_length=150, blank=True)
    by = models.CharField("经办人", max_length=150, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "人员改动记录"
        ordering = ("id",)
        indexes = (models.Index(fields=("person", "id"), name="rights_change_by_person"),)

    def __str__(self) -> str:
        return f"{self.username} {self.get_what_display()}：{self.before} → {self.after}"
