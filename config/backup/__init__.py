"""Backup and recovery: the database and the files of a site as one set (docs/backup.md).

A backup folder holds sets, one for each time, and `files`, where every file that any set names lies once
under its hash. A set is there whole or not at all.
"""

import psycopg
from django.db import Error


class BackupError(Exception):
    """What went wrong, in Chinese, with what to do; nothing that was there before is lost."""


TOLD = (BackupError, OSError, Error, psycopg.Error)
"""What ends a command with its own words: a full disk, a database that is away."""
