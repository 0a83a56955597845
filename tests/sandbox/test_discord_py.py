"""What discord.py's users do, against the sandbox with nothing changed but the address."""

from __future__ import annotations

import io

import discord
import pytest

from tests.sandbox.sample_bot import SampleBot, connected, counter_layout, pointed_at
from tests.sandbox.town import Town
from tests.sandbox.world.test_pictures import PNG

CREATE = "/channels/{channel_id}/messages"


async def test_the_cache_is_filled_from_the_gateway(live: Town, bot: SampleBot) -> None:
    guild = bot.get_guild(live.guild.id)
    assert guild is not None
    assert [channel.name for channel in guild.channels] == ["general", "news", "papers"]
    assert guild.me.guild_permissions.send_messages
    assert not guild.me.guild_permissions.manage_guild
    live.general.set_bot_permissions(send_messages=False)
    await bot.wait_for("guild_channel_update", timeout=5)
    assert not bot.text_channel(live.general.id).permissions_for(guild.me).send_messages


async def test_every_kind_of_channel_can_be_read(live: Town, bot: SampleBot) -> None:
    kinds = ("text", "announcement", "forum", "voice", "category")
    added = [live.guild.add_channel(f"a-{kind}", kind) for kind in kinds]
    guild = await bot.fetch_guild(live.guild.id)
    fetched = {one.id: str(one.type) for one in await guild.fetch_channels()}
    assert [fetched[one.id] for one in added] == ["text", "news", "forum", "voice", "category"]


async def test_commands_are_synced_and_fetched(live: Town, bot: SampleBot) -> None:
    await live.sandbox.wait_for_commands()
    fetched = await bot.tree.fetch_commands()
    assert {one.name for one in fetched} == {one.name for one in bot.tree.get_commands()}


