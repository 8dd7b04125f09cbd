(function (stage) {
  "use strict";
  // Scripting.FileSystemObject: drives, folders and files of the made-up file system.

  const { com, streams } = stage.parts;
  const { files } = stage;
  const { checked } = streams;

  const CLIENT = { client: "Scripting.FileSystemObject" };
  const WRITING = 2;
  const GIGABYTE = 2 ** 30;
  const SPECIAL = ["windows", "system", "temporary"];
  const TYPES = { txt: "Text Document", exe: "Application", js: "JavaScript File", lnk: "Shortcut", zip: "Compressed (zipped) Folder" };

  const isFolder = (path) => files.kindOf(files.normalise(path)) === "directory";
  const isFile = (path) => files.kindOf(files.normalise(path)) === "file";

  // ---- names; all of them work on text alone

  function extensionOf(path) {
    const name = lastOf(path);
    const at = name.lastIndexOf(".");
    return at < 0 ? "" : name.slice(at + 1);
  }

  const lastOf = (path) => com.text(path).replace(/[\\/]+$/, "").replace(/^.*[\\/]/s, "").replace(/^[A-Za-z]:$/, "");

  function baseOf(path) {
    const name = lastOf(path);
    const at = name.lastIndexOf(".");
    return at < 0 ? name : name.slice(0, at);
  }

  function parentOf(path) {
    const text = com.text(path).replace(/[\\/]+$/, "");
    const at = Math.max(text.lastIndexOf("\\"), text.lastIndexOf("/"));
    return at < 0 ? "" : text.slice(0, text[at - 1] === ":" ? at + 1 : at);
  }

  function buildPath(s, folder, name) {
    const [first, second] = [com.text(folder), com.text(name)];
    return first === "" || /[\\/:]$/.test(first) || /^[\\/]/.test(second) ? first + second : `${first}\\${second}`;
  }

  // ---- paths with wildcards

  function matching(path, kind) {
    const text = com.text(path);
    if (!/[*?]/.test(lastOf(text))) return [text];
    const pattern = lastOf(text).replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, "[^]*").replace(/\?/g, "[^]");
    const wanted = new RegExp(`^${pattern}$`, "i");
    const got = files.list(parentOf(text) || ".", CLIENT);
    const found = (got.entries ?? []).filter((entry) => entry.kind === kind && wanted.test(entry.name));
    if (found.length === 0) throw com.error(kind === "file" ? 53 : 76);
    return found.map((entry) => entry.path);
  }

  function remove(path, kind, missing) {
    streams.flush();
    for (const one of matching(path, kind)) checked(files.remove(one, { kind, recursive: true, ...CLIENT }), missing);
  }

  function transfer(operation, from, to, overwrite, kind) {
    streams.flush();
    const target = com.text(to);
    for (const one of matching(from, kind)) {
      const inside = /[\\/]$/.test(target) || (kind === "file" && isFolder(target));
      const whole = inside ? buildPath(undefined, target, lastOf(one)) : target;
      checked(files[operation](one, whole, { exclusive: !overwrite, ...CLIENT }), kind === "file" ? 53 : 76);
    }
  }

  // ---- what a file or folder is known by

  const statOf = (s) => checked(files.stat(s.path, CLIENT), 53);
  const dateOf = (ms) => stage.construct(stage.builtins.Date, ms);

  function rename(s, name) {
    const target = files.join(files.parentOf(s.path), com.text(name));
    checked(files.move(s.path, target, { exclusive: true, ...CLIENT }));
    s.path = target;
  }

  const COMMON = {
    Attributes: { get: (s) => s.attributes ?? (isFolder(s.path) ? 16 : 32), set: (s, value) => setAttributes(s, Number(value)) },
    DateCreated: (s) => dateOf(statOf(s).created_ms),
    DateLastAccessed: (s) => dateOf(statOf(s).accessed_ms),
    DateLastModified: (s) => dateOf(statOf(s).modified_ms),
    Drive: (s) => driveClass.make({ letter: s.path[0] }),
    Name: { get: (s) => files.nameOf(s.path), set: rename },
    ParentFolder: (s) => folderClass.make({ path: files.parentOf(s.path) }),
    Path: (s) => s.path,
    ShortName: (s) => shortName(files.nameOf(s.path)),
    ShortPath: (s) => s.path.split("\\").map(shortName).join("\\"),
  };

  function setAttributes(s, value) {
    s.attributes = value;
    files.note("attributes", s.path, CLIENT, { attributes: String(value), hidden: String((value & 2) !== 0), system: String((value & 4) !== 0) });
  }

  function shortName(name) {
    if (/^[^.\s]{1,8}(\.[^.\s]{1,3})?$/.test(name)) return name;
    const short = baseOf(name).replace(/[\s.]/g, "").slice(0, 6).toUpperCase();
    const extension = extensionOf(name).slice(0, 3).toUpperCase();
    return extension === "" ? `${short}~1` : `${short}~1.${extension}`;
  }

  function own(kind) {
    return {
      Copy: (s, to, overwrite = true) => transfer("copy", s.path, to, overwrite, kind),
      Delete: (s) => remove(s.path, kind, 53),
      Move: (s, to) => transfer("move", s.path, to, false, kind),
    };
  }

  const fileClass = com.class({
    path: "Scripting.File",
    default: "Path",
    properties: {
      ...COMMON,
      Size: (s) => statOf(s).size,
      Type: (s) => TYPES[extensionOf(s.path).toLowerCase()] ?? `${extensionOf(s.path).toUpperCase()} File`,
    },
    methods: { ...own("file"), OpenAsTextStream: (s, mode = 1, format = 0) => streams.open(s.path, Number(mode), false, format, CLIENT.client) },
  });

  const folderClass = com.class({
    path: "Scripting.Folder",
    default: "Path",
    properties: {
      ...COMMON,
      Files: (s) => filesClass.make({ path: s.path }),
      IsRootFolder: (s) => /^[A-Za-z]:\\$/.test(s.path),
      Size: (s) => entriesOf(s.path, "file").reduce((sum, entry) => sum + entry.size, 0),
      SubFolders: (s) => foldersClass.make({ path: s.path }),
      Type: () => "File folder",
    },
    methods: {
      ...own("directory"),
      CreateTextFile: (s, name, overwrite = true, unicode = false) => createTextFile(s, files.join(s.path, com.text(name)), overwrite, unicode),
    },
  });

  const entriesOf = (path, kind) => (files.list(path, CLIENT).entries ?? []).filter((entry) => entry.kind === kind);

  function listClass(path, kind, made, methods) {
    const nameOf = (item) => files.nameOf(com.state(item).path);
    const list = (s) => entriesOf(s.path, kind).map((entry) => made.make({ path: entry.path }));
    return com.collection({ path, list, nameOf, missing: kind === "file" ? 53 : 76, base: 1, members: { methods } });
  }

  const filesClass = listClass("Scripting.Files", "file", fileClass);
  const foldersClass = listClass("Scripting.Folders", "directory", folderClass, {
    Add: (s, name) => createFolder(s, files.join(s.path, com.text(name))),
  });

  // ---- drives

  const KINDS = ["unknown", "removable", "fixed", "network", "cdrom", "ramdisk"];
  const recordOf = (s) => stage.profile.drives.find((one) => com.text(one.letter).toUpperCase() === s.letter.toUpperCase());
  const bytesOf = (gigabytes) => Number(gigabytes ?? 0) * GIGABYTE;

  const driveClass = com.class({
    path: "Scripting.Drive",
    default: "Path",
    properties: {
      AvailableSpace: (s) => bytesOf(recordOf(s)?.free_gb),
      DriveLetter: (s) => s.letter.toUpperCase(),
      DriveType: (s) => Math.max(0, KINDS.indexOf(recordOf(s)?.kind)),
      FileSystem: (s) => recordOf(s)?.file_system ?? "",
      FreeSpace: (s) => bytesOf(recordOf(s)?.free_gb),
      IsReady: (s) => bytesOf(recordOf(s)?.size_gb) > 0,
      Path: (s) => `${s.letter.toUpperCase()}:`,
      RootFolder: (s) => folderClass.make({ path: `${s.letter.toUpperCase()}:\\` }),
      SerialNumber: (s) => parseInt(recordOf(s)?.serial ?? "0", 16) | 0,
      ShareName: () => "",
      TotalSize: (s) => bytesOf(recordOf(s)?.size_gb),
      VolumeName: (s) => recordOf(s)?.label ?? "",
    },
  });

  const drivesClass = com.collection({
    path: "Scripting.Drives",
    list: () => stage.profile.drives.map(({ letter }) => driveClass.make({ letter: com.text(letter) })),
    nameOf: (item) => com.state(item).letter,
    missing: 5,
  });

  const letterOf = (path) => /^([A-Za-z])(:|$)/.exec(com.text(path))?.[1];

  function getDrive(s, path) {
    const letter = letterOf(path);
    if (letter === undefined || recordOf({ letter }) === undefined) throw com.error(68, "Device unavailable");
    return driveClass.make({ letter });
  }

  // ---- the object itself

  function createTextFile(s, path, overwrite = true, unicode = false) {
    if (!overwrite && isFile(com.text(path))) throw com.error(58);
    return streams.open(com.text(path), WRITING, true, unicode ? -1 : 0, CLIENT.client);
  }

  function createFolder(s, path) {
    checked(files.mkdir(com.text(path), CLIENT));
    return folderClass.make({ path: files.normalise(com.text(path)) });
  }

  function getFile(s, path) {
    streams.flush();
    if (!files.exists(com.text(path), { kind: "file", ...CLIENT })) throw com.error(53);
    return fileClass.make({ path: files.normalise(com.text(path)) });
  }

  function getFolder(s, path) {
    if (!files.exists(com.text(path), { kind: "directory", ...CLIENT })) throw com.error(76);
    return folderClass.make({ path: files.normalise(com.text(path)) });
  }

  function exists(kind) {
    return (s, path) => {
      streams.flush();
      return files.exists(com.text(path), { kind, ...CLIENT });
    };
  }

  com.class({
    progids: ["Scripting.FileSystemObject", "{0D43FE01-F093-11CF-8940-00A0C9054228}"],
    properties: { Drives: () => drivesClass.make() },
    methods: {
      BuildPath: buildPath,
      CopyFile: (s, from, to, overwrite = true) => transfer("copy", from, to, overwrite, "file"),
      CopyFolder: (s, from, to, overwrite = true) => transfer("copy", from, to, overwrite, "directory"),
      CreateFolder: createFolder,
      CreateTextFile: createTextFile,
      DeleteFile: (s, path) => remove(path, "file", 53),
      DeleteFolder: (s, path) => remove(path, "directory", 76),
      DriveExists: (s, path) => letterOf(path) !== undefined && recordOf({ letter: letterOf(path) }) !== undefined,
      FileExists: exists("file"),
      FolderExists: exists("directory"),
      GetAbsolutePathName: (s, path) => files.normalise(com.text(path), stage.parts.currentFolder()),
      GetBaseName: (s, path) => baseOf(path),
      GetDrive: getDrive,
      GetDriveName: (s, path) => (letterOf(path) === undefined ? "" : `${letterOf(path)}:`),
      GetExtensionName: (s, path) => extensionOf(path),
      GetFile: getFile,
      GetFileName: (s, path) => lastOf(path),
      GetFileVersion: (s, path) => (/\.(exe|dll|ocx)$/i.test(com.text(path)) ? `${stage.profile.os_version}.1` : ""),
      GetFolder: getFolder,
      GetParentFolderName: (s, path) => parentOf(path),
      GetSpecialFolder: (s, which) => folderClass.make({ path: files.special(SPECIAL[Number(which)] ?? "temporary") }),
      GetStandardStream: (s, which) => streams.make({ mode: Number(which) === 0 ? 1 : 2, write: (text) => stage.print("log", text) }),
      GetTempName: () => files.temporaryName(),
      MoveFile: (s, from, to) => transfer("move", from, to, false, "file"),
      MoveFolder: (s, from, to) => transfer("move", from, to, false, "directory"),
      OpenTextFile: (s, path, mode = 1, create = false, format = 0) => streams.open(com.text(path), Number(mode), Boolean(create), format, CLIENT.client),
    },
  });
})
