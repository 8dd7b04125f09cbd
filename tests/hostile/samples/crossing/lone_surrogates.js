// policy: production
// outcome: completed [{"$type":"string","utf16":"d800"},{"$type":"string","utf16":"0061dfff0062"},{"$type":"string","utf16":"dc00d800"},"😀"]
// why: half a character has no UTF-8; it must neither be lost, replaced nor raise
["\ud800", "a\udfffb", "\udc00\ud800", "\ud83d\ude00"];
