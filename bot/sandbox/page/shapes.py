"""What the page is told: a flat map of keys to JSON objects, and what it may ask for.

=================  ===========================================================================================
key                value
=================  ===========================================================================================
``me``             :class:`Me`, who looks at the page
``app``            :class:`App`, the application and whether its bot is online
``server:<id>``    :class:`Server`
``person:<id>``    :class:`PersonView`, everybody there is, the bot included
``role:<id>``      :class:`RoleView`
``channel:<id>``   :class:`ChannelView`, each channel, thread, forum post and direct message that ``me`` sees
``message:<id>``   a message object as Discord sends it, with :class:`MessageExtras`; only those that ``me`` sees
``command:<id>``   :class:`CommandView`, each registered slash command
``request:<n>``    :class:`RequestView`, the last requests that the bot made, by their number
``panel:<key>``    :class:`PanelSection`, what the bar shows
``log``            :class:`Log`, the end of the bot's log
=================  ===========================================================================================

Ids are strings, as everywhere at Discord; times are ISO 8601 with an offset; files of messages have addresses without a
host (``/attachments/...``), wherever a message names them. The stream's first event is ``{"set": {...every
key...}, "gone": []}``, later ones name what changed (whole values, never parts of one) and what is gone.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

__all__ = [
    "Action",
    "App",
    "ChannelView",
    "CommandView",
    "Done",
    "Log",
    "Me",
    "MessageExtras",
    "PanelActionView",
    "PanelEntryView",
    "PanelSection",
    "PersonView",
    "RequestView",
    "RoleView",
    "Server",
    "TagView",
]


class Me(TypedDict):
    """Who looks at the page. ``others`` are the ids of those whom the viewer may become."""

    id: str
    name: str
    admin: bool
    others: list[str]


class App(TypedDict):
    """The application: ``user`` is the bot's account."""

    user: str
    name: str
    online: bool


class Server(TypedDict):
    """A server; ``initials`` stand for an icon."""

    id: str
    name: str
    initials: str


class PersonView(TypedDict):
    """An account; ``servers`` it shares with the viewer, and ``admin`` is whether it may manage one of them."""

    id: str
    name: str
    bot: bool
    admin: bool
    servers: list[str]


class RoleView(TypedDict):
    """A role, as mentions name it."""

    id: str
    server: str
    name: str


class TagView(TypedDict):
    """A tag of a forum."""

    id: str
    name: str


class ChannelView(TypedDict):
    """A channel of any kind. ``order`` sorts siblings: servers' channels by position, threads and posts by age.

    ``can_send`` is whether the viewer may write there.
    """

    id: str
    kind: Literal["text", "announcement", "forum", "voice", "category", "thread", "dm", "group"]
    name: str
    topic: str
    server: str | None
    parent: str | None
    order: int
    can_send: bool
    archived: bool
    locked: bool
    tags: list[TagView]
    """The tags that a forum offers, or that a post has."""
    people: list[str]
    """The others in a direct message."""
    starter: str | None
    """Of a thread that was opened from a message: that message's id, which stands in ``parent``."""


class MessageExtras(TypedDict):
    """What a message has beside Discord's own fields (``author``, ``content``, ``embeds``, ``components``, ``flags`` ...)."""

    ephemeral: bool
    thinking: bool
    pings: list[str]
    """Whom it really notified when it was sent, as names: ``@everyone``, ``@role``, ``@Ada``."""
    pings_me: bool
    reacted: list[str]
    """The emoji with which the viewer reacted: ``👍``, or ``name:id`` of a server's own."""
    invoked: NotRequired[dict[str, str]]
    """Of a command's answer: ``user`` (id) and ``command`` (``digest preview``)."""
    answers: NotRequired[dict[str, Any]]
    """Of a poll: ``mine``, the answer ids that the viewer voted for, and ``closed``."""


class CommandView(TypedDict):
    """A slash command as it was registered (``options`` in Discord's form), and the channels that offer it to the viewer.

    There is at least one; others are not told of.
    """

    id: str
    name: str
    description: str
    options: list[dict[str, Any]]
    channels: list[str]


