"""Whatever the service does wrong: the message says what and what to do, and no file changes."""

import hashlib
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

import labkit as lk
from labkit.data.cards import card
from labkit.data.files import datasets_folder
from labkit.data.refresh import Patience, RefreshError, UnreachableError, refresh
from labkit.data.refresh.kept import keep
from labkit.errors import OptionError

FLOW = "DF_EIP_NEET_SEX_RT"


def hashes(*folders):
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def fetch(service, quick, own_home):
    """Fetch one series; an error is returned, once it is sure that no file has changed."""
    for name in ("informal-employment", "neet"):  # as if fetched before, without a change
        keep(
            name,
            {"retrieved": "2026-01-01T00:00:00Z", "link": "", "base": card("published").sha256, "added": 0, "rows": []},
        )
    before = hashes(datasets_folder() / "published", own_home)

    def fetched(fault="", *, name="neet", on="data", patience=quick, address=None):
        service.faults = {on: fault if isinstance(fault, list) else [fault]} if fault else {}
        said = []
        try:
            result = refresh(
                [name], again=True, service=address or service.address, patience=patience, tell=said.append
            )
            error = result.failed.get(name)
        except UnreachableError as unreachable:
            error = unreachable
        if error is not None:
            assert hashes(datasets_folder() / "published", own_home) == before
            assert "stay as they are" in str(error)
            assert str(error).count("try:") == 1
        fetched.said = said
        return error

    return fetched


FAULTS = [
    ("short", "broke off"),
    ("half", "broke off"),
    ("page", "A web page came instead"),
    ("json", "not the SDMX message"),
    ("otherxml", "not the SDMX message"),
    ("hang", "was cut"),
    ("silence 0.6", "does not answer in time"),
    ("drip", "does not end"),
    ("status 500", "fault of its own"),
    ("status 503", "fault of its own"),
    ("status 429", "asked too often"),
    ("status 429 9999", "asks to wait 9999 seconds"),
    ("status 403", "refuses to answer"),
    ("status 404", "has no figures for this query"),
    ("status 413", "too large"),
    ("status 422", "does not understand"),
    ("status 418", "does not answer this query"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_fault_changes_nothing_and_is_named(fetch, fault, words):
    patience = Patience(timeout=0.15, attempts=2, pause=0.01, longest=0.3)
    error = fetch(fault, patience=patience)
    assert isinstance(error, RefreshError)
    assert words in str(error)
    assert FLOW in str(error)


@pytest.mark.parametrize("fault", ["short", "half", "page", "otherxml", "status 404", "status 500"])
def test_a_fault_when_the_structure_is_asked_for(fetch, fault):
    assert dict(FAULTS)[fault] in str(fetch(fault, on="structure"))


@pytest.mark.parametrize(
    ("fault", "asked"),
    [
        ("status 500", 3),
        ("status 429", 3),
        ("half", 3),
        ("short", 3),
        ("status 404", 1),
        ("status 403", 1),
        ("page", 1),
    ],
)
def test_only_passing_faults_are_asked_again(fetch, service, fault, asked):
    before = len(service.asked)
    fetch(fault, on="structure")
    assert len(service.asked) - before == asked


@pytest.mark.parametrize("fault", ["status 500", "status 502", "status 429", "half", "short", "hang", "silence 0.4"])
def test_a_fault_that_passes_is_no_fault(fetch, service, fault):
    assert fetch([fault, fault, "none"]) is None
    assert len(fetch.said) == 3 and "Next attempt in" in fetch.said[1]


def test_the_wait_that_the_service_names_is_kept(fetch, monkeypatch):
    waits = []
    monkeypatch.setattr("labkit.data.refresh.service.time.sleep", waits.append)
    patience = Patience(timeout=1, attempts=4, pause=2, longest=30)
    assert fetch(["status 429 7", "status 429", "status 500", "none"], patience=patience) is None
    assert waits == [7, 4, 8]


def test_the_wait_may_be_a_date(fetch, monkeypatch):
    waits = []
    monkeypatch.setattr("labkit.data.refresh.service.time.sleep", waits.append)
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    patience = Patience(timeout=1, attempts=2, pause=1, longest=30)
    assert fetch([f"status 429 {date}", "none"], patience=patience) is None
    assert 15 < waits[0] <= 20


def test_no_service_at_all(fetch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/rest"
    error = fetch(address=address)
    assert isinstance(error, UnreachableError)
    assert "cannot be reached" in str(error) and "Check the network" in str(error)


def test_an_address_that_is_none(fetch):
    with pytest.raises(OptionError, match="no address"):
        fetch(address="nonsense")


@pytest.mark.parametrize("fault", ["empty", "status 404"])
def test_an_empty_series(fetch, fault):
    assert "no figures" in str(fetch(fault))


def test_a_series_without_values(fetch, service):
    for row in service.tables[FLOW].observations:
        row["OBS_VALUE"] = "NaN"
    assert "empty series" in str(fetch())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"OBS_VALUE": "120"}, "a figure 120"),
        ({"OBS_VALUE": "-1"}, "a figure -1"),
        ({"OBS_VALUE": "many"}, "a figure 'many'"),
        ({"TIME_PERIOD": "2012-Q1"}, "period '2012-Q1'"),
        ({"UNIT_MULT": "3"}, "UNIT_MULT 3"),
        ({"MEASURE": "EIP_OTHER_RT"}, "MEASURE 'EIP_OTHER_RT'"),
    ],
)
def test_figures_that_make_no_sense(fetch, service, change, words):
    service.tables[FLOW].observations[0].update(change)
    error = fetch()
    assert words in str(error) and "not the one that labkit knows" in str(error)


