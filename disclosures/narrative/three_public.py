"""九、财政拨款“三公”经费: against the budget and last year, with the counts that inspectors look for.

团组 and 人次, vehicles bought and held, visits and visitors: regulations R-23, R-24.
"""

from accounts.money import in_wan
from disclosures.narrative.story import Story
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

VEHICLES = "公务用车购置及运行维护费"
KINDS = ((1, "overseas", "因公出国（境）费"), (2, "vehicles", VEHICLES), (3, "reception", "公务接待费"))


def three_public(story: Story) -> list[Paragraph]:
    """Each kind against its budget and last year."""
    return [
        _heading("total", "（一）“三公”经费财政拨款支出决算总体情况说明"),
        Paragraph("three_public.total", _total(story)),
        _heading("kinds", "（二）“三公”经费财政拨款支出决算具体情况说明"),
        *_kinds(story, [_of_kind(story, key, title, f"{n}.{title}") for n, key, title in KINDS]),
    ]


def three_public_shares(story: Story) -> list[Paragraph]:
    """Total and kinds against their budgets in one paragraph; then the shares and the counts."""
    rates = joined((_of_kind(story, key, title, title) for _, key, title in KINDS), "")
    spent = [(key, say(title, "支出", story.amount(_actual(key)), "万元")) for _, key, title in KINDS]
    shares = joined((say(told, story.share("，占", _actual(k), _actual("total"))) for k, told in spent), "；")
    return [
        _heading("total", "（一）“三公”经费财政拨款支出决算总体情况说明"),
        Paragraph("three_public.total", say(_total(story), "其中：", rates)),
        _heading("kinds", "（二）“三公”经费财政拨款支出决算具体情况说明"),
        Paragraph("three_public.shares", say("“三公”经费财政拨款支出决算中，", shares, "。具体情况如下：")),
        *_kinds(story, [say(f"{n}.", told, "。") for n, (_, told) in enumerate(spent, 1)]),
    ]


def _heading(key: str, title: str) -> Paragraph:
    return Paragraph(f"three_public.{key}.heading", say(title), "heading")


def _actual(key: str) -> str:
    return f"t09/actual/{key}"


def _total(story: Story) -> Runs:
    return _line(story, "total", "“三公”经费", f"{story.year}年度“三公”经费财政拨款支出预算为")


def _of_kind(story: Story, key: str, title: str, lead: str) -> Runs:
    return _line(story, key, title, f"{lead}预算为")


def _kinds(story: Story, leads: list[Runs]) -> list[Paragraph]:
    """Each kind, begun with its lead."""
    overseas, vehicles, reception = leads
    return [*_overseas(story, overseas), *_vehicles(story, vehicles), *_reception(story, reception)]


def _line(story: Story, key: str, title: str, lead: str) -> Runs:
    """预算, 支出决算, rate, change on last year and the reasons for both differences."""
    budget, actual = f"t09/budget/{key}", f"t09/actual/{key}"
    runs = say(lead, story.amount(budget), "万元，支出决算为", story.amount(actual), "万元")
    compared = story.compare(actual)
    gap = in_wan(story.value(actual) - story.value(budget))
    if compared.is_nothing and not gap:
        return say(runs, "，", compared.words(), "，主要是均无此项支出。")
    if in_wan(story.value(budget)):
        runs = say(runs, story.share("，完成预算的", actual, budget))
    elif gap:
        runs = say(runs, "，未安排预算")
    reason = story.reason(compared, f"reason.three_public.{key}.last", title, lead="，主要原因是")
    runs = say(runs, "；", compared.words(lead=f"较{story.year - 1}年度"), reason, "。")
    return say(runs, _against_budget(story, key, title, gap > 0) if gap else "决算数与预算数一致。")


def _against_budget(story: Story, key: str, title: str, more: bool) -> Runs:
    reason = story.typed(f"reason.three_public.{key}.budget", f"{title}决算与预算差异的主要原因")
    return say(f"决算数{'大' if more else '小'}于预算数的主要原因是", reason, "。")


