"""The command line itself, labkit lab and labkit doctor."""

import subprocess
import sys
from pathlib import Path

import pytest

import labkit
from labkit.course import cli
from labkit.course.commands import doctor, lab
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course
from labkit.errors import CourseError


def test_help_lists_all_commands_without_importing_them():
    script = (
        "import sys\nfrom labkit.course.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as stop:\n    assert stop.code == 0\n"
        "heavy = {'pandas', 'papermill', 'nbconvert', 'nbgrader', 'jupyterlab', 'nbformat'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    for name in cli.COMMANDS:
        assert name in ran.stdout


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([name, "--help"])
    assert stop.value.code == 0
    assert f"usage: labkit {name}" in capsys.readouterr().out


def test_version(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.startswith("labkit ")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["--course", "x", "docter"], "Did you mean 'doctor'?"),
        (["build", "--provnce", "Kampot"], "Did you mean '--province'?"),
        (["build", "--", "x"], "takes nothing after '--'"),
        ([], "which command?"),
    ],
)
def test_a_wrong_command_line_is_code_2_with_a_hint(words, hint, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2
    assert hint in capsys.readouterr().err


def test_output_that_is_read_no_further_ends_the_command_in_peace():
    with subprocess.Popen(
        [sys.executable, "-m", "labkit.course.cli", "agenda"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        command.stdout.close()
        said = command.stderr.read()
    assert command.returncode == 141
    assert said == b""


def test_progress_that_is_read_no_further_does_not_blame_the_disk(toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", [toy.text("## One"), toy.code("1 + 1")]))
    with subprocess.Popen(
        [sys.executable, "-m", "labkit.course.cli", "--course", root, "build"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as command:
        command.stdout.close()
    assert command.returncode == 141


def test_an_error_is_a_message_and_code_1(labkit_command, tmp_path):
    ran = labkit_command("--course", tmp_path, "build")
    assert ran.code == 1
    assert "not part of a course" in ran.err
    assert ran.out == ""
    assert labkit_command("--course", tmp_path / "nowhere", "build").code == 1


def test_ctrl_c_is_code_130(labkit_command, monkeypatch):
    def stops(args):
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", stops)
    assert labkit_command("doctor").code == 130


def test_a_missing_package_names_the_remedy(labkit_command, monkeypatch):
    monkeypatch.setitem(cli.COMMANDS, "doctor", ("papermill_is_not_here", "x"))
    monkeypatch.setattr(cli, "_COURSE_PACKAGES", {"papermill_is_not_here"})
    ran = labkit_command("doctor")
    assert ran.code == 1
    assert "make course" in ran.err


def test_the_course_is_found_from_any_folder_inside(toy, tmp_path, monkeypatch):
    root = toy.new_course(tmp_path)
    (root / "notebooks/day1").mkdir()
    monkeypatch.chdir(root / "notebooks/day1")
    assert find_course().root == root
    assert find_course(root / "notebooks").build == root / "build"


def test_an_old_console_gets_a_question_mark_and_no_error(monkeypatch):
    class Old:
        encoding = "cp1252"
        text = ""

        def write(self, text):
            text.encode(self.encoding)
            self.text += text

    out, err = Old(), Old()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    say("ខេត្ត")
    note("done")
    assert out.text == "?????\n"
    assert err.text == "done\n"


def test_lab_starts_this_python_without_looking_for_news(labkit_command, toy, tmp_path, monkeypatch):
    started = []

    class Process:
        def __init__(self, command, cwd):
            started.append((command, cwd))
            self.interrupts = 2

        def wait(self):
            self.interrupts -= 1
            if self.interrupts >= 0:
                raise KeyboardInterrupt
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Process)
    root = toy.new_course(tmp_path)
    assert labkit_command("--course", root, "lab", "--", "--port", "8890").code == 0
    command, folder = started[0]
    # Trainees see their copies alone; answers and the class are outside of what JupyterLab may show.
    assert folder == root / "room"
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={root / 'room'}" in command
    assert "--LabApp.default_url=/lab" in command  # of "/lab/tree" alone JupyterLab says "Path Not Found"
    assert "--LabApp.news_url=None" in command
    assert command[-2:] == ["--port", "8890"]
    assert labkit_command("--course", root, "lab", "--facilitator").code == 0
    command, folder = started[1]
    # nbgrader finds its settings in the course folder.
    assert folder == root
    assert "--LabApp.default_url=/lab/tree/facilitator" in command
    (root / "room" / "my-brief").mkdir()
    assert labkit_command("lab", root / "room" / "my-brief").code == 0
    command, folder = started[2]
    assert folder == root / "room"
    assert "--LabApp.default_url=/lab/tree/my-brief" in command


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_lab_starts_for_the_user_root_too_and_says_so(monkeypatch, capsys, tmp_path, user, allowed):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab.lab_command(tmp_path, tmp_path, [])) == allowed
    assert ("user root" in capsys.readouterr().err) == allowed


def test_jupyterlab_knows_the_offline_options():
    from jupyterlab.labapp import LabApp
    from traitlets.utils.importstring import import_item

    assert {"news_url", "check_for_updates_class", "extension_manager"} <= set(LabApp.class_trait_names(config=True))
    checker = next(o.split("=")[1] for o in lab.OFFLINE if "check_for_updates_class" in o)
    assert import_item(checker).__name__ == "NeverCheckForUpdate"


def test_lab_without_jupyterlab_or_folder_says_so(labkit_command, monkeypatch, tmp_path):
    assert "no such folder" in labkit_command("lab", tmp_path / "gone").err
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    with pytest.raises(CourseError, match="not installed"):
        lab.lab_command(tmp_path, tmp_path, [])


def test_doctor_finds_a_ready_computer(labkit_command, toy, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "")
    ran = labkit_command("--course", toy.new_course(tmp_path), "doctor")
    assert ran.code == 0, ran.out
    assert "This computer is ready." in ran.out
    for name in ("Python", "pandas", "nbgrader", "data: lfs", "build folder"):
        assert f"ok       {name}" in ran.out
    assert {p.name for p in tmp_path.iterdir()} == {"notebooks", "nbgrader_config.py"}, "it leaves nothing behind"


def test_doctor_names_each_problem_and_its_remedy(labkit_command, tmp_path, monkeypatch):
    def damaged(*args):
        from labkit.errors import DataError

        raise DataError("The data file is damaged.", hint="Install labkit again.")

    monkeypatch.setattr("labkit.data.files.checked_file", damaged)
    monkeypatch.setattr(doctor, "_requirements", lambda: ["pandas>=99", "no-such-package>=1", "numpy>=1"])
    ran = labkit_command("--course", tmp_path, "doctor")
    assert ran.code == 1
    lines = ran.out.splitlines()
    problems = [line.split()[1] for line in lines if line.startswith("PROBLEM")]
    data = len(labkit.datasets())
    assert problems == ["pandas", "no-such-package", "course", *["data:"] * data]
    assert sum("try:" in line for line in lines) == 3 + data
    assert f"{3 + data} problems found." in ran.out


def test_doctor_says_in_few_lines_what_works_with_the_library_alone(labkit_command, tmp_path, monkeypatch):
    """Eighteen packages that are not there are one problem, with one remedy."""
    course = [f"no-such-package-{number}>=1; extra == 'course'" for number in range(18)]
    monkeypatch.setattr(doctor, "_requirements", lambda: ["numpy>=1", *course])
    ran = labkit_command("--course", tmp_path, "doctor")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("PROBLEM")] == ["course"]
    assert [line for line in lines if line.startswith("ok       library") and "import labkit as lk" in line]
    assert "1 problem found." in lines
    assert "18" in ran.out and "make course" in ran.out


@pytest.mark.course
def test_doctor_starts_a_kernel_if_asked(labkit_command, toy, tmp_path):
    ran = labkit_command("--course", toy.new_course(tmp_path), "doctor", "--kernel")
    assert "a notebook's Python starts" in ran.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_output_to_a_full_disk_is_explained():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "labkit.course.cli", "agenda"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert "A file cannot be written or read.\n  where:    the output of this command" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


@pytest.mark.parametrize(
    ("system", "says"),
    [
        ("linux", ["Linux: everything works here"]),
        ("win32", ["Windows: lessons, pages", "not safely on Windows", "WSL", "labkit grade --unsafe"]),
        ("darwin", ["macOS: lessons, pages", "not safely on macOS", "a computer with Linux"]),
    ],
)
def test_the_doctor_says_what_works_on_this_system(monkeypatch, system, says):
    monkeypatch.setattr(doctor.sys, "platform", system)
    told = " ".join(finding.found for finding in doctor._system())
    assert [words for words in says if words not in told] == []
    assert not any(finding.remedy for finding in doctor._system()), "it is no fault of the computer"
    assert [finding.mark for finding in doctor._system()] == (["ok"] if system == "linux" else ["ok", "note"])


def test_the_doctor_names_the_next_step(labkit_command, toy, tmp_path, monkeypatch):
    root = toy.new_course(tmp_path)
    monkeypatch.setattr(doctor, "_findings", lambda args: iter(()))
    assert "Next: labkit build" in labkit_command("--course", root, "doctor").out
    (root / "build").mkdir()
    (root / "build/index.html").write_text("")
    assert "labkit lab opens the lessons" in labkit_command("--course", root, "doctor").out


def test_the_commands_stand_in_the_order_of_a_week(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    told = capsys.readouterr().out
    week = ["doctor", "build", "agenda", "groups", "lab", "release", "collect", "grade", "return", "brief"]
    places = [told.index(f"\n    {name} ") for name in week]
    assert places == sorted(places)
