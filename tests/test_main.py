from __future__ import annotations

import gc
import sys

import pytest

from bot import __main__


@pytest.mark.parametrize("words", [["run"], ["week"]])
def test_ctrl_c_while_it_still_imports_shows_no_traceback(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        """Stands before every other finder of modules, as somebody who presses Ctrl-C at that moment."""

        def find_spec(self, name: str, *_: object) -> None:
            if name in {"bot.cli", "bot.app.process"}:
                raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["paperboy", *words])
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    for name in ("bot.cli", "bot.app.process"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    try:
        with pytest.raises(SystemExit) as ended:
            __main__.main()
    finally:
        # Switched off while a bot imports.
        gc.enable()
    assert ended.value.code == 130
