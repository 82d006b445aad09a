"""What all expressions are made of: tokens, names, values and document paths."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from simulation.aws.service import Refused
from simulation.aws.values import Item, Value, invalid

TOKEN = re.compile(r"\s*([#:][A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|<>|<=|>=|[=<>(),.\[\]+-])")
WORD = re.compile(r"[A-Za-z_]")
RESERVED = frozenset(
    """
    ABORT ABSOLUTE ACTION ADD AFTER AGENT AGGREGATE ALL ALTER AND ANY ARRAY AS ASC ATTRIBUTE BEFORE
    BEGIN BETWEEN BLOCK BOTH BY CALL CASE CHAR CHECK CLOSE CLUSTER COLUMN COMMENT COMMIT CONDITION
    CONNECTION CONSTRAINT CONTINUE COUNT COUNTER CREATE CURRENT CURSOR DATA DATE DATETIME DAY DEFAULT
    DELETE DESC DISTINCT DO DOMAIN DROP DURATION EACH ELSE END ERROR ESCAPE EXISTS EXIT EXPLAIN EXTERNAL
    FALSE FETCH FILE FILTER FINISH FIRST FOR FORMAT FREE FROM FULL FUNCTION GENERAL GET GLOBAL GO GROUP
    HANDLER HASH HAVING HEAP HIDDEN HOLD HOUR IDENTITY IF IN INDEX INDEXES INPUT INSERT INT INTEGER
    INTERVAL INTO IS ITEM ITEMS KEY KEYS LANGUAGE LAST LEAD LEFT LENGTH LEVEL LIKE LIMIT LIST LOCAL
    LOCATION LOCK LOG MAP MATCH MAX MEMBER MERGE METRICS MIN MINUTE MODE MONTH NAME NAMES NEW NEXT NO
    NOT NULL NUMBER OBJECT OF OFFSET OLD ON ONLINE OPEN OPTION OR ORDER OTHER OUTPUT OVER OWNER
    PARTITION PATH PERCENT PERMISSION PLAN POSITION PRIMARY PRIVATE PROCESSED PROPERTY PUBLIC QUERY
    RANGE RANK READ REAL RECORD REFERENCE REGION RELATIVE RELEASE REMOVE REPEAT REPLACE REQUEST RESET
    RESULT RETURN REVERSE ROLE ROW ROWS RULE SCHEMA SEARCH SECOND SECTION SEGMENT SELECT SEQUENCE
    SESSION SET SHARD SHARE SIZE SOURCE SPACE SPLIT START STATE STATIC STATUS STORAGE STORE STREAM
    STRING SYSTEM TABLE TEMPORARY TEXT THEN TIME TIMESTAMP TIMEZONE TO TOKEN TOTAL TRANSACTION TRIGGER
    TRUE TTL TYPE UNDER UNION UNIQUE UNIT UNKNOWN UNTIL UPDATE URL USAGE USE USER USERS USING UUID VALUE
    VALUES VIEW VIEWS WAIT WHEN WHERE WINDOW WITH WORK WRITE YEAR ZONE
    """.split()  # noqa: SIM905 - two hundred quotation marks less to read
)
"""Those of DynamoDB's 573 reserved words that a field of Newswatch's could be called."""

Path = tuple[str | int, ...]
Values = Mapping[str, Value]
Check = Callable[[Values], None]
"""Refuses values that an operator or function does not take, whatever the item is."""


@dataclass
class Reader:
    """Reads one expression token by token, and notes what names, values and fields it uses.

    Attributes:
        label: the parameter that the expression came in.
        names: ``ExpressionAttributeNames``.
    """

    label: str
    text: str
    names: Mapping[str, str]
    used_names: set[str] = field(default_factory=set)
    used_values: set[str] = field(default_factory=set)
    used_fields: set[str] = field(default_factory=set)
    checks: list[Check] = field(default_factory=list)
    _tokens: Sequence[str] = ()
    _at: int = 0

    def __post_init__(self) -> None:
        self._tokens = [*self._split(), ""]

    def peek(self, ahead: int = 0) -> str:
        """Return a token to come; the last one is empty."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> str:
        """Return the next token, and go on."""
        token = self.peek()
        self._at += 1
        return token

    def accept(self, *tokens: str) -> str:
        """Return the next token, and go on, if it is one of these (words in any case); else nothing."""
        return self.take() if self.peek().upper() in tokens else ""

    def expect(self, token: str) -> None:
        """Go over this very token. Raises Refused when another one comes."""
        if self.take() != token:
            self._at -= 1
            raise self.syntax_error()

    def end(self) -> None:
        """Raise Refused unless nothing is left."""
        if self.peek():
            raise self.syntax_error()

    def is_function(self) -> bool:
        """Return whether a name and a parenthesis come."""
        return bool(WORD.match(self.peek())) and self.peek(1) == "("

    def value(self) -> str:
        """Return the name of a value that is to be here."""
        if not self.peek().startswith(":"):
            raise self.syntax_error()
        self.used_values.add(self.peek())
        return self.take()

    def path(self) -> Path:
        """Return a document path, its names resolved. Raises Refused for a reserved word."""
        path: list[str | int] = [self._name()]
        self.used_fields.add(str(path[0]))
        while symbol := self.accept(".", "["):
            if symbol == ".":
                path.append(self._name())
            elif self.peek().isdecimal():
                path.append(int(self.take()))
                self.expect("]")
            else:
                raise self.syntax_error()
        return tuple(path)

    def refusal(self, message: str) -> Refused:
        """Return a ValidationException about this expression."""
        return invalid(f"Invalid {self.label}: {message}")

    def syntax_error(self) -> Refused:
        """Return a ValidationException about the next token."""
        near = " ".join([*self._tokens[max(0, self._at - 1) : self._at + 2]])
        return self.refusal(f'Syntax error; token: "{self.peek() or "<EOF>"}", near: "{near}"')

    def _name(self) -> str:
        word = self.take()
        if word.startswith("#"):
            if word not in self.names:
                raise self.refusal(
                    "An expression attribute name used in the document path is not defined;"
                    f" attribute name: {word}"
                )
            self.used_names.add(word)
            return self.names[word]
        if not WORD.match(word):
            self._at -= 1
            raise self.syntax_error()
        if word.upper() in RESERVED:
            raise self.refusal(f"Attribute name is a reserved keyword; reserved keyword: {word}")
        return word

    def _split(self) -> list[str]:
        if not self.text:
            raise self.refusal("The expression can not be empty;")
        tokens, at, text = [], 0, self.text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if found is None:
                raise self.refusal(f'Syntax error; token: "{text[at : at + 1]}", near: "{text[at:]}"')
            tokens.append(found[1])
            at = found.end()
        return tokens


def at_path(item: Item, path: Path) -> Value | None:
    """Return what an item has at a path."""
    value = item.get(path[0])  # type: ignore[arg-type] # a path begins with a name
    for step in path[1:]:
        if value is None:
            return None
        if isinstance(step, str):
            value = value.data.get(step) if value.kind == "M" else None
        else:
            value = value.data[step] if value.kind == "L" and step < len(value.data) else None
    return value


def refuse_overlaps(reader: Reader, paths: Sequence[Path]) -> None:
    """Raise Refused when one of these paths leads through another one, or takes a list for a map."""
    for position, one in enumerate(paths):
        for other in paths[position + 1 :]:
            shared = min(len(one), len(other))
            if one[:shared] == other[:shared]:
                raise reader.refusal(f"Two document paths overlap with each other; {one}, {other}")
            common = next(i for i in range(shared) if one[i] != other[i])
            if isinstance(one[common], str) is not isinstance(other[common], str):
                raise reader.refusal(f"Two document paths conflict with each other; {one}, {other}")
