"""What can go wrong when the service is asked: which faults pass, and plain words for those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from labkit.errors import LabkitError

__all__ = [
    "STAYS",
    "AgainError",
    "Patience",
    "RefreshError",
    "UnreachableError",
    "check_status",
    "late",
    "no_connection",
    "out_of_patience",
]

STAYS = "The figures that you have stay as they are."
_TRY_LATER = f"Try again later. {STAYS}"
_ADVICE = {
    403: ("refuses to answer this computer", "Some networks are shut out. Try from another one. " + STAYS),
    404: ("has no figures for this query", "The ILO may have withdrawn or renamed the series. " + STAYS),
    413: ("finds the query too large", "Tell the makers of labkit. " + STAYS),
    422: ("does not understand the query", "The ILO may have changed the table. Tell the makers of labkit. " + STAYS),
}


class RefreshError(LabkitError):
    """A series could not be fetched."""


class UnreachableError(RefreshError):
    """The service could not be reached at all, so that asking for the next series makes no sense."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for the service.

    Attributes
    ----------
    timeout
        Seconds to wait for each next piece of a reply; for a connection, at most ten of them.
    attempts
        How often one question is asked at most.
    pause
        Seconds before the second attempt; doubled before each further one.
    longest
        The longest wait, in seconds, that is accepted when the service names one; also the longest that one reply
        may take to arrive.
    """

    timeout: float = 30.0
    attempts: int = 4
    pause: float = 2.0
    longest: float = 120.0

    def wait(self, fault: AgainError, attempt: int) -> float | None:
        """Return the seconds to wait after the attempt of this number, or None to give up."""
        wait = self.pause * 2 ** (attempt - 1) if fault.wait is None else fault.wait
        return None if attempt >= self.attempts or wait > self.longest else wait


class AgainError(Exception):
    """A passing fault: worth another attempt, perhaps after a wait that the service has named."""

    def __init__(self, problem: str, got: str, wait: float | None = None, unreachable: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.got, self.wait, self.unreachable = problem, got, wait, unreachable


def late() -> AgainError:
    """Return the fault of a service that keeps silent."""
    return AgainError("The ILO's service does not answer in time.", "a time-out", unreachable=True)


def no_connection(error: Exception, url: str) -> Exception:
    """Tell a connection that was cut, or fell silent, from one that never was: only the first is worth a new try."""
    cause = error.args[0] if error.args else error
    if type(cause).__name__ == "ReadTimeoutError":
        return late()
    if type(cause).__name__ == "ProtocolError":
        return AgainError("The connection to the ILO's service was cut.", "no reply", unreachable=True)
    return UnreachableError(
        "The ILO's service cannot be reached: there is no network, or something on the way blocks it.",
        where=url,
        got=str(getattr(cause, "reason", cause)),
        hint=f"Check the network and try again. {STAYS}",
    )


def check_status(status: int, headers: Mapping[str, str], url: str) -> None:
    """Raise unless the service answered with 200.

    Raises
    ------
    AgainError
        The service is too busy (429), late (408) or has a fault of its own (5xx).
    RefreshError
        It refuses.
    """
    if status == 200:
        return
    if status == 429:
        raise AgainError("The ILO's service is asked too often.", "HTTP 429", wait=_named_wait(headers))
    if status >= 500 or status == 408:
        raise AgainError("The ILO's service has a fault of its own.", f"HTTP {status}")
    what, hint = _ADVICE.get(status, ("does not answer this query", _TRY_LATER))
    raise RefreshError(f"The ILO's service {what}.", where=url, got=f"HTTP {status}", hint=hint)


def _named_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the header Retry-After asks for: a number, or a date."""
    text = str(headers.get("Retry-After", "")).strip()
    if text.isdigit():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def out_of_patience(fault: AgainError, attempts: int, url: str) -> RefreshError:
    """Return the error for a fault that did not pass."""
    asked = f"; it asks to wait {fault.wait:.0f} seconds" if fault.wait else ""
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    kind = UnreachableError if fault.unreachable else RefreshError
    return kind(fault.problem, where=url, got=f"{fault.got}, after {tries}{asked}", hint=_TRY_LATER)
