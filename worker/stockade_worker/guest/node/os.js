(function (stage) {
  "use strict";
  // The module "os": the made-up machine.
  //
  // Source: Node.js documentation, "OS".

  const { errors, process } = stage.parts;
  const GIGABYTE = 2 ** 30;

  const uptime = () => Math.floor((stage.clock.now() - stage.profile.boot_ms) / 1000);
  const total = () => Math.floor(stage.profile.memory_gb * GIGABYTE * 0.97);

  function cpus() {
    const times = { user: 1_204_330, nice: 1_220, sys: 402_110, idle: 96_220_040, irq: 0 };
    const one = { model: "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", speed: 2499, times };
    return Array.from({ length: stage.profile.cores }, () => ({ ...one, times: { ...times } }));
  }

  function networkInterfaces() {
    const { local_ip: address, mac } = stage.profile;
    const loopback = { address: "127.0.0.1", netmask: "255.0.0.0", family: "IPv4", mac: "00:00:00:00:00:00", internal: true, cidr: "127.0.0.1/8" };
    const card = { address, netmask: "255.255.255.0", family: "IPv4", mac, internal: false, cidr: `${address}/24` };
    return { lo: [loopback], eth0: [card] };
  }

  function userInfo(options) {
    const { home, user } = stage.profile;
    const id = user === "root" ? 0 : 1000;
    const asGiven = (value) => (options?.encoding === "buffer" ? stage.parts.buffer.from(value) : value);
    return { uid: id, gid: id, username: asGiven(user), homedir: asGiven(home), shell: asGiven("/bin/bash") };
  }

  stage.parts.define("os", () => {
    const errno = Object.fromEntries(errors.names.map((name) => [name, errors.errnoOf(name)]));
    return stage.namespace({
      name: "os",
      methods: {
        arch: () => "x64",
        availableParallelism: () => stage.profile.cores,
        cpus,
        endianness: () => "LE",
        freemem: () => Math.floor(total() * 0.41),
        getPriority: () => 0,
        homedir: () => stage.profile.home,
        hostname: () => stage.profile.computer,
        loadavg: () => [0.32, 0.27, 0.21],
        machine: () => "x86_64",
        networkInterfaces,
        platform: () => "linux",
        release: () => stage.profile.os_version,
        setPriority() {},
        tmpdir: () => stage.profile.environment.TMPDIR ?? "/tmp",
        totalmem: total,
        type: () => "Linux",
        uptime,
        userInfo,
        version: () => "#54-Ubuntu SMP PREEMPT_DYNAMIC Fri Sep 27 17:15:25 UTC 2024",
      },
      values: { EOL: "\n", devNull: "/dev/null", constants: { signals: process.signals, errno, priority: { PRIORITY_NORMAL: 0 }, UV_UDP_REUSEADDR: 4 } },
    });
  });
})
