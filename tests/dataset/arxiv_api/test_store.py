from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.dataset.arxiv_api.record import Record
from bot.dataset.arxiv_api.store import ArxivStore
from tests.dataset.arxiv_api.fake_arxiv import paper
from tests.dataset.arxiv_api.weeks import numbers

NOW = datetime(2023, 4, 1, 12, tzinfo=UTC)
ONE, TWO = paper("2303.00001"), paper("hep-th/9901001", authors=(), abstract="∀ \u2028 \U0001f600")
WARNING = logging.WARNING
ROOT = Path(__file__).parents[3]


def file_of(store: ArxivStore) -> Path:
    return store.folder / "papers.jsonl"


def test_what_is_kept_is_there_after_a_restart(store: ArxivStore) -> None:
    store.keep([ONE, TWO], NOW)
    for again in (store, ArxivStore(store.folder)):
        assert (again.get(ONE.base), again.get(TWO.base), again.get("2303.00009")) == (ONE, TWO, None)


def test_nothing_to_keep_makes_no_file(store: ArxivStore) -> None:
    store.keep((), NOW)
    store.keep_unknown((), NOW)
    assert not store.folder.exists()


def test_one_line_for_each_paper_with_its_format(store: ArxivStore) -> None:
    store.keep([ONE, TWO], NOW)
    store.keep_unknown(["2303.00009"], NOW)
    lines = [json.loads(line) for line in file_of(store).read_bytes().splitlines()]
    assert [(line["format"], line["base"], line["at"]) for line in lines] == [
        (1, base, "2023-04-01T12:00:00+00:00") for base in (ONE.base, TWO.base, "2303.00009")
    ]


def test_of_two_lines_the_later_counts(store: ArxivStore) -> None:
    corrected = paper(ONE.base, title="Corrected")
    store.keep([ONE], NOW)
    store.keep([corrected], NOW)
    assert store.get(ONE.base) == ArxivStore(store.folder).get(ONE.base) == corrected


def test_nothing_is_made_before_anything_is_kept(store: ArxivStore) -> None:
    assert store.get("2303.00001") is None
    assert store.known() == ""
    assert not store.folder.exists()


def test_what_arxiv_knows_is_never_asked_again(store: ArxivStore) -> None:
    assert store.is_due(ONE.base, NOW)
    store.keep([ONE], NOW)
    assert not store.is_due(ONE.base, NOW + timedelta(days=10_000))
    assert store.known() == ONE.base


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (timedelta(0), False),
        (timedelta(days=6, hours=23), False),
        (timedelta(days=7), True),
        # The clock was wrong when it was kept.
        (timedelta(days=-1), True),
    ],
)
def test_what_arxiv_does_not_know_is_asked_again_after_a_week(store: ArxivStore, after: timedelta, due: bool) -> None:
    store.keep_unknown(["2303.00009"], NOW)
    for again in (store, ArxivStore(store.folder)):
        assert again.is_due("2303.00009", NOW + after) is due


def test_a_paper_may_come_to_be_known(store: ArxivStore) -> None:
    store.keep_unknown([ONE.base], NOW)
    store.keep([ONE], NOW + timedelta(days=7))
    again = ArxivStore(store.folder)
    assert again.get(ONE.base) == ONE
    assert not again.is_due(ONE.base, NOW + timedelta(days=30))


def test_the_other_process_is_heard(store: ArxivStore) -> None:
    other = ArxivStore(store.folder)
    store.keep([ONE], NOW)
    store.catch_up()
    assert other.get(ONE.base) == ONE
    other.keep([TWO], NOW)
    other.keep_unknown(["2303.00009"], NOW)
    assert store.get(TWO.base) is None
    store.catch_up()
    assert store.get(TWO.base) == TWO
    assert not store.is_due("2303.00009", NOW)


def test_catching_up_keeps_the_objects_that_are_in_use(store: ArxivStore) -> None:
    store.catch_up()
    store.keep([ONE], NOW)
    held = store.get(ONE.base)
    store.catch_up()
    assert store.get(ONE.base) is held


def test_many_at_once_lose_nothing(store: ArxivStore) -> None:
    def write(month: int) -> None:
        mine = ArxivStore(store.folder)
        for base in numbers(40, month=f"23{month:02}"):
            mine.keep([paper(base)], NOW)

    threads = [threading.Thread(target=write, args=(month,)) for month in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who saw the line of another half written, began a new one: some lines may be empty.
    assert len([line for line in file_of(store).read_bytes().splitlines() if line]) == 240
    assert all(store.get(base) for month in range(1, 7) for base in numbers(40, month=f"23{month:02}"))


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"format":1}',
        b'{"format":1,"base":"2303.00005","at":"2023-04-01T00:00:00","unknown":true}',
        b'{"format":1,"base":"2303.00005","at":"yesterday","unknown":true}',
        b'{"format":1,"base":5,"title":"","abstract":"","authors":[],"primary":"","categories":[]}',
        b'{"format":1,"base":"2303.00005","title":"","abstract":"","authors":[1],"primary":"","categories":[]}',
        b'{"format":1,"base":"2303.00005","title":"","abstract":"","authors":null,"primary":"","categories":[]}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_left_out_and_said(store: ArxivStore, line: bytes, caplog: pytest.LogCaptureFixture) -> None:
    store.keep([ONE], NOW)
    with file_of(store).open("ab") as file:
        file.write(line + b"\n")
    ArxivStore(store.folder).keep([TWO], NOW)
    again = ArxivStore(store.folder)
    with caplog.at_level(logging.INFO):
        assert (again.get(ONE.base), again.get(TWO.base)) == (ONE, TWO)
        again.catch_up()
    (message,) = caplog.messages
    assert message.endswith("1 of its lines could not be read; what they held is asked of arXiv again")


