"""For supervisors and load balancers. Neither tells a stranger anything but yes or no."""

import os
import shutil
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

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
    place = settings.PUBLICATIONS_ROOT
    if place.exists() and not (os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM):
        return HttpResponse("files cannot be stored\n", "text/plain", 503)
    return HttpResponse("ready\n", content_type="text/plain")


@cache
def unapplied() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