async def test_a_message_with_a_nonce_is_sent_once(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    first = await channel.send("hello", nonce="week-12")
    assert (await channel.send("hello", nonce="week-12")).id == first.id
    assert [message.content for message in live.sandbox.messages(live.general)] == ["hello"]


async def test_a_picture_is_known_as_one_wherever_it_is_shown(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    embed = discord.Embed(title="Losses").set_image(url="attachment://plot.png")
    sent = await channel.send(file=discord.File(io.BytesIO(PNG), "plot.png"), embed=embed)
    (attachment,) = sent.attachments
    assert (attachment.content_type, attachment.width, attachment.height) == ("image/png", 7, 5)
    image = sent.embeds[0].image
    assert (image.url, image.width, image.height) == (attachment.url, 7, 5)
    view = discord.ui.LayoutView().add_item(discord.ui.File("attachment://plot.png"))
    shown = await channel.send(file=discord.File(io.BytesIO(PNG), "plot.png"), view=view)
    (file,) = shown.components
    assert isinstance(file, discord.FileComponent)
    assert (file.name, file.size, file.media.content_type) == ("plot.png", len(PNG), "image/png")


async def test_a_server_error_after_the_fact_makes_no_second_message(
    live: Town, bot: SampleBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.sandbox.faults.answer("POST", CREATE, status=502, after=True)

    async def at_once(seconds: float) -> None:
        """Do not really wait between two attempts."""

    monkeypatch.setattr("discord.http.asyncio.sleep", at_once)
    await bot.text_channel(live.general.id).send("hello")
    assert [record.status for record in live.sandbox.sent("POST", CREATE)] == [502, 200]
    assert len(live.sandbox.messages(live.general)) == 1


async def test_a_lost_connection_reaches_the_caller(live: Town, bot: SampleBot) -> None:
    live.sandbox.faults.drop("POST", CREATE, after=True)
    with pytest.raises(OSError, match=r"reset|disconnected"):
        await bot.text_channel(live.general.id).send("hello")
    assert len(live.sandbox.messages(live.general)) == 1


async def test_refusals_arrive_as_the_librarys_errors(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    live.general.set_bot_permissions(send_messages=False)
    with pytest.raises(discord.Forbidden) as forbidden:
        await channel.send("hello")
    assert forbidden.value.code == 50013
    live.general.set_bot_permissions(send_messages=True)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("x" * 2001)
    assert refused.value.code == 50035
    assert "In content: Must be 2000 or fewer in length." in refused.value.text
    live.sandbox.remove_channel(live.general)
    with pytest.raises(discord.NotFound):
        await channel.send("hello")


async def test_history_shows_components(live: Town, bot: SampleBot) -> None:
    channel = bot.text_channel(live.general.id)
    await channel.send(view=counter_layout(7))
    live.ada.say(live.general, "and you?")
    found = [message async for message in channel.history(limit=10)]
    assert [message.author.id for message in found] == [live.ada.id, live.sandbox.bot_user.id]
    (container,) = found[1].components
    assert isinstance(container, discord.Container)
    assert found[1].flags.components_v2


async def test_a_forum_post_is_made_and_found_again(live: Town, bot: SampleBot) -> None:
    forum = bot.get_channel(live.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(name="Week 12", view=counter_layout(1), applied_tags=forum.available_tags)
    assert made.message.id == made.thread.id
    assert [thread.id for thread in await forum.guild.active_threads()] == [made.thread.id]
    await made.thread.edit(archived=True)
    assert [thread.id async for thread in forum.archived_threads()] == [made.thread.id]


async def test_an_announcement_is_published_once(live: Town, bot: SampleBot) -> None:
    message = await bot.text_channel(live.news.id).send("news")
    await message.publish()
    with pytest.raises(discord.HTTPException) as refused:
        await message.publish()
    assert refused.value.code == 40033


async def test_files_and_embeds_arrive(live: Town, bot: SampleBot, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("files") / "notes.txt"
    path.write_text("words")
    embed = discord.Embed(title="T", description="D", colour=0x123456).set_footer(text="F")
    sent = await bot.text_channel(live.general.id).send("hello", embed=embed, file=discord.File(path))
    assert live.sandbox.messages(live.general)[0].text() == "hello\nT\nD\nF"
    assert (sent.attachments[0].filename, sent.attachments[0].size) == ("notes.txt", 5)
    await sent.edit(content="bye", embed=None, attachments=[])
    assert live.sandbox.messages(live.general)[0].text() == "bye"


async def test_threads_are_started_from_messages(live: Town, bot: SampleBot) -> None:
    message = await bot.text_channel(live.general.id).send("talk")
    thread = await message.create_thread(name="Talk")
    await thread.send("first")
    assert [one.content for one in live.sandbox.messages(live.general.threads[0])] == ["first"]


async def test_a_dropped_gateway_is_resumed_and_nothing_is_lost(live: Town, bot: SampleBot) -> None:
    await live.sandbox.drop_gateway()
    live.guild.add_channel("made-meanwhile")
    await live.sandbox.wait_until(lambda: live.sandbox.gateway.resumes, "it did not resume")
    assert (await live.ada.slash(live.general, "echo", text="still here")).text() == "still here"
    guild = bot.get_guild(live.guild.id)
    assert guild is not None
    assert "made-meanwhile" in [channel.name for channel in guild.channels]
    assert live.sandbox.gateway.identifies == 1


async def test_an_old_button_works_after_a_restart(live: Town) -> None:
    async with connected(live.sandbox):
        reply = await live.ada.slash(live.general, "count")
    async with connected(live.sandbox):
        await live.ada.press(reply.message, label="Pressed 0")
    assert reply.text() == "# Count\nIt is 1"


async def test_direct_messages(live: Town, bot: SampleBot) -> None:
    user = await bot.fetch_user(live.ada.id)
    await user.send("psst")
    assert [one.content for one in live.sandbox.messages(live.sandbox.dm(live.ada.user))] == ["psst"]


async def test_a_wrong_token_is_refused(live: Town) -> None:
    live.sandbox.world.token = "another"
    client = SampleBot()
    with pointed_at(live.sandbox), pytest.raises(discord.LoginFailure):
        await client.login("wrong")
    await client.close()
