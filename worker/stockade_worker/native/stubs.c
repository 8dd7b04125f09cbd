/*
 * Stubs: functions of the guest's realm, natives to all appearance, that do what a function of the stage's
 * realm does; and the border between the two realms.
 *
 * Theory of operation. Personas are written in JavaScript that runs in a realm of its own, the stage, with
 * builtins that no guest can reach. A stub is a native function of the engine's own kind. Called, it notes
 * the use, calls its behaviour in the stage, and adopts what comes back: an object that has a builtin
 * prototype of the stage gets the guest's own in its place, and so does what it holds. A function that was
 * compiled in the stage never passes. Once the stage is ready, nothing can be compiled in it any more.
 */
#include "tracer.h"

#include <string.h>

enum { DEEPEST_ADOPTION = 64, MOST_PAIRS = 96, MOST_STUBS = 32000, MOST_PLACES = 60000 };
enum { GPN_ALL = 3, MOST_ADOPTED_ARGUMENTS = 64 };

static JSValue adopted(struct tracer *t, JSValue value, int depth);

/* ---- the border */

static bool is_stage_code(const struct tracer *t, JSValue value)
{
    return value.tag == TAG_OBJECT && has_bytecode(object_of(value)) && t->stage != NULL &&
           object_of(value)->u.function.bytecode->realm == t->stage;
}

/* Gives an object the guest's prototype for the stage's. False if it has none of the stage's builtin ones. */
static bool change_prototype(struct tracer *t, JSValue object)
{
    JSValue prototype = JS_GetPrototype(t->context, object);
    bool is_ours = false;
    for (uint32_t i = 0; i < t->pair_count && !is_ours && prototype.tag == TAG_OBJECT; i++) {
        is_ours = t->pairs[i].ours == prototype.u.pointer;
        if (is_ours && JS_SetPrototype(t->context, object, t->pairs[i].theirs) < 0)
            JS_FreeValue(t->context, JS_GetException(t->context));
    }
    JS_FreeValue(t->context, prototype);
    return is_ours;
}

static void adopt_property(struct tracer *t, JSValue object, JSAtom name, int depth)
{
    JSPropertyDescriptor found = { .value = UNDEFINED, .getter = UNDEFINED, .setter = UNDEFINED };
    if (JS_GetOwnProperty(t->context, &found, object, name) <= 0)
        return;
    if (is_stage_code(t, found.value) || is_stage_code(t, found.getter) ||
        is_stage_code(t, found.setter))
        JS_DefinePropertyValue(t->context, object, name, UNDEFINED, 7);
    JS_FreeValue(t->context, found.getter);
    JS_FreeValue(t->context, found.setter);
    JS_FreeValue(t->context, adopted(t, found.value, depth + 1));
}

static void adopt_contents(struct tracer *t, JSValue object, int depth)
{
    struct property_name *names = NULL;
    uint32_t count = 0;
    size_t unused[3];
    JSValue buffer = UNDEFINED;
    if (JS_GetTypedArrayType(object) >= 0)
        buffer = JS_GetTypedArrayBuffer(t->context, object, unused, unused + 1, unused + 2);
    if (buffer.tag == TAG_OBJECT) {
        JS_FreeValue(t->context, adopted(t, buffer, depth + 1));
        return;
    }
    if (JS_GetOwnPropertyNames(t->context, &names, &count, object, GPN_ALL) < 0) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        adopt_property(t, object, names[i].atom, depth);
    JS_FreePropertyEnum(t->context, names, count);
}

/* Returns what the guest may have of a value, whose reference it takes. */
static JSValue adopted(struct tracer *t, JSValue value, int depth)
{
    if (value.tag != TAG_OBJECT || JS_IsProxy(value))
        return value;
    if (is_stage_code(t, value) || depth > DEEPEST_ADOPTION) {
        JS_FreeValue(t->context, value);
        return UNDEFINED;
    }
    if (change_prototype(t, value))
        adopt_contents(t, value, depth);
    return value;
}

/* Passes a result on, or the exception in its place. */
static JSValue handed_over(struct tracer *t, JSContext *from, JSValue result)
{
    if (result.tag != TAG_EXCEPTION)
        return adopted(t, result, 0);
    JSValue error = JS_GetException(from);
    if (!JS_IsUncatchableError(error))
        error = adopted(t, error, 0);
    return JS_Throw(t->context, error);
}

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
    for (int i = 2; i < count; i++)
        given[i - 2] = adopted(t, JS_DupValue(context, arguments[i]), 0);
    JSValue result = JS_Call(t->context, arguments[0], arguments[1], count - 2, given);
    for (int i = 2; i < count; i++)
        JS_FreeValue(context, given[i - 2]);
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
    return count < 1 ? UNDEFINED
                     : adopted(tracer_of(context), JS_DupValue(context, arguments[0]), 0);
}

/* pair(ours, theirs): prototypes that stand for each other */
static JSValue pair(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count != 2 || t->pair_count >= MOST_PAIRS ||
        !room_for((void **)&t->pairs, &t->pair_room, t->pair_count + 1, sizeof(struct pair)))
        return JS_ThrowInternalError(context, "too many prototypes");
    t->pairs[t->pair_count++] = (struct pair){ .ours = JS_DupValue(context, arguments[0]).u.pointer,
                                               .theirs = JS_DupValue(context, arguments[1]) };
    return UNDEFINED;
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

/* Lets nothing be compiled in the stage any more. False if its functions do not say where they are from;
 * `function` is one. */
API bool st_close_stage(struct tracer *t, JSValue function)
{
    *eval_slot_of(t, t->stage) = compile_nothing;
    return is_stage_code(t, function);
}

/* Makes the functions through which the stage speaks to the guest's realm. */
API JSValue st_make_border(struct tracer *t, uint32_t which)
{
    static generic_function *const functions[] = {
        make_stub,  make_use, use,       call,     construct,       evaluate,
        adopt,      pair,     hide,      leave,    set_find_module, tell_last_match,
        set_reword, epoch,    code_byte, set_epoch
    };
    enum { FUNCTIONS = sizeof(functions) / sizeof(*functions) };
    JSContext *context = t->stage == NULL ? t->context : t->stage; /* the runtime makes stubs too */
    return which < FUNCTIONS ? JS_NewCFunction2(context, functions[which], "", 0, CALL_GENERIC, 0)
                             : UNDEFINED;
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
