"""The grammar of ``/watch``: text in, what is wanted out. A text that starts with no verb is a query.

::

    text    = [add [place]] [Name " = "] query | verb …      place = "<#C1|name>" | "#name" | "me"
            | sets [name [" = " query]] | sets remove name
            | set (topic | place | "here" | "workspace") setting value

Parsing never raises. What cannot be understood comes back as ``Wrong``, ``Missing`` or
``Unsure``, with the nearest right commands where there are some. What is wanted can
be spelled again: a button's value is the text of a command.
"""

from newswatch.slack.commands import wanted
from newswatch.slack.commands.grammar import parse_command
from newswatch.slack.commands.spelling import bare, spell
from newswatch.slack.commands.wanted import *  # noqa: F403 - all that can be wanted, and nothing else

__all__ = ["bare", "parse_command", "spell"]
__all__ += wanted.__all__
