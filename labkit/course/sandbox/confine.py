"""Confining a forked process: namespaces, mounts, limits, privileges. Runs inside bubblewrap; standard library only.

Two kinds of user start a class's grading. An ordinary user has a user namespace in which to be privileged for a moment;
each kernel gets one of its own, so that its processes are counted alone. Root needs none: each kernel becomes a user of
its own, whose processes are counted alone too.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_PRIVATE = 2, 4, 0x1000, 0x4000, 1 << 18
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_CHILD_SUBREAPER, _PR_CAP_AMBIENT = 24, 38, 36, 47
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY = 40

MEMORY = 1536 << 20
"""Bytes that a hand-in may use, besides the libraries."""

PROCESSES = 48
"""Processes and threads of one hand-in."""

FILE = 64 << 20
"""Bytes of the largest file that a hand-in may write."""

_OPEN_FILES = 256


def become_parent_of_all() -> None:
    """Let processes whose parent ends become children of this one, so that it can wait for them."""
    _libc().prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fork_confined(run: Callable[[], NoReturn], box: Mapping[str, Any]) -> int:
    """Fork a process into a pen, and return its number.

    Parameters
    ----------
    run
        What the process does; it never returns.
    box
        ``pen``: the only folder that it may write to; ``cover``: the folder of temporary files, in which all pens
        are; ``uid``: which user it becomes if this one is root; ``seconds``: of processor time.

    Raises
    ------
    OSError
        If the system does not let it be confined.
    """
    reading, writing = os.pipe()
    between = os.fork()
    if not between:
        os.close(reading)
        _fork_again(run, box, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        text = told.readline().strip()
    os.waitpid(between, 0)
    if not text.isdigit():
        raise OSError(text or "the process ended")
    return int(text)


def _fork_again(run: Callable[[], NoReturn], box: Mapping[str, Any], told: int) -> NoReturn:
    """Enter new namespaces, and fork the process that is the first one in them; then leave it to the nursery."""
    try:
        if os.getuid():
            _enter_user_namespace()
        _check(_libc().unshare(_NEWPID | _NEWNS | _NEWIPC), "unshare")
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            os.close(told)
            _run_confined(run, box, writing)
        os.close(writing)
        problem = os.read(reading, 1000)
        os.write(told, problem + b"\n" if problem else f"{pid}\n".encode())
    except OSError as error:
        os.write(told, f"{error}\n".encode())
    finally:
        os._exit(0)


def _run_confined(run: Callable[[], NoReturn], box: Mapping[str, Any], told: int) -> NoReturn:
    try:
        used = _address_space()
        _mount(str(box["pen"]), str(box["cover"]))
        _limit(used, int(box["seconds"]))
        _drop_privileges(int(box["uid"]))
    except OSError as error:
        os.write(told, str(error).encode())
        os._exit(1)
    os.close(told)
    run()


def _enter_user_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    _check(_libc().unshare(_NEWUSER), "unshare user")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _mount(pen: str, cover: str) -> None:
    """Hide the other pens, and everything that processes could share."""
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")  # if memory runs out, this process is to go, not the one that grades
    libc = _libc()
    _check(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "mount /")
    own = os.open(pen, os.O_PATH | os.O_DIRECTORY)
    small, plain = b"size=64m,nr_inodes=4000,mode=1777", _MS_NOSUID | _MS_NODEV
    _check(libc.mount(b"tmpfs", cover.encode(), b"tmpfs", plain, small), f"mount {cover}")
    os.makedirs(pen)
    _check(libc.mount(f"/proc/self/fd/{own}".encode(), pen.encode(), None, _MS_BIND, None), "mount pen")
    os.close(own)
    _check(libc.mount(b"tmpfs", b"/dev/shm", b"tmpfs", plain, small), "mount /dev/shm")
    if libc.mount(b"proc", b"/proc", b"proc", plain, None):
        # Not allowed in a user namespace of its own: then nothing at all is seen there.
        _check(libc.mount(b"tmpfs", b"/proc", b"tmpfs", plain | 1, b"size=4k"), "mount /proc")


def _address_space() -> int:
    """Return the bytes of memory that this process has mapped, libraries included."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _limit(used: int, seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: used + MEMORY,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_NPROC: PROCESSES,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def _drop_privileges(uid: int) -> None:
    """Become an ordinary user for good."""
    libc = _libc()
    if not os.getuid() and uid:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
    for number in range(_LAST_CAPABILITY + 1):
        libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    if not os.getuid() and uid:
        os.setresuid(uid, uid, uid)
    libc.prctl(_PR_CAP_AMBIENT, 4, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _check(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def main() -> None:
    """Try a pen: the exit code is 0 if a process can be confined. Arguments: the pen, the folder above, the user."""
    pen, cover, uid = sys.argv[1:4]
    become_parent_of_all()
    try:
        pid = fork_confined(lambda: os._exit(len(os.listdir(os.path.dirname(pen))) - 1), {
            "pen": pen, "cover": cover, "uid": int(uid), "seconds": 5,
        })  # fmt: skip
    except OSError as error:
        sys.exit(str(error))
    _, status = os.waitpid(pid, 0)
    sys.exit(status != 0)


if __name__ == "__main__":
    main()
