# make run    runs the service
# make test   installs what the tests need and runs them, but for what takes long
# make prove  what takes long: changes that tests have to notice, faults under load
# make check  formatting, vet, linters, generated files, licences, known vulnerabilities
# make release  programs, offline packages, list of parts (SBOM), licences and checksums in bin/release

GO            ?= go
VERSION       ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
REVISION      ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
SWAG          := github.com/swaggo/swag/cmd/swag@v1.16.6
STATICCHECK   := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
CYCLONEDX     := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
GOVULNCHECK   := golang.org/x/vuln/cmd/govulncheck@v1.9.0
TEMPL         := github.com/a-h/templ/cmd/templ@v0.3.977
SWAG_INIT     := $(GO) run $(SWAG) init -q -g main.go --parseDependencyLevel 0 --outputTypes json

# What the service has no use for of gin and gRPC is left out, which spares memory.
TAGS          := nomsgpack,grpcnotrace

# The same source, version and Go give the same program, wherever it is built.
GO_BUILD      := CGO_ENABLED=0 $(GO) build -tags $(TAGS) -trimpath -buildvcs=false \
	-ldflags "-s -w -buildid= -X main.version=$(VERSION) -X main.revision=$(REVISION)"

.PHONY: run build test faults prove conformance mutants ties deps check format lint rules swagger swagger-check pages pages-check vuln bench bench-http load soak chaos screenshots fuzz \
	licenses licenses-check sbom release reproducible pin-images

run:
	$(GO) run .

build:
	$(GO_BUILD) -o bin/shixian .

# Packages whose tests draw cases with rapid, which in short runs draws a fifth of what it
# is told: 50 cases.
DRAWING = $(shell $(GO) list -f '{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}: {{.ImportPath}}' ./... | sed -n 's/.*pgregory.net\/rapid .*: //p')
CASES   = 250

# Packages that take minutes under the race detector: make test runs them without it. Those
# of them in whose own process several things happen at the same time, make prove runs with it.
RACE_LATER = $(addprefix shixian/,api/admin api/console/session internal/app test/service)
RACE_SLOW  = $(RACE_LATER) $(addprefix shixian/,api/console/admin api/console/batch api/console/browser deadlines/rules \
	holidays/data holidays/draft holidays/noticeformat test/answers test/conformance test/explanations test/load test/notices)

# Go begins with the packages that are named first: if these are, none of them runs alone in
# the end while a processor has nothing to do.
LONGEST = $(addprefix shixian/,api api/console/browser holidays/live holidays/noticetext test/fleet test/load test/service test/testenv)
longest_first = $(filter $(LONGEST),$(1)) $(filter-out $(LONGEST),$(1))

# make check vets. A package by itself may take more than Go's ten minutes on a slow machine.
GO_TEST = $(GO) test -vet=off -timeout 20m

test: deps
	$(GO_TEST) -race -short $(call longest_first,$(filter-out $(DRAWING) $(RACE_SLOW),$(shell $(GO) list ./...)))
	$(GO_TEST) -race -short $(call longest_first,$(filter-out $(RACE_SLOW),$(DRAWING))) -rapid.checks $(CASES)
	$(GO_TEST) -short $(call longest_first,$(RACE_SLOW))
	cd deploy/check && $(GO) test ./...

# What make test leaves out: faults and kills under load, many crashes, notices with faults.
# make prove makes the mutants too.
LONG = $(shell grep -rl --include='*_test.go' 'testing\.Short()' test holidays api/console/admin | xargs -n 1 dirname | sort -u | sed 's/^/.\//')
# By itself, as it compares rates of calls; empty for a machine that others use too.
FLEET = ./test/fleet
faults: deps
	$(GO_TEST) $(filter-out ./test/fleet,$(LONG))
	$(if $(FLEET),$(GO_TEST) $(FLEET))
	$(GO_TEST) -race -short -timeout 30m $(RACE_LATER)
	$(GO_TEST) ./test/notices -mutants 12000

