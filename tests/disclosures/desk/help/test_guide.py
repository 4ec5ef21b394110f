"""The clerks' guide: its pictures are there and made by the script, its numbers are those of the settings."""

import re
from pathlib import Path

from django.conf import settings

from disclosures.desk.people.login import INVITED_FOR

ROOT = Path(__file__).resolve().parents[4]
GUIDE = (ROOT / "docs" / "clerk-guide.md").read_text(encoding="utf-8")


def test_every_picture_is_there_and_made_by_the_script() -> None:
    made = (ROOT / "tests" / "browser" / "guide_pictures.py").read_text(encoding="utf-8")
    pictures = re.findall(r"\(screenshots/(guide-[\w-]+)\.png\)", GUIDE)
    assert len(pictures) > 10
    for name in pictures:
        assert (ROOT / "docs" / "screenshots" / f"{name}.png").exists() and name in made, name


def test_its_numbers_are_those_of_the_settings() -> None:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    assert f"输错 {settings.AXES_FAILURE_LIMIT} 次，锁 {minutes} 分钟" in GUIDE
    assert f"{settings.IDLE_MINUTES} 分钟没有操作" in GUIDE and f"默认 {settings.DISCLOSURE_DAYS} 天" in GUIDE
    assert f"{INVITED_FOR.days} 天内有效" in GUIDE
