(function (stage) {
  "use strict";
  // Dates as JScript writes them: samples cut the text apart, and count on its pieces.

  const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ];
  const { getTime } = Date.prototype;

  const two = (number) => String(number).padStart(2, "0");
  const time = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = (date) => DAYS[date.getUTCDay()].slice(0, 3);
  const month = (date) => MONTHS[date.getUTCMonth()].slice(0, 3);

  // The time zone of a worker is UTC, and the profile's settings are British.
  const FORMS = {
    toString: (date) => `${day(date)} ${month(date)} ${date.getUTCDate()} ${time(date)} UTC ${date.getUTCFullYear()}`,
    toDateString: (date) => `${day(date)} ${month(date)} ${date.getUTCDate()} ${date.getUTCFullYear()}`,
    toTimeString: (date) => `${time(date)} UTC`,
    toUTCString: (date) => `${day(date)}, ${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()} ${time(date)} UTC`,
    toLocaleString: (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time(date)}`,
    toLocaleDateString: (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`,
    toLocaleTimeString: time,
  };
  const prototype = stage.builtins.Date.prototype;

  function define(name, path, behaviour) {
    const made = stage.function(path, (self) => behaviour(Reflect.apply(getTime, self, [])), { name, receiver: true });
    Reflect.defineProperty(prototype, name, { value: made, writable: true, enumerable: false, configurable: true });
  }

  for (const [name, form] of Object.entries(FORMS)) {
    define(name, "", (ms) => (Number.isNaN(ms) ? "NaN" : form(new Date(ms)))); // a use of the language, not of an API
  }
  Reflect.defineProperty(prototype, "toGMTString", { value: prototype.toUTCString, writable: true, enumerable: false, configurable: true });
  const year = (ms) => new Date(ms).getUTCFullYear();
  define("getYear", "", (ms) => (year(ms) >= 1900 && year(ms) <= 1999 ? year(ms) - 1900 : year(ms)));
  define("getVarDate", "Date.getVarDate", (ms) => stage.construct(stage.builtins.Date, ms));
})
