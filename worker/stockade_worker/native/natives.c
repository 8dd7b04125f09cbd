/*
 * Builtins whose results are looked at, some that are mended, and the virtual clock and seeded chance.
 *
 * The code behind a builtin's function object is exchanged; the object, and so everything that a
 * guest can see of it, stays what it was. Originals are kept per process: the engine's code is the
 * same in each of its contexts.
 */
#include "tracer.h"

#include <math.h>

enum { MOST_TAPS = 16, CLOCK_DATE = 0, CLOCK_DATE_NOW, CLOCK_PERFORMANCE, CHANCE, VIRTUALS };

/* Each look at the clock finds it a little later: a guest that waits for time to pass sees it pass. */
static const double STEP_MS = 0.25;

static union {
    generic_function *plain;
    magic_function *magic;
} taps[MOST_TAPS];
static generic_function *virtuals[VIRTUALS];

/* Tells whether a builtin was called by our own runtime, as the console does for its texts. */
static bool is_our_call(const struct tracer *t)
{
    const struct frame *frame = *t->frame;
    while (is_native(frame))
        frame = frame->previous;
    return frame != NULL && frame->function.tag == TAG_OBJECT &&
           owner_of(t, object_of(frame->function)->u.function.bytecode) < 0;
}

static JSValue seen(JSContext *context, uint32_t how, JSValue result)
{
    struct tracer *t = tracer_of(context);
    if (is_text(result) && t->is_active && !is_our_call(t))
        see(t, result, how, NO_ID);
    return result;
}

#define TAP(n)                                                                                     \
    static JSValue tap_plain_##n(JSContext *c, JSValue receiver, int count, JSValue *arguments)    \
    {                                                                                              \
        return seen(c, n, taps[n].plain(c, receiver, count, arguments));                           \
    }                                                                                              \
    static JSValue tap_magic_##n(JSContext *c, JSValue receiver, int count, JSValue *arguments,    \
                                 int m)                                                            \
    {                                                                                              \
        return seen(c, n, taps[n].magic(c, receiver, count, arguments, m));                        \
    }
#define EACH_TAP(X)                                                                                \
    X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)
EACH_TAP(TAP)

#define PLAIN(n) tap_plain_##n,
#define MAGIC(n) tap_magic_##n,
static generic_function *const plain_taps[MOST_TAPS] = { EACH_TAP(PLAIN) };
static magic_function *const magic_taps[MOST_TAPS] = { EACH_TAP(MAGIC) };

/* Looks at the results of a builtin from here on, as number `how`. False if it is of another kind. */
API bool st_tap(JSValue builtin, uint32_t how)
{
    enum { CLASS_NATIVE = 12 };
    if (how >= MOST_TAPS || builtin.tag != TAG_OBJECT ||
        object_of(builtin)->class_id != CLASS_NATIVE)
        return false;
    struct object *o = object_of(builtin);
    if (o->u.native.protocol == CALL_GENERIC) {
        if (o->u.native.function.plain != plain_taps[how])
            taps[how].plain = o->u.native.function.plain;
        o->u.native.function.plain = plain_taps[how];
    } else if (o->u.native.protocol == CALL_GENERIC_MAGIC) {
        if (o->u.native.function.magic != magic_taps[how])
            taps[how].magic = o->u.native.function.magic;
        o->u.native.function.magic = magic_taps[how];
    } else {
        return false;
    }
    return true;
}

/* ---- mended */

static magic_function *create_html;

/* `"".fontcolor()` and its like: the engine throws where undefined or null is to become text. */
static JSValue create_html_of_anything(JSContext *context, JSValue receiver, int count,
                                       JSValue *arguments, int magic)
{
    JSValue value = count > 0 ? arguments[0] : UNDEFINED;
    if (value.tag != TAG_UNDEFINED && value.tag != TAG_NULL)
        return create_html(context, receiver, count, arguments, magic);
    JSValue text = value.tag == TAG_NULL ? JS_NewStringLen(context, "null", 4)
                                         : JS_NewStringLen(context, "undefined", 9);
    if (text.tag == TAG_EXCEPTION)
        return text;
    JSValue result = create_html(context, receiver, 1, &text, magic);
    JS_FreeValue(context, text);
    return result;
}

/* Mends a method of String.prototype that makes HTML with an attribute. False if it is of another kind. */
API bool st_mend_html(JSValue builtin)
{
    if (builtin.tag != TAG_OBJECT || object_of(builtin)->u.native.protocol != CALL_GENERIC_MAGIC)
        return false;
    struct object *o = object_of(builtin);
    if (o->u.native.function.magic != create_html_of_anything)
        create_html = o->u.native.function.magic;
    o->u.native.function.magic = create_html_of_anything;
    return true;
}

/* ---- clock and chance */

static double read_clock(struct tracer *t)
{
    t->clock_ms += STEP_MS;
    return t->clock_ms;
}

