"""The duals: for each attack, the walls that stop it, and what happens as they are taken away.

A row names the walls that an attack meets, in the order in which they stop it, each with its
answer, and what happens when none of them is left. test_duals.py makes the attack with all
walls up, then with the first one taken away, then the first two, and so on; so each wall in a row
is once the one that stops it, and once missing. Then each is taken away alone: what the row says
first must catch the attack (the second, if the first is the one that is missing).

Neighbours in a row have different answers, or it would not show which of them gave it. Where two
walls give the same answer, the attack has a row for each, with the other one `aside`.

docs/threat-model.md has a line for every row.
"""

from __future__ import annotations

import socket

from tests.breach.attacks.inheritance import LEFT_OPEN
from tests.breach.row import KILLED, Row

from stockade_policies import Wall
from stockade_worker import wire

PROCESS, NAMESPACES, ROOT, PRIVILEGES = Wall.PROCESS, Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES
LANDLOCK, RLIMITS, SECCOMP = Wall.LANDLOCK, Wall.RLIMITS, Wall.SECCOMP
CEILINGS, ENGINE = Wall.CEILINGS, Wall.ENGINE

MIB = 1 << 20

FILES = (
    Row(
        attack="read a file of the host",
        make=("files.open_path", "/etc/passwd"),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE"), (ROOT, "ENOENT"), (LANDLOCK, "EACCES")),
        without="opened",
    ),
    Row(
        attack="ask whether a file of the host exists",
        make=("files.look_at", "/etc/passwd"),
        walls=((SECCOMP, KILLED), (ROOT, "ENOENT")),
        without="seen",
    ),
    Row(
        attack="make a directory on the host",
        make=("files.make_directory", "{folder}"),
        walls=((SECCOMP, KILLED), (ROOT, "ENOENT"), (LANDLOCK, "EACCES")),
        without="made",
    ),
    Row(
        attack="make a directory in the jail, for the next run to find",
        make=("files.make_directory", "/left-behind"),
        walls=((SECCOMP, KILLED), (ROOT, "EROFS")),
        without="EACCES",  # by Landlock, and without that by the host's own permissions
    ),
    Row(
        attack="mount a file system",
        make=("files.mount_something",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without="mounted",
        aside=frozenset({LANDLOCK}),
    ),
    Row(
        attack="mount a file system with full privileges",
        make=("files.mount_something",),
        walls=((SECCOMP, KILLED), (LANDLOCK, "EPERM")),
        without="mounted",
        aside=frozenset({PRIVILEGES}),
    ),
    Row(
        attack="change the root, to climb out of it",
        make=("files.change_root",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without="changed",
    ),
)

NETWORK = (
    Row(
        attack="connect to a TCP service of the host",
        make=("network.connect_tcp", "{tcp_port}"),
        walls=(
            (SECCOMP, KILLED),
            (RLIMITS, "EMFILE"),
            (LANDLOCK, "EACCES"),
            (NAMESPACES, "ENETUNREACH"),
        ),
        without="connected",
    ),
    Row(
        attack="send a UDP datagram to a service of the host",
        make=("network.send_udp", "{udp_port}"),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE"), (NAMESPACES, "ENETUNREACH")),
        without="sent",
    ),
    Row(
        attack="connect to an abstract UNIX socket of the host",
        make=("network.connect_abstract", "{abstract_name}"),
        walls=(
            (SECCOMP, KILLED),
            (RLIMITS, "EMFILE"),
            (NAMESPACES, "ECONNREFUSED"),
            (LANDLOCK, "EPERM"),
        ),
        without="connected",
        needs="scopes",
    ),
    Row(
        attack="connect to a UNIX socket in the host's file system",
        make=("network.connect_path", "{path}"),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE"), (ROOT, "ENOENT")),
        without="connected",
    ),
    Row(
        attack="listen on a port",
        make=("network.bind_tcp",),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE"), (LANDLOCK, "EACCES")),
        without="bound",
    ),
    Row(
        attack="open a netlink socket, a door into the kernel",
        make=("network.open_socket", int(socket.AF_NETLINK), int(socket.SOCK_RAW)),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE")),
        without="opened",
    ),
    Row(
        attack="open a raw packet socket",
        make=("network.open_socket", int(socket.AF_PACKET), int(socket.SOCK_RAW)),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without="opened",
        aside=frozenset({RLIMITS}),
    ),
)

PROCESSES = (
    Row(
        attack="fork",
        make=("processes.fork",),
        walls=((SECCOMP, KILLED), (RLIMITS, "EAGAIN")),
        without="forked",
    ),
    Row(
        attack="run a program of the host",
        make=("processes.execute", "/bin/true"),
        walls=(
            (SECCOMP, KILLED),
            (ROOT, "ENOENT"),
            (LANDLOCK, "EACCES"),
            (RLIMITS, "exited with 127 and no result"),
        ),
        without="exited with 0 and no result",
    ),
    Row(
        attack="signal the template",
        make=("processes.send_signal", 1, 0),
        walls=((SECCOMP, KILLED), (LANDLOCK, "EPERM")),
        without="delivered",
        needs="scopes",
    ),
    Row(
        attack="signal a process outside",
        make=("processes.signal_starter",),
        walls=((SECCOMP, KILLED), (NAMESPACES, "ESRCH"), (LANDLOCK, "EPERM")),
        without="delivered",
        needs="scopes",
    ),
    Row(
        attack="signal the worker next door",
        make=("processes.signal_sibling",),
        walls=((SECCOMP, KILLED), (LANDLOCK, "EPERM")),
        without="delivered",
        needs="scopes",
        company=True,
    ),
    Row(
        attack="trace the worker next door",
        make=("processes.trace_sibling",),
        walls=((SECCOMP, KILLED), (LANDLOCK, "EPERM")),
        without={"root": "EPERM", "ordinary": "attached"},
        aside=frozenset({PRIVILEGES}),
        company=True,
    ),
    Row(
        attack="read the memory of the worker next door",
        make=("processes.read_sibling",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without={"root": "EPERM", "ordinary": "moved"},
        aside=frozenset({LANDLOCK}),
        company=True,
    ),
    Row(
        attack="write to the memory of the worker next door",
        make=("processes.write_sibling",),
        walls=((SECCOMP, KILLED), (LANDLOCK, "EPERM")),
        without={"root": "EPERM", "ordinary": "moved"},
        aside=frozenset({PRIVILEGES}),
        company=True,
    ),
    Row(
        attack="become the host's root",
        make=("processes.become_root",),
        walls=((SECCOMP, KILLED), (NAMESPACES, "EINVAL")),
        without={"root": "root", "ordinary": "EPERM"},
    ),
    Row(
        attack="make a user namespace, to have every capability in it",
        make=("processes.make_user_namespace",),
        walls=((SECCOMP, KILLED), (NAMESPACES, "ENOSPC")),
        without="made",
    ),
    Row(
        attack="do what only an administrator may",
        make=("processes.set_hostname",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without="set",
    ),
    Row(
        attack="take capabilities",
        make=("processes.take_capabilities",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EPERM")),
        without="taken",
    ),
    Row(
        attack="ask which kernel this is",
        make=("processes.name_the_kernel",),
        walls=((SECCOMP, KILLED),),
        without="Linux",
    ),
    Row(
        attack="set up io_uring, which a filter does not see into",
        make=("resources.ring",),
        walls=((SECCOMP, KILLED), (RLIMITS, "ENOMEM or EMFILE")),  # locked memory, descriptors
        without="made",
        needs="io_uring",
    ),
)

INHERITANCE = (
    Row(
        attack="open a file through a directory that was left open",
        make=("files.open_below", LEFT_OPEN["directory"], "etc/passwd"),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE"), (PROCESS, "EBADF"), (LANDLOCK, "EACCES")),
        without="opened",
    ),
    Row(
        attack="read the template's memory through a descriptor that was left open",
        make=("inheritance.read_memory_file", LEFT_OPEN["memory"]),
        walls=((SECCOMP, KILLED), (PROCESS, "EBADF")),
        without="the template's secret",
    ),
    Row(
        attack="signal a process outside through a pidfd that was left open",
        make=("processes.signal_pidfd", LEFT_OPEN["pidfd"]),
        walls=(
            (SECCOMP, KILLED),
            (PROCESS, "EBADF"),
            (NAMESPACES, "EINVAL"),
            (LANDLOCK, "EPERM"),
        ),
        without="delivered",
        needs="scopes",
    ),
    Row(
        attack="speak to the supervisor as the template",
        make=(
            "inheritance.speak_for_the_template",
            wire.encode(wire.SpawnFailed(worker=2**30, errno=0, reason="")).hex(),
        ),
        walls=((SECCOMP, KILLED), (PROCESS, "EBADF")),
        without="sent",
    ),
)

MEMORY = (
    Row(
        attack="map memory for code of one's own",
        make=("memory.map_code",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EACCES")),
        without="mapped",
        needs="mdwe",
    ),
    Row(
        attack="turn data into code",
        make=("memory.turn_into_code",),
        walls=((SECCOMP, KILLED), (PRIVILEGES, "EACCES")),
        without="turned",
        needs="mdwe",
    ),
    Row(
        attack="call the kernel by the gate of 32-bit programs",
        make=("calls.knock_at_the_32_bit_gate",),
        walls=((SECCOMP, KILLED),),
        without="answered or signal SIGSEGV",  # a kernel may be built without it
        needs="x86_64",
    ),
)

RESOURCES = (
    Row(
        attack="reserve more address space than allowed",
        make=("resources.reserve", 600 * MIB),
        walls=((RLIMITS, "ENOMEM"),),
        without="mapped",
    ),
    Row(
        attack="fill the host's memory",
        once=True,
        make=("resources.hoard", 256 * MIB, 1.0),
        walls=((CEILINGS, "limit memory by psutil"), (RLIMITS, "ENOMEM")),
        without="held",
        ceilings={"cpu_seconds": 20, "wall_seconds": 60},
    ),
    Row(
        attack="keep memory from being swapped out",
        make=("resources.lock_memory",),
        walls=((SECCOMP, KILLED), (RLIMITS, "EPERM")),
        without="locked",
    ),
    Row(
        attack="make descriptors",
        make=("resources.duplicate_descriptor",),
        walls=((SECCOMP, KILLED), (RLIMITS, "EMFILE")),
        without="made",
    ),
    Row(
        attack="write to a file that was left open",
        make=("files.grow", LEFT_OPEN["file"]),
        walls=((SECCOMP, KILLED), (PROCESS, "EBADF"), (RLIMITS, "EFBIG")),
        without="written",
    ),
    Row(
        attack="burn processor time in native code",
        once=True,
        make=("resources.spin",),
        walls=((CEILINGS, "limit cpu by psutil"), (RLIMITS, "limit cpu by rlimit")),
        without="limit wall by timer",
        ceilings={"cpu_seconds": 0.2, "wall_seconds": 60},
        wall_seconds_without=4,
    ),
    Row(
        attack="burn processor time with every signal blocked",
        once=True,
        make=("resources.spin_unstoppably",),
        walls=((CEILINGS, "limit cpu by psutil"), (RLIMITS, "limit cpu by rlimit")),
        without="limit wall by timer",
        needs="x86_64",
        ceilings={"cpu_seconds": 0.2, "wall_seconds": 60},
        wall_seconds_without=4,
    ),
    Row(
        attack="loop without end in JavaScript",
        once=True,
        guest="for (;;);",
        walls=(
            (ENGINE, "limit cpu by engine"),
            (CEILINGS, "limit cpu by psutil"),
            (RLIMITS, "limit cpu by rlimit"),
        ),
        without="limit wall by timer",
        ceilings={"cpu_seconds": 0.2, "wall_seconds": 60},
        wall_seconds_without=4,
    ),
    Row(
        attack="fill the heap from JavaScript, and keep it",
        once=True,
        guest="""
            const hoard = [], full = [];
            try { while (hoard.length < 256) hoard.push(new Uint8Array(1 << 20).fill(1)); }
            catch (error) { full.push(error); }
            for (const end = Date.now() + 1000; Date.now() < end;);
            if (full.length) throw full[0];
            "held"
        """,
        walls=(
            (ENGINE, "limit memory by engine"),
            (CEILINGS, "limit memory by psutil"),
            (RLIMITS, "limit memory by rlimit"),
        ),
        without="held",
        ceilings={"cpu_seconds": 20, "wall_seconds": 60},
    ),
)

GROUPS: dict[str, tuple[Row, ...]] = {
    "Files": FILES,
    "Network": NETWORK,
    "Processes and privileges": PROCESSES,
    "Inheritance": INHERITANCE,
    "Executable memory": MEMORY,
    "Resources": RESOURCES,
}
"""The rows by the headings under which docs/threat-model.md has them."""

ROWS: tuple[Row, ...] = tuple(row for rows in GROUPS.values() for row in rows)
