"""The stage and its border: what a persona's code can make, and what of it the guest can see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stockade.tracing import Fold, Trace
from stockade_policies import Policy
from stockade_worker import wire
from stockade_worker.engine import Engine, execute, personas

from .conftest import read_packed

POLICY = Policy.research()

THING = """
  const Thing = stage.interface({
    name: "Thing",
    create(s, first, second = 2) { s.first = first; s.second = second; },
    constants: { ONE: 1 },
    attributes: {
      first: (s) => s.first,
      second: { get: (s) => s.second, set(s, v) { s.second = Number(v); } },
    },
    methods: {
      list(s, x) { return [s.first, { deep: [x, new Uint8Array(3)] }, () => 1]; },
      fail() { null.x; },
      ask(s, fn) { return stage.call(fn, s.self, [1, { x: 1 }]); },
    },
    events: ["load"],
    symbols: { iterator(s) { return [s.first, 2][Symbol.iterator](); } },
  });
"""


class Played:
    """An engine with a persona of the test's own, without a worker."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
        file = folder / "played.js"
        file.write_text(f'(function (stage) {{ "use strict"; {body} }})')
        monkeypatch.setitem(personas.FILES, "browser", (str(file.with_suffix("")),))
        self._engine = Engine(stack_bytes=POLICY.ceilings.engine_stack_bytes, persona="browser")
        self.trace = Trace()

    def rewrite(self, rewritten: Callable[[bytes], bytes]) -> None:
        """Let the engine read a dialect."""
        self._engine.hooks.on_rewrite = rewritten

    def run(self, source: str, **given: Any) -> Any:
        """Run a script; return its value. What it has told is in `trace`."""
        fold = Fold(POLICY.ceilings)
        self._engine.tracer.send = lambda batch: wire.finish(fold.take(batch))
        ended = execute(self._engine, job_of(source, **given))
        self.trace = wire.finish(fold.trace(is_complete=ended.trace_complete))
        assert ended.ending == "completed", ended
        assert ended.value is not None
        return read_packed(bytes(ended.value))


def job_of(source: str, **given: Any) -> wire.Run:
    """Return the order to run a script."""
    return wire.Run(
        source=source.encode(),
        kind="script",
        args=None,
        ceilings=wire.RunCeilings.of(POLICY),
        tracing=True,
        seed=7,
        source_map=None,
        correlation=None,
        **{"answers": {}, "profile": None, **given},
    )


