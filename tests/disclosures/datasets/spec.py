"""A data package held against Frictionless Data Package 1: its description, and every line of every file."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

NAME = re.compile(r"[-a-z0-9._/]+")
PATH = re.compile(r"(?!/)(?!.*\.\./)[^\\]+")
TRUTH = {"是": True, "否": False}
CASTS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "boolean": TRUTH.__getitem__,
}
Rows = list[dict[str, str]]


def faults(content: bytes) -> list[str]:
    """What does not agree; ValueError and KeyError where a value is not of its type."""
    package = zipfile.ZipFile(io.BytesIO(content))
    data = json.loads(package.read("datapackage.json"))
    assert NAME.fullmatch(data["name"]) and data["resources"]
    rows = {each["name"]: read(package, each["path"]) for each in data["resources"]}
    assert len(rows) == len(data["resources"])
    assert {each["path"] for each in data["resources"]} == {*package.namelist()} - {
        "README.txt",
        "datapackage.json",
    }
    return [
        f"{each['name']}: {fault}"
        for each in data["resources"]
        for fault in (*file_faults(package, each), *line_faults(each, rows))
    ]


def read(package: zipfile.ZipFile, path: str) -> Rows:
    text = package.read(path).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def file_faults(package: zipfile.ZipFile, resource: dict[str, Any]) -> Iterator[str]:
    content = package.read(resource["path"])
    if not (NAME.fullmatch(resource["name"]) and PATH.fullmatch(resource["path"])):
        yield "name or path"
    if resource["bytes"] != len(content):
        yield "bytes"
    if resource["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
        yield "hash"
    head = content.decode("utf-8-sig").split("\r\n")[0].split(",")
    if head != [field["name"] for field in resource["schema"]["fields"]] or len(set(head)) < len(head):
        yield "fields"


def line_faults(resource: dict[str, Any], rows: dict[str, Rows]) -> Iterator[str]:
    schema, here = resource["schema"], rows[resource["name"]]
    for row in here:
        for field in schema["fields"]:
            value, asked = row[field["name"]], field.get("constraints", {})
            if not value:
                if asked.get("required"):
                    yield f"{field['name']} is empty in {row}"
                continue
            CASTS[field["type"]](value)
            if value not in asked.get("enum", [value]):
                yield f"{field['name']} is {value}"
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in here]
    if len(set(keys)) < len(keys):
        yield "two lines have one key"
    for foreign in schema.get("foreignKeys", []):
        there = rows[foreign["reference"]["resource"] or resource["name"]]
        known = {row[foreign["reference"]["fields"]] for row in there} | {""}
        if unknown := {row[foreign["fields"]] for row in here} - known:
            yield f"{foreign['fields']}: {unknown} stand nowhere"
