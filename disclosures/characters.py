"""Characters that look like others: radicals copied out of PDFs, which no search finds."""

import unicodedata

SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻑",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟長",
        strict=True,
    )
)
"""U+2E80–2EFF as whole characters; Unicode itself gives no equals for them."""


def unified(text: str) -> str:
    """The text with radicals (U+2E80–2FDF) as the characters they look like: ⻋⽤ → 车用."""
    return "".join(_unified(c) if "\u2e80" <= c <= "\u2fdf" else c for c in text)


def _unified(radical: str) -> str:
    return SUPPLEMENT.get(radical, unicodedata.normalize("NFKC", radical))
