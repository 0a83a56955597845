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


def test_what_an_answer_lacks_is_unknown() -> None:
    errand = Errand(numbers(100), WITNESS)
    assert errand.answered(ask(errand), set(numbers(98))) == numbers(100)[98:]
    assert (errand.unfinished, errand.done) == (False, 100)


def test_an_answer_may_hold_the_witness_alone() -> None:
    errand = Errand(numbers(3), WITNESS)
    assert errand.answered(ask(errand), {WITNESS}) == numbers(3)


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
        elif known := set(batch.asked) - missing:
            found |= known & set(ids)
            unknown |= set(errand.answered(batch, known))
        else:
            errand.put_back(batch)
            break
    assert requests <= 2 + 2 * len(ids)
    assert unknown <= missing - spoiling
    assert set(errand.refused) <= spoiling
    if not errand.unfinished:
        assert found == set(ids) - missing - spoiling
        assert unknown == (set(ids) & missing) - spoiling
        assert errand.done == errand.total
    else:
        assert not primed
