"""Characters that come along with copied text: radicals out of PDFs, which no search finds, and controls."""

import unicodedata
from collections.abc import Iterator

SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻑",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟長",
        strict=True,
    )
)
"""U+2E80–2EFF as whole characters; Unicode itself gives no equals for them."""

NEARBY = 8
"""Characters shown on either side of a control."""


def unified(text: str) -> str:
    """The text with radicals (U+2E80–2FDF) as the characters they look like: ⻋⽤ → 车用."""
    return "".join(_unified(c) if "\u2e80" <= c <= "\u2fdf" else c for c in text)


def _unified(radical: str) -> str:
    return SUPPLEMENT.get(radical, unicodedata.normalize("NFKC", radical))


def controls(text: str) -> Iterator[str]:
    """What has neither shape nor meaning, once each, with the words around it: U+0007（见“支出增加”）."""
    for control in dict.fromkeys(c for c in text if is_control(c)):
        place = text.index(control)
        around = text[max(0, place - NEARBY) : place + NEARBY]
        yield f"U+{ord(control):04X}（见“{''.join(c for c in around if not is_control(c)).strip()}”）"


def is_control(character: str) -> bool:
    return character in "\ufffe\uffff" or (
        unicodedata.category(character) == "Cc" and character not in "\t\n\r"
    )
