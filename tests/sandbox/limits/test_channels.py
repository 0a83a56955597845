"""Every limit of channels, threads and tags: at it a body is taken, one above it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.limits.channels import ANNOUNCEMENT, CATEGORY, FORUM, TEXT, VOICE, check_channel, check_thread
from bot.sandbox.limits.form import Form

Body = dict[str, Any]


def tags(count: int = 1, **fields: Any) -> Body:
    return {"available_tags": [{"name": f"t{number}", **fields} for number in range(count)]}


def overwrite(**fields: Any) -> Body:
    return {"permission_overwrites": [{"id": "1", "type": 0, "allow": "0", "deny": 0, **fields}]}


CHANNELS: dict[str, tuple[int, Body, Body]] = {
    "name": (TEXT, {"name": "x" * 100}, {"name": "x" * 101}),
    "name empty": (TEXT, {"name": "x"}, {"name": ""}),
    "topic": (TEXT, {"topic": "x" * 1024}, {"topic": "x" * 1025}),
    "topic of a forum": (FORUM, {"topic": "x" * 4096}, {"topic": "x" * 4097}),
    "type": (TEXT, {"type": ANNOUNCEMENT}, {"type": 99}),
    "slowmode": (TEXT, {"rate_limit_per_user": 21600}, {"rate_limit_per_user": 21601}),
    "slowmode of threads": (
        FORUM,
        {"default_thread_rate_limit_per_user": 21600},
        {"default_thread_rate_limit_per_user": 21601},
    ),
    "auto archive": (TEXT, {"default_auto_archive_duration": 10080}, {"default_auto_archive_duration": 10081}),
    "parent": (TEXT, {"parent_id": "1"}, {"parent_id": "that one"}),
    "age restriction": (TEXT, {"nsfw": True}, {"nsfw": "yes"}),
    "position": (CATEGORY, {"position": 0}, {"position": -1}),
    "overwrites": (
        TEXT,
        {"permission_overwrites": [{"id": "1", "type": 0}] * 100},
        {"permission_overwrites": [{"id": "1", "type": 0}] * 101},
    ),
    "overwrite type": (TEXT, overwrite(type=1), overwrite(type=2)),
    "overwrite bits": (TEXT, overwrite(allow="2048"), overwrite(allow="-1")),
    "overwrite id": (TEXT, overwrite(), overwrite(id=None)),
    "tags": (FORUM, tags(20), tags(21)),
    "tag name": (FORUM, tags(name="x" * 20), tags(name="x" * 21)),
    "tag without a name": (FORUM, tags(name=""), tags(name=None)),
    "tag emoji": (FORUM, tags(emoji_name="🔥"), tags(emoji_name="🔥", emoji_id="1")),
    "sort order": (FORUM, {"default_sort_order": 1}, {"default_sort_order": 2}),
    "layout": (FORUM, {"default_forum_layout": 2}, {"default_forum_layout": 3}),
    "bitrate": (VOICE, {"bitrate": 96_000}, {"bitrate": 96_001}),
    "people": (VOICE, {"user_limit": 99}, {"user_limit": 100}),
}
THREADS: dict[str, tuple[Body, Body]] = {
    "name": ({"name": "x" * 100}, {"name": "x" * 101}),
    "auto archive": ({"auto_archive_duration": 60}, {"auto_archive_duration": 61}),
    "slowmode": ({"rate_limit_per_user": 21600}, {"rate_limit_per_user": 21601}),
    "tags": ({"applied_tags": list("12345")}, {"applied_tags": list("123456")}),
    "locked": ({"locked": True}, {"locked": 1}),
}


def problems_of_a_channel(kind: int, body: Body) -> list[str]:
    form = Form({"name": "x"} | body)
    check_channel(form, kind, new=True)
    return [str(problem) for problem in form.problems]


def problems_of_a_thread(body: Body) -> list[str]:
    form = Form({"name": "x"} | body)
    check_thread(form, new=True)
    return [str(problem) for problem in form.problems]


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_at_the_limit_and_above(name: str) -> None:
    kind, at, above = CHANNELS[name]
    assert problems_of_a_channel(kind, at) == []
    assert problems_of_a_channel(kind, above)


@pytest.mark.parametrize("name", THREADS)
def test_a_thread_at_the_limit_and_above(name: str) -> None:
    at, above = THREADS[name]
    assert problems_of_a_thread(at) == []
    assert problems_of_a_thread(above)


def test_a_name_is_needed_for_a_new_one_only() -> None:
    new, edit = Form({}), Form({})
    check_channel(new, TEXT, new=True)
    check_channel(edit, TEXT, new=False)
    assert [problem.path for problem in new.problems] == [("name",)]
    assert edit.problems == []


@pytest.mark.parametrize("kind", [TEXT, ANNOUNCEMENT, CATEGORY, VOICE])
def test_other_kinds_tags_are_checked_too(kind: int) -> None:
    assert problems_of_a_channel(kind, tags(20)) == []
    assert problems_of_a_channel(kind, tags(21)) != []
