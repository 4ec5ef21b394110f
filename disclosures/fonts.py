"""Whether this machine can print, and every character of a page: asked of the prepared typefaces.

A missing glyph raises nothing while printing, so it is looked for before, and named with its place.
"""

import os
import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path

from disclosures.justification import JOINER

FOLDER = Path(__file__).resolve().parent.parent / ".local" / "fonts"
"""Where `python -m disclosures.typefaces` puts them."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-liberation2"
INSTALL = f"请安装：apt-get install {PACKAGES}"
PREPARE = "请运行：python -m disclosures.typefaces"
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Categories of characters that need no glyph."""
WHITE = "\t\n\r"
SAMPLE = "决算公开"
MOST_NAMED = 10
NEARBY = 8
"""Characters shown on either side of one that no face has."""


class PrintingImpossible(Exception):
    """What this machine lacks for printing, in one line, with what to do."""


def require(html: str) -> None:
    """Raises PrintingImpossible unless the prepared typefaces have every character of the text."""
    if not set(SAMPLE) <= covered():
        raise PrintingImpossible(f"无法生成PDF：没有中文字体。{INSTALL}")
    text = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(?!/?(?:a|data|span|mark|dfn)\b)[^>]*>", "\n", html)))
    text = text.replace(JOINER, "")
    missing = sorted(filter(is_missing, set(text)))
    if missing:
        named = "；".join(_named(c, text) for c in missing[:MOST_NAMED])
        more = f"等{len(missing)}个" if len(missing) > MOST_NAMED else ""
        raise PrintingImpossible(f"无法生成PDF：字体中没有字符{named}{more}")


def is_missing(character: str) -> bool:
    """Controls, too: no well-formed page has them."""
    category = unicodedata.category(character)
    if category == "Cc":
        return character not in WHITE
    return category not in UNSEEN and character not in covered()


def use_prepared() -> None:
    """From now on this process knows the prepared typefaces and no others. Before WeasyPrint is imported."""
    configuration = FOLDER / "fonts.conf"
    if not configuration.exists():
        raise PrintingImpossible(f"无法生成PDF：字体尚未准备。{PREPARE}")
    if f">{FOLDER}/" not in configuration.read_text(encoding="utf-8"):  # or Pango breaks off without a word
        raise PrintingImpossible(f"无法生成PDF：程序移动过，字体是在原来的文件夹准备的。{PREPARE}")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


@cache
def covered() -> frozenset[str]:
    """Every character that some prepared face has: each of them falls back to Noto Serif CJK."""
    try:
        return frozenset((FOLDER / "characters.txt").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PrintingImpossible(f"无法生成PDF：字体尚未准备。{PREPARE}") from error


def _named(character: str, text: str) -> str:
    """“𬀩”（U+2C029，见“……”）: the character and the words around it."""
    place = text.find(character)
    before, after = text[max(0, place - NEARBY) : place], text[place : place + NEARBY]
    around = before.rpartition("\n")[2] + after.partition("\n")[0]
    if not character.isprintable() and unicodedata.category(character) == "Cc":
        return f"U+{ord(character):04X}（控制字符，见“{around.replace(character, '').strip()}”）"
    return f"“{character}”（U+{ord(character):04X}，见“{around.strip()}”）"
