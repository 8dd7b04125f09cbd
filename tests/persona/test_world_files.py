"""The made-up file system."""

from __future__ import annotations

import pytest

from .worlds import World


def test_what_was_written_can_be_read_and_is_kept(windows: World) -> None:
    body = """
      files.write("%TEMP%\\\\a.bin", new Uint8Array([1, 2]), { client: "test" });
      files.append("%temp%/A.BIN", "x");
      return [files.read(profile.temp + "\\\\sub\\\\..\\\\a.bin").bytes,
        files.exists("%TEMP%\\\\b.bin")];
    """
    assert windows.act(body) == ["010278", False]
    assert [operation for operation, _ in windows.told("file")] == [
        "write",
        "append",
        "read",
        "exists",
    ]
    assert windows.kept("file") == [b"\1\2", b"x"]
    assert windows.details("file")[0] == {"client": "test", "size": "2"}


def test_a_target_is_the_whole_path_in_its_plain_form(windows: World) -> None:
    body = """
      for (const path of ["%APPDATA%\\\\x", "C:/a/./b/../c", "\\\\\\\\?\\\\C:\\\\d", "e",
        "\\\\f", "C:\\\\PROGRA~1\\\\g"]) files.exists(path);
    """
    windows.act(body, profile={"user": "zoe", "script_folder": "C:\\here"})
    assert [target for _, target in windows.told("file")] == [
        "C:\\Users\\zoe\\AppData\\Roaming\\x",
        "C:\\a\\c",
        "C:\\d",
        "C:\\here\\e",
        "C:\\f",
        "C:\\Program Files\\g",
    ]


def test_files_of_the_system_are_there_and_look_it(windows: World) -> None:
    body = """
      const { bytes } = files.read("c:\\\\windows\\\\system32\\\\CMD.EXE");
      return [bytes.length, String.fromCharCode(bytes[0], bytes[1]),
        files.exists("C:\\\\Windows", { kind: "directory" }),
        files.exists("C:\\\\Windows", { kind: "file" })];
    """
    assert windows.act(body) == [289_792, "MZ", True, False]


def test_credentials_are_where_thieves_look(linux: World) -> None:
    body = """
      const show = (path) => text.utf8Decode(files.read(profile.home + path).bytes);
      return [show("/.npmrc").includes(profile.secrets.NPM_TOKEN),
        show("/.aws/credentials").includes("AKIA"),
        show("/.ssh/id_rsa").startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"),
        JSON.parse(show("/.docker/config.json")).auths !== undefined];
    """
    assert linux.act(body) == [True] * 4


def test_the_package_that_is_being_installed_is_there(linux: World) -> None:
    body = """
      const { bytes } = files.read("package.json");
      return [JSON.parse(text.utf8Decode(bytes)).name,
        files.list("node_modules").entries.map((one) => one.name)];
    """
    name, modules = linux.act(body, profile={"package_name": "left-pad"})
    assert name == "left-pad"
    assert "express" in modules


def test_a_listing_has_what_is_there_without_what_was_removed(linux: World) -> None:
    body = """
      files.mkdir("/tmp/d"); files.write("/tmp/d/a", "1"); files.write("/tmp/d/b", "2");
      files.remove("/tmp/d/a");
      files.remove("/etc/passwd");
      return [files.list("/tmp/d").entries.map((one) => one.name),
        files.list("/etc").entries.some((one) => one.name === "passwd")];
    """
    assert linux.act(body) == [["b"], False]


@pytest.mark.parametrize("answer", ["plausible", "absent"])
@pytest.mark.parametrize("name", ["windows", "linux"])
def test_a_sample_finds_itself_in_its_own_file(
    name: str, answer: str, request: pytest.FixtureRequest
) -> None:
    world: World = request.getfixturevalue(name)
    body = """
      const path = files.join(profile.script_folder, profile.script_name);
      return text.utf8Decode(files.read(path).bytes);
    """
    assert world.act(body, files=answer) == "act()"


ERRORS = {
    "read('/nope')": "ENOENT",
    "read('/etc')": "EISDIR",
    "list('/etc/passwd')": "ENOTDIR",
    "write('/nope/x', '')": "ENOENT",
    "write('/etc', '')": "EISDIR",
    "write('/etc/passwd', '', { exclusive: true })": "EEXIST",
    "mkdir('/etc')": "EEXIST",
    "mkdir('/a/b/c')": "ENOENT",
    "mkdir('/a/b/c', { recursive: true })": "",
    "remove('/etc')": "ENOTEMPTY",
    "remove('/etc', { recursive: true })": "",
    "copy('/nope', '/tmp/x')": "ENOENT",
    "copy('/etc/passwd', '/tmp/x')": "",
    "stat('/nope')": "ENOENT",
    "chmod('/etc/passwd', 0o600)": "",
}


