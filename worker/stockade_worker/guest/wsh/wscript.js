(function (stage) {
  "use strict";
  // WScript, and WScript.Network.

  const { com, streams } = stage.parts;

  // ---- arguments

  const isNamed = (text) => /^\/[^:]/.test(text);
  const given = () => stage.profile.arguments.map(String);

  const unnamedClass = com.collection({ path: "WScript.Arguments.Unnamed", list: () => given().filter((text) => !isNamed(text)) });
  const namedValues = () => given().filter(isNamed).map((text) => text.slice(1).split(/:(.*)/s));

  const namedClass = com.class({
    path: "WScript.Arguments.Named",
    default: "Item",
    properties: { Count: () => namedValues().length, length: () => namedValues().length },
    indexed: { Item: { get: (s, name) => namedValues().find(([key]) => key.toLowerCase() === com.text(name).toLowerCase())?.[1] } },
    methods: { Exists: (s, name) => namedValues().some(([key]) => key.toLowerCase() === com.text(name).toLowerCase()) },
    items: () => namedValues().map(([key]) => key),
  });

  const argumentsClass = com.collection({
    path: "WScript.Arguments",
    list: given,
    members: {
      properties: { Named: () => namedClass.make(), Unnamed: () => unnamedClass.make() },
      methods: { ShowUsage: () => undefined },
    },
  });

  // ---- WScript

  const folder = () => stage.profile.script_folder;
  const show = (...values) => stage.print("log", values.map(com.text).join(" "));
  const standard = () => streams.make({ mode: 2, write: (text) => stage.print("log", text.replace(/\r?\n$/, "")) });

  const notFound = (name) => com.error(com.OF_THE_HOST, `WScript.CreateObject: Could not locate automation class named "${name}".`);

  // Objects that raise events, by the prefix of the handlers' names: a handler is a global function.
  function connect(s, object, prefix = "") {
    const state = com.state(object);
    if (state !== undefined) state.events = com.text(prefix);
  }

  const wscriptClass = com.class({
    path: "WScript",
    default: "Name",
    properties: {
      Name: () => "Windows Script Host",
      Application: (s) => s.self,
      Arguments: (s) => (s.arguments ??= argumentsClass.make()),
      BuildVersion: () => Number(stage.profile.os_version.split(".")[2] ?? 19041),
      FullName: () => "C:\\Windows\\System32\\wscript.exe",
      Interactive: { get: (s) => s.interactive ?? true, set: (s, value) => (s.interactive = Boolean(value)) },
      Path: () => "C:\\Windows\\System32",
      ScriptFullName: () => `${folder()}\\${stage.profile.script_name}`,
      ScriptName: () => stage.profile.script_name,
      StdErr: (s) => (s.errors ??= standard()),
      StdIn: (s) => (s.input ??= streams.make({ mode: 1 })),
      StdOut: (s) => (s.output ??= standard()),
      Timeout: { get: (s) => s.timeout ?? 0, set: (s, value) => (s.timeout = Number(value)) },
      Version: () => "5.812",
    },
    methods: {
      ConnectObject: connect,
      CreateObject(s, progid, prefix) {
        const made = com.create(progid, notFound);
        if (prefix !== undefined) connect(s, made, prefix);
        return made;
      },
      DisconnectObject: (s, object) => connect(s, object),
      Echo: (s, ...values) => show(...values),
      GetObject: (s, path = "", progid = "") => stage.parts.monikers.get(com.text(path), com.text(progid)),
      Quit() {
        streams.flush();
        stage.exit();
      },
      Sleep(s, ms) {
        if (ms === undefined) throw com.error(450);
        stage.clock.sleep(Number(ms));
      },
    },
  });

  stage.onStart(() => {
    const made = wscriptClass.make();
    stage.global("WScript", made);
    stage.global("WSH", made);
  });

  // ---- WScript.Network

  const noItems = com.collection({ path: "WshCollection", list: () => [] });

  com.class({
    progids: ["WScript.Network"],
    properties: {
      ComputerName: () => stage.profile.computer,
      UserDomain: () => stage.profile.domain,
      UserName: () => stage.profile.user,
      Organization: () => "",
      Site: () => "",
      UserProfile: () => stage.profile.home,
    },
    methods: {
      EnumNetworkDrives: () => noItems.make(),
      EnumPrinterConnections: () => noItems.make(),
      MapNetworkDrive(s, letter, share) {
        stage.effect("network", "map drive", com.text(share), { client: "WScript.Network", drive: com.text(letter) });
      },
      RemoveNetworkDrive: () => undefined,
      AddPrinterConnection: () => undefined,
      AddWindowsPrinterConnection: () => undefined,
      RemovePrinterConnection: () => undefined,
      SetDefaultPrinter: () => undefined,
    },
  });
})
