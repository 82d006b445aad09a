"""From plain text to lexemes: words and phrases, filters, operators and parentheses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from newswatch.query import fields, operators, references, sloppy, words
from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.refusal import Edit, Refusal, edited, replaced, unclosed_parenthesis, unclosed_quote
from newswatch.query.syntax import Phrase, SetRef, Word
from newswatch.text import tokens

# A comma separates, except in 1,000.
_BLANK = re.compile(r"(?:\s|(?<![0-9])[,;]|[,;](?![0-9]))+")
_CHUNK = re.compile(r'(?:[^\s()|",;]|(?<=[0-9])[,;](?=[0-9]))+')
_LIST = re.compile(r'[^\s()|"]*')
_PHRASE = re.compile(
    r"""(?P<mark>[~=]?)(?:"(?P<double>[^"]*)"|'(?P<single>[^'"()|]+(?:'\w[^'"()|]*)*)'(?=[\s()|,;]|$))"""
)
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")
_MARKS = re.compile(r"([~=])\1*(?P<other>[~=]*)")
_MINUSES = re.compile(r"-+")
_PLUSES = re.compile(r"\++(?=[^\s)|+,;])")
_SET = re.compile(r"""@([^\s()|",;@.:!?']+)[.:!?']*(?=[\s()|",;]|$)""")
_ENDED = re.compile(r"[\s)|,;]|$")


def lexemes(text: str) -> tuple[Lexeme, ...]:
    """Return the lexemes of a plain text, parentheses balanced.

    Raises:
        Refusal: something in it is no part of the language.
    """
    scan = _Scan(text)
    scan.run()
    _refuse_lower_case(text, scan.found)
    _refuse_unbalanced(text, scan.found)
    _refuse_marked_groups(text, scan.found)
    return tuple(scan.found)


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Lexeme] = []

    def run(self) -> None:
        at = 0
        while at < len(self.text):
            blank = _BLANK.match(self.text, at)
            at = blank.end() if blank else self._piece(at)

    def _piece(self, at: int) -> int:  # noqa: PLR0911 - a kind of piece each
        """Take what begins at ``at``; return where it ends."""
        char = self.text[at]
        if char in "()":
            return self._add(Lexeme(Kind(char), char, at, at + 1))
        if operator := operators.read(self.text, at):
            return self._add(operator)
        if quoted := self._quoted(at):
            return self._phrase(quoted)
        if char == '"':
            raise unclosed_quote(self.text, at)
        if minuses := _MINUSES.match(self.text, at):
            return self._minus(at, minuses.end())
        if marks := _MARKS.match(self.text, at):
            return self._marked(marks)
        if pluses := _PLUSES.match(self.text, at):
            return pluses.end()  # with which Google once marked what must occur
        if found := self._set(at) or fields.read(self.text, at):
            return self._add(found)
        return self._word(at)

    def _add(self, lexeme: Lexeme) -> int:
        self.found.append(lexeme)
        return lexeme.end

    def _begin(self, at: int) -> int:
        """Return where the minus begins that stands directly before ``at``; ``at`` if none does."""
        last = self.found[-1] if self.found else None
        return last.start if last and last.kind is Kind.MINUS and last.end == at else at

    def _quoted(self, at: int) -> re.Match[str] | None:
        match = _PHRASE.match(self.text, at)
        # 'so' is a phrase, but in '90s OR dogs' the marks only happen to look like a pair.
        return None if match and match["single"] and _OPERATOR.search(match["single"]) else match

    def _phrase(self, quoted: re.Match[str]) -> int:
        start, end = quoted.span()
        inner = quoted.span("double" if quoted["single"] is None else "single")
        phrase = words.phrase(self.text, inner, quoted["mark"], (start, end))
        if behind := sloppy.BEHIND.match(self.text, end):
            near = sloppy.near(self.text, phrase, quoted, behind)
            return self._add(Lexeme(Kind.ATOM, self.text[start : behind.end()], start, behind.end(), near))
        return self._add(Lexeme(Kind.ATOM, self.text[start:end], start, end, phrase))

    def _minus(self, at: int, end: int) -> int:
        if not _ENDED.match(self.text, end):
            return self._add(Lexeme(Kind.MINUS, "-", at, end))
        message = "A minus must stand directly before what it excludes, without a blank."
        attached = f"{self.text[:at]}-{self.text[end:].lstrip()}"
        raise Refusal(at, message, (*replaced(self.text, at, end, ""), attached))

    def _marked(self, marks: re.Match[str]) -> int:
        (at, end), mark = marks.span(), marks[1]
        begin = self._begin(at)
        if marks["other"]:
            raise Refusal(
                begin, "Only one of ~ and = can mark a word.", replaced(self.text, at, end, "~", "=")
            )
        if _ENDED.match(self.text, end):
            message = f"A {mark} must stand directly before a word, without a blank."
            attached = f"{self.text[:at]}{mark}{self.text[end:].lstrip()}"
            raise Refusal(begin, message, (attached, *replaced(self.text, begin, end, "")))
        if quoted := _PHRASE.match(self.text, end - 1):
            return self._phrase(quoted)
        match self.text[end]:
            case '"':
                raise unclosed_quote(self.text, end)
            case "(":
                return self._add(Lexeme(Kind.MARK, mark, at, end))
            case "-":
                message = f"A minus stands before the {mark}."
                raise Refusal(begin, message, replaced(self.text, at, end + 1, f"-{mark}"))
        if (field := fields.before_mark(self.text, end)) is not None:
            message = f"A {mark} stands directly before a word, behind title:, body: or lead:."
            moved = [f"{field}{mark}"] if field else []
            raise Refusal(begin, message, replaced(self.text, at, end + len(field), *moved, field))
        return self._word(end, marks)

    def _set(self, at: int) -> Lexeme | None:
        chunk = _CHUNK.match(self.text, at) if self.text[at] == "@" else None
        if not chunk or not tokens(chunk[0]):
            return None
        found = _SET.match(self.text, at)
        name = references.name_of(found[1]) if found else None
        if found and name:
            return Lexeme(Kind.ATOM, found[0], at, at + 1 + len(found[1]), SetRef(name))
        raise Refusal(at, references.NAME_IS, replaced(self.text, *chunk.span(), f'"{chunk[0]}"'))

    def _word(self, start: int, marks: re.Match[str] | None = None) -> int:
        chunk = _CHUNK.match(self.text, start)
        assert chunk is not None  # all else has been seen
        at, mark, end = marks.start() if marks else start, marks[1] if marks else "", chunk.end()
        begin = self._begin(at)
        if not words.is_plain(chunk[0]):
            words.refuse_foreign(self.text, start, end, begin)
            if not mark and (skipped := words.skipped(chunk[0])):
                return start + skipped
        word = words.word(self.text, start, end, mark, begin)
        if not marks and word.text != chunk[0] and (operator := self._operator(word.text, at, end)):
            return self._add(operator)
        place = self.found[-1] if self.found and self.found[-1].kind is Kind.PLACE else None
        if place and self.text[end : end + 1] in {",", ";"} and not _ENDED.match(self.text, end + 1):
            raise _listed(self.text, place, end)
        return self._add(Lexeme(Kind.ATOM, self.text[at:end], at, end, word))

    def _operator(self, trimmed: str, start: int, end: int) -> Lexeme | None:
        """Return the operator that a word is without the punctuation around it, if it is one."""
        try:
            found = operators.read(trimmed, 0)
        except Refusal as refusal:
            candidates = replaced(self.text, start, end, *refusal.candidates)
            raise Refusal(start, refusal.message, candidates) from None
        return replace(found, start=start, end=end) if found and found.end == len(trimmed) else None


