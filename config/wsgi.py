"""The site as gunicorn serves it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Somebody waits for what is asked here; workers, backups and migrations may take their time.
database.bound(settings.DATABASES, settings.DATABASE_SECONDS)
application = get_wsgi_application()
