"""Days as they are written for people. Pure."""

from datetime import date


def day(of: date | None) -> str:
    """2025年9月26日; nothing where there is no day."""
    return f"{of.year}年{of.month}月{of.day}日" if of else ""
