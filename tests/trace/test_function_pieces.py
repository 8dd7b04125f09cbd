"""What a function's constructor is given must be valid code by itself, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Supervisor
from stockade.tracing import Generation

from .running import supervising, trace_of

ESCAPES = (
    'Function("}, globalThis.leaked = 1, function () {")',
    'Function("}), (globalThis.leaked = 1, function () {")',
    'Function("a){}, globalThis.leaked = 1, function (", "")',
    'Function("/*", "*/){")',
    '(async () => {}).constructor("}, globalThis.leaked = 1, function () {")',
    '(function* () {}).constructor("}, globalThis.leaked = 1, function () {")',
)
WHOLE = (
    ('Function("a", "return a /* } */")(7)', 7),
    ("""Function("a = ')'", "return a + '}'")()""", ")}"),
    ('Function("a /* ) { */", "return a")(8)', 8),
    ('Function("{ a }", "[b]", "return a + b")({ a: 1 }, [2])', 3),
    ('Function("if (1) { return 9 }")()', 9),
)


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


@pytest.mark.parametrize("code", ESCAPES)
def test_pieces_that_close_what_others_open_are_no_function(
    supervisor: Supervisor, code: str
) -> None:
    source = f"try {{ {code}; 'made' }} catch (e) {{ [e.name, typeof leaked].join() }}"
    assert supervisor.run(source).value == "SyntaxError,undefined"


@pytest.mark.parametrize(("code", "value"), WHOLE)
def test_others_are(supervisor: Supervisor, code: str, value: object) -> None:
    assert supervisor.run(code).value == value


def test_they_are_told_as_refused(supervisor: Supervisor) -> None:
    trace = trace_of(supervisor, f"try {{ {ESCAPES[0]} }} catch {{}}")
    made: Generation = trace.generations[1]
    assert (made.state, made.reason) == ("refused", "its pieces are no valid code")
