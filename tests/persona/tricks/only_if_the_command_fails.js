// persona: node
// answers: shell=error
// reaches: network by-other-means.example
// trick: takes another way when the command that it tries first is not there
// names: api child_process.execSync
try {
  require("child_process").execSync("curl -fsS https://by-command.example/x -o x");
} catch (error) {
  require("https").get("https://by-other-means.example/x", () => {});
}
