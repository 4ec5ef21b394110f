"""Values from environment variables. Nonsense is refused, never guessed at."""

import os
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

Default = TypeVar("Default", Path, None)


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value}: use True or False")
    return value == "True"


def choice(name: str, default: str, known: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in known:
        raise ImproperlyConfigured(f"{name}={value}: use {' or '.join(known)}")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A list written with commas."""
    value = os.environ.get(name)
    return default if value is None else [word.strip() for word in value.split(",") if word.strip()]


def count(name: str, default: int) -> int:
    """A whole number from 1 on."""
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ImproperlyConfigured(f"{name}={value}: use a whole number from 1 on")
    return int(value)


def whole_numbers(name: str, default: list[int]) -> list[int]:
    """A list written with commas, also of negative ones."""
    try:
        return [int(word) for word in words(name, [str(each) for each in default])]
    except ValueError as error:
        value = os.environ.get(name)
        raise ImproperlyConfigured(f"{name}={value}: use whole numbers with commas") from error


def folder(name: str, default: Default) -> Path | Default:
    value = os.environ.get(name)
    if value is None:
        return default
    if not Path(value).is_absolute():
        raise ImproperlyConfigured(f"{name}={value}: use a path that begins with /")
    return Path(value)


def secret(name: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE names; empty when neither is set."""
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return os.environ.get(name, "")
    if name in os.environ:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={file} cannot be read: {error.strerror}") from error
