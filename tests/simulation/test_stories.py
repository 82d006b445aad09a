"""Articles of these worlds are one story exactly where they are meant to be, whatever of them can be read."""

import itertools
from collections import defaultdict

import pytest
from fakes import T0

from newswatch.model import ArticleId
from newswatch.sources import article
from newswatch.stories import Grouper
from simulation import explore
from simulation.feed_scenarios import FEED_SCENARIOS
from simulation.newsroom import Piece
from simulation.scenarios import SCENARIOS
from simulation.story_scenarios import STORY_SCENARIOS

SEEDS = range(1, 13)


def on_page(piece):
    return article.read(piece.page(), piece.url, {}).text


READ = {
    "pages": (on_page,),
    "summaries": (Piece.summary,),
    "both in turn": (on_page, Piece.summary),
    "the other way round": (Piece.summary, on_page),
}
"""What can be read of one article after the other."""


@pytest.mark.parametrize("what", READ)
def test_pieces_are_grouped_as_they_are_meant(what, pieces):
    for name, told in pieces.items():
        grouper, found = Grouper(), defaultdict(set)
        for piece, read in zip(told, itertools.cycle(READ[what]), strict=False):
            placement = grouper.place(ArticleId(piece.url), piece.headline(), read(piece), piece.url, T0)
            grouper.learn(placement)
            found[placement.story_id].add(piece.story)
        meant = [{story} for story in dict.fromkeys(piece.story for piece in told)]
        assert list(found.values()) == meant, name


def test_some_pieces_are_copies(pieces):
    copied = {name for name, told in pieces.items() if len({piece.story for piece in told}) < len(told)}
    assert copied >= STORY_SCENARIOS.keys()
    assert any(name.startswith("seed") for name in copied)


@pytest.fixture(scope="module")
def pieces():
    """Every article of every scenario and of some seeds, in the order in which they were published."""
    names = [*(name for name in SCENARIOS if name not in FEED_SCENARIOS or name in {"forms", "relocated"})]
    names += [f"{name}:oversized@w" for name in STORY_SCENARIOS]
    names += [f"seed:{seed}" for seed in SEEDS]
    return {name: _pieces(explore.run(name).world) for name in names}


def _pieces(world):
    return list({news.piece.url: news.piece for news in world.facts.news if not news.piece.poison}.values())
