"""What makes code run or something load: written, inserted, clicked, or failed to load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def generations(browser: Browser) -> list[tuple[str, str]]:
    assert browser.result.trace is not None
    return [(one.origin, one.text) for one in browser.result.trace.generations[1:]]


def test_a_written_script_runs_before_write_returns(browser: Browser) -> None:
    markup = "<script id=s>window.x = document.currentScript.id</script>"
    assert browser.value("document.write(MARKUP); x", args={"MARKUP": markup}) == "s"
    assert generations(browser) == [("script", "window.x = document.currentScript.id")]
    assert ("document.write", markup) in browser.told("dom_injection")


def test_a_script_may_be_written_in_pieces(browser: Browser) -> None:
    source = (
        "for (const c of '<script>x = 1</' + 'script><b>z') document.write(c); "
        "x + document.body.lastChild.outerHTML"
    )
    assert browser.value(source) == "1<b>z</b>"


def test_what_a_written_script_writes_comes_before_the_rest(browser: Browser) -> None:
    value = browser.value(
        "document.write('<i>1</i><script>document.write(\"<i>2</i>\")</script><i>3</i>');"
        "[...document.querySelectorAll('i')].map(e => e.textContent).join('')"
    )
    assert value == "123"


def test_an_inserted_script_runs_once_and_its_error_stops_nothing(browser: Browser) -> None:
    value = browser.value(
        "window.onerror = () => true; const s = document.createElement('script'); "
        "window.n = 0; s.text = 'n++; throw new Error(\"x\")';"
        "document.head.appendChild(s); document.body.appendChild(s); n"
    )
    assert value == 1
    assert [origin for origin, _ in generations(browser)] == ["script"]


def test_scripts_in_inner_html_do_not_run_and_in_a_contextual_fragment_do(browser: Browser) -> None:
    value = browser.value(
        "window.n = 0; document.body.innerHTML = '<script>n += 1</script>';"
        "const r = document.createRange(); r.selectNode(document.body);"
        "document.body.appendChild(r.createContextualFragment('<script>n += 10</script>')); n"
    )
    assert value == 10


def test_data_that_is_no_script_does_not_run(browser: Browser) -> None:
    source = "document.write('<script type=text/template>x = 1</script>'); typeof x"
    assert browser.value(source) == "undefined"


def test_an_external_script_is_fetched_and_told(browser: Browser) -> None:
    value = browser.value(
        "new Promise(done => { const s = document.createElement('script'); s.src = '//e.test/a.js';"
        "s.onload = () => done(window.y); document.head.appendChild(s) })",
        answers={"http_body": "window.y = 5"},
    )
    assert value == 5
    assert ("GET", "https://e.test/a.js") in browser.told("network")


def test_a_script_may_be_a_data_address(browser: Browser) -> None:
    value = browser.value(
        "document.write('<script src=\"data:text/javascript;base64,ej0x\"></script>'); z"
    )
    assert value == 1


def test_an_image_that_fails_runs_its_handler(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<img src=x onerror=\"window.h = this.tagName + event.type\">';"
        "new Promise(done => setTimeout(() => done(h), 1000))"
    )
    assert value == "IMGerror"
    assert [origin for origin, _ in generations(browser)] == ["handler"]


def test_an_image_without_a_place_is_a_beacon(browser: Browser) -> None:
    browser.run("new Image().src = 'http://e.test/?' + document.title")
    assert browser.told("beacon")[0][1].startswith("http://e.test/?")


@pytest.mark.parametrize(
    "markup",
    [
        "<svg onload=h=1>",
        "<body onload=h=1>",
        "<details open ontoggle=h=1>",
        "<video><source src=x onerror=h=1></video>",
        "<iframe srcdoc='<script>parent.h=1</script>'></iframe>",
        "<iframe onload=h=1></iframe>",
        "<link rel=stylesheet href=a.css onload=h=1>",
        "<object data='a.bin' onload=h=1></object>",
    ],
)
def test_markup_that_runs_by_itself_runs(browser: Browser, markup: str) -> None:
    source = (
        "window.h = 0; document.write(MARKUP); new Promise(done => setTimeout(() => done(h), 1000))"
    )
    assert browser.value(source, args={"MARKUP": markup}) == 1


def test_a_click_on_a_link_follows_it(browser: Browser) -> None:
    browser.run(
        "document.body.innerHTML = '<a href=\"javascript:window.j=1\"></a><a href=/x></a>';"
        "for (const a of document.links) a.click()"
    )
    assert ("script", "window.j=1") in generations(browser)
    assert any(target.endswith("/x") for _, target in browser.told("network"))


def test_a_link_with_a_name_for_the_download_writes_a_file(browser: Browser) -> None:
    browser.run(
        "const a = document.createElement('a'); a.download = 'invoice.exe';"
        "a.href = URL.createObjectURL(new Blob(['MZ'])); a.click()"
    )
    assert ("download", "invoice.exe") in browser.told("file")
    assert b"MZ" in browser.kept("file")


def test_a_form_sends_its_values(browser: Browser) -> None:
    browser.run(
        "document.body.innerHTML = '<form action=http://e.test/p method=post><input "
        'name=u><input name=p value="a b"></form>\';'
        "document.forms[0].u.value = 'me'; document.forms[0].submit()"
    )
    assert ("POST", "http://e.test/p") in browser.told("network")
    assert b"u=me&p=a+b" in browser.kept("request")


def test_a_handler_for_submit_may_keep_a_form_from_sending(browser: Browser) -> None:
    browser.run(
        "document.body.innerHTML = '<form action=http://e.test/ onsubmit=\"return "
        "false\"><button></form>';"
        "document.querySelector('button').click()"
    )
    assert browser.told("network") == []


def test_a_frame_has_a_document_that_runs_what_is_written(browser: Browser) -> None:
    value = browser.value(
        "const f = document.createElement('iframe'); document.body.appendChild(f);"
        "f.contentWindow.document.write('<script>window.k = 1</script><p>q</p>');"
        "[k, f.contentDocument.body.innerHTML, f.contentWindow.parent === window, window.length]"
    )
    assert value == [1, "<p>q</p>", True, 1]


def test_what_is_copied_is_what_a_listener_says(browser: Browser) -> None:
    browser.run(
        "document.addEventListener('copy', e => { e.clipboardData.setData('text/plain', "
        "'mshta x'); e.preventDefault() });"
        "document.execCommand('copy')"
    )
    assert ('execCommand("copy")', "mshta x") in browser.told("clipboard")


def test_what_is_selected_in_a_text_area_is_copied(browser: Browser) -> None:
    browser.run(
        "const t = document.createElement('textarea'); t.value = 'cmd /c y'; "
        "document.body.append(t);"
        "t.select(); document.execCommand('copy')"
    )
    assert ('execCommand("copy")', "cmd /c y") in browser.told("clipboard")


def test_a_cookie_that_is_set_is_told_and_kept(browser: Browser) -> None:
    value = browser.value(
        "document.cookie = 'a=b; path=/'; document.cookie = 'c=d; max-age=0'; document.cookie"
    )
    assert value.endswith("; a=b")
    assert browser.told("storage") == [("set cookie", "a=b"), ("set cookie", "c=d")]


def test_a_meta_element_sends_the_page_elsewhere(browser: Browser) -> None:
    browser.run("document.write('<meta http-equiv=refresh content=\"0; url=http://e.test/next\">')")
    assert ("navigate", "http://e.test/next") in browser.told("network")
