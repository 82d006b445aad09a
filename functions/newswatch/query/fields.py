"""Fields, and what stands behind their colons."""

import difflib
import re
from dataclasses import dataclass

from newswatch.query import operators
from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.refusal import (
    Refusal,
    empty_group,
    replaced,
    shortened,
    unclosed_parenthesis,
    unclosed_quote,
)
from newswatch.query.syntax import Attribute, Filter, Node, Place, SetRef, disjunction
from newswatch.query.values import NAMES, BadValue, value_of
from newswatch.query.words import words_of

# Beside ours, the names that Google, LexisNexis and others have for the same.
_PLACES = {
    "title": Place.TITLE,
    "intitle": Place.TITLE,
    "headline": Place.TITLE,
    "body": Place.BODY,
    "inbody": Place.BODY,
    "intext": Place.BODY,
    "text": Place.BODY,
    "lead": Place.LEAD,
    "lede": Place.LEAD,
}
_RESTS = {"allintitle": Place.TITLE, "allintext": Place.BODY}
_VALUED = {
    **{attribute.value: attribute for attribute in Attribute},
    "set": None,
    "domain": Attribute.SITE,
    "host": Attribute.SITE,
    "inurl": Attribute.URL,
    "language": Attribute.LANG,
    "by": Attribute.AUTHOR,
    "byline": Attribute.AUTHOR,
    "feed": Attribute.SOURCE,
    "outlet": Attribute.SOURCE,
    "publisher": Attribute.SOURCE,
}
_TITLE_AND_LEAD = {"hlead"}
_DATES = {"after", "before", "date", "daterange", "newer_than", "older_than", "since", "until", "when"}
_COUNTRIES = {"country", "location", "region"}
_OURS = (*map(str, Place), *map(str, Attribute), "atleast", "set")

# Two letters at least: C:\x is none, nor is https://.
_FIELD = re.compile(r"([^\W\d_]{2,}(?:[-_][^\W\d_]+)*):(?!//)")
_BLANKS = re.compile(r"\s*")
_CHUNK = re.compile(r'[^\s()|"]*')
_PHRASE = r"""("(?P<double>[^"]*)"|'(?P<single>[^'"()|]+)'(?=[\s()|,;]|$))"""
_VALUE = re.compile(rf"""{_PHRASE}|(?P<raw>[^\s()"]*[^\s()"|,;])""")
_ADDRESS = re.compile(rf"""{_PHRASE}|(?P<raw>[^\s()"|]*[^\s()"|,;])""")
_ITEM = re.compile(
    rf"""(?P<gap>\s+|[()])|(?P<or>\|\|?|[,;]|OR(?![^\s()|",;]))|{_PHRASE}"""
    r"""|(?P<wrong>-+|(?i:AND|NOT|OR)(?![^\s()|",;]))|(?P<raw>[^\s()|",;]+)"""
)


def read(text: str, at: int) -> Lexeme | None:
    """Return the field that begins at ``at``, with its value if it is a filter's; None where none does.

    Raises:
        Refusal: there is no such field, or it can't have this value.
    """
    found = _FIELD.match(text, at)
    if not found:
        return None
    name, end = found[1].lower(), found.end()
    value_at = _end(_BLANKS, text, end)
    if place := _PLACES.get(name):
        return Lexeme(Kind.PLACE, f"{place}:", at, value_at, place=place)
    if place := _RESTS.get(name):
        return Lexeme(Kind.REST, f"{name}:", at, value_at, place=place)
    if name in _VALUED:
        return _valued(_Field(text, at, end, _VALUED[name]), value_at)
    value = text[value_at : _value_end(text, value_at)]
    whole = at, value_at + len(value)
    if name in _DATES:
        message = "Newswatch alerts on what is new, so there are no dates in a query."
        raise Refusal(at, message, replaced(text, *whole, ""))
    if name in _COUNTRIES:
        message = "There is no field for countries; lang: chooses a language, site: the end of an address."
        raise Refusal(at, message, replaced(text, *whole, ""))
    if name in _TITLE_AND_LEAD:
        message = "There is no field for title and lead at once; write both."
        raise Refusal(at, message, replaced(text, *whole, f"(title:{value} OR lead:{value})"))
    if text[end : end + 1] in {"", ")", "|", ":"} or text[end].isspace():
        return None  # the colon of a sentence, or two
    raise _unknown(text, found[1], at, end)


def before_mark(text: str, at: int) -> str | None:
    """Return the field at ``at`` if it takes marked words, "" if it takes none, None if there is no field."""
    found = _FIELD.match(text, at)
    name = found[1].lower() if found else ""
    if found and name in _PLACES:
        return found.group()
    return "" if name in _VALUED or name in _RESTS else None


