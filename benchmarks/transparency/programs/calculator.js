// generations: 0
// A tokenizer and a recursive descent parser that evaluates as it goes.
function CalculationError(message, position) {
  this.message = message;
  this.position = position;
}
CalculationError.prototype.describe = function () {
  return 'calculation failed: ' + this.message + ' at ' + this.position;
};

function tokenize(text) {
  var pattern = /\s*(?:(\d+(?:\.\d+)?)|([a-z]+)|(.))/g;
  var tokens = [];
  var found;
  while ((found = pattern.exec(text)) !== null) {
    var kind = found[1] ? 'number' : found[2] ? 'identifier' : 'operator';
    tokens.push({ kind: kind, text: found[1] || found[2] || found[3], at: found.index });
  }
  return tokens;
}

function evaluate(text, names) {
  var tokens = tokenize(text);
  var next = 0;

  function take(expected) {
    if (next < tokens.length && tokens[next].text === expected) {
      next++;
      return true;
    }
    return false;
  }

  function primary() {
    var token = tokens[next++];
    if (!token) throw new CalculationError('unexpected end of input', text.length);
    switch (token.kind) {
      case 'number':
        return Number(token.text);
      case 'identifier':
        if (!(token.text in names)) throw new CalculationError('unknown variable ' + token.text, token.at);
        return names[token.text];
      default:
        if (token.text === '(') {
          var value = sum();
          if (!take(')')) throw new CalculationError('missing parenthesis', token.at);
          return value;
        }
        if (token.text === '-') return -primary();
        throw new CalculationError('unexpected operator', token.at);
    }
  }

  function product() {
    var value = primary();
    for (;;) {
      if (take('*')) value *= primary();
      else if (take('/')) value /= primary();
      else return value;
    }
  }

  function sum() {
    var value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  }

  var result = sum();
  if (next < tokens.length) throw new CalculationError('trailing characters', tokens[next].at);
  return result;
}

function main() {
  var names = { width: 12, height: 7.5 };
  var total = 0;
  ['1 + 2 * 3', '(width - 2) * height', '-(4 / 8) + 100', '2 * depth', '3 + (4', '5 5', '2 + *', '7 -'].forEach(
    function (text) {
      try {
        var value = evaluate(text, names);
        total += value;
        console.log('expression ' + text + ' gives ' + value);
      } catch (error) {
        if (!(error instanceof CalculationError)) throw error;
        console.log(error.describe());
      }
    }
  );
  return 'grand total: ' + total;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
