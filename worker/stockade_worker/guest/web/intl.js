(function (stage) {
  "use strict";
  // Intl, which the engine has not: one locale and one time zone, those of the profile, and the plain ways in which
  // they write dates and numbers.
  //
  // Source: ECMA-402.

  const { builtins, isObject } = stage;

  const ZONES = {
    "-480": "America/Los_Angeles", "-420": "America/Denver", "-360": "America/Chicago", "-300": "America/New_York",
    "-180": "America/Sao_Paulo", 0: "Europe/London", 60: "Europe/Berlin", 120: "Europe/Kiev", 180: "Europe/Moscow",
    330: "Asia/Calcutta", 480: "Asia/Shanghai", 540: "Asia/Tokyo", 600: "Australia/Sydney",
  };
  const ZONE_NAMES = {
    "America/Los_Angeles": "Pacific Standard Time", "America/Denver": "Mountain Standard Time",
    "America/Chicago": "Central Standard Time", "America/New_York": "Eastern Standard Time",
    UTC: "Coordinated Universal Time", "Europe/London": "Greenwich Mean Time", "Europe/Berlin": "Central European Standard Time",
    "Europe/Kiev": "Eastern European Standard Time", "Europe/Moscow": "Moscow Standard Time",
    "Asia/Calcutta": "India Standard Time", "Asia/Shanghai": "China Standard Time", "Asia/Tokyo": "Japan Standard Time",
  };
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
  const MAX_DIGITS = 100;

  const localeOf = () => stage.profile.locale || "en-US";

  // A desktop has the zone of a place; a server at no distance from UTC has UTC itself.
  function zone() {
    const { platform, time_zone_minutes: minutes } = stage.profile;
    return platform === "linux" && minutes === 0 ? "UTC" : ZONES[minutes] ?? "Europe/London";
  }

  function localeFrom(value) {
    if (value === undefined) return localeOf();
    const first = isObject(value) ? value[0] : value;
    if (first === undefined) return localeOf();
    const text = String(first);
    if (!/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,10}$/.test(text)) {
      throw stage.error("RangeError", "Incorrect locale information provided");
    }
    return text;
  }

  const read = (options, name) => (isObject(options) ? options[name] : undefined);

  // ---- dates

  const two = (number) => String(number).padStart(2, "0");

  function partsOf(state, value) {
    const time = value === undefined ? stage.clock.now() : Number(value);
    if (!(Math.abs(time) <= 8.64e15)) throw stage.error("RangeError", "Invalid time value");
    const shift = state.timeZone === "UTC" ? 0 : stage.profile.time_zone_minutes;
    return new Date(time + shift * 60_000);
  }

  function weekdayOf(options, date) {
    if (options.weekday === undefined) return "";
    const day = DAYS[date.getUTCDay()];
    return `${options.weekday === "short" ? day.slice(0, 3) : day}, `;
  }

  function writeDate(state, date) {
    const { options } = state;
    const [day, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
    if (options.month === "long" || options.month === "short") {
      const name = options.month === "long" ? MONTHS[month - 1] : MONTHS[month - 1].slice(0, 3);
      return weekdayOf(options, date) + (state.locale === "en-US" ? `${name} ${day}, ${year}` : `${day} ${name} ${year}`);
    }
    if (state.locale === "en-US") return `${month}/${day}/${year}`;
    return state.locale.startsWith("de") ? `${day}.${month}.${year}` : `${two(day)}/${two(month)}/${year}`;
  }

  function writeTime(state, date) {
    const [hours, rest] = [date.getUTCHours(), `${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`];
    if (state.locale !== "en-US") return `${two(hours)}:${rest}`;
    return `${hours % 12 === 0 ? 12 : hours % 12}:${rest} ${hours < 12 ? "AM" : "PM"}`;
  }

  function format(state, value) {
    const date = partsOf(state, value);
    const { options } = state;
    const wantsTime = ["hour", "minute", "second", "timeStyle"].some((name) => options[name] !== undefined);
    const wantsDate = !wantsTime || ["year", "month", "day", "dateStyle"].some((name) => options[name] !== undefined);
    return [wantsDate ? writeDate(state, date) : "", wantsTime ? writeTime(state, date) : ""].filter(Boolean).join(", ");
  }

  const DATE_OPTIONS = ["weekday", "year", "month", "day", "hour", "minute", "second", "dateStyle", "timeStyle"];

  function startDate(s, locales = undefined, options = undefined) {
    s.locale = localeFrom(locales);
    s.options = {};
    for (const name of DATE_OPTIONS) {
      const value = read(options, name);
      if (value !== undefined) s.options[name] = String(value);
    }
    const given = read(options, "timeZone");
    s.timeZone = given === undefined ? zone() : String(given);
  }

  // ---- numbers

  function startNumber(s, locales = undefined, options = undefined) {
    s.locale = localeFrom(locales);
    s.style = String(read(options, "style") ?? "decimal");
    s.currency = read(options, "currency");
    const [least, most] = s.style === "currency" ? [2, 2] : [0, 3];
    s.least = Math.min(MAX_DIGITS, Number(read(options, "minimumFractionDigits") ?? least));
    s.most = Math.min(MAX_DIGITS, Number(read(options, "maximumFractionDigits") ?? Math.max(s.least, most)));
  }

  const SIGNS = { USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

  function writeNumber(s, value) {
    const number = typeof value === "bigint" ? value : Number(value);
    if (Number.isNaN(number)) return "NaN";
    if (number === Infinity || number === -Infinity) return number > 0 ? "∞" : "-∞";
    const shown = s.style === "percent" ? Number(number) * 100 : number;
    const text = typeof shown === "bigint" ? String(shown) : Math.abs(shown) < 1e21 ? shown.toFixed(s.most) : String(shown);
    const [whole, fraction = ""] = text.split(".");
    const kept = fraction.replace(/0+$/, "").padEnd(s.least, "0");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, s.locale.startsWith("de") ? "." : ",");
    const plain = kept === "" ? grouped : grouped + (s.locale.startsWith("de") ? "," : ".") + kept;
    if (s.style === "percent") return `${plain}%`;
    return s.style === "currency" ? (SIGNS[s.currency] ?? `${String(s.currency)} `) + plain : plain;
  }

  // ---- the constructors

  const listOf = (locales) => (isObject(locales) ? Array.from(locales, String) : [String(locales)]);

  const made = {};

  function define(name, create, methods) {
    const handle = stage.interface({
      name,
      path: `Intl.${name}`,
      tag: `Intl.${name}`,
      hidden: true,
      create,
      callable(...values) {
        const object = handle.make({});
        create(handle.state(object), ...values);
        return object;
      },
      methods,
      statics: { supportedLocalesOf: (locales, _options = undefined) => listOf(locales) },
    });
    made[name] = handle.constructor;
    return handle;
  }

  const startPlain = (s, locales = undefined, _options = undefined) => {
    s.locale = localeFrom(locales);
  };
  const resolved = (more) => (s) => ({ locale: s.locale, ...more(s) });

  define("DateTimeFormat", startDate, {
    format: (s, date = undefined) => format(s, date),
    formatToParts: (s, date = undefined) => [{ type: "literal", value: format(s, date) }],
    formatRange: (s, first, last) => `${format(s, first)} – ${format(s, last)}`,
    resolvedOptions: resolved((s) => ({
      calendar: "gregory", numberingSystem: "latn", timeZone: s.timeZone, year: "numeric", month: "2-digit", day: "2-digit",
    })),
  });
  define("NumberFormat", startNumber, {
    format: (s, value) => writeNumber(s, value),
    formatToParts: (s, value) => [{ type: "integer", value: writeNumber(s, value) }],
    resolvedOptions: resolved((s) => ({
      numberingSystem: "latn", style: s.style, minimumIntegerDigits: 1, minimumFractionDigits: s.least,
      maximumFractionDigits: s.most, useGrouping: "auto", notation: "standard", signDisplay: "auto",
    })),
  });
  define("Collator", startPlain, {
    compare(s, first, second) {
      return stage.builtins.String.prototype.localeCompare.call(String(first), String(second));
    },
    resolvedOptions: resolved(() => ({
      usage: "sort", sensitivity: "variant", collation: "default", numeric: false, caseFirst: "false",
    })),
  });
  define("PluralRules", startPlain, {
    select: (s, number) => (Number(number) === 1 ? "one" : "other"),
    resolvedOptions: resolved(() => ({ type: "cardinal", pluralCategories: ["one", "other"] })),
  });
  define("RelativeTimeFormat", startPlain, {
    format(s, value, unit) {
      const [number, name] = [Number(value), String(unit).replace(/s$/, "")];
      const amount = `${Math.abs(number)} ${name}${Math.abs(number) === 1 ? "" : "s"}`;
      return number < 0 ? `${amount} ago` : `in ${amount}`;
    },
    resolvedOptions: resolved(() => ({ style: "long", numeric: "always", numberingSystem: "latn" })),
  });
  define("ListFormat", startPlain, {
    format: (s, list) => Array.from(list, String).join(", ").replace(/, ([^,]*)$/, " and $1"),
    resolvedOptions: resolved(() => ({ type: "conjunction", style: "long" })),
  });

  stage.namespace({
    name: "Intl",
    global: true,
    tag: "Intl",
    methods: {
      getCanonicalLocales: (locales = undefined) => (locales === undefined ? [] : listOf(locales)),
      supportedValuesOf: (key) => (String(key) === "timeZone" ? Object.values(ZONES) : []),
    },
    values: made,
  });
  // ---- the same for dates and numbers themselves

  const { getTime } = Date.prototype;
  const { valueOf } = Number.prototype;

  // What a builtin says of a value of its own kind; of another one the words that V8 has for it.
  function ask(method, self, otherwise) {
    try {
      return Reflect.apply(method, self, []);
    } catch {
      throw stage.error("TypeError", otherwise);
    }
  }

  function localized(holder, name, write) {
    const behaviour = (self, locales = undefined, options = undefined) => write(self, locales, options);
    const path = `${holder}.prototype.${name}`;
    Reflect.defineProperty(builtins[holder].prototype, name, {
      value: stage.function(path, behaviour, { name, receiver: true }), writable: true, enumerable: false, configurable: true,
    });
  }

  function localDate(name, wantsDate, wantsTime) {
    localized("Date", name, (self, locales, options) => {
      const time = ask(getTime, self, "this is not a Date object.");
      if (Number.isNaN(time)) return "Invalid Date";
      const state = {};
      startDate(state, locales, options);
      if (Object.keys(state.options).length > 0) return format(state, time);
      const date = partsOf(state, time);
      return [wantsDate ? writeDate(state, date) : "", wantsTime ? writeTime(state, date) : ""].filter(Boolean).join(", ");
    });
  }
  localDate("toLocaleString", true, true);
  localDate("toLocaleDateString", true, false);
  localDate("toLocaleTimeString", false, true);
  localized("Number", "toLocaleString", (self, locales, options) => {
    const value = ask(valueOf, self, "Number.prototype.toLocaleString requires that 'this' be a Number");
    const state = {};
    startNumber(state, locales, options);
    return writeNumber(state, value);
  });

  // V8 names the zone after a time.
  function named(name) {
    const original = builtins.Date.prototype[name];
    localized("Date", name, (self) => {
      const text = ask(original, self, "this is not a Date object.");
      return text === "Invalid Date" ? text : `${text} (${ZONE_NAMES[zone()] ?? zone()})`;
    });
  }
  named("toString");
  named("toTimeString");

  for (const name of [...Object.keys(made), "getCanonicalLocales", "supportedValuesOf"]) {
    Reflect.defineProperty(stage.guest.Intl, name, { enumerable: false });
  }
})
