"""The matrix of security requirements (docs/security/asvs.toml) is whole, and what it names is there.

Besides, what holds for the whole of the source: what is never called, who asks other machines.
"""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MATRIX = tomllib.loads((ROOT / "docs/security/asvs.toml").read_text("utf-8"))
"""A requirement that stood there twice would not be read."""
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; they come first in it."""
FURTHER = {"V1.2.10", "V2.3.5", "V7.5.3"}
"""Of level 3: formulas, two persons, proof before publishing."""
STATUS = ("met", "not_applicable", "open")


def test_every_requirement_has_one_line() -> None:
    asked = {f"V{section}.{n}" for section, count in SECTIONS.items() for n in range(1, count + 1)}
    assert len(asked) == 70 + 183
    assert set(MATRIX) == asked | FURTHER
    for number, line in MATRIX.items():
        assert len(line["asks"]) > 3 and line["level"] == 3 if number in FURTHER else line["level"] in (1, 2)
        (status,) = [status for status in STATUS if status in line]
        assert line[status], number
        assert line.keys() <= {"level", "asks", "how", status}, number


def test_all_that_is_named_is_there() -> None:
    named = {evidence for line in MATRIX.values() for evidence in line.get("met", [])}
    assert sorted(each for each in named if not is_there(each)) == []


def is_there(evidence: str) -> bool:
    """`path::test`, `path:NAME` of a setting, or a file."""
    path, _, name = evidence.partition(":")
    if not (ROOT / path).is_file():
        return False
    return not name or name.lstrip(":") in names(path)


@cache
def names(path: str) -> set[str]:
    """Tests, also `Class::test`, and variables of a module."""
    found = set()
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        elif isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def test_the_open_ones_are_told() -> None:
    told = (ROOT / "docs/security.md").read_text("utf-8")
    assert [number for number, line in MATRIX.items() if "open" in line and f"| {number} |" not in told] == []


# what holds for the whole source


@cache
def sources() -> dict[str, str]:
    """All that runs; a migration has no input."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder in ("accounts", "config", "disclosures")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    }


def those_with(pattern: str) -> set[str]:
    return {path for path, text in sources().items() if re.search(pattern, text, re.M)}


def test_no_shell_and_no_dangerous_reader() -> None:
    dangerous = (
        r"shell=True|\bos\.(?:system|popen)|(?<![\w.])(?:eval|exec)\("
        r"|^(?:import|from) (?:pickle|marshal|shelve|yaml|lxml)"
        r"|(?<!\w)Template\(|from_string\(|\.xpath\(|xml\.(?:sax|dom)"
    )
    assert those_with(dangerous) == {"disclosures/press/declarations.py"}, "it runs what it made itself"


def test_no_statement_is_put_together_from_input() -> None:
    """Statements are written whole; names of tables are quoted by psycopg."""
    calls = [
        node
        for text in sources().values()
        if re.search(r"execute\(|RawSQL\(", text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and node.args
    ]
    queries = [call.args[0] for call in calls if ast.unparse(call.func).endswith(("execute", "RawSQL"))]
    assert len(queries) > 20
    assert [ast.unparse(query) for query in queries if isinstance(query, ast.JoinedStr | ast.BinOp)] == []
    assert not those_with(r"\.extra\(|objects\.raw\(")


def test_only_these_files_ask_other_machines() -> None:
    """None of them takes an address from a user: those of settings, of a command's line, of this machine."""
    assert those_with(
        r"urlopen\(|http\.client import HTTP|^import requests|import httpx|HTTPTimeStamper"
    ) == {
        "config/ask_health.py",  # this machine
        "disclosures/api/harvest.py",  # a program given away to readers
        "disclosures/publiclog/witness.py",  # a program given away to witnesses
        "disclosures/signingkey.py",  # SIGNING_TSA
        "disclosures/stamping.py",  # LOG_STAMPS
    }


def test_no_weak_hash() -> None:
    assert those_with(r"(?i)\bsha-?1\b|hashlib\.md5") == set()


def test_scripts_write_no_markup_of_their_own() -> None:
    """What is put in as HTML was drawn by the server, which escapes; no window is written to."""
    scripts = {
        path.relative_to(ROOT / "static").as_posix(): path.read_text("utf-8")
        for path in (ROOT / "static").rglob("*.js")
        if "vendor" not in path.parts
    }
    markup = re.compile(
        r"(?:outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|innerHTML)[^;\n]*"
    )
    assert {name: found for name, text in scripts.items() if (found := markup.findall(text))} == {
        "desk/projects.js": ["innerHTML = answer.said"],
        "desk/texts.js": ["innerHTML = answer.todo", "innerHTML = answer.panels[slot]"],
    }
