"""The store's contract: the words of a day's articles."""

from datetime import timedelta

from fakes import T0

from newswatch.storage.vocabulary import PACKED_BYTES, packed

WORDS = "\n1\nlithium\n0\nвойна\nöl\n"


def test_words_of_a_day_come_back_as_they_were_saved(store):
    store.save_vocabulary(T0, WORDS)
    assert store.vocabulary(T0) == WORDS
    assert store.vocabulary(T0 + timedelta(hours=3)) == WORDS
    assert store.vocabulary(T0 - timedelta(days=1)) is None


def test_a_day_without_articles_has_been_looked_at(store):
    store.save_vocabulary(T0, "")
    assert store.vocabulary(T0) == ""


def test_saving_them_again_replaces_them(store):
    store.save_vocabulary(T0, WORDS)
    store.save_vocabulary(T0, "\n0\na\n")
    assert store.vocabulary(T0) == "\n0\na\n"


def test_what_does_not_fit_is_left_out_from_the_end(store):
    words = "\n".join(["", "0", *(f"{n * 2654435761 % 2**40:x}" for n in range(150_000)), ""])
    assert len(words) > 3 * PACKED_BYTES
    store.save_vocabulary(T0, words)
    kept = store.vocabulary(T0)
    assert words.startswith(kept)
    assert PACKED_BYTES * 0.9 < len(packed(kept)) <= PACKED_BYTES
