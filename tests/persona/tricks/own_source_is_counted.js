// persona: browser
// reaches: network counted.example
// names: tostring-check
// trick: counts the characters of its own functions, spaces and comments included, before it acts
function counted( a,b ) { /* two  spaces */ return a  +  b }
const arrow = (x)   =>   x;
class Shape { side ( ) { return 4 } }
const lengths = [counted, arrow, Shape, Shape.prototype.side].map((made) => String(made).length);
if (lengths.join() === "60,12,37,21") fetch("https://counted.example/");
