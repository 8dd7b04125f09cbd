(function (stage) {
  "use strict";
  // Objects of which little is known, Office among them: any member is there, and every use is recorded.

  const { com } = stage.parts;

  const MAX_PATH = 150;
  const MAX_VALUES = 500;

  // Members that say more than that they were used.
  const TOLD = {
    registerxll: "load", run: "run", executeexcel4macro: "run", shell: "run", ddeinitiate: "run", open: "open", send: "send",
  };

  const mockClass = com.class({
    path: "",
    call(s, ...values) {
      stage.useNamed(s.path, "call", values);
      const operation = TOLD[s.path.replace(/^.*\./s, "").toLowerCase()];
      const shown = values.map((one) => (com.state(one) === undefined ? com.text(one) : "")).join(" ");
      if (operation !== undefined) stage.effect(operation === "open" ? "file" : "process", operation, shown, { client: s.path });
      return make(s.path);
    },
    value: () => "",
    items: () => [],
    other: {
      get(s, name) {
        const path = `${s.path}.${name}`.slice(0, MAX_PATH);
        stage.useNamed(path, "get");
        return s.values?.has(name.toLowerCase()) ? s.values.get(name.toLowerCase()) : make(path);
      },
      set(s, name, value) {
        stage.useNamed(`${s.path}.${name}`.slice(0, MAX_PATH), "set", [value]);
        s.values ??= new Map();
        if (s.values.size < MAX_VALUES) s.values.set(name.toLowerCase(), value);
      },
    },
  });

  // An object that has any member.
  const make = (path, values) => mockClass.make({ path, values: values && new Map(Object.entries(values)) });
  stage.parts.makeMock = make;

  const OFFICE = { name: "Microsoft Excel", version: "16.0", build: "16.0.17328", visible: false };
  for (const name of ["Excel", "Word", "Outlook", "PowerPoint", "Access", "Publisher"]) {
    const path = `${name}.Application`;
    com.mock([path, `${path}.16`], path, () => make(path, { ...OFFICE, name: name === "Outlook" ? name : `Microsoft ${name}` }));
  }
  for (const path of ["SAPI.SpVoice", "WMPlayer.OCX", "Msxml2.XSLTemplate", "AgentObjects.Agent", "CDO.Message", "UserAccounts.CommonDialog", "Microsoft.Update.Session", "Microsoft.Update.AutoUpdate", "HNetCfg.FwPolicy2", "HNetCfg.FwMgr", "WScript.Shell.Speech", "Outlook.FileAttach", "LegitCheckControl.LegitCheck"]) {
    com.mock([path], path, () => make(path));
  }
})
