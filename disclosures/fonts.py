"""Whether this machine can print Chinese at all, and every character of a text: asked of fontconfig.

A missing glyph raises nothing while printing, so it is looked for before.
"""

import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-liberation2"
INSTALL = f"请安装：apt-get install {PACKAGES}"
PRINT_FONT = "Noto Serif CJK SC"
LATIN_FONT = "Liberation Serif"
SAMPLE = "决算公开"
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of characters that need no glyph."""


class PrintingImpossible(Exception):
    """What this machine lacks for printing, in one line, with what to install."""


def require(text: str) -> None:
    """Raises PrintingImpossible unless the installed fonts have every character of `text`."""
    if shutil.which("fc-match") is None:
        raise PrintingImpossible(f"无法生成PDF：找不到 fontconfig。{INSTALL}")
    if not set(SAMPLE) <= covered():
        raise PrintingImpossible(f"无法生成PDF：没有中文字体。{INSTALL}")
    unknown = {c for c in set(text) - covered() if unicodedata.category(c) not in UNSEEN}
    missing = sorted(c for c in unknown if not any_font_has(c))
    if missing:
        named = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in missing)
        raise PrintingImpossible(f"无法生成PDF：已安装的字体中没有字符{named}")


@cache
def covered() -> frozenset[str]:
    """The characters of the font that fontconfig gives for the printed text."""
    from fontTools.ttLib import TTFont

    answer = _ask("fc-match", "--format", "%{file}|%{index}", f"{PRINT_FONT}:lang=zh-cn")
    path, _, index = answer.rpartition("|")
    if not path:
        return frozenset()
    with TTFont(path, fontNumber=int(index or 0) & 0xFFFF, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or {}))


@cache
def latin() -> dict[str, Path]:
    """The faces for digits and Latin letters, by name; empty when they are not installed."""
    faces = {}
    for name, style in (("digits.ttf", "Regular"), ("digits-bold.ttf", "Bold")):
        family, _, path = _ask(
            "fc-match", "--format", "%{family}|%{file}", f"{LATIN_FONT}:style={style}"
        ).partition("|")
        if family == LATIN_FONT:
            faces[name] = Path(path)
    return faces


@cache
def any_font_has(character: str) -> bool:
    return bool(_ask("fc-list", f":charset={ord(character):x}", "family"))


def _ask(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()
