# One image for the web server, the workers and the clock. ffmpeg is Debian's, with its security support.
FROM node:22-bookworm-slim AS browser
WORKDIR /srv/attune
COPY package.json package-lock.json .npmrc ./
RUN npm ci --silent

FROM debian:bookworm-slim AS python
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /srv/venv && /srv/venv/bin/pip install --no-cache-dir uv==0.13.8
COPY requirements/base.txt /tmp/base.txt
RUN VIRTUAL_ENV=/srv/venv /srv/venv/bin/uv pip sync --require-hashes --no-cache --compile-bytecode /tmp/base.txt

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 ffmpeg bubblewrap postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin attune \
    && install -d -m 0700 -o attune -g attune /var/lib/attune /var/lib/attune-keys \
        /var/backups/attune /var/backups/attune-keys
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=vig.settings
WORKDIR /srv/attune
COPY --from=python /srv/venv /srv/venv
COPY --from=browser /srv/attune/node_modules node_modules
COPY . .
RUN ATTUNE_MODE=test ATTUNE_SECRET_KEY=build ATTUNE_DATA_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity=0 \
    && rm -rf /tmp/build && pybabel --quiet compile --domain django --directory locale && python -m compileall -q -x node_modules .
USER attune
EXPOSE 8000
CMD ["gunicorn", "vig.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8"]
