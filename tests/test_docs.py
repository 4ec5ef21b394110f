"""The documents: README leads to each, and what they name is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted([ROOT / "README.md", ROOT / "deploy" / "README.md", *(ROOT / "docs").rglob("*.md")])
DOCS = [each for each in DOCS if each.exists()]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\s]+)`")
ROOMS = ("accounts", "benchmarks", "config", "deploy", "disclosures", "docs", "static", "templates", "tests")


def names(text: str) -> Iterator[str]:
    """Paths of the repository in backticks, without what stands for a name."""
    for name in CODE.findall(re.sub(r"```.*?```", "", text, flags=re.S)):
        path = name.partition("#")[0].partition("::")[0]
        if path.split("/")[0] in ROOMS and re.fullmatch(r"[\w./-]+", path) and "/" in path:
            yield path.rstrip("/")


def is_there(path: str) -> bool:
    """A file, a folder, or a module without its ending; of a test its place in `tests` is enough."""
    return any((ROOT / each).exists() for each in (path, f"{path}.py", f"tests/{path}"))


def dotted(text: str) -> Iterator[str]:
    """Modules of ours and things in them, as `accounts.ledger.load`; `accounts.E001` is a system check."""
    for name in CODE.findall(text):
        if re.fullmatch(rf"({'|'.join(ROOMS)})(\.\w+)+(\(.*)?", name) and not re.search(r"\.[EW]\d+$", name):
            yield name.partition("(")[0]


def is_module(name: str) -> bool:
    """What is within a module is looked for in its text."""
    parts, within = name.split("."), ""
    while len(parts) > 1:
        place = ROOT.joinpath(*parts)
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.exists():
                return not within or re.search(rf"\b{within}\b", file.read_text("utf-8")) is not None
        within = parts.pop()
    return False


def anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\s-]", "", re.sub(r"[`*]|\[|\]\(.*?\)", "", heading).strip().lower())
    return re.sub(r"\s", "-", kept)


def headings(path: Path) -> set[str]:
    return {anchor(each) for each in re.findall(r"^#+ (.*)$", path.read_text("utf-8"), flags=re.M)}


@pytest.mark.parametrize("doc", DOCS, ids=lambda each: each.relative_to(ROOT).as_posix())
def test_a_document_names_and_links_only_what_is_there(doc: Path) -> None:
    text = doc.read_text("utf-8")
    assert [name for name in names(text) if not is_there(name)] == []
    assert [name for name in dotted(text) if not is_module(name)] == []
    dead = []
    for link in LINK.findall(text):
        path, _, of = link.partition("#")
        if "://" in link:
            continue
        target = (doc.parent / path) if path else doc
        if not target.exists() or (of and target.suffix == ".md" and of not in headings(target)):
            dead.append(link)
    assert dead == []


def test_the_readme_leads_to_every_document() -> None:
    linked = set(LINK.findall((ROOT / "README.md").read_text("utf-8")))
    known = {f"docs/{each.name}" for each in (ROOT / "docs").glob("*.md")}
    assert known - linked == set()