@pytest.fixture
def thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona that has one interface."""
    return Played(tmp_path, monkeypatch, THING)


def test_an_instance_has_its_attributes_and_its_brand(thing: Played) -> None:
    assert thing.run("const t = new Thing(5); t.second = '7'; [t.first, t.second, String(t)]") == [
        5,
        7,
        "[object Thing]",
    ]


def test_a_method_on_something_else_is_an_illegal_invocation(thing: Played) -> None:
    source = (
        "try { Thing.prototype.list.call({}) } catch (e) { [e instanceof TypeError, e.message] }"
    )
    assert thing.run(source) == [True, "Illegal invocation"]


def test_what_comes_back_is_of_the_guests_realm(thing: Played) -> None:
    source = """
      const made = new Thing(1).list(2);
      [made instanceof Array, made[1] instanceof Object, made[1].deep[1] instanceof Uint8Array,
        made[1].deep[1].buffer instanceof ArrayBuffer, made.constructor.constructor === Function]
    """
    assert thing.run(source) == [True] * 5


def test_a_function_of_the_stage_never_reaches_the_guest(thing: Played) -> None:
    assert thing.run("typeof new Thing(1).list(2)[2]") == "undefined"


def test_an_error_of_the_stage_is_one_of_the_guests(thing: Played) -> None:
    source = "try { new Thing(1).fail() } catch (e) { [e instanceof TypeError, e.stack] }"
    is_own, stack = thing.run(source)
    assert is_own
    assert "stockade" not in stack
    assert "sample.js:1" in stack


def test_a_callback_gets_values_of_its_own_realm(thing: Played) -> None:
    source = (
        "const t = new Thing(1); t.ask(function (x) { return this === t && x instanceof Array })"
    )
    assert thing.run(source) is True


def test_stubs_look_like_natives(thing: Played) -> None:
    source = """
      const get = Object.getOwnPropertyDescriptor(Thing.prototype, "first").get;
      const { list } = Thing.prototype;
      [Thing + "", list + "", get + "", Thing.length, list.length,
        Object.getOwnPropertyNames(list).join(), "prototype" in list]
    """
    assert thing.run(source) == [
        "function Thing() { [native code] }",
        "function list() { [native code] }",
        "function get first() { [native code] }",
        1,
        1,
        "length,name",
        False,
    ]


def test_builtins_that_the_guest_has_replaced_are_not_the_stages(thing: Played) -> None:
    source = """
      const seen = [];
      Array.prototype[Symbol.iterator] = function () { seen.push("iterator") };
      Array.prototype.push = function () { seen.push("push") };
      const t = new Thing(3);
      t.list(1);
      seen.length
    """
    assert thing.run(source) == 0


def test_a_subclass_of_a_stub_works(thing: Played) -> None:
    assert (
        thing.run(
            "class Mine extends Thing { get more() { return this.first + 1 } } new Mine(3).more"
        )
        == 4
    )


def test_uses_are_recorded_with_place_and_arguments(thing: Played) -> None:
    thing.run("const t = new Thing('a');\nt.list('b'); t.list('c')")
    (use,) = (api for api in thing.trace.apis if api.path == "Thing.list")
    assert (use.use, use.count, use.line, use.column) == ("call", 2, 2, 3)
    assert (use.first_arguments, use.last_arguments) == (('"b"',), ('"c"',))


@pytest.fixture
def effects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona whose functions have side effects."""
    body = """
      stage.global("ping", stage.function("ping", (url) => {
        stage.effect("beacon", "ping", url, { size: 4 }, "data");
      }));
      stage.global("runIt", stage.function("runIt", (text) => stage.evaluate(text, "script")));
      stage.global("quit", stage.function("quit", () => stage.exit()));
      stage.global("chances", stage.function("chances", () => [stage.chance(), stage.chance()]));
    """
    return Played(tmp_path, monkeypatch, body)


def test_an_effect_is_told_once_and_counted(effects: Played) -> None:
    effects.run("for (let i = 0; i < 5; i++) ping('http://a.example/')")
    (effect,) = effects.trace.effects
    assert (effect.kind, effect.target, effect.times) == ("beacon", "http://a.example/", 5)


def test_the_content_of_an_effect_is_kept(effects: Played) -> None:
    effects.run("ping('http://a.example/')")
    (artifact,) = effects.trace.artifacts
    assert (artifact.content, artifact.size, artifact.kind) == (b"data", 4, "request")
    assert effects.trace.effects[0].artifact == artifact.id


def test_what_a_persona_runs_is_a_generation(effects: Played) -> None:
    assert effects.run("runIt('var q = 3; q + 1')") == 4
    made = effects.trace.generations[1]
    assert (made.origin, made.parent, made.text) == ("script", 0, "var q = 3; q + 1")


def test_code_that_was_made_is_an_effect(effects: Played) -> None:
    effects.run("eval('1')")
    (effect,) = effects.trace.effects
    assert (effect.kind, effect.operation, effect.target) == ("dynamic_code", "eval", "1")


def test_an_exit_cannot_be_caught(effects: Played) -> None:
    effects.run("try { quit() } catch (e) { ping('caught') } finally { ping('finally') }")
    assert effects.trace.effects == ()


def test_nothing_pending_runs_after_an_exit(effects: Played) -> None:
    effects.run(
        "Promise.resolve().then(() => ping('then')); setTimeout(() => ping('timer')); quit()"
    )
    assert effects.trace.effects == ()


