(function (stage) {
  "use strict";
  // Web Audio, as fingerprints use it: a graph whose rendering gives samples that follow from the machine, and the
  // Audio state that players ask for. Nothing is ever heard.
  //
  // Source: Web Audio API.

  const { domException } = stage;
  const { EventTarget, fire } = stage.parts.events;

  const RATE = 44_100;
  const MAX_SAMPLES = 1 << 20; // of a buffer that is really made

  const Param = stage.interface({
    name: "AudioParam",
    attributes: {
      value: {
        get: (s) => s.value,
        set(s, value) {
          s.value = Math.fround(Number(value));
        },
      },
      defaultValue: (s) => s.initial, minValue: () => -3.4028234663852886e38, maxValue: () => 3.4028234663852886e38,
    },
    methods: {
      cancelScheduledValues: (s, _from) => s.self,
      exponentialRampToValueAtTime: (s, _value, _time) => s.self,
      linearRampToValueAtTime: (s, _value, _time) => s.self,
      setTargetAtTime: (s, _value, _time, _constant) => s.self,
      setValueAtTime(s, value, _time) {
        s.value = Math.fround(Number(value));
        return s.self;
      },
    },
  });
  const param = (value) => Param.make({ value, initial: value });

  const Node = stage.interface({
    name: "AudioNode",
    parent: EventTarget,
    attributes: {
      context: (s) => s.context, numberOfInputs: () => 1, numberOfOutputs: () => 1, channelCount: () => 2,
    },
    methods: {
      connect: (s, target) => target,
      disconnect: (s, _target = undefined) => undefined,
    },
  });

  // Each kind of node: its parameters with their initial values.
  const NODES = {
    Analyser: { fftSize: 2048, minDecibels: -100, maxDecibels: -30 }, BiquadFilter: { frequency: param, Q: param },
    ChannelMerger: {}, ChannelSplitter: {}, Convolver: {}, Delay: { delayTime: param },
    DynamicsCompressor: {
      threshold: param, knee: param, ratio: param, attack: param, release: param, reduction: -20.538286209106445,
    },
    Gain: { gain: param }, StereoPanner: { pan: param }, WaveShaper: {},
  };
  const SOURCES = { BufferSource: { playbackRate: param }, Oscillator: { frequency: param, detune: param } };
  const INITIAL = {
    frequency: 440, threshold: -24, knee: 30, ratio: 12, attack: 0.003, release: 0.25, gain: 1, playbackRate: 1, Q: 1,
  };

  const create = {};
  function define(kind, members, more) {
    const attributes = {};
    for (const name of Object.keys(members)) {
      attributes[name] = { get: (s) => s.members[name], set: (s, value) => (s.members[name] = value) };
      if (members[name] === param) attributes[name] = (s) => s.members[name];
    }
    const handle = stage.interface({
      name: kind === "BufferSource" ? "AudioBufferSourceNode" : `${kind}Node`, parent: Node, attributes, ...more,
    });
    create[`create${kind}`] = (context) => {
      const made = {};
      for (const name of Object.keys(members)) made[name] = members[name] === param ? param(INITIAL[name] ?? 0) : members[name];
      return handle.make({ context: context.self, members: made });
    };
  }
  for (const kind of Object.keys(NODES)) {
    const isAnalyser = kind === "Analyser";
    define(kind, NODES[kind], isAnalyser ? { methods: {
      getByteFrequencyData: (s, array) => fill(array, 0), getFloatFrequencyData: (s, array) => fill(array, -Infinity),
      getByteTimeDomainData: (s, array) => fill(array, 128), getFloatTimeDomainData: (s, array) => fill(array, 0),
    } } : {});
  }
  const playing = { methods: { start: (s, _when = 0) => undefined, stop: (s, _when = 0) => undefined }, events: ["ended"] };
  for (const kind of Object.keys(SOURCES)) define(kind, { ...SOURCES[kind], type: "sine", buffer: null, loop: false }, playing);

  function fill(array, value) {
    if (ArrayBuffer.isView(array)) for (let at = 0; at < array.length && at < MAX_SAMPLES; at++) array[at] = value;
  }

  // ---- buffers

  const Buffer = stage.interface({
    name: "AudioBuffer",
    attributes: {
      sampleRate: (s) => s.rate, length: (s) => s.length, duration: (s) => s.length / s.rate, numberOfChannels: (s) => s.channels,
    },
    methods: {
      copyFromChannel: (s, _target, _channel) => undefined,
      getChannelData(s, channel) {
        if (Number(channel) >= s.channels) {
          throw domException(
            "IndexSizeError",
            `Failed to execute 'getChannelData' on 'AudioBuffer': channel index (${Number(channel)}) exceeds number of channels (${s.channels})`,
          );
        }
        s.data ??= makeSamples(s);
        return s.data;
      },
    },
  });

  // A compressed tone; that its sum differs from machine to machine is all that is ever looked at.
  function makeSamples(s) {
    const data = stage.construct(stage.builtins.Float32Array, Math.min(s.length, MAX_SAMPLES));
    if (!s.isRendered) return data;
    const shift = (stage.profile.canvas.length + stage.profile.gpu_renderer.length) * 1e-7;
    for (let at = 0; at < data.length; at++) data[at] = Math.sin(at * 1.4247) * 0.2417 + shift;
    return data;
  }

  const makeBuffer = (channels, length, rate, isRendered = false) =>
    Buffer.make({ channels: Number(channels) || 1, length: Number(length) >>> 0, rate: Number(rate) || RATE, isRendered });

  // ---- contexts

  const Destination = stage.interface({
    name: "AudioDestinationNode", parent: Node, attributes: { maxChannelCount: () => 2 },
  });
  const Listener = stage.interface({ name: "AudioListener" });

  const methods = { createBuffer: (s, channels, length, rate) => makeBuffer(channels, length, rate) };
  for (const name of Object.keys(create)) methods[name] = create[name];
  methods.decodeAudioData = (s, _data) => stage.rejected(domException("EncodingError", "Unable to decode audio data"));

  const Base = stage.interface({
    name: "BaseAudioContext",
    parent: EventTarget,
    attributes: {
      destination: (s) => s.destination, currentTime: (s) => (s.state === "running" ? stage.clock.elapsed() / 1000 : 0),
      sampleRate: (s) => s.rate, listener: () => Listener.make({}), state: (s) => s.state,
    },
    events: ["statechange"],
    methods,
  });

  function start(state, rate) {
    Object.assign(state, { rate, state: "running", destination: Destination.make({ context: state.self }) });
  }

  const to = (name) => (s) => {
    s.state = name;
    return stage.resolved(undefined);
  };
  const AudioContext = stage.interface({
    name: "AudioContext",
    parent: Base,
    create(state, _options = undefined) {
      start(state, 48_000);
    },
    attributes: { baseLatency: () => 0.01, outputLatency: () => 0 },
    methods: { close: to("closed"), resume: to("running"), suspend: to("suspended") },
  });

  const Offline = stage.interface({
    name: "OfflineAudioContext",
    parent: Base,
    create(state, channels, length = undefined, rate = undefined) {
      const given = stage.isObject(channels) ? channels : { numberOfChannels: channels, length, sampleRate: rate };
      start(state, Number(given.sampleRate) || RATE);
      state.buffer = makeBuffer(given.numberOfChannels, given.length, given.sampleRate, true);
    },
    attributes: { length: (s) => Buffer.state(s.buffer).length },
    events: ["complete"],
    methods: {
      startRendering(s) {
        const waiter = stage.promise();
        stage.later(4, () => {
          waiter.resolve(s.buffer);
          fire(s.self, "complete", { renderedBuffer: s.buffer }, "OfflineAudioCompletionEvent");
        });
        return waiter.promise;
      },
    },
  });

  stage.global("webkitAudioContext", AudioContext.constructor);
  stage.global("webkitOfflineAudioContext", Offline.constructor);
})
