"""Files: named by their type, kept under an address."""

from __future__ import annotations

import pytest

from bot.sandbox.world.attachments import Upload
from bot.sandbox.world.world import World
from tests.sandbox.world.test_pictures import PNG


@pytest.mark.parametrize(
    ("filename", "content_type"),
    [("cat.png", "image/png"), ("notes.txt", "text/plain"), ("thing", "application/octet-stream")],
)
def test_a_files_type_follows_from_its_name(filename: str, content_type: str) -> None:
    assert Upload.of(filename, b"x").content_type == content_type


def test_a_pictures_type_follows_from_its_bytes_whatever_is_said() -> None:
    assert Upload.of("cat.txt", PNG, stated="text/html").content_type == "image/png"
    assert Upload.of("cat.unheard", b"x", stated="chemical/x-pdb").content_type == "chemical/x-pdb"


def test_a_picture_has_its_sides(world: World) -> None:
    picture, text = (world.keep_file(Upload.of("a.png", data), 7) for data in (PNG, b"x"))
    assert (picture.payload()["width"], picture.payload()["height"]) == (7, 5)
    assert "width" not in text.payload()
    assert picture.media() == {
        "url": picture.url,
        "proxy_url": picture.url,
        "width": 7,
        "height": 5,
        "content_type": "image/png",
    }


def test_a_file_is_kept_under_an_address_of_its_own(world: World) -> None:
    first, second = (world.keep_file(Upload.of("a cat/dog.png", b"x"), 7) for _ in range(2))
    assert first.url == f"http://127.0.0.1/attachments/7/{first.id}/a%20cat%2Fdog.png"
    assert world.attachments == {first.id: first, second.id: second}


def test_an_address_may_be_another_and_a_file_described(world: World) -> None:
    kept = world.keep_file(Upload.of("a.png", b"x"), 7, address="http://localhost:1", description="A cat")
    assert kept.url.startswith("http://localhost:1/attachments/7/")
    assert kept.payload()["description"] == "A cat"
    assert kept.payload()["size"] == 1
