"""`manage.py check`: a key that cannot sign is told before a publication fails of it; no key, before a start.

A key on a device is not tried: every command would log in there, and a wrong PIN locks it. `manage.py signing
status` tries it.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from disclosures import signingkey
from disclosures.signing import keys
from disclosures.signing.keys import BrokenKey


@register()
def keys_can_sign(**_: Any) -> list[CheckMessage]:
    return list(faults())


def faults() -> Iterator[CheckMessage]:
    try:
        if settings.SIGNING_PKCS11_MODULE:
            keys.read(signingkey.token(settings.SIGNING_PKCS11_MODULE).module)
        for path in signingkey.all_files():
            signingkey.pair_in(path)
    except BrokenKey as problem:
        yield Error(str(problem), id="disclosures.E003")


@register(deploy=True)
def there_is_a_key(**_: Any) -> list[CheckMessage]:
    if settings.SIGNING_KEY_FILE or settings.SIGNING_DEMO_KEY or settings.SIGNING_PKCS11_MODULE:
        return []
    told = "没有设置签名密钥：公开的 PDF 没有电子签名，页面和 README 会照此说明"
    return [Warning(told, hint="docs/signing.md", id="disclosures.W001")]
