"""The five days: what each is about, and the policy question that it answers."""

from __future__ import annotations

DAYS = {
    "day1": ("Reading the labour market", "Is an unemployment rate of 1 percent good news?"),
    "day2": ("Informality and protection", "Who is unprotected, and what would protect them?"),
    "day3": ("Wages", "Are wages fair, and what would a new minimum wage do?"),
    "day4": ("Migration and safety", "What does going abroad cost, and who gets hurt at work?"),
    "day5": ("Dialogue and decisions", "How is an evidence-based decision reached together?"),
}


def day_title(day: str) -> str:
    """Return the heading of a day.

    Parameters
    ----------
    day
        The folder of the day's lessons.

    Examples
    --------
    >>> day_title("day3")
    'Day 3: Wages'
    >>> day_title("day9")
    'Day 9'
    """
    name = f"Day {day.removeprefix('day')}"
    return f"{name}: {DAYS[day][0]}" if day in DAYS else name
