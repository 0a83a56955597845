"""Files: named by their type, kept under an address."""

from __future__ import annotations

import pytest

from bot.sandbox.world.attachments import Upload
from bot.sandbox.world.world import World


@pytest.mark.parametrize(
    ("filename", "content_type"),
    [("cat.png", "image/png"), ("notes.txt", "text/plain"), ("thing", "application/octet-stream")],
)
def test_a_files_type_follows_from_its_name(filename: str, content_type: str) -> None:
    assert Upload.of(filename, b"x").content_type == content_type


def test_a_file_is_kept_under_an_address_of_its_own(world: World) -> None:
    first, second = (world.keep_file(Upload.of("a cat/dog.png", b"x"), 7) for _ in range(2))
    assert first.url == f"http://127.0.0.1/attachments/7/{first.id}/a%20cat%2Fdog.png"
    assert world.attachments == {first.id: first, second.id: second}


def test_an_address_may_be_another_and_a_file_described(world: World) -> None:
    kept = world.keep_file(Upload.of("a.png", b"x"), 7, address="http://localhost:1", description="A cat")
    assert kept.url.startswith("http://localhost:1/attachments/7/")
    assert kept.payload()["description"] == "A cat"
    assert kept.payload()["size"] == 1
