"""Who node says that it is: process, os, environment, globals; and text that its modules make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


def test_the_machine_is_one_story(node: Node) -> None:
    source = """
      const os = require("os"), fs = require("fs");
      [os.userInfo().username === process.env.USER, os.homedir() === process.env.HOME,
        fs.readFileSync("/etc/hostname", "utf8").trim() === os.hostname(),
        os.cpus().length === navigator.hardwareConcurrency, process.cwd() === __dirname,
        process.argv[1] === __filename,
          require("child_process").execSync("uname -r") + "" === os.release() + "\\n"]
    """
    assert node.value(source) == [True] * 7


def test_the_machine_is_what_the_caller_says(node: Node) -> None:
    source = "[require('os').hostname(), process.env.SECRET, process.argv.slice(2)]"
    profile = {"computer": "prod-1", "env": {"SECRET": "s3"}, "arguments": ["--go"]}
    assert node.value(source, profile=profile) == ["prod-1", "s3", ["--go"]]


def test_the_version_is_one_that_is_supported(node: Node) -> None:
    source = """
      const { node, modules } = process.versions;
      [process.version === "v" + node, node.split(".")[0], modules]
    """
    assert node.value(source) == [True, "22", "127"]


def test_each_variable_that_is_read_is_told_by_its_name(node: Node) -> None:
    result = node.run("process.env.AWS_SECRET_ACCESS_KEY; JSON.stringify(process.env); 1")
    assert result.trace is not None
    paths = {api.path for api in result.trace.apis}
    assert {"process.env.AWS_SECRET_ACCESS_KEY", "process.env.NPM_TOKEN", "process.env.*"} <= paths


def test_an_error_of_the_environments_is_the_programs_own(node: Node) -> None:
    source = """
      try { process.env.X = { toString: () => ({}), valueOf: () => ({}) } }
      catch (e) { e instanceof TypeError }
    """
    assert node.value(source) is True


def test_the_environment_behaves_as_an_object_of_texts(node: Node) -> None:
    source = """
      process.env.N = 5; const copy = { ...process.env };
      [process.env.N, copy.N, "N" in process.env, delete process.env.N, process.env.N,
        "N" in process.env,
        Object.keys(process.env).includes("PATH"), typeof process.env.toString]
    """
    expected = ["5", "5", True, True, False, True, "function"]
    value = node.value(source)
    assert value[:4] + value[5:] == expected


def test_globals_are_nodes_and_no_others(node: Node) -> None:
    source = """
      const there = ["Buffer", "process", "global", "setImmediate", "structuredClone", "fetch",
        "URL", "queueMicrotask",
        "TextDecoder", "AbortController", "EventTarget", "Blob", "performance", "navigator",
          "WebAssembly", "crypto"];
      const absent = ["window", "document", "self", "WScript", "ActiveXObject", "alert",
        "localStorage", "XMLHttpRequest"];
      [there.filter((n) => typeof globalThis[n] === "undefined"), absent.filter((n) =>
        typeof globalThis[n] !== "undefined")]
    """
    assert node.value(source) == [[], []]


def test_looking_under_the_hood_is_reported(node: Node) -> None:
    result = node.run("try { process.binding('spawn_sync') } catch (e) { e.code }")
    assert result.value == "ERR_INVALID_MODULE"
    assert "node-internal-binding" in {broken.rule for broken in result.security_violations}


def test_the_folder_that_paths_start_from_can_be_changed(node: Node) -> None:
    source = """
      process.chdir("/tmp"); require("fs").writeFileSync("x", "1");
      [process.cwd(), require("path").resolve("y"), require("fs").existsSync("/tmp/x")]
    """
    assert node.value(source) == ["/tmp", "/tmp/y", True]


def test_output_goes_to_the_console(node: Node) -> None:
    source = """
      process.stdout.write("out\\n"); process.stderr.write("err"); require("fs").writeSync(1, "fd");
    """
    console = node.run(source).console
    assert [(entry.level, entry.text) for entry in console] == [
        ("log", "out"),
        ("error", "err"),
        ("log", "fd"),
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("path.join('/a/b', '../c', './d.js')", "/a/c/d.js"),
        ("path.normalize('a//b/../c/')", "a/c/"),
        ("path.resolve('/a', 'b', '/c', '..', 'd')", "/d"),
        ("path.relative('/a/b/c', '/a/d')", "../../d"),
        ("path.basename('/q/w.html', '.html')", "w"),
        ("path.extname('.a') + path.extname('b.tar.gz')", ".gz"),
        ("path.dirname('/') + path.dirname('a') + path.dirname('/a/b/')", "/./a"),
        ("path.win32.join('C:\\\\a', '..\\\\b', 'c')", "C:\\b\\c"),
        ("path.win32.basename('C:\\\\x\\\\y.exe')", "y.exe"),
        ("JSON.stringify(path.parse('/h/f.txt'))",
            '{"root":"/","dir":"/h","base":"f.txt","ext":".txt","name":"f"}'),
        ("path.format({ dir: '/h', name: 'f', ext: 'js' })", "/h/f.js"),
        ("JSON.stringify(querystring.parse('a=1&b=%20x+y&a=2&c'))",
            '{"a":["1","2"],"b":" x y","c":""}'),
        ("querystring.stringify({ a: [1, 2], b: 'x y', c: true, d: null })",
            "a=1&a=2&b=x%20y&c=true&d="),
        ("url.parse('http://u:p@Host.com:80/p?q=1#f').host", "host.com:80"),
        ("url.parse('/p?q=1', true).query.q", "1"),
        ("url.resolve('http://a.com/b/c', '../d')", "http://a.com/d"),
        ("url.format({ protocol: 'https', hostname: 'x.y', pathname: 'p', query: { a: 1 } })", "https://x.y/p?a=1"),
        ("url.fileURLToPath('file:///a%20b')", "/a b"),
        ("util.format('%s is %d%%', 'it', 5)", "it is 5%"),
        ("util.inspect({ a: [1], b: 'x' })", "{ a: [ 1 ], b: 'x' }"),
        ("util.isDeepStrictEqual({ a: [1, new Date(5)] }, { a: [1, new Date(5)] })", True),
        ("util.types.isPromise(Promise.resolve()) && !util.types.isProxy(process.env)", True),
    ],
)  # fmt: skip
def test_text_is_made_as_node_makes_it(node: Node, expression: str, expected: object) -> None:
    names = ["path", "querystring", "url", "util"]
    modules = "".join(f"const {name} = require('{name}');" for name in names)
    assert node.value(modules + expression) == expected


def test_a_character_may_come_in_pieces(node: Node) -> None:
    source = """
      const decoder = new (require("string_decoder").StringDecoder)("utf8");
      decoder.write(Buffer.from([0xe2, 0x82])) + decoder.write(Buffer.from([0xac])) + decoder.end()
    """
    assert node.value(source) == "€"


@pytest.mark.parametrize(
    ("value", "received"),
    [
        ("undefined", "undefined"), ("5", "type number (5)"), ("'x'.repeat(99) && null", "null"),
        ("[]", "an instance of Array"), ("function f() {}", "function f"),
        ("5n", "type bigint (5n)"),
        ("Object.create(null)", "an object"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_described_as_node_does(node: Node, value: str, received: str) -> None:
    name, code, message = node.thrown(f"require('path').join({value})")
    assert (name, code) == ("TypeError", "ERR_INVALID_ARG_TYPE")
    assert message == f'The "path" argument must be of type string. Received {received}'


def test_assertions_fail_with_an_error_of_their_own(node: Node) -> None:
    source = """
      const assert = require("assert");
      assert.deepStrictEqual({ a: [1] }, { a: [1] });
        assert.throws(() => { throw new TypeError("x") }, TypeError);
      try { assert.strictEqual(1, 2) } catch (e) { [e instanceof assert.AssertionError,
        e instanceof Error, e.code, e.name] }
    """
    assert node.value(source) == [True, True, "ERR_ASSERTION", "AssertionError"]
