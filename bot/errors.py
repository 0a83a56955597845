"""Every error that Paperboy raises on purpose.

The tree::

    PaperboyError
    ├── SettingsError              the settings file cannot be used
    ├── EnvironmentVariableError   a variable of the environment is missing, malformed or refused
    ├── DatasetError               papers could not be had
    │   ├── TableError             a text is not a table of papers
    │   └── SourceError            a file or an address could not be read
    │       ├── NotThereError      the server says that it has nothing at that address
    │       ├── PrivateAddressError  the address leads into a private network, and nobody allowed that
    │       └── ShrunkError        a list lost half of what it held, which nobody has confirmed
    ├── CatalogError               a question that the catalogue cannot answer
    │   ├── WeekNotFoundError      no week matches what was asked for
    │   └── FilterError            a search cannot be narrowed down like that
    ├── DigestError                a digest was asked for that the settings do not have
    │   ├── DigestNotFoundError    none has that name
    │   └── DigestChannelError     it does not post to that channel
    ├── StoreError                 the database cannot be used
    ├── PlaygroundError            the sandbox in the browser cannot do something
    │   ├── NoPortError            no port for the page is free
    │   └── StatusUnknownError     nobody could say how the digests stand
    ├── MessageTooLargeError       a message that Discord would not take
    └── DeliveryError              Discord did not take what was sent
        ├── RefusedError           it said no, and will say no again until a person acts
        ├── UnreachableError       certainly not sent; worth another try
        └── MaybeSentError         nobody knows; look before sending again

Each carries its data as attributes and makes its own message, which is written for the person who can act on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = [
    "CatalogError",
    "DatasetError",
    "DeliveryError",
    "DigestChannelError",
    "DigestError",
    "DigestNotFoundError",
    "EnvironmentVariableError",
    "FilterError",
    "MaybeSentError",
    "MessageTooLargeError",
    "NoPortError",
    "NotThereError",
    "PaperboyError",
    "PlaygroundError",
    "PrivateAddressError",
    "RefusedError",
    "SettingsError",
    "SettingsProblem",
    "ShrunkError",
    "SourceError",
    "StatusUnknownError",
    "StoreError",
    "TableError",
    "UnreachableError",
    "WeekNotFoundError",
]


class PaperboyError(Exception):
    """Base of every error below."""


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """One thing wrong in the settings file, at a place an editor can jump to.

    ``line`` and ``column`` count from 1, and are 0 where the file as a whole is meant; ``where`` is the dotted path of the
    key, such as ``digests[0].timezone``. ``message`` and ``hint`` are sentences.
    """

    line: int
    column: int
    where: str
    message: str
    hint: str = ""

    def text(self, file: Path) -> str:
        """Return ``file:line:column: `where`: message hint`` on one line."""
        place = f"{file}:{self.line}:{self.column}: " if self.line else f"{file}: "
        subject = f"`{self.where}`: " if self.where else ""
        return place + subject + self.message + (f" {self.hint}" if self.hint else "")


class SettingsError(PaperboyError):
    """The settings file cannot be used; ``problems`` holds everything that is wrong with it, at least one thing."""

    def __init__(self, file: Path, problems: tuple[SettingsProblem, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__("\n".join(problem.text(file) for problem in problems))


class EnvironmentVariableError(PaperboyError):
    """An environment variable is missing or malformed, or Discord does not take what it holds."""

    def __init__(self, variable: str, message: str) -> None:
        self.variable = variable
        super().__init__(f"{variable}: {message}")


class DatasetError(PaperboyError):
    """Base of what goes wrong between bytes and papers."""


class TableError(DatasetError):
    """A text holds no table of papers; ``expected`` says what was looked for."""

    def __init__(self, source: str, reason: str, expected: str) -> None:
        self.source = source
        self.reason = reason
        self.expected = expected
        super().__init__(f"{source}: {reason}. Expected {expected}.")


class SourceError(DatasetError):
    """A file or an address could not be read.

    ``status`` is the HTTP status where a server answered with one that is no success; ``wait`` is for how many seconds it then
    asked to be left alone, 0 if it did not say.
    """

    def __init__(self, source: str, reason: str, *, status: int | None = None, wait: float = 0.0) -> None:
        self.source = source
        self.reason = reason
        self.status = status
        self.wait = wait
        super().__init__(f"{source}: {reason}")


class NotThereError(SourceError):
    """The server answered ``status``, 404 or 410: it has nothing at that address, perhaps not yet."""

    def __init__(self, source: str, reason: str, status: int) -> None:
        super().__init__(source, reason, status=status)


class PrivateAddressError(SourceError):
    """``host`` leads to ``address``, which lies in ``place``, such as "the local network", and nobody allowed that.

    With ``never`` nobody can.
    """

    def __init__(self, source: str, host: str, address: str, place: str, *, never: bool = False) -> None:
        self.host = host
        self.address = address
        self.place = place
        leads = host if host == address else f"{host} ({address})"
        advice = "no setting lets a source do that" if never else "`allow_private: true` lets this source do that"
        super().__init__(source, f"{leads} leads to {place}, so it was not asked; {advice}")


class ShrunkError(SourceError):
    """A list is half of what it was, or less: ``before`` and ``after`` say how much, as in "520 papers of 52 weeks"."""

    def __init__(self, source: str, before: str, after: str) -> None:
        self.before = before
        self.after = after
        super().__init__(
            source,
            f"the list shrank from {before} to {after}, which looks like an accident; "
            "if it is none, let it pass with `python -m bot refresh --accept`",
        )


class CatalogError(PaperboyError):
    """Base of questions that the catalogue cannot answer."""


class WeekNotFoundError(CatalogError):
    """No week matches ``asked``; ``nearest`` holds the ends of the weeks that come closest, best first."""

    def __init__(self, asked: str, reason: str, nearest: tuple[date, ...]) -> None:
        self.asked = asked
        self.reason = reason
        self.nearest = nearest
        super().__init__(reason)


class FilterError(CatalogError):
    """A search cannot be narrowed down like that; the message is for whoever typed it."""


class DigestError(PaperboyError):
    """Base of questions about digests that the settings do not have.

    The messages are for whoever may see the whole settings: they name other digests and channels.
    """


class DigestNotFoundError(DigestError):
    """No digest is called ``asked``; ``nearest`` holds names that come close, best first."""

    def __init__(self, asked: str, nearest: tuple[str, ...]) -> None:
        self.asked = asked
        self.nearest = nearest
        hint = f"Did you mean `{nearest[0]}`?" if nearest else "The settings name them under `digests`."
        super().__init__(f"No digest is called `{asked}`. {hint}")


class DigestChannelError(DigestError):
    """``digest``, or any of them where that is None, does not post to the channel ``asked``, but to ``channels``."""

    def __init__(self, digest: str | None, asked: int, channels: tuple[int, ...]) -> None:
        self.digest = digest
        self.asked = asked
        self.channels = channels
        listed = ", ".join(map(str, channels))
        subject = "No digest posts" if digest is None else f"The digest `{digest}` does not post"
        super().__init__(f"{subject} to channel {asked}, but to {listed}.")


class StoreError(PaperboyError):
    """The database cannot be used; the message says what to set or do."""


class PlaygroundError(PaperboyError):
    """Base of what goes wrong around the bot that runs in the sandbox."""


class NoPortError(PlaygroundError):
    """None of the ports from ``first`` to ``last`` can be listened on; ``reason`` is the system's word for the last one."""

    def __init__(self, first: int, last: int, reason: str) -> None:
        self.first = first
        self.last = last
        self.reason = reason
        super().__init__(
            f"No port from {first} to {last} can be used for the page: {reason}. Name another one with --port."
        )


class StatusUnknownError(PlaygroundError):
    """How the digests stand could not be found out; ``reason`` is what the command line said."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class MessageTooLargeError(PaperboyError):
    """A message has ``found`` of something, and Discord takes ``most``: whoever made it did not measure."""

    def __init__(self, found: int, most: int, unit: str) -> None:
        self.found = found
        self.most = most
        super().__init__(f"a message has {found} {unit}; Discord takes {most}")


class DeliveryError(PaperboyError):
    """Base of what can happen to something handed to Discord.

    ``reason`` is a sentence for the admin; ``code`` is Discord's JSON error code where there was one.
    """

    def __init__(self, reason: str, *, code: int | None = None) -> None:
        self.reason = reason
        self.code = code
        super().__init__(reason)


class RefusedError(DeliveryError):
    """Discord said no and will go on saying no until somebody changes something."""


class UnreachableError(DeliveryError):
    """Certainly not sent, and worth another try; ``retry_after`` in seconds where Discord said."""

    def __init__(self, reason: str, *, code: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason, code=code)
        self.retry_after = retry_after


class MaybeSentError(DeliveryError):
    """The connection broke at a moment at which Discord may have taken the request or not."""
