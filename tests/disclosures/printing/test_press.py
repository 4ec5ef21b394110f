"""The process that prints: what it imports, its declarations of C functions, and the file it writes."""

import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import cffi
import pytest

from disclosures import typesetting
from disclosures.press import declarations, later
from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset
from tests.disclosures.paper import poppler
from tests.disclosures.printing.conftest import Document

ROOT = Path(__file__).resolve().parents[3]
OBJECT = re.compile(rb"(\d+) 0 obj\n<<(.*?)>>\nstream\n(.*?)\nendstream\nendobj\n", re.DOTALL)


def said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def pdf(long: Document) -> bytes:
    return typeset(typesetting.page(long.html, long.report), to_nobody)


# what it imports


def test_it_knows_neither_django_nor_the_site() -> None:
    names = said(
        "import sys, disclosures.press.__main__ as press; press.warming.warm_up()\n"
        "print({'weasyprint', 'django', 'accounts', 'config'} & {name.split('.')[0] for name in sys.modules})"
    )
    assert names == "{'weasyprint'}"


def test_it_does_without_libraries_for_pictures_and_other_fonts() -> None:
    names = said(
        "import sys; from disclosures.press import later, warming; later.stand_in(); warming.warm_up()\n"
        "print([n for n in sys.modules if n.startswith(('PIL', 'fontTools')) and n not in later.NAMES])"
    )
    assert set(re.findall(r"[\w.]+", names)) <= {
        "fontTools",
        "fontTools.misc",
        "fontTools.misc.loggingTools",
        "fontTools.varLib",
    }


def test_what_stands_in_becomes_real_when_it_is_called() -> None:
    size = said(
        "from disclosures.press import later; later.stand_in()\n"
        "from PIL import Image; print(Image.new('L', (2, 3)).size)"
    )
    assert size == "(2, 3)"


def test_nothing_stands_in_for_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import fontTools.ttLib

    for name in later.NAMES:
        monkeypatch.setitem(sys.modules, name, fontTools.ttLib)
    later.stand_in()
    assert {sys.modules[name] for name in later.NAMES} == {fontTools.ttLib}


def test_the_same_bytes_from_a_process_of_its_own(long: Document, pdf: bytes, tmp_path: Path) -> None:
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(typesetting.page(long.html, long.report), encoding="utf-8")
    command = [sys.executable, "-m", "disclosures.press.once", str(page), str(printed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert printed.read_bytes() == pdf
    assert done.stdout + done.stderr == ""


# its declarations


def test_declarations_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plain = declarations.read
    monkeypatch.setattr(declarations, "FOLDER", tmp_path / "new")
    monkeypatch.setattr(declarations, "read", lambda text: read.append(text) or plain(text))
    for text in ("int abs(int x);", "int abs(int x);", "long labs(long x);"):
        ffi: Any = declarations.Kept()
        ffi.cdef(text)
        assert ffi.string(ffi.new("char[]", b"word")) == b"word"
    assert read == ["int abs(int x);", "long labs(long x);"]
    assert ffi.dlopen(None).labs(-7) == 7


def test_where_nothing_can_be_kept_they_are_read_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(declarations, "FOLDER", tmp_path / "file" / "folder")
    assert declarations.declarations("int abs(int x);").dlopen(None).abs(-7) == 7


def test_only_an_import_gets_kept_declarations() -> None:
    usual = cffi.FFI
    with declarations.kept():
        assert cffi.FFI is declarations.Kept
    assert cffi.FFI is usual


# its file


def test_every_object_stands_where_the_index_says(pdf: bytes) -> None:
    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", pdf)[0])
    streams = {int(found[1]): found for found in OBJECT.finditer(pdf)}
    rows = zlib.decompress(OBJECT.match(pdf, start)[3])  # type: ignore[index]
    for number in range(1, len(rows) // 9):
        kind, place = rows[9 * number], int.from_bytes(rows[9 * number + 1 : 9 * number + 5])
        if kind == 1:
            assert streams[number].start() == place
        else:
            assert kind == 2 and b"/ObjStm" in streams[place][2]
    [pack] = [found for found in streams.values() if b"/ObjStm" in found[2]]
    count, first = (int(re.search(rb"/%b (\d+)" % name, pack[2])[1]) for name in (b"N", b"First"))  # type: ignore[index]
    content = zlib.decompress(pack[3])
    heads = list(map(int, content[:first].split()))
    assert len(heads) == 2 * count == 2 * (len(rows) // 9 - len(streams) - 1)
    assert all(content[first + place :].startswith((b"<<", b"[")) for place in heads[1::2])


def test_every_head_of_a_table_names_its_scope(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf)
    tags = poppler("pdfinfo", "-struct", tmp_path / "report.pdf")
    scopes = re.findall(
        r"^ *TH <.*>:\n(?: */ColSpan \d+\n)?(?: */RowSpan \d+\n)? */Scope /(\w+)$", tags, re.M
    )
    assert len(scopes) == len(re.findall(r"^ *TH\b", tags, re.M)) > 200
    assert set(scopes) == {"Column", "Row"}


# its page


def test_no_style_but_ours_and_none_of_it_unknown(long: Document, caplog: pytest.LogCaptureFixture) -> None:
    """An element that the style forgets would be set within the line of its neighbours."""
    page = typesetting.page(long.html, long.report)
    used = set(re.findall(r"<(\w+)", page)) - {
        "a",
        "dfn",
        "html",
        "link",
        "mark",
        "meta",
        "span",
        "style",
        "title",
    }
    style = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / "print.css").read_text(), flags=re.DOTALL)
    shown = " ".join(re.findall(r"([^{}]*)\{ display: ", style))
    assert used <= set(re.findall(r"\w+", shown))
    typeset(page, to_nobody)
    assert [record for record in caplog.records if record.levelname != "INFO"] == []


def test_a_page_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(ParseError):
        typeset("<html><p>一<p>二</html>", to_nobody)
