(function (stage) {
  "use strict";
  // Shell.Application: programs, folders as Explorer shows them, services.

  const { com, streams } = stage.parts;
  const { files } = stage;

  const CLIENT = { client: "Shell.Application" };
  const HIDDEN = 0;
  // Folders by number (ShellSpecialFolderConstants), as WScript.Shell names them.
  const NUMBERS = { 0: "desktop", 2: "programs", 5: "mydocuments", 6: "favorites", 7: "startup", 8: "recent", 9: "sendto", 11: "startmenu", 20: "fonts", 21: "templates", 26: "appdata", 36: "windows", 37: "system" };
  const SERVICES = /^(winmgmt|windefend|wscsvc|bits|eventlog|schedule|spooler|dnscache|dhcp|lanmanserver|lanmanworkstation|themes|audiosrv|rpcss|wuauserv|mpssvc)$/i;

  // ---- programs

  function execute(s, file, values = "", folder = "", verb = "open", show = 1) {
    streams.flush();
    const line = com.text(values) === "" ? com.text(file) : `${com.text(file)} ${com.text(values)}`;
    const details = { verb: com.text(verb) || "open" };
    const window = Number(show);
    stage.commands.run({ client: "Shell.Application.ShellExecute", command: line, operation: "execute", window, hidden: window === HIDDEN, cwd: com.text(folder) || undefined, details });
  }

  // ---- folders

  function pathOf(where) {
    if (typeof where === "number") return files.special(NUMBERS[where] ?? "desktop");
    const state = com.state(where);
    return state?.path ?? files.normalise(com.text(where));
  }

  function nameSpace(s, where) {
    const path = pathOf(where);
    const isArchive = /\.(zip|cab)$/i.test(path);
    return files.kindOf(path) === "directory" || (isArchive && files.kindOf(path) === "file") ? folderClass.make({ path }) : null;
  }

  function listOf(s) {
    return (files.list(s.path, CLIENT).entries ?? []).map((entry) => itemClass.make({ path: entry.path }));
  }

  // Copies files or folders, or what is in an archive, here.
  function bring(operation) {
    return (s, what) => {
      const state = com.state(what);
      const from = state?.items === undefined ? [pathOf(what)] : state.items.map((item) => com.state(item).path);
      if (from.length === 0) files.note(operation, s.path, CLIENT, { from: state?.from ?? "" });
      for (const path of from) files[operation](path, files.join(s.path, files.nameOf(path)), CLIENT);
    };
  }

  const itemsClass = com.collection({ path: "Shell.FolderItems", list: (s) => s.items });

  const verbClass = com.class({ path: "Shell.FolderItemVerb", default: "Name", properties: { Name: (s) => s.verb }, methods: { DoIt: (s) => invoke(s, s.verb) } });
  const verbsClass = com.collection({ path: "Shell.FolderItemVerbs", list: (s) => ["open", "runas", "properties"].map((verb) => verbClass.make({ path: s.path, verb })) });

  function invoke(s, verb = "open") {
    const name = com.text(verb).replace(/&/g, "") || "open";
    if (/^(open|runas|print|edit)$/i.test(name)) execute(s, s.path, "", "", name);
    else files.note(name, s.path, CLIENT);
  }

  const itemClass = com.class({
    path: "Shell.FolderItem",
    default: "Name",
    properties: {
      GetFolder: (s) => folderClass.make({ path: s.path }),
      GetLink: (s) => stage.parts.makeShortcut(s.path),
      IsFileSystem: () => true,
      IsFolder: (s) => files.kindOf(s.path) === "directory",
      IsLink: (s) => /\.lnk$/i.test(s.path),
      ModifyDate: (s) => stage.construct(stage.builtins.Date, files.stat(s.path, CLIENT).modified_ms ?? 0),
      Name: { get: (s) => files.nameOf(s.path), set: (s, name) => void files.move(s.path, files.join(files.parentOf(s.path), com.text(name)), CLIENT) },
      Parent: (s) => folderClass.make({ path: files.parentOf(s.path) }),
      Path: (s) => s.path,
      Size: (s) => files.stat(s.path, CLIENT).size ?? 0,
      Type: (s) => (files.kindOf(s.path) === "directory" ? "File folder" : "File"),
    },
    methods: { ExtendedProperty: () => null, InvokeVerb: invoke, InvokeVerbEx: invoke, Verbs: (s) => verbsClass.make({ path: s.path }) },
  });

  const folderClass = com.class({
    path: "Shell.Folder",
    default: "Title",
    properties: {
      ParentFolder: (s) => folderClass.make({ path: files.parentOf(s.path) }),
      Self: (s) => itemClass.make({ path: s.path }),
      Title: (s) => files.nameOf(s.path),
    },
    methods: {
      CopyHere: bring("copy"),
      GetDetailsOf: (s, item) => (com.state(item) === undefined ? "Name" : files.nameOf(com.state(item).path)),
      Items: (s) => itemsClass.make({ items: listOf(s), from: s.path }),
      MoveHere: bring("move"),
      NewFolder: (s, name) => void files.mkdir(files.join(s.path, com.text(name)), CLIENT),
      ParseName(s, name) {
        const path = files.join(s.path, com.text(name));
        return files.exists(path, CLIENT) ? itemClass.make({ path }) : null;
      },
    },
  });

  // ---- the object itself

  const none = com.collection({ path: "Shell.Windows", list: () => [] });
  const nothing = () => undefined;
  const service = (operation) => (s, name) => {
    stage.effect("process", operation, com.text(name), CLIENT);
    return true;
  };
  const INFORMATION = {
    directoryservices: () => 1, doubleclicktime: () => 500, processorarchitecture: () => 9, processorlevel: () => 6, processorspeed: () => 2400,
    physicalmemoryinstalled: () => stage.profile.memory_gb * 2 ** 30, isos_professional: () => true, isos_domainmember: () => true,
  };

  com.class({
    progids: ["Shell.Application", "{13709620-C279-11CE-A49E-444553540000}"],
    properties: { Application: (s) => s.self, Parent: (s) => s.self },
    methods: {
      BrowseForFolder: () => null,
      CanStartStopService: () => false,
      CascadeWindows: nothing,
      Explore: (s, where) => execute(s, typeof where === "number" ? pathOf(where) : where, "", "", "explore"),
      FileRun: nothing,
      GetSystemInformation: (s, name) => INFORMATION[com.text(name).toLowerCase()]?.() ?? 0,
      IsServiceRunning: (s, name) => SERVICES.test(com.text(name)),
      MinimizeAll: nothing,
      NameSpace: nameSpace,
      Open: (s, where) => execute(s, typeof where === "number" ? pathOf(where) : where),
      ServiceStart: service("start service"),
      ServiceStop: service("stop service"),
      ShellExecute: execute,
      ShutdownWindows: nothing,
      ToggleDesktop: nothing,
      UndoMinimizeALL: nothing,
      Windows: () => none.make(),
    },
  });
})
