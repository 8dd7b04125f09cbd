"""Machine code that an attacker runs in a worker: system calls by every gate, and crashes.

The code is written to pages of its own while that is still allowed, in the template; `freeze_code`
then takes the write permission away, as it does for the page of ctypes' callbacks. So a worker
finds what an exploit would have had to bring along: executable memory of its choice.

On other machines than x86-64 system calls go through libc, and the other gates do not exist.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
from collections.abc import Callable
from ctypes import c_long, c_void_p

IS_X86_64 = os.uname().machine == "x86_64"

_MAP_32BIT = 0x40  # asm/mman.h: code that runs in 32-bit mode must be reachable from there
_PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
_LARGEST_ERRNO = 4095

Argument = int | str
"""A register, or text: "@data" is the address of `data`, anything else becomes a C string."""

_SYSCALL = bytes.fromhex(
    "4889f8"  # mov rax, rdi: the number; the other arguments move up by one
    "4889f7"  # mov rdi, rsi
    "4889d6"  # mov rsi, rdx
    "4889ca"  # mov rdx, rcx
    "4d89c2"  # mov r10, r8
    "4d89c8"  # mov r8, r9
    "4c8b4c2408"  # mov r9, [rsp+8]
    "0f05c3"  # syscall; ret
)
_INT_80 = bytes.fromhex(
    "53"  # push rbx
    "4889f8"  # mov rax, rdi
    "4889f3"  # mov rbx, rsi
    "4887ca"  # xchg rdx, rcx
    "4c89c6"  # mov rsi, r8
    "4c89cf"  # mov rdi, r9
    "cd805bc3"  # int 0x80; pop rbx; ret
)
_TO_32_BIT = bytes.fromhex(
    "6a23"  # push 0x23: the 32-bit code segment, arch/x86/include/asm/segment.h
    "488d0503000000"  # lea rax, [rip+3]
    "5048cb"  # push rax; retfq
    "b814000000"  # in 32-bit mode: mov eax, 20 (getpid there)
    "cd80f4"  # int 0x80; hlt
)
_SYSENTER = bytes.fromhex("4889e5b8140000000f34f4")  # mov rbp, rsp; mov eax, 20; sysenter; hlt
_CODE = {
    "syscall": _SYSCALL,
    "int_80": _INT_80,
    "to_32_bit": _TO_32_BIT,
    "sysenter": _SYSENTER,
    "store": bytes.fromhex("48893fc3"),  # mov [rdi], rdi; ret
    "jump": bytes.fromhex("ffe7"),  # jmp rdi
    "illegal": bytes.fromhex("0f0b"),  # ud2
    "breakpoint": bytes.fromhex("cc"),  # int3
    "privileged": bytes.fromhex("f4"),  # hlt
    "divide": bytes.fromhex("31d231c9f7f1"),  # xor edx, edx; xor ecx, ecx; div ecx
    "smash": bytes.fromhex("48c7042441414141c3"),  # mov qword [rsp], 0x41414141; ret
    "overflow": bytes.fromhex("50ebfd"),  # push rax; jmp back
    "lose_stack": bytes.fromhex("48bc000000000000008050"),  # mov rsp, 1 << 63; push rax
    "spin": bytes.fromhex("ebfe"),  # jmp here
    "return_from_signal": bytes.fromhex("4889fcb80f0000000f05"),  # mov rsp, rdi; rt_sigreturn
}
_SLOT = 64  # bytes between two pieces of code
_VSYSCALL = 0xFFFFFFFFFF600000  # arch/x86/include/uapi/asm/vsyscall.h: gettimeofday

Function = Callable[..., int]

_kept: list[object] = []


def _place_code() -> dict[str, int]:
    """Write the code where it can be run; return the address of each piece."""
    protection = _READ_WRITE | mmap.PROT_EXEC
    page = mmap.mmap(-1, mmap.PAGESIZE, flags=_PRIVATE | _MAP_32BIT, prot=protection)
    _kept.append(page)
    base = ctypes.addressof(ctypes.c_char.from_buffer(page))
    for number, piece in enumerate(_CODE.values()):
        page[number * _SLOT : number * _SLOT + len(piece)] = piece
    return {name: base + number * _SLOT for number, name in enumerate(_CODE)}


# PYFUNCTYPE and not CFUNCTYPE: whoever never returns need not give up the interpreter's lock.
_Syscall = ctypes.PYFUNCTYPE(c_long, *(c_long,) * 7)
_Jump = ctypes.PYFUNCTYPE(c_long, c_void_p)

code = _place_code() if IS_X86_64 else {}
"""Address of each piece of code, by name."""

_data = mmap.mmap(-1, mmap.PAGESIZE, flags=_PRIVATE)
data = ctypes.addressof(ctypes.c_char.from_buffer(_data))
"""Address of a page to point the kernel at."""

_libc = ctypes.PyDLL(None, use_errno=True)
_libc.syscall.restype = c_long
_libc.syscall.argtypes = (c_long,) * 7
_libc.malloc.restype = c_void_p
_libc.malloc.argtypes = (ctypes.c_size_t,)
_libc.free.argtypes = (c_void_p,)
_gates: dict[str, Function] = {
    name: _Syscall(code[name]) if IS_X86_64 else _libc.syscall for name in ("syscall", "int_80")
}
_jumps: dict[str, Function] = {name: _Jump(address) for name, address in code.items()}
_vsyscall = _Jump(_VSYSCALL)

_seccomp = ctypes.PyDLL("libseccomp.so.2")
_seccomp.seccomp_syscall_resolve_name.argtypes = (ctypes.c_char_p,)


def number_of(name: str) -> int:
    """Return a system call's number here. Raises LookupError if this machine has none."""
    number: int = _seccomp.seccomp_syscall_resolve_name(name.encode())
    if number < 0:
        raise LookupError(f"no system call {name} here")
    return number


