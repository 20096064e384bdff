# A thin layer over meson: each target is one command to type. Nothing here asks anything.
#
#   make run      install what is needed, build, serve on 127.0.0.1:8080, try the sample
#   make test     install what is needed, build with sanitizers, run every test, fuzz a minute a target

# Debian's own tools first: another Python in front of them breaks meson.
export PATH := /usr/bin:/bin:$(PATH)

LISTEN ?= 127.0.0.1:8080
GOLD ?= tests/eval/paragraphs.jsonl tests/eval/articles.jsonl tests/eval/newsroom.jsonl tests/eval/layouts.jsonl
KAZNERD ?=
FUZZ_SECONDS ?= 60
SOAK_SECONDS ?= 600
SLOW_SECONDS ?= 30
VOLUME_MB ?= 1024
DENSE = docs/samples tests/eval/articles.jsonl tests/eval/paragraphs.jsonl

.PHONY: all build model run test test-image test-proxy test-spark bench eval format format-check fuzz golden-update docs-update clean
.PHONY: test-http-proxies test-libmicrohttpd test-sandbox test-slow test-metrics test-hardening test-valgrind test-threads test-volume soak

all: build

build:
	@tools/packages build
	@tools/fetch-viewer || true
	@test -f build/build.ninja || meson setup build --buildtype=release -Dtests=false
	@ninja -C build

run: build
	@tools/run "$(LISTEN)"

test:
	@tools/packages build test browser docs fuzz
	@tools/fetch-viewer
	@test -f build-asan/build.ninja || meson setup build-asan --buildtype=debugoptimized \
		-Db_sanitize=address,undefined -Dtests=true
	@ninja -C build-asan
	@meson test -C build-asan --no-rebuild --print-errorlogs
	@tools/fuzz "$(FUZZ_SECONDS)"

# The deployment, each for real: the container image (as root) …
test-image: build
	@tools/packages image
	@tests/deploy/image

# … the service behind nginx, Prometheus, and what validates the rest of deploy/ …
test-proxy: build
	@tools/packages proxy
	@tests/deploy/proxy

# … an archive on Spark: 2,000 generated articles (docs/operations.md has figures of ARTICLES=100000).
test-spark: build
	@tools/packages spark
	@tests/deploy/spark

# … and the service's own trials, too long or too particular for make test: the HTTP tests behind
# nginx and HAProxy; against another libmicrohttpd; in a sandbox (read-only root, nobody, no
# capability, seccomp); slow clients; what promtool, blhc and checksec say; valgrind; threads.
build-release-tests/build.ninja:
	@meson setup build-release-tests --buildtype=release -Dtests=true

test-http-proxies: build-release-tests/build.ninja
	@tools/packages build test trials
	@ninja -C build-release-tests
	@tests/http/proxies build-release-tests/tests/http

test-libmicrohttpd: build-release-tests/build.ninja
	@tools/packages build test trials
	@tools/with-libmicrohttpd trixie build-libmicrohttpd
	@ninja -C build-release-tests
	@LD_LIBRARY_PATH=$(CURDIR)/build-libmicrohttpd/usr/lib tests/http/proxies \
		build-release-tests/tests/http

test-sandbox: build
	@tools/packages trials
	@tests/http/sandbox build/dedi "$(CURDIR)" build

test-slow: build
	@tools/packages trials
	@tests/http/slow build/dedi $(SLOW_SECONDS)

test-metrics: build
	@tools/packages trials
	@tests/http/metrics build/dedi

test-hardening:
	@tools/packages build trials
	@tools/check-hardening build-hardening

test-valgrind: build-release-tests/build.ninja
	@tools/packages build test trials
	@ninja -C build-release-tests
	@CK_TIMEOUT_MULTIPLIER=20 meson test -C build-release-tests --no-rebuild --print-errorlogs -t 60 \
		--wrapper 'valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite' \
		base lexicon text kazakh entities json analysis api

test-threads:
	@tools/packages build test
	@test -f build-tsan/build.ninja || meson setup build-tsan --buildtype=debugoptimized \
		-Db_sanitize=thread -Dtests=true
	@ninja -C build-tsan
	@CK_TIMEOUT_MULTIPLIER=10 meson test -C build-tsan --no-rebuild --print-errorlogs -t 10 \
		api http-service http-batch http-operations http-wire http-shutdown

# A batch of VOLUME_MB megabytes in at most 32 MB more memory.
test-volume: build
	@tests/http/volume build/dedi $(VOLUME_MB)

soak: build
	@tests/http/soak build/dedi $(SOAK_SECONDS)

bench: build
	@tools/packages bench
	@ninja -C build bench bench-text bench-words bench-tagger bench-echo
	@build/bench-text tests/bench/plain
	@build/bench-words $(DENSE) tests/bench/plain
	@echo; echo "== dense articles"
	@build/bench --json build/bench-dense.json $(DENSE)
	@build/bench-tagger $(DENSE)
	@echo; echo "== plain articles"
	@build/bench --json build/bench-plain.json tests/bench/plain
	@build/bench-tagger tests/bench/plain
	@echo; echo "== 1 MB of 5,000 different names"
	@tests/bench/many_names.py build/bench-names
	@build/bench build/bench-names
	@echo; echo "== service"
	@tests/bench/http.py build/dedi build/bench-echo $(filter %.jsonl,$(DENSE)) --json build/bench-http.json

# Another gold file: make eval GOLD=path (the format is in docs/evaluation.md). With KAZNERD=path
# of its IOB2 file also the share of inflected names whose bare form is found.
eval: build
	@ninja -C build eval-sentences eval-morphology
	@build/eval-sentences tests/eval/sentences.txt
	@build/eval-morphology tests/eval/forms.tsv
	@if [ -n "$(KAZNERD)" ]; then build/eval-morphology --bare "$(KAZNERD)"; fi
	@for gold in $(GOLD); do echo "== $$gold"; build/dedi eval "$$gold"; done

format:
	@git ls-files -z '*.c' '*.h' | xargs -0 clang-format -i

format-check:
	@git ls-files -z '*.c' '*.h' | xargs -0 clang-format --dry-run --Werror

fuzz:
	@tools/packages build fuzz
	@tools/fuzz "$(FUZZ_SECONDS)"

# Takes what the program says now as right. Read the difference before you commit it.
golden-update: build
	@ninja -C build golden
	@build/golden --update tests/golden

# Writes what the documents take from the program: answers, tables of options, the manual's options.
docs-update: build
	@tests/docs/check --update build/dedi build/tools/lexc .

# Trains the tagger again: make model DATA=directory of the annotated and raw text (see the model's card)
model: build
	@tools/train-model "$(DATA)"

clean:
	rm -rf build build-asan build-fuzz
