# Clipdesk in a container: a small image without compilers, an ordinary user, all data in the volume /data.
#
#   docker build -t clipdesk .
#
# docs/operations.md says how to run it. The tag names Python's version; build anew for its security updates.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
# The lock first: as long as it stays the same, so does this layer. Every package is checked against its hash.
COPY requirements.lock ./
RUN python -m venv /opt/clipdesk/.venv \
    && /opt/clipdesk/.venv/bin/python -m pip install --require-hashes --only-binary=:all: --requirement requirements.lock \
    && /opt/clipdesk/.venv/bin/python -m pip uninstall --yes pip
COPY pyproject.toml requirements.lock LICENSE /opt/clipdesk/
COPY index/ /opt/clipdesk/index/
COPY bot/ /opt/clipdesk/bot/
COPY seeds/ /opt/clipdesk/seeds/
RUN /opt/clipdesk/.venv/bin/python -m compileall -q /opt/clipdesk/index /opt/clipdesk/bot
# The kernel of searches, in C: without it they are slower, and find the same. The compiler stays behind, so
# whichever version this Debian has will do.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/* \
    && /opt/clipdesk/.venv/bin/python -I /opt/clipdesk/index/compiling.py

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Clipdesk" \
      org.opencontainers.image.description="Answers questions about news coverage with verbatim, cited passages." \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 clipdesk \
    && useradd --uid 10001 --gid clipdesk --no-create-home --home-dir /data --shell /usr/sbin/nologin clipdesk \
    && install --directory --owner=clipdesk --group=clipdesk --mode=0700 /data
# It belongs to root: whoever takes over the bot's process cannot change its code.
COPY --from=build /opt/clipdesk /opt/clipdesk
ENV PATH=/opt/clipdesk/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TMPDIR=/data \
    CLIPDESK_DATA=/data \
    CLIPDESK_MONITOR_PORT=9464
WORKDIR /opt/clipdesk
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
# Ten minutes to index the articles at the first start; a bot that then does not answer three times is unhealthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['CLIPDESK_MONITOR_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