def call(which: str | int, *arguments: Argument) -> int:
    """Make a system call, by name or number. Raises OSError."""
    number = number_of(which) if isinstance(which, str) else which
    return _answer(_gates["syscall"], number, arguments)


def call_i386(number: int, *arguments: Argument) -> int:
    """Make a system call of 32-bit programs by their gate, int 0x80. Raises OSError."""
    return _answer(_gates["int_80"], number, arguments)


def run(name: str, argument: int = 0) -> int:
    """Run a piece of code that takes one register; most do not return."""
    result: int = _jumps[name](argument)
    return result


def call_vsyscall() -> int:
    """Call the page that the kernel maps for programs of long ago."""
    result: int = _vsyscall(0)
    return result


def fail_like(which: str) -> None:
    """End as libc ends a program whose memory is damaged."""
    if which == "abort":
        _libc.abort()
    elif which == "stack protector":
        _libc.__stack_chk_fail()
    elif which == "double free":
        block = c_void_p(_libc.malloc(64))
        _libc.free(block)
        _libc.free(block)


_SIGNAL_FRAME_BYTES = 304
_ALL_SIGNALS = (1 << 64) - 1


def spin_with_all_signals_blocked() -> None:
    """Return from a signal that never came, by a frame that blocks every signal, into a loop.

    The frame is a struct ucontext followed by the mask, arch/x86/include/uapi/asm/sigcontext.h.
    """
    frame = bytearray(_SIGNAL_FRAME_BYTES)
    struct.pack_into("<Q", frame, 0, 4)  # UC_STRICT_RESTORE_SS: take the segments from here
    registers = 40  # r8 to r15, rdi, rsi, rbp, rbx, rdx, rax, rcx, then these three
    struct.pack_into("<QQQ", frame, registers + 15 * 8, data + 2048, code["spin"], 0x202)
    struct.pack_into("<HHHH", frame, registers + 18 * 8, 0x33, 0, 0, 0x2B)  # cs, gs, fs, ss
    struct.pack_into("<Q", frame, 296, _ALL_SIGNALS)
    _data[: len(frame)] = bytes(frame)
    run("return_from_signal", data)


def peek(address: int, length: int) -> bytes:
    """Read this process's own memory, whatever is there."""
    return ctypes.string_at(address, length)


def poke(address: int, content: bytes) -> None:
    """Write this process's own memory."""
    ctypes.memmove(address, content, len(content))


def text_at(text: str) -> int:
    """Return the address of a C string that stays."""
    buffer = ctypes.create_string_buffer(text.encode("utf-8", "surrogateescape"))
    _kept.append(buffer)
    return ctypes.addressof(buffer)


def _answer(gate: Function, number: int, arguments: tuple[Argument, ...]) -> int:
    registers = [_register(argument) for argument in arguments]
    result = gate(number, *registers, *(0,) * (6 - len(registers)))
    if not IS_X86_64 and result == -1:
        result = -ctypes.get_errno()
    if -_LARGEST_ERRNO <= result < 0:
        raise OSError(-result, os.strerror(-result))
    return result


def _register(argument: Argument) -> int:
    if isinstance(argument, int):
        return c_long(argument & (1 << 64) - 1).value
    return data if argument == "@data" else text_at(argument)
