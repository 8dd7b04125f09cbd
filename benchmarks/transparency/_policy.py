"""The policy under which programs are compared: nothing but a program itself may end it."""

from __future__ import annotations

from stockade import Policy

MIB = 1 << 20


def ample(*, tracing: bool) -> Policy:
    """Return a policy whose ceilings no honest program meets, traced or not."""
    return Policy.research(
        name="ample.traced" if tracing else "ample",
        tracing=tracing,
        cpu_seconds=30,
        wall_seconds=120,
        heap_bytes=384 * MIB,
        data_bytes=768 * MIB,
        address_bytes=2048 * MIB,
        rss_bytes=768 * MIB,
        engine_stack_bytes=6 * MIB,
        stack_bytes=8 * MIB,  # more is never there: it is the usual limit of whoever starts this
        call_depth=1_000_000,
        loop_iterations=10**12,
        source_bytes=8 * MIB,
        console_bytes=MIB,
        console_entries=10_000,
        frame_bytes=16 * MIB,
        event_frames=1_000_000,
        event_bytes=64 * MIB,
    )
