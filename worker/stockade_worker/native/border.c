/*
 * The border between the stage and the guest's realm: what the guest may have of what comes from the stage.
 *
 * An object that has a builtin prototype of the stage gets the guest's own in its place, and so does all that
 * it holds. A function that was compiled in the stage never passes. What already is of the guest's realm is
 * not looked into, so a value is adopted once, however often it is handed over.
 */
#include "tracer.h"

#include <stdlib.h>

enum { MOST_PAIRS = 96, MOST_BARE = 1000, GPN_ALL = 3 };

/* Objects that have been adopted, and whose contents have not. */
struct adoption {
    JSValue *objects;
    uint32_t count, room;
    uint32_t bare; /* how many without a prototype: they may be the guest's, and in a circle */
    bool has_failed;
};

bool is_stage_code(const struct tracer *t, JSValue value)
{
    return value.tag == TAG_OBJECT && has_bytecode(object_of(value)) && t->stage != NULL &&
           object_of(value)->u.function.bytecode->realm == t->stage;
}

/* Gives an object another prototype, also one that is frozen. False if there is no memory. */
static bool give_prototype(struct tracer *t, JSValue object, JSValue prototype)
{
    uint8_t flags = object_of(object)->flags;
    object_of(object)->flags |= OBJECT_IS_EXTENSIBLE;
    bool is_given = JS_SetPrototype(t->context, object, prototype) >= 0;
    object_of(object)->flags = (uint8_t)((object_of(object)->flags & ~OBJECT_IS_EXTENSIBLE) |
                                         (flags & OBJECT_IS_EXTENSIBLE));
    if (!is_given)
        JS_FreeValue(t->context, JS_GetException(t->context));
    return is_given;
}

/* Gives an object the guest's prototype for the stage's. False if what it holds
 * is of no interest: it has another one. */
static bool change_prototype(struct tracer *t, struct adoption *adoption, JSValue object)
{
    JSValue prototype = JS_GetPrototype(t->context, object);
    bool is_ours = false;
    for (uint32_t i = 0; i < t->pair_count && !is_ours && prototype.tag == TAG_OBJECT; i++) {
        is_ours = t->pairs[i].ours == prototype.u.pointer;
        if (is_ours && !give_prototype(t, object, t->pairs[i].theirs))
            adoption->has_failed = true;
    }
    JS_FreeValue(t->context, prototype);
    return is_ours || (prototype.tag == TAG_NULL && adoption->bare++ < MOST_BARE);
}

/* Adopts one object, and notes it for what it holds. */
static void adopt_object(struct tracer *t, struct adoption *adoption, JSValue value)
{
    if (value.tag != TAG_OBJECT || JS_IsProxy(value) || !change_prototype(t, adoption, value))
        return;
    if (adoption->count == adoption->room) {
        uint32_t room = adoption->room ? 2 * adoption->room : 16;
        JSValue *larger = realloc(adoption->objects, room * sizeof(JSValue));
        if (larger == NULL) {
            adoption->has_failed = true;
            return;
        }
        adoption->objects = larger;
        adoption->room = room;
    }
    adoption->objects[adoption->count++] = JS_DupValue(t->context, value);
}

static void adopt_property(struct tracer *t, struct adoption *adoption, JSValue object, JSAtom name)
{
    JSPropertyDescriptor found = { .value = UNDEFINED, .getter = UNDEFINED, .setter = UNDEFINED };
    int has = JS_GetOwnProperty(t->context, &found, object, name);
    if (has <= 0) {
        adoption->has_failed |= has < 0;
        if (has < 0)
            JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    bool is_stages =
        is_of_stage(t, found.value) || is_of_stage(t, found.getter) || is_of_stage(t, found.setter);
    if (is_stages && JS_DefinePropertyValue(t->context, object, name, UNDEFINED, 7) <= 0) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        adoption->has_failed = true;
    }
    adopt_object(t, adoption, found.value);
    JS_FreeValue(t->context, found.value);
    JS_FreeValue(t->context, found.getter);
    JS_FreeValue(t->context, found.setter);
}

static void adopt_contents(struct tracer *t, struct adoption *adoption, JSValue object)
{
    struct property_name *names = NULL;
    uint32_t count = 0;
    size_t unused[3];
    if (JS_GetTypedArrayType(object) >= 0) {
        JSValue buffer = JS_GetTypedArrayBuffer(t->context, object, unused, unused + 1, unused + 2);
        adopt_object(t, adoption, buffer);
        JS_FreeValue(t->context, buffer);
        return;
    }
    if (JS_GetOwnPropertyNames(t->context, &names, &count, object, GPN_ALL) < 0) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        adoption->has_failed = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        adopt_property(t, adoption, object, names[i].atom);
    JS_FreePropertyEnum(t->context, names, count);
}

/* Returns what the guest may have of a value, whose reference it takes; EXCEPTION if there is no memory. */
JSValue adopted(struct tracer *t, JSValue value)
{
    if (value.tag != TAG_OBJECT)
        return value;
    if (is_of_stage(t, value)) {
        JS_FreeValue(t->context, value);
        return UNDEFINED;
    }
    struct adoption adoption = { 0 };
    adopt_object(t, &adoption, value);
    while (adoption.count > 0) {
        JSValue object = adoption.objects[--adoption.count];
        adopt_contents(t, &adoption, object);
        JS_FreeValue(t->context, object);
    }
    free(adoption.objects);
    if (!adoption.has_failed)
        return value;
    JS_FreeValue(t->context, value);
    return JS_ThrowOutOfMemory(t->context);
}

/* Passes a result of the stage's on, or the exception in its place. */
JSValue handed_over(struct tracer *t, JSContext *from, JSValue result)
{
    if (result.tag != TAG_EXCEPTION)
        return adopted(t, result);
    JSValue error = JS_GetException(from);
    if (!JS_IsUncatchableError(error))
        error = adopted(t, error);
    return error.tag == TAG_EXCEPTION ? error : JS_Throw(t->context, error);
}

/* pair(ours, theirs): prototypes that stand for each other */
JSValue make_pair(JSContext *context, JSValue receiver, int count, JSValue *arguments)
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