class RequestView(TypedDict):
    """A request of the bot. ``told`` is Discord's sentence where it was refused, with every wrong field.

    ``outcome``: ``open`` (not answered yet), ``taken``, ``refused`` (4xx), ``limited`` (429), ``broken`` (5xx, or the connection
    was cut). ``warnings`` are limits whose number Discord does not publish.
    """

    n: int
    at: str
    method: str
    path: str
    route: str
    status: int | None
    outcome: Literal["open", "taken", "refused", "limited", "broken"]
    told: str
    warnings: list[str]


class PanelActionView(TypedDict):
    """A button of the bar."""

    key: str
    label: str


class PanelEntryView(TypedDict):
    """A line of the bar. ``code`` is shown word for word, its end first if ``from_end``; ``due`` is counted down to."""

    key: str
    title: str
    text: str
    tone: Literal["plain", "good", "odd", "bad"]
    due: str | None
    code: str
    from_end: bool
    channel: str | None
    actions: list[PanelActionView]


class PanelSection(TypedDict):
    """A group of lines; sections are shown by ``order``."""

    key: str
    title: str
    order: int
    entries: list[PanelEntryView]


class Log(TypedDict):
    """The last lines of the bot's log, oldest first."""

    lines: list[str]


class Action(TypedDict):
    """What the page asks for by ``POST /page/act``; which fields it needs depends on ``do``.

    ============  ===============================================================  =====================================
    ``do``        needs                                                            answers, beside ``ok: true``
    ============  ===============================================================  =====================================
    ``slash``     ``channel``, ``command`` ("digest post"), ``options`` by name    ``modal``: a form that was opened, or null
    ``complete``  the same, ``option`` (the one being typed) and ``typed``         ``choices``: ``[{name, value}]``
    ``press``     ``message``, ``custom_id``                                       ``modal``
    ``choose``    ``message``, ``custom_id``, ``values``                           ``modal``
    ``submit``    ``interaction`` (the modal's), ``values`` by custom id           ``modal``: null
    ``say``       ``channel``, ``content``
    ``react``     ``message``, ``emoji``; takes back what is there
    ``vote``      ``message``, ``values``: answer ids as strings, [] takes back
    ``panel``     ``section``, ``entry``, ``action``                               ``told``: a sentence; ``channel``: id or null
    ============  ===============================================================  =====================================

    A form's values are strings (text, a radio group), booleans (a single checkbox) and lists of strings (all others).
    Values of options are strings, numbers and booleans; accounts, channels and roles are ids, attachments the id that
    ``POST /page/uploads?filename=...`` answered (``{"id": ...}``). ``slash``, ``press``, ``choose`` and ``submit`` are answered
    when the bot answered first. Where it did not in time, ``slash`` and ``complete`` are answered with ``{"ok": false,
    "error": "The application did not respond"}`` and the others with "This interaction failed"; where no bot is connected at
    all, " (Paperboy is offline)" follows. An action that makes no sense is answered with the same shape and status 400.
    """

    viewer: str
    do: str
    channel: NotRequired[str]
    command: NotRequired[str]
    options: NotRequired[dict[str, Any]]
    option: NotRequired[str]
    typed: NotRequired[str]
    message: NotRequired[str]
    custom_id: NotRequired[str]
    interaction: NotRequired[str]
    values: NotRequired[Any]
    content: NotRequired[str]
    emoji: NotRequired[str]
    section: NotRequired[str]
    entry: NotRequired[str]
    action: NotRequired[str]


class Done(TypedDict):
    """What an action is answered with; ``error`` is a sentence for the person.

    ``modal`` is the form that was opened, with the id of its ``interaction`` beside Discord's own fields. ``told`` is what a
    press in the bar led to, with its ``tone``.
    """

    ok: bool
    error: NotRequired[str]
    modal: NotRequired[dict[str, Any] | None]
    choices: NotRequired[list[dict[str, Any]]]
    told: NotRequired[str]
    tone: NotRequired[str]
    channel: NotRequired[str | None]
