from __future__ import annotations

import pytest

from bot.names import are_others, is_person, words_before_suffix


@pytest.mark.parametrize("name", ["Ada Lovelace", "Lovelace, Ada", "OpenAI", "Ai Weiwei", "Grouper", "王小明", ""])
def test_a_name_that_may_be_one_person_s(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Gemini Team", "the ATLAS collaboration", "AI at Meta", "Allen Institute", "Microsoft Research", "Bell Labs"],
)
def test_a_group(name: str) -> None:
    assert not is_person(name)


def test_a_name_with_et_al_is_several_people() -> None:
    assert not is_person("Vaswani et al.")


@pytest.mark.parametrize(
    ("entry", "others"), [("et al.", True), ("Others", True), ("and others", True), ("Vaswani et al.", False)]
)
def test_those_who_are_not_named(entry: str, others: bool) -> None:
    assert are_others(entry) is others


@pytest.mark.parametrize(
    ("name", "count"), [("Sammy Davis Jr.", 2), ("Sammy Davis", 2), ("John Doe Jr. III", 2), ("Jr.", 1), ("", 0)]
)
def test_what_stands_behind_a_name_is_not_its_last_word(name: str, count: int) -> None:
    assert words_before_suffix(name.split()) == count
