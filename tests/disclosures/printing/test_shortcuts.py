"""Shortcuts through WeasyPrint: the same pages with them and without, and what they were written for."""

import ast
import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest

from disclosures import typesetting
from disclosures.press import typeset
from disclosures.press.stages import to_nobody
from tests.disclosures import tagged
from tests.disclosures.paper import poppler
from tests.disclosures.printing.conftest import Document

ROOT = Path(__file__).resolve().parents[3]
PLAINLY = """
import sys
from pathlib import Path
from disclosures.press import typeset
from disclosures.press.stages import to_nobody
typeset.fonts.use_prepared()
from disclosures.press import shortcuts
shortcuts.install = lambda: None
page, printed = map(Path, sys.argv[1:])
printed.write_bytes(typeset.typeset(page.read_text(), to_nobody))
"""
WRITTEN_FOR = {
    ("pydyf", "page_references"): "0153329c5261",
    ("weasyprint.anchors", "gather_anchors"): "a6970b100570",
    ("weasyprint.draw", "draw_stacking_context"): "c97878300f32",
    ("weasyprint.pdf.tags", "_build_box_tree"): "e8338d00c41d",
    ("weasyprint.pdf.metadata", "generate_rdf_metadata"): "2932fd5aca77",
    ("weasyprint.draw", "draw_collapsed_borders"): "ea41f2e10bb9",
    ("weasyprint.draw.border", "draw_line"): "7a4f37c97ac9",
    ("weasyprint.draw", "draw_inline_level"): "83010c6dec6a",
    ("weasyprint.layout.leader", "handle_leader"): "a7f944a205e4",
    ("weasyprint.layout.background", "layout_box_backgrounds"): "3a31f4bc4848",
    ("weasyprint.layout.percent", "resolve_percentages"): "92016b948f74",
    ("weasyprint.text.fonts", "font_features"): "ba56f96336c7",
    ("weasyprint.text.fonts", "get_font_description"): "be554c07a53f",
    ("weasyprint.text.line_break", "strut"): "e0631a4e87ce",
}


def source(module: str, name: str) -> str:
    spec = find_spec(module)
    assert spec and spec.origin
    text = Path(spec.origin).read_text(encoding="utf-8")
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef) and n.name == name]
    return "\n".join(ast.get_source_segment(text, node) or "" for node in nodes)


@pytest.mark.parametrize(("module", "name"), WRITTEN_FOR)
def test_weasyprint_is_what_they_were_written_for(module: str, name: str) -> None:
    """When it is not: read what changed, mend the shortcut or drop it, then write the new digest here."""
    assert hashlib.sha256(source(module, name).encode()).hexdigest()[:12] == WRITTEN_FOR[module, name]


def test_every_word_and_tag_is_where_it_is_without_them(long: Document, tmp_path: Path) -> None:
    page, plain, short = (tmp_path / name for name in ("page.html", "plain.pdf", "short.pdf"))
    page.write_text(typesetting.page(long.html, long.report), encoding="utf-8")
    short.write_bytes(typeset.typeset(page.read_text(encoding="utf-8"), to_nobody))
    subprocess.run([sys.executable, "-c", PLAINLY, str(page), str(plain)], cwd=ROOT, check=True)
    assert poppler("pdftotext", "-bbox", short, "-") == poppler("pdftotext", "-bbox", plain, "-")
    assert poppler("pdfinfo", "-struct", short) == poppler("pdfinfo", "-struct", plain)
    with pikepdf.open(short) as first, pikepdf.open(plain) as second:
        spoken = [tagged.Spoken(pdf).text(tagged.tree(pdf)) for pdf in (first, second)]
    assert spoken[0] == spoken[1]
    assert short.stat().st_size < plain.stat().st_size


def test_rules_that_touch_are_joined() -> None:
    typeset.load_typesetter()
    from disclosures.press.ruling import joined

    sides = [(0.0, 0.0, 2.0, 0.0), (4.0, 0.0, 5.0, 0.0), (1.5, 0.0, 3.0, 0.0), (0.0, 0.0, 0.0, 2.0)]
    assert joined(sides) == [(0.0, 0.0, 3.0, 0.0), (4.0, 0.0, 5.0, 0.0), (0.0, 0.0, 0.0, 2.0)]
