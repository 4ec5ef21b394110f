# The site as ./dev sets it up, for a server. tests/config/test_containers.py keeps the two in step.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/*

ENV DEBUG=False \
    PUBLICATIONS_ROOT=/srv/publications \
    IMPORTS_ROOT=/srv/imports \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

WORKDIR /srv/portal
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock
COPY disclosures/typefaces.py disclosures/
RUN apt-get update && python -m disclosures.typefaces && rm -r .local/fonts/originals /var/lib/apt/lists/*
COPY . .
# What every print would otherwise read anew, as portal may not write here: disclosures/press/declarations.py
RUN python -c "from disclosures.press.typeset import load_typesetter; load_typesetter()"

# Collecting static files reads the settings, but neither the key nor the database: these two are thrown away.
RUN SECRET_KEY=only-for-this-step DATABASE_URL=postgres://nobody@nowhere/none python manage.py collectstatic --noinput

# Volumes take over whose these are. The number: folders of the machine are given to it (docker-compose.yml).
RUN useradd --system --uid 10001 --no-create-home portal \
    && install -d -o portal -g portal "$PUBLICATIONS_ROOT" "$IMPORTS_ROOT" /srv/public /srv/static \
    && install -d -o portal -g portal -m 0700 /srv/keys
USER portal
VOLUME /srv/publications
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s CMD ["python", "-m", "config.ask_health"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