def test_chance_is_the_seeds(effects: Played) -> None:
    assert effects.run("chances()") == effects.run("chances()")


def test_text_in_a_dialect_is_rewritten_before_it_is_compiled(effects: Played) -> None:
    effects.rewrite(lambda text: text.replace(b"dialect", b"1+1+1+1"))
    assert effects.run("dialect; eval('dia' + 'lect')") == 4
    assert effects.trace.generations[1].text == "dialect"


def test_what_is_nested_deeper_than_any_stack_is_adopted_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """
      stage.global("deep", stage.function("deep", (levels) => {
        let made = {};
        for (let i = 0; i < levels; i++) made = i % 2 ? { made } : [made];
        return made;
      }));
    """
    source = """
      let at = deep(100000), levels = 0;
      while (at instanceof Object) { at = Array.isArray(at) ? at[0] : at.made; levels++ }
      levels
    """
    assert Played(tmp_path, monkeypatch, body).run(source) == 100_001


MEETING = """
  stage.global("read", stage.function("read", (value) => `${value}`));
  stage.global("define", stage.function("define", (object) => {
    Object.defineProperty(object, "x", { value: 1 });
  }));
  stage.global("make", stage.function("make", (constructor) => void new constructor(1)));
  stage.global("resolved", stage.function("resolved", (value) => stage.resolved(value)));
  stage.global("wait", stage.function("wait", (value) => {
    stage.then(value, () => undefined, () => undefined);
  }));
"""
SEEN = """
  const seen = [];
  const see = (value) => seen.push(value.constructor.constructor === Function);
  const thenable = { then(ok) { see(ok); ok(1); } };
"""


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona that does things with what it is given."""
    return Played(tmp_path, monkeypatch, MEETING)


@pytest.mark.parametrize(
    "source",
    [
        "read({ toString: new Proxy(function () {}, { apply(t, self, given) { see(given) } }) })",
        "define(new Proxy({}, { defineProperty(t, name, given) { see(given); return true } }))",
        "make(new Proxy(class {}, { construct(t, given) { see(given); return {} } }))",
        "try { read({ async toString() { await thenable } }) } catch (e) {}",
        "try { read({ toString: (async () => { await 1; await thenable }) }) } catch (e) {}",
        "resolved(thenable)",
        "wait(thenable)",
        "(async () => { await resolved(1); await thenable })()",
        "Promise.prototype.then = see; wait(Promise.resolve(1)); see({})",
    ],
)
def test_what_the_engine_makes_for_a_call_is_of_the_guests_realm(
    meeting: Played, source: str
) -> None:
    seen = meeting.run(f"{SEEN} {source}; new Promise((ok) => setTimeout(() => ok(seen)))")
    assert set(seen) == {True}


STACKS = """
  stage.global("read", stage.function("read", (value) => String(value)));
  stage.global("fail", stage.function("fail", () => {
    throw stage.domException("DataError", "no");
  }));
"""


@pytest.fixture
def stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona in whose functions the guest makes stacks."""
    return Played(tmp_path, monkeypatch, STACKS)


@pytest.mark.parametrize(
    ("made", "header"),
    [
        ("new Error('x').stack", "Error: x"),
        ("(Error.captureStackTrace(kept), kept.stack)", "Error"),
        ("new DOMException('x', 'DataError').stack", "Error: x"),
    ],
)
def test_a_stack_has_neither_code_of_ours_nor_what_it_calls(
    stacks: Played, made: str, header: str
) -> None:
    source = f"let kept = {{}}; read({{ toString() {{ kept = {made}; return '' }} }}); kept"
    lines = str(stacks.run(source)).split("\n")
    assert lines[0] == header
    assert [line.split("(")[0].strip() for line in lines[1:3]] == ["at toString", "at read"]
    assert lines[3].startswith("    at sample.js:1:")
    assert len(lines) == 4


