"""Confining a forked process: namespaces, mounts, limits, privileges. Runs inside bubblewrap; standard library only.

Two kinds of user start a class's grading. An ordinary user has a user namespace in which to be privileged for a moment;
each kernel gets one of its own, so that its processes are counted alone. Root needs none: each kernel becomes a user of
its own, whose processes are counted alone too.

A hand-in writes into memory, as much as it may have there. On the disk it finds its sandbox folder: the sockets, which
the kernel makes there itself; therefore the sandbox folder is sealed, that is read-only, only when they are made and
before anything of the hand-in runs. A process that stays behind in the sandbox folder's namespaces, the keeper, does
so for it, as it may no longer.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import socket
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from labkit.course.kernels.sandbox.refuse import refuse_system_calls
from labkit.course.support.limits import FILES_IN_MEMORY, LARGEST_WRITTEN, MEMORY, OPEN_FILES, PROCESSES

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 1, 2, 4, 32, 0x1000, 0x4000, 1 << 18
_MS_RELATIME, _ST_RELATIME = 1 << 21, 1 << 12
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_CHILD_SUBREAPER, _PR_CAP_AMBIENT = 24, 38, 36, 47
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY = 40

_CONFINED, _SEALED = b"confined", b"sealed"

Seal = Callable[[], None]
"""Makes the sandbox folder read-only, but for the folder in memory."""


def become_parent_of_all() -> None:
    """Let processes whose parent ends become children of this one, so that it can wait for them."""
    _libc().prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fork_confined(run: Callable[[Seal], NoReturn], box: Mapping[str, Any]) -> int:
    """Fork a process into a sandbox folder, and return its number."""
    reading, writing = os.pipe()
    keeper = os.fork()
    if not keeper:
        os.close(reading)
        _keep(run, box, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        text = told.readline().strip()
    if not text.isdigit():
        os.waitpid(keeper, 0)
        raise OSError(text or "the process ended")
    _keepers[int(text)] = keeper
    return int(text)


_keepers: dict[int, int] = {}


def is_kept(pid: int) -> bool:
    """Tell whether a confined process is still its keeper's: until it has sealed its sandbox folder, or ended."""
    if pid in _keepers and os.waitpid(_keepers[pid], os.WNOHANG)[0]:
        del _keepers[pid]
    return pid in _keepers


def _keep(run: Callable[[Seal], NoReturn], box: Mapping[str, Any], told: int) -> NoReturn:
    """Enter new namespaces, fork the first process in them, seal its sandbox folder, leave it to the fork server."""
    try:
        if os.getuid():
            _enter_user_namespace()
        _check(_libc().unshare(_NEWPID | _NEWNS | _NEWIPC | _NEWNET), "unshare")
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if not pid:
            here.close()
            os.close(told)
            _run_confined(run, box, there)
        there.close()
        answer = here.recv(1000)
        os.write(told, f"{pid}\n".encode() if answer == _CONFINED else answer + b"\n")
        os.close(told)
        if here.recv(1):
            here.send(_sealed(str(box["folder"])))
    except OSError as error:
        with contextlib.suppress(OSError):
            os.write(told, f"{error}\n".encode())
    finally:
        os._exit(0)


def _run_confined(run: Callable[[Seal], NoReturn], box: Mapping[str, Any], keeper: socket.socket) -> NoReturn:
    try:
        used = _address_space()
        _mount(box)
        _limit(used, int(box["seconds"]))
        _drop_privileges(int(box["uid"]))
        shutil.copytree(box["given"], box["own"], copy_function=shutil.copyfile, dirs_exist_ok=True)
    except OSError as error:
        keeper.send(str(error).encode()[:1000])
        os._exit(1)
    keeper.send(_CONFINED)

    def seal() -> None:
        keeper.send(b"1")
        answer = keeper.recv(1000)
        if answer != _SEALED:
            raise OSError(answer.decode() or "the sandbox folder could not be sealed")
        keeper.close()

    run(seal)


def _enter_user_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    _check(_libc().unshare(_NEWUSER), "unshare user")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _mount(box: Mapping[str, Any]) -> None:
    """Hide the other sandbox folders, and everything that processes could share; have the folder in memory."""
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")  # if memory runs out, this process is to go, not the one that grades
    libc, sandbox_folder, cover, own = _libc(), str(box["folder"]), str(box["cover"]), str(box["own"])
    _check(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "mount /")
    inside = os.open(sandbox_folder, os.O_PATH | os.O_DIRECTORY)
    small, plain = b"size=64m,nr_inodes=4000,mode=1777", _MS_NOSUID | _MS_NODEV
    _check(libc.mount(b"tmpfs", cover.encode(), b"tmpfs", plain, small), f"mount {cover}")
    os.makedirs(sandbox_folder)
    _check(
        libc.mount(f"/proc/self/fd/{inside}".encode(), sandbox_folder.encode(), None, _MS_BIND, None),
        "mount sandbox folder",
    )
    os.close(inside)
    for path in map(str.encode, box["writable"]):
        _check(libc.mount(path, path, None, _MS_BIND, None), "mount file")
    whose = f"size={box['megabytes']}m,nr_inodes={FILES_IN_MEMORY},mode=700,uid={box['uid'] or os.getuid()}".encode()
    _check(libc.mount(b"tmpfs", own.encode(), b"tmpfs", plain, whose), f"mount {own}")
    _check(libc.mount(b"tmpfs", b"/dev/shm", b"tmpfs", plain, small), "mount /dev/shm")
    if libc.mount(b"proc", b"/proc", b"proc", plain, None):
        # Not allowed in a user namespace of its own: then nothing at all is seen there.
        _check(libc.mount(b"tmpfs", b"/proc", b"tmpfs", plain | 1, b"size=4k"), "mount /proc")


def _sealed(sandbox_folder: str) -> bytes:
    """Make a sandbox folder read-only, and return that it is, or why not."""
    try:
        flags = os.statvfs(
            sandbox_folder
        ).f_flag  # those that the mount has: in a user namespace none may be taken away
        kept = flags & ~_ST_RELATIME | (_MS_RELATIME if flags & _ST_RELATIME else 0)
        _check(
            _libc().mount(None, sandbox_folder.encode(), None, _MS_BIND | _MS_REMOUNT | _MS_RDONLY | kept, None),
            f"seal {sandbox_folder}",
        )
    except OSError as error:
        return str(error).encode()
    return _SEALED


def _address_space() -> int:
    """Return the bytes of memory that this process has mapped, libraries included."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _limit(used: int, seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: used + MEMORY,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: LARGEST_WRITTEN,
        resource.RLIMIT_NPROC: PROCESSES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
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
    refuse_system_calls()


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def main() -> None:
    """Try a sandbox folder: the exit code is 0 if a process can be confined. Arguments: it, the one above, the user."""
    sandbox_folder, cover, uid = sys.argv[1:4]
    become_parent_of_all()

    def run(seal: Seal) -> NoReturn:
        seal()
        os._exit(len(os.listdir(os.path.dirname(sandbox_folder))) - 1)

    box = {"folder": sandbox_folder, "cover": cover, "uid": int(uid), "seconds": 5, "writable": [],
           "megabytes": 1, "given": f"{sandbox_folder}/given", "own": f"{sandbox_folder}/own"}  # fmt: skip
    try:
        pid = fork_confined(run, box)
    except OSError as error:
        sys.exit(str(error))
    while is_kept(pid):
        time.sleep(0.001)
    _, status = os.waitpid(pid, 0)
    sys.exit(status != 0)


if __name__ == "__main__":
    main()
