"""The made-up registry."""

from __future__ import annotations

import json
import re

import pytest

from .worlds import World

RUN = "HKCU\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run"
NT = "HKLM\\\\SOFTWARE\\\\Microsoft\\\\Windows NT\\\\CurrentVersion"


def test_what_was_written_can_be_read_in_any_case(windows: World) -> None:
    body = """
      registry.write("HKCU\\\\Software\\\\X", "Name", "value", "REG_SZ", { client: "test" });
      const { error, value, type } = registry.read("hkey_current_user\\\\SOFTWARE\\\\x\\\\",
        "NAME");
      return [error, value, type];
    """
    assert windows.act(body) == ["", "value", "REG_SZ"]
    assert windows.told("registry")[0] == ("write", "HKEY_CURRENT_USER\\Software\\X\\Name")
    assert windows.details("registry")[0] == {"client": "test", "type": "REG_SZ", "value": "value"}


def test_the_machine_answers_as_its_profile_says(windows: World) -> None:
    body = f"""
      const read = (key, name) => registry.read(key, name).value;
      return [read("{NT}", "CurrentBuild"), read("{NT}", "RegisteredOwner"),
        read("HKLM\\\\SYSTEM\\\\CurrentControlSet\\\\Control\\\\ComputerName\\\\ComputerName",
        "ComputerName")];
    """
    profile = {"os_version": "10.0.22631", "full_name": "Ann Lee", "computer": "PC-1"}
    assert windows.act(body, profile=profile) == ["22631", "Ann Lee", "PC-1"]


def test_no_virtual_machine_shows(windows: World) -> None:
    text = json.dumps(windows.act("return stage.parts.hives.make()"))
    assert not re.search(
        r"vmware|vbox|virtual ?box|qemu|xen\b|virtual machine|parallels|hyper-v",
        text,
        re.IGNORECASE,
    )


def test_a_missing_value_is_told_from_a_missing_key(windows: World) -> None:
    body = f"return [registry.read('{NT}', 'Nope').error, registry.read('HKLM\\\\Nope', 'x').error]"
    assert windows.act(body) == ["no value", "no key"]


def test_a_path_ends_in_a_name_or_in_the_default_value(windows: World) -> None:
    body = "return [registry.split('HKCR\\\\.js\\\\'), registry.split('HKCU\\\\A\\\\b')]"
    assert windows.act(body) == [{"key": "HKCR\\.js", "name": ""}, {"key": "HKCU\\A", "name": "b"}]


@pytest.mark.parametrize("word", ["constructor", "__proto__", "toString"])
def test_no_word_reaches_the_code_of_the_world(windows: World, word: str) -> None:
    body = f"""
      const said = commands.run({{ command: "wmic os get {word}" }}).stdout;
      const key = registry.normalise("{word}\\\\x");
      return [key, files.special("{word}") ?? null, said.split("\\r\\n")[1]];
    """
    assert windows.act(body) == [word.upper() + "\\x", None, ""]


def test_a_hive_may_be_one_of_wmis_numbers(windows: World) -> None:
    body = """
      return registry.read('Control Panel\\\\International', 'LocaleName',
        { hive: 0x80000001 }).value
    """
    assert windows.act(body) == "en-GB"


@pytest.mark.parametrize(
    "key", ["HKLM\\\\SOFTWARE\\\\WOW6432Node\\\\Microsoft\\\\Windows NT\\\\CurrentVersion", NT]
)
def test_a_32_bit_program_sees_the_same(windows: World, key: str) -> None:
    assert windows.act(f"return registry.read('{key}', 'ProductName').value") == "Windows 10 Pro"


PERSISTENT = {
    (RUN, "x"): "run key",
    ("HKLM\\\\SOFTWARE\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\RunOnce", "x"): "run key",
    (NT + "\\\\Winlogon", "Shell"): "winlogon",
    (NT + "\\\\Windows", "AppInit_DLLs"): "appinit or load",
    ("HKLM\\\\SYSTEM\\\\CurrentControlSet\\\\Services\\\\x", "ImagePath"): "service",
    ("HKCU\\\\Environment", "UserInitMprLogonScript"): "logon script",
    ("HKCU\\\\Software\\\\Classes\\\\ms-settings\\\\shell\\\\open\\\\command", ""): "shell command",
}


@pytest.mark.parametrize(("where", "mechanism"), PERSISTENT.items())
def test_a_value_that_starts_something_is_persistence(
    windows: World, where: tuple[str, str], mechanism: str
) -> None:
    windows.act(f"registry.write('{where[0]}', '{where[1]}', 'calc')")
    assert [one["mechanism"] for one in windows.details("persistence")] == [mechanism]


def test_another_value_beside_it_is_none(windows: World) -> None:
    windows.act(f"registry.write('{NT}\\\\Winlogon', 'Color', '1'); registry.read('{RUN}', 'x')")
    assert windows.told("persistence") == []


def test_a_key_is_removed_with_what_is_in_it(windows: World) -> None:
    body = f"""
      registry.write("HKCU\\\\A\\\\B\\\\C", "x", 1);
      return [registry.remove("HKCU\\\\A").error, registry.read("HKCU\\\\A\\\\B\\\\C",
        "x").error, registry.remove("{RUN}", "nope").error];
    """
    assert windows.act(body) == ["", "no key", "no value"]


def test_keys_and_values_are_listed(windows: World) -> None:
    body = f"""
      return [registry.keys('HKLM\\\\SOFTWARE\\\\Microsoft').names,
        registry.values('{RUN}').values.map((one) => one.name)]
    """
    keys, values = windows.act(body)
    assert {"Windows", "Windows NT", "Office"} <= set(keys)
    assert "OneDrive" in values


def test_one_run_leaves_nothing_to_the_next(windows: World) -> None:
    body = """
      const { error } = registry.read('HKCU\\\\A', 'x');
      registry.write('HKCU\\\\A', 'x', 1);
      stage.start(JSON.stringify(stage.given));
      return [error, registry.read('HKCU\\\\A', 'x').error]
    """
    assert windows.act(body) == ["no key", "no key"]
