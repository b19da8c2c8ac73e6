"""Hostile and broken hand-ins: each is contained, reported, and scored on its merits for its other cells."""

# ruff: noqa: E501 - a kind of hand-in is one line of the table

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from labkit.course.kernels.sandbox import sandbox

pytestmark = [
    pytest.mark.course,
    pytest.mark.skipif(not sandbox().works, reason=f"no sandbox here: {sandbox().found}"),
]

SECRET = "pangolin"  # in the master, in another's hand-in, and in the environment of who grades


@dataclass(frozen=True)
class Kind:
    """What a hand-in does in the cell of its second answer, and what becomes of it.

    Parameters
    ----------
    code
        The cell. ROOT, OTHER and PORT stand for the course, another's hand-in, and a port that somebody listens on.
    points
        Of q1, q2 and q3.
    shows
        A pattern in what the graded notebook shows.
    told
        A pattern in what the facilitator reads about it while the class is graded.
    first
        Code for the first answer instead of the right one.
    """

    code: str
    points: str = "2 0 1"
    shows: str = ""
    told: str = ""
    first: str = ""


RIGHT = 'mean_weight = lfs.frame["weight"].mean()'
HIDDEN = "FileNotFoundError|PermissionError"
FAILS = "PermissionError|OSError|BlockingIOError|Read-only|not permitted"

