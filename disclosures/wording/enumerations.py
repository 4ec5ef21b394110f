"""A comma in an enumeration whose other items are parted by 、."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Dimension, Level, Seen, rule
from disclosures.wording.notes import NOTHING_WRITTEN, Note, noted

ORGAN = "[处科室股部局队所站院]"
ITEM = rf"[^，,。；;：:、\s]{{1,20}}{ORGAN}"
LIST = (
    *(
        Note(lead, rf"(?<={lead})({ITEM})[，,](?={ITEM}、)", instead=r"\1、")
        for lead in ("分别为", "分别是", "包括", "包含", "内设", "下设", "设有", "设立", "为：", "：", "、")
    ),
)


@rule(
    "W26",
    title="并列项之间的逗号",
    level=Level.NOTICE,
    source="并列的名称之间用顿号",
    dimension=Dimension.FORM,
    idle=NOTHING_WRITTEN,
)
def rule_enumeration(case: Case) -> Iterator[Seen]:
    """并列的机构名称之间应用顿号，不夹用逗号。"""
    yield from noted(case, LIST, "后面的逗号应为顿号", "并列的名称之间改用顿号")
