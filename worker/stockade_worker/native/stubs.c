/*
 * Stubs: functions of the guest's realm, natives to all appearance, that do what a function of the stage's
 * realm does; and what the stage calls in the guest's realm.
 *
 * Theory of operation. Personas are written in JavaScript that runs in a realm of its own, the stage, with
 * builtins that no guest can reach. A stub is a native function of the engine's own kind. Called, it notes
 * the use, calls its behaviour in the stage, and hands over what comes back (border.c). Once the stage is
 * ready, nothing can be compiled in it any more.
 */
#include "tracer.h"

#include <string.h>

enum { MOST_STUBS = 32000, MOST_PLACES = 60000, MOST_ADOPTED_ARGUMENTS = 64 };

/* ---- stubs */

/* For a function `receiver` is its this; for a constructor new.target, undefined in a plain call. */
static JSValue call_stub(JSContext *context, JSValue receiver, int count, JSValue *arguments,
                         int magic)
{
    struct tracer *t = tracer_of(context);
    bool is_noted = t->stubs[magic].path[0] != '\0'; /* traps of a Proxy are no API */
    if (is_noted && !note_use(t, (uint32_t)magic, count, arguments))
        return throw_trip(t);
    JSValue behaviour = t->stubs[magic].behaviour;
    JSValue result = JS_Call(context, behaviour, receiver, count, arguments);
    result = handed_over(t, context, result);
    if (is_noted)
        note_result(t, (uint32_t)magic, result);
    return result;
}

static char *text_argument(JSContext *context, JSValue value)
{
    size_t bytes;
    const char *text = JS_ToCStringLen2(context, &bytes, value, false);
    char *copy = text == NULL ? NULL : take(NULL, bytes + 1);
    if (copy != NULL)
        memcpy(copy, text, bytes + 1);
    if (text != NULL)
        JS_FreeCString(context, text);
    return copy;
}

static bool make_place(struct tracer *t, JSContext *context, JSValue path, JSValue use)
{
    if (t->stub_count >= MOST_PLACES || use.tag != TAG_INT || !is_text(path) ||
        !room_for((void **)&t->stubs, &t->stub_room, t->stub_count + 1, sizeof(struct stub)))
        return false;
    struct stub *place = &t->stubs[t->stub_count];
    *place = (struct stub){ .behaviour = UNDEFINED, .use = (uint8_t)use.u.int32 };
    place->path = text_argument(context, path);
    t->stub_count += place->path != NULL;
    return place->path != NULL;
}

/* makeStub(path, use, behaviour, name, length, isConstructor) */
static JSValue make_stub(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    char *name = count == 6 ? text_argument(context, arguments[3]) : NULL;
    if (name == NULL || t->stub_count >= MOST_STUBS ||
        !make_place(t, context, arguments[0], arguments[1]))
        return JS_ThrowInternalError(context, "no stub can be made");
    uint32_t number = t->stub_count - 1;
    t->stubs[number].behaviour = JS_DupValue(context, arguments[2]);
    int protocol = arguments[5].u.int32 ? CALL_CONSTRUCTOR_OR_FUNC_MAGIC : CALL_GENERIC_MAGIC;
    JSValue made = JS_NewCFunction2(t->context, (generic_function *)(void *)call_stub, name,
                                    arguments[4].u.int32, protocol, (int)number);
    give(name);
    return made;
}

/* makeUse(path, use): a place to record uses of what is no stub */
static JSValue make_use(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count != 2 || !make_place(t, context, arguments[0], arguments[1]))
        return (JSValue){ .u = { .int32 = -1 }, .tag = TAG_INT };
    return (JSValue){ .u = { .int32 = (int32_t)t->stub_count - 1 }, .tag = TAG_INT };
}

