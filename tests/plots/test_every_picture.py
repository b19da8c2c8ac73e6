"""What holds for every picture: letters of one size, nothing outside, nothing suppressed, every kind of data."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import labkit as lk
from labkit import Survey, plots
from labkit.plots.drawing.look import BRIEF, INK, PAGE, PALE, QUIET
from labkit.plots.informality.matrix import JOBS, SECTORS, UNKNOWN
from labkit.plots.tiles import PLACES

SECRET = 77.7123  # a suppressed figure; neither it nor 7,771 may be seen
KHMER = "ការងារក្រៅប្រព័ន្ធ\u200bតាម\u200bភេទ\u200bនិង\u200bការអប់រំ"
Kind = Callable[[int], pd.DataFrame]
Draw = Callable[[pd.DataFrame, str], plots.Picture]


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


def people_and_cost(people: pd.DataFrame, title: str) -> plots.Picture:
    cost = table(["subsidies", "administration", "cost to the state", "contributions of the newly covered"], "measure")
    return plots.reform(people, cost, title=title)


def whole(groups: int) -> pd.DataFrame:
    shares = np.arange(groups, 0, -1) / np.arange(1, groups + 1).sum() * 100
    return table(names(groups)).assign(estimate=shares, ci_low=shares * 0.9, ci_high=np.minimum(shares * 1.1, 100))


def tiles(groups: int) -> pd.DataFrame:
    kinds = [(unit, job) for unit in (*SECTORS, UNKNOWN) for job in (*JOBS, UNKNOWN)]
    found = table(names(min(groups, len(kinds))))
    return found.assign(sector=[unit for unit, _ in kinds][:groups], job=[job for _, job in kinds][:groups])


def measures(groups: int) -> pd.DataFrame:
    known = ["LU1", "LU2", "LU3", "LU4", *names(groups)][:groups]
    return table(known, "measure", low=60.0, high=20.0)


def samples(groups: int) -> pd.DataFrame:
    both = [table(names(groups), low=40.0, high=60.0).assign(draw=range(groups), weights=kind)
            for kind in ("weighted", "unweighted")]  # fmt: skip
    return pd.concat(both, ignore_index=True).assign(truth=50.0)


PICTURES: dict[str, tuple[Kind, Draw]] = {
    "intervals": (lambda k: table(names(k)), lambda t, title: plots.intervals(t, "group", title=title)),
    "intervals, two colours": (doubled, lambda t, title: plots.intervals(t, "group", colour="sex", title=title)),
    "intervals, colours": (doubled, lambda t, title: plots.intervals(t, "sex", colour="group", title=title)),
    "decision_ladder": (rules, lambda t, title: plots.decision_ladder(t, title=title)),
    "decision_tree": (rules, lambda t, title: plots.decision_tree(t, title=title)),
    "marginal_effects": (
        lambda k: table([f"group: {name}" for name in names(k)], "term"),
        lambda t, title: plots.marginal_effects(t, title=title),
    ),
    "province_tiles": (
        lambda k: table(list(PLACES)[:k], "province"),
        lambda t, title: plots.province_tiles(t, title=title),
    ),
    "flows": (between_places, lambda t, title: plots.flows(t, title=title)),
    "dashboard": (
        lambda k: table(names(k), "indicator").assign(unit="percent", published=50.0),
        lambda t, title: plots.dashboard(t, title=title),
    ),
    "two_years": (
        lambda k: table(names(k)).assign(earlier_value=50.0, later_value=lambda t: 50 + t["estimate"]),
        lambda t, title: plots.two_years(t, title=title),
    ),
    "two_groups": (
        lambda k: table(names(k)).assign(minus="others", minus_value=50.0, group_value=lambda t: 50 + t["estimate"]),
        lambda t, title: plots.two_groups(
            t.loc[:, ["group", "minus", *t.columns.difference(["group", "minus"])]], title=title
        ),
    ),
    "squares": (whole, lambda t, title: plots.squares(t, "group", title=title)),
    "sector_job": (tiles, lambda t, title: plots.sector_job(t, title=title)),
    "underutilization": (measures, lambda t, title: plots.underutilization(t, title=title)),
    "many_samples": (samples, lambda t, title: plots.many_samples(t, 30, title=title)),
    "rate_ratios": (lambda k: table(names(k), "label"), lambda t, title: plots.rate_ratios(t, title=title)),
    "register_against_survey": (
        lambda k: table(names(k)).assign(register_rate=900.0, survey_rate=3000.0),
        lambda t, title: plots.register_against_survey(t, title=title),
    ),
    "minimum_wage": (
        lambda k: table([f"{name}, percent" for name in names(k)], "measure"),
        lambda t, title: plots.minimum_wage({"as today": t, "full": t}, title=title),
    ),
    "reform": (lambda k: table(names(k)), people_and_cost),
    "lorenz": (
        lambda k: table(names(k)).assign(q=np.linspace(0, 1, k)),
        lambda t, title: plots.lorenz(t, title=title),
    ),
    "gap_along": (
        lambda k: table(["difference"] * k, "component").assign(q=np.linspace(0.1, 0.9, k)),
        lambda t, title: plots.gap_along(t, title=title),
    ),
}
# Pictures of records: what must not be shown is decided when they are drawn, or they show prices and counts.
RECORDS: dict[str, tuple[Kind, Draw]] = {
    "pay_distribution": (
        lambda k: pd.DataFrame({"pay": np.repeat(100.0 * np.arange(1, k + 1), 30), "group": "all"}),
        lambda t, title: plots.pay_distribution(Survey(t), "pay", minimum=150, title=title, width=50),
    ),
    "remittance_corridors": (
        lambda k: pd.DataFrame({"corridor": np.repeat(names(k), 3), "fee": np.tile([4.0, 8.0, 9.5], k)}).assign(
            rate=4000.0, interbank_rate=4000.0
        ),
        lambda t, title: plots.remittance_corridors(t, title=title),
    ),
    "stocks": (
        lambda k: pd.DataFrame({"source": names(k), "year": 2018, "value": 1e6 - 30_000.0 * np.arange(k)}),
        lambda t, title: plots.stocks(t, title=title),
    ),
}
ALL = PICTURES | RECORDS
EVERY = pytest.mark.parametrize("name", ALL)


def made(
    name: str, groups: int, change: Callable[[pd.DataFrame], pd.DataFrame] = lambda t: t, title: str = "Rates"
) -> plots.Picture:
    rows, draw = ALL[name]
    return draw(change(rows(groups)), title)


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


def outside(picture: plots.Picture) -> list[tuple[float, float]]:
    """Return the marks that lie outside their axes."""
    found = []
    for axes in picture.figure.axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        for line in axes.findobj(Line2D):
            if line.axes is not axes or line.get_transform() != axes.transData:
                continue
            if line.get_marker() not in ("None", None, ""):
                marks = np.column_stack([line.get_xdata(), line.get_ydata()]).astype(float)
                found += [(x, y) for x, y in marks if not (left <= x <= right and low <= y <= high)]
    return found


@EVERY
@pytest.mark.parametrize("groups", [1, 3, 25])
def test_every_mark_lies_inside_its_axes(name: str, groups: int) -> None:
    assert outside(made(name, groups)) == []


Sight = Callable[[str, str], float]


def _lies_in(patch: Rectangle, place: tuple[float, float]) -> bool:
    (x, y), left, low = place, patch.get_x(), patch.get_y()
    return bool(left < x < left + patch.get_width() and low < y < low + patch.get_height())


def looks(axes: Axes) -> set[tuple[str, ...]]:
    """Return how the marks, lines and bars that carry figures look: their colour, and what is not colour."""
    found = set()
    written = [text.get_position() for text in axes.texts]
    greys = {to_hex(grey) for grey in (INK, QUIET, PALE)}
    for line in axes.lines:
        mark, points = line.get_marker(), len(line.get_xdata())
        interval = mark == "None" and points <= 2  # beside its mark, or a line of the frame
        if not interval and to_hex(line.get_color()) not in greys:
            found.add((to_hex(line.get_color()), str(mark), str(line.get_linestyle())))
    for patch in axes.patches:
        if isinstance(patch, Rectangle) and not any(_lies_in(patch, place) for place in written):
            found.add((to_hex(patch.get_facecolor()), str(patch.get_hatch()), "bar"))  # a tile has its figure in it
    return found


@EVERY
@pytest.mark.parametrize("groups", [2, 7])
def test_what_differs_in_colour_differs_without_it(name: str, groups: int, apart: Sight, contrast: Sight) -> None:
    pairs = [pair for axes in made(name, groups).figure.axes for pair in combinations(sorted(looks(axes)), 2)]
    for one, other in pairs:
        if one[0] != other[0] and "#ffffff" not in (one[0], other[0]):
            assert apart(one[0], other[0]) > 20
            assert one[1:] != other[1:] or contrast(one[0], other[0]) >= 3, (one, other)


@EVERY
def test_writing_is_dark_on_light_or_light_on_dark(name: str, contrast: Sight) -> None:
    figure = made(name, 12).figure
    for axes in figure.axes:
        for text in axes.texts:
            place = text.get_position()
            below = [patch for patch in axes.patches if isinstance(patch, Rectangle) and _lies_in(patch, place)]
            paper = to_hex(below[-1].get_facecolor()) if below else "#ffffff"
            assert contrast(to_hex(text.get_color()), paper) >= 4.5, text.get_text()


@pytest.mark.parametrize("name", ["decision_ladder", "decision_tree", "underutilization"])
def test_a_bar_that_is_unreliable_is_hollow(name: str) -> None:
    picture = made(name, 3, lambda rows: rows.assign(flag=["U", "", ""]))
    hollow = [patch for patch in picture.figure.axes[0].patches if to_hex(patch.get_facecolor()) == "#ffffff"]
    assert len(hollow) == 1
    assert "hollow: unreliable" in picture.figure.texts[1].get_text().replace("\n", " ")


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


@pytest.mark.parametrize("name", ["gap_along", "lorenz"])
def test_a_line_breaks_where_a_figure_is_suppressed(name: str) -> None:
    picture = made(name, 5, lambda rows: rows.assign(flag=["", "", "S", "", ""]))
    pieces = [path.count("M") for path in re.findall(r'<path d="([^"]*)"', picture.svg()) if path.count("L") == 2]
    assert 2 in pieces  # two lines of one step each, and none across the middle


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_to_show_is_drawn_all_the_same(name: str) -> None:
    hidden = made(name, 3, lambda rows: lk.quality.publishable(rows.assign(flag="S")))
    assert hidden.print_size().alt == hidden.alt
    made(name, 3, lambda rows: rows.iloc[:0]).svg()


@pytest.mark.parametrize(("name", "column"), [("stocks", "value"), ("remittance_corridors", "fee")])
def test_figures_that_are_not_known_are_not_drawn(name: str, column: str) -> None:
    for change in (lambda rows: rows.assign(**{column: np.nan}), lambda rows: rows.iloc[:0]):
        picture = made(name, 3, change)
        marks = [line for line in picture.figure.axes[0].lines if line.get_marker() in ("o", "s", "D")]
        assert not any(np.isfinite(np.asarray(line.get_ydata(), dtype=float)[np.isfinite(line.get_xdata())]).any()
                       for line in marks)  # fmt: skip
        assert not re.search(r"nan|\d\.\d", picture.alt)
        picture.print_size().svg()


def test_pay_that_few_have_is_not_drawn_and_nobody_s_pay_is_refused() -> None:
    def few(rows: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([rows, rows.iloc[:2].assign(pay=SECRET)], ignore_index=True)

    hidden = made("pay_distribution", 3, few)
    bars = [patch.get_x() for patch in hidden.figure.axes[0].patches]
    assert len(bars) == 3  # 100, 200 and 300; nothing from 50 to 100, where the two are
    assert "77.7" not in said(hidden)
    with pytest.raises(lk.errors.DataError, match="Nobody has pay"):
        made("pay_distribution", 3, lambda rows: rows.iloc[:0])
    lowest = made("pay_distribution", 3, lambda rows: rows.assign(pay=rows["pay"] - 200)).figure.axes[0]
    assert lowest.get_xlim()[0] <= -100


REFUSED = {
    "rate_ratios": ("above zero", "estimate"),
    "squares": ("one whole", "estimate"),
    "remittance_corridors": ("is negative", "fee"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_lie_below_zero_is_refused_there(name: str) -> None:
    words, column = REFUSED[name]
    with pytest.raises(lk.errors.DataError, match=words):
        made(name, 3, lambda rows: rows.assign(**{column: -1.0}))


@pytest.mark.parametrize("name", sorted(PICTURES.keys() - REFUSED.keys()))
def test_figures_below_zero_have_room(name: str) -> None:
    numbers = {"estimate": [-30.0, 0.0, 40.0], "ci_low": [-45.0, -9.0, 20.0], "ci_high": [-15.0, 9.0, 60.0]}

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(**{column: (values * 2)[: len(rows)] for column, values in numbers.items()})

    picture = made(name, 3, change)
    assert not re.search(r"-0\.?0*\b(?!\.)", picture.alt)
    assert outside(picture) == []


@EVERY
def test_khmer_is_drawn_and_broken(name: str) -> None:
    def change(rows: pd.DataFrame) -> pd.DataFrame:
        first = str(rows.columns[0])
        return rows if first in ("province", "component", "pay") else rows.assign(**{first: f"{KHMER} {KHMER}"})

    picture = made(name, 1, change, f"{KHMER} {KHMER} {KHMER}")
    assert "\n" in picture.figure.texts[0].get_text()
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


def test_tables_that_are_put_together_name_their_surveys_too() -> None:
    lfs, recruitment, register = lk.load("lfs"), lk.load("recruitment"), lk.load("injuries")
    both = lk.safety.registered_share(register[register["year"] == 2019], lfs, level=0.9)
    assert both.attrs["source"] == f"{register.attrs['source']}; {lfs.frame.attrs['source']}"
    for table, survey in (
        (lk.migration.net_migration_rate(lfs, level=0.9), lfs),
        (lk.migration.vulnerability(recruitment, level=0.9), recruitment),
    ):
        assert table.attrs["source"] == survey.frame.attrs["source"]
        assert table.attrs["level"] == both.attrs["level"] == 0.9


def test_the_notebook_gets_a_picture_that_is_sharp_and_has_words() -> None:
    data, _ = made("intervals", 2)._repr_mimebundle_()
    assert 'alt="Rates. Dots with confidence intervals' in data["text/html"]
    assert "data:image/svg+xml;base64," in data["text/html"]
    assert made("intervals", 2).svg() == made("intervals", 2).svg()
