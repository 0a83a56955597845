from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.arxiv_api.errand import BATCH, Batch, Errand
from tests.dataset.arxiv_api.weeks import numbers

WITNESS = "1706.03762"


def ask(errand: Errand, is_due: Callable[[str], bool] = lambda _: True) -> Batch:
    batch = errand.next(is_due)
    assert batch is not None
    return batch


def test_batches_keep_the_order() -> None:
    errand = Errand(numbers(250))
    batches = []
    while errand.unfinished:
        batches.append(ask(errand))
        errand.answered(batches[-1], set(batches[-1].ids))
    assert [len(batch.ids) for batch in batches] == [BATCH, BATCH, 50]
    assert [base for batch in batches for base in batch.ids] == list(numbers(250))
    assert errand.done == errand.total == 250


def test_a_witness_goes_along_as_soon_as_there_is_one() -> None:
    errand = Errand(numbers(101))
    first = ask(errand)
    assert first.asked == first.ids
    errand.answered(first, {"2303.00005", "2303.00003"})
    assert ask(errand).asked == ("2303.00101", "2303.00003")
    assert ask(Errand(numbers(1), WITNESS)).asked == (*numbers(1), WITNESS)


def test_what_is_missing_is_asked_once_more_before_it_is_unknown() -> None:
    errand = Errand(numbers(100))
    assert errand.answered(ask(errand), set(numbers(75))) == ()
    unknown: list[str] = []
    sizes = []
    while errand.unfinished:
        batch = ask(errand)
        sizes.append(len(batch.ids))
        known = {batch.witness, "2303.00080"}
        assert not errand.doubts(batch, known)
        unknown.extend(errand.answered(batch, known))
    assert sizes == [20, 5]
    assert unknown == [base for base in numbers(100)[75:] if base != "2303.00080"]
    assert errand.done == 100


def test_without_a_witness_nothing_is_unknown() -> None:
    errand = Errand(numbers(3))
    batch = ask(errand)
    assert not errand.doubts(batch, set())
    assert errand.answered(batch, set()) == ()
    assert not errand.unfinished
    assert errand.done == 0


def test_which_answers_are_in_doubt() -> None:
    errand = Errand(())
    many, few = numbers(30), numbers(3)
    assert errand.doubts(Batch(many), set())
    assert not errand.doubts(Batch(few), set())
    assert errand.doubts(Batch(few, WITNESS), set())
    # Another server may not have that witness; what it has is what it has.
    assert not errand.doubts(Batch(few, WITNESS), {few[0]})
    assert errand.doubts(Batch(few, WITNESS, again=True), {few[0]})
    assert not errand.doubts(Batch(few, WITNESS, again=True), {WITNESS})


def test_what_has_been_answered_elsewhere_is_left_out() -> None:
    errand = Errand(numbers(150))
    batch = ask(errand, lambda base: base == "2303.00007")
    assert batch.ids == ("2303.00007",)
    assert errand.done == 99
    assert errand.next(lambda _: False) is None
    assert errand.done == 149


def test_a_refused_list_is_asked_once_more_then_halved() -> None:
    errand = Errand(numbers(4))
    asked = []
    while errand.unfinished:
        batch = ask(errand)
        asked.append([int(base[-1]) for base in batch.ids])
        if "2303.00003" in batch.ids:
            errand.refuse(batch)
        else:
            errand.answered(batch, set(batch.ids))
    assert asked == [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]
    assert errand.refused == ("2303.00003",)
    assert errand.done == 4


def test_a_refused_list_is_asked_before_the_next_one() -> None:
    errand = Errand(numbers(150))
    batch = ask(errand)
    errand.refuse(batch)
    assert ask(errand).ids == batch.ids


def test_what_is_refused_while_nothing_is_answered_proves_nothing() -> None:
    errand = Errand(numbers(2), WITNESS)
    while errand.unfinished:
        errand.refuse(ask(errand))
    assert errand.refused == ()


def test_what_got_no_answer_is_asked_next() -> None:
    errand = Errand(numbers(150))
    batch = ask(errand)
    errand.put_back(batch)
    assert ask(errand) == batch


@given(
    st.lists(st.sampled_from(numbers(40)), unique=True),
    st.sets(st.sampled_from(numbers(40))),
    st.sets(st.sampled_from(numbers(40))),
    st.booleans(),
)
def test_every_errand_ends_with_the_truth(ids: list[str], missing: set[str], spoiling: set[str], primed: bool) -> None:
    """Against an arXiv that lacks some papers and refuses some ids: no known paper is lost, no unknown one invented."""
    errand = Errand(ids, WITNESS if primed else "")
    found: set[str] = set()
    unknown: set[str] = set()
    requests = 0
    while errand.unfinished:
        requests += 1
        batch = ask(errand)
        if spoiling & set(batch.asked):
            errand.refuse(batch)
            continue
        known = set(batch.asked) - missing
        if errand.doubts(batch, known):
            break
        found |= known & set(ids)
        unknown |= set(errand.answered(batch, known))
    assert requests <= 2 + 2 * len(ids) + len(ids) // 20 + 1
    assert unknown <= missing - spoiling
    assert set(errand.refused) <= spoiling
    if not errand.unfinished:
        assert found == set(ids) - missing - spoiling
        if primed or found:
            assert unknown == (set(ids) & missing) - spoiling
