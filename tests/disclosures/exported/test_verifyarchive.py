"""The archive checked by the program that lies in it: whatever was done to it is told."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from disclosures.publiclog import manifests, verifyarchive

PDF = "liaoyuan/2024/v1/report.pdf"


def run(folder: Path, *options: str) -> tuple[int, str]:
    """By itself: no site packages, no path of ours, another working folder."""
    done = subprocess.run(
        [sys.executable, "-S", str(folder / "log/verifyarchive.py"), str(folder), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
    )
    return done.returncode, done.stdout + done.stderr


def key_of(folder: Path) -> str:
    return (folder / "log/key").read_text().strip()


def found(folder: Path, capsys: Any) -> list[str]:
    """What is told, without the head; the exit code must be 1."""
    capsys.readouterr()
    assert verifyarchive.told(folder, key_of(folder)) == 1
    lines: list[str] = capsys.readouterr().out.splitlines()
    return [line for line in lines if not line.startswith(("公开日志共", "不一致："))]


def restore_sums(folder: Path) -> None:
    """As somebody who may write everything would."""
    lines = (f"{verifyarchive.digest(folder / path)}  {path}\n" for path in verifyarchive.paths(folder))
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
    about = json.loads((folder / "archive.json").read_bytes())
    about["sums"] = verifyarchive.digest(folder / "SHA256SUMS")
    (folder / "archive.json").write_text(json.dumps(about), "utf-8")


def test_a_whole_archive_alone_and_again(archived: Path) -> None:
    key = key_of(archived)
    for _ in range(2):  # it leaves nothing behind
        assert run(archived, "--key", key) == (0, "公开日志共 2 条，与 checkpoint 一致\n核验通过\n")
    status, told = run(archived)
    assert status == 0 and "公钥取自存档本身" in told


def test_the_command_is_the_same_and_needs_no_database(archived: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("verifyarchive", archived)
    assert ended.value.code == 0
    (archived / PDF).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("verifyarchive", archived)
    assert ended.value.code == 1


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: path.unlink(), "少了文件 {}"),
        (lambda path: path.write_bytes(path.read_bytes()[:-3]), "文件被截断 {}：应有"),
        (lambda path: path.write_bytes(path.read_bytes() + b"x"), "文件变了 {}：与清单的 SHA-256 不同"),
        (lambda path: path.write_bytes(b"!" + path.read_bytes()[1:]), "文件变了 {}：与 SHA256SUMS 不同"),
        (lambda path: path.with_name("more").write_bytes(b"x"), "多了文件 liaoyuan/2024/v1/more"),
    ],
    ids=["missing", "truncated", "longer", "changed", "extra"],
)
def test_a_file_of_a_version(archived: Path, damage: Callable[[Path], Any], told: str, capsys: Any) -> None:
    damage(archived / PDF)
    assert any(line.startswith(told.format(PDF)) for line in found(archived, capsys))


@pytest.mark.parametrize("path", ["index.html", "static/site.css", "log/verifier.py", "README.txt"])
def test_any_other_file(archived: Path, path: str, capsys: Any) -> None:
    (archived / path).write_bytes((archived / path).read_bytes() + b" ")
    assert found(archived, capsys) == [
        f"文件变了 {path}：与 SHA256SUMS 不同；请用另一份存档或网站上的同一文件换回"
    ]


def test_the_list_of_hashes(archived: Path, capsys: Any) -> None:
    sums = archived / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("static/site.css", "static/site2.css"), "utf-8")
    told = found(archived, capsys)
    assert told[0].startswith("SHA256SUMS 变了")
    assert any(line.startswith("多了文件 static/site.css") for line in told)
    sums.write_text("nonsense\n", "utf-8")
    assert verifyarchive.told(archived, key_of(archived)) == 2


def test_a_file_and_every_list_of_it_changed(archived: Path, capsys: Any) -> None:
    """Only the log knows, and it is signed."""
    path = archived / "liaoyuan/2024/v1/manifest.json"
    told = json.loads(path.read_bytes())
    (archived / PDF).write_bytes(b"%PDF false")
    told["files"]["report.pdf"] = manifests.described(b"%PDF false")
    path.write_text(json.dumps(told), "utf-8")
    restore_sums(archived)
    lines = found(archived, capsys)
    assert lines[0].startswith("清单变了 liaoyuan/2024/v1/manifest.json：与公开日志第 0 条不同")
    assert "没有得到公开日志的证明：公开日志记的是另一份文件清单" in lines[1] and len(lines) == 2


def test_a_false_sm3(archived: Path, capsys: Any) -> None:
    path = archived / "liaoyuan/2024/v1/manifest.json"
    told = json.loads(path.read_bytes())
    told["files"]["report.pdf"]["sm3"] = "0" * 64
    path.write_text(json.dumps(told), "utf-8")
    assert any(line.startswith(f"文件 {PDF} 的 SM3 与清单不同") for line in found(archived, capsys))


def test_a_version_left_out(archived: Path, capsys: Any) -> None:
    shutil.rmtree(archived / "liaoyuan/2024/v1")
    restore_sums(archived)
    assert found(archived, capsys)[0].startswith("少了一版 liaoyuan/2024/v1：公开日志第 0 条记有它")


def test_a_version_put_in(archived: Path, capsys: Any) -> None:
    """Copied to another number, with its own proof."""
    false = archived / "liaoyuan/2024/v3"
    false.mkdir()
    for path in (archived / "liaoyuan/2024/v1").iterdir():
        if path.is_file():
            (false / path.name).write_bytes(path.read_bytes())
    restore_sums(archived)
    assert found(archived, capsys) == ["liaoyuan/2024/v3 里是另一版：liaoyuan/2024/v1"]


@pytest.mark.parametrize("path", ["log/checkpoint", "log/tile/entries/000.p/2"])
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_the_log(archived: Path, path: str, damage: str, capsys: Any) -> None:
    file = archived / path
    content = file.read_bytes().replace(b"2024", b"2023").replace(b"\n2\n", b"\n3\n")
    file.write_bytes(content) if damage == "changed" else file.unlink()
    restore_sums(archived)
    assert found(archived, capsys)[0].startswith("公开日志：")


def test_a_proof(archived: Path, capsys: Any) -> None:
    proof = next((archived / "liaoyuan/2024/v2").glob("*.tlog-proof"))
    proof.unlink()
    restore_sums(archived)
    assert any("liaoyuan/2024/v2 的清单没有得到公开日志的证明" in line for line in found(archived, capsys))


def test_another_key(archived: Path) -> None:
    name, _, rest = (archived / "log/key").read_text().strip().partition("+")
    assert run(archived, "--key", f"other{name}+{rest}")[0] == 1
    assert run(archived, "--key", "nonsense")[0] == 2


def test_what_is_no_archive(tmp_path: Path) -> None:
    assert verifyarchive.told(tmp_path, "key") == 2
    (tmp_path / "archive.json").write_text('{"format": "other/9"}')
    assert verifyarchive.told(tmp_path, "key") == 2


def test_a_name_that_leads_outside_is_not_followed(archived: Path, capsys: Any) -> None:
    path = archived / "liaoyuan/2024/v1/manifest.json"
    told = json.loads(path.read_bytes())
    told["files"]["../../../../secret"] = told["files"]["report.pdf"]
    path.write_text(json.dumps(told), "utf-8")
    assert any("不成样子的文件名" in line for line in found(archived, capsys))