/* use(number, ...arguments) */
static JSValue use(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 1 || arguments[0].tag != TAG_INT || (uint32_t)arguments[0].u.int32 >= t->stub_count)
        return UNDEFINED;
    bool may = note_use(t, (uint32_t)arguments[0].u.int32, count - 1, arguments + 1);
    return may ? UNDEFINED : throw_trip(t);
}

/* ---- from the stage into the guest's realm */

/* call(function, this, ...arguments) */
static JSValue call(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    JSValue given[MOST_ADOPTED_ARGUMENTS];
    if (count < 2 || count - 2 > MOST_ADOPTED_ARGUMENTS)
        return JS_ThrowInternalError(context, "a call with too many arguments");
    int adopted_count = 0;
    for (bool is_fine = true; is_fine && adopted_count < count - 2; adopted_count++) {
        given[adopted_count] = adopted(t, JS_DupValue(context, arguments[adopted_count + 2]));
        is_fine = given[adopted_count].tag != TAG_EXCEPTION;
    }
    bool has_failed = adopted_count > 0 && given[adopted_count - 1].tag == TAG_EXCEPTION;
    JSValue result =
        has_failed ? EXCEPTION : JS_Call(t->context, arguments[0], arguments[1], count - 2, given);
    for (int i = 0; i < adopted_count; i++)
        JS_FreeValue(context, given[i]);
    return result;
}

/* construct(constructor, ...arguments) */
static JSValue construct(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    return count < 1 ? UNDEFINED
                     : JS_CallConstructor(t->context, arguments[0], count - 1, arguments + 1);
}

/* evaluate(text, origin): as a classic script of the guest's; `origin` is a place in the list of origins */
static JSValue evaluate(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    struct eval_options options = { .version = 1, .file = "script.js", .line = 1 };
    size_t bytes;
    if (count != 2 || !is_text(arguments[0]) || arguments[1].tag != TAG_INT)
        return JS_ThrowInternalError(context, "nothing to evaluate");
    const char *text = JS_ToCStringLen2(context, &bytes, arguments[0], false);
    if (text == NULL)
        return EXCEPTION;
    t->origin = arguments[1].u.int32;
    JSValue result = JS_Eval2(t->context, text, bytes, &options);
    t->origin = 0;
    JS_FreeCString(context, text);
    return result;
}

/* adopt(value): what the guest may have of it */
static JSValue adopt(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    return count < 1 ? UNDEFINED : adopted(tracer_of(context), JS_DupValue(context, arguments[0]));
}

/* hide(object): from here on it is falsy, and its type is undefined, as that of document.all */
static JSValue hide(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count > 0 && arguments[0].tag == TAG_OBJECT)
        JS_SetIsHTMLDDA(context, arguments[0]);
    return UNDEFINED;
}

/* exit(): the program has ended itself */
static JSValue leave(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    struct tracer *t = tracer_of(context);
    if (t->trip == TRIP_NONE)
        t->trip = TRIP_EXIT;
    return throw_trip(t);
}

/* epoch(): the virtual time at which the run began, in ms */
static JSValue epoch(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    return (JSValue){ .u = { .float64 = tracer_of(context)->epoch_ms }, .tag = TAG_FLOAT64 };
}

/* codeByte(offset): of the guest's code that has called the stub whose behaviour asks, counted from the place where it
 * stands; -1 if it was called by no code. A host's object may answer another way when it is called than when it is
 * read, and only the instruction tells. */
static JSValue code_byte(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    int32_t byte = -1;
    const struct frame *frame = (*t->frame)->previous;
    while (frame != NULL && is_stage_code(t, frame->function))
        frame = frame->previous;
    frame = frame == NULL ? NULL : frame->previous; /* the stub's own */
    if (frame != NULL && count == 1 && arguments[0].tag == TAG_INT &&
        frame->function.tag == TAG_OBJECT && has_bytecode(object_of(frame->function))) {
        const struct bytecode *b = object_of(frame->function)->u.function.bytecode;
        int64_t at = frame->pc - b->code + (int64_t)arguments[0].u.int32;
        if (b->realm == t->context && at >= 0 && at < b->code_bytes)
            byte = b->code[at];
    }
    return (JSValue){ .u = { .int32 = byte }, .tag = TAG_INT };
}

