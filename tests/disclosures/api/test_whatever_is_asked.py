"""Whatever is asked, allowed by the description or not: each answer is as the description says.

Schemathesis makes the questions and has the checks: the server does not fail; statuses, types and shapes are
those described; what is allowed is accepted, what is not is refused, and so are other methods.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from disclosures.models import Publication

hypothesis.configuration.set_hypothesis_home_dir(Path(settings.BASE_DIR) / ".local" / "hypothesis")

UNPACKED = {"Accept-Encoding": "identity"}
"""Its client does not unpack."""
NEGATIVE = GenerationMode.NEGATIVE
BOTH = pytest.mark.parametrize("mode", list(GenerationMode))


@pytest.fixture
def operations() -> Iterator[list[Any]]:
    """Asked within the transaction of the test, whose connection stays open as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    yield [each.ok() for each in described.get_all_operations()]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(operations: list[Any], mode: GenerationMode, times: int) -> None:
    @hypothesis.settings(
        max_examples=times,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(st.data())
    def asking(data: st.DataObject) -> None:
        for operation in operations:
            if mode is not NEGATIVE or operation.definition.raw["parameters"]:
                data.draw(operation.as_strategy(generation_mode=mode)).call_and_validate(headers=UNPACKED)

    asking()


@BOTH
def test_whatever_is_asked(listed: Publication, operations: list[Any], mode: GenerationMode) -> None:
    assert len(operations) == 10
    ask(operations, mode, 2)


@pytest.mark.slow
@BOTH
def test_whatever_is_asked_often(
    many: list[Publication], operations: list[Any], mode: GenerationMode
) -> None:
    ask(operations, mode, 100)
