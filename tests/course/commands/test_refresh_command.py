"""labkit refresh, as it is typed."""

from __future__ import annotations

import hashlib
import importlib.util
import socket
import sys
from pathlib import Path

import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.data.refresh.series import all_series

pytest.importorskip("sdmx")

SERVICE = Path(__file__).parents[2] / "data" / "refresh" / "ilo_service.py"


@pytest.fixture
def service():
    """The service, with one NEET rate and nothing else."""
    if "ilo_service" not in sys.modules:
        spec = importlib.util.spec_from_file_location("ilo_service", SERVICE)
        sys.modules["ilo_service"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    module = sys.modules["ilo_service"]
    neet = next(one for one in all_series() if one.name == "neet")
    figure = {"REF_AREA": "KHM", "FREQ": "A", "MEASURE": neet.measure, "SEX": "SEX_T", "TIME_PERIOD": 2021}
    running = module.IloService({neet.dataflow: module.Table(neet, [{**figure, "OBS_VALUE": 7.5, "SOURCE": "LFS"}])})
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "home"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def refresh(labkit_command, service):
    def ran(*words):
        return labkit_command("refresh", "--service", service.address, "--attempts", 1, "--timeout", 2, *words)

    return ran


def shipped_hash():
    return hashlib.sha256((datasets_folder() / "published" / "figures.csv").read_bytes()).hexdigest()


def test_what_changed_is_shown_and_kept(refresh, own_home):
    before = shipped_hash()
    ran = refresh("--series", "neet")
    assert ran.code == 0
    assert "neet: 1 figures received; 1 added, 0 changed, 0 vanished." in ran.out
    assert "added    NEET rate 2021, 15-24: 7.5 percent" in ran.out
    assert str(own_home / "published") in ran.out
    assert lk.load("published").set_index("id").loc["ilostat-neet-2021-total", "value"] == 7.5
    assert shipped_hash() == before
    assert "fetched at" in refresh("--series", "neet").out


def test_dry_run(refresh, own_home):
    ran = refresh("--series", "neet", "--dry-run")
    assert ran.code == 0 and "Nothing was kept" in ran.out and "7.5 percent" in ran.out
    assert not own_home.exists()


def test_list_and_forget(refresh, labkit_command):
    refresh("--series", "neet")
    ran = labkit_command("refresh", "--list")
    assert ran.code == 0
    (line,) = [line for line in ran.out.splitlines() if line.startswith("neet ")]
    assert "DF_EIP_NEET_SEX_RT" in line and "fetched at" in line
    assert ran.out.count("as it comes with labkit") == 5
    assert labkit_command("refresh", "--forget").out.startswith("Removed: neet.")
    assert "Nothing was fetched" in labkit_command("refresh", "--forget").out
    assert "ilostat-neet-2021-total" not in set(lk.load("published")["id"])


def test_what_fails_is_code_1_and_the_rest_is_taken(refresh):
    ran = refresh()
    assert ran.code == 1
    assert "neet: 1 figures received" in ran.out
    assert ran.err.count("not fetched, nothing of it was changed") == 5
    assert "HTTP 404" in ran.err


def test_without_a_network(labkit_command, own_home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/rest"
    before = shipped_hash()
    ran = labkit_command("refresh", "--service", address)
    assert ran.code == 1 and ran.out == ""
    assert "cannot be reached" in ran.err and "The figures that you have stay as they are." in ran.err
    assert not own_home.exists() and shipped_hash() == before


@pytest.mark.parametrize("words", [("--timeout", "0"), ("--timeout", "nan"), ("--attempts", "0")])
def test_limits_that_make_no_sense(labkit_command, words):
    ran = labkit_command("refresh", *words)
    assert ran.code == 1 and "make no sense" in ran.err


def test_an_unknown_series(refresh):
    ran = refresh("--series", "neat")
    assert ran.code == 1 and "Did you mean 'neet'?" in ran.err


def test_without_sdmx1(refresh, monkeypatch):
    monkeypatch.setitem(sys.modules, "sdmx", None)
    ran = refresh()
    assert ran.code == 1 and 'pip install "labkit[refresh]"' in ran.err
