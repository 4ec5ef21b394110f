"""The members of a .docx as one file: an Open Packaging Convention zip, with no trace of when."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from disclosures.word.xml import HEAD, escaped

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
UNDATED = date(2000, 1, 1)
"""Of a draft."""


def packed(members: Mapping[str, str], *, title: str, creator: str, day: date | None) -> bytes:
    """`members`: document, styles, header1 … by their names without folder and extension."""
    files = {
        "[Content_Types].xml": content_types(list(members)),
        "_rels/.rels": relations(
            ("document", f"{RELATIONS}/officeDocument", "word/document.xml"),
            ("core", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": properties(title, creator, day or UNDATED),
        "word/_rels/document.xml.rels": relations(
            *((name, f"{RELATIONS}/{kind(name)}", f"{name}.xml") for name in members if name != "document")
        ),
        **{f"word/{name}.xml": xml for name, xml in members.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in files.items():
            package.writestr(zipfile.ZipInfo(name), xml.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def kind(name: str) -> str:
    """header1 is a header."""
    return name.rstrip("0123456789")


def content_types(names: list[str]) -> str:
    main = {"document": "document.main"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{main.get(name, kind(name))}+xml"/>'
        for name in names
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{parts}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def relations(*each: tuple[str, str, str]) -> str:
    """Name, type and target of each."""
    told = "".join(f'<Relationship Id="{name}" Type="{type}" Target="{to}"/>' for name, type, to in each)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def properties(title: str, creator: str, day: date) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(creator)}</dc:creator>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
