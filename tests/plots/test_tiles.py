"""The tile grid of the provinces."""

import pandas as pd
import pytest

import labkit as lk
from labkit import plots
from labkit.errors import ColumnError
from labkit.plots.tiles import PLACES


@pytest.fixture(scope="module")
def rates() -> pd.DataFrame:
    return lk.informality.informal_employment_rate(lk.load("lfs"), by="province")


def test_every_province_has_a_place_of_its_own(rates: pd.DataFrame) -> None:
    axes = plots.province_tiles(rates).figure.axes[0]
    corners = {tile.get_xy() for tile in axes.patches}
    assert len(corners) == len(rates) == 25


def test_a_tile_writes_its_figure_and_interval_and_hides_what_must_not_be_shown(rates: pd.DataFrame) -> None:
    rates = rates.assign(flag=["S", "U"] + [""] * 23)
    picture = plots.province_tiles(rates, title="Informal employment")
    written = [text.get_text() for text in picture.figure.axes[0].texts]
    hidden, unreliable, sound = (rates.iloc[i] for i in (0, 1, 2))
    assert "too few\nrecords" in written
    assert f"{hidden['estimate']:.1f} (" not in picture.alt
    assert f"{unreliable['province']}: {unreliable['estimate']:.1f}" in picture.alt
    assert "unreliable" in picture.alt
    assert f"{sound['estimate']:.1f}" in written
    # As many digits as the figure; on two lines where the tile is narrow.
    assert f"({sound['ci_low']:.1f} to {sound['ci_high']:.1f})" in [text.replace("\n", " ") for text in written]


def test_one_province_alone_can_be_drawn(rates: pd.DataFrame) -> None:
    assert "Kep" in plots.province_tiles(rates[rates["province"] == "Kep"]).alt


def test_other_places_are_named(rates: pd.DataFrame) -> None:
    other = rates.assign(province=["Vientiane"] * 25)
    with pytest.raises(ColumnError, match="Vientiane"):
        plots.province_tiles(other)
    with pytest.raises(ColumnError, match="no column 'province'"):
        plots.province_tiles(rates.rename(columns={"province": "place"}))


def test_gains_and_losses_have_two_colours_and_a_key_and_nothing_is_minus_zero(rates: pd.DataFrame) -> None:
    balance = rates.assign(estimate=[-0.04, -30.0, 30.0] + [5.0] * 22).assign(ci_low=-70.0, ci_high=70.0, flag="")
    picture = plots.province_tiles(balance, unit="per 1,000")
    axes, key = picture.figure.axes[0], picture.figure.legends[0]
    written = [text.get_text() for text in axes.texts]
    assert [text.get_text() for text in key.get_texts()] == ["above zero", "below zero"]
    assert "0.0" in written
    assert "-0.0" not in written
    tiles = [tile for tile in axes.patches if tile.get_height() == max(one.get_height() for one in axes.patches)]
    assert len(tiles) == 25
    red, blue = (tile.get_facecolor() for tile in tiles[1:3])
    assert red[0] > red[2]
    assert blue[2] > blue[0]


WEST_TO_EAST = [
    ("Oddar Meanchey", "Preah Vihear", "Stung Treng", "Ratanak Kiri"),
    ("Banteay Meanchey", "Siem Reap", "Kampong Thom", "Kratie", "Mondul Kiri"),
    ("Pailin", "Battambang", "Pursat", "Kampong Chhnang", "Kampong Cham", "Tboung Khmum"),
    ("Koh Kong", "Kampong Speu", "Phnom Penh", "Prey Veng"),
    ("Preah Sihanouk", "Kampot", "Takeo", "Kandal", "Svay Rieng"),
]
NORTH_TO_SOUTH = [
    ("Banteay Meanchey", "Battambang", "Koh Kong", "Preah Sihanouk"),
    ("Oddar Meanchey", "Siem Reap", "Pursat", "Kampong Speu", "Kampot", "Kep"),
    ("Preah Vihear", "Kampong Thom", "Kampong Chhnang", "Phnom Penh", "Takeo"),
    ("Stung Treng", "Kratie", "Kampong Cham", "Prey Veng"),
    ("Ratanak Kiri", "Mondul Kiri", "Tboung Khmum", "Svay Rieng"),
]


def test_tiles_lie_as_the_provinces_do_on_the_map() -> None:
    assert len(set(PLACES.values())) == len(PLACES) == 25
    for line in WEST_TO_EAST:
        columns = [PLACES[name][1] for name in line]
        assert columns == sorted(set(columns))
        assert len({PLACES[name][0] for name in line}) == 1
    for line in NORTH_TO_SOUTH:
        rows = [PLACES[name][0] for name in line]
        assert rows == sorted(set(rows))
