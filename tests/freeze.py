"""What must not change without being seen: editions and whole reports, as golden files.

`python -m tests.freeze CODE` freezes an edition (docs/editions.md), `… reports` the reports:
then look at the difference before you commit it.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from accounts.editions import edition_of
from accounts.editions.definitions import Edition

GOLDEN = Path(__file__).parent / "golden"


def as_json(edition: Edition, like: Any = None) -> str:
    """Without what editions learnt to say after `like` was frozen, as long as this one says nothing of it."""
    return json.dumps(as_data(edition, like or {}), ensure_ascii=False, indent=1) + "\n"


def as_data(value: Any, like: Any) -> Any:
    """Tuples as lists, dataclasses as dicts; a field at its default only where `like` has it."""
    if is_dataclass(value):
        known = like if isinstance(like, dict) else {}
        given = {each.name: (getattr(value, each.name), each.default) for each in fields(value)}
        shown = {name: told for name, (told, default) in given.items() if name in known or told != default}
        return {name: as_data(told, known.get(name)) for name, told in shown.items()}
    if isinstance(value, tuple):
        before = like if isinstance(like, list) else []
        return [as_data(each, before[n] if n < len(before) else None) for n, each in enumerate(value)]
    return value


def golden_file(code: str) -> Path:
    return GOLDEN / f"edition-{code}.json"


def reports() -> Iterator[tuple[str, str]]:
    """File name and content: each sample as printed as text, and the corrected one also as its article; an
    invented account of an edition without a sample as text."""
    from accounts.invented import invent
    from disclosures import plaintext, rendering
    from disclosures.assembly import build
    from disclosures.report import Issue
    from disclosures.sample_files import disclosed, names, read

    for name in names():
        yield f"report-{name}-as-printed.txt", plaintext.text(build(read(name), Issue()))
    name = "liaoyuan-2024"
    corrected = build(read(name, corrected=True), Issue(1, disclosed(name), "K7M2QX4R9T"))
    yield f"report-{name}.txt", plaintext.file(corrected)
    yield f"report-{name}.html", rendering.article(corrected)
    shanghai = invent(edition_of("shanghai-2024-unit"), 3, "bureau")
    yield "report-invented-shanghai-2024.txt", plaintext.text(build(shanghai, Issue()))


def freeze(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    print(f"froze {file.name}")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for code in sys.argv[1:]:
        if code == "reports":
            for file_name, text in reports():
                freeze(GOLDEN / file_name, text)
        else:
            freeze(golden_file(code), as_json(edition_of(code)))
