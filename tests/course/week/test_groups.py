"""Groups by lot: `labkit groups` and `labkit presentations`."""

from __future__ import annotations

import csv
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from labkit.course.exercises.roster import SIDES, Person
from labkit.course.week.mixing import mixed_groups
from labkit.course.week.presentations import PHASES, circles


def a_class(size: int = 38, institutions: int = 12) -> list[Person]:
    return [Person(f"t{i:02d}", institution=f"office {i % institutions}", side=SIDES[i % institutions % 3],
                   superior=f"t{i - 12:02d}" if 12 <= i < 24 else "") for i in range(size)]  # fmt: skip


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "class").mkdir()
    lines = [f"{one.trainee},{one.institution},{one.side},{one.superior},yes\n" for one in a_class()]
    lines[-1] = lines[-1].replace(",yes", ",no")
    (tmp_path / "class/trainees.csv").write_text(
        "trainee,institution,group,superior,present\n" + "".join(lines), "utf-8"
    )
    return tmp_path


def test_groups_are_drawn_for_a_day_of_the_course(course: Path, labkit_command) -> None:
    (course / "notebooks/day1").mkdir()
    refused = labkit_command("--course", course, "groups", "day9")
    assert (refused.code, "There is no day9." in refused.err, "day1" in refused.err) == (1, True, True)
    assert not (course / "class/groups").exists()


def groups_of(course: Path, day: str) -> list[list[str]]:
    rows = list(csv.DictReader((course / f"class/groups/{day}.csv").read_text("utf-8-sig").splitlines()))
    return [[row["trainee"] for row in rows if row["group"] == number] for number in sorted({r["group"] for r in rows})]


def test_38_people_make_four_of_six_and_two_of_seven() -> None:
    made = mixed_groups(a_class(), 6, np.random.default_rng(1))
    assert sorted(map(len, made.groups)) == [6, 6, 6, 6, 7, 7]
    assert (made.without_side, made.with_superior) == (0, 0)
    for group in made.groups:
        assert {one.side for one in group} == set(SIDES)
        assert not any(one.superior in {other.trainee for other in group} for one in group)


def test_what_is_counted_is_true() -> None:
    people = [Person("a", side="workers", institution="x"), Person("b", side="workers", institution="X", superior="a")]
    made = mixed_groups(people, 1, np.random.default_rng(1), before={frozenset("ab")})
    assert (made.with_superior, made.together_again, made.inside, made.without_side) == (1, 1, 1, 0)


def test_the_groups_of_five_days_are_new_ones(course: Path, labkit_command) -> None:
    met: list[frozenset[str]] = []
    for day in range(1, 6):
        ran = labkit_command("--course", course, "groups", f"day{day}")
        assert ran.code == 0, ran.err
        assert "Sides missing in a group: 0. With the own superior: 0." in ran.out
        groups = groups_of(course, f"day{day}")
        assert sum(map(len, groups)) == 37
        assert "t37" not in {one for group in groups for one in group}  # who is not present
        met += [frozenset(pair) for group in groups for pair in combinations(group, 2)]
    # 5 days with about 98 pairs, of 666 that there are: drawn without looking, about 150 would meet again.
    assert len(met) - len(set(met)) < 50


def test_the_same_seed_draws_the_same_and_asks_before_it_draws_anew(course: Path, labkit_command) -> None:
    labkit_command("--course", course, "groups", "2")
    first = groups_of(course, "day2")
    assert labkit_command("--course", course, "groups", "day2").code == 1
    labkit_command("--course", course, "groups", "day2", "--force")
    assert groups_of(course, "day2") == first
    labkit_command("--course", course, "groups", "day2", "--force", "--seed", "2")
    assert groups_of(course, "day2") != first


def test_groups_larger_than_the_class_are_refused(course: Path, labkit_command) -> None:
    ran = labkit_command("--course", course, "groups", "day1", "--size", "50")
    assert (ran.code, "too few people" in ran.err) == (1, True)


def test_38_people_present_in_seven_circles() -> None:
    made = circles(a_class(), seed=1)
    assert sorted(map(len, made.groups)) == [5, 5, 5, 5, 6, 6, 6]
    assert made.inside == 0


def test_a_circle_of_six_fits_into_half_an_hour() -> None:
    speaking = sum(seconds for _, seconds in PHASES[:-1])
    assert speaking == 4 * 60
    assert 6 * speaking + 5 * PHASES[-1][1] <= 28 * 60  # 2 minutes are left to move


def test_order_and_timer_need_no_network(course: Path, labkit_command) -> None:
    ran = labkit_command("--course", course, "presentations")
    assert "7 circles of 5 to 6 people." in ran.out
    slides = sorted(path.name for path in (course / "class/presentations").glob("slides-circle-*.html"))
    assert len(slides) == 7
    assert "A slide with the name alone" in ran.err
    for name in ("order.html", *slides, "timer.html"):
        text = (course / "class/presentations" / name).read_text("utf-8")
        assert not re.search(r"(?:src|href)=\"(?!data:)|https?://", text)
    assert "which number would change your mind" in text
