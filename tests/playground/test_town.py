from __future__ import annotations

import pytest
from aiohttp import ClientSession

from bot.playground.town import Kinds, Town
from bot.sandbox import Sandbox
from bot.settings.models import Settings

TEXT, NEWS, FORUM = 123456789012345678, 123456789012340042, 123456789012349999


def settings(*channels: int, **more: object) -> Settings:
    digest = {"name": "weekly", "channels": [str(channel) for channel in channels], **more}
    return Settings.model_validate({"digests": [digest]})


@pytest.fixture
def discord_() -> Sandbox:
    return Sandbox()


@pytest.fixture
def town(discord_: Sandbox) -> Town:
    return Town(discord_, Kinds(frozenset({FORUM}), frozenset({NEWS})))


def test_there_is_somewhere_to_type_and_somebody_to_be(discord_: Sandbox, town: Town) -> None:
    assert [(channel.name, channel.kind.name) for channel in town.guild.channels] == [("general", "TEXT")]
    assert [member.account.name for member in (town.admin, town.member)] == ["Ada", "Ben"]
    manages = [member.permissions().name for member in (town.admin, town.member)]
    assert ["MANAGE_GUILD" in str(name) for name in manages] == [True, False]
    privately = [channel.recipients for channel in discord_.world.channels.values() if channel.guild is None]
    assert privately == [[town.admin.account, discord_.bot_user], [town.member.account, discord_.bot_user]]


def test_each_channel_of_the_settings_is_there_by_its_id_and_kind(town: Town) -> None:
    town.follow(settings(TEXT, NEWS, FORUM))
    assert [(town.channel(one).name, town.channel(one).kind.name) for one in (TEXT, NEWS, FORUM)] == [
        ("papers-5678", "TEXT"),
        ("papers-0042", "ANNOUNCEMENT"),
        ("papers-9999", "FORUM"),
    ]
    assert town.channel(TEXT).topic == "Posted here: “weekly”."
    assert town.names[TEXT] == "papers-5678"


def test_channels_that_have_a_name_are_called_by_it(discord_: Sandbox) -> None:
    town = Town(discord_, Kinds(), {TEXT: "papers"})
    town.follow(settings(TEXT))
    assert town.channel(TEXT).name == "papers"


def test_a_forum_has_its_digests_categories_as_tags_as_far_as_discord_takes_them(town: Town) -> None:
    town.follow(settings(FORUM, TEXT, categories=["cs.CL", "Machine Learning", "Artificial Intelligence"]))
    assert [tag.name for tag in town.channel(FORUM).tags] == ["cs.CL", "Machine Learning"]
    assert town.channel(TEXT).tags == []


def test_topic_and_tags_follow_the_digests(town: Town) -> None:
    town.follow(settings(TEXT, FORUM, categories=["cs.CL"]))
    renamed = {"name": "vision", "channels": [str(FORUM)], "categories": ["cs.CV", "cs.CL"]}
    town.follow(Settings.model_validate({"digests": [renamed, {"name": "all", "channels": [str(FORUM)]}]}))
    assert town.channel(FORUM).topic == "Posted here: “vision” and “all”."
    assert [tag.name for tag in town.channel(FORUM).tags] == ["cs.CL", "cs.CV"]
    assert town.channel(TEXT).topic == "No digest is posted here any longer."


def test_a_forum_gets_no_more_tags_than_discord_takes(town: Town) -> None:
    for start in (0, 15):
        town.follow(settings(FORUM, categories=[f"cs.{number}" for number in range(start, start + 15)]))
    assert len(town.channel(FORUM).tags) == 20


async def test_a_bot_that_read_the_settings_first_finds_the_new_channel_too(discord_: Sandbox, town: Town) -> None:
    as_bot = ClientSession(headers={"Authorization": f"Bot {discord_.token}"})
    async with discord_, as_bot, as_bot.get(f"{discord_.api_url}/channels/{FORUM}") as answer:
        assert (answer.status, (await answer.json())["name"]) == (200, "papers-9999")
    before = town.channel(FORUM)
    town.follow(settings(FORUM, categories=["cs.CL"]))
    assert town.channel(FORUM) is before
    assert (before.kind.name, before.topic, [tag.name for tag in before.tags]) == (
        "FORUM",
        "Posted here: “weekly”.",
        ["cs.CL"],
    )


def test_new_channels_come_and_old_ones_stay(town: Town) -> None:
    town.follow(settings(TEXT))
    first = town.channel(TEXT)
    town.follow(settings(TEXT, NEWS))
    assert town.channel(TEXT) is first
    town.follow(settings(NEWS))
    assert town.channel(TEXT) is first
    assert len(town.guild.channels) == 3


def test_a_role_that_a_digest_mentions_is_there_once_and_the_member_has_it(town: Town) -> None:
    role = 456789012345678901
    for _ in range(2):
        town.follow(settings(TEXT, mention_role=str(role)))
    assert town.names[role] == "readers-8901"
    assert town.guild.roles[role].mentionable
    assert [[one.id == role for one in person.roles].count(True) for person in (town.admin, town.member)] == [0, 1]


def test_a_channel_of_two_digests_is_one(town: Town) -> None:
    both = [{"name": name, "channels": [str(TEXT)]} for name in ("one", "two")]
    town.follow(Settings.model_validate({"digests": both}))
    assert len(town.guild.channels) == 2


async def test_posts_where_digests_go_are_told_and_no_others(town: Town) -> None:
    told: list[None] = []
    town.on_post(lambda: told.append(None))
    town.follow(settings(TEXT, FORUM))
    town.member.say(town.general, "hello")
    assert told == []
    town.member.say(town.channel(TEXT), "hello")
    assert len(told) == 1
    town.member.say(town.channel(FORUM).add_thread("a post"), "hello")
    assert len(told) == 2
    town.follow(settings(NEWS))
    town.member.say(town.channel(TEXT), "hello")
    assert len(told) == 2


def test_kinds_that_nobody_needs_are_known() -> None:
    kinds = Kinds(frozenset({FORUM}), frozenset({NEWS})) | Kinds(frozenset({TEXT}))
    assert kinds.strangers(settings(NEWS)) == (TEXT, FORUM)
    assert kinds.strangers(settings(NEWS, TEXT, FORUM)) == ()
