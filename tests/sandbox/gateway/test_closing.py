"""Close codes: Discord's, each with a reason that fits into a closing frame."""

from __future__ import annotations

import pytest

from bot.sandbox.gateway.closing import CloseCode, CloseError


@pytest.mark.parametrize("code", CloseCode)
def test_each_code_says_why(code: CloseCode) -> None:
    assert str(CloseError(code)).endswith(".")
    assert CloseError(code).code is code


def test_a_reason_may_say_more_and_fits_its_frame() -> None:
    error = CloseError(CloseCode.DECODE_ERROR, "It needs a limit.")
    assert error.reason == b"Error while decoding payload. It needs a limit."
    # An odd byte that is left over would be half a letter, which ends the connection as a fault of ours.
    assert CloseError(CloseCode.DECODE_ERROR, "ä" * 200).reason.decode().endswith(" " + "ä" * 46)
