"""The Web API's methods: arguments in, answers out. No HTTP here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from infra.laptop.slack.content import Content, changed, from_args
from infra.laptop.slack.file_api import FileApi
from infra.laptop.slack.paging import Window, history_page, limit_from, list_page
from infra.laptop.slack.records import Conversation, Kind, Message
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.scopes import HISTORY, NEEDED
from infra.laptop.slack.shapes import conversation_shape, message_shape, user_shape
from infra.laptop.slack.stamps import to_micros
from infra.laptop.slack.view_api import ViewApi
from infra.laptop.slack.workspace import SlackWorkspace

Args = Mapping[str, Any]
Answer = dict[str, Any]

# docs.slack.dev: largest page of conversations.history and .replies, and of the lists.
HISTORY_PAGE = 999
LIST_PAGE = 1000
_TRUNCATED = (
    "[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."
)


class WebApi:
    """Slack's Web API over a workspace, as its one bot may use it."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace
        self._methods: dict[str, Callable[[Args], Answer]] = {
            "auth.test": self._auth_test,
            "bots.info": self._bot_info,
            "team.info": self._team_info,
            "chat.postMessage": self._post,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.getPermalink": self._permalink,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": self._info,
            "conversations.list": self._list,
            "conversations.join": self._join,
            "conversations.open": self._open,
            "conversations.members": self._members,
            "users.info": self._user_info,
            "users.conversations": self._user_conversations,
            **FileApi(workspace).methods(),
            **ViewApi(workspace).methods(),
        }

    def call(self, method: str, args: Args, token: str) -> Answer:
        """Return Slack's answer to one call; refusals are answers too."""
        if method not in self._methods:
            return {"ok": False, "error": "unknown_method", "req_method": method}
        if not token:
            return {"ok": False, "error": "not_authed"}
        if token != self._ws.token:
            return {"ok": False, "error": "invalid_auth"}
        try:
            self._allow(NEEDED.get(method, ""))
            return {"ok": True, **self._methods[method](args)}
        except Refusal as no:
            return {"ok": False, "error": no.code, **no.extra}

    # --- Who --------------------------------------------------------------------------

    def _auth_test(self, _args: Args) -> Answer:
        bot = self._ws.bot
        return {
            "url": self._ws.url,
            "team": self._ws.team,
            "user": bot.name,
            "team_id": self._ws.team_id,
            "user_id": bot.user_id,
            "bot_id": bot.bot_id,
            "is_enterprise_install": False,
        }

    def _bot_info(self, args: Args) -> Answer:
        bot = self._ws.bot
        if args.get("bot") != bot.bot_id:
            raise Refusal("bot_not_found")
        return {
            "bot": {
                "id": bot.bot_id,
                "deleted": False,
                "name": bot.name,
                "updated": 0,
                "app_id": bot.app_id,
                "user_id": bot.user_id,
                "icons": {},
            }
        }

    def _team_info(self, _args: Args) -> Answer:
        return {
            "team": {"id": self._ws.team_id, "name": self._ws.team, "domain": "laptop", "url": self._ws.url}
        }

    def _user_info(self, args: Args) -> Answer:
        return {"user": user_shape(self._ws, self._ws.user(str(args.get("user", ""))))}

    # --- Messages -----------------------------------------------------------------------

    def _post(self, args: Args) -> Answer:
        content = from_args(args)
        conversation = self._addressed(str(args.get("channel", "")))
        message = self._ws.post(
            conversation.id,
            self._ws.bot.user_id,
            content,
            thread_ts=str(args.get("thread_ts") or ""),
            broadcast=_true(args.get("reply_broadcast")),
        )
        shape = message_shape(self._ws, message, metadata=True)
        return {"channel": conversation.id, "ts": message.ts, "message": shape, **_warning(content)}

    def _post_ephemeral(self, args: Args) -> Answer:
        content = from_args(args)
        conversation = self._addressed(str(args.get("channel", "")))
        if str(args.get("user", "")) not in conversation.members:
            raise Refusal("user_not_in_channel")
        message = self._ws.post(
            conversation.id,
            self._ws.bot.user_id,
            content,
            thread_ts=str(args.get("thread_ts") or ""),
            only_for=str(args["user"]),
        )
        return {"message_ts": message.ts}

    def _update(self, args: Args) -> Answer:
        was = self._message(args)
        before = Content(was.text, was.blocks, was.metadata, was.mrkdwn)
        content = changed(before, args)
        message = self._ws.update(
            str(args["channel"]),
            was.ts,
            self._ws.bot.user_id,
            content,
            # docs.slack.dev, chat.update: the flag shows when text was used, not with blocks.
            show_edited=not content.blocks,
        )
        shape = message_shape(self._ws, message, metadata=True)
        return {"channel": args["channel"], "ts": message.ts, "text": message.text, "message": shape}

    def _delete(self, args: Args) -> Answer:
        was = self._message(args)
        self._ws.delete(str(args["channel"]), was.ts, self._ws.bot.user_id)
        return {"channel": args["channel"], "ts": was.ts}

    def _permalink(self, args: Args) -> Answer:
        channel, ts = str(args.get("channel", "")), str(args.get("message_ts", ""))
        self._readable(channel)
        self._ws.message(channel, ts)
        return {"channel": channel, "permalink": f"{self._ws.url}archives/{channel}/p{ts.replace('.', '')}"}

    # --- History ------------------------------------------------------------------------

    def _history(self, args: Args) -> Answer:
        every = self._history_of(self._read(args).id)
        shown = [m for m in every if m.broadcast or not m.is_reply]
        window = _window(args)
        page, cursor = history_page(
            shown, window, limit_from(args, 100, HISTORY_PAGE), str(args.get("cursor") or "")
        )
        threads = _threads(every)
        return {
            "messages": [
                message_shape(
                    self._ws, m, metadata=_true(args.get("include_all_metadata")), thread=threads.get(m.ts)
                )
                for m in page
            ],
            "has_more": bool(cursor),
            "pin_count": 0,
            **_next(cursor),
        }

    def _replies(self, args: Args) -> Answer:
        every = self._history_of(self._read(args).id)
        ts = str(args.get("ts") or "")
        # The answers to a message that was deleted are there still.
        asked = next((m for m in every if ts and ts in {m.ts, m.thread_ts}), None)
        if asked is None:
            raise Refusal("thread_not_found")
        root = asked.thread_ts or asked.ts
        threads = _threads(every)
        window = _window(args)
        thread = [m for m in threads.get(root, []) if window.holds(m.ts)]
        parent = next((m for m in every if m.ts == root), None)
        page, cursor = list_page(
            [parent, *thread] if parent else thread,
            limit_from(args, 1000, HISTORY_PAGE + 1),
            str(args.get("cursor") or ""),
        )
        return {
            "messages": [
                message_shape(
                    self._ws, m, metadata=_true(args.get("include_all_metadata")), thread=threads.get(m.ts)
                )
                for m in page
            ],
            "has_more": bool(cursor),
            **_next(cursor),
        }

    def _history_of(self, channel: str) -> list[Message]:
        """Return what Slack's history shows by now of a conversation, replies included, oldest first."""
        every, lag = self._ws.messages(channel), self._ws.faults.history_lag_s
        newest = (self._ws.now().timestamp() - lag) * 1e6
        return [m for m in every if not (lag and to_micros(m.ts) > newest)]

    # --- Conversations --------------------------------------------------------------------

    def _info(self, args: Args) -> Answer:
        return {"channel": conversation_shape(self._ws, self._visible(str(args.get("channel", ""))))}

    def _list(self, args: Args) -> Answer:
        return self._listed(args, lambda c: c.kind is Kind.PUBLIC or self._ws.bot.user_id in c.members)

    def _user_conversations(self, args: Args) -> Answer:
        user = self._ws.user(str(args.get("user") or self._ws.bot.user_id)).id
        # Another's private channels are shown only where the bot is too.
        return self._listed(
            args,
            lambda c: user in c.members and (c.kind is Kind.PUBLIC or self._ws.bot.user_id in c.members),
        )

    def _listed(self, args: Args, belongs: Callable[[Conversation], bool]) -> Answer:
        kinds = {kind.strip() for kind in str(args.get("types") or Kind.PUBLIC).split(",")}
        if not kinds <= {*Kind, "mpim"}:
            raise Refusal("invalid_types")
        shown = [
            c
            for c in self._ws.conversations()
            if c.kind in kinds and belongs(c) and not (c.archived and _true(args.get("exclude_archived")))
        ]
        page, cursor = list_page(shown, limit_from(args, 100, LIST_PAGE), str(args.get("cursor") or ""))
        channels = [conversation_shape(self._ws, c) for c in page]
        return {"channels": channels, "response_metadata": {"next_cursor": cursor}}

    def _join(self, args: Args) -> Answer:
        conversation = self._visible(str(args.get("channel", "")))
        if conversation.kind is not Kind.PUBLIC:
            raise Refusal("method_not_supported_for_channel_type")
        if conversation.archived:
            raise Refusal("is_archived")
        already = self._ws.bot.user_id in conversation.members
        joined = self._ws.join(conversation.id, self._ws.bot.user_id)
        warning = {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
        return {"channel": conversation_shape(self._ws, joined), **(warning if already else {})}

    def _open(self, args: Args) -> Answer:
        if args.get("channel"):
            conversation = self._visible(str(args["channel"]))
            if conversation.kind is not Kind.DIRECT:
                raise Refusal("method_not_supported_for_channel_type")
        else:
            users = args.get("users") or ()
            people = users.split(",") if isinstance(users, str) else list(users)
            if not people:
                raise Refusal("users_list_not_supplied")
            if len(people) > 1:
                # Group messages between several people: Newswatch asks for no scope that opens them.
                raise Refusal("missing_scope", needed="mpim:write", provided="im:write")
            conversation = self._ws.open_direct(people[0])
        shape = conversation_shape(self._ws, conversation)
        return {"channel": shape if _true(args.get("return_im")) else {"id": conversation.id}}

    def _members(self, args: Args) -> Answer:
        conversation = self._visible(str(args.get("channel", "")))
        limit = limit_from(args, 100, LIST_PAGE)
        page, cursor = list_page(conversation.members, limit, str(args.get("cursor") or ""))
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    # --- Finding what is meant ----------------------------------------------------------

    def _visible(self, channel: str) -> Conversation:
        """Return a conversation whose existence the bot may know."""
        conversation = self._ws.conversation(channel)
        if conversation.kind is not Kind.PUBLIC and self._ws.bot.user_id not in conversation.members:
            raise Refusal("channel_not_found")
        return conversation

    def _readable(self, channel: str) -> Conversation:
        conversation = self._visible(channel)
        if self._ws.bot.user_id not in conversation.members:
            raise Refusal("not_in_channel")
        return conversation

    def _read(self, args: Args) -> Conversation:
        """Return the conversation whose messages are asked for."""
        conversation = self._readable(str(args.get("channel", "")))
        self._allow(HISTORY[conversation.kind])
        return conversation

    def _allow(self, needed: str) -> None:
        provided = self._ws.scopes
        if needed and needed not in provided:
            raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(provided)))

    def _addressed(self, channel: str) -> Conversation:
        """Return what chat.postMessage takes for ``channel``: an id, a name, or a person."""
        if channel.startswith(("U", "W")):
            try:
                return self._ws.open_direct(channel)
            except Refusal as no:
                raise Refusal("channel_not_found" if no.code == "user_not_found" else no.code) from no
        named = [c for c in self._ws.conversations() if c.name and c.name == channel.removeprefix("#")]
        return self._visible(named[0].id if named else channel)

    def _message(self, args: Args) -> Message:
        channel = str(args.get("channel", ""))
        self._readable(channel)
        return self._ws.message(channel, str(args.get("ts", "")))


def _window(args: Args) -> Window:
    window = Window(
        str(args.get("oldest") or ""), str(args.get("latest") or ""), _true(args.get("inclusive"))
    )
    if window.oldest:
        try:
            to_micros(window.oldest)
        except Refusal:
            raise Refusal("invalid_ts_oldest") from None
    if window.latest:
        to_micros(window.latest)
    # "0" as oldest is the same as none.
    return replace(window, oldest="") if window.oldest and to_micros(window.oldest) == 0 else window


def _threads(messages: list[Message]) -> dict[str, list[Message]]:
    threads: dict[str, list[Message]] = {}
    for message in messages:
        if message.is_reply:
            threads.setdefault(message.thread_ts, []).append(message)
    return threads


def _true(value: object) -> bool:
    return str(value or "").lower() in {"true", "1"}


def _next(cursor: str) -> Answer:
    return {"response_metadata": {"next_cursor": cursor}} if cursor else {}


def _warning(content: Content) -> Answer:
    if not content.truncated:
        return {}
    return {
        "warning": "message_truncated",
        "response_metadata": {"messages": [_TRUNCATED], "warnings": ["message_truncated"]},
    }