prove: faults
	$(GO) test -run '^TestDocsTryOut$$' ./api/console/browser
	$(MAKE) conformance
	$(MAKE) mutants

# The scores of two public libraries in the conformance suite; their adapters fetch them.
conformance:
	$(GO) build -o bin/conformance ./test/conformance/run
	cd test/conformance/rickar-cal && $(GO) vet . && $(GO) build -o $(CURDIR)/bin/rickar-cal .
	-bin/conformance -- bin/rickar-cal -data test/conformance/data
	-bin/conformance -- bin/rickar-cal -data test/conformance/data -notices
	@if command -v npm >/dev/null 2>&1; then cd test/conformance/chinese-days && npm install --silent; else echo "chinese-days SKIPPED: there is no npm"; fi
	-@! command -v npm >/dev/null 2>&1 || bin/conformance -- node test/conformance/chinese-days/adapter.js

# Changes constants and conditions, and fails if the tests of a package notice fewer than
# nine of ten: make mutants MUTATED=./deadlines MUTANTS=0 (all of them)
MUTATED = ./deadlines ./holidays ./holidays/noticetext ./holidays/check ./api/admin
MUTANTS = 60
SEED    = 1
mutants:
	$(GO) run ./test/mutants -n $(MUTANTS) -seed $(SEED) $(MUTATED)

deps:
	./deploy/deps.sh

check: format lint ties swagger-check pages-check licenses-check vuln

format:
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) mod tidy -diff
	cd deploy/check && $(GO) mod tidy -diff
	cd test/conformance/rickar-cal && $(GO) mod tidy -diff

lint:
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(GOLANGCI_LINT) run
	cd deploy/check && $(GO) vet ./... && $(GO) run $(STATICCHECK) ./... && $(GO) run $(GOLANGCI_LINT) run

# Import ties between folders that point upward, or to what only tests may import; there
# have to be none.
ties:
	@$(GO) list -f '{{range .Imports}}{{$$.ImportPath}} {{.}}{{"\n"}}{{end}}' ./... | awk -f test/ties.awk

# The Prometheus operator's copy of the rules.
rules:
	cd deploy/check && $(GO) run ./rules ../prometheus/rules > rules.new && mv rules.new ../kubernetes/components/monitoring/prometheusrule.yaml

# The description of the API: Swagger 2.0 by swag from the comments, and OpenAPI 3.1 of that.
DESCRIBE = dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(SWAG_INIT) -o "$$dir" && $(GO) run ./internal/tools/openapi "$$dir/swagger.json"
swagger:
	@$(DESCRIBE) > docs/swagger.json.new && mv docs/swagger.json.new docs/swagger.json

swagger-check:
	@$(DESCRIBE) | diff -u docs/swagger.json - || { echo "run make swagger"; exit 1; }

# The pages' templates as Go.
pages:
	$(GO) run $(TEMPL) generate -path api/console

pages-check:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && cp -r api/console "$$dir" && \
	$(GO) run $(TEMPL) generate -path "$$dir/console" >/dev/null 2>&1 && cd "$$dir" && for f in $$(find console -name '*_templ.go'); do \
		diff -u "$(CURDIR)/api/$$f" "$$f" || { echo "run make pages"; exit 1; }; \
	done

# The vulnerability database is on the network. If it cannot be reached, the
# check is skipped, and says so.
vuln:
	@out=$$($(GO) run $(GOVULNCHECK) ./... 2>&1); rc=$$?; echo "$$out"; \
	if [ $$rc -ne 0 ] && echo "$$out" | grep -q "fetching vulnerabilities"; then \
		echo "govulncheck SKIPPED: its database cannot be reached"; else exit $$rc; fi

# Which licences the modules have that are linked, and their texts.
licenses:
	mkdir -p bin && $(GO) run ./internal/tools/licenses > bin/licenses.md && mv bin/licenses.md docs/licenses.md
	$(GO) run ./internal/tools/licenses -texts bin/licenses

licenses-check:
	$(GO) run ./internal/tools/licenses -check docs/licenses.md

