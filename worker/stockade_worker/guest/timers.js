(function (p, _host) {
  "use strict";
  // Timers on a virtual clock: waiting costs nothing. The worker takes the next timer when the guest has
  // nothing else to do, and the clock jumps to the moment at which that timer is due.
  //
  // Theory of operation. `records` holds each live timer by its id. The queue is a binary heap, in typed
  // arrays, of (due, serial, id), ordered by due time and then by insertion; a million timers cost 24 MB
  // and log n steps each. Clearing a timer only removes its record. The entry that stays behind is
  // recognised when it comes up, because its serial is not the record's; when such entries are the
  // majority, the queue is rebuilt without them.
  //
  // Source: HTML Standard, section 8.7 (timers).

  const { Float64Array, ReflectApply, ReflectDefineProperty, String, makeMap, makeNative } = p;

  // The clock in ms: it passes at every look of the guest's, too. And marks of where a string was given.
  const { advanceClock, clockNow, markPlace, resumePlace } = p.parts;

  const FIRST_CAPACITY = 64;
  const MAX_FREE_NESTING = 5; // a chain of timers deeper than this waits at least MIN_NESTED_DELAY
  const MIN_NESTED_DELAY = 4; // ms
  const MIN_STALE = 1024; // entries; fewer are not worth a rebuild

  let nesting = 0; // of the timer that was taken last
  let lastId = 0;
  let lastSerial = 0;
  let live = 0;
  let taken; // arguments of the timer that was taken last
  let records = makeMap(); // id -> {run, values, interval, nesting, serial, place}

  let size = 0;
  let capacity = FIRST_CAPACITY; // not due.length: that is a getter on a prototype
  let due = new Float64Array(FIRST_CAPACITY);
  let serials = new Float64Array(FIRST_CAPACITY);
  let ids = new Float64Array(FIRST_CAPACITY);

  // ---- the queue

  function isBefore(a, b) {
    return due[a] < due[b] || (due[a] === due[b] && serials[a] < serials[b]);
  }

  function put(at, time, serial, id) {
    due[at] = time;
    serials[at] = serial;
    ids[at] = id;
  }

  function push(time, serial, id) {
    if (size === capacity) {
      grow();
    }
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (due[parent] < time || (due[parent] === time && serials[parent] < serial)) break;
      put(at, due[parent], serials[parent], ids[parent]);
      at = parent;
    }
    put(at, time, serial, id);
  }

  // All three or none: memory may run out here, and the guest may catch the error for that and go on.
  function grow() {
    const moreDue = doubled(due);
    const moreSerials = doubled(serials);
    ids = doubled(ids);
    due = moreDue;
    serials = moreSerials;
    capacity *= 2;
  }

  function doubled(array) {
    // By hand: the engine's TypedArray.prototype.set asks the array for its "length", as any object.
    const larger = new Float64Array(2 * capacity);
    for (let i = 0; i < size; i++) larger[i] = array[i];
    return larger;
  }

  function dropFirst() {
    size--;
    if (size > 0) sink(0, due[size], serials[size], ids[size]);
  }

  // Puts an entry at `at` or below, where it belongs.
  function sink(start, time, serial, id) {
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(child + 1, child)) child++;
      if (time < due[child] || (time === due[child] && serial < serials[child])) break;
      put(at, due[child], serials[child], ids[child]);
      at = child;
    }
    put(at, time, serial, id);
  }

  function removeStale() {
    let kept = 0;
    for (let i = 0; i < size; i++) {
      const record = records.get(ids[i]);
      if (record !== undefined && record.serial === serials[i]) put(kept++, due[i], serials[i], ids[i]);
    }
    size = kept;
    for (let i = (size >> 1) - 1; i >= 0; i--) sink(i, due[i], serials[i], ids[i]);
  }

  // ---- timers

  function add(handler, delay, values, isInterval, isImmediate) {
    // toString of an object is guest code, and this is the guest's own call.
    const run = typeof handler === "function" ? handler : String(handler);
    const level = nesting + 1;
    const wait = isImmediate ? 0 : clamped(delay >> 0, level);
    const id = ++lastId;
    const serial = ++lastSerial;
    const interval = isInterval ? wait : -1;
    const place = typeof run === "string" ? markPlace() : -1;
    const record = {
      run: run, values: values, interval: interval, nesting: level, serial: serial, place: place,
    };
    push(clockNow() + wait, serial, id); // first: without a record it counts as cleared, should memory run out
    records.set(id, record);
    live++;
    return id;
  }

  function clamped(delay, level) {
    const wait = delay > 0 ? delay : 0;
    return level > MAX_FREE_NESTING && wait < MIN_NESTED_DELAY ? MIN_NESTED_DELAY : wait;
  }

  function clear(id) {
    const number = id >> 0; // as for a delay: may run guest code, at the guest's call
    if (!records.delete(number)) return;
    live--;
    if (size - live > live + MIN_STALE) removeStale();
  }

  // Returns the next thing to run: a function, or the source text of a string timer; undefined when nothing
  // is left. Sets the clock to the time at which it is due. The function is called by `call`, which is
  // Reflect.apply, with the global object and `takenValues()`. It is not bound to them: when memory runs out,
  // the engine's bind frees what it has not made yet.
  function take() {
    while (size > 0) {
      const id = ids[0];
      const serial = serials[0];
      const time = due[0];
      dropFirst();
      const record = records.get(id);
      if (record === undefined || record.serial !== serial) continue;
      advanceClock(time);
      nesting = record.nesting;
      taken = record.values;
      resumePlace(record.place);
      if (record.interval < 0) {
        records.delete(id);
        live--;
      } else {
        record.nesting++;
        record.serial = ++lastSerial;
        push(clockNow() + clamped(record.interval, record.nesting), lastSerial, id);
      }
      return record.run;
    }
    return undefined;
  }

  // Returns the arguments of the timer that was taken last.
  function takenValues() {
    return taken;
  }

  // Returns the virtual time in ms since the start.
  function now() {
    return clockNow();
  }

  function install(target) {
    provide(target, "setTimeout", 1, (run, delay, ...values) => add(run, delay, values, false, false));
    provide(target, "setInterval", 1, (run, delay, ...values) => add(run, delay, values, true, false));
    provide(target, "setImmediate", 1, (run, ...values) => add(run, 0, values, false, true));
    provide(target, "clearTimeout", 0, (id) => clear(id));
    provide(target, "clearInterval", 0, (id) => clear(id));
    provide(target, "clearImmediate", 0, (id) => clear(id));
  }

  // `behaviour` is an arrow function, for others could be called with new.
  function provide(target, name, length, behaviour) {
    ReflectDefineProperty(target, name, {
      __proto__: null,
      value: makeNative(name, name, length, behaviour),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  const parts = {
    __proto__: null, add: add, call: ReflectApply, clear: clear, install: install, now: now, take: take,
    takenValues: takenValues,
  };
  p.parts.timers = parts;
  return parts;
})
