"""Fetching, merging, keeping and going back, against a service on this computer."""

import json
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

import labkit as lk
from labkit.data import files
from labkit.data.refresh import RefreshError, forget, home, refresh, series_table
from labkit.data.refresh.kept import folder
from labkit.errors import DataError, OptionError

TODAY = datetime.now(UTC).strftime("%Y-%m-%d")


@pytest.fixture
def fetch(service, quick):
    """Fetch from the service on this computer."""

    def fetched(*names, **options):
        return refresh(list(names) or None, service=service.address, patience=quick, **{"again": True, **options})

    return fetched


def one(observations, **codes):
    """Return the only observation with these codes."""
    found = [row for row in observations if all(str(row[name]) == str(code) for name, code in codes.items())]
    assert len(found) == 1
    return found[0]


def informal(service):
    return service.tables["DF_EMP_NIFL_SEX_RT"].observations


def figures():
    return lk.load("published").set_index("id")


def test_the_shipped_figures_come_back_unchanged(fetch, shipped):
    result = fetch("informal-employment", "employment", "earnings")
    assert not result.failed
    assert {name: len(changes) for name, changes in result.changes.items()} == {
        "informal-employment": 0,
        "employment": 0,
        "earnings": 0,
    }
    assert result.figures == {"informal-employment": 30, "employment": 30, "earnings": 48}
    pd.testing.assert_frame_equal(lk.load("published"), shipped)


def test_a_changed_figure(fetch, service, shipped):
    one(informal(service), REF_AREA="KHM", SEX="SEX_F", TIME_PERIOD=2019).update(OBS_VALUE="88.5", OBS_STATUS="B")
    (change,) = fetch("informal-employment").changes["informal-employment"]
    assert (change.kind, change.old, change.new) == ("changed", 88.979, 88.5)
    assert "informal employment rate 2019, employed 15+, female: 88.979 → 88.5 percent" in str(change)
    row = figures().loc["lfs2019-informal-female"]
    assert row["value"] == 88.5
    assert row["link"].startswith(f"{service.address}/data/ILO,DF_EMP_NIFL_SEX_RT/KHM+")
    assert row["note"] == f"Labour Force Survey; break in series; retrieved {TODAY}, before that 88.979"
    after = lk.load("published")
    assert after["id"].tolist() == shipped["id"].tolist()
    assert after.dtypes.equals(shipped.dtypes)
    others = after["id"] != "lfs2019-informal-female"
    pd.testing.assert_frame_equal(after[others], shipped[others])


def test_a_note_that_quotes_a_changed_figure_says_so(fetch, service, shipped):
    one(informal(service), REF_AREA="KHM", SEX="SEX_T", TIME_PERIOD=2019)["OBS_VALUE"] = "88.7"
    fetch("informal-employment")
    after = lk.load("published")
    differs = after["note"] != shipped["note"]
    assert after.loc[differs, "id"].tolist() == ["lfs2019-informal-report", "lfs2019-informal-total"]
    assert figures().loc["lfs2019-informal-report", "note"].endswith(f"since {TODAY} ILOSTAT says 88.7, not 89.405")
    assert figures().loc["lfs2019-informal-report", "value"] == 88


def test_an_added_figure_and_its_name(fetch, service, shipped):
    informal(service).append(
        {**one(informal(service), REF_AREA="KHM", SEX="SEX_M", TIME_PERIOD=2019), "TIME_PERIOD": 2023, "OBS_VALUE": 85}
    )
    (change,) = fetch("informal-employment").changes["informal-employment"]
    assert (change.kind, change.old, change.new) == ("added", None, 85)
    row = figures().loc["informal-2023-male"]
    assert row[["year", "population", "sex", "area", "unit", "status"]].tolist() == [
        2023,
        "employed 15+",
        "male",
        "total",
        "percent",
        "official",
    ]
    assert lk.card("published").size["rows"] == len(lk.load("published")) == len(shipped) + 1


def test_a_vanished_figure_stays_with_a_note(fetch, service):
    rows = informal(service)
    rows.remove(one(rows, REF_AREA="KHM", SEX="SEX_M", TIME_PERIOD=2019))
    (change,) = fetch("informal-employment").changes["informal-employment"]
    assert (change.kind, change.old, change.new) == ("vanished", 89.811, None)
    assert str(change).endswith("male: 89.811 percent, no longer in ILOSTAT")
    row = figures().loc["lfs2019-informal-male"]
    assert row["value"] == 89.811
    assert row["note"].endswith(f"no longer in ILOSTAT on {TODAY}")
    assert not fetch("informal-employment").changes["informal-employment"]


