from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.settings.models import DatasetSettings, DigestSettings, Settings, SourceSettings, WeeklyTime
from tests.settings.texts import CHANNEL


def make_digest(**changes: object) -> DigestSettings:
    return DigestSettings.model_validate({"name": "weekly", "channels": [CHANNEL], **changes})


def test_nothing_at_all_is_a_bot_that_only_answers() -> None:
    settings = Settings()
    assert settings.digests == ()
    assert settings.dataset.sources == ()
    assert settings.dataset.refresh == timedelta(hours=6)
    assert settings.replies.paper == settings.replies.week == settings.replies.search == "public"
    assert settings.replies.help == "private"
    assert settings.logging.level == "info"


def test_a_digest_needs_a_name_and_a_channel_only() -> None:
    digest = make_digest()
    assert digest.at is None
    assert digest.cron is None
    assert (digest.timezone, digest.limit, digest.nothing_new, digest.missed) == ("UTC", 10, "skip", "deliver_late")
    assert (digest.wait_until, digest.grace, digest.backlog) == (timedelta(hours=48), timedelta(hours=24), "newest")
    assert (digest.categories, digest.keywords, digest.uncategorised) == ((), (), "include")


def test_a_weekly_time_is_monday_at_nine_unless_told() -> None:
    assert make_digest(at={}).at == WeeklyTime(weekday="monday", time=time(9))


def test_ids_and_zone_come_as_what_they_mean() -> None:
    digest = make_digest(timezone="Europe/Berlin")
    assert digest.channel_ids == (int(CHANNEL),)
    assert digest.zone == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"at": {}, "cron": "0 9 * * 1"}, "both `at` and `cron`"),
        ({"channels": [CHANNEL, CHANNEL]}, "is named twice"),
        ({"channels": []}, "at least 1 item"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_digest_that_contradicts_itself_cannot_be_made(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        make_digest(**changes)


@pytest.mark.parametrize("places", [{}, {"path": "a.md", "url": "https://example.org"}])
def test_a_source_is_in_exactly_one_place(places: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="the source has"):
        SourceSettings.model_validate({"name": "a", **places})


def test_two_of_one_name_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match='"Weekly" and "weekly" are one name'):
        Settings(digests=(make_digest(), make_digest(name="Weekly")))
    source = SourceSettings(name="a", path=Path("a.md"))
    with pytest.raises(ValidationError, match="another source has the name"):
        DatasetSettings(sources=(source, source))


def test_a_key_without_a_value_is_not_set() -> None:
    assert make_digest(timezone=None, at=None, categories=None) == make_digest()
    assert Settings.model_validate({"digests": None, "dataset": None}) == Settings()


def test_an_unknown_key_without_a_value_is_unknown_all_the_same() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings.model_validate({"digest": None})


def test_settings_are_frozen_and_compare_by_value() -> None:
    assert make_digest() == make_digest()
    with pytest.raises(ValidationError, match="frozen"):
        make_digest().limit = 3


def test_written_out_they_read_as_the_yaml_does() -> None:
    written = make_digest(at={"time": "17:05"}, wait_until="3d").model_dump(mode="json")
    assert written["at"] == {"weekday": "monday", "time": "17:05"}
    assert (written["wait_until"], written["grace"]) == ("3d", "24h")
    assert DigestSettings.model_validate(written) == make_digest(at={"time": "17:05"}, wait_until="3d")
    assert Settings().model_dump(mode="json")["dataset"]["refresh"] == "6h"
