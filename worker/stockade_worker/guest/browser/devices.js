(function (stage) {
  "use strict";
  // What a page can do with the machine around it: notifications, speech, and connections between browsers, which
  // tell the addresses of the local network.
  //
  // Source: Notifications API; Web Speech API; WebRTC.

  const { domException, isFunction } = stage;
  const { EventTarget, fire } = stage.parts.events;

  // ---- notifications

  stage.interface({
    name: "Notification",
    parent: EventTarget,
    create(s, title, options = undefined) {
      const given = stage.isObject(options) ? options : {};
      s.title = String(title);
      s.body = given.body === undefined ? "" : String(given.body);
      s.data = given.data ?? null;
      stage.effect("message", "notification", s.title, { body: s.body });
      stage.later(5, () => fire(s.self, "error"));
    },
    attributes: { title: (s) => s.title, body: (s) => s.body, data: (s) => s.data, tag: () => "", icon: () => "" },
    events: ["click", "show", "error", "close"],
    methods: { close() {} },
    statics: {
      requestPermission(callback = undefined) {
        if (isFunction(callback)) stage.later(300, () => stage.call(callback, undefined, "default"));
        return stage.resolved("default");
      },
    },
  });
  stage.accessor(stage.guest.Notification, "permission", "Notification.permission", () => "default");
  stage.accessor(stage.guest.Notification, "maxActions", "Notification.maxActions", () => 2);

  // ---- speech

  const VOICES = [
    ["Microsoft David - English (United States)", "en-US", true], ["Microsoft Mark - English (United States)", "en-US", true],
    ["Microsoft Zira - English (United States)", "en-US", true], ["Google US English", "en-US", false],
    ["Google UK English Female", "en-GB", false], ["Google UK English Male", "en-GB", false],
  ];
  const Voice = stage.interface({
    name: "SpeechSynthesisVoice",
    attributes: {
      voiceURI: (s) => s.name, name: (s) => s.name, lang: (s) => s.lang, localService: (s) => s.isLocal, default: (s) => s.isFirst,
    },
  });
  const voices = VOICES.map(([name, lang, isLocal], at) => Voice.make({ name, lang, isLocal, isFirst: at === 0 }));
  stage.interface({
    name: "SpeechSynthesisUtterance",
    parent: EventTarget,
    create(s, text = "") {
      s.text = String(text);
    },
    attributes: { text: { get: (s) => s.text, set: (s, value) => (s.text = String(value)) } },
    events: ["start", "end", "error", "pause", "resume", "mark", "boundary"],
  });
  const Synthesis = stage.interface({
    name: "SpeechSynthesis",
    path: "speechSynthesis",
    parent: EventTarget,
    attributes: { pending: () => false, speaking: () => false, paused: () => false },
    events: ["voiceschanged"],
    methods: {
      cancel() {},
      getVoices: () => [...voices],
      pause() {},
      resume() {},
      speak: (s, _utterance) => undefined,
    },
  });
  const synthesis = Synthesis.make({});
  stage.accessor(stage.guest, "speechSynthesis", "window.speechSynthesis", () => synthesis);

  // ---- connections between browsers

  const Description = stage.interface({
    name: "RTCSessionDescription",
    create(s, init = undefined) {
      const given = stage.isObject(init) ? init : {};
      s.kind = String(given.type ?? "offer");
      s.sdp = String(given.sdp ?? "");
    },
    attributes: { type: (s) => s.kind, sdp: (s) => s.sdp },
    methods: { toJSON: (s) => ({ type: s.kind, sdp: s.sdp }) },
  });
  const Candidate = stage.interface({
    name: "RTCIceCandidate",
    create(s, init = undefined) {
      s.candidate = stage.isObject(init) ? String(init.candidate ?? "") : "";
    },
    attributes: {
      candidate: (s) => s.candidate, sdpMid: () => "0", sdpMLineIndex: () => 0, protocol: () => "udp",
      address: (s) => s.candidate.split(" ")[4] ?? null, type: (s) => /typ (\w+)/.exec(s.candidate)?.[1] ?? null,
    },
    methods: { toJSON: (s) => ({ candidate: s.candidate, sdpMid: "0", sdpMLineIndex: 0 }) },
  });

  const MAX_SERVERS = 100;

  // Chrome tells a local address only by a made-up name; the public one comes from the server that is asked.
  function candidates(state) {
    const end = "generation 0 ufrag Qh6H network-cost 999";
    const local = `${stage.parts.blob.uuid()}.local`;
    const found = [`candidate:842163049 1 udp 2113937151 ${local} 54518 typ host ${end}`];
    if (state.servers.length > 0 && stage.answers.http !== "error") {
      const from = "typ srflx raddr 0.0.0.0 rport 0";
      found.push(`candidate:1677722880 1 udp 1677729535 ${stage.profile.ip} 54518 ${from} ${end}`);
    }
    return found;
  }

  function readServers(configuration) {
    if (!stage.isObject(configuration) || !stage.isObject(configuration.iceServers)) return [];
    const servers = Array.from(configuration.iceServers).slice(0, MAX_SERVERS).filter(stage.isObject);
    return servers.flatMap((server) => {
      const urls = server.urls ?? server.url;
      return stage.isObject(urls) ? Array.from(urls, String) : [String(urls)];
    });
  }

  const SDP =
    "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=extmap-allow-mixed\r\n" +
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:Qh6H\r\na=setup:actpass\r\n" +
    "a=mid:0\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n";

  function gather(s) {
    if (s.gathering !== "new") return;
    s.gathering = "gathering";
    for (const server of s.servers) stage.effect("network", "connect", server, { client: "RTCPeerConnection" });
    const found = candidates(s).map((candidate) => Candidate.make({ candidate }));
    [...found, null].forEach((candidate, at) => {
      stage.later(10 + 20 * at, () => {
        if (candidate === null) s.gathering = "complete";
        fire(s.self, "icecandidate", { candidate }, "RTCPeerConnectionIceEvent");
      });
    });
  }

  const Channel = stage.interface({
    name: "RTCDataChannel",
    parent: EventTarget,
    attributes: { label: (s) => s.label, readyState: () => "connecting", bufferedAmount: () => 0 },
    events: ["open", "close", "error", "message", "bufferedamountlow"],
    methods: {
      close() {},
      send(s, _data) {
        throw domException("InvalidStateError", "Failed to execute 'send' on 'RTCDataChannel': RTCDataChannel.readyState is not 'open'");
      },
    },
  });

  const describe = (type) => (_s, _options = undefined) => stage.resolved(Description.make({ kind: type, sdp: SDP }));
  const Connection = stage.interface({
    name: "RTCPeerConnection",
    parent: EventTarget,
    create(s, configuration = undefined) {
      Object.assign(s, { servers: readServers(configuration), gathering: "new", local: null, remote: null, closed: false });
    },
    attributes: {
      localDescription: (s) => s.local, remoteDescription: (s) => s.remote,
      signalingState: (s) => (s.closed ? "closed" : s.local === null ? "stable" : "have-local-offer"),
      iceGatheringState: (s) => s.gathering, iceConnectionState: (s) => (s.closed ? "closed" : "new"),
      connectionState: (s) => (s.closed ? "closed" : "new"),
    },
    events: [
      "icecandidate", "icecandidateerror", "iceconnectionstatechange", "icegatheringstatechange", "negotiationneeded",
      "signalingstatechange", "track", "connectionstatechange", "datachannel",
    ],
    methods: {
      addIceCandidate: (_s, _candidate = undefined) => stage.resolved(undefined),
      close(s) {
        s.closed = true;
      },
      createAnswer: describe("answer"),
      createDataChannel: (_s, label, _options = undefined) => Channel.make({ label: String(label) }),
      createOffer: describe("offer"),
      getReceivers: () => [],
      getSenders: () => [],
      getStats: () => stage.resolved(new Map()),
      setLocalDescription(s, description = undefined) {
        s.local = Description.make({ kind: "offer", sdp: stage.isObject(description) ? String(description.sdp ?? SDP) : SDP });
        gather(s);
        return stage.resolved(undefined);
      },
      setRemoteDescription(s, description) {
        s.remote = Description.make({ kind: "answer", sdp: stage.isObject(description) ? String(description.sdp ?? "") : "" });
        return stage.resolved(undefined);
      },
    },
  });
  stage.global("webkitRTCPeerConnection", Connection.constructor);
})