def test_derived_figures_follow(fetch, service):
    earnings = service.tables["DF_EAR_EMTA_SEX_GEO_CUR_NB"].observations
    one(earnings, TIME_PERIOD=2021, SEX="SEX_M", GEO="GEO_COV_NAT")["OBS_VALUE"] = 800
    new = [{**row, "TIME_PERIOD": 2023} for row in earnings if row["TIME_PERIOD"] == 2021]
    earnings += new
    changes = fetch("earnings").changes["earnings"]
    assert sum(change.kind == "changed" for change in changes) == 2
    assert sum(change.kind == "added" for change in changes) == 9 + 3
    table = figures()
    expected = 100 * (800 - 627.817) / 800
    assert table.loc["pay-gap-2021", "value"] == pytest.approx(expected, abs=0.0051)
    assert table.loc["pay-gap-2023", "value"] == pytest.approx(expected, abs=0.0051)
    assert "before that 13.81" in table.loc["pay-gap-2021", "note"]
    assert table.loc["pay-gap-2023-urban", ["sex", "area", "unit", "status"]].tolist() == [
        "total",
        "urban",
        "percent",
        "derived",
    ]


def test_shares_and_implied_population_follow(fetch, service):
    employment = service.tables["DF_EMP_TEMP_SEX_INS_NB"].observations
    one(employment, TIME_PERIOD=2019, SEX="SEX_T", INS="INS_SECTOR_TOTAL")["OBS_VALUE"] = 9000
    fetch("employment")
    table = figures()
    assert table.loc["public-share-2019-total", "value"] == pytest.approx(100 * 569.921 / 9000, abs=0.00051)
    assert table.loc["public-share-2019-total", "note"].startswith("569.921 / 9,000.000")
    assert table.loc["implied-population15-2019", "value"] == pytest.approx(9 / 0.686, abs=0.051)


def test_other_vintages_stay(fetch, shipped):
    result = fetch("unemployment", "neet", "participation-modelled")
    assert [change.kind for changes in result.changes.values() for change in changes] == ["added"] * 3
    table = figures()
    assert table.loc["lfs2012-unemployment-total", "source"] == "UN SDG database, October 2020"
    assert table.loc["ilostat-unemployment-2012-total", "source"] == "ILOSTAT, UNE_DEAP_SEX_AGE_RT"
    assert len(table) == len(shipped) + 3


def test_projections_are_left_out(fetch, service):
    rows = service.tables["DF_EAP_2WAP_SEX_AGE_RT"].observations
    rows += [{**rows[0], "TIME_PERIOD": datetime.now(UTC).year + ahead} for ahead in (-1, 0, 1)]
    years = [change.row["year"] for change in fetch("participation-modelled").changes["participation-modelled"]]
    assert years == [2012, datetime.now(UTC).year - 1]


def test_a_second_refresh_compares_with_the_first(fetch, service):
    female = one(informal(service), REF_AREA="KHM", SEX="SEX_F", TIME_PERIOD=2019)
    female["OBS_VALUE"] = "88.5"
    fetch("informal-employment")
    female["OBS_VALUE"] = "88.4"
    (change,) = fetch("informal-employment").changes["informal-employment"]
    assert (change.old, change.new) == (88.5, 88.4)
    female["OBS_VALUE"] = "88.979"
    fetch("informal-employment")
    assert figures().loc["lfs2019-informal-female", "note"].startswith("ILOSTAT's harmonised series")
    log = pd.read_csv(folder() / "changes.csv")
    assert log["new"].tolist() == [88.5, 88.4, 88.979]
    assert log["old"].tolist() == [88.979, 88.5, 88.4]
    assert log["id"].unique().tolist() == ["lfs2019-informal-female"]


def test_a_figure_added_and_taken_back(fetch, service, shipped):
    extra = {**informal(service)[0], "TIME_PERIOD": 2024}
    informal(service).append(extra)
    fetch("informal-employment")
    informal(service).remove(extra)
    (change,) = fetch("informal-employment").changes["informal-employment"]
    assert change.kind == "vanished"
    pd.testing.assert_frame_equal(lk.load("published"), shipped)


def test_dry_run_keeps_nothing(fetch, service, own_home):
    one(informal(service), REF_AREA="KHM", SEX="SEX_F", TIME_PERIOD=2019)["OBS_VALUE"] = "88.5"
    assert len(fetch("informal-employment", dry_run=True).changes["informal-employment"]) == 1
    assert not own_home.exists()


def test_recently_fetched_series_are_not_asked_for_again(fetch, service):
    fetch("neet")
    before = len(service.asked)
    assert list(fetch("neet", again=False).fresh) == ["neet"]
    assert len(service.asked) == before
    fetch("neet")
    assert len(service.asked) == before + 2


