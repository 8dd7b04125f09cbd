(function (stage) {
  "use strict";
  // Schedule.Service: scheduled tasks, which are recorded and kept for the run.

  const { com } = stage.parts;
  const MAX_TASKS = 200;

  let registered = [];
  stage.onStart(() => {
    registered = [];
  });

  // ---- definitions: objects with whatever is set on them

  // An object of settings: what was set is given back, and settings below it come into being when asked for.
  const settingsClass = com.class({
    path: "Schedule.Settings",
    create: (s) => void (s.values = new Map()),
    other: {
      get(s, name) {
        const key = name.slice(0, 60).toLowerCase();
        if (!s.values.has(key) && s.values.size < MAX_TASKS) s.values.set(key, BELOW[key]?.() ?? "");
        return s.values.get(key);
      },
      set(s, name, value) {
        if (s.values.size < MAX_TASKS) s.values.set(name.slice(0, 60).toLowerCase(), value);
      },
    },
  });

  const listClass = com.collection({
    path: "Schedule.Collection",
    list: (s) => (s.items ??= []),
    base: 1,
    members: {
      properties: { Context: { get: () => "", set: () => undefined } },
      methods: {
        Create(s, kind) {
          const made = settingsClass.make();
          com.state(made).values.set("type", kind);
          if ((s.items ??= []).length < MAX_TASKS) s.items.push(made);
          return made;
        },
        Clear: (s) => void (s.items = []),
      },
    },
  });

  const BELOW = Object.fromEntries(["registrationinfo", "principal", "settings", "repetition", "idlesettings", "networksettings"].map((name) => [name, () => settingsClass.make()]));
  BELOW.triggers = () => listClass.make({});
  BELOW.actions = () => listClass.make({});

  function shownAction(item) {
    const { values } = com.state(item);
    return [values.get("path"), values.get("arguments")].filter(Boolean).map(com.text).join(" ");
  }

  function describe(definition) {
    const { values } = com.state(definition);
    const items = (name) => com.state(values.get(name))?.items ?? [];
    const triggers = items("triggers").map((item) => Array.from(com.state(item).values, ([name, value]) => (stage.isObject(value) ? name : `${name}=${com.text(value)}`)).join(" "));
    return { action: items("actions").map(shownAction).join("; "), trigger: triggers.join("; ") };
  }

  // ---- tasks and folders

  const taskClass = com.class({
    path: "Schedule.RegisteredTask",
    default: "Name",
    properties: {
      Definition: (s) => s.definition,
      Enabled: { get: () => true, set: () => undefined },
      Name: (s) => s.name,
      Path: (s) => `\\${s.name}`,
      State: () => 3,
    },
    methods: {
      Run(s) {
        stage.commands.run({ client: "Schedule.Service", command: s.action });
        return null;
      },
      Stop: () => undefined,
    },
  });

  function register(s, name, details, definition) {
    const task = com.text(name).replace(/^\\+/, "");
    stage.effect("persistence", "create", task, { mechanism: "scheduled task", client: "Schedule.Service", ...details });
    const made = taskClass.make({ name: task, action: details.action ?? "", definition });
    if (registered.length < MAX_TASKS) registered.push(made);
    return made;
  }

  const tasksClass = com.collection({ path: "Schedule.Tasks", list: () => registered, nameOf: (item) => com.state(item).name, base: 1 });
  const noFolders = com.collection({ path: "Schedule.Folders", list: () => [] });

  const folderClass = com.class({
    path: "Schedule.Folder",
    default: "Path",
    properties: { Name: (s) => s.path, Path: (s) => s.path },
    methods: {
      CreateFolder: (s, path) => folderClass.make({ path: com.text(path) }),
      DeleteTask: (s, name) => stage.effect("persistence", "delete", com.text(name), { mechanism: "scheduled task" }),
      GetFolder: (s, path) => folderClass.make({ path: com.text(path) }),
      GetFolders: () => noFolders.make(),
      GetTask(s, name) {
        const wanted = com.text(name).replace(/^\\+/, "").toLowerCase();
        const found = registered.find((item) => com.state(item).name.toLowerCase() === wanted);
        if (found === undefined) throw com.error(0x80070002, "The system cannot find the file specified.\r\n");
        return found;
      },
      GetTasks: () => tasksClass.make(),
      RegisterTask: (s, name, xml) => register(s, name, { definition: com.text(xml), action: /<Command>([^<]*)/i.exec(com.text(xml))?.[1] ?? "" }),
      RegisterTaskDefinition(s, name, definition) {
        if (!settingsClass.is(definition)) throw com.error(13);
        return register(s, name, describe(definition), definition);
      },
    },
  });

  com.class({
    progids: ["Schedule.Service"],
    default: "TargetServer",
    properties: {
      Connected: (s) => s.isConnected ?? false,
      ConnectedDomain: () => stage.profile.domain,
      ConnectedUser: () => stage.profile.user,
      TargetServer: () => stage.profile.computer,
    },
    methods: {
      Connect: (s) => void (s.isConnected = true),
      GetFolder: (s, path = "\\") => folderClass.make({ path: com.text(path) }),
      GetRunningTasks: () => noFolders.make(),
      NewTask: () => {
        const made = settingsClass.make();
        for (const name of ["triggers", "actions"]) com.state(made).values.set(name, BELOW[name]());
        return made;
      },
    },
  });
})
