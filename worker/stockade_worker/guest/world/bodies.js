(function (stage) {
  "use strict";
  // What files of each kind hold, for downloads and for files of which only the size is known:
  // `stage.parts.bodies`.
  //
  // What looks like a program begins as one does, and is as long as samples want it to be before they use
  // it, but its machine type is one that no system starts. Scripts and pages are small, valid and do nothing.

  const PROGRAM_BYTES = 73_728;
  const FILLER_STEP = 7;

  const utf8 = (text) => stage.text.utf8Encode(text);
  const base64 = (text) => stage.text.base64Decode(text);

  function makeProgram() {
    const bytes = new Uint8Array(PROGRAM_BYTES);
    bytes.set([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff]); // MZ
    bytes[0x3c] = 0x80; // where the next header is
    bytes.set(utf8("This program cannot be run in DOS mode.\r\r\n$"), 0x4e);
    bytes.set(utf8("PE\0\0\0\0"), 0x80); // machine type 0
    let state = 1;
    for (let at = 0x200; at < bytes.length; at += FILLER_STEP) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      bytes[at] = state >>> 16;
    }
    return bytes;
  }

  function makeArchive() {
    const bytes = new Uint8Array(22);
    bytes.set([0x50, 0x4b, 5, 6]); // the end of a directory that has no entries
    return bytes;
  }

  const GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const PNG =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const JPEG =
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8Q" +
    "EBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=";
  const PDF = [
    "%PDF-1.4",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj",
    "trailer<</Root 1 0 R>>",
    "%%EOF",
    "",
  ].join("\n");
  const HTML = [
    "<!DOCTYPE html>",
    '<html lang="en">',
    '<head><meta charset="utf-8"><title>Welcome</title></head>',
    "<body>",
    "<h1>Welcome</h1>",
    "<p>The page that you asked for is here.</p>",
    "</body>",
    "</html>",
    "",
  ].join("\n");

  const KINDS = {
    program: { type: "application/octet-stream", make: makeProgram },
    archive: { type: "application/zip", make: makeArchive },
    gif: { type: "image/gif", make: () => base64(GIF) },
    png: { type: "image/png", make: () => base64(PNG) },
    jpeg: { type: "image/jpeg", make: () => base64(JPEG) },
    pdf: { type: "application/pdf", make: () => utf8(PDF) },
    json: { type: "application/json", make: () => utf8("{}") },
    script: { type: "application/javascript", make: () => utf8("/* ok */\n") },
    batch: { type: "text/plain", make: () => utf8("echo ok\r\n") },
    basic: { type: "text/plain", make: () => utf8("' ok\r\n") },
    shell: { type: "text/plain", make: () => utf8("#!/bin/sh\nexit 0\n") },
    python: { type: "text/plain", make: () => utf8("pass\n") },
    style: { type: "text/css", make: () => utf8("body { margin: 0 }\n") },
    xml: { type: "text/xml", make: () => utf8('<?xml version="1.0"?>\n<root/>\n') },
    text: { type: "text/plain", make: () => utf8("ok\n") },
    html: { type: "text/html; charset=utf-8", make: () => utf8(HTML) },
  };

  const ENDINGS = {
    program: "exe dll scr com cpl sys ocx msi pif bin dat elf so node",
    archive: "zip jar apk docx xlsx docm xlsm pptx nupkg cab rar 7z gz tgz",
    gif: "gif",
    png: "png ico bmp webp",
    jpeg: "jpg jpeg",
    pdf: "pdf",
    json: "json map",
    script: "js mjs cjs jse",
    batch: "bat cmd ps1 psm1",
    basic: "vbs vbe",
    shell: "sh",
    python: "py",
    style: "css",
    xml: "xml xsl sct wsf svg",
    text: "txt log md csv ini cfg conf lst",
    html: "html htm hta",
  };

  const kinds = new Map(); // ending -> kind
  for (const [kind, endings] of Object.entries(ENDINGS)) {
    for (const ending of endings.split(" ")) kinds.set(ending, kind);
  }
  const made = new Map(); // kind -> bytes

  // Returns the kind that a name's ending stands for, or undefined.
  function kindOf(name) {
    const at = name.lastIndexOf(".");
    return at < 0 || name.length - at > 6 ? undefined : kinds.get(name.slice(at + 1).toLowerCase());
  }

  // Returns a copy: whoever gets it may write to it.
  function make(kind) {
    let bytes = made.get(kind);
    if (bytes === undefined) made.set(kind, (bytes = KINDS[kind].make()));
    return bytes.slice();
  }

  stage.parts.bodies = { kindOf, make, typeOf: (kind) => KINDS[kind].type };
});
