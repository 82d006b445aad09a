"""From what is wanted to a text that asks for it: what a button carries."""

from newswatch.slack.commands import delivering, places, sets, source_settings, sources, typed, wanted
from newswatch.slack.commands.grammar import parse_command
from newswatch.slack.commands.typed import CHANNEL, escaped
from newswatch.slack.moments import spell_moment


def spell(command: wanted.Command) -> str:  # noqa: C901, PLR0911, PLR0912 - a table, a command a line
    """Return the text of a command, without ``/watch``; parsing it gives the command again.

    What cannot be carried out is spelled as what comes nearest: of ``Wrong`` the first suggestion,
    of ``Unsure`` the whole text as it was typed.
    """
    match command:
        case wanted.Add():
            return _add(command)
        case wanted.Edit(topic, query, name):
            return _words("edit", escaped(topic), _named(name, query))
        case wanted.Pause(topic, until):
            return _words("pause", escaped(topic), spell_moment(until) if until else "")
        case wanted.Move():
            return _move(command)
        case wanted.Rename(topic, name):
            return _words("set", typed.topic(topic), "name", escaped(name))
        case wanted.Listen(topic, tags):
            return _words("set", typed.topic(topic), "sources", _tags(tags) or "all")
        case wanted.Outlets(topic, count):
            return _words("set", typed.topic(topic), "outlets", str(count) if count > 1 else "off")
        case wanted.Thread(topic, policy):
            return _words("set", typed.topic(topic), "thread", policy)
        case wanted.Prefer(topic, order):
            return _words("set", typed.topic(topic), "prefer", *(map(escaped, order) if order else ("off",)))
        case wanted.Deliver(topic, setting):
            return _words("set", typed.topic(topic), delivering.spell(setting, of_topic=True))
        case wanted.PlaceShow(place):
            return _words("set", places.spell(place))
        case wanted.PlaceSet(place, setting):
            return _words("set", places.spell(place), delivering.spell(setting, of_topic=False))
        case wanted.PlaceHistory(place, before):
            return _words("history", typed.page(places.spell(place), before))
        case wanted.PlaceRevert(place, seq, seen):
            return _words("revert", typed.seen(places.spell(place), seen), str(seq))
        case wanted.History(topic, before):
            return _words("history", typed.page(typed.topic(topic), before))
        case wanted.Revert(topic, seq, seen):
            return _words("revert", typed.seen(typed.topic(topic), seen), str(seq))
        case wanted.List(scope):
            return _words("list", f"<#{scope}>" if CHANNEL.fullmatch(f"<#{scope}>") else escaped(scope))
        case wanted.Undo(seq):
            return _words("undo", str(seq) if seq else "")
        case wanted.Test(text):
            return _words("test", text)
        case wanted.Why(url, topic):
            return _words("why", escaped(url), escaped(topic))
        case wanted.SourceAdd():
            return sources.spell(command)
        case wanted.SourceList(scope):
            return _words("source list", escaped(scope))
        case wanted.SourceShow(source):
            return _words("source show", escaped(source))
        case wanted.SourceHistory(source, before):
            return _words("source history", typed.page(escaped(source), before))
        case wanted.SourceRevert(source, seq, seen):
            return _words("source revert", typed.seen(escaped(source), seen), str(seq))
        case wanted.SourceChange(verb, source):
            return _words("source", verb, escaped(source))
        case wanted.SourceSet():
            return _words("source set", escaped(command.source), source_settings.spell(command))
        case wanted.Import(address):
            return _words("import", escaped(address))
        case wanted.New():
            return "new"
        case wanted.Export():
            return "export"
        case wanted.SetList():
            return "sets"
        case wanted.SetShow(name):
            return _words("sets", "show" if name in sets.VERBS else "", name)
        case wanted.SetHistory(name, before):
            return _words("sets history", typed.page(name, before))
        case wanted.SetRevert(name, seq, seen):
            return _words("sets revert", typed.seen(name, seen), str(seq))
        case wanted.SetSave(name, query, seen):
            return _words("sets", typed.seen(name, seen), "=", query)
        case wanted.SetRemove(name):
            return _words("sets remove", name)
        case wanted.Help(word):
            return _words("help", escaped(word))
        case wanted.Status():
            return "status"
        case wanted.Missing(verb):
            return verb
        case wanted.Unsure(_, query):
            return query
        case wanted.Wrong(_, nearest):
            return nearest[0] if nearest else "help"
        case (
            wanted.Show(topic)
            | wanted.Resume(topic)
            | wanted.Remove(topic)
            | wanted.Misses(topic)
            | wanted.Improve(topic)
            | wanted.Own(topic)
        ):
            return _words(type(command).__name__.lower(), escaped(topic))


def _add(command: wanted.Add) -> str:
    words = _named(command.name, command.query)
    if command.channel:
        return f"add <#{command.channel}> {words}"
    if command.me:
        return f"add me {words}"
    if command.unknown_channel:
        return f"add #{command.unknown_channel} {words}"
    # After the verb, words that look like a place are one; alone, words that look like a verb are one.
    text = f"add {words}"
    return text if parse_command(text) == command else words


def _move(command: wanted.Move) -> str:
    places = [f"<#{channel}>" for channel in command.channels]
    places += [word for word, is_meant in (("me", command.me), ("here", command.here)) if is_meant]
    if command.unknown_channel:
        places.append(f"#{command.unknown_channel}")
    return _words("set", typed.topic(command.topic), "channel", *places)


def _named(name: str, query: str) -> str:
    return _words(escaped(name), "=", query) if name else query


def _tags(tags: tuple[str, ...]) -> str:
    return " ".join(f"tag:{tag}" for tag in tags)


def bare(query: str) -> str:
    """Return the text that opens the form with a query: one that begins like a command in parentheses."""
    command = parse_command(query)
    return query if isinstance(command, wanted.Add) and command.bare else f"({query})"


def _words(*words: str) -> str:
    return " ".join(filter(None, words))