def _unknown(text: str, name: str, start: int, end: int) -> Refusal:
    known = difflib.get_close_matches(name.lower(), _OURS, n=1)
    hint = f"did you mean {known[0]}:?" if known else "put quotes around it if it is text to look for."
    message = f"There is no field called {shortened(name)}: {hint}"
    if text[end] in '("':
        as_text = replaced(text, start, end, f"{name} ")
    else:
        whole = start, _value_end(text, end)
        as_text = replaced(text, *whole, f'"{text[slice(*whole)]}"')
    return Refusal(start, message, (*replaced(text, start, end, *(f"{field}:" for field in known)), *as_text))


def _value_end(text: str, at: int) -> int:
    """Return where the word, phrase or group that begins at ``at`` ends."""
    if text[at : at + 1] == '"':
        closing = text.find('"', at + 1)
        return len(text) if closing < 0 else closing + 1
    depth = 0
    for position in range(at, len(text) if text[at : at + 1] == "(" else at):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return _end(_CHUNK, text, at)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a pattern that begins at ``at`` ends; ``at`` when there is none."""
    found = pattern.match(text, at)
    return found.end() if found else at


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of one value or several, at ``text[start:end]``."""

    text: str
    start: int
    end: int
    attribute: Attribute | None

    @property
    def name(self) -> str:
        return f"{self.attribute or 'set'}:"


def _valued(field: _Field, at: int) -> Lexeme:
    if field.text[at : at + 1] == "(":
        node, end = _group(field, at)
    else:
        node, end = _single(field, at)
    return Lexeme(Kind.ATOM, field.name, field.start, end, node)


def _single(field: _Field, at: int) -> tuple[Node, int]:
    text, is_address = field.text, field.attribute is Attribute.URL
    value = (_ADDRESS if is_address else _VALUE).match(text, at)
    if not value and text[at : at + 1] == '"':
        raise unclosed_quote(text, at)
    if not value or (at > field.end and value["raw"] in operators.WORDS):
        message = f"A value is missing after {field.name}."
        raise Refusal(field.start, message, replaced(text, field.start, at, ""))
    several = re.split("[,;|]+", value["raw"] or "")
    if len(several) > 1 and not is_address:
        raise _many(field, at, value.end(), several)
    return _made(field, value, field.start), value.end()


def _group(field: _Field, at: int) -> tuple[Node, int]:
    """Return values in parentheses, and where these end; parentheses within these change nothing."""
    text, position, depth = field.text, at + 1, 1
    items: list[re.Match[str]] = []
    while depth:
        if position == len(text):
            raise unclosed_parenthesis(text, at)
        item = _ITEM.match(text, position)
        if item is None:
            raise unclosed_quote(text, position)
        depth += {"(": 1, ")": -1}.get(item.group(), 0)
        position = item.end()
        if item.lastgroup != "gap":
            items.append(item)
    values = [item for item in items if item.lastgroup not in {"or", "wrong"}]
    if not values:
        raise empty_group(text, field.start, position)
    is_value = False
    for item in items:
        if item.lastgroup == "wrong" or (is_value and item.lastgroup != "or"):
            raise _many(field, at, position, [value.group() for value in values], item)
        is_value = item.lastgroup != "or"
    return disjunction([_made(field, value) for value in values]), position


def _many(
    field: _Field, start: int, end: int, values: list[str], wrong: re.Match[str] | None = None
) -> Refusal:
    """Return the refusal of several values that are not joined with OR."""
    message = f"{field.name} takes one value, or several with OR in parentheses."
    group = f"({' OR '.join(values)})"
    if wrong is None:
        return Refusal(field.start, message, replaced(field.text, start, end, group))
    meant = [f"{field.name}{group}"]
    if wrong.group().upper() == "NOT" or wrong.group().startswith("-"):
        meant = [f"-{meant[0]}"]
    elif wrong.lastgroup == "raw" and field.attribute in {*NAMES, Attribute.TAG}:
        meant.insert(0, f'{field.name}"{" ".join(values)}"')
    return Refusal(wrong.start(), message, replaced(field.text, field.start, end, *meant))


def _made(field: _Field, value: re.Match[str], whole: int | None = None) -> Node:
    """Return the filter for a value; ``whole`` is where its field begins, if it is the only one."""
    text, (start, end) = field.text, value.span()
    said, is_quoted = value.group(), value["raw"] is None
    if is_quoted:
        inner = value.span("double" if value["single"] is None else "single")
        said = words_of(text, inner, (start, end)) if field.attribute in NAMES else text[slice(*inner)]
    try:
        found = value_of(field.attribute, said, is_quoted=is_quoted)
    except BadValue as bad:
        begin = start if whole is None else whole
        candidates = replaced(text, start, end, *bad.values)
        candidates += () if whole is None else replaced(text, whole, end, *bad.terms)
        raise Refusal(begin, str(bad), candidates or replaced(text, begin, end, "")) from None
    return SetRef(found) if field.attribute is None else Filter(field.attribute, found)
