"""Asking the ILO's SDMX service, with time limits and second tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import copy
from typing import Any

from labkit.data.refresh.faults import (
    STAYS,
    AgainError,
    Patience,
    RefreshError,
    check_status,
    late,
    no_connection,
    out_of_patience,
)
from labkit.data.refresh.replies import BrokenReplyError, check_reply
from labkit.errors import DataError, OptionError

__all__ = ["Service", "imported_sdmx"]

_LARGEST = 50_000_000  # bytes; a structure message has some 150 000


class Service:
    """The ILO's SDMX service.

    Parameters
    ----------
    address
        Where it is; what sdmx1 knows as source ``"ILO"`` if left out.
    patience
        Time limits and attempts.
    tell
        Called with one line before each wait.
    """

    def __init__(
        self, address: str | None = None, patience: Patience | None = None, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        sdmx = imported_sdmx()
        from labkit import __version__

        self._patience, self._tell = patience or Patience(), tell
        self._client = sdmx.Client("ILO")
        if address:
            _check_address(address)
            source = copy(self._client.source)
            source.url = address.rstrip("/")
            self._client.source = source
        self.address: str = self._client.source.url
        # The service answers 403 to programmes that do not name themselves the way browsers do, and 500 to
        # the language "*".
        self._client.session.headers.update(
            {"User-Agent": f"Mozilla/5.0 (compatible; labkit/{__version__})", "Accept-Language": "en"}
        )

    def structure(self, dataflow: str) -> bytes:
        """Return the structure message of a table: its dimensions and the codes that it uses."""
        request = self._client.get(
            "dataflow",
            dataflow,
            agency_id="ILO",
            params={"references": "all", "detail": "referencepartial"},
            headers={"Accept": "application/vnd.sdmx.structure+xml;version=2.1"},
            dry_run=True,
        )
        return self._asked(request, "structure")

    def data(self, dataflow: str, key: str) -> bytes:
        """Return the data message of a query."""
        return self._asked(self._data_request(dataflow, key), "data")

    def data_address(self, dataflow: str, key: str) -> str:
        """Return the address of a query, for the link beside a figure."""
        return str(self._data_request(dataflow, key).url)

    def _data_request(self, dataflow: str, key: str) -> Any:
        # The ILO's service wants the agency in front of the table's name.
        return self._client.get("data", f"ILO,{dataflow}", key=key, dry_run=True)

    def _asked(self, request: Any, kind: str) -> bytes:
        attempt = 1
        while True:
            try:
                return self._once(request, kind)
            except AgainError as fault:
                self._wait(fault, attempt, request.url)
            attempt += 1

    def _wait(self, fault: AgainError, attempt: int, url: str) -> None:
        """Wait for the next attempt, or raise if this was the last."""
        wait = self._patience.wait(fault, attempt)
        if wait is None:
            raise out_of_patience(fault, attempt, url)
        self._tell(f"{fault.problem} Next attempt in {wait:.0f} s.")
        time.sleep(wait)

    def _once(self, request: Any, kind: str) -> bytes:
        import requests

        session = self._client.session
        limits = (min(10.0, self._patience.timeout), self._patience.timeout)
        settings = session.merge_environment_settings(request.url, {}, True, None, None)
        try:
            with session.send(request, timeout=limits, **settings) as response:
                body = self._body(response)
        except requests.exceptions.Timeout as error:
            raise late() from error
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise AgainError("The reply of the ILO's service broke off.", "half a reply") from error
        except requests.exceptions.ConnectionError as error:
            raise no_connection(error, request.url) from error
        except requests.exceptions.RequestException as error:
            raise RefreshError("The service cannot be asked.", where=request.url, got=str(error), hint=STAYS) from error
        check_status(response.status_code, response.headers, request.url)
        try:
            check_reply(body, response.headers.get("Content-Type", ""), kind)
        except BrokenReplyError as error:
            raise AgainError("The reply of the ILO's service broke off.", str(error)) from error
        except DataError as error:
            raise RefreshError(error.problem, where=request.url, got=error.got, hint=f"{error.hint} {STAYS}") from error
        return body

    def _body(self, response: Any) -> bytes:
        until = time.monotonic() + self._patience.longest
        body = bytearray()
        for piece in response.iter_content(4096):
            body += piece
            if len(body) > _LARGEST or time.monotonic() > until:
                raise AgainError("The reply of the ILO's service does not end.", f"{len(body):,} bytes so far")
        return bytes(body)


def _check_address(address: str) -> None:
    if not address.lower().startswith(("http://", "https://")) or len(address.split("/")) < 3:
        raise OptionError(
            "This is no address of a service.",
            where="refresh(service=…) or labkit refresh --service",
            got=repr(address),
            expected="such as https://sdmx.ilo.org/rest",
        )


def imported_sdmx() -> Any:
    """Return the package sdmx1.

    Raises
    ------
    RefreshError
        It is not installed.
    """
    try:
        import sdmx
    except ModuleNotFoundError as error:
        raise RefreshError(
            f"The package {error.name} is not installed; it is needed to ask the ILO's service.",
            hint='python -m pip install "labkit[refresh]"',
        ) from error
    return sdmx
