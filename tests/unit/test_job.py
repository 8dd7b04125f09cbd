"""What a job sends along for its trace."""

from __future__ import annotations

from typing import Any

import pytest

from stockade import InputError, Job, Policy
from stockade_worker import wire

POLICY = Policy.production(seed=9)


def sent(policy: Policy = POLICY, **fields: Any) -> wire.Run:
    job = Job(source="1", **fields)
    return job.message(policy, job.source_bytes())


def refuse(match: str, policy: Policy = POLICY, **fields: Any) -> None:
    with pytest.raises(InputError, match=match):
        sent(policy, **fields)


def test_a_worker_is_told_what_the_policy_says_of_traces() -> None:
    order = sent()
    assert (order.tracing, order.seed) == (True, 9)
    assert order.ceilings.call_depth == POLICY.ceilings.call_depth
    assert order.ceilings.wall_seconds == POLICY.ceilings.wall_seconds
    assert order.ceilings.trace_bytes == POLICY.ceilings.trace_bytes


def test_the_batches_of_a_trace_leave_room_for_console_entries_and_last_words() -> None:
    policy = Policy.production(console_entries=1000, event_frames=1448)
    assert sent(policy).ceilings.trace_batches == 432


def test_without_the_engines_wall_there_are_no_guards() -> None:
    ceilings = sent(Policy.production(waive=["engine"])).ceilings
    guards = (ceilings.call_depth, ceilings.loop_iterations, ceilings.wall_seconds)
    assert min(guards) > 10**12


def test_a_source_map_goes_as_it_is() -> None:
    assert sent(source_map=b"\xff{").source_map == b"\xff{"
    assert sent(source_map='{"é": "\ud800"}').source_map == b'{"\xc3\xa9": "\xed\xa0\x80"}'


def test_a_correlation_goes_as_json() -> None:
    assert sent(correlation={"node_id": "é", "a": [1, None]}).correlation == (
        b'{"node_id":"\\u00e9","a":[1,null]}'
    )


def test_neither_goes_where_nothing_is_traced() -> None:
    order = sent(Policy.production(tracing=False), source_map="{}", correlation={"node_id": "a"})
    assert (order.tracing, order.source_map, order.correlation) == (False, None, None)


def test_both_together_are_held_to_the_policys_bytes() -> None:
    policy = Policy.production(map_bytes=100)
    sent(policy, source_map="x" * 90, correlation={"a": "bc"})
    refuse(
        "^source_map = .*at most 100 bytes .*map_bytes.*; 101 bytes", policy, source_map="x" * 101
    )
    refuse("^correlation = .*; 101 bytes", policy, correlation={"a": "x" * 93})
    refuse("^source_map = .*; 101 bytes", policy, source_map="x" * 90, correlation={"a": "bcd"})


@pytest.mark.parametrize("wrong", [5, ["{}"], {"version": 3}])
def test_a_source_map_that_is_no_text_is_refused(wrong: object) -> None:
    refuse("^source_map = .*must be str or bytes", source_map=wrong)


@pytest.mark.parametrize("wrong", [5, "node", [("node_id", 1)]])
def test_a_correlation_that_is_no_mapping_is_refused(wrong: object) -> None:
    refuse("^correlation = .*must be a mapping", correlation=wrong)


def test_a_correlation_that_is_not_plain_is_refused() -> None:
    nested: list[object] = []
    nested.append(nested)
    for wrong in (object(), float("nan"), b"x", nested):
        refuse("^correlation = .*plain JSON data", correlation={"a": wrong})


def test_answers_and_profile_reach_the_worker() -> None:
    order = sent(answers={"http": "error"}, profile={"user": "é", "cores": 2})
    assert order.answers == {"http": "error"}
    assert order.profile == '{"user":"\\u00e9","cores":2}'
    assert (sent().answers, sent().profile) == ({}, None)


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        (5, "^answers = 5: must be a mapping"),
        (
            {"ftp": "success"},
            "^answers = 'ftp': must be made of: http, files, shell, unknown, http_body",
        ),
        ({"http": "maybe"}, "^answers.http = 'maybe': must be one of success, not_found, error"),
        ({"files": 1}, "^answers.files = 1: must be one of plausible, present, absent"),
        ({"http_body": b"MZ"}, "^answers.http_body = b'MZ': must be text"),
        ({"http_body": "\ud800"}, "^answers.http_body = .*without lone surrogates"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_by_name(wrong: Any, match: str) -> None:
    refuse(match, answers=wrong)


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ("user", "^profile = 'user': must be a mapping"),
        ({"password": "x"}, "^profile = 'password': must be made of: user, computer"),
        ({"user": 5}, "^profile.user = 5: must be text"),
        ({"user": "x" * 10_001}, "^profile.user = .*at most 10000 characters"),
        ({"cores": 0}, "^profile.cores = 0: must be an integer >= 1 and <= 1024"),
        ({"cores": True}, "^profile.cores = True: must be an integer"),
        ({"arguments": "-x"}, "^profile.arguments = '-x': must be a list"),
        ({"arguments": ["x", 1]}, r"^profile.arguments\[1\] = 1: must be text"),
        (
            {"drives": ["C:"]},
            r"^profile.drives\[0\] = 'C:': must be a dict of exactly letter, kind",
        ),
        ({"drives": [{}] * 27}, "^profile.drives = .*1 to 26"),
        ({"env": ["PATH"]}, "^profile.env = .*must be a dict"),
        ({"env": {"PATH": 1}}, "^profile.env.PATH = 1: must be text"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_by_name(wrong: Any, match: str) -> None:
    refuse(match, profile=wrong)


def test_a_whole_drive_and_a_variable_taken_away_are_fine() -> None:
    drive = {
        "letter": "C",
        "kind": "fixed",
        "label": "",
        "serial": "0",
        "file_system": "NTFS",
        "size_gb": 500,
        "free_gb": 1,
    }
    assert sent(profile={"drives": [drive], "env": {"CI": None}}).profile is not None
    refuse("^profile.drives.0..free_gb = -1", profile={"drives": [{**drive, "free_gb": -1}]})


def test_answers_profile_and_args_together_are_held_to_the_policys_bytes() -> None:
    policy = Policy.production(args_bytes=100)
    sent(policy, answers={"http_body": "x" * 100})
    refuse("^answers = .*; 101 bytes", policy, answers={"http_body": "x" * 101})
    refuse("^profile = .*; 111 bytes", policy, profile={"user": "x" * 100})
    refuse("^args", policy, answers={"http_body": "x" * 60}, args={"a": "x" * 40})
