"""A message as a person reads it in a terminal, from its blocks alone."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from infra.laptop.slack.mrkdwn import Reader, Run, date_text, runs
from infra.laptop.slack.records import Json, Message

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_JOINERS = "\u200c\u200d"  # part of words and emoji in many scripts
_NOTHING: Json = {"type": "plain_text", "text": ""}
_Cell = tuple[str, bool]


def as_text(
    message: Message,
    *,
    width: int = 80,
    ansi: bool = False,
    now: datetime | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return a message as lines of at most ``width`` columns; links stand whole on lines of their own.

    Args:
        message: of the workspace.
        width: in columns; a wide character takes two.
        ansi: make bold what is bold. Without it, quoted words that are bold stand in asterisks.
        now: what dates are relative to, and the time zone they are told in.
        names: of people and channels, by id.
    """
    reader = Reader(now, names or {})
    lines: list[str] = []
    urls: list[str] = []
    blocks: Iterable[Json] = message.blocks or [
        {"type": "section", "text": {"type": "mrkdwn", "text": message.text}}
    ]
    for block in blocks:
        for prefix, text in _parts(block, reader):
            told = list(text)
            urls += [run.url for run in told if run.url]
            marked = told if ansi else [_starred(run) if prefix else run for run in told]
            lines += [prefix + _painted(line, ansi) for line in _wrapped(marked, max(1, width - len(prefix)))]
    lines += ["→ " + clean(url).replace(" ", "%20").replace("\n", "") for url in dict.fromkeys(urls)]
    return "\n".join(lines)


def clean(text: str) -> str:
    """Make text from outside safe to print: it can neither command the terminal nor reorder its letters."""
    return "".join(_cleaned(text))


def _cleaned(text: str) -> Iterator[str]:
    for character in text:
        match unicodedata.category(character):
            case "Cc" if character not in "\n\t":
                yield "\N{REPLACEMENT CHARACTER}"
            case "Cs" | "Co":
                yield "\N{REPLACEMENT CHARACTER}"
            case "Cf" if character not in _JOINERS:
                pass
            case "Zl" | "Zp":
                yield " "
            case _:
                yield " " if character == "\t" else character


def _parts(block: Json, reader: Reader) -> Iterator[tuple[str, Iterator[Run]]]:
    """Yield what a block says: a prefix for each line, and the text."""
    match block.get("type"):
        case "section":
            for text in (block.get("text") or _NOTHING, *(block.get("fields") or ())):
                yield "", _text(text, reader)
        case "header":
            yield "", iter([Run(block["text"]["text"], bold=True)])
        case "divider":
            yield "", iter([Run("─" * 8)])
        case "context":
            yield "", _context(block["elements"], reader)
        case "actions":
            yield "", iter([Run("  ".join(f"[{label}]" for label in _labels(block["elements"])))])
        case "image":
            yield "", iter([Run(f"[image: {block['alt_text']}]")])
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element, reader)


def _text(text: Json, reader: Reader) -> Iterator[Run]:
    if text["type"] == "mrkdwn":
        return runs(text["text"], reader)
    return iter([Run(text["text"])])


def _context(elements: Iterable[Json], reader: Reader) -> Iterator[Run]:
    for place, element in enumerate(e for e in elements if e["type"] != "image"):
        if place:
            yield Run("  ")
        yield from _text(element, reader)


def _labels(elements: Iterable[Json]) -> list[str]:
    return [element["text"]["text"] for element in elements if element["type"] == "button"]


def _rich(element: Json, reader: Reader) -> Iterator[tuple[str, Iterator[Run]]]:
    inline = element["elements"]
    match element["type"]:
        case "rich_text_quote":
            yield "│ ", _inline(inline, reader)
        case "rich_text_list":
            ordered = element["style"] == "ordered"
            for number, item in enumerate(inline, start=1 + element.get("offset", 0)):
                bullet = f"{number}. " if ordered else "• "
                yield "  " * element.get("indent", 0) + bullet, _inline(item["elements"], reader)
        case "rich_text_preformatted":
            yield "    ", _inline(inline, reader)
        case _:
            yield "", _inline(inline, reader)


def _inline(elements: Iterable[dict[str, Any]], reader: Reader) -> Iterator[Run]:
    for element in elements:
        bold = bool(element.get("style", {}).get("bold"))
        match element["type"]:
            case "text":
                yield Run(element["text"], bold)
            case "link":
                yield Run(element.get("text") or element["url"], bold, element["url"])
            case "date":
                text = date_text(
                    element["timestamp"], element["format"], element.get("fallback", ""), reader.now
                )
                yield Run(text, bold, element.get("url", ""))
            case "emoji":
                yield Run(_emoji(element), bold)
            case "broadcast":
                yield Run("@" + element["range"], bold)
            case kind:
                mark = "#" if kind == "channel" else "@"
                named = str(element.get(f"{kind}_id", kind))
                yield Run(mark + reader.names.get(named, named), bold)


def _emoji(element: Json) -> str:
    """Return the characters of an emoji that names them (``1f44d-1f3fd``), else its name."""
    try:
        return "".join(chr(int(code, 16)) for code in element["unicode"].split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{element['name']}:"


def _starred(run: Run) -> Run:
    return Run(f"*{run.text}*", url=run.url) if run.bold else run


def _wrapped(text: Iterable[Run], width: int) -> Iterator[list[_Cell]]:
    """Break text into lines, at blanks where there are any."""
    line: list[_Cell] = []
    columns, breakable = 0, 0
    for cell in ((character, run.bold) for run in text for character in clean(run.text)):
        character = cell[0]
        if character == "\n":
            yield line
            line, columns, breakable = [], 0, 0
            continue
        if columns + _columns(character) > width and line and character != " ":
            cut = breakable or len(line)
            yield line[:cut]
            line = line[cut:]
            columns, breakable = sum(_columns(c) for c, _ in line), 0
        line.append(cell)
        columns += _columns(character)
        if character == " " or _columns(character) > 1:
            breakable = len(line)
    if line:
        yield line


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _painted(line: list[_Cell], ansi: bool) -> str:
    while line and line[-1][0] == " ":
        line = line[:-1]
    painted: list[str] = []
    was_bold = False
    for character, bold in line:
        if ansi and bold != was_bold:
            painted.append(_BOLD if bold else _PLAIN)
            was_bold = bold
        painted.append(character)
    return "".join(painted) + (_PLAIN if was_bold else "")
