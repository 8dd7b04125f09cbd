// Makes variants of programs: node obfuscate.mjs PROGRAMS OUT [SETTING...], in a folder with the packages.
//
// Every program goes through every setting below, or those that are named. OUT gets the variants and `manifest.json`, a list of
// { file, program, setting, layers }; `layers` counts the evaluations that the setting itself adds.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, basename } from "node:path";
import { PACKERS } from "./packers.mjs";

const [programs, out, ...named] = process.argv.slice(2);
const load = createRequire(join(process.cwd(), "package.json"));
const obfuscator = load("javascript-obfuscator");
const confuser = load("js-confuser");
const { JSFuck } = load("jsfuck");
const terser = load("terser");
const uglify = load("uglify-js");

// A console that says nothing can't be compared, and an interval that never stops never ends.
const AUDIBLE = { seed: 7, disableConsoleOutput: false, debugProtectionInterval: 0, target: "browser" };
const STRINGS = {
  stringArray: true, stringArrayThreshold: 1, stringArrayRotate: true, stringArrayShuffle: true,
  stringArrayWrappersCount: 3, stringArrayWrappersType: "function", stringArrayCallsTransform: true,
};

const OBFUSCATOR = {
  default: {},
  low: { optionsPreset: "low-obfuscation" },
  medium: { optionsPreset: "medium-obfuscation" },
  high: { optionsPreset: "high-obfuscation" },
  "self-defending": { compact: true, selfDefending: true },
  "debug-protection": { debugProtection: true },
  base64: { ...STRINGS, stringArrayEncoding: ["base64"] },
  rc4: { ...STRINGS, stringArrayEncoding: ["rc4"] },
  flattened: {
    controlFlowFlattening: true, controlFlowFlatteningThreshold: 1,
    deadCodeInjection: true, deadCodeInjectionThreshold: 1,
  },
  everything: {
    ...STRINGS, optionsPreset: "high-obfuscation", stringArrayEncoding: ["rc4", "base64"],
    splitStrings: true, splitStringsChunkLength: 3, unicodeEscapeSequence: true,
    transformObjectKeys: true, numbersToExpressions: true, simplify: true,
  },
};

const settings = {};
for (const [name, options] of Object.entries(OBFUSCATOR)) {
  settings[`javascript-obfuscator ${name}`] = {
    make: (source) => obfuscator.obfuscate(source, { ...options, ...AUDIBLE }).getObfuscatedCode(),
  };
}
for (const preset of ["low", "medium", "high"]) {
  settings[`js-confuser ${preset}`] = {
    make: async (source) => (await confuser.obfuscate(source, { target: "browser", preset })).code,
  };
}
const small = async (source) => (await terser.minify(source, { toplevel: true, compress: { passes: 3 } })).code;
settings["terser"] = { make: small };
settings["uglify-js"] = { make: (source) => checked(uglify.minify(source, { toplevel: true })).code };
settings["jsfuck"] = { make: async (source) => JSFuck.encode(await small(source), true), layers: 1 };
const packers = Object.entries(PACKERS);
for (const [name, { pack, layers }] of packers) {
  settings[`packer ${name}`] = { make: async (source) => pack(await small(source)), layers };
}
settings["packers, one in another"] = {
  make: async (source) => packers.reduce((text, [, { pack }]) => pack(text), await small(source)),
  layers: packers.reduce((sum, [, { layers }]) => sum + layers, 0),
};

function checked(result) {
  if (result.error) throw result.error;
  return result;
}

mkdirSync(out, { recursive: true });
const manifest = [];
for (const path of readdirSync(programs).sort()) {
  const program = basename(path, ".js");
  const source = readFileSync(join(programs, path), "utf8");
  for (const [setting, { make, layers = 0 }] of Object.entries(settings)) {
    if (named.length > 0 && !named.includes(setting)) continue;
    const file = `${program}.${setting.replace(/\W+/g, "-")}.js`;
    try {
      writeFileSync(join(out, file), await make(source));
    } catch (error) {
      console.error(`skipped: ${setting} can't take ${path}: ${error.message}`);
      continue;
    }
    manifest.push({ file, program, setting, layers });
  }
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
console.error(`${manifest.length} variants in ${out}`);
