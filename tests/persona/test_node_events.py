"""Emitters, streams and timers: the order in which things happen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Outcome, Policy, PoolLimits, Supervisor

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


def test_listeners_are_called_in_order_and_once_only_once(node: Node) -> None:
    source = """
      const emitter = new (require("events"))();
      emitter.on("x", function (n) { say(n, this === emitter); });
      emitter.once("x", () => say("once")); emitter.prependListener("x", () => say("first"));
      emitter.emit("x", 1);
        say(emitter.emit("x", 2), emitter.emit("y"), emitter.listenerCount("x"));
    """
    expected = '["first",[1,true],"once","first",[2,true],[true,false,2]]'
    assert node.said(source) == expected


@pytest.mark.parametrize(
    "define",
    [
        "class Own extends EventEmitter {}",
        "function Own() { EventEmitter.call(this) } require('util').inherits(Own, EventEmitter);",
        "function Own() {} Own.prototype = Object.create(EventEmitter.prototype);",
        "const Own = function () {}; Own.prototype = new EventEmitter();",
    ],
)
def test_emitters_are_inherited_from_in_every_way(node: Node, define: str) -> None:
    source = f"""
      const EventEmitter = require("events"); {define}
      const one = new Own(), other = new Own();
      let heard = 0;
      one.on("x", () => heard++); one.emit("x"); other.emit("x");
      [heard, one instanceof EventEmitter]
    """
    assert node.value(source) == [1, True]


def test_an_error_that_nobody_listens_for_is_thrown(node: Node) -> None:
    source = """
      const e = new (require("events"))();
      const caught = [];
      for (const x of [new Error("own"), 5]) try { e.emit("error",
        x) } catch (t) { caught.push(t.message) }
      caught
    """
    assert node.value(source) == ["own", "Unhandled error. (5)"]


def test_ticks_and_promises_come_before_timers_and_immediates(node: Node) -> None:
    source = """
      setImmediate(() => say("immediate")); setTimeout(() => say("timer"), 5);
      process.nextTick((a, b) => say(a + b), "ti", "ck");
        Promise.resolve().then(() => say("promise"));
      say("script");
    """
    assert node.said(source) == '["script","tick","promise","immediate","timer"]'


def test_timers_are_objects_that_can_be_stopped(node: Node) -> None:
    source = """
      const t = setTimeout(() => say("never"), 5); clearTimeout(t);
      clearTimeout(+setTimeout(() => say("nor this"), 5));
      let n = 0; const i = setInterval(() => { say(++n); if (n === 3) clearInterval(i); }, 2);
      say(t.constructor.name, t.unref() === t, t.hasRef());
    """
    assert node.said(source) == '[["Timeout",true,false],1,2,3]'


def test_a_transform_is_written_and_read(node: Node) -> None:
    source = """
      const { Transform, Writable, Readable, pipeline } = require("stream");
      class Upper extends Transform {
        _transform(chunk, encoding, done) { done(null, chunk.toString().toUpperCase()); }
        _flush(done) { this.push("!"); done(); }
      }
      const sink = new Writable({ write(chunk, _, done) { say(chunk.toString()); done(); } });
      pipeline(Readable.from(["ab", "cd"]), new Upper(), sink, (error) => say(error === undefined));
    """
    assert node.said(source) == '["AB","CD","!",true]'


def test_a_readable_is_asked_for_more_until_it_ends(node: Node) -> None:
    source = """
      let n = 0;
      const { Readable } = require("stream");
      new Readable({ read() { this.push(n < 3 ? String(n++) : null); } })
        .on("data", (chunk) => say(chunk.toString())).on("end", () => say("end")).on("close",
          () => say("close"));
    """
    assert node.said(source) == '["0","1","2","end","close"]'


def test_what_goes_wrong_in_a_writable_is_an_event(node: Node) -> None:
    source = """
      const { Writable } = require("stream");
      const one = new Writable({ write(c, e, done) { done(new Error("full")); } });
      one.on("error", (e) => say(e.message)); one.write("x");
      const other = new Writable({ write(c, e, done) { done(); } });
      other.on("error", (e) => say(e.code)); other.end(); other.write("y");
    """
    assert node.said(source) == '["full","ERR_STREAM_WRITE_AFTER_END"]'


def test_a_sample_can_deal_with_errors_that_nothing_catches(node: Node) -> None:
    source = """
      process.on("uncaughtException", (e, origin) => say(e.message, origin));
      process.on("unhandledRejection", (e) => say("rejected " + e.message));
      setTimeout(() => { throw new Error("in a timer"); }, 1);
      process.nextTick(() => { throw new Error("in a tick"); });
      Promise.reject(new Error("reason")); throw new Error("at once");
    """
    assert node.said(source) == (
        '[["at once","uncaughtException"],"rejected reason",["in a tick","uncaughtException"],'
        '["in a timer","uncaughtException"]]'
    )


def test_the_end_is_announced_and_can_be_put_off_once(node: Node) -> None:
    source = """
      let n = 0;
      process.on("beforeExit", () => { say("before");
        if (n++ === 0) setTimeout(() => say("more"), 1); });
    """
    assert node.said(source) == '["before","more"]'


def test_exit_ends_the_run_at_once_and_in_good_order(node: Node) -> None:
    source = """
      process.on("exit", (code) => console.log("bye", code));
      try { process.exit(3) } catch { console.log("caught") } finally { console.log("finally") }
      console.log("after");
    """
    result = node.run(source)
    assert [entry.text for entry in result.console] == ["bye 3"]
    assert [(e.operation, e.target) for e in result.side_effects] == [("exit", "3")]


@pytest.mark.usefixtures("outlives_tests")
def test_an_error_that_nobody_deals_with_is_the_outcome() -> None:
    policy = Policy.research(persona="node")
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        result = supervisor.run("require('fs').readFile('/no', (e) => { throw e; })")
    assert result.outcome is Outcome.THREW
    assert result.error is not None
    assert result.error.message == "ENOENT: no such file or directory, open '/no'"
