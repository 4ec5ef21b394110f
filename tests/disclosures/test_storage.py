from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File

from disclosures.storage import WholeFileStorage


@pytest.fixture
def storage(tmp_path: Path) -> WholeFileStorage:
    return WholeFileStorage(location=tmp_path)


class Torn(File):  # type: ignore[type-arg]
    """A content that breaks off in the middle."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError("断电")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_written_under_its_name_and_can_be_read_by_a_web_server(
    storage: WholeFileStorage, tmp_path: Path
) -> None:
    assert storage.save("ab/abcd", ContentFile(b"content")) == "ab/abcd"
    assert (tmp_path / "ab" / "abcd").read_bytes() == b"content"
    assert (tmp_path / "ab" / "abcd").stat().st_mode & 0o777 == 0o644
    assert files(tmp_path) == ["abcd"]


def test_a_writing_that_breaks_off_leaves_nothing(storage: WholeFileStorage, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="断电"):
        storage.save("ab/abcd", Torn(None))
    assert files(tmp_path) == []


def test_the_same_name_is_the_same_content_and_gets_no_other_name(storage: WholeFileStorage) -> None:
    assert [storage.save("ab/abcd", ContentFile(b"content")) for _ in range(2)] == ["ab/abcd"] * 2
