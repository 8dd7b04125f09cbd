(function (stage) {
  "use strict";
  // Which files and folders the made-up machine has: `stage.parts.tree`.
  //
  // A line of a table is a folder and, after a bar, what is in it: names and sizes. "~" is the home of the
  // user. All folders on the way to one exist as well.

  const MINUTE = 60_000;

  const WINDOWS = String.raw`
C:|pagefile.sys 8589934592; hiberfil.sys 6871947673; swapfile.sys 16777216
C:\Windows|explorer.exe 5223904; notepad.exe 201216; regedit.exe 370176; win.ini 0; system.ini 219; WindowsUpdate.log 276; hh.exe 18432; write.exe 11264
C:\Windows\System32|cmd.exe 289792; wscript.exe 170496; cscript.exe 161280; mshta.exe 14848; rundll32.exe 71680; regsvr32.exe 25088
C:\Windows\System32|certutil.exe 1641472; bitsadmin.exe 186880; notepad.exe 201216; calc.exe 27648; schtasks.exe 235008; taskkill.exe 101376
C:\Windows\System32|tasklist.exe 106496; whoami.exe 73728; net.exe 59904; ipconfig.exe 35328; systeminfo.exe 110080; reg.exe 77312; sc.exe 72192
C:\Windows\System32|attrib.exe 24064; xcopy.exe 47616; curl.exe 456192; tar.exe 59904; PING.EXE 22528; nslookup.exe 88576; msiexec.exe 69632
C:\Windows\System32|svchost.exe 55320; Taskmgr.exe 1213952; kernel32.dll 765608; ntdll.dll 2024760; user32.dll 1695456; shell32.dll 7643648
C:\Windows\System32|wshom.ocx 147968; scrrun.dll 202240; vbscript.dll 616448; jscript.dll 829440; msxml3.dll 1878528; msxml6.dll 2529280
C:\Windows\System32|winhttp.dll 1001984; urlmon.dll 1993216; timeout.exe 31232; where.exe 43008; hostname.exe 13312; getmac.exe 88576
C:\Windows\System32\drivers|tcpip.sys 2972528; ndis.sys 1473360
C:\Windows\System32\drivers\etc|hosts 0; services 17635
C:\Windows\System32\wbem|WMIC.exe 518656
C:\Windows\System32\WindowsPowerShell\v1.0|powershell.exe 450560
C:\Windows\SysWOW64|cmd.exe 236544; wscript.exe 147456; cscript.exe 143360; mshta.exe 13312; rundll32.exe 61952
C:\Windows\SysWOW64\WindowsPowerShell\v1.0|powershell.exe 433152
C:\Windows\Microsoft.NET\Framework64\v4.0.30319|csc.exe 2759744; MSBuild.exe 320472; InstallUtil.exe 41872; RegAsm.exe 65168
C:\Windows\Microsoft.NET\Framework\v4.0.30319|csc.exe 2170904; MSBuild.exe 256984; InstallUtil.exe 42608; RegAsm.exe 65696
C:\Program Files\Microsoft Office\root\Office16|WINWORD.EXE 1637216; EXCEL.EXE 63993176; OUTLOOK.EXE 43012936; POWERPNT.EXE 1875304
C:\Program Files\Google\Chrome\Application|chrome.exe 2742376
C:\Program Files\Internet Explorer|iexplore.exe 834848
C:\Program Files\7-Zip|7z.exe 557056; 7zFM.exe 971776
C:\Program Files\Windows Defender|MpCmdRun.exe 1620480; MSASCuiL.exe 630168
C:\Program Files\Notepad++|notepad++.exe 6969464
C:\Program Files (x86)\Adobe\Acrobat Reader DC\Reader|AcroRd32.exe 3103976
C:\Program Files (x86)\Microsoft\Edge\Application|msedge.exe 3970112
C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp|desktop.ini 174
C:\Windows\Temp
C:\Windows\Tasks
C:\Windows\System32\Tasks
C:\Windows\Fonts
C:\Windows\Prefetch
C:\PerfLogs
C:\Program Files\Common Files
C:\Program Files (x86)\Common Files
C:\Users\Default
C:\Users\Public\Desktop
C:\Users\Public\Documents
C:\Users\Public\Downloads
C:\Users\Public\Libraries
C:\Users\Public\Pictures
~|NTUSER.DAT 1835008
~\Desktop|Budget 2025.xlsx 48213; Microsoft Teams.lnk 2341; Google Chrome.lnk 2286; To do.txt 0
~\Documents|CV.docx 38112; Minutes of 12 March.docx 27644; Household insurance.pdf 184320; Passwords.xlsx 11264
~\Documents\Expenses|Expenses Q1.xlsx 19482; Expenses Q2.xlsx 20117
~\Documents\Outlook Files|Outlook.pst 271360
~\Downloads|Agenda.pdf 91823; Teams_windows_x64.exe 126976; photos.zip 204800
~\Pictures|IMG_2041.jpg 312442; IMG_2042.jpg 298110
~\Pictures\Whitby 2024|DSC00317.JPG 401233
~\Favorites|Bing.url 208
~\Music|desktop.ini 504
~\Videos|desktop.ini 504
~\AppData\LocalLow
~\AppData\Local\Google\Chrome\User Data|Local State 38211
~\AppData\Local\Google\Chrome\User Data\Default|Login Data 49152; Cookies 98304; History 163840; Web Data 114688
~\AppData\Local\Microsoft\OneDrive|OneDrive.exe 2613624
~\AppData\Local\Microsoft\WindowsApps|python.exe 0; winget.exe 0
~\AppData\Local\Temp|wct7E12.tmp 63598; mso4F1D.tmp 9216
~\AppData\Roaming\Microsoft\Templates|Normal.dotm 22016
~\AppData\Roaming\Microsoft\Signatures|Work.htm 3182
~\AppData\Roaming\Microsoft\Windows\Recent|Budget 2025.lnk 1214
~\AppData\Roaming\Microsoft\Windows\SendTo|Desktop.ini 440
~\AppData\Roaming\Microsoft\Windows\Templates
~\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Startup|desktop.ini 174
~\AppData\Roaming\Spotify|Spotify.exe 34816
`;

  const LINUX = `
/bin|bash 1396520; sh 125688; ls 138208; cat 35280; ps 137688; echo 35120; chmod 55816; mkdir 68104; rm 59912; nc 39616
/usr/bin|bash 1396520; env 43976; curl 260328; wget 481800; python3 5904904; perl 3956520; git 3714408; node 97852456; npm 2008; npx 2945
/usr/bin|docker 42356224; ssh 846888; crontab 39568; base64 43808; gcc 1023096; make 239744; sudo 232416; id 39720; whoami 31408; uname 35336
/usr/bin|which 946; find 282088; tar 517248; openssl 1001648; nohup 35336; systemctl 1115072; aws 1544; kubectl 49373184
/etc|hosts 0; hostname 0; resolv.conf 0; os-release 0; passwd 0; group 1024; shadow 0; fstab 464; crontab 0; profile 582; bash.bashrc 2319; machine-id 0; timezone 8
/etc/ssh|sshd_config 3254
/etc/nginx|nginx.conf 1447
/proc|version 0; cpuinfo 0; meminfo 0; uptime 0; loadavg 0; mounts 0
/proc/1|cgroup 0; cmdline 0
/proc/self|cgroup 0; cmdline 0; environ 0; status 0; maps 4096
/proc/net|tcp 600
/sys/class/dmi/id|product_name 0; sys_vendor 0; board_vendor 0
/var/log|syslog 184213; auth.log 40112; dpkg.log 71234
/var/log/nginx|access.log 120334
/var/spool/cron/crontabs
/root
/tmp
/var/tmp
/dev/shm
/opt
/srv
/mnt
/run
/lib/systemd/system
/usr/lib/node_modules/npm|package.json 5612
/usr/local/bin
/etc/cron.d
/etc/cron.daily
/etc/init.d
/etc/profile.d
/etc/systemd/system
~|.bash_history 0; .bash_logout 220; .bashrc 3771; .profile 807; .gitconfig 0; .npmrc 0; .git-credentials 0
~/.ssh|id_rsa 0; id_rsa.pub 0; known_hosts 0; authorized_keys 571; config 0
~/.aws|credentials 0; config 0
~/.docker|config.json 0
~/.kube|config 0
~/.config/gh|hosts.yml 0
~/.config/gcloud|application_default_credentials.json 0
~package|package.json 0; package-lock.json 88213; README.md 0; .env 0; .gitignore 112
~package/src|app.js 4120; routes.js 2077
~package/.git|HEAD 0; config 0
~package/.git/hooks|pre-commit.sample 1643
`;

  const PACKAGES = [
    ["axios", "1.7.7"],
    ["chalk", "4.1.2"],
    ["dotenv", "16.4.5"],
    ["express", "4.21.1"],
    ["lodash", "4.17.21"],
    ["uuid", "9.0.1"],
  ];
  const SECRET = /\/(\.ssh|\.aws|\.npmrc|\.git-credentials|shadow)/;
  const PROGRAM = /\/bin\/|\.(exe|com|bat|cmd)$/i;

  // Returns a map from the key of each path to {path, kind, size, content, modified, mode}. A content is a
  // function that makes the text; it is undefined where only the size is known.
  function make() {
    const { normalise, keyOf, join, parentOf, isWindows } = stage.parts.paths;
    const { profile } = stage;
    const made = new Map();

    const addFolder = (path) => {
      for (let at = path; !made.has(keyOf(at)); at = parentOf(at)) {
        made.set(keyOf(at), folder(at));
      }
    };
    const folder = (path) => ({
      path,
      kind: "directory",
      size: isWindows() ? 0 : 4096,
      modified: profile.install_date_ms,
      mode: /\/tmp$/.test(path) ? 0o1777 : 0o755,
    });
    const addFile = (path, size, content = stage.parts.documents.of(path)) => {
      const modified = profile.install_date_ms + ((path.length * 7919 + size) % 90_000) * MINUTE;
      const mode = SECRET.test(path) ? 0o600 : PROGRAM.test(path) ? 0o755 : 0o644;
      made.set(keyOf(path), { path, kind: "file", size, content, modified, mode });
      addFolder(parentOf(path));
    };

    for (const line of (isWindows() ? WINDOWS : LINUX).trim().split("\n")) {
      const [short, files] = line.split("|");
      const path = normalise(short.replace("~package", profile.package_folder).replace("~", profile.home));
      addFolder(path);
      for (const file of files?.split("; ").filter(Boolean) ?? []) {
        const at = file.lastIndexOf(" ");
        addFile(join(path, file.slice(0, at)), Number(file.slice(at + 1)));
      }
    }
    if (!isWindows()) addPackages(addFile, profile.package_folder);
    const sample = join(normalise(profile.script_folder), profile.script_name);
    addFile(sample, 0, () => stage.source);
    made.get(keyOf(sample)).isSample = true;
    return made;
  }

  function addPackages(addFile, folder) {
    for (const [name, version] of PACKAGES) {
      const manifest = JSON.stringify({ name, version, main: "index.js", license: "MIT" }, null, 2) + "\n";
      addFile(folder + "/node_modules/" + name + "/package.json", 0, () => manifest);
      addFile(folder + "/node_modules/" + name + "/index.js", 0, () => "module.exports = {};\n");
    }
  }

  stage.parts.tree = { make, PACKAGES };
});
