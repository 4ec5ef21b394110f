"""Slips of the pen: words that are wrong wherever they stand, likely ones, and terms with one right form."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import NOTHING_WRITTEN, noted
from disclosures.wording.slip_notes import LIKELY, SURE, TERMS


@rule(
    "W31",
    title="错别字和用词错误",
    may_stand=False,
    source="公开的文字不应有错别字",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_slip(case: Case) -> Iterator[Seen]:
    """不应有“截止至”“政府性其基金”“提供满意度”等错误。"""
    yield from noted(case, SURE, "用词有误")


@rule(
    "W32",
    title="疑似用词错误",
    level=Level.REASON,
    source="公开的文字不应有错别字",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_likely_slip(case: Case) -> Iterator[Seen]:
    """疑似错别字、缺字、缺标点处应核对。"""
    yield from noted(case, LIKELY, "疑似有误", "核对后更正；没有错的写明理由", but=SURE)


@rule(
    "W33",
    title="财政用语不规范",
    level=Level.NOTICE,
    source="“三公”经费等用语按决算公开格式的统一写法",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_term(case: Case) -> Iterator[Seen]:
    """“三公”经费、因公出国（境）费、公务用车购置及运行维护费应按统一写法。"""
    yield from noted(case, TERMS, "不是统一写法")
