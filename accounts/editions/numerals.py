"""Chinese ordinals of headings: 一、 二、 … 二十六、"""

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 26 → 二十六; ValueError outside 1–99."""
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese ordinal for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")
