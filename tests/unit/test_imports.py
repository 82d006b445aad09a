"""Who imports whom, as docs/architecture.md has it, and what a function loads before its first event."""

import ast
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FUNCTIONS = REPOSITORY / "functions"
LAMBDAS = sorted(path.stem for path in (FUNCTIONS / "newswatch" / "lambdas").glob("[a-z]*.py"))
HANDLERS = [name for name in LAMBDAS if name not in {"records", "http_event"}]

WORDS = {"model", "posts", "errors"}
PURE_SOURCES = {
    f"sources.{path.stem}" for path in (FUNCTIONS / "newswatch" / "sources").glob("[a-z]*.py")
} | {"sources"}

# What is one module to all others, however many files it has.
PACKAGES = {"model", "ports", "storage.items", "usecases.findings"}

# What each part may import of ours, and of others beside the standard library. The longest name that
# fits a module counts; a part may always import itself.
OURS: dict[str, set[str]] = {
    "model": set(),
    "posts": {"model"},
    "errors": {"model"},
    "ports": {*WORDS, "sources.outline"},
    "spelling": set(),
    "text": {"spelling"},
    "wall_clock": {"spelling"},
    "languages": set(),
    "query": {*WORDS, "text", "languages", "sources.urls"},
    "stories": {*WORDS, "text"},
    "delivery": {*WORDS, "text", "wall_clock"},
    "sources": {*WORDS, *PURE_SOURCES, "languages"},
    "sources.discover": {*WORDS, *PURE_SOURCES, "ports"},
    "sources.fetch": {*WORDS, *PURE_SOURCES, "ports"},
    "parsing": {*WORDS, *PURE_SOURCES, "ports", "observe", "parsing.wire"},
    # What runs in the process of its own: without what the parent logs with.
    "parsing.child": {*WORDS, *PURE_SOURCES, "ports", "parsing.wire"},
    "parsing.wire": {*WORDS, "ports"},
    "storage": {*WORDS, *PURE_SOURCES, "ports", "observe", "storage"},
    "storage.keys": {*WORDS, "sources.urls"},
    "storage.codec": WORDS,
    "storage.post_parts": {*WORDS, "storage.codec", "storage.items", "storage.keys", "storage.table"},
    "storage.items": {
        *WORDS, "storage.codec", "storage.delivery_items", "storage.keys", "storage.rate_items",
    },
    "storage.delivery_items": {*WORDS, "storage.codec"},
    "storage.rate_items": {*WORDS, "storage.codec"},
    "queues": WORDS,
    "slack": set(),
    # What is a name of a saved set, the query language says; what leaves nothing of a week, delivery.
    "slack.commands": {
        *WORDS, "slack.moments", "sources.urls", "query.references", "delivery.windows", "wall_clock",
    },
    "slack.moments": {*WORDS, "wall_clock"},
    "slack.scopes": set(),
    "slack.bringing": WORDS,
    "slack.asked": WORDS,
    "slack.requests": WORDS,
    "slack.asking": {*WORDS, "slack.asked", "slack.requests", "slack.views.ids"},
    "slack.admission": {*WORDS, "ports", "slack.requests"},
    "slack.gateway": {*WORDS, "observe", "slack.requests"},
    "slack.absent": {*WORDS, "ports"},
    "slack.codes": WORDS,
    "slack.trust": set(),
    "slack.calls": {*WORDS, "observe", "slack.codes", "slack.trust"},
    "slack.people": {*WORDS, "observe", "slack.calls"},
    # They show what the use cases return; that module holds nothing else.
    "slack.views": {*WORDS, "query", "sources.pace", "sources.urls", "usecases.findings"},
    # It shows what stands in a form, which is a matter of the form.
    "slack.views.status": {*WORDS, "", "slack.views", "usecases.findings"},
    "slack.views.topic_form": {*WORDS, "languages", "slack.draft", "slack.views"},
    "slack.client": {*WORDS, "observe", "slack.calls", "slack.people", "slack.views"},
    "slack.answers": {*WORDS, "slack.codes", "slack.trust"},
    "slack.commander": {*WORDS, "ports", "slack.asked", "slack.views.blocks", "usecases"},
    "slack.deeds": {
        *WORDS, "ports", "query", "slack.asked", "slack.commander", "slack.commands", "slack.scopes",
        "slack.meant", "slack.history_deeds", "slack.import_deeds", "slack.improve_deeds",
        "slack.set_deeds", "slack.setting_deeds", "slack.source_deeds", "slack.views", "usecases",
        "slack.why_deeds",
    },
    "slack.history_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.commands", "slack.meant", "slack.views", "usecases",
    },
    "slack.why_deeds": {
        *WORDS, "observe", "slack.asked", "slack.commander", "slack.commands", "slack.meant", "slack.views",
        "usecases",
    },
    "slack.alert_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.views", "sources.urls", "usecases",
    },
    "slack.set_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.commands", "slack.history_deeds", "slack.views",
        "usecases",
    },
    "slack.setting_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.commands", "slack.history_deeds", "slack.views",
        "usecases",
    },
    "slack.source_deeds": {
        *WORDS, "ports", "slack.asked", "slack.commander", "slack.commands", "slack.history_deeds",
        "slack.views", "usecases",
    },
    "slack.import_deeds": {
        *WORDS, "slack.asked", "slack.bringing", "slack.commander", "slack.commands", "slack.views",
        "usecases",
    },
    "slack.forms": {
        *WORDS, "ports", "slack.asked", "slack.bringing", "slack.commander", "slack.commands", "slack.draft",
        "slack.asking", "slack.meant", "slack.requests", "slack.views", "usecases",
    },
    "slack.lists": {*WORDS, "ports", "slack.calls", "sources.opml", "sources.outline"},
    "slack.modals": {*WORDS, "observe", "slack.calls"},
    "slack.advice": {*WORDS, "slack.asked", "slack.commander", "slack.commands", "slack.views", "usecases"},
    "slack.routes": {
        *WORDS, "observe", "slack.advice", "slack.alert_deeds", "slack.asked", "slack.commander",
        "slack.commands", "slack.deeds", "slack.form_deeds", "slack.home_deeds", "slack.import_deeds",
        "slack.improve_deeds", "slack.like_deeds", "slack.views", "slack.why_deeds", "usecases.permissions",
    },
    "slack.draft": {
        *WORDS, "slack.views.ids",
    },
    "slack.events": {
        *WORDS, "slack.asked", "slack.asking", "slack.commands", "slack.requests",
    },
    "slack.meant": {
        *WORDS, "slack.asked", "slack.commander", "slack.commands",
    },
    "slack.form_deeds": {
        *WORDS, "observe", "query", "slack.advice", "slack.asked", "slack.commander",
        "slack.draft", "slack.forms",
        "slack.meant", "slack.views", "usecases", "wall_clock",
    },
    "slack.like_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.commands", "slack.draft", "slack.form_deeds",
        "slack.forms", "slack.views", "sources.urls", "usecases",
    },
    "slack.improve_deeds": {
        *WORDS, "slack.asked", "slack.commander", "slack.views", "usecases",
    },
    "slack.home_deeds": {
        *WORDS, "observe", "slack.asked", "slack.commander", "slack.home_state", "slack.views", "usecases",
    },
    "slack.home_state": {
        *WORDS, "slack.requests", "slack.views.ids",
    },
    "slack.showing": {
        *WORDS, "observe", "ports", "slack.asked", "slack.views",
    },
    "slack.suggestions": {
        *WORDS, "ports", "slack.requests", "slack.views", "usecases",
    },
    "slack.front": {
        *WORDS, "observe", "ports", "slack.asked", "slack.asking", "slack.commander", "slack.commands",
        "slack.draft", "slack.events",
        "slack.forms", "slack.home_state", "slack.requests", "slack.routes", "slack.showing",
        "slack.suggestions", "slack.views",
    },
    "usecases": {
        *WORDS, *PURE_SOURCES, "ports", "observe", "text", "query", "stories", "delivery", "wall_clock",
        "prices",
    },
    "secret_headers": {*WORDS, "ports", "sources.urls"},
    "prices": set(),
    # What this process has used, counted by whoever uses it.
    "meter": {"model"},
    "observe": set(),
    "config": {"errors", "posts"},
    "system": set(),
    "wiring": {
        *WORDS, "", "config", "meter", "parsing", "ports", "queues", "secret_headers", "slack",
        "sources.fetch", "storage", "system", "usecases",
    },
    # Beside the use case, what decodes its event: the codecs of queues, the requests of Slack.
    "lambdas": {
        "errors", "meter", "model", "observe", "system", "wiring", "usecases", "queues", "slack.requests",
        "slack.routes",
        "slack.admission", "slack.asked", "slack.front", "slack.gateway",
    },
}  # fmt: skip
OTHERS: dict[str, set[str]] = {
    "query": {"Stemmer"},
    "sources": {
        *(
            "bs4",
            "chardetng_py",
            "feedparser",
            "gcld3",
            "idna",
            "lxml",
            "protego",
            "soupsieve",
            "trafilatura",
        ),
        "webencodings",
    },
    "sources.discover": {"lxml"},
    "sources.fetch": {"requests", "urllib3"},
    "storage": {"boto3", "botocore", "mypy_boto3_dynamodb"},
    "storage.keys": set(),
    "storage.codec": set(),
    "storage.items": set(),
    "storage.rate_items": set(),
    "queues": {"botocore", "mypy_boto3_sqs"},
    "slack.client": {"slack_sdk"},
    "slack.calls": {"slack_sdk"},
    "slack.people": {"slack_sdk"},
    "slack.lists": {"slack_sdk"},
    "slack.modals": {"slack_sdk"},
    "observe": {"aws_lambda_powertools"},
    "wiring": {"aws_lambda_powertools", "boto3", "botocore", "slack_sdk"},
    "lambdas": {"aws_lambda_powertools"},
}
PURE = {
    "model", "posts", "errors", "ports", "text", "languages", "query", "stories", "delivery", "sources",
    "sources.discover", "storage.keys", "storage.codec", "storage.items",
    "storage.rate_items",
    "slack.commands", "slack.requests", "slack.views", "slack.routes",
    "slack.commander", "slack.deeds", "slack.alert_deeds", "slack.setting_deeds",
    "slack.set_deeds", "slack.source_deeds", "slack.advice",
    "slack.moments", "slack.scopes",
    "slack.absent", "slack.admission", "slack.asked", "slack.codes", "slack.gateway",
    "slack.bringing", "slack.forms", "slack.import_deeds",
    "slack.why_deeds",
    "usecases", "wall_clock",
}  # fmt: skip
IMPURE_LIBRARIES = {
    "asyncio", "os", "pathlib", "random", "secrets", "socket", "ssl", "subprocess", "tempfile",
    "threading", "time", "urllib.request", "http.client", "uuid",
}  # fmt: skip


