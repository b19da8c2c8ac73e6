"""Folders for temporary files of processes that were killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from labkit.course.support.temporary import clear_up, temporary_folder


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="processes of others cannot be looked at")
def test_what_a_killed_process_left_is_removed_and_what_others_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = "import os, time; from labkit.course.support import temporary\n"
    killed += "with temporary.temporary_folder() as folder:\n"
    killed += "    (folder / 'checks.json').write_text('a key')\n    os.kill(os.getpid(), 9)"
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", killed], env=env, check=False)
    (left,) = tmp_path.iterdir()
    assert (left / "checks.json").exists()
    (tmp_path / "labkit-notes").mkdir()
    clear_up.cache_clear()
    with temporary_folder() as folder:
        assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "labkit-notes", folder])
        clear_up.cache_clear()
        with temporary_folder():
            assert folder.exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "labkit-notes"]
