"""The person and the machine that a sample meets."""

from __future__ import annotations

import json
import re

import pytest

from .worlds import World

SANDBOX_WORDS = re.compile(
    r"sandbox|malware|virus|maltest|cuckoo|john.?doe|honey|vmware|vbox|virtualbox|qemu|xen\b|wireshark|"
    r"procmon|ollydbg|x64dbg|fiddler",
    re.IGNORECASE,
)
WHOLE = "return { profile, variables: profile.environment }"


def test_one_seed_gives_one_profile(windows: World) -> None:
    assert windows.act(WHOLE) == windows.act("stage.chance(); stage.clock.sleep(5);" + WHOLE)


def test_another_seed_gives_another(windows: World) -> None:
    users = {windows.act("return profile.user", seed=seed) for seed in range(12)}
    assert len(users) > 8


@pytest.mark.parametrize("name", ["windows", "linux"])
def test_nothing_in_a_profile_smells_of_a_sandbox(
    name: str, request: pytest.FixtureRequest
) -> None:
    world: World = request.getfixturevalue(name)
    for seed in range(20):
        assert not SANDBOX_WORDS.search(json.dumps(world.act(WHOLE, seed=seed)))


def test_a_given_user_shows_wherever_one_would_look(windows: World) -> None:
    body = """
      return [profile.home, environment.get("userprofile"), environment.get("USERNAME"),
        files.special("Startup"),
        files.kindOf(profile.home + "\\\\NTUSER.DAT"),
        registry.read("HKCU\\\\Volatile Environment", "USERNAME").value];
    """
    home = "C:\\Users\\zoe"
    startup = home + "\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup"
    assert windows.act(body, profile={"user": "zoe"}) == [home, home, "zoe", startup, "file", "zoe"]


def test_a_given_user_is_the_one_of_a_linux_machine_too(linux: World) -> None:
    body = """
      return [environment.get("HOME"), commands.run({ command: "whoami", shell: true }).stdout,
        files.kindOf(profile.home + "/.ssh/id_rsa")];
    """
    assert linux.act(body, profile={"user": "root"}) == ["/root", "root\n", "file"]


def test_given_variables_come_on_top_and_null_takes_one_away(linux: World) -> None:
    body = "return ['CI', 'X', 'HOME'].map((name) => environment.get(name) ?? null)"
    profile = {"env": {"X": "1", "CI": None}, "user": "ann"}
    assert linux.act(body, profile=profile) == [None, "1", "/home/ann"]


def test_a_value_of_the_wrong_kind_is_as_if_it_had_not_been_given(windows: World) -> None:
    body = """
      const { cores, user, arguments: given } = profile;
      return [cores > 1, user.length > 1, given]
    """
    profile = {"cores": "many", "user": ["x"], "arguments": "one"}
    assert windows.act(body, profile=profile) == [True, True, ["one"]]


def test_names_of_variables_have_no_case_on_windows(windows: World) -> None:
    body = "environment.set('path', 'x'); return environment.expand('%PATH%;%Path%;%nope%')"
    assert windows.act(body) == "x;x;%nope%"


def test_no_variable_is_inherited_from_anywhere(linux: World) -> None:
    body = (
        "return ['__proto__', 'constructor', 'toString'].map((name) => environment.get(name) ?? 0)"
    )
    assert linux.act(body) == [0, 0, 0]


def test_the_bait_has_the_form_of_real_secrets(linux: World) -> None:
    secrets = linux.act("return profile.environment")
    assert re.fullmatch(r"AKIA[A-Z2-7]{16}", secrets["AWS_ACCESS_KEY_ID"])
    assert re.fullmatch(r"npm_[A-Za-z0-9]{36}", secrets["NPM_TOKEN"])
    assert re.fullmatch(r"ghp_[A-Za-z0-9]{36}", secrets["GITHUB_TOKEN"])


def test_answers_that_are_not_given_have_their_defaults(windows: World) -> None:
    assert windows.act("return stage.answers", http="error") == {
        "http": "error",
        "files": "plausible",
        "shell": "success",
        "unknown": "absent",
        "http_body": "auto",
    }
