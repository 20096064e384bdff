# Two stages on Debian 13: the first builds, the second holds the program and its libraries.
#
#   docker build -t dedi .
#   docker run --rm -p 8080:8080 --read-only --cap-drop ALL dedi
#
# Every option of `dedi serve --help` is an environment variable: --max-body is DEDI_MAX_BODY.

FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
	gcc libc6-dev meson ninja-build pkg-config python3 \
	libicu-dev libjansson-dev libmicrohttpd-dev \
	&& rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN meson setup /build --buildtype=release -Dtests=false \
	&& ninja -C /build dedi \
	&& strip /build/dedi

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="dedi" \
	org.opencontainers.image.description="Who said what in Kazakh news: an HTTP service" \
	org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update && apt-get install -y --no-install-recommends \
	libicu76 libjansson4 libmicrohttpd12t64 \
	&& rm -rf /var/lib/apt/lists/*
COPY --from=build /build/dedi /usr/local/bin/dedi
# A number, so that an orchestrator can see that it is not root.
USER 65532:65532
ENV DEDI_LISTEN=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["dedi", "healthcheck"]
ENTRYPOINT ["dedi"]
CMD ["serve"]
