(function (stage) {
  "use strict";
  // Services on the network that samples know by name, and what they would say: `stage.parts.services`.

  const { bodies } = stage.parts;

  const json = (value) => ({ type: "application/json", text: JSON.stringify(value) });
  const plain = (text) => ({ type: "text/plain; charset=utf-8", text });
  const ofKind = (kind) => ({ type: bodies.typeOf(kind), kind });

  const PLACE = {
    country: "United Kingdom",
    countryCode: "GB",
    region: "ENG",
    regionName: "England",
    city: "Leeds",
    zip: "LS1",
    lat: 53.79,
    lon: -1.54,
    timezone: "Europe/London",
    isp: "British Telecommunications PLC",
    org: "BT Public Internet Service",
  };

  function ownAddress({ host, path }) {
    const { ip } = stage.profile;
    if (/format=json|\/json/.test(path)) return host === "ipinfo.io" ? placeOfAddress() : json({ ip });
    return plain(host.endsWith("ipify.org") ? ip : ip + "\n");
  }

  const placeOfAddress = () => json({ ip: stage.profile.ip, ...PLACE, country: "GB" });

  function addressPage() {
    const page = "<html><head><title>Current IP Check</title></head><body>Current IP Address: ";
    return { type: "text/html", text: page + stage.profile.ip + "</body></html>\r\n" };
  }

  // The metadata of a machine in a cloud, which thieves ask for its credentials.
  function metadata({ path }) {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, GITHUB_TOKEN } = stage.profile.secrets ?? {};
    if (/\/api\/token/.test(path)) {
      return plain("AQAEA" + stage.text.base64Encode(stage.text.utf8Encode(stage.profile.computer)));
    }
    if (!/\/security-credentials/.test(path)) {
      return plain("ami-id\nhostname\niam/\ninstance-id\nlocal-ipv4\nplacement/");
    }
    if (/\/security-credentials\/?$/.test(path)) return plain("app-instance-role");
    return json({
      Code: "Success",
      Type: "AWS-HMAC",
      AccessKeyId: AWS_ACCESS_KEY_ID?.replace("AKIA", "ASIA"),
      SecretAccessKey: AWS_SECRET_ACCESS_KEY,
      Token: GITHUB_TOKEN,
      Expiration: new Date(stage.clock.now() + 21_600_000).toISOString(),
    });
  }

  function packages({ path }) {
    if (/^\/-\/whoami/.test(path)) return json({ username: stage.profile.user });
    return /^\/-\/v1\/search/.test(path) ? json({ objects: [], total: 0 }) : undefined;
  }

  function repositories({ path }) {
    const { user, full_name } = stage.profile;
    if (/^\/user$/.test(path)) return json({ login: user, id: 8412277, type: "User", name: full_name });
    return /^\/(user|orgs|repos|search)\//.test(path) ? json([]) : undefined;
  }

  const webhook = ({ path }) =>
    /^\/api\/(v\d+\/)?webhooks\//.test(path) ? json({ id: "1301547285113929811" }) : undefined;
  const pasted = ({ path }) => ofKind(bodies.kindOf(path) ?? "text");

  const ANSWERS = [
    [
      "api.ipify.org api4.ipify.org api64.ipify.org icanhazip.com ipv4.icanhazip.com checkip.amazonaws.com",
      ownAddress,
    ],
    [
      "ifconfig.me ifconfig.co ifconfig.io ident.me ipecho.net ip.42.pl wtfismyip.com myexternalip.com",
      ownAddress,
    ],
    ["ipinfo.io", ({ host, path }) => (path === "/ip" ? ownAddress({ host, path }) : placeOfAddress())],
    ["ipapi.co freegeoip.app freegeoip.net api.ip.sb ipwho.is geolocation-db.com", placeOfAddress],
    ["checkip.dyndns.org checkip.dyndns.com", addressPage],
    ["ip-api.com pro.ip-api.com", () => json({ status: "success", query: stage.profile.ip, ...PLACE })],
    ["169.254.169.254 metadata.google.internal", metadata],
    ["registry.npmjs.org", packages],
    ["api.github.com", repositories],
    ["api.telegram.org", () => json({ ok: true, result: { message_id: 512 } })],
    ["discord.com discordapp.com ptb.discord.com canary.discord.com", webhook],
    ["hooks.slack.com", () => plain("ok")],
    [
      "pastebin.com rentry.co hastebin.com paste.ee raw.githubusercontent.com gist.githubusercontent.com",
      pasted,
    ],
  ];

  const byHost = new Map();
  for (const [hosts, answer] of ANSWERS) for (const host of hosts.split(" ")) byHost.set(host, answer);

  // url: {host, path}. Returns {type, text} or {type, kind}, or undefined where nothing is known.
  const answer = (url) => byHost.get(url.host.replace(/^www\./, ""))?.(url);

  stage.parts.services = { answer, json, plain, ofKind };
});
