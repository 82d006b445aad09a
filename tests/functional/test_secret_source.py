"""``make secret-source``: the value goes to SSM, and from there to the feed's own origin."""

from dataclasses import replace

import pytest
from fakes import T0

from infra.laptop import secret_source
from infra.laptop.place import open_place
from newswatch.secret_headers import SsmHeaders
from newswatch.sources.urls import source_id

URL = "https://feeds.example:8443/private/feed"


@pytest.fixture
def run(run_command):
    def run_it(*arguments, value="s3cret"):
        asked = []

        def ask(prompt):
            asked.append(prompt)
            return f"{value}\n"

        status, out, err = run_command(secret_source.main, *arguments, ask=ask)
        return status, out + err, asked

    return run_it


@pytest.fixture
def workspace(tmp_path, run):
    """Return what opens the workspace that ``run`` works on."""
    return lambda: open_place(tmp_path / "state", "")


def header_of(place, url=URL):
    source = place.store.sources_by_id([source_id(url)])[source_id(url)]

    def secret(name):
        return place.ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]

    return source, SsmHeaders(secret, place.secrets_prefix).of(source)


def test_secret_is_asked_for_stored_and_bound_to_its_origin(run, workspace):
    status, said, asked = run("--url", URL, "--header", "X-Api-Key")
    assert (status, asked) == (0, ["Value of X-Api-Key: "])
    assert "Watching feeds.example with the secret header X-Api-Key." in said
    assert said.rstrip().endswith("It is read within the next 63 minutes.")
    assert "s3cret" not in said
    with workspace() as place:
        source, header = header_of(place)
    assert (source.header, "s3cret" in repr(source)) == ("X-Api-Key", False)
    assert (header.name, header.value) == ("X-Api-Key", "s3cret")
    assert header.origin == "https://feeds.example:8443"


def test_source_that_is_known_gets_the_header_and_a_new_value(run, workspace):
    run("--url", URL, "--header", "X-Old")
    status, said, _ = run("--url", URL, "--header", "X-Api-Key", value="other")
    assert said.rstrip().endswith("It is sent from its next reading on.")
    with workspace() as place:
        source, header = header_of(place)
        assert len(place.store.sources()) == 1
    assert (status, source.header, header.value) == (0, "X-Api-Key", "other")


@pytest.mark.parametrize(
    ("arguments", "value", "words"),
    [
        (("--header", "X-Api-Key"), "s3cret", "make secret-source URL=https://"),
        (("--url", "http://feeds.example/feed", "--header", "X-Api-Key"), "s3cret", "https:// alone"),
        (("--url", "nonsense", "--header", "X-Api-Key"), "s3cret", "not an address on the web"),
        (("--url", URL, "--header", "Host"), "s3cret", "cannot be set"),
        (("--url", URL, "--header", "X Key"), "s3cret", "not the name of a header"),
        (("--url", URL, "--header", "X-Api-Key"), "s3cret\r\nX-Other: 1", "cannot be sent"),
        (("--url", URL, "--header", "X-Api-Key"), "", "cannot be sent"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(run, workspace, arguments, value, words):
    status, said, _ = run(*arguments, value=value)
    assert (status, words in said, "s3cret" in said) == (1, True, False)
    with workspace() as place:
        assert place.store.sources() == []


@pytest.mark.parametrize(
    ("to", "refused"), [("https://new.example/feed?x=1", True), ("https://feeds.example:8443/moved", False)]
)
def test_secret_is_not_given_to_a_site_that_was_not_named(run, workspace, to, refused):
    run("--url", URL, "--header", "X-Old", value="old")
    with workspace() as place:
        source, _ = header_of(place)
        moved = replace(source, url=to, version=source.version + 1)
        place.store.save_source(moved, source.owner, T0, "set")
    status, said, asked = run("--url", URL, "--header", "X-Api-Key")
    with workspace() as place:
        source, header = header_of(place)
    assert (status, bool(asked), f"read from {to} now" in said) == (int(refused), not refused, refused)
    assert (source.header, header.value) == (("X-Old", "old") if refused else ("X-Api-Key", "s3cret"))
    assert run("--url", to, "--header", "X-Api-Key")[0] == 0
