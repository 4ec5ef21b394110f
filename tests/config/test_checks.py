import pytest

from config import checks

pytestmark = pytest.mark.django_db


def test_the_database_keeps_chinese() -> None:
    assert checks.check_database_keeps_chinese(["default"]) == []


def test_a_database_that_drops_chinese_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "KEEPS_CHINESE", """SELECT '决算' COLLATE "C" ~ '^[[:alpha:]]+$'""")
    (error,) = checks.check_database_keeps_chinese(["default"])
    assert error.id == "config.E001"
    assert "'default'" in error.msg


def test_without_a_database_nothing_is_asked() -> None:
    assert checks.check_database_keeps_chinese() == []