def _listed(text: str, place: Lexeme, comma: int) -> Refusal:
    """Return the refusal of ``title:a,b``."""
    listed = _LIST.match(text, comma)
    end = listed.end() if listed else comma
    values = " ".join(re.split("[,;]+", text[place.end : end]))
    message = f"{place.text} takes a word, a phrase, or a group in parentheses."
    meant = f"{place.text}({values})", f"{place.text}{values}"
    return Refusal(comma, message, replaced(text, place.start, end, *meant))


def _refuse_lower_case(text: str, found: Sequence[Lexeme]) -> None:
    lower = [
        (lexeme, lexeme.node.text)
        for lexeme in found
        if isinstance(lexeme.node, Word) and lexeme.node.text.upper() in {"AND", "OR", "NOT"}
    ]
    if lower:
        first, word = lower[0]
        operator = word.upper()
        message = f'Write {operator} in capitals to use it as operator, or "{word}" to look for the word.'
        as_operators = [Edit(lexeme.start, lexeme.end, word.upper()) for lexeme, word in lower]
        as_words = [Edit(lexeme.start, lexeme.end, f'"{word}"') for lexeme, word in lower]
        raise Refusal(first.start, message, (edited(text, as_operators), edited(text, as_words)))


def _refuse_unbalanced(text: str, found: Sequence[Lexeme]) -> None:
    opened: list[Lexeme] = []
    for lexeme in found:
        if lexeme.kind is Kind.OPEN:
            opened.append(lexeme)
        elif lexeme.kind is Kind.CLOSE:
            if not opened:
                message = "This parenthesis was never opened."
                raise Refusal(lexeme.start, message, replaced(text, lexeme.start, lexeme.end, ""))
            opened.pop()
    if opened:
        raise unclosed_parenthesis(text, opened[-1].start, len(opened))


def _refuse_marked_groups(text: str, found: Sequence[Lexeme]) -> None:
    for at, mark in enumerate(found):
        if mark.kind is Kind.MARK:
            edits = [Edit(mark.start, mark.end)]
            depth = 0
            for lexeme in found[at + 1 :]:
                depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(lexeme.kind, 0)
                if depth == 0:
                    break
                if isinstance(lexeme.node, Word | Phrase):
                    edits.append(Edit(lexeme.start, lexeme.start, mark.text))
            message = f"A {mark.text} marks one word or phrase, not a group."
            raise Refusal(mark.start, message, (edited(text, edits),))
