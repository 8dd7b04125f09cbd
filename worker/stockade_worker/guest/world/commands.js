(function (stage) {
  "use strict";
  // Commands that a sample would run: `stage.commands.run`. The line is recorded as it is; then it is taken
  // apart, and what it implies is recorded as well (shell.js).

  const MAX_STEPS = 64; // simple commands of one line, shells inside it included
  const MAX_TAKEN_APART = 2000; // lines of a run; later ones are only recorded
  const MAX_VARIABLES = 20;
  const FIRST_PID = 4100;

  const { said, run, nameOfProgram } = stage.parts.shell;
  const isWindows = () => stage.profile.platform === "windows";

  let takenApart = 0;
  let lastPid = FIRST_PID;

  stage.onStart(() => {
    takenApart = 0;
    lastPid = FIRST_PID;
  });

  function nextPid() {
    lastPid += 4 * (1 + Math.floor(stage.chance() * 60));
    return lastPid;
  }

  function quoted(word) {
    return /[\s"]/.test(word) || word === "" ? '"' + word.replace(/"/g, '\\"') + '"' : word;
  }

  function detailsOf({ client, cwd, window, hidden, wait, shell, env, details }) {
    const all = { client, cwd, window, hidden, wait, shell, ...details };
    for (const [name, value] of Object.entries(env ?? {}).slice(0, MAX_VARIABLES)) {
      all["env: " + name] = value;
    }
    return all;
  }

  function refused(command) {
    if (isWindows()) return { code: 5, stdout: "", stderr: "Access is denied.\r\n", pid: 0, error: "EACCES" };
    const name = nameOfProgram(command.split(/\s/, 1)[0]);
    return {
      code: 126,
      stdout: "",
      stderr: "sh: 1: " + name + ": Permission denied\n",
      pid: 0,
      error: "EACCES",
    };
  }

  // request: {client, command, args (where the command is one program), operation, shell (the machine's own
  // takes the line), hidden, window, wait, cwd, env (what is changed), input, details}. Returns {code, stdout,
  // stderr, pid, error}.
  function start(request) {
    const command = String(request.command);
    const line =
      request.args === undefined ? command : [command, ...request.args.map(String)].map(quoted).join(" ");
    stage.effect("process", request.operation ?? "run", line, detailsOf(request));
    if (stage.answers.shell === "error") return refused(command);
    const pid = nextPid();
    if (takenApart++ >= MAX_TAKEN_APART) return { ...said(""), pid, error: "" };
    const dialect = request.shell ? (isWindows() ? "cmd" : "sh") : "none";
    const context = {
      client: request.client ?? "command",
      line,
      depth: 0,
      dialect,
      steps: { left: MAX_STEPS },
    };
    return { ...run(line, context, request.input), pid, error: "" };
  }

  stage.commands = { run: start };
});
