# How to work here. `make` alone lists what there is.
PYTHON ?= python3
VENV ?= .venv
export PYTHONPATH := functions:.
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help
help: ## list what there is
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run: functions/requirements.txt infra/laptop/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Newswatch needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.13 …")'
	@echo "Setting up $(VENV) (once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r functions/requirements.txt -r infra/laptop/requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/run tests/requirements.txt
	@echo "Adding what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

.PHONY: run
run: $(VENV)/run ## set up, run Newswatch here with demo news sites, show its alerts (ARGS=--once, ARGS="--source URL", ARGS=--help)
	@$(BIN)/python -m infra.laptop $(ARGS)

# What is typed comes through the environment, where quotes and # mean nothing.
.PHONY: slack-command
slack-command: $(VENV)/run ## sign a command as Slack does and send it to a running `make run` (TEXT="list", CHANNEL="#policy", PERSON=robin, URL=…)
	@$(BIN)/python -m infra.laptop.slack_command --text="$$TEXT" --channel="$$CHANNEL" --person="$$PERSON" --url="$$URL"

.PHONY: import export secret-source
import: $(VENV)/run ## bring in a list of feeds: OPML, or a text with an address a line (FILE=feeds.opml, STACK=newswatch PERSON=U… for a deployed one)
	@$(BIN)/python -m infra.laptop.opml import --file="$$FILE" --stack="$$STACK" --person="$$PERSON"

export: $(VENV)/run ## write all sources as OPML (FILE=out.opml, STACK=newswatch)
	@$(BIN)/python -m infra.laptop.opml export --file="$$FILE" --stack="$$STACK"

.PHONY: backup restore
backup: $(VENV)/run ## write topics, sources, saved sets and settings as one file to read (FILE=newswatch.toml, STACK=newswatch or TABLE=…, SECRETS=1)
	@$(BIN)/python -m infra.laptop.backup backup --file="$$FILE" --stack="$$STACK" --table="$$TABLE" --secrets="$$SECRETS"

restore: $(VENV)/run ## have a backup again: what is missing is added, what differs is shown (FILE=newswatch.toml, STACK=newswatch PERSON=U…, REPLACE=1)
	@$(BIN)/python -m infra.laptop.backup restore --file="$$FILE" --stack="$$STACK" --person="$$PERSON" --replace="$$REPLACE"

secret-source: $(VENV)/run ## watch a feed that wants a secret header, which is asked for (URL=https://… HEADER=X-Api-Key, STACK=newswatch PERSON=U…)
	@$(BIN)/python -m infra.laptop.secret_source --url="$$URL" --header="$$HEADER" --stack="$$STACK" --person="$$PERSON"

.PHONY: replay
replay: $(VENV)/run ## send dead letters back once what they failed of is mended; alone: how many there are (QUEUE=articles, QUEUE=all, STACK=newswatch)
	@$(BIN)/python -m infra.laptop.replay --queue="$$QUEUE" --stack="$$STACK"

.PHONY: test test-dynamodb-local
test: $(VENV)/dev ## pass the tests (lint and types first), coverage shown
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n 2 --dist worksteal -m "not dynamodb_local and not rie and not deploy and not browser and not sam_local" $(ARGS)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report --format=total | sed 's/^/Coverage: /; s/$$/ % of lines and branches (make coverage shows which)/'

.PHONY: coverage
coverage: ## show what the last `make test` did not reach
	@$(BIN)/coverage report

# AWS's own DynamoDB Local, as the npm registry carries it.
DYNAMODB_LOCAL_VERSION := 2.9.30
DYNAMODB_LOCAL_SHA256 := 3503ffac19f183407909fecdacf4db51ab1fdad1da7b2f177016670b2d80e4b9
DYNAMODB_LOCAL := $(abspath .build/dynamodb-local-$(DYNAMODB_LOCAL_VERSION))

$(DYNAMODB_LOCAL)/package/emulator/DynamoDBLocal.jar:
	@mkdir -p $(DYNAMODB_LOCAL)
	@cd $(DYNAMODB_LOCAL) && npm pack --silent amplify-dynamodb-simulator@$(DYNAMODB_LOCAL_VERSION)
	@cd $(DYNAMODB_LOCAL) && echo "$(DYNAMODB_LOCAL_SHA256)  amplify-dynamodb-simulator-$(DYNAMODB_LOCAL_VERSION).tgz" | sha256sum --check --quiet
	@cd $(DYNAMODB_LOCAL) && tar xzf *.tgz && rm *.tgz && touch package/emulator/DynamoDBLocal.jar

test-dynamodb-local: $(VENV)/dev $(DYNAMODB_LOCAL)/package/emulator/DynamoDBLocal.jar ## hold the store against AWS's own DynamoDB Local (needs Java and npm)
	@DYNAMODB_LOCAL=$(DYNAMODB_LOCAL)/package/emulator $(BIN)/python -m pytest -m dynamodb_local

