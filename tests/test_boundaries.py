"""The two arrows of the house: config → disclosures → accounts, and Django → pure modules, never back."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE = (
    "accounts/money.py",
    "accounts/days.py",
    "accounts/figures.py",
    "accounts/case.py",
    "accounts/consolidation",
    "accounts/content.py",
    "accounts/projects.py",
    "accounts/subjects.py",
    "accounts/carrying.py",
    "accounts/cells.py",
    "accounts/characters.py",
    "accounts/refusals.py",
    "accounts/checks",
    "accounts/editions",
    "accounts/entry",
    "accounts/invented",
    "disclosures/phrases.py",
    "disclosures/report.py",
    "disclosures/narrative",
    "disclosures/glossary.py",
    "disclosures/grids.py",
    "disclosures/project_forms.py",
    "disclosures/project_layouts.py",
    "disclosures/assembly.py",
    "disclosures/plaintext.py",
    "disclosures/covermark.py",
    "disclosures/imprint.py",
    "disclosures/keyfile.py",
    "disclosures/artefacts.py",
    "disclosures/bundle.py",
    "disclosures/codes.py",
    "disclosures/packing.py",
    "disclosures/served/tree.py",
    "disclosures/catalogue/reading.py",
    "disclosures/catalogue/snippets.py",
    "disclosures/catalogue/tables.py",
    "disclosures/catalogue/words.py",
    "disclosures/compared",
    "disclosures/datasets/descriptor.py",
    "disclosures/datasets/fields.py",
    "disclosures/datasets/package.py",
    "disclosures/datasets/wide.py",
    "disclosures/datasets/words.py",
    "disclosures/exported/links.py",
    "disclosures/exported/folder.py",
    "disclosures/readme.py",
    "disclosures/fitting.py",
    "disclosures/fonts.py",
    "disclosures/formulas.py",
    "disclosures/long_forms.py",
    "disclosures/justification.py",
    "disclosures/press",
    "disclosures/typefaces.py",
    "disclosures/placement.py",
    "disclosures/summary.py",
    "disclosures/sums.py",
    "disclosures/terms.py",
    "disclosures/opendata.py",
    "disclosures/project_layouts.py",
    "disclosures/sample_files.py",
    "disclosures/checks.py",
    "disclosures/verdicts.py",
    "disclosures/duties/dates.py",
    "disclosures/differences.py",
    "disclosures/wording",
    "disclosures/workbook",
    "disclosures/word",
    "disclosures/manuscript",
    "disclosures/publiclog",
    "disclosures/signing",
)
PURE_MODULES = {place.removesuffix(".py").replace("/", ".") for place in PURE}


def python_files(place: str) -> list[Path]:
    path = ROOT / place
    files = [path] if path.suffix else sorted(path.rglob("*.py"))
    assert files and all(file.exists() for file in files), place
    return files


def imports(path: Path) -> set[str]:
    """Every module a file imports, also inside functions; `from a import b` counts as a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("place", PURE)
def test_the_pure_core_does_not_know_django(place: str) -> None:
    for path in python_files(place):
        for module in imports(path):
            assert not module.startswith(("django", "config")), f"{path} imports {module}"


@pytest.mark.parametrize("place", PURE)
def test_the_pure_core_imports_only_the_pure_core(place: str) -> None:
    """A pure module that imports a Django module of ours would know Django all the same."""
    for path in python_files(place):
        ours = {m for m in imports(path) if m.split(".")[0] in ("accounts", "disclosures")}
        for module in ours - {"accounts", "disclosures"}:
            assert any(module == pure or module.startswith(pure + ".") for pure in PURE_MODULES), (
                f"{path} imports {module}"
            )


def test_accounts_never_knows_disclosures_and_neither_knows_config() -> None:
    for app, above in (("accounts", ("disclosures", "config")), ("disclosures", ("config",))):
        for path in python_files(app):
            for module in imports(path):
                assert module.split(".")[0] not in above, f"{path} imports {module}"


def test_the_public_side_cannot_reach_a_draft() -> None:
    """It reads publications and units; never the account, its figures or what is typed for it."""
    closed = ("accounts.ledger", "accounts.case", "disclosures.publishing", "disclosures.assembly")
    drafts = {"Account", "Figure", "Explanation", "AccountSubject", "Project", "Indicator", "PublishOrder"}
    rooms = ("disclosures/public", "disclosures/api", "disclosures/served", "disclosures/exported")
    for path in (path for room in rooms for path in python_files(room)):
        for module in imports(path):
            assert not module.startswith(closed), f"{path} imports {module}"
            room, _, name = module.rpartition(".")
            assert not (name in drafts and room.endswith(".models")), f"{path} imports {module}"