@pytest.mark.parametrize(("call", "error"), ERRORS.items())
def test_an_operation_fails_as_a_system_call_does(linux: World, call: str, error: str) -> None:
    assert linux.act(f"return files.{call}.error") == error


def test_a_tree_is_moved_with_what_is_in_it(windows: World) -> None:
    body = """
      files.write("C:\\\\one\\\\two\\\\a.txt", "hello");
      files.move("C:\\\\one", "C:\\\\three");
      return [files.kindOf("C:\\\\one"),
        text.utf8Decode(files.read("C:\\\\three\\\\two\\\\a.txt").bytes)];
    """
    assert windows.act(body) == ["", "hello"]


def test_a_folder_copied_into_itself_ends(windows: World) -> None:
    body = """
      files.write("C:\\\\one\\\\a.txt", "hello");
      return [files.copy("C:\\\\one", "C:\\\\one\\\\two").error,
        files.kindOf("C:\\\\one\\\\two\\\\a.txt")];
    """
    assert windows.act(body) == ["", "file"]


PRESENT = """
  const paths = ["C:\\\\Windows\\\\explorer.exe", "C:\\\\odd.txt", "C:\\\\Windows"];
  return paths.map((path) => files.exists(path));
"""


@pytest.mark.parametrize(
    ("answer", "found"),
    [("plausible", [True, False, True]), ("present", [True] * 3), ("absent", [False, False, True])],
)
def test_the_caller_says_whether_files_exist(
    windows: World, answer: str, found: list[bool]
) -> None:
    assert windows.act(PRESENT, files=answer) == found


def test_a_file_removed_stays_away_where_all_exist(windows: World) -> None:
    body = "files.remove('C:\\\\odd.txt'); return files.exists('C:\\\\odd.txt')"
    assert windows.act(body, files="present") is False


WINDOWS_PLACES = {
    "%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\a.js": "startup folder",
    "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\a.lnk": "startup folder",
    "C:\\Windows\\System32\\Tasks\\Updater": "scheduled task",
}
LINUX_PLACES = {
    "/etc/cron.d/x": "crontab",
    "/var/spool/cron/crontabs/root": "crontab",
    "/root/.bashrc": "shell profile",
    "/etc/init.d/x": "init script",
    "/etc/systemd/system/x.service": "systemd unit",
    "/root/Library/LaunchAgents/x.plist": "launch agent",
    "/root/.ssh/authorized_keys": "authorised keys",
    "/root/app/.git/hooks/pre-commit": "repository hook",
}


@pytest.mark.parametrize(("path", "mechanism"), WINDOWS_PLACES.items())
def test_a_file_that_windows_starts_is_persistence(
    windows: World, path: str, mechanism: str
) -> None:
    windows.act(f"files.write({path!r}, 'x')")
    assert [one["mechanism"] for one in windows.details("persistence")] == [mechanism]


@pytest.mark.parametrize(("path", "mechanism"), LINUX_PLACES.items())
def test_a_file_that_linux_starts_is_persistence(linux: World, path: str, mechanism: str) -> None:
    linux.act(f"files.copy('/etc/passwd', {path!r})")
    assert [one["mechanism"] for one in linux.details("persistence")] == [mechanism]


def test_reading_such_a_file_is_none(linux: World) -> None:
    linux.act("files.read('/etc/crontab'); files.exists('/etc/cron.d/x')")
    assert linux.told("persistence") == []


def test_writing_byte_by_byte_keeps_every_byte(windows: World) -> None:
    body = """
      for (let i = 0; i < 3000; i++) files.append("C:\\\\a.txt", String.fromCharCode(97 + i % 26));
      const { bytes } = files.read("C:\\\\a.txt");
      return [bytes.length, bytes[2999]];
    """
    assert windows.act(body) == [3000, 97 + 2999 % 26]


def test_contents_beyond_what_is_kept_have_their_size_only(windows: World) -> None:
    body = """
      const part = new Uint8Array(3 << 20).fill(65);
      for (let i = 0; i < 6; i++) files.append("C:\\\\big.txt", part);
      return [files.stat("C:\\\\big.txt").size,
        files.read("C:\\\\big.txt").bytes.length <= 1 << 20];
    """
    assert windows.act(body) == [18 << 20, True]


def test_files_beyond_what_is_kept_are_written_and_forgotten(windows: World) -> None:
    body = """
      files.write("C:\\\\t\\\\early", "x");
      for (let i = 0; i < 12; i++) files.copy("C:\\\\t", "C:\\\\t\\\\" + i);
      const { error } = files.write("C:\\\\t\\\\late", "x");
      return [error, files.kindOf("C:\\\\t\\\\early"), files.kindOf("C:\\\\t\\\\late")];
    """
    assert windows.act(body) == ["", "file", ""]
