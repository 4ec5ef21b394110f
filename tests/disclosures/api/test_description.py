"""The API described: for programs and for people, nothing of it without words and bounds."""

import re
from typing import Any

import pytest
from django.test import Client

from disclosures.api import description

OPERATIONS = description.operations()


def bounded(schema: dict[str, Any]) -> bool:
    if schema["type"] == "integer":
        return {"minimum", "maximum"} <= schema.keys()
    return bool({"enum", "maxLength", "pattern", "format"} & schema.keys())


@pytest.mark.parametrize("path", description.openapi()["paths"])
def test_every_parameter_is_bounded_described_and_has_an_example(path: str) -> None:
    for each in description.openapi()["paths"][path]["get"]["parameters"]:
        assert bounded(each["schema"]), each
        assert re.search("[\u4e00-\u9fff]", each["description"]) and each["example"] != "", each


@pytest.mark.parametrize("path", description.openapi()["paths"])
def test_every_answer_is_described(path: str) -> None:
    operation = description.openapi()["paths"][path]["get"]
    assert operation["summary"] and operation["description"] and operation["tags"]
    assert {"200", "304", "400", "429", "500"} <= operation["responses"].keys()
    if "{year}" in path:
        assert {"404", "410", "503"} <= operation["responses"].keys()


def test_it_is_sent_as_json(client: Client, db: None) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.json() == description.openapi() and response.json()["openapi"] == "3.1.0"
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_no_amount_is_a_number() -> None:
    for schema in description.openapi()["components"]["schemas"].values():
        for name, each in schema.get("properties", {}).items():
            assert "number" not in str(each.get("type")) and '"number"' not in str(each), name


def test_the_page_for_people_has_all_of_it(client: Client, db: None) -> None:
    html = client.get("/api/v1/docs").content.decode()
    for operation in OPERATIONS:
        assert f'id="{operation.name}"' in html and operation.summary.split("(")[0].strip() in html
        assert all(f"<code>{name}</code>" in html for name in operation.parameters)
    assert "<script>" not in html and "style=" not in html and "cdn" not in html


def test_the_harvester_can_be_saved(client: Client, db: None) -> None:
    response = client.get("/api/v1/harvest.py")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    compile(response.content, "harvest.py", "exec")