def test_two_figures_for_one_place(fetch, service):
    rows = service.tables[FLOW].observations
    rows.append({**rows[0], "OBS_VALUE": "13"})
    assert "two figures for the same group" in str(fetch())


def test_other_dimensions(fetch, service):
    service.tables[FLOW].dimensions = ("REF_AREA", "FREQ", "MEASURE", "SEX", "AGE")
    error = fetch()
    assert "REF_AREA, FREQ, MEASURE, SEX, AGE" in str(error) and "newer labkit" in str(error)


def test_a_code_that_is_gone(fetch, service):
    service.tables[FLOW].missing_codes = {"SEX_F"}
    assert "code SEX_F in SEX" in str(fetch())


def test_a_neighbour_that_is_gone_is_no_fault(fetch, service):
    table = service.tables["DF_EMP_NIFL_SEX_RT"]
    table.missing_codes = {"MMR"}
    table.observations = [row for row in table.observations if row["REF_AREA"] != "MMR"]
    assert fetch(name="informal-employment") is None
    assert "no longer in ILOSTAT" in lk.load("published").set_index("id").loc["informal-myanmar-2019-male", "note"]


def test_another_base_year_of_the_dollars(fetch, service):
    service.tables["DF_EAR_EMTA_SEX_GEO_CUR_NB"].names["CUR_TYPE_PPP"] = "Currency: 2026 PPP $"
    error = fetch(name="earnings")
    assert "2026 PPP $" in str(error) and "'2021'" in str(error)


def test_a_reply_about_other_years_alone(fetch, service):
    for row in service.tables["DF_EMP_NIFL_SEX_RT"].observations:
        row["TIME_PERIOD"] = int(row["TIME_PERIOD"]) - 50
    assert "none of the figures that the table has" in str(fetch(name="informal-employment"))


def test_one_series_fails_and_the_others_come(service, quick):
    service.faults = {"data DF_EMP_TEMP_SEX_INS_NB": ["status 404"]}
    result = refresh(service=service.address, patience=quick)
    assert list(result.failed) == ["employment"]
    assert len(result.changes) == 5


def test_the_connection_goes_away_in_between(service, quick):
    service.faults = {"structure DF_EMP_TEMP_SEX_INS_NB": ["hang"]}
    result = refresh(service=service.address, patience=quick)
    assert list(result.changes) == ["informal-employment"]
    assert list(result.failed) == ["employment"]


def test_nothing_is_printed_or_warned(fetch, service, capfd):
    service.tables[FLOW].dimensions = ("REF_AREA", "FREQ", "MEASURE", "SEX", "AGE")
    fetch()
    fetch("otherxml")
    assert capfd.readouterr() == ("", "")