def modules() -> dict[str, Path]:
    """Return every module of ours by its name without the package's."""
    root = FUNCTIONS / "newswatch"
    found = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
NAMES = sorted(MODULES)


def imports(name: str) -> Iterator[str]:
    """Yield the full name of each module that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(MODULES[name].read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole.removeprefix("newswatch.") in MODULES else str(node.module)


def defined_in(name: str) -> Iterator[str]:
    """Yield what a module defines for others."""
    for node in ast.parse(MODULES[name].read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names = [node.name]
        else:
            names = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
        yield from (each for each in names if not each.startswith("_"))


def own(imported: str) -> str | None:
    """Return the name of a module of ours without the package's, None for others' modules."""
    return (
        imported.removeprefix("newswatch").removeprefix(".")
        if imported.split(".", maxsplit=1)[0] == "newswatch"
        else None
    )


def part(name: str, table) -> str:
    """Return the longest name in a table that a module stands under; "" if there is none."""
    return max((key for key in table if name == key or name.startswith(f"{key}.")), key=len, default="")


def allowed(name: str, others: set[str]) -> bool:
    return any(name == other or (other and name.startswith(f"{other}.")) for other in others)


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_what_its_part_may(name):
    home = part(name, OURS)
    assert home or name == "", f"{name} stands nowhere in the architecture"
    ours = [inner for module in imports(name) if (inner := own(module)) is not None]
    wrong = [
        inner for inner in ours if part(inner, OURS) != home and not allowed(inner, OURS.get(home, set()))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in NAMES if not part(name, PACKAGES)])
def test_what_is_one_module_to_others_is_imported_by_its_own_name(name):
    ours = [inner for module in imports(name) if (inner := own(module))]
    assert [inner for inner in ours if part(inner, PACKAGES) not in {"", inner}] == []


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_such_a_module_has_all_names_of_its_files(name):
    found = importlib.import_module(f"newswatch.{name}")
    files = [each for each in NAMES if each.startswith(f"{name}.")]
    defined = [public for each in files for public in defined_in(each)]
    assert len(files) > 1
    assert sorted(found.__all__) == sorted(defined)


@pytest.mark.parametrize("name", NAMES)
def test_a_module_uses_only_the_libraries_of_its_part(name):
    others = {module.split(".")[0] for module in imports(name) if own(module) is None}
    assert others - sys.stdlib_module_names <= OTHERS.get(part(name, OURS), set())


@pytest.mark.parametrize("name", [name for name in NAMES if part(name, OURS) in PURE])
def test_a_pure_module_has_no_clock_no_chance_and_no_environment(name):
    assert [module for module in imports(name) if allowed(module, IMPURE_LIBRARIES)] == []
    told = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(MODULES[name].read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert not told & {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}


def test_the_environment_is_read_in_one_place():
    readers = [name for name in NAMES if "os" in imports(name) or "os.environ" in imports(name)]
    # What starts a process hands on where its shared libraries are; the process itself moves its pipes.
    assert readers == ["config", "parsing.child", "parsing.worker"]


def test_the_time_and_chance_come_from_one_place():
    clocks = [name for name in NAMES if {"secrets", "random", "uuid"} & set(imports(name))]
    assert clocks == ["system"]
    # What fetches and what parses measure how long it takes.
    timers = [name for name in NAMES if "time" in imports(name)]
    assert {part(name, OURS) for name in timers} <= {"sources.fetch", "parsing", "system"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_ships_imports_what_does_not(name):
    assert not {module.split(".")[0] for module in imports(name)} & {"infra", "tests", "fakes", "bench"}


@pytest.mark.parametrize("name", LAMBDAS)
def test_a_handler_is_short(name):
    assert len(MODULES[f"lambdas.{name}"].read_text().splitlines()) <= 40


# --- In a process of its own ---------------------------------------------------------------------------


def loaded_after(code: str, **environ: str) -> set[str]:
    """Return the modules that a fresh process has loaded after running some code."""
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"],
        env={"PYTHONPATH": str(FUNCTIONS), **environ},
        cwd=FUNCTIONS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return set(json.loads(said.stdout.splitlines()[-1]))


PARSERS = {"bs4", "lxml", "feedparser", "trafilatura", "html.parser", "html5lib", "justext", "dateparser"}
FETCHING = {"requests", "urllib3.contrib.socks"}
EAGER = {"boto3", "slack_sdk"}


NEVER = {
    f"newswatch.usecases.{name}"
    for name in ("likeness", "themes", "naming", "titles", "exclusions", "small_words", "function_words")
}


def test_who_has_three_seconds_loads_nothing_of_what_proposes_queries():
    assert not loaded_after("import newswatch.lambdas.slack") & NEVER
    assert all((FUNCTIONS / f"{name.replace('.', '/')}.py").exists() for name in NEVER)


def test_prices_are_loaded_by_who_reckons_with_them():
    assert not loaded_after("import newswatch.lambdas.slack") & {"newswatch.prices", "tomllib"}
    assert "newswatch.prices" in loaded_after("from newswatch.prices import prices; prices()")


@pytest.mark.parametrize("name", ["slack", "command", "dispatch", "hook", "notify"])
def test_a_function_that_reads_no_pages_loads_no_parser(name):
    assert not loaded_after(f"import newswatch.lambdas.{name}") & (PARSERS | FETCHING | EAGER)


@pytest.mark.parametrize("built", ["quick_commander", "admission", "people", "notifier", "hook"])
def test_what_answers_people_is_built_without_a_parser(built):
    environ = {
        "AWS_DEFAULT_REGION": "eu-west-1",
        "TABLE_NAME": "t",
        "WORKSPACE": "main",
        "SLACK_TOKEN_PARAMETER": "/token",
    }
    code = f"from newswatch import wiring\nwiring.secret = lambda name: 'xoxb-1'\nwiring.{built}()"
    loaded = loaded_after(code, **environ)

    # Slack waits for what is built of these: it talks to the table and the queues alone.
    assert ("slack_sdk" in loaded) is (built in {"people", "notifier"})
    # botocore renders its own documentation with Python's.
    assert not loaded & (PARSERS | FETCHING) - {"html.parser"}


def test_a_function_that_reads_no_slack_loads_none_of_it():
    for name in ("collect", "match", "dispatch", "hook"):
        loaded = loaded_after(f"import newswatch.lambdas.{name}")
        assert not {module for module in loaded if module.split(".")[0] == "slack_sdk"}
        assert not {module for module in loaded if module.startswith("newswatch.slack")}


def test_nothing_happens_at_import():
    code = f"""
import builtins, socket, threading
def refuse(*args, **kwargs): raise AssertionError("something happened at import")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
for name in {HANDLERS!r}:
    __import__("newswatch.lambdas." + name)
from newswatch import wiring
kept = {{n: f.cache_info().currsize for n, f in vars(wiring).items() if hasattr(f, "cache_info")}}
assert kept and not any(kept.values()), kept
assert threading.active_count() == 1
"""
    assert "boto3" not in loaded_after(code)


def test_every_module_can_be_imported_without_an_environment():
    names = [f"newswatch.{name}".rstrip(".") for name in NAMES]
    loaded = loaded_after(f"import importlib\nfor name in {names!r}: importlib.import_module(name)")

    assert set(names) <= loaded
    assert not {module for module in loaded if module.split(".")[0] in {"infra", "tests"}}
