"""From plain text to lexemes: words, phrases, operators and parentheses."""

import re
from dataclasses import dataclass
from enum import StrEnum

from newswatch.query import unbuilt
from newswatch.query.refusal import Edit, Refusal, edited
from newswatch.text import tokens


class Kind(StrEnum):
    """Of a lexeme; operators are named as people write them."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    MINUS = "-"
    WORD = "word"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query, at ``[start:end]`` of the plain text."""

    kind: Kind
    text: str
    start: int
    end: int


_PIECE = re.compile(
    r"""
    (?P<blank> \s+ )
  | (?P<open> \( ) | (?P<close> \) ) | (?P<or> \|\|? )
  | " (?P<phrase> [^"]* ) " (?P<slop> ~\d+ )?
  | (?P<quote> " )
  | ' (?P<single> [^'"()|]+ (?: '\w [^'"()|]* )* ) ' (?= [\s()|] | $ )
  | (?P<around> AROUND \s* \( \s* \d+ \s* \) )
  | (?P<chunk> [^\s()|"]+ )
    """,
    re.VERBOSE,
)
_CHUNK = re.compile(r"[^\s()|\"]+")
# In quotes a star is punctuation ("E*TRADE"), but at the end of a word somebody means any ending.
_STAR = re.compile(r"(?<=\w\w\w)\*+(?!\w)")
_OPERATORS = {"AND": Kind.AND, "&&": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


def lexemes(text: str) -> tuple[Lexeme, ...]:
    """Return the lexemes of a plain text, quotes and parentheses balanced.

    Raises:
        Refusal: something in it is no part of the language.
    """
    scan = _Scan(text)
    scan.run()
    scan.refuse_unbuilt()
    scan.refuse_lower_case()
    _refuse_unbalanced(text, scan.found)
    return tuple(scan.found)


class _Scan:
    """One pass over a text; what is refused only as a whole is collected on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Lexeme] = []
        self.unbuilt: list[unbuilt.Unbuilt] = []
        self.lower_case: list[Lexeme] = []

    def run(self) -> None:
        at = 0
        while match := _PIECE.match(self.text, at):
            at = self._piece(match)

    def _piece(self, match: re.Match[str]) -> int:
        start, end = match.span()
        match match.lastgroup:
            case "open" | "close" | "or" as name:
                self._add(Kind[name.upper()], match.group(), start, end)
            case "phrase":
                self._phrase(match["phrase"], start, end)
            case "slop":
                return self._refuse_later(unbuilt.slop(match["phrase"], start, end))
            case "quote":
                raise Refusal(
                    start,
                    "This quotation mark is never closed.",
                    (f'{self.text}"', edited(self.text, [Edit(start, end)])),
                )
            case "single":
                # 'so' is a phrase, but in '90s OR dogs' the marks only happen to look like a pair.
                if re.search(r"\b(?:AND|OR|NOT)\b", match["single"]):
                    return self._chunk(start, _CHUNK.match(self.text, start))
                self._phrase(match["single"], start, end)
            case "around":
                return self._refuse_later(unbuilt.near(self.text, start, end))
            case "chunk":
                return self._chunk(start, match)
        return end

    def _add(self, kind: Kind, text: str, start: int, end: int) -> None:
        self.found.append(Lexeme(kind, text, start, end))

    def _refuse_later(self, found: unbuilt.Unbuilt) -> int:
        self.unbuilt.append(found)
        return found.edit.end

    def _phrase(self, text: str, start: int, end: int) -> None:
        if not tokens(text):
            message = "There is no word between these quotation marks."
            raise Refusal(start, message, (edited(self.text, [Edit(start, end)]),))
        if _STAR.search(text):
            message = "A star does nothing between quotation marks; there the words stand as they are."
            raise Refusal(
                start, message, (edited(self.text, [Edit(start, end, f'"{_STAR.sub("", text)}"')]),)
            )
        self._add(Kind.PHRASE, " ".join(text.split()), start, end)

    def _chunk(self, start: int, match: re.Match[str] | None) -> int:
        """Take what stands between blanks, quotes and parentheses; return where it ends."""
        assert match is not None  # the pattern of pieces has seen a chunk here
        chunk, end = match.group(), match.end()
        if operator := _OPERATORS.get(chunk):
            self._add(operator, chunk, start, end)
            return end
        bare = chunk.lstrip("-")
        inner = end - len(bare)
        if not bare:
            return self._minus(start, end)
        address = re.match(r"https?://(?=.)", bare)
        inner += address.end() if address else 0
        first, last = _extent(self.text[inner:end])
        word = self.text[inner + first : inner + last]
        found = unbuilt.recognise(self.text, inner, end, start) or unbuilt.recognise(
            self.text, inner + first, inner + last, start
        )
        if found:
            return self._refuse_later(found)
        if not word:
            joined = "AND" if chunk in {"&", "+"} else ""
            message = f"There is no word to look for in {chunk}"
            raise Refusal(start, f"{message}.", (edited(self.text, [Edit(start, end, joined)]),))
        if operator := _OPERATORS.get(word):
            self._add(operator, word, start, end)
            return end
        if chunk.startswith("-"):
            self._add(Kind.MINUS, "-", start, inner)
        self._add(Kind.WORD, word, inner, end)
        if word.upper() in _OPERATORS:
            self.lower_case.append(self.found[-1])
        return end

    def _minus(self, start: int, end: int) -> int:
        if self.text[end : end + 1] in {'"', "("}:
            self._add(Kind.MINUS, "-", start, end)
            return end
        without = edited(self.text, [Edit(start, end)])
        attached = f"{self.text[:start]}-{self.text[end:].lstrip()}"
        message = "A minus must stand directly before what it excludes, without a blank."
        raise Refusal(start, message, (without, attached))

    def refuse_unbuilt(self) -> None:
        if self.unbuilt:
            # Two of them may cover the same text, such as a filter inside of another one's group.
            edits: list[Edit] = []
            for found in self.unbuilt:
                if not edits or found.edit.start >= edits[-1].end:
                    edits.append(found.edit)
            raise Refusal(self.unbuilt[0].edit.start, self.unbuilt[0].message, (edited(self.text, edits),))

    def refuse_lower_case(self) -> None:
        if self.lower_case:
            first = self.lower_case[0]
            operator = first.text.upper()
            message = (
                f'Write {operator} in capitals to use it as operator, or "{first.text}" to look for the word.'
            )
            as_operators = [Edit(word.start, word.end, word.text.upper()) for word in self.lower_case]
            as_words = [Edit(word.start, word.end, f'"{word.text}"') for word in self.lower_case]
            candidates = edited(self.text, as_operators), edited(self.text, as_words)
            raise Refusal(first.start, message, candidates)


def _extent(chunk: str) -> tuple[int, int]:
    """Return from where to where a chunk is a word; punctuation around it is none of it."""
    words = tokens(chunk)
    if not words:
        return 0, 0
    first = min([words[0].start, *(form.start for form in words[0].forms)])
    return first, max([words[-1].end, *(form.end for form in words[-1].forms)])


def _refuse_unbalanced(text: str, found: list[Lexeme]) -> None:
    opened: list[Lexeme] = []
    for lexeme in found:
        if lexeme.kind is Kind.OPEN:
            opened.append(lexeme)
        elif lexeme.kind is Kind.CLOSE:
            if not opened:
                candidate = edited(text, [Edit(lexeme.start, lexeme.end)])
                raise Refusal(lexeme.start, "This parenthesis was never opened.", (candidate,))
            opened.pop()
    if opened:
        start, end = opened[-1].start, opened[-1].end
        closed = text + ")" * len(opened)
        raise Refusal(start, "This parenthesis is never closed.", (closed, edited(text, [Edit(start, end)])))
