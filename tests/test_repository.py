"""What must hold of the repository as a whole."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MODULES = sorted((ROOT / "labkit").rglob("*.py"))
NOTEBOOKS = sorted(
    p for folder in ("notebooks", "solutions", "exercises") for p in (ROOT / folder).glob("day*/*.ipynb")
)


def tracked_texts() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:  # a source archive without git
        files = [p for p in ROOT.rglob("*") if ".venv" not in p.parts]
    else:
        files = [ROOT / name for name in listed.stdout.splitlines()]
    return [p for p in files if p.is_file() and p.suffix not in {".parquet", ".png", ".csv"}]


def test_environment_yml_takes_the_versions_with_which_the_tests_pass() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    python, pip, packages = environment
    assert re.fullmatch(r"python=3\.\d+", python)
    assert python == "python" + PROJECT["requires-python"].replace(">=", "=")
    assert pip == "pip"
    # The same words as in the Makefile: pip reads the exact versions, conda brings Python alone.
    assert packages == {"pip": ["--constraint constraints.txt", "--editable .[course,brief]"]}
    assert "--constraint constraints.txt --editable '.[course,brief]'" in (ROOT / "Makefile").read_text("utf-8")


def test_constraints_are_exact_and_complete() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", pin) for pin in pins)
    pinned = {pin.split("==")[0].lower().replace("_", "-") for pin in pins}
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    needed = {re.match(r"[\w-]+", line)[0].lower().replace("_", "-") for group in groups for line in group} - {"labkit"}
    assert needed <= pinned


def test_the_changelog_knows_the_version() -> None:
    version = re.search(r'__version__ = "(.+)"', (ROOT / "labkit/__init__.py").read_text("utf-8"))[1]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_ci_runs_the_readme_s_test_command() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: str(p.relative_to(ROOT)))
def test_notebooks_are_stored_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    with_outputs = [i for i, cell in enumerate(cells) if cell.get("outputs") or cell.get("execution_count")]
    assert not with_outputs


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", [p for p in MODULES if "course" not in p.parts], ids=lambda p: p.name)
def test_the_ground_floor_never_imports_the_course(path: Path) -> None:
    upper = ("labkit.course", "IPython", "nbgrader", "papermill", "nbconvert", "nbformat", "jupyter")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.startswith(upper)]


LINUX = {
    "labkit.course.kernels.sandbox.confine",
    "labkit.course.kernels.sandbox.memory",
    "labkit.course.kernels.fork_server",
}
"""Modules that run in processes of Linux only."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_on_other_systems_everything_else_can_be_imported(path: Path) -> None:
    if ".".join(path.relative_to(ROOT).with_suffix("").parts) in LINUX:
        return
    top = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in top for alias in node.names} | {getattr(node, "module", "") for node in top}
    assert not names & (LINUX | {"fcntl", "grp", "pwd", "resource", "termios"})


def test_importing_labkit_imports_nothing_heavy() -> None:
    heavy = "pandas numpy statsmodels matplotlib seaborn scipy nbgrader papermill IPython"
    code = f"import sys, labkit; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_everything_offered_is_there() -> None:
    import labkit

    for name in labkit.__all__:
        assert getattr(labkit, name) is not None
        assert name in dir(labkit)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = labkit.nonsense


def test_no_address_of_a_registry_and_no_path_of_a_machine() -> None:
    # Written in parts, so that this file does not find itself.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "files." + "pypi"]
    paths = re.compile(r"(^|[^A-Za-z0-9_.])/(work|root|home|Users)/[a-z]")
    for path in tracked_texts():
        text = path.read_text("utf-8", errors="replace")
        assert not [host for host in hosts if host in text], path
        assert not paths.search(text), path
