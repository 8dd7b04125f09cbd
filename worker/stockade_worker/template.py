"""A template: warm an engine once, enter the namespaces once, then fork workers on request.

Theory of operation. The supervisor starts this module by exec, with an empty environment and one
descriptor: the control socket. Three processes come of it:

    starter   reads the policy, imports and warms everything, unshares the namespaces, forks, waits
    template  the fork: pid 1 of the new pid namespace, so its end is the end of every worker
    worker    a fork of the template per job

The template is single-threaded and never reads a byte that a worker wrote. Before it serves it has
a fork of its own attack it (selfattack/) and tell the supervisor what came of that, and it ends if
anything got through. Then it does two things, in this order of urgency: report workers that have
died, with the kernel's account of them, and fork new ones. When the control socket closes, it
exits, and the kernel kills what is left in the namespace.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import socket
import sys
import time
from typing import NoReturn

from stockade_policies import Policy
from stockade_policies.errors import JailError

from . import jail, selfattack, wire, worker
from .control import exit_like, receive
from .engine import Engine, warm
from .tracer import Rulebook


def main(control_fd: int) -> NoReturn:
    """Run the starter. Requires: started by exec, one thread, `control_fd` is a SOCK_SEQPACKET."""
    control = socket.socket(fileno=control_fd)
    start = receive(control)
    if not isinstance(start, wire.Start):
        os._exit(worker.EXIT_NO_JOB)
    policy = Policy.from_plain(start.policy)
    try:
        template = _build(policy, control)
    except JailError as error:
        control.send(wire.encode(wire.jail_failed(error)))
        os._exit(worker.EXIT_JAIL)
    template.serve()


def _build(policy: Policy, control: socket.socket) -> Template:
    """Warm everything, enter the namespaces, prove the walls; return the template, in pid 1."""
    engine = Engine(
        stack_bytes=policy.ceilings.engine_stack_bytes,
        persona=policy.persona,
        rulebook=Rulebook.of(policy),
    )
    rehearsal = warm(engine, policy)
    prepared = jail.prepare(policy)
    jail.freeze_code()
    base_bytes = _address_space_bytes()
    gc.collect()
    gc.freeze()  # or the collector's marks would copy every page that the workers share
    gc.disable()
    aim = selfattack.aim(policy)
    starter_fd = jail.enter_namespaces(policy, (control.fileno(), *prepared.fds))
    template = os.fork()
    if template:
        control.close()
        exit_like(template)
    jail.enter_root(policy, starter_fd)
    outfit = worker.Outfit(
        prepared=prepared,
        engine=engine,
        sealed=wire.encode(
            wire.Sealed(walls={wall.value: state for wall, state in prepared.walls.items()})
        ),
        rehearsal=rehearsal,
        starved=wire.encode(wire.STARVED),
    )
    _prove(policy, prepared, aim, control, base_bytes)
    return Template(outfit, control)


def _prove(
    policy: Policy,
    prepared: jail.Prepared,
    aim: selfattack.Aim,
    control: socket.socket,
    base_bytes: int,
) -> None:
    """Have a fork attack this process and report `Ready` or `JailFailed`; end if it is not ready.

    In a fork, so that whatever the attack allocates, opens or breaks goes with it, and workers are
    forked from a template that has done nothing since it was warm.
    """
    attacker = os.fork()
    if attacker == 0:
        code = worker.EXIT_BROKEN
        try:
            began = time.monotonic()
            proofs = selfattack.prove(policy, prepared, aim)
            ms = (time.monotonic() - began) * 1000
            ready = wire.Ready(base_bytes=base_bytes, proofs=proofs, self_attack_ms=ms)
            control.send(wire.encode(ready))
            code = worker.EXIT_DONE
        except JailError as error:
            control.send(wire.encode(wire.jail_failed(error)))
            code = worker.EXIT_JAIL
        finally:
            os._exit(code)
    _, status = os.waitpid(attacker, 0)
    if status != 0:
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


class Template:
    """Pid 1 of the namespace: forks workers and reports their deaths."""

    def __init__(self, outfit: worker.Outfit, control: socket.socket) -> None:
        self._outfit = outfit
        self._control = control
        self._poll = select.poll()
        self._live: dict[int, tuple[int, int]] = {}  # pidfd -> (pid, the supervisor's number)

    def serve(self) -> NoReturn:
        """Serve until the supervisor is gone."""
        self._poll.register(self._control.fileno(), select.POLLIN)
        while True:
            ready = dict(self._poll.poll())
            control = ready.pop(self._control.fileno(), 0)
            for pidfd in ready:
                self._reap(pidfd)
            if control:
                self._obey()

    def _obey(self) -> None:
        order = receive(self._control)
        if order is None:
            os._exit(worker.EXIT_DONE)
        if isinstance(order, wire.Spawn):
            self._spawn(order.worker)

    def _spawn(self, number: int) -> None:
        """Fork one worker and hand its three descriptors to the supervisor."""
        open_fds: list[int] = []
        try:
            job_read, job_write = os.pipe2(os.O_CLOEXEC)
            open_fds += job_read, job_write
            event_read, event_write = os.pipe2(os.O_CLOEXEC)
            open_fds += event_read, event_write
            pid = os.fork()
            if pid == 0:
                worker.serve(self._outfit, job_read, event_write)
            pidfd = os.pidfd_open(pid)
        except OSError as error:
            reason = error.strerror or ""
            self._send(wire.SpawnFailed(worker=number, errno=error.errno or 0, reason=reason))
            for fd in open_fds:
                os.close(fd)
            return
        self._live[pidfd] = (pid, number)
        self._poll.register(pidfd, select.POLLIN)
        packet = wire.encode(wire.Spawned(worker=number))
        with contextlib.suppress(OSError):  # the supervisor is gone; the next recv will tell
            socket.send_fds(self._control, [packet], [job_write, event_read, pidfd])
        for fd in open_fds:
            os.close(fd)

    def _reap(self, pidfd: int) -> None:
        pid, number = self._live.pop(pidfd)
        self._poll.unregister(pidfd)
        os.close(pidfd)
        _, status, usage = os.wait4(pid, 0)
        self._send(
            wire.Reaped(
                worker=number,
                status=status,
                cpu_seconds=usage.ru_utime + usage.ru_stime,
                peak_bytes=usage.ru_maxrss * 1024,
            )
        )

    def _send(self, message: wire.Message) -> None:
        try:
            self._control.send(wire.encode(message))
        except OSError:
            os._exit(worker.EXIT_DONE)


def _address_space_bytes() -> int:
    """Return this process's address space; a worker starts with about the same."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
