"""What holds for every picture: letters of one size, nothing outside, nothing suppressed, every kind of data."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

import labkit as lk
from labkit import Survey, plots
from labkit.plots.drawing.look import BRIEF, PAGE
from labkit.plots.tiles import PLACES

SECRET = 77.7123  # a suppressed figure; neither it nor 7,771 may be seen
KHMER = "ការងារក្រៅប្រព័ន្ធ\u200bតាម\u200bភេទ\u200bនិង\u200bការអប់រំ"
Kind = Callable[[int], pd.DataFrame]


def table(names: list[str], column: str = "group", *, low: float = 20.0, high: float = 90.0) -> pd.DataFrame:
    estimate = np.linspace(high, low, len(names))
    return pd.DataFrame(
        {column: names, "estimate": estimate, "ci_low": estimate - 7, "ci_high": estimate + 7, "n": 90, "flag": ""}
    )


def names(groups: int) -> list[str]:
    return [f"group {number} of people" for number in range(groups)]


def doubled(groups: int) -> pd.DataFrame:
    return pd.concat([table(names(groups)).assign(sex=sex) for sex in ("female", "male")], ignore_index=True)


def rules(groups: int) -> pd.DataFrame:
    outcomes = ["informal", "formal", "household"]
    found = table(names(groups), "rule")
    return found.assign(outcome=[outcomes[number % 3] for number in range(groups)])


def between_places(groups: int) -> pd.DataFrame:
    return table(names(groups), "origin").assign(destination="Phnom Penh")[
        ["origin", "destination", "estimate", "ci_low", "ci_high", "n", "flag"]
    ]


def people_and_cost(people: pd.DataFrame) -> plots.Picture:
    cost = table(["subsidies", "administration", "cost to the state", "contributions of the newly covered"], "measure")
    return plots.reform(people, cost, title="A reform")


PICTURES: dict[str, tuple[Kind, Callable[[pd.DataFrame], plots.Picture]]] = {
    "intervals": (lambda k: table(names(k)), lambda t: plots.intervals(t, "group", title="Rates")),
    "intervals, two colours": (doubled, lambda t: plots.intervals(t, "group", colour="sex", title="Rates")),
    "intervals, colours": (doubled, lambda t: plots.intervals(t, "sex", colour="group", title="Rates")),
    "decision_ladder": (rules, lambda t: plots.decision_ladder(t, title="Rules")),
    "decision_tree": (rules, lambda t: plots.decision_tree(t, title="Rules")),
    "marginal_effects": (
        lambda k: table([f"group: {name}" for name in names(k)], "term"),
        lambda t: plots.marginal_effects(t, title="Effects"),
    ),
    "province_tiles": (lambda k: table(list(PLACES)[:k], "province"), lambda t: plots.province_tiles(t, title="Tiles")),
    "flows": (between_places, lambda t: plots.flows(t, title="Flows")),
    "dashboard": (
        lambda k: table(names(k), "indicator").assign(unit="percent", published=50.0),
        lambda t: plots.dashboard(t, title="Page"),
    ),
    "two_years": (
        lambda k: table(names(k)).assign(earlier_value=50.0, later_value=lambda t: 50 + t["estimate"]),
        lambda t: plots.two_years(t, title="Years"),
    ),
    "rate_ratios": (lambda k: table(names(k), "label"), lambda t: plots.rate_ratios(t, title="Ratios")),
    "register_against_survey": (
        lambda k: table(names(k)).assign(register_rate=900.0, survey_rate=3000.0),
        lambda t: plots.register_against_survey(t, title="Injuries"),
    ),
    "minimum_wage": (
        lambda k: table([f"{name}, percent" for name in names(k)], "measure"),
        lambda t: plots.minimum_wage({"as today": t, "full": t}, title="Wage"),
    ),
    "reform": (lambda k: table(names(k)), people_and_cost),
    "lorenz": (
        lambda k: table(names(k)).assign(q=np.linspace(0, 1, k)),
        lambda t: plots.lorenz(t, title="Lorenz"),
    ),
    "gap_along": (
        lambda k: table(["difference"] * k, "component").assign(q=np.linspace(0.1, 0.9, k)),
        lambda t: plots.gap_along(t, title="Gap"),
    ),
}
EVERY = pytest.mark.parametrize("name", PICTURES)


def made(name: str, groups: int, change: Callable[[pd.DataFrame], pd.DataFrame] = lambda t: t) -> plots.Picture:
    rows, draw = PICTURES[name]
    return draw(change(rows(groups)))


def said(picture: plots.Picture) -> str:
    axes = picture.figure.axes
    texts = [text.get_text() for text in picture.figure.findobj(Text)]
    return " ".join(
        [picture.alt, *texts, *(str(limit) for one in axes for limit in (*one.get_xlim(), *one.get_ylim()))]
    )


@EVERY
@pytest.mark.parametrize("groups", [1, 3, 25])
def test_letters_have_one_of_three_sizes_and_the_sheet_one_width(name: str, groups: int) -> None:
    for sheet, picture in ((PAGE, made(name, groups)), (BRIEF, made(name, groups).print_size())):
        assert picture.figure.get_size_inches()[0] == sheet.width
        assert picture.figure.get_size_inches()[1] >= sheet.height
        sizes = {round(text.get_fontsize(), 2) for text in picture.figure.findobj(Text) if text.get_text()}
        assert sizes <= {round(size, 2) for size in (sheet.letter, sheet.title, sheet.small)}


@EVERY
@pytest.mark.parametrize("groups", [1, 3, 25])
def test_no_writing_leaves_the_sheet(name: str, groups: int) -> None:
    for picture in (made(name, groups), made(name, groups).print_size()):
        box = picture.figure.get_tightbbox()
        width, height = picture.figure.get_size_inches()
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= -0.02


@EVERY
@pytest.mark.parametrize("groups", [1, 3, 25])
def test_every_mark_lies_inside_its_axes(name: str, groups: int) -> None:
    for axes in made(name, groups).figure.axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        for line in axes.findobj(Line2D):
            if (
                line.axes is axes
                and line.get_marker() not in ("None", None, "")
                and line.get_transform() == axes.transData
            ):
                assert (
                    (left <= np.asarray(line.get_xdata(), dtype=float)) & (np.asarray(line.get_xdata()) <= right)
                ).all()
                assert (
                    (low <= np.asarray(line.get_ydata(), dtype=float)) & (np.asarray(line.get_ydata()) <= high)
                ).all()


def suppressed(rows: pd.DataFrame) -> pd.DataFrame:
    """Hide the first row, whose figures would be the highest by far."""
    first = rows.index[:1]
    for column, factor in (("estimate", 1), ("ci_low", 0.5), ("ci_high", 100)):
        rows.loc[first, column] = SECRET * factor
    rows.loc[first, "flag"] = "S"
    return rows.assign(n=3)


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "marginal_effects"])  # a model has no groups
def test_a_suppressed_figure_leaves_no_trace(name: str) -> None:
    other = made(name, 4, lambda rows: suppressed(rows).assign(estimate=lambda t: t["estimate"].mask(t["flag"] == "S")))
    picture = made(name, 4, suppressed)
    assert said(picture) == said(other)
    assert "77.7" not in said(picture)
    if name not in ("lorenz", "gap_along", "minimum_wage"):
        assert "too few records" in picture.alt


@EVERY
def test_nothing_to_show_is_drawn_all_the_same(name: str) -> None:
    hidden = made(name, 3, lambda rows: lk.quality.publishable(rows.assign(flag="S")))
    assert hidden.print_size().alt == hidden.alt
    made(name, 3, lambda rows: rows.iloc[:0]).svg()


@EVERY
def test_figures_below_zero_have_room(name: str) -> None:
    if name == "rate_ratios":
        with pytest.raises(lk.errors.DataError, match="above zero"):
            made(name, 3, lambda rows: rows.assign(estimate=-1.0))
        return
    numbers = {"estimate": [-30.0, 0.0, 40.0], "ci_low": [-45.0, -9.0, 20.0], "ci_high": [-15.0, 9.0, 60.0]}

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(**{column: (values * 2)[: len(rows)] for column, values in numbers.items()})

    assert not re.search(r"-0\.?0*\b(?!\.)", made(name, 3, change).alt)


@EVERY
def test_khmer_is_drawn_and_broken(name: str) -> None:
    def change(rows: pd.DataFrame) -> pd.DataFrame:
        first = str(rows.columns[0])
        return rows if first in ("province", "component") else rows.assign(**{first: f"{KHMER} {KHMER}"}).iloc[:1]

    picture = made(name, 3, change)
    assert "\u200b" not in "".join(text.get_text() for text in picture.figure.findobj(Text))
    assert picture._repr_mimebundle_()[0]["image/png"].startswith(b"\x89PNG")  # a letter that is missing is a warning


def test_long_words_take_lines_and_no_width() -> None:
    title = "Share of employed people aged 15 and over who have an informal main job by sex, Banteay Meanchey, 2019"
    row = table(["Agriculture, forestry and fishing, including own-use production of foodstuff by households", "B"])
    long, short = plots.intervals(row, "group", title=title), plots.intervals(row.assign(group=["A", "B"]), "group")
    assert long.figure.get_size_inches()[0] == short.figure.get_size_inches()[0]
    assert "\n" in long.figure.texts[0].get_text()
    assert "\n" in long.figure.axes[0].get_yticklabels()[0].get_text()


def test_a_survey_s_picture_names_survey_year_and_level() -> None:
    lfs = lk.load("lfs")
    rates = lk.labour.unemployment_rate(lfs, by="sex")
    line = plots.intervals(rates, "sex").figure.texts[1].get_text().replace("\n", " ")
    assert line == "Cambodia labour force survey 2019, synthetic; 95 percent intervals."
    assert (
        "90 percent intervals"
        in plots.intervals(lfs.mean("age", by="sex", level=0.9), "sex").figure.texts[1].get_text()
    )
    other = plots.intervals(Survey(lfs.frame.copy()).mean("age", by="sex"), "sex", source="Another survey, 2024")
    assert other.figure.texts[1].get_text().startswith("Another survey, 2024; ")


def test_the_notebook_gets_a_picture_that_is_sharp_and_has_words() -> None:
    data, _ = made("intervals", 2)._repr_mimebundle_()
    assert 'alt="Rates. Dots with confidence intervals' in data["text/html"]
    assert "data:image/svg+xml;base64," in data["text/html"]
    assert made("intervals", 2).svg() == made("intervals", 2).svg()
