# What needs AWS's own tools: SAM CLI, the Lambda emulator, an AWS emulator. The Makefile includes it.
# Three environments, each pinned by hash, beside the one for the tests:
#   .venv-sam      SAM CLI and uv, in any Python that it takes
#   .venv-runtime  what AWS's python3.13 runtime brings beside the artifact
#   .venv-mini     the AWS emulator, which runs handlers with its own interpreter: Python 3.13

SAM_VENV := .venv-sam
RUNTIME_VENV := .venv-runtime
MINI_VENV := .venv-mini
# uv trusts what the system trusts, as pip does: behind a company's proxy its own list is not enough.
SAM := SAM_CLI_TELEMETRY=0 UV_SYSTEM_CERTS=1 PATH="$(CURDIR)/$(SAM_VENV)/bin:$$PATH" $(SAM_VENV)/bin/sam

# The runtime's version of Python: on PATH, beside a version manager's shim on PATH, or one that uv manages.
PYTHON313 ?= $(shell for p in python3.13 "$$(dirname "$$(command -v python3.13)")"/../versions/3.13.*/bin/python3.13; do \
    "$$p" -c '' 2>/dev/null && { command -v "$$p"; exit; }; done; \
    $(SAM_VENV)/bin/uv python find --managed-python 3.13 2>/dev/null)
NO_PYTHON313 = Python 3.13 was not found, and Lambda runs 3.13. Install it, or name it: make PYTHON313=…

# This machine's architecture, as Lambda calls it.
ARCHITECTURE := $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)
BUILT_HERE := .build/lambda

# The lock files are complete, hence --no-deps; pip's resolver stumbles over extras beside hashes.
INSTALL = -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r

$(SAM_VENV)/ready: tests/integration/requirements-sam.txt
	@echo "Setting up $(SAM_VENV) (once) …"
	@test -x $(SAM_VENV)/bin/python || $(PYTHON) -m venv $(SAM_VENV)
	@$(SAM_VENV)/bin/python $(INSTALL) $<
	@touch $@

$(RUNTIME_VENV)/ready: tests/integration/requirements-runtime.txt | $(SAM_VENV)/ready
$(MINI_VENV)/ready: tests/integration/requirements-ministack.txt | $(SAM_VENV)/ready
$(RUNTIME_VENV)/ready $(MINI_VENV)/ready:
	@test -n "$(PYTHON313)" || { echo "$(NO_PYTHON313)"; exit 1; }
	@echo "Setting up $(@D) (once) …"
	@test -x $(@D)/bin/python || $(PYTHON313) -m venv $(@D)
	@$(@D)/bin/python $(INSTALL) $<
	@touch $@

# Lambda cannot write bytecode beside the code, so each cold start would compile everything again.
# Unchecked hashes, because zipping changes modification times.
#
# babel comes with trafilatura, which asks it for the names of languages when told to keep pages of one
# language alone. Nothing here does, and its tables of a thousand locales are 30 MB that AWS would have to load.
define with_bytecode
	@test -n "$(PYTHON313)" || { echo "$(NO_PYTHON313)"; exit 1; }
	@for code in $(1)/*/newswatch; do \
	    artifact=$$(dirname "$$code") && \
	    rm -rf "$$artifact/babel/locale-data" && \
	    $(PYTHON313) -m compileall -q --invalidation-mode unchecked-hash "$$artifact" && \
	    test -f "$$code/__pycache__/__init__.cpython-313.pyc" && \
	    bytes=$$(find "$$artifact" -type f -exec cat {} + | wc -c) && \
	    echo "$$artifact: $$((bytes / 1000000)) MB unzipped, of Lambda's 250" || exit 1; \
	done
endef

.PHONY: validate build build-here test-rie test-deploy
validate: $(SAM_VENV)/ready ## lint the template with SAM CLI
	@$(SAM) validate

build: $(SAM_VENV)/ready ## build what `sam deploy` uploads, for the template's architecture
	@$(SAM) build
	$(call with_bytecode,.aws-sam/build)

build-here: $(SAM_VENV)/ready
	@mkdir -p $(dir $(BUILT_HERE))
	@$(SAM) build --build-dir $(BUILT_HERE) --parameter-overrides Architecture=$(ARCHITECTURE) >$(BUILT_HERE).log 2>&1 || { cat $(BUILT_HERE).log; exit 1; }
	$(call with_bytecode,$(BUILT_HERE))

test-rie: $(VENV)/dev $(RUNTIME_VENV)/ready build-here ## test the built artifact under AWS's Lambda emulator
	@$(BIN)/python -m pytest -m rie tests/integration/test_rie.py

test-deploy: $(VENV)/dev $(MINI_VENV)/ready build-here ## test `sam deploy` against an AWS emulator (ministack)
	@$(BIN)/python -m pytest -m deploy tests/integration/test_deploy.py

.PHONY: deploy bench-slack
deploy: build ## build, and `sam deploy --guided` into your AWS account
	@$(SAM) deploy --guided

bench-slack: $(VENV)/dev $(RUNTIME_VENV)/ready build-here
	@$(BIN)/python -m bench.slack_function

# `sam local` runs the artifact in Docker, with what a running `make run ARGS=--docker` serves: there, the
# functions find table, queues, Slack and the news site. Without SAM_ARGS, SAM CLI pulls the image of Lambda's runtime.
STATE ?= .newswatch
SAM_STATE = $(STATE)/sam-local.json
SAM_LOCAL = AWS_ACCESS_KEY_ID=laptop AWS_SECRET_ACCESS_KEY=laptop AWS_DEFAULT_REGION=eu-west-1 $(SAM) local
SAM_LOCAL_ARGS = --template $(BUILT_HERE)/template.yaml --env-vars $(SAM_STATE) \
    --parameter-overrides Architecture=$(ARCHITECTURE) ContactUrl=https://newswatch.invalid/laptop $(SAM_ARGS)
FUNCTION ?= DispatchFunction
EVENT ?= $(shell echo $(FUNCTION:Function=) | tr A-Z a-z)

.PHONY: sam-event sam-invoke sam-local
sam-event: $(VENV)/run ## print an event for a function, signed where Slack signs (EVENT=slack)
	@$(BIN)/python -m infra.laptop.sam_event --data $(STATE) $(EVENT)

sam-invoke: $(VENV)/run build-here $(SAM_STATE) ## run a function once in Docker, with SAM CLI (FUNCTION=SlackFunction; beside make run ARGS=--docker)
	@$(BIN)/python -m infra.laptop.sam_event --data $(STATE) $(EVENT) >.build/event.json
	@$(SAM_LOCAL) invoke $(FUNCTION) --event .build/event.json $(SAM_LOCAL_ARGS)

sam-local: $(VENV)/run build-here $(SAM_STATE) ## serve the HTTP API in Docker, with SAM CLI, for make slack-command URL=http://127.0.0.1:3000
	@$(SAM_LOCAL) start-api $(SAM_LOCAL_ARGS)

$(SAM_STATE):
	@echo "Start Newswatch first, in another terminal: make run ARGS=--docker"; exit 1
