"""Where the files of publications are: a folder, or a bucket of an object store (docs/machines.md)."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import choice, secret

AWAY = {"connect_timeout": 5, "read_timeout": 30, "retries": {"total_max_attempts": 3}}
"""Seconds: readers do not wait longer for a store that is away."""
ASKED = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
"""The client's own checksums only where they are needed: not every store knows them. We have hashes."""


def choose(folder: Path) -> dict[str, Any]:
    """The storage as Django's STORAGES has it."""
    bucket = os.environ.get("S3_BUCKET", "")
    if not bucket:
        return {"BACKEND": "disclosures.storage.WholeFileStorage", "OPTIONS": {"location": folder}}
    try:
        from botocore.config import Config
    except ImportError as error:
        raise ImproperlyConfigured("S3_BUCKET needs pip install -r requirements-s3.lock") from error
    style = choice("S3_ADDRESSING", "auto", ("auto", "path", "virtual"))
    options = {
        "bucket_name": bucket,
        "endpoint_url": os.environ.get("S3_ENDPOINT") or None,
        "region_name": os.environ.get("S3_REGION") or None,
        "access_key": secret("S3_ACCESS_KEY"),
        "secret_key": secret("S3_SECRET_KEY"),
        "client_config": Config(s3={"addressing_style": style}, signature_version="s3v4", **AWAY, **ASKED),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
