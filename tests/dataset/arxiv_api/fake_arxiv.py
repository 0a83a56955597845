"""An arXiv on loopback: answers ``id_list`` as the real one does, and misbehaves as the real one does when told to.

    async with running(FakeArxiv.having("2303.00001", "2303.00002")) as arxiv:
        ...  # ArxivSettings(url=arxiv.url, allow_private=True)

``arxiv.asked`` is what came, with the moment by ``arxiv.clock``. ``arxiv.faults`` are what the next requests get instead of
an answer.
"""

from __future__ import annotations

import asyncio
import textwrap
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

from bot.dataset.arxiv_api.record import Record
from tests.dataset.loopback import Request, answer, serve

__all__ = [
    "Asked",
    "FakeArxiv",
    "busy",
    "empty",
    "error",
    "feed",
    "garbled",
    "paper",
    "rate_exceeded",
    "running",
    "slow",
]

Fault = Callable[[bytes], bytes | Awaitable[bytes]]
"""Makes what is sent of what would have been."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3D%26id_list%3D" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=&amp;id_list=&amp;start=0</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2026-07-01T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">0</opensearch:startIndex>
"""
_ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v3</id>
    <updated>2023-04-13T20:44:44Z</updated>
    <published>2023-03-22T16:51:28Z</published>
    <title>{title}</title>
    <summary>  {summary}
</summary>
{authors}
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages</arxiv:comment>
    <link href="http://arxiv.org/abs/{id}v3" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/{id}v3" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term={primary} scheme="http://arxiv.org/schemas/atom"/>
{categories}
  </entry>
"""
_AUTHOR = """    <author>
      <name>{}</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Somewhere</arxiv:affiliation>
    </author>"""
_ERROR = """  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format</id>
    <title>Error</title>
    <summary>{}</summary>
    <author><name>arXiv api core</name></author>
  </entry>
"""


@dataclass(frozen=True)
class Asked:
    """One request: when, for which ids, how many results it allowed, and its query as it came."""

    at: datetime
    ids: tuple[str, ...]
    most: int
    query: str


@dataclass
class FakeArxiv:
    """What it has, by id without version; ``refuses`` are ids that spoil any list they are in."""

    papers: dict[str, Record] = field(default_factory=dict)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    refuses: set[str] = field(default_factory=set)
    refusal_status: str = "400 Bad Request"
    faults: deque[Fault] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    @classmethod
    def having(cls, *bases: str) -> FakeArxiv:
        return cls({base: paper(base) for base in bases})

    def handle(self, request: Request, _: asyncio.StreamWriter) -> bytes | Awaitable[bytes]:
        raw = urlsplit(request.path).query
        query = parse_qs(raw)
        most = int(query.get("max_results", ["10"])[0])
        asked = Asked(self.clock(), tuple(query["id_list"][0].split(",")), most, raw)
        self.asked.append(asked)
        if self.refuses.intersection(asked.ids):
            body = feed(error=f"incorrect id format for {min(self.refuses.intersection(asked.ids))}")
            response = answer(body, status=self.refusal_status)
        else:
            # In no order that anybody could rely on.
            found = [self.papers[base] for base in sorted(asked.ids, reverse=True) if base in self.papers]
            response = answer(feed(found[: asked.most]), content_type="application/atom+xml; charset=UTF-8")
        return self.faults.popleft()(response) if self.faults else response


@asynccontextmanager
async def running(arxiv: FakeArxiv) -> AsyncIterator[FakeArxiv]:
    """Run it for the length of a block; ``url`` is then its address."""
    async with serve(arxiv.handle) as server:
        arxiv.url = server.url("/api/query")
        yield arxiv


def paper(base: str, **changes: object) -> Record:
    """Return a paper as arXiv may describe it."""
    values: dict[str, object] = {
        "base": base,
        "title": f"On {base} & the <limits> of attention",
        "abstract": f"We study {base} at length. "
        + "Sparks of generality appear in $\\mathcal{O}(n^2)$ steps. " * 12
        + "Done.",
        "authors": ("Sébastien Bubeck", f"Author of {base}"),
        "primary": "cs.CL",
        "categories": ("cs.CL", "cs.AI"),
    }
    return Record(**(values | changes))  # type: ignore[arg-type]


def feed(records: Iterable[Record] = (), *, error: str = "", extra: str = "") -> bytes:
    """Return a feed with these entries, hard-wrapped as arXiv's are; ``extra`` is put in as it is."""
    entries = [_entry(record) for record in records]
    if error:
        entries.append(_ERROR.format(escape(error)))
    return (_HEAD.format(total=len(entries)) + "".join(entries) + extra + "</feed>\n").encode()


def _entry(record: Record) -> str:
    codes = (*record.categories, "68T50 (Primary)")
    return _ENTRY.format(
        id=record.base,
        title="\n  ".join(textwrap.wrap(escape(record.title), 40, break_long_words=False)),
        summary="\n".join(textwrap.wrap(escape(record.abstract), 80, break_long_words=False)),
        authors="\n".join(_AUTHOR.format(escape(name)) for name in record.authors),
        primary=quoteattr(record.primary),
        categories="\n".join(
            f'    <category term={quoteattr(c)} scheme="http://arxiv.org/schemas/atom"/>' for c in codes
        ),
    )


def empty(_: bytes) -> bytes:
    """A valid feed without entries."""
    return answer(feed())


def error(_: bytes) -> bytes:
    """A feed that says Error, with the status of success."""
    return answer(feed(error="internal error"))


def rate_exceeded(_: bytes) -> bytes:
    """What arXiv's front sends in a hurry."""
    return answer("Rate exceeded.")


def garbled(response: bytes) -> bytes:
    """An answer that ends in the middle, as its length says."""
    body = response.partition(b"\r\n\r\n")[2]
    return answer(body[: len(body) // 2])


def busy(status: str = "503 Service Unavailable", **headers: str) -> Fault:
    """A status, with headers such as ``retry_after="30"``."""
    return lambda _: answer(status=status, **headers)


def slow(until: asyncio.Event | None = None, *, reached: asyncio.Event | None = None) -> Fault:
    """The answer, after ``until``, or never; ``reached`` is set when the request is there."""

    async def wait(response: bytes) -> bytes:
        if reached is not None:
            reached.set()
        await (until or asyncio.Event()).wait()
        return response

    return wait
