"""The addresses below /verify/."""

from django.urls import path, register_converter

from disclosures.public import verification
from disclosures.public.converters import Sha256

register_converter(Sha256, "sha256")

urlpatterns = [
    path("", verification.start, name="verify"),
    path("offline.html", verification.offline, name="verify-offline"),
    path("sha256/<sha256:sha256>/", verification.by_hash, name="verify-hash"),
    path("sha256/<sha256:sha256>.json", verification.hash_as_data, name="verify-hash-data"),
    path("<str:code>/", verification.by_code, name="verify-code"),
    path("<slug:code>/manifest.json", verification.manifest, name="verify-manifest"),
]
