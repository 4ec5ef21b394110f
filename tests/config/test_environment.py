from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import count, flag, folder, secret, words


@pytest.mark.parametrize(("value", "meant"), [("True", True), ("False", False)])
def test_a_flag_is_said_in_full(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    assert flag("SOME_FLAG", not meant) is meant


@pytest.mark.parametrize("value", ["true", "1", "no", "", " True"])
def test_a_flag_is_not_guessed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    with pytest.raises(ImproperlyConfigured, match="use True or False"):
        flag("SOME_FLAG", True)


def test_a_count_is_a_number_from_one_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_COUNT", "12")
    assert (count("SOME_COUNT", 3), count("OTHER_COUNT", 3)) == (12, 3)


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "viele", "²", "１２"])
def test_a_count_is_not_guessed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_COUNT", value)
    with pytest.raises(ImproperlyConfigured, match="use a whole number from 1 on"):
        count("SOME_COUNT", 3)


def test_words_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_HOSTS", "js.example.gov.cn, www.example.gov.cn,")
    assert words("SOME_HOSTS", []) == ["js.example.gov.cn", "www.example.gov.cn"]


def test_words_that_are_not_set_are_the_default() -> None:
    assert words("SOME_HOSTS", ["localhost"]) == ["localhost"]


def test_a_folder_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FOLDER", "publications")
    with pytest.raises(ImproperlyConfigured, match="begins with /"):
        folder("SOME_FOLDER", None)


def test_a_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "key"))
    assert secret("SOME_KEY") == "s3cret"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(ImproperlyConfigured, match=r"SOME_KEY_FILE=.*/key cannot be read"):
        secret("SOME_KEY")


def test_a_secret_is_given_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOME_KEY", "one")
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "other"))
    with pytest.raises(ImproperlyConfigured, match="not both"):
        secret("SOME_KEY")
