# What needs AWS's own tools: SAM CLI, the Lambda emulator, an AWS emulator. The Makefile includes it.
# Four environments, each pinned by hash, beside the one for the tests:
#   .venv-sam      SAM CLI and uv, in any Python that it takes
#   .venv-runtime  what AWS's python3.13 runtime brings beside the artifact
#   .venv-mini     the AWS emulator, which runs handlers with its own interpreter: Python 3.13
#   .venv-lint     checkov, which asks of the templates what a reviewer would

SAM_VENV := .venv-sam
RUNTIME_VENV := .venv-runtime
MINI_VENV := .venv-mini
LINT_VENV := .venv-lint
# uv trusts what the system trusts, as pip does: behind a company's proxy its own list is not enough.
SAM_ENV := SAM_CLI_TELEMETRY=0 UV_SYSTEM_CERTS=1 PATH="$(CURDIR)/$(SAM_VENV)/bin:$$PATH"
SAM := $(SAM_ENV) $(SAM_VENV)/bin/sam

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
$(LINT_VENV)/ready: tests/integration/requirements-lint.txt
$(SAM_VENV)/ready $(LINT_VENV)/ready:
	@echo "Setting up $(@D) (once) …"
	@test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	@$(@D)/bin/python $(INSTALL) $<
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

.PHONY: validate build build-here test-rie test-deploy test-roles
# What SAM makes of the template is looked at too: a misspelt property of an event is only gone there.
TRANSLATED := .build/translated.json
validate: $(VENV)/dev $(SAM_VENV)/ready $(LINT_VENV)/ready ## lint the templates: SAM CLI, cfn-lint, checkov, and our own rules
	@$(SAM) validate
	@mkdir -p $(dir $(TRANSLATED)) && $(BIN)/python -m tests.integration.translated >$(TRANSLATED)
	@$(BIN)/cfn-lint --config-file infra/cfn-lint.yaml -- $(TRANSLATED) infra/observability.yaml
	@$(LINT_VENV)/bin/checkov --config-file infra/checkov.yaml -f $(TRANSLATED) infra/observability.yaml
	@$(BIN)/python -m pytest tests/integration/test_template.py tests/integration/test_template_roles.py tests/integration/test_template_state.py

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
	@$(BIN)/python -m pytest -m deploy tests/integration

# Part of test-deploy. Alone, it is what to run after a change of what a role may do, or of what a function does.
test-roles: $(VENV)/dev $(MINI_VENV)/ready build-here ## take each permission from the deployed roles, and see that it is missed
	@$(BIN)/python -m pytest -m deploy tests/integration/test_roles.py

.PHONY: deploy undeploy doctor
deploy: $(VENV)/run $(SAM_VENV)/ready ## put it into your AWS account, or bring it up to date there (STAGE=test for another one beside it; YES=1 asks nothing)
	@test -n "$(PYTHON313)" || { echo "$(NO_PYTHON313)"; exit 1; }
	@$(SAM_ENV) $(BIN)/python -m infra.laptop.deploy --stage="$$STAGE" --build="$(MAKE) --no-print-directory build" --sam=$(SAM_VENV)/bin/sam --sam-args="$$SAM_ARGS"

doctor: $(VENV)/run ## look at a deployment from end to end: what is well, what is not, what to do (STACK=newswatch)
	@$(BIN)/python -m infra.laptop.doctor --stack="$$STACK"

undeploy: $(VENV)/run ## take a deployment away; its table stays (STACK=newswatch-test, YES=1 asks nothing)
	@$(BIN)/python -m infra.laptop.undeploy --stack="$$STACK"

.PHONY: bench-slack
bench-slack: $(VENV)/dev $(RUNTIME_VENV)/ready build-here
	@$(BIN)/python -m bench.slack_function

# `sam local` runs the artifact in Docker, with what a running `make run ARGS=--docker` serves: there, the
# functions find table, queues, Slack and the news site. SAM CLI pulls the image of Lambda's runtime, unless
# `make sam-image` has made one that stands in for it.
STATE ?= .newswatch
STAND_IN := newswatch-python:3.13
SAM_IMAGE = $(shell docker image inspect $(STAND_IN) >/dev/null 2>&1 && echo --invoke-image $(STAND_IN) --skip-pull-image)
SAM_LOCAL = AWS_ACCESS_KEY_ID=laptop AWS_SECRET_ACCESS_KEY=laptop AWS_DEFAULT_REGION=eu-west-1 $(SAM) local
SAM_LOCAL_ARGS = --template $(BUILT_HERE)/template.yaml --env-vars $(STATE)/sam-local.json $(SAM_IMAGE) \
    --parameter-overrides Architecture=$(ARCHITECTURE) ContactUrl=https://newswatch.invalid/laptop $(SAM_ARGS)
# Each function's container is made once, when it is first needed: made all at once (EAGER), some were made twice.
WARM := --warm-containers LAZY
FUNCTION ?= DispatchFunction
EVENT ?= $(shell echo $(FUNCTION:Function=) | tr A-Z a-z)

.PHONY: sam-event sam-beside sam-invoke sam-local sam-lambda sam-image test-sam-local
sam-event: $(VENV)/run ## print an event for a function, signed where Slack signs (EVENT=slack)
	@$(BIN)/python -m infra.laptop.sam_event --data $(STATE) $(EVENT)

sam-beside: $(VENV)/run
	@$(BIN)/python -m infra.laptop.running --data $(STATE)

sam-invoke: sam-beside build-here ## run a function once in Docker, with SAM CLI (FUNCTION=SlackFunction; beside make run ARGS=--docker)
	@$(BIN)/python -m infra.laptop.sam_event --data $(STATE) $(EVENT) >.build/event.json
	@$(SAM_LOCAL) invoke $(FUNCTION) --event .build/event.json $(SAM_LOCAL_ARGS)

sam-local: sam-beside build-here ## serve the HTTP API in Docker, with SAM CLI, for make slack-command URL=http://127.0.0.1:3000
	@$(SAM_LOCAL) start-api $(WARM) $(SAM_LOCAL_ARGS)

sam-lambda: sam-beside build-here ## serve Lambda's own API in Docker, with SAM CLI, for make run ARGS=--sam
	@$(SAM_LOCAL) start-lambda $(WARM) $(SAM_LOCAL_ARGS)

sam-image: $(SAM_VENV)/ready $(RUNTIME_VENV)/ready ## make an image that stands in for AWS's, where no registry of images is reached (Debian, root)
	@tests/integration/base-image.sh $(STAND_IN)

test-sam-local: $(VENV)/dev $(RUNTIME_VENV)/ready ## test every function in Docker, with SAM CLI; skipped where no Docker engine is
	@why=$$($(BIN)/python -m tests.integration.containers) && if [ -n "$$why" ]; then echo "Skipped: $$why."; else \
	    $(MAKE) --no-print-directory build-here && $(BIN)/python -m pytest -m sam_local tests/integration/test_sam_local.py; fi
