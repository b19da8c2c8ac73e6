"""labkit build: what it writes, what it refuses, and what it leaves alone."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from labkit.course.support.files import replace_folder, write_whole

pytestmark = pytest.mark.course


def test_good_lessons_are_built_although_one_fails(built):
    assert built.ran.code == 1
    assert "2 of 3 lessons built" in built.ran.out
    assert {p.name for p in built.lesson.iterdir()} == {
        "executed.ipynb", "trainee.ipynb", "facilitator.ipynb", "trainee.html", "facilitator.html", "manifest.json"
    }  # fmt: skip
    assert (built.lesson.parent / "2.10-more" / "trainee.html").exists()


def test_progress_goes_to_stderr_and_the_result_to_stdout(built):
    assert "[1/3] 2.1 A toy: 14 cells, 8 of them code" in built.ran.err
    assert "[3/3] 2.10 More" in built.ran.err
    assert "index.html" in built.ran.out
    assert "[1/3]" not in built.ran.out


def test_no_tool_s_warning_reaches_the_reader(built):
    assert "Warning" not in built.ran.err
    assert "Traceback" not in built.ran.err


def test_the_manifest_says_what_was_built(built):
    manifest = json.loads((built.lesson / "manifest.json").read_text("utf-8"))
    assert manifest["lesson"] == "2.1"
    assert manifest["status"] == "ok"
    assert manifest["parameters"] == {"dataset": "lfs", "province": "all", "draw": 0, "share": 0.5}
    assert manifest["seconds"] > 0


def test_a_failing_cell_is_named_with_its_error(built):
    message = built.ran.err
    assert 'Lesson 2.2 "Bad" stopped at an error.' in message
    assert "2.2-bad.ipynb, cell 5, In [3]" in message
    assert 'section "First try"' in message
    assert "OptionError: wrong thing" in message
    assert "another thing" in message
    assert "raise OptionError('wrong thing'" in message
    assert "failed.ipynb" in message


def test_the_half_run_notebook_is_left_with_papermill_s_mark(built):
    assert {p.name for p in built.failed.iterdir()} == {"failed.ipynb", "manifest.json"}
    cells = nbformat.read(built.failed / "failed.ipynb", as_version=4).cells
    assert sum("papermill-error-cell-tag" in cell.metadata.get("tags", []) for cell in cells) == 2
    assert cells[-1].execution_count is None
    assert json.loads((built.failed / "manifest.json").read_text("utf-8"))["status"] == "failed"


def test_no_unfinished_files_are_left(built):
    assert not [p for p in (built.root / "build").rglob(".*")]


def test_no_folder_of_this_computer_is_in_the_results(built):
    for path in built.lesson.iterdir():
        assert str(built.root) not in path.read_text("utf-8"), path.name


def test_the_kernel_is_the_python_that_runs_labkit(labkit_command, toy, tmp_path, monkeypatch):
    registered = tmp_path / "jupyter" / "kernels" / "python3"
    registered.mkdir(parents=True)
    spec = {"argv": ["/no/such/python", "-f", "{connection_file}"], "display_name": "x", "language": "python"}
    (registered / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("MPLBACKEND", "Agg")
    root = toy.new_course(tmp_path / "course")
    asked = "import os, sys\n[sys.executable, os.environ['LABKIT_BUILD'], os.environ['MPLBACKEND']]"
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code(asked)]))
    assert labkit_command("--course", root, "build").code == 0
    executed = nbformat.read(root / "build/cambodia/day1/1.1-toy/executed.ipynb", as_version=4)
    answer = executed.cells[-1].outputs[0]["data"]["text/plain"]
    assert sys.executable in answer
    assert "'1'" in answer
    assert "inline" in answer


def test_a_failed_rebuild_keeps_the_good_pages_and_the_next_good_one_clears_the_failure(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    lesson = root / "build/cambodia/day1/1.1-toy"
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code("'first'")]))
    assert labkit_command("--course", root, "build", "1.1").code == 0
    page = (lesson / "trainee.html").read_bytes()
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", toy.failing_cells()))
    assert labkit_command("--course", root, "build", "day1").code == 1
    assert (lesson / "trainee.html").read_bytes() == page
    assert (lesson / "failed.ipynb").exists()
    index = (root / "build/facilitators.html").read_text("utf-8")
    assert "The last run failed" in index
    assert "cambodia/day1/1.1-toy/failed.ipynb" in index
    assert "cambodia/day1/1.1-toy/trainee.html" in index
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code("'first'")]))
    assert labkit_command("--course", root, "build", "1.1-toy.ipynb").code == 0
    assert not (lesson / "failed.ipynb").exists()
    for name in ("index.html", "facilitators.html"):
        assert "failed" not in (root / "build" / name).read_text("utf-8").split("</style>")[1]
    assert (lesson / "trainee.html").read_bytes() == page, "the same run gives the same page"


def test_a_dead_kernel_is_reported_and_the_other_lesson_is_built(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-dies", toy.notebook("1.1", "Dies", [toy.code("import os\nos._exit(3)")]))
    toy.save(root, "day1/1.2-lives", toy.notebook("1.2", "Lives", [toy.code("1")]))
    ran = labkit_command("--course", root, "build")
    assert ran.code == 1
    assert "died" in ran.err
    assert "1 of 2 lessons built" in ran.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_leaves_no_half_lesson(toy, tmp_path, jobs):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-quick", toy.notebook("1.1", "Quick", [toy.code("1")]))
    slow = "open('started', 'w').close()\nimport time\ntime.sleep(600)"
    toy.save(root, "day1/1.2-slow", toy.notebook("1.2", "Slow", [toy.code(slow)]))
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit.course.cli", "--course", root, "build", "--jobs", jobs],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # Where the tests themselves run in the background, Ctrl-C is switched off and would be for the build too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with process:
        deadline = time.monotonic() + 240
        begun = [root / "notebooks/day1/started", root / "build/cambodia/day1/1.1-quick"]
        while not all(path.exists() for path in begun) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)  # for the finished lesson to be noted
        os.kill(process.pid, signal.SIGINT)
        try:
            out, err = process.communicate(timeout=240)
        finally:
            process.kill()
    assert process.returncode == 130, err
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert "1 of 2 lessons built" in out
    assert "1.1-quick" in out
    day = root / "build/cambodia/day1"
    assert [p.name for p in day.iterdir() if p.is_dir()] == ["1.1-quick"]
    assert not list((root / "build").rglob(".*"))
    assert "1.2-slow" not in (root / "build/index.html").read_text("utf-8").split("</style>")[1]


def test_ctrl_c_while_the_processes_that_build_still_start(toy, tmp_path):
    root = toy.new_course(tmp_path)
    for number in (1, 2):
        toy.save(root, f"day1/1.{number}-slow", toy.notebook(f"1.{number}", "Slow", [toy.code("while True: pass")]))
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit.course.cli", "--course", root, "build", "--jobs", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with process:
        try:
            deadline = time.monotonic() + 240
            while not _processes_that_build(process.pid) and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(0.1)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
            err = process.communicate(timeout=240)[1]
        finally:
            process.kill()
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "2 not reached" in err


def _processes_that_build(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return [child for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline())]
    return []


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    new, final = tmp_path / "new", tmp_path / "final"
    for folder in (new, final):
        folder.mkdir()
        (folder / "who").write_text(folder.name)
    rename = os.rename

    def fails_for_the_new_one(old, to):
        if str(old) == str(new):
            raise OSError(28, "No space left on device")
        rename(old, to)

    monkeypatch.setattr(os, "rename", fails_for_the_new_one)
    with pytest.raises(OSError, match="No space"):
        replace_folder(new, final)
    assert (final / "who").read_text() == "final"
    monkeypatch.undo()
    replace_folder(new, final)
    assert (final / "who").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["final"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_whole(path, "old")

    def fails(old, new):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_place_that_cannot_be_written_is_said_so(labkit_command, toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-toy", toy.notebook("1.1", "Toy", [toy.code("1")]))
    (tmp_path / "taken").write_text("a file, no folder")
    ran = labkit_command("--course", root, "build", "--out", tmp_path / "taken")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert (tmp_path / "taken").read_text() == "a file, no folder"
