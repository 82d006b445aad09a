"""The demo site's pictures: whole PNGs, drawn from a name."""

import zlib

import pytest

from infra.laptop.demo_picture import HEIGHT, WIDTH, picture


@pytest.mark.parametrize("name", ["", "harbour-choir", *(f"article-{i}" for i in range(8))])
def test_every_name_gives_a_whole_png(name):
    assert pixels(picture(name)) == (WIDTH, HEIGHT)


def test_the_same_name_gives_the_same_picture_and_another_name_another():
    first = picture("a")
    picture.cache_clear()
    assert picture("a") == first
    assert picture("b") != first


def pixels(png):
    """Return width and height, having checked each part as a decoder does (ISO/IEC 15948)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, {}
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert int.from_bytes(png[at + 8 + length : at + 12 + length]) == zlib.crc32(kind + data)
        parts[kind] = data
        at += 12 + length
    width, height = int.from_bytes(parts[b"IHDR"][:4]), int.from_bytes(parts[b"IHDR"][4:8])
    raw = zlib.decompress(parts[b"IDAT"])
    assert len(raw) == height * (width + 1)
    assert max(raw) < len(parts[b"PLTE"]) / 3
    return width, height
