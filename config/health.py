"""For supervisors and load balancers. Neither tells a stranger anything but yes or no."""

import logging
import os
import shutil
from functools import cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from disclosures import archive

log = logging.getLogger(__name__)

ROOM = 200 << 20
"""Bytes that must be free for the files of the next versions."""


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readiness(request: HttpRequest) -> HttpResponse:
    """200 when this release may serve: its migrations are applied and files can be stored; else 503."""
    health(request)
    if unapplied():
        unapplied.cache_clear()
        return HttpResponse("migrations are missing\n", "text/plain", 503)
    if not can_store():
        return HttpResponse("files cannot be stored\n", "text/plain", 503)
    return HttpResponse("ready\n", content_type="text/plain")


def can_store() -> bool:
    """Whether there is room in the folder, or the object store answers."""
    place = archive.place_of("")
    if place:
        return not place.exists() or (os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM)
    try:
        archive.is_there("0" * 64)
    except Exception:  # whatever its client raises
        log.exception("the object store does not answer")
        return False
    return True


@cache
def unapplied() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