KINDS = {
    # Looking around
    "reads the solutions": Kind("print(open('ROOT/solutions/day7/day7.ipynb').read())", shows=HIDDEN),
    "reads the catalogue": Kind("print(open('ROOT/solutions/day7/catalogue.py').read())", shows=HIDDEN),
    "lists the course": Kind("import os\nprint(os.listdir('ROOT'))", shows=HIDDEN),
    "reads another's hand-in": Kind("print(open('OTHER').read())", shows=HIDDEN),
    "reads the gradebook": Kind("import sqlite3\nsqlite3.connect('ROOT/class/gradebook.db').execute('select 1 from grade')",
                                shows="OperationalError"),
    "reads the key": Kind(
        "import json, os\nkey = json.load(open(os.environ['LABKIT_CHECKS']))['questions'].values()\n"
        "print('saw', [len(one['entries']) for one in key], sum(len(what) for one in key for what in one['entries'].values()), "
        "[one['lesson'] for one in key])", shows=r"saw \[1, 1, 1\] 0 \[None, None, None\]"),
    "reads the environment": Kind("import os\nprint(dict(os.environ))", shows="LABKIT_ANSWERS"),
    "reads the environment of other processes": Kind(
        "import glob\nprint([open(path).read() for path in glob.glob('/proc/[0-9]*/environ')])"),
    "sees other processes": Kind("import glob\nprint('saw', len(glob.glob('/proc/[0-9]*')))", shows="saw [01]\\b"),
    "sees other sandbox folders": Kind("import os, tempfile\nhome = os.environ['LABKIT_ANSWERS'].split('/')[:-2]\n"
                            "print('saw', len(os.listdir('/'.join(home))))", shows="saw 1\\b"),
    "reads the home folder": Kind("import glob, os\nprint('saw', glob.glob('/*/.ssh/*') + glob.glob('/home/*/*'))",
                                  shows="saw \\[\\]"),
    "reads the passwords": Kind("print(open('/etc/shadow').read())", shows=HIDDEN),
    # The network
    "opens a socket": Kind("import socket\nsocket.create_connection(('127.0.0.1', PORT), 2).send(b'x')",
                           shows="refused|unreachable"),
    "calls the internet": Kind("import urllib.request\nurllib.request.urlopen('http://192.0.2.1', timeout=2)",
                               shows="URLError|unreachable"),
    # Writing
    "writes into the course": Kind("open('ROOT/solutions/day7/day7.ipynb', 'w').write('x')", shows=HIDDEN),
    "writes into labkit": Kind("import labkit\nopen(labkit.__file__, 'a').write('#')", shows=FAILS),
    "writes into Python": Kind("import os\nopen(os.__file__, 'a').write('#')", shows=FAILS),
    "writes to the root": Kind("open('/x', 'w').write('x')", shows=FAILS),
    "gives itself marks in the gradebook": Kind(
        "import sqlite3\nbase = sqlite3.connect('ROOT/class/gradebook.db')\n"
        "base.execute('update grade set manual_score = 5')\nbase.commit()", shows="OperationalError"),
    "writes one large file": Kind("open('large', 'wb').truncate(1 << 30)", shows="File too large"),
    "fills the disk": Kind("for number in range(1000):\n    open(f'{number}', 'wb').write(b'x' * (8 << 20))", shows="No space left"),
    "writes files without end": Kind("for number in range(100_000):\n    open(f'f{number}', 'w').write('x' * 100)",
                                     shows="No space left"),
    "fills the disk with files that it deletes": Kind(
        "import os\nheld = []\nwhile True:\n    held.append(open('x', 'wb', 0))\n    os.remove('x')\n"
        "    held[-1].write(b'x' * (8 << 20))", shows="No space left"),
    "writes beside its folder": Kind("import os\nopen(os.environ['LABKIT_ANSWERS'] + '.x', 'w')", shows="Read-only"),
    "replaces the key": Kind("import os\nopen(os.environ['LABKIT_CHECKS'], 'w').write('{}')", shows="Read-only"),
    "fills the memory disk": Kind("for number in range(100):\n    open(f'/dev/shm/{number}', 'wb').write(b'x' * (8 << 20))",
                                  shows="No space left"),
    "removes its folder": Kind("import os, shutil\nshutil.rmtree(os.getcwd())\n" + RIGHT, "2 2 1"),
    "changes the folder": Kind("import os\nos.chdir('/')\n" + RIGHT, "2 2 1"),
    # Using everything up; on a busy machine the time of the cell may be over first.
    "fork bomb": Kind("import os\nwhile True:\n    os.fork()", points="", shows=""),
    "starts threads without end": Kind(
        "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        shows="start new thread|CellTimeoutError"),
    "fills memory": Kind("hoard = []\nwhile True:\n    hoard.append(bytearray(64 << 20))", shows="MemoryError|left out|CellTimeoutError"),
    "fills memory that is no process's": Kind(
        "import ctypes\nlibc = ctypes.CDLL(None)\nprint('got', libc.memfd_create(b'x', 0), libc.shmget(0, 1 << 30, 0o1600))",
        shows="got -1 -1"),
    "prints without end": Kind("while True:\n    print('x' * 1000)", shows="showed too much|CellTimeoutError", told="showed too much|did not end|ran out"),
    "prints one huge line": Kind("print('x' * 200_000_000)", points="", shows=""),
    "has a huge value": Kind("'x' * 20_000_000", shows="showed too much|CellTimeoutError", told="showed too much|ran out"),
    # Its error keeps the files open; the check of q3 makes room. Files that a name holds stay open: no check can be recorded.
    "opens files without end": Kind("def many():\n    files = []\n    while True:\n        files.append(open('/dev/null'))\nmany()", shows="Too many open"),
    "opens files and keeps them": Kind("files = []\nwhile True:\n    files.append(open('/dev/null'))", points="2 0 0", shows="Too many open"),
    "recurses without end": Kind("def again():\n    again()\nagain()", shows="RecursionError|CellTimeoutError"),
    # Not ending, ending
    "loops without end": Kind("while True:\n    pass", shows="CellTimeoutError", told="q2-answer ran out of its time"),
    "sleeps": Kind("import time\ntime.sleep(1000)", shows="CellTimeoutError", told="ran out of its time"),
    "ignores signals": Kind("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass",
                            shows="could not be stopped", told="q2-answer did not end"),
    "catches everything": Kind("while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n"
                               "        pass", shows="could not be stopped", told="did not end"),
    "os._exit": Kind("import os\nos._exit(0)", shows="ended Python itself", told="q2-answer ended Python"),
    "exit": Kind("exit()"),
    "sys.exit": Kind("import sys\nsys.exit(0)", shows="SystemExit"),
    "kills itself": Kind("import os\nos.kill(os.getpid(), 9)"),
    "kills the parent": Kind("import os\nos.kill(os.getppid() or -1, 9)"),
    "segmentation fault": Kind("import ctypes\nctypes.string_at(0)", shows="ended Python itself", told="ended Python"),
    "aborts": Kind("import os\nos.abort()", shows="ended Python itself", told="ended Python"),
    "leaves a process behind": Kind(
        "import os, time\nif not os.fork():\n    os.setsid()\n    if os.fork():\n        os._exit(0)\n"
        "    os.execv('/bin/sleep', ['pangolin-sleeps', '600'])\n" + RIGHT, "2 2 1"),
    # More rights
    "becomes root": Kind("import os\nos.setuid(0)\nprint('root')" if os.getuid() == 0 else "1 / 0", shows="Error"),
    "takes the cover away": Kind("import ctypes, os\nhome = '/'.join(os.environ['LABKIT_ANSWERS'].split('/')[:2])\n"
                                 "print('umount', ctypes.CDLL(None).umount2(home.encode(), 2))", shows="umount -1"),
    "makes a namespace of its own": Kind("import ctypes\nprint('unshare', ctypes.CDLL(None).unshare(0x10000000))",
                                         shows="unshare -1"),
    "raises its limits": Kind("import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (9999, 9999))", shows="ValueError"),
    # Forging the check
    "replaces the check": Kind("exercise.check = exercise.score = lambda *_: 2.0\nmean_weight = 0", points="2 0 0"),
    "replaces the exercise": Kind(
        "class Generous:\n    def check(self, *_): pass\n    def score(self, *_): return 2.0\nexercise = Generous()\n"
        "mean_weight = 0", first="mean_age = 0", points="0 0 0"),
    "replaces the judge": Kind("import labkit.checks.exercise as module\n"
                               "module._judged = lambda *_, **__: type('V', (), {'points': 2.0, 'message': '', 'right': 1})()\n"
                               "mean_weight = 0", points="2 0 1"),
    "replaces float": Kind("import builtins\nbuiltins.float = lambda *_: 2.0\nmean_weight = 0", points=""),
    "replaces pandas' mean": Kind("import pandas\npandas.Series.mean = lambda *_, **__: 7\n" + RIGHT),
    "replaces numpy's functions": Kind("import numpy\nnumpy.isclose = numpy.allclose = lambda *_, **__: True\nmean_weight = 3"),
    "overwrites the data": Kind("lfs = None\nmean_weight = 3"),
    "uses the names of the checks": Kind("checks = score = points = question = answer = 2.0\n" + RIGHT, "2 2 1"),
    "prints points": Kind("print(2.0)\n2.0"),
    "shows points instead of the check": Kind(
        "get_ipython().display_formatter.format = lambda *_, **__: ({'text/plain': '2.0'}, {})\nmean_weight = 0"),
    "changes cells before they run": Kind(
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['2.0'] if 'exercise.' in ''.join(lines) else lines)\n"
        "mean_weight = 0", points="2 0 0"),
    "equals everything": Kind("class Any(float):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
                              "mean_weight = Any(3)"),
    "a pickle bomb": Kind("class Bomb:\n    def __reduce__(self):\n        import os\n        return os.system, ('touch ROOT/bomb',)\n"
                          "mean_weight = Bomb()"),
    "an answer that does not end": Kind("class Slow:\n    def __float__(self):\n        while True: pass\n"
                                        "    __len__ = __iter__ = __repr__ = __float__\nmean_weight = Slow()"),
    "replaces the file of answers": Kind(
        "import os\npath = os.environ['LABKIT_ANSWERS']\nos.path.exists(path) and os.remove(path)\n"
        "os.symlink('ROOT/solutions/day7/day7.ipynb', path)\n" + RIGHT, shows="busy|Read-only"),
    "makes the file of answers a pipe": Kind(
        "import os, threading\npath = os.environ['LABKIT_ANSWERS']\nos.remove(path)\nos.mkfifo(path)\n"
        "hold = os.open(path, os.O_RDWR)\n" + RIGHT, shows="busy|Read-only"),
    "empties the file of answers": Kind("import os\nopen(os.environ['LABKIT_ANSWERS'], 'w')\n" + RIGHT, points="0 2 1"),
    "fills the file of answers": Kind(
        "import os\nwith open(os.environ['LABKIT_ANSWERS'], 'ab') as file:\n    while True:\n        file.write(b'x' * (1 << 20))",
        points="2 0 0"),
    # Outputs that no notebook can hold
    "malformed outputs": Kind("from IPython.display import display\n"
                              "display({'text/plain': {1, 2}.__class__, 3: 4}, raw=True)\n" + RIGHT, points=""),
    "half a letter": Kind("print('\\ud800')\n" + RIGHT, points=""),
    "forged messages": Kind(
        "k = get_ipython().kernel\nfor content in ({}, {'name': 3}, {'data': 5}, {'data': {'text/plain': [1]}}):\n"
        "    for kind in ('stream', 'display_data', 'execute_result', 'error', 'status', 'clear_output'):\n"
        "        k.session.send(k.iopub_socket, kind, content, parent=k.get_parent())\n" + RIGHT, "2 2 1"),
    "no Python": Kind("This is my answer: 3", shows="SyntaxError"),
    "nothing": Kind("", "2 0 1"),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcome(released, small, labkit_command, tmp_path_factory):
    """Grade the whole class once."""
    root = Path(shutil.copytree(released, tmp_path_factory.mktemp("hostile") / "course"))
    small.hand_in(root, "a honest one", q3_answer=f'letter = "C"  # {SECRET}')
    other = root / "class" / "submitted" / "a honest one" / small.day / f"{small.day}.ipynb"
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_TOKEN", SECRET)
        for name, kind in KINDS.items():
            changes = {"q2_answer": kind.code, **({"q1_answer": kind.first} if kind.first else {})}
            for word, value in (("ROOT", root), ("OTHER", other), ("PORT", server.getsockname()[1])):
                changes = {cell: text.replace(word, str(value)) for cell, text in changes.items()}
            small.hand_in(root, name.replace("?", ""), **changes)
        small.hand_in(root, "z honest one")
        return root, labkit_command("--course", root, "grade", small.day)


@pytest.mark.parametrize("name", KINDS)
def test_contained_reported_and_scored_on_its_merits(outcome, small, name):
    root, ran = outcome
    kind = KINDS[name]
    line = next(line for line in ran.err.splitlines() if f"] {name}: " in line)
    assert ": graded in " in line, line
    points = small.marks(root)[name]
    if kind.points:
        assert " ".join(points) == kind.points, small.shown(root, name)
    assert points[0] == "0" if kind.first else "2"
    shown = small.shown(root, name)
    assert SECRET not in shown
    assert re.search(kind.shows, shown), shown
    assert re.search(kind.told, line), line


def test_the_others_have_their_marks_and_nothing_was_changed(outcome, small, released):
    root, _ = outcome
    assert small.marks(root)["a honest one"] == small.marks(root)["z honest one"] == ["2", "2", "1"]
    assert len(small.marks(root)) == len(KINDS) + 2
    for path in (released / "solutions").rglob("*.*"):
        assert path.read_bytes() == (root / path.relative_to(released)).read_bytes()
    assert not (root / "bomb").exists()
    assert not Path("/x").exists()
    with sqlite3.connect(root / "class" / "gradebook.db") as base:
        assert base.execute("select count(*) from grade where manual_score is not null").fetchone() == (0,)
    base.close()


def test_the_memory_of_many_processes_is_counted_together(released, small, labkit_command, tmp_path):
    """With much time for a cell: on a busy computer three gigabytes take longer to fill than the others may run."""
    root = Path(shutil.copytree(released, tmp_path / "course"))
    settings = root / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("c.Execute.timeout = 6", "c.Execute.timeout = 300"))
    code = "import os, time\nfor _ in range(10):\n    if not os.fork():\n        hoard = b'x' * (300 << 20)\n"
    small.hand_in(root, "dara", q2_answer=f"{code}        time.sleep(300)\ntime.sleep(300)")
    ran = labkit_command("--course", root, "grade", small.day, "--marks-only")
    assert "q2-answer ended Python" in ran.err
    assert small.marks(root) == {"dara": ["2", "0", "1"]}


def test_no_process_is_left(outcome):
    """The names of processes are seen from outside of the sandbox, whatever their numbers."""
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in lines if b"pangolin-sleeps" in line]


def test_without_a_sandbox_grading_refuses(course, small, labkit_command, monkeypatch):
    small.hand_in(course, "dara")
    monkeypatch.setenv("LABKIT_SANDBOX", "0")
    monkeypatch.delenv("LABKIT_UNSAFE", raising=False)
    ran = labkit_command("--course", course, "grade", small.day)
    assert ran.code == 1
    assert "there is no sandbox to run them in" in ran.err
    assert "--unsafe" in ran.err
    assert small.marks(course) == {}
    assert labkit_command("--course", course, "grade", small.day, "--unsafe").code == 0
    assert small.marks(course)["dara"] == ["2", "2", "1"]
    words = [sys.executable, "-m", "nbgrader", "autograde", small.day, "--force"]
    env = {**os.environ, "HOME": str(course), "PYTHONPATH": str(Path(__file__).parents[3])}
    stock = subprocess.run(words, cwd=course, env=env, capture_output=True, text=True, check=False)
    assert stock.returncode != 0
    assert "take away the # before c.GradingExecute.unsafe in nbgrader_config.py" in stock.stderr
