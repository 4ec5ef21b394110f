import io
import zipfile

from disclosures.bundle import bundle, size

FILES = {"a.txt": b"one", "b.bin": bytes(range(256)) * 9, "empty": b""}


def test_files_lie_in_one_folder_as_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle("x-2024-v1", FILES))) as package:
        assert {each.filename: package.read(each) for each in package.infolist()} == {
            f"x-2024-v1/{name}": content for name, content in FILES.items()
        }
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_STORED}
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_files_give_the_same_bytes_whose_number_is_known() -> None:
    made = bundle("x", FILES)
    assert made == bundle("x", FILES)
    assert len(made) == size("x", {name: len(content) for name, content in FILES.items()})
