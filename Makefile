# make run    runs the service
# make test   installs what the tests need and runs all of them
# make check  formatting, vet, linters, generated files, known vulnerabilities

GO            ?= go
VERSION       ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
SWAG          := github.com/swaggo/swag/cmd/swag@v1.16.6
STATICCHECK   := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK   := golang.org/x/vuln/cmd/govulncheck@v1.9.0
SWAG_INIT     := $(GO) run $(SWAG) init -q -g main.go --parseDependencyLevel 0 --outputTypes json,yaml

.PHONY: run build test deps check format lint swagger swagger-check vuln bench bench-http chaos load soak fuzz

run:
	$(GO) run .

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/shixian .

test: deps
	$(GO) test -race ./...

deps:
	./deploy/deps.sh

check: format lint swagger-check vuln

format:
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) mod tidy -diff

lint:
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(GOLANGCI_LINT) run

swagger:
	$(SWAG_INIT) -o docs

swagger-check:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(SWAG_INIT) -o "$$dir" && \
	for f in swagger.json swagger.yaml; do diff -u docs/$$f "$$dir/$$f" || { echo "run make swagger"; exit 1; }; done

# The vulnerability database is on the network. Where it cannot be reached, the
# check is skipped, and says so.
vuln:
	@out=$$($(GO) run $(GOVULNCHECK) ./... 2>&1); rc=$$?; echo "$$out"; \
	if [ $$rc -ne 0 ] && echo "$$out" | grep -q "fetching vulnerabilities"; then \
		echo "govulncheck SKIPPED: its database cannot be reached"; else exit $$rc; fi

bench:
	$(GO) test -run '^$$' -bench . -benchmem -count 5 ./holidays/... ./deadlines/... ./api

bench-http: deps build
	$(GO) build -o bin/bench ./deploy/bench
	./bin/bench -service ./bin/shixian

# Breaks one thing after another under load and writes the tables of docs/operations/chaos*.md:
# make chaos PHASE=1m
PHASE ?= 20s
chaos: deps
	$(GO) test -count 1 -timeout 2h -run '^TestChaos$$' ./deploy/chaos -v -args -phase $(PHASE) -out $(CURDIR)/docs/operations

# What the service carries, beside a bare gin handler, and what it does with three
# times as much; writes the tables of docs/operations/capacity.md. Needs a quiet machine.
load: deps
	$(GO) test -run '^$$' -bench '^BenchmarkLoad$$' -benchtime 1x -timeout 1h ./deploy/load \
		-args -out $(CURDIR)/docs/operations $(LOADFLAGS)

# Whether anything grows under constant load: make soak TIME=5m
soak: TIME = 5m
soak: deps
	$(GO) test -run '^$$' -bench '^BenchmarkSoak$$' -benchtime 1x -timeout 24h ./deploy/soak \
		-args -time $(TIME) $(SOAKFLAGS)

# Each fuzzer for a while: make fuzz TIME=5m
TIME ?= 30s
fuzz:
	@for pkg in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			$(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(TIME) -fuzzminimizetime 10x $$pkg || exit 1; \
		done; \
	done
