"""Who reviews whom: `assign` and `reassign`."""

from __future__ import annotations

import time
from collections import Counter
from itertools import product

import numpy as np
import pytest

from labkit.course.exercises.roster import SIDES, Person
from labkit.course.reviews.assignment import Assignment, assign
from labkit.course.reviews.moving import add_brief, reassign
from labkit.course.reviews.rounds import best_of_rounds
from labkit.course.reviews.terms import Terms, inside_count
from labkit.errors import CourseError


def a_class(size: int, institutions: int = 12) -> list[Person]:
    return [
        Person(f"t{i:04d}", institution=f"office {i % institutions}", side=SIDES[i % institutions % 3])
        for i in range(size)
    ]


def uneven(size: int, large: int) -> list[Person]:
    """Return a class in which one ministry sends very many."""
    return [
        Person(f"t{i}", institution="ministry" if i < large else f"office {i}", side=SIDES[i % 3]) for i in range(size)
    ]


def loads(made: Assignment) -> Counter[str]:
    return Counter(reviewer for reviewers in made.pairs.values() for reviewer in reviewers)


@pytest.mark.parametrize("people", [a_class(38), uneven(38, 24), a_class(13, 4)], ids=["38", "24 of 38", "13"])
def test_everybody_gets_and_gives_three_reviews(people: list[Person]) -> None:
    made = assign(people, people)
    assert made.pairs.keys() == {one.trainee for one in people}
    assert {len(set(reviewers)) for reviewers in made.pairs.values()} == {3}
    assert set(loads(made).values()) == {3}
    assert not any(author in reviewers for author, reviewers in made.pairs.items())
    assert not any(author in made.pairs[r] for author, reviewers in made.pairs.items() for r in reviewers)
    assert (made.inside, made.mutual) == (made.inside_least, 0)


def test_the_bound_is_the_one_that_can_be_checked_by_hand() -> None:
    assert assign(a_class(38), a_class(38)).inside == 0
    # 24 of 38: the 24 write 72 reviews, the other 14 briefs take 42 of them.
    assert assign(uneven(38, 24), uneven(38, 24)).inside_least == 30


def test_in_a_small_class_the_best_is_the_best_of_all() -> None:
    people = [
        Person(name, institution=place, side=side)
        for name, place, side in (("a", "x", "workers"), ("b", "x", "workers"), ("c", "y", "employers"),
                                  ("d", "z", "government"), ("e", "z", "workers"))
    ]  # fmt: skip
    names = [one.trainee for one in people]
    by_name = {one.trainee: one for one in people}
    choices = [[(a, b) for a in names for b in names if a < b and author not in (a, b)] for author in names]
    least = min(
        inside_count(dict(zip(names, choice, strict=True)), by_name)
        for choice in product(*choices)
        if set(Counter(r for pair in choice for r in pair).values()) == {2}
        and not any(names[j] in choice[i] and names[i] in choice[j] for i in range(5) for j in range(i))
    )
    assert assign(people, people, k=2).inside == least


def test_rounds_reach_what_the_program_proves() -> None:
    for size, institutions in ((38, 12), (24, 5)):
        people = a_class(size, institutions)
        exact = assign(people, people)
        terms = Terms(tuple(people), tuple(people), 3)
        chosen = best_of_rounds(terms, np.random.default_rng(3))
        pairs = {a.trainee: [people[row].trainee for row in np.nonzero(chosen[:, c])[0]] for c, a in enumerate(people)}
        assert inside_count(pairs, {one.trainee: one for one in people}) == exact.inside
        assert set(Counter(r for reviewers in pairs.values() for r in reviewers).values()) == {3}


def test_a_thousand_people_take_less_than_a_minute() -> None:
    people = a_class(1000, 90)
    start = time.perf_counter()
    made = assign(people, people)
    assert time.perf_counter() - start < 60
    assert (set(loads(made).values()), made.inside, made.mutual) == ({3}, 0, 0)


def test_the_same_roster_and_seed_give_the_same_assignment() -> None:
    people = a_class(38)
    assert assign(people, people).pairs == assign(people[::-1], people[::-1]).pairs
    assert assign(people, people).pairs != assign(people, people, seed=2).pairs


def test_who_wrote_nothing_reviews_and_who_is_away_is_reviewed() -> None:
    people = a_class(20)
    made = assign(people[:15], people[4:])
    assert {len(reviewers) for reviewers in made.pairs.values()} == {3}
    assert set(loads(made).values()) <= {2, 3}
    assert not set(loads(made)) & {one.trainee for one in people[:4]}


def test_six_people_must_review_each_other_and_it_is_said() -> None:
    people = a_class(6, 6)
    made = assign(people, people)
    assert made.mutual > 0
    assert set(loads(made).values()) == {3}


def test_too_few_people_is_said() -> None:
    with pytest.raises(CourseError, match="too few people"):
        assign(a_class(3), a_class(3))


@pytest.mark.parametrize("away", [1, 3, 6])
def test_exactly_the_reviews_of_the_absent_move(away: int) -> None:
    people = a_class(38)
    before = assign(people, people).pairs
    absent = {one.trainee for one in people[5 : 5 + away]}
    moved = reassign(before, people, absent)
    assert len(moved.moves) == 3 * away
    for author, reviewers in before.items():
        assert set(reviewers) - absent <= set(moved.pairs[author])
        assert len(set(moved.pairs[author])) == 3
        assert author not in moved.pairs[author]
        assert not absent & set(moved.pairs[author])
    after = Counter(reviewer for reviewers in moved.pairs.values() for reviewer in reviewers)
    assert max(after.values()) == 4
    assert inside_count(moved.pairs, {one.trainee: one for one in people}) == 0


def test_a_review_that_is_done_stays() -> None:
    people = a_class(12, 6)
    before = assign(people, people).pairs
    done = [(author, "t0003") for author, reviewers in before.items() if "t0003" in reviewers][:2]
    moved = reassign(before, people, {"t0003"}, done=done)
    assert len(moved.moves) == 1
    assert all("t0003" in moved.pairs[author] for author, _ in done)


def test_a_brief_that_came_late_gets_its_reviews() -> None:
    people = a_class(12, 6)
    before = assign(people[:-1], people).pairs
    late = add_brief(before, people, "t0011", 3)
    assert len(late.pairs["t0011"]) == 3
    assert all(late.pairs[author] == before[author] for author in before)
    with pytest.raises(CourseError, match="already"):
        add_brief(late.pairs, people, "t0011", 3)
