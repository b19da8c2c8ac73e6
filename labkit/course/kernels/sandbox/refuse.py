"""System calls that a hand-in has no need of, and which would lead around its limits. Standard library only.

A user namespace of its own would let it mount memory without end; memory that is no process's own, such as System V's,
counts for none; the others are doors into the system's kernel that no notebook uses. Containers refuse the same.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from typing import NamedTuple

_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4
_NEWUSER = 0x10000000


class _Architecture(NamedTuple):
    audit: int
    seccomp: int
    clone: int
    refused: tuple[int, ...]
    most: int = 1 << 30  # numbers from here on are those of x32, another way to call the same


_CLONE3 = 435
_EVERYWHERE = (*range(425, 434), 442, 447)  # io_uring, the new mount calls; mount_setattr; memfd_secret
_ARCHITECTURES = {
    # unshare, setns, mount, umount2, pivot_root; memfd_create, shmget, msgget; keys; bpf, perf, userfaultfd
    "x86_64": _Architecture(
        0xC000003E, 317, 56, (272, 308, 165, 166, 155, 319, 29, 68, 248, 249, 250, 321, 298, 323, *_EVERYWHERE)
    ),
    "aarch64": _Architecture(
        0xC00000B7, 277, 220, (97, 268, 40, 39, 41, 279, 194, 186, 217, 218, 219, 280, 241, 282, *_EVERYWHERE)
    ),
}


def refuse_system_calls() -> None:
    """Let this process and its children do without them for good; a processor unknown here keeps them."""
    known = _ARCHITECTURES.get(os.uname().machine)
    if known is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return
    lines = b"".join(_program(known))
    text = ctypes.create_string_buffer(lines, len(lines))
    program = struct.pack("HxxxxxxP", len(lines) // 8, ctypes.addressof(text))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(known.seccomp, _SET_MODE_FILTER, _SPEC_ALLOW, program):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _program(known: _Architecture) -> Iterable[bytes]:
    """Yield the filter's lines: what it finds equal is refused, all else is allowed."""
    yield _line(_LOAD, _ARCHITECTURE)
    yield _line(_JUMP_EQUAL, known.audit, 1, 0)
    yield _refused(errno.EPERM)
    yield _line(_LOAD, _NUMBER)
    yield from _if(_JUMP_ABOVE, known.most, errno.EPERM)
    for number in known.refused:
        yield from _if(_JUMP_EQUAL, number, errno.EPERM)
    # Its argument cannot be looked at; with this answer the C library calls clone instead.
    yield from _if(_JUMP_EQUAL, _CLONE3, errno.ENOSYS)
    yield _line(_JUMP_EQUAL, known.clone, 0, 3)
    yield _line(_LOAD, _FIRST_ARGUMENT)
    yield from _if(_JUMP_ANY_BIT, _NEWUSER, errno.EPERM)
    yield _line(_RETURN, _ALLOW)


def _if(jump: int, value: int, error: int) -> Iterable[bytes]:
    yield _line(jump, value, 0, 1)
    yield _refused(error)


def _refused(error: int) -> bytes:
    return _line(_RETURN, _REFUSE | error)


def _line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
