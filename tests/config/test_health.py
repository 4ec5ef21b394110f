from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from config.health import health, readiness, unapplied
from disclosures import archive
from tests import stages


@pytest.mark.django_db
def test_it_is_well(rf: RequestFactory) -> None:
    assert health(rf.get("/healthz")).content == b"ok\n"


@pytest.mark.django_db
def test_without_a_database_it_is_not(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    with pytest.raises(OperationalError):
        health(rf.get("/healthz"))


@pytest.mark.django_db
def test_it_is_ready(rf: RequestFactory) -> None:
    assert readiness(rf.get("/readyz")).content == b"ready\n"


@pytest.mark.django_db
def test_a_release_whose_migrations_are_missing_is_not_ready(rf: RequestFactory) -> None:
    unapplied.cache_clear()
    newest = MigrationRecorder.Migration.objects.filter(app="disclosures").latest("pk")
    newest.delete()
    assert readiness(rf.get("/readyz")).status_code == 503


@pytest.mark.django_db
def test_nor_is_one_that_cannot_store_files(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr("config.health.ROOM", 1 << 62)
    assert readiness(rf.get("/readyz")).content == b"files cannot be stored\n"


@pytest.mark.django_db
@pytest.mark.parametrize(("answers", "status"), [(True, 200), (False, 503)])
def test_an_object_store_must_answer(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, answers: bool, status: int
) -> None:
    class Bucket(Storage):
        def exists(self, name: str) -> bool:
            if not answers:
                raise ConnectionError
            return False

    monkeypatch.setattr(archive, "files", Bucket)
    assert readiness(rf.get("/readyz")).status_code == status
