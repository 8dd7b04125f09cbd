"""The made-up network."""

from __future__ import annotations

import json

import pytest

from .worlds import World


def test_a_request_is_recorded_whole(windows: World) -> None:
    windows.act("""
      http({ client: "XMLHttpRequest", method: "post", url: "http://a.example/x?y=1",
        headers: { Accept: "*/*" }, body: "k=v" });
    """)
    assert windows.told("network") == [("POST", "http://a.example/x?y=1")]
    assert windows.details("network") == [{"client": "XMLHttpRequest", "header: Accept": "*/*"}]
    assert windows.kept("request") == [b"k=v"]


BEGINNINGS = {
    "a.exe": ("4d5a", 50_000),
    "a.DLL?x=1": ("4d5a", 50_000),
    "get.php?file=a.scr": ("4d5a", 50_000),
    "a.zip": ("504b", 22),
    "a.gif": (b"GIF8".hex(), 20),
    "a.png": (b"\x89PNG".hex(), 60),
    "a.jpg": ("ffd8ff", 100),
    "a.pdf": (b"%PDF".hex(), 60),
    "a.json": (b"{}".hex(), 2),
    "a.html": (b"<!DOCTYPE".hex(), 60),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_download_is_what_its_name_promises(windows: World, name: str) -> None:
    body = windows.act(f"return http({{ url: 'http://a.example/{name}' }}).body")
    beginning, least = BEGINNINGS[name]
    assert body.startswith(beginning)
    assert len(body) // 2 >= least


def test_a_program_is_of_a_machine_that_there_is_not(windows: World) -> None:
    raw = bytes.fromhex(windows.act("return http({ url: 'http://a.example/a.exe' }).body"))
    header = int.from_bytes(raw[0x3C:0x40], "little")
    assert raw[header : header + 6] == b"PE\0\0\0\0"


def test_an_unnamed_download_of_a_dropper_is_a_program(windows: World) -> None:
    body = "return http({ url: 'http://a.example/counter.php' }).body.length > 50000"
    assert windows.act(body) is True


def test_an_unnamed_answer_to_node_can_be_parsed(linux: World) -> None:
    body = "return JSON.parse(text.utf8Decode(http({ url: 'https://a.example/api' }).body))"
    assert linux.act(body) == {}


def test_an_answer_may_be_written_to(windows: World) -> None:
    body = """
      http({ url: "http://a.example/a.exe" }).body.fill(0);
      return http({ url: "http://a.example/a.exe" }).body[0];
    """
    assert windows.act(body) == 0x4D


LOOKUPS = {
    "https://api.ipify.org": "",
    "https://api.ipify.org?format=json": "ip",
    "http://ifconfig.me/ip": "",
    "http://ip-api.com/json/": "query",
    "https://ipinfo.io/json": "ip",
}


@pytest.mark.parametrize(("url", "key"), LOOKUPS.items())
def test_whoever_asks_for_the_address_gets_that_of_the_profile(
    windows: World, url: str, key: str
) -> None:
    body = f"return text.utf8Decode(http({{ url: {url!r} }}).body)"
    said = windows.act(body, profile={"ip": "81.2.3.4"})
    assert (json.loads(said)[key] if key else said.strip()) == "81.2.3.4"


def test_a_stolen_token_is_good_for_a_name(linux: World) -> None:
    body = """
      const { body } = http({ url: "https://registry.npmjs.org/-/whoami",
        headers: { authorization: "Bearer x" } });
      return JSON.parse(text.utf8Decode(body)).username === profile.user;
    """
    assert linux.act(body) is True


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("success", [True, "", 200]),
        ("not_found", [False, "", 404]),
        ("error", [False, "connection", 0]),
    ],
)
def test_the_caller_says_how_requests_end(windows: World, answer: str, told: list[object]) -> None:
    body = """
      const { ok, error, status } = http({ url: 'http://a.example/' });
      return [ok, error, status]
    """
    assert windows.act(body, http=answer) == told


def test_the_caller_gives_the_body(windows: World) -> None:
    body = "return text.utf8Decode(http({ url: 'http://a.example/a.exe' }).body)"
    assert windows.act(body, http_body="alert(1)") == "alert(1)"


def test_an_address_that_is_none_is_recorded_and_fails(windows: World) -> None:
    assert windows.act("return http({ url: 'nonsense' }).error") == "url"
    assert windows.told("network") == [("GET", "nonsense")]


def test_a_name_has_one_address_and_a_machine_its_own(linux: World) -> None:
    body = """
      const ask = (name) => stage.dns(name, { client: "dns.lookup" }).addresses[0];
      return [ask("a.example") === ask("A.EXAMPLE"), ask("a.example") === ask("b.example"),
        ask("localhost"), ask("8.8.8.8")];
    """
    assert linux.act(body) == [True, False, "127.0.0.1", "8.8.8.8"]
    assert linux.told("network")[0] == ("dns", "a.example")


def test_what_is_sent_to_a_socket_is_kept(linux: World) -> None:
    linux.act("stage.connect({ host: 'A.example', port: 4444, client: 'net.connect' }).send('id')")
    assert linux.told("network") == [
        ("connect", "tcp://a.example:4444"),
        ("send", "tcp://a.example:4444"),
    ]
    assert linux.kept("request") == [b"id"]


def test_a_socket_is_refused_where_the_network_fails(linux: World) -> None:
    body = "return stage.connect({ host: 'a.example', port: 1 }).error"
    assert linux.act(body, http="error") == "ECONNREFUSED"