/* standAt(place): what is done from here on was asked for at the place with this number; -1: where the guest is */
static JSValue stand_at(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count > 0 && arguments[0].tag == TAG_INT)
        tracer_of(context)->standing = arguments[0].u.int32;
    return UNDEFINED;
}

/* setEpoch(ms): when the run begins in virtual time */
static JSValue set_epoch(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    double ms = 0;
    if (count > 0 && JS_ToFloat64(context, &ms, arguments[0]) == 0)
        start_at(tracer_of(context), ms);
    return UNDEFINED;
}

/* ---- what Python calls */

static JSValue compile_nothing(JSContext *context, JSValue receiver, const char *text, size_t bytes,
                               const char *file, int line, int flags, int scope)
{
    (void)receiver, (void)text, (void)bytes, (void)file, (void)line, (void)flags, (void)scope;
    return JS_ThrowInternalError(context, "nothing is compiled here");
}

static eval_function **eval_slot_of(const struct tracer *t, JSContext *context)
{
    return (eval_function **)((char *)context + ((char *)t->eval_slot - (char *)t->context));
}

/* Takes a fresh context of the same runtime for the stage. False if it is not laid out like the guest's. */
API bool st_open_stage(struct tracer *t, JSContext *stage)
{
    if (*eval_slot_of(t, stage) != t->compile)
        return false;
    JS_SetContextOpaque(stage, t);
    t->stage = stage;
    return true;
}

/* Lets nothing be compiled in the stage any more, and no call take its realm out of it. False if its functions do
 * not say where they are from; `function` is one. */
API bool st_close_stage(struct tracer *t, JSValue function)
{
    *eval_slot_of(t, t->stage) = compile_nothing;
    return is_stage_code(t, function) && watch_realms(t, function);
}

/* Makes one of the functions through which the stage speaks to the guest's realm; undefined for other names. */
API JSValue st_make_border(struct tracer *t, const char *name)
{
    static const struct {
        const char *name;
        generic_function *function;
    } all[] = {
        { "makeStub", make_stub },
        { "makeUse", make_use },
        { "use", use },
        { "call", call },
        { "construct", construct },
        { "evaluate", evaluate },
        { "adopt", adopt },
        { "pair", make_pair },
        { "hide", hide },
        { "exit", leave },
        { "onImport", set_find_module },
        { "lastMatch", tell_last_match },
        { "onCaught", set_reword },
        { "onTypeof", set_type_of },
        { "epoch", epoch },
        { "setEpoch", set_epoch },
        { "standAt", stand_at },
        { "codeByte", code_byte },
    };
    JSContext *context = t->stage == NULL ? t->context : t->stage; /* the runtime makes stubs too */
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        if (strcmp(name, all[i].name) == 0)
            return JS_NewCFunction2(context, all[i].function, "", 0, CALL_GENERIC, 0);
    return UNDEFINED;
}

API const char *st_stub_path(const struct tracer *t, uint32_t number)
{
    return number < t->stub_count ? t->stubs[number].path : "";
}

API uint32_t st_stub_use(const struct tracer *t, uint32_t number)
{
    return number < t->stub_count ? t->stubs[number].use : 0;
}

/* Ends the run: a rule that blocks has matched. */
API void st_block(struct tracer *t)
{
    if (t->trip != TRIP_NONE)
        return;
    t->trip = TRIP_BLOCKED;
    t->end_place = current_place(t);
    *t->interrupt_counter = 1;
}

/* Lets code of ours run after the end. */
API void st_release(struct tracer *t)
{
    t->trip = TRIP_NONE;
}

API void st_current_place(const struct tracer *t, struct place *out)
{
    *out = current_place(t);
}
