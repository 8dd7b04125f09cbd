/*
 * What instrumented code calls. Each hook is a native function of the engine that stands as a
 * constant in compiled code: no name leads to it, and it calls nothing of the guest's.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { ERROR_BYTES = 400, MOST_IMPORTS = 1000 };

/* Throws what no catch and no finally can stop. The engine's interrupt goes on throwing it, from now:
 * making the error would call the guest's Error.prepareStackTrace, with this hook in the stack. */
JSValue throw_trip(struct tracer *t)
{
    *t->interrupt_counter = 1;
    JS_ThrowInternalError(t->context, "interrupted");
    JSValue error = JS_GetException(t->context);
    JS_SetUncatchableError(t->context, error);
    *t->interrupt_counter = 1;
    return JS_Throw(t->context, error);
}

static JSValue trip(struct tracer *t, enum trip kind, uint64_t seen)
{
    if (t->trip == TRIP_NONE) {
        t->trip = kind;
        t->seen = seen;
        t->end_place = current_place(t);
    }
    return throw_trip(t);
}

static struct frame *guest_frame(const struct tracer *t)
{
    return (*t->frame)->previous;
}

static uint32_t number_in(const struct tracer *t, JSValue value)
{
    uint32_t number = (uint32_t)value.u.int32 - t->limits.first_number;
    return value.tag == TAG_INT && number < MOST_NUMBERS ? number : NO_ID;
}

/* enter(function) */
static JSValue hook_enter(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 1)
        return UNDEFINED;
    struct frame *frame = guest_frame(t);
    frame->pc =
        NULL; /* as it was: the engine knows no position before a function's own first call */
    if (!enter(t, number_in(t, arguments[0]), frame))
        return trip(t, TRIP_CALL_DEPTH, t->call_count);
    return t->trip == TRIP_NONE ? UNDEFINED : throw_trip(t);
}

/* return(value, function), or for arrows return(entered, value, function) */
static JSValue hook_return(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 2)
        return UNDEFINED;
    JSValue value = arguments[count - 2];
    uint32_t function = number_in(t, arguments[count - 1]);
    if (function < t->function_count) {
        struct function *record = &t->functions[function];
        record->is_dirty = true;
        if (!record->has_returned)
            keep_value(t, &record->first_return, value);
        record->has_returned = true;
        keep_value(t, &record->last_return, value);
    }
    if (is_text(value))
        see(t, value, HOW_RETURN, function);
    return JS_DupValue(context, value);
}

/* loop(any number) */
static JSValue hook_loop(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    struct tracer *t = tracer_of(context);
    if (++t->loops > t->limits.loops)
        return trip(t, TRIP_LOOPS, t->loops);
    return UNDEFINED;
}

/* note(value, site): a string that is being put together */
static JSValue hook_note(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 2)
        return UNDEFINED;
    if (is_text(arguments[0]))
        grow(t, number_in(t, arguments[1]), arguments[0]);
    return JS_DupValue(context, arguments[0]);
}

static void note_error(struct tracer *t, JSValue error, JSValue number, bool is_throw)
{
    uint32_t at = number_in(t, number);
    if (at >= t->site_count)
        return;
    struct site *site = &t->sites[at];
    site->is_throw = is_throw;
    site->is_dirty = true;
    if (site->count++ > 0)
        return;
    site->rank = t->error_sites++;
    site->error = take(NULL, ERROR_BYTES);
    if (site->error != NULL)
        describe_error(t, error, site->error, ERROR_BYTES);
}

/* throw(value, site) */
static JSValue hook_throw(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 2)
        return UNDEFINED;
    note_error(t, arguments[0], arguments[1], true);
    leave_to(t, guest_frame(t));
    uint32_t function = current_function(t);
    if (function < t->function_count) {
        t->functions[function].thrown++;
        t->functions[function].is_dirty = true;
    }
    return JS_DupValue(context, arguments[0]);
}

/* caught(value, site) */
static JSValue hook_caught(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count < 2)
        return UNDEFINED;
    note_error(tracer_of(context), arguments[0], arguments[1], false);
    reword_error(tracer_of(context), arguments[0]);
    return UNDEFINED;
}

/* import(specifier): the module is loaded later, from the event loop */
static JSValue hook_import(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 1)
        return UNDEFINED;
    if (is_text(arguments[0]) && t->import_count < MOST_IMPORTS &&
        room_for((void **)&t->imports, &t->import_room, t->import_count + 1, sizeof(struct import)))
        t->imports[t->import_count++] =
            (struct import){ .name = hash_of(arguments[0]), .place = remember_place(t) };
    return JS_DupValue(context, arguments[0]);
}

/* operand(value, any number): what `typeof` is about to look at. A host's own objects have types of its own. */
static JSValue hook_operand(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    if (count < 1)
        return UNDEFINED;
    JS_FreeValue(context, t->type);
    t->type = UNDEFINED;
    if (arguments[0].tag == TAG_OBJECT && t->type_of.tag == TAG_OBJECT)
        t->type = JS_Call(context, t->type_of, UNDEFINED, 1, arguments);
    if (t->type.tag == TAG_EXCEPTION) { /* no memory or stack for it */
        JS_FreeValue(context, JS_GetException(context));
        t->type = UNDEFINED;
    }
    return JS_DupValue(context, arguments[0]);
}

/* type(text, any number): what `typeof` has said */
static JSValue hook_type(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    JSValue type = t->type;
    t->type = UNDEFINED;
    if (is_text(type))
        return type;
    JS_FreeValue(context, type);
    return count < 1 ? UNDEFINED : JS_DupValue(context, arguments[0]);
}

/* Returns the number of the place where a module was asked for first, or -1. */
int32_t place_of_import(const struct tracer *t, JSValue specifier)
{
    uint64_t name = hash_of(specifier);
    for (uint32_t i = 0; i < t->import_count; i++)
        if (t->imports[i].name == name)
            return t->imports[i].place;
    return -1;
}

const char *install_hooks(struct tracer *t)
{
    static generic_function *const functions[HOOKS] = {
        [HOOK_ENTER] = hook_enter,   [HOOK_RETURN] = hook_return,   [HOOK_LOOP] = hook_loop,
        [HOOK_NOTE] = hook_note,     [HOOK_THROW] = hook_throw,     [HOOK_CAUGHT] = hook_caught,
        [HOOK_IMPORT] = hook_import, [HOOK_OPERAND] = hook_operand, [HOOK_TYPE] = hook_type,
    };
    for (int i = 0; i < HOOKS; i++) {
        t->hooks[i] = JS_NewCFunction2(t->context, functions[i], "", 0, CALL_GENERIC, 0);
        if (t->hooks[i].tag != TAG_OBJECT)
            return "the engine makes no functions";
    }
    return NULL;
}

/* Looks at the strings that have been growing until the end. */
void finish_sites(struct tracer *t)
{
    for (uint32_t i = 0; i < t->site_count; i++)
        finish_growing(t, i);
}

void forget_sites(struct tracer *t)
{
    for (uint32_t i = 0; i < t->site_count; i++) {
        give(t->sites[i].text);
        give(t->sites[i].error);
    }
    if (t->sites != NULL)
        memset(t->sites, 0, t->site_count * sizeof(struct site));
    t->site_count = t->error_sites = t->sites_from = t->import_count = 0;
}
