# resume-press in a small image, without root:
#   docker build -t resume-press .
#   docker run --rm -v "$PWD:/work" resume-press export pdf profile.yaml
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/resume \
    && /opt/resume/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock \
    && /opt/resume/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 resume
COPY --from=build /opt/resume /opt/resume
ENV PATH=/opt/resume/bin:$PATH PYTHONUTF8=1
USER resume
WORKDIR /work
ENTRYPOINT ["resume"]
CMD ["--help"]