def test_the_day_after_they_are_asked_for_again(fetch, service):
    fetch("neet")
    path = folder() / "neet.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    yesterday = (datetime.now(UTC) - timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M:%SZ")
    del content["format"], content["series"], content["checksum"]
    from labkit.data.refresh.kept import keep

    keep("neet", {**content, "retrieved": yesterday})
    assert not fetch("neet", again=False).fresh


def test_forget_goes_back(fetch, service, shipped):
    one(informal(service), REF_AREA="KHM", SEX="SEX_F", TIME_PERIOD=2019)["OBS_VALUE"] = "88.5"
    fetch()
    assert len(lk.load("published")) > len(shipped)
    assert len(forget()) == 6
    pd.testing.assert_frame_equal(lk.load("published"), shipped)
    assert (folder() / "changes.csv").is_file()
    assert forget() == []


def test_the_date_is_shown(fetch):
    fetch("neet")
    assert lk.load("published").attrs["refreshed"]["neet"].startswith(TODAY)
    assert lk.card("published").refreshed == {"neet": TODAY}
    assert f"neet on {TODAY}" in str(lk.card("published"))
    assert f"neet on {TODAY}" in lk.card("published")._repr_html_()
    assert "http" not in lk.card("published")._repr_html_()
    table = series_table().set_index("name")
    assert table.loc["neet", "retrieved"].startswith(TODAY) and table.loc["neet", "in_use"]
    assert table.loc["earnings", "retrieved"] == "" and not table.loc["earnings", "in_use"]


def test_figures_for_an_earlier_edition_of_the_table_are_not_shown(fetch, shipped):
    fetch("neet")
    path = folder() / "neet.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["format"], content["series"], content["checksum"]
    from labkit.data.refresh.kept import keep

    keep("neet", {**content, "base": "0" * 64})
    pd.testing.assert_frame_equal(lk.load("published"), shipped)
    assert not series_table().set_index("name").loc["neet", "in_use"]


@pytest.mark.parametrize("damage", [lambda text: text.replace("12.7", "2.7"), lambda text: text[:50], lambda _: "[]"])
def test_a_damaged_kept_file_is_named(fetch, damage):
    fetch("neet")
    path = folder() / "neet.json"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError) as error:
        lk.load("published")
    assert "neet.json" in str(error.value) and "labkit refresh --forget" in str(error.value)
    forget()
    lk.load("published")


def test_the_shipped_files_are_still_guarded(fetch, tmp_path, monkeypatch):
    import shutil

    installed = tmp_path / "labkit" / "_datasets"
    shutil.copytree(files.datasets_folder() / "published", installed / "published")
    monkeypatch.setattr(files, "__file__", str(tmp_path / "labkit" / "data" / "files.py"))
    fetch("neet")
    path = installed / "published" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("89.405", "88.405"), encoding="utf-8")
    with pytest.raises(DataError, match="changed or is damaged"):
        lk.load("published")


def test_a_folder_that_cannot_be_written_to(fetch, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "file"))
    with pytest.raises(DataError, match="cannot be kept") as error:
        fetch("neet")
    assert "LABKIT_HOME" in str(error.value)


def test_home(monkeypatch, tmp_path):
    assert home() == tmp_path / "home"
    monkeypatch.delenv("LABKIT_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "data" / "labkit"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert home() == tmp_path / "Local" / "labkit"
    monkeypatch.setattr("sys.platform", "darwin")
    assert home().parts[-3:] == ("Library", "Application Support", "labkit")


def test_an_unknown_series_lists_the_known_ones(fetch):
    with pytest.raises(OptionError) as error:
        fetch("earning")
    assert "'neet'" in str(error.value) and "Did you mean 'earnings'?" in str(error.value)


def test_without_sdmx1_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sdmx", None)
    with pytest.raises(RefreshError) as error:
        refresh(["neet"])
    assert 'pip install "labkit[refresh]"' in str(error.value)


def test_what_is_asked(fetch, service):
    fetch("neet")
    (first, headers), (second, data_headers) = service.asked
    assert first == "/rest/dataflow/ILO/DF_EIP_NEET_SEX_RT/latest?detail=referencepartial&references=all"
    assert second == "/rest/data/ILO,DF_EIP_NEET_SEX_RT/KHM.A..SEX_T+SEX_M+SEX_F"
    assert headers["Accept"] == "application/vnd.sdmx.structure+xml;version=2.1"
    assert data_headers["Accept"] == "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
    assert headers["Accept-Language"] == "en" and headers["User-Agent"].startswith("Mozilla/5.0 (compatible; labkit/")
