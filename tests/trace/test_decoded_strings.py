"""What a program decodes is in the trace, however it is done; what stands in its source is not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from tests.trace.running import function, place, string, supervising, texts, trace_of

from stockade import Supervisor

URL = "http://evil.test/p?q=1"
XORED = json.dumps([ord(letter) ^ 0x5A for letter in URL])
SHIFTED = json.dumps("".join(chr(ord(letter) + 3) for letter in URL))
CODES = ",".join(str(ord(letter)) for letter in URL)
BASE64 = base64.b64encode(URL.encode()).decode()
HEX = URL.encode().hex()
PERCENT = "".join(f"%{ord(letter):02x}" for letter in URL)


def rc4(key: str, text: str) -> str:
    """Return RC4 of a text, in base64."""
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + ord(key[i % len(key)])) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for letter in text.encode():
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(letter ^ box[(box[i] + box[j]) % 256])
    return base64.b64encode(bytes(out)).decode()


ARRAY = f"""
var table = ['{base64.b64encode(b"one word").decode()}', '{BASE64}', 'bG9n', 'dHdvIHdvcmRz'];
(function (list, turns) {{ while (--turns) list.push(list.shift()) }})(table, 7);
var decode = function (index) {{
  index = index - 0x10;
  var text = table[index];
  if (decode.seen === undefined) decode.seen = {{}};
  if (!decode.seen[index]) decode.seen[index] = atob(text);
  return decode.seen[index];
}};
decode('0x13'); decode('0x13');
"""
RC4 = f"""
var table = ['AAAA', '{rc4("k3y", URL)}'];
function decode(index, key) {{
  var box = [], j = 0, x, out = '', text = atob(table[index]), escaped = '';
  for (var k = 0; k < text.length; k++)
    escaped += '%' + ('00' + text.charCodeAt(k).toString(16)).slice(-2);
  text = unescape(escaped);
  for (var i = 0; i < 256; i++) box[i] = i;
  for (i = 0; i < 256; i++) {{
    j = (j + box[i] + key.charCodeAt(i % key.length)) % 256;
    x = box[i]; box[i] = box[j]; box[j] = x;
  }}
  i = j = 0;
  for (var y = 0; y < text.length; y++) {{
    i = (i + 1) % 256; j = (j + box[i]) % 256;
    x = box[i]; box[i] = box[j]; box[j] = x;
    out += String.fromCharCode(text.charCodeAt(y) ^ box[(box[i] + box[j]) % 256]);
  }}
  return out;
}}
decode(1, 'k3y');
"""
WAYS = {
    "a loop that XORs": f"var s = ''; for (const c of {XORED}) s += String.fromCharCode(c ^ 0x5a)",
    "a function that XORs": f"function d(a, k) {{ var s = ''; for (var i = 0; i < a.length; i++)"
    f" s += String.fromCharCode(a[i] ^ k); return s }} d({XORED}, 0x5a)",
    "a function that subtracts": "function d(a) { let s = ''; let i = 0; while (i < a.length)"
    f" s = s + String.fromCharCode(a.charCodeAt(i++) - 3); return s }} d({SHIFTED})",
    "map and join": f"[...{SHIFTED}].map(c => String.fromCharCode(c.charCodeAt() - 3)).join('')",
    "reduce": f"{XORED}.reduce((s, c) => s + String.fromCharCode(c ^ 0x5a), '')",
    "fromCharCode of many": f"String.fromCharCode({CODES})",
    "fromCharCode by apply": f"String.fromCharCode.apply(null, [{CODES}])",
    "fromCodePoint": f"String['fromCode' + 'Point'](...[{CODES}])",
    "an alias": f"const f = String.fromCharCode; f({CODES})",
    "atob": f"atob('{BASE64}')",
    "atob by bind": f"const a = atob.bind(null, '{BASE64}'); a()",
    "unescape": f"unescape('{PERCENT}')",
    "decodeURIComponent": f"decodeURIComponent('{PERCENT}')",
    "decodeURI": "decodeURI('ht%74p://%65vil.test/%70?q=1')",
    "turning it around": f"'{URL[::-1]}'.split('').reverse().join('')",
    "a separator": f"'{'~'.join(URL)}'.split('~').join('')",
    "a replacing function": f"'{HEX}'.replace(/../g, h => String.fromCharCode(parseInt(h, 16)))",
    "a replacing text": f"'{URL.replace('t', '@')}'.replace(/@/g, 't')",
    "replaceAll": f"'{URL.replace('t', '@')}'.replaceAll('@', 't')",
    "concat": "'http:'.concat('//evil', '.test', '/p?q=1')",
    "a sum with literals": "var p = 'evil'; var u = 'http://' + p + '.test/' + 'p?q=' + 1",
    "a template": "var h = 'evil'; var u = `http://${h}.test/${'p?' + `q=${1}`}`",
    "a property that grows": f"var o = {{ s: '' }}; for (const c of {XORED})"
    " { o.s += String.fromCharCode(c ^ 0x5a) }",
    "hex pairs": f"var h = '{HEX}', s = ''; for (var i = 0; i < h.length; i += 2)"
    " s += String.fromCharCode(parseInt(h.substr(i, 2), 16))",
    "a generator": f"function* g() {{ for (const c of {XORED}) yield String.fromCharCode(c ^ 90) }}"
    " [...g()].join('')",
    "an asynchronous function": f"(async a => {{ let s = ''; for await (const c of a)"
    f" s += String.fromCharCode(c ^ 90); return s }})({XORED})",
    "a getter": f"({{ get u() {{ return [{CODES}].map(c => String.fromCharCode(c))"
    ".join('') } }).u",
    "a rotated table of strings": ARRAY,
    "RC4 behind base64": RC4,
    "made code": f"eval(\"var s = ''; for (const c of {XORED}) s += String.fromCharCode(c ^ 90)\")",
    "a made function": f"new Function('a', 'return String.fromCharCode(...a)')([{CODES}])",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


@pytest.mark.parametrize("way", WAYS)
def test_a_url_is_found_that_was_decoded_by(supervisor: Supervisor, way: str) -> None:
    trace = trace_of(supervisor, WAYS[way])
    found = string(trace, URL)
    assert found.interest == 95
    assert trace.strings[0] == found
    assert (found.length, found.cut) == (len(URL), False)


def test_a_string_is_at_the_code_that_made_it(supervisor: Supervisor) -> None:
    source = (
        f"var a = '\U0001f600', b = '';\n function d() {{ return atob('{BASE64}') + '#1' }}\r\n"
        f"  d(); for (const c of {XORED}) b += String.fromCharCode(c ^ 90); [1, 2, a].join('-')"
    )
    found = {
        one.text: (one.how, one.line, one.column) for one in trace_of(supervisor, source).strings
    }
    assert found[f"{URL}#1"] == ("return", *place(source, "function d"))
    line, column = place(source, ".join(")
    assert found["1-2-\U0001f600"] == ("Array.prototype.join", line, column + 1)
    # Of the two ways in which it was made the first is told.
    assert found[URL] == ("atob", *place(source, "atob("))


def test_a_string_that_grows_is_at_the_place_where_it_does(supervisor: Supervisor) -> None:
    source = f"let b = '';\n for (const c of {XORED}) {{\t b += String.fromCharCode(c ^ 90) }}"
    found = string(trace_of(supervisor, source), URL)
    assert (found.how, found.line, found.column) == ("concatenation", *place(source, "b +="))


def test_the_steps_of_what_grows_are_not_told(supervisor: Supervisor) -> None:
    source = f"let s = ''; for (const c of {XORED}) s += String.fromCharCode(c ^ 90)"
    assert texts(trace_of(supervisor, source)) == {URL}


def test_a_string_of_a_generation_belongs_to_it(supervisor: Supervisor) -> None:
    trace = trace_of(
        supervisor, f"eval(\"\\n\\n  function d() {{ return atob('{BASE64}') }} d()\")"
    )
    found = string(trace, URL)
    assert (found.generation, found.line) == (1, 3)
    assert function(trace, "d").generation == 1


def test_one_string_is_told_once_with_how_often_it_was_made(supervisor: Supervisor) -> None:
    source = f"for (let i = 0; i < 250; i++) atob('{BASE64}'); unescape('{PERCENT}')"
    found = string(trace_of(supervisor, source), URL)
    assert (found.how, found.times) == ("atob", 251)


def test_literals_are_not_told_however_they_go_round(supervisor: Supervisor) -> None:
    source = """
    const a = 'http://one.test/', b = "http://two.test/", c = `http://three.test/`;
    function same(x) { return x } same(a); same(b); [c].join(''); a.replace('no', ''); a.concat();
    eval("same('http://four.test/'); same(`http://five.test/`)"); Function('return "http://six.test/"')();
    """
    assert not {text for text in texts(trace_of(supervisor, source)) if "://" in text}


@pytest.mark.parametrize("length", [4096, 4097, 10_000, 100_000])
@pytest.mark.parametrize(
    "way",
    [
        "var s = ''; for (let i = 0; i < N; i++) s += String.fromCharCode(97 + i % 23)",
        "var i, a = []; for (i = 0; i < N; i++) a[i] = String.fromCharCode(97+i%23); a.join('')",
        (
            "function d(s) { for (let i = 0; i < N; i++) s += String.fromCharCode(97 + i % 23);"
            " return s } d('').length"
        ),
        (
            "var s = ''; for (let i = 0; i < N; i += 50) s += 'abcdefghijklmnopqrstuvw'.repeat(5)"
            ".slice(i % 23, i % 23 + Math.min(50, N - i))"
        ),
    ],
)
def test_a_long_string_is_told_once_cut_and_with_its_length(
    supervisor: Supervisor, way: str, length: int
) -> None:
    trace = trace_of(supervisor, way.replace("N", str(length)))
    (found,) = (one for one in trace.strings if one.length == length)
    whole = "".join(chr(97 + at % 23) for at in range(length))
    assert found.text == whole[:4096]
    assert found.cut == (length > 4096)


def test_long_strings_that_differ_at_their_end_are_two(supervisor: Supervisor) -> None:
    source = "function d(e) { return 'ab'.repeat(9000) + e } d('1'); d('2'); d('2')"
    trace = trace_of(supervisor, source)
    assert [(one.length, one.times) for one in trace.strings] == [(18_001, 2), (18_001, 1)]


def test_steps_that_are_returned_are_not_told_but_what_comes_of_them(
    supervisor: Supervisor,
) -> None:
    source = "let s = ''; const add = c => s = s.concat(c); for (const c of LONG) add(c); s.length"
    trace = trace_of(supervisor, source.replace("LONG", json.dumps(URL * 250)))
    assert [one.length for one in trace.strings] == [len(URL) * 250]


def test_what_is_made_anew_with_the_same_beginning_is_told_too(supervisor: Supervisor) -> None:
    source = "for (const end of ['/b', '/a', '', '/c']) ['http://x.test', end].join('')"
    found = texts(trace_of(supervisor, source))
    assert {"http://x.test/b", "http://x.test/a", "http://x.test/c"} <= found


def test_what_a_decoder_gives_is_told_though_the_next_begins_with_it(
    supervisor: Supervisor,
) -> None:
    source = "const d = s => s.split('|').join(''); d('http:|//x.test'); d('http:|//x.test|/a.exe')"
    found = texts(trace_of(supervisor, source))
    assert {"http://x.test", "http://x.test/a.exe"} <= found


def test_what_our_own_console_decodes_is_no_string_of_the_guests(supervisor: Supervisor) -> None:
    source = (
        "console.log('gr\u00fc\u00dfe, \u4e16\u754c', { wert: 'd\u00e9j\u00e0 vu' });"
        "Promise.resolve('aGFsbG8=').then(atob)"
    )
    trace = trace_of(supervisor, source)
    assert [(one.how, one.text) for one in trace.strings] == [("atob", "hallo")]
