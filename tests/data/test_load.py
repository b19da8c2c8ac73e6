import shutil

import pandas as pd
import pytest

import labkit as lk
from labkit.data import files
from labkit.errors import DataError, OptionError


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A copy of the data sets, found as in an installed package; returns its folder."""
    folder = tmp_path / "labkit" / "_datasets"
    for name in ("lfs", "published"):
        shutil.copytree(files.datasets_folder() / name, folder / name)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "labkit" / "data" / "files.py"))
    return folder


def test_a_survey_comes_with_its_design():
    lfs = lk.load("lfs")
    assert isinstance(lfs, lk.Survey)
    total = lfs.total().iloc[0]
    assert total["estimate"] == pytest.approx(15_552_211)
    assert total["df"] == 1000 - 50


def test_a_table_is_a_frame():
    table = lk.load("published")
    assert isinstance(table, pd.DataFrame)
    assert pd.api.types.is_float_dtype(table["value"])
    assert pd.api.types.is_integer_dtype(table["year"])


def test_another_draw_has_the_same_design():
    assert lk.load("lfs", draw=3).total().iloc[0]["df"] == 950


@pytest.mark.parametrize("name", ["firms", "flows", "injuries"])
def test_synthetic_tables_are_frames_and_have_draws(name):
    table, other = lk.load(name), lk.load(name, draw=2)
    assert isinstance(table, pd.DataFrame) and isinstance(other, pd.DataFrame)
    assert table.dtypes.equals(other.dtypes)
    assert len(table) == len(other)


def test_each_survey_has_its_own_draws():
    recruitment = lk.load("recruitment", draw=2)
    assert isinstance(recruitment, lk.Survey)
    assert "cost_agency" in recruitment.frame and "cost_agency" not in lk.load("lfs", draw=2).frame


def test_another_draw_of_2012():
    assert lk.load("lfs2012", draw=3).total().iloc[0]["df"] == 600 - 48


def test_an_installed_package_has_its_own_copy(installed):
    assert files.datasets_folder() == installed
    assert len(lk.load("lfs").frame) == lk.card("lfs").size["rows"]


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(OptionError) as error:
        lk.load("lsf")
    assert "'lfs' or 'lfs2012' or 'migrant_stocks' or 'prices' or 'published'" in str(error.value)
    assert "Did you mean 'lfs'?" in str(error.value)


@pytest.mark.parametrize("name", ["../lfs", "", "LFS"])
def test_only_names_in_the_list_are_known(name):
    with pytest.raises(OptionError):
        lk.load(name)


def test_published_figures_have_no_draws():
    with pytest.raises(OptionError, match="no further samples"):
        lk.load("published", draw=1)


def test_a_damaged_file_is_not_read(installed):
    path = installed / "lfs" / "lfs.parquet"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    expected = lk.card("lfs").sha256
    with pytest.raises(DataError) as error:
        lk.load("lfs")
    message = str(error.value)
    assert str(path) in message
    assert expected in message and files.checksum(path) in message
    assert "Install labkit again" in message


def test_a_changed_figure_is_noticed(installed):
    path = installed / "published" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("89.405", "88.405"), encoding="utf-8")
    with pytest.raises(DataError, match="changed or is damaged"):
        lk.load("published")


def test_line_ends_of_windows_are_no_damage(installed):
    before = lk.load("published")
    path = installed / "published" / "figures.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(lk.load("published"), before)


def test_a_missing_file_is_named(installed):
    (installed / "lfs" / "lfs.parquet").unlink()
    with pytest.raises(DataError, match="missing") as error:
        lk.load("lfs")
    assert "lfs.parquet" in str(error.value)


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe"])
def test_a_broken_card_is_named(installed, content):
    (installed / "lfs" / "card.toml").write_bytes(content)
    with pytest.raises(DataError, match="card of data set 'lfs' cannot be read"):
        lk.load("lfs")


def test_an_incomplete_card_says_what_it_lacks(installed):
    path = installed / "lfs" / "card.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("licence =", "license ="), encoding="utf-8")
    with pytest.raises(DataError, match="incomplete") as error:
        lk.card("lfs")
    assert "no licence" in str(error.value)


def test_no_data_sets_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "__file__", str(tmp_path / "labkit" / "data" / "files.py"))
    with pytest.raises(DataError, match="not there"):
        lk.datasets()
