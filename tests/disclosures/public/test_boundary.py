"""No public address can reach a draft: the package, and all of `disclosures` that it uses, knows only
Publication, Unit and the released Duty.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MODELS = {"accounts.models", "disclosures.models", "disclosures.duties.models"}
"""The models' own modules refer to one another; what counts is which of them the public side takes."""
ALLOWED = {
    "accounts.models.Unit",
    "disclosures.models.Publication",
    "disclosures.models.PublicationQuerySet",
    "disclosures.models.FileEntry",
    "disclosures.models.LogEntry",
    "disclosures.duties.models.Duty",
}
HARMLESS = tuple(f"accounts.{name}." for name in ("money", "days", "subjects", "figures", "editions"))
"""Pure, and know no account."""


def taken(path: Path) -> set[str]:
    """What a file imports of ours, as dotted names of things."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in ("accounts", "disclosures", "config")}


def module_file(name: str) -> Path | None:
    """The file of `a.b.c`, c being a module or something in b."""
    place = ROOT / name.replace(".", "/")
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.exists():
            return path
    return module_file(name.rpartition(".")[0]) if "." in name else None


def test_the_public_side_takes_publications_units_and_duties_and_nothing_else() -> None:
    todo = [path for room in ("public", "api") for path in (ROOT / "disclosures" / room).rglob("*.py")]
    seen: set[Path] = set()
    while todo:
        path = todo.pop()
        seen.add(path)
        for name in taken(path):
            if name.rpartition(".")[0] in MODELS:
                assert name in ALLOWED, f"{path} takes {name}"
                continue
            if name.startswith(HARMLESS):
                continue
            assert not name.startswith(("accounts", "config")), f"{path} takes {name}"
            file = module_file(name)
            if file and file not in seen:
                todo.append(file)
    assert ROOT / "disclosures" / "archive.py" in seen