def test_the_guests_own_stacks_are_of_its_own_places(stacks: Played) -> None:
    source = """
      Error.prepareStackTrace = (_, sites) => sites.map((s) => s.getFunctionName()).join();
      let kept;
      read({ toString() { kept = new Error("x").stack; return "" } });
      try { fail() } catch (e) { kept += " " + e.stack }
      kept
    """
    assert stacks.run(source) == "toString,read,<eval> fail,<eval>"


HANDING = """
  stage.global("hand", {
    frozen: stage.function("frozen", () => Object.freeze([Object.freeze({})])),
    bare: stage.function("bare", () => ({ __proto__: null, list: [[]] })),
    natives: stage.function("natives", () => [[].push, (() => 1).bind(), Map]),
    back: stage.function("back", (value) => value),
  });
"""


@pytest.fixture
def handing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona that hands over what is hard to adopt."""
    return Played(tmp_path, monkeypatch, HANDING)


def test_what_is_frozen_is_adopted_and_stays_so(handing: Played) -> None:
    source = """
      const list = hand.frozen();
      [list instanceof Array, list[0] instanceof Object, Object.isFrozen(list)]
    """
    assert handing.run(source) == [True] * 3


def test_what_an_object_without_prototype_holds_is_adopted(handing: Played) -> None:
    source = "const { list } = hand.bare(); [list instanceof Array, list[0] instanceof Array]"
    assert handing.run(source) == [True, True]


def test_a_builtin_of_the_stages_never_reaches_the_guest(handing: Played) -> None:
    assert handing.run("hand.natives().map((one) => typeof one)") == ["undefined"] * 3


def test_a_circle_of_objects_without_prototype_passes(handing: Played) -> None:
    source = "const o = { __proto__: null, list: [] }; o.self = o; hand.back(o) === o"
    assert handing.run(source) is True


FLOODED = """
  stage.global("tell", stage.function("tell", (kind, target) => {
    stage.effect(kind, "do", target);
  }));
  stage.global("member", stage.function("member", (name) => {
    stage.useNamed(`thing.${name}`, "get");
  }));
  for (let i = 0; i < 40; i++) stage.global(`api${i}`, stage.function(`api${i}`, () => 1));
"""


@pytest.fixture
def flooded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Play a persona of whose functions anybody may call as many as he likes."""
    return Played(tmp_path, monkeypatch, FLOODED)


@pytest.mark.parametrize(
    "flood",
    [
        "for (let i = 0; i < 3000; i++) { tell('storage', 'a' + i); tell('message', 'b' + i) }",
        "for (let i = 0; i < 300; i++) tell('network', i + 'a'.repeat(100000))",
    ],
)
def test_a_flood_of_effects_hides_none_of_another_kind(flooded: Played, flood: str) -> None:
    flooded.run(f"{flood}; tell('process', 'evil.exe')")
    assert flooded.trace.effects[-1].target == "evil.exe"


def test_long_arguments_leave_room_to_tell_of_all_uses(flooded: Played) -> None:
    flooded.run(
        "const long = '\\u20ac'.repeat(1000);"
        "for (let i = 0; i < 40; i++) globalThis['api' + i](long, long, long, long)"
    )
    assert len(flooded.trace.apis) == 40
    assert "api" not in flooded.trace.dropped


def test_a_flood_of_names_that_the_guest_has_chosen_hides_no_use(flooded: Played) -> None:
    flooded.run("for (let i = 0; i < 6000; i++) member(i); api0(1)")
    assert flooded.trace.apis[-1].path == "api0"
    assert "*" in [api.path for api in flooded.trace.apis]


def test_what_is_done_later_has_the_place_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """
      stage.global("soon", stage.function("soon", (url) => {
        stage.later(5, () => stage.soon(() => stage.effect("beacon", "ping", url)));
      }));
    """
    played = Played(tmp_path, monkeypatch, body)
    played.run("1;\n  soon('a'); setTimeout(() => 1, 1)")
    (effect,) = played.trace.effects
    assert (effect.generation, effect.line, effect.column) == (0, 2, 3)
