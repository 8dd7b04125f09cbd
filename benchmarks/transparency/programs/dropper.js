// generations: 3
// Looks like a dropper: three stages, each made of the text of the one before; nothing is dropped.
var stage = 0;

function backwards(text) {
  return text.split('').reverse().join('');
}

function shifted(numbers, by) {
  var text = '';
  for (var i = 0; i < numbers.length; i++) text += String.fromCharCode(numbers[i] - by);
  return text;
}

function numbersOf(text, by) {
  var numbers = [];
  for (var i = 0; i < text.length; i++) numbers.push(text.charCodeAt(i) + by);
  return numbers;
}

function note(text) {
  stage++;
  console.log('stage ' + stage + ': ' + text);
  return text.length;
}

function main() {
  var target = ['C:', 'Users', 'Public', 'winlogin-helper.exe'].join(String.fromCharCode(92));
  var command = backwards('noitpecxe-on- llehsrewop');
  var agent = shifted(numbersOf('Mozilla/4.0 (compatible; MSIE 7.0)', 13), 13);
  note('write ' + target);
  note('start ' + command.replace('no-exception', 'hidden-window'));
  note('agent ' + agent);
  var third = 'return "third stage reached by " + who;';
  var second =
    'var inner = note.constructor("who", third);' +
    'return [7, 8, 9].map(function (n) { return n * n; }).concat(inner("second-stage"));';
  var list = new Function('third', 'note', second)(third, note);
  console.log(list.join('|'));
  var address = (0, eval)(shifted(numbersOf('"hxxp://delivery.example.invalid/payload.bin"', 3), 3));
  console.log('fetching ' + unescape(address.replace('hxxp', 'http') + '%3Fcampaign%3Dwinter'));
  return 'dropper finished after ' + stage;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
