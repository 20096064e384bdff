# From source to an image that holds the program, the libraries it loads, and nothing else: no shell,
# no package manager. About 21 MB.
#
#   docker build -t dedi .                     (or: buildah bud --format docker -t dedi .)
#   docker run --rm -p 8080:8080 --read-only --cap-drop ALL --security-opt no-new-privileges dedi
#   docker build --target test .               runs the tests on this Debian
#
# tools/fetch-viewer before that puts the viewer of /docs in; without it /docs shows the contract as text.
#
# Every option of `dedi serve --help` is an environment variable: --max-body is DEDI_MAX_BODY.
# What is in it, with versions, is told by its /usr/share/doc/dedi/sbom.spdx.json.

FROM debian:trixie-slim AS tools
WORKDIR /src
COPY tools/packages tools/packages
RUN tools/packages build && apt-get clean && rm -rf /var/lib/apt/lists/*

FROM tools AS build
COPY . .
RUN meson setup /build --buildtype=release -Dtests=false \
	&& ninja -C /build dedi \
	&& deploy/image/collect /build/dedi /image

# Builds again, elsewhere, to see that the same source gives the same program; then the tests.
FROM build AS test
RUN tools/packages test docs && apt-get clean && rm -rf /var/lib/apt/lists/*
RUN cp -r . /elsewhere && cd /elsewhere \
	&& meson setup /elsewhere/build --buildtype=release -Dtests=false \
	&& ninja -C build dedi \
	&& strip build/dedi \
	&& sha256sum build/dedi /image/usr/bin/dedi \
	&& cmp build/dedi /image/usr/bin/dedi
RUN meson configure /build -Dtests=true && ninja -C /build \
	&& meson test -C /build --no-rebuild --no-suite slow --print-errorlogs

FROM scratch
COPY --from=build /image/ /
# A number, so that an orchestrator can see that it is not root.
USER 65532:65532
ENV PATH=/usr/bin DEDI_LISTEN=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["/usr/bin/dedi", "healthcheck"]
ENTRYPOINT ["/usr/bin/dedi"]
CMD ["serve"]
ARG REVISION=unknown
LABEL org.opencontainers.image.title="dedi" \
	org.opencontainers.image.description="Who said what in Kazakh news: an HTTP service" \
	org.opencontainers.image.version="0.1.0" \
	org.opencontainers.image.revision="$REVISION" \
	org.opencontainers.image.licenses="Apache-2.0"
