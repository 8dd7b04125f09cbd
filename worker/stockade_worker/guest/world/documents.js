(function (stage) {
  "use strict";
  // Contents of the files that a sample may want to read, by their path: `stage.parts.documents`.
  //
  // A path that begins with "~" is below the home of the user. The credentials are bait: they have the form
  // of real ones, and open nothing.

  const lines = (...all) => all.join("\n") + "\n";
  const windowsLines = (...all) => all.join("\r\n") + "\r\n";

  function variables(all) {
    return Object.entries(all ?? {})
      .map(([name, value]) => name + "=" + value + "\n")
      .join("");
  }

  // Lines that look like the inside of a key, always the same for one seed and word.
  function keyLines(count, word) {
    const { chooser, hashOf, WORD } = stage.parts.seeded;
    const choose = chooser(stage.seed + hashOf(word));
    return lines(...Array.from({ length: count }, () => choose.letters(WORD + "+/", 70)));
  }

  const secret = (name) => stage.profile.secrets?.[name] ?? "";

  function processors() {
    const one = (_, index) =>
      lines(
        "processor\t: " + index,
        "vendor_id\t: GenuineIntel",
        "model name\t: Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz",
        "cpu MHz\t\t: 2893.202",
        "cache size\t: 22528 KB",
      );
    return lines(...Array.from({ length: stage.profile.cores }, one));
  }

  function users() {
    const { user, full_name, home } = stage.profile;
    return lines(
      "root:x:0:0:root:/root:/bin/bash",
      "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
      "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
      "sshd:x:106:65534::/run/sshd:/usr/sbin/nologin",
      "postgres:x:113:118:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash",
      ...(user === "root" ? [] : [user + ":x:1000:1000:" + full_name + ",,,:" + home + ":/bin/bash"]),
    );
  }

  function passwords() {
    const hash = keyLines(2, "password").replace(/[\n+]/g, ".").slice(0, 86);
    const locked = ["root", "daemon", "www-data"].filter((name) => name !== stage.profile.user);
    return lines(
      ...locked.map((name) => name + ":*:19792:0:99999:7:::"),
      stage.profile.user + ":$6$" + hash.slice(8, 16) + "$" + hash + ":19792:0:99999:7:::",
    );
  }

  function seconds() {
    const up = (stage.clock.now() - stage.profile.boot_ms) / 1000;
    return lines(up.toFixed(2) + " " + (up * stage.profile.cores * 0.94).toFixed(2));
  }

  function dockerConfig() {
    const auth = stage.profile.user + ":dckr_pat_" + secret("NPM_TOKEN").slice(4, 31);
    const encoded = stage.text.base64Encode(stage.text.utf8Encode(auth));
    return JSON.stringify({ auths: { "https://index.docker.io/v1/": { auth: encoded } } }, null, 2) + "\n";
  }

  function cloudConfig() {
    const id =
      "764086051850-" + secret("NPM_TOKEN").slice(4, 36).toLowerCase() + ".apps.googleusercontent.com";
    return JSON.stringify({
      client_id: id,
      refresh_token: "1//" + secret("AWS_SECRET_ACCESS_KEY"),
      type: "authorized_user",
    });
  }

  function manifest() {
    const { package_name, script_name } = stage.profile;
    const dependencies = Object.fromEntries(
      stage.parts.tree.PACKAGES.map(([name, version]) => [name, "^" + version]),
    );
    const scripts = { start: "node " + script_name, build: "webpack", postinstall: "node " + script_name };
    const all = {
      name: package_name,
      version: "2.4.1",
      private: true,
      main: script_name,
      scripts,
      dependencies,
    };
    return JSON.stringify(all, null, 2) + "\n";
  }

  const DOCUMENTS = {
    __proto__: null,
    "C:\\Windows\\win.ini": () =>
      windowsLines(
        "; for 16-bit app support",
        "[fonts]",
        "[extensions]",
        "[mci extensions]",
        "[files]",
        "[Mail]",
        "MAPI=1",
      ),
    "C:\\Windows\\System32\\drivers\\etc\\hosts": () =>
      windowsLines("# Copyright (c) 1993-2009 Microsoft Corp.", "#", "#\t127.0.0.1       localhost"),
    "~\\Desktop\\To do.txt": () =>
      windowsLines("ring the garage", "book dentist", "send invoice to accounts"),
    "/etc/hosts": () =>
      lines("127.0.0.1 localhost", "127.0.1.1 " + stage.profile.computer, "::1     ip6-localhost"),
    "/etc/hostname": () => lines(stage.profile.computer),
    "/etc/os-release": () =>
      lines(
        'PRETTY_NAME="Ubuntu 22.04.5 LTS"',
        'NAME="Ubuntu"',
        'VERSION_ID="22.04"',
        "ID=ubuntu",
        "ID_LIKE=debian",
      ),
    "/etc/passwd": users,
    "/etc/shadow": passwords,
    "/etc/crontab": () =>
      lines("SHELL=/bin/sh", "17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly"),
    "/etc/resolv.conf": () =>
      lines("nameserver 127.0.0.53", "options edns0 trust-ad", "search " + stage.profile.domain),
    "/etc/machine-id": () =>
      lines(
        stage.text.hex(
          stage.text.utf8Encode((stage.profile.computer + stage.profile.mac).padEnd(16).slice(-16)),
        ),
      ),
    "/proc/version": () =>
      lines("Linux version " + stage.profile.os_version + " (buildd@lcy02-amd64-080) #135-Ubuntu SMP"),
    "/proc/cpuinfo": processors,
    "/proc/meminfo": () =>
      lines(
        "MemTotal:       " + stage.profile.memory_gb * 1_013_248 + " kB",
        "MemFree:         1523412 kB",
        "MemAvailable:    5120344 kB",
      ),
    "/proc/uptime": seconds,
    "/proc/loadavg": () => lines("0.21 0.17 0.11 1/412 20817"),
    "/proc/mounts": () =>
      lines("/dev/sda1 / ext4 rw,relatime 0 0", "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0"),
    "/proc/1/cgroup": () => lines("0::/init.scope"),
    "/proc/1/cmdline": () => "/sbin/init\0splash\0",
    "/proc/self/cgroup": () => lines("0::/user.slice/user-1000.slice/session-3.scope"),
    "/proc/self/cmdline": () => "node\0" + stage.profile.script_name + "\0",
    "/proc/self/environ": () => variables(stage.profile.environment).replace(/\n/g, "\0"),
    "/proc/self/status": () =>
      lines("Name:\tnode", "State:\tR (running)", "TracerPid:\t0", "Uid:\t1000\t1000\t1000\t1000"),
    "/sys/class/dmi/id/product_name": () => lines("PowerEdge R440"),
    "/sys/class/dmi/id/sys_vendor": () => lines("Dell Inc."),
    "/sys/class/dmi/id/board_vendor": () => lines("Dell Inc."),
    "~/.bash_history": () =>
      lines(
        "git pull",
        "npm ci",
        "npm run build",
        "docker compose up -d",
        "kubectl get pods",
        "ssh deploy@db.internal",
        "exit",
      ),
    "~/.gitconfig": () =>
      lines(
        "[user]",
        "\tname = " + stage.profile.full_name,
        "\temail = " + stage.profile.user + "@" + stage.profile.domain.replace(".internal", ".co.uk"),
      ),
    "~/.npmrc": () =>
      lines(
        "registry=https://registry.npmjs.org/",
        "//registry.npmjs.org/:_authToken=" + secret("NPM_TOKEN"),
      ),
    "~/.git-credentials": () =>
      lines("https://" + stage.profile.user + ":" + secret("GITHUB_TOKEN") + "@github.com"),
    "~/.ssh/id_rsa": () =>
      "-----BEGIN OPENSSH PRIVATE KEY-----\n" + keyLines(37, "k") + "-----END OPENSSH PRIVATE KEY-----\n",
    "~/.ssh/id_rsa.pub": () =>
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ" +
      keyLines(5, "u").replace(/\n/g, "") +
      " " +
      stage.profile.user +
      "@" +
      stage.profile.computer +
      "\n",
    "~/.ssh/known_hosts": () =>
      lines("db.internal ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + keyLines(1, "h").slice(0, 43)),
    "~/.ssh/config": () => lines("Host db", "  HostName db.internal", "  User deploy"),
    "~/.aws/credentials": () =>
      lines(
        "[default]",
        "aws_access_key_id = " + secret("AWS_ACCESS_KEY_ID"),
        "aws_secret_access_key = " + secret("AWS_SECRET_ACCESS_KEY"),
      ),
    "~/.aws/config": () => lines("[default]", "region = eu-west-2", "output = json"),
    "~/.docker/config.json": dockerConfig,
    "~/.kube/config": () =>
      lines(
        "apiVersion: v1",
        "kind: Config",
        "current-context: production",
        "clusters:",
        "- name: production",
        "  cluster:",
        "    server: https://10.20.0.1:6443",
        "users:",
        "- name: admin",
        "  user:",
        "    token: " + secret("GITHUB_TOKEN").slice(4),
      ),
    "~/.config/gh/hosts.yml": () =>
      lines(
        "github.com:",
        "    user: " + stage.profile.user,
        "    oauth_token: " + secret("GITHUB_TOKEN"),
        "    git_protocol: https",
      ),
    "~/.config/gcloud/application_default_credentials.json": cloudConfig,
    "~package/package.json": manifest,
    "~package/.env": () => variables(stage.profile.secrets),
    "~package/README.md": () => lines("# " + stage.profile.package_name),
    "~package/.git/HEAD": () => lines("ref: refs/heads/main"),
    "~package/.git/config": () =>
      lines(
        "[core]",
        "\trepositoryformatversion = 0",
        '[remote "origin"]',
        "\turl = git@github.com:" +
          stage.profile.domain.split(".")[0] +
          "/" +
          stage.profile.package_name +
          ".git",
      ),
  };

  // Returns a function that makes the text, or undefined where only the size is known.
  function of(path) {
    const { home, package_folder } = stage.profile;
    const isIn = (folder) =>
      folder !== undefined && path.startsWith(folder) && /[\\/]/.test(path[folder.length] ?? "");
    if (isIn(package_folder)) return DOCUMENTS["~package" + path.slice(package_folder.length)];
    return DOCUMENTS[isIn(home) ? "~" + path.slice(home.length) : path];
  }

  stage.parts.documents = { of };
});
