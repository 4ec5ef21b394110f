"""What a backup folder holds, and which sets the schedule keeps."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.backup import BackupError
from config.backup.sets import Kept, Manifest, Rows, digest, newest, read, sets, to_keep

NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
MANIFEST = Manifest(18, False, "ab", {"auth_user": Rows(2, "17")}, (Kept("publications/a", 1, "x", 5, "x"),))


def test_ten_years_of_a_set_each_night_are_a_few_dozen() -> None:
    nights = [NOW - timedelta(days=days) for days in range(3650)]
    kept = to_keep(nights)
    assert {NOW - timedelta(days=days) for days in range(7)} <= kept
    assert len(kept) < 55 and min(kept).year == 2017
    assert to_keep(kept) == kept  # deleting again deletes nothing


def test_of_sets_of_one_hour_the_newest_stays() -> None:
    assert to_keep([NOW, NOW - timedelta(minutes=2), NOW - timedelta(minutes=1)]) == {NOW}
    assert to_keep([]) == set()


def test_a_manifest_is_read_back() -> None:
    assert read(MANIFEST.as_text()) == MANIFEST


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": "other"}', digest("{}"), MANIFEST.as_text().replace("17", "18"), "[]"]
)
def test_a_damaged_manifest_is_told(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "20261122T030000000000Z"
    folder.mkdir()
    (folder / "manifest.json").write_text(text)
    with pytest.raises(BackupError, match="清单读不出来"):
        newest(tmp_path).manifest()


def test_a_set_that_a_wrong_clock_dated_ahead_is_not_the_newest(tmp_path: Path) -> None:
    for name in ("29991122T030000000000Z", "20251121T030000000000Z", "20251122T030000000000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    assert [each.folder.name[:8] for each in sets(tmp_path)] == ["20251122", "20251121", "29991122"]


def test_what_was_not_finished_is_no_set(tmp_path: Path) -> None:
    for name in (".unfinished", "20261122T030000000000Z", "files"):
        (tmp_path / name).mkdir()
    assert sets(tmp_path) == []
    with pytest.raises(BackupError, match="没有完整的备份"):
        newest(tmp_path)
