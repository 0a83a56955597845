from __future__ import annotations

import pytest

from bot.discord_app.render.notice import error_notice, notice
from tests.discord_app.render.checks import taken, whole
from tests.discord_app.render.hostile import NASTY


def test_a_notice_is_its_sentence() -> None:
    view = notice("That paper is not in the list any more. /week shows what *is*: `latest`.")
    taken(view, code=True)
    assert whole(view) == r"That paper is not in the list any more. /week shows what \*is\*: `latest`."


@pytest.mark.parametrize("nasty", [*NASTY, "", "\u200b"], ids=range(len(NASTY) + 2))
def test_any_notice(nasty: str) -> None:
    taken(notice(nasty), code=True)


def test_an_error_has_a_number_and_a_next_step() -> None:
    view = error_notice("PB-1A2B3C4D")
    taken(view)
    assert "Please try again" in whole(view)
    assert whole(view).endswith("Reference PB-1A2B3C4D")
