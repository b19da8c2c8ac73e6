"""The picture of average marginal effects."""

import pandas as pd
import pytest

from labkit import plots
from labkit.errors import ColumnError

TABLE = pd.DataFrame(
    {
        "term": ["sex: female", "education: primary", "education: higher", "years_of_work"],
        "estimate": [-0.02, 0.001, -0.2, 0.01],
        "ci_low": [-0.03, -0.004, -0.3, 0.005],
        "ci_high": [-0.01, 0.006, -0.1, 0.015],
    }
)


def test_effects_are_in_percentage_points_below_their_variable_and_its_base() -> None:
    axes = plots.marginal_effects(TABLE, bases={"sex": "male", "education": "none"}).figure.axes[0]
    labels = [tick.get_text().replace("\n", " ") for tick in axes.get_yticklabels()]
    assert labels == [
        "sex, compared with male", "female", "education, compared with none", "primary", "higher",
        "years of work, one more",
    ]  # fmt: skip
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() in "o^v"]
    assert dots == pytest.approx([-2, 0.1, -20, 1])


def test_an_effect_that_may_be_zero_is_broken_and_said_to_be() -> None:
    picture = plots.marginal_effects(TABLE)
    lines = picture.figure.axes[0].lines
    assert sum(line.get_linestyle() == "--" and len(line.get_xdata()) == 2 for line in lines) == 1
    # Hollow is an unreliable figure, in every picture.
    assert not [line for line in lines if line.get_marker() in "o^v" and line.get_markerfacecolor() == "white"]
    assert picture.alt.count("may be zero") == 1
    assert "primary 0.1 (-0.4 to 0.6; may be zero)" in picture.alt


def test_another_table_is_refused() -> None:
    with pytest.raises(ColumnError, match="marginal effects"):
        plots.marginal_effects(TABLE.drop(columns="term"))
