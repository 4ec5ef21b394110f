"""Libraries of others, as they were published: name, version, licence, and not a byte changed."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LIBRARIES = {
    "static/vendor/echarts.common.min.js": "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5",
    "tests/browser/vendor/axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_is_as_published(name: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == LIBRARIES[name]


@pytest.mark.parametrize("folder", sorted({str(Path(name).parent) for name in LIBRARIES}))
def test_version_and_licence_stand_beside(folder: str) -> None:
    words = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    for name in LIBRARIES:
        if name.startswith(folder):
            assert Path(name).name in words and LIBRARIES[name] in words
    for licence in (ROOT / folder).glob("*.LICENSE"):
        assert licence.name in words
