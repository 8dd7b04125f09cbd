(function (stage) {
  "use strict";
  // Programs that fetch something: curl, wget, certutil, bitsadmin, mshta and their like. The request is
  // recorded as theirs, and what comes is saved where they would put it.

  const { programs, said, plainWords, urlsIn, download } = stage.parts.shell;

  const lastPartOf = (url) =>
    /[^/]*$/.exec(url.replace(/[?#].*$/s, "").replace(/^\w+:\/\/[^/]*/, ""))[0] || "index.html";

  function valueAfter(words, pattern) {
    const at = words.findIndex((word) => pattern.test(word));
    return at < 0 ? undefined : words[at + 1];
  }

  const DATA =
    /^(-d|--data(-\w+)?|--json|-F|--form|--post-data|--post-file|-T|--upload-file|--body-file|--body-data)$/;
  const BARE_ADDRESS = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/;

  // What is sent: a "@file" is read.
  function dataOf(words, client) {
    const data = valueAfter(words, DATA);
    const path = /^(?:\w+=)?@(.+)$/.exec(data ?? "")?.[1];
    if (path === undefined || path === "-") return data;
    const got = stage.files.read(path, { client });
    return got.error === "" ? got.bytes : data;
  }

  function headersOf(words) {
    const headers = {};
    words.forEach((word, index) => {
      if (!/^(-H|--header)$/.test(words[index - 1] ?? "")) return;
      const at = word.indexOf(":");
      if (at > 0) headers[word.slice(0, at)] = word.slice(at + 1).trim();
    });
    return headers;
  }

  function runCurl({ words, raw, input, context }) {
    const target = valueAfter(words, /^-\w*o$|^--output$/);
    const isNamed = words.some((word) => /^-[a-zA-Z]*O$|^--remote-name$/.test(word));
    const save = (url) => target ?? (isNamed ? lastPartOf(url) : undefined);
    return fetchAll("curl", {
      words,
      raw,
      input,
      context,
      save,
      code: 7,
      complaint: "curl: (7) Failed to connect\n",
      refusal: words.some((word) => /^-[a-zA-Z]*f|^--fail/.test(word)) ? 22 : 0,
    });
  }

  function runWget({ words, raw, input, context }) {
    const target = /\s-\w*O\s*(\S+)/.exec(raw)?.[1] ?? /--output-document[= ](\S+)/.exec(raw)?.[1];
    const save = (url) => (target === "-" ? undefined : (target ?? lastPartOf(url)));
    return fetchAll("wget", {
      words,
      raw,
      input,
      context,
      save,
      code: 4,
      complaint: "wget: unable to resolve host address\n",
      refusal: 8,
    });
  }

  // refusal: the code with which it ends if a server has not what is asked for; 0: it takes the answer all the same.
  function fetchAll(name, { words, raw, input, context, save, code, complaint, refusal }) {
    const urls = urlsIn(raw);
    const bare = words.slice(1).find((word) => BARE_ADDRESS.test(word));
    if (urls.length === 0 && bare !== undefined) urls.push("http://" + bare);
    const body = valueAfter(words, DATA) === "@-" ? input : dataOf(words, name);
    const method = valueAfter(words, /^(-X|--request)$/) ?? (body === undefined ? "GET" : "POST");
    let text = "";
    for (const url of urls) {
      const path = save(url);
      const answer = download(url, undefined, name, context, { method, headers: headersOf(words), body });
      if (answer.error !== "") return said(text, code, complaint);
      if (answer.status >= 400 && refusal !== 0) return said(text, refusal);
      if (path === undefined) text += stage.text.utf8Decode(answer.body);
      else stage.files.write(path, answer.body, { client: name });
    }
    return said(text);
  }

  // Programs of Windows that take an address, and some of them a path after it.
  const SAVES = /^(certutil|bitsadmin|desktopimgdownldr|esentutl)$/;

  function runFetcher({ words, raw, name, context }) {
    const url = urlsIn(raw)[0];
    if (url === undefined) return said("");
    const at = words.findIndex((word) => word.includes(url));
    const path = words.slice(at + 1).find((word) => !/^[-/]/.test(word)) ?? lastPartOf(url);
    const answer = download(url, SAVES.test(name) ? path : undefined, name, context);
    return answer.error === "" ? said("") : said("", 1);
  }

  function runCertutil(given) {
    const { words, raw, context } = given;
    if (urlsIn(raw).length > 0) {
      const result = runFetcher(given);
      return said(
        result.code === 0
          ? "****  Online  ****\r\nCertUtil: -URLCache command completed successfully.\r\n"
          : "",
        result.code,
      );
    }
    const option = words
      .find((word) => /^[-/](decode|decodehex|encode)$/i.test(word))
      ?.slice(1)
      .toLowerCase();
    const [from, to] = words.slice(1).filter((word) => !/^[-/]/.test(word));
    if (option === undefined || to === undefined) return said("");
    const source = stage.files.read(from, { client: "certutil" });
    if (source.error !== "") return said("The system cannot find the file specified.\r\n", 2);
    stage.files.write(to, coded(option, source.bytes), { client: context.client });
    return said("CertUtil: -" + option + " command completed successfully.\r\n");
  }

  function coded(option, bytes) {
    if (option === "encode") {
      return (
        "-----BEGIN CERTIFICATE-----\r\n" +
        stage.text.base64Encode(bytes) +
        "\r\n-----END CERTIFICATE-----\r\n"
      );
    }
    const text = stage.text.latin1(bytes).replace(/-----[^-]*-----/g, "");
    return option === "decode" ? stage.text.base64Decode(text) : stage.text.fromHex(text.replace(/\s/g, ""));
  }

  function runLookup({ words, context }) {
    const name = plainWords(words)[0] ?? "localhost";
    const { addresses } = stage.dns(name, { client: context.client });
    if (addresses.length === 0) return said("", 1, "*** can't find " + name + ": Non-existent domain\n");
    const server = stage.profile.local_ip.replace(/\d+$/, "1");
    return said(
      "Server:\t\t" +
        server +
        "\n\nNon-authoritative answer:\nName:\t" +
        name +
        "\nAddress: " +
        addresses[0] +
        "\n",
    );
  }

  function runPing({ words, context }) {
    const name = plainWords(words).find((word) => !/^-?\d+$/.test(word)) ?? "localhost";
    const { addresses } = stage.dns(name, { client: context.client });
    if (addresses.length === 0) return said("", 1);
    return said(("Reply from " + addresses[0] + ": bytes=32 time=14ms TTL=55\r\n").repeat(4));
  }

  Object.assign(programs.both, { curl: runCurl, wget: runWget, nslookup: runLookup, ping: runPing });
  for (const name of ["dig", "host"]) programs.linux[name] = runLookup;
  for (const name of [
    "bitsadmin",
    "mshta",
    "msiexec",
    "regsvr32",
    "explorer",
    "rundll32",
    "iexplore",
    "chrome",
    "msedge",
    "desktopimgdownldr",
    "esentutl",
  ]) {
    programs.windows[name] = runFetcher;
  }
  for (const name of ["xdg-open", "open"]) programs.linux[name] = runFetcher;
  programs.windows.certutil = runCertutil;
});
