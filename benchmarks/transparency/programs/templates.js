// generations: 2
// A template engine of the kind that compiles templates to functions.
function compile(template) {
  var body = 'var out = [];\n';
  var pattern = /<%(=?)([\s\S]+?)%>/g;
  var last = 0;
  template.replace(pattern, function (whole, isValue, code, offset) {
    body += 'out.push(' + JSON.stringify(template.slice(last, offset)) + ');\n';
    body += isValue ? 'out.push(escape_(' + code + '));\n' : code + '\n';
    last = offset + whole.length;
    return whole;
  });
  body += 'out.push(' + JSON.stringify(template.slice(last)) + ');\nreturn out.join("");';
  return new Function('data', 'escape_', body);
}

function escapeMarkup(value) {
  return String(value).replace(/[&<>]/g, function (each) {
    return { '&': '&amp;', '<': '&lt;', '>': '&gt;' }[each];
  });
}

function main() {
  var list = compile('<ul><% data.items.forEach(function (item) { %><li><%= item %></li><% }); %></ul>');
  var greeting = compile('Dear <%= data.name %>, your parcel <%= data.code %> is waiting.');
  var items = ['oranges & lemons', 'bread <sliced>', 'marmalade'];
  console.log(list({ items: items }, escapeMarkup));
  console.log(greeting({ name: 'Mrs. Abernathy', code: 'GX-2291-KL' }, escapeMarkup));
  return 'templates rendered: ' + [list, greeting].length;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