def test_a_later_format_is_left_alone(store: ArxivStore, caplog: pytest.LogCaptureFixture) -> None:
    store.keep([ONE], NOW)
    with file_of(store).open("ab") as file:
        file.write(b'{"format":2,"papers":{}}\n')
    with caplog.at_level(WARNING):
        assert ArxivStore(store.folder).get(ONE.base) == ONE
    assert not caplog.messages


@pytest.mark.parametrize("cut", [1, 2, 50])
def test_a_half_written_line_spoils_none_after_it(store: ArxivStore, cut: int) -> None:
    store.keep([ONE, TWO], NOW)
    whole = file_of(store).read_bytes()
    file_of(store).write_bytes(whole[:-cut])
    after = ArxivStore(store.folder)
    assert after.get(ONE.base) == ONE
    after.keep([paper("2303.00003")], NOW)
    again = ArxivStore(store.folder)
    assert (again.get(ONE.base), again.get("2303.00003")) == (ONE, paper("2303.00003"))
    # Only its line's end was missing.
    assert again.get(TWO.base) == (TWO if cut == 1 else None)


def test_a_line_that_is_being_written_is_read_when_it_is_whole(store: ArxivStore) -> None:
    store.keep([ONE, TWO], NOW)
    whole = file_of(store).read_bytes()
    file_of(store).write_bytes(whole[:-30])
    other = ArxivStore(store.folder)
    assert other.get(TWO.base) is None
    file_of(store).write_bytes(whole)
    other.catch_up()
    assert other.get(TWO.base) == TWO


def test_a_file_that_was_taken_away_is_begun_anew(store: ArxivStore) -> None:
    store.keep([ONE], NOW)
    store.catch_up()
    file_of(store).unlink()
    store.catch_up()
    store.keep([TWO], NOW)
    other = ArxivStore(store.folder)
    other.keep([paper("2303.00003")], NOW)
    store.catch_up()
    assert store.get("2303.00003") is not None


def test_a_folder_that_cannot_be_written_is_said_once_and_memory_serves(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    store = ArxivStore(tmp_path / "file")
    with caplog.at_level(WARNING):
        store.keep([ONE], NOW)
        store.keep([TWO], NOW)
        store.keep_unknown(["2303.00009"], NOW)
    assert (store.get(ONE.base), store.get(TWO.base), store.is_due("2303.00009", NOW)) == (ONE, TWO, False)
    assert len(caplog.messages) == 1
    assert "cannot write" in caplog.messages[0] or "cannot read" in caplog.messages[0]


def test_what_could_not_be_written_is_written_when_it_can(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = ArxivStore(tmp_path / "file")
    store.keep([ONE], NOW)
    (tmp_path / "file").unlink()
    store.keep([TWO], NOW)
    again = ArxivStore(tmp_path / "file")
    assert (again.get(ONE.base), again.get(TWO.base)) == (ONE, TWO)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of the file's size is POSIX's")
def test_a_full_disk_leaves_whole_lines_only(store: ArxivStore) -> None:
    """A limit of the file's size cuts a write short as a full disk does; it holds for a process, so it is another one."""
    code = f"""
import resource, signal
from datetime import datetime, UTC
from pathlib import Path
from bot.dataset.arxiv_api.store import ArxivStore
from tests.dataset.arxiv_api.fake_arxiv import paper
now = datetime(2023, 4, 1, tzinfo=UTC)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, resource.RLIM_INFINITY))
store = ArxivStore(Path({str(store.folder)!r}))
store.keep([paper("2303.00001"), paper("2303.00002"), paper("2303.00003")], now)
assert store.get("2303.00003")
store.catch_up()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.keep([paper("2303.00004")], now)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    for number in range(1, 5):
        assert store.get(f"2303.{number:05}") == paper(f"2303.{number:05}")


def test_a_folder_in_place_of_the_file(store: ArxivStore, caplog: pytest.LogCaptureFixture) -> None:
    file_of(store).mkdir(parents=True)
    with caplog.at_level(WARNING):
        assert store.get(ONE.base) is None
        store.keep([ONE], NOW)
    assert store.get(ONE.base) == ONE
    assert len(caplog.messages) == 1


def test_two_thousand_papers_load_quickly(store: ArxivStore) -> None:
    store.keep((paper(base, authors=tuple(f"Author {n}" for n in range(12))) for base in numbers(2000)), NOW)
    times = []
    for _ in range(3):
        begun = time.process_time()
        assert ArxivStore(store.folder).get("2303.02000") is not None
        times.append(time.process_time() - begun)
    # Some 20 ms.
    assert min(times) < 0.1


def test_an_empty_record_is_kept_as_well(store: ArxivStore) -> None:
    store.keep([Record(base="2303.00001")], NOW)
    assert ArxivStore(store.folder).get("2303.00001") == Record(base="2303.00001")
