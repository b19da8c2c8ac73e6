"""What a reader sees of a decomposition."""

import pandas as pd

from labkit import Survey
from labkit.decomposition import decompose


def test_tables_and_texts(people: pd.DataFrame) -> None:
    found = decompose(Survey(people, weight="weight"), "log_pay", ["age", "education"], "sex", "male")
    figures = ["estimate", "se", "ci_low", "ci_high", "n", "n_reference", "n_comparison", "flag"]
    assert list(found.overall.columns) == ["component", *figures]
    assert list(found.detail.columns) == ["component", "regressor", *figures]
    assert list(found.detail["regressor"]) == ["age", "education", "age", "education", "(constant)"]
    assert found.n == {"male": (people["sex"] == "male").sum(), "female": (people["sex"] == "female").sum()}
    assert "male minus female" in repr(found)
    assert "<table" in found._repr_html_()
    parts = found.coefficients.set_index(["regressor", "category"])
    assert abs(parts.loc["education", "coefficient: male"].sum()) < 1e-12  # normalised
    assert abs(parts.loc["education", "mean: female"].sum() - 1) < 1e-12


def test_the_picture_says_its_figures(people: pd.DataFrame) -> None:
    found = decompose(Survey(people, weight="weight"), "log_pay", ["age", "education"], "sex", "male")
    picture = found.plot()
    row = found.overall.iloc[0]
    interval = f"{row['estimate']:.3f} ({row['ci_low']:.3f} to {row['ci_high']:.3f})"
    assert f"all, difference: {interval}" in picture.alt
    assert "(constant)" not in picture.alt
    assert "(constant)" in found.plot(constant=True).alt
    labels = [text.get_text() for text in picture.figure.axes[0].get_yticklabels()]
    assert labels == ["all", "age", "education"]
