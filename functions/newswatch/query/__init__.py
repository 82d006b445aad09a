"""The query language: what a topic watches for.

Text is read as it was meant (``pasted``), cut into lexemes (``lexer``) and
parsed (``parser``) into a tree (``syntax``), which is printed in one canonical
form (``printing``), evaluated on one article (``evaluation``) or, with all
others, found through the index (``index``).
"""

from newswatch.query.evaluation import evaluate
from newswatch.query.explanation import Clause, explain
from newswatch.query.index import Match, TopicIndex
from newswatch.query.parser import parse
from newswatch.query.printing import caret
from newswatch.query.syntax import Query

__all__ = ["Clause", "Match", "Query", "TopicIndex", "caret", "evaluate", "explain", "parse"]
