"""Code that node's modules make of text: it is traced as the sample's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


@pytest.mark.parametrize(
    "call",
    [
        "vm.runInThisContext('6 * 7')",
        "new vm.Script('6 * 7').runInThisContext()",
        "vm.runInNewContext('a * 7', { a: 6 })",
        "vm.runInContext('a * 7', vm.createContext({ a: 6 }))",
        "vm.compileFunction('return a * 7', ['a'])(6)",
    ],
)
def test_each_way_of_running_text_is_a_generation(node: Node, call: str) -> None:
    result = node.run(f"const vm = require('vm'); {call}")
    assert result.value == 42
    assert result.trace is not None
    assert result.trace.generations[1].origin == "vm"


def test_a_context_keeps_what_its_code_leaves_and_the_sample_keeps_its_own(node: Node) -> None:
    source = """
      globalThis.kept = "mine";
      const box = require("vm").createContext({ kept: "its", n: 1 });
      require("vm").runInContext("n += 1; var made = kept; function f() { return n; }", box);
      [box.n, box.made, typeof box.f, kept, typeof made, typeof n]
    """
    assert node.value(source) == [2, "its", "function", "mine", "undefined", "undefined"]


def test_a_context_that_fails_leaves_nothing_behind(node: Node) -> None:
    source = """
      const { runInNewContext } = require("vm");
      try { runInNewContext("leak = 1; nope()", {}) } catch (e) { [e.name, typeof leak] }
    """
    assert node.value(source) == ["ReferenceError", "undefined"]


def test_a_worker_runs_its_code_and_messages_go_both_ways(node: Node) -> None:
    source = """
      const { Worker, isMainThread } = require("worker_threads");
      const worker = new Worker(`
        const { isMainThread, parentPort, workerData } = require("worker_threads");
        parentPort.on("message", (m) => parentPort.postMessage([m, workerData, isMainThread]));
      `, { eval: true, workerData: 7 });
      worker.on("message", (m) => say(m)); worker.postMessage("hi"); say(isMainThread);
    """
    assert node.said(source) == '[true,["hi",7,false]]'


def test_a_file_that_starts_itself_as_a_worker_comes_to_an_end(node: Node) -> None:
    source = """
      const { Worker } = require("worker_threads");
      require("fs").writeFileSync("/tmp/w.js",
        "new (require('worker_threads').Worker)('/tmp/w.js')");
      new Worker("/tmp/w.js"); 1
    """
    assert node.value(source) == 1
