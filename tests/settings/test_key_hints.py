from __future__ import annotations

import pytest

from bot.settings.key_hints import key_hint
from bot.settings.models import DigestSettings, RepliesSettings, Settings, WeeklyTime
from bot.settings.outline import keys, model_at


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("timezon", "Did you mean `timezone`?"),
        ("time-zone", "Did you mean `timezone`?"),
        ("Channels", "Did you mean `channels`?"),
        ("channel", "Did you mean `channels`?"),
        ("nothingNew", "Did you mean `nothing_new`?"),
        ("category", "Did you mean `categories`?"),
        ("mention-role", "Did you mean `mention_role`?"),
    ],
)
def test_a_slip_in_a_digest(key: str, hint: str) -> None:
    assert key_hint(DigestSettings, key) == hint


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("timezone", "It belongs in an entry of `digests`."),
        ("weekday", "It belongs under `at`, in an entry of `digests`."),
        ("level", "It belongs under `logging`."),
        ("sources", "It belongs under `dataset`."),
        ("path", "It belongs in an entry of `dataset.sources`."),
        ("url", "It belongs in an entry of `dataset.sources` or under `dataset.arxiv`."),
        ("complete", "It belongs under `dataset.arxiv`."),
        ("name", "It belongs in an entry of `digests` or in an entry of `dataset.sources`."),
        ("timezon", "Did you mean `timezone`? It belongs in an entry of `digests`."),
    ],
)
def test_a_key_of_another_level_at_the_top(key: str, hint: str) -> None:
    assert key_hint(Settings, key) == hint


def test_a_key_of_the_top_in_a_digest() -> None:
    assert key_hint(DigestSettings, "replies") == "It belongs at the top level, at the beginning of a line."


@pytest.mark.parametrize(
    ("key", "variable"), [("token", "DISCORD_TOKEN"), ("bot_token", "DISCORD_TOKEN"), ("database_url", "DATABASE_URL")]
)
def test_a_secret_is_sent_to_the_environment(key: str, variable: str) -> None:
    hint = key_hint(Settings, key)
    assert variable in hint
    assert ".env" in hint


def test_what_is_like_nothing_gets_a_list_of_what_there_is() -> None:
    assert key_hint(WeeklyTime, "qqqq") == "Known here: `weekday`, `time`."
    assert key_hint(RepliesSettings, "") == "Known here: `paper`, `week`, `search`, `help`."
    assert key_hint(None, "qqqq") == ""


def test_every_key_with_a_letter_missing_is_recognised_where_it_belongs() -> None:
    for key in keys():
        if len(key.name) < 5:
            continue
        above = tuple(part.removesuffix("[]") for part in key.parent.split(".")) if key.parent else ()
        assert key_hint(model_at(above), key.name[:-2] + key.name[-1]) == f"Did you mean `{key.name}`?"
