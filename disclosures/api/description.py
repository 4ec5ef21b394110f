"""The API described: for programs (OpenAPI 3.1), and as a list for the page about it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http.client import responses
from typing import Any

from django.http import HttpRequest
from ninja.openapi.schema import REF_TEMPLATE

from disclosures.api import shapes
from disclosures.api.problems import MEDIA, TITLES
from disclosures.api.service import service
from disclosures.archive import digest

PAGING = ("limit", "cursor")
"""Told last."""
BY_REPORT = "/reports/{unit}/{year}"


@dataclass(frozen=True)
class Parameter:
    name: str
    is_query: bool
    is_required: bool
    about: str
    bounds: str
    example: Any

    @property
    def allowed(self) -> str:
        return f"{self.about}；{self.bounds}" if self.bounds else self.about


@dataclass(frozen=True)
class Operation:
    name: str
    path: str
    tag: str
    summary: str
    about: str
    parameters: Mapping[str, Parameter]


@cache
def openapi() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(service.get_openapi_schema()))
    for path, methods in made["paths"].items():
        described(path, methods["get"])
    problem = shapes.Problem.model_json_schema(ref_template=REF_TEMPLATE)
    made["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    return made


def described(path: str, operation: dict[str, Any]) -> None:
    """What the framework does not say: examples as OpenAPI wants them, and what may go wrong."""
    operation["parameters"].sort(key=lambda each: each["name"] in PAGING)
    for parameter in operation["parameters"]:
        schema = without_null(parameter["schema"])
        examples = schema.pop("examples", [])
        parameter["description"] = schema.pop("description", "")
        parameter.pop("examples", None)
        if examples:
            parameter["example"] = examples[0]
        parameter["schema"] = schema
    operation["responses"]["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    operation["responses"]["304"] = {"description": "没有变化 (Not Modified)：与 If-None-Match 所给的相同"}
    for status in failures(path, operation):
        operation["responses"][str(status)] = {
            "description": f"{TITLES[status]} ({responses[status]})",
            "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def failures(path: str, operation: Mapping[str, Any]) -> Iterator[int]:
    yield 400
    if "{" in path or any(each["name"] == "under" for each in operation["parameters"]):
        yield 404
    if BY_REPORT in path:
        yield 410
    yield from (429, 500, 503)


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is left out, never null."""
    outer = {name: value for name, value in schema.items() if name not in ("anyOf", "title")}
    kept: dict[str, Any] = next((each for each in schema.get("anyOf", ()) if each != {"type": "null"}), {})
    return {**kept, **outer}


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(
        Operation(
            each["operationId"],
            path,
            each["tags"][0],
            each["summary"],
            each["description"],
            {known.name: known for known in map(parameter, each["parameters"])},
        )
        for path, methods in openapi()["paths"].items()
        for each in methods.values()
    )


def parameter(described: Mapping[str, Any]) -> Parameter:
    return Parameter(
        described["name"],
        described["in"] == "query",
        described["required"],
        described["description"],
        bounds(described["schema"]),
        described.get("example", ""),
    )


def bounds(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return f"可以是 {'、'.join(schema['enum'])}"
    if "maximum" in schema:
        return f"{schema['minimum']} 至 {schema['maximum']} 的整数"
    if "maxLength" in schema:
        return f"不超过 {schema['maxLength']} 个字符"
    return ""


def of_request(request: HttpRequest) -> Operation:
    """The operation that is asked for."""
    assert request.resolver_match
    name = request.resolver_match.url_name
    return next(each for each in operations() if each.name == name)


@cache
def content() -> bytes:
    return json.dumps(openapi(), ensure_ascii=False, indent=1).encode()


@cache
def fingerprint() -> str:
    return digest(content())
