"""The thread that starts templates by exec.

A template asks the kernel to be killed when its parent dies (PR_SET_PDEATHSIG), and the kernel
takes the *thread* that forked it for the parent. So templates are started from one thread that
lives exactly as long as the supervisor, not from whatever thread happened to submit the first job.
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stockade_policies import errors as _policies_anchor
from stockade_worker import wire as _worker_anchor

MAX_STDERR_BYTES = 1 << 16
EXIT_SECONDS = 1.0

_BOOT = "import sys; sys.path[:0] = sys.argv[2:]; from {} import main; main(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What is exec'ed: the `main` of a module, which gets the number of its control socket.

    roots  folders to import it from, beside those of the worker's package.
    """

    module: str
    roots: tuple[str, ...] = ()


TEMPLATE = Program(module="stockade_worker.template")


@dataclass(slots=True)
class TemplateProcess:
    """A started template: its process, our end of the control socket, its stderr until ready."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    stderr_fd: int
    _stderr: bytearray = field(default_factory=bytearray)

    def last_words(self) -> str:
        """Return the end of its stderr: what to show when it died before it could speak."""
        with contextlib.suppress(BlockingIOError):
            while len(self._stderr) < MAX_STDERR_BYTES:
                data = os.read(self.stderr_fd, 4096)
                if not data:
                    break
                self._stderr += data
        return self._stderr.decode("utf-8", "replace").strip()[-1000:]

    def end(self) -> None:
        """Close our descriptors, which the template takes as its end, and wait for it."""
        self.control.close()
        os.close(self.stderr_fd)
        try:
            self.process.wait(timeout=EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Spawner:
    """Starts and collects templates on its own thread; see the module's note on why.

    program  what to start; tests give a template whose workers are in an attacker's hands.
    """

    def __init__(self, program: Program = TEMPLATE) -> None:
        self._program = program
        self._requests: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._live: list[TemplateProcess] = []
        self._thread = threading.Thread(
            target=_serve, args=(self._requests, self._live), daemon=True, name="stockade-spawner"
        )
        self._thread.start()

    def start(self, done: Callable[[TemplateProcess | OSError], None]) -> None:
        """Start a template; `done` gets it, or what failed, on the spawner's thread."""
        # The thread must not keep the spawner itself alive.
        live, program = self._live, self._program

        def request() -> None:
            try:
                started = exec_jailer(program)
            except OSError as error:
                done(error)
            else:
                live.append(started)
                done(started)

        self._requests.put(request)

    def collect(self, started: TemplateProcess) -> None:
        """Close a template's control socket, which ends it, and collect the process."""
        live = self._live

        def request() -> None:
            live.remove(started)
            started.end()

        self._requests.put(request)

    def stop(self) -> None:
        """End every template that still lives, and then the thread."""
        self._requests.put(None)

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()


def _serve(
    requests: queue.SimpleQueue[Callable[[], None] | None], live: list[TemplateProcess]
) -> None:
    while True:
        request = requests.get()
        if request is None:
            break
        request()
        del request  # it refers to its pool, which must be free to go while this thread waits
    for started in live:
        started.end()


def exec_jailer(program: Program) -> TemplateProcess:
    """Exec a fresh interpreter with nothing of ours: no environment, /dev/null, one socket.

    Raises OSError. The caller's thread must live as long as the process, see above.
    """
    roots = [_root_of(anchor.__file__) for anchor in (_policies_anchor, _worker_anchor)]
    roots += program.roots
    boot = _BOOT.format(program.module)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    stderr_read, stderr_write = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", boot, str(theirs.fileno()), *roots],
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr_write,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,  # a Ctrl-C at the terminal is the supervisor's to handle
        )
    except OSError:
        ours.close()
        os.close(stderr_read)
        raise
    finally:
        theirs.close()
        os.close(stderr_write)
    ours.setblocking(False)
    return TemplateProcess(process, ours, stderr_read)


def _root_of(module_file: str | None) -> str:
    """Return the directory that holds the module's top-level package."""
    path = Path(module_file or "")
    return str(
        next(parent.parent for parent in path.parents if parent.name.startswith("stockade_"))
    )
