"""Pictures for the demo site, drawn in code: a landscape whose hills and hour depend on a name.

PNG, because Slack shows no SVG.
"""

import struct
import zlib
from functools import lru_cache
from hashlib import sha256
from math import sin

WIDTH, HEIGHT = 640, 336
"""About the 1.91:1 that pages give as ``og:image``, in half the usual size: a picture takes 50 ms to draw."""

_SHADES = 64
_HILLS = 3
_SUN = _SHADES + _HILLS
_SKIES: tuple[tuple[tuple[int, int, int], ...], ...] = (
    # top of the sky, horizon, farthest hill, nearest hill, sun
    ((38, 70, 110), (240, 190, 150), (120, 120, 150), (35, 45, 70), (255, 236, 200)),
    ((90, 150, 200), (225, 238, 240), (130, 165, 160), (40, 80, 70), (255, 250, 225)),
    ((25, 30, 60), (110, 90, 140), (70, 65, 110), (18, 20, 40), (235, 235, 245)),
    ((200, 120, 90), (250, 215, 160), (175, 110, 100), (75, 45, 60), (255, 245, 215)),
    ((120, 140, 150), (215, 215, 205), (140, 150, 150), (60, 75, 75), (250, 248, 235)),
)


@lru_cache(maxsize=64)
def picture(name: str) -> bytes:
    """Return a PNG of ``WIDTH`` x ``HEIGHT`` pixels; the same name always gives the same bytes."""
    seed = sha256(name.encode()).digest()
    sky, horizon, far, near, sun = _SKIES[seed[0] % len(_SKIES)]
    palette = [_mix(sky, horizon, i / (_SHADES - 1)) for i in range(_SHADES)]
    palette += [_mix(far, near, i / (_HILLS - 1)) for i in range(_HILLS)]
    palette.append(sun)
    ridges = [_ridge(seed, hill) for hill in range(_HILLS)]
    centre, middle, radius = 80 + seed[1] * 2, 60 + seed[2] // 3, 18 + seed[3] // 16
    rows = []
    for y in range(HEIGHT):
        row = bytearray([y * _SHADES // HEIGHT]) * WIDTH
        if abs(y - middle) < radius:
            half = int((radius**2 - (y - middle) ** 2) ** 0.5)
            row[centre - half : centre + half] = bytes([_SUN]) * (2 * half)
        for hill, ridge in enumerate(ridges):
            shade = _SHADES + hill
            for x, top in enumerate(ridge):
                if y >= top:
                    row[x] = shade
        rows.append(b"\x00" + row)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", b"".join(bytes(colour) for colour in palette)),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _ridge(seed: bytes, hill: int) -> list[int]:
    """Return the height of one hill's edge in each column: the nearer, the lower and the rougher."""
    shift, slow, fast = (seed[4 + 3 * hill + i] / 40 for i in range(3))
    base = HEIGHT * (0.52 + 0.14 * hill)
    return [
        int(base + 22 * sin(x / (70 + 9 * slow) + shift) + (5 + 4 * hill) * sin(x / (19 + 3 * fast) + slow))
        for x in range(WIDTH)
    ]


def _mix(start: tuple[int, ...], end: tuple[int, ...], part: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(start, end, strict=True))
    return red, green, blue


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Frame one part of a PNG (ISO/IEC 15948 §5.3): length, kind, data, CRC of kind and data."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
