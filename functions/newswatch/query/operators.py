"""Operators between and before operands, and what they look like elsewhere."""

import re

from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.refusal import Refusal, replaced

MAX_DISTANCE = 100
MAX_TIMES = 100
DEFAULT_DISTANCE = 4
"""Of a bare NEAR, as Meltwater counts."""

_FIRST = frozenset("|&AaNnOoPpWw")  # letters and signs of theirs; a look at these is quick
_KINDS = {"AND": Kind.AND, "&&": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT, "|": Kind.OR, "||": Kind.OR}
WORDS = frozenset({"AND", "OR", "NOT", "NEAR", "ONEAR", "AROUND"})
"""No words when they stand in capitals without quotes."""

_END = r"""[.:!?']*(?=[\s()|",;]|$)"""
_LOGIC = re.compile(rf"(AND|OR|NOT|&&){_END}|\|\|?")
_JOINED = re.compile(rf"ANDNOT{_END}")
# As W/8 and PRE/8 in LexisNexis, ADJ8 in Factiva, AROUND(8) in Google.
_NEAR = re.compile(
    rf"""
    (?: (?P<ordered> (?i:ONEAR|PRE|ADJ) ) | (?i:NEAR|W) ) / (?P<number> [0-9]+ ) {_END}
  | AROUND \s* \( \s* (?P<around> [0-9]+ ) \s* \)
    """,
    re.VERBOSE,
)
_BARE_NEAR = re.compile(rf"(?:(O)?NEAR|AROUND){_END}")
# A number in the wrong place: NEAR8, NEAR/8words, near:8, NEAR(8), AROUND/8.
_MISSHAPEN = re.compile(
    r"""
    (?P<ordered> O )? (?: NEAR (?: / | [:~=-]? (?=[0-9]) ) | AROUND / | (?i:NEAR:) (?=[0-9]) )
    [^\s()|",;]*
  | (?P<ordered_group> O )? NEAR \s* \( \s* [0-9]+ \s* \)
    """,
    re.VERBOSE,
)
# The 8 of "NEAR 8 b" may be a word.
_LOOSE_NUMBER = re.compile(r"\s+([0-9]+)(?=\s+(?!(?:AND|OR|NOT)\b)[^\s)|])")
_TIMES = re.compile(r"(?i:atleast)\s*:?\s*([0-9]+)\s*(?=\()")
_MISCOUNTED = re.compile(r"""(?i:atleast):\s*([0-9]*):?\s*((?:[^\s()|",;]|(?="))(?:"[^"]*"|[^\s()|",;]*)|)""")


def read(text: str, at: int) -> Lexeme | None:
    """Return the operator that begins at ``at``, None where none does.

    Raises:
        Refusal: it is one, but its number is missing, too great or in the wrong place.
    """
    if text[at] not in _FIRST:
        return None
    if joined := _JOINED.match(text, at):
        message = "AND NOT are two words."
        raise Refusal(at, message, replaced(text, at, joined.end(), "AND NOT"))
    if logic := _LOGIC.match(text, at):
        sign = logic[1] or logic.group()
        return Lexeme(_KINDS[sign], sign, at, logic.end())
    if near := _NEAR.match(text, at):
        name = "ONEAR" if near["ordered"] else "NEAR"
        group = "number" if near["number"] else "around"
        distance = _bounded(text, near, group, f"{name} takes a number of words", MAX_DISTANCE)
        return _near(name, distance, near)
    if misshapen := _MISSHAPEN.match(text, at):
        name = "ONEAR" if misshapen["ordered"] or misshapen["ordered_group"] else "NEAR"
        digits = re.search("[0-9]+", misshapen.group())
        meant = f"{name}/{digits[0] if digits else DEFAULT_DISTANCE}"
        message = f"The number of words goes directly after the slash, as in {name}/8."
        raise Refusal(at, message, replaced(text, at, misshapen.end(), meant))
    if bare := _BARE_NEAR.match(text, at):
        name = "ONEAR" if bare[1] else "NEAR"
        if number := _LOOSE_NUMBER.match(text, bare.end()):
            message = f"Write {name}/{number[1]} for the number of words, or put {number[1]} into quotes."
            as_number, as_word = f"{name}/{number[1]}", f'{name} "{number[1]}"'
            raise Refusal(at, message, replaced(text, at, number.end(), as_number, as_word))
        return _near(name, DEFAULT_DISTANCE, bare)
    if times := _TIMES.match(text, at):
        count = _bounded(text, times, 1, "atleast: takes a number", MAX_TIMES)
        return Lexeme(Kind.TIMES, f"atleast:{count}", at, times.end(), number=count)
    if miscounted := _MISCOUNTED.match(text, at):
        message = "atleast: takes a number and a group in parentheses, as in atleast:3(tariff*)."
        operand, start = miscounted[2], f"atleast:{miscounted[1] or 2}"
        meant = f"{start}({operand})" if operand else start
        raise Refusal(at, message, replaced(text, at, miscounted.end(), meant, operand))
    return None


def _near(name: str, distance: int, found: re.Match[str]) -> Lexeme:
    is_ordered = name == "ONEAR"
    return Lexeme(Kind.NEAR, f"{name}/{distance}", *found.span(), number=distance, is_ordered=is_ordered)


def _bounded(text: str, found: re.Match[str], group: int | str, what: str, most: int) -> int:
    number = min(int(found[group]), most + 1)
    if 1 <= number <= most:
        return number
    nearest = str(min(max(number, 1), most))
    raise Refusal(
        found.start(),
        f"{what} between 1 and {most}.",
        replaced(text, *found.span(group), nearest),
    )
