// policy: production
// kind: module
// outcome: completed {"keys":[],"prototype":null,"self":"ReferenceError"}
// why: import.meta is made by the host, and may tell paths or lead to its objects
export const keys = Reflect.ownKeys(import.meta)
  .map(String)
  .filter((key) => typeof import.meta[key] !== "boolean" && !/^\w*\.?\w*$/.test(import.meta[key]));
export const prototype = Object.getPrototypeOf(import.meta);
export const self = await import("sample.js?again").catch((error) => error.name);
