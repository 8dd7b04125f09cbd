"""COM objects, as JScript sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from stockade.values import UNDEFINED

from .wsh_runs import Host, hosting

NO_SUCH_MEMBER = -2146827850
DICTIONARY = "var d = new ActiveXObject('Scripting.Dictionary'); d.Add('a', 1); d.Add('b', 2);"


@pytest.fixture(scope="module")
def wsh(outlives_tests: None) -> Iterator[Host]:
    with hosting() as host:
        yield host


def test_an_object_is_made_by_its_progid_in_any_case(wsh: Host) -> None:
    assert wsh.run("typeof new ActiveXObject('wSCRIPT.sHELL')") == "object"


@pytest.mark.parametrize("way", ["new ActiveXObject", "ActiveXObject", "WScript.CreateObject"])
def test_there_are_three_ways_to_make_one(wsh: Host, way: str) -> None:
    assert wsh.run(f"{way}('Scripting.Dictionary').Count") == 0


def test_an_unknown_progid_is_error_429_and_recorded(wsh: Host) -> None:
    assert wsh.caught("new ActiveXObject('No.Such')") == [
        -2146827859,
        "Automation server can't create object",
        "Error",
        True,
    ]
    trace = wsh.traced("try { new ActiveXObject('No.Such') } catch (e) {}")
    assert ("No.Such", "construct") in [(api.path, api.use) for api in trace.apis]


def test_an_unknown_progid_is_a_mock_if_the_job_wants_one(wsh: Host) -> None:
    trace = wsh.traced("new ActiveXObject('No.Such').Go(1)", answers={"unknown": "mock"})
    assert ("No.Such.Go", "call") in [(api.path, api.use) for api in trace.apis]


def test_members_are_known_in_any_case(wsh: Host) -> None:
    assert wsh.run(DICTIONARY + "[d.COUNT, d.count, d['Count']]") == [2, 2, 2]


@pytest.mark.parametrize("expression", ["sh.Nope()", "sh['No' + 'pe']()", "sh.nope = 1", "'' + sh"])
def test_an_unknown_member_that_is_used_is_error_438(wsh: Host, expression: str) -> None:
    assert wsh.caught("var sh = new ActiveXObject('WScript.Shell'); " + expression) == [
        NO_SUCH_MEMBER,
        "Object doesn't support this property or method",
        "TypeError",
        True,
    ]


def test_an_unknown_member_that_is_only_read_is_undefined(wsh: Host) -> None:
    source = "var sh = new ActiveXObject('WScript.Shell'); [typeof sh.nope, !sh.toString, sh.a]"
    assert wsh.run(source) == ["undefined", True, UNDEFINED]


def test_an_object_is_called_as_its_default_member(wsh: Host) -> None:
    assert wsh.run(DICTIONARY + "[d('b'), d.Item('b')]") == [2, 2]


def test_a_default_member_can_be_set(wsh: Host) -> None:
    assert wsh.run(DICTIONARY + "d('b') = 5; d.Item('c') = 6; d('b') + d('c')") == 11


def test_a_property_may_be_called_without_arguments(wsh: Host) -> None:
    assert wsh.run(DICTIONARY + "[d.Count(), d.Count, d['Co' + 'unt']()]") == [2, 2, 2]


def test_a_property_that_is_converted_by_a_native_is_a_value(wsh: Host) -> None:
    assert wsh.run("var d = new ActiveXObject('Scripting.Dictionary'); [String(d.Count)]") == ["0"]


def test_an_object_with_a_default_property_has_its_text(wsh: Host) -> None:
    assert wsh.run("'' + WScript") == "Windows Script Host"


def test_nothing_of_an_object_is_enumerated(wsh: Host) -> None:
    assert wsh.run("var n = 0; for (var k in WScript) n++; n") == 0


def test_methods_look_like_natives(wsh: Host) -> None:
    assert wsh.run("'' + WScript.CreateObject") == (
        "\nfunction CreateObject() {\n    [native code]\n}\n"
    )


def test_a_method_is_no_use_on_another_object(wsh: Host) -> None:
    assert wsh.caught("WScript.Echo.call({}, 1)")[0] == NO_SUCH_MEMBER


def test_uses_are_recorded_by_the_names_of_classes(wsh: Host) -> None:
    trace = wsh.traced("var s = new ActiveXObject('WScript.Shell'); s.run('a'); s.RUN('b')")
    (use,) = (api for api in trace.apis if api.path == "WScript.Shell.Run")
    assert (use.use, use.count) == ("call", 2)
    assert (use.first_arguments, use.last_arguments) == (('"a"',), ('"b"',))


def test_property_reads_and_writes_are_recorded(wsh: Host) -> None:
    trace = wsh.traced("var s = new ActiveXObject('ADODB.Stream'); s.type = 1; s.Type")
    uses = {(api.path, api.use) for api in trace.apis}
    assert {("ADODB.Stream.Type", "set"), ("ADODB.Stream.Type", "get")} <= uses


def test_an_enumerator_goes_through_a_collection(wsh: Host) -> None:
    source = """
      var all = [];
      for (var e = new Enumerator(d); !e.atEnd(); e.moveNext()) all.push(e.item());
      e.moveFirst(); all.push(e.item()); all
    """
    assert wsh.run(DICTIONARY + source) == ["a", "b", "a"]


def test_an_enumerator_goes_through_an_array(wsh: Host) -> None:
    assert wsh.run("var e = new Enumerator([7, 8]); e.moveNext(); [e.item(), e.atEnd()]") == [
        8,
        False,
    ]


def test_what_is_no_collection_has_no_enumerator(wsh: Host) -> None:
    assert wsh.caught("new Enumerator(WScript)")[:2] == [-2146827837, "Object not a collection"]


def test_a_safe_array_is_looked_at_through_a_vbarray(wsh: Host) -> None:
    source = "var a = new VBArray(d.Keys()); [a.toArray(), a.lbound(), a.ubound(1), a.getItem(1)]"
    assert wsh.run(DICTIONARY + source) == [["a", "b"], 0, 1, "b"]


def test_what_is_no_safe_array_is_no_vbarray(wsh: Host) -> None:
    assert wsh.caught("new VBArray([1])")[1] == "VBArray expected"


def test_a_key_can_be_added_once(wsh: Host) -> None:
    assert wsh.caught(DICTIONARY + "d.Add('a', 3)")[0] == -2146827831


def test_a_dictionary_compares_as_it_is_told(wsh: Host) -> None:
    source = """
      var d = new ActiveXObject('Scripting.Dictionary'); d.CompareMode = 1; d.Add('A', 1);
      d.Add(1, 2);
      [d.Exists('a'), d.Exists(1), d.Exists('1')]
    """
    assert wsh.run(source) == [True, True, False]


def test_nothing_of_the_stage_is_reached_through_an_object(wsh: Host) -> None:
    source = """
      var found = [], objects = [new ActiveXObject('WScript.Shell'), WScript.Arguments, WScript];
      for (var i = 0; i < objects.length; i++) {
        found.push(typeof objects[i].__proto__);
        found.push(Object.getPrototypeOf(objects[i]),
        Object.getOwnPropertyNames(objects[i]).length);
      }
      found
    """
    assert wsh.run(source) == ["undefined", None, 0] * 3


def test_what_overflows_the_stack_in_an_object_is_an_error_of_the_guests(
    outlives_tests: None,
) -> None:
    source = """
      var last, shell = new ActiveXObject('WScript.Shell');
      function deep() { try { shell.CurrentDirectory; deep() } catch (e) { last = e; throw e } }
      try { deep() } catch (e) {}
      [last instanceof Error, last.constructor.constructor === Function]
    """
    with hosting(call_depth=1_000_000) as host:
        assert host.run(source) == [True, True]


BAD: list[Any] = [
    "undefined",
    "null",
    "-1",
    "NaN",
    "{}",
    "[]",
    "'\\0'",
    "function () {}",
    "WScript",
]


@pytest.mark.parametrize("bad", BAD)
def test_any_method_may_be_called_with_anything(wsh: Host, bad: str) -> None:
    progids = """
      WScript.Shell WScript.Network Scripting.FileSystemObject Scripting.Dictionary ADODB.Stream
      ADODB.Recordset ADODB.Connection MSXML2.XMLHTTP MSXML2.ServerXMLHTTP MSXML2.DOMDocument
      WinHttp.WinHttpRequest.5.1 Shell.Application Schedule.Service WbemScripting.SWbemLocator
      MSScriptControl.ScriptControl InternetExplorer.Application Excel.Application htmlfile
      System.Text.UTF8Encoding System.IO.MemoryStream System.Collections.ArrayList
    """
    names = """
      Run Exec RegRead RegWrite RegDelete ExpandEnvironmentStrings CreateShortcut Popup Item Add
      Open Send SetRequestHeader Write WriteText Read ReadText SaveToFile LoadFromFile CopyTo
      CreateTextFile OpenTextFile GetFile GetFolder GetDrive CopyFile MoveFile DeleteFile BuildPath
      GetExtensionName GetSpecialFolder CreateFolder FileExists LoadXML Load CreateElement
      SelectSingleNode AppendChild TransformNode ShellExecute NameSpace GetFolder NewTask
      ConnectServer Eval AddCode write Navigate Execute AddNew GetBytes_4 GetString
      TransformFinalBlock MapNetworkDrive Option Fields Environment SpecialFolders Charset Position
      Type Language CurrentDirectory
    """
    source = f"""
      var names = "{" ".join(names.split())}".split(" "),
      progids = "{" ".join(progids.split())}".split(" ");
      var strange = 0, bad = {bad};
      for (var p = 0; p < progids.length; p++) for (var n = 0; n < names.length; n++) {{
        try {{ new ActiveXObject(progids[p])[names[n]](bad, bad, bad) }}
        catch (e) {{ if (!(e instanceof Error)) strange++ }}
        try {{ new ActiveXObject(progids[p])[names[n]] = bad }}
        catch (e) {{ if (!(e instanceof Error)) strange++ }}
      }}
      strange
    """
    assert wsh.run(source) == 0
