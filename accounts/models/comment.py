"""What a reviewer says of a place in an account, the answers, and the end of it. Rows are never altered."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account


class Comment(models.Model):
    """审核意见. `place` is a cell, a slot, a table or section, a place in a project; empty for the whole."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="comments", verbose_name="决算")
    place = models.CharField("位置", max_length=162, blank=True)
    text = models.TextField("意见")
    by = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text="") & ~Q(by=""), name="comment_has_text_and_author"),
        )

    def __str__(self) -> str:
        return f"{self.place or '整份决算'}：{self.text}"


class Answer(models.Model):
    """What was done about a comment, or why nothing need be done."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="answers", verbose_name="审核意见")
    text = models.TextField("答复")
    by = models.CharField("答复人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text="") & ~Q(by=""), name="answer_has_text_and_author"),
        )

    def __str__(self) -> str:
        return self.text


class Closing(models.Model):
    """The end of a comment: its reviewer's side is content."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="closing", verbose_name="审核意见")
    by = models.CharField("办结人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "意见的办结"
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="closing_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.comment}（{self.by}办结）"
