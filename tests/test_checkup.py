from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.app.rooms import open_database
from bot.checkup import Finding, Health, check_files, check_sources, examine
from bot.errors import SettingsError
from bot.models import ChangeKind
from bot.store.engine import writing
from bot.store.schema import HEAD
from tests.dataset.loopback import answer, serve
from tests.end_to_end.house import MONDAY, House, open_house

HEADER = "| Week | Title | Paper-Link |\n| --- | --- | --- |\n"
ROW = "| 2023-04-02 | One more paper | https://arxiv.org/abs/2304.00001 |\n"
BAD_ROW = "| someday | Another | https://arxiv.org/abs/2304.00002 |\n"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened


async def found(findings: AsyncIterator[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by area."""
    areas: dict[str, list[Finding]] = {}
    async for finding in findings:
        areas.setdefault(finding.area, []).append(finding)
    return areas


async def checked(house: House) -> dict[str, list[Finding]]:
    return await found(check_files(house.environment, lambda: house.now))


async def examined(house: House) -> dict[str, list[Finding]]:
    return await found(examine(house.environment, lambda: house.now))


def bad(areas: dict[str, list[Finding]]) -> list[str]:
    return [finding.text for findings in areas.values() for finding in findings if finding.health is Health.BAD]


def set_up_source(house: House, **where: str) -> None:
    fields = ", ".join(f'{key}: "{value}"' for key, value in where.items())
    if "url" in where:
        house.offline = False
        fields += ", allow_private: true"
    house.set_up(f"dataset:\n  sources:\n    - {{name: own, {fields}}}\n")


class TestFiles:
    async def test_all_is_well(self, house: House) -> None:
        areas = await checked(house)
        assert list(areas) == ["settings", "papers", "digests"]
        assert bad(areas) == []

    async def test_what_will_be_posted(self, house: House) -> None:
        house.now = MONDAY - timedelta(hours=1)
        (none,) = (await checked(house))["digests"]
        assert (none.health, none.text) == (Health.GOOD, "No digest is set: the bot answers commands only.")
        house.set_up_digest()
        (one,) = (await checked(house))["digests"]
        due = "next due Monday 27 March 2023, 09:00 (Europe/Berlin)"
        assert one.text == f"weekly goes to 1 channel ({house.papers.id}), {due}."
        more = house.guild.add_channel("more")
        house.set_up_digest(house.papers, more)
        (two,) = (await checked(house))["digests"]
        assert f"weekly goes to 2 channels ({house.papers.id}, {more.id}), next due" in two.text

    async def test_offline_it_says_that_no_address_was_asked(self, house: House) -> None:
        for offline in (True, False):
            house.offline = offline
            papers = (await checked(house))["papers"]
            said = [finding.health for finding in papers if "OFFLINE is set: no address was asked" in finding.text]
            assert said == [Health.ODD] * offline

    async def test_a_wrong_year_is_bad(self, house: House) -> None:
        set_up_source(house, path="own.md")
        (house.folder / "own.md").write_text(HEADER + ROW + ROW.replace("2023", "2162"), encoding="utf-8")
        (said,) = bad(await checked(house))
        assert said.startswith("own: the week to 2162-04-02 is more than a month ahead; is its year a slip?")

    async def test_wrong_settings_promise_nothing(self, house: House) -> None:
        house.set_up("nonsense: 1\n")
        assert "digests" not in await checked(house)
        assert "digests" not in await examined(house)

    async def test_weeks_that_overlap_are_odd(self, house: House) -> None:
        set_up_source(house, path="own.md")
        rows = [f"| 2023-04-{day:02} | Paper {day} | https://arxiv.org/abs/2304.{day:05} |\n" for day in range(2, 10)]
        (house.folder / "own.md").write_text(HEADER + "".join(rows[1:4]), encoding="utf-8")
        odd = (await checked(house))["papers"][-1]
        assert (odd.health, odd.text) == (
            Health.ODD,
            "own: the weeks to 2023-04-03, 2023-04-04 and 2023-04-05 overlap others, so their papers stand apart. "
            "Papers of one week should have the same date in every list: the week's last day.",
        )
        (house.folder / "own.md").write_text(HEADER + "".join(rows), encoding="utf-8")
        assert "2023-04-06 and 3 more overlap" in (await checked(house))["papers"][-1].text

    async def test_a_week_that_is_not_named_by_the_day_of_the_other_lists_is_odd(self, house: House) -> None:
        set_up_source(house, path="own.md")
        row = "| 2023-03-25 | On a Saturday | https://example.org/paper |\n"
        (house.folder / "own.md").write_text(HEADER + row, encoding="utf-8")
        odd = (await checked(house))["papers"][-1]
        assert odd.health is Health.ODD
        assert odd.text.startswith("own: the week to 2023-03-25 overlaps others, so their papers stand apart.")

    async def test_every_slip_has_its_place(self, house: House) -> None:
        house.set_up("digest: []\nreplies: {papers: public}\n")
        first, second = (await checked(house))["settings"]
        assert first.text.startswith(f"{house.config}:1:1: `digest`")
        assert second.text.startswith(f"{house.config}:2:11: `replies.papers`")

    async def test_papers_are_looked_at_even_if_the_settings_are_wrong(self, house: House) -> None:
        house.set_up("nonsense: 1\n")
        _offline, bundled = (await checked(house))["papers"]
        assert "106 papers of 12 weeks" in bundled.text

    async def test_a_row_that_cannot_be_read_is_bad_and_has_its_line(self, house: House) -> None:
        set_up_source(house, path="own.md")
        (house.folder / "own.md").write_text(HEADER + ROW + BAD_ROW, encoding="utf-8")
        (said,) = bad(await checked(house))
        assert said.startswith("own:4:")

    async def test_a_source_that_fails_is_told_once(self, house: House) -> None:
        set_up_source(house, path="nowhere.md")
        (said,) = bad(await checked(house))
        assert said.startswith("own (")
        assert "nowhere.md" in said

    async def test_an_odd_category_is_no_error(self, house: House) -> None:
        house.set_up_digest(categories='["Computation and Langauge"]')
        areas = await checked(house)
        assert bad(areas) == []
        assert areas["settings"][-1].health is Health.ODD
        assert "paperboy.yaml:5:" in areas["settings"][-1].text

    async def test_an_address_is_asked_and_its_last_copy_counts(self, house: House) -> None:
        (house.folder / "data").mkdir()
        async with serve(lambda _request, _writer: answer(HEADER + ROW)) as server:
            set_up_source(house, url=server.url())
            assert "own: 1 paper of 1 week from" in (await checked(house))["papers"][1].text
            server.handler = lambda _request, _writer: answer(status="404 Not Found")
            (said,) = bad(await checked(house))
        assert "the server answered 404 Not Found; is the address right? The last good list of" in said
        assert said.endswith("goes on serving. It has 1 paper of 1 week.")

    async def test_a_source_that_is_down_is_told_once_whatever_its_copy_is_like(self, house: House) -> None:
        (house.folder / "data").mkdir()
        async with serve(lambda _request, _writer: answer(HEADER + ROW + BAD_ROW)) as server:
            set_up_source(house, url=server.url())
            (row,) = bad(await checked(house))
            assert row.startswith("own:4:")
            server.handler = lambda _request, _writer: answer(status="404 Not Found")
            (said,) = bad(await checked(house))
        assert said.startswith("own (http://")

    async def test_no_folder_is_made(self, house: House) -> None:
        async with serve(lambda _request, _writer: answer(HEADER + ROW)) as server:
            set_up_source(house, url=server.url())
            assert bad(await examined(house)) == []
        assert os.listdir(house.folder) == ["paperboy.yaml"]  # noqa: PTH208 - Path.iterdir is not for coroutines


class TestSources:
    async def test_each_has_its_newest_week_and_when_it_was_confirmed(self, house: House) -> None:
        async with serve(lambda _request, _writer: answer(HEADER + ROW)) as server:
            set_up_source(house, url=server.url())
            papers = (await checked(house))["papers"]
        assert papers[0].text.endswith("from the list that comes with Paperboy, the newest to 26 March 2023.")
        assert re.search(r"own: .*, the newest to 2 April 2023; confirmed [0-9: -]{16} UTC\.", papers[1].text)

    async def test_how_they_stand_and_what_changed_lately(self, house: House) -> None:
        (house.folder / "data").mkdir()
        async with serve(lambda _request, _writer: answer(HEADER + ROW)) as server:
            set_up_source(house, url=server.url())
            for _ in range(2):
                told = await check_sources(house.environment)
                assert [report.papers for report in told.sources] == [106, 1]
                assert [(change.source, change.kind) for change in told.changes] == [("own", ChangeKind.FIRST)]
        assert not told.failing

    async def test_wrong_settings_are_said(self, house: House) -> None:
        house.set_up("nonsense: 1\n")
        with pytest.raises(SettingsError, match="nonsense"):
            await check_sources(house.environment)


class TestLedger:
    async def test_before_the_first_start(self, house: House) -> None:
        house.set_up_digest()
        house.now = MONDAY - timedelta(hours=1)
        areas = await examined(house)
        assert [one.text for one in areas["database"]] == [
            "SQLite, still empty; its tables are made at the first start."
        ]
        assert [one.text for one in areas["digests"]] == [
            f"weekly goes to 1 channel ({house.papers.id}), next due Monday 27 March 2023, 09:00 (Europe/Berlin)."
        ]

    async def test_a_run_that_failed_is_bad(self, house: House) -> None:
        house.papers.set_overwrite(house.guild.everyone, deny=("send_messages",))
        house.set_up_digest()
        house.now = MONDAY - timedelta(hours=1)
        async with house.bot():
            await house.admin.slash(house.papers, "digest status")
        house.now = MONDAY
        async with house.bot():
            await house.admin.slash(house.papers, "digest status")
            house.now = MONDAY + timedelta(minutes=1)
            await house.admin.slash(house.papers, "digest status")
        areas = await examined(house)
        assert areas["database"][0].text == f"SQLite, up to date (revision {HEAD})."
        assert any("the last run failed" in one.text and "Send Messages" in one.text for one in areas["digests"])

    async def test_another_revision_is_bad_and_says_what_to_do(self, house: House) -> None:
        async with open_database(house.environment) as engine:
            with writing(engine) as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        areas = await examined(house)
        (finding,) = areas["database"]
        assert finding.health is Health.BAD
        assert "at revision 9999" in finding.text
        assert "digests" not in areas

    async def test_a_database_that_cannot_be_used(self, house: House) -> None:
        (house.folder / "paperboy.db").write_bytes(b"this is no database" * 100)
        (finding,) = (await examined(house))["database"]
        assert finding.health is Health.BAD

    async def test_a_disk_that_is_thrown_away(self, house: House) -> None:
        areas = await found(examine(replace(house.environment, dyno=True)))
        assert "DYNO" in areas["database"][0].text
        assert areas["database"][0].health is Health.BAD


class TestDiscord:
    async def test_token_servers_and_channels(self, house: House) -> None:
        house.set_up_digest()
        areas = await examined(house)
        assert [one.text for one in areas["discord"]] == [
            "The token is paperboy's.",
            "The bot is in the server Reading group.",
        ]
        assert [one.text for one in areas["channels"]] == [
            f"{house.papers.id} (#papers, text): all permissions are there."
        ]
        assert bad(areas) == []

    async def test_what_is_missing_has_discords_name_for_it(self, house: House) -> None:
        house.papers.set_overwrite(house.guild.everyone, deny=("send_messages",))
        house.set_up_digest()
        (said,) = bad(await examined(house))
        assert said.startswith(
            f"{house.papers.id} (#papers, text): Paperboy lacks the permission Send Messages in #papers. "
        )

    async def test_a_channel_that_cannot_be_read_is_odd(self, house: House) -> None:
        house.papers.set_overwrite(house.guild.everyone, deny=("read_message_history",))
        house.set_up_digest()
        (finding,) = (await examined(house))["channels"]
        assert (finding.health, "Read Message History" in finding.text) == (Health.ODD, True)

    async def test_a_channel_that_is_not_there(self, house: House) -> None:
        house.set_up_digest()
        house.world.remove_channel(house.papers)
        (finding,) = (await examined(house))["channels"]
        assert finding.health is Health.BAD
        assert str(house.papers.id) in finding.text

    async def test_a_forum_that_asks_for_a_tag(self, house: House) -> None:
        house.set_up_digest(house.guild.add_channel("posts", "forum", require_tag=True))
        (said,) = bad(await examined(house))
        assert "takes no post without a tag" in said

    async def test_a_role_that_nobody_has_or_the_bot_may_not_mention_is_odd(self, house: House) -> None:
        quiet, loud = house.guild.add_role("Readers"), house.guild.add_role("Writers", mentionable=True)
        said = {}
        for role in (quiet.id, loud.id, 404_404_404_404_404_404):
            house.set_up_digest(mention_role=f'"{role}"')
            said[role] = (await examined(house))["channels"][1:]
        ((odd,), (strange,)) = said[quiet.id], said[404_404_404_404_404_404]
        assert {odd.health, strange.health} == {Health.ODD}
        assert odd.text.startswith(f"weekly in channel {house.papers.id}: Paperboy may not mention the role @Readers")
        assert "does not have: nobody is pinged" in strange.text
        assert said[loud.id] == []

    async def test_no_server_yet(self, house: House) -> None:
        house.guild.remove_bot()
        _, finding = (await examined(house))["discord"]
        assert (finding.health, "in no server yet" in finding.text) == (Health.ODD, True)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"token": None}, "DISCORD_TOKEN: is not set"),
            ({"token": SecretStr("another.one")}, "DISCORD_TOKEN"),
            ({"discord_api_url": "http://127.0.0.1:9"}, "DISCORD_API_URL: cannot be reached"),
        ],
    )
    async def test_what_keeps_from_asking(self, house: House, wrong: dict[str, object], said: str) -> None:
        house.set_up_digest()
        areas = await found(examine(replace(house.environment, **wrong)))  # type: ignore[arg-type]
        (finding,) = areas["discord"]
        assert finding.health is Health.BAD
        assert finding.text.startswith(said)
        assert "channels" not in areas
