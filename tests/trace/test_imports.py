"""The text of a module comes out of its data: URL as browsers read it, or not at all."""

from __future__ import annotations

import pytest

from stockade_worker.tracer.imports import import_data

CODE = b"export default 1"


@pytest.mark.parametrize(
    "url",
    [
        "data:text/javascript,export default 1",
        "DATA:text/JavaScript,export%20default%201",
        "data:application/x-javascript;charset=utf-8,export default 1",
        "data:text/ecmascript;base64,ZXhwb3J0IGRlZmF1bHQgMQ==",
        "data:text/javascript;charset=utf-8;base64,ZXhwb3J0IGRlZmF1bHQgMQ",
        "data:text/javascript;base64,ZXhw b3J0\nIGRlZmF1bHQgMQ=%3D",
    ],
)
def test_the_text_is_in_the_url(url: str) -> None:
    assert import_data(url) == CODE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sample.js",
        "stockade:look",
        "file:///etc/passwd",
        "data:,export default 1",
        "data:text/javascript",
        "data:text/html,export default 1",
        "data:application/json,{}",
        " data:text/javascript,export default 1",
        "data:text/javascript,%ff",
        "data:text/javascript;base64,!!!!",
        "data:text/javascript;base64,AAAA====",
        "data:text/javascript;base64,AAAA=",
        "data:text/javascript;base64,A",
        "data:text/javascript;base64,A==B",
        "data:text/javascript;base64,//8=",
    ],
)
def test_what_is_no_text_of_javascript_is_not_there(url: str) -> None:
    assert import_data(url) is None
