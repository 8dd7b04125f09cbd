"""A flood fills its own share of the trace only; counts stay right, and the result of the run."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.trace.running import calls, made, string, supervising, trace_of

from stockade import Supervisor
from stockade.tracing import Trace
from stockade_policies import Ceilings
from stockade_worker.wire import MAX_EXCEPTIONS

URL = "http://late.test/"
LATE = "; atob('aHR0cDovL2xhdGUudGVzdC8='); eval('void \"last\"');"

MILLION = 1_000_000


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


def flooded(supervisor: Supervisor, source: str, value: object) -> Trace:
    """Run a flood, and then what matters; the trace must have that, within its ceilings."""
    result = supervisor.run(f"let n = 0; {source}{LATE} n")
    assert result.value == value, result
    trace = result.trace
    assert trace is not None
    assert trace.complete
    ceilings = Ceilings()
    assert len(trace.generations) <= ceilings.generations
    assert len(trace.strings) <= ceilings.trace_strings
    assert len(trace.functions) <= ceilings.trace_functions
    assert len(trace.tree) <= ceilings.trace_nodes
    assert len(trace.exceptions) <= MAX_EXCEPTIONS
    texts = [one.text for one in trace.strings], [one.text for one in trace.generations]
    assert len(json.dumps(texts)) < ceilings.trace_bytes
    assert string(trace, URL).interest == 95
    return trace


def test_ten_million_turns_of_a_loop(supervisor: Supervisor) -> None:
    trace = flooded(supervisor, f"while (n < {10 * MILLION}) n++", 10 * MILLION)
    assert len(json.dumps(trace.to_dict())) < 5000


def test_a_million_calls(supervisor: Supervisor) -> None:
    source = f"function f(a) {{ n++; return a * 2 }} for (let i = 0; i < {MILLION}; i++) f(i)"
    trace = flooded(supervisor, source, MILLION)
    found = calls(trace, "f")
    assert (found.count, found.last_return) == (MILLION, str(2 * MILLION - 2))
    assert len(json.dumps(trace.to_dict())) < 8000


def test_a_million_calls_of_many_functions(supervisor: Supervisor) -> None:
    source = (
        "let t = ''; for (let i = 0; i < 500; i++) t += `function f${i}() { n++ }`;"
        " t += 'function all() {'; for (let i = 0; i < 500; i++) t += `f${i}();`;"
        " eval(t + '} for (let i = 0; i < 1000; i++) all()')"
    )
    trace = flooded(supervisor, source, 500_000)
    assert {one.calls.count for one in trace.functions if one.calls} == {1, 1000}


@pytest.mark.parametrize("kind", ["['http://', i, '.test/x'].join('')", "['word', i].join(' ')"])
def test_a_hundred_thousand_strings(supervisor: Supervisor, kind: str) -> None:
    source = f"for (let i = 0; i < 100_000; i++) {{ {kind}; n++ }}".replace("_", "")
    if "http" in kind:  # of the same class as what comes late: first come, first served
        source = f"atob('aHR0cDovL2xhdGUudGVzdC8='); {source}"
    trace = flooded(supervisor, source, 100_000)
    assert len(trace.strings) + trace.dropped["string"] == 100_001


def test_a_million_times_the_same_string(supervisor: Supervisor) -> None:
    source = f"for (; n < {MILLION}; n++) String.fromCharCode(113, 114, 115, 116)"
    assert string(flooded(supervisor, source, MILLION), "qrst").times == MILLION


def test_long_strings(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 3000; i++) n += [i, 'x'.repeat(20000)].join(' ').length > 0"
    trace = flooded(supervisor, source, 3000)
    assert 50 < len(trace.strings) < 3000


def test_many_evaluations_of_other_code(supervisor: Supervisor) -> None:
    trace = flooded(supervisor, "for (let i = 0; i < 20000; i++) eval('n++;' + i)", 20_000)
    # Half of the room, the sample, and what came after the flood from another place.
    assert len(trace.generations) == Ceilings().generations // 2 + 2
    assert trace.dropped["generation"] == 20_002 - len(trace.generations)


def test_many_evaluations_of_the_same_code(supervisor: Supervisor) -> None:
    trace = flooded(supervisor, "for (let i = 0; i < 30000; i++) eval('n++')", 30_000)
    again, last = made(trace)
    assert (again.text, again.times) == ("n++", 30_000)
    assert last.text == 'void "last"'


def test_many_evaluations_that_are_refused(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 10000; i++) try { eval('+') } catch { n++ }"
    assert [one.times for one in made(flooded(supervisor, source, 10_000))] == [10_000, 1]


def test_a_million_exceptions(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 300000; i++) try { throw i } catch (e) { n++ }"
    trace = flooded(supervisor, source, 300_000)
    assert [(one.text, one.times) for one in trace.exceptions] == [("0", 300_000)] * 2


def test_exceptions_at_many_places(supervisor: Supervisor) -> None:
    source = "let t = ''; while (n < 3000) t += `try { throw ${n++} } catch { }`; eval(t)"
    trace = flooded(supervisor, source, 3000)
    assert len(trace.exceptions) + trace.dropped["exception"] == 3000


def test_many_functions_that_are_never_called(supervisor: Supervisor) -> None:
    source = "let t = ''; for (let i = 0; i < 20000; i++) t += `function f${i}() { }`; eval(t)"
    trace = flooded(supervisor, source, 0)
    assert trace.coverage[1].functions == 20_001
    assert len(trace.functions) + trace.dropped["function"] == 20_003


def test_a_wide_tree(supervisor: Supervisor) -> None:
    source = (
        "let t = 'let k; '; for (let i = 0; i < 60; i++) t += `function f${i}() { n++; go() }`;"
        " t += 'function go() { if (k-- > 0) [' + Array.from({ length: 60 }, (_, i) => 'f' + i) +"
        " '][Math.random() * 60 | 0]() }; for (let i = 0; i < 3000; i++)"
        " { k = i % 9; go() }'; eval(t)"
    )
    trace = flooded(supervisor, source, sum(i % 9 for i in range(3000)))
    assert trace.dropped["node"] > 0
    assert sum(one.count for one in trace.tree) > 9000


def test_all_of_it_at_once_leaves_each_its_share(supervisor: Supervisor) -> None:
    source = """
    for (let i = 0; i < 3000; i++) {
      eval('n++; ' + i); ['http://', i].join(''); try { throw new Error('e' + i) } catch (e) { }
      new Function('return ' + i)();
    }"""
    trace = flooded(supervisor, f"atob('aHR0cDovL2xhdGUudGVzdC8='); {source}", 3000)
    assert trace.exceptions
    assert trace.tree
    assert len(trace.functions) > 100


def test_a_small_trace_has_what_matters_too(outlives_tests: None) -> None:
    with supervising(artifact_bytes=0, trace_bytes=400_000, trace_strings=100) as supervisor:
        source = f"for (let i = 0; i < 20000; i++) ['some words', i].join(' '){LATE}"
        trace = trace_of(supervisor, source)
    assert trace.strings[0].text == URL
    assert len(trace.strings) <= 100


def test_texts_of_large_code_leave_room_for_those_of_later_code(supervisor: Supervisor) -> None:
    flood = "for (let i = 0; i < 60; i++) { eval(`/*${'x'.repeat(250000)}${i}*/`); n++ }"
    trace = flooded(supervisor, flood, 60)
    large = [one.text for one in made(trace) if one.size > 250_000]
    assert len(large) == 60
    assert len(large[3]) > 250_000
    assert len(large[-1]) > 200
    assert made(trace)[-1].text == 'void "last"'