.PHONY: simulate
simulate: $(VENV)/dev ## break everything that can break, one by one and by chance: nothing lost, nothing twice (SEEDS=10000, PAIRS=1, ALL=1, PART=2, SEED=4711)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m simulation

.PHONY: month
month: $(VENV)/dev ## poll scripted sites for a month on a clock of its own: polite, complete, in time (DAYS=30, SOURCES=200, SEED=1, FAULTS=0)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m month

.PHONY: day
day: $(VENV)/dev ## bring a day of news in several orders of arrival, held against its true stories (SEED=1, STORIES=400, ORDERS=6)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m day

.PHONY: flood
flood: $(VENV)/dev ## bring 10,000 matches in a minute for 50 channels, by a clock of its own: caps and order hold, nothing lost (MATCHES=10000, CHANNELS=50, SEED=1, CAP=20)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m flood

.PHONY: fuzz
fuzz: $(VENV)/dev ## read pages made to hurt: none raises, takes over 2 s or over 128 MB (PAGES=100000, SEED=4711)
	@PYTHONPATH=functions:.:tests:tests/unit $(BIN)/python -m fuzz

.PHONY: test-browser
test-browser: $(VENV)/dev ## see the local page as a person would (needs Chromium)
	@$(BIN)/python -m pytest -m browser

.PHONY: dashboard-picture
dashboard-picture: $(VENV)/run ## draw CloudWatch's dashboard of the hours that `make cost AT="3 9 15 21"` ran, from its definition: docs/images/dashboard.svg
	@$(BIN)/python -m infra.dashboard

.PHONY: bench
bench: bench-slack bench-articles bench-likeness bench-polling bench-backtest bench-matching bench-stories bench-scaling ## measure what docs/performance.md says (needs Python 3.13)

.PHONY: bench-articles
bench-articles: $(VENV)/dev ## read the public benchmark's pages beside trafilatura: F1, CPU, memory (needs the corpus)
	@$(BIN)/python -m bench.articles

.PHONY: bench-likeness
bench-likeness: $(VENV)/dev ## propose a query for each real article: which others it finds, edits of it, CPU (needs the corpus)
	@$(BIN)/python -m bench.likeness

.PHONY: bench-polling
bench-polling: $(VENV)/dev ## poll feeds beside a bare GET and feedparser: CPU and the table's units by kind of poll
	@PYTHONPATH=functions:.:tests $(BIN)/python -m bench.polling

.PHONY: bench-matching
bench-matching: $(VENV)/dev ## match real news with up to 100,000 topics beside Lucene, PostgreSQL, hyperscan, pyahocorasick (WHAT="speed costs inflection worst", SIZES="1000 10000")
	@$(BIN)/python -m bench.matching $(WHAT) $(SIZES)

.PHONY: bench-stories
bench-stories: $(VENV)/dev ## group real headlines and newsroom edits by story, beside MinHash: F1, ARI, CPU, memory, the table's units (needs the corpus)
	@$(BIN)/python -m bench.stories.grouping
	@$(BIN)/python -m bench.stories.near_duplicates
	@$(BIN)/python -m bench.stories.headlines
	@PYTHONPATH=functions:.:tests $(BIN)/python -m bench.stories.table

.PHONY: cost
cost: $(VENV)/dev ## what a month costs: a working day through the real functions, all of it counted, in 4 minutes (SOURCES=1000, ARTICLES=5000, TOPICS=200, SEED=1, AT="3 9 15 21" for some hours)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m bench.cost

.PHONY: bench-backtest
bench-backtest: $(VENV)/dev ## try queries on a week of 35,000 stored articles: CPU, time and read units, cold and again (ARTICLES=35000)
	@PYTHONPATH=functions:.:tests $(BIN)/python -m bench.backtest $(ARTICLES)

.PHONY: bench-scaling
bench-scaling: $(VENV)/dev ## measure what grows with 1,000 to 100,000 sources: a tick, lists, status; CPU, calls, memory (SIZES="1000 10000")
	@PYTHONPATH=functions:.:tests $(BIN)/python -m bench.scaling $(if $(SIZES),--sizes $(SIZES))

.PHONY: notices
notices: $(VENV)/run ## write THIRD_PARTY_NOTICES.md anew: what ships, and on which terms
	@$(BIN)/python -m infra.notices

.PHONY: slack-manifest slack-secrets
slack-manifest: $(VENV)/run ## print the Slack app's manifest for a deployed stack (STACK=newswatch, or URL=https://…)
	@$(BIN)/python -m infra.laptop.slack_setup manifest --stack="$$STACK" --url="$$URL"

slack-secrets: $(VENV)/run ## ask for the bot token and the signing secret, and store them in SSM (STACK=newswatch)
	@$(BIN)/python -m infra.laptop.slack_setup secrets --stack="$$STACK"

include infra/aws.mk
