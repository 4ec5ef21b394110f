"""The inspector's checklist of an account: every rule a line, in the five dimensions, to be printed. Pure.

Lines that no rule can decide say what to look at by hand. Nothing here quotes a regulation by its article.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import Dimension, Result
from accounts.checks.standing import Given, Judged, Standing, judged
from accounts.days import day
from disclosures.duties.dates import Terms
from disclosures.verdicts import STYLES, Verdict, verdict


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    sentence: str
    verdict: Verdict
    found: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def style(self) -> str:
        return STYLES[self.verdict]


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    sections: tuple[Section, ...]
    counts: tuple[tuple[str, int], ...]
    roundings: int


def sheet(case: Case, results: Sequence[Result], given: Sequence[Given], terms: Terms) -> Sheet:
    found: dict[str, list[Judged]] = {}
    for each in judged(case, results, given):
        found.setdefault(each.finding.rule, []).append(each)
    lines = [(result.rule.dimension, row(result, found.get(result.rule.code, []))) for result in results]
    lines += [(Dimension.TIMELINESS, in_time(terms)), *by_hand(case)]
    sections = tuple(
        Section(dimension.value, tuple(line for of, line in lines if of is dimension))
        for dimension in Dimension
    )
    verdicts = Counter(line.verdict for _, line in lines)
    return Sheet(
        sections=sections,
        counts=tuple((verdict.value, verdicts[verdict]) for verdict in Verdict),
        roundings=sum(result.roundings for result in results),
    )


def row(result: Result, found: Sequence[Judged]) -> Row:
    rule = result.rule
    return Row(rule.code, rule.title, rule.sentence, verdict(result, found), tuple(told(result, found)))


def told(result: Result, found: Iterable[Judged]) -> Iterator[str]:
    for each in found:
        yield f"{each.finding.level.value}：{each.finding.message}。"
        if each.given and each.standing is Standing.ACCEPTED:
            yield f"说明（{each.given.name}，{day(each.given.at.date())}）：{each.given.reason}"
        elif each.given:
            yield f"曾有说明，所说的内容已变，不再有效：{each.given.reason}"
    if result.reason:
        yield result.reason
    if result.roundings:
        yield f"尾差 {result.roundings} 处"


def in_time(terms: Terms) -> Row:
    """Whether it was published within the days after the reply. Of which kind they are, no source says."""
    sentence = (
        f"批复后{terms.days}日内向社会公开。来源只写“日”，没有写明自然日还是工作日，本单按{terms.kind}计算"
        f"{'（扣除周六、周日，没有扣除法定节假日）' if terms.working else ''}。"
    )
    verdict, told = timely(terms)
    return Row("及时", "在期限内公开", sentence, verdict, (told,), by_hand=verdict is Verdict.UNKNOWN)


def timely(terms: Terms) -> tuple[Verdict, str]:
    due = terms.last
    if due is None:
        return Verdict.UNKNOWN, "没有填写批复日期。请对照批复文件和公开日期人工核对。"
    told = f"{day(due)}前应公开" + ("（以公开名单上的期限为准）" if terms.due else "")
    if terms.replied:
        told = f"{day(terms.replied)}批复，{told}"
    if terms.disclosed is None:
        return Verdict.UNKNOWN, f"{told}；还没有公开。"
    told = f"{told}；{day(terms.disclosed)}公开。"
    return (Verdict.GOOD if terms.disclosed <= due else Verdict.BAD), told


def by_hand(case: Case) -> Iterator[tuple[Dimension, Row]]:
    """What inspectors look at and the account does not know."""
    if case.unit.members:
        yield (
            Dimension.COMPLETENESS,
            manual(
                "人工一",
                "所属单位都已公开",
                "部门公开部门决算，所属单位公开单位决算。",
                f"请逐个核对：{'、'.join(case.unit.members)}。",
            ),
        )
    yield (
        Dimension.FORM,
        manual(
            "人工二",
            "公开的位置",
            "在本部门网站和预决算公开统一平台或专栏公开，并长期处于公开状态。",
            "请打开网址核对，记下网址和时间。",
        ),
    )
    yield (
        Dimension.TRUTH,
        manual("人工三", "与批复一致", "公开数与财政部门批复的决算一致。", "请对照批复文件核对各表合计。"),
    )


def manual(code: str, title: str, sentence: str, told: str) -> Row:
    return Row(code, title, sentence, Verdict.UNKNOWN, (told,), by_hand=True)
