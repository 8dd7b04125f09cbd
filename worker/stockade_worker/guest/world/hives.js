(function (stage) {
  "use strict";
  // What the made-up registry holds before the sample runs: `stage.parts.hives`. The machine is a real one:
  // nothing here has the name of a virtual machine.

  function make() {
    const { profile } = stage;
    const build = profile.os_version.split(".")[2] ?? "19045";
    const current = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
    const installed = Math.floor(profile.install_date_ms / 1000);
    const shellFolders = {
      Desktop: profile.desktop,
      Personal: profile.documents,
      AppData: profile.app_data,
      "Local AppData": profile.local_app_data,
      Startup: profile.app_data + "\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
    };
    const keys = {
      [current]: {
        ProductName: "Windows 10 Pro",
        CurrentVersion: "6.3",
        CurrentBuild: build,
        CurrentBuildNumber: build,
        EditionID: "Professional",
        CurrentMajorVersionNumber: 10,
        CurrentMinorVersionNumber: 0,
        ReleaseId: "2009",
        DisplayVersion: build >= 22631 ? "23H2" : "22H2",
        InstallDate: installed,
        ProductId: "00330-80000-00000-AA" + (build % 1000),
        RegisteredOwner: profile.full_name,
        RegisteredOrganization: profile.domain,
        SystemRoot: "C:\\Windows",
        PathName: "C:\\Windows",
        InstallationType: "Client",
        BuildLabEx: build + ".1.amd64fre.vb_release.191206-1406",
      },
      [current + "\\Winlogon"]: { Shell: "explorer.exe", Userinit: "C:\\Windows\\system32\\userinit.exe," },
      [current + "\\Windows"]: { AppInit_DLLs: "", LoadAppInit_DLLs: 0 },
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion": {
        ProgramFilesDir: "C:\\Program Files",
        "ProgramFilesDir (x86)": "C:\\Program Files (x86)",
        CommonFilesDir: "C:\\Program Files\\Common Files",
        ProgramFilesPath: "%ProgramFiles%",
        DevicePath: "%SystemRoot%\\inf",
      },
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run": {
        SecurityHealth: "%windir%\\system32\\SecurityHealthSystray.exe",
        RtkAudUService: '"C:\\Windows\\System32\\RtkAudUService64.exe" -background',
      },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run": {
        OneDrive: '"' + profile.local_app_data + '\\Microsoft\\OneDrive\\OneDrive.exe" /background',
        Spotify: profile.app_data + "\\Spotify\\Spotify.exe --autostart --minimized",
      },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce": {},
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce": {},
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System": {
        EnableLUA: 1,
        ConsentPromptBehaviorAdmin: 5,
        PromptOnSecureDesktop: 1,
      },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders": shellFolders,
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders": shellFolders,
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced": {
        Hidden: 2,
        HideFileExt: 1,
        ShowSuperHidden: 0,
      },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings": {
        ProxyEnable: 0,
        "User Agent": "Mozilla/4.0 (compatible; MSIE 8.0; Win32)",
      },
      "HKCU\\Software\\Microsoft\\Office\\16.0\\Word\\Security": { VBAWarnings: 2 },
      "HKCU\\Software\\Microsoft\\Office\\16.0\\Excel\\Security": { VBAWarnings: 2 },
      "HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration": {
        ProductReleaseIds: "ProPlus2019Retail",
        Platform: "x64",
        VersionToReport: "16.0.10413.20020",
      },
      "HKLM\\SOFTWARE\\Microsoft\\Windows Script Host\\Settings": {
        ActiveDebugging: "1",
        DisplayLogo: "1",
        SilentTerminate: "0",
        UseWINSAFER: "1",
      },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full": {
        Install: 1,
        Release: 528372,
        Version: "4.8.04084",
        InstallPath: "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\",
      },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v3.5": { Install: 1, Version: "3.5.30729.4926" },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v2.0.50727": {
        Install: 1,
        Version: "2.0.50727.4927",
      },
      "HKLM\\SOFTWARE\\Microsoft\\Cryptography": { MachineGuid: guid(profile) },
      "HKLM\\SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine": { PowerShellVersion: "5.1.19041.1" },
      "HKLM\\SOFTWARE\\Microsoft\\Internet Explorer": {
        Version: "9.11.19041.0",
        svcVersion: "11.789.19041.0",
      },
      "HKLM\\HARDWARE\\DESCRIPTION\\System": {
        SystemBiosVersion: ["LENOVO - 1320", "N2IET98W (1.76 )"],
        VideoBiosVersion: "Hardware Version 0.0",
        Identifier: "AT/AT COMPATIBLE",
      },
      "HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS": {
        SystemManufacturer: "LENOVO",
        SystemProductName: "20N2CTO1WW",
        BIOSVendor: "LENOVO",
        BIOSVersion: "N2IET98W (1.76 )",
      },
      "HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0": {
        ProcessorNameString: "Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz",
        "~MHz": 1896,
        VendorIdentifier: "GenuineIntel",
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Disk\\Enum": {
        0: "SCSI\\Disk&Ven_NVMe&Prod_SAMSUNG_MZVLB512\\5&1a2b3c4d&0&000000",
        Count: 1,
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName": {
        ComputerName: profile.computer,
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName": {
        ComputerName: profile.computer,
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation": {
        TimeZoneKeyName: "GMT Standard Time",
        Bias: 0,
        ActiveTimeBias: 0,
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\Language": { Default: "0809", InstallLanguage: "0809" },
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters": {
        Hostname: profile.computer,
        Domain: profile.domain.toLowerCase() + ".local",
      },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment": {
        ComSpec: "%SystemRoot%\\system32\\cmd.exe",
        OS: "Windows_NT",
        PROCESSOR_ARCHITECTURE: "AMD64",
        NUMBER_OF_PROCESSORS: String(profile.cores),
      },
      "HKCU\\Control Panel\\International": {
        Locale: "00000809",
        LocaleName: profile.locale,
        sCountry: "United Kingdom",
        sLanguage: "ENG",
        iCountry: "44",
      },
      "HKCU\\Control Panel\\International\\Geo": { Nation: "242", Name: "GB" },
      "HKCU\\Control Panel\\Desktop": {
        Wallpaper: "C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg",
        ScreenSaveActive: "1",
      },
      "HKCU\\Environment": {
        TEMP: "%USERPROFILE%\\AppData\\Local\\Temp",
        TMP: "%USERPROFILE%\\AppData\\Local\\Temp",
      },
      "HKCU\\Volatile Environment": {
        USERNAME: profile.user,
        USERDOMAIN: profile.domain,
        USERPROFILE: profile.home,
        APPDATA: profile.app_data,
      },
      "HKCR\\http\\shell\\open\\command": {
        "": '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" --single-argument %1',
      },
      "HKCR\\.txt": { "": "txtfile" },
      "HKCR\\.js": { "": "JSFile" },
      "HKCR\\.exe": { "": "exefile" },
      "HKCR\\exefile\\shell\\open\\command": { "": '"%1" %*' },
      "HKCR\\WScript.Shell\\CLSID": { "": "{72C24DD5-D70A-438B-8A42-98424B88AFB8}" },
    };
    profile.programs.forEach((name, index) => {
      keys["HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\" + name] = {
        DisplayName: name,
        DisplayVersion: "1." + index + ".0",
        Publisher: name.split(" ")[0],
      };
    });
    return keys;
  }

  function guid({ computer, user }) {
    const hex = stage.text.hex(stage.text.utf8Encode((computer + user + "0123456789abcdef").slice(0, 16)));
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/s, "$1-$2-$3-$4-$5");
  }

  stage.parts.hives = { make };
});
