"""A guard's number is exact wherever the calls and turns happen, and no guest code gets past it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.trace.running import made, place, string, supervising, told

from stockade import Outcome, RunResult, Supervisor

DEPTH, TURNS = 50, 1000

# N is the number of turns or calls, of which the last may be one too many.
LOOPS = {
    "while": "let n = 0; while (n < N) n++",
    "do": "let n = 0; do n++; while (n < N)",
    "for": "for (let i = 0; i < N; i++) ;",
    "for without a block": "for (var i = 0, s = 0; i < N; i++) s += i",
    "for of": "for (const x of Array(N)) ;",
    "for in": "for (const k in Array(N).fill(0)) { k }",
    "for await": "(async () => { for await (const x of Array(N)) ; })()",
    "two loops": "for (let i = 0; i < 400; i++) ; for (let i = 0; i < N - 400; i++) ;",
    "nested": "for (let i = 0; i < 1; i++) for (let j = 0; j < N - 1; j++) ;",
    "labels": "a: for (let i = 0; i < N; i++) { continue a }",
    "an asynchronous function": "(async () => { for (let i = 0; i < N; i++) await 0 })()",
    "a generator": "function* g() { for (let i = 0; i < N; i++) yield i } const it = g();"
    " do_(); function do_() { if (!it.next().done) do__() } function do__() { [...it] }",
    "a callback": "[0].forEach(() => { for (let i = 0; i < N; i++) ; })",
    "a getter": "({ get a() { for (let i = 0; i < N; i++) ; return 1 } }).a",
    "a constructor": "class A { constructor() { for (let i = 0; i < N; i++) ; } } new A",
    "a field": "class A { a = (() => { for (let i = 0; i < N; i++) ; })() } new A",
    "a static block": "class A { static { for (let i = 0; i < N; i++) ; } }",
    "finally": "try { throw 1 } catch { } finally { for (let i = 0; i < N; i++) ; }",
    "a promise's job": "Promise.resolve().then(() => { for (let i = 0; i < N; i++) ; })",
    "a timer": "setTimeout(() => { for (let i = 0; i < N; i++) ; })",
    "many timers": "let n = 0; const id = setInterval(() => { for (let i = 0; i < 10; i++) ;"
    " if ((n += 10) >= N - N % 10) { clearInterval(id); for (let i = 0; i < N % 10; i++) ; } })",
    "made code": "for (let i = 0; i < N - 2; i++) ; eval('for (let i = 0; i < 2; i++) ;')",
    "a made function": "Function('n', 'while (n--) ;')(N)",
    "code that is made again": "for (let i = 0; i < N / 2; i++) eval('do ; while (0)')",
}
CALLS = {
    "a function": "function f(n) { if (n > 1) f(n - 1) } f(N)",
    "an arrow": "const f = n => n > 1 && f(n - 1); f(N)",
    "a method": "const o = { f(n) { if (n > 1) this.f(n - 1) } }; o.f(N)",
    "a getter": "let n = N; const o = { get f() { return --n > 0 && o.f } }; o.f",
    "a setter": "const o = { set f(n) { if (n > 1) o.f = n - 1 } }; o.f = N",
    "a constructor": "class A { constructor(n) { if (n > 1) new A(n - 1) } } new A(N)",
    "callbacks": "function f(n) { if (n > 1) [n - 1].forEach(f) } f(N)",
    "apply": "function f(n) { if (n > 1) Reflect.apply(f, null, [n - 1]) } f(N)",
    "a proxy": "const f = new Proxy(function g(n) { if (n > 1) f(n - 1) }, {}); f(N)",
    "a generator": "function* g(n) { if (n > 1) yield* g(n - 1) } [...g(N)]",
    "an asynchronous function": "async function f(n) { if (n > 1) await f(n - 1) } f(N)",
    "toString": "let n = N; const o = { toString() { return --n > 0 ? `${o}` : '' } }; `${o}`",
    "iterating": "let n = N; const o = { [Symbol.iterator]() { if (--n > 0) [...o];"
    " return [].values() } }; [...o]",
    "a promise's job": "function f(n) { if (n > 1) f(n - 1) } Promise.resolve(N).then(f)",
    "a timer": "function f(n) { if (n > 1) f(n - 1) } setTimeout(f, 1, N)",
}
SWALLOWERS = {
    "catch": "try { SPIN } catch (e) { console.log(1) }",
    "finally": "try { SPIN } finally { console.log(1) }",
    "finally that returns": "function f() { try { SPIN } finally { return 1 } } console.log(f())",
    "finally that goes on": "a: for (;;) { try { SPIN } finally { break a } } console.log(1)",
    "a promise": "new Promise(() => { SPIN }).catch(() => console.log(1))",
    "an asynchronous function": "(async () => { SPIN })().catch(() => console.log(1))"
    ".finally(() => console.log(2))",
    "await": "(async () => { try { await (async () => { SPIN })() } catch { console.log(1) } })()",
    "a thenable": "(async () => { try { await { then() { SPIN } } } catch { console.log(1) } })()",
    "all settled": "Promise.allSettled([new Promise(() => { SPIN })]).then(() => console.log(1))",
    "closing an iterator": "const o = { [Symbol.iterator]() { return { next: () => ({ value: 1 }),"
    " return() { SPIN } } } }; try { for (const x of o) break } catch { } console.log(1)",
    "closing while throwing": "const o = { [Symbol.iterator]() { return { next: () => ({ }),"
    " return() { SPIN } } } }; try { for (const x of o) throw 1 } catch { } console.log(1)",
    "destructuring": "const o = { [Symbol.iterator]() { return { next: () => ({ value: 1 }),"
    " return() { SPIN } } } }; try { const [a] = o } catch { } console.log(1)",
    "a generator's end": "function* g() { try { yield 1 } finally { SPIN } }"
    " try { for (const x of g()) break } catch { } console.log(1)",
    "a generator's throw": "function* g() { for (;;) try { yield 1 } catch { SPIN } }"
    " const it = g(); it.next(); try { it.throw(1) } catch { } console.log(1); it.next()",
    "a proxy's trap": "try { new Proxy({}, { get() { SPIN } }).a } catch { } console.log(1)",
    "a getter of the result": "({ get a() { SPIN } })",
    "toJSON": "try { JSON.stringify({ toJSON() { SPIN } }) } catch { } console.log(1)",
    "a comparison": "try { [1, 2].sort(() => { SPIN }) } catch { } console.log(1)",
    "a conversion": "try { +{ valueOf() { SPIN } } } catch { } console.log(1)",
    "a module's promise": "import('data:text/javascript,for (;;) ;').catch(() => console.log(1))",
    "made code": "try { eval('for (;;) ;') } catch { } console.log(1)",
    "a tagged template": "try { ((s, ...x) => { SPIN })`${1}` } catch { } console.log(1)",
    "a subclass": "try { class A extends (() => { SPIN })() { } } catch { } console.log(1)",
    "a finalizer of a stack": "Error.prepareStackTrace = () => { SPIN };"
    " try { new Error('e').stack; SPIN } catch { } console.log(1)",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising(call_depth=DEPTH, loop_iterations=TURNS) as made:
        yield made


def ended(supervisor: Supervisor, source: str, kind: str) -> RunResult:
    result = supervisor.run(source)
    assert result.outcome is Outcome.LIMIT, result
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == (kind, "guard")
    guard = told(result).guard
    assert guard is not None
    assert (guard.kind, guard.limit, guard.seen) == (kind, result.limit.limit, result.limit.seen)
    return result


@pytest.mark.parametrize("way", LOOPS)
def test_a_loop_may_turn_so_often_and_no_more(supervisor: Supervisor, way: str) -> None:
    inside = supervisor.run(LOOPS[way].replace("N", str(TURNS)))
    assert inside.outcome is Outcome.COMPLETED, inside
    beyond = TURNS + 2 if "N / 2" in LOOPS[way] else TURNS + 1
    limit = ended(supervisor, LOOPS[way].replace("N", str(beyond)), "loop_iterations").limit
    assert limit is not None
    assert (limit.limit, limit.seen) == (TURNS, TURNS + 1)


@pytest.mark.parametrize("way", CALLS)
def test_calls_may_go_so_deep_and_no_deeper(supervisor: Supervisor, way: str) -> None:
    inside = supervisor.run(CALLS[way].replace("N", str(DEPTH)))
    assert inside.outcome is Outcome.COMPLETED, inside
    limit = ended(supervisor, CALLS[way].replace("N", str(DEPTH + 1)), "call_depth").limit
    assert limit is not None
    assert (limit.limit, limit.seen) == (DEPTH, DEPTH + 1)


@pytest.mark.parametrize("way", SWALLOWERS)
@pytest.mark.parametrize(
    ("spin", "kind"),
    [("for (;;) ;", "loop_iterations"), ("(function f() { f() })()", "call_depth")],
)
def test_nothing_swallows_a_guard(supervisor: Supervisor, way: str, spin: str, kind: str) -> None:
    if "SPIN" not in SWALLOWERS[way]:
        kind = "loop_iterations"
    assert ended(supervisor, SWALLOWERS[way].replace("SPIN", spin), kind).console == ()


def test_the_trace_of_a_run_that_a_guard_ends_is_whole(supervisor: Supervisor) -> None:
    source = (
        "eval('atob(`aHR0cDovL2Vhcmx5LnRlc3Q=`)');\nfunction spin() {\n while (Math.PI) ; }\nspin()"
    )
    trace = told(ended(supervisor, source, "loop_iterations"))
    assert [one.text for one in made(trace)] == ["atob(`aHR0cDovL2Vhcmx5LnRlc3Q=`)"]
    assert string(trace, "http://early.test").generation == 1
    assert trace.guard is not None
    assert (trace.guard.generation, trace.guard.line) == (0, place(source, "while")[0])


def test_a_recursion_below_the_depth_of_a_browser_can_be_caught_without_a_guard(
    outlives_tests: None,
) -> None:
    with supervising(call_depth=100_000, engine_stack_bytes=256 * 1024) as supervisor:
        result = supervisor.run("function f() { f() } try { f() } catch (e) { e.name }")
    assert result.value == "RangeError"


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("for (;;) try { (function f() { f() })() } catch { }", {"cpu", "wall"}),
        ("const a = []; for (;;) a.push('x'.repeat(1e5) + a.length)", {"memory"}),
        ("'a'.repeat(40).replace(/(a*)*b/, '')", {"cpu", "wall"}),
    ],
)
def test_without_tracing_the_other_limits_end_it(
    outlives_tests: None, source: str, kinds: set[str]
) -> None:
    with supervising(tracing=False, cpu_seconds=0.5, wall_seconds=1.5) as supervisor:
        result = supervisor.run(source)
    assert result.limit is not None
    assert result.limit.kind in kinds
    assert result.trace is None
