from pathlib import Path

import pytest

from config.embedded import places


@pytest.fixture(autouse=True)
def nothing_is_left_in_var_lib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As root, what lies in pytest's closed folders would move there."""
    monkeypatch.setattr(places, "OPEN_PLACE", tmp_path / "open")
