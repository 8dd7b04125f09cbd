// persona: browser
// answers: http=error
// reaches: network fallback.example
// trick: its second address stands in the handler of an error
// names: api fetch
fetch("https://main.example/").catch(() => { new Image().src = "https://fallback.example/i.gif"; });