# What the program consists of, as CycloneDX.
sbom: build
	$(GO) run $(CYCLONEDX) bin -json -std -noserial -notimestamp -version "$(VERSION)" -output bin/shixian.cdx.json bin/shixian
	$(GO) run ./internal/tools/licenses -sbom bin/shixian.cdx.json

# All that is handed on with a version, and its checksums: for each processor the program,
# and a package that installs it on a machine without network.
ARCHS = amd64 arm64 loong64 riscv64
release: licenses-check sbom
	rm -rf bin/release && mkdir -p bin/release
	$(GO) run ./internal/tools/licenses -texts bin/licenses
	for arch in $(ARCHS); do GOOS=linux GOARCH=$$arch $(GO_BUILD) -o bin/release/shixian-linux-$$arch . && \
		./deploy/offline/pack.sh bin/release/shixian-linux-$$arch $$arch $(VERSION) bin bin/release || exit 1; done
	cp bin/shixian.cdx.json docs/licenses.md bin/release
	tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C bin -cf - licenses | gzip -n > bin/release/licenses.tar.gz
	cd bin/release && sha256sum * > SHA256SUMS && cat SHA256SUMS

# Builds what is committed in two folders, and compares; nothing that the first has
# compiled is used for the second.
reproducible:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && for copy in a/shixian b/elsewhere/src; do \
		mkdir -p "$$dir/$$copy" && git archive HEAD | tar -x -C "$$dir/$$copy" && \
		(cd "$$dir/$$copy" && GOCACHE="$$dir/$${copy%%/*}.cache" $(GO_BUILD) -o "$$dir/$${copy%%/*}.bin" .) || exit 1; \
	done && sha256sum "$$dir/a.bin" "$$dir/b.bin" && cmp "$$dir/a.bin" "$$dir/b.bin" && echo "the same"

# Needs a registry: writes the digests of the images' tags beside them.
pin-images:
	./deploy/images/pin.sh Dockerfile $(wildcard deploy/compose.yaml)

bench:
	$(GO) test -run '^$$' -bench . -benchmem -count 5 ./holidays/... ./deadlines/... ./api

# What calls and lines take beside a bare gin handler, and the memory; also of several
# programs in one run: make bench-http PROGRAMS=old/shixian,bin/shixian
PROGRAMS = bin/shixian
bench-http: deps build
	$(GO) test -run '^$$' -bench '^BenchmarkPrograms$$' -benchtime 1x -timeout 1h ./test/load \
		-args -programs '$(PROGRAMS)' -from $(CURDIR) $(LOADFLAGS)

# Breaks one thing after another under load and writes the tables of docs/operations/chaos*.md:
# make chaos PHASE=1m
PHASE ?= 20s
chaos: deps
	$(GO) test -count 1 -timeout 2h -run '^TestChaos$$' ./test/chaos -v -args -phase $(PHASE) -out $(CURDIR)/docs/operations

# What the service carries, beside a bare gin handler, and what it does with three
# times as much; writes the tables of docs/operations/capacity.md. Needs a quiet machine.
load: deps
	$(GO) test -run '^$$' -bench '^BenchmarkLoad$$' -benchtime 1x -timeout 1h ./test/load \
		-args -out $(CURDIR)/docs/operations $(LOADFLAGS)

# Pictures of the pages, as a browser shows them, in docs/screenshots, and those of the help.
screenshots: deps
	mkdir -p docs/screenshots
	$(GO) test -count 1 -run '^TestScreenshots$$' ./api/console/browser -args -screenshots $(CURDIR)/docs/screenshots

# Whether anything grows under constant load: make soak TIME=5m
soak: TIME = 5m
soak: deps
	$(GO) test -run '^$$' -bench '^BenchmarkSoak$$' -benchtime 1x -timeout 24h ./test/soak \
		-args -time $(TIME) $(SOAKFLAGS)

# Each fuzzer for a while: make fuzz TIME=5m
TIME ?= 30s
fuzz:
	@for pkg in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			$(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(TIME) -fuzzminimizetime 10x $$pkg || exit 1; \
		done; \
	done
