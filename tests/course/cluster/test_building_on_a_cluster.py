"""Building lessons on a Dask cluster: the same pages, in their place as a whole, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from labkit.course.building.making import Job, build_lesson
from labkit.course.building.manifests import HALF_RUN
from labkit.course.building.outcome import BUILT, FAILED
from labkit.course.cluster import building
from labkit.course.lessons.reading import read_shelf
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course


@pytest.fixture(scope="module")
def lessons(toy, tmp_path_factory) -> Course:
    root = toy.new_course(tmp_path_factory.mktemp("a {course}"))
    reads = toy.code("print(open('texts/beside.txt').read(), province)")
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [*toy.rich_cells(), reads]))
    toy.save(root, "day2/2.2-bad", toy.notebook("2.2", "Bad", toy.failing_cells()))
    (root / "notebooks" / "day2" / "texts").mkdir()
    (root / "notebooks" / "day2" / "texts" / "beside.txt").write_text("what stands beside")
    return Course(root)


def jobs_of(course: Course, **changed: str) -> list[Job]:
    return [Job(lesson, changed, print="a print") for lesson in read_shelf(course).lessons]


def build(course: Course, out: Path, cluster, **changed: str):
    begun = []
    outcomes = building.build_lessons(
        jobs_of(course, **changed), course, out, address=cluster.address, started=lambda *each: begun.append(each)
    )
    return {outcome.job.lesson.id: outcome for outcome in outcomes}, begun


def test_lessons_are_those_of_one_machine(cluster, lessons, tmp_path):
    out = lessons.root / "build"
    outcomes, begun = build(lessons, out, cluster)
    assert [number for number, _ in begun] == [1, 2]
    good, bad = outcomes["2.1"], outcomes["2.2"]
    assert (good.status, bad.status) == (BUILT, FAILED)
    there = good.job.folder(out)
    assert "what stands beside all" in (there / "trainee.html").read_text("utf-8")

    alone = tmp_path / "alone"
    manifest = build_lesson(jobs_of(lessons)[0], lessons, alone)
    here = good.job.folder(alone)
    assert {path.name for path in there.iterdir()} == {path.name for path in here.iterdir()}
    for page in ("trainee.html", "facilitator.html"):
        assert (there / page).read_text("utf-8") == (here / page).read_text("utf-8")
    assert good.manifest.keys() == manifest.keys()
    assert good.manifest["print"] == "a print"
    assert not list(out.glob(".*"))

    assert "2.2" in bad.problem.problem
    assert bad.problem.where.startswith("notebooks/day2/2.2-bad.ipynb, cell ")
    assert "labkit-" not in str(bad.problem)
    folder = bad.job.folder(out)
    assert {path.name for path in folder.iterdir()} == {"manifest.json", HALF_RUN}
    kept = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert kept["status"] == "failed"
    assert "labkit-" not in kept["error"]
    nbformat.read(folder / HALF_RUN, as_version=4)


def test_a_lesson_that_fails_leaves_the_earlier_build(cluster, lessons, toy, tmp_path):
    root = toy.new_course(tmp_path / "course")
    path = toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [toy.text("## One"), toy.code("1 + 1")]))
    course, out = Course(root), root / "build"
    assert build(course, out, cluster)[0]["2.1"].status == BUILT
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = "1 / 0"
    nbformat.write(notebook, path)
    outcome = build(course, out, cluster)[0]["2.1"]
    assert outcome.status == FAILED
    names = {each.name for each in outcome.job.folder(out).iterdir()}
    assert {"trainee.html", "facilitator.html", HALF_RUN, "manifest.json"} <= names


def test_a_survey_of_ones_own_stays_here(cluster, lessons, tmp_path):
    outcomes, _ = build(lessons, tmp_path / "build", cluster, dataset="mine.dta")
    assert {outcome.status for outcome in outcomes.values()} == {FAILED}
    assert all("does not leave this computer" in str(outcome.problem) for outcome in outcomes.values())
