"""Batches of events become a trace: ordered, bounded, and the same however they were cut."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import msgpack
import pytest
from tests.trace_events import (
    API,
    ARTIFACT,
    CALL,
    CEILINGS,
    COVERAGE,
    EFFECT,
    EVENTS,
    EXCEPTION,
    FUNCTION,
    GENERATION,
    GUARD,
    HASH,
    MADE,
    NODE,
    STRING,
    VIOLATION,
    Event,
    changed,
    folded,
)

from stockade.tracing import Calls, Fold, Position, Trace, TraceEvent
from stockade.tracing.record import STEP_EVENTS
from stockade_policies.errors import ProtocolError
from stockade_worker import wire


def refuse(*batches: list[Event], match: str, **ceilings: int) -> None:
    with pytest.raises(ProtocolError, match=match):
        folded(*batches, ceilings=replace(CEILINGS, **ceilings))


def test_every_kind_of_event_finds_its_place() -> None:
    trace = folded(EVENTS)
    assert [(made.id, made.times, made.node) for made in trace.generations] == [
        (0, 1, None),
        (1, 3, "ir-7"),
    ]
    (function,) = trace.functions
    assert (function.name, function.mapped) == (
        "decode",
        Position(file="src/a.ts", line=1, column=1),
    )
    assert function.calls == Calls(
        function=4,
        count=9,
        first_arguments=("1", '"a"'),
        last_arguments=('"b"',),
        first_return="undefined",
        last_return=None,
        thrown=1,
    )
    assert [(string.text, string.times) for string in trace.strings] == [("http://x.test/", 6)]
    assert [(site.text, site.times) for site in trace.exceptions] == [("TypeError: no", 5)]
    assert [(node.parent, node.function, node.count) for node in trace.tree] == [(-1, 4, 9)]
    assert [(part.bytes, part.bytes_run) for part in trace.coverage] == [(100, 60)]
    assert trace.guard is not None
    assert (trace.guard.kind, trace.guard.seen) == ("call_depth", 257)
    assert trace.dropped == {"string": 12}


def test_behaviour_finds_its_place_too() -> None:
    trace = folded(EVENTS)
    assert [(api.path, api.use, api.count, api.thrown) for api in trace.apis] == [
        ("WScript.Shell.Run", "call", 4, 1)
    ]
    (effect,) = trace.effects
    assert (effect.target, effect.times, effect.artifact) == ("C:\\a.exe", 8, 5)
    assert effect.details == {"mode": "create", "size": "2"}
    assert [(one.name, one.content) for one in trace.artifacts] == [("a.exe", b"MZ")]
    assert [(one.rule, one.severity) for one in trace.violations] == [("drops-a-program", "high")]


def test_the_most_severe_violation_comes_first() -> None:
    told = [
        changed(changed(VIOLATION, 1, number), 3, word)
        for number, word in enumerate(("low", "critical", "info", "critical", "high"))
    ]
    assert [one.id for one in folded([GENERATION, *told]).violations] == [1, 3, 4, 0, 2]


def test_details_of_a_side_effect_cannot_be_changed() -> None:
    (effect,) = folded([GENERATION, changed(EFFECT, 6, -1)]).effects
    with pytest.raises(TypeError):
        effect.details["mode"] = "x"  # type: ignore[index]  # the point of the test


def test_of_two_details_with_one_name_the_last_counts() -> None:
    """Names are cut: what a sample calls its headers must not make its worker a liar."""
    pairs = [["mode", "a"], ["mode", "b"]]
    (effect,) = folded([GENERATION, changed(changed(EFFECT, 5, pairs), 6, -1)]).effects
    assert effect.details == {"mode": "b"}


def test_a_content_is_base64_in_the_dictionary() -> None:
    assert folded(EVENTS).to_dict()["artifacts"][0]["content"] == "TVo="


@pytest.mark.parametrize(
    ("size", "content", "is_cut"),
    [(3, b"MZ", False), (2, b"MZ", True), (1, b"MZ", False), (1, b"MZ", True), (0, b"", True)],
)
def test_a_size_that_is_not_its_contents_is_refused(
    size: int, content: bytes, is_cut: bool
) -> None:
    event = ["artifact", 0, "file", "a", size, HASH, content, is_cut]
    refuse([event], match="artifact: a size that is not its content's")


def test_a_content_beyond_the_policys_bytes_is_refused() -> None:
    content = ["artifact", 0, "file", "a", 9, HASH, b"x" * 8, True]
    folded([content], ceilings=replace(CEILINGS, artifact_bytes=8))
    refuse([content], match="artifact: a content that is longer", artifact_bytes=7)


def test_more_apis_than_there_may_be_are_refused() -> None:
    apis = [changed(changed(API, 1, number), 10, -1) for number in range(wire.MAX_APIS)]
    folded(apis, apis)
    refuse([*apis, changed(apis[0], 1, 2**53 - 1)], match="api: more than")


def test_more_violations_than_there_may_be_are_refused() -> None:
    many = [changed(changed(VIOLATION, 1, n), 8, -1) for n in range(wire.MAX_VIOLATIONS)]
    folded(many, many)
    refuse([*many, changed(many[0], 1, 2**53 - 1)], match="violation: more than")


def test_nothing_told_is_an_empty_trace() -> None:
    assert folded() == folded([]) == Trace(complete=True)


def test_a_function_that_never_ran_has_no_calls() -> None:
    assert folded([GENERATION, FUNCTION]).functions[0].calls is None


def honest(chance: Random) -> list[Event]:
    """Return the events of a run, with counts that grow and ids that come in any order."""
    events: list[Event] = [GENERATION, MADE]
    events += [changed(FUNCTION, 1, number) for number in chance.sample(range(100), 30)]
    functions = [event[1] for event in events[2:]]
    events += [changed(changed(STRING, 1, n), 10, chance.randrange(5)) for n in range(30)]
    events += [["node", n, n - 1 if n % 4 else -1, functions[n], 1] for n in range(30)]
    for _ in range(200):
        times = chance.randrange(1, 9)
        events.append(
            chance.choice(
                (
                    changed(changed(CALL, 1, chance.choice(functions)), 2, times),
                    ["string_again", chance.randrange(30), times],
                    changed(changed(EXCEPTION, 1, chance.randrange(9)), 7, times),
                    changed(events[62 + chance.randrange(30)], 4, times),
                    changed(changed(COVERAGE, 1, chance.randrange(2)), 5, times),
                    ["repeat", 1, times],
                    ["dropped", chance.choice(wire.DROPPABLE), times],
                )
            )
        )
    return [*events, GUARD]


@pytest.mark.parametrize("seed", range(20))
def test_a_trace_does_not_depend_on_how_its_events_were_cut(seed: int) -> None:
    chance = Random(seed)
    events = honest(chance)
    whole = folded(events)
    assert folded(*([event] for event in events)) == whole
    at = sorted(chance.sample(range(len(events)), 5))
    cuts = zip([0, *at], [*at, len(events)], strict=True)
    assert folded(*(events[start:end] for start, end in cuts)) == whole


def test_a_trace_is_ordered_by_id_and_strings_by_interest_then_times() -> None:
    trace = folded(honest(Random(1)))
    for part in (trace.generations, trace.functions, trace.exceptions, trace.tree):
        numbers = [item.id for item in part]
        assert numbers == sorted(numbers)
    assert [part.generation for part in trace.coverage] == [0, 1]
    assert list(trace.dropped) == sorted(trace.dropped)
    ranks = [(-string.interest, -string.times, string.id) for string in trace.strings]
    assert ranks == sorted(ranks)
    assert len({string.times for string in trace.strings}) > 1


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (changed(CALL, 2, 10), CALL),
        (["string_again", 0, 7], ["string_again", 0, 6]),
        (changed(EXCEPTION, 7, 6), EXCEPTION),
        (changed(NODE, 4, 10), NODE),
        (changed(COVERAGE, 5, 61), COVERAGE),
        (["repeat", 1, 4], ["repeat", 1, 3]),
        (["dropped", "string", 13], ["dropped", "string", 12]),
        (changed(API, 4, 5), API),
        (["effect_again", 6, 9], ["effect_again", 6, 8]),
        (changed(VIOLATION, 11, 2), VIOLATION),
    ],
    ids=lambda event: event[0],
)
def test_what_grows_replaces_what_came_before(newer: Event, older: Event) -> None:
    before = [event for event in EVENTS if event[0] != newer[0]]
    assert folded([*before, older, newer]) == folded([*before, newer])
    assert folded([*before, older]) != folded([*before, newer])


@pytest.mark.parametrize(
    ("events", "match"),
    [
        ([changed(GENERATION, 2, 0)], "generation: of something that was not told"),
        ([changed(GENERATION, 2, 7)], "generation: of something that was not told"),
        ([changed(GENERATION, 2, -2)], "generation: of something that was not told"),
        ([GENERATION, GENERATION], "generation: an id that was another's"),
        ([["repeat", 0, 2]], "repeat: of something that was not told"),
        ([GENERATION, ["repeat", -1, 2]], "repeat: of something that was not told"),
        ([FUNCTION], "function: of something that was not told"),
        ([GENERATION, changed(FUNCTION, 2, -1)], "function: of something that was not told"),
        ([GENERATION, FUNCTION, FUNCTION], "function: an id that was another's"),
        ([GENERATION, CALL], "call: of something that was not told"),
        ([STRING], "string: of something that was not told"),
        ([GENERATION, STRING, STRING], "string: an id that was another's"),
        ([GENERATION, ["string_again", 0, 2]], "string_again: of something that was not told"),
        ([EXCEPTION], "exception: of something that was not told"),
        ([COVERAGE], "coverage: of something that was not told"),
        ([GENERATION, changed(COVERAGE, 3, 3)], "coverage: more has run than there is"),
        ([GENERATION, changed(COVERAGE, 5, 101)], "coverage: more has run than there is"),
        ([GUARD], "guard: of something that was not told"),
        ([GENERATION, GUARD, GUARD], "guard: a second one"),
        ([GENERATION, changed(GUARD, 2, 257)], "guard: a limit that is not the policy's"),
        ([GENERATION, NODE], "node: of something that was not told"),
        ([["node", 0, 0, -1, 1]], "node: of something that was not told"),
        ([["node", 0, 1, -1, 1], ["node", 1, 0, -1, 1]], "node: of something that was not told"),
        (
            [["node", 0, -1, -1, 1], ["node", 1, 0, -1, 1], ["node", 0, 1, -1, 2]],
            "node: one that is now elsewhere",
        ),
        ([API], "api: of something that was not told"),
        ([GENERATION, EFFECT], "effect: of something that was not told"),
        ([ARTIFACT, EFFECT], "effect: of something that was not told"),
        ([GENERATION, ARTIFACT, EFFECT, EFFECT], "effect: an id that was another's"),
        ([GENERATION, ["effect_again", 6, 2]], "effect_again: of something that was not told"),
        ([ARTIFACT, ARTIFACT], "artifact: an id that was another's"),
        ([VIOLATION], "violation: of something that was not told"),
        ([GENERATION, FUNCTION, NODE, changed(NODE, 3, 5)], "node: of something that was not told"),
    ],
)
def test_what_refers_to_nothing_or_to_itself_is_refused(events: list[Event], match: str) -> None:
    refuse(events, match=match)
    refuse(*([event] for event in events), match=match)


def test_a_node_may_come_before_its_function() -> None:
    early = folded([changed(NODE, 3, -1), GENERATION, FUNCTION, NODE])
    assert early == folded([GENERATION, FUNCTION, NODE])


def test_what_may_be_unknown_may_be_minus_one() -> None:
    trace = folded(
        [
            changed(MADE, 2, -1),
            changed(STRING, 6, -1),
            changed(EXCEPTION, 2, -1),
            changed(GUARD, 4, -1),
            changed(API, 10, -1),
            changed(changed(EFFECT, 6, -1), 7, -1),
            changed(VIOLATION, 8, -1),
            ["node", 0, -1, -1, 1],
        ]
    )
    assert (trace.strings[0].generation, trace.exceptions[0].generation) == (-1, -1)


@pytest.mark.parametrize(
    ("ceiling", "make", "allowed"),
    [
        ("generations", lambda n: changed(GENERATION, 1, n + 1), 2),
        ("trace_functions", lambda n: changed(FUNCTION, 1, n), 3),
        ("trace_strings", lambda n: changed(STRING, 1, n), 3),
        ("trace_nodes", lambda n: ["node", n, -1, -1, 1], 3),
        ("trace_effects", lambda n: changed(changed(EFFECT, 1, n), 6, -1), 3),
        ("artifacts", lambda n: changed(ARTIFACT, 1, n), 3),
    ],
)
def test_more_of_a_kind_than_the_policy_keeps_is_refused(
    ceiling: str, make: object, allowed: int
) -> None:
    assert callable(make)
    events = [GENERATION, *(make(number) for number in range(allowed))]
    folded(events, ceilings=replace(CEILINGS, **{ceiling: 3}))
    refuse([*events, make(9)], match="more than the policy allows", **{ceiling: 3})


def test_more_sites_of_exceptions_than_there_may_be_are_refused() -> None:
    sites = [changed(EXCEPTION, 1, number) for number in range(wire.MAX_EXCEPTIONS)]
    folded([GENERATION, *sites, *sites])
    refuse([GENERATION, *sites, changed(EXCEPTION, 1, 2**53 - 1)], match="exception: more than")


def test_a_text_beyond_the_policys_bytes_is_refused() -> None:
    small = replace(CEILINGS, generation_bytes=64)
    effect = changed(EFFECT, 6, -1)
    texts = ((GENERATION, 8), (STRING, 2), (effect, 4))
    folded([changed(event, at, "x" * 64) for event, at in texts], ceilings=small)
    for event in (changed(event, at, "x" * 65) for event, at in texts):
        before = [] if event[0] == "generation" else [GENERATION]
        refuse([*before, event], match="longer than the policy allows", generation_bytes=64)


def test_all_batches_together_are_held_to_the_policys_bytes() -> None:
    batch = [["dropped", "string", number] for number in range(1000)]
    size = sum(len(msgpack.packb(event)) for event in batch)
    ceilings = replace(CEILINGS, generation_bytes=64, artifact_bytes=0, trace_bytes=5 * size)
    folded(*[batch] * 5, *[[]] * 5, ceilings=ceilings)
    with pytest.raises(ProtocolError, match="more trace than the policy allows"):
        folded(*[batch] * 5, batch[:2], ceilings=ceilings)


@pytest.mark.parametrize(
    ("packed", "match"),
    [
        (b"", "cut off"),
        (b"\xc1", "does not use"),
        (b"\x80", "a batch of trace events is dict, not a list"),
        (b"\x07", "a batch of trace events is int, not a list"),
        (b"\xdd\xff\xff\xff\xff", "more than"),
        (b"\x90\x90", "after the end"),
        (b"\x91\xd4\x05\x00", "does not use"),
        (b"\xdd\x00\x01\x86\xa0" + b"\x90" * 100_000, "more than 100000 items"),
    ],
)
def test_a_batch_that_does_not_unpack_is_refused(packed: bytes, match: str) -> None:
    with pytest.raises(ProtocolError, match=match):
        wire.finish(Fold(CEILINGS).take(packed))


def test_what_was_told_before_a_lie_is_kept() -> None:
    fold = Fold(CEILINGS)
    wire.finish(fold.take(wire.pack_events([GENERATION, STRING])))
    for lie in (wire.pack_events([MADE, STRING, FUNCTION]), b"\xc1"):
        with pytest.raises(ProtocolError):
            wire.finish(fold.take(lie))
    trace = wire.finish(fold.trace(is_complete=False))
    assert trace == replace(folded([GENERATION, STRING, MADE]), complete=False)


def test_an_event_beyond_a_ceiling_leaves_those_before_it() -> None:
    fold = Fold(replace(CEILINGS, trace_strings=1))
    with pytest.raises(ProtocolError):
        wire.finish(fold.take(wire.pack_events([GENERATION, STRING, changed(STRING, 1, 5)])))
    assert [string.id for string in wire.finish(fold.trace(is_complete=False)).strings] == [0]


def test_a_long_batch_is_taken_in_bounded_steps() -> None:
    batch = wire.pack_events([["dropped", "string", number] for number in range(10_000)])
    unpacking = sum(1 for _ in wire.unpack(bytes(batch), max_items=100_000, max_text_bytes=100))
    assert sum(1 for _ in Fold(CEILINGS).take(batch)) == unpacking + 10_000 // STEP_EVENTS


def test_a_trace_is_made_in_bounded_steps() -> None:
    fold = Fold(CEILINGS)
    strings = [changed(STRING, 1, number) for number in range(4000)]
    wire.finish(fold.take(wire.pack_events([GENERATION, *strings])))
    assert sum(1 for _ in fold.trace(is_complete=True)) == 4000 // STEP_EVENTS


def test_a_trace_waits_for_a_batch_that_is_being_taken() -> None:
    fold = Fold(CEILINGS)
    taking = fold.take(wire.pack_events([GENERATION] + [["dropped", "string", 1]] * 100))
    making = fold.trace(is_complete=True)
    next(taking)
    next(making)
    wire.finish(taking)
    assert len(wire.finish(making).generations) == 1


def test_a_listener_is_told_each_event_as_it_is_taken_and_none_that_is_refused() -> None:
    told: list[TraceEvent] = []
    folded(EVENTS, told=told)
    assert [type(event).__name__ for event in told] == [
        *("Generation", "Generation", "Repeat", "Function", "Calls", "String", "StringAgain"),
        *("ExceptionSite", "CallNode", "Coverage", "Guard", "Dropped"),
        *("Api", "Artifact", "SideEffect", "SideEffectAgain", "Violation"),
    ]
    told.clear()
    with pytest.raises(ProtocolError):
        folded([GENERATION, MADE, MADE, STRING], told=told)
    assert len(told) == 2


def test_a_trace_survives_json() -> None:
    plain = folded(EVENTS).to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["generations"][1]["mapped"] == {"file": "src/a.ts", "line": 3, "column": 9}
    assert plain["functions"][0]["calls"]["first_arguments"] == ["1", '"a"']
    assert plain["dropped"] == {"string": 12}


def test_what_msgpack_packs_is_what_a_batch_is() -> None:
    assert bytes(wire.pack_events(EVENTS)) == msgpack.packb(EVENTS)