static JSValue number(double value)
{
    return (JSValue){ .u = { .float64 = value }, .tag = TAG_FLOAT64 };
}

static JSValue date(JSContext *context, JSValue new_target, int count, JSValue *arguments)
{
    struct tracer *t = tracer_of(context);
    bool is_call = new_target.tag == TAG_UNDEFINED;
    if (count > 0 && !is_call)
        return virtuals[CLOCK_DATE](context, new_target, count, arguments);
    JSValue now = number(floor(t->epoch_ms + read_clock(t)));
    if (!is_call)
        return virtuals[CLOCK_DATE](context, new_target, 1, &now);
    /* Date() is the text of the present date; the original would ask the real clock for it. */
    JSValue made = virtuals[CLOCK_DATE](context, (*t->frame)->function, 1, &now);
    if (made.tag == TAG_EXCEPTION)
        return made;
    JSValue text = JS_Call(context, t->date_to_string, made, 0, NULL);
    JS_FreeValue(context, made);
    return text;
}

static JSValue date_now(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    struct tracer *t = tracer_of(context);
    return number(floor(t->epoch_ms + read_clock(t)));
}

static JSValue performance_now(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    return number(read_clock(tracer_of(context)));
}

static uint64_t next_chance(struct tracer *t)
{
    uint64_t z = t->chance += 0x9e3779b97f4a7c15u; /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static JSValue math_random(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    return number((double)(next_chance(tracer_of(context)) >> 11) * 0x1p-53);
}

static generic_function *const replacements[VIRTUALS] = {
    [CLOCK_DATE] = date,
    [CLOCK_DATE_NOW] = date_now,
    [CLOCK_PERFORMANCE] = performance_now,
    [CHANCE] = math_random,
};

/* Puts the virtual clock or seeded chance behind a builtin. False if it is of another kind. */
API bool st_virtual(JSValue builtin, uint32_t which)
{
    if (which >= VIRTUALS || builtin.tag != TAG_OBJECT)
        return false;
    struct object *o = object_of(builtin);
    int wanted = which == CLOCK_DATE ? CALL_CONSTRUCTOR_OR_FUNC : CALL_GENERIC;
    if (o->u.native.protocol != wanted)
        return false;
    if (o->u.native.function.plain != replacements[which])
        virtuals[which] = o->u.native.function.plain;
    o->u.native.function.plain = replacements[which];
    return true;
}

/*
 * Learns where `performance` keeps its time origin: a property that can't be written, whose value is known.
 * False if it is not there.
 */
API bool st_time_origin(struct tracer *t, JSValue performance, double value)
{
    enum { PROPERTIES = 2 };
    t->performance = object_of(performance);
    for (t->origin_property = 0; t->origin_property < PROPERTIES; t->origin_property++) {
        const JSValue *property = (JSValue *)t->performance->properties + t->origin_property;
        if (property->tag == TAG_FLOAT64 && property->u.float64 == value)
            return true;
    }
    t->performance = NULL;
    return false;
}

/* Lets the run begin at a moment, in ms since 1970. */
void start_at(struct tracer *t, double ms)
{
    t->epoch_ms = ms;
    if (t->performance != NULL)
        ((JSValue *)t->performance->properties)[t->origin_property].u.float64 = ms;
}

/* Starts clock and chance; the same seed gives the same of both. */
void start_chance(struct tracer *t, uint64_t seed)
{
    enum { YEAR_SECONDS = 31536000 };
    t->chance = seed;
    t->clock_ms = 0;
    /* some moment of the year 2025, to the millisecond */
    start_at(t, 1735689600000.0 + (double)(next_chance(t) % ((uint64_t)YEAR_SECONDS * 1000)));
}

static JSValue tell_clock(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    return number(tracer_of(context)->clock_ms);
}

static JSValue advance_clock(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    double ms = count < 1                     ? 0
                : arguments[0].tag == TAG_INT ? arguments[0].u.int32
                                              : arguments[0].u.float64;
    if (ms > t->clock_ms)
        t->clock_ms = ms;
    return UNDEFINED;
}

/* Remembers what guest code is running now; returns a number for it. */
static JSValue mark_place(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    struct tracer *t = tracer_of(context);
    return (JSValue){ .u = { .int32 = remember_place(t) }, .tag = TAG_INT };
}

/* The next code that the event loop has compiled was made at the place with this number. */
static JSValue resume_place(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    t->next_place = count > 0 && arguments[0].tag == TAG_INT ? arguments[0].u.int32 : -1;
    return UNDEFINED;
}

/* Makes the functions by which the timers tell the clock (0), let it pass (1; it never goes back), and
 * remember where a string was given to them (2, 3). */
API JSValue st_make_service(struct tracer *t, uint32_t which)
{
    static generic_function *const services[] = { tell_clock, advance_clock, mark_place,
                                                  resume_place };
    return JS_NewCFunction2(t->context, services[which & 3], "", 0, CALL_GENERIC, 0);
}