def _in_full(story: Story, *addresses: str) -> bool:
    """Whether an item is told in every detail: always in the department's form, else where it is not zero."""
    return story.wording.always_full or any(story.value(a) for a in addresses)


def _overseas(story: Story, runs: Runs) -> list[Paragraph]:
    groups, people = "operations/overseas.groups/value", "operations/overseas.people/value"
    if _in_full(story, "t09/budget/overseas", "t09/actual/overseas", groups, people):
        runs = say(runs, "全年共有因公出国（境）团组", story.count(groups), "个，")
        runs = say(runs, "因公出国（境）", story.count(people), "人次。")
    if story.value("t09/actual/overseas"):
        purpose = story.typed("purpose.three_public.overseas", "因公出国（境）的主要内容")
        runs = say(runs, "主要包括", purpose, "。")
    return [Paragraph("three_public.overseas", runs)]


def _vehicles(story: Story, runs: Runs) -> list[Paragraph]:
    held = say(
        f"截至{story.year}年12月31日，公务用车保有量为",
        story.count("operations/vehicles.held/value"),
        "辆，公务用车购置数为",
        story.count("operations/vehicles.bought/value"),
        "辆。",
    )
    if not _in_full(story, "t09/budget/vehicles", "t09/actual/vehicles"):
        return [Paragraph("three_public.vehicles", say(runs, held))]
    return [
        Paragraph("three_public.vehicles", say(runs, "其中：")),
        Paragraph("three_public.purchase", say(_purchase(story), held)),
        Paragraph("three_public.running", _running(story)),
    ]


def _purchase(story: Story) -> Runs:
    spent = say("（1）公务用车购置费支出", story.amount("t09/actual/purchase"), "万元。")
    if not story.value("t09/actual/purchase"):
        return say(spent, "主要是本年度未购置公务用车；")
    purpose = story.typed("purpose.three_public.purchase", "公务用车购置的主要用途")
    return say(spent, "主要用于", purpose, "；")


def _running(story: Story) -> Runs:
    spent = say("（2）公务用车运行维护费支出", story.amount("t09/actual/running"), "万元")
    if not story.value("t09/actual/running"):
        return say(spent, "。")
    return say(
        spent, "，主要是", story.typed("purpose.three_public.running", "公务用车运行维护费的主要用途"), "。"
    )


def _reception(story: Story, runs: Runs) -> list[Paragraph]:
    if not _in_full(story, "t09/budget/reception", "t09/actual/reception"):
        return [Paragraph("three_public.reception", say(runs, _visits(story)))]
    return [
        Paragraph("three_public.reception", say(runs, "其中：")),
        Paragraph("three_public.foreign", _foreign(story)),
        Paragraph(
            "three_public.domestic", say(_spent(story, "domestic", "（2）其他国内公务接待"), _visits(story))
        ),
    ]


def _spent(story: Story, key: str, title: str) -> Runs:
    address = f"operations/reception.{key}/value"
    spent = say(f"{title}支出", story.amount(address), "万元。")
    if not story.value(address):
        return spent
    return say(spent, "主要用于", story.typed(f"purpose.three_public.{key}", f"{title[3:]}的主要用途"), "。")


def _foreign(story: Story) -> Runs:
    return say(
        _spent(story, "foreign", "（1）外事接待费"),
        "全年共接待外事来访团组数",
        story.count("operations/reception.foreign_groups/value"),
        "个、来访外宾",
        story.count("operations/reception.foreign_people/value"),
        "人次（不包括陪同人员）。",
    )


def _visits(story: Story) -> Runs:
    return say(
        "全年共接待国内来访团组",
        story.count("operations/reception.domestic_groups/value"),
        "个、来宾",
        story.count("operations/reception.domestic_people/value"),
        "人次（不包括陪同人员）。",
    )
